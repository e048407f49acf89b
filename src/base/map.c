/* Nodes, which stay where they are, and a table of them by hash: the next free slot is
   taken, and an eighth of them at least is free. */
#include "base/map.h"

struct TriMapNode {
    TriStr key;
    void *value;
};

static uint64_t hash(TriStr key, TriMapCase fold)
{
    return fold == TRI_MAP_NOCASE ? tri_str_hash_nocase(key) : tri_str_hash(key);
}

static bool is_of(const TriMapSlot *slot, uint64_t hash, TriStr key, TriMapCase fold)
{
    if (slot->hash != hash) {
        return false;
    }
    return fold == TRI_MAP_NOCASE ? tri_str_eq_nocase(slot->node->key, key)
                                  : tri_str_eq(slot->node->key, key);
}

/* The slot of `key`, or the free one that it would have. */
static TriMapSlot *find(const TriMap *map, uint64_t hash, TriStr key, TriMapCase fold)
{
    size_t mask = map->capacity - 1;
    size_t at = hash & mask;

    while (map->table[at].node != NULL && !is_of(&map->table[at], hash, key, fold)) {
        at = (at + 1) & mask;
    }
    return &map->table[at];
}

static void grow(TriArena *arena, TriMap *map)
{
    enum { LEAST = 4 };
    TriMap old = *map;

    map->capacity = old.capacity == 0 ? LEAST : 2 * old.capacity;
    map->table = TRI_NEW_ARRAY(arena, TriMapSlot, map->capacity);
    size_t mask = map->capacity - 1;
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.table[i].node != NULL) {
            size_t at = old.table[i].hash & mask;

            while (map->table[at].node != NULL) {
                at = (at + 1) & mask;
            }
            map->table[at] = old.table[i];
        }
    }
}

void **tri_map_put(TriArena *arena, TriMap *map, TriStr key, TriMapCase fold)
{
    uint64_t own = hash(key, fold);

    if (8 * (map->count + 1) > 7 * map->capacity) {
        grow(arena, map);
    }
    TriMapSlot *slot = find(map, own, key, fold);

    if (slot->node == NULL) {
        slot->node = TRI_NEW(arena, TriMapNode);
        slot->hash = own;
        *slot->node = (TriMapNode){ key, NULL };
        map->count++;
    }
    return &slot->node->value;
}

void *tri_map_find(const TriMap *map, TriStr key, TriMapCase fold)
{
    if (map->capacity == 0) {
        return NULL;
    }
    const TriMapNode *node = find(map, hash(key, fold), key, fold)->node;

    return node == NULL ? NULL : node->value;
}

void **tri_map_put_address(TriArena *arena, TriMap *map, const void *address)
{
    const void **key = TRI_NEW(arena, const void *);

    *key = address;
    return tri_map_put(arena, map, tri_str((const char *)key, sizeof *key),
                       TRI_MAP_EXACT);
}

void *tri_map_find_address(const TriMap *map, const void *address)
{
    return tri_map_find(map, tri_str((const char *)&address, sizeof address),
                        TRI_MAP_EXACT);
}
