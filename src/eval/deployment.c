#include "eval/deployment.h"

#include "base/text.h"
#include "eval/access.h"
#include "eval/expand.h"

/* ---- values of parameters ---- */

static const TriResidual *named_residual(TriEval *eval, TriStr function, TriStr name)
{
    TriValue *argument = TRI_NEW(eval->arena, TriValue);

    *argument = tri_value_string(name);
    return tri_residual(eval, function, argument, 1);
}

/* The alternatives that allowedValues leaves, when they are few and known. */
static void set_choices(TriDeployment *deployment, const TriParameter *parameter,
                        TriUnknown *unknown)
{
    TriEval *eval = deployment->eval;
    TriExpr *allowed = parameter->allowed;

    /* Null is allowed as well, though not listed. */
    if (allowed == NULL || parameter->is_nullable ||
        (parameter->type & TRI_ARRAY) == parameter->type ||
        tri_expr_get(allowed)->count > TRI_MOST_CHOICES || allowed->count == 0) {
        return;
    }
    TriValue *choices = TRI_NEW_ARRAY(eval->arena, TriValue, allowed->count);

    for (size_t i = 0; i < allowed->count; i++) {
        choices[i] = tri_eval(deployment->scope, allowed->items[i]);
        if (choices[i].kind == TRI_UNKNOWN) {
            return;
        }
    }
    unknown->type = parameter->type;
    unknown->choices = choices;
    unknown->choice_count = allowed->count;
}

static TriValue unknown_parameter(TriDeployment *deployment,
                                  const TriParameter *parameter, TriReason reason,
                                  const char *why)
{
    TriEval *eval = deployment->eval;
    TriUnknown *unknown = TRI_NEW(eval->arena, TriUnknown);

    *unknown = (TriUnknown){
        .reason = reason,
        /* Whoever deploys it may pass what the declaration does not allow. */
        .type = parameter->type | TRI_NULL,
        .why = tri_format(eval->arena, "parameter '%.*s' %s", TRI_ARG(parameter->name),
                          why),
        .span = parameter->name_span,
    };
    set_choices(deployment, parameter, unknown);
    return tri_value_unknown(unknown);
}

/* What is written with a placeholder in it: the value is that text as data, or knows
   it. */
static TriValue value_of_placeholder(TriDeployment *deployment,
                                     const TriParameter *parameter,
                                     const TriPassed *passed)
{
    TriValue text = tri_force(passed->value);
    TriUnknown *unknown = TRI_NEW(deployment->eval->arena, TriUnknown);

    *unknown = *unknown_parameter(deployment, parameter, TRI_REASON_NO_VALUE,
                                  "is given by a placeholder")
                    .unknown;
    unknown->written = tri_value_written(text);
    return tri_value_unknown(unknown);
}

/* What is not known is one of the values that are allowed all the same. */
static TriValue as_allowed(TriDeployment *deployment, const TriParameter *parameter,
                           TriValue value)
{
    if (value.kind != TRI_UNKNOWN || parameter->allowed == NULL ||
        value.unknown->choice_count > 0 || value.unknown->either != NULL) {
        return value;
    }
    TriUnknown *unknown = TRI_NEW(deployment->eval->arena, TriUnknown);

    *unknown = *value.unknown;
    set_choices(deployment, parameter, unknown);
    value.unknown = unknown;
    return value;
}

static TriValue passed_value(TriDeployment *deployment, const TriParameter *parameter,
                             const TriPassed *passed)
{
    TriValue value;

    switch (passed->kind) {
    case TRI_GIVEN_VALUE:
        return as_allowed(deployment, parameter, tri_force(passed->value));
    case TRI_GIVEN_KEY_VAULT:
        value = unknown_parameter(deployment, parameter, TRI_REASON_SECRET,
                                  "comes from a key vault");
        value.is_secure = true;
        return value;
    case TRI_GIVEN_EXPRESSION:
        return unknown_parameter(deployment, parameter, TRI_REASON_RUNTIME,
                                 "is given by an expression that is evaluated when "
                                 "it is deployed");
    case TRI_GIVEN_PLACEHOLDER:
        return value_of_placeholder(deployment, parameter, passed);
    }
    return tri_value_null();
}

