#include "rule/rule.h"

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

TestSuite(rule_load, .init = open_bench, .fini = close_bench);

static TriStatus load(TriRules *rules, const char *json, TriError *error)
{
    *error = (TriError){ &bench.workshop.arena, { 0 } };
    TriStatus status = tri_rules_load(&bench.workshop.arena, rules, TRI_STR("r.json"),
                                      bench_text(&bench, json), error);

    return status == TRI_OK ? tri_rules_complete(&bench.workshop.arena, rules, error)
                            : status;
}

static void expect_str(const char *what, TriStr actual, const char *expected)
{
    cr_expect(tri_str_eq(actual, tri_str_from_c(expected)), "%s: '%.*s' is not '%s'",
              what, TRI_ARG(actual), expected);
}

static const char rule[] =
    "{'id': 'a-b', 'name': 'AB', 'shortDescription': 'title', 'fullDescription': "
    "'why', "
    "'recommendation': 'fix', 'level': 'error', 'aliases': ['X_1', 'y'], 'message': "
    "'{resource} is bad', 'undecidedMessage': 'maybe', 'absent': 'gone', 'links': [], "
    "'tags': ['t'], 'securitySeverity': 3.0, 'tests': [], "
    "'notes': [{'when': {'path': 'p', 'exists': true}, 'text': 'note'}], 'evaluation': "
    "{'resourceType': 'A/b', 'path': 'properties.x', 'equals': true}}";

Test(rule_load, reads_a_rule)
{
    TriRules rules = { 0 };
    TriError error;

    cr_assert_eq(load(&rules, rule, &error), TRI_OK, "%.*s", TRI_ARG(error.message));
    cr_assert_eq(rules.list.count, 1);
    const TriRule *read = &rules.list.items[0];

    expect_str("id", read->id, "a-b");
    expect_str("title", read->title, "title");
    expect_str("description", read->description, "why");
    expect_str("fix", read->fix, "fix");
    expect_str("message", read->message, "{resource} is bad");
    expect_str("undecided", read->undecided_message, "maybe");
    expect_str("absent", read->absent, "gone");
    cr_expect_eq(read->level, TRI_LEVEL_ERROR);
    cr_expect_float_eq(read->security_severity, 3.0, 1e-9);
    cr_expect_eq(read->profiles, TRI_PROFILE_DEFAULT | TRI_PROFILE_STRICT);
    cr_assert_eq(read->entries.count, 1);
    cr_assert_eq(read->entries.items[0].types.count, 1);
    cr_assert_eq(read->notes.count, 1);
    const TriCondition *condition = read->entries.items[0].condition;

    cr_expect_eq(condition->kind, TRI_CONDITION_TEST);
    cr_assert_eq(condition->path.count, 2);
    expect_str("path", condition->path.segments[1].name, "x");
}

Test(rule_load, answers_to_id_aliases_and_all)
{
    TriRules rules = { 0 };
    TriError error;

    cr_assert_eq(load(&rules, rule, &error), TRI_OK);
    const TriRule *read = &rules.list.items[0];

    cr_expect(tri_rule_answers_to(read, TRI_STR("A-B")));
    cr_expect(tri_rule_answers_to(read, TRI_STR("x_1")));
    cr_expect(tri_rule_answers_to(read, TRI_STR("Y")));
    cr_expect(tri_rule_answers_to(read, TRI_STR("all")));
    cr_expect_not(tri_rule_answers_to(read, TRI_STR("AB")));
    cr_expect_not(tri_rule_answers_to(read, TRI_STR("")));
    cr_expect(tri_rule_answers_to(read, TRI_STR("TAG:T")));
    cr_expect_not(tri_rule_answers_to(read, TRI_STR("tag:u")));
    tri_rules_index(&bench.workshop.arena, &rules);
    cr_expect(tri_rules_look_at(&rules, TRI_STR("a/B")));
    cr_expect_not(tri_rules_look_at(&rules, TRI_STR("a/b/c")));
    cr_expect_not(tri_rules_look_at(&rules, TRI_STR("a")));
}

#define RULE(id)                                                                       \
    "{'id': '" id "', 'message': 'm', 'evaluation': {'resourceType': 'A/b', 'path': "  \
    "'p', 'exists': true}}"

Test(rule_load, keeps_rules_sorted_whatever_their_order)
{
    TriRules rules = { 0 };
    TriError error;
    static const char *const ids[] = { "a", "b", "c", "d" };

    cr_assert_eq(load(&rules, "[" RULE("c") "," RULE("a") "]", &error), TRI_OK);
    cr_assert_eq(load(&rules, "[" RULE("d") "," RULE("b") "]", &error), TRI_OK);
    cr_assert_eq(rules.list.count, 4);
    for (size_t i = 0; i < 4; i++) {
        expect_str("id", rules.list.items[i].id, ids[i]);
    }
}

