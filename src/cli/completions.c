#include "cli/completions.h"

static const struct {
    const char *name;
    TriValueKind kind;
} kinds[] = {
    { "FILE", TRI_VALUE_FILE },      { "DIR", TRI_VALUE_FOLDER },
    { "FILE|DIR", TRI_VALUE_FILE },  { "PATH", TRI_VALUE_TEMPLATE },
    { "RULE", TRI_VALUE_RULE },      { "RULE,...", TRI_VALUE_RULES },
    { "REF", TRI_VALUE_COMMIT },     { "RULE=LEVEL", TRI_VALUE_RULE_LEVEL },
    { "KIND,...", TRI_VALUE_WORDS }, { "FORMAT[=FILE]", TRI_VALUE_FORMATS },
    { "COMMAND", TRI_VALUE_WORD },   { "SHELL", TRI_VALUE_WORD },
};

static TriValueKind kind_of(TriStr name, bool has_words)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (tri_str_eq(tri_str_from_c(kinds[i].name), name)) {
            return kinds[i].kind;
        }
    }
    return has_words ? TRI_VALUE_WORD : TRI_VALUE_NOTHING;
}

TriCompletion tri_complete_option(TriArena *arena, const TriOption *option)
{
    TriCompletion completion = { .words = tri_option_words(arena, option) };

    completion.kind =
        kind_of(tri_str_from_c(option->value), completion.words.count > 0);
    return completion;
}

/* The last of "--show [FILE...]", without what is around it. */
static TriStr argument_name(const TriCommand *command)
{
    TriStr name = tri_str_from_c(command->arguments);
    size_t blank = tri_str_find_last_char(name, ' ');

    name = blank == TRI_NOT_FOUND ? name : tri_str_from(name, blank + 1);
    if (tri_str_has_prefix(name, TRI_STR("["))) {
        name = tri_str_slice(name, 1, name.size - 2);
    }
    if (tri_str_has_suffix(name, TRI_STR("..."))) {
        name.size -= 3;
    }
    return name;
}

TriCompletion tri_complete_argument(TriArena *arena, const TriCommand *command)
{
    TriStr name = argument_name(command);
    TriCompletion completion = { .kind = kind_of(name, false) };
    bool is_command = tri_str_eq(name, TRI_STR("COMMAND"));
    bool is_shell = tri_str_eq(name, TRI_STR("SHELL"));

    for (size_t i = 0; is_command && tri_commands[i] != NULL; i++) {
        tri_list_push(arena, &completion.words, tri_str_from_c(tri_commands[i]->name));
    }
    for (size_t i = 0; is_shell && i < tri_shell_count; i++) {
        tri_list_push(arena, &completion.words, tri_str_from_c(tri_shells[i].name));
    }
    return completion;
}

void tri_add_call(TriText *text, const char *prefix, const TriCompletion *completion)
{
    static const char *const functions[TRI_VALUE_COUNT] = {
#define X(id, name) [TRI_VALUE_##id] = name,
        TRI_VALUE_KINDS(X)
#undef X
    };

    tri_text_addf(text, "%s%s", prefix, functions[completion->kind]);
    for (size_t i = 0; i < completion->words.count; i++) {
        tri_text_addf(text, " %.*s", TRI_ARG(completion->words.items[i]));
    }
}

void tri_add_command_names(TriText *text)
{
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        tri_text_addf(text, "%s%s", i == 0 ? "" : " ", tri_commands[i]->name);
    }
}

void tri_add_takers(TriText *text, const TriOption *option)
{
    const char *before = "";

    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        if (tri_option_is_for(option, tri_commands[i])) {
            tri_text_addf(text, "%s%s", before, tri_commands[i]->name);
            before = " ";
        }
    }
}

void tri_add_quoted(TriText *text, TriStr part, const char *quote)
{
    tri_text_add_char(text, '\'');
    for (size_t i = 0; i < part.size; i++) {
        if (part.data[i] == '\'') {
            tri_text_add_c(text, quote);
        } else {
            tri_text_add_char(text, part.data[i]);
        }
    }
    tri_text_add_char(text, '\'');
}

const TriShell tri_shells[] = {
    { "bash", tri_complete_bash },
    { "zsh", tri_complete_zsh },
    { "fish", tri_complete_fish },
};

const size_t tri_shell_count = sizeof tri_shells / sizeof *tri_shells;
