/* docs/options.md */
#include "cli/option.h"
#include "cli/pages.h"

/* A bar would end the cell. */
static void add_cell(TriText *text, TriStr cell)
{
    for (size_t i = 0; i < cell.size; i++) {
        tri_text_add_c(text, cell.data[i] == '|' ? "\\" : "");
        tri_text_add_char(text, cell.data[i] == '\n' ? ' ' : cell.data[i]);
    }
}

static void add_commands(TriText *text)
{
    tri_text_add_c(text, "## Commands\n\n| | |\n|---|---|\n");
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        const TriCommand *command = tri_commands[i];

        tri_text_addf(text, "| `tricep %s%s", command->name,
                      command->arguments[0] == '\0' ? "" : " ");
        add_cell(text, tri_str_from_c(command->arguments));
        tri_text_add_c(text, "` | ");
        add_cell(text, tri_str_from_c(command->summary));
        tri_text_add_c(text, " |\n");
    }
}

static void add_takers(TriText *text, const TriOption *option)
{
    const char *before = "";

    if ((option->commands & TRI_OPTIONS_ALL) == TRI_OPTIONS_ALL) {
        tri_text_add_c(text, "all");
        return;
    }
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        if (tri_option_is_for(option, tri_commands[i])) {
            tri_text_addf(text, "%s`%s`", before, tri_commands[i]->name);
            before = ", ";
        }
    }
}

static void add_name(TriText *text, const TriOption *option)
{
    TriText value = tri_text(text->arena);

    if (option->value != NULL) {
        tri_text_addf(&value, option->is_optional ? "[=%s]" : " %s", option->value);
    }
    tri_text_add_c(text, "`");
    if (option->letter != 0) {
        tri_text_addf(text, "-%c`, `", option->letter);
    }
    tri_text_addf(text, "--%s", option->name);
    add_cell(text, tri_text_str(&value));
    tri_text_add_c(text, "`");
}

static void add_option(TriText *text, const TriOption *option)
{
    const char *variable = tri_option_variable(text->arena, option);

    tri_text_add_c(text, "| ");
    add_name(text, option);
    tri_text_add_c(text, " | ");
    add_cell(text, tri_option_description(text->arena, option));
    tri_text_add_c(text, " | ");
    add_takers(text, option);
    tri_text_addf(text, variable == NULL ? " | |\n" : " | `%s` |\n", variable);
}

void tri_option_page(TriText *text)
{
    int group = -1;

    tri_text_add_c(
        text,
        "# Commands and options\n\n"
        "<!-- Made by `tricep help -f markdown`. -->\n\n"
        "Without a command it is `lint`; a first argument that is no command "
        "is a PATH. What the command line says counts\nbefore the environment, "
        "that before the [configuration](configuration.md), and that before "
        "what is built in.\n\n"
        "Behind `--` there are no options. `@FILE` stands for the words in a "
        "file, one a line. A switch is on when its variable is\n`1`, `true`, "
        "`yes` or `on`, and off when it is `0`, `false`, `no` or `off`; an "
        "empty variable counts as none. Formats,\nrules and kinds may be several, "
        "with commas between them; of other options a variable holds one value. "
        "The variables of CI\nsystems and terminals that count are in the "
        "manual page (`man tricep`).\n\n");
    add_commands(text);
    for (size_t i = 0; i < tri_option_count; i++) {
        const TriOption *option = &tri_option_table[i];

        if (group != (int)option->group) {
            tri_text_addf(
                text, "\n## %s\n\n| option | | of | variable |\n|---|---|---|---|\n",
                tri_option_group_title(option->group));
            group = (int)option->group;
        }
        add_option(text, option);
    }
}
