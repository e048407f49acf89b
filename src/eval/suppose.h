#ifndef TRI_EVAL_SUPPOSE_H
#define TRI_EVAL_SUPPOSE_H

#include "eval/eval.h"

/*
 * When a value is one of several, its members belong together: an object that is either
 * A or B never has one member of A and another of B. Who looks at more than one member
 * can therefore suppose A, then B, and look anew each time. Suppositions change what
 * looking at a value gives, never evaluation or what it remembers.
 */
typedef struct TriSupposition {
    TriValue choice;                    /* the value that is one of several … */
    size_t index;                       /* … and which of them it is supposed to be */
    const struct TriSupposition *outer; /* holds as well; NULL: none */
} TriSupposition;

/* Further ones are not noted. */
#define TRI_MOST_LOOKED_AT 16

/* The values that are one of several, about which nothing is supposed: in the order in
   which they were first looked at, and how often each was. */
typedef struct TriLookedAt {
    TriValue choices[TRI_MOST_LOOKED_AT];
    unsigned times[TRI_MOST_LOOKED_AT];
    size_t count;
} TriLookedAt;

/* Notes in `to`, unless that is NULL, that `choice` was looked at. */
void tri_look_at(TriLookedAt *to, TriValue choice, unsigned times);

/* The first that was looked at more than once; null: none was. */
TriValue tri_looked_at_again(const TriLookedAt *looked_at);

/* The value that `choice` is supposed to be. Without a supposition about it, `choice`
   itself, and it is noted that it was looked at. */
TriValue tri_eval_suppose(TriEval *eval, TriValue choice);

static inline bool tri_value_is_choice(TriValue value)
{
    return value.kind == TRI_UNKNOWN && value.unknown->choice_count > 0;
}

/* The same for a value that may be no choice. */
static inline TriValue tri_eval_supposed(TriEval *eval, TriValue value)
{
    eval->supposed_places += eval->supposed != NULL;
    return tri_value_is_choice(value) ? tri_eval_suppose(eval, value) : value;
}

#endif
