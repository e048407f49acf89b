#include "json/document.h"

#include "base/text.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static TriArena arena;
static TriArena nodes;
static TriArena scratch;
static TriSource source;
static TriSink sink;

static void open_arenas(void)
{
    arena = tri_arena_open((size_t)1 << 30);
    nodes = tri_arena_open((size_t)1 << 30);
    scratch = tri_arena_open((size_t)1 << 20);
}

static void close_arenas(void)
{
    tri_arena_close(&arena);
    tri_arena_close(&nodes);
    tri_arena_close(&scratch);
}

TestSuite(json_parse, .init = open_arenas, .fini = close_arenas);

/* Whether `text` is JSON; findings are in `sink`, of this text only. */
static bool accepts_text(TriStr text)
{
    tri_arena_reset(&arena, (size_t)1 << 20);
    tri_arena_reset(&nodes, (size_t)1 << 20);
    sink = (TriSink){ .arena = &arena };
    source = tri_source_open(&arena, TRI_STR("a.json"), text);
    return tri_json_parse(&nodes, scratch, &source, &sink).root != NULL;
}

static bool accepts(const char *text)
{
    return accepts_text(tri_str_from_c(text));
}

static TriFinding only_finding(void)
{
    cr_assert_eq(sink.findings.count, 1);
    return sink.findings.items[0];
}

Test(json_parse, accepts_the_dialect)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        " { } ",
        "\t[\r\n]\n",
        "1",
        "-0",
        "-0.5e-10",
        "1E+2",
        "0",
        "10",
        "1.0",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        " null ",
        "\"\"",
        "\"text\"",
        "[1,2]",
        "{\"a\":1,\"b\":[{}]}",
        /* comments wherever white space may stand */
        "// a\n1",
        "/* a */1",
        "1// a",
        "1/* a */",
        "[1//c\n]",
        "[1/**/,/***/2/*\n*/]",
        "{/**/\"a\"/**/:/**/1/**/}/**/",
        "[// \"\r1]",
        "[1]//",
        "[/* // */]",
        "[// /*\n]",
        "[\"//\", \"/*\"]",
        /* a comma behind the last item */
        "[1,]",
        "[1,2 , ]",
        "{\"a\":1,}",
        "{\"a\":1,/**/}",
        "[[],{},]",
        /* strings with anything in them */
        "\"a\nb\r\nc\"",
        "\"\x01\x1f\t\x7f\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDe00\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u0000\"",
        "\"\xff\xc0\x80\xed\xa0\x80\"",
        /* a name twice */
        "{\"a\":1,\"a\":2}",
        "{\"\":1}",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_expect(accepts(texts[i]), "%s", texts[i]);
        cr_expect_eq(sink.findings.count, 0, "%s", texts[i]);
    }
}

typedef struct Row {
    const char *text;
    uint32_t start;
    uint32_t end;
    const char *message;
} Row;

static void expect_row(Row row)
{
    cr_expect_not(accepts(row.text), "%s", row.text);
    TriFinding finding = only_finding();

    cr_expect(tri_str_eq(finding.rule, TRI_STR("parse-error")));
    cr_expect(tri_str_eq(finding.message, tri_str_from_c(row.message)),
              "%s: '%.*s' is not '%s'", row.text, TRI_ARG(finding.message),
              row.message);
    cr_expect_eq(finding.span.start, row.start, "%s: starts at %u", row.text,
                 finding.span.start);
    cr_expect_eq(finding.span.end, row.end, "%s: ends at %u", row.text,
                 finding.span.end);
}

static void expect_rows(const Row *rows)
{
    for (; rows->text != NULL; rows++) {
        expect_row(*rows);
    }
}

