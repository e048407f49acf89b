/* The operators of conditions: Template Analyzer's meaning, Azure Policy's names. */
#include "rule/operators.h"

#include "base/text.h"
#include "eval/date.h"
#include "eval/ip_range.h"
#include "eval/known_text.h"

/* ---- equality ---- */

/* Numbers as Template Analyzer compares them: with the precision of a float. */
static bool are_equal_numbers(TriValue a, TriValue b)
{
    float left = (float)tri_value_number(a);
    float right = (float)tri_value_number(b);

    return left >= right && left <= right;
}

/* Strings without case, everything else by type and value; numbers of either
   type by value. Arrays and objects are equal to nothing here. */
static bool are_equal(TriValue a, TriValue b)
{
    if (tri_value_is_number(a) && tri_value_is_number(b)) {
        return are_equal_numbers(a, b);
    }
    if (a.kind != b.kind) {
        return false;
    }
    switch (a.kind) {
    case TRI_NULL:
        return true;
    case TRI_BOOL:
        return a.boolean == b.boolean;
    case TRI_STRING:
        return tri_str_eq_nocase(a.string, b.string);
    default:
        return false;
    }
}

/* Of what stands in an array, strings are compared with case, and numbers by type. */
static bool are_same(TriValue a, TriValue b)
{
    return a.kind == TRI_STRING && b.kind == TRI_STRING
               ? tri_str_eq(a.string, b.string)
               : a.kind == b.kind && are_equal(a, b);
}

/* An item that is not known may be the one. */
static TriVerdict equals_array(const TriArray *array, const TriArray *wanted)
{
    TriVerdict result = TRI_VERDICT_PASS;

    if (array->is_open) {
        return TRI_VERDICT_UNDECIDED;
    }
    if (array->count != wanted->count) {
        return TRI_VERDICT_FAIL;
    }
    for (size_t i = 0; i < array->count; i++) {
        TriValue item = tri_array_item(array, i);

        if (item.kind == TRI_UNKNOWN) {
            result = TRI_VERDICT_UNDECIDED;
        } else if (!are_same(item, tri_array_item(wanted, i))) {
            return TRI_VERDICT_FAIL;
        }
    }
    return result;
}

static TriVerdict equals(TriValue value, const TriCondition *condition)
{
    TriValue wanted = condition->operand;

    return value.kind == TRI_ARRAY && wanted.kind == TRI_ARRAY
               ? equals_array(value.array, wanted.array)
               : tri_verdict(are_equal(value, wanted));
}

static TriVerdict in(TriValue value, const TriCondition *condition)
{
    const TriArray *list = condition->operand.array;

    for (size_t i = 0; i < list->count; i++) {
        if (are_equal(value, tri_array_item(list, i))) {
            return TRI_VERDICT_PASS;
        }
    }
    return TRI_VERDICT_FAIL;
}

TRI_NEGATION(not_equals, equals)
TRI_NEGATION(not_in, in)

/* ---- presence ---- */

static TriVerdict exists(TriValue value, const TriCondition *condition)
{
    return tri_verdict((value.kind != 0) == condition->operand.boolean);
}

static TriVerdict is_set(TriValue value, const TriCondition *condition)
{
    return tri_verdict(!tri_value_is_nothing(value) == condition->operand.boolean);
}

static TriVerdict has_value(TriValue value, const TriCondition *condition)
{
    bool is_empty = tri_value_is_nothing(value) ||
                    (value.kind == TRI_STRING && value.string.size == 0);

    return tri_verdict(!is_empty == condition->operand.boolean);
}

/* The types that a name stands for; none when there is no such name. */
static unsigned kinds_called(TriStr name)
{
    static const struct {
        TriStr name;
        unsigned kinds;
    } types[] = {
        { TRI_STR_INIT("string"), TRI_STRING },
        { TRI_STR_INIT("bool"), TRI_BOOL },
        { TRI_STR_INIT("int"), TRI_INT },
        { TRI_STR_INIT("number"), TRI_INT | TRI_FLOAT },
        { TRI_STR_INIT("array"), TRI_ARRAY },
        { TRI_STR_INIT("object"), TRI_OBJECT },
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (tri_str_eq_nocase(types[i].name, name)) {
            return types[i].kinds;
        }
    }
    return 0;
}

/* The types that the operand of 'type' names, one or a list; none when a name is
   none. */
