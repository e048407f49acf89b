#ifndef TRI_SOURCE_FINDING_H
#define TRI_SOURCE_FINDING_H

#include "base/list.h"
#include "source/source.h"
#include "tricep/level.h"

/*
 * What a stage says about a template. A finding has the id of a rule file or one
 * of the ids below, which need none. It lives as long as the file it is about;
 * what leaves is a copy with lines and columns (report/result.h).
 *
 * Messages: lower case, no full stop, the thing in single quotes, then what was
 * expected. The remedy stands apart, in `help`.
 */

/* Findings without a rule file: id in reports, level, what it is for. */
#define TRI_PROBLEMS(X)                                                                \
    X(PARSE_ERROR, "parse-error", ERROR,                                               \
      "a file that is not JSON or Bicep as Azure reads it")                            \
    X(READ_ERROR, "read-error", ERROR, "a file that was found but cannot be read")     \
    X(EXPRESSION_ERROR, "expression-error", WARNING,                                   \
      "a value that was needed is in error")                                           \
    X(PARAMETER_ERROR, "parameter-error", WARNING,                                     \
      "a given parameter value is wrong, undeclared or missing")                       \
    X(DUPLICATE_MEMBER, "duplicate-member", WARNING,                                   \
      "the same name twice in one object; the last counts")                            \
    X(LIMIT_EXCEEDED, "limit-exceeded", WARNING, "a limit of this program was met")    \
    X(NOT_ANALYSED, "not-analysed", INFO,                                              \
      "a module, linked template or file that is not on this disk")                    \
    X(TEMPLATE_LIMIT, "template-limit", OFF, "a limit of the service is exceeded")     \
    X(SUPPRESSION_EXPIRED, "suppression-expired", WARNING,                             \
      "a suppression whose day has passed, or that is not understood")                 \
    X(UNUSED_SUPPRESSION, "unused-suppression", OFF,                                   \
      "a suppression that suppresses nothing")

typedef enum TriProblem {
#define X(id, name, level, title) TRI_PROBLEM_##id,
    TRI_PROBLEMS(X) TRI_PROBLEM_COUNT
#undef X
} TriProblem;

typedef struct TriProblemInfo {
    TriStr id;
    TriLevel level;
    TriStr title;
} TriProblemInfo;

/* The row of a problem; the same for every finding with it. */
const TriProblemInfo *tri_problem_info(TriProblem problem);

/* A place that helps to understand a finding, nearest to it first. */
typedef struct TriRelated {
    TriSpan span;
    TriStr message;
} TriRelated;

typedef struct TriFinding {
    TriStr rule; /* the id in reports */
    TriKind kind;
    TriLevel level; /* of a fail; the level of an undecided one is an option */
    TriSpan span;
    TriStr message;
    TriStr help; /* may be empty */
    TriRelated *related;
    size_t related_count;
    /* The resource concerned; an empty type where there is none. */
    TriSpan resource;
    TriStr resource_type;
    TriStr resource_name;
    TriStr pointer; /* JSON pointer of the resource's object, or … */
    TriStr symbol;  /* … its Bicep name */
    /* What tells it from others of its rule and file, whatever the line: the
       declaration it stands in, the path below it and the text (13.5). */
    TriStr identity;
    size_t more;        /* instances that it is about besides one */
    bool is_secret;     /* no quoted line may show what stands there */
    bool is_suppressed; /* where it stands (lint/suppression.h) */
    TriStr reason;      /* why; may be empty */
} TriFinding;

/* Takes findings; they must live in `arena` or longer. */
typedef struct TriSink {
    TriArena *arena;
    TRI_LIST(TriFinding) findings;
} TriSink;

/* Reports `problem` at `span`, with a message made as printf does. */
TriFinding *tri_report(TriSink *sink, TriProblem problem, TriSpan span,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
