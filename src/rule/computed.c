#include "rule/computed.h"

#include "base/text.h"
#include "eval/deployment.h"
#include "eval/functions.h"
#include "expr/parse.h"

/* Calls that a rule has of its own become variables of a template made for it. */
typedef struct Computation {
    const TriComputing *computing;
    const TriSource *source;
    TRI_LIST(TriVariable) variables;
    TRI_LIST(TriValue) values;
} Computation;

static TriArena *arena_of(const Computation *computation)
{
    return computation->computing->eval->arena;
}

/* ---- fields of policies ---- */

size_t tri_policy_scope(const TriCounted *counted, const TriPath *path,
                        const TriInstance *instance, TriSpot *scope)
{
    for (; counted != NULL; counted = counted->outer) {
        if (counted->path != NULL && counted->item.instance == instance &&
            tri_path_begins_with(path, counted->path)) {
            *scope = counted->item;
            return counted->path->count;
        }
    }
    *scope = tri_spot_of(instance);
    return 0;
}

const TriPolicyField *tri_policy_field_in(const TriPolicyField *field,
                                          const TriInstance *instance)
{
    while (field != NULL && field->type.size > 0 && instance->type.kind == TRI_STRING &&
           !tri_str_eq_nocase(field->type, instance->type.string)) {
        field = field->other;
    }
    return field;
}

/* The places of a field in a policy: from the item counted where it is in that, else
   from the resource. */
static void find_places(TriArena *arena, const TriInstance *instance,
                        const TriCounted *counted, const TriPolicyField *field,
                        TriSpotList *list)
{
    const TriPolicyField *found = tri_policy_field_in(field, instance);
    TriSpot scope;

    if (found != NULL) {
        const TriPath *path = &found->path;
        size_t begin = tri_policy_scope(counted, path, instance, &scope);

        tri_spot_find(arena, &scope, path->segments + begin, path->count - begin, list);
    } else if (!field->path.has_wildcard) {
        tri_list_push(arena, list, (TriSpot){ .instance = instance });
    }
}

static TriStr without_blanks(TriArena *arena, TriStr text)
{
    TriText kept = tri_text(arena);

    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != ' ') {
            tri_text_add_char(&kept, tri_char_lower(text.data[i]));
        }
    }
    return tri_text_str(&kept);
}

/* Of an unknown value, what of each value it can be. */
static TriValue view_choices(TriArena *arena, TriView view, TriValue value)
{
    TriUnknown *unknown = TRI_NEW(arena, TriUnknown);
    TriValue *choices = TRI_NEW_ARRAY(arena, TriValue, value.unknown->choice_count);

    *unknown = *value.unknown;
    for (size_t i = 0; i < unknown->choice_count; i++) {
        choices[i] = tri_policy_view(arena, view, unknown->choices[i]);
    }
    unknown->choices = choices;
    unknown->either = NULL;
    value.unknown = unknown;
    return value;
}

TriValue tri_policy_view(TriArena *arena, TriView view, TriValue value)
{
    if (view == TRI_VIEW_WHOLE) {
        return value;
    }
    if (value.kind == TRI_UNKNOWN && value.unknown->choice_count > 0) {
        return view_choices(arena, view, value);
    }
    if (value.kind != TRI_STRING) {
        /* What is known of the whole text tells nothing of what is seen of it. */
        value.residual = value.kind == TRI_UNKNOWN ? NULL : value.residual;
        return value;
    }
    if (view == TRI_VIEW_LOCATION) {
        value.string = without_blanks(arena, value.string);
    } else if (tri_str_find_char(value.string, '/') != TRI_NOT_FOUND) {
        value.string =
            tri_str_from(value.string, tri_str_find_last_char(value.string, '/') + 1);
    }
    return value;
}

TriValue tri_policy_operand(TriArena *arena, TriView view, TriValue operand)
{
    if (view != TRI_VIEW_LOCATION || operand.kind != TRI_ARRAY) {
        return view == TRI_VIEW_LOCATION ? tri_policy_view(arena, view, operand)
                                         : operand;
    }
    TriArray *array = TRI_NEW(arena, TriArray);

    *array = *operand.array;
    array->items = TRI_NEW_ARRAY(arena, TriValue, array->count);
    for (size_t i = 0; i < array->count; i++) {
        array->items[i] =
            tri_policy_view(arena, view, tri_array_item(operand.array, i));
    }
    return tri_value_array(array);
}

