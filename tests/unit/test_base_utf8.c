#include "base/utf8.h"

#include <criterion/criterion.h>

/* One step: the code point and the bytes it takes. */
static void expect_next(TriStr text, uint32_t code, size_t size)
{
    TriStr rest = text;
    uint32_t next = tri_utf8_next(&rest);

    cr_expect_eq(next, code, "U+%04X, not U+%04X", next, code);
    cr_expect_eq(text.size - rest.size, size, "U+%04X takes %zu", code,
                 text.size - rest.size);
}

Test(base_utf8, takes_one_code_point)
{
    expect_next(TRI_STR("a"), 'a', 1);
    expect_next(TRI_STR("\0a"), 0, 1);
    expect_next(TRI_STR("\x7F"), 0x7F, 1);
    expect_next(TRI_STR("\xC2\x80"), 0x80, 2);
    expect_next(TRI_STR("\xDF\xBF"), 0x7FF, 2);
    expect_next(TRI_STR("\xE0\xA0\x80"), 0x800, 3);
    expect_next(TRI_STR("\xEF\xBF\xBF"), 0xFFFF, 3);
    expect_next(TRI_STR("\xF0\x90\x80\x80"), 0x10000, 4);
    expect_next(TRI_STR("\xF4\x8F\xBF\xBF"), 0x10FFFF, 4);
}

Test(base_utf8, takes_surrogates_in_three_bytes)
{
    expect_next(TRI_STR("\xED\xA0\x80"), 0xD800, 3);
    expect_next(TRI_STR("\xED\xBF\xBF"), 0xDFFF, 3);
    /* a pair of them stays two */
    cr_expect_eq(tri_utf8_units(TRI_STR("\xED\xA0\xBD\xED\xB8\x80")), 2);
}

Test(base_utf8, takes_any_other_byte_alone)
{
    static const TriStr texts[] = {
        TRI_STR_INIT("\x80"), /* continuation */
        TRI_STR_INIT("\xBF\x80"),
        TRI_STR_INIT("\xC0\x80"), /* overlong */
        TRI_STR_INIT("\xC1\xBF"),
        TRI_STR_INIT("\xE0\x80\x80"),
        TRI_STR_INIT("\xE0\x9F\xBF"),
        TRI_STR_INIT("\xF0\x8F\xBF\xBF"),
        TRI_STR_INIT("\xF4\x90\x80\x80"), /* beyond the last */
        TRI_STR_INIT("\xF5\x80\x80\x80"),
        TRI_STR_INIT("\xFF"),
        TRI_STR_INIT("\xFE\xFE"),
        TRI_STR_INIT("\xC3"), /* cut off */
        TRI_STR_INIT("\xC3("),
        TRI_STR_INIT("\xE2\x82"),
        TRI_STR_INIT("\xE2\x28\xA1"),
        TRI_STR_INIT("\xF0\x9F\x98"),
        TRI_STR_INIT("\xF0\x9F\x98(("),
        TRI_STR_INIT("\xF8\x88\x80\x80\x80"),
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect_next(texts[i], TRI_REPLACEMENT_CHARACTER, 1);
    }
}

Test(base_utf8, writes_what_it_reads)
{
    TriArena arena = tri_arena_open((size_t)1 << 20);
    size_t wrong = 0;

    for (uint32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 97) {
        TriText text = tri_text(&arena);

        tri_utf8_add(&text, code);
        TriStr rest = tri_text_str(&text);

        wrong += tri_utf8_units(rest) != (code > 0xFFFF ? 2 : 1);
        wrong += tri_utf8_next(&rest) != code || rest.size > 0;
        tri_arena_reset(&arena, 4096);
    }
    cr_expect_eq(wrong, 0);
    tri_arena_close(&arena);
}

Test(base_utf8, counts_utf16_units)
{
    static const struct {
        TriStr text;
        size_t units;
    } rows[] = {
        { TRI_STR_INIT(""), 0 },         { TRI_STR_INIT("abc"), 3 },
        { TRI_STR_INIT("é"), 1 },        { TRI_STR_INIT("😀"), 2 },
        { TRI_STR_INIT("a😀é"), 4 },      { TRI_STR_INIT("\xF0\x9F\x98"), 3 },
        { TRI_STR_INIT("\xFF\xFE"), 2 }, { TRI_STR_INIT("e\xCC\x81"), 2 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_utf8_units(rows[i].text), rows[i].units, "row %zu", i);
    }
}

Test(base_utf8, finds_the_offset_of_a_unit)
{
    static const struct {
        size_t units;
        size_t offset;
    } rows[] = {
        { 0, 0 }, { 1, 1 }, { 2, 1 }, { 3, 5 },
        { 4, 7 }, { 5, 8 }, { 6, 8 }, { 1000, 8 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_utf8_offset(TRI_STR("a😀éb"), rows[i].units), rows[i].offset,
                     "%zu units", rows[i].units);
    }
    cr_expect_eq(tri_utf8_offset((TriStr){ 0 }, 3), 0);
}

Test(base_utf8, knows_what_is_inside_a_character)
{
    static const bool is_inside[] = { false, false, true, true, true, false, true };
    TriStr text = TRI_STR("a😀é");

    for (size_t at = 0; at < text.size; at++) {
        cr_expect_eq(tri_utf8_is_inside(text, at), is_inside[at], "%zu", at);
    }
    cr_expect_not(tri_utf8_is_inside(tri_str(text.data, 2), 2));
}

Test(base_utf8, puts_a_replacement_in_place_of_what_is_not_valid)
{
    static const struct {
        TriStr text;
        TriStr valid;
    } rows[] = {
        { TRI_STR_INIT(""), TRI_STR_INIT("") },
        { TRI_STR_INIT("aé😀\xEF\xBF\xBD"), TRI_STR_INIT("aé😀\xEF\xBF\xBD") },
        { TRI_STR_INIT("a\xFF\xFE"
                       "b"),
          TRI_STR_INIT("a\xEF\xBF\xBD\xEF\xBF\xBD"
                       "b") },
        { TRI_STR_INIT("\xED\xA0\x80"
                       "c"),
          TRI_STR_INIT("\xEF\xBF\xBD"
                       "c") },
        { TRI_STR_INIT("\xC3"), TRI_STR_INIT("\xEF\xBF\xBD") },
    };
    TriArena arena = tri_arena_open((size_t)1 << 20);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr valid = tri_utf8_valid(&arena, rows[i].text);
        bool is_same = tri_str_eq(rows[i].text, rows[i].valid);

        cr_expect(tri_str_eq(valid, rows[i].valid), "row %zu", i);
        cr_expect_eq(tri_utf8_is_valid(rows[i].text), is_same, "row %zu", i);
    }
    tri_arena_close(&arena);
}
