#ifndef TRI_EVAL_REPEATED_H
#define TRI_EVAL_REPEATED_H

#include "base/map.h"
#include "eval/expand.h"

/*
 * An earlier deployment resource in `list` that deploys exactly what `instance`, the
 * last in it, deploys: the same template with the same values in the same scope
 * (arm-language.md 10). `instance` then needs no resources of its own. Without this, a
 * template with a hundred links to one with a hundred links has ten thousand.
 *
 * NULL when there is none, or when it cannot be told cheaply. It can be told
 * - of deployments whose values are all literals, and of copies of a loop that differ
 * in nothing but their names,
 * - provided that no template below, nor what it imports, uses the name that it is
 *   deployed by, except to name deployments that it does not look up by name.
 *
 * `known` keeps answers for later calls, in `arena`.
 */
TriInstance *tri_repeated(TriArena *arena, TriMap *known, const TriInstanceList *list,
                          TriInstance *instance);

#endif
