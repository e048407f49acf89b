#ifndef TRI_EVAL_INVARIANT_H
#define TRI_EVAL_INVARIANT_H

#include "expr/expr.h"

/*
 * Whether `expr` has the same value in every round of the loops around it, and in every
 * call of the lambdas: it asks for no copyIndex(), and for no parameter of a lambda
 * that is not its own (arm-language.md 9, 13). Not for what stands in a user function,
 * where parameters() means others. False for what is nested deep, whatever it is.
 */
bool tri_is_invariant(TriExpr *expr);

#endif
