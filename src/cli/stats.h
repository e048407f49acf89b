#ifndef TRI_CLI_STATS_H
#define TRI_CLI_STATS_H

#include "base/text.h"
#include "report/result.h"

#include <time.h>

/* Now, for tri_add_stats. */
struct timespec tri_stats_start(void);

/* --stats: time since `start`, what was read, memory. Never the same twice, so it
   belongs on standard error and into no report. */
void tri_add_stats(const TriRun *run, struct timespec start, TriText *text);

#endif