/* Passing null is not passing it. */
static TriValue decide(TriDeployment *deployment, const TriParameter *parameter,
                       TriBinding *binding)
{
    if (binding->passed != NULL) {
        TriValue value = passed_value(deployment, parameter, binding->passed);

        if (value.kind != TRI_NULL) {
            binding->origin =
                deployment->caller == NULL ? TRI_FROM_FILE : TRI_FROM_CALL;
            return value;
        }
    } else if (deployment->passed_is_open) {
        return unknown_parameter(deployment, parameter, TRI_REASON_RUNTIME,
                                 "may be given a value that is not known");
    }
    if (parameter->default_value != NULL) {
        binding->origin = TRI_FROM_DEFAULT;
        return tri_eval(tri_scope_default(deployment), parameter->default_value);
    }
    binding->origin = TRI_FROM_NOWHERE;
    if (parameter->is_nullable) {
        return tri_value_null();
    }
    return unknown_parameter(deployment, parameter, TRI_REASON_NO_VALUE,
                             "has no value");
}

static TriValue protect(TriDeployment *deployment, const TriParameter *parameter,
                        TriValue value)
{
    value.is_secure = value.is_secure || parameter->is_secure;
    if ((value.is_secure || value.kind == TRI_UNKNOWN) && value.residual == NULL) {
        value.residual =
            named_residual(deployment->eval, TRI_STR("parameters"), parameter->name);
    }
    if (parameter->is_secure) {
        value.residual = tri_residual_sealed(deployment->eval, value.residual);
    }
    return value;
}

static void decide_once(TriDeployment *deployment, const TriParameter *parameter,
                        TriBinding *binding)
{
    TriEval *eval = deployment->eval;

    if (binding->state == TRI_THUNK_NEW) {
        bool before = tri_eval_watch(eval);

        binding->state = TRI_THUNK_BUSY;
        binding->value =
            protect(deployment, parameter, decide(deployment, parameter, binding));
        binding->state = TRI_THUNK_DONE;
        binding->asks_index = tri_eval_watched(eval, before);
    }
    eval->asks_index = eval->asks_index || binding->asks_index;
}

static TriBinding *binding_of(TriDeployment *deployment, const TriParameter *parameter)
{
    return &deployment->bindings[parameter - deployment->template->parameters];
}

const TriBinding *tri_deployment_binding(TriDeployment *deployment, TriStr name)
{
    const TriParameter *parameter = tri_template_parameter(deployment->template, name);

    if (parameter == NULL) {
        return NULL;
    }
    TriBinding *binding = binding_of(deployment, parameter);

    decide_once(deployment, parameter, binding);
    return binding;
}

static TriValue unknown_name(TriEval *eval, const char *kind, TriStr name,
                             TriStr nearest, TriSpan span)
{
    return tri_eval_error(eval, span, "the template has no %s '%.*s'%s%.*s%s", kind,
                          TRI_ARG(name), TRI_MEANT(nearest));
}

TriValue tri_deployment_parameter(TriDeployment *deployment, TriStr name, TriSpan span)
{
    const TriTemplate *template = deployment->template;
    const TriParameter *parameter = tri_template_parameter(template, name);

    if (parameter == NULL) {
        return unknown_name(
            deployment->eval, "parameter", name,
            TRI_NEAREST_NAME(name, template->parameters, template->parameter_count),
            span);
    }
    TriBinding *binding = binding_of(deployment, parameter);

    if (binding->state == TRI_THUNK_BUSY) {
        return tri_eval_error(deployment->eval, parameter->name_span,
                              "parameter '%.*s' depends on itself", TRI_ARG(name));
    }
    decide_once(deployment, parameter, binding);
    return binding->value;
}

/* Generated templates have many variables and use few. */
enum { PAGE = 32 };

TriThunk *tri_deployment_thunk(TriDeployment *deployment, size_t index)
{
    TriThunk **page = &deployment->variables[index / PAGE];
    size_t count = deployment->template->variable_count - index / PAGE * PAGE;

    if (*page == NULL) {
        *page = TRI_NEW_ARRAY(deployment->eval->arena, TriThunk,
                              count < PAGE ? count : PAGE);
    }
    return &(*page)[index % PAGE];
}