static unsigned kinds_named(TriValue operand)
{
    unsigned kinds = 0;

    if (operand.kind == TRI_STRING) {
        return kinds_called(operand.string);
    }
    for (size_t i = 0; i < operand.array->count; i++) {
        TriValue name = tri_array_item(operand.array, i);
        unsigned more = name.kind == TRI_STRING ? kinds_called(name.string) : 0;

        if (more == 0) {
            return 0;
        }
        kinds |= more;
    }
    return kinds;
}

/* What is not there has no wrong type. */
static TriVerdict has_type(TriValue value, const TriCondition *condition)
{
    return tri_verdict(tri_value_is_nothing(value) ||
                       (value.kind & kinds_named(condition->operand)) != 0);
}

/* ---- order ---- */

/* -1, 0 or 1; false when the two do not compare: numbers with numbers, strings as
   dates with dates. */
static bool compare(TriValue a, TriValue b, int *order)
{
    TriDate left;
    TriDate right;

    if (tri_value_is_number(a) && tri_value_is_number(b)) {
        *order = (tri_value_number(a) > tri_value_number(b)) -
                 (tri_value_number(a) < tri_value_number(b));
        return true;
    }
    if (a.kind != TRI_STRING || b.kind != TRI_STRING ||
        !tri_date_parse(a.string, &left) || !tri_date_parse(b.string, &right)) {
        return false;
    }
    *order = (left.moment > right.moment) - (left.moment < right.moment);
    return true;
}

TRI_ORDER(less, compare, <)
TRI_ORDER(less_or_equals, compare, <=)
TRI_ORDER(greater, compare, >)
TRI_ORDER(greater_or_equals, compare, >=)

/* ---- text ---- */

static TriVerdict find_pattern(TriValue value, const TriCondition *condition,
                               uint64_t *match_steps)
{
    if (value.kind != TRI_STRING) {
        return TRI_VERDICT_FAIL;
    }
    switch (tri_pattern_match(condition->pattern, value.string, match_steps)) {
    case TRI_MATCH_NO:
        return TRI_VERDICT_FAIL;
    case TRI_MATCH_YES:
        return TRI_VERDICT_PASS;
    case TRI_MATCH_LIMIT:
        return TRI_VERDICT_UNDECIDED;
    }
    return TRI_VERDICT_UNDECIDED;
}

static TriVerdict regex(TriValue value, const TriCondition *condition)
{
    return find_pattern(value, condition, NULL);
}

static TriVerdict like(TriValue value, const TriCondition *condition)
{
    TriStr wanted = condition->operand.string;
    size_t star = tri_str_find_char(wanted, '*');

    if (value.kind != TRI_STRING) {
        return TRI_VERDICT_FAIL;
    }
    if (star == TRI_NOT_FOUND) {
        return tri_verdict(tri_str_eq_nocase(value.string, wanted));
    }
    TriStr before = tri_str_slice(wanted, 0, star);
    TriStr after = tri_str_from(wanted, star + 1);

    return tri_verdict(value.string.size >= before.size + after.size &&
                       tri_str_has_prefix_nocase(value.string, before) &&
                       tri_str_has_suffix_nocase(value.string, after));
}

static bool matches_char(char pattern, char c, bool ignores_case)
{
    switch (pattern) {
    case '#':
        return tri_char_is_digit(c);
    case '?':
        return tri_char_is_letter(c);
    case '.':
        return true;
    default:
        return ignores_case ? tri_char_lower(pattern) == tri_char_lower(c)
                            : pattern == c;
    }
}

static TriVerdict match_chars(TriValue value, TriStr pattern, bool ignores_case)
{
    if (value.kind != TRI_STRING || value.string.size != pattern.size) {
        return TRI_VERDICT_FAIL;
    }
    for (size_t i = 0; i < pattern.size; i++) {
        if (!matches_char(pattern.data[i], value.string.data[i], ignores_case)) {
            return TRI_VERDICT_FAIL;
        }
    }
    return TRI_VERDICT_PASS;
}

static TriVerdict match(TriValue value, const TriCondition *condition)
{
    return match_chars(value, condition->operand.string, false);
}

static TriVerdict match_insensitively(TriValue value, const TriCondition *condition)
{
    return match_chars(value, condition->operand.string, true);
}

static TriVerdict starts_with(TriValue value, const TriCondition *condition)
{
    return tri_verdict(
        value.kind == TRI_STRING &&
        tri_str_has_prefix_nocase(value.string, condition->operand.string));
}

