#ifndef TRI_RULE_IDENTITY_H
#define TRI_RULE_IDENTITY_H

#include "base/text.h"
#include "eval/value.h"

/*
 * Names and ids of resources as keys that compare as the service compares them:
 * in lower case, with a mark for each part that is not known; the same unknown
 * expression always gives the same mark. A key holds a slash only where the name
 * does.
 */
TriStr tri_name_key(TriArena *arena, TriValue name);

/* Whether the last part of the name is `part`. */
bool tri_name_ends_in(TriStr name_key, TriStr part);

/* The identity of a resource: its type and the key of its name. */
TriStr tri_identity(TriArena *arena, TriStr type, TriStr name_key);

/*
 * The identity that a resource id leads to: text with "/providers/", a call of
 * resourceId() and its kin, or "Microsoft.Web/sites/name". Empty when it is none of
 * these, or its type is not known.
 */
TriStr tri_identity_of_id(TriArena *arena, TriValue id);

/* The identity of the parent; empty when the type is of the top level. */
TriStr tri_identity_of_parent(TriArena *arena, TriStr type, TriStr name_key);

#endif
