#include "cli/command.h"

#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const TriCommand *const tri_commands[] = {
    &tri_command_lint, &tri_command_expand,  &tri_command_eval,
    &tri_command_help, &tri_command_version, NULL,
};

const TriCommand *tri_command_find(TriStr name)
{
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        if (tri_str_eq(tri_str_from_c(tri_commands[i]->name), name)) {
            return tri_commands[i];
        }
    }
    return NULL;
}

int tri_trouble(const char *format, ...)
{
    va_list arguments;

    fputs("tricep: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return TRI_EXIT_TROUBLE;
}

void tri_say(TriStr text)
{
    if (text.size > 0) {
        fwrite(text.data, 1, text.size, stderr);
    }
}

int tri_print(TriStr text)
{
    size_t written = text.size == 0 ? 0 : fwrite(text.data, 1, text.size, stdout);

    if (written != text.size || fflush(stdout) != 0) {
        return tri_trouble("cannot write to standard output: %s", strerror(errno));
    }
    return TRI_EXIT_CLEAN;
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
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    if (options.wants_help) {
        return tri_command_help_print(arena, named);
    }
    if (options.wants_version) {
        command = &tri_command_version;
    }
    return command->run(arena, &options);
}
