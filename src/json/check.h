#ifndef TRI_JSON_CHECK_H
#define TRI_JSON_CHECK_H

#include "source/finding.h"

/*
 * What a text has to pass before jsmn may read it. jsmn takes much for JSON that
 * is none, stops at a NUL byte, knows no comments and is quadratic in the depth
 * of nesting; behind this check none of that shows.
 */
typedef struct TriJsonCheck {
    TriStr text;  /* as in the source, comments made blank */
    size_t count; /* names, scalars, arrays and objects: the tokens jsmn will find */
} TriJsonCheck;

/*
 * Checks the text of `source`, in time linear in its size. When it is not JSON as
 * Azure reads it (arm-language.md 1) or exceeds a limit, reports the first error
 * to `sink` and returns false. A text with comments is copied to `scratch`.
 */
bool tri_json_check(TriArena *scratch, const TriSource *source, TriSink *sink,
                    TriJsonCheck *checked);

#endif
