#include "arm/duplicates.h"
#include "arm/lower.h"
#include "support/bench.h"
#include "support/expr_text.h"

#include <criterion/criterion.h>

static Bench bench;

static void open_bench(void)
{
    bench_open(&bench);
}

static void close_bench(void)
{
    bench_close(&bench);
}

TestSuite(arm_lower, .init = open_bench, .fini = close_bench);

static void expect_str(const char *what, TriStr actual, const char *expected)
{
    cr_expect(tri_str_eq(actual, tri_str_from_c(expected)), "%s: '%.*s' is not '%s'",
              what, TRI_ARG(actual), expected);
}

static void expect_expr(const char *what, TriExpr *expr, const char *expected)
{
    TriText text = tri_text(&bench.workshop.arena);

    cr_assert_not_null(expr, "%s", what);
    add_expr(&text, expr);
    expect_str(what, tri_text_str(&text), expected);
}

/* ---- sections ---- */

Test(arm_lower, reads_parameters)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'resources': [], 'parameters': {"
                "'a': {'type': 'String', 'defaultValue': '[b()]'},"
                "'B': {'type': 'SECURESTRING', 'nullable': true},"
                "'c': {'type': 'secureObject', 'nullable': 'true'},"
                "'d': {'type': 'int', 'allowedValues': [1, 2], 'defaultValue': null},"
                "'e': {}, 'f': {'type': 'integer', 'allowedValues': 3}, 'g': 'x'}}");
    static const struct {
        const char *name;
        unsigned type;
        bool is_secure;
        bool is_nullable;
        bool has_default;
        bool has_allowed;
    } rows[] = {
        { "a", TRI_STRING, false, false, true, false },
        { "B", TRI_STRING, true, true, false, false },
        { "c", TRI_OBJECT, true, false, false, false },
        { "d", TRI_INT, false, false, true, true },
        { "e", TRI_ANY, false, false, false, false },
        { "f", TRI_ANY, false, false, false, false },
        { "g", TRI_ANY, false, false, false, false },
    };

    cr_assert_eq(template->parameter_count, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < template->parameter_count; i++) {
        const TriParameter *parameter = &template->parameters[i];

        expect_str("name", parameter->name, rows[i].name);
        cr_expect_eq(parameter->type, rows[i].type, "%s", rows[i].name);
        cr_expect_eq(parameter->is_secure, rows[i].is_secure, "%s", rows[i].name);
        cr_expect_eq(parameter->is_nullable, rows[i].is_nullable, "%s", rows[i].name);
        cr_expect_eq(parameter->default_value != NULL, rows[i].has_default, "%s",
                     rows[i].name);
        cr_expect_eq(parameter->allowed != NULL, rows[i].has_allowed, "%s",
                     rows[i].name);
    }
    expect_expr("default", template->parameters[0].default_value, "b()");
}

Test(arm_lower, follows_references_to_definitions)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'resources': [], 'definitions': {"
                "'one': {'type': 'bool', 'nullable': true},"
                "'two': {'$ref': '#/definitions/ONE', 'allowedValues': [true]},"
                "'ring': {'$ref': '#/definitions/ring'},"
                "'secret': {'type': 'securestring'}},"
                "'parameters': {"
                "'a': {'$ref': '#/definitions/two'},"
                "'b': {'$ref': '#/definitions/ring'},"
                "'c': {'$ref': '#/definitions/none'},"
                "'d': {'$ref': 'http://x#/y'},"
                "'e': {'$ref': '#/definitions/two', 'type': 'int', 'nullable': false},"
                "'f': {'$ref': '#/definitions/secret'}}}");
    const TriParameter *parameters = template->parameters;

    cr_expect_eq(parameters[0].type, TRI_BOOL);
    cr_expect(parameters[0].is_nullable);
    expect_expr("allowed", parameters[0].allowed, "[true]");
    cr_expect_eq(parameters[1].type, TRI_ANY);
    cr_expect_eq(parameters[2].type, TRI_ANY);
    cr_expect_eq(parameters[3].type, TRI_ANY);
    cr_expect_eq(parameters[4].type, TRI_INT);
    cr_expect_not(parameters[4].is_nullable);
    cr_expect(parameters[5].is_secure);
}

