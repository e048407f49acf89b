/* The plain form against those who read it: the problem matcher of
   interfaces.md 10, and CI systems that look for commands. */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "base/file.h"
#include "report/line.h"
#include "report/report.h"

#include <criterion/criterion.h>
#include <pcre2.h>

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 30);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(report_text, .init = open_arena, .fini = close_arena);

/* ---- the problem matcher ---- */

static const char matcher[] = "^(.+?):(\\d+):(\\d+):(?:(\\d+):(\\d+):)? "
                              "(error|warning|info|note): (.*?)"
                              "(?: \\[([A-Za-z0-9_./-]+)\\])?$";

typedef struct Match {
    TriStr groups[9]; /* as numbered there */
    bool is_match;
} Match;

static Match match(const pcre2_code *pattern, TriStr line)
{
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(pattern, NULL);
    int count =
        pcre2_match(pattern, (PCRE2_SPTR)line.data, line.size, 0, 0, data, NULL);
    PCRE2_SIZE *places = pcre2_get_ovector_pointer(data);
    Match result = { .is_match = count > 0 };

    for (int i = 0; i < count; i++) {
        if (places[2 * i] != PCRE2_UNSET) {
            result.groups[i] =
                tri_str_slice(line, places[2 * i], places[2 * i + 1] - places[2 * i]);
        }
    }
    pcre2_match_data_free(data);
    return result;
}

static pcre2_code *open_matcher(void)
{
    int error;
    PCRE2_SIZE offset;

    return pcre2_compile((PCRE2_SPTR)matcher, PCRE2_ZERO_TERMINATED, 0, &error, &offset,
                         NULL);
}

static void expect_group(const Match *found, int group, const char *expected)
{
    cr_expect(tri_str_eq(found->groups[group], tri_str_from_c(expected)),
              "group %d is '%.*s', not '%s'", group, TRI_ARG(found->groups[group]),
              expected);
}

Test(report_text, every_line_of_the_golden_matches)
{
    TriStr path = TRI_STR(TRICEP_TESTS "/report/text.txt");
    pcre2_code *pattern = open_matcher();
    TriError error = { &arena, { 0 } };
    size_t results = 0;
    TriStr rest;
    TriStr line;

    cr_assert_eq(tri_file_read(&arena, path, &rest, &error), TRI_OK);
    while (tri_str_split(&rest, '\n', &line) && line.size > 0) {
        Match found = match(pattern, line);

        cr_expect(found.is_match, "%.*s", TRI_ARG(line));
        /* A note has no rule, all others have one. */
        cr_expect_eq(tri_str_eq(found.groups[6], TRI_STR("note")),
                     found.groups[8].size == 0, "%.*s", TRI_ARG(line));
        results += found.groups[8].size > 0;
    }
    cr_expect_gt(results, 10);
    pcre2_code_free(pattern);
}

static TriStr write_one(TriResult *result)
{
    TriRun run = { .results = result, .result_count = 1 };
    TriReportStyle style = { .width = 0 };
    TriText text = tri_text(&arena);

    tri_report_text.write(&run, &style, &text);
    return tri_str_slice(tri_text_str(&text), 0, text.size - 1);
}

Test(report_text, parts_are_found_again)
{
    static const struct {
        const char *path;
        const char *message;
    } rows[] = {
        { "main.json", "is false" },
        { "with blanks/a b.json", "is: [parameters('x')]" },
        { "C:/x.json", "12:3: error: inside" },
        { "a:1.json", "ends in brackets [like this]" },
        { "[a].json", "" },
    };
    pcre2_code *pattern = open_matcher();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriResult result = {
            .rule = TRI_STR("client-cert-enabled"),
            .level = TRI_LEVEL_WARNING,
            .message = tri_str_from_c(rows[i].message),
            .place = { tri_str_from_c(rows[i].path), { 12, 3, 0 }, { 12, 9, 0 } },
        };
        Match found = match(pattern, write_one(&result));

        expect_group(&found, 1, rows[i].path);
        expect_group(&found, 2, "12");
        expect_group(&found, 3, "3");
        expect_group(&found, 6, "warning");
        expect_group(&found, 7, rows[i].message);
        expect_group(&found, 8, "client-cert-enabled");
    }
    pcre2_code_free(pattern);
}

