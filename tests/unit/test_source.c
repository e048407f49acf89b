#include "source/lines.h"
#include "source/source.h"

#include "base/text.h"

#include <criterion/criterion.h>

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 28);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(source, .init = open_arena, .fini = close_arena);

static TriSource open_text(TriStr bytes)
{
    return tri_source_open(&arena, TRI_STR("a.json"), bytes);
}

static void expect_text(TriStr actual, TriStr expected)
{
    cr_expect(tri_str_eq(actual, expected), "'%.*s' is not '%.*s'", TRI_ARG(actual),
              TRI_ARG(expected));
}

/* ---- encodings ---- */

Test(source, takes_byte_order_marks_off)
{
    static const struct {
        TriStr bytes;
        TriStr text;
        TriEncoding encoding;
        uint32_t mark;
    } rows[] = {
        { TRI_STR_INIT("ab"), TRI_STR_INIT("ab"), TRI_UTF8, 0 },
        { TRI_STR_INIT(""), TRI_STR_INIT(""), TRI_UTF8, 0 },
        { TRI_STR_INIT("\xEF\xBB\xBF"), TRI_STR_INIT(""), TRI_UTF8, 3 },
        { TRI_STR_INIT("\xEF\xBB\xBF"
                       "a"),
          TRI_STR_INIT("a"), TRI_UTF8, 3 },
        { TRI_STR_INIT("\xEF\xBB"), TRI_STR_INIT("\xEF\xBB"), TRI_UTF8, 0 },
        { TRI_STR_INIT("\xFF\xFE"
                       "a\0"),
          TRI_STR_INIT("a"), TRI_UTF16_LE, 2 },
        { TRI_STR_INIT("\xFE\xFF\0a"), TRI_STR_INIT("a"), TRI_UTF16_BE, 2 },
        { TRI_STR_INIT("\xFF\xFE"), TRI_STR_INIT(""), TRI_UTF16_LE, 2 },
        { TRI_STR_INIT("\xFF"), TRI_STR_INIT("\xFF"), TRI_UTF8, 0 },
        /* one mark only */
        { TRI_STR_INIT("\xEF\xBB\xBF\xEF\xBB\xBF"), TRI_STR_INIT("\xEF\xBB\xBF"),
          TRI_UTF8, 3 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriSource source = open_text(rows[i].bytes);

        expect_text(source.text, rows[i].text);
        cr_expect_eq(source.encoding, rows[i].encoding, "row %zu", i);
        cr_expect_eq(source.mark_size, rows[i].mark, "row %zu", i);
    }
}

Test(source, transcodes_other_encodings)
{
    static const struct {
        TriStr bytes;
        const char *text;
    } rows[] = {
        { TRI_STR_INIT("\xFE\xFF\x00\xE9\x20\xAC"), "é€" },
        { TRI_STR_INIT("\xFE\xFF\xD8\x3D\xDE\x00\x00!"), "😀!" },
        { TRI_STR_INIT("\xFF\xFE\x3D\xD8\x00\xDE!\x00"), "😀!" },
        { TRI_STR_INIT("\xFF\xFE\0\0\0\xF6\x01\0!\0\0\0"), "😀!" },
        { TRI_STR_INIT("\0\0\xFE\xFF\0\x01\xF6\0\0\0\0!"), "😀!" },
        { TRI_STR_INIT("\xFF\xFE\0\0\0\0\x11\0!\0"), "\xEF\xBF\xBD\xEF\xBF\xBD" },
        /* without a mark */
        { TRI_STR_INIT("{\0 \0\xAC\x20"), "{ €" },
        { TRI_STR_INIT("\0{\0 \x20\xAC"), "{ €" },
        { TRI_STR_INIT("{\0\0\0\xAC\x20\0\0"), "{€" },
        { TRI_STR_INIT("\0\0\0{\0\0\x20\xAC"), "{€" },
        /* lone surrogates stay, as three bytes */
        { TRI_STR_INIT("\xFE\xFF\xD8\x3D\x00!"), "\xED\xA0\xBD!" },
        { TRI_STR_INIT("\xFE\xFF\xDE\x00\xD8\x3D"), "\xED\xB8\x80\xED\xA0\xBD" },
        /* cut off in the middle of a pair, and of a unit */
        { TRI_STR_INIT("\xFE\xFF\xD8\x3D"), "\xED\xA0\xBD" },
        { TRI_STR_INIT("\xFE\xFF\x00"
                       "a\x00"),
          "a\xEF\xBF\xBD" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_text(open_text(rows[i].bytes).text, tri_str_from_c(rows[i].text));
    }
}

/* ---- positions ---- */

static void expect_position(const char *what, TriPosition actual, TriPosition expected)
{
    cr_expect(actual.line == expected.line && actual.column == expected.column &&
                  actual.offset == expected.offset,
              "%s: %u:%u at %u, not %u:%u at %u", what, actual.line, actual.column,
              actual.offset, expected.line, expected.column, expected.offset);
}

static void expect_place(TriStr bytes, size_t offset, TriPosition expected)
{
    TriSource source = open_text(bytes);
    TriLines *lines = tri_lines(&arena, &source);

    expect_position("tri_position", tri_position(&source, offset), expected);
    expect_position("tri_lines_position", tri_lines_position(lines, offset), expected);
}

Test(source, counts_lines_ended_in_three_ways)
{
    static const TriStr text = TRI_STR_INIT("a\nb\r\nc\rd\n\re\r\r\nf");
    static const TriPosition expected[] = {
        { 1, 1, 0 },  { 1, 2, 1 },  { 2, 1, 2 },  { 2, 2, 3 },
        { 2, 3, 4 },  { 3, 1, 5 },  { 3, 2, 6 },  { 4, 1, 7 },
        { 4, 2, 8 },  { 5, 1, 9 },  { 6, 1, 10 }, { 6, 2, 11 },
        { 7, 1, 12 }, { 7, 2, 13 }, { 8, 1, 14 }, { 8, 2, 15 },
    };

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        expect_place(text, i, expected[i]);
    }
}

Test(source, takes_offsets_beyond_the_end_for_the_end)
{
    expect_place(TRI_STR("ab"), 2, (TriPosition){ 1, 3, 2 });
    expect_place(TRI_STR("ab"), 100, (TriPosition){ 1, 3, 2 });
    expect_place(TRI_STR("ab\n"), 100, (TriPosition){ 2, 1, 3 });
    expect_place(TRI_STR(""), 0, (TriPosition){ 1, 1, 0 });
    expect_place(TRI_STR(""), 1, (TriPosition){ 1, 1, 0 });
}

Test(source, counts_columns_in_utf16_units)
{
    expect_place(TRI_STR("é😀x"), 2, (TriPosition){ 1, 2, 2 });
    expect_place(TRI_STR("é😀x"), 6, (TriPosition){ 1, 4, 6 });
    expect_place(TRI_STR("é😀x"), 7, (TriPosition){ 1, 5, 7 });
    expect_place(TRI_STR("😀\né😀x"), 11, (TriPosition){ 2, 4, 11 });
    expect_place(TRI_STR("\xFF\xF0\x9F(x"), 4, (TriPosition){ 1, 5, 4 });
    expect_place(TRI_STR("\tx"), 1, (TriPosition){ 1, 2, 1 });
}

Test(source, counts_offsets_in_bytes_of_the_file)
{
    /* behind a mark of three bytes */
    expect_place(TRI_STR("\xEF\xBB\xBF"
                         "a\nb"),
                 2, (TriPosition){ 2, 1, 5 });
    /* in UTF-16: é is two bytes of the file, 😀 four */
    expect_place(TRI_STR("\xFE\xFF\x00\xE9\xD8\x3D\xDE\x00\x00!"), 2,
                 (TriPosition){ 1, 2, 4 });
    expect_place(TRI_STR("\xFE\xFF\x00\xE9\xD8\x3D\xDE\x00\x00!"), 6,
                 (TriPosition){ 1, 4, 8 });
    expect_place(TRI_STR("\xFF\xFE\n\x00"
                         "a\x00"),
                 1, (TriPosition){ 2, 1, 4 });
    /* in UTF-32 each is four; without a mark */
    expect_place(TRI_STR("\xFF\xFE\0\0\n\0\0\0\0\xF6\x01\0!\0\0\0"), 5,
                 (TriPosition){ 2, 3, 12 });
    expect_place(TRI_STR("\0\0\0{\0\0\0\n\0\0\0!"), 2, (TriPosition){ 2, 1, 8 });
    expect_place(TRI_STR("{\0\n\0!\0"), 2, (TriPosition){ 2, 1, 4 });
}

/* Texts of a few hundred bytes up, so that there are checkpoints in them. */
static TriStr repeat(const char *part, size_t count)
{
    TriText text = tri_text(&arena);

    while (count-- > 0) {
        tri_text_add_c(&text, part);
    }
    return tri_text_str(&text);
}

static bool is_same(TriPosition a, TriPosition b)
{
    return a.line == b.line && a.column == b.column && a.offset == b.offset;
}

/* On every offset, also inside a character; the first disagreement is told. */
static void expect_agreement(TriStr bytes)
{
    TriSource source = open_text(bytes);
    TriLines *lines = tri_lines(&arena, &source);
    size_t at = 0;

    while (at <= source.text.size + 2 &&
           is_same(tri_position(&source, at), tri_lines_position(lines, at))) {
        at++;
    }
    if (at <= source.text.size + 2) {
        TriPosition slow = tri_position(&source, at);
        TriPosition fast = tri_lines_position(lines, at);

        cr_expect(false, "offset %zu of %zu: %u:%u at %u, but %u:%u at %u; text '%.*s'",
                  at, source.text.size, slow.line, slow.column, slow.offset, fast.line,
                  fast.column, fast.offset, TRI_ARG(tri_str_slice(source.text, 0, 30)));
    }
}

Test(source, gives_the_same_position_either_way)
{
    static const char *const parts[] = {
        "a",
        "\n",
        "\r",
        "\r\n",
        "\n\r",
        "ab\r\ncd\r\n",
        "é",
        "€",
        "😀",
        "a😀\r\n",
        "\xFF",
        "\xF0\x9F\x98",
        "\xE2\x82",
        "\xC0\x80",
        "\xED\xA0\xBD",
        "x\xED\xA0\xBD\xED\xB8\x80\n",
        "é\r",
        "{\"a\": 1},\n",
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        expect_agreement(tri_str_from_c(parts[i]));
        expect_agreement(repeat(parts[i], 700));
        expect_agreement(
            tri_format(&arena, "\xEF\xBB\xBFx%.*s", TRI_ARG(repeat(parts[i], 100))));
    }
    /* one character among plain ones, around the borders of what is read at once */
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        for (size_t before = 1012; before < 1030; before++) {
            expect_agreement(tri_format(&arena, "%.*s%s%.*s",
                                        TRI_ARG(repeat("x", before)), parts[i],
                                        TRI_ARG(repeat("ab\r\ncd\n", 9))));
        }
    }
    expect_agreement(TRI_STR("\xFF\xFE=\xD8\0\xDE\r\0\n\0=\xD8x\0\0"));
    expect_agreement(TRI_STR("\xFE\xFF\xD8=\xDE\0\0\r\0\n\0"));
}

/* ---- spans ---- */

Test(source, joins_spans)
{
    TriSource source = open_text(TRI_STR("one two"));
    TriSpan all = tri_span_join(tri_span(&source, 0, 3), tri_span(&source, 4, 7));

    expect_text(tri_span_text(all), TRI_STR("one two"));
    expect_text(tri_span_text(tri_span(&source, 4, 4)), TRI_STR(""));
    expect_text(tri_span_text(tri_span(&source, 5, 100)), TRI_STR("wo"));
    expect_text(tri_span_text((TriSpan){ 0 }), TRI_STR(""));
}
