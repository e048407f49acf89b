#include "eval/trace.h"

#include "base/text.h"
#include "eval/deployment.h"
#include "eval/functions.h"

/* A longer way is not told; it would help nobody. */
enum { MOST_STEPS = 32 };

/* An expression and the scope it is evaluated in: where the walk has come to. */
typedef struct Position {
    const TriScope *scope;
    TriExpr *expr; /* NULL: the walk cannot go on */
} Position;

typedef struct Walk {
    TriArena *arena;
    TriTrace *trace;
    unsigned left; /* of MOST_STEPS */
} Walk;

static const Position nowhere = { 0 };

static Position walk_to_literal(Walk *walk, Position position, TriValue key);
static void walk_to_end(Walk *walk, Position position);

/* The value of `expr`: evaluated once, however many findings come by, so that telling
   does not use up what judging needs. */
static TriValue value_at(const TriScope *scope, TriExpr *expr)
{
    TriEval *eval = scope->deployment->eval;
    const void *place[] = { scope, expr };
    TriStr key = tri_str((const char *)place, sizeof place);
    TriValue *value = tri_map_find(&eval->traced, key, TRI_MAP_EXACT);

    if (value == NULL) {
        value = TRI_NEW(eval->arena, TriValue);
        *value = tri_eval_later(scope, expr);
        *tri_map_put(eval->arena, &eval->traced, tri_str_copy(eval->arena, key),
                     TRI_MAP_EXACT) = value;
    }
    return tri_force(*value);
}

static void add_step(Walk *walk, TriStepKind kind, TriStr name, TriSpan span)
{
    TriStepList *steps = &walk->trace->steps;
    TriStep step = { kind, name, span };

    for (size_t i = 0; i < steps->count; i++) {
        if (steps->items[i].span.source == span.source &&
            steps->items[i].span.start == span.start) {
            return;
        }
    }
    tri_list_push(walk->arena, steps, step);
}

static bool calls(const TriExpr *expr, TriStr name)
{
    return expr->kind == TRI_EXPR_CALL && tri_str_eq_nocase(expr->call.name, name);
}

static bool is_call(const TriExpr *expr, TriStr name, size_t count)
{
    return expr->count == count && calls(expr, name);
}

/* The position behind a value that is still to be evaluated. */
static Position behind(TriValue value)
{
    if (value.kind == TRI_DEFERRED) {
        return (Position){ value.thunk->scope, value.thunk->expr };
    }
    return nowhere;
}

static Position walk_parameter(Walk *walk, Position position, TriStr name)
{
    TriDeployment *deployment = position.scope->deployment;
    const TriBinding *binding = tri_deployment_binding(deployment, name);

    if (binding == NULL || tri_scope_is_in_function(position.scope)) {
        return nowhere;
    }
    const TriParameter *parameter = tri_template_parameter(deployment->template, name);

    switch (binding->origin) {
    case TRI_FROM_NOWHERE:
        add_step(walk, TRI_STEP_NO_VALUE, parameter->name, parameter->name_span);
        return nowhere;
    case TRI_FROM_DEFAULT:
        add_step(walk, TRI_STEP_DEFAULT, parameter->name,
                 parameter->default_value->span);
        return (Position){ tri_scope_default(deployment), parameter->default_value };
    case TRI_FROM_FILE:
        add_step(walk, TRI_STEP_GIVEN, parameter->name, binding->passed->span);
        return behind(binding->passed->value);
    case TRI_FROM_CALL:
        add_step(walk, TRI_STEP_PASSED, parameter->name, binding->passed->span);
        return behind(binding->passed->value);
    }
    return nowhere;
}

static Position walk_variable(Walk *walk, Position position, TriStr name)
{
    TriDeployment *deployment = position.scope->deployment;
    const TriVariable *variable = tri_template_variable(deployment->template, name);

    if (variable == NULL) {
        return nowhere;
    }
    add_step(walk, TRI_STEP_VARIABLE, tri_variable_label(variable),
             variable->value->span);
    return (Position){ deployment->scope, variable->value };
}

/* parameters('name') and variables('name'). */
static Position walk_name(Walk *walk, Position position)
{
    TriValue name = tri_eval(position.scope, position.expr->call.items[0]);

    if (name.kind != TRI_STRING) {
        return nowhere;
    }
    return is_call(position.expr, TRI_STR("parameters"), 1)
               ? walk_parameter(walk, position, name.string)
               : walk_variable(walk, position, name.string);
}

