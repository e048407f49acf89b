#include "eval/functions_support.h"

/* A copy of `unknown` without null among its choices. */
static TriUnknown *choices_without_null(TriArena *arena, const TriUnknown *unknown)
{
    TriUnknown *rest = TRI_NEW(arena, TriUnknown);
    TriValue *choices = TRI_NEW_ARRAY(arena, TriValue, unknown->choice_count);

    *rest = *unknown;
    rest->type &= ~(unsigned)TRI_NULL;
    rest->choices = choices;
    rest->choice_count = 0;
    for (size_t i = 0; i < unknown->choice_count; i++) {
        if (unknown->choices[i].kind != TRI_NULL) {
            choices[rest->choice_count++] = unknown->choices[i];
        }
    }
    return rest;
}

/* What `value` is when it is not null. */
static TriValue without_null(TriCall *call, TriValue value)
{
    TriArena *arena = tri_call_arena(call);
    TriUnknown *rest = choices_without_null(arena, value.unknown);

    if (rest->either != NULL) {
        rest->either = choices_without_null(arena, rest->either);
    }
    value.unknown = rest;
    return value;
}

/* What the result can be so far, and `next`. */
static TriValue add_next(TriCall *call, TriValue so_far, TriValue next)
{
    return so_far.kind == TRI_UNKNOWN ? tri_make_either(call, so_far, next, so_far)
                                      : next;
}

/* With an argument in error behind an unknown one, nothing is said of either. The last
   one is the result whatever it is. */
static TriValue coalesce(TriCall *call)
{
    TriValue so_far = tri_value_null();
    size_t count = tri_arg_count(call);

    for (size_t i = 0; i < count; i++) {
        TriValue value = tri_arg(call, i);

        if (tri_is_failure(value)) {
            return tri_call_unknown(call, so_far.kind == TRI_UNKNOWN ? so_far : value);
        }
        if (value.kind == TRI_NULL) {
            continue;
        }
        if (i + 1 == count || (tri_value_types(value) & TRI_NULL) == 0) {
            return add_next(call, so_far, value);
        }
        so_far = add_next(call, so_far, without_null(call, value));
    }
    return add_next(call, so_far, tri_value_null());
}

static TriValue equals(TriCall *call)
{
    TriValue cause;

    if (tri_find_failure(call, &cause)) {
        return tri_call_unknown(call, cause);
    }
    TriTruth truth = tri_values_equal(call, tri_arg(call, 0), tri_arg(call, 1), &cause);

    return tri_make_truth(call, truth, cause);
}

/* Leaves the order of the arguments in `order`; false when they have none. */
static bool compare(TriCall *call, int *order)
{
    TriValue a = tri_arg(call, 0);
    TriValue b = tri_arg(call, 1);

    if (a.kind == TRI_INT && b.kind == TRI_INT) {
        *order = (a.integer > b.integer) - (a.integer < b.integer);
        return true;
    }
    if (a.kind == TRI_STRING && b.kind == TRI_STRING) {
        *order = tri_compare_culture(a.string, b.string);
        return true;
    }
    return false;
}

static TriValue mixed(TriCall *call)
{
    return tri_call_error(call, "%s and %s cannot be compared",
                          tri_type_name(tri_arg(call, 0).kind),
                          tri_type_name(tri_arg(call, 1).kind));
}

static TriValue less(TriCall *call)
{
    int order;

    return compare(call, &order) ? tri_value_bool(order < 0) : mixed(call);
}

static TriValue less_or_equals(TriCall *call)
{
    int order;

    return compare(call, &order) ? tri_value_bool(order <= 0) : mixed(call);
}

static TriValue greater(TriCall *call)
{
    int order;

    return compare(call, &order) ? tri_value_bool(order > 0) : mixed(call);
}

static TriValue greater_or_equals(TriCall *call)
{
    int order;

    return compare(call, &order) ? tri_value_bool(order >= 0) : mixed(call);
}

enum { ORDERED = TRI_INT | TRI_STRING };

const TriFunction tri_comparison_functions[] = {
    { "coalesce", coalesce, TRI_ANY, { TRI_ANY, TRI_ANY | TRI_MORE }, TRI_LAZY },
    { "equals", equals, TRI_BOOL, { TRI_ANY, TRI_ANY }, TRI_LIFTS },
    { "greater", greater, TRI_BOOL, { ORDERED, ORDERED }, 0 },
    { "greaterOrEquals", greater_or_equals, TRI_BOOL, { ORDERED, ORDERED }, 0 },
    { "less", less, TRI_BOOL, { ORDERED, ORDERED }, 0 },
    { "lessOrEquals", less_or_equals, TRI_BOOL, { ORDERED, ORDERED }, 0 },
    { 0 },
};
