#include "lint/collect.h"

#include "base/text.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Of a longer line only the part around the place is kept. */
enum { LINE_LIMIT = 1000, LINE_BEFORE = 200 };

static TriStr copy(TriCollector *collector, TriStr text)
{
    return tri_str_copy(collector->arena, text);
}

/* Mostly one finding stands in the file of the one before. */
static TriStr copy_path(TriCollector *collector, TriStr path)
{
    if (!tri_str_eq(collector->path, path)) {
        collector->path = copy(collector, path);
    }
    return collector->path;
}

static TriLines *lines_of(TriCollector *collector, const TriSource *source)
{
    for (size_t i = 0; i < collector->sources.count; i++) {
        if (collector->sources.items[i] == source) {
            return collector->lines.items[i];
        }
    }
    TriLines *lines = tri_lines(collector->scratch, source);

    tri_list_push(collector->scratch, &collector->sources, source);
    tri_list_push(collector->scratch, &collector->lines, lines);
    if (collector->hashes_lines) {
        TriLineHashes hashes = tri_line_hashes(collector->scratch, source);

        tri_list_push(collector->scratch, &collector->hashes, hashes);
    }
    return lines;
}

static TriStr line_hash_of(TriCollector *collector, const TriSource *source,
                           uint32_t line)
{
    for (size_t i = 0; i < collector->hashes.count; i++) {
        if (collector->sources.items[i] == source) {
            return tri_line_hash(collector->arena, &collector->hashes.items[i], line);
        }
    }
    return TRI_STR("");
}

/* A finding without a source is about the file as a whole; its message is all
   there is to say, and the place is where the file begins. */
static TriPlace place_of(TriCollector *collector, TriSpan span)
{
    TriPlace place = { .start = { 1, 1, 0 }, .end = { 1, 1, 0 } };

    if (span.source == NULL) {
        return place;
    }
    TriLines *lines = lines_of(collector, span.source);

    place.path = copy_path(collector, span.source->path);
    place.start = tri_lines_position(lines, span.start);
    place.end = tri_lines_position(lines, span.end);
    return place;
}

/* ---- what is hidden ---- */

void tri_collect_hide(TriCollector *collector, TriSpan span)
{
    if (span.source != NULL && span.start < span.end) {
        tri_list_push(collector->scratch, &collector->hidden, span);
        collector->hidden_in_order = false;
    }
}

static int compare_spans(const void *one, const void *other)
{
    const TriSpan *a = one;
    const TriSpan *b = other;

    if (a->source != b->source) {
        return (uintptr_t)a->source < (uintptr_t)b->source ? -1 : 1;
    }
    return (a->start > b->start) - (a->start < b->start);
}

/* In order, those that touch as one: many hide the same. */
static void put_in_order(TriCollector *collector)
{
    TriSpan *spans = collector->hidden.items;
    size_t count = 0;

    if (collector->hidden_in_order || collector->hidden.count == 0) {
        return;
    }
    qsort(spans, collector->hidden.count, sizeof *spans, compare_spans);
    for (size_t i = 0; i < collector->hidden.count; i++) {
        TriSpan *last = count == 0 ? NULL : &spans[count - 1];

        if (last == NULL || last->source != spans[i].source ||
            last->end < spans[i].start) {
            spans[count++] = spans[i];
        } else if (last->end < spans[i].end) {
            last->end = spans[i].end;
        }
    }
    collector->hidden.count = count;
    collector->hidden_in_order = true;
}

/* Whether a hidden span ends before another begins. */
static bool ends_before(const void *hidden, const void *other)
{
    const TriSpan *a = hidden;
    const TriSpan *b = other;

    return (uintptr_t)a->source < (uintptr_t)b->source ||
           (a->source == b->source && a->end <= b->start);
}

/* The first hidden span that ends behind byte `at`; NULL when it does not begin before
   `end` of the source. */
static const TriSpan *hidden_between(TriCollector *collector, const TriSource *source,
                                     size_t at, size_t end)
{
    TriSpan from = { .source = source, .start = (uint32_t)at };

    put_in_order(collector);
    size_t index = tri_lower_bound(collector->hidden.items, collector->hidden.count,
                                   sizeof from, ends_before, &from);
    const TriSpan *span =
        index < collector->hidden.count ? &collector->hidden.items[index] : NULL;

    return span != NULL && span->source == source && span->start < end ? span : NULL;
}

