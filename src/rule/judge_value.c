/* What the values in a condition are: those looked at, its operand, its field; and what
   a test says of them. */
#include "rule/judging.h"

#include "rule/operators.h"
#include "rule/policy_operators.h"

static TriValue compute(const TriJudging *judging, TriStr text, const TriSpot *place)
{
    TriComputing computing = { place->instance->deployment->eval, judging->rule,
                               judging->judge->profile, place, judging->counted };

    return tri_computed_value(&computing, text);
}

/* Values outlive the judging of an item that is counted. */
static TriArena *lasting(const TriJudging *judging)
{
    return judging->instance->deployment->eval->arena;
}

TriValue tri_judging_policy_value(const TriJudging *judging, TriStr text)
{
    TriSpot root = tri_spot_of(judging->instance);

    return compute(judging, text, &root);
}

/* The value as a policy's condition sees it: what is there has some value, unless it
   is computed to be null if need be. */
static TriValue policy_value(const TriJudging *judging, const TriCondition *condition,
                             const TriSpot *place, TriValue value)
{
    if (value.kind == TRI_UNKNOWN && place->is_there &&
        value.unknown->choice_count == 0 && !tri_policy_may_be_null(value) &&
        tri_policy_asks_presence(condition->test)) {
        return tri_value_bool(true);
    }
    return tri_policy_view(lasting(judging), condition->policy->field.view, value);
}

TriValue tri_judging_unsupported(const TriJudging *judging, TriStr why)
{
    const TriDeployment *deployment = judging->instance->deployment;

    return tri_eval_unknown(deployment->eval, TRI_REASON_UNSUPPORTED, TRI_ANY,
                            tri_span(deployment->template->source, 0, 0), why);
}

/* A policy that cannot be evaluated, as when a call in it fails. */
static TriValue failure(const TriJudging *judging, TriStr why)
{
    TriSource *source = TRI_NEW(lasting(judging), TriSource);

    *source = tri_source_open(lasting(judging), judging->rule->id, TRI_STR(""));
    return tri_eval_error(judging->instance->deployment->eval, tri_span(source, 0, 0),
                          "%.*s", TRI_ARG(why));
}

/* An array or an object is equal to no single value; nothing else takes them. */
static bool takes_operand(const TriCondition *condition)
{
    unsigned kinds =
        tri_policy_is_equality(condition->test) ? TRI_ARRAY | TRI_OBJECT : 0U;

    return (condition->operand.kind & (condition->test->operand | kinds)) != 0;
}

/* Of a list, the items that are known, and those of `computed`. */
static TriValue with_items_of(const TriJudging *judging, TriValue operand,
                              TriValue computed)
{
    TriArena *arena = tri_judging_arena(judging);
    TriArray *array = TRI_NEW(arena, TriArray);

    if (operand.kind != TRI_ARRAY || computed.kind != TRI_ARRAY) {
        return computed;
    }
    const TriArray *lists[] = { operand.array, computed.array };

    *array = *computed.array;
    array->items = TRI_NEW_ARRAY(arena, TriValue, lists[0]->count + lists[1]->count);
    array->count = 0;
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < lists[i]->count; j++) {
            array->items[array->count++] = tri_array_item(lists[i], j);
        }
    }
    return tri_value_array(array);
}

const TriCondition *tri_judging_operand(const TriJudging *judging,
                                        const TriCondition *condition, TriValue *cause)
{
    const TriPolicyCondition *policy = condition->policy;

    if (policy == NULL || policy->operand_expression.size == 0) {
        return condition;
    }
    TriCondition *known = TRI_NEW(tri_judging_arena(judging), TriCondition);

    *known = *condition;
    known->operand =
        with_items_of(judging, condition->operand,
                      tri_policy_operand(lasting(judging), policy->field.view,
                                         tri_judging_policy_value(
                                             judging, policy->operand_expression)));
    if (takes_operand(known)) {
        return known;
    }
    *cause = known->operand.kind == TRI_UNKNOWN
                 ? known->operand
                 : tri_judging_unsupported(
                       judging, tri_policy_wrong_operand(lasting(judging), known->test,
                                                         known->operand));
    return NULL;
}

void tri_judging_undecided(const TriJudging *judging, const TriCondition *condition,
                           const TriSpot *place, TriValue cause, TriAnswerList *answers)
{
    TriAnswer answer = tri_answer_new(TRI_VERDICT_UNDECIDED, place, condition);

    answer.cause = cause;
    tri_judging_answer(judging, answers, answer);
}

TriVerdict tri_judging_ask(const TriJudging *judging, const TriCondition *condition,
                           TriValue value)
{
    return tri_operator_judge(value, condition,
                              &judging->instance->deployment->eval->match_steps);
}

/* The first unknown in a value, or that it may have more of; else the value. Depth is
   limited by that of what it was made of. */
