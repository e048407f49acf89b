#ifndef TRI_ARM_LOWER_H
#define TRI_ARM_LOWER_H

#include "arm/value.h"
#include "model/template.h"

/*
 * ARM JSON to the model (arm-language.md 5 to 8, 10, 11). Nothing is judged here:
 * what does not have the form the language wants becomes an error node, or is
 * left out of the model, and evaluation says so when it is needed.
 */

/*
 * The template at `node`. `pointer` is where it stands in the file, NULL for the
 * root. Values are lowered when first looked at, so `json` and its source must
 * outlive the template.
 */
TriTemplate *tri_arm_lower(TriArena *arena, const TriJson *json,
                           const TriJsonNode *node, const TriPointer *pointer);

/*
 * A template that nobody wrote as such, as JSON: one place for each node (arm/value.h).
 * Its resources stand below `pointer`, or have the `symbol` of the deployment that
 * deploys them, unless that is empty.
 */
typedef struct TriArmMade {
    TriJson json;
    const TriArmPlace *places;
    const TriPointer *pointer;
    TriStr symbol;
} TriArmMade;

TriTemplate *tri_arm_lower_made(TriArena *arena, const TriArmMade *made);

#endif
