#include "rule/policy_operators.h"

#include "base/number.h"
#include "base/text.h"
#include "eval/date.h"

#include <stdio.h>

/* ---- values ---- */

/* Room for the text of a number. */
typedef struct Digits {
    char text[32];
} Digits;

/* A string, a bool or an integer as text; false for everything else. */
static bool text_of(TriValue value, Digits *digits, TriStr *text)
{
    switch (value.kind) {
    case TRI_STRING:
        *text = value.string;
        return true;
    case TRI_BOOL:
        *text = value.boolean ? TRI_STR("true") : TRI_STR("false");
        return true;
    case TRI_INT:
        *text =
            tri_str(digits->text, (size_t)snprintf(digits->text, sizeof *digits, "%lld",
                                                   (long long)value.integer));
        return true;
    default:
        return false;
    }
}

bool tri_policy_number(TriValue value, double *number)
{
    if (tri_value_is_number(value)) {
        *number = tri_value_number(value);
        return true;
    }
    return value.kind == TRI_STRING &&
           tri_parse_double(tri_str_trim(value.string), number);
}

/* ---- null ---- */

static bool has_null(TriValue value, int depth);

/* How many of the arguments may be null, from `first` on. */
static size_t count_nulls(const TriResidual *residual, size_t first, int depth)
{
    size_t count = 0;

    for (size_t i = first; i < residual->count; i++) {
        count += has_null(tri_force(residual->arguments[i]), depth + 1);
    }
    return count;
}

static bool has_null(TriValue value, int depth)
{
    static const TriStr trying[] = { TRI_STR_INIT("tryGet"), TRI_STR_INIT("json"),
                                     TRI_STR_INIT("tryIndexFromEnd") };
    enum { DEEPEST = 8 };
    const TriResidual *residual = value.residual;

    if (value.kind != TRI_UNKNOWN || residual == NULL) {
        return tri_value_is_nothing(value);
    }
    if (depth > DEEPEST || tri_str_is_among_nocase(residual->function, trying,
                                                   sizeof trying / sizeof *trying)) {
        return true;
    }
    if (tri_residual_calls(residual, TRI_STR("if"))) {
        return count_nulls(residual, 1, depth) > 0;
    }
    return tri_residual_calls(residual, TRI_STR("coalesce")) &&
           count_nulls(residual, 0, depth) == residual->count;
}

bool tri_policy_may_be_null(TriValue value)
{
    return has_null(value, 0);
}

/* ---- equality ---- */

/* Of two types, what one of them says as text counts; null is an empty string. */
static bool are_equal(TriValue a, TriValue b)
{
    Digits digits[2];
    double left;
    double right;
    TriStr one;
    TriStr other;

    if (tri_value_is_nothing(a) || tri_value_is_nothing(b)) {
        TriValue there = tri_value_is_nothing(a) ? b : a;

        return tri_value_is_nothing(there) ||
               (there.kind == TRI_STRING && there.string.size == 0 && a.kind != 0);
    }
    if ((tri_value_is_number(a) || tri_value_is_number(b)) &&
        tri_policy_number(a, &left) && tri_policy_number(b, &right)) {
        return left >= right && left <= right;
    }
    return text_of(a, &digits[0], &one) && text_of(b, &digits[1], &other) &&
           tri_str_eq_nocase(one, other);
}

static TriVerdict equals(TriValue value, const TriCondition *condition)
{
    return tri_verdict(are_equal(value, condition->operand));
}

static TriVerdict in(TriValue value, const TriCondition *condition)
{
    const TriArray *list = condition->operand.array;
    TriVerdict otherwise = list->is_open ? TRI_VERDICT_UNDECIDED : TRI_VERDICT_FAIL;

    for (size_t i = 0; i < list->count; i++) {
        TriValue item = tri_array_item(list, i);

        if (item.kind == TRI_UNKNOWN) {
            otherwise = TRI_VERDICT_UNDECIDED;
        } else if (are_equal(value, item)) {
            return TRI_VERDICT_PASS;
        }
    }
    return otherwise;
}

TRI_NEGATION(not_equals, equals)
TRI_NEGATION(not_in, in)

/* ---- presence ---- */

static TriVerdict exists(TriValue value, const TriCondition *condition)
{
    Digits digits;
    TriStr wanted;

    text_of(condition->operand, &digits, &wanted);
    return tri_verdict(!tri_value_is_nothing(value) ==
                       tri_str_eq_nocase(wanted, TRI_STR("true")));
}

/* ---- order ---- */

