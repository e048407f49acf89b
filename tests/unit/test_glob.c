#include "base/glob.h"

#include <criterion/criterion.h>
#include <string.h>

typedef struct Row {
    const char *pattern;
    const char *text;
    bool matches;
} Row;

Test(base_glob, matches_text)
{
    static const Row rows[] = {
        { "", "", true },
        { "", "a", false },
        { "a", "a", true },
        { "a", "A", false },
        { "*", "", true },
        { "*", "a/b", true },
        { "a*c", "abbc", true },
        { "a*c", "abcd", false },
        { "*b*", "abc", true },
        { "?", "", false },
        { "?", "a", true },
        { "??", "a", false },
        { "[abc]", "b", true },
        { "[a-c]", "b", true },
        { "[!a-c]", "b", false },
        { "[^a-c]", "d", true },
        { "[]a]", "]", true },
        { "[!]a]", "b", true },
        { "[a-]", "-", true },
        { "[b-a]", "b", true },
        { "[b-a]", "a", false },
        { "[[:digit:]]", "7", true },
        { "[[:digit:]]", "x", false },
        { "[[:nope:]]", "n", false },
        { "[a", "a", false },
        { "[a", "[a", false },
        { "\\*", "*", true },
        { "\\*", "a", false },
        { "[\\]]", "]", true },
        { "a\\", "a\\", false },
        { "*.json", ".json", true },
        { "**", "a/b", true },
        { "a**b", "axxb", true },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_glob_match(tri_str_from_c(rows[i].pattern),
                                    tri_str_from_c(rows[i].text), TRI_GLOB_EXACT),
                     rows[i].matches, "%s against %s", rows[i].pattern, rows[i].text);
    }
    cr_expect(tri_glob_match(TRI_STR("A[b-c]?"), TRI_STR("aCx"), TRI_GLOB_NOCASE));
    cr_expect(tri_glob_match(TRI_STR("[a]\\*"), TRI_STR("[a]\\x"), TRI_GLOB_SIMPLE));
}

Test(base_glob, matches_paths)
{
    static const Row rows[] = {
        { "a", "a", true },
        { "a", "a/b", false },
        { "*", "a/b", false },
        { "a/*", "a/b", true },
        { "a/*", "a/b/c", false },
        { "a/**", "a/b/c", true },
        { "a/**", "a", false },
        { "**/a", "a", true },
        { "**/a", "x/y/a", true },
        { "**/a", "x/a/y", false },
        { "a/**/b", "a/b", true },
        { "a/**/b", "a/x/y/b", true },
        { "a/**/b/*.c", "a/b/x/b/y.c", true },
        { "a?b", "a/b", false },
        { "**/a/**/b", "a/x/a/y/b", true },
        { "**", "a/b", true },
        { "***/a", "x/y/a", true },
        { "a/***", "a/b/c", true },
        { "a/**b", "a/xb", true },
        { "a/**b", "a/x/b", false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_glob_match_path(tri_str_from_c(rows[i].pattern),
                                         tri_str_from_c(rows[i].text), TRI_GLOB_EXACT),
                     rows[i].matches, "%s against %s", rows[i].pattern, rows[i].text);
    }
}

Test(base_glob, many_stars_take_no_time)
{
    static char text[20000];
    static char pattern[2000];

    memset(text, 'a', sizeof text - 1);
    for (size_t i = 0; i + 1 < sizeof pattern; i++) {
        pattern[i] = i % 2 == 0 ? '*' : 'a';
    }
    pattern[sizeof pattern - 2] = 'b';
    cr_expect_not(
        tri_glob_match(tri_str_from_c(pattern), tri_str_from_c(text), TRI_GLOB_EXACT));
}