Test(arm_lower, finds_names_in_any_case_and_the_last_of_several)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'RESOURCES': [], 'Parameters': {'p': {'type': 'int'}, "
                "'P': {'type': 'bool'}}, 'variables': {'v': 1, 'V': 2}, "
                "'functions': [{'namespace': 'Ns', 'members': {'Fn': {}}}]}");

    cr_expect_eq(tri_template_parameter(template, TRI_STR("p"))->type, TRI_BOOL);
    expect_expr("v", tri_template_variable(template, TRI_STR("v"))->value, "2");
    cr_expect_not_null(tri_template_function(template, TRI_STR("nS.fN")));
    cr_expect_null(tri_template_variable(template, TRI_STR("w")));
}

Test(arm_lower, makes_variables_of_loops)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'resources': [], 'parameters': {}, 'variables': {'copy': ["
                "{'name': 'a', 'count': 2, 'input': '[copyIndex(`a`)]'},"
                "{'Name': 'b', 'COUNT': '[n()]', 'input': {'x': 1}}],"
                "'c': {'copy': [{'name': 'd', 'count': 1, 'input': 1}], 'e': 2},"
                "'f': {'copy': {'name': 'd', 'count': 1}}, 'g': {'copy': []},"
                "'h': {'copy': [{'name': 'd', 'count': 1}]}}}");
    static const struct {
        const char *name;
        const char *value;
    } rows[] = {
        { "a", "copy a(2, copyIndex(\"a\"))" },
        { "b", "copy b(n(), {\"x\": 1})" },
        { "c", "{\"d\": copy d(1, 1), \"e\": 2}" },
        { "f", "{\"copy\": {\"name\": \"d\", \"count\": 1}}" },
        { "g", "{\"copy\": []}" },
        { "h", "{\"copy\": [{\"name\": \"d\", \"count\": 1}]}" },
    };

    cr_assert_eq(template->variable_count, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < template->variable_count; i++) {
        expect_str("name", template->variables[i].name, rows[i].name);
        expect_expr(rows[i].name, template->variables[i].value, rows[i].value);
    }
}

Test(arm_lower, reads_values_as_expressions_text_and_names)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'resources': [], 'parameters': {}, 'variables': {"
                "'a': [null, true, -5, 2.5, 1e2, 99999999999999999999, 's', '[[x]'],"
                "'b': {'[f()]': 1, '[[g]': 2, '[': 3, 'x y': '[[]'},"
                "'c': '[bad', 'd': '[bad]'}}");

    expect_expr("a", template->variables[0].value,
                "[null, true, -5, 2.5, 100.0, 1e+20, \"s\", \"[x]\"]");
    expect_expr("b", template->variables[1].value,
                "{f(): 1, \"[g]\": 2, \"[\": 3, \"x y\": \"[]\"}");
    expect_expr("c", template->variables[2].value, "\"[bad\"");
    expect_expr("d", template->variables[3].value,
                "error(expected '(' after the name of a function, found the end of the "
                "expression)");
}

Test(arm_lower, reads_user_functions)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'resources': [], 'parameters': {}, 'functions': ["
                "{'namespace': 'a', 'members': {"
                "'f': {'parameters': [{'name': 'x', 'type': 'int'}, {'name': 'y'}], "
                "'output': {'type': 'int', 'value': '[parameters(`x`)]'}},"
                "'g': {}}}, 5, {'namespace': 'b'}]}");

    cr_assert_eq(template->function_count, 2);
    expect_str("name", template->functions[0].name, "a.f");
    cr_assert_eq(template->functions[0].parameter_count, 2);
    expect_str("parameter", template->functions[0].parameters[1], "y");
    expect_expr("body", template->functions[0].body, "parameters(\"x\")");
    cr_expect_eq(template->functions[1].parameter_count, 0);
    cr_expect_null(template->functions[1].body);
}

Test(arm_lower, reads_outputs)
{
    const TriTemplate *template = bench_lower(
        &bench,
        "{'resources': [], 'parameters': {}, 'outputs': {"
        "'a': {'type': 'string', 'value': '[f()]', 'condition': false},"
        "'b': {'type': 'array', 'copy': {'count': 2, 'input': '[copyIndex()]'}},"
        "'c': {'type': 'secureString', 'value': 'x'}, 'd': 1}}");

    cr_assert_eq(template->output_count, 4);
    expect_expr("a", template->outputs[0].value, "f()");
    expect_expr("condition", template->outputs[0].condition, "false");
    expect_expr("b", template->outputs[1].value, "copy (2, copyIndex())");
    cr_expect(template->outputs[2].is_secure);
    cr_expect_null(template->outputs[3].value);
}