static bool compare_dates(TriStr a, TriStr b, int *order)
{
    TriDate left;
    TriDate right;

    if (!tri_date_parse(a, &left) || !tri_date_parse(b, &right) || !left.is_iso ||
        !right.is_iso) {
        return false;
    }
    *order = (left.moment > right.moment) - (left.moment < right.moment);
    return true;
}

/* Dates by their moment, numbers by value, other strings by their letters. */
static bool compare(TriValue a, TriValue b, int *order)
{
    double left;
    double right;

    if (a.kind == TRI_STRING && b.kind == TRI_STRING) {
        if (!compare_dates(a.string, b.string, order)) {
            *order = tri_str_compare_nocase(a.string, b.string);
        }
        return true;
    }
    if (tri_value_is_nothing(a) || tri_value_is_nothing(b) ||
        !tri_policy_number(a, &left) || !tri_policy_number(b, &right)) {
        return false;
    }
    *order = (left > right) - (left < right);
    return true;
}

TRI_ORDER(less, compare, <)
TRI_ORDER(less_or_equals, compare, <=)
TRI_ORDER(greater, compare, >)
TRI_ORDER(greater_or_equals, compare, >=)

/* ---- text ---- */

/* The same question of rule files, asked of what both say as text. */
static TriVerdict ask(const TriOperator *test, TriValue value,
                      const TriCondition *condition)
{
    TriCondition asked = { .test = test };
    Digits digits[2];
    TriStr text;
    TriStr operand;

    if (!text_of(value, &digits[0], &text) ||
        !text_of(condition->operand, &digits[1], &operand)) {
        return TRI_VERDICT_FAIL;
    }
    asked.operand = tri_value_string(operand);
    return test->test(tri_value_string(text), &asked);
}

#define TEXT(name, word)                                                               \
    static TriVerdict name(TriValue value, const TriCondition *condition)              \
    {                                                                                  \
        return ask(tri_operator_find(TRI_STR(word)), value, condition);                \
    }

TEXT(like, "like")
TEXT(match, "match")
TEXT(match_insensitively, "matchInsensitively")
TEXT(contains_text, "contains")
TRI_NEGATION(not_like, like)
TRI_NEGATION(not_match, match)
TRI_NEGATION(not_match_insensitively, match_insensitively)

/* ---- what is inside ---- */

static TriVerdict contains(TriValue value, const TriCondition *condition)
{
    TriCondition item = { .operand = value };

    if (value.kind != TRI_ARRAY) {
        return contains_text(value, condition);
    }
    return in(condition->operand, &item);
}

static TriVerdict contains_key(TriValue value, const TriCondition *condition)
{
    return tri_operator_find(TRI_STR("containsKey"))->test(value, condition);
}

TRI_NEGATION(not_contains, contains)
TRI_NEGATION(not_contains_key, contains_key)

/* ---- text that is known in part ---- */

/* The same question of rule files, of what the operand says as text. A number may be
   written in many ways. */
static TriVerdict ask_part(const char *word, TriValue value, TriValue operand)
{
    const TriOperator *test = tri_operator_find(tri_str_from_c(word));
    Digits digits;
    TriStr text = TRI_STR("");

    if (tri_value_is_number(operand) ||
        (!tri_value_is_nothing(operand) && !text_of(operand, &digits, &text))) {
        return TRI_VERDICT_UNDECIDED;
    }
    TriCondition asked = { .test = test, .operand = tri_value_string(text) };

    return test->test_part(value, &asked);
}

#define PART(name, word)                                                               \
    static TriVerdict name(TriValue value, const TriCondition *condition)              \
    {                                                                                  \
        return ask_part(word, value, condition->operand);                              \
    }

static TriVerdict part_in(TriValue value, const TriCondition *condition)
{
    const TriArray *list = condition->operand.array;

    for (size_t i = 0; i < list->count; i++) {
        if (ask_part("equals", value, tri_array_item(list, i)) != TRI_VERDICT_FAIL) {
            return TRI_VERDICT_UNDECIDED;
        }
    }
    return list->is_open ? TRI_VERDICT_UNDECIDED : TRI_VERDICT_FAIL;
}

PART(part_equals, "equals")
PART(part_like, "like")
PART(part_contains, "contains")
TRI_NEGATION(part_not_equals, part_equals)
TRI_NEGATION(part_not_in, part_in)
TRI_NEGATION(part_not_like, part_like)
TRI_NEGATION(part_not_contains, part_contains)

/* ---- the table ---- */

enum {
    SCALAR = TRI_STRING | TRI_BOOL | TRI_INT | TRI_FLOAT,
    ORDERED = TRI_STRING | TRI_INT | TRI_FLOAT,
};

