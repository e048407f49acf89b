/* What the bodies of functions ask of their call (functions.h). */
#include "eval/call.h"

#include "base/text.h"
#include "eval/access.h"
#include "eval/outputs.h"

TriArena *tri_call_arena(TriCall *call)
{
    return tri_call_eval(call)->arena;
}

size_t tri_arg_count(const TriCall *call)
{
    return call->count;
}

/* What can be one value only is that value, though nobody gave it. */
TriValue tri_arg(TriCall *call, size_t index)
{
    TriValue value = tri_force(call->arguments[index]);

    if (value.kind == TRI_UNKNOWN && value.unknown->choice_count == 1) {
        return value.unknown->choices[0];
    }
    return value;
}

TriStr tri_arg_str(TriCall *call, size_t index)
{
    return tri_arg(call, index).string;
}

int64_t tri_arg_int(TriCall *call, size_t index)
{
    return tri_arg(call, index).integer;
}

bool tri_arg_bool(TriCall *call, size_t index)
{
    return tri_arg(call, index).boolean;
}

const TriObject *tri_arg_object(TriCall *call, size_t index)
{
    return tri_arg(call, index).object;
}

TriStr tri_call_name(const TriCall *call)
{
    TriStr name = tri_str_from_c(call->row->name);

    return tri_str_eq_nocase(name, call->expr->call.name) ? name
                                                          : call->expr->call.name;
}

TriValue tri_call_error(TriCall *call, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    TriStr message = tri_format_list(tri_call_arena(call), format, arguments);

    va_end(arguments);
    return tri_eval_error(tri_call_eval(call), call->expr->span, "'%.*s': %.*s",
                          TRI_ARG(tri_call_name(call)), TRI_ARG(message));
}

const TriResidual *tri_call_residual(TriCall *call)
{
    return tri_residual(tri_call_eval(call), tri_call_name(call), call->arguments,
                        call->count);
}

TriValue tri_call_unknown_of(TriCall *call, TriValue cause, unsigned type)
{
    return tri_eval_derived(tri_call_eval(call), cause, type, tri_call_residual(call));
}

TriValue tri_call_unknown(TriCall *call, TriValue cause)
{
    return tri_call_unknown_of(call, cause, call->row->result);
}

bool tri_call_reserve(TriCall *call, size_t size)
{
    TriEval *eval = tri_call_eval(call);

    if (size > eval->bytes) {
        return false;
    }
    eval->bytes -= size;
    return true;
}

TriValue tri_call_limit(TriCall *call)
{
    TriEval *eval = tri_call_eval(call);
    TriStr why =
        tri_format(eval->arena, "'%.*s' works on more than %d MiB",
                   TRI_ARG(tri_call_name(call)), (int)(eval->byte_limit >> 20));

    return tri_eval_unknown(eval, TRI_REASON_BUDGET, call->row->result,
                            call->expr->span, why);
}

bool tri_call_has_secret(const TriCall *call)
{
    for (size_t i = 0; i < call->count; i++) {
        const TriValue *value = &call->arguments[i];

        if (value->kind == TRI_DEFERRED) {
            value = value->thunk->state == TRI_THUNK_DONE ? &value->thunk->value : NULL;
        }
        if (value != NULL && value->is_secure) {
            return true;
        }
    }
    return false;
}

TriValue tri_call_lambda(TriCall *call, TriValue lambda, const TriValue *arguments,
                         size_t count)
{
    const TriClosure *closure = lambda.lambda;
    TriArena *arena = tri_call_arena(call);
    size_t parameters = closure->lambda->count - 1; /* before its body */
    bool is_secure = call->is_tainted || tri_call_has_secret(call);

    if (parameters > count) {
        return tri_call_error(call, "the lambda takes %zu parameters; it is given %zu",
                              parameters, count);
    }
    TriStr *names = TRI_NEW_ARRAY(arena, TriStr, parameters);
    TriValue *values = TRI_NEW_ARRAY(arena, TriValue, parameters);

    for (size_t i = 0; i < parameters; i++) {
        names[i] = closure->lambda->call.items[i]->string;
        values[i] = arguments[i];
        values[i].is_secure = values[i].is_secure || is_secure;
    }
    TriScope *scope = TRI_NEW(arena, TriScope);

    *scope = (TriScope){ closure->scope,   closure->scope->deployment,
                         TRI_SCOPE_LAMBDA, names,
                         values,           parameters };
    return tri_eval(scope, closure->lambda->call.items[parameters]);
}

