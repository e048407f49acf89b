#ifndef TRI_RULE_OPERATORS_H
#define TRI_RULE_OPERATORS_H

#include "rule/rule.h"

/* A condition's answer; undecided when it hangs on a value that is not known. */
typedef enum TriVerdict {
    TRI_VERDICT_FAIL,
    TRI_VERDICT_UNDECIDED,
    TRI_VERDICT_PASS,
    TRI_VERDICT_NONE, /* its `where` does not hold: nothing to judge */
} TriVerdict;

/*
 * An operator: one function and one row. The function sees a known value and the
 * condition, with the operand of the rule; a value that is not there (kind 0) is
 * answered as it says too.
 */
struct TriOperator {
    TriStr name;
    unsigned operand; /* set of types the rule may give */
    TriVerdict (*test)(TriValue value, const TriCondition *condition);
};

/* The operator called `name` (any case); NULL when there is none. */
const TriOperator *tri_operator_find(TriStr name);

/* The answer for `value`, which may be unknown, or missing (kind 0). */
TriVerdict tri_operator_judge(TriValue value, const TriCondition *condition);

#endif
