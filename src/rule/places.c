#include "rule/places.h"

#include "eval/suppose.h"
#include "rule/overlay.h"

/* More resources that may be laid over one another, or lists that a value can be, are
   not told apart. */
enum { MOST_SETS = 16 };

typedef struct Sets {
    TriSpotList items[MOST_SETS]; /* those that are counted */
    size_t count;
    TriValue doubt; /* what it hangs on which of them it is */
} Sets;

/* What is known of the resource that is judged, by path. */
typedef struct TriKnownPlaces {
    TriStr path;
    const TriOverlay *overlays; /* of the rules that it is so for */
    TriPlaces places;
    bool asks_index;              /* see tri_eval_watch */
    const TriLookedAt *looked_at; /* on the way there; NULL: nothing */
} Known;

enum { SLOTS = 256 };
static const size_t KEPT = (size_t)1 << 20;

static Sets no_sets(void)
{
    Sets sets;

    sets.count = 0;
    sets.doubt = tri_value_null();
    return sets;
}

/* One more, empty. */
static TriSpotList *add_set(Sets *sets)
{
    TriSpotList *set = &sets->items[sets->count++];

    *set = (TriSpotList){ 0 };
    return set;
}

/* ---- what is laid over a resource ---- */

/* The name that step `index` of the way from the resource to `scope`, and on along
   `path`, goes by; empty for an item. */
static TriStr name_at(const TriSpot *scope, const TriPath *path, size_t index)
{
    if (index < scope->count) {
        return scope->keys[index].name;
    }
    const TriSegment *segment = &path->segments[index - scope->count];

    return segment->kind == TRI_SEGMENT_NAME ? segment->name : TRI_STR("");
}

/* Whether that way leads through `at`, and further. */
static bool leads_through(const TriSpot *scope, const TriPath *path, const TriPath *at)
{
    if (scope->count + path->count <= at->count) {
        return false;
    }
    for (size_t i = 0; i < at->count; i++) {
        TriStr name = name_at(scope, path, i);

        if (name.size == 0 || !tri_str_eq_nocase(name, at->segments[i].name)) {
            return false;
        }
    }
    return true;
}

/* Both, one behind the other. */
static TriSegment *join(TriArena *arena, const TriSegment *first, size_t first_count,
                        const TriSegment *second, size_t second_count)
{
    TriSegment *joined = TRI_NEW_ARRAY(arena, TriSegment, first_count + second_count);

    for (size_t i = 0; i < first_count; i++) {
        joined[i] = first[i];
    }
    for (size_t i = 0; i < second_count; i++) {
        joined[first_count + i] = second[i];
    }
    return joined;
}

/* What it is when it is something; where it may be nothing, `*doubt` is the value. */
static TriValue when_something(TriArena *arena, TriValue value, TriValue *doubt)
{
    size_t count = value.kind == TRI_UNKNOWN ? value.unknown->choice_count : 0;
    TriValue *choices = TRI_NEW_ARRAY(arena, TriValue, count);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        TriValue choice = tri_value_choice(value, i);

        if (!tri_value_is_nothing(choice)) {
            choices[kept++] = choice;
        }
    }
    if (kept == count) {
        return value;
    }
    *doubt = value;
    if (kept == 1) {
        return choices[0];
    }
    TriUnknown *unknown = TRI_NEW(arena, TriUnknown);

    *unknown = *value.unknown;
    unknown->choices = choices;
    unknown->choice_count = kept;
    value.unknown = unknown;
    return value;
}

static size_t first_wildcard(const TriSegment *segments, size_t count)
{
    size_t at = 0;

    while (at < count && !tri_segment_is_wildcard(&segments[at])) {
        at++;
    }
    return at;
}

/* Follows the way from `from`: one more set, or one for every list that the first
   wildcard may be about, of which one counts. The last set is left for others. */
static void follow_apart(TriArena *arena, const TriSpot *from,
                         const TriSegment *segments, size_t count, Sets *sets)
{
    size_t at = first_wildcard(segments, count);
    TriSpotList found = { 0 };

    if (at == count) {
        tri_spot_find(arena, from, segments, count, add_set(sets));
        return;
    }
    tri_spot_find(arena, from, segments, at, &found);
    TriSpot list = found.items[0];
    TriValue value = list.value;
    size_t lists = value.kind == TRI_UNKNOWN ? value.unknown->choice_count : 0;

    if (lists == 0 || sets->count + lists >= MOST_SETS) {
        tri_spot_find_rest(arena, &list, segments, count, at, add_set(sets));
        return;
    }
    for (size_t i = 0; i < lists; i++) {
        list.value = tri_value_choice(value, i);
        tri_spot_find_rest(arena, &list, segments, count, at, add_set(sets));
    }
    sets->doubt = value;
}

