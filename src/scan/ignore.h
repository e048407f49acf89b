#ifndef TRI_SCAN_IGNORE_H
#define TRI_SCAN_IGNORE_H

#include "base/error.h"

/*
 * What ignore files leave out (interfaces.md 13.3), by the rules of git: the last
 * pattern that matches counts, a deeper file counts before those above it. There are
 * three kinds, and a kind that has something to say is asked before the next:
 * .tricepignore, then .ignore, then git's own: .gitignore, and for a repository what
 * its .git/info/exclude and the user's git/ignore say.
 *
 * Immutable once made, so workers share them.
 */
typedef struct TriIgnore TriIgnore;

typedef enum TriIgnoreKind {
    TRI_IGNORE_TRICEP,
    TRI_IGNORE_ANY,
    TRI_IGNORE_GIT,
    TRI_IGNORE_KINDS,
} TriIgnoreKind;

/* What holds in a folder: of each kind the innermost file, or NULL. */
typedef struct TriIgnores {
    const TriIgnore *files[TRI_IGNORE_KINDS];
    bool is_in_repository; /* git's own files count in one only */
} TriIgnores;

/* The name of the ignore file of a kind. */
TriStr tri_ignore_name(TriIgnoreKind kind);

/* Whether `path`, whose folder is not ignored, is. Paths are spelled as `folder` was.
 */
bool tri_is_ignored(const TriIgnores *ignores, TriStr path, bool is_folder);

/*
 * What holds in `folder` by the files above it and in it; `folder` and the names above
 * it are absolute. Files that are not to be read hold nothing.
 */
TriIgnores tri_ignores_at(TriArena *arena, TriStr folder);

/* The same for a folder inside one for which `outer` holds; `has` tells which ignore
   files are in it, and `is_top` that a repository begins there. */
TriIgnores tri_ignores_in(TriArena *arena, const TriIgnores *outer, TriStr folder,
                          const bool has[TRI_IGNORE_KINDS], bool is_top);

#endif
