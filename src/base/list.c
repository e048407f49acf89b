#include "base/list.h"

enum { FIRST_CAPACITY = 8 };

void *tri_list_grow(TriArena *arena, void *items, size_t *capacity, size_t size)
{
    size_t grown = *capacity == 0 ? FIRST_CAPACITY : *capacity * 2;

    if (items == NULL) {
        items = tri_arena_alloc(arena, grown, size);
    } else {
        items = tri_arena_grow(arena, items, *capacity * size, grown * size);
    }
    *capacity = grown;
    return items;
}
