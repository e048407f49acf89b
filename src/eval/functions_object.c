#include "base/utf8.h"
#include "eval/functions_support.h"
#include "eval/letter_case.h"
#include "eval/merge.h"

#include <stdlib.h>

/* ---- createObject ---- */

/* A name that is unknown leaves the object open: any member may be that one. */
static TriValue create_object(TriCall *call)
{
    TriMemberList members = { 0 };
    TriMap index = { 0 };
    TriValue unknown = { 0 };

    if (tri_arg_count(call) % 2 != 0) {
        return tri_call_error(call, "the last key has no value");
    }
    for (size_t i = 0; i < tri_arg_count(call); i += 2) {
        TriValue key = tri_arg(call, i);

        if ((tri_value_types(key) & TRI_STRING) == 0) {
            return tri_wrong_type(call, i, "string");
        }
        if (key.kind == TRI_UNKNOWN) {
            unknown = key;
        } else {
            tri_member_put(call, &members, &index, key.string, tri_arg(call, i + 1));
        }
    }
    return unknown.kind == TRI_UNKNOWN
               ? tri_make_open_object(call, members, unknown)
               : tri_make_object(call, members.items, members.count, false);
}

/* ---- items, objectKeys ---- */

/* A member under the name it is sorted by. */
typedef struct SortedMember {
    TriStr key;
    size_t index;
} SortedMember;

static int compare_keys(const void *a, const void *b)
{
    const SortedMember *left = a;
    const SortedMember *right = b;
    int order = tri_str_compare(left->key, right->key);

    return order != 0 ? order
                      : (left->index > right->index) - (left->index < right->index);
}

static const SortedMember *sort_members(TriCall *call, const TriObject *object)
{
    TriArena *arena = tri_call_arena(call);
    SortedMember *sorted = TRI_NEW_ARRAY(arena, SortedMember, object->count);

    for (size_t i = 0; i < object->count; i++) {
        sorted[i].key = tri_upper_text(arena, object->members[i].name);
        sorted[i].index = i;
    }
    qsort(sorted, object->count, sizeof *sorted, compare_keys);
    return sorted;
}

static TriValue make_item(TriCall *call, const TriMember *member)
{
    TriMember *members = TRI_NEW_ARRAY(tri_call_arena(call), TriMember, 2);

    members[0] =
        (TriMember){ .name = TRI_STR("key"), .value = tri_value_string(member->name) };
    members[1] = (TriMember){ .name = TRI_STR("value"), .value = member->value };
    return tri_make_object(call, members, 2, false);
}

static TriValue list_members(TriCall *call, bool has_values)
{
    TriValue object = tri_arg(call, 0);
    TriValueList list = { 0 };

    if (object.object->is_open) {
        return tri_call_unknown(call, object);
    }
    if (!tri_reserve_members(call, 3 * object.object->count)) {
        return tri_call_limit(call);
    }
    const SortedMember *sorted = sort_members(call, object.object);

    for (size_t i = 0; i < object.object->count; i++) {
        const TriMember *member = &object.object->members[sorted[i].index];

        tri_push_value(call, &list,
                       has_values ? make_item(call, member)
                                  : tri_value_string(member->name));
    }
    return tri_make_array(call, list.items, list.count, false);
}

static TriValue items(TriCall *call)
{
    return list_members(call, true);
}

static TriValue object_keys(TriCall *call)
{
    return list_members(call, false);
}

/* ---- tryGet, tryIndexFromEnd ---- */

/* What is at a key of a value. */
typedef enum Found {
    FOUND,
    MISSING,
    UNDECIDED, /* nobody knows */
    WRONG,     /* such a value has no such key */
} Found;

