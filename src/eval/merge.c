#include "eval/merge.h"

#include "eval/functions_support.h"

enum { DEEPEST = 1000 };

/* What stands for the object that `merge` makes, in print: the call, or a member
   of what the merge around stands for. */
static TriValue self(const TriMerge *merge, TriValue cause)
{
    if (merge->outer == NULL) {
        return tri_call_unknown_of(merge->call, cause, TRI_OBJECT);
    }
    return tri_call_member(merge->call, self(merge->outer, cause),
                           tri_str_to_c(tri_call_arena(merge->call), merge->name),
                           TRI_OBJECT);
}

/* The member `name`, which is there but may have been set by what is unknown. */
static TriValue doubtful(const TriMerge *merge, TriStr name, TriValue cause,
                         unsigned types)
{
    return tri_call_member(merge->call, self(merge, cause),
                           tri_str_to_c(tri_call_arena(merge->call), name), types);
}

static TriMember *find(const TriMerge *merge, TriStr name)
{
    size_t place = (size_t)tri_map_find(&merge->index, name, TRI_MAP_NOCASE);

    return place == 0 ? NULL : &merge->members.items[place - 1];
}

/* The value of a member, evaluated. */
static TriValue value_of(TriMember *member)
{
    TriObject object = { .members = member, .count = 1 };

    return tri_object_value(&object, 0);
}

static bool may_be_object(TriValue value)
{
    return (tri_value_types(value) & TRI_OBJECT) != 0;
}

static TriValue merge_objects(const TriMerge *outer, TriStr name, TriValue older,
                              TriValue newer)
{
    TriMerge merge = { .call = outer->call,
                       .is_deep = true,
                       .outer = outer,
                       .name = name,
                       .depth = outer->depth + 1 };

    if (merge.depth == DEEPEST) {
        return tri_call_limit(outer->call);
    }
    tri_merge_add(&merge, older);
    tri_merge_add(&merge, newer);
    return tri_merge_result(&merge);
}

/* The value that `newer` over `older` gives. */
static TriValue merge_values(const TriMerge *merge, TriStr name, TriValue older,
                             TriValue newer)
{
    if (!may_be_object(older) || !may_be_object(newer)) {
        return newer;
    }
    if (tri_value_types(newer) == TRI_OBJECT) {
        return merge_objects(merge, name, older, newer);
    }
    return doubtful(merge, name, newer, tri_value_types(newer));
}

/* What an unknown object may hold under a name: anything. */
static TriValue anything(const TriMerge *merge)
{
    return tri_call_unknown_of(merge->call, merge->cause, TRI_ANY);
}

/* `was_open`: an object before this one may hold any member. */
static void set_member(TriMerge *merge, const TriObject *object, size_t place,
                       bool was_open)
{
    TriMember *older = find(merge, object->members[place].name);
    TriStr name = object->members[place].name;
    TriValue value = object->members[place].value;

    if (merge->is_deep && older != NULL) {
        value =
            merge_values(merge, name, value_of(older), tri_object_value(object, place));
    } else if (merge->is_deep && was_open) {
        value =
            merge_values(merge, name, anything(merge), tri_object_value(object, place));
    }
    tri_member_put(merge->call, &merge->members, &merge->index, name, value);
}

static void doubt_members(TriMerge *merge, TriValue object)
{
    for (size_t i = 0; i < merge->members.count; i++) {
        TriMember *member = &merge->members.items[i];

        if (object.kind == TRI_UNKNOWN ||
            tri_object_find(tri_call_arena(merge->call), object.object, member->name) ==
                TRI_NOT_FOUND) {
            member->value = doubtful(merge, member->name, object, TRI_ANY);
        }
    }
}

static void open_up(TriMerge *merge, TriValue object)
{
    doubt_members(merge, object);
    if (!merge->is_open || tri_is_failure(object)) {
        merge->is_open = true;
        merge->cause = object;
    }
}

void tri_merge_add(TriMerge *merge, TriValue object)
{
    bool is_known = object.kind == TRI_OBJECT;
    bool was_open = merge->is_open;
    size_t count = is_known ? object.object->count : 0;

    if (!tri_reserve_members(merge->call, count + 1)) {
        merge->is_over_budget = true;
        return;
    }
    if (!is_known || object.object->is_open) {
        open_up(merge, object);
    }
    for (size_t i = 0; i < count; i++) {
        set_member(merge, object.object, i, was_open);
    }
}

TriValue tri_merge_result(TriMerge *merge)
{
    if (merge->is_over_budget) {
        return tri_call_limit(merge->call);
    }
    if (!merge->is_open) {
        return tri_make_object(merge->call, merge->members.items, merge->members.count,
                               false);
    }
    TriValue unknown = self(merge, merge->cause);

    return tri_is_failure(unknown)
               ? unknown
               : tri_make_partial(merge->call, unknown, merge->members.items,
                                  merge->members.count);
}
