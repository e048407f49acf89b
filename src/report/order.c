/* The order in which reports tell things, whatever order they were found in. */
#include "report/result.h"

#include <stdlib.h>

typedef int Order(const void *a, const void *b);

/* An empty list may be NULL, which qsort does not take. */
static void sort(void *items, size_t count, size_t size, Order *order)
{
    if (count > 0) {
        qsort(items, count, size, order);
    }
}

static int order_of_numbers(size_t a, size_t b)
{
    return a == b ? 0 : a < b ? -1 : 1;
}

/* What is in none comes first. */
static int order_of_repositories(const TriRepository *a, const TriRepository *b)
{
    return a == b ? 0 : a == NULL || (b != NULL && a < b) ? -1 : 1;
}

static int by_place(const void *a, const void *b)
{
    const TriResult *left = a;
    const TriResult *right = b;
    int order = tri_str_compare(left->place.path, right->place.path);

    if (order == 0) {
        order = order_of_numbers(left->place.start.offset, right->place.start.offset);
    }
    if (order == 0) {
        order = tri_str_compare(left->rule, right->rule);
    }
    if (order == 0) {
        order = tri_str_compare(left->message, right->message);
    }
    if (order == 0) {
        order = order_of_numbers(left->place.end.offset, right->place.end.offset);
    }
    return order != 0 ? order
                      : order_of_repositories(left->repository, right->repository);
}

void tri_sort_results(TriResult *results, size_t count)
{
    sort(results, count, sizeof *results, by_place);
}

static int by_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriFileNote *)a)->path,
                           ((const TriFileNote *)b)->path);
}

void tri_sort_notes(TriFileNote *notes, size_t count)
{
    sort(notes, count, sizeof *notes, by_path);
}

static int by_id(const void *a, const void *b)
{
    return tri_str_compare(((const TriReportRule *)a)->id,
                           ((const TriReportRule *)b)->id);
}

void tri_sort_rules(TriReportRule *rules, size_t count)
{
    sort(rules, count, sizeof *rules, by_id);
}

static int by_rule(const void *a, const void *b)
{
    return tri_str_compare(((const TriRuleCount *)a)->rule,
                           ((const TriRuleCount *)b)->rule);
}

void tri_sort_rule_counts(TriRuleCount *counts, size_t count)
{
    sort(counts, count, sizeof *counts, by_rule);
}
