#ifndef TRI_EVAL_VALUE_TEXT_H
#define TRI_EVAL_VALUE_TEXT_H

#include "eval/functions.h"

/*
 * Text that is the same for two values if and only if they are equal: JSON with
 * the members in order. False when a part is unknown (`*cause`) or the budget is
 * used up.
 */
bool tri_value_key(TriCall *call, TriValue value, TriText *text, TriValue *cause);

#endif
