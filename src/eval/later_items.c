#include "eval/later_items.h"

/* Calls in calls beyond this are not looked at, nor are more items, nor more lists: one
   that is joined with itself, again and again, is the same many times over. */
enum { DEEPEST = 8, MOST_ITEMS = 1000, MOST_LISTS = 1000 };

typedef struct Search {
    TriItemVisit *visit;
    void *context;
    size_t items; /* and lists that may still be looked at */
    size_t lists;
    bool is_over;
} Search;

static void add_later(Search *search, TriValue list, unsigned depth);

/* One of the lists that are joined. The first items, `*own`, are no later ones: the
   joined list has them. */
static void add_joined(Search *search, TriValue list, size_t *own, unsigned depth)
{
    size_t count = list.kind == TRI_ARRAY ? list.array->count : 0;
    size_t first = count < *own ? count : *own;

    *own -= first;
    for (size_t i = first; i < count && !search->is_over; i++) {
        TriValue item = tri_array_item(list.array, i);

        item.is_secure = item.is_secure || list.is_secure;
        search->is_over = !search->visit(search->context, item) || --search->items == 0;
    }
    add_later(search, list, depth);
}

static void add_later(Search *search, TriValue list, unsigned depth)
{
    bool is_open =
        list.kind == TRI_UNKNOWN || (list.kind == TRI_ARRAY && list.array->is_open);
    const TriResidual *residual = list.residual;
    size_t own = list.kind == TRI_ARRAY ? list.array->count : 0;

    if (!is_open || residual == NULL || depth == DEEPEST || search->lists == 0) {
        return;
    }
    search->lists--;
    if (tri_residual_calls(residual, TRI_STR("concat")) ||
        tri_residual_calls(residual, TRI_STR("union")) ||
        tri_residual_calls(residual, TRI_STR("distinct"))) {
        for (size_t i = 0; i < residual->count && !search->is_over; i++) {
            add_joined(search, tri_force(residual->arguments[i]), &own, depth + 1);
        }
    } else if (tri_residual_calls(residual, TRI_STR("flatten")) &&
               residual->count == 1) {
        TriValue lists = tri_force(residual->arguments[0]);
        size_t count = lists.kind == TRI_ARRAY ? lists.array->count : 0;

        for (size_t i = 0; i < count && !search->is_over; i++) {
            add_joined(search, tri_array_item(lists.array, i), &own, depth + 1);
        }
    }
}

void tri_visit_later_items(TriValue list, TriItemVisit *visit, void *context)
{
    Search search = { visit, context, MOST_ITEMS, MOST_LISTS, false };

    add_later(&search, list, 0);
}

typedef struct Collected {
    TriArena *arena;
    TriItemList *items;
} Collected;

static bool collect(void *context, TriValue item)
{
    Collected *collected = context;

    tri_list_push(collected->arena, collected->items, item);
    return true;
}

void tri_later_items(TriArena *arena, TriValue list, TriItemList *items)
{
    Collected collected = { arena, items };

    tri_visit_later_items(list, collect, &collected);
}
