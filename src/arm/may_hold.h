#ifndef TRI_ARM_MAY_HOLD_H
#define TRI_ARM_MAY_HOLD_H

#include "model/template.h"
#include "json/document.h"

/*
 * Whether the template at `node` may deploy a resource of a type that somebody wants to
 * see, itself or in templates inside it: read off the nodes, before it is lowered. A
 * type that is no plain text and a link may be anything.
 */
bool tri_arm_may_hold(TriArena *scratch, const TriJson *json, const TriJsonNode *node,
                      const TriWanted *wanted);

#endif
