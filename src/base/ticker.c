#include "base/ticker.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

struct TriTicker {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stopped;
    bool is_stopped;
    TriTick *tick;
    void *context;
    unsigned first;
    unsigned every;
};

static struct timespec after(struct timespec time, unsigned milliseconds)
{
    enum { SECOND = 1000000000 };

    time.tv_sec += milliseconds / 1000;
    time.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (time.tv_nsec >= SECOND) {
        time.tv_sec++;
        time.tv_nsec -= SECOND;
    }
    return time;
}

static void *run(void *argument)
{
    TriTicker *ticker = argument;
    struct timespec next;

    clock_gettime(CLOCK_MONOTONIC, &next);
    next = after(next, ticker->first);
    pthread_mutex_lock(&ticker->mutex);
    while (!ticker->is_stopped) {
        if (pthread_cond_timedwait(&ticker->stopped, &ticker->mutex, &next) ==
            ETIMEDOUT) {
            ticker->tick(ticker->context);
            next = after(next, ticker->every);
        }
    }
    pthread_mutex_unlock(&ticker->mutex);
    return NULL;
}

TriTicker *tri_ticker_start(TriArena *arena, TriTick *tick, void *context,
                            unsigned first, unsigned every)
{
    TriTicker *ticker = TRI_NEW(arena, TriTicker);
    pthread_condattr_t clock;

    *ticker = (TriTicker){ .mutex = PTHREAD_MUTEX_INITIALIZER,
                           .tick = tick,
                           .context = context,
                           .first = first,
                           .every = every };
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&ticker->stopped, &clock);
    pthread_condattr_destroy(&clock);
    return pthread_create(&ticker->thread, NULL, run, ticker) == 0 ? ticker : NULL;
}

void tri_ticker_stop(TriTicker *ticker)
{
    pthread_mutex_lock(&ticker->mutex);
    ticker->is_stopped = true;
    pthread_cond_signal(&ticker->stopped);
    pthread_mutex_unlock(&ticker->mutex);
    pthread_join(ticker->thread, NULL);
    pthread_cond_destroy(&ticker->stopped);
}
