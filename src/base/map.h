#ifndef TRI_BASE_MAP_H
#define TRI_BASE_MAP_H

#include "base/str.h"

/*
 * Text to pointer. Zero is the empty map. Keys are borrowed. Entries are never
 * removed; where a value is kept does not change. There is no way to walk a map: order
 * that is printed comes from an array beside it.
 */
typedef enum TriMapCase {
    TRI_MAP_EXACT,
    TRI_MAP_NOCASE,
} TriMapCase;

typedef struct TriMapNode TriMapNode;

typedef struct TriMapSlot {
    TriMapNode *node; /* NULL: free */
    uint64_t hash;    /* of its key, which is looked at only where they are the same */
} TriMapSlot;

typedef struct TriMap {
    TriMapSlot *table;
    size_t count;
    size_t capacity; /* a power of two, or 0 */
} TriMap;

/*
 * The place of the value of `key`, for reading and writing; a key that is not
 * there is added with the value NULL. A map is used with one `fold` only.
 */
void **tri_map_put(TriArena *arena, TriMap *map, TriStr key, TriMapCase fold);

/* The value of `key`; NULL when it is not there. */
void *tri_map_find(const TriMap *map, TriStr key, TriMapCase fold);

/* The same of keys that are addresses, whatever is there. They are kept in `arena`. */
void **tri_map_put_address(TriArena *arena, TriMap *map, const void *address);
void *tri_map_find_address(const TriMap *map, const void *address);

#endif
