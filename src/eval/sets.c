#include "eval/sets.h"

#include "eval/functions_support.h"
#include "eval/merge.h"
#include "eval/value_set.h"

/* ---- arrays ---- */

/* Items without repetition, as far as they can be told apart. */
typedef struct Distinct {
    TriCall *call;
    TriValueSet set;
    TriValueList items;
    TriValue cause; /* why it does not go on */
} Distinct;

static bool add_distinct(Distinct *distinct, TriValue item)
{
    switch (tri_value_set_add(distinct->call, &distinct->set, item, &distinct->cause)) {
    case TRI_FALSE:
        tri_push_value(distinct->call, &distinct->items, item);
        return true;
    case TRI_TRUE:
        return true;
    case TRI_MAYBE:
        if (distinct->items.count == 0) { /* it is like none before */
            tri_push_value(distinct->call, &distinct->items, item);
        }
        return false;
    }
    return false;
}

static bool add_all_distinct(Distinct *distinct, TriValue items)
{
    if (items.kind == TRI_UNKNOWN) {
        distinct->cause = items;
        return false;
    }
    for (size_t i = 0; i < items.array->count; i++) {
        if (!add_distinct(distinct, tri_array_item(items.array, i))) {
            return false;
        }
    }
    distinct->cause = tri_value_cause(items);
    return !items.array->is_open;
}

static TriValue union_arrays(TriCall *call)
{
    Distinct distinct = { .call = call };

    for (size_t i = 0; i < tri_arg_count(call); i++) {
        if (!add_all_distinct(&distinct, tri_arg(call, i))) {
            return tri_make_open_array(call, distinct.items, distinct.cause);
        }
    }
    return tri_make_array(call, distinct.items.items, distinct.items.count, false);
}

static TriValue union_objects(TriCall *call)
{
    TriMerge merge = { .call = call, .is_deep = true };

    for (size_t i = 0; i < tri_arg_count(call); i++) {
        tri_merge_add(&merge, tri_arg(call, i));
    }
    return tri_merge_result(&merge);
}

/* Whether `item` is in all sets. */
static TriTruth is_in_all(TriCall *call, const TriValueSet *sets, size_t count,
                          TriValue item, TriValue *cause)
{
    for (size_t i = 0; i < count; i++) {
        TriTruth truth = tri_value_set_has(call, &sets[i], item, cause);

        if (truth != TRI_TRUE) {
            return truth;
        }
    }
    return TRI_TRUE;
}

/* A set of the items of every argument but the first; false when one of them has
   parts that nobody knows. */
static bool make_sets(TriCall *call, TriValueSet *sets, TriValue *cause)
{
    for (size_t i = 1; i < tri_arg_count(call); i++) {
        Distinct others = { .call = call };

        if (!add_all_distinct(&others, tri_arg(call, i))) {
            *cause = others.cause;
            return false;
        }
        sets[i - 1] = others.set;
    }
    return true;
}

static TriValue intersect_arrays(TriCall *call)
{
    size_t others = tri_arg_count(call) - 1;
    TriValueSet *sets = TRI_NEW_ARRAY(tri_call_arena(call), TriValueSet, others);
    TriValue first_array = tri_arg(call, 0);
    Distinct common = { .call = call };

    if (!make_sets(call, sets, &common.cause)) {
        return tri_make_open_array(call, common.items, common.cause);
    }
    for (size_t i = 0; i < first_array.array->count; i++) {
        TriValue item = tri_array_item(first_array.array, i);
        TriTruth truth = is_in_all(call, sets, others, item, &common.cause);

        if (truth == TRI_MAYBE) {
            return tri_make_open_array(call, common.items, common.cause);
        }
        if (truth == TRI_TRUE) {
            add_distinct(&common, item);
        }
    }
    return first_array.array->is_open
               ? tri_make_open_array(call, common.items, tri_value_cause(first_array))
               : tri_make_array(call, common.items.items, common.items.count, false);
}

/* Whether `object` has the same member. */
static TriTruth has_member(TriCall *call, TriValue object, TriStr name, TriValue value,
                           TriValue *cause)
{
    size_t place = tri_object_find(tri_call_arena(call), object.object, name);

    if (place != TRI_NOT_FOUND) {
        return tri_values_equal(call, tri_object_value(object.object, place), value,
                                cause);
    }
    *cause = object;
    return object.object->is_open ? TRI_MAYBE : TRI_FALSE;
}

/* Whether all arguments have member `index` of the first one. */
static TriTruth is_common(TriCall *call, size_t index, TriValue *cause)
{
    const TriObject *object = tri_arg_object(call, 0);
    TriValue value = tri_object_value(object, index);
    TriTruth truth = TRI_TRUE;

    for (size_t i = 1; i < tri_arg_count(call) && truth != TRI_FALSE; i++) {
        TriTruth has = has_member(call, tri_arg(call, i), object->members[index].name,
                                  value, cause);

        truth = has == TRI_TRUE ? truth : has;
    }
    return truth;
}

static TriValue intersect_objects(TriCall *call)
{
    const TriObject *object = tri_arg_object(call, 0);
    TriMemberList members = { 0 };
    bool is_open = object->is_open;
    TriValue cause = tri_arg(call, 0);

    if (!tri_reserve_members(call, object->count)) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < object->count; i++) {
        TriTruth truth = is_common(call, i, &cause);

        is_open |= truth == TRI_MAYBE;
        if (truth == TRI_TRUE) {
            tri_list_push(tri_call_arena(call), &members, object->members[i]);
        }
    }
    return is_open ? tri_make_open_object(call, members, cause)
                   : tri_make_object(call, members.items, members.count, false);
}

TriValue tri_set_union(TriCall *call)
{
    bool can_be_arrays = tri_can_all_be(call, TRI_ARRAY);
    bool can_be_objects = tri_can_all_be(call, TRI_OBJECT);
    TriValue unknown;

    if (can_be_arrays && can_be_objects && tri_find_unknown(call, &unknown)) {
        return tri_call_unknown(call, unknown);
    }
    if (can_be_arrays) {
        return union_arrays(call);
    }
    return can_be_objects ? union_objects(call)
                          : tri_call_error(call, "arrays and objects do not mix");
}

TriValue tri_set_distinct(TriCall *call)
{
    return union_arrays(call);
}

TriValue tri_set_intersection(TriCall *call)
{
    unsigned kind = tri_arg(call, 0).kind;

    if (!tri_can_all_be(call, kind)) {
        return tri_call_error(call, "arrays and objects do not mix");
    }
    return kind == TRI_ARRAY ? intersect_arrays(call) : intersect_objects(call);
}
