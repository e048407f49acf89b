#include "rule/computed.h"

#include "base/text.h"
#include "eval/deployment.h"
#include "expr/parse.h"

/* Calls that a rule has of its own become variables of a template made for it. */
typedef struct Computation {
    const TriJudge *judge;
    const TriRule *rule;
    const TriSpot *place;
    TRI_LIST(TriVariable) variables;
    TRI_LIST(TriValue) values;
} Computation;

static TriValue field(const Computation *computation, TriStr text)
{
    TriArena *arena = computation->judge->arena;
    TriError ignored = { arena, { 0 } };
    TriSpotList places = { 0 };
    TriPath path;

    if (tri_path_parse(arena, text, &path, &ignored) != TRI_OK) {
        return tri_value_null();
    }
    tri_spot_find(arena, computation->place, path.segments, path.count, &places);
    return places.count == 0 || places.items[0].value.kind == 0 ? tri_value_null()
                                                                : places.items[0].value;
}

static TriValue parameter(const Computation *computation, TriStr name)
{
    const TriRule *rule = computation->rule;

    for (size_t i = 0; i < rule->parameters.count; i++) {
        if (tri_str_eq_nocase(rule->parameters.items[i].name, name)) {
            return rule->parameters.items[i].values[computation->judge->profile];
        }
    }
    return tri_value_null();
}

/* The function that a rule has of its own; NULL for one of the language. */
typedef TriValue OwnFunction(const Computation *computation, TriStr argument);

static OwnFunction *find_function(const TriExpr *expr)
{
    if (expr->kind != TRI_EXPR_CALL || expr->count != 1) {
        return NULL;
    }
    if (tri_str_eq_nocase(expr->call.name, TRI_STR("field"))) {
        return field;
    }
    return tri_str_eq_nocase(expr->call.name, TRI_STR("parameters")) ? parameter : NULL;
}

/* The call becomes variables('its number'). */
static void replace_call(Computation *computation, TriExpr *expr, OwnFunction *function)
{
    TriArena *arena = computation->judge->arena;
    TriStr name = tri_format(arena, "%zu", computation->variables.count);
    TriVariable variable = { .name = name, .value = expr };
    TriExpr *argument = tri_expr_get(expr->call.items[0]);

    if (argument->kind != TRI_EXPR_STRING) {
        return;
    }
    tri_list_push(arena, &computation->values, function(computation, argument->string));
    tri_list_push(arena, &computation->variables, variable);
    expr->call.name = TRI_STR("variables");
    expr->call.items[0] = tri_expr_string(arena, name, expr->span);
}

/* Depth is limited by the parser. */
static void replace_calls(Computation *computation, TriExpr *expr)
{
    OwnFunction *function;

    expr = tri_expr_get(expr);
    function = find_function(expr);
    if (function != NULL) {
        replace_call(computation, expr, function);
    } else if (expr->kind == TRI_EXPR_CALL || expr->kind == TRI_EXPR_ACCESS) {
        for (size_t i = 0; i < expr->count; i++) {
            replace_calls(computation, expr->call.items[i]);
        }
    }
}

/* The name in "[parameters('name')]", which needs no evaluation; else empty. */
static TriStr parameter_alone(TriStr text)
{
    TriStr start = TRI_STR("[parameters('");
    TriStr end = TRI_STR("')]");

    if (!tri_str_has_prefix(text, start) || !tri_str_has_suffix(text, end)) {
        return TRI_STR("");
    }
    TriStr name = tri_str_slice(text, start.size, text.size - start.size - end.size);

    return tri_str_find_char(name, '\'') == TRI_NOT_FOUND ? name : TRI_STR("");
}

TriValue tri_computed_value(const TriJudge *judge, const TriRule *rule, TriStr text,
                            const TriSpot *place)
{
    TriArena *arena = place->instance->deployment->eval->arena;
    Computation computation = { .judge = judge, .rule = rule, .place = place };
    TriStr name = parameter_alone(text);

    if (name.size > 0) {
        return parameter(&computation, name);
    }
    TriSource *source = TRI_NEW(arena, TriSource);
    TriTemplate *template = TRI_NEW(arena, TriTemplate);

    *source = tri_source_open(arena, rule->id, text);
    TriExprText parsed = { .text = source->text, .source = source };
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_NULL, tri_span(source, 0, text.size));

    tri_expr_parse(arena, &parsed, expr);
    replace_calls(&computation, expr);
    template->source = source;
    template->variables = computation.variables.items;
    template->variable_count = computation.variables.count;
    tri_template_index(arena, template);
    TriDeployment *deployment =
        tri_deploy(place->instance->deployment->eval, template, NULL, TRI_STR(""));

    for (size_t i = 0; i < computation.values.count; i++) {
        deployment->variables[i].state = TRI_THUNK_DONE;
        deployment->variables[i].value = computation.values.items[i];
    }
    return tri_eval(deployment->scope, expr);
}
