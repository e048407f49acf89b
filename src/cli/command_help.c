/* tricep help [COMMAND]: made from the tables of commands and options. */
#include "base/text.h"
#include "cli/command.h"

static void add_commands(TriText *text)
{
    tri_text_add_c(text, "\nCommands:\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        tri_text_addf(text, "  %-10s%s\n", tri_commands[i]->name,
                      tri_commands[i]->summary);
    }
    tri_text_add_c(text, "\nA first argument that is no command is a PATH of lint. "
                         "tricep COMMAND --help\nshows what a command takes.\n");
}

static void add_exit_status(TriText *text)
{
    tri_text_add_c(text,
                   "\nExit status: 0 no findings from --fail-on up, 1 findings, 2 "
                   "trouble with usage,\nconfiguration or a named file.\n");
}

int tri_command_help_print(TriArena *arena, const TriCommand *command)
{
    TriText text = tri_text(arena);
    const TriCommand *shown = command == NULL ? &tri_command_lint : command;

    tri_text_addf(&text, "%s.\n\nUsage: tricep %s%s%s %s\n", shown->summary,
                  command == NULL ? "[" : "", shown->name, command == NULL ? "]" : "",
                  shown->arguments);
    if (command == NULL) {
        add_commands(&text);
    }
    if (shown->options != 0) {
        tri_text_addf(&text, "\nOptions%s:\n", command == NULL ? " of lint" : "");
        tri_options_help(shown, &text);
    }
    if (shown == &tri_command_lint) {
        add_exit_status(&text);
    }
    return tri_print(tri_text_str(&text));
}

static int run(TriArena *arena, const TriOptions *options)
{
    const TriCommand *command = NULL;

    if (options->arguments.count > 0) {
        command = tri_command_find(options->arguments.items[0]);
        if (command == NULL) {
            return tri_trouble("unknown command '%.*s'; see tricep help",
                               TRI_ARG(options->arguments.items[0]));
        }
    }
    return tri_command_help_print(arena, command);
}

const TriCommand tri_command_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "Print help, of the program or of a command",
    .run = run,
};
