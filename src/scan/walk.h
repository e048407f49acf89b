#ifndef TRI_SCAN_WALK_H
#define TRI_SCAN_WALK_H

#include "base/file.h"
#include "base/map.h"
#include "scan/progress.h"
#include "scan/repository.h"

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
    TriStr path;   /* as it was reached, less "./" and "//": opened by this name */
    TriUnit *unit; /* that it belongs to; NULL when nobody asked */
    bool is_named;
    const TriFolder *folder; /* that it was found in, open; NULL when named */
    const char *name;        /* its name there */
    TriStr trouble;          /* cannot be read, and why; else empty */
    const void *settings;    /* what `begin` or `enter` said of its folder */
} TriFoundFile;

/* What is passed is valid until it returns; called by several workers at once. */
typedef void TriVisit(void *context, const TriFoundFile *file, size_t worker);

/* Patterns of paths that were written in `folder` (tri_config_matches). */
typedef struct TriPatterns {
    TriStr folder;
    TriStrList list;
} TriPatterns;

/* Whether one of them is for the absolute `path` itself. */
bool tri_patterns_match(const TriPatterns *patterns, TriStr path);

/* What holds in a folder, absolute, where the walk begins or a repository does. */
typedef const void *TriBegin(void *context, TriStr folder);

/* The same for a folder with a configuration file, inside one where `outer` holds. */
typedef const void *TriEnter(void *context, const void *outer, TriStr folder,
                             TriStr config);

typedef struct TriWalk {
    TriStrList paths;      /* files, folders; "-" is no concern of this */
    TriPatterns exclude;   /* left out, unless named */
    TriPatterns include;   /* names that are wanted beside the usual ones */
    TriMap written;        /* absolute paths of files that are no input, unless named */
    bool force_exclude;    /* named files are left out as well */
    bool looks_everywhere; /* whatever ignore files say, hidden folders too */
    size_t workers;
    TriVisit *visit;
    TriBegin *begin; /* NULL: nothing holds anywhere */
    TriEnter *enter;
    void *context;         /* of all three */
    TriUnits *units;       /* takes the repositories that are met; NULL: nobody asks */
    TriProgress *progress; /* NULL: nobody asks */
} TriWalk;

/* Folders that cannot be read are visited, with their trouble. What belongs to a unit
   that another shard judges is not. */
void tri_walk(TriArena *arena, const TriWalk *walk);

#endif
