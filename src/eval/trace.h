#ifndef TRI_EVAL_TRACE_H
#define TRI_EVAL_TRACE_H

#include "base/list.h"
#include "eval/expand.h"

/*
 * Where a value comes from: the way from the place it is used at to the place it
 * was written at, found by walking the expressions again. Only findings ask, so
 * evaluation does not pay for it.
 */
typedef enum TriStepKind {
    TRI_STEP_DEFAULT,  /* the default of a parameter */
    TRI_STEP_GIVEN,    /* given to a parameter by a parameter file */
    TRI_STEP_PASSED,   /* passed to a parameter by the deploying template */
    TRI_STEP_NO_VALUE, /* a parameter that has no value */
    TRI_STEP_VARIABLE,
} TriStepKind;

typedef struct TriStep {
    TriStepKind kind;
    TriStr name; /* of the parameter or variable */
    TriSpan span;
} TriStep;

typedef TRI_LIST(TriStep) TriStepList;

typedef struct TriTrace {
    TriSpan written;  /* where the property stands in the resource (see below) */
    bool is_written;  /* the whole path is written in the resource's own text */
    bool is_computed; /* a function made the value from what the steps tell */
    TriStepList steps;
} TriTrace;

/* A step into a value: a member, or an item when the name has no data. */
typedef struct TriKey {
    TriStr name;
    size_t index;
    bool is_secret; /* the name is that of a member of something secure */
} TriKey;

/*
 * The way of the value at `path` of a resource. `written` lies
 * inside the resource: the value's own text when the path is written there, else
 * the expression that an object on the path comes from, else the name of the
 * object that lacks it, else the resource's type (app-service.md 1.6).
 */
TriTrace tri_trace(const TriInstance *instance, const TriKey *path, size_t count);

/* A step in words: "default of parameter 'p'". */
TriStr tri_step_text(TriArena *arena, const TriStep *step);

#endif
