#include "rule/spot.h"

#include "base/placeholder.h"
#include "base/text.h"
#include "eval/access.h"
#include "eval/later_items.h"
#include "eval/print.h"
#include "eval/suppose.h"

/* The rest of a path, and whether it had a wildcard before or has one in it, so that
   what is missing is no place. */
typedef struct Way {
    TriArena *arena;
    TriSpotList *list;
    const TriSegment *segments;
    size_t count;
    bool has_wildcard;
    size_t first_wildcard;
} Way;

TriSpot tri_spot_of(const TriInstance *instance)
{
    return (TriSpot){ .instance = instance, .value = instance->body };
}

static void follow(const Way *way, const TriSpot *place, size_t at);

static bool is_placeholder(TriValue value)
{
    return value.kind == TRI_STRING && tri_is_placeholder(value.string);
}

static bool is_one_placeholder(TriValue value)
{
    size_t count = value.kind == TRI_UNKNOWN ? value.unknown->choice_count : 0;
    size_t i = 0;

    while (i < count && !is_placeholder(value.unknown->choices[i])) {
        i++;
    }
    return i < count;
}

/* What `value` can be is written in the template, though it may be replaced. Which of
   them are secure is known where branches tell, or none is. */
static TriValue keep_branches(TriArena *arena, TriValue unknown, TriValue value)
{
    TriValue branches =
        value.is_secure ? tri_value_branches(value) : tri_value_alternatives(value);

    return branches.kind == TRI_UNKNOWN
               ? tri_value_either(arena, unknown, branches.unknown->choices,
                                  branches.unknown->choice_count)
               : unknown;
}

/* `value`, which is not known if something is to replace it, or one of those that it
   can be, before it is deployed. */
static TriValue as_deployed(const TriSpot *place, TriValue value)
{
    TriEval *eval = place->instance->deployment->eval;
    TriSpan span = value.origin != NULL ? value.origin->span : (TriSpan){ 0 };
    TriStr why = TRI_STR("it is a placeholder");

    if (is_one_placeholder(value)) {
        why = TRI_STR("one of its values is a placeholder");
    } else if (!is_placeholder(value)) {
        return value;
    }
    TriValue unknown = tri_eval_unknown(eval, TRI_REASON_NO_VALUE, TRI_ANY, span, why);

    unknown.origin = value.origin;
    unknown.is_secure = value.is_secure;
    unknown.residual = value.residual;
    return keep_branches(eval->arena, unknown, value);
}

/* `place`, one key further, with `value`, as far as that is supposed. */
static TriSpot further(const Way *way, const TriSpot *place, TriKey key, TriValue value)
{
    TriKey *keys = TRI_NEW_ARRAY(way->arena, TriKey, place->count + 1);

    for (size_t i = 0; i < place->count; i++) {
        keys[i] = place->keys[i];
    }
    keys[place->count] = key;
    value = tri_eval_supposed(place->instance->deployment->eval, value);
    return (TriSpot){ .instance = place->instance,
                      .keys = keys,
                      .count = place->count + 1,
                      .value = as_deployed(place, value),
                      .is_there = true,
                      .may_lack = place->may_lack };
}

bool tri_spot_is_resource(const TriInstance *instance)
{
    return instance->type.kind != TRI_STRING ||
           tri_str_find_char(instance->type.string, '/') != TRI_NOT_FOUND;
}

/* Type and name of a resource are joined with those of its parents. */
static TriValue member_of(const TriSpot *place, TriStr name)
{
    const TriInstance *instance = place->instance;
    bool is_own = place->count == 0 && tri_spot_is_resource(instance);

    if (is_own && tri_str_eq_nocase(name, TRI_STR("type"))) {
        return instance->type;
    }
    if (is_own && instance->resource->name != NULL &&
        tri_str_eq_nocase(name, TRI_STR("name"))) {
        return tri_instance_name(instance);
    }
    return tri_eval_member(instance->deployment->eval, place->value, name);
}

