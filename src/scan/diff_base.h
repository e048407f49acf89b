#ifndef TRI_SCAN_DIFF_BASE_H
#define TRI_SCAN_DIFF_BASE_H

#include "scan/baseline.h"
#include "scan/scan.h"

/*
 * The findings that the merge base of --diff-base and HEAD has (interfaces.md 13.6):
 * its files are written to a temporary folder and linted there as `options` say, under
 * the names that they have now.
 */
TriStatus tri_diff_base(TriArena *arena, const TriScanOptions *options,
                        TriBaseline *before, TriError *error);

#endif
