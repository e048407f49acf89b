#include "lint/collect.h"

#include "base/text.h"

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

static bool is_inside_character(TriStr text, size_t at)
{
    return at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

static size_t line_end(TriStr text, size_t at)
{
    while (at < text.size && text.data[at] != '\n' && text.data[at] != '\r') {
        at++;
    }
    return at;
}

static void copy_line(TriCollector *collector, TriSpan span, TriResult *result)
{
    TriStr text = span.source->text;
    size_t start = span.start < text.size ? span.start : text.size;
    size_t end = start;

    while (start > 0 && text.data[start - 1] != '\n' && text.data[start - 1] != '\r') {
        start--;
        if (span.start - start >= LINE_BEFORE && !is_inside_character(text, start)) {
            break;
        }
    }
    end = line_end(tri_str_slice(text, 0, end + LINE_LIMIT), end);
    while (end > start && is_inside_character(text, end)) {
        end--;
    }
    result->line = copy(collector, tri_str_slice(text, start, end - start));
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

/* What a result is counted by. */
static TriResult note_finding(TriCollector *collector, const TriFinding *finding)
{
    TriResult result = { .rule = finding->rule, .kind = finding->kind };

    if (finding->span.source != NULL) {
        result.place.path = copy_path(collector, finding->span.source->path);
        result.place.start.offset = (uint32_t)finding->span.start;
        result.place.end.offset = (uint32_t)finding->span.end;
    }
    return result;
}

static TriResult copy_finding(TriCollector *collector, const TriFinding *finding)
{
    if ((collector->described & 1U << finding->kind) == 0) {
        return note_finding(collector, finding);
    }
    TriResult result = {
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
        copy_line(collector, finding->span, &result);
        result.line_hash =
            line_hash_of(collector, finding->span.source, result.place.start.line);
    }
    copy_related(collector, finding, &result);
    return result;
}

/* What makes two findings one result; file-wide ones differ by their message. */
static TriStr key_of(TriArena *arena, TriStr rule, TriStr path, uint32_t start,
                     uint32_t end)
{
    uint32_t places[] = { start, end };

    return TRI_CONCAT(arena, rule, TRI_STR("\n"), path, TRI_STR("\n"),
                      tri_str((const char *)places, sizeof places));
}

static TriResult *find(TriCollector *collector, TriStr key)
{
    intptr_t place = (intptr_t)tri_map_find(&collector->places, key, TRI_MAP_EXACT);

    return place <= 0 ? NULL : &collector->results.items[place - 1];
}

/* `key` is kept. */
static TriResult *add(TriCollector *collector, TriStr key, TriResult result)
{
    tri_list_push(collector->scratch, &collector->results, result);
    *tri_map_put(collector->scratch, &collector->places, key, TRI_MAP_EXACT) =
        (void *)collector->results.count;
    return &tri_list_last(&collector->results);
}

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
                             TriStr parameters)
{
    for (size_t i = 0; i < result->parameter_count; i++) {
        if (tri_str_eq(result->parameters[i], parameters)) {
            return;
        }
    }
    push_parameters(collector, result, parameters);
}

static void add_instances(size_t *instances, const size_t *others)
{
    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        instances[kind] += others[kind];
    }
}

/* A worse kind takes the place over; its counts and files are kept apart. */
static void replace(TriResult *result, TriResult worse)
{
    add_instances(worse.instances, result->instances);
    *result = worse;
}

static TriStr key_of_finding(TriArena *arena, const TriFinding *finding)
{
    TriStr path =
        finding->span.source == NULL ? TRI_STR("") : finding->span.source->path;

    return key_of(arena, finding->rule, path, finding->span.start, finding->span.end);
}

bool tri_collect_has(TriCollector *collector, const TriFinding *finding)
{
    TriArena scratch = *collector->scratch;
    const TriResult *result = find(collector, key_of_finding(&scratch, finding));

    return result != NULL &&
           (result->kind < finding->kind ||
            (result->kind == finding->kind && finding->kind != TRI_KIND_UNDECIDED));
}

