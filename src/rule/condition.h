#ifndef TRI_RULE_CONDITION_H
#define TRI_RULE_CONDITION_H

#include "base/text.h"
#include "eval/value.h"
#include "rule/path.h"
#include "rule/pattern.h"
#include "rule/policy_aliases.h"
#include "tricep/level.h"

/* Conditions of rules as they are loaded: docs/rule-format.md. */
typedef struct TriCondition TriCondition;
typedef struct TriOperator TriOperator;
typedef struct TriCheck TriCheck;
typedef struct TriReleases TriReleases;

/* A condition's answer; undecided when it hangs on a value that is not known. */
typedef enum TriVerdict {
    TRI_VERDICT_NONE, /* nothing to judge */
    TRI_VERDICT_FAIL,
    TRI_VERDICT_UNDECIDED,
    TRI_VERDICT_PASS,
} TriVerdict;

static inline TriVerdict tri_verdict(bool holds)
{
    return holds ? TRI_VERDICT_PASS : TRI_VERDICT_FAIL;
}

/* What is not decided stays so. */
static inline TriVerdict tri_verdict_opposite(TriVerdict verdict)
{
    return verdict == TRI_VERDICT_FAIL || verdict == TRI_VERDICT_PASS
               ? tri_verdict(verdict == TRI_VERDICT_FAIL)
               : verdict;
}

typedef enum TriConditionKind {
    TRI_CONDITION_ALL_OF,
    TRI_CONDITION_ANY_OF,
    TRI_CONDITION_NOT,
    TRI_CONDITION_TEST,     /* an operator on the value at the path, or … */
    TRI_CONDITION_VALUE,    /* … on a computed one */
    TRI_CONDITION_COUNT,    /* … on a number of values */
    TRI_CONDITION_RELATION, /* whether there is another resource */
    TRI_CONDITION_CHECK,    /* written in C */
} TriConditionKind;

/* Resource types, "Microsoft.Web/sites" or "Microsoft.Web/sites/" + "*". */
typedef struct TriTypes {
    TriStr *items;
    size_t count;
} TriTypes;

/* Where another resource is looked for. */
typedef enum TriReach {
    TRI_REACH_REFERRERS, /* among those that refer to this one */
    TRI_REACH_CHILDREN,
    TRI_REACH_ALL,
} TriReach;

/* Another resource of the deployment. */
typedef struct TriRelation {
    TriReach reach;
    TriTypes types;
    TriStr name;         /* the last part of its name; empty: any */
    TriPath id;          /* where its id stands; without segments: it refers to us */
    TriCondition *where; /* NULL: always */
    bool exists;
    TriStr name_expression; /* of all of its name, in a policy; empty: any */
} TriRelation;

/* What a condition of a policy has besides (docs/policies.md). Its places are those of
   the resource, wherever it stands, but for the items of the counts around it. */
typedef struct TriPolicyCondition {
    TriStr field_expression;   /* the field, where it is computed */
    TriPolicyField field;      /* else; its path is the condition's */
    TriValue subject;          /* the value looked at; kind 0: the expression's */
    TriStr operand_expression; /* of the operand or, where that is an array, of further
                                  items; empty: it is known */
    TriStr counted_name;       /* of the items of a counted value */
    bool counts_values;        /* those of the subject, not places */
} TriPolicyCondition;

struct TriCondition {
    TriConditionKind kind;
    TriTypes types; /* children of these types are looked at instead */
    TriPath path;
    TriCondition *where;  /* NULL: always */
    TriStr least_version; /* API versions it applies to; empty: all */
    TriStr most_version;
    TriCondition **parts;
    size_t part_count;
    const TriOperator *test;
    TriValue operand;
    const TriPattern *pattern; /* of the operators regex and notRegex */
    TriStr expression;         /* of a computed value, with its brackets */
    TriPath counted;
    TriCondition *counted_where; /* NULL: all are counted */
    TriRelation relation;
    const TriCheck *check;
    const TriReleases *releases;      /* the options of a check, or NULL */
    const TriPolicyCondition *policy; /* NULL: of a rule file */
    TriLevel level;       /* of what it reports; TRI_LEVEL_COUNT: the rule's */
    TriStr message;       /* the same; empty: the rule's */
    unsigned profiles;    /* set of TriProfile that it belongs to */
    TriVerdict undecided; /* what that counts as */
};

/* Whether `types` has `type`, in any letter case. */
bool tri_types_have(const TriTypes *types, TriStr type);

/* Whether both have the same types in the same order. */
bool tri_types_are_same(const TriTypes *a, const TriTypes *b);

/* Adds what tells one list of types from another in a map, letter case aside. */
void tri_add_types_key(TriText *key, const TriTypes *types);

#endif
