#ifndef TRI_REPORT_READ_H
#define TRI_REPORT_READ_H

#include "base/error.h"
#include "report/result.h"

/*
 * A report of JSON Lines, read back. Anybody may have written it: whatever is not as
 * tricep writes it is refused with file, line and column, and numbers, names and places
 * that are accepted are such that every other report can be made of them.
 *
 *     {"type":"run", …}                        one, first
 *     {"type":"rule" | "repository" | "result" | "file" | "trouble" | "remark", …}
 *     {"type":"summary", …, "lines": …}        one, last; without it the end is missing
 *
 * Members and types that are not known are passed over.
 */
typedef struct TriReport {
    TriStr name;    /* of the file */
    TriStr version; /* of the tool that wrote it */
    TriRun run;     /* lists are in the order of the file */
} TriReport;

/* Reads `text`; the report lives in `arena` and borrows from the text. */
TriStatus tri_report_read(TriArena *arena, TriStr name, TriStr text, TriReport *report,
                          TriError *error);

#endif
