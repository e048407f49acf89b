#ifndef TRI_BASE_WORK_H
#define TRI_BASE_WORK_H

#include "base/str.h"

/*
 * Work that makes more work while it is done: the items of a tree that is only known
 * once one has been there. An item is bytes, copied when it is added; what was added
 * last is done first, so what waits stays little however large the tree is.
 */
typedef struct TriWork TriWork;

/* Does `item`, which is valid until it returns; may add others. */
typedef void TriTask(void *context, TriWork *work, TriStr item, size_t worker);

/* For other workers, or the same one later. Of several, the last is done first. */
void tri_work_add(TriWork *work, TriStr item);

/* Does `items` and all that is added meanwhile with `workers` threads (base/jobs.h). */
void tri_work_run(TriTask *task, void *context, const TriStr *items, size_t count,
                  size_t workers);

#endif
