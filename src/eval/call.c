/* Calls: what every function of the library has in common, done from its row. */
#include "eval/call.h"

#include "base/text.h"

/* ---- checks from the row ---- */

enum { TYPE_MASK = TRI_ANY | TRI_LAMBDA };

/* How many arguments a function takes. */
typedef struct Arity {
    size_t least;
    size_t most;
    size_t last; /* the index of its last parameter */
} Arity;

static Arity arity_of(const TriFunction *row)
{
    Arity arity = { 0 };
    size_t count = 0;

    while (count < TRI_MOST_PARAMETERS && row->parameters[count] != 0) {
        bool is_required = (row->parameters[count] & (TRI_OPTIONAL | TRI_MORE)) == 0;

        count++;
        arity.least = is_required ? count : arity.least;
    }
    arity.last = count == 0 ? 0 : count - 1;
    arity.most = (row->parameters[arity.last] & TRI_MORE) != 0 ? TRI_NOT_FOUND : count;
    return arity;
}

static unsigned parameter_type(const TriCall *call, size_t index)
{
    size_t last = call->last_parameter;

    return call->row->parameters[index < last ? index : last] & TYPE_MASK;
}

static TriStr say_count(TriCall *call, size_t least, size_t most)
{
    TriArena *arena = tri_call_arena(call);

    if (most == TRI_NOT_FOUND) {
        return tri_format(arena, "at least %zu argument%s", least,
                          least == 1 ? "" : "s");
    }
    if (least == most) {
        return least == 0
                   ? TRI_STR("no arguments")
                   : tri_format(arena, "%zu argument%s", least, least == 1 ? "" : "s");
    }
    return tri_format(arena, "%zu to %zu arguments", least, most);
}

static bool has_right_count(TriCall *call, TriValue *error)
{
    Arity arity = arity_of(call->row);

    call->last_parameter = arity.last;
    if (call->count >= arity.least && call->count <= arity.most) {
        return true;
    }
    *error =
        tri_eval_error(tri_call_eval(call), call->expr->span,
                       "'%.*s' takes %.*s, not %zu", TRI_ARG(tri_call_name(call)),
                       TRI_ARG(say_count(call, arity.least, arity.most)), call->count);
    return false;
}

/* What tri_arg gives, of an argument that is evaluated. */
static const TriValue *evaluated(const TriCall *call, size_t index)
{
    const TriValue *value = &call->arguments[index];

    return value->kind == TRI_UNKNOWN && value->unknown->choice_count == 1
               ? value->unknown->choices
               : value;
}

static bool has_right_type(TriCall *call, size_t index, TriValue *error)
{
    unsigned expected = parameter_type(call, index);
    const TriValue *value = evaluated(call, index);
    unsigned given = value->kind == TRI_UNKNOWN ? value->unknown->type : value->kind;

    if ((given & expected) != 0 || tri_is_failure(*value)) {
        return true;
    }
    *error = tri_eval_error(tri_call_eval(call), call->expr->call.items[index]->span,
                            "argument %zu of '%.*s' must be %.*s, not %.*s", index + 1,
                            TRI_ARG(tri_call_name(call)),
                            TRI_ARG(tri_type_names(tri_call_arena(call), expected)),
                            TRI_ARG(tri_type_names(tri_call_arena(call), given)));
    return false;
}

static bool have_right_types(TriCall *call, TriValue *error)
{
    for (size_t i = 0; i < call->count; i++) {
        if (!has_right_type(call, i, error)) {
            return false;
        }
    }
    return true;
}

/* Leaves the arguments from `start` for later. */
static void defer_arguments(TriCall *call, size_t start)
{
    for (size_t i = start; i < call->count; i++) {
        call->arguments[i] = tri_eval_later(call->scope, call->expr->call.items[i]);
    }
}

/* Up to the first of a wrong type: then false. */
static bool evaluate_arguments(TriCall *call, TriValue *error)
{
    for (size_t i = 0; i < call->count; i++) {
        call->arguments[i] = tri_eval(call->scope, call->expr->call.items[i]);
        if (!has_right_type(call, i, error)) {
            defer_arguments(call, i + 1);
            return false;
        }
    }
    return true;
}

/* ---- unknown arguments ---- */