/* What `child` has in place of the resource's own members. True when that is sure,
   so that nothing else counts. */
static bool add_overlay(TriArena *arena, const TriOverlay *overlay,
                        const TriInstance *child, const TriSegment *rest, size_t count,
                        Sets *sets)
{
    TriSpot root = tri_spot_of(child);
    size_t depth = overlay->path.count;
    const TriSegment *path = join(arena, overlay->path.segments, depth, rest, count);
    TriSpotList member = { 0 };
    TriValue doubt = tri_instance_doubt(child);

    tri_spot_find(arena, &root, path, depth + 1, &member);
    bool is_there = member.count > 0 && !tri_value_is_nothing(member.items[0].value);

    if (!is_there || sets->count == MOST_SETS - 1) {
        return false;
    }
    member.items[0].value = when_something(arena, member.items[0].value, &doubt);
    follow_apart(arena, &member.items[0], path + depth + 1, count - 1, sets);
    if (doubt.kind != TRI_UNKNOWN) {
        return true;
    }
    sets->doubt = doubt;
    return false;
}

/* The way to a place as segments. */
static TriSegment *segments_of(TriArena *arena, const TriSpot *place)
{
    TriSegment *segments = TRI_NEW_ARRAY(arena, TriSegment, place->count);

    for (size_t i = 0; i < place->count; i++) {
        bool is_item = place->keys[i].name.data == NULL;

        segments[i] = (TriSegment){ is_item ? TRI_SEGMENT_INDEX : TRI_SEGMENT_NAME,
                                    place->keys[i].name, place->keys[i].index };
    }
    return segments;
}

/* True when what is laid over is all there is. */
static bool add_overlays(const TriPlaceSearch *search, const TriOverlay *overlay,
                         const TriSpot *scope, const TriPath *path, Sets *sets)
{
    TriArena *arena = search->arena;
    size_t depth = overlay->at.count;
    TriRelatives children = { 0 };

    tri_relations_children(search->relations, search->instance, &overlay->types,
                           overlay->name, &children);
    if (children.count == 0) {
        return false;
    }
    const TriSegment *all = join(arena, segments_of(arena, scope), scope->count,
                                 path->segments, path->count);

    for (size_t i = 0; i < children.count; i++) {
        if (add_overlay(arena, overlay, children.items[i], all + depth,
                        scope->count + path->count - depth, sets)) {
            return true;
        }
    }
    return false;
}

/* False when there is nothing laid over it, or not for sure. */
static bool find_overlays(const TriPlaceSearch *search, const TriSpot *scope,
                          const TriPath *path, Sets *sets)
{
    bool has_overlays = scope->instance == search->instance && path->count > 0;

    for (size_t i = 0; has_overlays && i < search->rule->overlays.count; i++) {
        const TriOverlay *overlay = &search->rule->overlays.items[i];

        if (leads_through(scope, path, &overlay->at) &&
            add_overlays(search, overlay, scope, path, sets)) {
            return true;
        }
    }
    return false;
}

/* ---- what is known of a resource ---- */

void tri_places_begin(TriPlaceMemory *memory, const TriInstance *instance)
{
    if (memory->instance != instance) {
        tri_arena_reset(memory->arena, KEPT);
        memory->instance = instance;
        memory->slots = TRI_NEW_ARRAY(memory->arena, Known *, SLOTS);
    }
}

/* Whether what is found from `scope` is kept. */
static bool is_kept(const TriPlaceSearch *search, const TriSpot *scope)
{
    return search->memory != NULL && search->memory->instance == search->instance &&
           scope->instance == search->instance && scope->count == 0;
}

static bool is_about(const Known *known, TriStr path, const TriOverlay *overlays)
{
    return known != NULL && known->overlays == overlays &&
           tri_str_eq(known->path, path);
}

static TriPlaces copy(TriArena *arena, const Sets *sets)
{
    TriSpotList *items = TRI_NEW_ARRAY(arena, TriSpotList, sets->count);

    for (size_t i = 0; i < sets->count; i++) {
        items[i] = sets->items[i];
    }
    return (TriPlaces){ items, sets->count, sets->doubt };
}