static TriVerdict ends_with(TriValue value, const TriCondition *condition)
{
    return tri_verdict(
        value.kind == TRI_STRING &&
        tri_str_has_suffix_nocase(value.string, condition->operand.string));
}

static TriVerdict ip_range_contains(TriValue value, const TriCondition *condition)
{
    return tri_verdict(value.kind == TRI_STRING &&
                       tri_ip_range_contains(condition->operand.string, value.string));
}

TRI_NEGATION(not_regex, regex)
TRI_NEGATION(not_like, like)
TRI_NEGATION(not_match, match)
TRI_NEGATION(not_match_insensitively, match_insensitively)

/* ---- what is inside ---- */

/* An item that is not known may be the one. */
static TriVerdict array_contains(const TriArray *array, TriValue wanted)
{
    TriVerdict otherwise = array->is_open ? TRI_VERDICT_UNDECIDED : TRI_VERDICT_FAIL;

    for (size_t i = 0; i < array->count; i++) {
        TriValue item = tri_array_item(array, i);

        if (item.kind == TRI_UNKNOWN) {
            otherwise = TRI_VERDICT_UNDECIDED;
        } else if (are_equal(item, wanted)) {
            return TRI_VERDICT_PASS;
        }
    }
    return otherwise;
}

static TriVerdict contains(TriValue value, const TriCondition *condition)
{
    TriValue wanted = condition->operand;

    if (value.kind == TRI_ARRAY) {
        return array_contains(value.array, wanted);
    }
    return tri_verdict(value.kind == TRI_STRING && wanted.kind == TRI_STRING &&
                       tri_str_find_nocase(value.string, wanted.string) !=
                           TRI_NOT_FOUND);
}

static TriVerdict contains_key(TriValue value, const TriCondition *condition)
{
    if (value.kind != TRI_OBJECT) {
        return TRI_VERDICT_FAIL;
    }
    for (size_t i = 0; i < value.object->count; i++) {
        if (tri_str_eq_nocase(value.object->members[i].name,
                              condition->operand.string)) {
            return TRI_VERDICT_PASS;
        }
    }
    return value.object->is_open ? TRI_VERDICT_UNDECIDED : TRI_VERDICT_FAIL;
}

TRI_NEGATION(not_contains, contains)
TRI_NEGATION(not_contains_key, contains_key)

/* ---- text that is known in part ---- */

static TriVerdict part_equals(TriValue value, const TriCondition *condition)
{
    return tri_known_text_differs(value, condition->operand) ? TRI_VERDICT_FAIL
                                                             : TRI_VERDICT_UNDECIDED;
}

static TriVerdict part_in(TriValue value, const TriCondition *condition)
{
    const TriArray *list = condition->operand.array;

    for (size_t i = 0; i < list->count; i++) {
        if (!tri_known_text_differs(value, tri_array_item(list, i))) {
            return TRI_VERDICT_UNDECIDED;
        }
    }
    return TRI_VERDICT_FAIL;
}

static TriVerdict part_has_value(TriValue value, const TriCondition *condition)
{
    return tri_known_text_is_some(value) ? tri_verdict(condition->operand.boolean)
                                         : TRI_VERDICT_UNDECIDED;
}

/* Whether one text is, as far as it goes, the start of the other, or its end. */
static bool start_alike(TriStr a, TriStr b)
{
    return tri_str_has_prefix_nocase(a, b) || tri_str_has_prefix_nocase(b, a);
}

static bool end_alike(TriStr a, TriStr b)
{
    return tri_str_has_suffix_nocase(a, b) || tri_str_has_suffix_nocase(b, a);
}

/* A start and an end that are known may have letters in common: only one of them can
   say that the text is like the pattern. */
static TriVerdict part_like(TriValue value, const TriCondition *condition)
{
    TriStr wanted = condition->operand.string;
    size_t star = tri_str_find_char(wanted, '*');
    TriStr start = tri_known_text_start(value);
    TriStr end = tri_known_text_end(value);

    if (star == TRI_NOT_FOUND) {
        return part_equals(value, condition);
    }
    TriStr before = tri_str_slice(wanted, 0, star);
    TriStr after = tri_str_from(wanted, star + 1);

    if (!start_alike(start, before) || !end_alike(end, after)) {
        return TRI_VERDICT_FAIL;
    }
    return tri_known_text_is_some(value) && (before.size == 0 || after.size == 0) &&
                   start.size >= before.size && end.size >= after.size
               ? TRI_VERDICT_PASS
               : TRI_VERDICT_UNDECIDED;
}