/* The values of a field with a wildcard, as an array. */
static TriValue collect(TriArena *arena, const TriSpotList *places)
{
    TriArray *array = TRI_NEW(arena, TriArray);

    array->items = TRI_NEW_ARRAY(arena, TriValue, places->count);
    for (size_t i = 0; i < places->count; i++) {
        const TriSpot *place = &places->items[i];

        if (place->value.kind == TRI_UNKNOWN && !place->is_there) {
            return place->value;
        }
        if (place->value.kind != 0) {
            array->items[array->count++] =
                tri_value_or(arena, place->value, tri_value_null());
        }
    }
    return tri_value_array(array);
}

/* The value of a field without one; null when it is missing. */
static TriValue value_of_first(TriArena *arena, const TriSpotList *places)
{
    return places->count == 0
               ? tri_value_null()
               : tri_value_or(arena, places->items[0].value, tri_value_null());
}

/* What is known only when there is a resource. */
static TriValue of_resource(const Computation *computation)
{
    return tri_eval_unknown(computation->computing->eval, TRI_REASON_RUNTIME, TRI_ANY,
                            tri_span(computation->source, 0, 0),
                            TRI_STR("it depends on the resource"));
}

static TriValue policy_field(const Computation *computation, TriStr text)
{
    const TriComputing *computing = computation->computing;
    TriArena *arena = arena_of(computation);
    TriError error = { arena, { 0 } };
    TriPolicyField field;
    TriSpotList places = { 0 };

    if (tri_policy_field(arena, text, &field, &error) != TRI_OK) {
        return tri_eval_error(computing->eval, tri_span(computation->source, 0, 0),
                              "%.*s", TRI_ARG(error.message));
    }
    if (computing->place == NULL) {
        return of_resource(computation);
    }
    find_places(arena, computing->place->instance, computing->counted, &field, &places);
    if (field.path.has_wildcard) {
        return collect(arena, &places);
    }
    return tri_policy_view(
        arena, field.view,
        tri_value_or(arena, places.items[0].value, tri_value_string(TRI_STR(""))));
}

/* ---- functions ---- */

static TriValue field(const Computation *computation, TriStr text)
{
    const TriComputing *computing = computation->computing;
    TriArena *arena = arena_of(computation);
    TriError ignored = { arena, { 0 } };
    TriSpotList places = { 0 };
    TriPath path;

    if (computing->rule->is_policy) {
        return policy_field(computation, text);
    }
    if (tri_path_parse(arena, text, &path, &ignored) != TRI_OK) {
        return tri_value_null();
    }
    tri_spot_find(arena, computing->place, path.segments, path.count, &places);
    return value_of_first(arena, &places);
}

static TriValue parameter(const Computation *computation, TriStr name)
{
    const TriComputing *computing = computation->computing;
    const TriRuleParameter *found = tri_rule_parameter(computing->rule, name);

    return found == NULL ? tri_value_null() : found->values[computing->profile];
}

/* The value at a field of the item counted. */
static TriValue current_field(const Computation *computation, TriStr text)
{
    TriArena *arena = arena_of(computation);
    TriError ignored = { arena, { 0 } };
    TriPolicyField named;

    if (tri_policy_field(arena, text, &named, &ignored) != TRI_OK) {
        return tri_value_null();
    }
    for (const TriCounted *counted = computation->computing->counted; counted != NULL;
         counted = counted->outer) {
        TriSpotList places = { 0 };

        if (counted->path == NULL ||
            !tri_path_begins_with(&named.path, counted->path)) {
            continue;
        }
        tri_spot_find(arena, &counted->item, named.path.segments + counted->path->count,
                      named.path.count - counted->path->count, &places);
        return value_of_first(arena, &places);
    }
    return tri_value_null();
}

