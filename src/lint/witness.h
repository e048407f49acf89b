#ifndef TRI_LINT_WITNESS_H
#define TRI_LINT_WITNESS_H

#include "eval/deployment.h"
#include "rule/judge.h"

/*
 * When a verdict hangs on parameters that can have few values only (bool, or with
 * allowedValues), every combination of them is tried: when all agree the verdict
 * is decided, else the message names a combination that fails (DESIGN 2).
 */
typedef struct TriWitness {
    TriArena *arena;                 /* for the trials alone */
    TriJudge judge;                  /* of the deployment that was judged */
    const TriDeployment *deployment; /* the root that was judged */
    const TriGivens *givens;         /* its parameter file, or NULL */
    const TriWanted *wanted;         /* what it was expanded for; NULL: all */
    unsigned left;                   /* evaluations of the whole template allowed */
    size_t searches;                 /* comparisons of instances allowed */
    bool asks_index;                 /* a trial's result hung on the index of a loop */
    struct TriTrial *trials;         /* those made, for the next finding */
    size_t trial_count;
    TRI_LIST(const TriParameter *) parameters; /* that they vary */
} TriWitness;

/* Evaluations of a whole template that one deployment may take. */
#define TRI_MOST_TRIALS 64
#define TRI_MOST_SEARCHES 4000000

/*
 * Decides or improves an undecided result of instance `index` of the
 * deployment's list.
 */
void tri_witness(TriWitness *witness, const TriRuleEntry *entry,
                 const TriInstance *instance, size_t index, TriJudgement *judgement);

#endif