static TriVerdict part_contains(TriValue value, const TriCondition *condition)
{
    TriValue wanted = condition->operand;
    TriStr parts[] = { tri_known_text_start(value), tri_known_text_end(value) };

    for (size_t i = 0; i < 2; i++) {
        if (parts[i].size > 0 && wanted.kind == TRI_STRING &&
            tri_str_find_nocase(parts[i], wanted.string) != TRI_NOT_FOUND) {
            return TRI_VERDICT_PASS;
        }
    }
    return TRI_VERDICT_UNDECIDED;
}

TRI_NEGATION(part_not_equals, part_equals)
TRI_NEGATION(part_not_in, part_in)
TRI_NEGATION(part_not_like, part_like)
TRI_NEGATION(part_not_contains, part_contains)

/* ---- the table ---- */

enum { ORDERED = TRI_INT | TRI_FLOAT | TRI_STRING, SCALAR = TRI_ANY & ~TRI_OBJECT };

const TriOperator tri_operators[] = {
    { TRI_STR_INIT("equals"), TRI_ANY, equals, "", part_equals },
    { TRI_STR_INIT("notEquals"), TRI_ANY, not_equals, "anything but ",
      part_not_equals },
    { TRI_STR_INIT("in"), TRI_ARRAY, in, "one of ", part_in },
    { TRI_STR_INIT("notIn"), TRI_ARRAY, not_in, "none of ", part_not_in },
    { TRI_STR_INIT("exists"), TRI_BOOL, exists, NULL, NULL },
    { TRI_STR_INIT("isSet"), TRI_BOOL, is_set, NULL, NULL },
    { TRI_STR_INIT("hasValue"), TRI_BOOL, has_value, NULL, part_has_value },
    { TRI_STR_INIT("less"), ORDERED, less, "less than ", NULL },
    { TRI_STR_INIT("lessOrEquals"), ORDERED, less_or_equals, "at most ", NULL },
    { TRI_STR_INIT("greater"), ORDERED, greater, "more than ", NULL },
    { TRI_STR_INIT("greaterOrEquals"), ORDERED, greater_or_equals, "at least ", NULL },
    { TRI_STR_INIT("regex"), TRI_STRING, regex, "a match of ", NULL },
    { TRI_STR_INIT("notRegex"), TRI_STRING, not_regex, "no match of ", NULL },
    { TRI_STR_INIT("like"), TRI_STRING, like, "something like ", part_like },
    { TRI_STR_INIT("notLike"), TRI_STRING, not_like, "nothing like ", part_not_like },
    { TRI_STR_INIT("match"), TRI_STRING, match, "a match of ", NULL },
    { TRI_STR_INIT("notMatch"), TRI_STRING, not_match, "no match of ", NULL },
    { TRI_STR_INIT("matchInsensitively"), TRI_STRING, match_insensitively,
      "a match of ", NULL },
    { TRI_STR_INIT("notMatchInsensitively"), TRI_STRING, not_match_insensitively,
      "no match of ", NULL },
    { TRI_STR_INIT("contains"), SCALAR & ~TRI_ARRAY, contains, "something with ",
      part_contains },
    { TRI_STR_INIT("notContains"), SCALAR & ~TRI_ARRAY, not_contains, "nothing with ",
      part_not_contains },
    { TRI_STR_INIT("containsKey"), TRI_STRING, contains_key, "the member ", NULL },
    { TRI_STR_INIT("notContainsKey"), TRI_STRING, not_contains_key, "no member ",
      NULL },
    { TRI_STR_INIT("startsWith"), TRI_STRING, starts_with,
      "something that starts with ", NULL },
    { TRI_STR_INIT("endsWith"), TRI_STRING, ends_with, "something that ends in ",
      NULL },
    { TRI_STR_INIT("type"), TRI_STRING | TRI_ARRAY, has_type, "a value of type ",
      NULL },
    { TRI_STR_INIT("ipRangeContains"), TRI_STRING, ip_range_contains, "an address in ",
      NULL },
};

const size_t tri_operator_count = sizeof tri_operators / sizeof *tri_operators;

const TriOperator *tri_operator_among(const TriOperator *operators, size_t count,
                                      TriStr name)
{
    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq_nocase(operators[i].name, name)) {
            return &operators[i];
        }
    }
    return NULL;
}

const TriOperator *tri_operator_find(TriStr name)
{
    return tri_operator_among(tri_operators, tri_operator_count, name);
}

