#ifndef TRI_CLI_OPTIONS_H
#define TRI_CLI_OPTIONS_H

#include "base/error.h"
#include "base/list.h"
#include "report/report.h"
#include "scan/scan.h"

/*
 * The command line, read by one table of options (options.c) that also makes the
 * help. A value stands as --name=value, --name value, -nvalue or -n value; behind
 * "--" there are no options. Environment variables TRICEP_<NAME> set what the
 * command line leaves open.
 */
typedef struct TriFormat {
    const TriReporter *reporter;
    TriStr path; /* empty: standard output */
} TriFormat;

typedef enum TriWhen {
    TRI_WHEN_AUTO,
    TRI_WHEN_ALWAYS,
    TRI_WHEN_NEVER,
} TriWhen;

/* How the list of rules is printed. */
typedef enum TriListFormat {
    TRI_LIST_TEXT,
    TRI_LIST_JSON,
    TRI_LIST_MARKDOWN,
    TRI_LIST_NAMES,
} TriListFormat;

/* How much help is asked for. */
typedef enum TriHelp {
    TRI_HELP_NONE,
    TRI_HELP_USUAL,
    TRI_HELP_ALL,
} TriHelp;

/* What help is made for. */
typedef enum TriHelpFormat {
    TRI_HELP_TEXT,
    TRI_HELP_MAN,
    TRI_HELP_MARKDOWN,
} TriHelpFormat;

/* Which commands take an option. */
enum {
    TRI_OPTIONS_LINT = 1,
    TRI_OPTIONS_EVAL = 2,
    TRI_OPTIONS_EXPAND = 4,
    TRI_OPTIONS_OTHER = 8,
    TRI_OPTIONS_RULES = 16,
    TRI_OPTIONS_EXPLAIN = 32,
    TRI_OPTIONS_CONFIG = 64,
    TRI_OPTIONS_HELP = 128,
    TRI_OPTIONS_MERGE = 256,
    TRI_OPTIONS_ALL = 511,
};

typedef struct TriOptions {
    const char **sources; /* by row of the table: see tri_options_source */
    TriStrList arguments; /* what is no option: paths, an expression … */
    TriScanOptions scan;  /* other commands than lint take some of them */
    TRI_LIST(TriFormat) formats;
    TriStr output; /* of the last format without a file, which has it now */
    TriStr sarif_category;
    bool sarif_snippets;
    bool junit_strict;
    bool show_end;
    bool summary;      /* Markdown is added to what GITHUB_STEP_SUMMARY names */
    TriStr files_from; /* its names are among the arguments */
    bool null_separated;
    TriWhen color;
    TriWhen progress;
    bool quiet;
    bool statistics;
    bool stats;
    bool watch;
    bool shows_config;
    TriHelp help;
    bool wants_version;
    TriListFormat list_format; /* rules */
    TriHelpFormat help_format; /* help */
    TriStr template;           /* eval: names come from this template */
    TriStr type;               /* expand: only resources of this type */
} TriOptions;

struct TriCommand;

/*
 * Reads the words behind the program's name and the command's, then the
 * environment. The first error is returned, with what was expected and, for a
 * word that is nearly right, the right one.
 */
TriStatus tri_options_parse(TriArena *arena, const struct TriCommand *command,
                            char *const *words, TriOptions *options, TriError *error);

/* Who says the member of TriOptions at the offset `place`: "command line", or the name
   of a variable; empty: nobody does. */
TriStr tri_options_source(const TriOptions *options, size_t place);

/* Appends the options of a command as --help shows them. */
void tri_options_help(const struct TriCommand *command, TriHelp help, TriText *text);

#endif
