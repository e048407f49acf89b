#ifndef TRI_SCAN_GIT_REF_H
#define TRI_SCAN_GIT_REF_H

#include "scan/scan.h"

/*
 * Lints what repositories have at a commit (--git-ref), bare ones and mirrors too: the
 * templates and parameter files are taken from git's objects, nothing is checked out.
 * The paths of the options are the repositories; reports show paths from their tops,
 * with the name of the repository in front when there are several.
 */
TriStatus tri_scan_ref(TriArena *arena, const TriScanOptions *options, TriRun *run,
                       TriError *error);

#endif
