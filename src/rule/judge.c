/* Judges resources by the conditions of rules (docs/rule-format.md). */
#include "rule/judge.h"

#include "base/text.h"
#include "rule/check.h"
#include "rule/computed.h"
#include "rule/operators.h"
#include "rule/policy_operators.h"

typedef struct Judging {
    const TriJudge *judge;
    const TriRule *rule;
    const TriInstance *instance; /* that the rule looks at */
    const TriCounted *counted;   /* counts of a policy in progress */
} Judging;

static void judge(const Judging *judging, const TriCondition *condition,
                  const TriSpot *scope, bool splits, TriAnswerList *answers);

static TriArena *arena_of(const Judging *judging)
{
    return judging->judge->arena;
}

static void add_answer(const Judging *judging, TriAnswerList *answers, TriAnswer answer)
{
    tri_list_push(arena_of(judging), answers, answer);
}

static TriAnswer new_answer(TriVerdict verdict, const TriSpot *place,
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
                           decisive == TRI_VERDICT_FAIL ? TRI_VERDICT_PASS
                                                        : TRI_VERDICT_FAIL };

    for (size_t i = 0; i < 3; i++) {
        const TriAnswer *answer = find_answer(answers, order[i]);

        if (answer != NULL) {
            return answer;
        }
    }
    return NULL;
}