/* Every combination of what the arguments may be, as one number. */
typedef struct Combinations {
    TriLeaves *arguments; /* of each */
    size_t count;         /* 0: nothing is said, or of too few arguments, or too much */
} Combinations;

static bool has_alternatives(const TriCall *call)
{
    for (size_t i = 0; i < call->count; i++) {
        if (tri_value_alternatives(call->arguments[i]).kind == TRI_UNKNOWN) {
            return true;
        }
    }
    return false;
}

static Combinations combinations_of(TriCall *call)
{
    TriArena *arena = tri_call_arena(call);
    Combinations all = { NULL, 1 };
    bool takes_unknowns = (call->row->flags & TRI_LIFTS) != 0;

    if (!has_alternatives(call)) {
        return (Combinations){ NULL, 0 };
    }
    all.arguments = TRI_NEW_ARRAY(arena, TriLeaves, call->count);
    for (size_t i = 0; i < call->count; i++) {
        TriLeaves leaves = tri_value_leaves(arena, call->arguments[i]);
        bool is_open =
            leaves.count == 1 && leaves.items[0].kind == TRI_UNKNOWN && !takes_unknowns;

        all.arguments[i] = leaves;
        all.count *= is_open ? 0 : leaves.count;
        if (all.count == 0 || all.count > TRI_MOST_CHOICES) {
            return (Combinations){ NULL, 0 };
        }
    }
    return all;
}

static bool find_unknown(const TriCall *call, TriValue *unknown)
{
    bool is_found = false;

    for (size_t i = 0; i < call->count; i++) {
        const TriValue *value = evaluated(call, i);

        /* An error is more worth telling than a value that is not there yet. */
        if (value->kind == TRI_UNKNOWN &&
            (!is_found || value->unknown->reason == TRI_REASON_ERROR)) {
            *unknown = *value;
            is_found = true;
        }
    }
    return is_found;
}

/* Every function may read all of its text, so that counts as work. */
static bool pay_for_text(TriCall *call)
{
    size_t size = 0;

    for (size_t i = 0; i < call->count; i++) {
        const TriValue *value = evaluated(call, i);

        size += value->kind == TRI_STRING ? value->string.size : 0;
    }
    return tri_call_reserve(call, size);
}

/* The result for arguments of which some may still not be known. */
static TriValue call_body(TriCall *call)
{
    TriValue other;

    if (!have_right_types(call, &other)) {
        return other;
    }
    if (!pay_for_text(call)) {
        return tri_call_limit(call);
    }
    return (call->row->flags & TRI_LIFTS) == 0 && find_unknown(call, &other)
               ? tri_call_unknown(call, other)
               : call->row->body(call);
}

/* The call with combination `number` in place. What is made of something secure is, by
   itself. */
static TriValue call_combination(TriCall *call, const Combinations *all, size_t number)
{
    TriCall tried = *call;

    tried.is_tainted = false;
    tried.arguments = TRI_NEW_ARRAY(tri_call_arena(call), TriValue, call->count);
    for (size_t i = 0; i < call->count; i++) {
        tried.arguments[i] = tri_take_leaf(&all->arguments[i], &number);
    }
    TriValue value = call_body(&tried);

    value.is_secure =
        value.is_secure || tried.is_tainted || tri_call_has_secret(&tried);
    if ((value.is_secure || value.kind == TRI_UNKNOWN) && value.residual == NULL) {
        value.residual = tri_call_residual(&tried);
    }
    call->is_tainted = call->is_tainted || tried.is_tainted;
    return value;
}

static bool are_equal(TriCall *call, TriValue a, TriValue b)
{
    TriValue cause;

    return tri_values_equal(call, a, b, &cause) == TRI_TRUE;
}

/* What comes of the combinations. */
typedef struct Results {
    TriValue *items;
    size_t count;
    bool are_known;
    size_t secure_count;
} Results;

static void add_result(TriCall *call, Results *results, TriValue value)
{
    for (size_t i = 0; i < results->count; i++) {
        if (are_equal(call, results->items[i], value)) {
            return;
        }
    }
    results->items[results->count++] = value;
    results->are_known = results->are_known && value.kind != TRI_UNKNOWN;
    results->secure_count += value.is_secure;
}

