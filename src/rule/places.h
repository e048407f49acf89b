#ifndef TRI_RULE_PLACES_H
#define TRI_RULE_PLACES_H

#include "rule/relations.h"
#include "rule/rule.h"
#include "rule/spot.h"

/* The places of a path. Several sets when it is not known which of them there will be:
   one is; `doubt` is what that hangs on. */
typedef struct TriPlaces {
    const TriSpotList *sets;
    size_t count;
    TriValue doubt;
} TriPlaces;

/*
 * What was found in the resource that is judged, for the rules that look there next:
 * they ask for few paths, many times. Forgotten when another resource is judged.
 */
typedef struct TriPlaceMemory {
    TriArena *arena; /* for this alone */
    const TriInstance *instance;
    struct TriKnownPlaces **slots; /* by the hash of the path */
} TriPlaceMemory;

/* Who looks: a rule, at one resource. */
typedef struct TriPlaceSearch {
    TriArena *arena;
    TriRelations *relations;
    TriPlaceMemory *memory; /* NULL: nothing is kept */
    const TriRule *rule;
    const TriInstance *instance;
    const TriOverlay *alone; /* TriJudge.alone: paths are those of the parent */
} TriPlaceSearch;

/* `instance` is judged from here on. */
void tri_places_begin(TriPlaceMemory *memory, const TriInstance *instance);

/* The places that `path` leads to from `scope`; in the resource itself, what the rule
   lays over it (docs/rule-format.md) comes first. One set at least. */
TriPlaces tri_places_find(const TriPlaceSearch *search, const TriSpot *scope,
                          const TriPath *path);

#endif
