#include "json/document.h"

#include "base/text.h"

#include <criterion/criterion.h>
#include <float.h>
#include <string.h>

static TriArena nodes;
static TriArena arena;
static TriSource source;
static TriSink sink;

static void open_arenas(void)
{
    nodes = tri_arena_open((size_t)1 << 28);
    arena = tri_arena_open((size_t)1 << 28);
    sink = (TriSink){ .arena = &arena };
}

static void close_arenas(void)
{
    tri_arena_close(&nodes);
    tri_arena_close(&arena);
}

TestSuite(json_document, .init = open_arenas, .fini = close_arenas);

static TriJson parse_text(TriStr text)
{
    TriArena scratch = tri_arena_open((size_t)1 << 24);

    source = tri_source_open(&arena, TRI_STR("a.json"), text);
    TriJson json = tri_json_parse(&nodes, scratch, &source, &sink);

    tri_arena_close(&scratch);
    return json;
}

static TriJson parse(const char *text)
{
    TriJson json = parse_text(tri_str_from_c(text));

    cr_assert_not_null(json.root, "%s", text);
    cr_assert_eq(sink.findings.count, 0);
    return json;
}

static void add_shape(TriText *text, const TriJson *json, const TriJsonNode *node)
{
    static const char *const types[] = { "null",   "bool",  "number",
                                         "string", "array", "object" };

    tri_text_addf(text, "%s %u %u '%.*s'\n", types[node->type], node->count,
                  node->extent, TRI_ARG(tri_span_text(tri_json_span(json, node))));
}

/* Type, count, extent and text of every node. */
static void expect_nodes(const char *text, const char *expected)
{
    TriJson json = parse(text);
    TriText shape = tri_text(&arena);

    for (uint32_t i = 0; i < json.root->extent; i++) {
        add_shape(&shape, &json, json.root + i);
    }
    cr_expect(tri_str_eq(tri_text_str(&shape), tri_str_from_c(expected)), "%s\n%.*s",
              text, TRI_ARG(tri_text_str(&shape)));
}

Test(json_document, keeps_nodes_in_document_order)
{
    expect_nodes("{\"a\": [1, true, {\"b\": null}, []], \"c\": \"d\"}",
                 "object 2 11 '{\"a\": [1, true, {\"b\": null}, []], \"c\": \"d\"}'\n"
                 "string 0 1 '\"a\"'\n"
                 "array 4 7 '[1, true, {\"b\": null}, []]'\n"
                 "number 0 1 '1'\n"
                 "bool 0 1 'true'\n"
                 "object 1 3 '{\"b\": null}'\n"
                 "string 0 1 '\"b\"'\n"
                 "null 0 1 'null'\n"
                 "array 0 1 '[]'\n"
                 "string 0 1 '\"c\"'\n"
                 "string 0 1 '\"d\"'\n");
}

Test(json_document, counts_past_trailing_commas_and_comments)
{
    expect_nodes("[{\"a\":1,},/*,*/[2,//]\n]]",
                 "array 2 6 '[{\"a\":1,},/*,*/[2,//]\n]]'\n"
                 "object 1 3 '{\"a\":1,}'\n"
                 "string 0 1 '\"a\"'\n"
                 "number 0 1 '1'\n"
                 "array 1 2 '[2,//]\n]'\n"
                 "number 0 1 '2'\n");
    expect_nodes("[1//c\n]", "array 1 2 '[1//c\n]'\nnumber 0 1 '1'\n");
}

Test(json_document, knows_of_comments)
{
    cr_expect(parse("[1//c\n]").has_comments);
    cr_expect(parse("/**/[1]").has_comments);
    cr_expect_not(parse("[1,\"//\"]").has_comments);
}

Test(json_document, reads_a_scalar_alone)
{
    expect_nodes("1", "number 0 1 '1'\n");
    expect_nodes(" -2.5 ", "number 0 1 '-2.5'\n");
    expect_nodes("false", "bool 0 1 'false'\n");
    expect_nodes("null//", "null 0 1 'null'\n");
    expect_nodes("//\n\"\"", "string 0 1 '\"\"'\n");
}

