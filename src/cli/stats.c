#include "cli/stats.h"

#include <sys/resource.h>

struct timespec tri_stats_start(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now;
}

static double seconds_since(struct timespec start)
{
    struct timespec now = tri_stats_start();

    return (double)(now.tv_sec - start.tv_sec) +
           (double)(now.tv_nsec - start.tv_nsec) / 1e9;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

void tri_add_stats(const TriRun *run, struct timespec start, TriText *text)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    tri_text_addf(text,
                  "time: %.3f s, of processors %.3f s; %zu worker%s\n"
                  "read: %zu file%s, %zu bytes\n"
                  "memory: %.1f MiB at most\n",
                  seconds_since(start),
                  seconds(usage.ru_utime) + seconds(usage.ru_stime), run->workers,
                  run->workers == 1 ? "" : "s", run->read_count,
                  run->read_count == 1 ? "" : "s", run->read_bytes,
                  (double)usage.ru_maxrss / 1024);
}