TriValue tri_deployment_variable(TriDeployment *deployment, TriStr name, TriSpan span)
{
    const TriTemplate *template = deployment->template;
    const TriVariable *variable = tri_template_variable(template, name);

    if (variable == NULL) {
        return unknown_name(
            deployment->eval, "variable", name,
            TRI_NEAREST_NAME(name, template->variables, template->variable_count),
            span);
    }
    TriThunk *thunk =
        tri_deployment_thunk(deployment, (size_t)(variable - template->variables));

    if (thunk->state == TRI_THUNK_BUSY) {
        return tri_eval_error(deployment->eval, variable->name_span,
                              "variable '%.*s' depends on itself",
                              TRI_ARG(tri_variable_label(variable)));
    }
    thunk->expr = variable->value;
    thunk->scope = deployment->scope;
    return tri_force((TriValue){ .kind = TRI_DEFERRED, .thunk = thunk });
}

/* ---- resources by symbol ---- */

typedef struct Declared {
    TriThunk body;
    TriValue id; /* deferred; kind 0: not made yet */
} Declared;

static TriMap *index_declared(TriDeployment *deployment)
{
    TriArena *arena = deployment->eval->arena;
    TriMap *index = TRI_NEW(arena, TriMap);

    for (size_t i = 0; i < deployment->template->resource_count; i++) {
        const TriResource *resource = deployment->template->resources[i];

        if (resource->symbol.size > 0 && resource->loop_count == NULL) {
            Declared *declared = TRI_NEW(arena, Declared);

            declared->body.expr = resource->body;
            declared->body.scope = deployment->scope;
            *tri_map_put(arena, index, resource->symbol, TRI_MAP_EXACT) = declared;
        }
    }
    return index;
}

static Declared *find_declared(TriDeployment *deployment, TriStr symbol)
{
    if (deployment->declared == NULL) {
        deployment->declared = index_declared(deployment);
    }
    return tri_map_find(deployment->declared, symbol, TRI_MAP_EXACT);
}

TriValue tri_deployment_declared(TriDeployment *deployment, TriStr symbol)
{
    Declared *declared = find_declared(deployment, symbol);

    return declared == NULL ? tri_value_null() : tri_thunk_value(&declared->body);
}

static bool is_elsewhere(TriExpr *body)
{
    return tri_expr_value(body, TRI_STR("scope")) != NULL ||
           tri_expr_value(body, TRI_STR("subscriptionId")) != NULL ||
           tri_expr_value(body, TRI_STR("resourceGroup")) != NULL;
}

/* 'type', name; of a child, split(name, '/')[0] and so on. The count of them. */
static size_t id_arguments(TriArena *arena, TriStr type, TriExpr *name,
                           TriExpr **arguments)
{
    size_t parts = tri_str_count_char(type, '/');
    TriExpr **split = TRI_NEW_ARRAY(arena, TriExpr *, 2);
    TriExpr *names = tri_expr_call(arena, TRI_STR("split"), split, 2, name->span);

    split[0] = name;
    split[1] = tri_expr_string(arena, TRI_STR("/"), name->span);
    arguments[0] = tri_expr_string(arena, type, name->span);
    arguments[1] = name;
    for (size_t i = 0; i < parts && parts > 1; i++) {
        TriExpr *index = tri_expr_int(arena, (int64_t)i, name->span);

        arguments[i + 1] = tri_expr_access(arena, names, index, name->span);
    }
    return parts + 1;
}

static TriValue make_id(TriDeployment *deployment, TriExpr *body)
{
    TriArena *arena = deployment->eval->arena;
    const char *function = tri_id_function(deployment->template->scope);
    TriExpr *type = tri_expr_value(body, TRI_STR("type"));
    TriExpr *name = tri_expr_value(body, TRI_STR("name"));

    if (type == NULL || name == NULL || function == NULL || is_elsewhere(body)) {
        return tri_value_null();
    }
    TriValue text = tri_eval(deployment->scope, type);

    if (text.kind != TRI_STRING || text.is_secure ||
        tri_str_find_char(text.string, '/') == TRI_NOT_FOUND) {
        return tri_value_null();
    }
    TriExpr **arguments =
        TRI_NEW_ARRAY(arena, TriExpr *, tri_str_count_char(text.string, '/') + 1);
    size_t count = id_arguments(arena, text.string, name, arguments);

    return tri_eval_later(
        deployment->scope,
        tri_expr_call(arena, tri_str_from_c(function), arguments, count, name->span));
}

