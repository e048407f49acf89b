#include "base/map.h"
#include "base/text.h"

#include <criterion/criterion.h>

enum { MANY = 100000 };

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 28);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(base_map, .init = open_arena, .fini = close_arena);

/* Numbers as values: 0 is absent. */
static void put(TriMap *map, TriStr key, size_t value, TriMapCase fold)
{
    *tri_map_put(&arena, map, key, fold) = (void *)value;
}

static size_t find(const TriMap *map, TriStr key, TriMapCase fold)
{
    return (size_t)tri_map_find(map, key, fold);
}

Test(base_map, is_empty_when_zero)
{
    TriMap map = { 0 };

    cr_expect_null(tri_map_find(&map, TRI_STR("a"), TRI_MAP_EXACT));
    cr_expect_null(*tri_map_put(&arena, &map, TRI_STR("a"), TRI_MAP_EXACT));
}

Test(base_map, keeps_the_last_value)
{
    TriMap map = { 0 };

    put(&map, TRI_STR("a"), 1, TRI_MAP_EXACT);
    put(&map, TRI_STR("a"), 2, TRI_MAP_EXACT);
    put(&map, TRI_STR(""), 3, TRI_MAP_EXACT);
    cr_expect_eq(find(&map, TRI_STR("a"), TRI_MAP_EXACT), 2);
    cr_expect_eq(find(&map, (TriStr){ 0 }, TRI_MAP_EXACT), 3);
}

Test(base_map, tells_case_apart_or_not)
{
    TriMap exact = { 0 };
    TriMap folded = { 0 };

    put(&exact, TRI_STR("Name"), 1, TRI_MAP_EXACT);
    put(&exact, TRI_STR("name"), 2, TRI_MAP_EXACT);
    put(&folded, TRI_STR("Name"), 1, TRI_MAP_NOCASE);
    put(&folded, TRI_STR("nAME"), 2, TRI_MAP_NOCASE);
    cr_expect_eq(find(&exact, TRI_STR("Name"), TRI_MAP_EXACT), 1);
    cr_expect_eq(find(&exact, TRI_STR("NAME"), TRI_MAP_EXACT), 0);
    cr_expect_eq(find(&folded, TRI_STR("NAME"), TRI_MAP_NOCASE), 2);
}

/* They differ in the bit of case. */
Test(base_map, does_not_take_other_characters_for_letters)
{
    static const char *const keys[] = { "[", "{",  "@", "`", "^",    "~",    "\x10",
                                        "0", "\r", "-", "_", "\x7F", "\xC3", "\xE3" };
    TriMap map = { 0 };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        put(&map, tri_str_from_c(keys[i]), i + 1, TRI_MAP_NOCASE);
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        cr_expect_eq(find(&map, tri_str_from_c(keys[i]), TRI_MAP_NOCASE), i + 1);
    }
}

Test(base_map, holds_a_hundred_thousand_keys)
{
    TriMap exact = { 0 };
    TriMap folded = { 0 };
    size_t wrong = 0;

    for (size_t i = 0; i < MANY; i++) {
        put(&exact, tri_format(&arena, "Key%zu", i), i + 1, TRI_MAP_EXACT);
        put(&folded, tri_format(&arena, "Key%zu", i), i + 1, TRI_MAP_NOCASE);
    }
    for (size_t i = 0; i < MANY; i++) {
        TriStr key = tri_format(&arena, "Key%zu", i);
        TriStr other = tri_format(&arena, "kEY%zu", i);

        wrong += find(&exact, key, TRI_MAP_EXACT) != i + 1;
        wrong += find(&exact, other, TRI_MAP_EXACT) != 0;
        wrong += find(&folded, key, TRI_MAP_NOCASE) != i + 1;
        wrong += find(&folded, other, TRI_MAP_NOCASE) != i + 1;
    }
    cr_expect_eq(wrong, 0);
}

/* Two bits of the hash a level: behind 32 levels they are used up. */
Test(base_map, holds_keys_that_only_differ_at_the_end)
{
    TriMap map = { 0 };
    size_t wrong = 0;
    char text[4096];

    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = 'a';
    }
    for (size_t i = 0; i < sizeof text; i++) {
        put(&map, tri_str(text, i), i + 1, TRI_MAP_NOCASE);
    }
    for (size_t i = 0; i < sizeof text; i++) {
        wrong += find(&map, tri_str(text, i), TRI_MAP_NOCASE) != i + 1;
    }
    cr_expect_eq(wrong, 0);
}
