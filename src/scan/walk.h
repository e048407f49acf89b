#ifndef TRI_SCAN_WALK_H
#define TRI_SCAN_WALK_H

#include "base/error.h"

/*
 * The files a run looks at: what is named, whatever its name, and what is found
 * below the folders that are named: *.json, *.jsonc, *.arm, *.bicep and
 * *.bicepparam in any letter case. Hidden folders, node_modules and what ignore files
 * leave out (scan/ignore.h) are passed over, and links that are found are not followed;
 * named ones are. Of what is no regular file only what is named is visited: reading it
 * tells the trouble.
 *
 * Each file is visited once, by whatever names it was reached; one both named and found
 * counts as named. Folders are read by several workers, so files come in any order.
 */
typedef struct TriFoundFile {
    TriStr path;       /* as it was reached, less "./" and "//": opened by this name */
    TriStr repository; /* the top of the git work tree around it; empty: none */
    bool is_named;
    int folder;       /* an open folder … */
    const char *name; /* … and its name there; NULL when named */
    TriStr trouble;   /* cannot be read, and why; else empty */
} TriFoundFile;

/* What is passed is valid until it returns; called by several workers at once. */
typedef void TriVisit(void *context, const TriFoundFile *file, size_t worker);

typedef struct TriWalk {
    const TriStr *paths; /* files, folders; "-" is no concern of this */
    size_t path_count;
    bool looks_everywhere; /* whatever ignore files say, hidden folders too */
    size_t workers;
    TriVisit *visit;
    void *context; /* of `visit` */
} TriWalk;

/* Folders that cannot be read are visited, with their trouble. */
void tri_walk(TriArena *arena, const TriWalk *walk);

#endif
