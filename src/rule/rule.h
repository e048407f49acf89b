#ifndef TRI_RULE_RULE_H
#define TRI_RULE_RULE_H

#include "base/error.h"
#include "base/list.h"
#include "rule/condition.h"
#include "rule/profile.h"

/*
 * Rules as data: one object of a rule file each (docs/rule-format.md). Loaded
 * once, then only read, by all workers.
 */

/* What a rule starts at. */
typedef enum TriTarget {
    TRI_TARGET_RESOURCE,
    TRI_TARGET_TEMPLATE,
    TRI_TARGET_PARAMETER,
    TRI_TARGET_VARIABLE,
    TRI_TARGET_OUTPUT,
    TRI_TARGET_MODULE,
} TriTarget;

/* What becomes of undecided results. */
typedef enum TriUndecided {
    TRI_UNDECIDED_REPORT,
    TRI_UNDECIDED_SKIP,
    TRI_UNDECIDED_PASS,
} TriUndecided;

typedef struct TriRuleNote {
    TriCondition *when;
    TriStr text;
} TriRuleNote;

typedef struct TriLinkText {
    TriStr title; /* may be empty */
    TriStr url;
} TriLinkText;

typedef struct TriRemediation {
    TriStr title;
    TriStr text;
    TriStr code;
    TriStr language;
} TriRemediation;

typedef struct TriCompliance {
    TriStr framework;
    TriStr control; /* may be empty */
    TriStr source;
} TriCompliance;

/* A child resource that is laid over a member of its parent. */
typedef struct TriOverlay {
    TriTypes types;
    TriStr name;
    TriPath path;
    TriPath at;
} TriOverlay;

typedef struct TriRuleParameter {
    TriStr name;
    TriValue values[TRI_PROFILE_CIS + 1]; /* by profile; 0 of the others */
} TriRuleParameter;

/* What would mend a finding, in words: `set` a value, `remove` it, `rename` it. */
typedef struct TriFix {
    TriStr action; /* empty: no fix */
    TriStr value;  /* JSON of `set`, or the name */
    bool is_safe;
} TriFix;

/* A condition with the resource types that it starts at. */
typedef struct TriEntry {
    TriTypes types; /* none: the rule has another target */
    TriCondition *condition;
} TriEntry;

typedef struct TriRule {
    TriStr id;
    TriStr name;
    TriStr title;       /* what is wrong when it fails, in a sentence */
    TriStr description; /* why it matters */
    TriStr fix;         /* what to do */
    TriLevel level;
    double security_severity; /* negative: none */
    unsigned profiles;        /* set of TriProfile */
    TriStr category;
    TriStr *cwe;
    size_t cwe_count;
    TriStr *tags;
    size_t tag_count;
    TriStr *aliases;
    size_t alias_count;
    TRI_LIST(TriLinkText) links;
    TRI_LIST(TriRemediation) remediation;
    TRI_LIST(TriCompliance) compliance;
    TriFix mend;
    TriTarget target;
    TriUndecided undecided;
    TRI_LIST(TriEntry) entries;
    TRI_LIST(TriOverlay) overlays;
    TRI_LIST(TriRuleParameter) parameters;
    TRI_LIST(TriRuleNote) notes;
    TriStr message; /* empty: made from the title */
    TriStr undecided_message;
    TriStr absent;  /* what an absent property means: "absent (default false)" */
    bool is_policy; /* made of a definition of Azure Policy */
} TriRule;

/* A rule and one of its entries. */
typedef struct TriRuleEntry {
    const TriRule *rule;
    const TriEntry *entry;
} TriRuleEntry;

typedef TRI_LIST(TriRuleEntry) TriRuleEntryList;

/* A definition or an initiative of Azure Policy: an object of a rule file. */
typedef struct TriPolicySource {
    TriStr name;
    TriStr path;
    TriStr text;
    size_t item;  /* of the array that the file is; TRI_NOT_FOUND: the file itself */
    bool is_used; /* by an initiative */
} TriPolicySource;

