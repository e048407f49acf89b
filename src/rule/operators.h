#ifndef TRI_RULE_OPERATORS_H
#define TRI_RULE_OPERATORS_H

#include "rule/condition.h"

/*
 * An operator: one function and one row. The function sees a known value and the
 * condition, with the operand of the rule; a value that is not there (kind 0) is
 * answered as it says too.
 */
struct TriOperator {
    TriStr name;
    unsigned operand; /* set of types the rule may give */
    TriVerdict (*test)(TriValue value, const TriCondition *condition);
    const char *expected; /* in messages, before the operand */
    /* The answer for a text of which a part is known, if that is enough for one; NULL:
       it never is. */
    TriVerdict (*test_part)(TriValue value, const TriCondition *condition);
};

/* Defines `negated`, which holds where `name` does not. */
#define TRI_NEGATION(negated, name)                                                    \
    static TriVerdict negated(TriValue value, const TriCondition *condition)           \
    {                                                                                  \
        return tri_verdict_opposite(name(value, condition));                           \
    }

/* Defines `name`, which holds where the order of the two is `relation` 0; `compare`
   says whether they have one. */
#define TRI_ORDER(name, compare, relation)                                             \
    static TriVerdict name(TriValue value, const TriCondition *condition)              \
    {                                                                                  \
        int order;                                                                     \
                                                                                       \
        return tri_verdict(compare(value, condition->operand, &order) &&               \
                           order relation 0);                                          \
    }

/* The one of `operators` that is called `name` (any case); NULL when there is none. */
const TriOperator *tri_operator_among(const TriOperator *operators, size_t count,
                                      TriStr name);

/* Those of rule files. */
extern const TriOperator tri_operators[];
extern const size_t tri_operator_count;
const TriOperator *tri_operator_find(TriStr name);

/* What is wrong with a value to compare with; empty when nothing is. */
TriStr tri_operator_trouble(TriArena *arena, const TriOperator *test, TriValue operand);

/* Whether the operator's operand is a pattern that must be compiled. */
bool tri_operator_has_pattern(const TriOperator *test);

/* What the operator sees of a value that is there: of one that nobody knows, that is
   all that some ask. */
TriValue tri_operator_view(TriArena *arena, const TriOperator *test, TriValue value);

/* The answer for `value`, which may be unknown, or missing (kind 0); what a pattern
   takes is taken from `*match_steps` (pattern.h). */
TriVerdict tri_operator_judge(TriValue value, const TriCondition *condition,
                              uint64_t *match_steps);

#endif
