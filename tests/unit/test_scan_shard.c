#include "base/file.h"
#include "base/text.h"
#include "scan/shard.h"

#include <criterion/criterion.h>
#include <stdio.h>

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 30);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(scan_shard, .init = open_arena, .fini = close_arena);

/* The first 8 bytes of SHA-256, as anybody can work them out. */
Test(scan_shard, is_what_the_path_decides)
{
    static const struct {
        const char *path;
        size_t count;
        size_t shard;
    } rows[] = {
        { "a", 1, 1 },
        { "a", 4, 3 },
        { "clones/shop", 7, 6 },
        { ".", 100000, 84235 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_shard_of(tri_str_from_c(rows[i].path), rows[i].count),
                     rows[i].shard, "%s of %zu: %zu", rows[i].path, rows[i].count,
                     tri_shard_of(tri_str_from_c(rows[i].path), rows[i].count));
    }
}

Test(scan_shard, spreads_evenly)
{
    enum { SHARDS = 8, UNITS = 8000 };
    size_t counts[SHARDS] = { 0 };

    for (int i = 0; i < UNITS; i++) {
        counts[tri_shard_of(tri_format(&arena, "clones/repository-%d", i), SHARDS) -
               1]++;
    }
    for (int i = 0; i < SHARDS; i++) {
        cr_expect(counts[i] > 850 && counts[i] < 1150, "%d: %zu", i, counts[i]);
    }
}

Test(scan_shard, without_shards_has_everything)
{
    TriError error = { &arena, { 0 } };
    TriShardPlan plan;

    cr_assert_eq(tri_shard_plan(&arena, (TriShard){ 0 }, TRI_STR(""), &plan, &error),
                 TRI_OK);
    cr_expect(tri_shard_has(&plan, TRI_STR("a")));
}

/* Every unit is in exactly one shard, in the file or not. */
Test(scan_shard, balances_by_weight)
{
    static const char weights[] = "5 a\n4 b\n3 c\n3 d\n3 e\n";
    static const char *const units[] = { "a", "b", "c", "d", "e", "f", "g" };
    TriStr path = TRI_STR("test_scan_shard.weights");
    TriError error = { &arena, { 0 } };
    int loads[3] = { 0 };

    cr_assert_eq(tri_file_write(arena, path, tri_str_from_c(weights), &error), TRI_OK);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t owners = 0;

        for (size_t k = 1; k <= 3; k++) {
            TriShardPlan plan;

            cr_assert_eq(
                tri_shard_plan(&arena, (TriShard){ k, 3 }, path, &plan, &error), TRI_OK,
                "%.*s", TRI_ARG(error.message));
            if (tri_shard_has(&plan, tri_str_from_c(units[i]))) {
                owners++;
                loads[k - 1] += i < 5 ? weights[4 * i] - '0' : 0;
            }
        }
        cr_expect_eq(owners, 1, "%s", units[i]);
    }
    remove("test_scan_shard.weights");
    cr_expect_eq(loads[0], 5);
    cr_expect_eq(loads[1], 7);
    cr_expect_eq(loads[2], 6);
}
