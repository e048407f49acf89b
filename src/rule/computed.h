#ifndef TRI_RULE_COMPUTED_H
#define TRI_RULE_COMPUTED_H

#include "expr/expr.h"
#include "rule/judge.h"

/* A count in progress, in a policy: its item is the only one of the array while
   `where` is judged. */
typedef struct TriCounted TriCounted;
struct TriCounted {
    const TriCounted *outer;
    TriStr name;         /* of the items of a value; else empty */
    const TriPath *path; /* to the items of an array; NULL for a value */
    TriSpot item;        /* … which item */
    TriValue value;
    size_t rounds; /* of this count and those around it */
};

/* What expressions are computed from. Without a place, when rules are read: what
   depends on a resource is unknown then. */
typedef struct TriComputing {
    TriEval *eval;
    const TriRule *rule;
    unsigned profile;
    const TriSpot *place;
    const TriCounted *counted; /* NULL: no count around */
} TriComputing;

/*
 * The value of a template expression in a rule, with its brackets: field('path')
 * is the value at a path from the place, parameters('name') a parameter of the rule.
 * In a policy, field('alias') is that of the resource, current() the item counted.
 * Unknown, because of an error, when it is none.
 */
TriValue tri_computed_value(const TriComputing *computing, TriStr text);

/* The same text as a tree, with the calls that only policies have. */
TriExpr *tri_computed_parse(TriArena *arena, TriStr name, TriStr text);

/* Whether `name` is a function that only policies have. */
const struct TriFunction *tri_policy_function_find(TriStr name);

/* Where the places of a field begin: `*scope`, and how many segments lead there. */
size_t tri_policy_scope(const TriCounted *counted, const TriPath *path,
                        const TriInstance *instance, TriSpot *scope);

/* The field as resources of that type have it: itself or another, NULL when they have
   none. */
const TriPolicyField *tri_policy_field_in(const TriPolicyField *field,
                                          const TriInstance *instance);

/* What of `value` a condition sees. */
TriValue tri_policy_view(TriArena *arena, TriView view, TriValue value);

/* `operand` as it is compared with what is seen so: a location as locations are. */
TriValue tri_policy_operand(TriArena *arena, TriView view, TriValue operand);

#endif
