/*
 * Takes any bytes for a template: lints it as the program does, then deploys it by
 * hand, with what stands in it as `value` of a parameter for a parameter file, and
 * evaluates and prints all that is not too large.
 */
#include "base/jobs.h"
#include "eval/deployment.h"
#include "eval/expand.h"
#include "lint/lint.h"
#include "lint/value_json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Values that are looked at, and how deep: what is shared, or in loops, is more
   than anybody wants to print. */
enum { MOST_VALUES = 2000, MOST_DEPTH = 50, MOST_INSTANCES = 50 };

static TriWorkshop workshop;
static TriArena results;
static TriLinter linter;
static TriStr input_bytes;

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
    results = tri_arena_open((size_t)1 << 32);
    rules = tri_arena_open((size_t)1 << 28);
    linter.checks_limits = true;
    tri_rules_embedded(&rules, &linter.rules);
    tri_rules_index(&rules, &linter.rules);
    linter.prefilter = tri_prefilter_new(&rules, &linter.rules);
    linter.related = tri_prefilter_related(&rules, &linter.rules);
    linter.known = &linter.rules;
    linter.today = TRI_STR("2026-01-01");
    linter.reports_unused = true;
    linter.profile = TRI_PROFILE_STRICT;
    linter.described = ~0U;
}

static void reset(void)
{
    open_once();
    tri_workshop_reset(&workshop);
    tri_arena_reset(&workshop.scratch, (size_t)1 << 20);
    tri_arena_reset(&results, (size_t)1 << 20);
}

/* Evaluates all of `value`; false when it is too large to print. */
static bool visit(TriValue value, unsigned depth, size_t *left)
{
    if (depth > MOST_DEPTH || *left == 0) {
        return false;
    }
    --*left;
    if (value.kind == TRI_ARRAY) {
        for (size_t i = 0; i < value.array->count; i++) {
            if (!visit(tri_array_item(value.array, i), depth + 1, left)) {
                return false;
            }
        }
    }
    for (size_t i = 0; value.kind == TRI_OBJECT && i < value.object->count; i++) {
        if (!visit(tri_object_value(value.object, i), depth + 1, left)) {
            return false;
        }
    }
    return true;
}

/* What is printed of a value is JSON. */
static void print(TriValue value)
{
    TriText text = tri_text(&results);
    TriJsonWriter json = tri_json_writer(&text, -1);
    TriValueWriter writer = { .arena = &results, .json = &json };
    size_t left = MOST_VALUES;
    TriSink sink = { .arena = &results };

    if (value.kind == TRI_LAMBDA || !visit(value, 0, &left)) {
        return;
    }
    tri_write_value(&writer, value);
    TriSource source = { .text = tri_text_str(&text) };

    demand(tri_json_parse(&workshop.nodes, workshop.scratch, &source, &sink).root !=
           NULL);
}

static void print_instances(TriDeployment *deployment)
{
    TriInstanceList list = { 0 };

    tri_expand(deployment, &list);
    for (size_t i = 0; i < list.count && i < MOST_INSTANCES; i++) {
        print(tri_instance_name(list.items[i]));
        print(list.items[i]->body);
    }
}

static void print_deployment(TriDeployment *deployment)
{
    const TriTemplate *template = deployment->template;
    TriSink sink = { .arena = &workshop.arena };

    tri_deployment_check(deployment, &sink);
    for (size_t i = 0; i < template->parameter_count; i++) {
        print(tri_deployment_parameter(deployment, template->parameters[i].name,
                                       template->span));
    }
    for (size_t i = 0; i < template->variable_count; i++) {
        print(tri_deployment_variable(deployment, template->variables[i].name,
                                      template->span));
    }
    for (size_t i = 0; i < template->output_count; i++) {
        if (template->outputs[i].value != NULL) {
            print(tri_eval(deployment->scope, template->outputs[i].value));
        }
    }
    print_instances(deployment);
}

static void deploy(TriInput *input, const TriGivens *givens)
{
    TriSink sink = { .arena = &workshop.arena };
    const TriTemplate *template = tri_input_template(&workshop, input, &sink);

    print_deployment(
        tri_deploy(tri_eval_new(&workshop.arena), template, givens, TRI_STR("")));
}

static void lint(void)
{
    TriRoot root = {
        .path = TRI_STR("/nowhere/fuzz.json"),
        .shown = TRI_STR("fuzz.json"),
        .has_text = true,
        .text = input_bytes,
        .is_named = true,
    };

    root.collector.arena = &results;
    tri_lint(&linter, &workshop, &root, NULL);
    demand((root.outcome == TRI_OUTCOME_INVALID) <=
           (root.collector.collected.count > 0));
}

static void work(void *context, size_t index, size_t worker)
{
    (void)context;
    (void)index;
    (void)worker;
    lint();
    reset();
    TriSink sink = { .arena = &workshop.arena };
    TriInput *input =
        tri_input_of(&workshop, TRI_STR(""), TRI_STR("fuzz.json"), input_bytes);

    if (!tri_input_parse(&workshop, input, &sink) || input->document.template == NULL) {
        return;
    }
    TriGivens givens = tri_input_givens(&workshop, input, &sink);

    deploy(input, NULL);
    deploy(input, &givens);
}

/* On a thread: evaluation needs the stack of a worker. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    reset();
    input_bytes = tri_str((const char *)data, size);
    tri_jobs_run(work, NULL, 1, 1);
    return 0;
}
