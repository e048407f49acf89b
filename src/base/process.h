#ifndef TRI_BASE_PROCESS_H
#define TRI_BASE_PROCESS_H

#include "base/error.h"

/* Another program, whose output is read as it comes. What it writes to standard error
   is thrown away. */
typedef struct TriProcess {
    int id;
    int output; /* file descriptor */
} TriProcess;

/*
 * Starts the program `words[0]`, found by PATH, with the words up to NULL. It reads
 * the file `input`, or nothing when that is NULL.
 */
TriStatus tri_process_start(const char *const *words, const char *input,
                            TriProcess *process, TriError *error);

/* The next bytes of its output, up to `size`; 0 at the end. */
size_t tri_process_read(TriProcess *process, char *bytes, size_t size);

/* Waits for its end; the exit status, 128 or more when it did not end by itself. */
int tri_process_end(TriProcess *process);

/* Runs it to its end, with all of its output in `arena`. */
TriStatus tri_process_run(TriArena *arena, const char *const *words, TriStr *output,
                          int *status, TriError *error);

/* Makes a folder for files of our own, readable by us only: its path in `arena`. */
TriStatus tri_temporary_folder(TriArena *arena, TriStr *path, TriError *error);

/* Writes a file below `folder` whose folders are made; `name` must be relative, without
   "..". */
TriStatus tri_temporary_file(TriArena scratch, TriStr folder, TriStr name, TriStr text,
                             TriError *error);

/* Removes the folder with all that is in it. */
void tri_temporary_remove(TriArena scratch, TriStr path);

#endif