void tri_call_taint(TriCall *call)
{
    call->is_tainted = true;
}

typedef bool SameName(TriStr a, TriStr b);

static bool find_named(const TriScope *scope, TriScopeType type, TriStr name,
                       SameName *is_same, TriValue *value)
{
    for (; scope != NULL; scope = scope->outer) {
        for (size_t i = 0; scope->type == type && i < scope->count; i++) {
            if (name.size == 0 || is_same(scope->names[i], name)) {
                *value = tri_force(scope->values[i]);
                return true;
            }
        }
        if (scope->type == TRI_SCOPE_FUNCTION) {
            return false;
        }
    }
    return false;
}

/* The value of `name` in the nearest scope of `type` that has it. */
static bool find_in_scopes(const TriScope *scope, TriScopeType type, TriStr name,
                           TriValue *value)
{
    return (scope->deployment->template->tells_case &&
            find_named(scope, type, name, tri_str_eq, value)) ||
           find_named(scope, type, name, tri_str_eq_nocase, value);
}

bool tri_scope_is_in_function(const TriScope *scope)
{
    while (scope != NULL && scope->type != TRI_SCOPE_FUNCTION) {
        scope = scope->outer;
    }
    return scope != NULL;
}

TriValue tri_call_parameter(TriCall *call, TriStr name)
{
    TriValue value;

    if (!tri_scope_is_in_function(call->scope)) {
        return tri_deployment_parameter(call->scope->deployment, name,
                                        call->expr->span);
    }
    if (find_in_scopes(call->scope, TRI_SCOPE_FUNCTION, name, &value)) {
        return value;
    }
    return tri_eval_error(tri_call_eval(call), call->expr->span,
                          "the function has no parameter '%.*s'", TRI_ARG(name));
}

TriValue tri_call_variable(TriCall *call, TriStr name)
{
    return tri_deployment_variable(call->scope->deployment, name, call->expr->span);
}

TriValue tri_call_lambda_variable(TriCall *call, TriStr name)
{
    TriValue value;

    if (name.size > 0 && find_in_scopes(call->scope, TRI_SCOPE_LAMBDA, name, &value)) {
        return value;
    }
    return tri_call_error(call, "no lambda around has the parameter '%.*s'",
                          TRI_ARG(name));
}

TriValue tri_call_loop_index(TriCall *call, TriStr name)
{
    TriValue value;

    if (find_in_scopes(call->scope, TRI_SCOPE_LOOP, name, &value)) {
        tri_call_eval(call)->asks_index = true;
        return value;
    }
    if (name.size > 0 &&
        find_in_scopes(call->scope, TRI_SCOPE_VALUE_LOOP, name, &value)) {
        return value;
    }
    if (name.size == 0) {
        return tri_call_error(call,
                              "there is no loop of a resource around; a loop of a "
                              "property or variable has to be named");
    }
    return tri_call_error(call, "no loop around is called '%.*s'", TRI_ARG(name));
}

TriValue tri_call_context(TriCall *call, const char *function)
{
    return tri_deployment_context(call->scope->deployment, tri_str_from_c(function));
}

TriValue tri_call_content_version(TriCall *call)
{
    TriStr version = call->scope->deployment->template->content_version;

    return version.size == 0 ? tri_value_null() : tri_value_string(version);
}

/* The address is this machine's: it serves to find files and is never printed,
   so it counts as secure. */
TriValue tri_call_template_uri(TriCall *call)
{
    TriDeployment *deployment = call->scope->deployment;
    TriValue value = tri_value_string(deployment->uri);

    if (deployment->uri.size == 0) {
        return tri_value_null();
    }
    value.is_secure = true;
    return value;
}

/* resourceId('Microsoft.Resources/deployments', name), of which only the scope of the
   template is not known: the name. Empty: it is something else. */
