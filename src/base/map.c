/* A hash trie: four children a node, chosen by two bits of the hash a level. */
#include "base/map.h"

struct TriMapNode {
    TriMapNode *children[4];
    uint64_t hash; /* of the key, which is looked at only where they are the same */
    TriStr key;
    void *value;
};

static uint64_t hash(TriStr key, TriMapCase fold)
{
    return fold == TRI_MAP_NOCASE ? tri_str_hash_nocase(key) : tri_str_hash(key);
}

static bool is_of(const TriMapNode *node, uint64_t hash, TriStr key, TriMapCase fold)
{
    if (node->hash != hash) {
        return false;
    }
    return fold == TRI_MAP_NOCASE ? tri_str_eq_nocase(node->key, key)
                                  : tri_str_eq(node->key, key);
}

void **tri_map_put(TriArena *arena, TriMap *map, TriStr key, TriMapCase fold)
{
    TriMapNode **place = &map->root;
    uint64_t own = hash(key, fold);

    for (uint64_t bits = own; *place != NULL; bits <<= 2) {
        if (is_of(*place, own, key, fold)) {
            return &(*place)->value;
        }
        place = &(*place)->children[bits >> 62];
    }
    *place = TRI_NEW(arena, TriMapNode);
    (*place)->hash = own;
    (*place)->key = key;
    return &(*place)->value;
}

void *tri_map_find(const TriMap *map, TriStr key, TriMapCase fold)
{
    const TriMapNode *node = map->root;

    if (node == NULL) {
        return NULL;
    }
    uint64_t own = hash(key, fold);

    for (uint64_t bits = own; node != NULL; bits <<= 2) {
        if (is_of(node, own, key, fold)) {
            return node->value;
        }
        node = node->children[bits >> 62];
    }
    return NULL;
}