/* Made once, so that a ring is seen. */
TriValue tri_deployment_declared_id(TriDeployment *deployment, TriStr symbol)
{
    Declared *declared = find_declared(deployment, symbol);

    if (declared == NULL) {
        return tri_value_null();
    }
    if (declared->id.kind == 0) {
        declared->id = tri_value_null(); /* to a type that asks for it */
        declared->id = make_id(deployment, tri_expr_get(declared->body.expr));
    }
    return declared->id;
}

/* ---- deployments ---- */

static void bind(TriDeployment *deployment, const TriPassed *passed)
{
    const TriParameter *parameter =
        tri_template_parameter(deployment->template, passed->name);

    if (parameter != NULL) {
        binding_of(deployment, parameter)->passed = passed;
    }
}

static void bind_all(TriDeployment *deployment, const TriPassed *passed, size_t count)
{
    deployment->passed = passed;
    deployment->passed_count = count;
    for (size_t i = 0; i < count; i++) {
        bind(deployment, &passed[i]);
    }
}

static TriDeployment *new_deployment(TriEval *eval, const TriTemplate *template,
                                     TriStr uri)
{
    TriDeployment *deployment = TRI_NEW(eval->arena, TriDeployment);
    TriScope *scope = TRI_NEW(eval->arena, TriScope);

    scope->deployment = deployment;
    scope->type = TRI_SCOPE_TEMPLATE;
    deployment->eval = eval;
    deployment->template = template;
    deployment->uri = uri;
    deployment->scope = scope;
    deployment->bindings =
        TRI_NEW_ARRAY(eval->arena, TriBinding, template->parameter_count);
    deployment->variables =
        TRI_NEW_ARRAY(eval->arena, TriThunk *, template->variable_count / PAGE + 1);
    return deployment;
}

static void pass_givens(TriDeployment *deployment, const TriGivens *givens)
{
    TriEval *eval = deployment->eval;
    TriPassed *passed = TRI_NEW_ARRAY(eval->arena, TriPassed, givens->count);
    const TriScope *scope =
        givens->names == NULL
            ? deployment->scope
            : new_deployment(eval, givens->names, deployment->uri)->scope;
    size_t count = 0;

    for (size_t i = 0; i < givens->count; i++) {
        const TriGiven *given = &givens->items[i];

        if (given->value != NULL) {
            passed[count++] = (TriPassed){ .name = given->name,
                                           .name_span = given->name_span,
                                           .span = given->value->span,
                                           .kind = given->kind,
                                           .value = tri_eval_later(scope, given->value),
                                           .is_inherited = given->is_inherited,
                                           .is_bare = given->is_bare };
        }
    }
    deployment->passed_span = givens->span;
    bind_all(deployment, passed, count);
}

TriDeployment *tri_deploy(TriEval *eval, const TriTemplate *template,
                          const TriGivens *givens, TriStr uri)
{
    TriDeployment *deployment = new_deployment(eval, template, uri);

    if (givens != NULL) {
        pass_givens(deployment, givens);
    }
    return deployment;
}

/* ---- deployments inside deployments ---- */

/* Where a value is written; `otherwise` when nobody knows. */
static TriSpan span_of(TriValue value, TriSpan otherwise)
{
    if (value.kind == TRI_DEFERRED) {
        return value.thunk->expr->span;
    }
    return value.origin != NULL ? value.origin->span : otherwise;
}

/* The member of what is written as {"value": …}, which most entries are: no object need
   be made of it. NULL: it is something else, or known already. */
static TriExprMember *written_value(TriValue entry)
{
    if (entry.kind != TRI_DEFERRED || entry.thunk->state != TRI_THUNK_NEW) {
        return NULL;
    }
    TriExpr *expr = tri_expr_get(entry.thunk->expr);

    if (expr->kind != TRI_EXPR_OBJECT || expr->count != 1 ||
        expr->members->name_expr != NULL ||
        !tri_str_eq_nocase(expr->members->name, TRI_STR("value"))) {
        return NULL;
    }
    return expr->members;
}

/* Whether it is one of several {"value": …}. */
static bool has_values(TriEval *eval, const TriUnknown *unknown)
{
    for (size_t i = 0; i < unknown->choice_count; i++) {
        TriValue choice = unknown->choices[i];

        if (choice.kind != TRI_OBJECT ||
            tri_object_find(eval->arena, choice.object, TRI_STR("value")) ==
                TRI_NOT_FOUND) {
            return false;
        }
    }
    return unknown->choice_count > 0;
}

