#ifndef TRI_BASE_JOBS_H
#define TRI_BASE_JOBS_H

#include "base/error.h"

/* Stack of every worker, reserved, not used: evaluation recurses on it. */
#define TRI_WORKER_STACK ((size_t)256 << 20)

/*
 * One piece of work: item `index` done by worker `worker` (both from 0). Items
 * are handed out in order; each is done once.
 */
typedef void TriJob(void *context, size_t index, size_t worker);

/*
 * Does items 0 … `count` - 1 with at most `workers` threads, fewer where there is no
 * room for so many, and returns when all are done. Even one worker is a thread of its
 * own, for its stack.
 */
void tri_jobs_run(TriJob *job, void *context, size_t count, size_t workers);

/* Processors this process may use; at least 1. */
size_t tri_jobs_processors(void);

#endif