Test(rule_load, adds_nothing_of_a_file_that_is_wrong)
{
    TriRules rules = { 0 };
    TriError error;

    cr_assert_eq(load(&rules, RULE("a"), &error), TRI_OK);
    cr_expect_eq(load(&rules, "[" RULE("b") ", {}]", &error), TRI_FAILED);
    cr_expect_eq(load(&rules, "[" RULE("b") "," RULE("B") "]", &error), TRI_FAILED);
    expect_str("twice", error.message, "r.json:1:98: the rule 'B' is there already");
    cr_expect_eq(load(&rules, RULE("A"), &error), TRI_FAILED);
    expect_str("taken", error.message, "r.json:1:1: the rule 'A' is there already");
    cr_expect_eq(rules.list.count, 1);
    cr_expect_eq(load(&rules, "[]", &error), TRI_OK);
}

Test(rule_load, loads_what_is_built_in)
{
    TriRules rules = { 0 };
    TriError error;

    tri_rules_embedded(&bench.workshop.arena, &rules);
    size_t count = rules.list.count;

    cr_expect_gt(count, 0);
    cr_expect_eq(load(&rules, RULE("one-more"), &error), TRI_OK);
    cr_expect_eq(rules.list.count, count + 1);
    cr_expect_not_null(tri_rules_find(&rules, TRI_STR("client-cert-enabled")));
}

/* ---- mistakes ---- */

typedef struct Row {
    const char *json;
    const char *message;
} Row;

static void expect_rows(const Row *rows, const char *before, const char *after)
{
    for (; rows->json != NULL; rows++) {
        TriRules rules = { 0 };
        TriError error;
        TriStr json =
            tri_format(&bench.workshop.arena, "%s%s%s", before, rows->json, after);

        cr_expect_eq(load(&rules, tri_str_to_c(&bench.workshop.arena, json), &error),
                     TRI_FAILED, "%s", rows->json);
        expect_str(rows->json, error.message, rows->message);
    }
}

#define NEEDS_ID "\nr.json:1:1: a rule needs 'id'"

Test(rule_load, says_what_is_wrong_with_a_file)
{
    static const Row rows[] = {
        { "", "r.json:1:1: the file is empty" },
        { "{", "r.json:1:2: the object that begins on line 1 is not closed" },
        { "[\n {} 1]", "r.json:2:5: expected ',' or ']' after the item, found '1'" },
        { "1", "r.json:1:1: a rule must be an object" },
        { "[\n 1]", "r.json:2:2: a rule must be an object" },
        { "{}", "r.json:1:1: a rule needs 'id'" },
        { "{'id': 'a', 'message': 'm'}",
          "r.json:1:1: a rule needs either 'evaluation' or 'check'" },
        { "{'id': 'a', 'check': 'x', 'evaluation': {'exists': true}}",
          "r.json:1:1: a rule needs either 'evaluation' or 'check'" },
        { "{'id': 'a', 'check': 'x'}", "r.json:1:22: there is no check 'x'" },
        { "{'id': 'a', 'target': 'resource', 'evaluation': {'exists': true}}",
          "r.json:1:1: the target resource needs a 'resourceType'" },
        { "{'target': 'x'}",
          "r.json:1:12: 'x' is none of resource, template, parameter, "
          "variable, output or module" NEEDS_ID },
        { "{'severity': 4}", "r.json:1:14: expected a severity of 1, 2 or 3" NEEDS_ID },
        { "{'profiles': 'x'}",
          "r.json:1:14: 'x' is no profile; expected default, strict, "
          "azure-policy or cis" NEEDS_ID },
        { "{'links': [{}]}", "r.json:1:12: a link needs 'url'" NEEDS_ID },
        { "{'overlay': [{'name': 'web'}]}",
          "r.json:1:14: an overlay needs 'resourceType'\n"
          "r.json:1:14: an overlay needs 'path'\n"
          "r.json:1:14: an overlay needs 'at'" NEEDS_ID },
        { "{'parameters': {'p': {}}}",
          "r.json:1:17: a parameter needs a 'default'" NEEDS_ID },
        { "{'id': 5}", "r.json:1:8: expected a string" },
        { "{\n'levl': 'error'}",
          "r.json:2:1: unknown key 'levl' in a rule; did you mean 'level'?" NEEDS_ID },
        { "{'completelyElse': 1}",
          "r.json:1:2: unknown key 'completelyElse' in a rule" NEEDS_ID },
        { "{'level': 'fatal'}",
          "r.json:1:11: 'fatal' is none of off, info, warning or error" NEEDS_ID },
        { "{'level': 1}", "r.json:1:11: expected a string" NEEDS_ID },
        { "{'aliases': {}}",
          "r.json:1:13: expected a string or an array of strings" NEEDS_ID },
        { "{'aliases': ['a', 1]}", "r.json:1:19: expected a string" NEEDS_ID },
        { "{'notes': {}}", "r.json:1:11: expected an array" NEEDS_ID },
        { "{'notes': [{}]}", "r.json:1:12: a note needs 'when'\n"
                             "r.json:1:12: a note needs 'text'" NEEDS_ID },
        { "{'notes': [1]}", "r.json:1:12: a note must be an object" NEEDS_ID },
        { "{'evaluation': {}}",
          "r.json:1:16: a condition needs exactly one operator, not 0" NEEDS_ID },
        { "{'evaluation': 'x'}",
          "r.json:1:16: a condition must be an object" NEEDS_ID },
        { "{'evaluation': {'resourceType': 1}}",
          "r.json:1:33: expected a string or an array of strings" NEEDS_ID },
        { "{'evaluation': {'resourceType': 'sites'}}",
          "r.json:1:33: 'sites' is no resource type; expected "
          "'Namespace.Name/type'" NEEDS_ID },
        { 0 },
    };

    expect_rows(rows, "", "");
}

