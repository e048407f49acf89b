#ifndef TRI_CLI_OUTPUT_H
#define TRI_CLI_OUTPUT_H

#include "cli/options.h"

/* What is said of a run, by whatever command it was put together: reports, and lines on
   standard error. */

/* Whether a format asks for what costs time (TRI_NEEDS_…). */
bool tri_formats_need(const TriOptions *options, unsigned what);

/* Writes the reports that are asked for, and --summary: all that can be written;
   returns the worst exit status. */
int tri_write_reports(TriArena *arena, const TriOptions *options, const TriRun *run);

/* Adds what has to be known beside the reports, and the summary of the run. */
void tri_add_remarks(const TriOptions *options, const TriRun *run, TriText *text);
void tri_add_closing(const TriOptions *options, const TriRun *run, TriText *text);

/* The exit status that the run itself asks for: by its troubles, then by --fail-on. */
int tri_run_status(const TriRun *run);

#endif