/* An index counts from the front, or from the end, where 1 is the last item. */
static Found find_item(TriValue base, int64_t index, bool is_from_end, TriValue *value)
{
    const TriArray *array = base.array;
    uint64_t place = (uint64_t)index;

    if (array->is_open && (is_from_end || index >= (int64_t)array->count)) {
        *value = tri_value_cause(base);
        return UNDECIDED;
    }
    if (is_from_end) {
        place = array->count - (uint64_t)index;
    }
    if (index < 0 || place >= array->count) {
        return MISSING;
    }
    *value = tri_array_item(array, place);
    return FOUND;
}

static Found find_member(TriCall *call, TriValue base, TriStr name, TriValue *value)
{
    size_t place = tri_object_find(tri_call_arena(call), base.object, name);

    if (place != TRI_NOT_FOUND) {
        *value = tri_object_value(base.object, place);
        return FOUND;
    }
    *value = base;
    return base.object->is_open ? UNDECIDED : MISSING;
}

/* An index written as { value: n, fromEnd: true }. */
static Found find_by_description(TriCall *call, TriValue base, TriValue key,
                                 TriValue *value)
{
    TriValue index;
    TriValue from_end = tri_value_bool(false);

    if (find_member(call, key, TRI_STR("value"), &index) != FOUND) {
        return WRONG;
    }
    find_member(call, key, TRI_STR("fromEnd"), &from_end);
    if (index.kind == TRI_UNKNOWN || from_end.kind == TRI_UNKNOWN) {
        *value = index.kind == TRI_UNKNOWN ? index : from_end;
        return UNDECIDED;
    }
    if (index.kind != TRI_INT) {
        return WRONG;
    }
    return find_item(base, index.integer, from_end.kind == TRI_BOOL && from_end.boolean,
                     value);
}

static Found find(TriCall *call, TriValue base, TriValue key, TriValue *value)
{
    if (base.kind == TRI_UNKNOWN) {
        *value = base;
        return UNDECIDED;
    }
    if (base.kind == TRI_OBJECT && key.kind == TRI_STRING) {
        return find_member(call, base, key.string, value);
    }
    if (base.kind == TRI_ARRAY && key.kind == TRI_INT) {
        return find_item(base, key.integer, false, value);
    }
    if (base.kind == TRI_ARRAY && key.kind == TRI_OBJECT) {
        return find_by_description(call, base, key, value);
    }
    return WRONG;
}

static TriValue missing(TriCall *call, TriValue base, TriValue key)
{
    if (key.kind == TRI_STRING) {
        return tri_call_error(call, "the object has no property '%.*s'",
                              TRI_ARG(key.string));
    }
    return tri_call_error(call, "the index is out of range; the array has %zu item%s",
                          base.array->count, base.array->count == 1 ? "" : "s");
}

static TriValue wrong(TriCall *call, TriValue base, TriValue key)
{
    return tri_call_error(call, "%s has nothing at a key that is %s",
                          tri_type_name(base.kind), tri_type_name(key.kind));
}

/* What key `index` leads to in `base`, where it must be there; null where the first key
   led to null. */
static TriValue get_next(TriCall *call, TriValue base, size_t index)
{
    TriValue key = tri_arg(call, index);
    TriValue value = tri_value_null();

    if (base.kind == TRI_NULL && index == 2) {
        return base;
    }
    switch (find(call, base, key, &value)) {
    case FOUND:
        value.is_secure = value.is_secure || base.is_secure;
        return value;
    case MISSING:
        return missing(call, base, key);
    case UNDECIDED:
        return tri_call_unknown(call, value);
    case WRONG:
        break;
    }
    return wrong(call, base, key);
}

/* The same where `base` may be one of several, which must all have it. */
static TriValue get_next_of_each(TriCall *call, TriValue base, size_t index)
{
    TriLeaves bases = tri_value_leaves(tri_call_arena(call), base);
    TriValue value = get_next(call, bases.items[0], index);

    for (size_t i = 1; i < bases.count && !tri_is_failure(value); i++) {
        TriValue other = get_next(call, bases.items[i], index);

        value =
            tri_is_failure(other) ? other : tri_make_either(call, value, other, base);
    }
    return bases.count > 1 && tri_is_failure(value) ? tri_call_unknown(call, base)
                                                    : value;
}

