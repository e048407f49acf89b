#ifndef TRI_SCAN_FINISH_H
#define TRI_SCAN_FINISH_H

#include "lint/lint.h"
#include "scan/baseline.h"
#include "scan/repository.h"
#include "scan/scan.h"
#include "scan/settings.h"

typedef TRI_LIST(TriFileNote) TriNoteList;

/* What was found in a repository, or in all that is in none. */
typedef struct TriFinds {
    const TriUnit *unit; /* NULL: in none */
    const TriCollector *collector;
    TriResultList results;
} TriFinds;

/* What a run found out, before it is put in order. */
typedef struct TriEnding {
    TriArena *arena;
    const TriScanOptions
        *options;          /* of the run: no configuration changes what is asked */
    TriSettingsBook *book; /* what holds for a file */
    TriStr root;           /* report root, absolute */
    const TriRules *rules; /* all that were looked for */
    const TriFinds *finds; /* in order of path */
    size_t finds_count;
    TriNoteList *notes;
    TriBaseline *baseline; /* NULL: none */
    TriBaseline *before;   /* what the merge base has; NULL: not asked for */
    size_t file_count;
} TriEnding;

/*
 * Puts results and notes in order (path, offset, rule, message), gives results
 * their fingerprints (interfaces.md 13.5), if somebody asks for them, and levels,
 * counts them all, for each of several repositories too, and keeps those that are to be
 * shown. Findings in the baseline, and those that were there before, are suppressed.
 */
void tri_finish(const TriEnding *ending, TriRun *run);

#endif
