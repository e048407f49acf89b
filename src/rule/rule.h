#ifndef TRI_RULE_RULE_H
#define TRI_RULE_RULE_H

#include "base/list.h"
#include "eval/expand.h"
#include "source/finding.h"

/*
 * Rules as data: one object of a rule file each (docs/rule-format.md). Loaded
 * once, then only read, by all workers.
 */
typedef struct TriCondition TriCondition;
typedef struct TriOperator TriOperator;

/* Member names from the scope down: "properties.siteConfig" is two. */
typedef struct TriPath {
    TriStr text;
    TriStr *names;
    size_t count;
} TriPath;

typedef enum TriConditionKind {
    TRI_ALL_OF,
    TRI_ANY_OF,
    TRI_NOT,
    TRI_TEST, /* an operator on the value at a path */
} TriConditionKind;

struct TriCondition {
    TriConditionKind kind;
    TriPath path;        /* where to look, from the scope */
    TriCondition *where; /* only if this holds there; NULL: always */
    TriCondition **parts;
    size_t part_count;
    const TriOperator *test;
    TriValue operand;
    const struct TriPattern *pattern; /* of the operator regex */
};

typedef struct TriRuleNote {
    TriCondition *when;
    TriStr text; /* with {path} for values */
} TriRuleNote;

/* What a resource type is called in messages. */
typedef struct TriNoun {
    TriStr type;
    TriStr noun;
} TriNoun;

typedef struct TriRule {
    TriStr id;
    TriStr name;
    TriStr title;       /* what is wrong when it fails, in a sentence */
    TriStr description; /* why it matters */
    TriStr fix;         /* what to do */
    TriLevel level;
    TriStr *aliases;
    size_t alias_count;
    TriStr *types; /* the resource types it looks at */
    size_t type_count;
    TriCondition *condition;
    TriStr message;
    TriStr undecided_message;
    TriStr absent;      /* what an absent property means: "absent (default false)" */
    TriRuleNote *notes; /* sentences added to a failing message */
    size_t note_count;
    TriNoun *nouns;
    size_t noun_count;
} TriRule;

typedef struct TriRules {
    TRI_LIST(TriRule) list; /* sorted by id */
} TriRules;

/*
 * Reads a rule file: one rule object or an array of them, appended to `rules`.
 * Text and everything else live in `arena`. What is wrong is said with the file,
 * line and column, and nothing of the file is added.
 */
TriStatus tri_rules_load(TriArena *arena, TriRules *rules, TriStr path, TriStr text,
                         TriError *error);

/* All rules built into the program. */
TriStatus tri_rules_load_embedded(TriArena *arena, TriRules *rules, TriError *error);

/* True when `word` is the id of the rule, one of its aliases, or "ALL". */
bool tri_rule_answers_to(const TriRule *rule, TriStr word);

/* True when the rule looks at resources of `type`. */
bool tri_rule_looks_at(const TriRule *rule, TriStr type);

/* ---- judging ---- */

typedef struct TriJudgement {
    TriFinding finding;
    TriStr plain_value; /* the value in words, without who made it */
    TriValue cause;     /* the unknown that an undecided result hangs on, else null */
} TriJudgement;

/*
 * Judges one resource, which the rule looks at. False when the rule does not
 * apply to it, and there is no result. The kind is not-deployed for a resource
 * that is not.
 */
bool tri_rule_judge(TriArena *arena, const TriRule *rule, const TriInstance *instance,
                    TriJudgement *judgement);

/* The message of a result of `kind`, with `value` in place of what the judge found. */
TriStr tri_rule_message(TriArena *arena, const TriRule *rule,
                        const TriInstance *instance, TriKind kind, TriStr value);

#endif
