#ifndef TRI_BASE_LIST_H
#define TRI_BASE_LIST_H

#include "base/str.h"

/*
 * Growing lists in an arena. TRI_LIST(int) is a struct type with members `items`,
 * `count` and `capacity`; zero is the empty list. Items move when it grows.
 */
#define TRI_LIST(type)                                                                 \
    struct {                                                                           \
        type *items;                                                                   \
        size_t count;                                                                  \
        size_t capacity;                                                               \
    }

typedef TRI_LIST(TriStr) TriStrList;

/* Appends `item`. */
#define tri_list_push(arena, list, item)                                               \
    do {                                                                               \
        if ((list)->count == (list)->capacity) {                                       \
            (list)->items = tri_list_grow((arena), (list)->items, &(list)->capacity,   \
                                          sizeof *(list)->items);                      \
        }                                                                              \
        (list)->items[(list)->count++] = (item);                                       \
    } while (0)

/* Appends the items of the list `more`, which is of the same type and another one. */
#define tri_list_push_all(arena, list, more)                                           \
    do {                                                                               \
        for (size_t next_ = 0; next_ < (more)->count; next_++) {                       \
            tri_list_push((arena), (list), (more)->items[next_]);                      \
        }                                                                              \
    } while (0)

/* The last item; the list must not be empty. */
#define tri_list_last(list) ((list)->items[(list)->count - 1])

/* Whether `item` stands before the place that is looked for. */
typedef bool TriIsBefore(const void *item, const void *key);

/* The index of the first of `count` items, of `size` bytes each, that is not before
   `key` (a lower bound); `count` when all are. Those before it stand in front of the
   others. */
size_t tri_lower_bound(const void *items, size_t count, size_t size,
                       TriIsBefore *is_before, const void *key);

/* Doubles `*capacity` (of items of `size` bytes); returns the moved items. */
void *tri_list_grow(TriArena *arena, void *items, size_t *capacity, size_t size);

#endif
