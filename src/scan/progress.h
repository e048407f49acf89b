#ifndef TRI_SCAN_PROGRESS_H
#define TRI_SCAN_PROGRESS_H

#include <stdatomic.h>
#include <stddef.h>

/* How far a run is, to be read by another thread while it goes on. */
typedef struct TriProgress {
    atomic_size_t files; /* looked at */
    atomic_size_t done;  /* folders and named files … */
    atomic_size_t known; /* … of those that were met so far */
} TriProgress;

/* Counts up a member of a TriProgress. */
static inline void tri_progress_count(atomic_size_t *counter, size_t count)
{
    atomic_fetch_add_explicit(counter, count, memory_order_relaxed);
}

#endif
