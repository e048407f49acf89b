/* tricep version */
#include "cli/command.h"
#include "tricep/version.h"

static int run(TriArena *arena, const TriOptions *options)
{
    (void)arena;
    if (options->arguments.count > 0 && !options->wants_version) {
        return tri_trouble("version takes no arguments");
    }
    return tri_print(TRI_STR("tricep " TRICEP_VERSION "\n"));
}

const TriCommand tri_command_version = {
    .name = "version",
    .arguments = "",
    .summary = "Print the version",
    .options = TRI_OPTIONS_OTHER,
    .run = run,
};
