#ifndef TRI_EVAL_FUNCTIONS_H
#define TRI_EVAL_FUNCTIONS_H

#include "base/list.h"
#include "base/text.h"
#include "eval/value.h"

/*
 * The function library: one function and one table row each, in
 * functions_<family>.c (functions.md). Everything common to them is done by the
 * caller from the row, before and after the body runs:
 *
 * - the count and the types of the arguments; the error says which is wrong;
 * - an unknown argument: the result is unknown, of the row's type, unless the
 *   row says that the function deals with unknowns itself. One of finitely many
 *   values is tried with all of them;
 * - a secure argument: the result is secure;
 * - residual text, origin, budget of steps.
 *
 * So a body sees known arguments of the right types. Items of an array and
 * members of an object may still be unknown; a body that needs one returns
 * tri_call_unknown(call, item).
 */
typedef struct TriCall TriCall;

typedef TriValue TriFunctionBody(TriCall *call);

enum {
    TRI_MOST_PARAMETERS = 6,
    /* Beside a parameter's types: */
    TRI_OPTIONAL = 1 << 16, /* may be left out, with all behind it */
    TRI_MORE = 1 << 17,     /* the last: any number of such, also none */
};

typedef enum TriFunctionFlag {
    TRI_LIFTS = 1,    /* arguments may be unknown; the body deals with it */
    TRI_LAZY = 2,     /* arguments are evaluated when the body asks; lifts too */
    TRI_RUNTIME = 4,  /* only Azure can answer: unknown, there is no body */
    TRI_SECRET = 8,   /* the result is secure */
    TRI_DEFAULT = 16, /* only in the default of a parameter */
} TriFunctionFlag;

/*
 * A row. `parameters` are sets of types; the first that is 0 ends them. A table
 * ends with a row without a name.
 */
typedef struct TriFunction {
    const char *name;
    TriFunctionBody *body;
    unsigned result; /* set of types */
    unsigned parameters[TRI_MOST_PARAMETERS];
    unsigned flags;
} TriFunction;

/* The tables. */
extern const TriFunction tri_array_functions[];
extern const TriFunction tri_cidr_functions[];
extern const TriFunction tri_comparison_functions[];
extern const TriFunction tri_date_functions[];
extern const TriFunction tri_deployment_functions[];
extern const TriFunction tri_lambda_functions[];
extern const TriFunction tri_logical_functions[];
extern const TriFunction tri_numeric_functions[];
extern const TriFunction tri_object_functions[];
extern const TriFunction tri_resource_functions[];
extern const TriFunction tri_string_functions[];

/* Of rules of Azure Policy only: no name of a template finds them. */
extern const TriFunction tri_policy_functions[];

/* The row of the function `name` (any case), also list*; NULL when none. */
const TriFunction *tri_function_find(TriStr name);

/* The function whose name is nearest to `name`; empty when none is near. */
TriStr tri_function_nearest(TriStr name);

/* ---- for bodies ---- */

/* Where results are made. */
TriArena *tri_call_arena(TriCall *call);

size_t tri_arg_count(const TriCall *call);

/* Argument `index`, which must be there; of a lazy function, evaluated now. */
TriValue tri_arg(TriCall *call, size_t index);

/* Arguments of the type that the row promises. */
TriStr tri_arg_str(TriCall *call, size_t index);
int64_t tri_arg_int(TriCall *call, size_t index);
bool tri_arg_bool(TriCall *call, size_t index);
const TriObject *tri_arg_object(TriCall *call, size_t index);

