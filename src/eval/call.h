#ifndef TRI_EVAL_CALL_H
#define TRI_EVAL_CALL_H

#include "eval/deployment.h"
#include "eval/functions.h"

/*
 * A call of a function of the library, for those who carry it out. What the bodies of
 * functions know of it is in functions.h.
 */
struct TriCall {
    const TriScope *scope;
    TriExpr *expr;
    const TriFunction *row;
    TriValue *arguments; /* deferred until asked for */
    size_t count;
    size_t last_parameter; /* the index of the row's */
    bool is_tainted;       /* the result is made from something secure */
};

static inline TriEval *tri_call_eval(const TriCall *call)
{
    return call->scope->deployment->eval;
}

/* The usual spelling of the name; of a list… function, its own. */
TriStr tri_call_name(const TriCall *call);

/* The call as it is left when its result is not known. */
const TriResidual *tri_call_residual(TriCall *call);

/* Whether an argument is secure. What was not evaluated has no part in the result. */
bool tri_call_has_secret(const TriCall *call);

#endif
