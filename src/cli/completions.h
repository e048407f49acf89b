#ifndef TRI_CLI_COMPLETIONS_H
#define TRI_CLI_COMPLETIONS_H

#include "cli/option.h"
#include "cli/pages.h"

/*
 * What a shell can offer for a value. The name that the value has in the help tells
 * its kind ("FILE", "RULE,..."), so that a new option needs nothing but its row. The
 * script for each shell has a function for each kind, by the name given here; it is
 * called with the words there are.
 */
#define TRI_VALUE_KINDS(X)                                                             \
    X(NOTHING, "nothing") /* that anybody could know */                                \
    X(WORD, "word")       /* one of a few */                                           \
    X(WORDS, "words")     /* some of a few, with commas */                             \
    X(FORMATS, "formats") /* the same, each with =FILE or without */                   \
    X(FILE, "file")                                                                    \
    X(FOLDER, "folder")                                                                \
    X(TEMPLATE, "template")                                                            \
    X(RULE, "rule")                                                                    \
    X(RULES, "rules")           /* with commas */                                      \
    X(RULE_LEVEL, "rule_level") /* RULE=WORD */                                        \
    X(COMMIT, "commit")

typedef enum TriValueKind {
#define X(id, name) TRI_VALUE_##id,
    TRI_VALUE_KINDS(X) TRI_VALUE_COUNT
#undef X
} TriValueKind;

typedef struct TriCompletion {
    TriValueKind kind;
    TriStrList words; /* that it is one of, or made of */
} TriCompletion;

/* For the value of an option. */
TriCompletion tri_complete_option(TriArena *arena, const TriOption *option);

/* For the arguments of a command. */
TriCompletion tri_complete_argument(TriArena *arena, const TriCommand *command);

/* Adds the function for it, as a call: "PREFIXrule_level off info warning error". */
void tri_add_call(TriText *text, const char *prefix, const TriCompletion *completion);

/* Adds the names of all commands, with blanks between. */
void tri_add_command_names(TriText *text);

/* Adds the names of the commands that take the option, with blanks between. */
void tri_add_takers(TriText *text, const TriOption *option);

/* Adds `part` between single quotes, each of its own as `quote`. */
void tri_add_quoted(TriText *text, TriStr part, const char *quote);

#endif
