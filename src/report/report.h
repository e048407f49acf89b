#ifndef TRI_REPORT_REPORT_H
#define TRI_REPORT_REPORT_H

#include "base/text.h"
#include "report/result.h"

/* How a report is to look; what does not concern a format is ignored by it. */
typedef struct TriReportStyle {
    bool has_color;
    int width;         /* columns of the terminal; 0 when unknown */
    TriStr category;   /* of SARIF: tells runs of one commit apart; may be empty */
    bool has_snippets; /* SARIF holds the lines that findings are on */
    bool is_strict;    /* JUnit without what only GitLab reads */
    bool shows_end;    /* places in text are LINE:COL:ENDLINE:ENDCOL */
} TriReportStyle;

/* What a format needs that costs time to find out. */
enum {
    TRI_NEEDS_RULES = 1,       /* TriRun.rules */
    TRI_NEEDS_LINE_HASHES = 2, /* TriResult.line_hash */
    TRI_NEEDS_ID = 4,          /* TriRun.id */
    TRI_NEEDS_FINGERPRINTS = 8 /* TriResult.fingerprint */
};

/* A format: one constant object a file, one row in report.c. */
typedef struct TriReporter {
    const char *name;
    const char *summary; /* for --help */
    unsigned needs;      /* a set of TRI_NEEDS_… */
    void (*write)(const TriRun *run, const TriReportStyle *style, TriText *text);
} TriReporter;

extern const TriReporter tri_report_azure;
extern const TriReporter tri_report_full;
extern const TriReporter tri_report_github;
extern const TriReporter tri_report_gitlab;
extern const TriReporter tri_report_json;
extern const TriReporter tri_report_html;
extern const TriReporter tri_report_jsonl;
extern const TriReporter tri_report_junit;
extern const TriReporter tri_report_markdown;
extern const TriReporter tri_report_sarif;
extern const TriReporter tri_report_text;

/* All formats, by name; ends with NULL. */
extern const TriReporter *const tri_reporters[];

/* What the run tells of a rule (TRI_NEEDS_RULES); NULL: nothing. */
const TriReportRule *tri_report_rule(const TriRun *run, TriStr id);

/* The format called `name` (exact); NULL when there is none. */
const TriReporter *tri_reporter_find(TriStr name);

/*
 * The summary that goes to standard error: what was found, what is undecided,
 * how many files were looked at, what was not analysed.
 */
void tri_report_summary(const TriRun *run, const TriReportStyle *style, TriText *text);

/* --statistics: how many results each rule has, as a table. */
void tri_report_statistics(const TriRun *run, TriText *text);

#endif
