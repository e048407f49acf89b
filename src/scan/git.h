#ifndef TRI_SCAN_GIT_H
#define TRI_SCAN_GIT_H

#include "base/error.h"

/*
 * What a git repository has at a commit, or had at the merge base of one and HEAD. Only
 * commands that read objects are run, with everything off by which a repository's
 * content or settings could make git run other programs.
 */
typedef struct TriRename {
    TriStr from; /* paths from the top of the work tree */
    TriStr to;
} TriRename;

typedef struct TriMergeBase {
    TriStr top;    /* of the work tree, absolute */
    TriStr commit; /* the merge base */
    TriRename *renames;
    size_t rename_count;
} TriMergeBase;

/*
 * Finds the merge base of `reference` and HEAD in the repository around `folder`, and
 * which files have other names since. "auto" takes what the CI system tells of a pull
 * request. The message says what to do, in a shallow clone too.
 */
TriStatus tri_git_merge_base(TriArena *arena, TriStr folder, TriStr reference,
                             TriMergeBase *base, TriError *error);

/* The commit that `reference` is in the repository around `folder`, which may be bare.
 */
TriStatus tri_git_commit(TriArena *arena, TriStr folder, TriStr reference,
                         TriMergeBase *base, TriError *error);

/* Writes the templates and parameter files of the commit below the folder `path`, which
   then counts as the top of a work tree. */
TriStatus tri_git_extract(TriArena *arena, const TriMergeBase *base, TriStr path,
                          TriError *error);

#endif