Test(arm_lower, knows_the_scope_by_the_schema)
{
    static const struct {
        const char *schema;
        TriScopeKind scope;
    } rows[] = {
        { "deploymentTemplate", TRI_SCOPE_RESOURCE_GROUP },
        { "SubscriptionDeploymentTemplate", TRI_SCOPE_SUBSCRIPTION },
        { "managementGroupDeploymentTemplate", TRI_SCOPE_MANAGEMENT_GROUP },
        { "tenantDeploymentTemplate", TRI_SCOPE_TENANT },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr json = tri_format(&bench.workshop.arena, "{'$schema': 'x/1/%s.json#'}",
                                 rows[i].schema);
        const TriTemplate *template =
            bench_lower(&bench, tri_str_to_c(&bench.workshop.arena, json));

        cr_expect_eq(template->scope, rows[i].scope, "%s", rows[i].schema);
    }
}

/* ---- resources ---- */

static void expect_pointer(const TriResource *resource, const char *expected)
{
    expect_str("pointer", tri_pointer_text(&bench.workshop.arena, &resource->pointer),
               expected);
}

Test(arm_lower, points_to_resources_and_children)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'contentVersion': '1', 'Resources': [{}, {'resources': [{}, "
                "{'RESOURCES': [{}]}]}, 7]}");

    cr_assert_eq(template->resource_count, 3);
    expect_pointer(template->resources[0], "/Resources/0");
    const TriResource *parent = template->resources[1];

    cr_assert_eq(parent->child_count, 2);
    expect_pointer(parent->children[0], "/Resources/1/resources/0");
    cr_expect_eq(parent->children[0]->parent, parent);
    expect_pointer(parent->children[1]->children[0],
                   "/Resources/1/resources/1/RESOURCES/0");
    expect_pointer(template->resources[2], "/Resources/2");
    cr_expect_null(template->resources[2]->type);
}

Test(arm_lower, points_to_symbolic_resources)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'contentVersion': '1', 'languageVersion': '2.0', 'resources': "
                "{'Site': {}, 'a/b~c': {}, 'x::y': {'existing': true}}}");

    cr_expect(template->is_symbolic);
    cr_expect(template->is_inner_by_default);
    cr_assert_eq(template->resource_count, 3);
    expect_str("symbol", template->resources[0]->symbol, "Site");
    expect_pointer(template->resources[0], "/resources/Site");
    expect_str("symbol", template->resources[1]->symbol, "a/b~c");
    expect_pointer(template->resources[1], "/resources/a~1b~0c");
    expect_expr("existing", template->resources[2]->existing, "true");
}