/* The value in an entry that is not known: one of several, unless one of them is a
   secret. */
static TriValue value_in(TriEval *eval, TriValue entry)
{
    TriStr name = TRI_STR("value");

    if (has_values(eval, entry.unknown)) {
        return tri_eval_common_member(eval, entry, name);
    }
    bool may_be_secret = entry.unknown->choice_count > 0;

    if (may_be_secret) {
        entry = tri_eval_derived(eval, entry, TRI_OBJECT, entry.residual);
    }
    TriValue value = tri_eval_member(eval, entry, name);

    value.is_secure = value.is_secure || may_be_secret;
    return value;
}

/* Whether it can be no object, {"value": …} or another, and is there. */
static bool is_bare(TriValue entry)
{
    return entry.kind == TRI_UNKNOWN
               ? (entry.unknown->type & TRI_OBJECT) == 0
               : entry.kind != TRI_OBJECT && entry.kind != TRI_NULL;
}

/* {"value": …} or {"reference": …}; of an object that is known in part, it may be
   either. */
static void read_entry(TriEval *eval, TriValue entry, TriPassed *passed)
{
    size_t place = tri_object_find_last(eval->arena, entry.object, TRI_STR("value"));

    if (place != TRI_NOT_FOUND) {
        passed->value = entry.object->members[place].value;
        passed->span = span_of(passed->value, passed->span);
        if (entry.is_secure) {
            passed->value = tri_eval_part(eval, entry, place);
        }
        return;
    }
    place = tri_object_find_last(eval->arena, entry.object, TRI_STR("reference"));
    passed->kind = place != TRI_NOT_FOUND ? TRI_GIVEN_KEY_VAULT : TRI_GIVEN_VALUE;
    if (entry.object->is_open) {
        passed->value = tri_eval_member(eval, entry, TRI_STR("value"));
    } else if (place != TRI_NOT_FOUND || entry.object->count == 0) {
        passed->value = tri_value_null();
    } else {
        passed->is_bare = true;
    }
}

/* Member `index` of the parameters of a deployment as a value for a parameter. */
static TriPassed read_passed(TriEval *eval, TriValue parameters, size_t index)
{
    const TriMember *member = &parameters.object->members[index];
    TriPassed passed = { .name = member->name,
                         .name_span = member->name_span,
                         .is_secret = parameters.is_secure };
    TriExprMember *written = written_value(member->value);

    if (written != NULL && !parameters.is_secure) {
        passed.span = written->value->span;
        passed.value = tri_eval_later(member->value.thunk->scope, written->value);
        return passed;
    }
    TriValue entry = tri_eval_part(eval, parameters, index);

    passed.value = entry;
    passed.span = span_of(member->value, member->name_span);
    passed.is_bare = is_bare(entry);
    if (entry.kind == TRI_UNKNOWN && !passed.is_bare) {
        passed.value = value_in(eval, entry);
    } else if (entry.kind == TRI_OBJECT) {
        read_entry(eval, entry, &passed);
    }
    return passed;
}

static void pass_object(TriDeployment *deployment, TriValue parameters)
{
    TriEval *eval = deployment->eval;
    const TriObject *object = parameters.object;
    TriPassed *passed = TRI_NEW_ARRAY(eval->arena, TriPassed, object->count);

    for (size_t i = 0; i < object->count; i++) {
        passed[i] = read_passed(eval, parameters, i);
    }
    if (parameters.origin != NULL) {
        deployment->passed_span = parameters.origin->span;
    }
    deployment->passed_is_open = object->is_open;
    bind_all(deployment, passed, object->count);
}

TriDeployment *tri_deploy_nested(const TriInstance *caller, const TriTemplate *template,
                                 TriStr uri, const TriGivens *givens)
{
    TriDeployment *deployment = new_deployment(caller->deployment->eval, template, uri);
    TriValue parameters = tri_instance_property(caller, "parameters");

    deployment->caller = caller;
    deployment->passed_span = caller->resource->span;
    if (givens != NULL) {
        pass_givens(deployment, givens);
    } else if (parameters.kind == TRI_OBJECT) {
        pass_object(deployment, parameters);
    } else {
        deployment->passed_is_open =
            parameters.kind == TRI_UNKNOWN ||
            tri_instance_property(caller, "parametersLink").kind != TRI_NULL;
    }
    return deployment;
}

