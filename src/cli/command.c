#include "cli/command.h"

#include "base/text.h"
#include "cli/option.h"
#include "report/line.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const TriCommand *tri_command_find(TriStr name)
{
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        if (tri_str_eq(tri_str_from_c(tri_commands[i]->name), name)) {
            return tri_commands[i];
        }
    }
    return NULL;
}

TriStr tri_command_guess(TriArena *arena, TriStr word)
{
    TriStrList names = { 0 };

    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        tri_list_push(arena, &names, tri_str_from_c(tri_commands[i]->name));
    }
    return tri_option_guess(word, &names);
}

void tri_say(TriStr text)
{
    TriArena arena = tri_arena_open((size_t)1 << 30);
    TriText safe = tri_text(&arena);

    tri_text_add(&safe, text);
    tri_disarm(&safe, 0);
    if (safe.size > 0) {
        fwrite(safe.data, 1, safe.size, stderr);
    }
    tri_arena_close(&arena);
}

int tri_trouble(const char *format, ...)
{
    TriArena arena = tri_arena_open((size_t)1 << 30);
    va_list arguments;

    va_start(arguments, format);
    TriStr message = tri_format_list(&arena, format, arguments);
    TriText text = tri_text(&arena);
    TriStr line;

    va_end(arguments);
    while (tri_str_split(&message, '\n', &line)) {
        tri_text_add_c(&text, "tricep: ");
        tri_add_message(&text, line);
        tri_text_add_char(&text, '\n');
    }
    tri_say(tri_text_str(&text));
    tri_arena_close(&arena);
    return TRI_EXIT_TROUBLE;
}

int tri_print(TriStr text)
{
    size_t written = text.size == 0 ? 0 : fwrite(text.data, 1, text.size, stdout);

    if (written != text.size || fflush(stdout) != 0) {
        return tri_trouble("cannot write to standard output: %s", strerror(errno));
    }
    return TRI_EXIT_CLEAN;
}

/* What is wrong with the words, and where to read what is right. */
static int usage_trouble(const TriCommand *command, const TriError *error)
{
    tri_trouble("%.*s", TRI_ARG(error->message));
    fprintf(stderr, "see 'tricep %s%s--help'\n", command == NULL ? "" : command->name,
            command == NULL ? "" : " ");
    return TRI_EXIT_TROUBLE;
}

int tri_command_run(TriArena *arena, char *const *words)
{
    TriError error = { arena, { 0 } };
    TriOptions options;
    const TriCommand *named =
        *words == NULL ? NULL : tri_command_find(tri_str_from_c(*words));
    const TriCommand *command = named == NULL ? &tri_command_lint : named;

    words += named != NULL;
    if (tri_options_parse(arena, command, words, &options, &error) != TRI_OK) {
        return usage_trouble(named, &error);
    }
    if (options.help != TRI_HELP_NONE) {
        return tri_command_help_print(arena, named, options.help);
    }
    if (options.wants_version) {
        command = &tri_command_version;
    }
    tri_warn_variables(arena);
    return command->run(arena, &options);
}

const TriCommand *const tri_commands[] = {
    &tri_command_lint,
    &tri_command_expand,
    &tri_command_eval,
    &tri_command_merge,
    &tri_command_rules,
    &tri_command_config,
    &tri_command_explain,
    &tri_command_help,
    &tri_command_completions,
    &tri_command_version,
    NULL,
};
