#include "base/jobs.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_WORKERS = 256 };

typedef struct Pool {
    TriJob *job;
    void *context;
    size_t count;
    size_t workers;
    atomic_size_t next;
} Pool;

typedef struct Worker {
    pthread_t thread;
    Pool *pool;
    size_t number;
} Worker;

/* Takes jobs that stand side by side, fewer and fewer, so that in the end nobody waits
   long for another. Returns the first; `*end` is behind the last. */
static size_t take(Pool *pool, size_t *end)
{
    enum { STRETCHES = 4 }; /* a worker, of what is left */
    size_t first = atomic_load(&pool->next);

    do {
        size_t left = pool->count - first;
        size_t stretch = left / (pool->workers * STRETCHES);

        *end = first + (stretch > 0 ? stretch : left > 0);
    } while (!atomic_compare_exchange_weak(&pool->next, &first, *end));
    return first;
}

static void *work(void *argument)
{
    Worker *worker = argument;
    Pool *pool = worker->pool;
    size_t end;

    for (size_t index = take(pool, &end); index < end; index = take(pool, &end)) {
        for (; index < end; index++) {
            pool->job(pool->context, index, worker->number);
        }
    }
    return NULL;
}

/* False when the system has no room for another. */
static bool start(Worker *worker)
{
    pthread_attr_t attributes;

    if (pthread_attr_init(&attributes) != 0) {
        return false;
    }
    bool is_started = pthread_attr_setstacksize(&attributes, TRI_WORKER_STACK) == 0 &&
                      pthread_create(&worker->thread, &attributes, work, worker) == 0;

    pthread_attr_destroy(&attributes);
    return is_started;
}

void tri_jobs_run(TriJob *job, void *context, size_t count, size_t workers)
{
    Worker pool_workers[MOST_WORKERS];

    workers = workers > MOST_WORKERS ? MOST_WORKERS : workers;
    workers = workers > count ? count : workers;
    Pool pool = { job, context, count, workers, 0 };

    for (size_t i = 0; i < workers; i++) {
        pool_workers[i] = (Worker){ .pool = &pool, .number = i };
        if (!start(&pool_workers[i])) {
            workers = i;
        }
    }
    if (workers == 0 && count > 0) {
        fputs("tricep: cannot start a thread\n", stderr);
        exit(2);
    }
    for (size_t i = 0; i < workers; i++) {
        pthread_join(pool_workers[i].thread, NULL);
    }
}

size_t tri_jobs_processors(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    return (size_t)CPU_COUNT(&set);
}
