#ifndef TRI_EVAL_LETTER_CASE_H
#define TRI_EVAL_LETTER_CASE_H

#include "base/str.h"

/*
 * Upper and lower case beyond ASCII, one letter for one letter as .NET's
 * invariant culture has it: Latin, Greek, Cyrillic, Armenian, full-width letters
 * and Roman numerals. Neither the program nor its results depend on a locale.
 */
uint32_t tri_lower_letter(uint32_t code);

/* A copy in upper (lower) case; the number of UTF-16 units stays. */
TriStr tri_upper_text(TriArena *arena, TriStr text);
TriStr tri_lower_text(TriArena *arena, TriStr text);

#endif