/* One of the results. What is unknown, or not as secure as others, is told apart. */
static TriValue one_of(TriCall *call, TriValue unknown, const Results *results)
{
    bool is_mixed =
        results->secure_count != 0 && results->secure_count != results->count;

    if (results->are_known) {
        unknown = tri_eval_choice(tri_call_eval(call), unknown, results->items,
                                  results->count, tri_call_residual(call));
    }
    return is_mixed || !results->are_known
               ? tri_value_either(tri_call_arena(call), unknown, results->items,
                                  results->count)
               : unknown;
}

/* What comes of all combinations, else `otherwise`: where one of them is in error, or
   too much, or where that is known in part and they are not known. */
static TriValue call_combinations(TriCall *call, TriValue otherwise,
                                  const Combinations *all)
{
    Results results = { TRI_NEW_ARRAY(tri_call_arena(call), TriValue, all->count), 0,
                        true, 0 };

    for (size_t i = 0; i < all->count; i++) {
        TriValue value = call_combination(call, all, i);

        if (tri_is_failure(value)) {
            return otherwise;
        }
        add_result(call, &results, value);
    }
    if (results.count == 1) {
        return results.items[0];
    }
    return results.are_known || otherwise.kind == TRI_UNKNOWN
               ? one_of(call, otherwise, &results)
               : otherwise;
}

static TriValue call_with_unknown(TriCall *call, TriValue unknown)
{
    Combinations all = combinations_of(call);

    unknown = tri_call_unknown(call, unknown);
    return all.count > 0 ? call_combinations(call, unknown, &all) : unknown;
}

/* An error that the call itself made may tell its arguments. */
static TriValue hide_error(TriCall *call, TriValue value)
{
    bool is_own = value.kind == TRI_UNKNOWN &&
                  value.unknown->reason == TRI_REASON_ERROR &&
                  value.unknown->span.start == call->expr->span.start &&
                  value.unknown->span.source == call->expr->span.source;

    return is_own ? tri_eval_error(tri_call_eval(call), call->expr->span,
                                   "'%.*s' cannot take its secure argument",
                                   TRI_ARG(tri_call_name(call)))
                  : value;
}

static TriValue finish(TriCall *call, TriValue value)
{
    bool is_made_of_secret = call->is_tainted || tri_call_has_secret(call);
    bool is_secure =
        value.is_secure || is_made_of_secret || (call->row->flags & TRI_SECRET) != 0;

    if (is_made_of_secret) {
        value = hide_error(call, value);
    }
    if ((is_secure || value.kind == TRI_UNKNOWN) && value.residual == NULL) {
        value.residual = tri_call_residual(call);
    }
    value.is_secure = is_secure;
    return value;
}

/* A body that deals with unknowns sees them as such; alternatives may know more. */
static TriValue call_lifting(TriCall *call)
{
    TriValue value = call->row->body(call);
    bool is_whole = value.kind != TRI_UNKNOWN && !tri_is_open(value);
    TriValue unknown;

    if (is_whole || tri_is_failure(value) || !find_unknown(call, &unknown)) {
        return value;
    }
    Combinations all = combinations_of(call);

    return all.count > 0 ? call_combinations(call, value, &all) : value;
}

/* A body can do nothing without its lambda, however it deals with unknowns. */
static bool lacks_lambda(const TriCall *call, TriValue *instead)
{
    for (size_t i = 0; i < call->count; i++) {
        const TriValue *value = evaluated(call, i);

        if (parameter_type(call, i) == TRI_LAMBDA && value->kind != TRI_LAMBDA) {
            *instead = *value;
            return true;
        }
    }
    return false;
}

/* A call of a function that is given its arguments evaluated. */
static TriValue call_eager(TriCall *call)
{
    TriValue other;

    if (!evaluate_arguments(call, &other)) {
        return other;
    }
    if (lacks_lambda(call, &other)) {
        return tri_call_unknown(call, other);
    }
    if (!pay_for_text(call)) {
        return tri_call_limit(call);
    }
    if ((call->row->flags & TRI_LIFTS) != 0) {
        return call_lifting(call);
    }
    return find_unknown(call, &other) ? call_with_unknown(call, other)
                                      : call->row->body(call);
}

