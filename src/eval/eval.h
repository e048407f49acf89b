#ifndef TRI_EVAL_EVAL_H
#define TRI_EVAL_EVAL_H

#include "base/map.h"
#include "eval/value.h"

/*
 * Evaluation of expressions (arm-language.md 4, 9, 15). It never reports: what is
 * wrong makes a value unknown with reason TRI_REASON_ERROR, and whoever needed
 * the value says so.
 *
 * Values are lazy and remembered in the deployment they belong to, so the same
 * template can be deployed again with other values at any time.
 */
typedef struct TriEval TriEval;
typedef struct TriDeployment TriDeployment;
typedef struct TriScope TriScope;
typedef struct TriInstance TriInstance;

/* Where parameters get their values from; also says it in words. */
typedef enum TriOriginKind {
    TRI_FROM_NOWHERE, /* nobody gave a value and there is no default */
    TRI_FROM_DEFAULT,
    TRI_FROM_FILE, /* a parameter file or the request around the template */
    TRI_FROM_CALL, /* the deployment that deploys the template */
} TriOriginKind;

/* What the templateLink of a deployment resource leads to. */
typedef struct TriLink {
    const TriTemplate *template;  /* NULL: it cannot be had */
    TriStr uri;                   /* of the template's file */
    TriStr why;                   /* it cannot be had; empty when it was passed over */
    const TriSource *passed_over; /* the file, when nothing wanted can be in it */
} TriLink;

/* What the parametersLink of a deployment resource leads to. */
typedef struct TriValuesLink {
    const TriGivens *givens; /* NULL: there is no such link, or it cannot be had */
    TriStr why;              /* it cannot be had; empty without a link */
} TriValuesLink;

/* Finds what links lead to. Evaluation knows no files; it asks whoever does. */
typedef struct TriLinker TriLinker;
struct TriLinker {
    /* `for_wanted`: a file in which nothing wanted can be need not be read. */
    TriLink (*find)(TriLinker *linker, const TriInstance *caller, bool for_wanted);
    TriValuesLink (*find_values)(TriLinker *linker, const TriInstance *caller);
    /* Told that a value depends on a file that cannot be had, perhaps repeatedly. */
    void (*miss)(TriLinker *linker, TriMissing *missing);
};

/* The state of one evaluation: whom it asks, and what is left of its budgets. Its arena
   holds all of its values. */
struct TriEval {
    TriArena *arena;
    TriLinker *linker;    /* NULL: nothing is followed */
    TriValue context;     /* an object by function name, or null: nothing is known */
    uint64_t steps;       /* left; counted down from TRI_EVAL_STEPS */
    uint64_t bytes;       /* of output, left */
    uint64_t match_steps; /* of patterns, left */
    uint64_t items;       /* of lists that rules look at, left */
    size_t memory;        /* bytes that the arena may have in use */
    uint64_t step_limit;  /* what `steps` and `bytes` began with, for messages */
    uint64_t byte_limit;
    unsigned depth;
    /* What every value is once steps or memory are used up, and what items of lists are
       once rules have looked at so many; NULL before. */
    const TriUnknown *spent;
    const TriUnknown *too_many;
    bool asks_index;                       /* see tri_eval_watch */
    const struct TriSupposition *supposed; /* see suppose.h; NULL: nothing is */
    struct TriLookedAt *looked_at;         /* notes what is looked at, unless NULL */
    uint64_t supposed_places; /* what suppositions cost, in values looked at … */
    uint64_t supposed_memory; /* … and in bytes */
    TriMap traced;            /* what traces asked for, by scope and expression */
    TriMap made;              /* the linker's: templates that are values, by object */
};

/* Budgets of one evaluation: counted, never timed. */
#define TRI_EVAL_STEPS 10000000
#define TRI_EVAL_BYTES ((uint64_t)64 << 20)
#define TRI_EVAL_MATCH_STEPS 100000000
#define TRI_EVAL_ITEMS 10000000
#define TRI_EVAL_DEPTH 5000
#define TRI_EVAL_MEMORY ((size_t)64 << 20)

/* A fresh evaluation in `arena`, with all of the budgets. */
TriEval *tri_eval_new(TriArena *arena);

/*
 * Narrows the budgets to what a template of `size` bytes can need, so that a small
 * file cannot cost what only a large one may.
 */
void tri_eval_narrow(TriEval *eval, size_t size);

/* A fresh evaluation in an `arena` of its own, with the linker and the context of
   `other`. It gets the full budgets of memory and bytes, and one of `shares` equal
   parts of the steps. */
TriEval *tri_eval_share(TriArena *arena, const TriEval *other, unsigned shares);

/* Raises the budgets, up to their full size, by what another template of `size` bytes
   that is deployed can need. */
void tri_eval_widen(TriEval *eval, size_t size);

/* Takes `count` items of a list that a rule looks at. False when that is more than all
   may look at: `*unknown` stands for the items then. */
bool tri_eval_take_items(TriEval *eval, size_t count, TriValue list, TriValue *unknown);

/* Whether steps or memory are used up; every further value is unknown then. */
bool tri_eval_is_spent(const TriEval *eval);

/* Takes `steps`, at most all that are left, for work that is not evaluation itself. */
void tri_eval_charge(TriEval *eval, uint64_t steps);

