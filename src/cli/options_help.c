/* The options of a command as --help shows them: aligned, at most 80 columns. */
#include "base/text.h"
#include "cli/option.h"

enum { HELP_COLUMN = 26, HELP_WIDTH = 80 };

/* `help` from HELP_COLUMN on, in as many lines as it takes. */
static void add_wrapped(TriText *text, TriStr help)
{
    size_t column = HELP_COLUMN;
    TriStr word;

    while (tri_str_split(&help, ' ', &word)) {
        if (column + 1 + word.size > HELP_WIDTH) {
            tri_text_addf(text, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            tri_text_add_char(text, ' ');
            column++;
        }
        tri_text_add(text, word);
        column += word.size;
    }
    tri_text_add_char(text, '\n');
}

TriStr tri_option_description(TriArena *arena, const TriOption *option)
{
    TriStrList words = tri_option_words(arena, option);
    TriText text = tri_text(arena);

    tri_text_add_c(&text, option->help);
    if (words.count > 0 && !option->is_optional) {
        tri_text_add_c(&text, ": ");
        tri_option_list(&text, &words);
    }
    if (option->fallback != NULL) {
        tri_text_addf(&text, " (default: %s)", option->fallback);
    }
    return tri_text_str(&text);
}

static void add_option_help(TriText *text, const TriOption *option)
{
    TriStr help = tri_option_description(text->arena, option);
    size_t start = text->size;

    if (option->letter != 0) {
        tri_text_addf(text, "  -%c, --%s", option->letter, option->name);
    } else {
        tri_text_addf(text, "      --%s", option->name);
    }
    if (option->value != NULL) {
        tri_text_addf(text, option->is_optional ? "[=%s]" : " %s", option->value);
    }
    size_t column = text->size - start;

    if (column + 2 > HELP_COLUMN) {
        tri_text_add_char(text, '\n');
        column = 0;
    }
    tri_text_addf(text, "%*s", (int)(HELP_COLUMN - column), "");
    add_wrapped(text, help);
}

const char *tri_option_group_title(TriOptionGroup group)
{
    static const char *const titles[TRI_GROUP_COUNT] = {
#define X(id, title) [TRI_GROUP_##id] = title,
        TRI_OPTION_GROUPS(X)
#undef X
    };

    return titles[group];
}

/* Under the heading of their group; returns how many the short help leaves out. */
static size_t add_options(const TriCommand *command, TriHelp help, TriText *text)
{
    int group = -1;
    size_t left_out = 0;

    for (size_t i = 0; i < tri_option_count; i++) {
        const TriOption *option = &tri_option_table[i];

        if (!tri_option_is_for(option, command)) {
            continue;
        }
        if (!option->is_usual && help != TRI_HELP_ALL) {
            left_out++;
            continue;
        }
        if (group != (int)option->group) {
            group = (int)option->group;
            tri_text_addf(text, "\n%s:\n", tri_option_group_title(option->group));
        }
        add_option_help(text, option);
    }
    return left_out;
}

void tri_options_help(const TriCommand *command, TriHelp help, TriText *text)
{
    size_t left_out = add_options(command, help, text);

    if (left_out > 0) {
        tri_text_addf(text, "\n--help=all tells of %zu more option%s.\n", left_out,
                      left_out == 1 ? "" : "s");
    }
}
