#ifndef TRI_LINT_COPIES_H
#define TRI_LINT_COPIES_H

#include "base/map.h"
#include "eval/expand.h"
#include "rule/overlay.h"
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
    bool is_for_all;         /* nothing hung on the index */
    bool is_spent;           /* the budget was used up when it was said */
    bool is_deployed;        /* the copy was */
    const TriOverlay *alone; /* TriJudge.alone when it was said */
} TriSaid;

/* What rules said of the copies of one resource. */
typedef struct TriCopied {
    TriRuleEntryList entries; /* that look at resources of the type */
    TriSaid *said;            /* by each of them */
} TriCopied;

typedef struct TriCopies {
    TriArena *arena;
    TriMap groups; /* TriCopied, by the first of the copies and the type */
} TriCopies;

/* What rules that look at `type` said so far of the other copies of `instance`: of its
   own type, which may hang on the index, or of its parent's. NULL when it is no copy.
 */
TriCopied *tri_copies_of(TriCopies *copies, const TriRules *rules, TriStr type,
                         const TriInstance *instance);

/* Whether what was said of another copy holds for `instance` too, judged as `alone`. */
bool tri_copies_agree(const TriSaid *said, const TriInstance *instance,
                      const TriOverlay *alone);

#endif