/* Whether the member that `value` is of is written there: an open object may have one
   that nobody knows. */
static bool has_member(const TriSpot *place, TriStr name, TriValue value)
{
    TriArena *arena = place->instance->deployment->eval->arena;
    const TriObject *object = place->value.object;

    return place->value.kind == TRI_OBJECT && value.kind != 0 &&
           (!object->is_open || tri_object_find(arena, object, name) != TRI_NOT_FOUND);
}

/* What stands for an item of a value that nobody knows. */
static TriValue standing_for_items(const TriSpot *place, TriValue value)
{
    return value.unknown->choice_count == 0
               ? value
               : tri_eval_derived(place->instance->deployment->eval, value, TRI_ANY,
                                  value.residual);
}

/* Items of all lists that a value can be. */
typedef struct Items {
    TriValue *items;
    size_t count;
    bool has_members;  /* those of objects count as items */
    bool are_known;    /* all of them are */
    bool is_one_empty; /* one of the lists, or one is none */
} Items;

static size_t count_items(const Items *items, TriValue list)
{
    return list.kind == TRI_OBJECT && !items->has_members ? 0
                                                          : tri_value_part_count(list);
}

/* Whether there may be items that nobody knows. */
static bool is_list_open(const Items *items, TriValue list)
{
    return list.kind == TRI_UNKNOWN ||
           (tri_is_open(list) && (list.kind == TRI_ARRAY || items->has_members));
}

/* Whether it is one item: a member that is an array stands for those in it. */
static bool is_one_item(TriValue list, TriValue item)
{
    return item.kind != TRI_UNKNOWN &&
           !(list.kind == TRI_OBJECT && item.kind == TRI_ARRAY);
}

static void add_list(Items *items, TriValue list)
{
    size_t count = count_items(items, list);

    items->is_one_empty = items->is_one_empty || count == 0;
    items->are_known = items->are_known && !is_list_open(items, list) &&
                       items->count + count <= TRI_MOST_CHOICES;
    for (size_t i = 0; i < count && items->are_known; i++) {
        TriValue item = tri_value_part(list, i);

        items->are_known = is_one_item(list, item);
        item.is_secure = item.is_secure || list.is_secure;
        items->items[items->count++] = item;
    }
}

static Items items_of_choices(TriArena *arena, TriValue value, bool has_members)
{
    Items items = { .items = TRI_NEW_ARRAY(arena, TriValue, TRI_MOST_CHOICES),
                    .has_members = has_members,
                    .are_known = value.unknown->choice_count > 0 };

    for (size_t i = 0; i < value.unknown->choice_count; i++) {
        add_list(&items, tri_value_choice(value, i));
    }
    return items;
}

static bool may_be_missing(TriValue value)
{
    size_t count = value.kind == TRI_UNKNOWN ? value.unknown->choice_count : 0;

    for (size_t i = 0; i < count; i++) {
        if (value.unknown->choices[i].kind == 0) {
            return true;
        }
    }
    return false;
}

static void follow_name(const Way *way, const TriSpot *place, size_t at)
{
    TriStr name = way->segments[at].name;
    TriValue value = member_of(place, name);

    if (value.kind == 0 && way->has_wildcard) {
        return;
    }
    if (way->has_wildcard && at > way->first_wildcard && may_be_missing(value)) {
        value = standing_for_items(place, value);
    }
    TriSpot next = further(way, place, (TriKey){ .name = name }, value);

    next.is_there = has_member(place, name, value);
    follow(way, &next, at + 1);
}

/* Some members of a resource, and those of the resources inside it, stand in its
   properties, others do not. */
