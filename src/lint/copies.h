#ifndef TRI_LINT_COPIES_H
#define TRI_LINT_COPIES_H

#include "base/map.h"
#include "eval/expand.h"
#include "rule/overlay.h"
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

/* What was said of copies of `instance` by rules that look at `type`: its own, which
   may hang on the index, or that of its parent. NULL when it is no copy. */
TriCopied *tri_copies_of(TriCopies *copies, const TriRules *rules, TriStr type,
                         const TriInstance *instance);

/* Whether it holds for `instance` too, judged as `alone`. */
bool tri_copies_agree(const TriSaid *said, const TriInstance *instance,
                      const TriOverlay *alone);

#endif