/* The condition begins at column 58. */
Test(rule_load, says_all_that_is_wrong)
{
    static const Row rows[] = {
        { "{'id': 1,\n'levl': 1,\n'tags': ['a', 2, 3],\n'links': [{}, "
          "4],\n'evaluation': "
          "{'allOf': [{'exist': 1},\n{'not': {}}, {'path': 5, 'exists': true}]}}",
          "r.json:1:8: expected a string\n"
          "r.json:2:1: unknown key 'levl' in a rule; did you mean 'level'?\n"
          "r.json:3:15: expected a string\nr.json:3:18: expected a string\n"
          "r.json:4:11: a link needs 'url'\nr.json:4:15: a link must be an object\n"
          "r.json:5:27: unknown key 'exist' in a condition; did you mean 'exists'?\n"
          "r.json:6:9: a condition needs exactly one operator, not 0\n"
          "r.json:6:23: expected a string" },
        { "[{'id': 'a', 'evaluation': {'exists': 'x'}, 'levl': 1}, {'id': 'b'}]",
          "r.json:1:39: 'exists' takes bool\n"
          "r.json:1:45: unknown key 'levl' in a rule; did you mean 'level'?\n"
          "r.json:1:57: a rule needs either 'evaluation' or 'check'" },
        { 0 },
    };

    expect_rows(rows, "", "");
}

Test(rule_load, says_so_much_of_what_is_wrong)
{
    TriText json = tri_text(&bench.workshop.arena);
    TriRules rules = { 0 };
    TriError error;
    size_t lines = 1;

    tri_text_add_c(&json, "[");
    for (int i = 0; i < 1000; i++) {
        tri_text_add_c(&json, "{'id': 1, 'levl': 2, 'evaluation': {}}, ");
    }
    tri_text_add_c(&json, "{}]");
    cr_expect_eq(
        load(&rules, tri_str_to_c(&bench.workshop.arena, tri_text_str(&json)), &error),
        TRI_FAILED);
    for (size_t i = 0; i < error.message.size; i++) {
        lines += error.message.data[i] == '\n';
    }
    cr_expect_eq(lines, 21, "%zu lines", lines);
    cr_expect(tri_str_has_suffix(error.message,
                                 TRI_STR("\nand more that is wrong like that")));
}