Test(json_parse, names_what_was_expected_and_what_was_found)
{
    static const Row rows[] = {
        { "[1 2]", 3, 4, "expected ',' or ']' after the item, found '2'" },
        { "[1\"b\"]", 2, 3, "expected ',' or ']' after the item, found '\"'" },
        { "[\"a\":1]", 4, 5, "expected ',' or ']' after the item, found ':'" },
        { "[1}", 2, 3, "expected ',' or ']' after the item, found '}'" },
        { "{\"a\":1 \"b\":2}", 7, 8,
          "expected ',' or '}' after the value of 'a', found '\"'" },
        { "{\"a\":{\"b\":1}:2}", 12, 13,
          "expected ',' or '}' after the value of 'a', found ':'" },
        { "{\"a\":[]]", 7, 8, "expected ',' or '}' after the value of 'a', found ']'" },
        { "{\"a\\\"b\":1 2}", 10, 11,
          "expected ',' or '}' after the value of 'a\\\"b', found '2'" },
        { "{\"a\"}", 4, 5, "expected ':' after the name 'a', found '}'" },
        { "{\"a\" word}", 5, 9, "expected ':' after the name 'a', found 'word'" },
        { "{\"a\",1}", 4, 5, "expected ':' after the name 'a', found ','" },
        { "{\"a\":}", 5, 6, "expected a value for 'a', found '}'" },
        { "{\"a\"::1}", 5, 6, "expected a value for 'a', found ':'" },
        { "{,}", 1, 2, "expected a name in double quotes or '}', found ','" },
        { "{\"a\":1,,}", 7, 8, "expected a name in double quotes or '}', found ','" },
        { "{[]:1}", 1, 2, "expected a name in double quotes or '}', found '['" },
        { "{]", 1, 2, "expected a name in double quotes or '}', found ']'" },
        { "[,]", 1, 2, "expected a value or ']', found ','" },
        { "[1,,2]", 3, 4, "expected a value or ']', found ','" },
        { "[}", 1, 2, "expected a value or ']', found '}'" },
        { "[#]", 1, 2, "expected a value or ']', found '#'" },
        { "[/]", 1, 2, "expected a value or ']', found '/'" },
        { "]", 0, 1, "expected a value, found ']'" },
        { ",", 0, 1, "expected a value, found ','" },
        { "{}{}", 2, 3, "expected the end of the file, found '{'" },
        { "1 2", 2, 3, "expected the end of the file, found '2'" },
        { "[] //\n ]", 7, 8, "expected the end of the file, found ']'" },
        { 0 },
    };

    expect_rows(rows);
}

Test(json_parse, knows_three_words_only)
{
    static const Row rows[] = {
        { "True", 0, 4, "expected a value, found 'True'" },
        { "[tru]", 1, 4, "expected a value or ']', found 'tru'" },
        { "[nulls]", 1, 6, "expected a value or ']', found 'nulls'" },
        { "[trash]", 1, 6, "expected a value or ']', found 'trash'" },
        { "{\"a\":undefined}", 5, 14, "expected a value for 'a', found 'undefined'" },
        { "{\"a\":NaN}", 5, 8, "expected a value for 'a', found 'NaN'" },
        { "[Infinity]", 1, 9, "expected a value or ']', found 'Infinity'" },
        { 0 },
    };

    expect_rows(rows);
}

Test(json_parse, is_strict_with_numbers)
{
    static const char *const numbers[] = {
        "01",    "-",     "-01",      "+1",   ".5",  "5.",  "1.e1",
        "1e",    "1e+",   "1.2.3e+-", "0x1F", "--1", "1-2", "-Infinity",
        "1_000", "1e5.5", "-.5",      "1a",   "00",
    };

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char message[64];

        snprintf(message, sizeof message, "'%s' is not a number as JSON writes it",
                 numbers[i]);
        expect_row((Row){ numbers[i], 0, (uint32_t)strlen(numbers[i]), message });
    }
    expect_row((Row){ "[ 01 ]", 2, 4, "'01' is not a number as JSON writes it" });
}

