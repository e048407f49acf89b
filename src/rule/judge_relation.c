/* Conditions about resources that belong to the one that is judged. */
#include "rule/judging.h"

#include "base/text.h"
#include "eval/suppose.h"
#include "rule/identity.h"

/* Whether the resource has the name that a policy wants: all of it, or the last parts;
   behind its last slash, a question mark is any. */
static TriVerdict judge_name(const TriJudging *judging, const TriRelation *relation,
                             const TriInstance *other, TriValue *cause)
{
    TriStr any = TRI_STR("/?");

    if (relation->name_expression.size == 0) {
        return TRI_VERDICT_PASS;
    }
    TriValue wanted = tri_judging_policy_value(judging, relation->name_expression);
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
    TriStr tail = TRI_CONCAT(tri_judging_arena(judging), TRI_STR("/"), wanted.string);

    return tri_str_eq_nocase(name.string, wanted.string) ||
                   tri_str_has_suffix_nocase(name.string, tail)
               ? TRI_VERDICT_PASS
               : TRI_VERDICT_FAIL;
}

/* Whether one of several ids says itself where it leads. */
static bool is_one_told(TriArena *arena, TriValue choice)
{
    for (size_t i = 0; i < choice.unknown->choice_count; i++) {
        TriValue one = choice.unknown->choices[i];

        if (one.kind == TRI_STRING || tri_identity_of_id(arena, one).size > 0) {
            return true;
        }
    }
    return false;
}

/* What is supposed of an id that is one of several, known or not. Each leads to another
   resource, so it is looked at more than once. `*is_told`: what else it may be says
   where that leads. */
static TriValue supposed_id(const TriJudging *judging, TriValue id, bool *is_told)
{
    TriEval *eval = judging->instance->deployment->eval;
    TriValue choice = tri_value_is_choice(id) ? id : tri_value_branches(id);

    *is_told = false;
    while (tri_value_is_choice(choice)) {
        TriValue one = tri_eval_suppose(eval, choice);

        if (one.kind == TRI_UNKNOWN && one.unknown == choice.unknown) {
            tri_look_at(eval->looked_at, choice, 1);
            return id;
        }
        id = one;
        *is_told = *is_told || is_one_told(tri_judging_arena(judging), choice);
        choice = tri_value_is_choice(id) ? id : tri_value_branches(id);
    }
    return id;
}

/* The resource that an id leads to: as a whole, since its name may be the same one of
   several, else by what is supposed of it. */
static void find_referred(const TriJudging *judging, const TriRelation *relation,
                          const TriInstance *instance, TriValue id, TriRelatives *list)
{
    TriRelations *relations = judging->judge->relations;
    size_t before = list->count;
    bool is_told = true;

    if (tri_value_alternatives(id).kind == TRI_UNKNOWN) {
        tri_relations_referred(relations, instance, id, is_told, &relation->types,
                               list);
    }
    if (list->count == before) {
        id = supposed_id(judging, id, &is_told);
        tri_relations_referred(relations, instance, id, is_told, &relation->types,
                               list);
    }
}

/* Relatives of `instance`, at which the condition looks. */
static void find_related(const TriJudging *judging, const TriRelation *relation,
                         const TriInstance *instance, TriRelatives *list)
{
    TriRelations *relations = judging->judge->relations;

    if (relation->reach == TRI_REACH_ALL) {
        tri_relations_all(relations, &relation->types, list);
        return;
    }
    if (relation->reach == TRI_REACH_CHILDREN) {
        tri_relations_children(relations, instance, &relation->types, relation->name,
                               list);
        return;
    }
    if (relation->id.count == 0) {
        tri_relations_referrers(relations, instance, &relation->types, relation->name,
                                list);
        return;
    }
    TriSpot root = tri_spot_of(instance);
    TriPlaces ids = tri_judging_places(judging, &root, &relation->id);

    for (size_t i = 0; i < ids.sets[0].count; i++) {
        find_referred(judging, relation, instance, ids.sets[0].items[i].value, list);
    }
}

void tri_judge_relation(const TriJudging *judging, const TriCondition *condition,
                        const TriSpot *place, TriAnswerList *answers)
{
    const TriRelation *relation = &condition->relation;
    TriAnswer answer = tri_answer_new(TRI_VERDICT_FAIL, place, condition);
    TriRelatives list = { 0 };

    find_related(judging, relation, place->instance, &list);
    for (size_t i = 0; i < list.count && answer.verdict != TRI_VERDICT_PASS; i++) {
        TriSpot other = tri_spot_of(list.items[i]);
        TriWhere where = tri_judge_where(judging, relation->where, &other);
        TriVerdict name = judge_name(judging, relation, list.items[i], &where.cause);
        TriValue doubt = tri_instance_doubt(list.items[i]);
        bool is_certain = doubt.kind != TRI_UNKNOWN;

        if (where.verdict == TRI_VERDICT_FAIL || name == TRI_VERDICT_FAIL) {
            continue;
        }
        answer.verdict =
            where.verdict == TRI_VERDICT_PASS && name == TRI_VERDICT_PASS && is_certain
                ? TRI_VERDICT_PASS
                : TRI_VERDICT_UNDECIDED;
        answer.cause = is_certain ? where.cause : doubt;
    }
    if (answer.verdict != TRI_VERDICT_UNDECIDED) {
        bool holds = (answer.verdict == TRI_VERDICT_PASS) == relation->exists;

        answer.verdict = holds ? TRI_VERDICT_PASS : TRI_VERDICT_FAIL;
        answer.cause = tri_value_null();
    }
    tri_judging_answer(judging, answers, answer);
}
