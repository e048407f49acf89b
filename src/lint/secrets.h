#ifndef TRI_LINT_SECRETS_H
#define TRI_LINT_SECRETS_H

#include "eval/expand.h"
#include "lint/collect.h"

/*
 * Where a file says what a secure parameter is: no quoted line may show it
 * (tri_collect_hide). Expressions are shown, but for the literals in them. What a rule
 * finds to be a secret is hidden with its finding.
 */

/* Values that a parameter file gives to secure parameters of `template`, and to none of
   its parameters. */
void tri_hide_given(TriCollector *collector, const TriTemplate *template,
                    const TriGivens *givens);

/* Literals that the templates of a deployment, and of all that it deploys, have for
   secure parameters: as defaults and in calls. */
void tri_hide_literals(TriCollector *collector, const TriDeployment *root,
                       const TriInstanceList *instances);

/* Whether the line of a place in a text that cannot be parsed may have a secret in it:
   there or close around, something is called one or is declared to be secure. */
bool tri_may_show_secret(TriSpan place);

#endif
