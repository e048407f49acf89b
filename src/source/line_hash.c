#include "source/line_hash.h"

#include "base/list.h"
#include "base/map.h"
#include "base/text.h"
#include "base/utf8.h"

enum { WINDOW = 100, MULTIPLIER = 37, BYTE_ORDER_MARK = 0xFEFF, END_MARK = 0xFFFF };

typedef struct Roll {
    TriArena *arena;
    uint64_t hash;    /* of the units in the window */
    uint64_t leaving; /* MULTIPLIER to the power of WINDOW */
    uint16_t window[WINDOW];
    size_t units; /* taken so far */
    bool is_line_start;
    TRI_LIST(size_t) starts; /* the first unit of each line */
    TRI_LIST(uint64_t) values;
} Roll;

static void take(Roll *roll, uint16_t unit)
{
    uint16_t *slot = &roll->window[roll->units % WINDOW];

    roll->hash = roll->hash * MULTIPLIER + unit - *slot * roll->leaving;
    *slot = unit;
    roll->units++;
    size_t done = roll->values.count;

    if (done < roll->starts.count && roll->units == roll->starts.items[done] + WINDOW) {
        tri_list_push(roll->arena, &roll->values, roll->hash);
    }
}

/* A unit of the text, which may be the first of a line. */
static void take_text(Roll *roll, uint16_t unit)
{
    if (roll->is_line_start) {
        tri_list_push(roll->arena, &roll->starts, roll->units);
    }
    roll->is_line_start = unit == '\n';
    take(roll, unit);
}

static void take_code_point(Roll *roll, uint32_t code)
{
    if (code > 0xFFFF) {
        code -= 0x10000;
        take_text(roll, (uint16_t)(0xD800 + (code >> 10)));
        code = 0xDC00 + (code & 0x3FF);
    }
    take_text(roll, (uint16_t)code);
}

static void take_all(Roll *roll, TriStr text)
{
    while (text.size > 0) {
        uint32_t code = tri_utf8_next(&text);

        if (code == '\r') {
            code = '\n';
            text = tri_str_from(text, tri_str_has_prefix(text, TRI_STR("\n")));
        }
        if (code != ' ' && code != '\t') {
            take_code_point(roll, code);
        }
    }
    take_text(roll, END_MARK);
    while (roll->values.count < roll->starts.count) {
        take(roll, 0);
    }
}

static uint32_t count_value(TriArena *arena, TriMap *seen, uint64_t value)
{
    TriStr key = tri_str_copy(arena, tri_str((const char *)&value, sizeof value));
    void **place = tri_map_put(arena, seen, key, TRI_MAP_EXACT);
    size_t count = (size_t)*place + 1;

    *place = (void *)count;
    return (uint32_t)count;
}

TriLineHashes tri_line_hashes(TriArena *arena, const TriSource *source)
{
    Roll roll = { .arena = arena, .leaving = 1, .is_line_start = true };
    TriLineHashes hashes = { 0 };
    TriMap seen = { 0 };

    for (int i = 0; i < WINDOW; i++) {
        roll.leaving *= MULTIPLIER;
    }
    if (source->mark_size > 0) {
        take_text(&roll, BYTE_ORDER_MARK);
    }
    take_all(&roll, source->text);
    hashes.values = roll.values.items;
    hashes.count = roll.values.count;
    hashes.occurrences = TRI_NEW_ARRAY(arena, uint32_t, hashes.count);
    for (size_t i = 0; i < hashes.count; i++) {
        hashes.occurrences[i] = count_value(arena, &seen, hashes.values[i]);
    }
    return hashes;
}

TriStr tri_line_hash(TriArena *arena, const TriLineHashes *hashes, size_t line)
{
    return line == 0 || line > hashes->count
               ? TRI_STR("")
               : tri_format(arena, "%llx:%u",
                            (unsigned long long)hashes->values[line - 1],
                            hashes->occurrences[line - 1]);
}