/* The item of the innermost count, or of the one called so. */
static TriValue current(const Computation *computation, TriStr name)
{
    const TriComputing *computing = computation->computing;

    if (computing->place == NULL) {
        return of_resource(computation);
    }
    for (const TriCounted *counted = computing->counted; counted != NULL;
         counted = counted->outer) {
        if (name.size == 0 ||
            (counted->path == NULL && tri_str_eq_nocase(counted->name, name))) {
            return counted->value;
        }
    }
    return current_field(computation, name);
}

/* What a resource shows of the request that makes it (policy_expression.c lets nothing
   else through). */
static TriValue request_context(const Computation *computation, TriStr ignored)
{
    const TriComputing *computing = computation->computing;
    TriObject *object = TRI_NEW(arena_of(computation), TriObject);

    (void)ignored;
    if (computing->place == NULL) {
        return of_resource(computation);
    }
    object->members = TRI_NEW(arena_of(computation), TriMember);
    object->members[object->count++] = (TriMember){
        .name = TRI_STR("apiVersion"),
        .value = tri_instance_member(computing->place->instance, "apiVersion"),
    };
    return tri_value_object(object);
}

/* A function that a rule has of its own. */
typedef TriValue OwnFunction(const Computation *computation, TriStr argument);

typedef struct OwnRow {
    TriStr name;
    OwnFunction *call;
    bool needs_argument;
    bool is_of_policies;
} OwnRow;

static const OwnRow own_functions[] = {
    { TRI_STR_INIT("field"), field, true, false },
    { TRI_STR_INIT("parameters"), parameter, true, false },
    { TRI_STR_INIT("current"), current, false, true },
    { TRI_STR_INIT("requestContext"), request_context, false, true },
};

/* NULL for a function of the language. */
static const OwnRow *find_own(const Computation *computation, const TriExpr *expr)
{
    for (size_t i = 0; i < sizeof own_functions / sizeof *own_functions; i++) {
        const OwnRow *row = &own_functions[i];

        if (expr->kind == TRI_EXPR_CALL &&
            tri_str_eq_nocase(expr->call.name, row->name) &&
            (expr->count == 1 || (expr->count == 0 && !row->needs_argument)) &&
            (computation->computing->rule->is_policy || !row->is_of_policies)) {
            return row;
        }
    }
    return NULL;
}

const TriFunction *tri_policy_function_find(TriStr name)
{
    for (const TriFunction *row = tri_policy_functions; row->name != NULL; row++) {
        if (tri_str_eq_nocase(tri_str_from_c(row->name), name)) {
            return row;
        }
    }
    return NULL;
}

/* ---- expressions ---- */

static TriValue evaluate(const TriComputing *computing, const TriSource *source,
                         TriExpr *expr);

/* The value of the call; of the argument, when that is no text. */
static TriValue call_own(const Computation *computation, const OwnRow *row,
                         TriExpr *call)
{
    if (call->count == 0) {
        return row->call(computation, TRI_STR(""));
    }
    TriExpr *argument = tri_expr_get(call->call.items[0]);

    if (argument->kind == TRI_EXPR_STRING) {
        return row->call(computation, argument->string);
    }
    TriValue value = evaluate(computation->computing, computation->source, argument);

    return value.kind == TRI_STRING ? row->call(computation, value.string) : value;
}

/* The call becomes variables('its number'). */
static void replace_call(Computation *computation, TriExpr *expr, const OwnRow *row)
{
    TriArena *arena = arena_of(computation);
    TriStr name = tri_format(arena, "%zu", computation->variables.count);
    TriVariable variable = { .name = name, .value = expr };

    tri_list_push(arena, &computation->values, call_own(computation, row, expr));
    tri_list_push(arena, &computation->variables, variable);
    expr->call.name = TRI_STR("variables");
    expr->call.items = TRI_NEW(arena, TriExpr *);
    expr->call.items[0] = tri_expr_string(arena, name, expr->span);
    expr->count = 1;
}

