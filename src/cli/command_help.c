/* tricep help [COMMAND]: made from the tables of commands and options. */
#include "base/text.h"
#include "cli/pages.h"

static void add_commands(TriText *text)
{
    tri_text_add_c(text, "\nCommands:\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        tri_text_addf(text, "  %-13s%s\n", tri_commands[i]->name,
                      tri_commands[i]->summary);
    }
    tri_text_add_c(text, "\nWithout a command it is lint, and these are its options. "
                         "'tricep COMMAND --help'\ntells those of another command.\n");
}

static void add_usage(TriText *text, const TriCommand *command, bool is_program)
{
    const char *open = is_program ? "[" : "";
    const char *close = is_program ? "]" : "";
    const char *space = command->arguments[0] == '\0' ? "" : " ";

    tri_text_addf(text, "%s.\n\nUsage: tricep %s%s%s [OPTION...]%s%s\n",
                  command->summary, open, command->name, close, space,
                  command->arguments);
    if (command->details != NULL) {
        tri_text_addf(text, "\n%s\n", command->details);
    }
}

int tri_command_help_print(TriArena *arena, const TriCommand *command, TriHelp help)
{
    TriText text = tri_text(arena);
    bool is_program = command == NULL;

    command = is_program ? &tri_command_lint : command;
    add_usage(&text, command, is_program);
    if (is_program) {
        add_commands(&text);
    }
    tri_options_help(command, help, &text);
    if (command->notes != NULL) {
        tri_text_addf(&text, "\n%s\n", command->notes);
    }
    return tri_print(tri_text_str(&text));
}

static int unknown_command(TriArena *arena, TriStr word)
{
    TriStr meant = tri_command_guess(arena, word);

    if (meant.size == 0) {
        return tri_trouble("unknown command '%.*s'; see 'tricep --help'",
                           TRI_ARG(word));
    }
    return tri_trouble("unknown command '%.*s'; did you mean '%.*s'?", TRI_ARG(word),
                       TRI_ARG(meant));
}

static int print_page(TriArena *arena, void (*write)(TriText *text))
{
    TriText text = tri_text(arena);

    write(&text);
    return tri_print(tri_text_str(&text));
}

static int run(TriArena *arena, const TriOptions *options)
{
    static void (*const pages[])(TriText * text) = {
        [TRI_HELP_TEXT] = NULL,
        [TRI_HELP_MAN] = tri_manual_page,
        [TRI_HELP_MARKDOWN] = tri_option_page,
    };
    const TriCommand *command = NULL;

    if (options->help_format != TRI_HELP_TEXT) {
        return options->arguments.count > 0
                   ? tri_trouble("this format is for the help of all commands")
                   : print_page(arena, pages[options->help_format]);
    }
    if (options->arguments.count > 1) {
        return tri_trouble("help takes one command");
    }
    if (options->arguments.count == 1) {
        TriStr word = options->arguments.items[0];

        command = tri_command_find(word);
        if (command == NULL) {
            return unknown_command(arena, word);
        }
    }
    return tri_command_help_print(arena, command, TRI_HELP_ALL);
}

const TriCommand tri_command_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "Print help, of the program or of a command",
    .options = TRI_OPTIONS_HELP,
    .run = run,
};
