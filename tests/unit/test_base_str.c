#include "base/str.h"

#include <criterion/criterion.h>
#include <string.h>

static const TriStr none = { 0 };

static TriStr str(const char *text)
{
    return tri_str_from_c(text);
}

#define expect_str(actual, expected)                                                   \
    do {                                                                               \
        TriStr actual_text = (actual);                                                 \
        cr_expect(tri_str_eq(actual_text, str(expected)), "'%.*s' is not '%s'",        \
                  (int)actual_text.size, actual_text.data ? actual_text.data : "",     \
                  expected);                                                           \
    } while (0)

Test(base_str, clamps_slices_to_the_text)
{
    static const struct {
        const char *text;
        size_t start;
        size_t size;
        const char *slice;
    } rows[] = {
        { "hello", 0, 5, "hello" },
        { "hello", 1, 3, "ell" },
        { "hello", 4, 9, "o" },
        { "hello", 5, 1, "" },
        { "hello", 6, 1, "" },
        { "hello", 2, (size_t)-1, "llo" },
        { "hello", (size_t)-1, (size_t)-1, "" },
        { "", 0, 1, "" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_str(tri_str_slice(str(rows[i].text), rows[i].start, rows[i].size),
                   rows[i].slice);
    }
    cr_expect_eq(tri_str_slice(none, 3, 4).size, 0);
    cr_expect_null(tri_str_from(none, 1).data);
    cr_expect_eq(tri_str_from_c(NULL).size, 0);
}

Test(base_str, trims_white_space_of_ascii_only)
{
    expect_str(tri_str_trim(str(" \t\r\n\v\fa b \n")), "a b");
    expect_str(tri_str_trim(str("   ")), "");
    expect_str(tri_str_trim(str("\xC2\xA0x")), "\xC2\xA0x");
    expect_str(tri_str_trim(none), "");
}

Test(base_str, compares_by_bytes)
{
    static const struct {
        const char *a;
        const char *b;
        int order;
        int order_nocase;
    } rows[] = {
        { "", "", 0, 0 },           { "", "a", -1, -1 },
        { "a", "", 1, 1 },          { "a", "a", 0, 0 },
        { "a", "ab", -1, -1 },      { "b", "ab", 1, 1 },
        { "A", "a", -1, 0 },        { "a", "B", 1, -1 },
        { "Z", "_", -1, 1 },        { "[", "{", -1, -1 },
        { "@", "`", -1, -1 },       { "k", "\xE2\x84\xAA", -1, -1 },
        { "\x7F", "\x80", -1, -1 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int order = tri_str_compare(str(rows[i].a), str(rows[i].b));
        int nocase = tri_str_compare_nocase(str(rows[i].a), str(rows[i].b));

        cr_expect_eq((order > 0) - (order < 0), rows[i].order, "%s %s", rows[i].a,
                     rows[i].b);
        cr_expect_eq((nocase > 0) - (nocase < 0), rows[i].order_nocase, "%s %s",
                     rows[i].a, rows[i].b);
        cr_expect_eq(tri_str_eq(str(rows[i].a), str(rows[i].b)), rows[i].order == 0);
        cr_expect_eq(tri_str_eq_nocase(str(rows[i].a), str(rows[i].b)),
                     rows[i].order_nocase == 0);
    }
    cr_expect(tri_str_eq(none, TRI_STR("")));
    cr_expect(tri_str_eq_nocase(TRI_STR("a\0B"), TRI_STR("A\0b")));
    cr_expect_not(tri_str_eq(TRI_STR("a\0b"), TRI_STR("a\0c")));
}

/* Sizes around those that are compared at once; every byte in turn is another. */
Test(base_str, compares_every_byte_without_case)
{
    char a[40];
    char b[40];

    for (size_t size = 0; size < sizeof a; size++) {
        memset(a, 'q', size);
        memset(b, 'Q', size);
        cr_expect(tri_bytes_eq_nocase(a, b, size), "%zu", size);
        cr_expect_eq(tri_str_hash_nocase(tri_str(a, size)),
                     tri_str_hash_nocase(tri_str(b, size)));
        for (size_t i = 0; i < size; i++) {
            b[i] = 'r';
            cr_expect_not(tri_bytes_eq_nocase(a, b, size), "%zu of %zu", i, size);
            b[i] = 'Q';
        }
    }
}

Test(base_str, knows_the_case_of_ascii_letters_only)
{
    for (unsigned a = 0; a < 256; a++) {
        for (unsigned b = 0; b < 256; b++) {
            char left[] = "Resource";
            char right[] = "rESOURCE";
            bool is_alike = tri_char_lower((char)a) == tri_char_lower((char)b);

            left[3] = (char)a;
            right[3] = (char)b;
            cr_expect_eq(tri_bytes_eq_nocase(left, right, 8), is_alike, "%u %u", a, b);
            cr_expect_eq(tri_bytes_eq_nocase(left, right, 5), is_alike, "%u %u", a, b);
        }
    }
}

Test(base_str, folds_letters_of_ascii_only)
{
    for (int c = 0; c < 256; c++) {
        bool is_upper = c >= 'A' && c <= 'Z';
        bool is_lower = c >= 'a' && c <= 'z';

        cr_expect_eq((unsigned char)tri_char_lower((char)c), is_upper ? c + 32 : c);
        cr_expect_eq(tri_char_is_letter((char)c), is_upper || is_lower, "%d", c);
        cr_expect_eq(tri_char_is_digit((char)c), c >= '0' && c <= '9', "%d", c);
    }
}

Test(base_str, knows_what_is_in_a_list)
{
    static const TriStr list[] = { TRI_STR_INIT("sku"), TRI_STR_INIT("Tags"),
                                   TRI_STR_INIT("") };
    static const struct {
        const char *text;
        size_t count;
        bool is_among;
        bool is_among_nocase;
    } rows[] = {
        { "sku", 3, true, true },    { "SKU", 3, false, true },
        { "Tags", 3, true, true },   { "tags", 3, false, true },
        { "tag", 3, false, false },  { "tagss", 3, false, false },
        { "", 3, true, true },       { "", 2, false, false },
        { "Tags", 1, false, false }, { "sku", 0, false, false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_str_is_among(str(rows[i].text), list, rows[i].count),
                     rows[i].is_among, "%s, %zu", rows[i].text, rows[i].count);
        cr_expect_eq(tri_str_is_among_nocase(str(rows[i].text), list, rows[i].count),
                     rows[i].is_among_nocase, "%s, %zu", rows[i].text, rows[i].count);
    }
    cr_expect_not(tri_str_is_among(none, NULL, 0));
    cr_expect_not(tri_str_is_among_nocase(none, NULL, 0));
}

Test(base_str, knows_starts_and_ends)
{
    static const struct {
        const char *text;
        const char *part;
        bool starts;
        bool starts_nocase;
        bool ends;
        bool ends_nocase;
    } rows[] = {
        { "azure", "az", true, true, false, false },
        { "azure", "AZ", false, true, false, false },
        { "azure", "RE", false, false, false, true },
        { "azure", "re", false, false, true, true },
        { "azure", "azure", true, true, true, true },
        { "azure", "", true, true, true, true },
        { "", "", true, true, true, true },
        { "", "a", false, false, false, false },
        { "re", "azure", false, false, false, false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr text = str(rows[i].text);
        TriStr part = str(rows[i].part);

        cr_expect_eq(tri_str_has_prefix(text, part), rows[i].starts, "row %zu", i);
        cr_expect_eq(tri_str_has_prefix_nocase(text, part), rows[i].starts_nocase,
                     "row %zu", i);
        cr_expect_eq(tri_str_has_suffix(text, part), rows[i].ends, "row %zu", i);
        cr_expect_eq(tri_str_has_suffix_nocase(text, part), rows[i].ends_nocase,
                     "row %zu", i);
    }
    cr_expect(tri_str_has_prefix(none, none));
    cr_expect(tri_str_has_suffix(none, none));
}

Test(base_str, finds_the_first_and_the_last_place)
{
    static const size_t no = TRI_NOT_FOUND;
    static const struct {
        const char *text;
        const char *part;
        size_t first;
        size_t first_nocase;
    } rows[] = {
        { "abcabc", "abc", 0, 0 }, { "abcabc", "bca", 1, 1 }, { "aaaa", "aa", 0, 0 },
        { "xAbab", "ab", 3, 1 },   { "abc", "abcd", no, no }, { "abc", "", 0, 0 },
        { "", "", 0, 0 },          { "", "a", no, no },       { "aab", "ab", 1, 1 },
        { "ABAB", "b", no, 1 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr text = str(rows[i].text);
        TriStr part = str(rows[i].part);

        cr_expect_eq(tri_str_find(text, part), rows[i].first, "row %zu", i);
        cr_expect_eq(tri_str_find_nocase(text, part), rows[i].first_nocase, "row %zu",
                     i);
    }
    cr_expect_eq(tri_str_find_char(str("a.b.c"), '.'), 1);
    cr_expect_eq(tri_str_find_last_char(str("a.b.c"), '.'), 3);
    cr_expect_eq(tri_str_find_char(TRI_STR("a\0b"), '\0'), 1);
    cr_expect_eq(tri_str_find_char(str("abc"), '\0'), no);
    cr_expect_eq(tri_str_find_char(none, 'a'), no);
    cr_expect_eq(tri_str_find_last_char(none, 'a'), no);
    cr_expect_eq(tri_str_find(none, none), 0);
}

/* The parts of `text`, each in angle brackets. */
static void expect_split(TriStr text, const char *expected)
{
    char joined[64];
    size_t size = 0;
    TriStr part;

    while (tri_str_split(&text, ',', &part)) {
        joined[size++] = '<';
        if (part.size > 0) {
            memcpy(joined + size, part.data, part.size);
            size += part.size;
        }
        joined[size++] = '>';
    }
    expect_str(tri_str(joined, size), expected);
    cr_expect_not(tri_str_split(&text, ',', &part));
}

Test(base_str, splits_off_every_part)
{
    expect_split(str("a,b,c"), "<a><b><c>");
    expect_split(str("a,,b,"), "<a><><b><>");
    expect_split(str(","), "<><>");
    expect_split(str("abc"), "<abc>");
    expect_split(str(""), "<>");
    expect_split(none, "");
}

Test(base_str, counts_a_character)
{
    cr_expect_eq(tri_str_count_char(str("/a//b/"), '/'), 4);
    cr_expect_eq(tri_str_count_char(str("ab"), '/'), 0);
    cr_expect_eq(tri_str_count_char(none, '/'), 0);
}

Test(base_str, skips_one_character)
{
    TriStr rest = str("--a");

    cr_expect(tri_str_skip_char(&rest, '-'));
    expect_str(rest, "-a");
    cr_expect_not(tri_str_skip_char(&rest, 'a'));
    expect_str(rest, "-a");
    rest = none;
    cr_expect_not(tri_str_skip_char(&rest, '-'));
    cr_expect_null(rest.data);
}

Test(base_str, copies_into_an_arena)
{
    TriArena arena = tri_arena_open((size_t)1 << 20);
    char text[] = "AbÇ\xFFZ";
    TriStr copy = tri_str_copy(&arena, str(text));
    TriStr lower = tri_str_lower(&arena, str(text));
    char *terminated = tri_str_to_c(&arena, tri_str(text, 2));

    text[0] = 'x';
    expect_str(copy, "AbÇ\xFFZ");
    expect_str(lower, "abÇ\xFFz");
    cr_expect_str_eq(terminated, "Ab");
    cr_expect_str_eq(tri_str_to_c(&arena, none), "");
    tri_arena_close(&arena);
}

Test(base_str, hashes_alike_what_is_equal)
{
    static const char *const texts[] = {
        "", "a", "clientCertEnabled", "Microsoft.Web/sites", "12345678", "123456789",
    };
    char upper[32];

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t size = strlen(texts[i]);

        for (size_t j = 0; j < size; j++) {
            upper[j] = texts[i][j] >= 'a' && texts[i][j] <= 'z'
                           ? (char)(texts[i][j] - 32)
                           : texts[i][j];
        }
        TriStr text = tri_str(upper, size);

        cr_expect_eq(tri_str_hash_nocase(str(texts[i])), tri_str_hash_nocase(text),
                     "%s", texts[i]);
        cr_expect_eq(tri_str_hash(text), tri_str_hash(tri_str(upper, size)));
    }
    cr_expect_neq(tri_str_hash(str("a")), tri_str_hash(TRI_STR("a\0")));
    cr_expect_eq(tri_str_hash(none), tri_str_hash(str("")));
}

/* Else names could be made that collide, as many as somebody likes. */
Test(base_str, hashes_apart_what_only_looks_like_case)
{
    static const size_t sizes[] = { 1, 3, 7, 8, 20 };
    char a[20];
    char b[20];

    memset(a, 'q', sizeof a);
    memset(b, 'q', sizeof b);
    for (int c = 0; c < 256; c++) {
        char other = (char)(c ^ 0x20);
        bool is_case = tri_char_lower((char)c) == tri_char_lower(other);

        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            a[sizes[i] / 2] = (char)c;
            b[sizes[i] / 2] = other;
            cr_expect_eq(tri_str_hash_nocase(tri_str(a, sizes[i])) ==
                             tri_str_hash_nocase(tri_str(b, sizes[i])),
                         is_case, "%d in %zu", c, sizes[i]);
            a[sizes[i] / 2] = 'q';
            b[sizes[i] / 2] = 'q';
        }
    }
}

Test(base_str, finds_the_name_that_was_meant)
{
    static const TriStr names[] = {
        TRI_STR_INIT("concat"),     TRI_STR_INIT("contains"),
        TRI_STR_INIT("resourceId"), TRI_STR_INIT("parameters"),
        TRI_STR_INIT("if"),
    };
    static const struct {
        const char *text;
        const char *nearest;
    } rows[] = {
        { "resourcId", "resourceId" },
        { "RESOURCEID", "resourceId" },
        { "concta", "concat" },
        { "ocnact", "concat" },
        { "contain", "contains" },
        { "parameter", "parameters" },
        { "iff", "if" },
        { "zzz", "" },
        { "", "" },
        { "x", "" },
        { "subscriptionResourceId", "" },
    };
    char longest[100];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_str(tri_str_nearest(str(rows[i].text), names, 5), rows[i].nearest);
    }
    memset(longest, 'a', sizeof longest);
    TriStr candidate = tri_str(longest, 65);

    cr_expect_eq(tri_str_nearest(tri_str(longest, 65), &candidate, 1).size, 0);
    cr_expect_eq(tri_str_nearest(tri_str(longest, 64), &candidate, 1).size, 0);
    candidate.size = 64;
    cr_expect_eq(tri_str_nearest(tri_str(longest, 63), &candidate, 1).size, 64);
    cr_expect_eq(tri_str_nearest(str("a"), NULL, 0).size, 0);
}

Test(base_str, finds_the_nearest_of_the_names_that_items_begin_with)
{
    static const struct {
        TriStr name;
        int other;
    } items[TRI_MOST_CANDIDATES + 1] = { { TRI_STR_INIT("location"), 1 },
                                         { TRI_STR_INIT("resourceId"), 2 } };

    expect_str(TRI_NEAREST_NAME(str("resourcId"), items, 2), "resourceId");
    expect_str(TRI_NEAREST_NAME(str("resourcId"), items, 1), "");
    expect_str(TRI_NEAREST_NAME(str("resourcId"), items, TRI_MOST_CANDIDATES),
               "resourceId");
    expect_str(TRI_NEAREST_NAME(str("resourcId"), items, TRI_MOST_CANDIDATES + 1), "");
}
