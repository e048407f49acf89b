/* tricep version */
#include "cli/command.h"
#include "tricep/version.h"

static int run(TriArena *arena, const TriOptions *options)
{
    (void)arena;
    (void)options;
    return tri_print(TRI_STR("tricep " TRICEP_VERSION "\n"));
}

const TriCommand tri_command_version = {
    .name = "version",
    .arguments = "",
    .summary = "Print the version",
    .run = run,
};
