/* Conditions about how many places or items there are. */
#include "eval/access.h"
#include "rule/judging.h"

#include "rule/policy_operators.h"

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
static void add_counted(Count *count, const TriWhere *where, TriValue item, bool many)
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
static TriWhere judge_counted(const TriJudging *judging, const TriCondition *condition,
                              const TriSpot *place, TriCounted counted)
{
    TriJudging inner = *judging;
    TriJudge judge_of_item = *judging->judge;
    TriArena scratch = *judging->judge->arena;

    judge_of_item.arena = &scratch;
    inner.judge = &judge_of_item;
    counted.outer = judging->counted;
    if (counted.rounds == 0 && counted.outer != NULL) {
        counted.rounds = counted.outer->rounds;
    }
    inner.counted = &counted;
    return tri_judge_where(&inner, condition->counted_where, place);
}

static TriSpotList no_places;

/* Finds what is counted: in a policy, from the resource or an item counted. */
static TriPlaces find_counted(const TriJudging *judging, const TriCondition *condition,
                              const TriSpot *scope)
{
    TriPath rest = condition->counted;
    TriSpot begin = *scope;

    if (condition->policy != NULL) {
        size_t skipped = tri_policy_scope(judging->counted, &condition->counted,
                                          scope->instance, &begin);

        if (tri_policy_field_in(&condition->policy->field, scope->instance) == NULL) {
            return (TriPlaces){ &no_places, 1, tri_value_null() };
        }
        rest.segments += skipped;
        rest.count -= skipped;
    }
    return tri_judging_places(judging, &begin, &rest);
}

static Count count_set(const TriJudging *judging, const TriCondition *condition,
                       const TriSpotList *places)
{
    Count count = { 0, 0, tri_value_null() };

    for (size_t i = 0; i < places->count; i++) {
        TriSpot item = places->items[i];
        const TriSpot *place = &item;

        /* That there may be none is what is counted. */
        item.may_lack = false;
        TriCounted counted = { .path = &condition->counted,
                               .item = *place,
                               .value = place->value };

        if (condition->policy != NULL && !tri_judging_take_steps(judging, 1)) {
            add_any(&count, tri_judging_too_much(judging));
            break;
        }
        TriWhere where = condition->policy == NULL
                             ? tri_judge_where(judging, condition->counted_where, place)
                             : judge_counted(judging, condition, place, counted);

        if (place->value.kind != 0) {
            add_counted(&count, &where, place->value,
                        stands_for_many(place, &condition->counted));
        }
    }
    return count;
}

/* Of the sets one is there: the least of them, to the most. */
static Count count_places(const TriJudging *judging, const TriCondition *condition,
                          const TriSpot *scope)
{
    TriPlaces found = find_counted(judging, condition, scope);
    Count count = count_set(judging, condition, &found.sets[0]);

    for (size_t i = 1; i < found.count; i++) {
        Count other = count_set(judging, condition, &found.sets[i]);

        if (other.least != count.least || other.most != count.most) {
            count.cause = found.doubt;
        }
        count.least = other.least < count.least ? other.least : count.least;
        count.most = other.most > count.most ? other.most : count.most;
    }
    return count;
}

/* Azure Policy counts no more values, those of the counts around it included. */
enum { MOST_ROUNDS = 100 };

static Count count_values(const TriJudging *judging, const TriCondition *condition,
                          const TriSpot *place)
{
    Count count = { 0, 0, tri_value_null() };
    TriValue value = tri_judging_looked_at(judging, condition, place);
    size_t rounds = judging->counted == NULL || judging->counted->rounds == 0
                        ? 1
                        : judging->counted->rounds;

    if (value.kind != TRI_ARRAY) {
        add_any(&count,
                value.kind == TRI_UNKNOWN
                    ? value
                    : tri_judging_unsupported(judging, TRI_STR("what the policy counts "
                                                               "is no array")));
        return count;
    }
    rounds *= value.array->count;
    if (rounds > MOST_ROUNDS || !tri_judging_take_steps(judging, value.array->count)) {
        add_any(&count, tri_judging_too_much(judging));
        return count;
    }
    for (size_t i = 0; i < value.array->count; i++) {
        TriCounted counted = { .name = condition->policy->counted_name,
                               .value = tri_eval_part(
                                   judging->instance->deployment->eval, value, i),
                               .rounds = rounds };
        TriWhere where = judge_counted(judging, condition, place, counted);

        add_counted(&count, &where, counted.value, false);
    }
    if (value.array->is_open) {
        add_any(&count, tri_value_rest(value));
    }
    return count;
}

/* Whether the number that `operand` says gives the same answer, if it can be it. */
static bool agrees_at(const TriJudging *judging, const TriCondition *condition,
                      const Count *count, TriValue operand, TriVerdict verdict)
{
    double number;

    if (!tri_policy_number(operand, &number) || number < (double)count->least ||
        number > (double)count->most) {
        return true;
    }
    return tri_judging_ask(judging, condition, tri_value_int((int64_t)number)) ==
           verdict;
}

static bool agrees_at_operand(const TriJudging *judging, const TriCondition *condition,
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
void tri_judge_count(const TriJudging *judging, const TriCondition *asked,
                     const TriSpot *place, TriAnswerList *answers)
{
    TriValue cause;
    const TriCondition *condition = tri_judging_operand(judging, asked, &cause);

    if (condition == NULL) {
        tri_judging_undecided(judging, asked, place, cause, answers);
        return;
    }
    bool counts_values = condition->policy != NULL && condition->policy->counts_values;
    Count count = counts_values ? count_values(judging, condition, place)
                                : count_places(judging, condition, place);
    TriVerdict verdict =
        tri_judging_ask(judging, condition, tri_value_int(count.least));

    for (int64_t i = count.least + 1; i <= count.most; i++) {
        if (i == count.least + MOST_TRIED) {
            i = count.most;
        }
        if (tri_judging_ask(judging, condition, tri_value_int(i)) != verdict) {
            verdict = TRI_VERDICT_UNDECIDED;
            break;
        }
    }
    if (!agrees_at_operand(judging, condition, &count, verdict)) {
        verdict = TRI_VERDICT_UNDECIDED;
    }
    TriAnswer answer = tri_answer_new(verdict, place, condition);

    answer.cause = verdict == TRI_VERDICT_UNDECIDED ? count.cause : tri_value_null();
    tri_judging_answer(judging, answers, answer);
}
