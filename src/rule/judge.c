/* Judges resources by the conditions of rules (docs/rule-format.md). */
#include "rule/judging.h"

#include "eval/suppose.h"
#include "rule/check.h"

/* How an answer counts in what it is a part of. */
typedef enum Part {
    PART_APART,   /* it stands for itself */
    PART_OF_ALL,  /* of an allOf: no answer is as good as a pass */
    PART_OF_OTHER /* no answer is another one than a pass */
} Part;

static void judge(const TriJudging *judging, const TriCondition *condition,
                  const TriSpot *scope, Part part, TriAnswerList *answers);

TriArena *tri_judging_arena(const TriJudging *judging)
{
    return judging->judge->arena;
}

void tri_judging_answer(const TriJudging *judging, TriAnswerList *answers,
                        TriAnswer answer)
{
    tri_list_push(tri_judging_arena(judging), answers, answer);
}

TriAnswer tri_answer_new(TriVerdict verdict, const TriSpot *place,
                         const TriCondition *by)
{
    return (TriAnswer){ .verdict = verdict,
                        .place = *place,
                        .by = by,
                        .cause = tri_value_null(),
                        .level = TRI_LEVEL_COUNT };
}

/* The first answer with `verdict`; NULL when there is none. */
static const TriAnswer *find_answer(const TriAnswerList *answers, TriVerdict verdict)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (answers->items[i].verdict == verdict) {
            return &answers->items[i];
        }
    }
    return NULL;
}

/* The answer that all of them come to: the first of the most decisive verdict. */
static const TriAnswer *fold(const TriAnswerList *answers, TriVerdict decisive)
{
    TriVerdict order[] = { decisive, TRI_VERDICT_UNDECIDED,
                           tri_verdict_opposite(decisive) };

    for (size_t i = 0; i < 3; i++) {
        const TriAnswer *answer = find_answer(answers, order[i]);

        if (answer != NULL) {
            return answer;
        }
    }
    return NULL;
}

TriPlaces tri_judging_places(const TriJudging *judging, const TriSpot *scope,
                             const TriPath *path)
{
    const TriJudge *context = judging->judge;
    TriPlaceSearch search = { context->arena,
                              context->relations,
                              context->alone == NULL ? context->memory : NULL,
                              judging->rule,
                              judging->instance,
                              context->alone };

    return tri_places_find(&search, scope, path);
}

/* ---- what restricts a condition ---- */

/* A version that is not known is outside of every range. */
static bool applies_to_version(const TriCondition *condition,
                               const TriInstance *instance)
{
    if (condition->least_version.size == 0 && condition->most_version.size == 0) {
        return true;
    }
    TriValue version = tri_instance_member(instance, "apiVersion");

    if (version.kind != TRI_STRING) {
        return false;
    }
    TriStr date = tri_str_slice(version.string, 0, 10);

    return tri_str_compare(date, condition->least_version) >= 0 &&
           (condition->most_version.size == 0 ||
            tri_str_compare(date, condition->most_version) <= 0);
}

TriWhere tri_judge_where(const TriJudging *judging, const TriCondition *where,
                         const TriSpot *place)
{
    TriAnswerList answers = { 0 };

    if (where == NULL) {
        return (TriWhere){ TRI_VERDICT_PASS, tri_value_null() };
    }
    judge(judging, where, place, PART_OF_OTHER, &answers);
    const TriAnswer *answer = fold(&answers, TRI_VERDICT_PASS);

    return answer == NULL ? (TriWhere){ TRI_VERDICT_FAIL, tri_value_null() }
                          : (TriWhere){ answer->verdict, answer->cause };
}

/* ---- conditions ---- */

static void judge_parts(const TriJudging *judging, const TriCondition *condition,
                        const TriSpot *place, TriVerdict decisive,
                        TriAnswerList *answers)
{
    Part part = decisive == TRI_VERDICT_FAIL ? PART_OF_ALL : PART_OF_OTHER;
    TriAnswerList parts = { 0 };

    for (size_t i = 0; i < condition->part_count; i++) {
        judge(judging, condition->parts[i], place, part, &parts);
        if (find_answer(&parts, decisive) != NULL) {
            break;
        }
    }
    const TriAnswer *answer = fold(&parts, decisive);

    tri_judging_answer(
        judging, answers,
        answer == NULL ? tri_answer_new(TRI_VERDICT_PASS, place, condition) : *answer);
}

/* The parts stand for themselves. */
static void judge_apart(const TriJudging *judging, const TriCondition *condition,
                        const TriSpot *place, TriAnswerList *answers)
{
    size_t before = answers->count;

    for (size_t i = 0; i < condition->part_count; i++) {
        judge(judging, condition->parts[i], place, PART_APART, answers);
    }
    if (answers->count == before) {
        tri_judging_answer(judging, answers,
                           tri_answer_new(TRI_VERDICT_PASS, place, condition));
    }
}

