#include "base/work.h"

#include "base/jobs.h"
#include "base/list.h"

#include <pthread.h>
#include <string.h>

static const size_t RESERVE = (size_t)1 << 32;

/* Items wait one behind the other, each followed by its size. */
struct TriWork {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    TriTask *task;
    void *context;
    TriArena arena; /* of `waiting` alone, so that it grows in place */
    TRI_LIST(char) waiting;
    size_t busy; /* workers that may still add something */
};

static void push_bytes(TriWork *work, const void *bytes, size_t size)
{
    while (work->waiting.count + size > work->waiting.capacity) {
        work->waiting.items = tri_list_grow(&work->arena, work->waiting.items,
                                            &work->waiting.capacity, 1);
    }
    memcpy(work->waiting.items + work->waiting.count, bytes, size);
    work->waiting.count += size;
}

static void push(TriWork *work, TriStr item)
{
    push_bytes(work, item.data, item.size);
    push_bytes(work, &item.size, sizeof item.size);
}

static const char *pop_bytes(TriWork *work, size_t size)
{
    work->waiting.count -= size;
    return work->waiting.items + work->waiting.count;
}

void tri_work_add(TriWork *work, TriStr item)
{
    pthread_mutex_lock(&work->mutex);
    push(work, item);
    pthread_cond_signal(&work->changed);
    pthread_mutex_unlock(&work->mutex);
}

/* Takes the last item into `own`; false when all is done. Called with the lock. */
static bool take(TriWork *work, TriArena *own, TriStr *item)
{
    size_t size;

    while (work->waiting.count == 0 && work->busy > 0) {
        pthread_cond_wait(&work->changed, &work->mutex);
    }
    if (work->waiting.count == 0) {
        return false;
    }
    memcpy(&size, pop_bytes(work, sizeof size), sizeof size);
    *item = tri_str_copy(own, tri_str(pop_bytes(work, size), size));
    return true;
}

static void work_on(void *context, size_t index, size_t worker)
{
    TriWork *work = context;
    TriArena own = tri_arena_open(RESERVE);
    TriStr item;

    (void)index;
    pthread_mutex_lock(&work->mutex);
    while (take(work, &own, &item)) {
        work->busy++;
        pthread_mutex_unlock(&work->mutex);
        work->task(work->context, work, item, worker);
        tri_arena_reset(&own, (size_t)1 << 16);
        pthread_mutex_lock(&work->mutex);
        work->busy--;
    }
    pthread_cond_broadcast(&work->changed);
    pthread_mutex_unlock(&work->mutex);
    tri_arena_close(&own);
}

void tri_work_run(TriTask *task, void *context, const TriStr *items, size_t count,
                  size_t workers)
{
    TriWork work = { .mutex = PTHREAD_MUTEX_INITIALIZER,
                     .changed = PTHREAD_COND_INITIALIZER,
                     .task = task,
                     .context = context,
                     .arena = tri_arena_open(RESERVE) };

    for (size_t i = count; i > 0; i--) {
        push(&work, items[i - 1]);
    }
    tri_jobs_run(work_on, &work, workers, workers);
    tri_arena_close(&work.arena);
}
