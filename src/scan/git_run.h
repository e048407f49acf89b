#ifndef TRI_SCAN_GIT_RUN_H
#define TRI_SCAN_GIT_RUN_H

#include "base/process.h"

/*
 * git, run in a folder with the words up to NULL: with everything off by which the
 * content or the settings of a repository could make it run other programs.
 */

/* All that it prints; false when it fails. */
bool tri_git_ask(TriArena *arena, TriStr folder, const char *const *words,
                 TriStr *answer);

/* A line of output without its end. */
bool tri_git_ask_line(TriArena *arena, TriStr folder, const char *const *words,
                      TriStr *answer);

/* Starts it, to be asked and answer until it is ended. */
TriStatus tri_git_start(TriArena *arena, TriStr folder, const char *const *words,
                        TriProcess *process, TriError *error);

#endif
