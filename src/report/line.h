#ifndef TRI_REPORT_LINE_H
#define TRI_REPORT_LINE_H

#include "base/text.h"
#include "report/result.h"

/*
 * Parts of reports that are lines of text. Names and messages come from
 * templates that nobody here wrote: no control character leaves, and no line
 * begins with what a CI system takes for a command (interfaces.md 2).
 */

/* A file name, control bytes as \xNN. */
void tri_add_path(TriText *text, TriStr path);

/* A message on one line, control characters replaced. */
void tri_add_message(TriText *text, TriStr message);

/* "PATH:LINE:COL". */
void tri_add_place(TriText *text, const TriPlace *place);

/* The word that stands for the level of a result: that of the level, or "info"
   for what is shown though it is no finding. */
const char *tri_level_word(const TriResult *result);

#endif
