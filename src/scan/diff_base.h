#ifndef TRI_SCAN_DIFF_BASE_H
#define TRI_SCAN_DIFF_BASE_H

#include "scan/baseline.h"
#include "scan/git.h"
#include "scan/scan.h"

/* Finds the merge base of --diff-base and HEAD (interfaces.md 13.6). */
TriStatus tri_diff_base_find(TriArena *arena, const TriScanOptions *options,
                             TriCommit *base, TriError *error);

/* The findings that it has: it is linted as `options` say, under the names that its
   files have now. Of its files those are read that are asked for. */
TriStatus tri_diff_base(TriArena *arena, const TriScanOptions *options,
                        const TriCommit *base, TriBaseline *before, TriError *error);

#endif