Test(json_parse, asks_for_double_quotes)
{
    static const Row rows[] = {
        { "'a'", 0, 1, "strings are in double quotes; found a single quote" },
        { "{\"a\":'b'}", 5, 6, "strings are in double quotes; found a single quote" },
        { "{'a':1}", 1, 2, "names are in double quotes; found a single quote" },
        { "{name:1}", 1, 5, "names are in double quotes; found 'name'" },
        { "{$schema:1}", 1, 8, "names are in double quotes; found '$schema'" },
        { "{1:1}", 1, 2, "names are in double quotes; found '1'" },
        { 0 },
    };

    expect_rows(rows);
}

Test(json_parse, checks_escapes)
{
    static const Row rows[] = {
        { "\"\\q\"", 1, 3, "unknown escape '\\q'" },
        { "\"\\'\"", 1, 3, "unknown escape '\\''" },
        { "\"a\\\n\"", 2, 4, "unknown escape '\\…'" },
        { "\"\\\xc3\xa9\"", 1, 4, "unknown escape '\\é'" },
        { "\"\\u12\"", 1, 5, "expected four hexadecimal digits after '\\u'" },
        { "\"\\u123g\"", 1, 6, "expected four hexadecimal digits after '\\u'" },
        { "\"\\U0041\"", 1, 3, "unknown escape '\\U'" },
        { 0 },
    };

    expect_rows(rows);
}

Test(json_parse, says_where_what_is_not_closed_begins)
{
    static const Row rows[] = {
        { "\n\n{", 3, 3, "the object that begins on line 3 is not closed" },
        { "[\n[1,2", 6, 6, "the array that begins on line 2 is not closed" },
        { "{\"a\"", 4, 4, "the object that begins on line 1 is not closed" },
        { "{\"a\":", 5, 5, "the object that begins on line 1 is not closed" },
        { "{\"a\":1,", 7, 7, "the object that begins on line 1 is not closed" },
        { "[\"a", 3, 3, "the string that begins on line 1 is not closed" },
        { "\"a\\", 3, 3, "the string that begins on line 1 is not closed" },
        { "\"a\\u00", 6, 6, "the string that begins on line 1 is not closed" },
        { "[\r/*/", 5, 5, "the comment that begins on line 2 is not closed" },
        { 0 },
    };

    expect_rows(rows);
    TriFinding finding = only_finding();

    cr_expect_eq(finding.related_count, 1);
    cr_expect_eq(finding.related[0].span.start, 2);
}

Test(json_parse, calls_blank_text_empty)
{
    static const char *const texts[] = { "", " \n", "// a comment", "/**/\t" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect_row((Row){ texts[i], 0, 0, "the file is empty" });
    }
    cr_expect_not(accepts_text((TriStr){ 0 }));
    cr_expect_not(accepts_text(TRI_STR("\xEF\xBB\xBF")));
}

Test(json_parse, shows_what_does_not_print_as_a_number)
{
    static const Row rows[] = {
        { "[\x01]", 1, 2, "expected a value or ']', found byte 0x01" },
        { "[\x7f]", 1, 2, "expected a value or ']', found byte 0x7F" },
        { "[\xff]", 1, 2, "expected a value or ']', found byte 0xFF" },
        { "[\xed\xa0\x80]", 1, 4, "expected a value or ']', found byte 0xED" },
        { "[\xc2\xa0]", 1, 3, "expected a value or ']', found '\xc2\xa0' (U+00A0)" },
        { "{\xe2\x80\x9c"
          "a",
          1, 4, "expected a name in double quotes or '}', found '“' (U+201C)" },
        { "[\f]", 1, 2, "expected a value or ']', found byte 0x0C" },
        { 0 },
    };

    expect_rows(rows);
}

Test(json_parse, shows_long_names_in_part)
{
    expect_row((Row){
        "{\"0123456789012345678901234567890123456789xyz\":1 2}",
        49,
        50,
        "expected ',' or '}' after the value of "
        "'0123456789012345678901234567890123456789…', found '2'",
    });
    expect_row(
        (Row){ "{\"a\nb\" 1}", 7, 8, "expected ':' after the name 'a…', found '1'" });
}

