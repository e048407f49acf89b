#ifndef TRI_EVAL_NUMBER_FORMAT_H
#define TRI_EVAL_NUMBER_FORMAT_H

#include "base/text.h"

/*
 * Numbers as .NET writes them in the invariant culture. `spec` is a standard
 * format (D, E, F, G, N, P or X and at most three digits) or a pattern of 0, #,
 * point, comma and literal text; when empty, the number as it is. False when it
 * is neither.
 */
bool tri_number_add_int(TriText *text, int64_t value, TriStr spec);
bool tri_number_add_float(TriText *text, double value, TriStr spec);

/* What stands in quotes or behind a backslash at the start of a pattern, of numbers or
   dates, which must not be empty: takes it off `rest`. False when something else does.
 */
bool tri_format_literal(TriStr *rest, TriStr *literal);

/* The shortest text that reads back as `value`: 3, 1.5, 1E+20. */
void tri_number_add_general(TriText *text, double value);

/* The same with a fraction, as in JSON: 3.0. */
void tri_number_add_json(TriText *text, double value);

#endif
