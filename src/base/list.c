#include "base/list.h"

/* Many lists of large items hold one. */
enum { FIRST_CAPACITY = 8, LARGE = 64, FIRST_OF_LARGE = 1 };

void *tri_list_grow(TriArena *arena, void *items, size_t *capacity, size_t size)
{
    size_t first = size > LARGE ? FIRST_OF_LARGE : FIRST_CAPACITY;
    size_t grown = *capacity == 0 ? first : *capacity * 2;

    if (items == NULL) {
        items = tri_arena_take(arena, grown, size);
    } else {
        items = tri_arena_grow(arena, items, *capacity * size, grown * size);
    }
    *capacity = grown;
    return items;
}

size_t tri_lower_bound(const void *items, size_t count, size_t size,
                       TriIsBefore *is_before, const void *key)
{
    size_t low = 0;

    while (low < count) {
        size_t middle = low + (count - low) / 2;

        if (is_before((const char *)items + middle * size, key)) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low;
}
