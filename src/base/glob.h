#ifndef TRI_BASE_GLOB_H
#define TRI_BASE_GLOB_H

#include "base/str.h"

/*
 * Patterns of names, as shells and git have them: `*` is any text, `?` any byte,
 * `[a-z]`, `[!a]` and `[[:digit:]]` one byte of a set, and `\` takes the next byte as
 * it is. Time grows with the size of pattern times that of the text, never worse.
 */
typedef enum TriGlobFlag {
    TRI_GLOB_EXACT = 0,
    TRI_GLOB_NOCASE = 1, /* ASCII letters match in both cases */
    TRI_GLOB_SIMPLE = 2, /* only `*` and `?` mean something */
} TriGlobFlag;

/* All of `text`, in which a slash is like any other byte. */
bool tri_glob_match(TriStr pattern, TriStr text, unsigned flags);

/*
 * All of `path`: nothing but a segment that is `**` matches a slash; that stands for
 * any number of folders, at the end for anything below.
 */
bool tri_glob_match_path(TriStr pattern, TriStr path, unsigned flags);

#endif
