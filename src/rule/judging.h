#ifndef TRI_RULE_JUDGING_H
#define TRI_RULE_JUDGING_H

#include "rule/computed.h"
#include "rule/judge.h"

/*
 * What the parts of judging share: judge.c puts conditions together, judge_value.c has
 * the values in them, judge_count.c and judge_relation.c two kinds of them.
 */

typedef struct TriJudging {
    const TriJudge *judge;
    const TriRule *rule;
    const TriInstance *instance; /* that the rule looks at */
    const TriCounted *counted;   /* counts of a policy in progress */
} TriJudging;

/* Whether something counts, and the unknown that it hangs on, else null. */
typedef struct TriWhere {
    TriVerdict verdict;
    TriValue cause;
} TriWhere;

/* ---- judge.c ---- */

/* Of answers and results. */
TriArena *tri_judging_arena(const TriJudging *judging);

/* The worst verdict of all of them. */
TriVerdict tri_answers_worst(const TriAnswerList *answers);

TriAnswer tri_answer_new(TriVerdict verdict, const TriSpot *place,
                         const TriCondition *by);
void tri_judging_answer(const TriJudging *judging, TriAnswerList *answers,
                        TriAnswer answer);

TriPlaces tri_judging_places(const TriJudging *judging, const TriSpot *scope,
                             const TriPath *path);

/* What `where` says: without answers it does not let through; NULL lets all through. */
TriWhere tri_judge_where(const TriJudging *judging, const TriCondition *where,
                         const TriSpot *place);

/* ---- judge_value.c ---- */

/* Of an expression of a policy, where field() is of the resource that it looks at. */
TriValue tri_judging_policy_value(const TriJudging *judging, TriStr text);

/* An unknown: it is known only now that the policy asks for what it cannot have. */
TriValue tri_judging_unsupported(const TriJudging *judging, TriStr why);

/* The condition with its operand, or its field, where that is computed; NULL when it is
   not known, or none, because of `*cause`. */
const TriCondition *tri_judging_operand(const TriJudging *judging,
                                        const TriCondition *condition, TriValue *cause);
const TriCondition *tri_judging_field(const TriJudging *judging,
                                      const TriCondition *condition, TriValue *cause);

/* What a condition with a value in place of a path looks at. */
TriValue tri_judging_looked_at(const TriJudging *judging, const TriCondition *condition,
                               const TriSpot *place);

/* What the test of the condition says of `value`. */
TriVerdict tri_judging_ask(const TriJudging *judging, const TriCondition *condition,
                           TriValue value);

void tri_judge_value(const TriJudging *judging, const TriCondition *condition,
                     const TriSpot *place, TriValue value, TriAnswerList *answers);

void tri_judging_undecided(const TriJudging *judging, const TriCondition *condition,
                           const TriSpot *place, TriValue cause,
                           TriAnswerList *answers);

/* Counts inside counts are as many steps of evaluation: false when there are no more,
   and the unknown that comes of it. */
bool tri_judging_take_steps(const TriJudging *judging, size_t count);
TriValue tri_judging_too_much(const TriJudging *judging);

/* ---- judge_count.c, judge_relation.c ---- */

void tri_judge_count(const TriJudging *judging, const TriCondition *condition,
                     const TriSpot *place, TriAnswerList *answers);

/* Whether there is one; undecided when the only ones may not be meant or may not be
   deployed. */
void tri_judge_relation(const TriJudging *judging, const TriCondition *condition,
                        const TriSpot *place, TriAnswerList *answers);

#endif
