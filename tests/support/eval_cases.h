#ifndef TRI_TESTS_SUPPORT_EVAL_CASES_H
#define TRI_TESTS_SUPPORT_EVAL_CASES_H

#include "base/error.h"
#include "base/list.h"

/*
 * The cases of a tests/eval/<family>.test file (tests/README.md): an expression,
 * what it is evaluated with, and what comes out. Texts are views of the file.
 */
typedef enum EvalOutcome {
    EVAL_IS_VALUE,   /* `expected` is its JSON */
    EVAL_IS_ERROR,   /* `expected` is part of the message */
    EVAL_IS_UNKNOWN, /* `expected` is the residual text */
} EvalOutcome;

/* The lines that may stand before an expression, each with JSON behind its word. */
typedef enum EvalGiven {
    EVAL_PARAMETERS,
    EVAL_MISSING,
    EVAL_VARIABLES,
    EVAL_FUNCTIONS,
    EVAL_CONTEXT,
    EVAL_GIVEN_COUNT,
} EvalGiven;

typedef struct EvalCase {
    TriStr path;
    unsigned line;                  /* of the expression */
    TriStr given[EVAL_GIVEN_COUNT]; /* empty: not there */
    TriStr expression;
    EvalOutcome outcome;
    TriStr expected;
} EvalCase;

typedef TRI_LIST(EvalCase) EvalCaseList;

/* Appends the cases in `text`. TRI_FAILED, with file and line, for a line that has
   no place where it stands. */
TriStatus eval_cases_parse(TriArena *arena, TriStr path, TriStr text,
                           EvalCaseList *cases, TriError *error);

/* The template that the expression is evaluated in, and the parameter file it is
   deployed with, as JSON. */
TriStr eval_case_template(TriArena *arena, const EvalCase *eval_case);
TriStr eval_case_parameter_file(TriArena *arena, const EvalCase *eval_case);

#endif