static TriValue first_unknown(TriValue value)
{
    for (size_t i = 0; value.kind == TRI_ARRAY && i < value.array->count; i++) {
        TriValue found = first_unknown(tri_array_item(value.array, i));

        if (found.kind == TRI_UNKNOWN) {
            return found;
        }
    }
    return tri_is_open(value) ? tri_value_rest(value) : value;
}

/* What the answer of a policy's test hangs on. */
static TriValue cause_in(const TriCondition *condition, TriValue value)
{
    TriValue cause = first_unknown(value);

    return cause.kind == TRI_UNKNOWN || condition->policy == NULL
               ? cause
               : first_unknown(condition->operand);
}

/* Whether one of several that the value may be fails. */
static bool may_fail(const TriJudging *judging, const TriCondition *condition,
                     TriValue value)
{
    bool is_asked = judging->rule->undecided == TRI_UNDECIDED_SKIP &&
                    tri_value_alternatives(value).kind == TRI_UNKNOWN;
    TriLeaves leaves = { 0 };

    if (is_asked) {
        leaves = tri_value_leaves(tri_judging_arena(judging), value);
    }
    for (size_t i = 0; i < leaves.count; i++) {
        if (tri_judging_ask(judging, condition, leaves.items[i]) == TRI_VERDICT_FAIL) {
            return true;
        }
    }
    return false;
}

/* Of a known value, only a pattern can leave it undecided, or what is in it. */
void tri_judge_value(const TriJudging *judging, const TriCondition *asked,
                     const TriSpot *place, TriValue value, TriAnswerList *answers)
{
    const TriCondition *condition;
    TriValue cause;

    condition = tri_judging_operand(judging, asked, &cause);
    if (condition == NULL) {
        tri_judging_undecided(judging, asked, place, cause, answers);
        return;
    }
    if (condition->policy != NULL) {
        value = policy_value(judging, condition, place, value);
        TriStr trouble = tri_policy_value_trouble(lasting(judging), condition, value);

        if (trouble.size > 0) {
            tri_judging_undecided(judging, asked, place, failure(judging, trouble),
                                  answers);
            return;
        }
    }
    TriValue seen = place->is_there ? tri_operator_view(tri_judging_arena(judging),
                                                        condition->test, value)
                                    : value;
    TriAnswer answer =
        tri_answer_new(tri_judging_ask(judging, condition, seen), place, condition);

    /* Where there is no item, nothing passes that asks for one. */
    if (place->may_lack &&
        (answer.verdict == TRI_VERDICT_FAIL ||
         tri_judging_ask(judging, condition, (TriValue){ 0 }) != TRI_VERDICT_PASS)) {
        answer.verdict = TRI_VERDICT_UNDECIDED;
    }
    if (answer.verdict == TRI_VERDICT_UNDECIDED) {
        answer.cause = cause_in(condition, value);
        answer.may_fail = may_fail(judging, condition, seen);
        answer.has_hit_limit =
            value.kind == TRI_STRING && tri_operator_has_pattern(condition->test);
    }
    tri_judging_answer(judging, answers, answer);
}

TriValue tri_judging_looked_at(const TriJudging *judging, const TriCondition *condition,
                               const TriSpot *place)
{
    if (condition->policy == NULL) {
        return compute(judging, condition->expression, place);
    }
    return condition->expression.size > 0
               ? tri_judging_policy_value(judging, condition->expression)
               : condition->policy->subject;
}

bool tri_judging_take_steps(const TriJudging *judging, size_t count)
{
    TriEval *eval = judging->instance->deployment->eval;

    if (eval->steps < count) {
        return false;
    }
    eval->steps -= count;
    return true;
}

TriValue tri_judging_too_much(const TriJudging *judging)
{
    const TriDeployment *deployment = judging->instance->deployment;

    return tri_eval_unknown(
        deployment->eval, TRI_REASON_BUDGET, TRI_ANY,
        tri_span(deployment->template->source, 0, 0),
        TRI_STR("the policy counts more items than can be looked at one by one"));
}

const TriCondition *tri_judging_field(const TriJudging *judging,
                                      const TriCondition *condition, TriValue *cause)
{
    TriArena *arena = tri_judging_arena(judging);
    TriError error = { lasting(judging), TRI_STR("the name of a field is a string") };

    if (condition->policy->field_expression.size == 0) {
        return condition;
    }
    TriCondition *known = TRI_NEW(arena, TriCondition);
    TriPolicyCondition *policy = TRI_NEW(arena, TriPolicyCondition);
    TriValue name =
        tri_judging_policy_value(judging, condition->policy->field_expression);

    *known = *condition;
    *policy = *condition->policy;
    known->policy = policy;
    if (name.kind == TRI_STRING &&
        tri_policy_field(arena, name.string, &policy->field, &error) == TRI_OK) {
        return known;
    }
    *cause = name.kind == TRI_UNKNOWN ? name
                                      : tri_judging_unsupported(judging, error.message);
    return NULL;
}
