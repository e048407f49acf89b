#ifndef TRI_EVAL_WANTED_H
#define TRI_EVAL_WANTED_H

#include "eval/expand.h"

/*
 * Whether `resource`, written inside `parent` or inside none (NULL), is expanded for
 * who wants `wanted` only. It is unless its type is written as text that nobody wants,
 * it links to nothing, and the same is true of all that is written inside it, as child
 * or in a nested template.
 */
bool tri_is_wanted(TriArena scratch, const TriWanted *wanted,
                   const TriResource *resource, const TriInstance *parent);

#endif