/* The types in words: "null, bool or string". */
static TriStr type_words(TriArena *arena, unsigned kinds)
{
    static const unsigned groups[] = { TRI_NULL,   TRI_BOOL,  TRI_INT | TRI_FLOAT,
                                       TRI_STRING, TRI_ARRAY, TRI_OBJECT };
    TriText text = tri_text(arena);
    unsigned left = kinds;

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if ((kinds & groups[i]) == 0) {
            continue;
        }
        left &= ~groups[i];
        if (text.size > 0) {
            tri_text_add_c(&text, left == 0 ? " or " : ", ");
        }
        tri_text_add_c(&text, tri_type_name(groups[i]));
    }
    return tri_text_str(&text);
}

static bool has_stars(TriStr text)
{
    size_t first = tri_str_find_char(text, '*');

    return first != TRI_NOT_FOUND &&
           tri_str_find_char(tri_str_from(text, first + 1), '*') != TRI_NOT_FOUND;
}

TriStr tri_operator_trouble(TriArena *arena, const TriOperator *test, TriValue operand)
{
    if ((operand.kind & test->operand) == 0) {
        return tri_format(arena, "'%.*s' takes %.*s", TRI_ARG(test->name),
                          TRI_ARG(type_words(arena, test->operand)));
    }
    if ((test->test == like || test->test == not_like) && has_stars(operand.string)) {
        return TRI_STR("'like' and 'notLike' take one '*' at most");
    }
    if (test->test == has_type && kinds_named(operand) == 0) {
        return TRI_STR("'type' takes string, bool, int, number, array or object, or a "
                       "list of them");
    }
    if (test->test == ip_range_contains &&
        !tri_ip_range_contains(operand.string, operand.string)) {
        return TRI_STR("'ipRangeContains' takes an address or a range of addresses");
    }
    return TRI_STR("");
}

bool tri_operator_has_pattern(const TriOperator *test)
{
    return test->test == regex || test->test == not_regex;
}

/* Something in place of what nobody knows, also where that is one of several. */
static TriValue set_by_someone(TriArena *arena, TriValue value)
{
    TriLeaves leaves = tri_value_leaves(arena, value);
    TriUnknown *unknown = TRI_NEW(arena, TriUnknown);

    for (size_t i = 0; i < leaves.count; i++) {
        if (leaves.items[i].kind == TRI_UNKNOWN) {
            leaves.items[i] = tri_value_bool(true);
        }
    }
    *unknown = *value.unknown;
    unknown->choices = leaves.items;
    unknown->choice_count = leaves.count;
    unknown->either = NULL;
    value.unknown = unknown;
    return value;
}

TriValue tri_operator_view(TriArena *arena, const TriOperator *test, TriValue value)
{
    if (test->test == exists) {
        return tri_value_null();
    }
    return test->test == is_set && value.kind == TRI_UNKNOWN
               ? set_by_someone(arena, value)
               : value;
}

/* Decided when all alternatives of an unknown value agree. */
static TriVerdict judge_choices(const TriUnknown *unknown,
                                const TriCondition *condition, uint64_t *match_steps)
{
    TriVerdict first = TRI_VERDICT_UNDECIDED;

    for (size_t i = 0; i < unknown->choice_count; i++) {
        TriVerdict one =
            tri_operator_judge(unknown->choices[i], condition, match_steps);

        if (i > 0 && one != first) {
            return TRI_VERDICT_UNDECIDED;
        }
        first = one;
    }
    return first;
}

static TriVerdict judge_unknown(TriValue value, const TriCondition *condition,
                                uint64_t *match_steps)
{
    const TriOperator *test = condition->test;
    TriVerdict answer = test->test_part == NULL ? TRI_VERDICT_UNDECIDED
                                                : test->test_part(value, condition);

    return answer != TRI_VERDICT_UNDECIDED
               ? answer
               : judge_choices(value.unknown, condition, match_steps);
}

TriVerdict tri_operator_judge(TriValue value, const TriCondition *condition,
                              uint64_t *match_steps)
{
    if (value.kind == TRI_UNKNOWN) {
        return judge_unknown(value, condition, match_steps);
    }
    if (tri_operator_has_pattern(condition->test)) {
        TriVerdict found = find_pattern(value, condition, match_steps);

        return condition->test->test == regex ? found : tri_verdict_opposite(found);
    }
    return condition->test->test(value, condition);
}
