#ifndef TRI_SCAN_GIT_H
#define TRI_SCAN_GIT_H

#include "base/error.h"

/*
 * Which commit is meant in a git repository, and what has another name since. Its files
 * are those of scan/git_store.h.
 */
typedef struct TriRename {
    TriStr from; /* paths from the top of the work tree */
    TriStr to;
} TriRename;

typedef struct TriMergeBase {
    TriStr top;    /* of the work tree, absolute */
    TriStr commit; /* the merge base; empty: none */
    TriRename *renames;
    size_t rename_count;
} TriMergeBase;

/*
 * Finds the merge base of `reference` and HEAD in the repository around `folder`.
 * "auto" takes what the CI system tells of a pull request; without one there, no commit
 * is found, and none is missing. The message says what to do, in a shallow clone too.
 */
TriStatus tri_git_merge_base(TriArena *arena, TriStr folder, TriStr reference,
                             TriMergeBase *base, TriError *error);

/* Finds which files have other names since. */
void tri_git_renames(TriArena *arena, TriMergeBase *base);

/* The commit that `reference` is in the repository around `folder`, which may be bare.
 */
TriStatus tri_git_commit(TriArena *arena, TriStr folder, TriStr reference,
                         TriMergeBase *base, TriError *error);

#endif