Test(json_document, leaves_only_nodes_behind)
{
    const TriJsonNode *first = parse("[1,2]").root;
    size_t used = tri_arena_used(&nodes);
    const TriJsonNode *second = parse("{\"a\":1}").root;

    cr_expect(used >= 3 * sizeof *first && used <= 3 * sizeof *first + 48);
    cr_expect_eq((uintptr_t)second % _Alignof(TriJsonNode), 0);
    cr_expect_eq(first->extent, 3);
    used = tri_arena_used(&nodes);
    cr_expect_null(parse_text(TRI_STR("[1,2,3,4,5,6,7")).root);
    cr_expect_eq(tri_arena_used(&nodes), used);
}

Test(json_document, reports_what_is_no_json)
{
    TriJson json = parse_text(TRI_STR("[1 2]"));

    cr_expect_null(json.root);
    cr_expect_eq(sink.findings.count, 1);
    cr_expect_eq(sink.findings.items[0].level, TRI_LEVEL_ERROR);
    cr_expect_eq(sink.findings.items[0].span.source, &source);
}

/* What lenient readers take for JSON, or misread; performance.md 3. */
Test(json_document, refuses_what_lenient_readers_let_through)
{
    static const char *const texts[] = {
        "[1 2]",
        "[,]",
        "[,,1]",
        "{\"a\"}",
        "{\"a\" \"b\"}",
        "{\"a\",\"b\"}",
        "{\"a\":}",
        "{\"a\"::1}",
        "{\"a\":1:2}",
        "{\"a\":\"b\":\"c\"}",
        "{\"a\":1 \"b\":2}",
        "[\"a\":1]",
        "[\"a\"\"b\"]",
        "{}{}",
        "[01]",
        "[-]",
        "[1.2.3e+-]",
        "[tru]",
        "[nulls]",
        "[trash]",
        "",
        " ",
        "[1}",
        "{\"a\":1]",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_expect_null(parse_text(tri_str_from_c(texts[i])).root, "%s", texts[i]);
        cr_expect_eq(sink.findings.count, i + 1, "%s", texts[i]);
    }
    cr_expect_null(parse_text(TRI_STR("{\"a\":1}\0")).root);
    cr_expect_null(parse_text(TRI_STR("{\"a\":1}\0garbage")).root);
}

Test(json_document, decodes_strings)
{
    static const struct {
        const char *text;
        TriStr value;
    } rows[] = {
        { "\"\"", TRI_STR_INIT("") },
        { "\"plain\"", TRI_STR_INIT("plain") },
        { "\"a\\\"\\\\\\/b\"", TRI_STR_INIT("a\"\\/b") },
        { "\"\\b\\f\\n\\r\\t\"", TRI_STR_INIT("\b\f\n\r\t") },
        { "\"\\u0000\\u0041\\u00e9\\u20AC\"", TRI_STR_INIT("\0Aé€") },
        { "\"\\ud83d\\uDE00!\"", TRI_STR_INIT("😀!") },
        { "\"\\ud83d\"", TRI_STR_INIT("\xED\xA0\xBD") },
        { "\"\\ud83dx\"", TRI_STR_INIT("\xED\xA0\xBDx") },
        { "\"\\ud83d\\n\"", TRI_STR_INIT("\xED\xA0\xBD\n") },
        { "\"\\ud83d\\u0041\"", TRI_STR_INIT("\xED\xA0\xBD"
                                             "A") },
        { "\"\\ud83d\\ud83d\\ude00\"", TRI_STR_INIT("\xED\xA0\xBD😀") },
        { "\"\\ude00\\ud83d\"", TRI_STR_INIT("\xED\xB8\x80\xED\xA0\xBD") },
        { "\"raw\r\n\x01\xff\"", TRI_STR_INIT("raw\r\n\x01\xff") },
        { "\"\\\\u0041\"", TRI_STR_INIT("\\u0041") },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriJson json = parse(rows[i].text);
        TriStr value = tri_json_string(&arena, &json, json.root);

        cr_expect(tri_str_eq(value, rows[i].value), "%s is '%.*s'", rows[i].text,
                  TRI_ARG(value));
    }
}

