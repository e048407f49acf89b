#include "rule/pattern.h"

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

TestSuite(rule_pattern, .init = open_arena, .fini = close_arena, .timeout = 30);

static const TriPattern *compile(const char *text)
{
    TriError error = { &arena, { 0 } };
    const TriPattern *pattern = NULL;

    cr_assert_eq(tri_pattern_compile(&arena, tri_str_from_c(text), &pattern, &error),
                 TRI_OK, "%s: %.*s", text, TRI_ARG(error.message));
    return pattern;
}

Test(rule_pattern, looks_anywhere_without_case)
{
    static const struct {
        const char *pattern;
        TriStr text;
        TriMatch match;
    } rows[] = {
        { "app", TRI_STR_INIT("functionAPP"), TRI_MATCH_YES },
        { "^app$", TRI_STR_INIT("functionapp"), TRI_MATCH_NO },
        { "^$", TRI_STR_INIT(""), TRI_MATCH_YES },
        { "", TRI_STR_INIT("x"), TRI_MATCH_YES },
        { "É", TRI_STR_INIT("é"), TRI_MATCH_YES },
        { "^.$", TRI_STR_INIT("😀"), TRI_MATCH_YES },
        { "^\\w+$", TRI_STR_INIT("Größe"), TRI_MATCH_YES },
        { "a\\x00b", TRI_STR_INIT("A\0B"), TRI_MATCH_YES },
        { "b", TRI_STR_INIT("a\0b"), TRI_MATCH_YES },
        /* text that is not UTF-8 */
        { "b",
          TRI_STR_INIT("a\xFF"
                       "b"),
          TRI_MATCH_YES },
        { "^a.b$",
          TRI_STR_INIT("a\xFF"
                       "b"),
          TRI_MATCH_NO },
        { "x", TRI_STR_INIT("\xED\xA0\x80"), TRI_MATCH_NO },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_pattern_match(compile(rows[i].pattern), rows[i].text, NULL),
                     rows[i].match, "%s", rows[i].pattern);
    }
    cr_expect_eq(tri_pattern_match(compile("^$"), (TriStr){ 0 }, NULL), TRI_MATCH_YES);
}

Test(rule_pattern, says_what_is_wrong)
{
    static const struct {
        const char *pattern;
        const char *message;
    } rows[] = {
        { "(", "the pattern is wrong at offset 1: missing closing parenthesis" },
        { "a{2,1}",
          "the pattern is wrong at offset 5: numbers out of order in {} quantifier" },
        { "[z-a]", "the pattern is wrong at offset 3: range out of order in character "
                   "class" },
        { "a\\", "the pattern is wrong at offset 2: \\ at end of pattern" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriError error = { &arena, { 0 } };
        const TriPattern *pattern;

        cr_expect_eq(tri_pattern_compile(&arena, tri_str_from_c(rows[i].pattern),
                                         &pattern, &error),
                     TRI_FAILED, "%s", rows[i].pattern);
        cr_expect(tri_str_eq(error.message, tri_str_from_c(rows[i].message)),
                  "%s: %.*s", rows[i].pattern, TRI_ARG(error.message));
    }
}

static TriStr repeat(const char *part, size_t count, const char *end)
{
    TriText text = tri_text(&arena);

    while (count-- > 0) {
        tri_text_add_c(&text, part);
    }
    tri_text_add_c(&text, end);
    return tri_text_str(&text);
}

/* A pattern that gives up has not said no. */
Test(rule_pattern, gives_up_instead_of_backtracking_for_ever)
{
    static const char *const patterns[] = {
        "(a+)+$",
        "^(a|aa)+$",

        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(x+x+)+y|^(a|a)*$",
    };

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        cr_expect_eq(
            tri_pattern_match(compile(patterns[i]), repeat("a", 60, "!!"), NULL),
            TRI_MATCH_LIMIT, "%s", patterns[i]);
    }
}

Test(rule_pattern, matches_long_texts)
{
    TriStr text = repeat("abcdefgh", 100000, "z");

    cr_expect_eq(tri_pattern_match(compile("z$"), text, NULL), TRI_MATCH_YES);
    cr_expect_eq(tri_pattern_match(compile("^(.|\\n)*z$"), text, NULL),
                 TRI_MATCH_LIMIT);
    cr_expect_eq(tri_pattern_match(compile("y"), text, NULL), TRI_MATCH_NO);
}

Test(rule_pattern, takes_what_is_long_from_what_is_left)
{
    TriStr text = repeat("a", 60, "!!");
    uint64_t steps = 250000;

    cr_expect_eq(tri_pattern_match(compile("^(a+)+$"), text, &steps), TRI_MATCH_LIMIT);
    cr_expect_eq(tri_pattern_match(compile("^(a+)+$"), text, &steps), TRI_MATCH_LIMIT);
    cr_expect_lt(steps, 100000);
    uint64_t left = steps;

    cr_expect_eq(tri_pattern_match(compile("^a+!"), text, &steps), TRI_MATCH_YES);
    cr_expect_eq(steps, left);
}
