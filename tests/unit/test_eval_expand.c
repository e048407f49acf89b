#include "eval/expand.h"

#include "base/text.h"
#include "eval/print.h"
#include "support/bench.h"

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

TestSuite(eval_expand, .init = open_bench, .fini = close_bench, .timeout = 60);

/* The instances, one a line: type, name, and "-" for one that is not deployed. */
static void expect_instances(const char *sections, const char *expected)
{
    TriArena *arena = &bench.workshop.arena;
    TriText text = tri_text(arena);

    bench_deploy_sections(&bench, sections);
    TriInstanceList list = bench_expand(&bench);

    for (size_t i = 0; i < list.count; i++) {
        const TriInstance *instance = list.items[i];

        tri_text_addf(&text, "%s %s%s\n",
                      tri_str_to_c(arena, tri_value_for_message(arena, instance->type)),
                      tri_str_to_c(arena, tri_value_for_message(
                                              arena, tri_instance_name(instance))),
                      instance->is_deployed ? "" : " -");
    }
    cr_expect(tri_str_eq(tri_text_str(&text), tri_str_from_c(expected)), "%s\n%.*s",
              sections, TRI_ARG(tri_text_str(&text)));
}

Test(eval_expand, lists_resources_in_document_order)
{
    expect_instances("'resources': []", "");
    expect_instances("'resources': [{'type': 'A/b', 'name': 'one'}, "
                     "{'type': '[concat(`A`, `/c`)]', 'name': '[toUpper(`two`)]'}]",
                     "'A/b' 'one'\n'A/c' 'TWO'\n");
    expect_instances("'languageVersion': '2.0', 'resources': {'z': {'type': 'A/b', "
                     "'name': '1'}, 'a': {'type': 'A/b', 'name': '2'}}",
                     "'A/b' '1'\n'A/b' '2'\n");
}

Test(eval_expand, joins_types_and_names_of_children)
{
    expect_instances(
        "'resources': [{'type': 'A/b', 'name': 'p', 'resources': ["
        "{'type': 'c', 'name': 'q', 'resources': [{'type': 'd', 'name': 'r'}]}, "
        "{'type': 'A.B/b/e', 'name': 'p/s'}]}, {'type': 'A/b/c', 'name': 'x/y'}]",
        "'A/b' 'p'\n'A/b/c' 'p/q'\n'A/b/c/d' 'p/q/r'\n'A.B/b/e' 'p/s'\n'A/b/c' "
        "'x/y'\n");
}

Test(eval_expand, makes_an_instance_of_every_turn_of_a_loop)
{
    expect_instances(
        "'resources': [{'type': 'A/b', 'name': '[concat(`n`, copyIndex())]', 'copy': "
        "{'name': 'l', 'count': 2}, 'resources': [{'type': 'c', 'name': "
        "'[string(copyIndex(`l`, 5))]'}]}, {'type': 'A/b', 'name': 'end'}]",
        "'A/b' 'n0'\n'A/b/c' 'n0/5'\n'A/b' 'n1'\n'A/b/c' 'n1/6'\n'A/b' 'end'\n");
}

Test(eval_expand, keeps_one_instance_of_a_loop_of_none_or_nobody_knows)
{
    expect_instances(
        "'parameters': {'n': {'type': 'int'}}, 'resources': [{'type': "
        "'A/b', 'name': '[concat(`n`, copyIndex())]', 'copy': {'name': 'l', "
        "'count': '[parameters(`n`)]'}}]",
        "'A/b' [concat('n', copyIndex())]\n");
    expect_instances("'resources': [{'type': 'A/b', 'name': 'x', 'copy': {'name': 'l', "
                     "'count': 0}}]",
                     "'A/b' 'x' -\n");
}

Test(eval_expand, deploys_as_conditions_say)
{
    expect_instances(
        "'parameters': {'p': {'type': 'bool'}}, 'resources': {"
        "'a': {'type': 'A/b', 'name': 'yes', 'condition': true}, "
        "'b': {'type': 'A/b', 'name': 'no', 'condition': '[equals(1, 2)]'}, "
        "'c': {'type': 'A/b', 'name': 'maybe', 'condition': '[parameters(`p`)]'}, "
        "'d': {'type': 'A/b', 'name': 'old', 'existing': true}}",
        "'A/b' 'yes'\n'A/b' 'no' -\n'A/b' 'maybe'\n'A/b' 'old' -\n");
}

