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

/*
 * What a deployment resource leads to by its templateLink, and by its
 * parametersLink. Whoever knows files finds it; evaluation only asks. NULL: not to
 * be had, and `why` says why; without a parametersLink that is empty, and so it is when
 * the link is followed `for_wanted` only and nothing that is wanted can be behind it:
 * then the file is `passed_over`.
 */
typedef struct TriLink {
    const TriTemplate *template;
    TriStr uri; /* of the template's file */
    TriStr why;
    const TriSource *passed_over;
} TriLink;

typedef struct TriValuesLink {
    const TriGivens *givens;
    TriStr why;
} TriValuesLink;

typedef struct TriLinker TriLinker;
struct TriLinker {
    TriLink (*find)(TriLinker *linker, const TriInstance *caller, bool for_wanted);
    TriValuesLink (*find_values)(TriLinker *linker, const TriInstance *caller);
    /* A value hangs on what is not to be had; may be said again of the same. */
    void (*miss)(TriLinker *linker, TriMissing *missing);
};

/* Answers and limits of one evaluation; lives as long as all values in it. */
struct TriEval {
    TriArena *arena;
    TriLinker *linker;    /* NULL: nothing is followed */
    TriValue context;     /* an object by function name, or null: nothing is known */
    uint64_t steps;       /* counted down from TRI_EVAL_STEPS */
    uint64_t bytes;       /* of output still allowed */
    uint64_t match_steps; /* that patterns may still take */
    uint64_t items;       /* of lists that rules may still look at */
    size_t memory;        /* of the arena, how far it may be used */
    uint64_t step_limit;  /* what steps and bytes began with, for messages */
    uint64_t byte_limit;
    unsigned depth;
    const TriUnknown *spent; /* NULL, or what every value is: the budget is used up */
    const TriUnknown *too_many; /* NULL, or what items are from then on: no more are
                                   looked at */
    bool asks_index;            /* see tri_eval_watch */
    /* See suppose.h: what is supposed, and, unless NULL, where it is noted what is
       looked at. */
    const struct TriSupposition *supposed;
    struct TriLookedAt *looked_at;
    uint64_t supposed_places; /* that were looked at meanwhile, and memory of it */
    uint64_t supposed_memory;
    TriMap traced; /* what traces asked for, by scope and expression */
    TriMap made;   /* the linker's: templates that are values, by object */
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

/* A fresh evaluation in an `arena` of its own that asks the same linker and context as
   `other`, and has all of its budget of memory and bytes, but one of `shares` of its
   steps. */
TriEval *tri_eval_share(TriArena *arena, const TriEval *other, unsigned shares);

/* Adds what another template of `size` bytes, which it deploys, can need, as far as
   all of the budgets go. */
void tri_eval_widen(TriEval *eval, size_t size);

/* Takes `count` items of a list that a rule looks at. False when that is more than all
   may look at: `*unknown` stands for the items then. */
bool tri_eval_take_items(TriEval *eval, size_t count, TriValue list, TriValue *unknown);

/* Whether steps or memory are used up: nothing more is known from then on. */
bool tri_eval_is_spent(const TriEval *eval);

/* Takes `steps`, or all that are left, for what takes as long as they would. */
void tri_eval_charge(TriEval *eval, uint64_t steps);

/*
 * Whether what is evaluated between the two calls hangs on the index of a loop of
 * resources, by a remembered value too. The first returns what the second wants; pairs
 * may nest. Copies of a resource for which nothing does are alike.
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
    TriMap *declared;           /* thunks of resources, by symbol; made when asked */
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

#endif
