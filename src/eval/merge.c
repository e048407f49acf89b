#include "eval/merge.h"

#include "eval/functions_support.h"
#include "eval/print.h"

enum { DEEPEST = 1000 };

/* A name as a key in print. */
static const char *key_of(const TriMerge *merge, TriStr name)
{
    return tri_str_to_c(tri_call_arena(merge->call),
                        tri_told_name(name, merge->hides_names));
}

/* What stands for the object that `merge` makes, in print: the call, or a member
   of what the merge around stands for. */
static TriValue self(const TriMerge *merge, TriValue cause)
{
    if (merge->outer == NULL) {
        return tri_call_unknown_of(merge->call, cause, TRI_OBJECT);
    }
    return tri_call_member(merge->call, self(merge->outer, cause),
                           key_of(merge->outer, merge->name), TRI_OBJECT);
}

/* The member `name`, which is there but may have been set by what is unknown. */
static TriValue doubtful(const TriMerge *merge, TriStr name, TriValue cause,
                         unsigned types)
{
    return tri_call_member(merge->call, self(merge, cause), key_of(merge, name), types);
}

/* Where the member is in the list, from 1; 0: it is not there. */
static size_t find(const TriMerge *merge, TriStr name)
{
    return (size_t)tri_map_find(&merge->index, name, TRI_MAP_NOCASE);
}

/* Whether an object that came after may have set the member at `place`, from 1. */
static bool is_in_doubt(const TriMerge *merge, size_t place)
{
    return merge->set_by.items[place - 1] < merge->opened_by;
}

/* The member at `place`, from 1, as it was set. */
static TriValue set_value(const TriMerge *merge, size_t place)
{
    TriObject object = { .members = &merge->members.items[place - 1], .count = 1 };

    return tri_object_value(&object, 0);
}

/* It is there: what it was set to, or what nobody knows. */
static TriValue doubted(const TriMerge *merge, size_t place)
{
    TriArena *arena = tri_call_arena(merge->call);
    TriValue *branches = TRI_NEW_ARRAY(arena, TriValue, 2);

    branches[0] = set_value(merge, place);
    branches[0].is_secure = branches[0].is_secure || merge->is_secure;
    branches[1] =
        doubtful(merge, merge->members.items[place - 1].name, merge->opener, TRI_ANY);
    return tri_value_either(arena, branches[1], branches, 2);
}

/* The value of the member at `place`, from 1, evaluated. */
static TriValue value_of(const TriMerge *merge, size_t place)
{
    return is_in_doubt(merge, place) ? doubted(merge, place) : set_value(merge, place);
}

static bool may_be_object(TriValue value)
{
    return (tri_value_types(value) & TRI_OBJECT) != 0;
}

/* Adds the member at `place`, from 1, as it was set before it came in doubt. */
static void add_doubted(TriMerge *merge, const TriMerge *outer, size_t place)
{
    if (place == 0 || !is_in_doubt(outer, place)) {
        return;
    }
    TriValue older = set_value(outer, place);

    if (older.kind == TRI_OBJECT) {
        tri_merge_add(merge, older);
    }
}

/* `place`: where `older` stands in what is merged; 0: nowhere. */
static TriValue merge_objects(const TriMerge *outer, TriStr name, size_t place,
                              TriValue older, TriValue newer)
{
    TriMerge merge = { .call = outer->call,
                       .is_deep = true,
                       .outer = outer,
                       .name = name,
                       .hides_names = outer->hides_names,
                       .depth = outer->depth + 1 };

    if (merge.depth == DEEPEST) {
        return tri_call_limit(outer->call);
    }
    add_doubted(&merge, outer, place);
    tri_merge_add(&merge, older);
    tri_merge_add(&merge, newer);
    TriValue result = tri_merge_result(&merge);

    if (merge.is_secure) {
        result.is_secure = true;
        result.residual = self(&merge, result).residual;
    }
    return result;
}