#define DEPLOYMENT                                                                     \
    "'type': 'Microsoft.Resources/deployments', 'properties': "                        \
    "{'expressionEvaluationOptions': {'scope': 'inner'}, 'template': "

Test(eval_expand, lists_a_deployment_before_what_it_deploys)
{
    static const char inner[] = "{'name': 'inner', " DEPLOYMENT
                                "{'resources': [{'type': 'A/b', 'name': 'deep'}]}}}";
    TriStr sections = tri_format(&bench.workshop.arena,
                                 "'resources': [{'name': 'outer', " DEPLOYMENT
                                 "{'variables': {'v': 'in'}, 'resources': [%s, "
                                 "{'type': 'A/b', 'name': '[variables(`v`)]'}]}}}, "
                                 "{'type': 'A/b', 'name': 'end'}]",
                                 inner);

    expect_instances(tri_str_to_c(&bench.workshop.arena, sections),
                     "'Microsoft.Resources/deployments' 'outer'\n"
                     "'Microsoft.Resources/deployments' 'inner'\n"
                     "'A/b' 'deep'\n'A/b' 'in'\n'A/b' 'end'\n");
}

Test(eval_expand, deploys_nothing_of_a_deployment_that_is_not_deployed)
{
    expect_instances("'resources': [{'name': 'd', 'condition': false, " DEPLOYMENT
                     "{'resources': [{'type': 'A/b', 'name': 'x'}]}}}]",
                     "'Microsoft.Resources/deployments' 'd' -\n'A/b' 'x' -\n");
}

Test(eval_expand, stops_at_twenty_thousand)
{
    TriInstanceList list = { 0 };

    bench_deploy_sections(
        &bench,
        "'resources': [{'type': 'Microsoft.Resources/deployments', 'name': "
        "'[string(copyIndex())]', 'copy': {'name': 'l', 'count': 800}, 'properties': "
        "{'expressionEvaluationOptions': {'scope': 'inner'}, 'template': "
        "{'contentVersion': '1', 'resources': [{'type': 'A/b', 'name': "
        "'[string(copyIndex())]', 'copy': {'name': 'm', 'count': 800}}]}}}]");
    cr_expect_not(tri_expand(bench.deployment, &list));
    cr_expect_leq(list.count, TRI_MOST_INSTANCES);
    cr_expect_gt(list.count, TRI_MOST_INSTANCES - 10);
}

/* Below the namespace `who`, at any depth. */
static bool is_site(const void *who, TriStr type)
{
    return tri_str_has_prefix_nocase(type, tri_str_from_c(who)) &&
           tri_str_has_suffix_nocase(type, TRI_STR("/sites"));
}

