#ifndef TRI_ARM_DUPLICATES_H
#define TRI_ARM_DUPLICATES_H

#include "source/finding.h"
#include "json/document.h"

/*
 * Reports as duplicate-member what an object of the template has twice: exactly,
 * and, where the names are ARM's own, in another letter case.
 */
void tri_arm_report_duplicates(TriArena scratch, const TriJson *json,
                               const TriJsonNode *template, TriSink *sink);

/* Whether the template has its resources twice: those of the first are deployed by
   nobody. */
bool tri_arm_repeats_resources(TriArena scratch, const TriJson *json,
                               const TriJsonNode *template);

#endif