static void judge_not(const TriJudging *judging, const TriCondition *condition,
                      const TriSpot *place, TriAnswerList *answers)
{
    size_t before = answers->count;

    judge(judging, condition->parts[0], place, PART_OF_OTHER, answers);
    for (size_t i = before; i < answers->count; i++) {
        answers->items[i].verdict = tri_verdict_opposite(answers->items[i].verdict);
    }
}

static void judge_check(const TriJudging *judging, const TriCondition *condition,
                        TriAnswerList *answers)
{
    TriChecking checking = { judging->judge, judging->rule, judging->instance,
                             condition, answers };

    if (!condition->check->takes_each) {
        condition->check->run(&checking);
        return;
    }
    TriEval *eval = judging->instance->deployment->eval;
    const TriSupposition *supposed = eval->supposed;
    TriLookedAt *looked_at = eval->looked_at;

    eval->supposed = NULL;
    eval->looked_at = NULL;
    condition->check->run(&checking);
    eval->supposed = supposed;
    eval->looked_at = looked_at;
}

static void apply(const TriJudging *judging, const TriCondition *condition,
                  const TriSpot *place, Part part, TriAnswerList *answers)
{
    switch (condition->kind) {
    case TRI_CONDITION_ALL_OF:
        if (part == PART_APART) {
            judge_apart(judging, condition, place, answers);
        } else {
            judge_parts(judging, condition, place, TRI_VERDICT_FAIL, answers);
        }
        return;
    case TRI_CONDITION_ANY_OF:
        judge_parts(judging, condition, place, TRI_VERDICT_PASS, answers);
        return;
    case TRI_CONDITION_NOT:
        judge_not(judging, condition, place, answers);
        return;
    case TRI_CONDITION_TEST:
        tri_judge_value(judging, condition, place, place->value, answers);
        return;
    case TRI_CONDITION_VALUE:
        tri_judge_value(judging, condition, place,
                        tri_judging_looked_at(judging, condition, place), answers);
        return;
    case TRI_CONDITION_COUNT:
        tri_judge_count(judging, condition, place, answers);
        return;
    case TRI_CONDITION_RELATION:
        tri_judge_relation(judging, condition, place, answers);
        return;
    case TRI_CONDITION_CHECK:
        judge_check(judging, condition, answers);
        return;
    }
}

/* What the condition says of its answers, where no part of it said so before. */
static void mark(const TriCondition *condition, TriAnswer *answer)
{
    if (answer->verdict == TRI_VERDICT_UNDECIDED &&
        condition->undecided != TRI_VERDICT_NONE) {
        answer->verdict = condition->undecided;
        answer->cause = tri_value_null();
    }
    if (answer->level == TRI_LEVEL_COUNT) {
        answer->level = condition->level;
    }
    if (answer->message.size == 0) {
        answer->message = condition->message;
    }
}

/* Whether it makes a difference that there may be nothing to judge. */
static bool is_unlike_none(TriVerdict verdict, Part part)
{
    return verdict == TRI_VERDICT_FAIL ||
           (verdict == TRI_VERDICT_PASS && part == PART_OF_OTHER);
}

static void judge_at(const TriJudging *judging, const TriCondition *condition,
                     const TriSpot *place, Part part, TriAnswerList *answers)
{
    size_t before = answers->count;

    if (!applies_to_version(condition, place->instance)) {
        return;
    }
    TriWhere where = tri_judge_where(judging, condition->where, place);

    if (where.verdict == TRI_VERDICT_FAIL) {
        return;
    }
    apply(judging, condition, place, part, answers);
    for (size_t i = before; i < answers->count; i++) {
        TriAnswer *answer = &answers->items[i];

        if (where.verdict == TRI_VERDICT_UNDECIDED &&
            is_unlike_none(answer->verdict, part)) {
            answer->verdict = TRI_VERDICT_UNDECIDED;
            answer->cause = where.cause;
        }
        mark(condition, answer);
    }
}

static void judge_set(const TriJudging *judging, const TriCondition *condition,
                      const TriSpotList *places, Part part, TriAnswerList *answers)
{
    for (size_t i = 0; i < places->count; i++) {
        judge_at(judging, condition, &places->items[i], part, answers);
    }
}

TriVerdict tri_answers_worst(const TriAnswerList *answers)
{
    const TriAnswer *worst = fold(answers, TRI_VERDICT_FAIL);

    return worst == NULL ? TRI_VERDICT_NONE : worst->verdict;
}

static bool is_worse(TriVerdict one, TriVerdict other)
{
    static const int badness[] = {
        [TRI_VERDICT_NONE] = 0,
        [TRI_VERDICT_PASS] = 1,
        [TRI_VERDICT_UNDECIDED] = 2,
        [TRI_VERDICT_FAIL] = 3,
    };

    return badness[one] > badness[other];
}

/* One of the sets counts: where they differ, the worst of them is undecided. Where
   answers do not stand for themselves, none is another answer than a pass. */
