/* Operators and conditions: docs/rule-format.md. */
#include "rule/judge.h"

#include "base/text.h"
#include "rule/operators.h"
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

TestSuite(rule_judge, .init = open_bench, .fini = close_bench);

/* A resource with a value of every kind: kind and known or not. */
static const char sections[] =
    "'parameters': {'any': {}, 'b': {'type': 'bool'}, 's': {'type': 'string'}, "
    "'o': {'type': 'object'}, 'size': {'type': 'string', 'allowedValues': ['S', 'M']}, "
    "'truth': {'type': 'bool', 'allowedValues': [true]}, "
    "'maybe': {'type': 'string', 'nullable': true}}, 'resources': [{'type': 'A/b', "
    "'name': 'n', 'yes': true, 'no': false, 'null': null, 'zero': 0, 'one': 1, "
    "'oneAndAHalf': 1.5, 'oneAsFloat': 1.0, 'text': 'Text', 'empty': '', 'list': [1], "
    "'object': {'inner': 1, 'Null': null}, 'evil': "
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', "
    "'unknown': '[parameters(`any`)]', 'unknownBool': '[parameters(`b`)]', "
    "'unknownObject': '[parameters(`o`)]', 'size': '[parameters(`size`)]', "
    "'truth': '[parameters(`truth`)]', 'ifSame': '[if(parameters(`b`), 1, 1)]', "
    "'ifBoth': '[if(parameters(`b`), true(), null())]', 'maybe': "
    "'[parameters(`maybe`)]', "
    "'error': '[nope()]', 'runtime': '[reference(`x`).y]', "
    "'open': '[union(parameters(`o`), createObject(`known`, 1))]', "
    "'date': '2020-06-01', 'address': '10.1.2.3', 'dotted': {'a.b': 1}, 'items': "
    "[{'v': 1, 'n': 'one'}, {'v': 2}, {'n': 'three'}], 'members': {'a': {'v': 1}, 'b': "
    "{'v': 1}, 'c': [{'v': 2}]}, 'maybeItems': ['a', '[parameters(`s`)]'], "
    "'apiVersion': '2020-06-01-preview', 'longer': '[concat(`App-`, "
    "parameters(`s`))]', "
    "'around': '[concat(`a-`, parameters(`s`), `-z`)]'}]";

/* Kinds go from bad to good. */
static const char *worst(const TriJudgementList *results)
{
    TriKind kind = TRI_KIND_COUNT;

    for (size_t i = 0; i < results->count; i++) {
        kind = results->items[i].finding.kind < kind ? results->items[i].finding.kind
                                                     : kind;
    }
    return results->count == 0 ? "none" : tri_kind_name(kind);
}

/* What a rule with this condition says of the resource: "none" when it does not
   apply. */
static const char *judged(const char *condition)
{
    TriArena *arena = &bench.workshop.arena;
    TriRules rules = { 0 };
    TriError error = { arena, { 0 } };
    TriStr json = tri_format(arena,
                             "{'id': 'r', 'message': '{value}', 'undecidedMessage': "
                             "'{value}', 'evaluation': {'resourceType': 'A/b', %s}}",
                             condition);
    TriJudgementList results = { 0 };

    if (bench.deployment == NULL) {
        bench_deploy_sections(&bench, sections);
    }
    TriInstanceList list = bench_expand(&bench);

    cr_assert_eq(tri_rules_load(arena, &rules, TRI_STR("r.json"),
                                bench_text(&bench, tri_str_to_c(arena, json)), &error),
                 TRI_OK, "%s: %.*s", condition, TRI_ARG(error.message));
    TriArena *judging = &bench.workshop.judging;
    TriRelations relations = tri_relations(arena, judging, &list);
    TriJudge judge = { .arena = judging,
                       .relations = &relations,
                       .profile = TRI_PROFILE_DEFAULT,
                       .described = ~0U };
    TriRuleEntry entry = { &rules.list.items[0],
                           &rules.list.items[0].entries.items[0] };

    tri_rule_judge(&judge, &entry, list.items[0], &results);
    return worst(&results);
}

