#ifndef TRI_LINT_MARKS_H
#define TRI_LINT_MARKS_H

#include "base/str.h"

/*
 * The loop that sees every byte of every file that is found. A mark is where what the
 * prefilter looks for may stand: a slash, the bracket of an expression behind its
 * quote, and the backslash of an escape that spells a letter.
 */

/* How many bytes one word of marks stands for. */
enum { TRI_MARKS_BLOCK = 64 };

/* Sets a bit in `marks` for each mark of `count` blocks at `bytes`. The byte before the
   first block and the one behind the last are looked at as well. */
typedef void TriFindMarks(const char *bytes, size_t count, uint64_t *marks);

/* Both find the same: one on any processor, one, where there is one, by what this
   processor can do. */
TriFindMarks tri_marks_plainly;
TriFindMarks *tri_marks_fastest(void);

/*
 * The marks of `text` from the byte offset `at` on, in one word each block; the last
 * block may be shorter. Gives the number of blocks, from 1 to `most`, for which `find`
 * was asked. `at` is inside of `text`.
 */
size_t tri_marks(TriFindMarks *find, TriStr text, size_t at, uint64_t *marks,
                 size_t most);

#endif