/* The test has a say in the value, and the branch it chooses. */
static Position walk_if(Walk *walk, Position position)
{
    TriExpr **items = position.expr->call.items;
    TriValue test = value_at(position.scope, items[0]);

    walk->trace->is_computed = true;
    walk_to_end(walk, (Position){ position.scope, items[0] });
    if (test.kind != TRI_BOOL) {
        return nowhere;
    }
    return (Position){ position.scope, test.boolean ? items[1] : items[2] };
}

static Position walk_coalesce(Position position)
{
    for (size_t i = 0; i < position.expr->count; i++) {
        TriExpr *item = position.expr->call.items[i];
        TriValue value = value_at(position.scope, item);

        if (value.kind == TRI_UNKNOWN) {
            return nowhere;
        }
        if (value.kind != TRI_NULL) {
            return (Position){ position.scope, item };
        }
    }
    return nowhere;
}

/* How a member is found: by an expression, or by the service. */
typedef TriExprMember *Find(TriExpr *object, TriStr name);

/* Into member `key` of the object that `container` stands for. */
static Position walk_member(Walk *walk, Position container, TriValue key, Find *find)
{
    container = walk_to_literal(walk, container, key);
    if (container.expr == NULL) {
        return nowhere;
    }
    if (container.expr->kind == TRI_EXPR_OBJECT && key.kind == TRI_STRING) {
        TriExprMember *member = find(container.expr, key.string);

        return member == NULL ? nowhere : (Position){ container.scope, member->value };
    }
    if (container.expr->kind == TRI_EXPR_ARRAY && key.kind == TRI_INT &&
        key.integer >= 0 && key.integer < container.expr->count) {
        return (Position){ container.scope, container.expr->items[key.integer] };
    }
    return nowhere;
}

static Position walk_access(Walk *walk, Position position)
{
    TriExpr **items = position.expr->call.items;
    Position base = { position.scope, items[0] };

    return walk_member(walk, base, tri_eval(position.scope, items[1]),
                       tri_expr_find_spelled);
}

/* Whether the first argument of reference() tells that no deployment is meant, whose
   outputs may be known here; the rest of its name may be unknown. */
static bool is_other_resource(TriValue id)
{
    const TriResidual *residual = id.residual;

    return id.kind == TRI_UNKNOWN && residual != NULL && residual->count > 0 &&
           tri_residual_calls(residual, TRI_STR("resourceId")) &&
           residual->arguments[0].kind == TRI_STRING &&
           !tri_type_is_deployment(residual->arguments[0].string);
}

/* Whether only Azure can answer this call: what its arguments are has no say in it. */
static bool is_answered_by_azure(Position position)
{
    const TriExpr *call = position.expr;
    const TriFunction *function = tri_function_find(call->call.name);

    if (function == NULL || !tri_str_eq_nocase(call->call.name, TRI_STR("reference"))) {
        return function != NULL && (function->flags & TRI_RUNTIME) != 0;
    }
    if (call->count == 0) {
        return false;
    }
    TriValue id = value_at(position.scope, call->call.items[0]);

    return is_other_resource(id) ||
           (id.kind == TRI_STRING &&
            value_at(position.scope, position.expr).kind == TRI_UNKNOWN);
}

/* All that a function makes its result from. */
static Position walk_arguments(Walk *walk, Position position)
{
    walk->trace->is_computed = true;
    if (is_answered_by_azure(position)) {
        return nowhere;
    }
    for (size_t i = 0; i < position.expr->count; i++) {
        walk_to_end(walk, (Position){ position.scope, position.expr->call.items[i] });
    }
    return nowhere;
}

/* One step towards where the value is written; nowhere when that is here. */
static Position walk_on(Walk *walk, Position position)
{
    TriExpr *expr = position.expr;

    if (is_call(expr, TRI_STR("parameters"), 1) ||
        is_call(expr, TRI_STR("variables"), 1)) {
        return walk_name(walk, position);
    }
    if (is_call(expr, TRI_STR("if"), 3)) {
        return walk_if(walk, position);
    }
    if (calls(expr, TRI_STR("coalesce"))) {
        return walk_coalesce(position);
    }
    if (expr->kind == TRI_EXPR_CALL) {
        return walk_arguments(walk, position);
    }
    if (expr->kind == TRI_EXPR_VALUE) {
        return behind(*(const TriValue *)expr->value);
    }
    return expr->kind == TRI_EXPR_ACCESS ? walk_access(walk, position) : nowhere;
}

static void walk_to_end(Walk *walk, Position position)
{
    while (position.expr != NULL && walk->left > 0) {
        walk->left--;
        position.expr = tri_expr_get(position.expr);
        position = walk_on(walk, position);
    }
}

/* Whether member `name` of what union() makes can come from an argument of it, and for
   certain does, whatever those before have. */
