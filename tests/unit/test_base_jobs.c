#include "base/jobs.h"

#include <criterion/criterion.h>
#include <stdatomic.h>

enum { ITEMS = 10000, MOST = 300 };

typedef struct Count {
    atomic_int done[ITEMS];
    atomic_int by_worker[MOST];
    atomic_size_t greatest_worker;
} Count;

static Count count;

static void count_one(void *context, size_t index, size_t worker)
{
    Count *counted = context;
    size_t greatest = atomic_load(&counted->greatest_worker);

    atomic_fetch_add(&counted->done[index], 1);
    atomic_fetch_add(&counted->by_worker[worker], 1);
    while (worker > greatest && !atomic_compare_exchange_weak(&counted->greatest_worker,
                                                              &greatest, worker)) {
    }
}

static void expect_once(size_t items, size_t workers)
{
    count = (Count){ 0 };
    tri_jobs_run(count_one, &count, items, workers);
    for (size_t i = 0; i < ITEMS; i++) {
        cr_expect_eq(count.done[i], i < items ? 1 : 0, "item %zu of %zu", i, items);
    }
    cr_expect_lt(count.greatest_worker, workers == 0 ? 1 : workers);
}

Test(base_jobs, does_every_item_once)
{
    expect_once(ITEMS, 1);
    expect_once(ITEMS, 2);
    expect_once(ITEMS, 7);
    expect_once(3, 8);
    expect_once(1, 1);
    expect_once(0, 4);
    expect_once(ITEMS, 1000);
}

static void note_order(void *context, size_t index, size_t worker)
{
    size_t *next = context;

    cr_expect_eq(index, *next);
    cr_expect_eq(worker, 0);
    ++*next;
}

Test(base_jobs, hands_items_out_in_order)
{
    size_t next = 0;

    tri_jobs_run(note_order, &next, 1000, 1);
    cr_expect_eq(next, 1000);
}

/* Takes a good kilobyte of stack a level. */
static int go_down(int depth)
{
    volatile char block[1024];

    block[0] = (char)depth;
    return depth == 0 ? block[0] : go_down(depth - 1) + block[0] * 0;
}

static void use_stack(void *context, size_t index, size_t worker)
{
    (void)index;
    (void)worker;
    *(int *)context = go_down(100000) + 1;
}

Test(base_jobs, gives_every_worker_a_large_stack)
{
    int result = 0;

    tri_jobs_run(use_stack, &result, 1, 1);
    cr_expect_eq(result, 1);
}

Test(base_jobs, knows_at_least_one_processor)
{
    cr_expect_geq(tri_jobs_processors(), 1);
}