static void follow_field(const Way *way, const TriSpot *place, size_t at)
{
    TriStr properties = TRI_STR("properties");
    TriValue inner = member_of(place, properties);
    TriStr name = way->segments[at].name;

    if (inner.kind != TRI_OBJECT || member_of(place, name).kind != 0 ||
        tri_eval_member(place->instance->deployment->eval, inner, name).kind == 0) {
        follow_name(way, place, at);
        return;
    }
    TriSpot next = further(way, place, (TriKey){ .name = properties }, inner);

    follow_name(way, &next, at);
}

static TriValue part_of(const TriSpot *place, size_t index)
{
    return tri_eval_part(place->instance->deployment->eval, place->value, index);
}

/* What nobody knows has unknown items: it stands for them. */
static void follow_index(const Way *way, const TriSpot *place, size_t at)
{
    size_t index = way->segments[at].index;
    const TriArray *array = place->value.kind == TRI_ARRAY ? place->value.array : NULL;
    TriValue value = { 0 };

    if (place->value.kind == TRI_UNKNOWN) {
        value = standing_for_items(place, place->value);
    } else if (array != NULL && index < array->count) {
        value = part_of(place, index);
    } else if (array != NULL && array->is_open) {
        value = tri_value_rest(place->value);
    } else if (way->has_wildcard) {
        return;
    }
    TriSpot next = further(way, place, (TriKey){ .index = index }, value);

    next.is_there = array != NULL && index < array->count;
    follow(way, &next, at + 1);
}

/* Items that may be there but are not known stand at the array. */
static void follow_rest(const Way *way, const TriSpot *place, size_t at)
{
    TriSpot next = *place;

    next.value = tri_value_rest(place->value);
    next.is_there = false;
    follow(way, &next, at + 1);
}

/* One place stands for all items, any number of them. Where the lists are known that
   it can be, each is one of theirs. */
static void follow_unknown_items(const Way *way, const TriSpot *place, size_t at)
{
    TriEval *eval = place->instance->deployment->eval;
    Items items = items_of_choices(eval->arena, place->value,
                                   way->segments[at].kind == TRI_SEGMENT_ALL);
    TriSpot next = *place;

    if (items.are_known && items.count == 0) {
        return;
    }
    next.is_there = false;
    next.may_lack = place->may_lack || (items.are_known && items.is_one_empty);
    next.value = items.are_known ? tri_eval_choice(eval, place->value, items.items,
                                                   items.count, place->value.residual)
                                 : standing_for_items(place, place->value);
    follow(way, &next, at + 1);
}

/* Whether so many items or members are looked at one by one; else an unknown stands for
   them. */
static bool are_looked_at(const Way *way, const TriSpot *place, size_t count, size_t at)
{
    TriSpot next = *place;

    if (tri_eval_take_items(place->instance->deployment->eval, count, place->value,
                            &next.value)) {
        return true;
    }
    next.is_there = false;
    follow(way, &next, at + 1);
    return false;
}

/* Items that are there, though behind others that are not known, stand at the array,
   too. */
static void follow_later_items(const Way *way, const TriSpot *place, size_t at)
{
    TriEval *eval = place->instance->deployment->eval;
    TriItemList later = { 0 };

    tri_later_items(way->arena, place->value, &later);
    if (!are_looked_at(way, place, later.count, at)) {
        return;
    }
    for (size_t i = 0; i < later.count; i++) {
        TriSpot next = *place;

        next.value = as_deployed(place, tri_eval_supposed(eval, later.items[i]));
        next.is_there = true;
        follow(way, &next, at + 1);
    }
}

static void follow_items(const Way *way, const TriSpot *place, size_t at)
{
    const TriArray *array = place->value.array;

    follow_later_items(way, place, at);
    if (place->value.kind == TRI_UNKNOWN) {
        follow_unknown_items(way, place, at);
    }
    if (place->value.kind != TRI_ARRAY ||
        !are_looked_at(way, place, array->count, at)) {
        return;
    }
    for (size_t i = 0; i < array->count; i++) {
        TriSpot next = further(way, place, (TriKey){ .index = i }, part_of(place, i));

        follow(way, &next, at + 1);
    }
    if (array->is_open) {
        follow_rest(way, place, at);
    }
}

