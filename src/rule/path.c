#include "rule/path.h"

#include "base/list.h"

typedef TRI_LIST(TriSegment) SegmentList;

static TriStatus wrong(TriError *error)
{
    return tri_fail(error, "expected 'name', 'name[3]', 'name[*]', '*' or ['a.b'] "
                           "between the dots of a path");
}

/* "3" or "*" between brackets. */
static bool read_index(TriStr text, TriSegment *segment)
{
    if (tri_str_eq(text, TRI_STR("*"))) {
        segment->kind = TRI_SEGMENT_ITEMS;
        return true;
    }
    segment->kind = TRI_SEGMENT_INDEX;
    for (size_t i = 0; i < text.size; i++) {
        if (!tri_char_is_digit(text.data[i])) {
            return false;
        }
        segment->index = segment->index * 10 + (size_t)(text.data[i] - '0');
    }
    return text.size > 0 && text.size < 10;
}

/* ['a.b'] at the start of `*rest`: takes it and the dot behind. */
static bool take_quoted(TriStr *rest, TriSegment *segment)
{
    size_t end = tri_str_find(*rest, TRI_STR("']"));

    if (end == TRI_NOT_FOUND || end < 2) {
        return false;
    }
    segment->name = tri_str_slice(*rest, 2, end - 2);
    *rest = tri_str_from(*rest, end + 2);
    if (rest->size > 0 && rest->data[0] == '.') {
        *rest = tri_str_from(*rest, 1);
        return rest->size > 0;
    }
    return rest->size == 0 || rest->data[0] == '[';
}

/* The brackets behind a name, one after the other. */
static bool add_indices(TriArena *arena, TriStr brackets, SegmentList *list)
{
    while (brackets.size > 0) {
        size_t close = tri_str_find_char(brackets, ']');
        TriSegment segment = { 0 };

        if (brackets.data[0] != '[' || close == TRI_NOT_FOUND ||
            !read_index(tri_str_slice(brackets, 1, close - 1), &segment)) {
            return false;
        }
        tri_list_push(arena, list, segment);
        brackets = tri_str_from(brackets, close + 1);
    }
    return true;
}

/* One part between dots; an empty one is an empty name. */
static bool add_part(TriArena *arena, TriStr part, SegmentList *list)
{
    size_t bracket = tri_str_find_char(part, '[');
    TriSegment segment = { .name = tri_str_slice(part, 0, bracket) };

    if (tri_str_eq(segment.name, TRI_STR("*"))) {
        segment.kind = TRI_SEGMENT_ALL;
    }
    if (segment.name.size > 0 || bracket == TRI_NOT_FOUND) {
        tri_list_push(arena, list, segment);
    }
    return bracket == TRI_NOT_FOUND ||
           add_indices(arena, tri_str_from(part, bracket), list);
}

static bool add_next(TriArena *arena, TriStr *rest, SegmentList *list)
{
    TriSegment segment = { 0 };
    TriStr part;

    if (tri_str_has_prefix(*rest, TRI_STR("['"))) {
        if (!take_quoted(rest, &segment)) {
            return false;
        }
        tri_list_push(arena, list, segment);
        return true;
    }
    tri_str_split(rest, '.', &part);
    return add_part(arena, part, list);
}

/* FNV-1a: unlike tri_str_hash the same in every run, for rules that are built in. The
   long one, folded: with the short one twice as many of their paths share a slot of
   places.c. */
static uint32_t hash_of(TriStr text)
{
    uint64_t hash = 0xcbf29ce484222325U;

    for (size_t i = 0; i < text.size; i++) {
        hash = (hash ^ (unsigned char)text.data[i]) * 0x100000001b3U;
    }
    return (uint32_t)(hash ^ hash >> 32);
}

static void note_parent(TriPath *path)
{
    size_t size = path->text.size;

    if (path->count < 2 || tri_str_find_char(path->text, '[') != TRI_NOT_FOUND ||
        tri_str_find_char(path->text, '*') != TRI_NOT_FOUND) {
        return;
    }
    while (path->text.data[size - 1] != '.') {
        size--;
    }
    path->parent_size = size - 1;
    path->parent_hash = hash_of(tri_str_slice(path->text, 0, size - 1));
}

TriStatus tri_path_parse(TriArena *arena, TriStr text, TriPath *path, TriError *error)
{
    bool ends_in_dot = tri_str_has_suffix(text, TRI_STR("."));
    SegmentList list = { 0 };

    for (TriStr rest = text; rest.size > 0;) {
        if (!add_next(arena, &rest, &list)) {
            return wrong(error);
        }
    }
    if (list.count == 0 || ends_in_dot) {
        TriSegment empty = { 0 };

        tri_list_push(arena, &list, empty);
    }
    *path = (TriPath){
        .text = text, .hash = hash_of(text), .segments = list.items, .count = list.count
    };
    for (size_t i = 0; i < list.count; i++) {
        path->has_wildcard =
            path->has_wildcard || tri_segment_is_wildcard(&list.items[i]);
    }
    note_parent(path);
    return TRI_OK;
}

static bool is_same_segment(const TriSegment *a, const TriSegment *b)
{
    return a->kind == b->kind && a->index == b->index &&
           tri_str_eq_nocase(a->name, b->name);
}

bool tri_path_begins_with(const TriPath *path, const TriPath *start)
{
    if (path->count < start->count) {
        return false;
    }
    for (size_t i = 0; i < start->count; i++) {
        if (!is_same_segment(&path->segments[i], &start->segments[i])) {
            return false;
        }
    }
    return true;
}
