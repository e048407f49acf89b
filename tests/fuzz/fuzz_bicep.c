/*
 * Takes any bytes for a Bicep file: lints it as the program does, expands it and
 * prints what that gives, and reads it once more as a parameter file. No file that it
 * names is there.
 */
#include "base/jobs.h"
#include "bicep/lower.h"
#include "eval/deployment.h"
#include "eval/expand.h"
#include "eval/print.h"
#include "lint/lint.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_INSTANCES = 50 };

static TriWorkshop workshop;
static TriArena results;
static TriLinter linter;

static void demand(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void open_once(void)
{
    static TriArena rules;

    if (workshop.arena.start != NULL) {
        return;
    }
    workshop = tri_workshop_open(TRI_STR("/"), TRI_STR("/"));
    workshop.module_cache = TRI_STR("/nowhere");
    results = tri_arena_open((size_t)1 << 32);
    rules = tri_arena_open((size_t)1 << 28);
    tri_rules_embedded(&rules, &linter.rules);
    tri_rules_index(&rules, &linter.rules);
    linter.prefilter = tri_prefilter_new(&rules, &linter.rules);
    linter.related = tri_prefilter_related(&rules, &linter.rules);
    linter.known = &linter.rules;
    linter.today = TRI_STR("2026-01-01");
    linter.reports_unused = true;
    linter.profile = TRI_PROFILE_STRICT;
    linter.described = ~0U;
    linter.checks_limits = true;
}

static void reset(void)
{
    open_once();
    tri_workshop_reset(&workshop);
    tri_arena_reset(&workshop.scratch, (size_t)1 << 20);
    tri_arena_reset(&results, (size_t)1 << 20);
}

static TriStr copy_of(const uint8_t *data, size_t size)
{
    return tri_str_copy(&workshop.arena, tri_str((const char *)data, size));
}

static void lint(const uint8_t *data, size_t size)
{
    TriRoot root = { .shown = TRI_STR("main.bicep"),
                     .has_text = true,
                     .text = copy_of(data, size),
                     .is_bicep = true,
                     .is_named = true };

    root.collector.arena = &results;
    tri_lint(&linter, &workshop, &root, NULL);
    demand(root.outcome == TRI_OUTCOME_TEMPLATE);
}

static TriInput *parse(TriStr name, const uint8_t *data, size_t size, TriSink *sink)
{
    TriInput *input = tri_input_of(&workshop, name, name, copy_of(data, size));

    demand(tri_input_parse(&workshop, input, sink));
    for (size_t i = 0; i < sink->findings.count; i++) {
        demand(sink->findings.items[i].span.end <= input->source.text.size);
    }
    return input;
}

static void print(TriValue value)
{
    tri_residual_text(&workshop.arena, value);
}

static void expand(const uint8_t *data, size_t size)
{
    TriSink sink = { .arena = &workshop.arena };
    TriInput *input = parse(TRI_STR("/fuzz/main.bicep"), data, size, &sink);
    const TriTemplate *template = tri_input_template(&workshop, input, &sink);
    TriEval *eval = tri_eval_new(&workshop.arena);
    TriInstanceList list = { 0 };

    tri_eval_narrow(eval, size);
    TriDeployment *deployment = tri_deploy(eval, template, NULL, TRI_STR(""));

    tri_expand(deployment, &list);
    for (size_t i = 0; i < list.count && i < MOST_INSTANCES; i++) {
        print(tri_instance_name(list.items[i]));
        print(list.items[i]->body);
    }
    for (size_t i = 0; i < template->output_count; i++) {
        print(tri_eval(deployment->scope, template->outputs[i].value));
    }
}

static void give(const uint8_t *data, size_t size)
{
    TriSink sink = { .arena = &workshop.arena };
    TriInput *input = parse(TRI_STR("/fuzz/main.bicepparam"), data, size, &sink);
    TriGivens givens = tri_input_givens(&workshop, input, &sink);
    TriTemplate *template = TRI_NEW(&workshop.arena, TriTemplate);
    TriEval *eval = tri_eval_new(&workshop.arena);

    tri_eval_narrow(eval, size);
    TriDeployment *deployment = tri_deploy(eval, template, NULL, TRI_STR(""));

    for (size_t i = 0; i < givens.count; i++) {
        print(tri_eval(deployment->scope, givens.items[i].value));
    }
}

/* Evaluation needs the stack that workers have. */
static void run(void *context, size_t index, size_t worker)
{
    const TriStr *bytes = context;
    const uint8_t *data = (const uint8_t *)bytes->data;

    (void)index;
    (void)worker;
    lint(data, bytes->size);
    expand(data, bytes->size);
    give(data, bytes->size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    TriStr bytes = tri_str((const char *)data, size);

    reset();
    tri_jobs_run(run, &bytes, 1, 1);
    return 0;
}
