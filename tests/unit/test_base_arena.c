#include "base/arena.h"
#include "base/list.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdint.h>
#include <string.h>

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 24);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(base_arena, .init = open_arena, .fini = close_arena);

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

Test(base_arena, aligns_for_any_type)
{
    for (size_t size = 0; size < 40; size++) {
        tri_arena_bytes(&arena, size);
        void *block = tri_arena_alloc(&arena, 1, size);

        cr_expect_eq((uintptr_t)block % _Alignof(max_align_t), 0, "%zu", size);
    }
}

Test(base_arena, zeroes_memory_that_was_used_before)
{
    memset(tri_arena_bytes(&arena, 3000), 0x55, 3000);
    tri_arena_reset(&arena, 4096);
    cr_expect_eq(tri_arena_used(&arena), 0);
    cr_expect(is_zero(tri_arena_alloc(&arena, 3, 1000), 3000));
}

Test(base_arena, zeroes_memory_that_went_back_to_the_system)
{
    size_t size = (size_t)1 << 20;

    memset(tri_arena_bytes(&arena, size), 0x55, size);
    tri_arena_reset(&arena, 0);
    cr_expect(is_zero(tri_arena_alloc(&arena, 1, size), size));
}

Test(base_arena, hands_out_blocks_that_do_not_overlap)
{
    char *blocks[100];

    for (int i = 0; i < 100; i++) {
        blocks[i] = memset(tri_arena_bytes(&arena, 17), i, 17);
    }
    for (int i = 0; i < 100; i++) {
        cr_expect_eq(blocks[i][0], i);
        cr_expect_eq(blocks[i][16], i);
    }
}

Test(base_arena, gives_an_array_of_none)
{
    cr_expect_not_null(TRI_NEW_ARRAY(&arena, uint64_t, 0));
}

Test(base_arena, forgets_what_a_copy_allocated)
{
    TriArena scratch = arena;
    char *forgotten = tri_arena_bytes(&scratch, 100);
    char *kept = tri_arena_bytes(&arena, 100);

    cr_expect_eq(kept, forgotten);
    cr_expect_eq(tri_arena_used(&arena), tri_arena_used(&scratch));
}

static size_t use_scratch(TriArena scratch)
{
    tri_arena_bytes(&scratch, 1000);
    return tri_arena_used(&scratch);
}

Test(base_arena, is_untouched_by_a_function_that_takes_a_copy)
{
    size_t used = tri_arena_used(&arena);

    cr_expect_geq(use_scratch(arena), 1000);
    cr_expect_eq(tri_arena_used(&arena), used);
}

Test(base_arena, grows_the_last_block_in_place)
{
    char *block = memcpy(tri_arena_bytes(&arena, 5), "12345", 5);
    char *grown = tri_arena_grow(&arena, block, 5, 5000);

    cr_expect_eq(grown, block);
    cr_expect_eq(memcmp(grown, "12345", 5), 0);
    memset(grown, 1, 5000);
}

Test(base_arena, copies_a_block_that_is_not_the_last)
{
    char *block = memcpy(tri_arena_bytes(&arena, 5), "12345", 5);
    char *other = memcpy(tri_arena_bytes(&arena, 3), "abc", 3);
    char *grown = tri_arena_grow(&arena, block, 5, 50);

    cr_expect_neq(grown, block);
    cr_expect_eq(memcmp(grown, "12345", 5), 0);
    cr_expect_eq(memcmp(other, "abc", 3), 0);
    cr_expect_eq((uintptr_t)grown % _Alignof(max_align_t), 0);
}

/* Behind the block that it begins in. */
Test(base_arena, goes_on_further)
{
    size_t size = (size_t)1 << 20;
    char *first = memcpy(tri_arena_bytes(&arena, 5), "12345", 5);
    char *last = memcpy(tri_arena_bytes(&arena, 5), "abcde", 5);
    TriArena copy = arena;
    char *forgotten = tri_arena_bytes(&copy, size);

    cr_expect_geq(tri_arena_used(&copy), size + 10);
    cr_expect_lt(tri_arena_used(&arena), 200);
    last = tri_arena_grow(&arena, last, 5, size);
    cr_expect_geq(tri_arena_used(&arena), size + 5);
    cr_expect_eq(memcmp(first, "12345", 5), 0);
    cr_expect_eq(memcmp(last, "abcde", 5), 0);
    memset(last, 2, size);
    for (int i = 0; i < 2; i++) {
        tri_arena_reset(&arena, 4096);
        cr_expect_eq(tri_arena_used(&arena), 0);
        cr_expect_eq(tri_arena_bytes(&arena, 5), first);
        cr_expect(is_zero(tri_arena_alloc(&arena, 1, size), size));
    }
    (void)forgotten;
}

/* Whether it overlaps its new place or not; a small one has room where the arena is. */
Test(base_arena, keeps_one_block_of_many)
{
    static const size_t sizes[][2] = { { 10, 100 },
                                       { 50, 3000 },
                                       { 5000, 1 << 20 },
                                       { 1 << 20, 5000 },
                                       { 1 << 20, 3 << 20 } };

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t size = sizes[i][1];
        char *expected = malloc(size);

        for (size_t at = 0; at < size; at++) {
            expected[at] = (char)(at * 31);
        }
        memset(tri_arena_bytes(&arena, sizes[i][0]), 0x55, sizes[i][0]);
        const char *block = memcpy(tri_arena_bytes(&arena, size), expected, size);

        memset(tri_arena_bytes(&arena, 70000), 0x55, 70000);
        char *kept = tri_arena_keep(&arena, block, size);

        cr_expect_eq(memcmp(kept, expected, size), 0, "%zu", i);
        cr_expect_lt(tri_arena_used(&arena), size + 64, "%zu", i);
        cr_expect(is_zero(tri_arena_alloc(&arena, 1, 100000), 100000), "%zu", i);
        cr_expect_eq(memcmp(kept, expected, size), 0, "%zu", i);
        tri_arena_reset(&arena, 0);
        free(expected);
    }
}

