#include "eval/functions_support.h"

/* The item, and its index for a lambda that asks for it. */
static TriValue call_with_item(TriCall *call, TriValue lambda, const TriArray *items,
                               size_t index)
{
    TriValue arguments[] = { tri_array_item(items, index),
                             tri_value_int((int64_t)index) };

    return tri_call_lambda(call, lambda, arguments, 2);
}

/* An array of results for `items`, open as that is. */
static TriValue make_like(TriCall *call, TriValue items, TriValueList results)
{
    return items.array->is_open
               ? tri_make_open_array(call, results, tri_value_cause(items))
               : tri_make_array(call, results.items, results.count, false);
}

static TriValue map(TriCall *call)
{
    TriValue items = tri_arg(call, 0);
    TriValueList results = { 0 };

    if (!tri_reserve_items(call, items.array->count)) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < items.array->count; i++) {
        tri_push_value(call, &results,
                       call_with_item(call, tri_arg(call, 1), items.array, i));
    }
    return make_like(call, items, results);
}

static TriValue must_be_bool(TriCall *call, TriValue value)
{
    return tri_call_error(call, "the lambda must give bool, not %s",
                          tri_type_name(tri_value_types(value)));
}

static bool can_be_bool(TriValue value)
{
    return (tri_value_types(value) & TRI_BOOL) != 0;
}

/* Known up to the first item of which nobody knows whether it stays. */
static TriValue filter(TriCall *call)
{
    TriValue items = tri_arg(call, 0);
    TriValueList results = { 0 };

    if (!tri_reserve_items(call, items.array->count)) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < items.array->count; i++) {
        TriValue stays = call_with_item(call, tri_arg(call, 1), items.array, i);

        if (!can_be_bool(stays)) {
            return must_be_bool(call, stays);
        }
        if (stays.kind == TRI_UNKNOWN) {
            return tri_make_open_array(call, results, stays);
        }
        if (stays.boolean) {
            tri_push_value(call, &results, items.array->items[i]);
        }
    }
    return make_like(call, items, results);
}

static TriValue reduce(TriCall *call)
{
    TriValue items = tri_arg(call, 0);
    TriValue current = tri_arg(call, 1);

    if (items.kind == TRI_UNKNOWN) {
        return tri_call_unknown(call, items);
    }
    for (size_t i = 0; i < items.array->count && !tri_is_failure(current); i++) {
        TriValue arguments[] = { current, tri_array_item(items.array, i),
                                 tri_value_int((int64_t)i) };

        current = tri_call_lambda(call, tri_arg(call, 2), arguments, 3);
    }
    return items.array->is_open ? tri_call_unknown(call, tri_value_cause(items))
                                : current;
}

static TriValue map_values(TriCall *call)
{
    TriValue object = tri_arg(call, 0);
    TriMemberList members = { 0 };

    if (!tri_reserve_members(call, object.object->count)) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < object.object->count; i++) {
        TriMember member = object.object->members[i];
        TriValue value = tri_object_value(object.object, i);

        member.value = tri_call_lambda(call, tri_arg(call, 1), &value, 1);
        tri_list_push(tri_call_arena(call), &members, member);
    }
    return object.object->is_open
               ? tri_make_open_object(call, members, object)
               : tri_make_object(call, members.items, members.count, false);
}

/* ---- sort ---- */

/* A stable merge sort by a predicate that says whether one item goes before
   another. */
typedef struct Sort {
    TriCall *call;
    TriValue *items;
    TriValue *spare;
    TriValue failure; /* why there is no order */
} Sort;

static bool goes_before(Sort *sort, TriValue a, TriValue b, bool *answer)
{
    TriValue arguments[] = { a, b };
    TriValue value = tri_call_lambda(sort->call, tri_arg(sort->call, 1), arguments, 2);

    if (!can_be_bool(value)) {
        sort->failure = must_be_bool(sort->call, value);
        return false;
    }
    if (value.kind == TRI_UNKNOWN) {
        sort->failure = tri_call_unknown(sort->call, value);
        return false;
    }
    *answer = value.boolean;
    return true;
}

/* Merges the sorted runs start … middle and middle … end. */
static bool merge_runs(Sort *sort, size_t start, size_t middle, size_t end)
{
    size_t left = start;
    size_t right = middle;

    for (size_t i = start; i < end; i++) {
        bool takes_right = left == middle;

        if (left < middle && right < end &&
            !goes_before(sort, sort->items[right], sort->items[left], &takes_right)) {
            return false;
        }
        sort->spare[i] = takes_right ? sort->items[right++] : sort->items[left++];
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool sort_runs(Sort *sort, size_t count)
{
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            if (!merge_runs(sort, start, least(start + width, count),
                            least(start + 2 * width, count))) {
                return false;
            }
        }
        TriValue *sorted = sort->spare;

        sort->spare = sort->items;
        sort->items = sorted;
    }
    return true;
}