size_t tri_collect(TriCollector *collector, const TriFinding *finding,
                   TriStr parameters)
{
    TriArena scratch = *collector->scratch;
    TriResult *result = find(collector, key_of_finding(&scratch, finding));

    if (result == NULL) {
        TriStr key = key_of_finding(collector->scratch, finding);

        result = add(collector, key, copy_finding(collector, finding));
    } else if (finding->kind < result->kind) {
        replace(result, copy_finding(collector, finding));
    }
    result->instances[finding->kind] += 1 + finding->more;
    if (finding->kind == result->kind) {
        add_parameters(collector, result, parameters);
    }
    return (size_t)(result - collector->results.items);
}

void tri_collect_again(TriCollector *collector, size_t result, TriKind kind,
                       size_t instances)
{
    collector->results.items[result].instances[kind] += instances;
}

/* True when `key` was not in `keys` yet. */
static bool add_key(TriCollector *collector, TriMap *index, TriStrList *keys,
                    TriStr key)
{
    void **place = tri_map_put(collector->arena, index, key, TRI_MAP_EXACT);

    if (*place != NULL) {
        return false;
    }
    *place = (void *)key.data;
    tri_list_push(collector->arena, keys, key);
    return true;
}

void tri_collect_resource(TriCollector *collector, TriStr path, TriStr pointer)
{
    TriStr key = TRI_CONCAT(collector->arena, path, TRI_STR("\n"), pointer);

    if (add_key(collector, &collector->resource_index, &collector->resources, key)) {
        add_key(collector, &collector->template_index, &collector->templates,
                tri_str_slice(key, 0, path.size));
    }
}

void tri_collect_template(TriCollector *collector, TriStr path)
{
    add_key(collector, &collector->template_index, &collector->templates,
            tri_str_copy(collector->arena, path));
}

static TriStr key_of_place(TriArena *arena, const TriPlace *place)
{
    return tri_format(arena, "%.*s\n%u", TRI_ARG(place->path), place->start.offset);
}

void tri_collect_used(TriCollector *collector, TriSpan span)
{
    TriPlace place = place_of(collector, span);

    add_key(collector, &collector->used_index, &collector->used,
            key_of_place(collector->arena, &place));
}

bool tri_collector_used(const TriCollector *collector, const TriResult *result)
{
    return tri_map_find(&collector->used_index,
                        key_of_place(collector->arena, &result->place),
                        TRI_MAP_EXACT) != NULL;
}

/* ---- the end of a file ---- */

static TriCounted counted(const TriResult *result)
{
    TriCounted counted = { .rule = result->rule,
                           .path = result->place.path,
                           .start = result->place.start.offset,
                           .end = result->place.end.offset,
                           .kind = result->kind };

    memcpy(counted.instances, result->instances, sizeof counted.instances);
    return counted;
}

void tri_collect_end(TriCollector *collector)
{
    TriResultList all = collector->results;
    size_t described = 0;

    for (size_t i = 0; i < all.count; i++) {
        described += collector->described >> all.items[i].kind & 1U;
    }
    size_t others = all.count - described;

    collector->results =
        (TriResultList){ TRI_NEW_ARRAY(collector->arena, TriResult, described), 0,
                         described };
    collector->counted.items = TRI_NEW_ARRAY(collector->arena, TriCounted, others);
    collector->counted.capacity = others;
    for (size_t i = 0; i < all.count; i++) {
        if ((collector->described & 1U << all.items[i].kind) != 0) {
            collector->results.items[collector->results.count++] = all.items[i];
        } else {
            collector->counted.items[collector->counted.count++] =
                counted(&all.items[i]);
        }
    }
    collector->places = (TriMap){ 0 };
    collector->lines.count = 0;
    collector->sources.count = 0;
    collector->hashes.count = 0;
}

