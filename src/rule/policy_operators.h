#ifndef TRI_RULE_POLICY_OPERATORS_H
#define TRI_RULE_POLICY_OPERATORS_H

#include "rule/operators.h"

/*
 * The operators of Azure Policy. They have names of rule files, but compare as the
 * service does: "true" equals true, null is not there, strings have an order.
 */
extern const TriOperator tri_policy_operators[];
extern const size_t tri_policy_operator_count;
const TriOperator *tri_policy_operator_find(TriStr name);

/* What is wrong with the operand in spite of its type: two stars, say. Empty when
   nothing is. */
TriStr tri_policy_operand_trouble(const TriOperator *test, TriValue operand);

/* What is wrong with an operand of another type than `test` takes. */
TriStr tri_policy_wrong_operand(TriArena *arena, const TriOperator *test,
                                TriValue operand);

/* Why a known value has no order with the operand, which is an error in Azure; empty
   when it has one. */
TriStr tri_policy_value_trouble(TriArena *arena, const TriCondition *condition,
                                TriValue value);

/* Whether it is `exists`. */
bool tri_policy_asks_presence(const TriOperator *test);

/* Whether it is `equals` or `notEquals`. */
bool tri_policy_is_equality(const TriOperator *test);

/* The number that `value` says; false when it says none. */
bool tri_policy_number(TriValue value, double *number);

/* Whether an unknown value is computed so that null is one of the outcomes. */
bool tri_policy_may_be_null(TriValue value);

#endif