/* ---- lines ---- */

static void add_stars(TriText *text, TriStr hidden)
{
    while (hidden.size > 0) {
        tri_text_add_c(text, tri_utf8_next(&hidden) > 0xFFFF ? "**" : "*");
    }
}

/* Neither where a secret is used, nor where that is written. */
static void hide_secret(TriCollector *collector, const TriFinding *finding)
{
    tri_collect_hide(collector, finding->span);
    for (size_t i = 0; i < finding->related_count; i++) {
        tri_collect_hide(collector, finding->related[i].span);
    }
}

/* Bytes `start` to `end` of the text, with a star for each column that is hidden. */
static TriStr quote(TriCollector *collector, const TriSource *source, size_t start,
                    size_t end)
{
    const TriSpan *hidden = hidden_between(collector, source, start, end);

    if (hidden == NULL) {
        return copy(collector, tri_str_slice(source->text, start, end - start));
    }
    TriText text = tri_text(collector->scratch);

    for (; hidden != NULL && start < end;
         hidden = hidden_between(collector, source, start, end)) {
        size_t from = hidden->start > start ? hidden->start : start;
        size_t to = hidden->end < end ? hidden->end : end;

        tri_text_add(&text, tri_str_slice(source->text, start, from - start));
        add_stars(&text, tri_str_slice(source->text, from, to - from));
        start = to;
    }
    tri_text_add(&text, tri_str_slice(source->text, start, end - start));
    return copy(collector, tri_text_str(&text));
}

static void copy_line(TriCollector *collector, TriSpan span, TriResult *result)
{
    TriStr text = span.source->text;
    size_t at = span.start < text.size ? span.start : text.size;
    size_t first = at > LINE_BEFORE ? tri_character_start(text, at - LINE_BEFORE) : 0;
    size_t start = first + tri_line_start(tri_str_from(text, first), at - first);
    size_t end = tri_line_end(tri_str_slice(text, 0, at + LINE_LIMIT), at);

    while (end > start && tri_utf8_is_inside(text, end)) {
        end--;
    }
    result->line = quote(collector, span.source, start, end);
    result->line_column =
        tri_lines_position(lines_of(collector, span.source), start).column;
}

static void copy_related(TriCollector *collector, const TriFinding *finding,
                         TriResult *result)
{
    result->related =
        TRI_NEW_ARRAY(collector->arena, TriResultRelated, finding->related_count);
    result->related_count = finding->related_count;
    for (size_t i = 0; i < finding->related_count; i++) {
        result->related[i].place = place_of(collector, finding->related[i].span);
        result->related[i].message = copy(collector, finding->related[i].message);
    }
}

static TriResult *copy_finding(TriCollector *collector, const TriFinding *finding)
{
    TriResult *result = TRI_NEW(collector->arena, TriResult);

    *result = (TriResult){
        .rule = finding->rule,
        .kind = finding->kind,
        .level = finding->level,
        .message = copy(collector, finding->message),
        .help = copy(collector, finding->help),
        .place = place_of(collector, finding->span),
        .line_column = 1,
        .resource_type = copy(collector, finding->resource_type),
        .resource_name = copy(collector, finding->resource_name),
        .pointer = copy(collector, finding->pointer),
        .symbol = copy(collector, finding->symbol),
        .identity = copy(collector, finding->identity),
        .suppression =
            finding->is_suppressed ? TRI_SUPPRESSED_IN_SOURCE : TRI_SUPPRESSED_NOT,
        .reason = copy(collector, finding->reason),
    };
    if (finding->span.source != NULL) {
        if (!finding->span.source->hides_text) {
            TriQuoting quoting = { finding->span, result };

            tri_list_push(collector->scratch, &collector->quotings, quoting);
        }
        result->line_hash =
            line_hash_of(collector, finding->span.source, result->place.start.line);
    }
    copy_related(collector, finding, result);
    return result;
}

/* ---- places ---- */

/* What makes two findings one result. */
static TriStr key_of(TriArena *arena, const TriCollected *place)
{
    uint32_t span[] = { place->start, place->end };

    return TRI_CONCAT(arena, place->rule, TRI_STR("\n"), place->path, TRI_STR("\n"),
                      tri_str((const char *)span, sizeof span));
}

static TriCollected *find(TriCollector *collector, const TriCollected *place)
{
    TriArena scratch = *collector->scratch;
    size_t at = (size_t)tri_map_find(&collector->places, key_of(&scratch, place),
                                     TRI_MAP_EXACT);

    return at == 0 ? NULL : &collector->collected.items[at - 1];
}

