#ifndef TRI_LINT_LIMITS_H
#define TRI_LINT_LIMITS_H

#include "eval/expand.h"
#include "source/finding.h"

/*
 * Limits of the service (arm-language.md 8, 10, 13), as template-limit: what the text
 * of a template exceeds, and what the resources it deploys exceed, or have in places
 * where the service does not take it.
 */
void tri_check_limits(const TriTemplate *template, TriSink *sink);
void tri_check_instance_limits(const TriTemplate *template,
                               const TriInstanceList *instances, TriSink *sink);

#endif
