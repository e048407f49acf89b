/* Deep equality of values that may be known in part. */
#include "eval/functions_support.h"

enum {
    DEEPEST = 1000,
    COST = 8, /* of a comparison, in bytes of output: values share their parts, so
                 a small text can make very many comparisons */
};

typedef struct Comparison {
    TriCall *call;
    TriValue *cause;
    unsigned depth;
    bool is_over; /* the budget: nothing more will be found out */
} Comparison;

static TriTruth compare(Comparison *comparison, TriValue a, TriValue b);

static TriTruth maybe(Comparison *comparison, TriValue cause)
{
    *comparison->cause = cause;
    return TRI_MAYBE;
}

static TriTruth give_up(Comparison *comparison)
{
    comparison->is_over = true;
    return maybe(comparison, tri_call_limit(comparison->call));
}

static TriTruth truth_of(bool value)
{
    return value ? TRI_TRUE : TRI_FALSE;
}

static TriTruth both(TriTruth a, TriTruth b)
{
    if (a == TRI_FALSE || b == TRI_FALSE) {
        return TRI_FALSE;
    }
    return a == TRI_MAYBE ? a : b;
}

/* ---- unknown values ---- */

/* Whatever it turns out to be; decided when every alternative says the same. */
static TriTruth compare_alternatives(Comparison *comparison, TriValue unknown,
                                     TriValue other)
{
    const TriUnknown *what = unknown.unknown;
    TriTruth truth = compare(comparison, what->choices[0], other);

    for (size_t i = 1; i < what->choice_count && truth != TRI_MAYBE; i++) {
        if (compare(comparison, what->choices[i], other) != truth) {
            truth = TRI_MAYBE;
        }
    }
    return truth == TRI_MAYBE ? maybe(comparison, unknown) : truth;
}

/* Evaluated once and used twice: nobody knows it, but it equals itself. */
static bool is_same_unknown(TriValue a, TriValue b)
{
    return a.kind == b.kind && a.unknown == b.unknown && a.residual == b.residual;
}

static TriTruth compare_unknown(Comparison *comparison, TriValue unknown,
                                TriValue other)
{
    if (is_same_unknown(unknown, other)) {
        return TRI_TRUE;
    }
    if ((tri_value_types(unknown) & tri_value_types(other)) == 0) {
        return TRI_FALSE;
    }
    return unknown.unknown->choice_count > 0
               ? compare_alternatives(comparison, unknown, other)
               : maybe(comparison, unknown);
}

/* ---- arrays and objects ---- */

static bool may_go_on(const Comparison *comparison, TriTruth truth)
{
    return truth != TRI_FALSE && !comparison->is_over;
}

static bool is_too_short(const TriArray *array, const TriArray *other)
{
    return !array->is_open && array->count < other->count;
}

static TriTruth compare_openness(Comparison *comparison, TriValue a, TriValue b)
{
    if (!tri_is_open(a) && !tri_is_open(b)) {
        return TRI_TRUE;
    }
    return maybe(comparison, tri_value_cause(tri_is_open(a) ? a : b));
}

static TriTruth compare_arrays(Comparison *comparison, TriValue a, TriValue b)
{
    if (is_too_short(a.array, b.array) || is_too_short(b.array, a.array)) {
        return TRI_FALSE;
    }
    size_t count = a.array->count < b.array->count ? a.array->count : b.array->count;
    TriTruth truth = compare_openness(comparison, a, b);

    for (size_t i = 0; i < count && may_go_on(comparison, truth); i++) {
        truth = both(truth, compare(comparison, tri_array_item(a.array, i),
                                    tri_array_item(b.array, i)));
    }
    return truth;
}

/* Spelled just so: lookups ignore case, equality does not. */
static size_t find_member(Comparison *comparison, const TriObject *object, TriStr name)
{
    size_t place = tri_object_find(tri_call_arena(comparison->call), object, name);

    return place != TRI_NOT_FOUND && tri_str_eq(object->members[place].name, name)
               ? place
               : TRI_NOT_FOUND;
}

static bool lacks_members(Comparison *comparison, const TriObject *object,
                          const TriObject *other)
{
    if (object->is_open) {
        return false;
    }
    for (size_t i = 0; i < other->count; i++) {
        if (find_member(comparison, object, other->members[i].name) == TRI_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

static TriTruth compare_objects(Comparison *comparison, TriValue a, TriValue b)
{
    if (lacks_members(comparison, a.object, b.object) ||
        lacks_members(comparison, b.object, a.object)) {
        return TRI_FALSE;
    }
    TriTruth truth = compare_openness(comparison, a, b);

    for (size_t i = 0; i < a.object->count && may_go_on(comparison, truth); i++) {
        size_t place = find_member(comparison, b.object, a.object->members[i].name);

        if (place != TRI_NOT_FOUND) {
            truth = both(truth, compare(comparison, tri_object_value(a.object, i),
                                        tri_object_value(b.object, place)));
        }
    }
    return truth;
}

static TriTruth compare_parts(Comparison *comparison, TriValue a, TriValue b)
{
    size_t count = tri_value_part_count(a) + tri_value_part_count(b);

    if (comparison->depth == DEEPEST ||
        !tri_call_reserve(comparison->call, COST * count)) {
        return give_up(comparison);
    }
    comparison->depth++;
    TriTruth truth = a.kind == TRI_ARRAY ? compare_arrays(comparison, a, b)
                                         : compare_objects(comparison, a, b);

    comparison->depth--;
    return truth;
}

static TriTruth compare_known(Comparison *comparison, TriValue a, TriValue b)
{
    if (a.kind != b.kind) {
        return TRI_FALSE;
    }
    switch ((TriType)a.kind) {
    case TRI_NULL:
        return TRI_TRUE;
    case TRI_BOOL:
        return truth_of(a.boolean == b.boolean);
    case TRI_INT:
        return truth_of(a.integer == b.integer);
    case TRI_FLOAT:
        return truth_of(a.number == b.number);
    case TRI_STRING:
        return truth_of(tri_str_eq(a.string, b.string));
    case TRI_ARRAY:
        return a.array == b.array ? TRI_TRUE : compare_parts(comparison, a, b);
    case TRI_OBJECT:
        return a.object == b.object ? TRI_TRUE : compare_parts(comparison, a, b);
    case TRI_ANY:
        break;
    }
    return TRI_FALSE;
}

static TriTruth compare(Comparison *comparison, TriValue a, TriValue b)
{
    if (comparison->is_over) {
        return TRI_MAYBE;
    }
    if (!tri_call_reserve(comparison->call, COST)) {
        return give_up(comparison);
    }
    if (a.kind == TRI_UNKNOWN) {
        return compare_unknown(comparison, a, b);
    }
    if (b.kind == TRI_UNKNOWN) {
        return compare_unknown(comparison, b, a);
    }
    return compare_known(comparison, a, b);
}

TriTruth tri_values_equal(TriCall *call, TriValue a, TriValue b, TriValue *cause)
{
    Comparison comparison = { .call = call, .cause = cause };

    return compare(&comparison, a, b);
}
