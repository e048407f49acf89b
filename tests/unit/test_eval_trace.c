#include "eval/trace.h"

#include "base/text.h"
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

TestSuite(eval_trace, .init = open_bench, .fini = close_bench);

static void expect_str(const char *what, TriStr actual, const char *expected)
{
    cr_expect(tri_str_eq(actual, tri_str_from_c(expected)), "%s: '%.*s' is not '%s'",
              what, TRI_ARG(actual), expected);
}

/* The way of properties.on of the last resource: where it is written, then each
   step and where it leads. */
static TriStr way(void)
{
    static const TriKey path[] = { { .name = TRI_STR_INIT("properties") },
                                   { .name = TRI_STR_INIT("on") } };
    TriArena *arena = &bench.workshop.arena;
    TriInstanceList list = bench_expand(&bench);
    TriTrace trace = tri_trace(tri_list_last(&list), path, 2);
    TriText text = tri_text(arena);

    tri_text_add(&text, tri_span_text(trace.written));
    for (size_t i = 0; i < trace.steps.count; i++) {
        const TriStep *step = &trace.steps.items[i];

        tri_text_add_c(&text, " < ");
        tri_text_add(&text, tri_step_text(arena, step));
        tri_text_addf(&text, " %.*s", TRI_ARG(tri_span_text(step->span)));
    }
    return tri_text_str(&text);
}

static const char shared[] =
    "'parameters': {'p': {'defaultValue': 1}, 'q': {'defaultValue': "
    "'[parameters(`p`)]'},"
    "'none': {'type': 'bool'}, 'o': {'defaultValue': {'on': '[variables(`v`)]'}}},"
    "'variables': {'v': '[parameters(`q`)]', 'w': 2, 'list': [{'on': 3}, "
    "'[variables(`site`)]'], 'site': {'on': 4}, 'ring': '[variables(`ring`)]'},";

static void expect_way(const char *properties, const char *expected)
{
    TriStr sections =
        tri_format(&bench.workshop.arena,
                   "%s 'resources': [{'type': 'A/b', 'name': 'n', 'properties': %s}]",
                   shared, properties);

    bench_deploy_sections(&bench, tri_str_to_c(&bench.workshop.arena, sections));
    expect_str(properties, way(), expected);
}

