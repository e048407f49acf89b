/* A hash trie: four children a node, chosen by two bits of the hash a level. */
#include "base/map.h"

struct TriMapNode {
    TriMapNode *children[4];
    TriStr key;
    void *value;
};

static uint64_t hash(TriStr key, TriMapCase fold)
{
    return fold == TRI_MAP_NOCASE ? tri_str_hash_nocase(key) : tri_str_hash(key);
}

static bool is_same(TriStr a, TriStr b, TriMapCase fold)
{
    return fold == TRI_MAP_NOCASE ? tri_str_eq_nocase(a, b) : tri_str_eq(a, b);
}

void **tri_map_put(TriArena *arena, TriMap *map, TriStr key, TriMapCase fold)
{
    TriMapNode **place = &map->root;

    for (uint64_t bits = hash(key, fold); *place != NULL; bits <<= 2) {
        if (is_same((*place)->key, key, fold)) {
            return &(*place)->value;
        }
        place = &(*place)->children[bits >> 62];
    }
    *place = TRI_NEW(arena, TriMapNode);
    (*place)->key = key;
    return &(*place)->value;
}

void *tri_map_find(const TriMap *map, TriStr key, TriMapCase fold)
{
    const TriMapNode *node = map->root;

    if (node == NULL) {
        return NULL;
    }
    for (uint64_t bits = hash(key, fold); node != NULL; bits <<= 2) {
        if (is_same(node->key, key, fold)) {
            return node->value;
        }
        node = node->children[bits >> 62];
    }
    return NULL;
}
