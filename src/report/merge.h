#ifndef TRI_REPORT_MERGE_H
#define TRI_REPORT_MERGE_H

#include "report/read.h"

/*
 * Makes one run of the reports of its shards, or of the one report of a run without
 * any: what every format says of it is what it would say of a run that was never
 * divided. Refused, with a message that names files: a set that is not complete, has a
 * shard twice, is of several runs or versions, or tells of one file in two shards. The
 * run borrows from the reports.
 */
TriStatus tri_reports_merge(TriArena *arena, const TriReport *reports, size_t count,
                            TriRun *run, TriError *error);

#endif
