#include "lint/targets.h"

/* ---- the template as an expression ---- */

static TriExpr *object_of(TriArena *arena, TriSpan span, size_t capacity)
{
    TriExpr *object = tri_expr_new(arena, TRI_EXPR_OBJECT, span);

    object->members = TRI_NEW_ARRAY(arena, TriExprMember, capacity);
    return object;
}

static void add_member(TriExpr *object, TriStr name, TriSpan span, TriExpr *value)
{
    if (value != NULL) {
        object->members[object->count++] =
            (TriExprMember){ .name = name, .name_span = span, .value = value };
    }
}

static TriExpr *parameters_of(TriArena *arena, const TriTemplate *template)
{
    TriExpr *object = object_of(arena, template->span, template->parameter_count);

    for (size_t i = 0; i < template->parameter_count; i++) {
        const TriParameter *parameter = &template->parameters[i];

        add_member(object, parameter->name, parameter->name_span,
                   parameter->declaration);
    }
    return object;
}

static TriExpr *variables_of(TriArena *arena, const TriTemplate *template)
{
    TriExpr *object = object_of(arena, template->span, template->variable_count);

    for (size_t i = 0; i < template->variable_count; i++) {
        const TriVariable *variable = &template->variables[i];

        add_member(object, variable->name, variable->name_span, variable->value);
    }
    return object;
}

/* An output as it is declared, as far as rules can look at it. */
static TriExpr *declaration_of(TriArena *arena, const TriOutput *output)
{
    TriExpr *object = object_of(arena, output->name_span, 2);

    add_member(object, TRI_STR("condition"), output->name_span, output->condition);
    add_member(object, TRI_STR("value"), output->name_span, output->value);
    return object;
}

static TriExpr *outputs_of(TriArena *arena, const TriTemplate *template)
{
    TriExpr *object = object_of(arena, template->span, template->output_count);

    for (size_t i = 0; i < template->output_count; i++) {
        const TriOutput *output = &template->outputs[i];

        add_member(object, output->name, output->name_span,
                   declaration_of(arena, output));
    }
    return object;
}

static TriExpr *resources_of(TriArena *arena, const TriTemplate *template)
{
    TriExpr *array = tri_expr_new(arena, TRI_EXPR_ARRAY, template->span);

    array->items = TRI_NEW_ARRAY(arena, TriExpr *, template->resource_count);
    for (size_t i = 0; i < template->resource_count; i++) {
        array->items[array->count++] = template->resources[i]->body;
    }
    return array;
}

static TriExpr *template_of(TriArena *arena, const TriTemplate *template)
{
    TriExpr *object = object_of(arena, template->span, 5);
    TriSpan span = template->span;

    add_member(object, TRI_STR("contentVersion"), span,
               tri_expr_string(arena, template->content_version, span));
    add_member(object, TRI_STR("parameters"), span, parameters_of(arena, template));
    add_member(object, TRI_STR("variables"), span, variables_of(arena, template));
    add_member(object, TRI_STR("resources"), span, resources_of(arena, template));
    add_member(object, TRI_STR("outputs"), span, outputs_of(arena, template));
    return object;
}

/* ---- instances ---- */

static void add(TriDeployment *deployment, const char *target, TriStr name,
                TriSpan span, TriExpr *body, TriInstanceList *list)
{
    TriArena *arena = deployment->eval->arena;
    TriResource *resource = TRI_NEW(arena, TriResource);
    TriInstance *instance = TRI_NEW(arena, TriInstance);

    if (body == NULL) {
        return;
    }
    resource->parent_template = (TriTemplate *)deployment->template;
    resource->symbol = name;
    resource->span = span;
    resource->body = body;
    instance->resource = resource;
    instance->deployment = deployment;
    instance->scope = deployment->scope;
    instance->caller = deployment->caller;
    instance->type = tri_value_string(tri_str_from_c(target));
    instance->condition = tri_value_bool(true);
    instance->loop_count = tri_value_null();
    instance->index = tri_value_null();
    instance->is_deployed =
        deployment->caller == NULL || deployment->caller->is_deployed;
    instance->body = tri_eval(deployment->scope, body);
    tri_list_push(arena, list, instance);
}

void tri_targets_of(TriDeployment *deployment, TriTarget target, TriInstanceList *list)
{
    TriArena *arena = deployment->eval->arena;
    const TriTemplate *template = deployment->template;

    switch (target) {
    case TRI_TARGET_TEMPLATE:
        add(deployment, "template", TRI_STR(""),
            tri_span(template->source, template->span.start, template->span.start + 1),
            template_of(arena, template), list);
        return;
    case TRI_TARGET_PARAMETER:
        for (size_t i = 0; i < template->parameter_count; i++) {
            const TriParameter *parameter = &template->parameters[i];

            add(deployment, "parameter", parameter->name, parameter->name_span,
                parameter->declaration, list);
        }
        return;
    case TRI_TARGET_VARIABLE:
        for (size_t i = 0; i < template->variable_count; i++) {
            const TriVariable *variable = &template->variables[i];

            add(deployment, "variable", tri_variable_label(variable),
                variable->name_span, variable->value, list);
        }
        return;
    case TRI_TARGET_OUTPUT:
        for (size_t i = 0; i < template->output_count; i++) {
            const TriOutput *output = &template->outputs[i];

            add(deployment, "output", output->name, output->name_span,
                declaration_of(arena, output), list);
        }
        return;
    case TRI_TARGET_RESOURCE:
    case TRI_TARGET_MODULE:
        return;
    }
}