static TriStr own_deployment(TriCall *call, TriValue id)
{
    TriStr function = tri_call_scope(call) == TRI_SCOPE_SUBSCRIPTION
                          ? TRI_STR("subscriptionResourceId")
                          : TRI_STR("resourceId");
    const TriResidual *residual = id.residual;

    return id.kind == TRI_UNKNOWN && residual != NULL && residual->count == 2 &&
                   tri_str_eq_nocase(residual->function, function) &&
                   residual->arguments[0].kind == TRI_STRING &&
                   tri_type_is_deployment(residual->arguments[0].string) &&
                   residual->arguments[1].kind == TRI_STRING
               ? residual->arguments[1].string
               : TRI_STR("");
}

TriValue tri_call_deployed(TriCall *call, TriValue name)
{
    TriValue state = tri_call_runtime(call, call->row->result);
    bool is_text = name.kind == TRI_STRING;
    TriStr text = is_text ? name.string : own_deployment(call, name);
    TriValue outputs =
        text.size == 0 ? tri_value_null()
                       : tri_deployed_outputs(call->scope->deployment, text, !is_text);

    if (outputs.kind == TRI_NULL) {
        return state;
    }
    if (outputs.kind == TRI_UNKNOWN) {
        return tri_call_unknown(call, outputs);
    }
    TriMember *member = TRI_NEW(tri_call_arena(call), TriMember);

    member->name = TRI_STR("outputs");
    member->value = outputs;
    return tri_make_partial(call, state, member, 1);
}

TriValue tri_call_declared(TriCall *call, TriStr symbol)
{
    return tri_deployment_declared(call->scope->deployment, symbol);
}

TriValue tri_call_declared_id(TriCall *call, TriStr symbol)
{
    return tri_deployment_declared_id(call->scope->deployment, symbol);
}

TriScopeKind tri_call_scope(const TriCall *call)
{
    return call->scope->deployment->template->scope;
}

TriValue tri_call_runtime(TriCall *call, unsigned type)
{
    TriEval *eval = tri_call_eval(call);
    TriStr why = tri_format(eval->arena, "%.*s() is known only when it is deployed",
                            TRI_ARG(call->expr->call.name));
    TriValue value =
        tri_eval_unknown(eval, TRI_REASON_RUNTIME, type, call->expr->span, why);

    value.residual = tri_call_residual(call);
    value.is_secure = (call->row->flags & TRI_SECRET) != 0;
    return value;
}

TriValue tri_call_member(TriCall *call, TriValue parent, const char *name,
                         unsigned type)
{
    return tri_unknown_member(tri_call_eval(call), parent, name, type);
}

TriValue tri_make_array(TriCall *call, TriValue *items, size_t count, bool is_open)
{
    TriArray *array = TRI_NEW(tri_call_arena(call), TriArray);

    *array = (TriArray){ .items = items, .count = count, .is_open = is_open };
    return tri_value_array(array);
}

TriValue tri_make_object(TriCall *call, TriMember *members, size_t count, bool is_open)
{
    TriObject *object = TRI_NEW(tri_call_arena(call), TriObject);

    *object = (TriObject){ .members = members, .count = count, .is_open = is_open };
    return tri_value_object(object);
}

TriValue tri_make_partial(TriCall *call, TriValue self, TriMember *members,
                          size_t count)
{
    TriObject *object = TRI_NEW(tri_call_arena(call), TriObject);

    *object = (TriObject){ .members = members, .count = count, .is_open = true };
    object->rest = self.kind == TRI_UNKNOWN ? self.unknown : self.object->rest;
    TriValue value = tri_value_object(object);

    value.residual = self.residual;
    return value;
}

void tri_member_put(TriCall *call, TriMemberList *members, TriMap *index, TriStr name,
                    TriValue value)
{
    TriArena *arena = tri_call_arena(call);
    void **place = tri_map_put(arena, index, name, TRI_MAP_NOCASE);

    if (*place != NULL) {
        members->items[(size_t)*place - 1].value = value;
        return;
    }
    TriMember member = { .name = name, .value = value };

    tri_list_push(arena, members, member);
    *place = (void *)members->count;
}
