#ifndef TRI_SCAN_GIT_STORE_H
#define TRI_SCAN_GIT_STORE_H

#include "base/file.h"
#include "lint/collect.h"
#include "scan/git.h"

/*
 * The files of commits, as files that are on no disk (TriFileStore): below the folder
 * of the store, where no file can be. git hands out each when it is read, as it is,
 * without filters. The top of a commit counts as the top of a work tree; links and
 * submodules are left out.
 */
typedef struct TriGitStore TriGitStore;

/* Opens the one store there is, empty. */
TriGitStore *tri_git_store_open(TriArena *arena);

/* The folder of the store. */
TriStr tri_git_store_folder(const TriGitStore *store);

/* Adds a commit, as the folder `name` of the store, or as that itself when the name is
   empty: then it is the only one. */
TriStatus tri_git_store_add(TriGitStore *store, const TriCommit *commit, TriStr name,
                            TriError *error);

/* Adds a repository that has no such commit: a folder `name` that cannot be read, and
   the message says why. */
void tri_git_store_add_trouble(TriGitStore *store, TriStr name, TriStr message);

/* Adds a line for each repository of which git could not hand out a file. */
void tri_git_store_add_lacks(const TriGitStore *store, TriArena *arena,
                             TriStrList *list);

/* TRI_FAILED when git could not hand out a file that was asked for: what was made of
   them cannot be relied on. */
TriStatus tri_git_store_close(TriGitStore *store, TriError *error);

#endif
