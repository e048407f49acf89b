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

typedef struct TriCommit {
    TriStr folder; /* of the repository, or the top of its work tree */
    TriStr id;
    TriRename *renames; /* since then; none until tri_git_renames */
    size_t rename_count;
} TriCommit;

/*
 * Finds the merge base of `reference` and HEAD in the repository around `folder`.
 * "auto" takes what the CI system tells of a pull request; without one there, no commit
 * is found, and none is missing. The folder of the commit is absolute. The message says
 * what to do, in a shallow clone too.
 */
TriStatus tri_git_merge_base(TriArena *arena, TriStr folder, TriStr reference,
                             TriCommit *base, TriError *error);

/* Finds which files have another name in the work tree. */
void tri_git_renames(TriArena *arena, TriCommit *base);

/* Finds the commit that `reference` means in the repository around `folder`, which may
   be bare. */
TriStatus tri_git_commit(TriArena *arena, TriStr folder, TriStr reference,
                         TriCommit *commit, TriError *error);

#endif