static TriPlaces find_places(const Judging *judging, const TriSpot *scope,
                             const TriPath *path)
{
    const TriJudge *context = judging->judge;
    TriPlaceSearch search = { context->arena, context->relations, context->memory,
                              judging->rule, judging->instance };

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

/* Whether something counts, and the unknown that it hangs on, else null. */
typedef struct Where {
    TriVerdict verdict;
    TriValue cause;
} Where;

/* What `where` says: without answers it does not let through. */
static Where judge_where(const Judging *judging, const TriCondition *where,
                         const TriSpot *place)
{
    TriAnswerList answers = { 0 };

    if (where == NULL) {
        return (Where){ TRI_VERDICT_PASS, tri_value_null() };
    }
    judge(judging, where, place, false, &answers);
    const TriAnswer *answer = fold(&answers, TRI_VERDICT_PASS);

    return answer == NULL ? (Where){ TRI_VERDICT_FAIL, tri_value_null() }
                          : (Where){ answer->verdict, answer->cause };
}

/* ---- conditions ---- */

static void judge_parts(const Judging *judging, const TriCondition *condition,
                        const TriSpot *place, TriVerdict decisive,
                        TriAnswerList *answers)
{
    TriAnswerList parts = { 0 };

    for (size_t i = 0; i < condition->part_count; i++) {
        judge(judging, condition->parts[i], place, false, &parts);
        if (find_answer(&parts, decisive) != NULL) {
            break;
        }
    }
    const TriAnswer *answer = fold(&parts, decisive);

    add_answer(judging, answers,
               answer == NULL ? new_answer(TRI_VERDICT_PASS, place, condition)
                              : *answer);
}

/* The parts stand for themselves. */
static void judge_apart(const Judging *judging, const TriCondition *condition,
                        const TriSpot *place, TriAnswerList *answers)
{
    size_t before = answers->count;

    for (size_t i = 0; i < condition->part_count; i++) {
        judge(judging, condition->parts[i], place, true, answers);
    }
    if (answers->count == before) {
        add_answer(judging, answers, new_answer(TRI_VERDICT_PASS, place, condition));
    }
}

static void judge_not(const Judging *judging, const TriCondition *condition,
                      const TriSpot *place, TriAnswerList *answers)
{
    size_t before = answers->count;

    judge(judging, condition->parts[0], place, false, answers);
    for (size_t i = before; i < answers->count; i++) {
        TriAnswer *answer = &answers->items[i];

        if (answer->verdict == TRI_VERDICT_PASS) {
            answer->verdict = TRI_VERDICT_FAIL;
        } else if (answer->verdict == TRI_VERDICT_FAIL) {
            answer->verdict = TRI_VERDICT_PASS;
        }
    }
}

static TriValue compute(const Judging *judging, TriStr text, const TriSpot *place)
{
    TriComputing computing = { place->instance->deployment->eval, judging->rule,
                               judging->judge->profile, place, judging->counted };

    return tri_computed_value(&computing, text);
}

/* Values outlive the judging of an item that is counted. */
static TriArena *lasting(const Judging *judging)
{
    return judging->instance->deployment->eval->arena;
}

/* In a policy, field() is of the resource that the policy looks at. */
static TriValue compute_for_policy(const Judging *judging, TriStr text)
{
    TriSpot root = tri_spot_of(judging->instance);

    return compute(judging, text, &root);
}

/* The value as a policy's condition sees it: what is there has some value, unless it
   is computed to be null if need be. */
static TriValue policy_value(const Judging *judging, const TriCondition *condition,
                             const TriSpot *place, TriValue value)
{
    if (value.kind == TRI_UNKNOWN && place->is_there &&
        value.unknown->choice_count == 0 && !tri_policy_may_be_null(value) &&
        tri_policy_asks_presence(condition->test)) {
        return tri_value_bool(true);
    }
    return tri_policy_view(lasting(judging), condition->policy->field.view, value);
}

/* An unknown: it is known only now that the policy asks for what it cannot have. */
static TriValue not_supported(const Judging *judging, TriStr why)
{
    const TriDeployment *deployment = judging->instance->deployment;

    return tri_eval_unknown(deployment->eval, TRI_REASON_UNSUPPORTED, TRI_ANY,
                            tri_span(deployment->template->source, 0, 0), why);
}

/* An array or an object is equal to no single value; nothing else takes them. */
static bool takes_operand(const TriCondition *condition)
{
    unsigned kinds =
        tri_policy_is_equality(condition->test) ? TRI_ARRAY | TRI_OBJECT : 0U;

    return (condition->operand.kind & (condition->test->operand | kinds)) != 0;
}

/* The condition with its operand, where that is computed; NULL when it is not known,
   or none, because of `*cause`. */
static const TriCondition *with_operand(const Judging *judging,
                                        const TriCondition *condition, TriValue *cause)
{
    const TriPolicyCondition *policy = condition->policy;

    if (policy == NULL || policy->operand_expression.size == 0) {
        return condition;
    }
    TriCondition *known = TRI_NEW(arena_of(judging), TriCondition);

    *known = *condition;
    known->operand =
        tri_policy_operand(lasting(judging), policy->field.view,
                           compute_for_policy(judging, policy->operand_expression));
    if (takes_operand(known)) {
        return known;
    }
    *cause = known->operand.kind == TRI_UNKNOWN
                 ? known->operand
                 : not_supported(judging,
                                 tri_policy_wrong_operand(lasting(judging), known->test,
                                                          known->operand));
    return NULL;
}

static void add_undecided(const Judging *judging, const TriCondition *condition,
                          const TriSpot *place, TriValue cause, TriAnswerList *answers)
{
    TriAnswer answer = new_answer(TRI_VERDICT_UNDECIDED, place, condition);

    answer.cause = cause;
    add_answer(judging, answers, answer);
}

static TriVerdict ask(const Judging *judging, const TriCondition *condition,
                      TriValue value)
{
    return tri_operator_judge(value, condition,
                              &judging->instance->deployment->eval->match_steps);
}

/* The first unknown in a value, or that it may have more of; else the value. Depth is
   limited by that of what it was made of. */
static TriValue first_unknown(TriValue value)
{
    if (value.kind == TRI_ARRAY) {
        for (size_t i = 0; i < value.array->count; i++) {
            TriValue found = first_unknown(tri_array_item(value.array, i));

            if (found.kind == TRI_UNKNOWN) {
                return found;
            }
        }
        return value.array->is_open ? tri_value_unknown(value.array->rest) : value;
    }
    return value.kind == TRI_OBJECT && value.object->is_open
               ? tri_value_unknown(value.object->rest)
               : value;
}

/* What the answer of a policy's test hangs on. */
static TriValue cause_in(const TriCondition *condition, TriValue value)
{
    TriValue cause = first_unknown(value);

    return cause.kind == TRI_UNKNOWN || condition->policy == NULL
               ? cause
               : first_unknown(condition->operand);
}

/* Of a known value, only a pattern can leave it undecided, or what is in it. */
static void judge_value(const Judging *judging, const TriCondition *asked,
                        const TriSpot *place, TriValue value, TriAnswerList *answers)
{
    const TriCondition *condition;
    TriValue cause;

    condition = with_operand(judging, asked, &cause);
    if (condition == NULL) {
        add_undecided(judging, asked, place, cause, answers);
        return;
    }
    if (condition->policy != NULL) {
        value = policy_value(judging, condition, place, value);
    }
    bool is_presence = place->is_there && tri_operator_asks_presence(condition->test);
    TriAnswer answer =
        new_answer(ask(judging, condition, is_presence ? tri_value_null() : value),
                   place, condition);

    if (answer.verdict == TRI_VERDICT_UNDECIDED) {
        answer.cause = cause_in(condition, value);
        answer.has_hit_limit =
            value.kind == TRI_STRING && tri_operator_has_pattern(condition->test);
    }
    add_answer(judging, answers, answer);
}

/* What a condition with a value in place of a path looks at. */
static TriValue looked_at(const Judging *judging, const TriCondition *condition,
                          const TriSpot *place)
{
    if (condition->policy == NULL) {
        return compute(judging, condition->expression, place);
    }
    return condition->expression.size > 0
               ? compute_for_policy(judging, condition->expression)
               : condition->policy->subject;
}

/* Counts inside counts are as many steps of evaluation. */
static bool take_steps(const Judging *judging, size_t count)
{
    TriEval *eval = judging->instance->deployment->eval;

    if (eval->steps < count) {
        return false;
    }
    eval->steps -= count;
    return true;
}

static TriValue too_much(const Judging *judging)
{
    const TriDeployment *deployment = judging->instance->deployment;

    return tri_eval_unknown(
        deployment->eval, TRI_REASON_BUDGET, TRI_ANY,
        tri_span(deployment->template->source, 0, 0),
        TRI_STR("the policy counts more items than can be looked at one by one"));
}

/* How many places there are: at least, and at most. */
typedef struct Count {
    int64_t least;
    int64_t most;
    TriValue cause;
} Count;

/* Counts beyond this are taken for any number, of which these are tried: the first
   ones, the last, and what is compared with. */
enum { MANY = 1000000, MOST_TRIED = 64 };

static bool stands_for_many(const TriSpot *place, const TriPath *path)
{
    return path->has_wildcard && place->value.kind == TRI_UNKNOWN && !place->is_there;
}

/* Adds an item for which `where` holds, or may; `many`: it stands for any number. */
static void add_counted(Count *count, const Where *where, TriValue item, bool many)
{
    if (where->verdict == TRI_VERDICT_FAIL) {
        return;
    }
    if (where->verdict == TRI_VERDICT_PASS && !many) {
        count->least++;
    } else {
        count->cause = many ? item : where->cause;
    }
    count->most += many ? MANY : 1;
}

/* Any number, because of `cause`. */
static void add_any(Count *count, TriValue cause)
{
    count->most += MANY;
    count->cause = cause;
}

/* The answer of `where` for an item of a policy's count. */
static Where judge_counted(const Judging *judging, const TriCondition *condition,
                           const TriSpot *place, TriCounted counted)
{
    Judging inner = *judging;
    TriJudge judge_of_item = *judging->judge;
    TriArena scratch = *judging->judge->arena;

    judge_of_item.arena = &scratch;
    inner.judge = &judge_of_item;
    counted.outer = judging->counted;
    if (counted.rounds == 0 && counted.outer != NULL) {
        counted.rounds = counted.outer->rounds;
    }
    inner.counted = &counted;
    return judge_where(&inner, condition->counted_where, place);
}

static TriSpotList no_places;

/* Finds what is counted: in a policy, from the resource or an item counted. */
static TriPlaces find_counted(const Judging *judging, const TriCondition *condition,
                              const TriSpot *scope)
{
    TriPath rest = condition->counted;
    TriSpot begin = *scope;

    if (condition->policy != NULL) {
        size_t skipped = tri_policy_scope(judging->counted, &condition->counted,
                                          scope->instance, &begin);

        if (!tri_policy_field_applies(&condition->policy->field, scope->instance)) {
            return (TriPlaces){ &no_places, 1 };
        }
        rest.segments += skipped;
        rest.count -= skipped;
    }
    return find_places(judging, &begin, &rest);
}

static Count count_places(const Judging *judging, const TriCondition *condition,
                          const TriSpot *scope)
{
    Count count = { 0, 0, tri_value_null() };
    TriPlaces found = find_counted(judging, condition, scope);
    const TriSpotList *places = &found.sets[0];

    for (size_t i = 0; i < places->count; i++) {
        const TriSpot *place = &places->items[i];
        TriCounted counted = { .path = &condition->counted,
                               .item = *place,
                               .value = place->value };

        if (condition->policy != NULL && !take_steps(judging, 1)) {
            add_any(&count, too_much(judging));
            break;
        }
        Where where = condition->policy == NULL
                          ? judge_where(judging, condition->counted_where, place)
                          : judge_counted(judging, condition, place, counted);

        if (place->value.kind != 0) {
            add_counted(&count, &where, place->value,
                        stands_for_many(place, &condition->counted));
        }
    }
    return count;
}

/* Azure Policy counts no more values, those of the counts around it included. */
enum { MOST_ROUNDS = 100 };

static Count count_values(const Judging *judging, const TriCondition *condition,
                          const TriSpot *place)
{
    Count count = { 0, 0, tri_value_null() };
    TriValue value = looked_at(judging, condition, place);
    size_t rounds = judging->counted == NULL || judging->counted->rounds == 0
                        ? 1
                        : judging->counted->rounds;

    if (value.kind != TRI_ARRAY) {
        add_any(&count, value.kind == TRI_UNKNOWN
                            ? value
                            : not_supported(judging, TRI_STR("what the policy counts "
                                                             "is no array")));
        return count;
    }
    rounds *= value.array->count;
    if (rounds > MOST_ROUNDS || !take_steps(judging, value.array->count)) {
        add_any(&count, too_much(judging));
        return count;
    }
    for (size_t i = 0; i < value.array->count; i++) {
        TriCounted counted = { .name = condition->policy->counted_name,
                               .value = tri_eval_part(
                                   judging->instance->deployment->eval, value, i),
                               .rounds = rounds };
        Where where = judge_counted(judging, condition, place, counted);

        add_counted(&count, &where, counted.value, false);
    }
    if (value.array->is_open) {
        add_any(&count, tri_value_unknown(value.array->rest));
    }
    return count;
}

/* Whether the number that `operand` says gives the same answer, if it can be it. */
static bool agrees_at(const Judging *judging, const TriCondition *condition,
                      const Count *count, TriValue operand, TriVerdict verdict)
{
    double number;

    if (!tri_policy_number(operand, &number) || number < (double)count->least ||
        number > (double)count->most) {
        return true;
    }
    return ask(judging, condition, tri_value_int((int64_t)number)) == verdict;
}

static bool agrees_at_operand(const Judging *judging, const TriCondition *condition,
                              const Count *count, TriVerdict verdict)
{
    TriValue operand = condition->operand;

    if (operand.kind != TRI_ARRAY) {
        return agrees_at(judging, condition, count, operand, verdict);
    }
    for (size_t i = 0; i < operand.array->count; i++) {
        if (!agrees_at(judging, condition, count, tri_array_item(operand.array, i),
                       verdict)) {
            return false;
        }
    }
    return true;
}

/* Decided when every number it can be gives the same answer. */
static void judge_count(const Judging *judging, const TriCondition *asked,
                        const TriSpot *place, TriAnswerList *answers)
{
    TriValue cause;
    const TriCondition *condition = with_operand(judging, asked, &cause);

    if (condition == NULL) {
        add_undecided(judging, asked, place, cause, answers);
        return;
    }
    bool counts_values = condition->policy != NULL && condition->policy->counts_values;
    Count count = counts_values ? count_values(judging, condition, place)
                                : count_places(judging, condition, place);
    TriVerdict verdict = ask(judging, condition, tri_value_int(count.least));

    for (int64_t i = count.least + 1; i <= count.most; i++) {
        if (i == count.least + MOST_TRIED) {
            i = count.most;
        }
        if (ask(judging, condition, tri_value_int(i)) != verdict) {
            verdict = TRI_VERDICT_UNDECIDED;
            break;
        }
    }
    if (!agrees_at_operand(judging, condition, &count, verdict)) {
        verdict = TRI_VERDICT_UNDECIDED;
    }
    TriAnswer answer = new_answer(verdict, place, condition);

    answer.cause = verdict == TRI_VERDICT_UNDECIDED ? count.cause : tri_value_null();
    add_answer(judging, answers, answer);
}

/* Whether the resource has the name that a policy wants: all of it, or the last parts;
   behind its last slash, a question mark is any. */
static TriVerdict judge_name(const Judging *judging, const TriRelation *relation,
                             const TriInstance *other, TriValue *cause)
{
    TriStr any = TRI_STR("/?");

    if (relation->name_expression.size == 0) {
        return TRI_VERDICT_PASS;
    }
    TriValue wanted = compute_for_policy(judging, relation->name_expression);
    TriValue name = tri_instance_name(other);

    if (wanted.kind != TRI_STRING || name.kind != TRI_STRING) {
        *cause = wanted.kind != TRI_STRING ? wanted : name;
        return TRI_VERDICT_UNDECIDED;
    }
    if (tri_str_has_suffix(wanted.string, any)) {
        size_t kept = wanted.string.size - 1;

        name.string = tri_str_slice(name.string, 0, kept);
        wanted.string = tri_str_slice(wanted.string, 0, kept);
    }
    TriStr tail = TRI_CONCAT(arena_of(judging), TRI_STR("/"), wanted.string);

    return tri_str_eq_nocase(name.string, wanted.string) ||
                   tri_str_has_suffix_nocase(name.string, tail)
               ? TRI_VERDICT_PASS
               : TRI_VERDICT_FAIL;
}

static void find_related(const Judging *judging, const TriRelation *relation,
                         TriRelatives *list)
{
    TriRelations *relations = judging->judge->relations;

    if (relation->reach == TRI_REACH_ALL) {
        tri_relations_all(relations, &relation->types, list);
        return;
    }
    if (relation->reach == TRI_REACH_CHILDREN) {
        tri_relations_children(relations, judging->instance, &relation->types,
                               relation->name, list);
        return;
    }
    if (relation->id.count == 0) {
        tri_relations_referrers(relations, judging->instance, &relation->types,
                                relation->name, list);
        return;
    }
    TriSpot root = tri_spot_of(judging->instance);
    TriPlaces ids = find_places(judging, &root, &relation->id);

    for (size_t i = 0; i < ids.sets[0].count; i++) {
        tri_relations_referred(relations, judging->instance, ids.sets[0].items[i].value,
                               &relation->types, list);
    }
}

/* Whether there is one; undecided when the only ones may not be meant or may not be
   deployed. */
static void judge_relation(const Judging *judging, const TriCondition *condition,
                           const TriSpot *place, TriAnswerList *answers)
{
    const TriRelation *relation = &condition->relation;
    TriAnswer answer = new_answer(TRI_VERDICT_FAIL, place, condition);
    TriRelatives list = { 0 };

    find_related(judging, relation, &list);
    for (size_t i = 0; i < list.count && answer.verdict != TRI_VERDICT_PASS; i++) {
        TriSpot other = tri_spot_of(list.items[i]);
        Where where = judge_where(judging, relation->where, &other);
        TriVerdict name = judge_name(judging, relation, list.items[i], &where.cause);
        bool is_certain = tri_instance_is_certain(list.items[i]);

        if (where.verdict == TRI_VERDICT_FAIL || name == TRI_VERDICT_FAIL) {
            continue;
        }
        answer.verdict =
            where.verdict == TRI_VERDICT_PASS && name == TRI_VERDICT_PASS && is_certain
                ? TRI_VERDICT_PASS
                : TRI_VERDICT_UNDECIDED;
        answer.cause = is_certain ? where.cause : list.items[i]->condition;
    }
    if (answer.verdict != TRI_VERDICT_UNDECIDED) {
        bool holds = (answer.verdict == TRI_VERDICT_PASS) == relation->exists;

        answer.verdict = holds ? TRI_VERDICT_PASS : TRI_VERDICT_FAIL;
        answer.cause = tri_value_null();
    }
    add_answer(judging, answers, answer);
}

static void judge_check(const Judging *judging, const TriCondition *condition,
                        TriAnswerList *answers)
{
    TriChecking checking = { judging->judge, judging->rule, judging->instance,
                             condition, answers };

    condition->check->run(&checking);
}

static void apply(const Judging *judging, const TriCondition *condition,
                  const TriSpot *place, bool splits, TriAnswerList *answers)
{
    switch (condition->kind) {
    case TRI_CONDITION_ALL_OF:
        if (splits) {
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
        judge_value(judging, condition, place, place->value, answers);
        return;
    case TRI_CONDITION_VALUE:
        judge_value(judging, condition, place, looked_at(judging, condition, place),
                    answers);
        return;
    case TRI_CONDITION_COUNT:
        judge_count(judging, condition, place, answers);
        return;
    case TRI_CONDITION_RELATION:
        judge_relation(judging, condition, place, answers);
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

static void judge_at(const Judging *judging, const TriCondition *condition,
                     const TriSpot *place, bool splits, TriAnswerList *answers)
{
    size_t before = answers->count;

    if (!applies_to_version(condition, place->instance)) {
        return;
    }
    Where where = judge_where(judging, condition->where, place);

    if (where.verdict == TRI_VERDICT_FAIL) {
        return;
    }
    apply(judging, condition, place, splits, answers);
    for (size_t i = before; i < answers->count; i++) {
        TriAnswer *answer = &answers->items[i];

        if (where.verdict == TRI_VERDICT_UNDECIDED &&
            answer->verdict == TRI_VERDICT_FAIL) {
            answer->verdict = TRI_VERDICT_UNDECIDED;
            answer->cause = where.cause;
        }
        mark(condition, answer);
    }
}

static void judge_set(const Judging *judging, const TriCondition *condition,
                      const TriSpotList *places, bool splits, TriAnswerList *answers)
{
    for (size_t i = 0; i < places->count; i++) {
        judge_at(judging, condition, &places->items[i], splits, answers);
    }
}

static TriVerdict worst_of(const TriAnswerList *answers)
{
    const TriAnswer *worst = fold(answers, TRI_VERDICT_FAIL);

    return worst == NULL ? TRI_VERDICT_NONE : worst->verdict;
}

/* One of the sets counts: where they differ, what fails is undecided. */
static void judge_sets(const Judging *judging, const TriCondition *condition,
                       const TriPlaces *places, bool splits, TriAnswerList *answers)
{
    TriAnswerList chosen = { 0 };
    bool agree = true;

    for (size_t i = 0; i < places->count; i++) {
        TriAnswerList one = { 0 };

        judge_set(judging, condition, &places->sets[i], splits, &one);
        agree = agree && (i == 0 || worst_of(&one) == worst_of(&chosen));
        if (i == 0 || worst_of(&one) == TRI_VERDICT_FAIL) {
            chosen = one;
        }
    }
    for (size_t i = 0; i < chosen.count; i++) {
        if (!agree && chosen.items[i].verdict == TRI_VERDICT_FAIL) {
            chosen.items[i].verdict = TRI_VERDICT_UNDECIDED;
        }
        add_answer(judging, answers, chosen.items[i]);
    }
}

/* At what the path leads to. */
static void judge_along(const Judging *judging, const TriCondition *condition,
                        const TriSpot *scope, const TriPath *path, bool splits,
                        TriAnswerList *answers)
{
    if (path->count == 0) {
        judge_at(judging, condition, scope, splits, answers);
        return;
    }
    TriPlaces places = find_places(judging, scope, path);

    if (judging->counted != NULL && !take_steps(judging, places.sets[0].count)) {
        add_undecided(judging, condition, scope, too_much(judging), answers);
        return;
    }
    if (places.count == 1) {
        judge_set(judging, condition, &places.sets[0], splits, answers);
    } else {
        judge_sets(judging, condition, &places, splits, answers);
    }
}

/* The condition with its field, where that is computed; NULL when it is not known, or
   none, because of `*cause`. */
static const TriCondition *with_field(const Judging *judging,
                                      const TriCondition *condition, TriValue *cause)
{
    TriArena *arena = arena_of(judging);
    TriError error = { lasting(judging), TRI_STR("the name of a field is a string") };

    if (condition->policy->field_expression.size == 0) {
        return condition;
    }
    TriCondition *known = TRI_NEW(arena, TriCondition);
    TriPolicyCondition *policy = TRI_NEW(arena, TriPolicyCondition);
    TriValue name = compute_for_policy(judging, condition->policy->field_expression);

    *known = *condition;
    *policy = *condition->policy;
    known->policy = policy;
    if (name.kind == TRI_STRING &&
        tri_policy_field(arena, name.string, &policy->field, &error) == TRI_OK) {
        return known;
    }
    *cause = name.kind == TRI_UNKNOWN ? name : not_supported(judging, error.message);
    return NULL;
}

/* A field of a policy stands in the resource, or in an item that is counted. */
static void judge_field(const Judging *judging, const TriCondition *asked,
                        const TriSpot *place, TriAnswerList *answers)
{
    TriValue cause;
    const TriCondition *condition = with_field(judging, asked, &cause);
    TriSpot missing = { .instance = place->instance };
    TriSpot scope;

    if (condition == NULL) {
        add_undecided(judging, asked, place, cause, answers);
        return;
    }
    const TriPolicyField *field = &condition->policy->field;
    size_t skipped =
        tri_policy_scope(judging->counted, &field->path, place->instance, &scope);
    TriPath rest = { .segments = field->path.segments + skipped,
                     .count = field->path.count - skipped };

    if (tri_policy_field_applies(field, place->instance)) {
        judge_along(judging, condition, &scope, &rest, false, answers);
    } else if (!field->path.has_wildcard) {
        judge_at(judging, condition, &missing, false, answers);
    }
}

static void judge_in(const Judging *judging, const TriCondition *condition,
                     const TriSpot *scope, bool splits, TriAnswerList *answers)
{
    if (condition->policy != NULL && condition->kind == TRI_CONDITION_TEST) {
        judge_field(judging, condition, scope, answers);
    } else {
        judge_along(judging, condition, scope, &condition->path, splits, answers);
    }
}

/* `splits`: parts and places stand for themselves. */
static void judge(const Judging *judging, const TriCondition *condition,
                  const TriSpot *scope, bool splits, TriAnswerList *answers)
{
    TriRelatives children = { 0 };

    if ((condition->profiles & judging->judge->profile) == 0) {
        return;
    }
    if (condition->types.count == 0) {
        judge_in(judging, condition, scope, splits, answers);
        return;
    }
    tri_relations_children(judging->judge->relations, scope->instance,
                           &condition->types, TRI_STR(""), &children);
    for (size_t i = 0; i < children.count; i++) {
        TriSpot child = tri_spot_of(children.items[i]);

        judge_in(judging, condition, &child, splits, answers);
    }
}

void tri_condition_judge(const TriJudge *context, const TriRule *rule,
                         const TriCondition *condition, const TriInstance *instance,
                         TriAnswerList *answers)
{
    Judging judging = { context, rule, instance, NULL };
    TriSpot root = tri_spot_of(instance);

    judge(&judging, condition, &root, true, answers);
}

void tri_judge_find(const TriJudge *context, const TriRule *rule,
                    const TriInstance *instance, const TriPath *path, TriSpotList *list)
{
    Judging judging = { context, rule, instance, NULL };
    TriSpot root = tri_spot_of(instance);
    TriPlaces places = find_places(&judging, &root, path);

    for (size_t i = 0; i < places.count; i++) {
        for (size_t j = 0; j < places.sets[i].count; j++) {
            tri_list_push(context->arena, list, places.sets[i].items[j]);
        }
    }
}
