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

/* The help of the table, with the values there are and what holds without. */
static TriStr describe(TriArena *arena, const TriOption *option)
{
    TriWordList words = tri_option_words(arena, option);
    TriText text = tri_text(arena);

    tri_text_add_c(&text, option->help);
    if (words.count > 0) {
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
    TriStr help = describe(text->arena, option);
    size_t start = text->size;

    if (option->letter != 0) {
        tri_text_addf(text, "  -%c, --%s", option->letter, option->name);
    } else {
        tri_text_addf(text, "      --%s", option->name);
    }
    if (option->value != NULL) {
        tri_text_addf(text, " %s", option->value);
    }
    size_t column = text->size - start;

    if (column + 2 > HELP_COLUMN) {
        tri_text_add_char(text, '\n');
        column = 0;
    }
    tri_text_addf(text, "%*s", (int)(HELP_COLUMN - column), "");
    add_wrapped(text, help);
}

void tri_options_help(const TriCommand *command, TriText *text)
{
    static const char *const titles[TRI_GROUP_COUNT] = {
#define X(id, title) [TRI_GROUP_##id] = title,
        TRI_OPTION_GROUPS(X)
#undef X
    };
    int group = -1;

    for (size_t i = 0; i < tri_option_count; i++) {
        const TriOption *option = &tri_option_table[i];

        if ((option->commands & command->options) == 0) {
            continue;
        }
        if (group != (int)option->group) {
            group = (int)option->group;
            tri_text_addf(text, "\n%s:\n", titles[group]);
        }
        add_option_help(text, option);
    }
}
