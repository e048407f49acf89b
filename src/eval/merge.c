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

/* Adds what a value was before it came in doubt: the one object that it may be beside
   what nobody knows. */
static void add_doubted(TriMerge *merge, TriValue value)
{
    TriValue branches = tri_value_branches(value);
    size_t count = branches.kind == TRI_UNKNOWN ? branches.unknown->choice_count : 0;
    TriValue object = { 0 };

    for (size_t i = 0; i < count; i++) {
        TriValue branch = branches.unknown->choices[i];

        if (branch.kind == TRI_OBJECT && object.kind == TRI_OBJECT) {
            return;
        }
        object = branch.kind == TRI_OBJECT ? branch : object;
    }
    if (object.kind == TRI_OBJECT) {
        tri_merge_add(merge, object);
    }
}

static TriValue merge_objects(const TriMerge *outer, TriStr name, TriValue older,
                              TriValue newer)
{
    TriMerge merge = { .call = outer->call,
                       .is_deep = true,
                       .outer = outer,
                       .name = name,
                       .hides_names = outer->hides_names,
                       .is_choice = outer->is_choice,
                       .depth = outer->depth + 1 };

    if (merge.depth == DEEPEST) {
        return tri_call_limit(outer->call);
    }
    add_doubted(&merge, older);
    tri_merge_add(&merge, older);
    tri_merge_add(&merge, newer);
    TriValue result = tri_merge_result(&merge);

    if (merge.is_secure) {
        result.is_secure = true;
        result.residual = self(&merge, result).residual;
    }
    return result;
}

static TriValue merge_values(const TriMerge *merge, TriStr name, TriValue older,
                             TriValue newer);

static bool are_known(TriLeaves leaves)
{
    for (size_t i = 0; i < leaves.count; i++) {
        if (leaves.items[i].kind == TRI_UNKNOWN || leaves.items[i].kind == 0) {
            return false;
        }
    }
    return true;
}

/* What comes of all that `older` and `newer` can be; `otherwise` where one of them is
   not known, or that is too much. */
static TriValue merge_choices(const TriMerge *merge, TriStr name, TriLeaves older,
                              TriLeaves newer, TriValue otherwise)
{
    size_t count = older.count * newer.count;
    TriValue result = { 0 };

    if (count > TRI_MOST_ALTERNATIVES || !are_known(older) || !are_known(newer)) {
        return otherwise;
    }
    for (size_t i = 0; i < count; i++) {
        size_t number = i;
        TriValue under = tri_take_leaf(&older, &number);
        TriValue value =
            merge_values(merge, name, under, tri_take_leaf(&newer, &number));
        bool is_secure = value.is_secure || result.is_secure;

        if (tri_is_failure(value)) {
            return value;
        }
        result =
            i == 0 ? value : tri_make_either(merge->call, result, value, otherwise);
        result.is_secure = is_secure;
    }
    if (result.kind == TRI_UNKNOWN || result.is_secure) {
        result.residual = otherwise.residual;
    }
    return result;
}

static bool is_choice(TriValue value)
{
    return tri_value_alternatives(value).kind == TRI_UNKNOWN;
}

/* The value that `newer` over `older` gives. */
static TriValue merge_values(const TriMerge *merge, TriStr name, TriValue older,
                             TriValue newer)
{
    if (!may_be_object(older) || !may_be_object(newer)) {
        return newer;
    }
    if (!merge->is_choice && (is_choice(older) || is_choice(newer))) {
        TriArena *arena = tri_call_arena(merge->call);
        TriMerge one = *merge;

        /* In what comes of it, choices are left alone: there would be too many. */
        one.is_choice = true;
        return merge_choices(&one, name, tri_value_leaves(arena, older),
                             tri_value_leaves(arena, newer),
                             merge_values(&one, name, older, newer));
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
        value = merge_values(merge, name, value_of(merge, older),
                             tri_object_value(object, place));
    } else if (merge->is_deep && was_open) {
        value =
            merge_values(merge, name, anything(merge), tri_object_value(object, place));
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
