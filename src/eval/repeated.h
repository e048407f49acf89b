#ifndef TRI_EVAL_REPEATED_H
#define TRI_EVAL_REPEATED_H

#include "base/map.h"
#include "eval/expand.h"

/*
 * The deployment resource of `list` that deploys just what `instance`, the last of it,
 * does: the same template, with the same values, in the same scope (arm-language.md
 * 10). Then `instance` makes no resources of its own: a template that links a hundred
 * times to one that does so too would have ten thousand of them.
 *
 * NULL where that is not seen at once. It is where all values are literals, and for
 * the copies of a loop that differ in their names alone; and where no template below,
 * nor what it imports, asks for the name it is deployed by, but to name deployments
 * that it does not look for by name. `known` is the memory of the answers, in `arena`.
 */
TriInstance *tri_repeated(TriArena *arena, TriMap *known, const TriInstanceList *list,
                          TriInstance *instance);

#endif
