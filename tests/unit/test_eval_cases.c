/* Runs the cases in tests/eval; tests/README.md tells their format. */
#include "base/file.h"
#include "base/jobs.h"
#include "base/text.h"
#include "eval/deployment.h"
#include "eval/functions.h"
#include "eval/print.h"
#include "expr/parse.h"
#include "lint/context.h"
#include "lint/input.h"
#include "lint/value_json.h"
#include "support/eval_cases.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* One case in evaluation: what is made for it is forgotten with the next. */
typedef struct Bench {
    TriArena *results; /* of messages */
    TriWorkshop workshop;
    TriSink sink;
} Bench;

/* ---- evaluation ---- */

static TriInput *parse(Bench *bench, const char *name, TriStr json)
{
    TriInput *input =
        tri_input_of(&bench->workshop, TRI_STR(""), tri_str_from_c(name), json);

    return tri_input_parse(&bench->workshop, input, &bench->sink) ? input : NULL;
}

static TriExpr *parse_expression(Bench *bench, TriStr text)
{
    TriArena *arena = &bench->workshop.arena;
    TriSource *source = TRI_NEW(arena, TriSource);
    TriExprText expression = { .text = text, .source = source };

    *source = (TriSource){ .path = TRI_STR("<expression>"), .text = text };
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_LAZY, tri_span(source, 0, text.size));

    tri_expr_parse(arena, &expression, expr);
    return expr;
}

/* False when something given is no JSON; the sink has it then. */
static bool evaluate(Bench *bench, const EvalCase *eval_case, TriValue *value)
{
    TriArena *arena = &bench->workshop.arena;
    TriInput *template = parse(bench, "template", eval_case_template(arena, eval_case));
    TriInput *parameters =
        parse(bench, "parameters", eval_case_parameter_file(arena, eval_case));
    TriStr given_context = eval_case->given[EVAL_CONTEXT];
    TriInput *context =
        given_context.size == 0 ? NULL : parse(bench, "context", given_context);

    if (bench->sink.findings.count > 0) {
        return false;
    }
    TriEval *eval = tri_eval_new(arena);
    TriGivens givens = tri_input_givens(&bench->workshop, parameters, &bench->sink);
    TriDeployment *deployment =
        tri_deploy(eval, tri_input_template(&bench->workshop, template, &bench->sink),
                   &givens, TRI_STR(""));

    eval->context = tri_context_value(
        &bench->workshop, context == NULL ? NULL : &context->json, deployment->scope);
    *value =
        tri_eval(deployment->scope, parse_expression(bench, eval_case->expression));
    return true;
}

/* ---- comparison ---- */

/* What `value` is, as tricep eval prints it, and the first error in it. */
static TriStr write_value(Bench *bench, TriValue value, const TriUnknown **error)
{
    TriText text = tri_text(&bench->workshop.arena);
    TriJsonWriter json = tri_json_writer(&text, -1);
    TriValueWriter writer = { .arena = &bench->workshop.scratch, .json = &json };

    *error = NULL;
    if (value.kind == TRI_LAMBDA) {
        return TRI_STR("a lambda");
    }
    tri_write_value(&writer, value);
    for (size_t i = 0; i < writer.unknowns.count && *error == NULL; i++) {
        if (writer.unknowns.items[i]->reason == TRI_REASON_ERROR) {
            *error = writer.unknowns.items[i];
        }
    }
    return tri_text_str(&text);
}

/* An unknown or secure value prints as what is left of its expression. */
static bool is_residual(TriValue value)
{
    return value.kind == TRI_UNKNOWN || value.is_secure ||
           (value.kind == TRI_OBJECT && value.residual != NULL);
}

static const TriJsonNode *find_exactly(Bench *bench, const TriJson *json,
                                       const TriJsonNode *object, TriStr name)
{
    tri_json_each_member (member, object) {
        if (tri_str_eq(tri_json_string(&bench->workshop.arena, json, member), name)) {
            return member + 1;
        }
    }
    return NULL;
}

static bool matches(Bench *bench, TriValue value, const TriJson *json,
                    const TriJsonNode *node);

static bool array_matches(Bench *bench, const TriArray *array, const TriJson *json,
                          const TriJsonNode *node)
{
    size_t i = 0;

    if (node->type != TRI_JSON_ARRAY || node->count != array->count) {
        return false;
    }
    tri_json_each_item (item, node) {
        if (!matches(bench, tri_array_item(array, i++), json, item)) {
            return false;
        }
    }
    return true;
}

