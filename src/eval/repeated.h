#ifndef TRI_EVAL_REPEATED_H
#define TRI_EVAL_REPEATED_H

#include "base/map.h"
#include "eval/expand.h"

/*
 * Whether a deployment resource deploys just what one deployed that was asked about
 * before: the same linked template, with the same values, in the same scope, both for
 * certain. Then it makes no resources of its own (arm-language.md 10): a template that
 * links a hundred times to one that does so too would have ten thousand of them.
 *
 * False where that is not seen at once: in loops, with values that are no literals,
 * and for a template that asks for the name it is deployed by. `known` is the memory of
 * the answers, in `arena`.
 */
bool tri_is_repeated(TriArena *arena, TriMap *known, const TriInstance *instance);

#endif