/* An error: unknown with this message, which names the function by itself. */
TriValue tri_call_error(TriCall *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The result is unknown because `cause` is: of the row's type, its residual the
   call with the known arguments put in. */
TriValue tri_call_unknown(TriCall *call, TriValue cause);

/* The same, of a type that is known better than the row tells. */
TriValue tri_call_unknown_of(TriCall *call, TriValue cause, unsigned type);

/*
 * Asks for `size` bytes (or items) of output before they are made. False when
 * that is beyond the budget: return tri_call_limit(call) then.
 */
bool tri_call_reserve(TriCall *call, size_t size);
TriValue tri_call_limit(TriCall *call);

/* Says that the result is made from something secure inside an argument. */
void tri_call_taint(TriCall *call);

/* Calls a lambda argument. What a secure argument is made of is given to it as secure;
   `arguments` are evaluated. */
TriValue tri_call_lambda(TriCall *call, TriValue lambda, const TriValue *arguments,
                         size_t count);

/* What only the place of the call knows; an error when it does not. */
TriValue tri_call_parameter(TriCall *call, TriStr name);
TriValue tri_call_variable(TriCall *call, TriStr name);
TriValue tri_call_lambda_variable(TriCall *call, TriStr name);

/* The index of the loop called `name`, the innermost when that is empty. */
TriValue tri_call_loop_index(TriCall *call, TriStr name);

/*
 * What the context (--context, or the deployment around) tells of `function`,
 * such as "subscription"; null when nothing.
 */
TriValue tri_call_context(TriCall *call, const char *function);

/* The template's content version, and the URI of its file; null without one. */
TriValue tri_call_content_version(TriCall *call);
TriValue tri_call_template_uri(TriCall *call);

/* The state of a deployed resource, by name, id or symbol: unknown, but for the
   outputs of a deployment whose template is here. */
TriValue tri_call_deployed(TriCall *call, TriValue name);

/* The body of the resource that the template declares with that symbol, its members
   deferred; null when there is none, or a loop of them. */
TriValue tri_call_declared(TriCall *call, TriStr symbol);

/* The id of that resource, deferred; null when only the service can tell it. */
TriValue tri_call_declared_id(TriCall *call, TriStr symbol);

/* The scope that the template is deployed to. */
TriScopeKind tri_call_scope(const TriCall *call);

/* A runtime answer: unknown of `type`, standing for itself in print. */
TriValue tri_call_runtime(TriCall *call, unsigned type);

/* The same as a member: `parent`.name. */
TriValue tri_call_member(TriCall *call, TriValue parent, const char *name,
                         unsigned type);

/* A new array or object of results; `items` and `members` are borrowed. */
TriValue tri_make_array(TriCall *call, TriValue *items, size_t count, bool is_open);
TriValue tri_make_object(TriCall *call, TriMember *members, size_t count, bool is_open);

/* An object of which only `members` are known; `self` stands for it in print. */
TriValue tri_make_partial(TriCall *call, TriValue self, TriMember *members,
                          size_t count);

typedef TRI_LIST(TriValue) TriValueList;
typedef TRI_LIST(TriMember) TriMemberList;

/*
 * Sets the member `name` in a list under construction: the first spelling (any
 * case) keeps its place and gets the new value. `index` starts zeroed.
 */
void tri_member_put(TriCall *call, TriMemberList *members, TriMap *index, TriStr name,
                    TriValue value);

/* Three-valued truth, for bodies that lift. */
typedef enum TriTruth {
    TRI_FALSE,
    TRI_TRUE,
    TRI_MAYBE,
} TriTruth;

/* Deep, type-strict equality (functions.md 3). TRI_MAYBE when it hangs on an
   unknown part; `*cause` is that part then. */
TriTruth tri_values_equal(TriCall *call, TriValue a, TriValue b, TriValue *cause);

/* Order of two strings by invariant culture: below, at or above 0. */
int tri_compare_culture(TriStr a, TriStr b);

/*
 * `value` as text: compact JSON for arrays and objects, with `quote` as the
 * string delimiter; a top-level string as it is, True and False. False when a
 * part is unknown (`*cause`) or the budget is used up.
 */
bool tri_value_text(TriCall *call, TriValue value, char quote, TriText *text,
                    TriValue *cause);

/* Reads JSON text the lenient way of json() (functions.md 1). False when it is
   malformed. */
bool tri_parse_lenient_json(TriCall *call, TriStr text, TriValue *value);

#endif