static bool object_matches(Bench *bench, const TriObject *object, const TriJson *json,
                           const TriJsonNode *node)
{
    if (node->type != TRI_JSON_OBJECT || node->count != object->count) {
        return false;
    }
    for (size_t i = 0; i < object->count; i++) {
        const TriJsonNode *member =
            find_exactly(bench, json, node, object->members[i].name);

        if (member == NULL ||
            !matches(bench, tri_object_value(object, i), json, member)) {
            return false;
        }
    }
    return true;
}

static bool number_matches(TriValue value, const TriJson *json, const TriJsonNode *node)
{
    int64_t integer;

    if (node->type != TRI_JSON_NUMBER) {
        return false;
    }
    if (value.kind == TRI_INT && tri_json_int(json, node, &integer)) {
        return value.integer == integer;
    }
    double number = value.kind == TRI_INT ? (double)value.integer : value.number;
    double expected = tri_json_double(json, node);

    return number <= expected && number >= expected;
}

static bool string_matches(Bench *bench, TriStr string, const TriJson *json,
                           const TriJsonNode *node)
{
    return node->type == TRI_JSON_STRING &&
           tri_str_eq(tri_json_string(&bench->workshop.arena, json, node), string);
}

/* Numbers by value, objects without order, an unknown part as its residual text. */
static bool matches(Bench *bench, TriValue value, const TriJson *json,
                    const TriJsonNode *node)
{
    if (is_residual(value)) {
        return string_matches(bench, tri_residual_text(&bench->workshop.arena, value),
                              json, node);
    }
    switch (value.kind) {
    case TRI_NULL:
        return node->type == TRI_JSON_NULL;
    case TRI_BOOL:
        return node->type == TRI_JSON_BOOL &&
               tri_json_bool(json, node) == value.boolean;
    case TRI_INT:
    case TRI_FLOAT:
        return number_matches(value, json, node);
    case TRI_STRING:
        return string_matches(bench, value.string, json, node);
    case TRI_ARRAY:
        return array_matches(bench, value.array, json, node);
    case TRI_OBJECT:
        return object_matches(bench, value.object, json, node);
    default:
        return false;
    }
}

static bool is_expected(Bench *bench, const EvalCase *eval_case, TriValue value,
                        const TriUnknown *error)
{
    TriArena *arena = &bench->workshop.arena;

    switch (eval_case->outcome) {
    case EVAL_IS_ERROR:
        return error != NULL &&
               tri_str_find(error->why, eval_case->expected) != TRI_NOT_FOUND;
    case EVAL_IS_UNKNOWN:
        return error == NULL && is_residual(value) &&
               tri_str_eq(tri_residual_text(arena, value), eval_case->expected);
    case EVAL_IS_VALUE:
        break;
    }
    TriInput *expected = parse(bench, "expected", eval_case->expected);

    return expected != NULL && error == NULL && !is_residual(value) &&
           value.kind != TRI_LAMBDA &&
           matches(bench, value, &expected->json, expected->json.root);
}

/* ---- the run ---- */

static TriStr complain(Bench *bench, const EvalCase *eval_case, const char *what,
                       TriStr got)
{
    static const char marks[] = {
        [EVAL_IS_VALUE] = '=', [EVAL_IS_ERROR] = '!', [EVAL_IS_UNKNOWN] = '?'
    };

    return tri_format(bench->results, "%.*s:%u: %.*s\n  expected %c %.*s\n  %s %.*s",
                      TRI_ARG(eval_case->path), eval_case->line,
                      TRI_ARG(eval_case->expression), marks[eval_case->outcome],
                      TRI_ARG(eval_case->expected), what, TRI_ARG(got));
}

/* Empty when the case comes out as expected. */
static TriStr run_case(Bench *bench, const EvalCase *eval_case)
{
    TriValue value;
    const TriUnknown *error;

    tri_workshop_reset(&bench->workshop);
    tri_arena_reset(&bench->workshop.scratch, (size_t)1 << 20);
    bench->sink = (TriSink){ .arena = &bench->workshop.arena };
    if (!evaluate(bench, eval_case, &value)) {
        return complain(bench, eval_case, "what is given is no JSON:",
                        bench->sink.findings.items[0].message);
    }
    TriStr written = write_value(bench, value, &error);

    if (is_expected(bench, eval_case, value, error)) {
        return TRI_STR("");
    }
    if (bench->sink.findings.count > 0) {
        return complain(bench, eval_case, "what is expected is no JSON:",
                        bench->sink.findings.items[0].message);
    }
    return error != NULL ? complain(bench, eval_case, "got       !", error->why)
                         : complain(bench, eval_case, "got       =", written);
}

typedef struct Run {
    TriArena arena;
    EvalCaseList cases;
    TriStr *complaints; /* one a case; empty when it agrees */
} Run;

