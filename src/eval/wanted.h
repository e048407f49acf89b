#ifndef TRI_EVAL_WANTED_H
#define TRI_EVAL_WANTED_H

#include "eval/expand.h"

/*
 * Whether `resource`, written inside `parent` (NULL: inside none), has to be expanded
 * when nothing but `wanted` is asked for. It may be left out only if its type is plain
 * text and not wanted, it links to no other template, and the same holds for every
 * resource inside it, be it a child or part of a nested template.
 */
bool tri_is_wanted(TriArena scratch, const TriWanted *wanted,
                   const TriResource *resource, const TriInstance *parent);

#endif