/* More than there are blocks, and again. */
Test(base_arena, opens_many)
{
    enum { MANY = 150 };
    TriArena many[MANY];
    char *last[MANY];

    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < MANY; i++) {
            many[i] = tri_arena_open((size_t)1 << 20);
            memset(tri_arena_bytes(&many[i], 70000), i, 70000);
            last[i] = memset(tri_arena_bytes(&many[i], 7), i, 7);
        }
        for (int i = 0; i < MANY; i++) {
            cr_expect_eq((unsigned char)last[i][6], i);
            tri_arena_close(&many[i]);
        }
    }
}

Test(base_arena, grows_from_nothing)
{
    char *grown = tri_arena_grow(&arena, NULL, 0, 10);

    cr_expect_not_null(grown);
    memset(grown, 1, 10);
}

Test(base_arena, ends_the_program_when_it_is_full, .exit_code = 2)
{
    cr_redirect_stderr();
    tri_arena_bytes(&arena, ((size_t)1 << 24) + 1);
}

/* Neither the product nor the sum with padding may wrap around. */
Test(base_arena, ends_the_program_when_a_size_overflows, .exit_code = 2)
{
    cr_redirect_stderr();
    tri_arena_alloc(&arena, SIZE_MAX / 8 + 2, 16);
}

Test(base_arena, ends_the_program_for_the_largest_size, .exit_code = 2)
{
    cr_redirect_stderr();
    tri_arena_bytes(&arena, SIZE_MAX);
}

/* ---- lists ---- */

Test(base_arena, lists_keep_their_items_in_order)
{
    TRI_LIST(int) list = { 0 };

    for (int i = 0; i < 1000; i++) {
        tri_list_push(&arena, &list, i);
        if (i % 7 == 0) {
            tri_arena_bytes(&arena, 1); /* moves the list when it grows */
        }
    }
    cr_expect_eq(list.count, 1000);
    cr_expect_eq(tri_list_last(&list), 999);
    for (int i = 0; i < 1000; i++) {
        cr_expect_eq(list.items[i], i);
    }
}

Test(base_arena, lists_grow_in_place_while_alone)
{
    TRI_LIST(uint64_t) list = { 0 };

    tri_list_push(&arena, &list, 0);
    uint64_t *first = list.items;

    for (uint64_t i = 1; i < 1000; i++) {
        tri_list_push(&arena, &list, i);
    }
    cr_expect_eq(list.items, first);
}

/* ---- text ---- */

Test(base_arena, texts_grow_beside_others)
{
    TriText a = tri_text(&arena);
    TriText b = tri_text(&arena);

    cr_expect_eq(tri_text_str(&a).size, 0);
    for (int i = 0; i < 300; i++) {
        tri_text_add_char(&a, 'a');
        tri_text_add_c(&b, "bb");
    }
    tri_text_add(&a, (TriStr){ 0 });
    cr_expect_eq(a.size, 300);
    cr_expect_eq(b.size, 600);
    cr_expect_eq(tri_str_find_char(tri_text_str(&a), 'b'), TRI_NOT_FOUND);
    cr_expect_eq(tri_str_find_char(tri_text_str(&b), 'a'), TRI_NOT_FOUND);
}

Test(base_arena, texts_take_what_printf_makes)
{
    TriText text = tri_text(&arena);

    tri_text_add_int(&text, INT64_MIN);
    tri_text_addf(&text, " %s %.*s %05.1f%%", "x", TRI_ARG(TRI_STR("yz!")), 2.25);
    tri_text_addf(&text, "%s", "");
    cr_expect(
        tri_str_eq(tri_text_str(&text), TRI_STR("-9223372036854775808 x yz! 002.2%")));
    cr_expect(
        tri_str_eq(tri_format(&arena, "%.*s|", TRI_ARG((TriStr){ 0 })), TRI_STR("|")));
    TriStr plain = tri_format(&arena, "%d %d %u %zu %c %02x %02x %02x %s", INT32_MIN, 0,
                              UINT32_MAX, SIZE_MAX, '%', 7U, 0xefU, 0x1c0U, "end");

    cr_expect(
        tri_str_eq(plain, TRI_STR("-2147483648 0 4294967295 18446744073709551615 % 07 "
                                  "ef 1c0 end")),
        "%.*s", TRI_ARG(plain));
    TriStr wide = tri_format(&arena, "%10000d", 7);

    cr_expect_eq(wide.size, 10000);
    cr_expect_eq(wide.data[9999], '7');
    TriStr mixed = tri_format(&arena, "%-3s|%*s|%*u|%0*lld|%zu%c%04X%%%.2s", "a", 3,
                              "b", 4, 5U, 6, 7LL, (size_t)8, '9', 10U, "xyz");

    cr_expect(tri_str_eq(mixed, TRI_STR("a  |  b|   5|000007|89000A%xy")), "%.*s",
              TRI_ARG(mixed));
}

Test(base_arena, texts_do_not_end_at_a_nul_byte)
{
    TriStr name = TRI_STR("a\0b");

    cr_expect(tri_str_eq(tri_format(&arena, "'%.*s' is %d, '%.*s' %s", TRI_ARG(name), 1,
                                    TRI_ARG(name), "not"),
                         TRI_STR("'a\0b' is 1, 'a\0b' not")));
}