Test(rule_load, says_what_is_wrong_with_a_condition)
{
    static const Row rows[] = {
        { "1", "r.json:1:58: a condition must be an object" },
        { "{}", "r.json:1:58: a condition needs exactly one operator, not 0" },
        { "{'path': 'a'}",
          "r.json:1:58: a condition needs exactly one operator, not 0" },
        { "{'equals': 1, 'exists': true}",
          "r.json:1:58: a condition needs exactly one operator, not 2" },
        { "{'allOf': [], 'exists': true}",
          "r.json:1:68: expected an array of conditions" },
        { "{'anyOf': {}}", "r.json:1:68: expected an array of conditions" },
        { "{'allOf': [{'exists': true}, 5]}",
          "r.json:1:87: a condition must be an object" },
        { "{'not': []}", "r.json:1:66: a condition must be an object" },
        { "{'where': 1, 'exists': true}",
          "r.json:1:68: a condition must be an object" },
        { "{'equal': 1}",
          "r.json:1:59: unknown key 'equal' in a condition; did you mean "
          "'equals'?" },
        { "{'completelyElse': 1}",
          "r.json:1:59: unknown key 'completelyElse' in a condition" },
        { "{'value': '[1]', 'not': {'exists': true}}",
          "r.json:1:58: 'value' and 'count' are compared by an operator" },
        { "{'count': {}, 'equals': 1}", "r.json:1:68: a count needs 'path'" },
        { "{'references': {}}", "r.json:1:73: 'references' needs 'resourceType'" },
        { "{'refersTo': {'resourceType': 'A/b'}}",
          "r.json:1:71: 'refersTo' needs 'path'" },
        { "{'apiVersion': {'from': '1'}, 'exists': true}",
          "r.json:1:74: unknown key 'from' in an API version range" },
        { "{'path': 1, 'exists': true}", "r.json:1:67: expected a string" },
        { "{'path': 'a[', 'exists': true}",
          "r.json:1:67: expected 'name', 'name[3]', 'name[*]', '*' or ['a.b'] between "
          "the dots of a path" },
        { "{'path': 'a[b]', 'exists': true}",
          "r.json:1:67: expected 'name', 'name[3]', 'name[*]', '*' or ['a.b'] between "
          "the dots of a path" },
        { "{'path': 'a[1]b', 'exists': true}",
          "r.json:1:67: expected 'name', 'name[3]', 'name[*]', '*' or ['a.b'] between "
          "the dots of a path" },
        { "{'path': 'a[99999999999]', 'exists': true}",
          "r.json:1:67: expected 'name', 'name[3]', 'name[*]', '*' or ['a.b'] between "
          "the dots of a path" },
        { "{'exists': 'yes'}", "r.json:1:69: 'exists' takes bool" },
        { "{'exists': null}", "r.json:1:69: 'exists' takes bool" },
        { "{'hasValue': 1}", "r.json:1:71: 'hasValue' takes bool" },
        { "{'in': 'a'}", "r.json:1:65: 'in' takes array" },
        { "{'less': true}", "r.json:1:67: 'less' takes number or string" },
        { "{'contains': []}",
          "r.json:1:71: 'contains' takes null, bool, number or string" },
        { "{'like': 'a*b*'}",
          "r.json:1:67: 'like' and 'notLike' take one '*' at most" },
        { "{'type': 'text'}",
          "r.json:1:67: 'type' takes string, bool, int, number, array or object, or a "
          "list of them" },
        { "{'type': ['int', 1]}",
          "r.json:1:67: 'type' takes string, bool, int, number, array or object, or a "
          "list of them" },
        { "{'ipRangeContains': '10.0.0.0/33'}",
          "r.json:1:78: 'ipRangeContains' takes an address or a range of addresses" },
        { "{'regex': 1}", "r.json:1:68: 'regex' takes string" },
        { "{'regex': 'a('}", "r.json:1:68: the pattern is wrong at offset 2: missing "
                             "closing parenthesis" },
        { "{'equals': {}}", "r.json:1:69: an object is no value to compare with" },
        { "{'in': [[]]}",
          "r.json:1:66: an array in an array is no value to compare with" },
        { "{'in': [1, {}]}", "r.json:1:69: an object is no value to compare with" },
        { 0 },
    };

    expect_rows(rows,
                "{'id': 'a', 'evaluation': {'resourceType': 'A/b', 'not': ", "}}");
}

Test(rule_load, limits_the_depth_of_conditions)
{
    for (int depth = 60; depth <= 200; depth += 140) {
        TriText json = tri_text(&bench.workshop.arena);
        TriRules rules = { 0 };
        TriError error;

        tri_text_add_c(&json, "{'id': 'a', 'message': 'm', 'evaluation': "
                              "{'resourceType': 'A/b', 'not': ");
        for (int i = 0; i < depth; i++) {
            tri_text_add_c(&json, "{'not': ");
        }
        tri_text_add_c(&json, "{'exists': true}");
        for (int i = 0; i < depth; i++) {
            tri_text_add_char(&json, '}');
        }
        tri_text_add_c(&json, "}}");
        TriStatus status = load(
            &rules, tri_str_to_c(&bench.workshop.arena, tri_text_str(&json)), &error);

        cr_expect_eq(status, depth == 60 ? TRI_OK : TRI_FAILED, "%d", depth);
        if (status != TRI_OK) {
            cr_expect_neq(tri_str_find(error.message,
                                       TRI_STR("conditions are nested deeper than 64")),
                          TRI_NOT_FOUND);
        }
    }
}