/* ---- text that nobody here wrote ---- */

typedef struct Pair {
    const char *given;
    const char *expected;
} Pair;

static void expect_pairs(const Pair *pairs, size_t count,
                         void (*add)(TriText *text, TriStr part))
{
    for (size_t i = 0; i < count; i++) {
        TriText text = tri_text(&arena);

        add(&text, tri_str_from_c(pairs[i].given));
        cr_expect(tri_str_eq(tri_text_str(&text), tri_str_from_c(pairs[i].expected)),
                  "row %zu: '%.*s' is not '%s'", i, TRI_ARG(tri_text_str(&text)),
                  pairs[i].expected);
    }
}

#define EXPECT_PAIRS(pairs, add)                                                       \
    expect_pairs((pairs), sizeof(pairs) / sizeof *(pairs), (add))

Test(report_text, paths_show_control_characters_as_bytes)
{
    static const Pair pairs[] = {
        { "a b/\xC3\xA4.json", "a b/\xC3\xA4.json" },
        { "a\nb\r\t\x1B[1m\x7F", "a\\x0Ab\\x0D\\x09\\x1B[1m\\x7F" },
        { "\xC2\x85|\xE2\x80\xAE", "\\xC2\\x85|\\xE2\\x80\\xAE" },
        { "latin-1: \xE4", "latin-1: \xE4" },
        { "", "" },
    };

    EXPECT_PAIRS(pairs, tri_add_path);
}

Test(report_text, messages_stay_on_one_line)
{
    static const Pair pairs[] = {
        { "it's '\xC3\xA4'", "it's '\xC3\xA4'" },
        { "a\nb\rc\td", "a b c d" },
        { "\x01\x1B[31m\x7F", "\xEF\xBF\xBD\xEF\xBF\xBD[31m\xEF\xBF\xBD" },
        { "\xC2\x85\xE2\x80\xA8", "\xEF\xBF\xBD\xEF\xBF\xBD" },
        { "\xED\xA0\x80 \xFF", "\xEF\xBF\xBD \xEF\xBF\xBD" },
    };

    EXPECT_PAIRS(pairs, tri_add_message);
}

static void add_disarmed(TriText *text, TriStr part)
{
    tri_text_add(text, part);
    tri_disarm(text, 0);
}

Test(report_text, commands_are_disarmed_wherever_they_stand)
{
    static const Pair pairs[] = {
        { "::error::x", "\\:error::x" },
        { "a\n::error::x\nb", "a\n\\:error::x\nb" },
        { " \t::error::x", " \t\\:error::x" },
        { "\xC2\xA0::error::x", "\xC2\xA0\\:error::x" },
        { "a.json:1:2: error: ::x", "a.json:1:2: error: ::x" },
        { "x ##vso[task.debug]", "x #\\vso[task.debug]" },
        { "x ##VSO[task.debug]", "x #\\VSO[task.debug]" },
        { "##[error]", "#\\[error]" },
        { "###[error]##[", "##\\[error]#\\[" },
        { "## [x], #[y], ##vs[", "## [x], #[y], ##vs[" },
        { "", "" },
    };

    EXPECT_PAIRS(pairs, add_disarmed);
}

Test(report_text, what_stands_before_is_left_alone)
{
    TriText text = tri_text(&arena);

    tri_text_add_c(&text, "##[a]\n");
    tri_text_add_c(&text, "##[b]\n");
    tri_disarm(&text, 6);
    cr_expect(tri_str_eq(tri_text_str(&text), TRI_STR("##[a]\n#\\[b]\n")));
}
