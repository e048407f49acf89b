#ifndef TRI_CLI_WATCH_H
#define TRI_CLI_WATCH_H

#include "cli/options.h"

/*
 * --watch: lints, waits until what was read has changed, and lints again, until SIGINT
 * (Ctrl-C), SIGTERM or SIGHUP. Lines of text that editors know, TRI_SCAN_STARTED and
 * TRI_SCAN_FINISHED, stand around what each run prints. Returns the exit status:
 * whatever was found, being told to end is success.
 */
int tri_watch_lint(TriArena *arena, const TriOptions *options,
                   int (*lint)(TriArena *arena, const TriOptions *options));

#define TRI_SCAN_STARTED "[tricep] scan started"
#define TRI_SCAN_FINISHED "[tricep] scan finished"

#endif
