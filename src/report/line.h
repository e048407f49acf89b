#ifndef TRI_REPORT_LINE_H
#define TRI_REPORT_LINE_H

#include "base/text.h"
#include "report/result.h"

/*
 * Parts of reports that are lines of text. Names and messages come from
 * templates that nobody here wrote: no control character leaves, and what a CI
 * system takes for a command is taken apart (interfaces.md 2).
 */

/* A file name, control characters as \xNN; bytes that are not UTF-8 as they are. */
void tri_add_path(TriText *text, TriStr path);

/* A message on one line, control characters replaced. */
void tri_add_message(TriText *text, TriStr message);

/* "PATH:LINE:COL". */
void tri_add_place(TriText *text, const TriPlace *place);

/*
 * Takes the effect from all commands behind byte `start`, by a backslash in place
 * of one of their characters: "##vso[" and "##[" wherever they stand, since Azure's
 * agent and GitHub's runner look for them inside lines as well, and "::" with only
 * blanks before it on its line.
 */
void tri_disarm(TriText *text, size_t start);

/* A message as tri_add_message has it, without the effect of commands in it. */
TriStr tri_disarmed_message(TriArena *arena, TriStr message);

/* The word that stands for the level of a result: that of the level, or "info"
   for what is shown though it is no finding. */
const char *tri_level_word(const TriResult *result);

#endif