static TriCollected *add(TriCollector *collector, TriCollected place)
{
    TriStr key = key_of(collector->scratch, &place);

    tri_list_push(collector->scratch, &collector->collected, place);
    *tri_map_put(collector->scratch, &collector->places, key, TRI_MAP_EXACT) =
        (void *)collector->collected.count;
    return &tri_list_last(&collector->collected);
}

/* ---- findings ---- */

/* There is room for as many as the next power of two. */
static void push_parameters(TriCollector *collector, TriResult *result,
                            TriStr parameters)
{
    size_t count = result->parameter_count;

    if ((count & (count - 1)) == 0) {
        TriStr *grown = TRI_NEW_ARRAY(collector->arena, TriStr, count * 2 + 1);

        for (size_t i = 0; i < count; i++) {
            grown[i] = result->parameters[i];
        }
        result->parameters = grown;
    }
    result->parameters[result->parameter_count++] = parameters;
}

/* One deployment comes after the other, so only the last can be the same. */
static void add_parameters(TriCollector *collector, TriResult *result,
                           TriStr parameters)
{
    size_t count = result->parameter_count;

    if (parameters.size > 0 &&
        (count == 0 || !tri_str_eq(result->parameters[count - 1], parameters))) {
        push_parameters(collector, result, copy(collector, parameters));
    }
}

static void merge_parameters(TriCollector *collector, TriResult *result,
                             const TriResult *other)
{
    for (size_t i = 0; i < other->parameter_count; i++) {
        if (!tri_str_is_among(other->parameters[i], result->parameters,
                              result->parameter_count)) {
            push_parameters(collector, result, other->parameters[i]);
        }
    }
}

static void add_instances(size_t *instances, const size_t *others)
{
    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        instances[kind] += others[kind];
    }
}

static TriCollected place_of_finding(const TriFinding *finding)
{
    TriCollected place = { .rule = finding->rule,
                           .start = (uint32_t)finding->span.start,
                           .end = (uint32_t)finding->span.end,
                           .kind = finding->kind };

    if (finding->span.source != NULL) {
        place.path = finding->span.source->path;
    }
    return place;
}

bool tri_collect_has(TriCollector *collector, const TriFinding *finding)
{
    TriCollected place = place_of_finding(finding);
    const TriCollected *known = find(collector, &place);

    return known != NULL &&
           (known->kind < finding->kind ||
            (known->kind == finding->kind && finding->kind != TRI_KIND_UNDECIDED));
}

/* The finding is the first of its place, or worse than those before. */
static void describe(TriCollector *collector, TriCollected *place,
                     const TriFinding *finding)
{
    bool is_described = (collector->described & 1U << finding->kind) != 0;

    place->kind = finding->kind;
    place->result = is_described ? copy_finding(collector, finding) : NULL;
}

size_t tri_collect(TriCollector *collector, const TriFinding *finding,
                   TriStr parameters)
{
    TriCollected found = place_of_finding(finding);
    TriCollected *place = find(collector, &found);

    if (finding->is_secret) {
        hide_secret(collector, finding);
    }
    if (place == NULL) {
        found.path = copy_path(collector, found.path);
        place = add(collector, found);
        describe(collector, place, finding);
    } else if (finding->kind < place->kind) {
        describe(collector, place, finding);
    }
    place->instances[finding->kind] += 1 + finding->more;
    if (finding->kind == place->kind && place->result != NULL) {
        add_parameters(collector, place->result, parameters);
    }
    return (size_t)(place - collector->collected.items);
}

void tri_collect_again(TriCollector *collector, size_t place, TriKind kind,
                       size_t instances)
{
    collector->collected.items[place].instances[kind] += instances;
}

/* True when `key` was not in `keys` yet. */
static bool add_key(TriCollector *collector, TriKeys *keys, TriStr key)
{
    void **place = tri_map_put(collector->scratch, &keys->index, key, TRI_MAP_EXACT);

    if (*place != NULL) {
        return false;
    }
    *place = (void *)key.data;
    tri_list_push(collector->scratch, keys, key);
    return true;
}

void tri_collect_resource(TriCollector *collector, TriStr path, TriStr pointer)
{
    TriStr key = TRI_CONCAT(collector->scratch, path, TRI_STR("\n"), pointer);

    if (add_key(collector, &collector->resources, key)) {
        add_key(collector, &collector->templates, tri_str_slice(key, 0, path.size));
    }
}

