#ifndef TRI_EVAL_SUPPOSE_H
#define TRI_EVAL_SUPPOSE_H

#include "eval/eval.h"

/*
 * Members of a value that is one of several hang together: whoever looks at more than
 * one of them may suppose the alternatives, one after the other. Evaluation itself, and
 * what is remembered of it, does not hang on that; only who looks at values asks here.
 */
typedef struct TriSupposition {
    TriValue choice; /* that it is about … */
    size_t index;    /* … and which of its values that is */
    const struct TriSupposition *outer;
} TriSupposition;

/* Further ones are not noted. */
#define TRI_MOST_LOOKED_AT 16

/* Values that are one of several, nothing being supposed of them, in the order they
   were looked at, and how often. */
typedef struct TriLookedAt {
    TriValue choices[TRI_MOST_LOOKED_AT];
    unsigned times[TRI_MOST_LOOKED_AT];
    size_t count;
} TriLookedAt;

/* Notes in `to`, unless that is NULL, that `choice` was looked at. */
void tri_look_at(TriLookedAt *to, TriValue choice, unsigned times);

/* The first that was looked at more than once; null: none was. */
TriValue tri_looked_at_again(const TriLookedAt *looked_at);

/* Which of the values that `choice` can be is supposed: else itself, and that it was
   looked at is noted. */
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
