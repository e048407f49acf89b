#include "support/bench.h"

#include "base/jobs.h"
#include "base/text.h"
#include "expr/parse.h"
#include "lint/value_json.h"

#include <criterion/criterion.h>

void bench_open(Bench *bench)
{
    *bench = (Bench){ .workshop = tri_workshop_open(TRI_STR("/"), TRI_STR("/")) };
    bench->sink.arena = &bench->workshop.arena;
}

void bench_close(Bench *bench)
{
    tri_workshop_close(&bench->workshop);
}

TriStr bench_text(Bench *bench, const char *json)
{
    char *copy = tri_str_to_c(&bench->workshop.arena, tri_str_from_c(json));

    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c == '`' ? '\'' : *c;
    }
    return tri_str_from_c(copy);
}

TriInput *bench_input(Bench *bench, const char *path, const char *json)
{
    TriInput *input = tri_input_of(&bench->workshop, TRI_STR(""), tri_str_from_c(path),
                                   bench_text(bench, json));

    cr_assert(tri_input_parse(&bench->workshop, input, &bench->sink), "%s: %.*s", json,
              TRI_ARG(bench->sink.findings.items[0].message));
    return input;
}

TriTemplate *bench_lower(Bench *bench, const char *json)
{
    TriInput *input = bench_input(bench, "main.json", json);

    cr_assert_not_null(input->document.template, "no template: %s", json);
    bench->template = tri_input_template(&bench->workshop, input, &bench->sink);
    return bench->template;
}

TriDeployment *bench_deploy(Bench *bench, const char *json, const char *parameters)
{
    TriEval *eval = tri_eval_new(&bench->workshop.arena);
    TriGivens givens = { 0 };

    if (parameters != NULL) {
        givens = tri_input_givens(&bench->workshop,
                                  bench_input(bench, "parameters.json", parameters),
                                  &bench->sink);
    }
    bench_lower(bench, json);
    bench->deployment = tri_deploy(eval, bench->template, &givens, TRI_STR(""));
    return bench->deployment;
}

TriDeployment *bench_deploy_sections(Bench *bench, const char *sections)
{
    TriStr json = tri_format(
        &bench->workshop.arena,
        "{'$schema': 'https://schema.management.azure.com/schemas/2019-04-01/"
        "deploymentTemplate.json#', 'contentVersion': '1.0.0.0', %s}",
        sections);

    return bench_deploy(bench, tri_str_to_c(&bench->workshop.arena, json), NULL);
}

TriValue bench_eval(Bench *bench, const char *expression)
{
    TriArena *arena = &bench->workshop.arena;
    TriSource *source = TRI_NEW(arena, TriSource);
    TriExprText text = { .text = tri_str_from_c(expression), .source = source };

    *source = (TriSource){ .path = TRI_STR("<expression>"), .text = text.text };
    TriExpr *expr =
        tri_expr_new(arena, TRI_EXPR_LAZY, tri_span(source, 0, text.text.size));

    tri_expr_parse(arena, &text, expr);
    return tri_eval(bench->deployment->scope, expr);
}

TriStr bench_print(Bench *bench, TriValue value)
{
    TriText text = tri_text(&bench->workshop.arena);
    TriJsonWriter json = tri_json_writer(&text, -1);
    TriValueWriter writer = { .arena = &bench->workshop.scratch, .json = &json };

    tri_write_value(&writer, value);
    return tri_text_str(&text);
}

TriInstanceList bench_expand(Bench *bench)
{
    TriInstanceList list = { 0 };

    cr_expect(tri_expand(bench->deployment, &list));
    return list;
}

static void work_once(void *context, size_t index, size_t worker)
{
    void (**work)(void) = context;

    (void)index;
    (void)worker;
    (*work)();
}

void on_worker(void (*work)(void))
{
    tri_jobs_run(work_once, &work, 1, 1);
}
