#ifndef TRI_BASE_WATCH_H
#define TRI_BASE_WATCH_H

#include "base/error.h"

/*
 * Runs a task, and tells when it is worth running again: when something has changed of
 * what it read.
 *
 * The task runs in a process of its own, so nothing of one run is left for the next.
 * Watched is what that process asks of the file system through base/file.h, from just
 * before it asks: the contents of files, the names in folders, and names that it looked
 * for, there or not. What it writes itself is named when the watch is opened, and is no
 * change.
 *
 * This is inotify, so it needs Linux, and it sees what this machine does, not what
 * others do to a network's folder. On other systems opening fails, and says so.
 */
typedef struct TriWatch TriWatch;

/* Returns the exit status of its process. */
typedef int TriWatchTask(void *context);

typedef enum TriWatchEnd {
    TRI_WATCH_DONE,
    TRI_WATCH_STOPPED, /* SIGINT, SIGTERM or SIGHUP came */
    TRI_WATCH_FAILED,  /* with a message */
} TriWatchEnd;

/*
 * NULL, with a message, when nothing can be watched. From here to the end the three
 * signals are held back but for the time of the calls below. `written` are the files
 * that the task writes. No thread may have been started.
 */
TriWatch *tri_watch_open(TriArena *arena, const TriStr *written, size_t count,
                         TriError *error);

/* Runs the task to its end; `status` is as a shell tells it. */
TriWatchEnd tri_watch_run(TriWatch *watch, TriWatchTask *task, void *context,
                          int *status, TriError *error);

/* Waits until something has changed since the task began, and nothing more happens for
   a moment. */
TriWatchEnd tri_watch_wait(TriWatch *watch);

void tri_watch_close(TriWatch *watch);

#endif
