#ifndef TRI_BASE_PROCESS_H
#define TRI_BASE_PROCESS_H

#include "base/error.h"

/* A variable of the environment; empty when it is not set. */
TriStr tri_variable(const char *name);

/* Another program, whose output is read as it comes. What it writes to standard error
   is thrown away. */
typedef struct TriProcess {
    int id;
    int input; /* file descriptors */
    int output;
} TriProcess;

/* Starts the program `words[0]`, found by PATH, with the words up to NULL. */
TriStatus tri_process_start(const char *const *words, TriProcess *process,
                            TriError *error);

/* Gives it all of `text` to read; false when it reads no more. */
bool tri_process_write(TriProcess *process, TriStr text);

/* The next bytes of its output, up to `size`; 0 at the end. */
size_t tri_process_read(TriProcess *process, char *bytes, size_t size);

/* Ends its input and waits for its end; the exit status, 128 or more when it did not
 * end by itself. */
int tri_process_end(TriProcess *process);

/* Runs it to its end, with all of its output in `arena`. */
TriStatus tri_process_run(TriArena *arena, const char *const *words, TriStr *output,
                          int *status, TriError *error);

#endif
