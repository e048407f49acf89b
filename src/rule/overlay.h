#ifndef TRI_RULE_OVERLAY_H
#define TRI_RULE_OVERLAY_H

#include "rule/relations.h"
#include "rule/rule.h"

/*
 * A child that a rule lays over its parent, where no parent is deployed: the web
 * configuration of a web app that is there already. What it says holds for that all the
 * same, and what it leaves out is not known here.
 */

/* The type of the parents of resources of `type`; empty when those are of the top
 * level.
 */
TriStr tri_type_of_parent(TriStr type);

/* The overlay of `rule` that resources of `type` are, whose key of a name (identity.h)
   is `name`; NULL: they are none. */
const TriOverlay *tri_overlay_of(const TriRule *rule, TriStr type, TriStr name);

/* Whether nothing that is deployed may be the parent of `child`. */
bool tri_overlay_is_alone(TriRelations *relations, const TriInstance *child);

/* What nobody says of the parent. */
TriValue tri_overlay_elsewhere(void);

#endif