/* ---- what a deployment knows of itself ---- */

/* Null when `value` is no object, or has no such member. */
static TriValue known_member(TriEval *eval, TriValue value, TriStr name)
{
    size_t place = value.kind == TRI_OBJECT
                       ? tri_object_find(eval->arena, value.object, name)
                       : TRI_NOT_FOUND;

    return place == TRI_NOT_FOUND ? tri_value_null()
                                  : tri_object_value(value.object, place);
}

static TriValue make_object(TriEval *eval, const TriMember *members, size_t count)
{
    TriObject *object = TRI_NEW(eval->arena, TriObject);

    object->members = TRI_NEW_ARRAY(eval->arena, TriMember, count);
    for (size_t i = 0; i < count; i++) {
        if (members[i].value.kind != TRI_NULL) {
            object->members[object->count++] = members[i];
        }
    }
    return tri_value_object(object);
}

/* The id of the scope, when all of its parts are known; else null. */
static TriValue scope_id(TriEval *eval, TriValue subscription, TriValue group)
{
    if (subscription.kind != TRI_STRING ||
        (group.kind != TRI_STRING && group.kind != TRI_NULL)) {
        return tri_value_null();
    }
    TriStr id =
        TRI_CONCAT(eval->arena, TRI_STR("/subscriptions/"), subscription.string);

    if (group.kind == TRI_STRING) {
        id = TRI_CONCAT(eval->arena, id, TRI_STR("/resourceGroups/"), group.string);
    }
    return tri_value_string(id);
}

/* A stack deploys to where it stands, unless it says otherwise: to what, is not told.
 */
static bool goes_with_stack(const TriInstance *caller)
{
    return tri_instance_is_stack(caller) &&
           tri_instance_property(caller, "deploymentScope").kind != TRI_NULL;
}

static TriValue nested_subscription(TriDeployment *deployment)
{
    const TriInstance *caller = deployment->caller;
    TriEval *eval = deployment->eval;
    TriValue id = tri_instance_member(caller, "subscriptionId");

    if (goes_with_stack(caller)) {
        return tri_value_null();
    }
    if (id.kind == TRI_NULL) {
        return tri_deployment_context(caller->deployment, TRI_STR("subscription"));
    }
    TriMember members[] = {
        { .name = TRI_STR("subscriptionId"), .value = id },
        { .name = TRI_STR("id"), .value = scope_id(eval, id, tri_value_null()) },
    };

    return make_object(eval, members, 2);
}

static TriValue nested_group(TriDeployment *deployment)
{
    const TriInstance *caller = deployment->caller;
    TriEval *eval = deployment->eval;
    TriValue name = tri_instance_member(caller, "resourceGroup");

    if (goes_with_stack(caller)) {
        return tri_value_null();
    }
    if (name.kind == TRI_NULL) {
        return tri_deployment_context(caller->deployment, TRI_STR("resourceGroup"));
    }
    TriValue subscription =
        known_member(eval, tri_deployment_context(deployment, TRI_STR("subscription")),
                     TRI_STR("subscriptionId"));
    TriMember members[] = {
        { .name = TRI_STR("name"), .value = name },
        { .name = TRI_STR("id"), .value = scope_id(eval, subscription, name) },
    };

    return make_object(eval, members, 2);
}

/* The deployment that a stack makes has a name that the service gives it. */
static TriValue nested_deployment(TriDeployment *deployment)
{
    if (tri_instance_is_stack(deployment->caller)) {
        return tri_value_null();
    }
    TriMember member = { .name = TRI_STR("name"),
                         .value = tri_instance_member(deployment->caller, "name") };

    return make_object(deployment->eval, &member, 1);
}

TriValue tri_deployment_context(TriDeployment *deployment, TriStr function)
{
    static const struct {
        TriStr function;
        TriValue (*ask)(TriDeployment *deployment);
    } answers[] = {
        { TRI_STR_INIT("deployment"), nested_deployment },
        { TRI_STR_INIT("resourceGroup"), nested_group },
        { TRI_STR_INIT("subscription"), nested_subscription },
    };

    if (deployment->caller == NULL) {
        return known_member(deployment->eval, deployment->eval->context, function);
    }
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (tri_str_eq_nocase(answers[i].function, function)) {
            return answers[i].ask(deployment);
        }
    }
    return tri_deployment_context(deployment->caller->deployment, function);
}