/* A call that Azure answers, if it gets as far as that. */
static TriValue call_runtime(TriCall *call)
{
    TriValue other;

    if (!evaluate_arguments(call, &other)) {
        return finish(call, other);
    }
    if (find_unknown(call, &other) && tri_is_failure(other)) {
        return finish(call, tri_call_unknown(call, other));
    }
    return tri_call_runtime(call, call->row->result);
}

static bool is_in_default(const TriScope *scope)
{
    while (scope != NULL && scope->type != TRI_SCOPE_DEFAULT) {
        scope = scope->outer;
    }
    return scope != NULL;
}

static TriValue call_function(TriCall *call)
{
    unsigned flags = call->row->flags;
    TriValue error;

    if (!has_right_count(call, &error)) {
        defer_arguments(call, 0);
        return finish(call, error);
    }
    if ((flags & TRI_DEFAULT) != 0 && !is_in_default(call->scope)) {
        defer_arguments(call, 0);
        return finish(call, tri_call_error(call, "it is for the default of a parameter "
                                                 "only"));
    }
    if ((flags & TRI_RUNTIME) != 0) {
        return call_runtime(call);
    }
    if ((flags & TRI_LAZY) == 0) {
        return finish(call, call_eager(call));
    }
    defer_arguments(call, 0);
    return finish(call, call->row->body(call));
}

/* ---- user functions ---- */

static TriValue call_user_function(const TriScope *scope, TriExpr *expr,
                                   const TriUserFunction *function)
{
    TriEval *eval = scope->deployment->eval;
    TriStr label = tri_function_label(function);

    if (function->body == NULL) {
        return tri_eval_error(eval, expr->span, "'%.*s' has no output value",
                              TRI_ARG(label));
    }
    if (expr->count != function->parameter_count) {
        return tri_eval_error(eval, expr->span, "'%.*s' takes %zu argument%s, not %u",
                              TRI_ARG(label), function->parameter_count,
                              function->parameter_count == 1 ? "" : "s", expr->count);
    }
    TriValue *values = TRI_NEW_ARRAY(eval->arena, TriValue, expr->count);
    TriScope *inner = TRI_NEW(eval->arena, TriScope);

    for (size_t i = 0; i < expr->count; i++) {
        values[i] = tri_eval_later(scope, expr->call.items[i]);
    }
    *inner = (TriScope){ scope->deployment->scope,
                         scope->deployment,
                         TRI_SCOPE_FUNCTION,
                         function->parameters,
                         values,
                         expr->count };
    return tri_eval(inner, function->body);
}

static TriValue unknown_function(const TriScope *scope, TriExpr *expr)
{
    TriEval *eval = scope->deployment->eval;
    TriStr nearest = tri_function_nearest(expr->call.name);

    return tri_eval_error(eval, expr->span, "unknown function '%.*s'%s%.*s%s",
                          TRI_ARG(expr->call.name), TRI_MEANT(nearest));
}

/* Whether a function of the library may be called as the call spells it. */
static bool is_spelled(const TriFunction *row, const TriExpr *expr)
{
    TriStr list = TRI_STR("list");
    TriStr usual = tri_str_from_c(row->name);

    return !expr->tells_case || tri_str_eq(expr->call.name, usual) ||
           (tri_str_eq(usual, list) && tri_str_has_prefix(expr->call.name, list));
}

static const TriFunction *find_function(const TriExpr *expr)
{
    const TriFunction *row = tri_function_find(expr->call.name);

    return row != NULL && is_spelled(row, expr) ? row : NULL;
}

TriValue tri_eval_call(const TriScope *scope, TriExpr *expr)
{
    const TriUserFunction *user =
        tri_template_function(scope->deployment->template, expr->call.name);

    if (user != NULL) {
        return call_user_function(scope, expr, user);
    }
    if (expr->call.function == NULL) {
        expr->call.function = find_function(expr);
    }
    TriCall call = {
        .scope = scope, .expr = expr, .row = expr->call.function, .count = expr->count
    };

    if (call.row == NULL) {
        return unknown_function(scope, expr);
    }
    call.arguments = tri_arena_take(scope->deployment->eval->arena, expr->count,
                                    sizeof *call.arguments);
    return call_function(&call);
}
