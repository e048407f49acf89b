#ifndef TRI_LINT_COPIES_H
#define TRI_LINT_COPIES_H

#include "base/map.h"
#include "eval/expand.h"
#include "rule/rule.h"
#include "source/finding.h"

/*
 * Of copies that only the index of a loop tells apart, one is judged by each rule for
 * which nothing hangs on that index; its results count for the others as well. Once the
 * budget of evaluation is used up, nothing tells copies apart, and one stands for all
 * that come after it.
 */
typedef struct TriRepeated {
    size_t result; /* which of the collector's */
    TriKind kind;
} TriRepeated;

/* What one rule said of a copy. */
typedef struct TriSaid {
    TRI_LIST(TriRepeated) results;
    bool is_for_all;  /* nothing hung on the index */
    bool is_spent;    /* the budget was used up when it was said */
    bool is_deployed; /* the copy was */
} TriSaid;

/* What rules said of the copies of one resource. */
typedef struct TriCopied {
    TriStr type;
    TriRuleEntryList entries; /* that look at it */
    TriSaid *said;            /* by each of them */
} TriCopied;

typedef struct TriCopies {
    TriArena *arena;
    TriMap groups; /* TriCopied, by the first of the copies */
} TriCopies;

/* What was said of copies of `instance`, whose type is known; nothing yet of those of
   another type. NULL when it is no copy. */
TriCopied *tri_copies_of(TriCopies *copies, const TriRules *rules,
                         const TriInstance *instance);

/* Whether it holds for `instance` too. */
bool tri_copies_agree(const TriSaid *said, const TriInstance *instance);

#endif
