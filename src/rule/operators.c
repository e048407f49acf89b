#include "rule/operators.h"

#include "rule/pattern.h"

static TriVerdict verdict(bool holds)
{
    return holds ? TRI_VERDICT_PASS : TRI_VERDICT_FAIL;
}

static bool is_true(TriValue value)
{
    return value.kind == TRI_BOOL && value.boolean;
}

/* Strings without case, everything else by type and value; numbers of either
   type by value. Arrays and objects are equal to nothing. */
static bool are_equal(TriValue a, TriValue b)
{
    bool are_numbers =
        (a.kind & (TRI_INT | TRI_FLOAT)) != 0 && (b.kind & (TRI_INT | TRI_FLOAT)) != 0;

    if (are_numbers && a.kind != b.kind) {
        double left = a.kind == TRI_INT ? (double)a.integer : a.number;
        double right = b.kind == TRI_INT ? (double)b.integer : b.number;

        return left >= right && left <= right;
    }
    if (a.kind != b.kind) {
        return false;
    }
    switch (a.kind) {
    case TRI_NULL:
        return true;
    case TRI_BOOL:
        return a.boolean == b.boolean;
    case TRI_INT:
        return a.integer == b.integer;
    case TRI_FLOAT:
        return a.number >= b.number && a.number <= b.number;
    case TRI_STRING:
        return tri_str_eq_nocase(a.string, b.string);
    default:
        return false;
    }
}

static TriVerdict equals(TriValue value, const TriCondition *condition)
{
    return verdict(are_equal(value, condition->operand));
}

static TriVerdict not_equals(TriValue value, const TriCondition *condition)
{
    return verdict(!are_equal(value, condition->operand));
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

static TriVerdict exists(TriValue value, const TriCondition *condition)
{
    return verdict((value.kind != 0) == is_true(condition->operand));
}

static TriVerdict has_value(TriValue value, const TriCondition *condition)
{
    bool is_empty = value.kind == 0 || value.kind == TRI_NULL ||
                    (value.kind == TRI_STRING && value.string.size == 0);

    return verdict(!is_empty == is_true(condition->operand));
}

static TriVerdict regex(TriValue value, const TriCondition *condition)
{
    if (value.kind != TRI_STRING) {
        return TRI_VERDICT_FAIL;
    }
    switch (tri_pattern_match(condition->pattern, value.string)) {
    case TRI_MATCH_NO:
        return TRI_VERDICT_FAIL;
    case TRI_MATCH_YES:
        return TRI_VERDICT_PASS;
    case TRI_MATCH_LIMIT:
        return TRI_VERDICT_UNDECIDED;
    }
    return TRI_VERDICT_UNDECIDED;
}

static const TriOperator operators[] = {
    { TRI_STR_INIT("equals"), TRI_ANY, equals },
    { TRI_STR_INIT("notEquals"), TRI_ANY, not_equals },
    { TRI_STR_INIT("in"), TRI_ARRAY, in },
    { TRI_STR_INIT("exists"), TRI_BOOL, exists },
    { TRI_STR_INIT("hasValue"), TRI_BOOL, has_value },
    { TRI_STR_INIT("regex"), TRI_STRING, regex },
};

const TriOperator *tri_operator_find(TriStr name)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (tri_str_eq_nocase(operators[i].name, name)) {
            return &operators[i];
        }
    }
    return NULL;
}

/* Decided when all alternatives of an unknown value agree. */
static TriVerdict judge_choices(const TriUnknown *unknown,
                                const TriCondition *condition)
{
    TriVerdict first = TRI_VERDICT_UNDECIDED;

    for (size_t i = 0; i < unknown->choice_count; i++) {
        TriVerdict one = tri_operator_judge(unknown->choices[i], condition);

        if (i > 0 && one != first) {
            return TRI_VERDICT_UNDECIDED;
        }
        first = one;
    }
    return first;
}

TriVerdict tri_operator_judge(TriValue value, const TriCondition *condition)
{
    return value.kind == TRI_UNKNOWN ? judge_choices(value.unknown, condition)
                                     : condition->test->test(value, condition);
}
