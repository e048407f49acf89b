#ifndef TRI_CLI_PROGRESS_H
#define TRI_CLI_PROGRESS_H

#include "base/ticker.h"
#include "cli/options.h"
#include "scan/progress.h"

/*
 * --progress: a line on standard error that tells how far a run is, drawn by a thread
 * of its own and wiped away at the end. By itself it comes only where somebody watches,
 * and only when a run takes its time.
 */
typedef struct TriProgressLine {
    TriProgress progress; /* for the scan; counted only while it is open */
    TriTicker *ticker;    /* NULL: nobody watches */
    int width;            /* columns of the terminal; 0 when unknown */
    size_t most;          /* cells that were filled: a bar does not go back */
    bool is_drawn;
} TriProgressLine;

/* The counters for the scan; NULL when nobody watches. */
TriProgress *tri_progress_open(TriArena *arena, const TriOptions *options,
                               TriProgressLine *line);

/* To be called before anything else is written. */
void tri_progress_close(TriProgressLine *line);

#endif