typedef TriPlaces Find(const TriPlaceSearch *search, const TriSpot *scope,
                       const TriPath *path);

/* Who finds the places again has looked at as much on the way. */
static void find_out(const TriPlaceSearch *search, const TriSpot *scope,
                     const TriPath *path, Find *find, Known *known)
{
    TriEval *eval = search->instance->deployment->eval;
    TriLookedAt *outer = eval->looked_at;
    TriLookedAt looked_at;
    bool before = tri_eval_watch(eval);

    looked_at.count = 0;
    eval->looked_at = &looked_at;
    known->places = find(search, scope, path);
    eval->looked_at = outer;
    known->asks_index = tri_eval_watched(eval, before);
    if (looked_at.count > 0) {
        TriLookedAt *lasting = TRI_NEW(search->arena, TriLookedAt);

        *lasting = looked_at;
        known->looked_at = lasting;
    }
}

static void look_again(const Known *known, TriEval *eval)
{
    eval->asks_index = eval->asks_index || known->asks_index;
    for (size_t i = 0; known->looked_at != NULL && i < known->looked_at->count; i++) {
        tri_look_at(eval->looked_at, known->looked_at->choices[i],
                    known->looked_at->times[i]);
    }
}

/* What `find` finds at `path`, which is as long as the slot is not used otherwise. */
static TriPlaces know(const TriPlaceSearch *search, const TriSpot *scope,
                      const TriPath *path, const TriOverlay *overlays, Find *find)
{
    size_t index = (path->hash + (overlays != NULL)) % SLOTS;
    Known *known = search->memory->slots[index];

    if (!is_about(known, path->text, overlays)) {
        TriPlaceSearch lasting = *search;

        lasting.arena = search->memory->arena;
        known = TRI_NEW(lasting.arena, Known);
        known->path = path->text;
        known->overlays = overlays;
        find_out(&lasting, scope, path, find, known);
        search->memory->slots[index] = known;
    }
    look_again(known, search->instance->deployment->eval);
    return known->places;
}

static TriPlaces follow(const TriPlaceSearch *search, const TriSpot *scope,
                        const TriPath *path)
{
    Sets sets = no_sets();

    tri_spot_find(search->arena, scope, path->segments, path->count, add_set(&sets));
    return copy(search->arena, &sets);
}

/* The place that all but the last name of a path leads to. */
static TriSpot find_parent(const TriPlaceSearch *search, const TriSpot *scope,
                           const TriPath *path)
{
    TriPath parent = { .text = tri_str_slice(path->text, 0, path->parent_size),
                       .hash = path->parent_hash,
                       .segments = path->segments,
                       .count = path->count - 1 };

    return know(search, scope, &parent, NULL, follow).sets[0].items[0];
}

/* In a parent of which only the overlay is known. */
static TriPlaces find_alone(const TriPlaceSearch *search, const TriSpot *scope,
                            const TriPath *path)
{
    const TriOverlay *overlay = search->alone;
    size_t depth = overlay->at.count;
    Sets sets = no_sets();

    if (leads_through(scope, path, &overlay->at)) {
        add_overlay(search->arena, overlay, scope->instance, path->segments + depth,
                    path->count - depth, &sets);
    }
    if (sets.count == 0) {
        TriSpotList *places = add_set(&sets);
        TriSpot nowhere = *scope;

        nowhere.value = tri_overlay_elsewhere();
        tri_list_push(search->arena, places, nowhere);
    }
    sets.doubt = tri_value_null();
    return copy(search->arena, &sets);
}

static TriPlaces find(const TriPlaceSearch *search, const TriSpot *scope,
                      const TriPath *path)
{
    Sets sets = no_sets();

    if (search->alone != NULL && scope->instance == search->instance &&
        scope->count == 0) {
        return find_alone(search, scope, path);
    }
    if (!find_overlays(search, scope, path, &sets)) {
        bool has_parent = path->parent_size > 0 && is_kept(search, scope);
        TriSpot from = has_parent ? find_parent(search, scope, path) : *scope;
        size_t left = has_parent ? 1 : path->count;

        follow_apart(search->arena, &from, path->segments + path->count - left, left,
                     &sets);
    }
    return copy(search->arena, &sets);
}

TriPlaces tri_places_find(const TriPlaceSearch *search, const TriSpot *scope,
                          const TriPath *path)
{
    return is_kept(search, scope) && path->text.size > 0
               ? know(search, scope, path, search->rule->overlays.items, find)
               : find(search, scope, path);
}