Test(arm_lower, points_into_nested_and_wrapped_templates)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'properties': {'template': {'contentVersion': '1', 'resources': [{}, "
                "{'Properties': {'TEMPLATE': {'resources': [{}, {}]}}}]}}}");

    cr_assert_eq(template->resource_count, 2);
    expect_pointer(template->resources[0], "/properties/template/resources/0");
    const TriTemplate *nested = tri_resource_nested(template->resources[1]);

    cr_assert_not_null(nested);
    expect_pointer(nested->resources[1],
                   "/properties/template/resources/1/Properties/TEMPLATE/resources/1");
}

/* A name that is the empty string is a step all the same. */
Test(arm_lower, points_to_a_resource_without_a_name)
{
    const TriTemplate *template =
        bench_lower(&bench, "{'contentVersion': '1', 'resources': {'': {}}}");

    expect_pointer(template->resources[0], "/resources/");
}

Test(arm_lower, tells_inner_from_outer_templates)
{
    static const struct {
        const char *version;
        const char *options;
        bool is_outer;
    } rows[] = {
        { "1.0", "", true },
        { "1.0", "'expressionEvaluationOptions': {'scope': 'Inner'},", false },
        { "1.0", "'expressionEvaluationOptions': {'scope': 'outer'},", true },
        { "1.0", "'expressionEvaluationOptions': {},", true },
        { "2.0", "", false },
        { "2.1-experimental", "", false },
        { "2.0", "'expressionEvaluationOptions': {'scope': 'OUTER'},", true },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr json = tri_format(
            &bench.workshop.arena,
            "{'contentVersion': '1', 'languageVersion': '%s', 'resources': [{"
            "'properties': {%s 'template': {'resources': []}}}]}",
            rows[i].version, rows[i].options);
        const TriTemplate *template =
            bench_lower(&bench, tri_str_to_c(&bench.workshop.arena, json));

        cr_expect_eq(template->resources[0]->nested->is_outer, rows[i].is_outer,
                     "row %zu", i);
    }
}

Test(arm_lower, reads_what_the_language_reads_of_a_resource)
{
    const TriTemplate *template = bench_lower(
        &bench,
        "{'contentVersion': '1', 'resources': [{'TYPE': 'A/b', 'name': '[n()]', "
        "'Condition': '[c()]', 'properties': {'x': 1}, "
        "'copy': {'name': 'loop', 'count': '[k()]'}},"
        "{'import': 'graph', 'existing': true}, {'copy': [1]}]}");
    const TriResource *resource = template->resources[0];

    expect_expr("type", resource->type->value, "\"A/b\"");
    expect_expr("name", resource->name->value, "n()");
    expect_expr("condition", resource->condition->value, "c()");
    expect_expr("properties", resource->properties->value, "{\"x\": 1}");
    expect_str("loop", resource->loop_name, "loop");
    expect_expr("count", resource->loop_count, "k()");
    cr_expect_not(template->resources[1]->is_extension);
    cr_expect_null(template->resources[1]->existing);
    cr_expect_eq(template->resources[2]->loop_count->kind, TRI_EXPR_ERROR);
}

Test(arm_lower, reads_more_of_a_resource_with_a_symbolic_name)
{
    const TriTemplate *template = bench_lower(
        &bench, "{'contentVersion': '1', 'resources': {'a': {'import': 'graph'}, "
                "'b': {'extension': null, 'existing': true}}}");

    cr_expect(template->resources[0]->is_extension);
    cr_expect_null(template->resources[0]->existing);
    cr_expect_not(template->resources[1]->is_extension);
    expect_expr("existing", template->resources[1]->existing, "true");
}

/* ---- parameter files ---- */

Test(arm_lower, takes_given_values_as_data)
{
    TriInput *input = bench_input(
        &bench, "p.json",
        "{'parameters': {'a': {'value': '[x()]'}, 'b': {'Value': {'c': '[[y]'}}, "
        "'d': {'reference': {'keyVault': {}}}, 'e': {'expression': '[x()]'}, "
        "'f': {'value': 'GEN-UNIQUE-8'}, 'g': {}, 'h': 5, 'i': {'value': null}}}");
    TriGivens givens = tri_input_givens(&bench.workshop, input, &bench.sink);
    static const struct {
        TriGivenKind kind;
        const char *value;
    } rows[] = {
        { TRI_GIVEN_VALUE, "\"[x()]\"" }, { TRI_GIVEN_VALUE, "{\"c\": \"[[y]\"}" },
        { TRI_GIVEN_KEY_VAULT, NULL },    { TRI_GIVEN_VALUE, NULL },
        { TRI_GIVEN_PLACEHOLDER, NULL },  { TRI_GIVEN_VALUE, NULL },
        { TRI_GIVEN_VALUE, NULL },        { TRI_GIVEN_VALUE, "null" },
    };

    cr_assert_eq(givens.count, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < givens.count; i++) {
        cr_expect_eq(givens.items[i].kind, rows[i].kind, "row %zu", i);
        if (rows[i].value != NULL) {
            expect_expr("value", givens.items[i].value, rows[i].value);
        }
    }
}

Test(arm_lower, takes_brackets_around_a_wrapped_template_for_expressions)
{
    TriInput *input = bench_input(
        &bench, "artifact.json",
        "{'properties': {'template': {'contentVersion': '1', 'resources': []}, "
        "'parameters': {'a': {'value': '[x()]'}, 'b': {'value': '[[x]'}}}}");
    TriGivens givens = tri_input_givens(&bench.workshop, input, &bench.sink);

    cr_assert_eq(givens.count, 2);
    cr_expect_eq(givens.items[0].kind, TRI_GIVEN_EXPRESSION);
    cr_expect_eq(givens.items[1].kind, TRI_GIVEN_VALUE);
}

/* ---- duplicates ---- */

Test(arm_lower, reports_names_that_stand_twice)
{
    TriInput *input = bench_input(
        &bench, "main.json",
        "{'contentVersion': '1', 'parameters': {'p': {}, 'P': {}}, "
        "'variables': {'v': {'x': 1, 'X': 2, 'y': 1, 'y': 2}}, 'outputs': {}, "
        "'resources': [{'type': 'a', 'Type': 'b', 'properties': {'k': 1, 'K': 2}}]}");
    static const char *const names[] = { "\"y\"", "\"P\"", "\"Type\"", "\"K\"" };
    TriSink sink = { .arena = &bench.workshop.arena };

    tri_arm_report_duplicates(bench.workshop.scratch, &input->json,
                              input->document.template, &sink);
    cr_assert_eq(sink.findings.count, sizeof names / sizeof *names);
    for (size_t i = 0; i < sink.findings.count; i++) {
        expect_str("name", tri_span_text(sink.findings.items[i].span), names[i]);
        expect_str("rule", sink.findings.items[i].rule, "duplicate-member");
    }
}

/* ---- templates inside templates ---- */

/* Below the namespace `who`, at any depth. */
static bool is_site(const void *who, TriStr type)
{
    return tri_str_has_prefix_nocase(type, tri_str_from_c(who)) &&
           tri_str_has_suffix_nocase(type, TRI_STR("/sites"));
}

/* Asked before they are lowered, and the same when they are. */
Test(arm_lower, tells_what_nested_templates_may_hold)
{
    static const struct {
        const char *resources; /* of the nested template */
        bool may_hold;         /* a site */
    } rows[] = {
        { "[]", false },
        { "{}", false },
        { "1", false },
        { "[{'type': 'M.Web/sites'}]", true },
        { "[{'TYPE': 'm.web/Sites'}]", true },
        { "[{'type': 'M.Web/plans'}, {'type': 'M.Web/certificates'}]", false },
        { "{'a': {'type': 'M.Web/plans'}, 'b': {'type': 'M.Web/sites'}}", true },
        { "[{'type': '[concat(`M.Web/`, `plans`)]'}]", true },
        { "[{'type': 'M.Web\\u002fsites'}]", true },
        { "[{'ty\\u0070e': 'M.Web/sites', 'type': 'M.Web/plans'}]", true },
        { "[{'type': 'M.Web/sites', 'TYPE': 'M.Web/plans'}]", true },
        { "[{'name': 'a'}]", true },
        { "[{'type': 1}]", true },
        { "[[]]", true },
        { "[{'type': 'M.Web/shops', 'resources': [{'type': 'sites'}]}]", true },
        { "[{'type': 'M.Web/shops', 'resources': [{'type': 'plans'}]}]", false },
        { "[{'type': 'M.Web', 'resources': [{'type': 'sites'}]}]", false },
        { "[{'type': 'A.B/c', 'resources': {'d': {'type': 'M.Web/sites'}}}]", true },
        { "[{'type': 'Microsoft.Resources/deployments'}]", true },
        { "[{'type': 'Microsoft.Resources/deployments', 'properties': "
          "{'templateLink': {}}}]",
          true },
        { "[{'type': 'Microsoft.Resources/deployments', 'properties': {'template': "
          "{'resources': [{'type': 'M.Web/sites'}]}}}]",
          true },
        { "[{'type': 'Microsoft.Resources/deployments', 'properties': {'template': "
          "{'resources': [{'type': 'M.Web/plans'}]}}}]",
          false },
        { "[{'type': 'Microsoft.Resources/deployments', 'properties': {'template': "
          "{}}}]",
          false },
    };
    TriWanted wanted = { is_site, "M.Web" };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriArena *arena = &bench.workshop.arena;
        TriStr json = tri_format(arena,
                                 "{'contentVersion': '1', 'resources': [{'type': "
                                 "'Microsoft.Resources/deployments', 'properties': "
                                 "{'template': {'resources': %s}}}]}",
                                 rows[i].resources);
        TriTemplate *template = bench_lower(&bench, tri_str_to_c(arena, json));
        const TriTemplateParts *parts = template->resources[0]->nested->parts;

        cr_assert_not_null(parts, "%s", rows[i].resources);
        cr_expect_eq(parts->may_hold(parts, arena, &wanted), rows[i].may_hold, "%s",
                     rows[i].resources);
        cr_expect_null(tri_resource_nested(template->resources[0])->parts);
    }
}