const TriOperator tri_policy_operators[] = {
    { TRI_STR_INIT("equals"), SCALAR | TRI_NULL, equals, "", part_equals },
    { TRI_STR_INIT("notEquals"), SCALAR | TRI_NULL, not_equals, "anything but ",
      part_not_equals },
    { TRI_STR_INIT("like"), SCALAR, like, "something like ", part_like },
    { TRI_STR_INIT("notLike"), SCALAR, not_like, "nothing like ", part_not_like },
    { TRI_STR_INIT("match"), SCALAR, match, "a match of ", NULL },
    { TRI_STR_INIT("notMatch"), SCALAR, not_match, "no match of ", NULL },
    { TRI_STR_INIT("matchInsensitively"), SCALAR, match_insensitively, "a match of ",
      NULL },
    { TRI_STR_INIT("notMatchInsensitively"), SCALAR, not_match_insensitively,
      "no match of ", NULL },
    { TRI_STR_INIT("contains"), SCALAR, contains, "something with ", part_contains },
    { TRI_STR_INIT("notContains"), SCALAR, not_contains, "nothing with ",
      part_not_contains },
    { TRI_STR_INIT("in"), TRI_ARRAY, in, "one of ", part_in },
    { TRI_STR_INIT("notIn"), TRI_ARRAY, not_in, "none of ", part_not_in },
    { TRI_STR_INIT("containsKey"), TRI_STRING, contains_key, "the member ", NULL },
    { TRI_STR_INIT("notContainsKey"), TRI_STRING, not_contains_key, "no member ",
      NULL },
    { TRI_STR_INIT("less"), ORDERED, less, "less than ", NULL },
    { TRI_STR_INIT("lessOrEquals"), ORDERED, less_or_equals, "at most ", NULL },
    { TRI_STR_INIT("greater"), ORDERED, greater, "more than ", NULL },
    { TRI_STR_INIT("greaterOrEquals"), ORDERED, greater_or_equals, "at least ", NULL },
    { TRI_STR_INIT("exists"), TRI_STRING | TRI_BOOL, exists, NULL, NULL },
};

const size_t tri_policy_operator_count =
    sizeof tri_policy_operators / sizeof *tri_policy_operators;

const TriOperator *tri_policy_operator_find(TriStr name)
{
    return tri_operator_among(tri_policy_operators, tri_policy_operator_count, name);
}

bool tri_policy_asks_presence(const TriOperator *test)
{
    return test->test == exists;
}

bool tri_policy_is_equality(const TriOperator *test)
{
    return test->test == equals || test->test == not_equals;
}

static bool is_truth(TriValue value)
{
    return value.kind == TRI_BOOL ||
           (value.kind == TRI_STRING &&
            (tri_str_eq_nocase(value.string, TRI_STR("true")) ||
             tri_str_eq_nocase(value.string, TRI_STR("false"))));
}

static size_t count_stars(TriValue value)
{
    return value.kind == TRI_STRING ? tri_str_count_char(value.string, '*') : 0;
}

TriStr tri_policy_wrong_operand(TriArena *arena, const TriOperator *test,
                                TriValue operand)
{
    return tri_format(arena, "'%.*s' takes %s, not %s", TRI_ARG(test->name),
                      test->operand == TRI_ARRAY    ? "an array"
                      : test->operand == TRI_STRING ? "a string"
                                                    : "a single value",
                      tri_type_name(operand.kind));
}

TriStr tri_policy_value_trouble(TriArena *arena, const TriCondition *condition,
                                TriValue value)
{
    const TriOperator *test = condition->test;
    bool is_known = value.kind != TRI_UNKNOWN && !tri_value_is_nothing(value) &&
                    condition->operand.kind != TRI_UNKNOWN;
    int order;

    return test->operand != ORDERED || !is_known ||
                   compare(value, condition->operand, &order)
               ? TRI_STR("")
               : tri_format(arena, "'%.*s' cannot compare %s and %s",
                            TRI_ARG(test->name), tri_type_name(value.kind),
                            tri_type_name(condition->operand.kind));
}

TriStr tri_policy_operand_trouble(const TriOperator *test, TriValue operand)
{
    if (test->test == exists && !is_truth(operand)) {
        return TRI_STR("'exists' takes true or false");
    }
    if ((test->test == like || test->test == not_like) && count_stars(operand) > 1) {
        return TRI_STR("'like' and 'notLike' take one '*' at most");
    }
    return TRI_STR("");
}
