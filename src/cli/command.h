#ifndef TRI_CLI_COMMAND_H
#define TRI_CLI_COMMAND_H

#include "cli/options.h"

/* Exit status of every command. */
typedef enum TriExit {
    TRI_EXIT_CLEAN = 0,
    TRI_EXIT_FINDINGS = 1,
    TRI_EXIT_TROUBLE = 2, /* usage, configuration, an input that cannot be read */
} TriExit;

/* A command: one file command_<name>.c with one constant object, one row in
   command.c. */
typedef struct TriCommand {
    const char *name;
    const char *arguments; /* for --help: "[PATH...]" */
    const char *summary;
    const char *details; /* what the arguments are; NULL: nothing to tell */
    const char *notes;   /* the end of the help; NULL: none */
    unsigned options;    /* a bit of TRI_OPTIONS_ALL */
    int (*run)(TriArena *arena, const TriOptions *options);
} TriCommand;

extern const TriCommand tri_command_completions;
extern const TriCommand tri_command_eval;
extern const TriCommand tri_command_expand;
extern const TriCommand tri_command_config;
extern const TriCommand tri_command_explain;
extern const TriCommand tri_command_help;
extern const TriCommand tri_command_lint;
extern const TriCommand tri_command_merge;
extern const TriCommand tri_command_rules;
extern const TriCommand tri_command_version;

/* All commands; ends with NULL. */
extern const TriCommand *const tri_commands[];

/* The command called `name`; NULL when there is none. */
const TriCommand *tri_command_find(TriStr name);

/* The name of the command that was meant by `word`; empty when none is near. */
TriStr tri_command_guess(TriArena *arena, TriStr word);

/* Runs what `words` (without the program's name) say; returns the exit status. */
int tri_command_run(TriArena *arena, char *const *words);

/* Prints the help of a command, or of the program for NULL. */
int tri_command_help_print(TriArena *arena, const TriCommand *command, TriHelp help);

/* Writes to standard output; on trouble, says so and returns TRI_EXIT_TROUBLE. */
int tri_print(TriStr text);

/* Writes `text` to standard error, with nothing in it that a CI system would take
   for a command. */
void tri_say(TriStr text);

/* Says "tricep: MESSAGE", on one line; returns TRI_EXIT_TROUBLE. */
int tri_trouble(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What the command line says of a run. */
TriScanOptions tri_scan_options(TriArena *arena, const TriOptions *options);

#endif