/*
 * Whether what is evaluated between the two calls depends on the index of a resource
 * loop, be it through a value that was evaluated before and remembered. Copies of a
 * resource are alike in everything that does not. The second call takes what the first
 * one returned; pairs may nest.
 */
bool tri_eval_watch(TriEval *eval);
bool tri_eval_watched(TriEval *eval, bool before);

/* A value that is computed when first asked for. */
typedef enum TriThunkState {
    TRI_THUNK_NEW,
    TRI_THUNK_BUSY,
    TRI_THUNK_DONE,
} TriThunkState;

struct TriThunk {
    TriExpr *expr;
    const TriScope *scope;
    TriThunkState state;
    bool asks_index; /* hangs on the index of a resource's loop */
    TriValue value;
};

/* A value given to a parameter. */
typedef struct TriPassed {
    TriStr name;
    TriSpan name_span;
    TriSpan span; /* of the value */
    TriGivenKind kind;
    TriValue value; /* may be deferred */
    bool is_inherited;
    bool is_bare;   /* written without the {"value": …} around it */
    bool is_secret; /* the name is that of a member of something secure */
} TriPassed;

/* The parameter's value: decided when first asked for. */
typedef struct TriBinding {
    const TriPassed *passed; /* NULL: nobody passed one */
    TriOriginKind origin;
    TriThunkState state;
    bool asks_index;
    TriValue value;
} TriBinding;

/* A template with values for its parameters, beside `template`'s lists. */
struct TriDeployment {
    TriEval *eval;
    const TriTemplate *template;
    const TriInstance *caller; /* the deployment resource that deploys it, or NULL */
    const TriScope *scope;     /* of the template's own expressions */
    const TriScope *defaults;  /* of those in defaults of parameters; made when asked */
    const TriPassed *passed;   /* the values given, in order */
    size_t passed_count;
    bool passed_is_open;        /* there may be values that nobody knows */
    TriSpan passed_span;        /* of all of them; no source when nothing was given */
    TriBinding *bindings;       /* one a parameter */
    TriThunk **variables;       /* one a variable, in pages that are there once asked */
    TriMap operands;            /* thunks of what loops ask for in every round */
    TriMap *declared;           /* resources by symbol; made when asked */
    TriStr uri;                 /* of the template's file, for finding linked ones */
    struct TriOutputs *outputs; /* of the deployments in it, for reference() */
};

typedef enum TriScopeType {
    TRI_SCOPE_TEMPLATE,
    TRI_SCOPE_DEFAULT,    /* of a parameter: what may only stand there */
    TRI_SCOPE_LOOP,       /* of a resource or output: its name and index */
    TRI_SCOPE_VALUE_LOOP, /* of a property or variable: copyIndex() must name it */
    TRI_SCOPE_LAMBDA,     /* parameters of a lambda */
    TRI_SCOPE_FUNCTION,   /* parameters of a user function; nothing beyond is seen */
} TriScopeType;

struct TriScope {
    const TriScope *outer; /* NULL for a template */
    TriDeployment *deployment;
    TriScopeType type;
    const TriStr *names;
    const TriValue *values;
    size_t count;
};

struct TriClosure {
    TriExpr *lambda;
    const TriScope *scope;
};

/* The value of `expr` in `scope`. */
TriValue tri_eval(const TriScope *scope, TriExpr *expr);

/* A value for later: literals at once, everything else deferred. */
TriValue tri_eval_later(const TriScope *scope, TriExpr *expr);

/* A call of a function of the library or of the template. */
TriValue tri_eval_call(const TriScope *scope, TriExpr *expr);

/* Whether names mean the parameters of a user function that `scope` is inside. */
bool tri_scope_is_in_function(const TriScope *scope);

/* The scope of the defaults of a deployment's parameters. */
const TriScope *tri_scope_default(TriDeployment *deployment);

/* The scope of a loop inside `outer`, at `index`. */
const TriScope *tri_scope_loop(const TriScope *outer, TriScopeType type, TriStr name,
                               TriValue index);

/* The count of a loop: an int from 0 to the service's limit, or unknown. */
TriValue tri_loop_count(const TriScope *scope, TriExpr *expr);

/* Unknown because of an error at `span`, with a message made as printf does. */
TriValue tri_eval_error(TriEval *eval, TriSpan span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Unknown for `reason`, of `type`, with `why` as a line of text. */
TriValue tri_eval_unknown(TriEval *eval, TriReason reason, unsigned type, TriSpan span,
                          TriStr why);

/* Unknown as `cause` is, of `type`, standing for `residual` in print. */
TriValue tri_eval_derived(TriEval *eval, TriValue cause, unsigned type,
                          const TriResidual *residual);

/* Unknown, and one of `choices` (at most TRI_MOST_CHOICES, not all equal). */
TriValue tri_eval_choice(TriEval *eval, TriValue cause, const TriValue *choices,
                         size_t count, const TriResidual *residual);

/* What stands for a call (an access: empty name) in print. */
const TriResidual *tri_residual(TriEval *eval, TriStr function,
                                const TriValue *arguments, size_t count);

/* The same, sealed (value.h); NULL of NULL. */
const TriResidual *tri_residual_sealed(TriEval *eval, const TriResidual *residual);

#endif
