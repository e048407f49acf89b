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

/* A profile that was not said. */
#define TRI_NO_PROFILE (~0u)

typedef struct TriOptions {
    const char **sources; /* by row of the table: see tri_options_source */
    TriStrList arguments; /* what is no option: paths, an expression … */
    TRI_LIST(TriFormat) formats;
    TriStr output; /* of the last format without a file, which has it now */
    TriStr git_ref;
    TriStr diff_base;
    TriStr baseline;
    bool update_baseline;
    bool prune_baseline;
    TriStrList parameters;
    unsigned profile; /* a place in tri_profiles; TRI_NO_PROFILE: not said */
    TriStr config;
    bool isolated;
    TriStrList set;
    TriStrList exclude;
    TriStrList include;
    bool force_exclude;
    TriStrList select;
    TriStrList extend;
    TriStrList rules;
    TriStrList ignore;
    TRI_LIST(TriLevelChange) levels;
    bool no_parameters;
    TriStr today;
    bool no_suppressions;
    bool reports_unused;
    bool no_ignore;
    bool no_prefilter;
    TriStr context;
    TriStr module_cache;
    TriStr sarif_category;
    bool sarif_snippets;
    bool sarif_all_rules;
    bool junit_strict;
    bool show_end;
    bool summary; /* Markdown is added to what GITHUB_STEP_SUMMARY names */
    TriStr root;
    TriStr stdin_filename;
    TriStr files_from; /* its names are among the arguments */
    bool null_separated;
    TriLevel undecided;            /* TRI_LEVEL_COUNT: not said */
    TriLevel min_level;            /* OFF: all */
    TriLevel fail_on;              /* OFF: never; TRI_LEVEL_COUNT: not said */
    bool show[TRI_KIND_COUNT + 1]; /* kinds, then what is suppressed */
    size_t jobs;                   /* 0: one a processor */
    TriShard shard;
    TriStr shard_weights;
    TriWhen color;
    TriWhen progress;
    bool quiet;
    bool verbose;
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
