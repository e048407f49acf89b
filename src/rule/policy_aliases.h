#ifndef TRI_RULE_POLICY_ALIASES_H
#define TRI_RULE_POLICY_ALIASES_H

#include "rule/path.h"

/* What of a value a condition of a policy sees. */
typedef enum TriView {
    TRI_VIEW_WHOLE,
    TRI_VIEW_LAST_PART, /* of a name: behind the last slash */
    TRI_VIEW_LOCATION,  /* without blanks: "East US" is "eastus" */
} TriView;

/* Where a field of Azure Policy stands in a resource. */
typedef struct TriPolicyField TriPolicyField;
struct TriPolicyField {
    TriPath path;
    TriStr type; /* that the alias is of: others have no such field; empty: any */
    TriView view;
    const TriPolicyField *other; /* where it stands in those of another type, which have
                                    it too; else NULL */
};

/*
 * Reads "kind", "tags['x']" or an alias such as
 * "Microsoft.Web/sites/siteConfig.cors.allowedOrigins[*]". An alias that no table
 * tells of stands in the properties, under the names behind its type. The error says
 * what is wrong with one that is no field, or that a template cannot show.
 */
TriStatus tri_policy_field(TriArena *arena, TriStr text, TriPolicyField *field,
                           TriError *error);

#endif