static bool can_have(Position argument, TriStr name, bool *decides)
{
    TriArena *arena = argument.scope->deployment->eval->arena;
    TriValue value = value_at(argument.scope, argument.expr);

    *decides = false;
    if (value.kind != TRI_OBJECT) {
        return value.kind == TRI_UNKNOWN;
    }
    size_t place = tri_object_find(arena, value.object, name);

    if (place == TRI_NOT_FOUND) {
        return value.object->is_open;
    }
    /* Members that are objects themselves are put together. */
    unsigned kind = tri_object_value(value.object, place).kind;

    *decides = kind != TRI_OBJECT && kind != TRI_UNKNOWN;
    return true;
}

/* The argument of union() that a member comes from. Nowhere when it can be several, of
   which the last, which counts, is told last; or when it is missing in all of them. */
static Position walk_union(Walk *walk, Position position, TriStr name)
{
    Position last = nowhere;
    size_t count = 0;
    bool decides = false;

    for (size_t i = position.expr->count; i > 0 && !decides && walk->left > 0; i--) {
        Position item = { position.scope, position.expr->call.items[i - 1] };

        if (!can_have(item, name, &decides)) {
            continue;
        }
        if (count++ == 0) {
            last = item;
        } else {
            walk_to_end(walk, item);
        }
    }
    if (count == 0) {
        return walk_arguments(walk, position);
    }
    if (count == 1) {
        return last;
    }
    walk->trace->is_computed = true;
    walk_to_end(walk, last);
    return nowhere;
}

/* As far as it goes on the way to member `key`; nowhere unless that is a literal array
   or object. */
static Position walk_to_literal(Walk *walk, Position position, TriValue key)
{
    while (position.expr != NULL && walk->left > 0) {
        walk->left--;
        position.expr = tri_expr_get(position.expr);
        if (position.expr->kind == TRI_EXPR_OBJECT ||
            position.expr->kind == TRI_EXPR_ARRAY) {
            return position;
        }
        bool is_union =
            key.kind == TRI_STRING && calls(position.expr, TRI_STR("union"));

        position =
            is_union ? walk_union(walk, position, key.string) : walk_on(walk, position);
    }
    return nowhere;
}

static TriSpan type_span(const TriResource *resource)
{
    return resource->type == NULL ? resource->span : resource->type->value->span;
}

/* Into `*expr` by `key`; false when what is there is not written as a member or
   item. `*written` is what stands nearest to it. */
static bool step_into(TriExpr **expr, TriKey key, TriSpan *written)
{
    TriExpr *container = tri_expr_get(*expr);

    if (key.name.data == NULL && container->kind == TRI_EXPR_ARRAY &&
        key.index < container->count) {
        *expr = container->items[key.index];
        *written = (*expr)->span;
        return true;
    }
    if (key.name.data == NULL || container->kind != TRI_EXPR_OBJECT) {
        *written = container->span;
        return false;
    }
    TriExprMember *member = tri_expr_find(container, key.name);

    if (member == NULL) {
        return false;
    }
    *written = member->name_span;
    *expr = member->value;
    return true;
}

/* Where the path ends in the resource's own text. */
static void find_written(const TriInstance *instance, const TriKey *path, size_t count,
                         TriTrace *trace)
{
    TriExpr *expr = instance->resource->body;

    trace->written = type_span(instance->resource);
    for (size_t i = 0; i < count; i++) {
        if (!step_into(&expr, path[i], &trace->written)) {
            return;
        }
    }
    if (count > 0) {
        trace->written = expr->span;
        trace->is_written = true;
    }
}

TriTrace tri_trace(const TriInstance *instance, const TriKey *path, size_t count)
{
    TriTrace trace = { 0 };
    Walk walk = { instance->deployment->eval->arena, &trace, MOST_STEPS };
    Position position = { instance->scope, instance->resource->body };

    find_written(instance, path, count, &trace);
    for (size_t i = 0; i < count && position.expr != NULL; i++) {
        TriValue key = path[i].name.data == NULL ? tri_value_int((int64_t)path[i].index)
                                                 : tri_value_string(path[i].name);

        position = walk_member(&walk, position, key, tri_expr_find);
    }
    walk_to_end(&walk, position);
    return trace;
}

TriStr tri_step_text(TriArena *arena, const TriStep *step)
{
    static const char *const texts[] = {
        [TRI_STEP_DEFAULT] = "default of parameter",
        [TRI_STEP_GIVEN] = "given here to parameter",
        [TRI_STEP_PASSED] = "passed here to parameter",
        [TRI_STEP_NO_VALUE] = "no value for parameter",
        [TRI_STEP_VARIABLE] = "variable",
    };

    return tri_format(arena, "%s '%.*s'", texts[step->kind], TRI_ARG(step->name));
}
