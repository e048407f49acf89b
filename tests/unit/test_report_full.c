/* The marks under source lines. */
#include "base/utf8.h"
#include "report/columns.h"
#include "report/report.h"

#include <criterion/criterion.h>

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 30);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(report_full, .init = open_arena, .fini = close_arena);

/* ---- columns ---- */

Test(report_full, characters_take_the_columns_that_terminals_give_them)
{
    static const struct {
        const char *text;
        size_t columns;
    } rows[] = {
        { "", 0 },
        { "abc", 3 },
        { "\t", 4 },
        { "\xC3\xA4", 1 },
        { "e\xCC\x81", 1 },                /* e and an accent that combines */
        { "\xE5\xBA\x97", 2 },             /* a Chinese character */
        { "\xEF\xBC\xA1", 2 },             /* a full-width A */
        { "\xED\x95\x9C", 2 },             /* a Hangul syllable */
        { "\xF0\x9F\x98\x80", 2 },         /* a face */
        { "\xE2\x9D\xA4\xEF\xB8\x8F", 1 }, /* a heart and its variant */
        { "\x1B", 1 },
        { "\xFF", 1 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriText shown = tri_text(&arena);
        TriStr text = tri_str_from_c(rows[i].text);

        tri_add_source(&shown, text);
        cr_expect_eq(tri_columns(text), rows[i].columns, "row %zu", i);
        cr_expect_eq(tri_columns(tri_text_str(&shown)), rows[i].columns, "row %zu", i);
    }
}

Test(report_full, control_characters_have_pictures)
{
    TriText text = tri_text(&arena);

    tri_add_source(&text, tri_str("a\0\x1B\x7F\tb\xE2\x80\xAE", 9));
    cr_expect(
        tri_str_eq(tri_text_str(&text),
                   TRI_STR("a\xE2\x90\x80\xE2\x90\x9B\xE2\x90\xA1    b\xEF\xBF\xBD")),
        "%.*s", TRI_ARG(tri_text_str(&text)));
}

Test(report_full, no_character_is_cut_in_two)
{
    static const struct {
        size_t columns;
        const char *start;
        const char *end;
    } rows[] = {
        { 0, "", "" },
        { 1, "a", "" },
        { 2, "a", "\xE5\xBA\x97" },
        { 3, "a\xE5\xBA\x97", "\xE5\xBA\x97" },
        { 4, "a\xE5\xBA\x97", "\xE5\xBA\x97\xE5\xBA\x97" },
        { 5, "a\xE5\xBA\x97\xE5\xBA\x97", "a\xE5\xBA\x97\xE5\xBA\x97" },
        { 9, "a\xE5\xBA\x97\xE5\xBA\x97", "a\xE5\xBA\x97\xE5\xBA\x97" },
    };
    TriStr text = TRI_STR("a\xE5\xBA\x97\xE5\xBA\x97");

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr start = tri_keep_start(text, rows[i].columns);
        TriStr end = tri_keep_end(text, rows[i].columns);

        cr_expect(tri_str_eq(start, tri_str_from_c(rows[i].start)), "row %zu: %.*s", i,
                  TRI_ARG(start));
        cr_expect(tri_str_eq(end, tri_str_from_c(rows[i].end)), "row %zu: %.*s", i,
                  TRI_ARG(end));
    }
}

/* ---- marks ---- */

/* The source line of a report and the line with the marks, both without margin. */
typedef struct Shown {
    TriStr source;
    TriStr marks;
} Shown;

static Shown show(TriStr line, uint32_t start, uint32_t end, int width)
{
    TriResult result = {
        .rule = TRI_STR("rule"),
        .level = TRI_LEVEL_WARNING,
        .place = { TRI_STR("a.json"), { 7, start + 1, 0 }, { 7, end + 1, 0 } },
        .line = line,
        .line_column = 1,
    };
    TriRun run = { .results = &result, .result_count = 1 };
    TriReportStyle style = { .width = width };
    TriText text = tri_text(&arena);
    Shown shown = { 0 };
    TriStr part;

    tri_report_full.write(&run, &style, &text);
    for (TriStr rest = tri_text_str(&text); tri_str_split(&rest, '\n', &part);) {
        if (tri_str_has_prefix(part, TRI_STR("7 | "))) {
            shown.source = tri_str_from(part, 4);
        } else if (tri_str_has_prefix(part, TRI_STR("  | "))) {
            shown.marks = tri_str_from(part, 4);
        }
    }
    return shown;
}

Test(report_full, marks_stand_under_the_place)
{
    static const struct {
        const char *line;
        uint32_t start; /* in UTF-16 units */
        uint32_t end;
        const char *marks;
    } rows[] = {
        { "\"a\": false", 5, 10, "     ^^^^^" },
        { "\"a\": false", 0, 10, "^^^^^^^^^^" },
        { "\"a\": [", 6, 6, "      ^" },
        { "\t\"a\": 1", 6, 7, "         ^" },
        { "\xF0\x9F\x98\x80: 1", 4, 5, "    ^" },
        { "e\xCC\x81: 1", 4, 5, "   ^" },
        { "\xE5\xBA\x97", 0, 1, "^^" },
        { "a\x1B"
          "b",
          1, 2, " ^" },
        { "short", 2, 900, "  ^^^" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Shown shown = show(tri_str_from_c(rows[i].line), rows[i].start, rows[i].end, 0);

        cr_expect(tri_str_eq(shown.marks, tri_str_from_c(rows[i].marks)),
                  "row %zu: '%.*s' is not '%s'", i, TRI_ARG(shown.marks),
                  rows[i].marks);
    }
}

/* Digits that count up, so that a column tells what stands in it. */
static TriStr long_line(void)
{
    TriText text = tri_text(&arena);

    for (int i = 0; i < 100; i++) {
        tri_text_addf(&text, "%02d%s", i, i % 7 == 0 ? "\xE5\xBA\x97" : "\xC3\xA4");
    }
    return tri_text_str(&text);
}

static bool is_well_marked(const Shown *shown, TriStr line, uint32_t start,
                           size_t width)
{
    size_t column = tri_str_find_char(shown->marks, '^');
    TriStr before = tri_keep_start(shown->source, column);
    TriStr marked = tri_str_from(shown->source, before.size);
    TriStr meant = tri_str_from(line, tri_utf8_offset(line, start));

    return tri_columns(before) == column &&
           tri_utf8_next(&marked) == tri_utf8_next(&meant) &&
           tri_columns(shown->source) <= width && tri_columns(shown->marks) <= width;
}

Test(report_full, long_lines_are_cut_to_the_width_and_stay_marked)
{
    static const uint32_t sizes[] = { 1, 5, 30, 80, 200 };
    TriStr line = long_line();
    uint32_t units = (uint32_t)tri_utf8_units(line);

    for (int width = 40; width <= 250; width += 15) {
        for (uint32_t start = 0; start < units; start += 11) {
            for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                TriArena kept = arena;
                Shown shown = show(line, start, start + sizes[i], width);

                cr_expect(is_well_marked(&shown, line, start, (size_t)width - 4),
                          "width %d, from %u, %u long:\n%.*s\n%.*s", width, start,
                          sizes[i], TRI_ARG(shown.source), TRI_ARG(shown.marks));
                arena = kept;
            }
        }
    }
}

Test(report_full, a_width_too_small_to_use_is_not_used)
{
    Shown shown = show(long_line(), 100, 120, 3);

    cr_expect_gt(tri_columns(shown.source), 20);
}
