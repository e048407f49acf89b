#include "eval/letter_case.h"

#include "base/utf8.h"

/* Lower-case letters first … last, every `step`, are `distance` above their
   upper-case ones. */
typedef struct Range {
    uint32_t first;
    uint32_t last;
    uint32_t step;
    uint32_t distance;
} Range;

static const Range ranges[] = {
    { 'a', 'z', 1, 32 },
    { 0xE0, 0xF6, 1, 32 },
    { 0xF8, 0xFE, 1, 32 },
    { 0x101, 0x12F, 2, 1 },
    { 0x133, 0x137, 2, 1 },
    { 0x13A, 0x148, 2, 1 },
    { 0x14B, 0x177, 2, 1 },
    { 0x17A, 0x17E, 2, 1 },
    { 0x1CE, 0x1DC, 2, 1 },
    { 0x1DF, 0x1EF, 2, 1 },
    { 0x1F9, 0x21F, 2, 1 },
    { 0x223, 0x233, 2, 1 },
    { 0x247, 0x24F, 2, 1 },
    { 0x371, 0x373, 2, 1 },
    { 0x3AC, 0x3AC, 1, 38 },
    { 0x3AD, 0x3AF, 1, 37 },
    { 0x3B1, 0x3C1, 1, 32 },
    { 0x3C3, 0x3CB, 1, 32 },
    { 0x3CC, 0x3CC, 1, 64 },
    { 0x3CD, 0x3CE, 1, 63 },
    { 0x3D9, 0x3EF, 2, 1 },
    { 0x430, 0x44F, 1, 32 },
    { 0x450, 0x45F, 1, 80 },
    { 0x461, 0x481, 2, 1 },
    { 0x48B, 0x4BF, 2, 1 },
    { 0x4C2, 0x4CE, 2, 1 },
    { 0x4D1, 0x52F, 2, 1 },
    { 0x561, 0x586, 1, 48 },
    { 0x1E01, 0x1E95, 2, 1 },
    { 0x1EA1, 0x1EFF, 2, 1 },
    { 0x2170, 0x217F, 1, 16 },
    { 0x24D0, 0x24E9, 1, 26 },
    { 0xFF41, 0xFF5A, 1, 32 },
    { 0x10428, 0x1044F, 1, 40 },
    { 0 },
};

static bool is_within(uint32_t code, uint32_t first, const Range *range)
{
    return code >= first && code - first <= range->last - range->first &&
           (code - first) % range->step == 0;
}

static uint32_t upper_letter(uint32_t code)
{
    for (const Range *range = ranges; range->first != 0 && code >= range->first;
         range++) {
        if (is_within(code, range->first, range)) {
            return code - range->distance;
        }
    }
    return code;
}

uint32_t tri_lower_letter(uint32_t code)
{
    if (code < 0x80) {
        return (unsigned char)tri_char_lower((char)code);
    }
    for (const Range *range = ranges; range->first != 0; range++) {
        if (is_within(code, range->first - range->distance, range)) {
            return code + range->distance;
        }
    }
    return code;
}

static TriStr map_letters(TriArena *arena, TriStr text, uint32_t map(uint32_t))
{
    TriText mapped = tri_text(arena);

    while (text.size > 0) {
        tri_utf8_add(&mapped, map(tri_utf8_next(&text)));
    }
    return tri_text_str(&mapped);
}

TriStr tri_upper_text(TriArena *arena, TriStr text)
{
    return map_letters(arena, text, upper_letter);
}

TriStr tri_lower_text(TriArena *arena, TriStr text)
{
    return map_letters(arena, text, tri_lower_letter);
}