/* Names of those that are there for who wants sites. */
Test(eval_expand, leaves_out_what_nobody_wants)
{
    static const struct {
        const char *resource;
        const char *expected; /* of the names in it */
    } rows[] = {
        { "{'type': 'M.Web/sites', 'name': 'a'}", "a" },
        { "{'TYPE': 'm.web/Sites', 'name': 'a'}", "a" },
        { "{'type': 'M.Web/plans', 'name': 'a'}", "" },
        { "{'type': 'M.Web/plans', 'name': 'a', 'copy': {'name': 'l', 'count': 3}}",
          "" },
        { "{'type': '[concat(`M.Web/`, `plans`)]', 'name': 'a'}", "a" },
        { "{'type': 1, 'name': 'a'}", "a" },
        { "{'name': 'a'}", "a" },
        { "{'type': 'M.Web/shops', 'name': 'a', 'resources': ["
          "{'type': 'sites', 'name': 'b'}, {'type': 'plans', 'name': 'c'}]}",
          "aa/b" },
        { "{'type': 'M.Web/shops', 'name': 'a', 'resources': ["
          "{'type': 'plans', 'name': 'c'}]}",
          "" },
        { "{'type': 'M.Web', 'name': 'a', 'resources': ["
          "{'type': 'sites', 'name': 'b'}]}",
          "" },
        { "{'type': 'A.B/c', 'name': 'a', 'resources': [{'type': 'd', 'name': 'b', "
          "'resources': [{'type': 'M.Web/sites', 'name': 'c'}]}]}",
          "aa/bc" },
        { "{'type': 'A.B/c', 'name': 'a', 'resources': [{'type': '[concat(`d`)]', "
          "'name': 'b'}]}",
          "aa/b" },
        { "{'type': 'Microsoft.Resources/deployments', 'name': 'a', 'properties': "
          "{'template': {'resources': [{'type': 'A/b', 'name': 'b'}, "
          "{'type': 'M.Web/sites', 'name': 'c'}]}}}",
          "ac" },
        { "{'type': 'Microsoft.Resources/deployments', 'name': 'a', 'properties': "
          "{'template': {'resources': [{'type': 'A/b', 'name': 'b'}]}}}",
          "" },
        { "{'type': 'Microsoft.Resources/deployments', 'name': 'a', 'properties': "
          "{'templateLink': {}}}",
          "a" },
        { "{'type': 'A.B/c', 'name': 'a', 'properties': {'template': {'resources': "
          "[]}}}",
          "" },
    };
    TriWanted wanted = { is_site, "M.Web" };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriArena *arena = &bench.workshop.arena;
        TriStr sections = tri_format(arena, "'resources': [%s]", rows[i].resource);
        TriInstanceList list = { 0 };
        TriText names = tri_text(arena);

        bench_deploy_sections(&bench, tri_str_to_c(arena, sections));
        cr_expect(tri_expand_wanted(bench.deployment, &wanted, &list));
        for (size_t j = 0; j < list.count; j++) {
            tri_text_add(&names, tri_instance_name(list.items[j]).string);
        }
        cr_expect(tri_str_eq(tri_text_str(&names), tri_str_from_c(rows[i].expected)),
                  "%s: %.*s", rows[i].resource, TRI_ARG(tri_text_str(&names)));
    }
}

Test(eval_expand, passes_values_to_inner_templates)
{
    bench_deploy_sections(
        &bench,
        "'parameters': {'secret': {'type': 'securestring', 'defaultValue': "
        "'hunter2'}}, "
        "'resources': [{'type': 'Microsoft.Resources/deployments', 'name': 'd', "
        "'properties': {'expressionEvaluationOptions': {'scope': 'inner'}, "
        "'parameters': "
        "{'A': {'value': '[add(1, 2)]'}, 'none': {'value': null}, 's': {'value': "
        "'[parameters(`secret`)]'}}, 'template': {'contentVersion': '1', 'parameters': "
        "{'a': {'type': 'int'}, 'b': {'defaultValue': '[mul(parameters(`a`), 2)]'}, "
        "'none': {'defaultValue': 'default'}, 's': {'type': 'string'}}, 'resources': "
        "[{'type': 'A/b', 'name': 'n', 'a': '[parameters(`a`)]', 'b': "
        "'[parameters(`b`)]', 'c': '[parameters(`none`)]', 'd': '[deployment().name]', "
        "'e': '[parameters(`s`)]', 'f': '[variables(`outer`)]'}]}}}]");
    TriInstanceList list = bench_expand(&bench);
    static const struct {
        const char *name;
        const char *value;
    } rows[] = {
        { "a", "3" },
        { "b", "6" },
        { "c", "\"default\"" },
        { "d", "\"d\"" },
        { "e", "\"[parameters('secret')]\"" },
    };

    cr_assert_eq(list.count, 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr printed =
            bench_print(&bench, tri_instance_member(list.items[1], rows[i].name));

        cr_expect(tri_str_eq(printed, tri_str_from_c(rows[i].value)), "%s: %.*s",
                  rows[i].name, TRI_ARG(printed));
    }
    TriValue outer = tri_instance_member(list.items[1], "f");

    cr_expect_eq(outer.kind, TRI_UNKNOWN);
}

Test(eval_expand, finds_members_in_any_case_and_null_for_none)
{
    bench_deploy_sections(&bench, "'resources': [{'type': 'A/b', 'name': 'n', "
                                  "'Properties': {'X': 1}}]");
    TriInstanceList list = bench_expand(&bench);

    cr_expect_eq(tri_instance_member(list.items[0], "kind").kind, TRI_NULL);
    cr_expect_eq(tri_instance_property(list.items[0], "x").integer, 1);
    cr_expect_eq(tri_instance_property(list.items[0], "y").kind, TRI_NULL);
}
