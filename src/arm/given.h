#ifndef TRI_ARM_GIVEN_H
#define TRI_ARM_GIVEN_H

#include "model/template.h"
#include "json/document.h"

/*
 * The values of a parameter file, or of a wrapper when `is_wrapper`; `node` may be
 * NULL. They are data: text in brackets stays text in a parameter file, and is an
 * expression that nobody evaluates here in a wrapper.
 */
TriGivens tri_arm_lower_parameters(TriArena *arena, const TriJson *json,
                                   const TriJsonNode *node, bool is_wrapper);

#endif