/* All members; of those that are arrays, all items. */
static void follow_all(const Way *way, const TriSpot *place, size_t at)
{
    const TriObject *object = place->value.object;

    if (place->value.kind != TRI_OBJECT) {
        follow_items(way, place, at);
        return;
    }
    if (!are_looked_at(way, place, object->count, at)) {
        return;
    }
    for (size_t i = 0; i < object->count; i++) {
        TriKey key = { .name = object->members[i].name,
                       .is_secret = place->value.is_secure && !object->tells_names };
        TriSpot next = further(way, place, key, part_of(place, i));

        if (next.value.kind == TRI_ARRAY) {
            follow_items(way, &next, at);
        } else {
            follow(way, &next, at + 1);
        }
    }
    if (object->is_open) {
        follow_rest(way, place, at);
    }
}

static void follow(const Way *way, const TriSpot *place, size_t at)
{
    if (at == way->count) {
        tri_list_push(way->arena, way->list, *place);
        return;
    }
    switch (way->segments[at].kind) {
    case TRI_SEGMENT_NAME:
        follow_name(way, place, at);
        return;
    case TRI_SEGMENT_FIELD:
        follow_field(way, place, at);
        return;
    case TRI_SEGMENT_INDEX:
        follow_index(way, place, at);
        return;
    case TRI_SEGMENT_ITEMS:
        follow_items(way, place, at);
        return;
    case TRI_SEGMENT_ALL:
        follow_all(way, place, at);
        return;
    }
}

void tri_spot_find_rest(TriArena *arena, const TriSpot *from,
                        const TriSegment *segments, size_t count, size_t at,
                        TriSpotList *list)
{
    Way way = { arena, list, segments, count, false, count };
    bool is_of_policy = false;

    for (size_t i = 0; i < count; i++) {
        is_of_policy = is_of_policy || segments[i].kind == TRI_SEGMENT_FIELD;
        if (tri_segment_is_wildcard(&segments[i])) {
            way.first_wildcard = way.has_wildcard ? way.first_wildcard : i;
            way.has_wildcard = true;
        }
    }
    way.has_wildcard = way.has_wildcard && !is_of_policy;
    if (at < count && tri_value_is_choice(from->value)) {
        tri_look_at(from->instance->deployment->eval->looked_at, from->value, 1);
    }
    follow(&way, from, at);
}

void tri_spot_find(TriArena *arena, const TriSpot *from, const TriSegment *segments,
                   size_t count, TriSpotList *list)
{
    tri_spot_find_rest(arena, from, segments, count, 0, list);
}

static bool is_plain(TriStr name)
{
    return tri_str_find_char(name, '.') == TRI_NOT_FOUND;
}

TriStr tri_key_text(TriKey key)
{
    return tri_told_name(key.name, key.is_secret);
}

static TriStr text_of(TriArena *arena, const TriSpot *place, bool has_indexes)
{
    TriText text = tri_text(arena);

    for (size_t i = 0; i < place->count; i++) {
        TriKey key = place->keys[i];

        if (key.name.data == NULL && has_indexes) {
            tri_text_addf(&text, "[%zu]", key.index);
        } else if (key.name.data == NULL) {
            tri_text_add_c(&text, "[*]");
        } else {
            tri_text_add_c(&text, i > 0 ? "." : "");
            tri_text_addf(&text, is_plain(tri_key_text(key)) ? "%.*s" : "['%.*s']",
                          TRI_ARG(tri_key_text(key)));
        }
    }
    return tri_text_str(&text);
}

TriStr tri_spot_text(TriArena *arena, const TriSpot *place)
{
    return text_of(arena, place, true);
}

TriStr tri_spot_shape(TriArena *arena, const TriSpot *place)
{
    return text_of(arena, place, false);
}
