#ifndef TRI_RULE_WORDS_H
#define TRI_RULE_WORDS_H

#include "rule/judge.h"

/* What a result says: messages of rules with their placeholders filled in. */
typedef struct TriWords {
    TriArena *arena;
    const TriRule *rule;
    const TriInstance *instance; /* that the rule looks at */
    const TriAnswer *answer;
    TriStr value; /* for {value} */
} TriWords;

/* The message of a result of `kind`. */
TriStr tri_words_message(const TriWords *words, const TriJudge *judge, TriKind kind);

/* The value found, in words; `trace` tells who made it, NULL leaves that out. */
TriStr tri_words_value(const TriWords *words, const TriTrace *trace);

/* What would decide an undecided result; may be empty. */
TriStr tri_words_undecided_help(const TriUnknown *unknown);

#endif
