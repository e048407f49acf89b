#ifndef TRI_CLI_OPTION_H
#define TRI_CLI_OPTION_H

#include "cli/command.h"

/*
 * The table of options: the parser, the environment and the help read it and know
 * no option by name. An option is one row in option_table.c.
 */
typedef struct TriOption TriOption;

/* What is read at the moment. */
typedef struct TriReading {
    TriArena *arena;
    const TriCommand *command;
    TriOptions *options;
    const char *name; /* of the option or the variable, as the user knows it */
    unsigned files;   /* that words are read from, one inside the other */
    bool takes_stdin; /* words or names were read from it */
    bool has_config;  /* --config, or --isolated, is on the command line */
    bool is_isolated;
    TriError *error;
} TriReading;

/* Takes `value` into `place`, the member of TriOptions that the row names. */
typedef TriStatus TriOptionSet(TriReading *reading, const TriOption *option,
                               void *place, TriStr value);

/* Headings of the help. */
#define TRI_OPTION_GROUPS(X)                                                           \
    X(INPUT, "Input")                                                                  \
    X(VALUES, "Values")                                                                \
    X(JUDGEMENT, "Judgement")                                                          \
    X(OUTPUT, "Output")                                                                \
    X(OTHER, "Other")

typedef enum TriOptionGroup {
#define X(id, title) TRI_GROUP_##id,
    TRI_OPTION_GROUPS(X) TRI_GROUP_COUNT
#undef X
} TriOptionGroup;

struct TriOption {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* what the value is called, which also tells its kind
                          (completions.h); NULL: a switch */
    bool is_optional;  /* the value: one that is given stands behind a "=" */
    bool is_usual;     /* the short help tells of it */
    unsigned commands; /* bits of TRI_OPTIONS_ALL */
    TriOptionGroup group;
    TriOptionSet *set;
    size_t place;             /* offset of the member of TriOptions */
    const char *const *words; /* all values there are; NULL: others */
    const unsigned *values;   /* that the words stand for; NULL: their places */
    const char *help;
    const char *fallback; /* what holds without it, for the help; NULL: nothing */
};

/* Group by group. */
extern const TriOption tri_option_table[];
extern const size_t tri_option_count;

/* Whether `command` takes the option. */
bool tri_option_is_for(const TriOption *option, const TriCommand *command);

/* The environment variable that stands for the option; NULL when none does. */
const char *tri_option_variable(TriArena *arena, const TriOption *option);

/* Tells on standard error of variables that are nearly called like that of an option;
   those of other names are somebody else's. */
void tri_warn_variables(TriArena *arena);

/* The values that an option takes, as far as they can be listed. */
TriStrList tri_option_words(TriArena *arena, const TriOption *option);

/* The one of `words` that was meant by `word`: it begins so, or is nearest. */
TriStr tri_option_guess(TriStr word, const TriStrList *words);

/* Appends "a, b or c". */
void tri_option_list(TriText *text, const TriStrList *words);

/* What it does, with the values there are and what holds without it. */
TriStr tri_option_description(TriArena *arena, const TriOption *option);

/* The heading of a group. */
const char *tri_option_group_title(TriOptionGroup group);

/* Appends the words in a file ("-": standard input), ended by `separator`. */
TriStatus tri_words_of_file(TriReading *reading, TriStr path, char separator,
                            TriStrList *words);

/* The names in the file of --files-from become arguments. */
TriStatus tri_take_files_from(TriReading *reading);

/* Refuses two reports in one file, and a report in the place of what is read or what
   somebody wrote: a template, a parameter file, a configuration. */
TriStatus tri_check_reports(const TriReading *reading);

#endif
