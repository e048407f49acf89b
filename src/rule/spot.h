#ifndef TRI_RULE_SPOT_H
#define TRI_RULE_SPOT_H

#include "eval/trace.h"
#include "rule/path.h"

/* A place in a resource where a condition looks, and what is there. */
typedef struct TriSpot {
    const TriInstance *instance;
    const TriKey *keys; /* the way to it from the resource */
    size_t count;
    TriValue value; /* of kind 0 when nothing is there */
    bool is_there;  /* that something is, though maybe not what */
    bool may_lack;  /* stands for items of lists of which one has none */
} TriSpot;

typedef TRI_LIST(TriSpot) TriSpotList;

/* Whether the instance is a resource, and no declaration of a template. */
bool tri_spot_is_resource(const TriInstance *instance);

/* The resource as a whole. */
TriSpot tri_spot_of(const TriInstance *instance);

/*
 * Appends the places that `segments` lead to from `from`. A path without a wildcard
 * leads to one, where nothing may be; one with a wildcard to those that are there.
 * A policy's names behind [*] lead to one of every item: what an item does not have is
 * missing there.
 */
void tri_spot_find(TriArena *arena, const TriSpot *from, const TriSegment *segments,
                   size_t count, TriSpotList *list);

/* The name of a key for print: of a secret one, an ellipsis. */
TriStr tri_key_text(TriKey key);

/* The same from segment `at` on: `from` is where those before it lead to. */
void tri_spot_find_rest(TriArena *arena, const TriSpot *from,
                        const TriSegment *segments, size_t count, size_t at,
                        TriSpotList *list);

/* "properties.siteConfig.appSettings[2].value" */
TriStr tri_spot_text(TriArena *arena, const TriSpot *place);

/* The same with [*] for every item, which is so wherever the item stands. */
TriStr tri_spot_shape(TriArena *arena, const TriSpot *place);

#endif