/* Depth is limited by the parser. */
static void replace_calls(Computation *computation, TriExpr *expr)
{
    const OwnRow *row;

    expr = tri_expr_get(expr);
    row = find_own(computation, expr);
    if (row != NULL) {
        replace_call(computation, expr, row);
        return;
    }
    if (expr->kind == TRI_EXPR_CALL && computation->computing->rule->is_policy) {
        expr->call.function = tri_policy_function_find(expr->call.name);
    }
    if (expr->kind == TRI_EXPR_CALL || expr->kind == TRI_EXPR_ACCESS) {
        for (size_t i = 0; i < expr->count; i++) {
            replace_calls(computation, expr->call.items[i]);
        }
    }
}

static TriValue evaluate(const TriComputing *computing, const TriSource *source,
                         TriExpr *expr)
{
    TriArena *arena = computing->eval->arena;
    Computation computation = { .computing = computing, .source = source };
    TriTemplate *template = TRI_NEW(arena, TriTemplate);

    replace_calls(&computation, expr);
    template->source = source;
    template->variables = computation.variables.items;
    template->variable_count = computation.variables.count;
    tri_template_index(arena, template);
    TriDeployment *deployment =
        tri_deploy(computing->eval, template, NULL, TRI_STR(""));

    for (size_t i = 0; i < computation.values.count; i++) {
        TriThunk *thunk = tri_deployment_thunk(deployment, i);

        thunk->state = TRI_THUNK_DONE;
        thunk->value = computation.values.items[i];
    }
    return tri_eval(deployment->scope, expr);
}

static const TriSource *source_of(TriArena *arena, TriStr name, TriStr text)
{
    TriSource *source = TRI_NEW(arena, TriSource);

    *source = tri_source_open(arena, name, text);
    return source;
}

TriExpr *tri_computed_parse(TriArena *arena, TriStr name, TriStr text)
{
    const TriSource *source = source_of(arena, name, text);
    TriExprText parsed = { .text = source->text, .source = source };
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_NULL, tri_span(source, 0, text.size));

    tri_expr_parse(arena, &parsed, expr);
    return expr;
}

/* An expression that is one call with one name, as "[parameters('name')]" or
   "[current()]", needs no evaluation: the call, and the name. */
static const OwnRow *find_alone(const Computation *computation, TriStr text,
                                TriStr *name)
{
    size_t open = tri_str_find_char(text, '(');
    TriStr end = TRI_STR(")]");

    if (open == TRI_NOT_FOUND || !tri_str_has_suffix(text, end) ||
        text.size < open + 1 + end.size) {
        return NULL;
    }
    TriStr argument = tri_str_slice(text, open + 1, text.size - open - 1 - end.size);
    TriExpr call = { .kind = TRI_EXPR_CALL, .count = argument.size > 0 };

    call.call.name = tri_str_slice(text, 1, open - 1);
    *name =
        argument.size < 2 ? TRI_STR("") : tri_str_slice(argument, 1, argument.size - 2);
    bool is_name =
        argument.size == 0 || (argument.size > 2 && argument.data[0] == '\'' &&
                               argument.data[argument.size - 1] == '\'' &&
                               tri_str_find_char(*name, '\'') == TRI_NOT_FOUND);

    return is_name ? find_own(computation, &call) : NULL;
}

static bool is_out_of_memory(const TriEval *eval)
{
    return tri_arena_used(eval->arena) > eval->memory;
}

TriValue tri_computed_value(const TriComputing *computing, TriStr text)
{
    TriArena *arena = computing->eval->arena;
    Computation alone = { .computing = computing };
    TriStr name;
    const OwnRow *row = find_alone(&alone, text, &name);

    if (row != NULL && !is_out_of_memory(computing->eval)) {
        alone.source = source_of(arena, computing->rule->id, text);
        return row->call(&alone, name);
    }
    TriExpr *expr = tri_computed_parse(arena, computing->rule->id, text);

    if (is_out_of_memory(computing->eval)) {
        return tri_eval_unknown(computing->eval, TRI_REASON_BUDGET, TRI_ANY, expr->span,
                                TRI_STR("evaluation takes too much memory"));
    }
    return evaluate(computing, expr->span.source, expr);
}
