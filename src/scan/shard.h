#ifndef TRI_SCAN_SHARD_H
#define TRI_SCAN_SHARD_H

#include "base/error.h"
#include "base/map.h"
#include "report/result.h"

/*
 * A run in several parts (interfaces.md 16): each unit of the run (scan/repository.h)
 * is judged by one of N shards, which its path alone decides, or a file of weights.
 */

/* Reads "K/N", or "auto": what the environment of an engine that runs many jobs tells.
 */
TriStatus tri_shard_parse(TriArena *arena, TriStr text, TriShard *shard,
                          TriError *error);

typedef struct TriShardPlan {
    TriShard shard; /* of this run */
    TriMap weighed; /* units that a file of weights assigns, with their shard */
    TriStr weights; /* what is in the file */
} TriShardPlan;

/*
 * Makes the plan. `weights` is the name of a file, or empty: lines of a weight and the
 * path of a unit, as du prints them. The heaviest unit goes to the shard with the least
 * so far, and so on; units that are not in it go where their path says.
 */
TriStatus tri_shard_plan(TriArena *arena, TriShard shard, TriStr weights,
                         TriShardPlan *plan, TriError *error);

/* The shard, from 1, that the path of a unit decides: 1 + (H mod N), H being the first
   8 bytes of its SHA-256, the first byte the highest. */
size_t tri_shard_of(TriStr path, size_t count);

/* Whether this shard judges the unit `path`. */
bool tri_shard_has(const TriShardPlan *plan, TriStr path);

#endif
