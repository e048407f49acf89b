#ifndef TRI_EVAL_PRINT_H
#define TRI_EVAL_PRINT_H

#include "base/text.h"
#include "eval/value.h"

/*
 * Values in print. What is unknown or secure stands as residual text: the ARM
 * expression that is left when everything known is put in. A secure value that has none
 * is an ellipsis.
 */

/* Longer residual text ends with an ellipsis. */
#define TRI_RESIDUAL_LIMIT ((size_t)16 << 10)

/* Whether it can stand as a name behind a dot. */
bool tri_is_name(TriStr text);

/* The name of a member: of a secret one, an ellipsis. */
TriStr tri_told_name(TriStr name, bool is_secret);

/* "[reference('x').y]", as a template would have it. */
TriStr tri_residual_text(TriArena *arena, TriValue value);

/*
 * `value` for a message, cut when it is long: a string in single quotes;
 * residual text in brackets.
 */
TriStr tri_value_for_message(TriArena *arena, TriValue value);

#endif
