#include "cli/command.h"

#include <signal.h>

int main(int argc, char **argv)
{
    TriArena arena = tri_arena_open((size_t)16 << 30);

    /* A reader that goes away, or a limit on the size of files, is trouble to report,
       not a reason to vanish. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    return tri_command_run(&arena, argv + (argc > 0));
}
