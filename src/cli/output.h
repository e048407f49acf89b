#ifndef TRI_CLI_OUTPUT_H
#define TRI_CLI_OUTPUT_H

#include "cli/options.h"

/* What is said of a run, by whatever command it was put together: reports, and lines on
   standard error. */

/* Whether a format asks for what costs time (TRI_NEEDS_…). */
bool tri_formats_need(const TriOptions *options, unsigned what);

/* Writes the reports that are asked for: all that can be written; returns the worst
   exit status. */
int tri_write_reports(TriArena *arena, const TriOptions *options, const TriRun *run);

/* --summary. Outside of a runner there is no such file, and nothing is done. */
int tri_write_step_summary(TriArena *arena, const TriOptions *options,
                           const TriRun *run);

/* Adds what has to be known beside the reports, and the summary of the run. */
void tri_add_remarks(const TriOptions *options, const TriRun *run, TriText *text);
void tri_add_closing(const TriOptions *options, const TriRun *run, TriText *text);

/* Exit status by --fail-on. */
int tri_findings_status(const TriRun *run);

#endif
