#ifndef TRI_LINT_LINT_H
#define TRI_LINT_LINT_H

#include "lint/collect.h"
#include "lint/input.h"
#include "lint/prefilter.h"
#include "rule/judge.h"

/* What all files of a run are judged by; only read once workers run. */
typedef struct TriLinter {
    TriRules rules;     /* those selected, indexed */
    unsigned profile;   /* a TriProfile */
    unsigned described; /* kinds whose results are told, not just counted: TriJudge */
    bool hashes_lines;  /* results have TriResult.line_hash */
    const TriRules *known;         /* all rules, selected or not */
    TriStr today;                  /* "YYYY-MM-DD" */
    bool no_suppressions;          /* whatever files say of findings in them */
    bool reports_unused;           /* unused-suppression is on */
    const TriPrefilter *prefilter; /* for the rules */
    const TriPrefilter *related;   /* for what they look for besides, too */
    bool no_parameters;
    bool checks_limits;     /* template-limit is on */
    const TriJson *context; /* what --context tells, or NULL */
} TriLinter;

/* What a file turned out to be. */
typedef enum TriOutcome {
    TRI_OUTCOME_TEMPLATE,
    TRI_OUTCOME_OTHER, /* no template: nothing to say */
    TRI_OUTCOME_PARAMETERS,
    TRI_OUTCOME_INVALID,    /* parse-error in the collector */
    TRI_OUTCOME_UNREADABLE, /* read-error in the collector, or said to the caller */
} TriOutcome;

/* One template to judge on its own, and what was found. */
typedef struct TriRoot {
    TriStr path;   /* opened by this name; the folder counts for stdin */
    TriStr shown;  /* in reports, when there is text; else made from the path */
    bool has_text; /* `text` is what is to be judged: standard input */
    TriStr text;
    bool is_bicep; /* though no name says so */
    bool is_named;
    TriStr boundary;        /* of what it names (boundary.h); empty: the usual one */
    struct TriUnit *unit;   /* of the caller: what it is part of, or NULL */
    TriStrList parameters;  /* files that take the place of those found, if any */
    TriStrList elsewhere;   /* parameter files of other folders, beside those found */
    TriOutcome outcome;     /* from here on: the result */
    TriStr message;         /* of an unreadable file */
    TriStrList deployed;    /* absolute paths of the templates that it deploys */
    bool is_child;          /* another template of the run deploys it */
    TriCollector collector; /* its arena is set by the caller */
} TriRoot;

/*
 * Judges `root`, whose `bytes` were read already, or else are NULL: with every
 * parameter file that goes with it, each one deployment, else with the defaults.
 * Results go to its collector; a template that no selected rule looks at leaves none.
 */
void tri_lint(const TriLinter *linter, TriWorkshop *workshop, TriRoot *root,
              const TriStr *bytes);

#endif
