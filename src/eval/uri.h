#ifndef TRI_EVAL_URI_H
#define TRI_EVAL_URI_H

#include "base/str.h"

/*
 * The parts of a URI (RFC 3986), as written. Query and fragment include their
 * `?` and `#`; a part that is not there is empty.
 */
typedef struct TriUri {
    TriStr scheme;
    bool has_authority;
    TriStr user; /* with its @ */
    TriStr host;
    TriStr port; /* digits, hopefully */
    TriStr path;
    TriStr query;
    TriStr fragment;
} TriUri;

/* Everything is a URI reference; it is absolute when it has a scheme. */
TriUri tri_uri_split(TriStr text);

/* Whether `port` is what `scheme` has without one. */
bool tri_uri_is_default_port(TriStr scheme, TriStr port);

/* Scheme and host in lower case, no default port, no dots among the segments. */
TriStr tri_uri_join(TriArena *arena, const TriUri *uri);

/* `relative` as seen from `base`, which is absolute. */
TriStr tri_uri_resolve(TriArena *arena, const TriUri *base, TriStr relative);

#endif
