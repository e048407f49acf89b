#include "scan/git_run.h"

#include "base/process.h"

enum { MOST_WORDS = 24 };

/* No program but git itself, no network, no locks. */
static const char *const safe[] = { "-c",
                                    "core.fsmonitor=false",
                                    "-c",
                                    "core.hooksPath=/dev/null",
                                    "-c",
                                    "protocol.allow=never",
                                    "--no-pager",
                                    "--no-optional-locks",
                                    "--no-replace-objects" };

/* The words of a call: git, in `folder`, safely, and `words` up to NULL. */
static void make_call(TriArena *arena, TriStr folder, const char *const *words,
                      const char **call)
{
    size_t count = 0;

    call[count++] = "git";
    call[count++] = "-C";
    call[count++] = tri_str_to_c(arena, folder);
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++) {
        call[count++] = safe[i];
    }
    while (*words != NULL) {
        call[count++] = *words++;
    }
    call[count] = NULL;
}

bool tri_git_ask(TriArena *arena, TriStr folder, const char *const *words,
                 TriStr *answer)
{
    const char *call[MOST_WORDS];
    TriError ignored = { arena, { 0 } };
    int status;

    make_call(arena, folder, words, call);
    return tri_process_run(arena, call, answer, &status, &ignored) == TRI_OK &&
           status == 0;
}

bool tri_git_ask_line(TriArena *arena, TriStr folder, const char *const *words,
                      TriStr *answer)
{
    if (!tri_git_ask(arena, folder, words, answer)) {
        return false;
    }
    while (tri_str_has_suffix(*answer, TRI_STR("\n"))) {
        answer->size--;
    }
    return true;
}

TriStatus tri_git_start(TriArena *arena, TriStr folder, const char *const *words,
                        TriProcess *process, TriError *error)
{
    const char *call[MOST_WORDS];

    make_call(arena, folder, words, call);
    return tri_process_start(call, process, error);
}
