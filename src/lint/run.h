#ifndef TRI_LINT_RUN_H
#define TRI_LINT_RUN_H

#include "lint/copies.h"
#include "lint/linker.h"
#include "lint/lint.h"
#include "lint/witness.h"

/* The state of judging one root template, shared by the files that carry it out. */
typedef struct TriLint {
    const TriLinter *linter;
    TriWorkshop *workshop;
    TriRoot *root;
    TriInput *input;
    TriTemplate *template;
    TriFileLinker linker;
    TriWanted wanted; /* resources that rules need, unless limits are checked */
    TriWitness witness;
    TriCopies copies;
    TriRelations relations; /* among the resources of the deployment at hand */
    TriPlaceMemory memory;
    TriJudge judge;
    TriSink sink;        /* findings of the deployment at hand */
    TriStr parameters;   /* its parameter file in reports; empty: none */
    bool counts;         /* a selected rule looks at something it deploys */
    bool is_asked;       /* tri_lint_is_of_interest was, and … */
    bool is_of_interest; /* … what it answered */
    TRI_LIST(struct TriFileSuppressions *) suppressions; /* of those asked about */
} TriLint;

/* Bytes of what judging takes, kept for the next. */
enum { TRI_LINT_KEPT = 1 << 20 };

/* The bracket that opens the template: the place of what is wrong with it all. */
TriSpan tri_lint_opening(const TriLint *lint);

/* Whether it is told what is wrong with the file: it is named, or its text may be, or
   deploy, what a selected rule looks at, as is asked of one that is found before it is
   parsed. The text is looked through once. */
bool tri_lint_is_of_interest(TriLint *lint);

/* Judges by every selected rule what `deployment` makes: findings about resources are
   collected, others go to the sink. */
void tri_lint_judge(TriLint *lint, TriDeployment *deployment);

/* Into the results, unless the file says not to; returns which one it went into. */
size_t tri_lint_collect(TriLint *lint, TriFinding *finding);

/* What there is to say of suppressions, each when what was said before is collected:
   suppressions of that may be used by it. */
typedef enum TriSuppressionReport {
    TRI_REPORT_VOID,
    TRI_REPORT_UNUSED,
    TRI_REPORT_UNUSED_ABOUT_OTHERS, /* those of what is said of suppressions */
    TRI_SUPPRESSION_REPORTS,
} TriSuppressionReport;

/* The same of all files of which something was judged. */
void tri_lint_report_suppressions(TriLint *lint, TriSuppressionReport report);

#endif