Test(json_parse, stops_at_a_nul_byte)
{
    static const struct {
        TriStr text;
        uint32_t at;
        const char *message;
    } rows[] = {
        { TRI_STR_INIT("{\"a\":1}\0"), 7,
          "expected the end of the file, found a NUL byte" },
        { TRI_STR_INIT("\0"), 0, "expected a value, found a NUL byte" },
        { TRI_STR_INIT("[1,\0 2]"), 3, "expected a value or ']', found a NUL byte" },
        { TRI_STR_INIT("[1\0]"), 2,
          "expected ',' or ']' after the item, found a NUL byte" },
        { TRI_STR_INIT("[\"a\0b\"]"), 3, "a string holds a NUL byte" },
        { TRI_STR_INIT("\"\\\0\""), 1, "unknown escape '\\…'" },
        { TRI_STR_INIT("\"\\u00\0\0\""), 1,
          "expected four hexadecimal digits after '\\u'" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_not(accepts_text(rows[i].text), "row %zu", i);
        TriFinding finding = only_finding();

        cr_expect_eq(finding.span.start, rows[i].at, "row %zu", i);
        cr_expect(tri_str_eq(finding.message, tri_str_from_c(rows[i].message)),
                  "row %zu: %.*s", i, TRI_ARG(finding.message));
    }
}

Test(json_parse, suspects_a_string_that_goes_over_a_line_break)
{
    cr_expect_not(accepts("{\"a\": \"b,\n \"c\": 1}"));
    TriFinding finding = only_finding();

    cr_expect(tri_str_eq(finding.help,
                         TRI_STR("the string that begins on line 1 goes over a line "
                                 "break; its closing quote may be missing")));
    cr_expect_not(accepts("{\"a\": \"b\", \"c\" 1}"));
    cr_expect_eq(only_finding().help.size, 0);
    cr_expect_not(accepts("[\"b\n\", 1 1]"));
    cr_expect_eq(only_finding().help.size, 0);
}

Test(json_parse, relates_an_error_to_its_container)
{
    cr_expect_not(accepts("[1, {\"a\": 1]"));
    TriFinding finding = only_finding();

    cr_expect_eq(finding.related_count, 1);
    cr_expect_eq(finding.related[0].span.start, 4);
    cr_expect(tri_str_eq(finding.related[0].message,
                         TRI_STR("in the object that begins here")));
}

/* An empty text with memory of its own: accepts_text resets the arena. */
static TriText own_text(void)
{
    static TriArena texts;

    texts = tri_arena_open((size_t)64 << 20);
    return tri_text(&texts);
}

static void repeat(TriText *text, const char *part, size_t count)
{
    while (count-- > 0) {
        tri_text_add_c(text, part);
    }
}

static void expect_refusal(const TriText *text, uint32_t at, const char *message)
{
    cr_expect_not(accepts_text(tri_text_str(text)));
    TriFinding finding = only_finding();

    cr_expect_eq(finding.span.start, at, "%u", finding.span.start);
    cr_expect(tri_str_eq(finding.message, tri_str_from_c(message)), "%.*s",
              TRI_ARG(finding.message));
}

Test(json_parse, limits_the_depth)
{
    TriText text = own_text();
    repeat(&text, "[", TRI_JSON_DEPTH_LIMIT);
    repeat(&text, "]", TRI_JSON_DEPTH_LIMIT);
    cr_expect(accepts_text(tri_text_str(&text)));
    text = own_text();
    repeat(&text, "{\"a\":", TRI_JSON_DEPTH_LIMIT + 1);
    expect_refusal(&text, 5 * TRI_JSON_DEPTH_LIMIT, "nested deeper than 1000 levels");
}

/* The way to what a bracket closes is short, however deep it stands. */
Test(json_parse, takes_deep_nesting_as_often_as_it_comes)
{
    TriText text = own_text();

    repeat(&text, "[", 1);
    for (size_t i = 0; i < 100; i++) {
        repeat(&text, "[", TRI_JSON_DEPTH_LIMIT - 1);
        repeat(&text, "]", TRI_JSON_DEPTH_LIMIT - 1);
        repeat(&text, ",", 1);
    }
    repeat(&text, "]", 1);
    cr_expect(accepts_text(tri_text_str(&text)));
}

Test(json_parse, limits_the_number_of_values)
{
    TriText text = own_text();

    repeat(&text, "[", 1);
    repeat(&text, "1,", 200000);
    repeat(&text, "]", 1);
    /* 65,536 and a quarter of 400,002; the array is the first. */
    expect_refusal(
        &text, 1 + 2 * (165536 - 1),
        "more than 165536 names and values, too many for a file of this size");
}

static const TriStr sample = TRI_STR_INIT(
    "\xEF\xBB\xBF{ // comment\n  \"$schema\": \"https://x/y#\", /* more */\n"
    "  \"list\": [1, -2.5e+3, true, false, null, \"\\u00e9\\n\xc3\xa9\", {}, [],],\n"
    "  \"nested\": {\"a\": {\"b\": [[[{\"c\": \"multi\nline\"}]]]}},\n}");

/* In memory of just its size, so that a sanitizer sees an overrun. */
static bool accepts_copy(TriStr text)
{
    char *copy = malloc(text.size);
    memcpy(copy, text.data, text.size);
    bool is_accepted = accepts_text(tri_str(copy, text.size));

    free(copy);
    return is_accepted;
}

Test(json_parse, refuses_what_is_cut_off_anywhere)
{
    for (size_t size = 1; size < sample.size; size++) {
        cr_expect_not(accepts_copy(tri_str_slice(sample, 0, size)), "%zu bytes", size);
        cr_expect_eq(sink.findings.count, 1, "%zu bytes", size);
    }
    cr_expect(accepts_copy(sample));
}

Test(json_parse, skips_blanks_and_strings_of_any_size)
{
    for (size_t size = 0; size < 50; size++) {
        TriText text = own_text();

        repeat(&text, "[", 1);
        repeat(&text, " \n", size);
        repeat(&text, "\"", 1);
        repeat(&text, "x", size);
        repeat(&text, "\\\"\"", 1);
        repeat(&text, "\t", size);
        cr_expect_not(accepts_copy(tri_text_str(&text)), "%zu", size);
        repeat(&text, "]", 1);
        cr_expect(accepts_copy(tri_text_str(&text)), "%zu", size);
        repeat(&text, "\r", size);
        cr_expect(accepts_copy(tri_text_str(&text)), "%zu", size);
        repeat(&text, "x", 1);
        cr_expect_not(accepts_copy(tri_text_str(&text)), "%zu", size);
    }
}

Test(json_parse, gives_positions_in_the_file)
{
    static const char text[] = "\xEF\xBB\xBF{\r\n  \"é\": \"\xF0\x9F\x98\x80\", x}";
    cr_expect_not(accepts_text(tri_str_from_c(text)));
    TriPosition position = tri_position(&source, only_finding().span.start);

    cr_expect_eq(position.line, 2);
    cr_expect_eq(position.column, 14);
    cr_expect_eq(position.offset, 22);
}

Test(json_parse, reads_utf16)
{
    cr_expect(accepts_text(TRI_STR("\xFF\xFE[\0\"\0\xE9\0\"\0]\0")));
    cr_expect(accepts_text(TRI_STR("\xFE\xFF\0[\0\"\xD8\x00\0\"\0]")));
    cr_expect_not(accepts_text(TRI_STR("\xFF\xFE[\0\xE9\0]\0")));
    TriPosition position = tri_position(&source, only_finding().span.start);

    cr_expect_eq(position.column, 2);
    cr_expect_eq(position.offset, 4);
}