Test(eval_trace, says_where_a_value_is_written)
{
    static const struct {
        const char *properties;
        const char *way;
    } rows[] = {
        { "{'on': 5}", "5" },
        { "{'ON': 5}", "5" },
        { "{'on': '[variables(`w`)]'}", "\"[variables('w')]\" < variable 'w' 2" },
        { "{'on': '[VARIABLES(`V`)]'}",
          "\"[VARIABLES('V')]\" < variable 'v' \"[parameters('q')]\" < default of "
          "parameter 'q' \"[parameters('p')]\" < default of parameter 'p' 1" },
        { "{'on': '[parameters(`none`)]'}",
          "\"[parameters('none')]\" < no value for parameter 'none' \"none\"" },
        /* an object on the path that stands elsewhere */
        { "'[variables(`site`)]'",
          "\"[variables('site')]\" < variable 'site' {\"on\": 4}" },
        { "'[variables(`list`)[0]]'", "\"[variables('list')[0]]\" < variable 'list' "
                                      "[{\"on\": 3}, \"[variables('site')]\"]" },
        { "'[variables(`list`)[1]]'",
          "\"[variables('list')[1]]\" < variable 'list' [{\"on\": 3}, "
          "\"[variables('site')]\"] < variable 'site' {\"on\": 4}" },
        { "{'on': '[variables(`site`).on]'}",
          "\"[variables('site').on]\" < variable 'site' {\"on\": 4}" },
        { "{'on': '[variables(concat(`si`, `te`))[`on`]]'}",
          "\"[variables(concat('si', 'te'))['on']]\" < variable 'site' {\"on\": 4}" },
        { "{'on': '[if(true(), variables(`w`), 0)]'}",
          "\"[if(true(), variables('w'), 0)]\" < variable 'w' 2" },
        { "{'on': '[coalesce(null(), variables(`w`), variables(`v`))]'}",
          "\"[coalesce(null(), variables('w'), variables('v'))]\" < variable 'w' 2" },
        { "{'on': '[not(variables(`w`))]'}",
          "\"[not(variables('w'))]\" < variable 'w' 2" },
        /* what is absent is said where it could stand */
        { "{}", "\"properties\"" },
        { "{'off': 1}", "\"properties\"" },
        { "5", "5" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_way(rows[i].properties, rows[i].way);
    }
}

Test(eval_trace, stands_at_the_type_when_there_are_no_properties)
{
    bench_deploy_sections(&bench, "'resources': [{'type': 'A/b', 'name': 'n'}]");
    expect_str("no properties", way(), "\"A/b\"");
}

Test(eval_trace, ends_in_a_ring)
{
    expect_way("{'on': '[variables(`nothing`)]'}", "\"[variables('nothing')]\"");
    bench_deploy_sections(&bench,
                          "'variables': {'a': '[variables(`a`)]'}, 'resources': "
                          "[{'type': 'A/b', 'properties': {'on': "
                          "'[variables(`a`)]'}}]");
    cr_expect_lt(way().size, 4000);
}

Test(eval_trace, names_the_parameter_file)
{
    bench_deploy(&bench,
                 "{'contentVersion': '1', 'parameters': {'p': {'defaultValue': 1}}, "
                 "'resources': [{'type': 'A/b', 'properties': {'on': "
                 "'[parameters(`p`)]'}}]}",
                 "{'parameters': {'P': {'value': 7}}}");
    expect_str("given", way(), "\"[parameters('p')]\" < given here to parameter 'p' 7");
}

Test(eval_trace, goes_through_the_call_of_a_nested_template)
{
    bench_deploy_sections(
        &bench,
        "'variables': {'v': 9}, 'resources': [{'type': "
        "'Microsoft.Resources/deployments', "
        "'name': 'd', 'properties': {'expressionEvaluationOptions': {'scope': "
        "'inner'}, "
        "'parameters': {'p': {'value': '[variables(`v`)]'}}, 'template': "
        "{'parameters': "
        "{'p': {'type': 'int'}}, 'resources': [{'type': 'A/b', 'properties': {'on': "
        "'[parameters(`p`)]'}}]}}}]");
    expect_str("inner", way(),
               "\"[parameters('p')]\" < passed here to parameter 'p' "
               "\"[variables('v')]\" < variable 'v' 9");
    bench_deploy_sections(
        &bench,
        "'variables': {'v': 9}, 'resources': [{'type': "
        "'Microsoft.Resources/deployments', "
        "'name': 'd', 'properties': {'template': {'variables': {'v': 8}, "
        "'resources': [{'type': 'A/b', 'properties': {'on': '[variables(`v`)]'}}]}}}]");
    expect_str("outer", way(), "\"[variables('v')]\" < variable 'v' 9");
}

/* The walk tells only so much of a way that is very long. */
Test(eval_trace, tells_a_long_way_in_part)
{
    TriText text = tri_text(&bench.workshop.arena);
    static const TriKey path[] = { { .name = TRI_STR_INIT("properties") },
                                   { .name = TRI_STR_INIT("on") } };

    tri_text_add_c(&text, "'resources': [{'type': 'A/b', 'properties': {'on': "
                          "'[variables(`v0`)]'}}], 'variables': {");
    for (int i = 0; i < 200; i++) {
        tri_text_addf(&text, "'v%d': '[variables(`v%d`)]',", i, i + 1);
    }
    tri_text_add_c(&text, "'v200': 1}");
    bench_deploy_sections(&bench,
                          tri_str_to_c(&bench.workshop.arena, tri_text_str(&text)));
    TriInstanceList list = bench_expand(&bench);
    TriTrace trace = tri_trace(list.items[0], path, 2);

    cr_expect_gt(trace.steps.count, 10);
    cr_expect_leq(trace.steps.count, 32);
}
