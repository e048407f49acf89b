#ifndef TRI_LINT_COPIES_H
#define TRI_LINT_COPIES_H

#include "base/map.h"
#include "eval/expand.h"
#include "rule/rule.h"
#include "source/finding.h"

/*
 * The copies of a loop are told apart by nothing but its index. A rule whose verdict
 * does not depend on the index judges one copy, and its results count for the others.
 * Once the budget of evaluation is used up, every value is unknown, and one copy stands
 * for all that come after it.
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

/* What rules said so far of the other copies of `instance`, whose type is known; empty
   when its type is another one than theirs. NULL when it is no copy. */
TriCopied *tri_copies_of(TriCopies *copies, const TriRules *rules,
                         const TriInstance *instance);

/* Whether what was said of another copy holds for `instance` too. */
bool tri_copies_agree(const TriSaid *said, const TriInstance *instance);

#endif
