#ifndef TRI_RULE_POLICY_H
#define TRI_RULE_POLICY_H

#include "eval/eval.h"
#include "rule/reader.h"
#include "rule/rule.h"

/*
 * Definitions and initiatives of Azure Policy as rules (docs/policies.md). A file's
 * are kept when it is read, and become rules when all files are: an initiative names
 * definitions that may stand in a later one.
 */

/* Whether an object of a rule file is one of the two. */
bool tri_policy_is(const TriJson *json, const TriJsonNode *node);

/* What is wrong with an object that is of Azure Policy, but neither of the two; empty
   for any other. */
TriStr tri_policy_mistake(const TriJson *json, const TriJsonNode *node);

/* Keeps it in `rules`: item `item` of the file, TRI_NOT_FOUND for all of the file. */
TriStatus tri_policy_keep(TriReader *reader, const TriJsonNode *node, size_t item,
                          TriRules *rules);

/* The object with the policyRule or the policyDefinitions: `properties`, or `node`. */
const TriJsonNode *tri_policy_body(const TriJson *json, const TriJsonNode *node);

/* Whether it is written as a resource of a template: with a version of the API. There
   "[[" stands for the "[" of the policy. */
bool tri_policy_is_resource(const TriJson *json, const TriJsonNode *node);

/* Values by name that are given to parameters. */
typedef TRI_LIST(TriRuleParameter) TriPolicyValues;

/* Reads the parameters of a definition or an initiative into `rule`: the given
   values, else the defaults. One without a value is an error. */
TriStatus tri_policy_parameters(TriReader *reader, const TriJsonNode *body,
                                const TriPolicyValues *given, TriRule *rule);

/* Reads a definition, with its parameters, into `rule`, whose id is set. */
TriStatus tri_policy_read(TriReader *reader, const TriJsonNode *node,
                          const TriPolicyValues *given, TriRule *rule);

/* ---- conditions ---- */

/* A count around a condition that is read. */
typedef struct TriPolicyScope TriPolicyScope;
struct TriPolicyScope {
    const TriPolicyScope *outer;
    TriStr name;         /* of the items of a value */
    const TriPath *path; /* of an array; NULL for a value */
};

/* What conditions of a policy are read with. */
typedef struct TriPolicyReading {
    TriReader *reader;
    const TriRule *rule; /* with the parameters */
    TriEval *eval;
    const TriPolicyScope *scope;
    unsigned conditions;
    bool is_resource;  /* of a template, whose expressions have one bracket less */
    TriStr web_config; /* type of the configuration that a site has anyway; its fields
                          stand in siteConfig of the site */
} TriPolicyReading;

/* Reads a condition: the `if` of a policy, or an existenceCondition. */
TriStatus tri_policy_condition(TriPolicyReading *reading, const TriJsonNode *node,
                               TriCondition **condition);

/* Reads a value of any type. Strings that are expressions are computed: of kind 0,
   with `*expression`, when that can only be done for a resource. */
TriStatus tri_policy_value(TriPolicyReading *reading, const TriJsonNode *node,
                           TriValue *value, TriStr *expression);

/* Reads an array of values: those that are known, and an expression that makes an array
   of the others, empty when there are none. */
TriStatus tri_policy_list(TriPolicyReading *reading, const TriJsonNode *node,
                          TriValue *value, TriStr *expression);

/* Reads a value as it is written; it may be nested. */
TriStatus tri_policy_literal(TriReader *reader, const TriJsonNode *node,
                             TriValue *value);

/* Whether a condition asks for the member `name` of the resource itself. */
bool tri_policy_is_field(const TriCondition *condition, const char *name);

/* The types of the resources that a condition can hold for; none: of any. */
TriTypes tri_policy_types(TriArena *arena, const TriCondition *condition);

#endif