/* The value that `newer` over `older` gives. */
static TriValue merge_values(const TriMerge *merge, TriStr name, size_t place,
                             TriValue older, TriValue newer)
{
    if (!may_be_object(older) || !may_be_object(newer)) {
        return newer;
    }
    if (tri_value_types(newer) == TRI_OBJECT) {
        return merge_objects(merge, name, place, older, newer);
    }
    return doubtful(merge, name, newer, tri_value_types(newer));
}

/* What an unknown object may hold under a name: anything. */
static TriValue anything(const TriMerge *merge)
{
    return tri_call_unknown_of(merge->call, merge->cause, TRI_ANY);
}

static void put(TriMerge *merge, TriStr name, TriValue value)
{
    TriMemberList *members = &merge->members;
    size_t before = members->count;

    tri_member_put(merge->call, members, &merge->index, name, value);
    if (members->count > before) {
        tri_list_push(tri_call_arena(merge->call), &merge->set_by, merge->object_count);
    } else {
        merge->set_by.items[find(merge, name) - 1] = merge->object_count;
    }
}

/* `was_open`: an object before this one may hold any member. */
static void set_member(TriMerge *merge, const TriObject *object, size_t place,
                       bool was_open)
{
    TriStr name = object->members[place].name;
    TriValue value = object->members[place].value;
    size_t older = merge->is_deep ? find(merge, name) : 0;

    if (older != 0) {
        value = merge_values(merge, name, older, value_of(merge, older),
                             tri_object_value(object, place));
    } else if (merge->is_deep && was_open) {
        value = merge_values(merge, name, 0, anything(merge),
                             tri_object_value(object, place));
    }
    put(merge, name, value);
}

static bool has_failed(const TriMerge *merge)
{
    return merge->opened_by != 0 && tri_is_failure(merge->cause);
}

static void open_up(TriMerge *merge, TriValue object)
{
    if (merge->opened_by == 0 || tri_is_failure(object)) {
        merge->cause = object;
    }
    merge->opened_by = merge->object_count;
    merge->opener = object;
}

void tri_merge_add(TriMerge *merge, TriValue object)
{
    bool is_known = object.kind == TRI_OBJECT;
    bool was_open = merge->opened_by != 0;
    size_t count = is_known ? object.object->count : 0;

    if (!tri_reserve_members(merge->call, count + 1)) {
        merge->is_over_budget = true;
        return;
    }
    merge->object_count++;
    if (object.is_secure) {
        merge->is_secure = true;
        merge->hides_names =
            merge->hides_names || (count > 0 && !object.object->tells_names);
    }
    if (object.is_secure && merge->outer == NULL) {
        tri_call_taint(merge->call);
    }
    for (size_t i = 0; i < count && !has_failed(merge); i++) {
        set_member(merge, object.object, i, was_open);
    }
    if (!is_known || object.object->is_open) {
        open_up(merge, object);
    }
}

static TriValue known_result(TriMerge *merge)
{
    if (merge->opened_by == 0) {
        return tri_make_object(merge->call, merge->members.items, merge->members.count,
                               false);
    }
    TriValue unknown = self(merge, merge->cause);

    if (tri_is_failure(unknown)) {
        return unknown;
    }
    for (size_t place = 1; place <= merge->members.count; place++) {
        if (is_in_doubt(merge, place)) {
            merge->members.items[place - 1].value = doubted(merge, place);
        }
    }
    return tri_make_partial(merge->call, unknown, merge->members.items,
                            merge->members.count);
}

TriValue tri_merge_result(TriMerge *merge)
{
    if (merge->is_over_budget) {
        return tri_call_limit(merge->call);
    }
    TriValue result = known_result(merge);

    if (result.kind == TRI_OBJECT && merge->is_secure && !merge->hides_names) {
        TriObject *object = TRI_NEW(tri_call_arena(merge->call), TriObject);

        *object = *result.object;
        object->tells_names = true;
        result.object = object;
    }
    return result;
}
