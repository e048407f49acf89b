#include "json/write.h"

#include "json/document.h"

#include <criterion/criterion.h>
#include <float.h>

static TriArena arena;
static TriText text;

static void open_text(void)
{
    arena = tri_arena_open((size_t)1 << 26);
    text = tri_text(&arena);
}

static void close_text(void)
{
    tri_arena_close(&arena);
}

TestSuite(json_write, .init = open_text, .fini = close_text);

static void expect_text(const char *expected)
{
    cr_expect(tri_str_eq(tri_text_str(&text), tri_str_from_c(expected)), "%.*s",
              TRI_ARG(tri_text_str(&text)));
}

static void write_sample(TriJsonWriter *writer)
{
    tri_json_open_object(writer);
    tri_json_member_int(writer, TRI_STR("a"), 1);
    tri_json_write_name(writer, TRI_STR("b"));
    tri_json_open_array(writer);
    tri_json_write_null(writer);
    tri_json_write_bool(writer, true);
    tri_json_open_object(writer);
    tri_json_close_object(writer);
    tri_json_open_object(writer);
    tri_json_member_string(writer, TRI_STR("c"), TRI_STR("d"));
    tri_json_close_object(writer);
    tri_json_close_array(writer);
    tri_json_write_name(writer, TRI_STR("e"));
    tri_json_open_array(writer);
    tri_json_close_array(writer);
    tri_json_write_name(writer, TRI_STR("f"));
    tri_json_write_double(writer, 3);
    tri_json_close_object(writer);
}

Test(json_write, writes_strings_as_a_list)
{
    static const TriStr values[] = { TRI_STR_INIT("b"), TRI_STR_INIT("\"") };
    TriJsonWriter writer = tri_json_writer(&text, -1);

    tri_json_open_object(&writer);
    tri_json_member_strings(&writer, TRI_STR("a"), values, 2);
    tri_json_member_strings(&writer, TRI_STR("c"), NULL, 0);
    tri_json_close_object(&writer);
    expect_text("{\"a\":[\"b\",\"\\\"\"],\"c\":[]}");
}

Test(json_write, writes_all_on_one_line_without_blanks)
{
    TriJsonWriter writer = tri_json_writer(&text, -1);

    write_sample(&writer);
    expect_text("{\"a\":1,\"b\":[null,true,{},{\"c\":\"d\"}],\"e\":[],\"f\":3.0}");
}

Test(json_write, indents)
{
    TriJsonWriter writer = tri_json_writer(&text, 2);

    write_sample(&writer);
    expect_text("{\n"
                "  \"a\": 1,\n"
                "  \"b\": [\n"
                "    null,\n"
                "    true,\n"
                "    {},\n"
                "    {\n"
                "      \"c\": \"d\"\n"
                "    }\n"
                "  ],\n"
                "  \"e\": [],\n"
                "  \"f\": 3.0\n"
                "}");
}

Test(json_write, breaks_lines_without_indenting)
{
    TriJsonWriter writer = tri_json_writer(&text, 0);

    tri_json_open_array(&writer);
    tri_json_write_int(&writer, 1);
    tri_json_write_int(&writer, 2);
    tri_json_close_array(&writer);
    expect_text("[\n1,\n2\n]");
}

Test(json_write, puts_a_part_on_one_line)
{
    TriJsonWriter writer = tri_json_writer(&text, 4);

    tri_json_open_object(&writer);
    tri_json_write_name(&writer, TRI_STR("start"));
    tri_json_set_compact(&writer, true);
    tri_json_open_object(&writer);
    tri_json_member_int(&writer, TRI_STR("line"), 1);
    tri_json_member_int(&writer, TRI_STR("column"), 2);
    tri_json_close_object(&writer);
    tri_json_set_compact(&writer, false);
    tri_json_member_int(&writer, TRI_STR("end"), 3);
    tri_json_close_object(&writer);
    expect_text("{\n"
                "    \"start\": {\"line\":1,\"column\":2},\n"
                "    \"end\": 3\n"
                "}");
}

Test(json_write, appends_to_its_text)
{
    tri_text_add_c(&text, "x = ");
    TriJsonWriter writer = tri_json_writer(&text, 2);

    tri_json_write_null(&writer);
    expect_text("x = null");
}

Test(json_write, writes_what_is_json_already)
{
    TriJsonWriter writer = tri_json_writer(&text, -1);

    tri_json_open_array(&writer);
    tri_json_write_raw(&writer, TRI_STR("{ }"));
    tri_json_write_raw(&writer, TRI_STR("1"));
    tri_json_close_array(&writer);
    expect_text("[{ },1]");
}

Test(json_write, writes_numbers)
{
    TriJsonWriter writer = tri_json_writer(&text, -1);

    tri_json_open_array(&writer);
    tri_json_write_int(&writer, INT64_MIN);
    tri_json_write_int(&writer, INT64_MAX);
    tri_json_write_double(&writer, 0.1);
    tri_json_write_double(&writer, -1e300);
    tri_json_write_double(&writer, DBL_MAX);
    tri_json_close_array(&writer);
    expect_text("[-9223372036854775808,9223372036854775807,0.1,-1e+300,"
                "1.7976931348623157e+308]");
}

Test(json_write, escapes_strings)
{
    static const struct {
        TriStr value;
        const char *quoted;
    } rows[] = {
        { { 0 }, "\"\"" },
        { TRI_STR_INIT("plain / text"), "\"plain / text\"" },
        { TRI_STR_INIT("\"\\"), "\"\\\"\\\\\"" },
        { TRI_STR_INIT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"" },
        { TRI_STR_INIT("\0\x01\x1f\x7f"), "\"\\u0000\\u0001\\u001f\x7f\"" },
        { TRI_STR_INIT("é€😀"), "\"é€😀\"" },
        { TRI_STR_INIT("a\xff\xc3"), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { TRI_STR_INIT("\xed\xa0\x80z"), "\"\xEF\xBF\xBDz\"" },
        { TRI_STR_INIT("\xc0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text = tri_text(&arena);
        tri_json_quote(&text, rows[i].value);
        expect_text(rows[i].quoted);
    }
}

Test(json_write, quotes_names)
{
    TriJsonWriter writer = tri_json_writer(&text, -1);

    tri_json_open_object(&writer);
    tri_json_member_string(&writer, TRI_STR("a\"\n"), TRI_STR(""));
    tri_json_close_object(&writer);
    expect_text("{\"a\\\"\\n\":\"\"}");
}

/* Every byte, written and read again. */
Test(json_write, writes_what_can_be_read)
{
    TriArena nodes = tri_arena_open((size_t)1 << 20);
    TriSink sink = { .arena = &arena };
    char bytes[0x80];

    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)i;
    }
    tri_json_quote(&text, tri_str(bytes, sizeof bytes));
    TriSource source = tri_source_open(&arena, TRI_STR("a"), tri_text_str(&text));
    TriArena scratch = tri_arena_open((size_t)1 << 20);
    TriJson json = tri_json_parse(&nodes, scratch, &source, &sink);

    cr_assert_not_null(json.root);
    cr_expect(tri_str_eq(tri_json_string(&arena, &json, json.root),
                         tri_str(bytes, sizeof bytes)));
}