static void judge_sets(const TriJudging *judging, const TriCondition *condition,
                       const TriPlaces *places, Part part, TriAnswerList *answers)
{
    TriAnswerList chosen = { 0 };
    bool agree = true;
    bool may_be_none = false;

    for (size_t i = 0; i < places->count; i++) {
        TriAnswerList one = { 0 };

        judge_set(judging, condition, &places->sets[i], part, &one);
        agree =
            agree && (i == 0 || tri_answers_worst(&one) == tri_answers_worst(&chosen));
        may_be_none = may_be_none || one.count == 0;
        if (i == 0 || is_worse(tri_answers_worst(&one), tri_answers_worst(&chosen))) {
            chosen = one;
        }
    }
    for (size_t i = 0; i < chosen.count; i++) {
        TriAnswer *answer = &chosen.items[i];
        bool is_doubted = answer->verdict == TRI_VERDICT_FAIL ||
                          (may_be_none && is_unlike_none(answer->verdict, part));

        if (!agree && is_doubted) {
            answer->verdict = TRI_VERDICT_UNDECIDED;
            answer->cause = places->doubt;
            mark(condition, answer);
        }
        tri_judging_answer(judging, answers, *answer);
    }
}

/* At what the path leads to. */
static void judge_along(const TriJudging *judging, const TriCondition *condition,
                        const TriSpot *scope, const TriPath *path, Part part,
                        TriAnswerList *answers)
{
    if (path->count == 0) {
        judge_at(judging, condition, scope, part, answers);
        return;
    }
    TriPlaces places = tri_judging_places(judging, scope, path);

    if (judging->counted != NULL &&
        !tri_judging_take_steps(judging, places.sets[0].count)) {
        tri_judging_undecided(judging, condition, scope, tri_judging_too_much(judging),
                              answers);
        return;
    }
    if (places.count == 1) {
        judge_set(judging, condition, &places.sets[0], part, answers);
    } else {
        judge_sets(judging, condition, &places, part, answers);
    }
}

/* A field of a policy stands in the resource, or in an item that is counted. */
static void judge_field(const TriJudging *judging, const TriCondition *asked,
                        const TriSpot *place, TriAnswerList *answers)
{
    TriValue cause;
    const TriCondition *condition = tri_judging_field(judging, asked, &cause);
    TriSpot missing = { .instance = place->instance };
    TriSpot scope;

    if (condition == NULL) {
        tri_judging_undecided(judging, asked, place, cause, answers);
        return;
    }
    const TriPolicyField *field =
        tri_policy_field_in(&condition->policy->field, place->instance);

    if (field != NULL) {
        size_t skipped =
            tri_policy_scope(judging->counted, &field->path, place->instance, &scope);
        TriPath rest = { .segments = field->path.segments + skipped,
                         .count = field->path.count - skipped };

        judge_along(judging, condition, &scope, &rest, PART_OF_OTHER, answers);
    } else if (!condition->policy->field.path.has_wildcard) {
        judge_at(judging, condition, &missing, PART_OF_OTHER, answers);
    }
}

static void judge_in(const TriJudging *judging, const TriCondition *condition,
                     const TriSpot *scope, Part part, TriAnswerList *answers)
{
    if (condition->policy != NULL && condition->kind == TRI_CONDITION_TEST) {
        judge_field(judging, condition, scope, answers);
    } else {
        judge_along(judging, condition, scope, &condition->path, part, answers);
    }
}

static void judge(const TriJudging *judging, const TriCondition *condition,
                  const TriSpot *scope, Part part, TriAnswerList *answers)
{
    TriRelatives children = { 0 };

    if ((condition->profiles & judging->judge->profile) == 0) {
        return;
    }
    if (condition->types.count == 0) {
        judge_in(judging, condition, scope, part, answers);
        return;
    }
    tri_relations_children(judging->judge->relations, scope->instance,
                           &condition->types, TRI_STR(""), &children);
    for (size_t i = 0; i < children.count; i++) {
        TriSpot child = tri_spot_of(children.items[i]);

        judge_in(judging, condition, &child, part, answers);
    }
}

void tri_condition_judge(const TriJudge *context, const TriRule *rule,
                         const TriCondition *condition, const TriInstance *instance,
                         TriAnswerList *answers)
{
    TriJudging judging = { context, rule, instance, NULL };
    TriSpot root = tri_spot_of(instance);

    judge(&judging, condition, &root, PART_APART, answers);
}

void tri_judge_find(const TriJudge *context, const TriRule *rule,
                    const TriInstance *instance, const TriPath *path, TriSpotList *list)
{
    TriJudging judging = { context, rule, instance, NULL };
    TriSpot root = tri_spot_of(instance);
    TriPlaces places = tri_judging_places(&judging, &root, path);

    for (size_t i = 0; i < places.count; i++) {
        tri_list_push_all(context->arena, list, &places.sets[i]);
    }
}