/* What lies behind `value`, which the first key led to: the other keys must be
   there. */
static TriValue get_behind(TriCall *call, TriValue value)
{
    size_t count = value.kind == TRI_NULL ? 0 : tri_arg_count(call);

    for (size_t i = 2; i < count; i++) {
        value = get_next_of_each(call, value, i);
    }
    return value;
}

/* Only the first key may be missing. */
static TriValue try_get(TriCall *call)
{
    TriValue base = tri_arg(call, 0);
    TriValue key = tri_arg(call, 1);
    TriValue value = tri_value_null();
    Found found = base.kind == TRI_NULL ? MISSING : find(call, base, key, &value);

    switch (found) {
    case FOUND:
        return get_behind(call, value);
    case MISSING:
        return tri_value_null();
    case UNDECIDED:
        return tri_call_unknown(call, value);
    case WRONG:
        break;
    }
    return wrong(call, base, key);
}

static TriValue try_index_from_end(TriCall *call)
{
    TriValue base = tri_arg(call, 0);
    TriValue index = tri_arg(call, 1);
    TriValue value = tri_value_null();
    Found found = MISSING;

    if (base.kind == TRI_ARRAY && index.kind == TRI_INT && index.integer >= 1) {
        found = find_item(base, index.integer, true, &value);
    }
    if (found == UNDECIDED) {
        return tri_call_unknown(call, value);
    }
    return found == FOUND ? get_behind(call, value) : tri_value_null();
}

/* ---- shallowMerge, json, null ---- */

static TriValue merge_items(TriCall *call, TriValue objects)
{
    TriMerge merge = { .call = call };

    for (size_t i = 0; i < objects.array->count; i++) {
        TriValue object = tri_array_item(objects.array, i);

        if ((tri_value_types(object) & TRI_OBJECT) == 0) {
            return tri_call_error(call, "item %zu must be object, not %s", i,
                                  tri_type_name(tri_value_types(object)));
        }
        tri_merge_add(&merge, object);
    }
    if (objects.array->is_open) {
        tri_merge_add(&merge, tri_call_unknown(call, tri_value_cause(objects)));
    }
    return tri_merge_result(&merge);
}

static TriValue shallow_merge(TriCall *call)
{
    return tri_make_of_items(call, tri_arg(call, 0), merge_items);
}

static TriValue json(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);
    TriValue value;

    if (text.size == 0) {
        return tri_value_null();
    }
    tri_parse_lenient_json(call, text, &value);
    return value;
}

static TriValue null(TriCall *call)
{
    (void)call;
    return tri_value_null();
}

enum { KEY = TRI_STRING | TRI_INT | TRI_OBJECT };

const TriFunction tri_object_functions[] = {
    { "createObject", create_object, TRI_OBJECT, { TRI_ANY | TRI_MORE }, TRI_LIFTS },
    { "items", items, TRI_ARRAY, { TRI_OBJECT }, 0 },
    { "json", json, TRI_ANY, { TRI_STRING }, 0 },
    { "null", null, TRI_NULL, { 0 }, 0 },
    { "objectKeys", object_keys, TRI_ARRAY, { TRI_OBJECT }, 0 },
    { "shallowMerge", shallow_merge, TRI_OBJECT, { TRI_ARRAY }, 0 },
    { "tryGet",
      try_get,
      TRI_ANY,
      { TRI_OBJECT | TRI_ARRAY | TRI_NULL, KEY, KEY | TRI_MORE },
      0 },
    { "tryIndexFromEnd",
      try_index_from_end,
      TRI_ANY,
      { TRI_ARRAY | TRI_NULL, TRI_ANY, KEY | TRI_MORE },
      0 },
    { 0 },
};