Test(json_document, borrows_strings_without_escapes)
{
    TriJson json = parse("[\"a\", \"\\n\", \"b//c\" /* \\ */, \"\\\\\", \"d\"]");
    static const bool escapes[] = { false, true, false, true, false };
    size_t index = 0;

    tri_json_each_item (item, json.root) {
        TriStr value = tri_json_string(&arena, &json, item);
        bool is_borrowed = value.data == tri_json_raw(&json, item).data;

        cr_expect_eq(item->has_escape, escapes[index], "item %zu", index);
        cr_expect_eq(is_borrowed, !escapes[index], "item %zu", index);
        index++;
    }
    cr_expect_eq(index, 5);
}

Test(json_document, reads_integers_exactly)
{
    static const struct {
        const char *text;
        bool is_int;
        int64_t value;
    } rows[] = {
        { "0", true, 0 },
        { "-0", true, 0 },
        { "9007199254740993", true, 9007199254740993 },
        { "9223372036854775807", true, INT64_MAX },
        { "-9223372036854775808", true, INT64_MIN },
        { "9223372036854775808", false, 0 },
        { "1.0", false, 0 },
        { "1e2", false, 0 },
        { "true", false, 0 },
        { "\"1\"", false, 0 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriJson json = parse(rows[i].text);
        int64_t value = 0;

        cr_expect_eq(tri_json_int(&json, json.root, &value), rows[i].is_int, "%s",
                     rows[i].text);
        cr_expect_eq(value, rows[i].value, "%s", rows[i].text);
    }
}

Test(json_document, reads_any_number_as_a_double)
{
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        { "1", 1 },
        { "-2.5e-1", -0.25 },
        { "1E3", 1000 },
        { "1e999", DBL_MAX },
        { "[-1e999]", -DBL_MAX },
        { "-1e999", -DBL_MAX },
        { "1e-999", 0 },
        { "[9223372036854775808]", 9223372036854775808.0 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriJson json = parse(rows[i].text);
        double value = tri_json_double(&json, json.root + json.root->extent - 1);

        cr_expect(value == rows[i].value, "%s is %g", rows[i].text, value);
    }
}

Test(json_document, reads_numbers_of_any_length)
{
    TriText text = tri_text(&arena);

    tri_text_add_c(&text, "[0.");
    for (size_t i = 0; i < 600; i++) {
        tri_text_add_char(&text, '0');
    }
    tri_text_add_c(&text, "15e600]");
    TriJson json = parse_text(tri_text_str(&text));

    cr_assert_not_null(json.root);
    cr_expect(tri_json_double(&json, json.root + 1) == 0.15);
}

Test(json_document, reads_words)
{
    TriJson json = parse("[true, false, null]");

    cr_expect(tri_json_bool(&json, json.root + 1));
    cr_expect_not(tri_json_bool(&json, json.root + 2));
    cr_expect_eq(json.root[3].type, TRI_JSON_NULL);
}

Test(json_document, finds_members_without_case)
{
    TriJson json =
        parse("{\"Name\": 1, \"n\": {\"name\": 2}, \"esc\\u0041ped\\n\": 3}");

    cr_expect_eq(tri_json_find(&json, json.root, TRI_STR("nAME")), json.root + 2);
    cr_expect_eq(tri_json_find(&json, json.root, TRI_STR("ESCAPED\n")), json.root + 8);
    cr_expect_eq(tri_json_name(json.root + 2), json.root + 1);
    cr_expect_null(tri_json_find(&json, json.root, TRI_STR("escaped")));
    cr_expect_null(tri_json_find(&json, json.root, TRI_STR("escaped\nx")));
    cr_expect_null(tri_json_find(&json, json.root, TRI_STR("nam")));
    cr_expect_null(tri_json_find(&json, json.root, TRI_STR("")));
    cr_expect_null(tri_json_find(&json, json.root + 2, TRI_STR("a")));
    cr_expect_null(tri_json_find(&json, NULL, TRI_STR("a")));
}

Test(json_document, finds_the_last_of_several)
{
    TriJson json = parse("{\"a\": 1, \"b\": 2, \"A\": 3}");

    cr_expect_eq(tri_json_find(&json, json.root, TRI_STR("a")), json.root + 6);
}

Test(json_document, loops_over_members_and_items)
{
    TriJson json = parse("{\"a\": [1, [2, 3], {\"x\": 4}], \"b\": {}, \"c\": 5}");
    TriText seen = tri_text(&arena);

    tri_json_each_member (name, json.root) {
        tri_text_add(&seen, tri_json_raw(&json, name));
        tri_text_add(&seen, tri_json_raw(&json, name + 1));
    }
    tri_json_each_item (item, json.root + 2) {
        tri_text_add(&seen, tri_json_raw(&json, item));
    }
    cr_expect(tri_str_eq(tri_text_str(&seen),
                         TRI_STR("a[1, [2, 3], {\"x\": 4}]b{}c51[2, 3]{\"x\": 4}")));
}

Test(json_document, gives_positions_in_the_file)
{
    TriJson json = parse_text(TRI_STR("\xEF\xBB\xBF{ // é\r\n \"é\": \"😀\"}"));
    TriPosition position = tri_position(&source, json.root[2].start);

    cr_expect_eq(position.line, 2);
    cr_expect_eq(position.column, 7);
    cr_expect_eq(position.offset, 19);
}

Test(json_document, gives_positions_in_a_utf16_file)
{
    TriJson json = parse_text(TRI_STR(
        "\xFF\xFE{\0\n\0\"\0\xE9\0\"\0:\0\"\0\x3d\xd8\x00\xde\"\0,\0\"\0z\0\"\0:"
        "\x00"
        "1\0}\0"));

    cr_assert_not_null(json.root);
    TriPosition position =
        tri_position(&source, tri_json_find(&json, json.root, TRI_STR("Z"))->start);

    cr_expect(tri_str_eq(tri_json_raw(&json, json.root + 2), TRI_STR("😀")));
    cr_expect_eq(position.line, 2);
    cr_expect_eq(position.column, 14);
    cr_expect_eq(position.offset, 2 + 2 * (2 + 13));
}

/* The spans of the duplicates and of those they repeat, as "later<earlier". */
static TriStr duplicates_in(const TriJson *json, const TriJsonNode *node)
{
    TriText text = tri_text(&arena);
    TriArena scratch = tri_arena_open((size_t)1 << 26);

    sink = (TriSink){ .arena = &arena };
    tri_json_report_duplicates(scratch, json, node, &sink);
    tri_arena_close(&scratch);
    for (size_t i = 0; i < sink.findings.count; i++) {
        TriFinding *finding = &sink.findings.items[i];

        cr_assert_eq(finding->related_count, 1);
        tri_text_addf(&text, "%u<%u ", finding->span.start,
                      finding->related[0].span.start);
    }
    return tri_text_str(&text);
}

Test(json_document, reports_duplicate_members)
{
    static const struct {
        const char *text;
        const char *duplicates;
    } rows[] = {
        { "{}", "" },
        { "{\"a\":1,\"b\":2,\"A\":3}", "" },
        { "{\"a\":1,\"a\":2}", "7<1 " },
        { "{\"a\":1,\"a\":2,\"b\":1,\"a\":3}", "7<1 19<7 " },
        { "{\"a\":1,\"\\u0061\":2}", "7<1 " },
        { "[{\"a\":{\"b\":1,\"b\":2},\"a\":3},{\"\":1,\"\":1}]", "20<2 13<7 33<28 " },
        { "{\"a\":{\"a\":{\"a\":1}}}", "" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriJson json = parse(rows[i].text);
        TriStr duplicates = duplicates_in(&json, json.root);

        cr_expect(tri_str_eq(duplicates, tri_str_from_c(rows[i].duplicates)),
                  "%s: %.*s", rows[i].text, TRI_ARG(duplicates));
        sink = (TriSink){ .arena = &arena };
    }
}

Test(json_document, says_which_duplicate_counts)
{
    TriJson json = parse("{\"a\":1,\"a\":2}");

    duplicates_in(&json, json.root);
    cr_assert_eq(sink.findings.count, 1);
    TriFinding *finding = sink.findings.items;

    cr_expect(tri_str_eq(finding->rule, TRI_STR("duplicate-member")));
    cr_expect_eq(finding->span.end, 10);
    cr_expect(tri_str_eq(
        finding->message,
        TRI_STR("member 'a' stands twice in this object; the last one counts")));
}

Test(json_document, reports_duplicates_below_a_node_only)
{
    TriJson json = parse("{\"a\":{\"b\":1,\"b\":2},\"a\":3}");

    cr_expect(tri_str_eq(duplicates_in(&json, json.root + 2), TRI_STR("12<6 ")));
}

static TriText object_of(size_t names, const char *format)
{
    TriText text = tri_text(&arena);

    tri_text_add_char(&text, '{');
    for (size_t i = 0; i < names; i++) {
        tri_text_addf(&text, format, i);
    }
    tri_text_add_char(&text, '}');
    return text;
}

Test(json_document, reports_duplicates_in_large_objects)
{
    TriText text = object_of(1000, "\"name%zu\":1,");

    text.size--;
    size_t later = text.size;

    tri_text_add_c(&text, "\"n\\u0061me7\":1}");
    TriJson json = parse_text(tri_text_str(&text));
    TriStr duplicates = duplicates_in(&json, json.root);

    cr_expect(tri_str_eq(duplicates, tri_format(&arena, "%zu<71 ", later)), "%.*s",
              TRI_ARG(duplicates));
}

/* Whatever its length and case, a name that stands twice is never missed. */
Test(json_document, sees_that_names_may_repeat)
{
    static const char name[] = "q-Resource[_Group]\xC3\x84 of 'x'@Z";

    for (int size = 0; size < (int)sizeof name; size++) {
        char other[sizeof name];

        for (int i = 0; i < size; i++) {
            bool is_lower = name[i] >= 'a' && name[i] <= 'z';

            other[i] = is_lower ? (char)(name[i] - 32) : tri_char_lower(name[i]);
        }
        TriStr text = tri_format(&arena, "{\"%.*s\": 1, \"between\": 2, \"%.*s\": 3}",
                                 size, name, size, other);
        TriJson json = parse_text(text);

        cr_assert_not_null(json.root, "%.*s", TRI_ARG(text));
        cr_expect(tri_json_may_repeat(&json, json.root), "%.*s", TRI_ARG(text));
    }
    TriJson json = parse("{\"type\": 1, \"name\": 2, \"location\": 3}");

    cr_expect_not(tri_json_may_repeat(&json, json.root));
    json = parse("{\"type\": 1, \"\\u0074ype\": 2}");
    cr_expect(tri_json_may_repeat(&json, json.root));
}

Test(json_document, reports_a_bounded_number_of_duplicates)
{
    TriText text = object_of(100000, "\"\":%zu,");
    TriJson json = parse_text(tri_text_str(&text));
    TriArena scratch = tri_arena_open((size_t)1 << 26);

    tri_json_report_duplicates(scratch, &json, json.root, &sink);
    cr_assert_eq(sink.findings.count, TRI_JSON_DUPLICATE_LIMIT + 1);
    TriFinding last = sink.findings.items[TRI_JSON_DUPLICATE_LIMIT];

    cr_expect(tri_str_eq(last.rule, TRI_STR("limit-exceeded")));
}
