#ifndef TRI_SOURCE_LINES_H
#define TRI_SOURCE_LINES_H

#include "source/source.h"

/*
 * Positions of many offsets of one source: a checkpoint every few hundred bytes,
 * so that a position costs the same wherever it is and however long lines are.
 */
typedef struct TriLines TriLines;

/* Nothing is read yet; the index lives in `arena`. */
TriLines *tri_lines(TriArena *arena, const TriSource *source);

/* The position of byte `offset` of the text, as tri_position gives it. Reads the
   text up to there, once. */
TriPosition tri_lines_position(TriLines *lines, size_t offset);

/* Where the line begins that byte `at` of `text` is on, and where it ends: before what
   ends it, at most the size. Both take time linear in the length of the line. */
size_t tri_line_start(TriStr text, size_t at);
size_t tri_line_end(TriStr text, size_t at);

#endif
