#ifndef TRI_SCAN_WALK_H
#define TRI_SCAN_WALK_H

#include "base/error.h"

/*
 * The files a run looks at: what is named, whatever its name, and what is found
 * below the folders that are named: *.json, *.jsonc, *.arm, *.bicep and
 * *.bicepparam in any letter case. Hidden folders and node_modules are passed
 * over, and links that are found are not followed; named ones are. Of what is no
 * regular file only what is named is in the list: reading it tells the trouble.
 *
 * Files stand in byte order of their path, each once, by whatever names it was
 * reached; one both named and found counts as named. "-" stays as it is.
 */
typedef struct TriFoundFile {
    TriStr path; /* as it was reached, less "./" and "//": opened by this name */
    bool is_named;
    TriStr trouble; /* cannot be read, and why; else empty */
} TriFoundFile;

typedef struct TriFoundFiles {
    TriFoundFile *files;
    size_t count;
} TriFoundFiles;

/* Folders that cannot be read are in the list, with their trouble. */
TriFoundFiles tri_walk(TriArena *arena, const TriStr *paths, size_t count);

#endif
