#ifndef TRI_RULE_JUDGE_H
#define TRI_RULE_JUDGE_H

#include "rule/places.h"
#include "source/finding.h"

/* What resources of one deployment are judged with. */
typedef struct TriJudge {
    TriArena *arena; /* of answers and results; evaluated values live in another */
    TriRelations *relations;
    TriPlaceMemory *memory; /* of the resource that is judged, or NULL */
    /* What the resource is, where a rule lays it over a parent that is not deployed
       here (overlay.h): it is judged as far as it goes. Else NULL. */
    const TriOverlay *alone;
    unsigned profile;   /* a TriProfile */
    unsigned described; /* a set of 1 << TriKind: results of others have no words */
    /* Whether another result makes the words of this one needless; NULL: never. */
    bool (*is_told)(void *context, const TriFinding *finding);
    void *context;
} TriJudge;

/* What a condition says of a place. */
typedef struct TriAnswer {
    TriVerdict verdict;
    TriSpot place;
    const TriCondition *by; /* the test that decided */
    TriValue cause;         /* the unknown that it hangs on, else null */
    bool is_one_of_several; /* other values of the cause have failures of their own */
    bool has_hit_limit;     /* a pattern took too long */
    bool is_secret;         /* that is written where it fails */
    TriLevel level;         /* TRI_LEVEL_COUNT: the rule's */
    TriStr message;         /* empty: the rule's */
} TriAnswer;

typedef TRI_LIST(TriAnswer) TriAnswerList;

/* One result. */
typedef struct TriJudgement {
    TriFinding finding;
    TriAnswer answer;
    TriStr plain_value; /* the value in words, without who made it */
} TriJudgement;

typedef TRI_LIST(TriJudgement) TriJudgementList;

/*
 * Judges one resource, which the entry looks at, and appends the results: every
 * place that fails or is undecided, else one that passes, else nothing, when the
 * rule does not apply. Of a resource that is not deployed the kind is not-deployed.
 */
void tri_rule_judge(const TriJudge *judge, const TriRuleEntry *entry,
                    const TriInstance *instance, TriJudgementList *list);

/* The message of a result, had it `kind`, and `value` in place of what it found. */
TriStr tri_judgement_message(const TriJudge *judge, const TriRule *rule,
                             const TriInstance *instance, const TriJudgement *judgement,
                             TriKind kind, TriStr value);

/* Appends what the condition of a rule says of a resource. */
void tri_condition_judge(const TriJudge *judge, const TriRule *rule,
                         const TriCondition *condition, const TriInstance *instance,
                         TriAnswerList *answers);

/* The same, where settings of one value that can be several hang together. */
void tri_judge_alternatives(const TriJudge *judge, const TriRule *rule,
                            const TriCondition *condition, const TriInstance *instance,
                            TriAnswerList *answers);

/* The places of `path` in a resource, where what is laid over it (docs/rule-format.md)
   comes first. */
void tri_judge_find(const TriJudge *judge, const TriRule *rule,
                    const TriInstance *instance, const TriPath *path,
                    TriSpotList *list);

#endif
