#ifndef TRI_SCAN_FINISH_H
#define TRI_SCAN_FINISH_H

#include "lint/lint.h"
#include "scan/baseline.h"
#include "scan/scan.h"
#include "scan/settings.h"

typedef TRI_LIST(TriFileNote) TriNoteList;

/* What a run found out, before it is put in order. */
typedef struct TriEnding {
    const TriScanOptions
        *options;          /* of the run: no configuration changes what is asked */
    TriSettingsBook *book; /* what holds for a file */
    TriStr root;           /* report root, absolute */
    const TriRules *rules; /* all that were looked for */
    TriCollector *collector;
    TriNoteList *notes;
    TriBaseline *baseline; /* NULL: none */
    TriBaseline *before;   /* what the merge base has; NULL: not asked for */
    size_t file_count;
} TriEnding;

/*
 * Puts results and notes in order (path, offset, rule, message), gives results
 * their fingerprints (interfaces.md 13.5) and levels, counts them all, and keeps
 * those that are to be shown. Findings in the baseline, and those that were there
 * before, are suppressed.
 */
void tri_finish(const TriEnding *ending, TriRun *run);

#endif
