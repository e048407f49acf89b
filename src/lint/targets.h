#ifndef TRI_LINT_TARGETS_H
#define TRI_LINT_TARGETS_H

#include "eval/expand.h"
#include "rule/rule.h"

/*
 * What rules with another target than resources start at (docs/rule-format.md): the
 * template of a deployment as a whole, or each of its parameters, variables or
 * outputs. Each is an instance with the name of the target as its type, the name of
 * the declaration as its symbol, and the declaration as its body.
 */
void tri_targets_of(TriDeployment *deployment, TriTarget target, TriInstanceList *list);

#endif