static void run_all(void *context, size_t index, size_t worker)
{
    Run *run = context;
    Bench bench = { .results = &run->arena,
                    .workshop = tri_workshop_open(TRI_STR("/"), TRI_STR("/")) };

    (void)index;
    (void)worker;
    for (size_t i = 0; i < run->cases.count; i++) {
        run->complaints[i] = run_case(&bench, &run->cases.items[i]);
    }
    tri_workshop_close(&bench.workshop);
}

static void read_cases(Run *run, TriStr folder)
{
    TriError error = { &run->arena, { 0 } };
    TriFolder files = { 0 };

    cr_assert_eq(tri_folder_read(&run->arena, folder, &files, &error), TRI_OK);
    for (size_t i = 0; i < files.count; i++) {
        TriStr path = tri_path_join(&run->arena, folder, files.entries[i].name);
        TriStr shown =
            tri_format(&run->arena, "tests/eval/%.*s", TRI_ARG(files.entries[i].name));
        TriStr text;

        if (!tri_str_has_suffix(path, TRI_STR(".test"))) {
            continue;
        }
        cr_assert_eq(tri_file_read(&run->arena, path, &text, &error), TRI_OK);
        cr_expect_eq(eval_cases_parse(&run->arena, shown, text, &run->cases, &error),
                     TRI_OK, "%.*s", TRI_ARG(error.message));
    }
}

Test(eval_cases, come_out_as_expected)
{
    Run run = { .arena = tri_arena_open((size_t)1 << 30) };
    size_t failed = 0;

    read_cases(&run, TRI_STR(TRICEP_TESTS "/eval"));
    run.complaints = TRI_NEW_ARRAY(&run.arena, TriStr, run.cases.count);
    tri_jobs_run(run_all, &run, 1, 1);
    for (size_t i = 0; i < run.cases.count; i++) {
        failed += run.complaints[i].size > 0;
        cr_expect_eq(run.complaints[i].size, 0, "%.*s", TRI_ARG(run.complaints[i]));
    }
    fprintf(stderr, "tests/eval: %zu of %zu cases agree\n", run.cases.count - failed,
            run.cases.count);
    tri_arena_close(&run.arena);
}

/* Whether an expression of some case calls it. */
static bool is_called(Run *run, const TriFunction *function)
{
    TriStr call = tri_format(&run->arena, "%s(", function->name);

    for (size_t i = 0; i < run->cases.count; i++) {
        if (tri_str_find_nocase(run->cases.items[i].expression, call) !=
            TRI_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

Test(eval_cases, call_every_function)
{
    static const TriFunction *const tables[] = {
        tri_array_functions,    tri_cidr_functions,       tri_comparison_functions,
        tri_date_functions,     tri_deployment_functions, tri_lambda_functions,
        tri_logical_functions,  tri_numeric_functions,    tri_object_functions,
        tri_resource_functions, tri_string_functions,
    };
    Run run = { .arena = tri_arena_open((size_t)1 << 30) };

    read_cases(&run, TRI_STR(TRICEP_TESTS "/eval"));
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        for (const TriFunction *row = tables[i]; row->name != NULL; row++) {
            cr_expect(is_called(&run, row), "tests/eval has no case of '%s'",
                      row->name);
        }
    }
    tri_arena_close(&run.arena);
}

Test(eval_cases, refuse_lines_without_a_place)
{
    static const struct {
        const char *text;
        const char *message;
    } rows[] = {
        { "= 1\n", "a.test:1: there is no expression above" },
        { "# a\n\n! b\n", "a.test:3: there is no expression above" },
        { "[a()]\n[b()]\n",
          "a.test:2: expected what the expression above evaluates to" },
        { "[a()]\nvariables {}\n",
          "a.test:2: expected what the expression above evaluates to" },
        { "context {}\ncontext {}\n",
          "a.test:2: the same word twice before one expression" },
        { "[a()]\n= 1\nmissing {}\n", "a.test:4: the last case is not complete" },
        { "[a()]\n", "a.test:2: the last case is not complete" },
    };
    TriArena arena = tri_arena_open((size_t)1 << 20);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        EvalCaseList cases = { 0 };
        TriError error = { &arena, { 0 } };

        cr_expect_eq(eval_cases_parse(&arena, TRI_STR("a.test"),
                                      tri_str_from_c(rows[i].text), &cases, &error),
                     TRI_FAILED, "%s", rows[i].text);
        cr_expect(tri_str_eq(error.message, tri_str_from_c(rows[i].message)),
                  "%s: %.*s", rows[i].text, TRI_ARG(error.message));
    }
    tri_arena_close(&arena);
}