static TriValue sort(TriCall *call)
{
    TriValue items = tri_arg(call, 0);
    size_t count = items.array->count;
    Sort sort = { .call = call };

    if (items.array->is_open) {
        return tri_call_unknown(call, tri_value_cause(items));
    }
    if (!tri_reserve_items(call, 2 * count)) {
        return tri_call_limit(call);
    }
    sort.items = TRI_NEW_ARRAY(tri_call_arena(call), TriValue, count);
    sort.spare = TRI_NEW_ARRAY(tri_call_arena(call), TriValue, count);
    for (size_t i = 0; i < count; i++) {
        sort.items[i] = tri_array_item(items.array, i);
    }
    return sort_runs(&sort, count) ? tri_make_array(call, sort.items, count, false)
                                   : sort.failure;
}

/* ---- toObject, groupBy ---- */

static TriValue value_of_item(TriCall *call, const TriArray *items, size_t index)
{
    return tri_arg_count(call) > 2
               ? call_with_item(call, tri_arg(call, 2), items, index)
               : items->items[index];
}

/* The key of an item, or an error. It names a member: a secure one makes all of the
   object secure. */
static TriValue key_of_item(TriCall *call, const TriArray *items, size_t index)
{
    TriValue key = call_with_item(call, tri_arg(call, 1), items, index);

    if (key.is_secure) {
        tri_call_taint(call);
    }
    if ((tri_value_types(key) & TRI_STRING) != 0) {
        return key;
    }
    return tri_call_error(call, "the lambda must give string, not %s",
                          tri_type_name(tri_value_types(key)));
}

static TriValue to_object(TriCall *call)
{
    TriValue items = tri_arg(call, 0);
    TriMemberList members = { 0 };
    TriMap index = { 0 };
    TriValue cause = tri_value_cause(items);

    if (!tri_reserve_members(call, items.array->count)) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < items.array->count; i++) {
        TriValue key = key_of_item(call, items.array, i);

        if (tri_is_failure(key)) {
            return tri_call_unknown(call, key);
        }
        if (key.kind == TRI_UNKNOWN) {
            cause = key;
        } else {
            tri_member_put(call, &members, &index, key.string,
                           value_of_item(call, items.array, i));
        }
    }
    return items.array->is_open || cause.kind == TRI_UNKNOWN
               ? tri_make_open_object(call, members, cause)
               : tri_make_object(call, members.items, members.count, false);
}

typedef struct Group {
    TriStr name;
    TriValueList items;
} Group;

typedef struct Groups {
    TRI_LIST(Group) list;
    TriMap index; /* places from 1 */
} Groups;

static Group *find_group(TriCall *call, Groups *groups, TriStr name)
{
    TriArena *arena = tri_call_arena(call);
    void **place = tri_map_put(arena, &groups->index, name, TRI_MAP_NOCASE);

    if (*place == NULL) {
        Group group = { .name = name };

        tri_list_push(arena, &groups->list, group);
        *place = (void *)groups->list.count;
    }
    return &groups->list.items[(size_t)*place - 1];
}

static TriValue make_groups(TriCall *call, const Groups *groups)
{
    TriMemberList members = { 0 };

    for (size_t i = 0; i < groups->list.count; i++) {
        const Group *group = &groups->list.items[i];
        TriMember member = { .name = group->name };

        member.value =
            tri_make_array(call, group->items.items, group->items.count, false);
        tri_list_push(tri_call_arena(call), &members, member);
    }
    return tri_make_object(call, members.items, members.count, false);
}

static TriValue group_by(TriCall *call)
{
    TriValue items = tri_arg(call, 0);
    Groups groups = { 0 };

    if (items.array->is_open) {
        return tri_call_unknown(call, tri_value_cause(items));
    }
    if (!tri_reserve_members(call, 2 * items.array->count)) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < items.array->count; i++) {
        TriValue key = key_of_item(call, items.array, i);

        if (key.kind == TRI_UNKNOWN) {
            return tri_call_unknown(call, key);
        }
        TriValue value = value_of_item(call, items.array, i);

        tri_push_value(call, &find_group(call, &groups, key.string)->items, value);
    }
    return make_groups(call, &groups);
}

static TriValue lambda_variables(TriCall *call)
{
    return tri_call_lambda_variable(call, tri_arg_str(call, 0));
}

const TriFunction tri_lambda_functions[] = {
    { "filter", filter, TRI_ARRAY, { TRI_ARRAY, TRI_LAMBDA }, 0 },
    { "groupBy",
      group_by,
      TRI_OBJECT,
      { TRI_ARRAY, TRI_LAMBDA, TRI_LAMBDA | TRI_OPTIONAL },
      0 },
    { "lambdaVariables", lambda_variables, TRI_ANY, { TRI_STRING }, 0 },
    { "map", map, TRI_ARRAY, { TRI_ARRAY, TRI_LAMBDA }, 0 },
    { "mapValues", map_values, TRI_OBJECT, { TRI_OBJECT, TRI_LAMBDA }, 0 },
    { "reduce", reduce, TRI_ANY, { TRI_ARRAY, TRI_ANY, TRI_LAMBDA }, TRI_LIFTS },
    { "sort", sort, TRI_ARRAY, { TRI_ARRAY, TRI_LAMBDA }, 0 },
    { "toObject",
      to_object,
      TRI_OBJECT,
      { TRI_ARRAY, TRI_LAMBDA, TRI_LAMBDA | TRI_OPTIONAL },
      0 },
    { 0 },
};
