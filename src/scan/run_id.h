#ifndef TRI_SCAN_RUN_ID_H
#define TRI_SCAN_RUN_ID_H

#include "rule/rule.h"
#include "scan/config.h"
#include "scan/repository.h"
#include "scan/scan.h"

/* What a run is made of, where shards of one run must not differ. */
typedef struct TriRunParts {
    const TriScanOptions *options;
    const TriConfig *config; /* of the run, or NULL */
    TriLevel fail_on;        /* what holds in the end */
    const TriRules *rules;   /* all that were loaded */
    const TriShardPlan *plan;
    const TriUnits *units; /* in order of path */
    TriWorkshop *workshop; /* for paths */
} TriRunParts;

/*
 * The digests by which shards of one run know each other (interfaces.md 16). They are
 * made of what files hold, not of where they are, so the machines of a run may have
 * them in different places. Files that cannot be read have been told before.
 */
TriRunId tri_run_id(TriArena *arena, const TriRunParts *parts);

#endif