typedef struct Row {
    const char *condition;
    const char *kind;
} Row;

static void expect_rows(const Row *rows)
{
    for (; rows->condition != NULL; rows++) {
        cr_expect_str_eq(judged(rows->condition), rows->kind, "%s", rows->condition);
    }
}

/* ---- operators ---- */

Test(rule_judge, equals_compares_by_type_and_value)
{
    static const Row rows[] = {
        { "'path': 'yes', 'equals': true", "pass" },
        { "'path': 'YES', 'equals': true", "pass" },
        { "'path': 'yes', 'equals': 'true'", "fail" },
        { "'path': 'no', 'equals': true", "fail" },
        { "'path': 'text', 'equals': 'TEXT'", "pass" },
        { "'path': 'text', 'equals': 'tex'", "fail" },
        { "'path': 'one', 'equals': 1.0", "pass" },
        { "'path': 'oneAsFloat', 'equals': 1", "pass" },
        { "'path': 'oneAndAHalf', 'equals': 1.5", "pass" },
        { "'path': 'oneAndAHalf', 'equals': 1", "fail" },
        { "'path': 'null', 'equals': null", "pass" },
        { "'path': 'missing', 'equals': null", "fail" },
        { "'path': 'missing', 'equals': true", "fail" },
        { "'path': 'zero', 'equals': false", "fail" },
        { "'path': 'list', 'equals': 1", "fail" },
        { "'path': 'list', 'equals': [1]", "pass" },
        { "'path': 'list', 'equals': [1.0]", "fail" },
        { "'path': 'list', 'equals': [1, 1]", "fail" },
        { "'path': 'list', 'equals': []", "fail" },
        { "'path': 'list', 'notEquals': []", "pass" },
        { "'path': 'object', 'equals': []", "fail" },
        { "'path': 'maybeItems', 'equals': ['a', 'b']", "undecided" },
        { "'path': 'maybeItems', 'equals': ['A', 'b']", "fail" },
        { "'path': 'maybeItems', 'equals': ['a']", "fail" },
        { "'path': 'unknown', 'equals': ['a']", "undecided" },
        { "'path': 'object.inner', 'equals': 1", "pass" },
        { "'path': 'object.INNER', 'equals': 1", "pass" },
        { "'path': 'object.inner.deeper', 'equals': 1", "fail" },
        { "'path': 'unknown', 'equals': 1", "undecided" },
        { "'path': 'runtime', 'equals': 1", "undecided" },
        { "'path': 'error', 'equals': 1", "undecided" },
        { "'path': 'unknownObject.x', 'equals': 1", "undecided" },
        { "'path': 'ifSame', 'equals': 1", "pass" },
        { "'path': 'ifBoth', 'equals': true", "undecided" },
        { "'path': 'ifBoth', 'equals': 5", "fail" },
        { "'path': 'size', 'equals': 'L'", "fail" },
        { "'path': 'size', 'equals': 'S'", "undecided" },
        { "'path': 'truth', 'equals': true", "pass" },
        { "'path': 'maybe', 'equals': null", "pass" },
        { "'path': 'open.known', 'equals': 1", "pass" },
        { "'path': 'open.other', 'equals': 1", "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, not_equals_is_the_opposite)
{
    static const Row rows[] = {
        { "'path': 'yes', 'notEquals': true", "fail" },
        { "'path': 'no', 'notEquals': true", "pass" },
        { "'path': 'missing', 'notEquals': true", "pass" },
        { "'path': 'null', 'notEquals': true", "pass" },
        { "'path': 'null', 'notEquals': null", "fail" },
        { "'path': 'list', 'notEquals': 1", "pass" },
        { "'path': 'unknown', 'notEquals': 1", "undecided" },
        { "'path': 'size', 'notEquals': 'L'", "pass" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, in_looks_for_one_of_several)
{
    static const Row rows[] = {
        { "'path': 'text', 'in': ['a', 'TEXT']", "pass" },
        { "'path': 'one', 'in': ['1', 1.0]", "pass" },
        { "'path': 'null', 'in': [null]", "pass" },
        { "'path': 'missing', 'in': [null]", "fail" },
        { "'path': 'text', 'in': []", "fail" },
        { "'path': 'list', 'in': [1]", "fail" },
        { "'path': 'size', 'in': ['s', 'm']", "pass" },
        { "'path': 'size', 'in': ['l']", "fail" },
        { "'path': 'size', 'in': ['s']", "undecided" },
        { "'path': 'unknown', 'in': [1]", "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, exists_asks_whether_it_is_written)
{
    static const Row rows[] = {
        { "'path': 'text', 'exists': true", "pass" },
        { "'path': 'null', 'exists': true", "pass" },
        { "'path': 'missing', 'exists': true", "fail" },
        { "'path': 'missing', 'exists': false", "pass" },
        { "'path': 'null', 'exists': false", "fail" },
        { "'path': 'text.x', 'exists': true", "fail" },
        { "'path': 'unknown', 'exists': true", "pass" },
        { "'path': 'unknown', 'exists': false", "fail" },
        { "'path': 'unknownObject.x', 'exists': true", "undecided" },
        { "'path': 'ifBoth', 'exists': true", "pass" },
        { "'path': 'open.other', 'exists': true", "undecided" },
        { "'path': 'open.other', 'exists': false", "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, has_value_takes_null_and_nothing_for_no_value)
{
    static const Row rows[] = {
        { "'path': 'text', 'hasValue': true", "pass" },
        { "'path': 'zero', 'hasValue': true", "pass" },
        { "'path': 'no', 'hasValue': true", "pass" },
        { "'path': 'list', 'hasValue': true", "pass" },
        { "'path': 'null', 'hasValue': true", "fail" },
        { "'path': 'empty', 'hasValue': true", "fail" },
        { "'path': 'missing', 'hasValue': true", "fail" },
        { "'path': 'missing', 'hasValue': false", "pass" },
        { "'path': 'empty', 'hasValue': false", "pass" },
        { "'path': 'object.null', 'hasValue': false", "pass" },
        { "'path': 'unknown', 'hasValue': true", "undecided" },
        { "'path': 'size', 'hasValue': true", "pass" },
        { "'path': 'ifBoth', 'hasValue': true", "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, regex_wants_a_string)
{
    static const Row rows[] = {
        { "'path': 'text', 'regex': 'EX'", "pass" },
        { "'path': 'text', 'regex': '^EX'", "fail" },
        { "'path': 'empty', 'regex': '^$'", "pass" },
        { "'path': 'one', 'regex': '1'", "fail" },
        { "'path': 'yes', 'regex': 'true'", "fail" },
        { "'path': 'null', 'regex': '.'", "fail" },
        { "'path': 'missing', 'regex': '.*'", "fail" },
        { "'path': 'unknown', 'regex': '.*'", "undecided" },
        { "'path': 'size', 'regex': '^[SM]$'", "pass" },
        { "'path': 'size', 'regex': '^S$'", "undecided" },
        { "'path': 'evil', 'regex': '(a+)+$'", "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

/* ---- three-valued logic ---- */

#define YES "{'path': 'yes', 'equals': true}"
#define NO "{'path': 'no', 'equals': true}"
#define OPEN "{'path': 'unknown', 'equals': true}"

/* What is known of a text may be enough. */
Test(rule_judge, text_that_is_known_in_part)
{
    static const Row rows[] = {
        { "'path': 'longer', 'equals': 'web'", "fail" },
        { "'path': 'longer', 'equals': 'app-1'", "undecided" },
        { "'path': 'longer', 'notIn': ['web', 'app']", "pass" },
        { "'path': 'longer', 'like': 'ap*'", "pass" },
        { "'path': 'longer', 'like': 'app-1*'", "undecided" },
        { "'path': 'longer', 'like': 'web*'", "fail" },
        { "'path': 'longer', 'like': '*z'", "undecided" },
        { "'path': 'longer', 'notLike': 'web*'", "pass" },
        { "'path': 'longer', 'contains': 'PP-'", "pass" },
        { "'path': 'longer', 'contains': 'x'", "undecided" },
        { "'path': 'longer', 'contains': 1", "undecided" },
        { "'path': 'longer', 'notContains': 'app'", "fail" },
        { "'path': 'around', 'like': '*-Z'", "pass" },
        { "'path': 'around', 'like': 'a*y'", "fail" },
        { "'path': 'around', 'like': 'a*z'", "undecided" },
        { "'path': 'around', 'like': 'a-b*'", "undecided" },
        { "'path': 'around', 'contains': '-z'", "pass" },
        { "'path': 'unknown', 'like': '*'", "undecided" },
        { "'path': 'unknown', 'contains': ''", "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, knows_three_truths)
{
    static const Row rows[] = {
        { "'not': " YES, "fail" },
        { "'not': " NO, "pass" },
        { "'not': " OPEN, "undecided" },
        { "'not': {'not': " OPEN "}", "undecided" },
        { "'allOf': [" YES "]", "pass" },
        { "'allOf': [" YES "," YES "]", "pass" },
        { "'allOf': [" YES "," NO "]", "fail" },
        { "'allOf': [" YES "," OPEN "]", "undecided" },
        { "'allOf': [" OPEN "," NO "]", "fail" },
        { "'allOf': [" NO "," OPEN "]", "fail" },
        { "'allOf': [" OPEN "," YES "]", "undecided" },
        { "'anyOf': [" NO "]", "fail" },
        { "'anyOf': [" NO "," NO "]", "fail" },
        { "'anyOf': [" NO "," YES "]", "pass" },
        { "'anyOf': [" NO "," OPEN "]", "undecided" },
        { "'anyOf': [" OPEN "," YES "]", "pass" },
        { "'anyOf': [" YES "," OPEN "]", "pass" },
        { "'anyOf': [" OPEN "," NO "]", "undecided" },
        { "'not': {'anyOf': [" NO ", {'allOf': [" YES "," OPEN "]}]}", "undecided" },
        { "'not': {'allOf': [" OPEN "," NO "]}", "pass" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, applies_where_it_says)
{
    static const Row rows[] = {
        { "'where': " YES ", 'allOf': [" NO "]", "fail" },
        { "'where': " NO ", 'allOf': [" NO "]", "none" },
        { "'where': {'not': " NO "}, 'allOf': [" YES "]", "pass" },
        /* It starts where the path leads. */
        { "'path': 'object', 'where': {'path': 'inner', 'equals': 1}, 'allOf': "
          "[{'path': 'inner', 'equals': 2}]",
          "fail" },
        { "'path': 'object', 'where': {'path': 'yes', 'equals': true}, 'exists': true",
          "none" },
        { 0 },
    };

    expect_rows(rows);
}

/* A part that does not apply has no say. */
Test(rule_judge, passes_over_parts_that_do_not_apply)
{
    static const Row rows[] = {
        { "'allOf': [{'where': " NO ", 'allOf': [" NO "]}," YES "]", "pass" },
        { "'anyOf': [{'where': " NO ", 'allOf': [" YES "]}," NO "]", "fail" },
        { "'allOf': [{'where': " YES ", 'allOf': [" NO "]}," YES "]", "fail" },
        { 0 },
    };

    expect_rows(rows);
}

/* And what fails there is not certain. */
Test(rule_judge, applies_where_nobody_knows_that_it_does_not)
{
    static const Row rows[] = {
        { "'where': " OPEN ", 'allOf': [{'path': 'yes', 'equals': true}]", "pass" },
        { "'where': " OPEN ", 'allOf': [{'path': 'no', 'equals': true}]", "undecided" },
        { "'where': {'path': 'unknown', 'equals': true, 'undecided': 'pass'}, "
          "'allOf': [{'path': 'no', 'equals': true}]",
          "fail" },
        { "'where': {'path': 'unknown', 'equals': true, 'undecided': 'fail'}, "
          "'allOf': [{'path': 'no', 'equals': true}]",
          "none" },
        /* As a part, what does not apply is another answer than a pass … */
        { "'anyOf': [{'where': " OPEN ", 'allOf': [" YES "]}, " NO "]", "undecided" },
        { "'anyOf': [{'where': " OPEN ", 'allOf': [" YES "]}, " YES "]", "pass" },
        { "'not': {'where': " OPEN ", 'allOf': [" YES "]}", "undecided" },
        { "'not': {'where': " OPEN ", 'allOf': [" NO "]}", "undecided" },
        { "'where': {'where': " OPEN ", 'allOf': [" YES "]}, 'allOf': [" NO "]",
          "undecided" },
        /* … but of an allOf. */
        { "'not': {'allOf': [{'where': " OPEN ", 'allOf': [" YES "]}, " YES "]}",
          "fail" },
        { "'not': {'allOf': [{'where': " OPEN ", 'allOf': [" NO "]}, " YES "]}",
          "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

/* The operator itself: kind 0 is a value that is not there. */
Test(rule_judge, finds_operators_in_any_case)
{
    cr_expect_not_null(tri_operator_find(TRI_STR("EQUALS")));
    cr_expect_not_null(tri_operator_find(TRI_STR("hasvalue")));
    cr_expect_null(tri_operator_find(TRI_STR("alike")));
    cr_expect_null(tri_operator_find(TRI_STR("")));
}

/* ---- the other operators ---- */

Test(rule_judge, compares_numbers_with_numbers_and_dates_with_dates)
{
    static const Row rows[] = {
        { "'path': 'one', 'less': 2", "pass" },
        { "'path': 'one', 'less': 1", "fail" },
        { "'path': 'one', 'lessOrEquals': 1", "pass" },
        { "'path': 'oneAndAHalf', 'greater': 1", "pass" },
        { "'path': 'one', 'greater': 1.5", "fail" },
        { "'path': 'one', 'greaterOrEquals': 1.0", "pass" },
        { "'path': 'date', 'less': '2020-06-02'", "pass" },
        { "'path': 'date', 'greaterOrEquals': '2020-06-01T00:00:00Z'", "pass" },
        { "'path': 'date', 'greater': '2021-01-01'", "fail" },
        { "'path': 'text', 'less': 'zzz'", "fail" },
        { "'path': 'text', 'greater': 1", "fail" },
        { "'path': 'one', 'less': '2'", "fail" },
        { "'path': 'yes', 'greater': 0", "fail" },
        { "'path': 'missing', 'less': 1", "fail" },
        { "'path': 'null', 'less': 1", "fail" },
        { "'path': 'unknown', 'less': 1", "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, knows_the_text_operators_of_azure_policy)
{
    static const Row rows[] = {
        { "'path': 'text', 'like': 'T*T'", "pass" },
        { "'path': 'text', 'like': 'te*'", "pass" },
        { "'path': 'text', 'like': '*x'", "fail" },
        { "'path': 'text', 'like': 'Text*text'", "fail" },
        { "'path': 'text', 'like': 'tEXT'", "pass" },
        { "'path': 'text', 'notLike': 'te*'", "fail" },
        { "'path': 'missing', 'notLike': 'te*'", "pass" },
        { "'path': 'missing', 'like': '*'", "fail" },
        { "'path': 'date', 'match': '####-##-##'", "pass" },
        { "'path': 'text', 'match': '?..?'", "pass" },
        { "'path': 'text', 'match': 'text'", "fail" },
        { "'path': 'text', 'matchInsensitively': 'text'", "pass" },
        { "'path': 'text', 'match': '?'", "fail" },
        { "'path': 'text', 'notMatch': '####'", "pass" },
        { "'path': 'text', 'notMatchInsensitively': 'TEXT'", "fail" },
        { "'path': 'text', 'startsWith': 'tE'", "pass" },
        { "'path': 'text', 'startsWith': 'x'", "fail" },
        { "'path': 'text', 'endsWith': 'XT'", "pass" },
        { "'path': 'one', 'endsWith': '1'", "fail" },
        { "'path': 'text', 'notRegex': '^x'", "pass" },
        { "'path': 'text', 'notRegex': 'ex'", "fail" },
        { "'path': 'missing', 'notRegex': 'x'", "pass" },
        { "'path': 'evil', 'notRegex': '^(a+)+$'", "undecided" },
        { "'path': 'address', 'ipRangeContains': '10.0.0.0/8'", "pass" },
        { "'path': 'address', 'ipRangeContains': '10.1.2.3-10.1.2.9'", "pass" },
        { "'path': 'address', 'ipRangeContains': '10.2.0.0/16'", "fail" },
        { "'path': 'address', 'ipRangeContains': '::/0'", "fail" },
        { "'path': 'text', 'ipRangeContains': '0.0.0.0/0'", "fail" },
        { "'path': 'unknown', 'like': 'x'", "undecided" },
        { "'path': 'size', 'like': '?'", "fail" },
        { "'path': 'size', 'in': ['S', 'M']", "pass" },
        { "'path': 'size', 'notIn': ['L']", "pass" },
        { "'path': 'size', 'notIn': ['S']", "undecided" },
        { "'path': 'missing', 'notIn': ['S']", "pass" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, looks_into_texts_arrays_and_objects)
{
    static const Row rows[] = {
        { "'path': 'text', 'contains': 'EX'", "pass" },
        { "'path': 'list', 'contains': 1", "pass" },
        { "'path': 'list', 'contains': 2", "fail" },
        { "'path': 'list', 'notContains': 1", "fail" },
        { "'path': 'maybeItems', 'contains': 'A'", "pass" },
        { "'path': 'maybeItems', 'contains': 'z'", "undecided" },
        { "'path': 'missing', 'notContains': 'z'", "pass" },
        { "'path': 'object', 'containsKey': 'INNER'", "pass" },
        { "'path': 'object', 'containsKey': 'other'", "fail" },
        { "'path': 'object', 'notContainsKey': 'other'", "pass" },
        { "'path': 'open', 'containsKey': 'known'", "pass" },
        { "'path': 'open', 'containsKey': 'other'", "undecided" },
        { "'path': 'text', 'type': 'string'", "pass" },
        { "'path': 'text', 'type': ['int', 'bool']", "fail" },
        { "'path': 'oneAndAHalf', 'type': 'number'", "pass" },
        { "'path': 'oneAndAHalf', 'type': 'int'", "fail" },
        { "'path': 'object', 'type': 'object'", "pass" },
        { "'path': 'list', 'type': 'array'", "pass" },
        { "'path': 'null', 'type': 'bool'", "pass" },
        { "'path': 'missing', 'type': 'bool'", "pass" },
        { 0 },
    };

    expect_rows(rows);
}

/* ---- paths ---- */

Test(rule_judge, follows_every_form_of_path)
{
    static const Row rows[] = {
        { "'path': 'ITEMS[1].V', 'equals': 2", "pass" },
        { "'path': 'items[9].v', 'exists': false", "pass" },
        { "'path': 'items[*].v', 'in': [1, 2]", "pass" },
        { "'path': 'items[*].v', 'equals': 1", "fail" },
        /* Without the member there is nothing to judge behind a wildcard, … */
        { "'path': 'items[*].n', 'exists': true", "pass" },
        { "'path': 'items[*].gone', 'exists': true", "none" },
        { "'path': 'text[*]', 'equals': 1", "none" },
        /* … but there is behind a path that starts at each item. */
        { "'path': 'items[*]', 'allOf': [{'path': 'n', 'exists': true}]", "fail" },
        { "'path': 'members.*.v', 'in': [1, 2]", "pass" },
        { "'path': 'members.*.v', 'equals': 1", "fail" },
        { "'path': 'list.*', 'equals': 1", "pass" },
        { "'path': 'dotted.[`a.b`]', 'equals': 1", "pass" },
        { "'path': 'dotted.a.b', 'exists': false", "pass" },
        { "'path': 'object..x', 'exists': false", "pass" },
        { "'path': '', 'exists': false", "pass" },
        { "'path': 'unknown[*]', 'equals': 1", "undecided" },
        { "'path': 'unknownObject.x[0].y', 'equals': 1", "undecided" },
        { "'path': 'maybeItems[*]', 'notEquals': 'z'", "undecided" },
        { "'path': 'type', 'equals': 'A/B'", "pass" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, passes_without_anything_to_judge_in_parts)
{
    static const Row rows[] = {
        { "'allOf': [{'path': 'items[*].gone', 'equals': 1}]", "pass" },
        { "'anyOf': [{'path': 'items[*].gone', 'equals': 1}]", "pass" },
        { "'anyOf': [{'path': 'items[*].gone', 'equals': 1}," NO "]", "fail" },
        { "'not': {'path': 'items[*].gone', 'equals': 1}", "none" },
        { "'where': {'path': 'items[*].gone', 'equals': 1}, 'allOf': [" NO "]",
          "none" },
        { "'where': {'path': 'items[*].v', 'equals': 2}, 'allOf': [" NO "]", "fail" },
        { 0 },
    };

    expect_rows(rows);
}

/* ---- additions ---- */

Test(rule_judge, counts_values)
{
    static const Row rows[] = {
        { "'count': {'path': 'items[*]'}, 'equals': 3", "pass" },
        { "'count': {'path': 'items[*]', 'where': {'path': 'v', 'exists': true}}, "
          "'equals': 2",
          "pass" },
        { "'count': {'path': 'missing[*]'}, 'equals': 0", "pass" },
        { "'count': {'path': 'unknown[*]'}, 'greater': 0", "undecided" },
        { "'count': {'path': 'unknown[*]'}, 'greaterOrEquals': 0", "pass" },
        { "'count': {'path': 'maybeItems[*]', 'where': {'equals': 'z'}}, 'less': 2",
          "pass" },
        { "'count': {'path': 'maybeItems[*]', 'where': {'equals': 'z'}}, 'equals': 1",
          "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, computes_values)
{
    static const Row rows[] = {
        { "'value': '[length(field(`items`))]', 'equals': 3", "pass" },
        { "'value': '[toUpper(field(`text`))]', 'regex': '^TEXT$'", "pass" },
        { "'path': 'object', 'value': '[field(`inner`)]', 'equals': 1", "pass" },
        { "'value': '[field(`unknown`)]', 'equals': 1", "undecided" },
        { "'value': '[add(1, 2)]', 'equals': 3", "pass" },
        { "'value': '[nope(1)]', 'equals': 3", "undecided" },
        { 0 },
    };

    expect_rows(rows);
}

Test(rule_judge, restricts_and_settles)
{
    static const Row rows[] = {
        { "'apiVersion': {'max': '2020-06-01'}, 'path': 'no', 'equals': true", "fail" },
        { "'apiVersion': {'min': '2020-06-02'}, 'path': 'no', 'equals': true", "none" },
        { "'path': 'unknown', 'equals': 1, 'undecided': 'pass'", "pass" },
        { "'path': 'unknown', 'equals': 1, 'undecided': 'fail'", "fail" },
        { "'profiles': 'strict', 'path': 'no', 'equals': true", "none" },
        { "'profiles': ['default', 'cis'], 'path': 'no', 'equals': true", "fail" },
        { 0 },
    };

    expect_rows(rows);
}