void tri_collect_template(TriCollector *collector, TriStr path)
{
    add_key(collector, &collector->templates, tri_str_copy(collector->scratch, path));
}

static TriStr key_of_place(TriArena *arena, const TriPlace *place)
{
    return tri_format(arena, "%.*s\n%u", TRI_ARG(place->path), place->start.offset);
}

void tri_collect_used(TriCollector *collector, TriSpan span)
{
    TriPlace place = place_of(collector, span);

    add_key(collector, &collector->used, key_of_place(collector->scratch, &place));
}

bool tri_collector_used(const TriCollector *collector, const TriResult *result)
{
    return tri_map_find(&collector->used.index,
                        key_of_place(collector->scratch, &result->place),
                        TRI_MAP_EXACT) != NULL;
}

/* ---- the end ---- */

static void keep(TriCollector *collector, TriKeys *keys)
{
    TriStr *kept = TRI_NEW_ARRAY(collector->arena, TriStr, keys->count);

    for (size_t i = 0; i < keys->count; i++) {
        kept[i] = copy(collector, keys->items[i]);
    }
    *keys = (TriKeys){ kept, keys->count, keys->count, { 0 } };
}

void tri_collect_end(TriCollector *collector)
{
    for (size_t i = 0; i < collector->quotings.count; i++) {
        const TriQuoting *quoting = &collector->quotings.items[i];

        copy_line(collector, quoting->span, quoting->result);
    }
    size_t count = collector->collected.count;
    TriCollected *places = TRI_NEW_ARRAY(collector->arena, TriCollected, count);

    for (size_t i = 0; i < count; i++) {
        places[i] = collector->collected.items[i];
    }
    collector->collected.items = places;
    collector->collected.capacity = count;
    collector->places = (TriMap){ 0 };
    keep(collector, &collector->resources);
    keep(collector, &collector->templates);
    keep(collector, &collector->used);
    collector->lines.count = 0;
    collector->sources.count = 0;
    collector->hashes.count = 0;
    collector->quotings.count = 0;
    collector->hidden.count = 0;
}

TriResultList tri_collect_results(const TriCollector *collector, TriArena *arena)
{
    const TriCollected *places = collector->collected.items;
    TriResultList results = { 0 };

    for (size_t i = 0; i < collector->collected.count; i++) {
        results.capacity += places[i].result != NULL;
    }
    results.items = TRI_NEW_ARRAY(arena, TriResult, results.capacity);
    for (size_t i = 0; i < collector->collected.count; i++) {
        if (places[i].result != NULL) {
            TriResult *result = &results.items[results.count++];

            *result = *places[i].result;
            memcpy(result->instances, places[i].instances, sizeof result->instances);
        }
    }
    return results;
}

/* ---- files put together ---- */

static void merge_keys(TriCollector *collector, TriKeys *keys, const TriKeys *others)
{
    for (size_t i = 0; i < others->count; i++) {
        add_key(collector, keys, others->items[i]);
    }
}

static void merge(TriCollector *collector, const TriCollected *other)
{
    TriCollected *place = find(collector, other);

    if (place == NULL) {
        add(collector, *other);
        return;
    }
    add_instances(place->instances, other->instances);
    if (other->kind < place->kind) {
        place->kind = other->kind;
        place->result = other->result;
    } else if (other->kind == place->kind && other->result != NULL) {
        merge_parameters(collector, place->result, other->result);
    }
}

void tri_collect_mistakes(TriCollector *collector, const TriCollector *other)
{
    TriStr rule = tri_problem_info(TRI_PROBLEM_PARSE_ERROR)->id;

    for (size_t i = 0; i < other->collected.count; i++) {
        const TriCollected *place = &other->collected.items[i];

        if (place->result != NULL && tri_str_eq(place->result->rule, rule) &&
            find(collector, place) == NULL) {
            add(collector, *place);
        }
    }
}

void tri_collect_all(TriCollector *collector, const TriCollector *other)
{
    for (size_t i = 0; i < other->collected.count; i++) {
        merge(collector, &other->collected.items[i]);
    }
    merge_keys(collector, &collector->resources, &other->resources);
    merge_keys(collector, &collector->used, &other->used);
    merge_keys(collector, &collector->templates, &other->templates);
}
