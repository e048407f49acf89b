#ifndef TRI_EVAL_KNOWN_TEXT_H
#define TRI_EVAL_KNOWN_TEXT_H

#include "base/text.h"
#include "eval/value.h"

/*
 * What can be said of a text that is not known, by the expression that is left of it:
 * "[format('{0}/32', parameters('ip'))]" ends with "/32", whatever the parameter.
 */

/* Whether a function makes the id of a resource: resourceId() and its kin. */
bool tri_makes_id(TriStr function);

/* Whether it is a text that is not empty; of known values too. */
bool tri_known_text_is_some(TriValue value);

/* What it begins with, as far as that is known. */
TriStr tri_known_text_start(TriValue value);

/* What it ends with, as far as that is known. */
TriStr tri_known_text_end(TriValue value);

/* Stands for a part of a text that is not known. */
enum { TRI_TEXT_GAP = 0 };

/* All that is known of it, with a gap for each part that is not, or that is a secret.
 */
TriStr tri_known_text(TriArena *arena, TriValue value);

/* Whether such a text has `part` in it, in the same letters, whatever stands in the
 * gaps.
 */
bool tri_known_text_has(TriStr text, TriStr part);

/* Whether it is equal to `wanted` under no circumstances, letter case aside. False when
   nothing is known of it. */
bool tri_known_text_differs(TriValue value, TriValue wanted);

/* The place for a value, "{1}", that stands at `at` in the text of a format() that has
   `count` arguments, the text among them: which argument it takes, and where it ends.
   False for anything else, places that say how to print a value among them. */
bool tri_format_place(TriStr form, size_t at, size_t count, size_t *argument,
                      size_t *end);

#endif