/* Namespaces with first types: what a text holds in full where it names a type, since
   what is below may be written as a child's short name. */
typedef struct TriTypeNames {
    TriStr *items;
    size_t count;
    size_t capacity;
    TriMap known; /* those in the list */
} TriTypeNames;

typedef struct TriRules {
    TRI_LIST(TriRule) list;             /* sorted by id, once complete */
    TriMap ids;                         /* that are taken */
    TriStrList texts;                   /* of the files that were read */
    TRI_LIST(TriPolicySource) policies; /* that are rules when all files are read */
    TRI_LIST(TriPolicySource) initiatives;
    /* Made by tri_rules_index. */
    TriMap by_type;         /* lists of entries, by type */
    TriRuleEntryList wild;  /* with types that end in a star */
    TriRuleEntryList other; /* with another target than resources */
    TriTypeNames types;     /* that a text must hold one of: "Microsoft.Web/sites" */
    bool look_at_all;       /* some rule is about resources of any type */
    TriMap needed;          /* types that rules look at, or look for beside others */
    TriStrList needed_wild; /* the same that end in a star */
    TriTypeNames related;   /* as `types`, of those looked for beside others */
    bool relate_to_all;     /* some rule looks for resources of any type */
} TriRules;

/*
 * Reads a rule file: one rule object or an array of them, appended to `rules`.
 * Text and everything else live in `arena`. What is wrong is said with the file,
 * line and column, and nothing of the file is added.
 */
TriStatus tri_rules_load(TriArena *arena, TriRules *rules, TriStr path, TriStr text,
                         TriError *error);

/*
 * Makes rules of the policy definitions in the files read, with the values that
 * initiatives among them give. To be called once, after all files; the error says
 * the file, line and column of what is wrong or cannot be judged by a template.
 */
TriStatus tri_rules_complete(TriArena *arena, TriRules *rules, TriError *error);

/* Sets the empty `rules` to those built into the program. */
void tri_rules_embedded(TriArena *arena, TriRules *rules);

/* Whether an id is taken, whatever its case. */
bool tri_rules_have(const TriRules *rules, TriStr id);

/* Adds a rule, whose id is free; the list is sorted afterwards. */
void tri_rules_add(TriArena *arena, TriRules *rules, TriRule rule);
void tri_rules_sort(TriRules *rules);

/* Makes the indices; `rules` is not added to afterwards. */
void tri_rules_index(TriArena *arena, TriRules *rules);

/* Sets the empty `list` to the entries that look at resources of `type`; it is only
   read. */
void tri_rules_for(TriArena *arena, const TriRules *rules, TriStr type,
                   TriRuleEntryList *list);

/* True when some rule looks at resources of `type`. */
bool tri_rules_look_at(const TriRules *rules, TriStr type);

/* Adds what a text holds where it names `type`, unless it is there. */
void tri_type_names_add(TriArena *arena, TriTypeNames *names, TriStr type);

/* Notes what tri_rules_need answers of `rule`; tri_rules_index does. */
void tri_rules_add_needs(TriArena *arena, TriRules *rules, const TriRule *rule);

/* True when what some rule says may hang on resources of `type`: it looks at them, or
   looks for them beside those that it looks at. */
bool tri_rules_need(const TriRules *rules, TriStr type);

/* The parameter called `name`, in any case; NULL when the rule has none. */
TriRuleParameter *tri_rule_parameter(const TriRule *rule, TriStr name);

/* Gives a parameter a value, whatever the profile. */
void tri_rule_parameter_set(TriRuleParameter *parameter, TriValue value);

/* True when `word` is the id of the rule, one of its aliases, "tag:" and one of its
   tags, or "ALL". */
bool tri_rule_answers_to(const TriRule *rule, TriStr word);

/* Whether that is so of one of the rules. */
bool tri_rules_answer_to(const TriRules *rules, TriStr word);

/* The rule called `id`, spelled as the rule has it, of a complete list; NULL when there
   is none. */
const TriRule *tri_rules_find(const TriRules *rules, TriStr id);

#endif
