#ifndef TRI_TESTS_SUPPORT_EXPR_TEXT_H
#define TRI_TESTS_SUPPORT_EXPR_TEXT_H

#include "base/text.h"
#include "expr/expr.h"

/*
 * An expression tree as text, to compare: calls as f(a, b), accesses as
 * access(base, key), lambdas as lambda(…), loops as copy name(count, input), arrays
 * and objects as in JSON, errors as error(message). Strings are in double quotes.
 */
void add_expr(TriText *text, TriExpr *expr);

/* The same for the spans: the text that each node stands for, in order of the tree,
   each in angle brackets. */
void add_expr_spans(TriText *text, TriExpr *expr);

#endif