/* ---- files put together ---- */

/* What is known of the place so far: as in TriCollector.places, 0 when nothing is. */
static void **put_place(TriCollector *collector, TriStr rule, TriStr path,
                        uint32_t start, uint32_t end)
{
    TriArena scratch = *collector->scratch;
    TriStr key = key_of(&scratch, rule, path, start, end);

    if (tri_map_find(&collector->places, key, TRI_MAP_EXACT) == NULL) {
        key = key_of(collector->scratch, rule, path, start, end);
    }
    return tri_map_put(collector->scratch, &collector->places, key, TRI_MAP_EXACT);
}

static void push_result(TriCollector *collector, void **place, TriResult result)
{
    tri_list_push(collector->scratch, &collector->results, result);
    *place = (void *)(intptr_t)collector->results.count;
}

static TriCounted *counted_at(TriCollector *collector, intptr_t place)
{
    return &collector->counted.items[-place - 1];
}

static void merge_into_counted(TriCollector *collector, void **place,
                               const TriResult *other)
{
    TriCounted *counted = counted_at(collector, (intptr_t)*place);

    add_instances(counted->instances, other->instances);
    if (other->kind < counted->kind) {
        TriResult worse = *other;

        memcpy(worse.instances, counted->instances, sizeof worse.instances);
        counted->kind = TRI_KIND_COUNT;
        push_result(collector, place, worse);
    }
}

static void merge_into_result(TriCollector *collector, TriResult *result,
                              const TriResult *other)
{
    if (other->kind < result->kind) {
        replace(result, *other);
        return;
    }
    add_instances(result->instances, other->instances);
    for (size_t i = 0; other->kind == result->kind && i < other->parameter_count; i++) {
        merge_parameters(collector, result, other->parameters[i]);
    }
}

static void merge(TriCollector *collector, const TriResult *other)
{
    void **place = put_place(collector, other->rule, other->place.path,
                             other->place.start.offset, other->place.end.offset);
    intptr_t at = (intptr_t)*place;

    if (at == 0) {
        push_result(collector, place, *other);
    } else if (at < 0) {
        merge_into_counted(collector, place, other);
    } else {
        merge_into_result(collector, &collector->results.items[at - 1], other);
    }
}

static void merge_counted(TriCollector *collector, const TriCounted *other)
{
    void **place =
        put_place(collector, other->rule, other->path, other->start, other->end);
    intptr_t at = (intptr_t)*place;

    if (at == 0) {
        tri_list_push(collector->scratch, &collector->counted, *other);
        *place = (void *)-(intptr_t)collector->counted.count;
    } else if (at < 0) {
        TriCounted *counted = counted_at(collector, at);

        add_instances(counted->instances, other->instances);
        counted->kind = other->kind < counted->kind ? other->kind : counted->kind;
    } else {
        TriResult result = {
            .rule = other->rule,
            .kind = other->kind,
            .place = { other->path, { 1, 1, other->start }, { 1, 1, other->end } },
        };

        memcpy(result.instances, other->instances, sizeof result.instances);
        merge_into_result(collector, &collector->results.items[at - 1], &result);
    }
}

void tri_collect_all(TriCollector *collector, const TriCollector *other)
{
    for (size_t i = 0; i < other->results.count; i++) {
        merge(collector, &other->results.items[i]);
    }
    for (size_t i = 0; i < other->counted.count; i++) {
        merge_counted(collector, &other->counted.items[i]);
    }
    for (size_t i = 0; i < other->resources.count; i++) {
        add_key(collector, &collector->resource_index, &collector->resources,
                other->resources.items[i]);
    }
    for (size_t i = 0; i < other->used.count; i++) {
        add_key(collector, &collector->used_index, &collector->used,
                other->used.items[i]);
    }
    for (size_t i = 0; i < other->templates.count; i++) {
        add_key(collector, &collector->template_index, &collector->templates,
                other->templates.items[i]);
    }
}
