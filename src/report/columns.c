#include "report/columns.h"

#include "base/utf8.h"

enum { TAB_COLUMNS = 4 };

typedef struct Range {
    uint32_t first;
    uint32_t last;
} Range;

static const Range unprintable[] = {
    { 0x00, 0x1F },     { 0x7F, 0x9F },     { 0x200B, 0x200B }, { 0x200E, 0x200F },
    { 0x2028, 0x202E }, { 0x2060, 0x2069 }, { 0xD800, 0xDFFF }, { 0xFEFF, 0xFEFF },
};

/* Marks that stand on the character before them; joiners and variants. */
static const Range combining[] = {
    { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD },   { 0x0610, 0x061A },
    { 0x064B, 0x065F }, { 0x06D6, 0x06DC }, { 0x0E34, 0x0E3A },   { 0x0E47, 0x0E4E },
    { 0x1AB0, 0x1AFF }, { 0x1DC0, 0x1DFF }, { 0x200C, 0x200D },   { 0x20D0, 0x20FF },
    { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F }, { 0xE0100, 0xE01EF },
};

/* Wide in East Asia, and pictures. */
static const Range wide[] = {
    { 0x1100, 0x115F },   { 0x231A, 0x231B },   { 0x23E9, 0x23EC },
    { 0x2E80, 0x303E },   { 0x3041, 0x33FF },   { 0x3400, 0x4DBF },
    { 0x4E00, 0x9FFF },   { 0xA000, 0xA4CF },   { 0xA960, 0xA97F },
    { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },
    { 0xFF01, 0xFF60 },   { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F },
    { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x1FA70, 0x1FAFF },
    { 0x20000, 0x3FFFD },
};

#define IS_IN(ranges, code) is_in((ranges), sizeof(ranges) / sizeof *(ranges), (code))

static bool is_in(const Range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count && ranges[i].first <= code; i++) {
        if (code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

bool tri_is_unprintable(uint32_t code)
{
    return IS_IN(unprintable, code);
}

static size_t columns_of(uint32_t code)
{
    if (code == '\t') {
        return TAB_COLUMNS;
    }
    if (code < 0x300) {
        return 1;
    }
    if (IS_IN(combining, code)) {
        return 0;
    }
    return IS_IN(wide, code) ? 2 : 1;
}

/* U+2400 and on are pictures of the control characters of ASCII. */
static uint32_t picture_of(uint32_t code)
{
    if (code < 0x20) {
        return 0x2400 + code;
    }
    if (code == 0x7F) {
        return 0x2421;
    }
    return tri_is_unprintable(code) ? TRI_REPLACEMENT_CHARACTER : code;
}

void tri_add_source(TriText *text, TriStr part)
{
    while (part.size > 0) {
        uint32_t code = tri_utf8_next(&part);

        if (code == '\t') {
            tri_text_addf(text, "%*s", TAB_COLUMNS, "");
        } else {
            tri_utf8_add(text, picture_of(code));
        }
    }
}

size_t tri_columns(TriStr part)
{
    size_t columns = 0;

    while (part.size > 0) {
        columns += columns_of(tri_utf8_next(&part));
    }
    return columns;
}

TriStr tri_keep_start(TriStr part, size_t columns)
{
    TriStr rest = part;

    while (rest.size > 0) {
        TriStr next = rest;
        size_t taken = columns_of(tri_utf8_next(&next));

        if (taken > columns) {
            break;
        }
        columns -= taken;
        rest = next;
    }
    return tri_str_slice(part, 0, part.size - rest.size);
}

TriStr tri_keep_end(TriStr part, size_t columns)
{
    size_t taken = tri_columns(part);

    while (taken > columns) {
        taken -= columns_of(tri_utf8_next(&part));
    }
    return part;
}
