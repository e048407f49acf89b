#include "arm/lower.h"

#include "arm/may_hold.h"
#include "arm/value.h"
#include "base/list.h"
#include "base/map.h"
#include "base/text.h"

/* A chain of $ref longer than this is taken for a ring. */
enum { MOST_REFERENCES = 32 };

static void lower_template(const TriArmReader *reader, const TriJsonNode *node,
                           const TriPointer *pointer, TriTemplate *template);

/* What is needed to lower one template. */
typedef struct Lowering {
    TriArena *arena;
    const TriArmReader *reader;
    const TriJson *json;
    const TriJsonNode *section; /* "definitions", or NULL */
    TriMap definitions;         /* value nodes in it by name, once asked for */
    TriTemplate *template;
} Lowering;

/* The values of the members `names` of `object`: as many as `found` has room for. */
#define FIND_ALL(lowering, object, names, found)                                       \
    tri_json_find_all((lowering)->json, (object), (names), (found),                    \
                      sizeof(found) / sizeof *(found))

static bool is_object(const TriJsonNode *node)
{
    return node != NULL && node->type == TRI_JSON_OBJECT;
}

/* The text of a string node; of anything else, empty. */
static TriStr text_of(const Lowering *lowering, const TriJsonNode *node)
{
    return node != NULL && node->type == TRI_JSON_STRING
               ? tri_arm_string(lowering->reader, node)
               : (TriStr){ 0 };
}

static TriExpr *value_of(const Lowering *lowering, const TriJsonNode *node)
{
    return node == NULL ? NULL : tri_arm_value(lowering->reader, node);
}

static TriSpan span_of(const Lowering *lowering, const TriJsonNode *node)
{
    return tri_arm_span(lowering->reader, node);
}

/* All of a member; what comes from two places, where its value does. */
static TriSpan span_of_member(const Lowering *lowering, const TriJsonNode *name)
{
    TriSpan first = span_of(lowering, name);
    TriSpan last = span_of(lowering, name + 1);

    return first.source == last.source && first.start <= last.end
               ? tri_span_join(first, last)
               : last;
}

static bool is_true(const Lowering *lowering, const TriJsonNode *node)
{
    return node != NULL && node->type == TRI_JSON_BOOL &&
           tri_json_bool(lowering->json, node);
}

/* ---- types ---- */

static void index_definitions(Lowering *lowering)
{
    tri_json_each_member (name, lowering->section) {
        TriStr text = tri_arm_string(lowering->reader, name);

        *tri_map_put(lowering->arena, &lowering->definitions, text, TRI_MAP_NOCASE) =
            (void *)(name + 1);
    }
}

/* The definition that "#/definitions/name" in `node` leads to; NULL when none. */
static const TriJsonNode *follow(Lowering *lowering, const TriJsonNode *node)
{
    TriStr reference = text_of(lowering, node);
    TriStr prefix = TRI_STR("#/definitions/");

    if (!is_object(lowering->section) ||
        !tri_str_has_prefix_nocase(reference, prefix)) {
        return NULL;
    }
    if (lowering->definitions.count == 0) {
        index_definitions(lowering);
    }
    return tri_map_find(&lowering->definitions, tri_str_from(reference, prefix.size),
                        TRI_MAP_NOCASE);
}

/* What is declared of a parameter or an output; NULL: nothing. */
enum { TYPE, ALLOWED, NULLABLE, REFERENCE, DEFAULT_VALUE, KEYWORDS };

static const TriStr keywords[KEYWORDS] = {
    [TYPE] = TRI_STR_INIT("type"),
    [ALLOWED] = TRI_STR_INIT("allowedValues"),
    [NULLABLE] = TRI_STR_INIT("nullable"),
    [REFERENCE] = TRI_STR_INIT("$ref"),
    [DEFAULT_VALUE] = TRI_STR_INIT("defaultValue"),
};

/* Adds what is declared by what `found` refers to; a default value never is. */
static void follow_all(Lowering *lowering, const TriJsonNode *found[KEYWORDS])
{
    const TriJsonNode *reference = found[REFERENCE];

    for (int i = 1; reference != NULL && i < MOST_REFERENCES; i++) {
        const TriJsonNode *declaration = follow(lowering, reference);
        const TriJsonNode *further[KEYWORDS];

        FIND_ALL(lowering, declaration, keywords, further);
        for (int keyword = 0; keyword < REFERENCE; keyword++) {
            if (found[keyword] == NULL) {
                found[keyword] = further[keyword];
            }
        }
        reference = further[REFERENCE];
    }
}

static TriTypeName declared_type(const Lowering *lowering, const TriJsonNode *type)
{
    return tri_type_named(text_of(lowering, type));
}

/* ---- parameters, variables, functions, outputs ---- */

static TriParameter lower_parameter(Lowering *lowering, const TriJsonNode *name)
{
    const TriJsonNode *declaration = name + 1;
    const TriJsonNode *found[KEYWORDS];

    FIND_ALL(lowering, declaration, keywords, found);
    follow_all(lowering, found);
    TriTypeName type = declared_type(lowering, found[TYPE]);
    TriParameter parameter = {
        .name = tri_arm_string(lowering->reader, name),
        .name_span = span_of(lowering, name),
        .span = span_of_member(lowering, name),
        .declaration = tri_arm_value(lowering->reader, declaration),
        .type = type.type,
        .is_secure = type.is_secure,
        .is_nullable = is_true(lowering, found[NULLABLE]),
        .default_value = value_of(lowering, found[DEFAULT_VALUE]),
    };

    if (found[ALLOWED] != NULL && found[ALLOWED]->type == TRI_JSON_ARRAY) {
        parameter.allowed = tri_arm_value(lowering->reader, found[ALLOWED]);
    }
    return parameter;
}

static void lower_parameters(Lowering *lowering, const TriJsonNode *section)
{
    TriTemplate *template = lowering->template;

    if (!is_object(section)) {
        return;
    }
    template->parameters = TRI_NEW_ARRAY(lowering->arena, TriParameter, section->count);
    tri_json_each_member (name, section) {
        template->parameters[template->parameter_count++] =
            lower_parameter(lowering, name);
    }
}

/* The members of an object node may be more than are written: loops stand for
   theirs. */
static void lower_variables(const Lowering *lowering, const TriJsonNode *section)
{
    TriTemplate *template = lowering->template;

    if (!is_object(section)) {
        return;
    }
    TriExpr *object = tri_expr_get(tri_arm_value(lowering->reader, section));

    template->variables = TRI_NEW_ARRAY(lowering->arena, TriVariable, object->count);
    for (size_t i = 0; i < object->count; i++) {
        const TriExprMember *member = &object->members[i];

        template->variables[i] = (TriVariable){ .name = member->name,
                                                .name_span = member->name_span,
                                                .value = member->value };
    }
    template->variable_count = object->count;
}

/* The name of a function's parameter. */
static TriStr parameter_name(const Lowering *lowering, const TriJsonNode *parameter)
{
    return text_of(lowering, tri_json_find(lowering->json, parameter, TRI_STR("name")));
}

static TriUserFunction lower_function(const Lowering *lowering, TriStr namespace,
                                      const TriJsonNode *name)
{
    enum { PARAMETERS, OUTPUT, MEMBERS };
    static const TriStr names[MEMBERS] = {
        [PARAMETERS] = TRI_STR_INIT("parameters"), [OUTPUT] = TRI_STR_INIT("output")
    };
    const TriJsonNode *found[MEMBERS];

    FIND_ALL(lowering, name + 1, names, found);
    const TriJsonNode *parameters = found[PARAMETERS];
    const TriJsonNode *body =
        tri_json_find(lowering->json, found[OUTPUT], TRI_STR("value"));
    TriStr member = tri_arm_string(lowering->reader, name);
    TriUserFunction function = {
        .name = TRI_CONCAT(lowering->arena, namespace, TRI_STR("."), member),
        .name_span = span_of(lowering, name),
        .body = value_of(lowering, body),
    };

    if (parameters == NULL || parameters->type != TRI_JSON_ARRAY) {
        return function;
    }
    function.parameters = TRI_NEW_ARRAY(lowering->arena, TriStr, parameters->count);
    tri_json_each_item (parameter, parameters) {
        function.parameters[function.parameter_count++] =
            parameter_name(lowering, parameter);
    }
    return function;
}

static void lower_functions(const Lowering *lowering, const TriJsonNode *section)
{
    enum { NAMESPACE, FUNCTIONS, MEMBERS };
    static const TriStr names[MEMBERS] = {
        [NAMESPACE] = TRI_STR_INIT("namespace"), [FUNCTIONS] = TRI_STR_INIT("members")
    };
    TRI_LIST(TriUserFunction) functions = { 0 };

    if (section == NULL || section->type != TRI_JSON_ARRAY) {
        return;
    }
    tri_json_each_item (namespace, section) {
        const TriJsonNode *found[MEMBERS];

        FIND_ALL(lowering, namespace, names, found);
        if (!is_object(found[FUNCTIONS])) {
            continue;
        }
        TriStr name = text_of(lowering, found[NAMESPACE]);

        tri_json_each_member (member, found[FUNCTIONS]) {
            TriUserFunction function = lower_function(lowering, name, member);

            tri_list_push(lowering->arena, &functions, function);
        }
    }
    lowering->template->functions = functions.items;
    lowering->template->function_count = functions.count;
}

/* {"copy": {"count", "input"}} in an output is an array; NULL: it is none. */
static TriExpr *lower_output_loop(const Lowering *lowering, const TriJsonNode *loop)
{
    enum { COUNT, INPUT, MEMBERS };
    static const TriStr names[MEMBERS] = {
        [COUNT] = TRI_STR_INIT("count"), [INPUT] = TRI_STR_INIT("input")
    };
    const TriJsonNode *found[MEMBERS];

    FIND_ALL(lowering, loop, names, found);
    if (found[COUNT] == NULL || found[INPUT] == NULL) {
        return NULL;
    }
    TriExpr *expr =
        tri_expr_access(lowering->arena, value_of(lowering, found[COUNT]),
                        value_of(lowering, found[INPUT]), span_of(lowering, loop));

    expr->kind = TRI_EXPR_COPY;
    return expr;
}

static TriOutput lower_output(Lowering *lowering, const TriJsonNode *name)
{
    enum { VALUE, LOOP, CONDITION, METADATA, MEMBERS };
    static const TriStr names[MEMBERS] = { [VALUE] = TRI_STR_INIT("value"),
                                           [LOOP] = TRI_STR_INIT("copy"),
                                           [CONDITION] = TRI_STR_INIT("condition"),
                                           [METADATA] = TRI_STR_INIT("metadata") };
    const TriJsonNode *found[MEMBERS];
    const TriJsonNode *declared[KEYWORDS];

    FIND_ALL(lowering, name + 1, names, found);
    FIND_ALL(lowering, name + 1, keywords, declared);
    follow_all(lowering, declared);
    TriExpr *loop = lower_output_loop(lowering, found[LOOP]);

    return (TriOutput){
        .name = tri_arm_string(lowering->reader, name),
        .name_span = span_of(lowering, name),
        .value = loop != NULL ? loop : value_of(lowering, found[VALUE]),
        .condition = value_of(lowering, found[CONDITION]),
        .is_secure = declared_type(lowering, declared[TYPE]).is_secure,
        .span = span_of_member(lowering, name),
        .metadata = value_of(lowering, found[METADATA]),
    };
}

/* Of outputs with one name the last counts, in the place of the first. */
static void lower_outputs(Lowering *lowering, const TriJsonNode *section)
{
    TriMap outputs = { 0 };
    TriTemplate *template = lowering->template;

    if (!is_object(section)) {
        return;
    }
    template->outputs = TRI_NEW_ARRAY(lowering->arena, TriOutput, section->count);
    tri_json_each_member (name, section) {
        TriStr text = tri_arm_string(lowering->reader, name);
        void **place = tri_map_put(lowering->arena, &outputs, text, TRI_MAP_NOCASE);
        TriOutput *output =
            *place != NULL ? *place : &template->outputs[template->output_count++];

        *place = output;
        *output = lower_output(lowering, name);
    }
}

/* ---- resources ---- */

/* Where a child stands: a member of `parent`, or an item when `name` is empty. */
static TriPointer *pointer_to(const Lowering *lowering, const TriPointer *parent,
                              TriStr name, size_t index)
{
    TriPointer *pointer = TRI_NEW(lowering->arena, TriPointer);

    *pointer = (TriPointer){ parent, name, index };
    return pointer;
}

/* Pointers keep names as they are spelled. */
static const TriPointer *pointer_to_value(const Lowering *lowering,
                                          const TriPointer *parent,
                                          const TriJsonNode *value)
{
    TriStr name = tri_arm_string(lowering->reader, tri_json_name(value));

    return pointer_to(lowering, parent, name, 0);
}

/* Members that the language itself reads. */
enum { LOOP, PROPERTIES, CHILDREN, EXISTING, IMPORT, EXTENSION, RESOURCE_MEMBERS };

static const TriStr resource_members[RESOURCE_MEMBERS] = {
    [LOOP] = TRI_STR_INIT("copy"),          [PROPERTIES] = TRI_STR_INIT("properties"),
    [CHILDREN] = TRI_STR_INIT("resources"), [EXISTING] = TRI_STR_INIT("existing"),
    [IMPORT] = TRI_STR_INIT("import"),      [EXTENSION] = TRI_STR_INIT("extension"),
};

static void lower_loop(const Lowering *lowering, const TriJsonNode *loop,
                       TriResource *resource)
{
    enum { NAME, COUNT, MEMBERS };
    static const TriStr names[MEMBERS] = {
        [NAME] = TRI_STR_INIT("name"), [COUNT] = TRI_STR_INIT("count")
    };
    const TriJsonNode *found[MEMBERS];

    if (loop == NULL || loop->type == TRI_JSON_NULL) {
        return;
    }
    FIND_ALL(lowering, loop, names, found);
    resource->loop_span = span_of(lowering, loop);
    resource->loop_name = text_of(lowering, found[NAME]);
    resource->loop_count = value_of(lowering, found[COUNT]);
    if (found[NAME] == NULL || found[COUNT] == NULL) {
        resource->loop_count =
            tri_expr_error(lowering->arena, resource->loop_span,
                           "the loop of a resource must be an object with 'name' and "
                           "'count'");
    }
}

/* A template inside another one, to be lowered when somebody looks into it. */
typedef struct Nested {
    TriTemplateParts parts;
    const TriArmReader *reader;
    const TriJsonNode *node;
    const TriPointer *pointer;
} Nested;

static void make_nested(const TriTemplateParts *parts, TriTemplate *template)
{
    const Nested *nested = (const Nested *)parts;

    lower_template(nested->reader, nested->node, nested->pointer, template);
}

static bool nested_may_hold(const TriTemplateParts *parts, TriArena *scratch,
                            const TriWanted *wanted)
{
    const Nested *nested = (const Nested *)parts;

    return tri_arm_may_hold(scratch, &nested->reader->json, nested->node, wanted);
}

static TriTemplate *new_nested(const Lowering *lowering, const TriJsonNode *node,
                               const TriPointer *pointer)
{
    TriTemplate *template = TRI_NEW(lowering->arena, TriTemplate);
    Nested *nested = TRI_NEW(lowering->arena, Nested);

    *nested =
        (Nested){ { make_nested, nested_may_hold }, lowering->reader, node, pointer };
    template->parts = &nested->parts;
    template->span = span_of(lowering, node);
    template->source = template->span.source;
    return template;
}

/* What expressionEvaluationOptions name; empty when nothing. */
static TriStr scope_of(const Lowering *lowering, const TriJsonNode *options)
{
    return text_of(lowering, tri_json_find(lowering->json, options, TRI_STR("scope")));
}

/* Whether a string in `node` is an expression once the template around has been
   evaluated, templates of inner scope left out: nothing in them is evaluated before
   they are deployed. JSON is not nested deeper than this may go. */
static bool has_escaped(const Lowering *lowering, const TriJsonNode *node)
{
    const TriJsonNode *inner = NULL;

    if (node->type == TRI_JSON_STRING) {
        return tri_str_has_prefix(tri_json_raw(lowering->json, node), TRI_STR("[["));
    }
    if (node->type == TRI_JSON_ARRAY) {
        tri_json_each_item (item, node) {
            if (has_escaped(lowering, item)) {
                return true;
            }
        }
    }
    if (node->type != TRI_JSON_OBJECT) {
        return false;
    }
    const TriJsonNode *options =
        tri_json_find(lowering->json, node, TRI_STR("expressionEvaluationOptions"));

    if (tri_str_eq_nocase(scope_of(lowering, options), TRI_STR("inner"))) {
        inner = tri_json_find(lowering->json, node, TRI_STR("template"));
    }
    tri_json_each_member (name, node) {
        if (has_escaped(lowering, name) ||
            (name + 1 != inner && has_escaped(lowering, name + 1))) {
            return true;
        }
    }
    return false;
}

/* Whether its author left an expression in it to the nested deployment. */
static bool has_postponed(const Lowering *lowering, const TriJsonNode *nested)
{
    TriStr text = tri_span_text(tri_json_span(lowering->json, nested));

    return tri_str_find(text, TRI_STR("\"[[")) != TRI_NOT_FOUND &&
           has_escaped(lowering, nested);
}

static bool are_made(const Lowering *lowering, const TriJsonNode *resources);

/* Whether an expression makes a resource, or the children of one. */
static bool is_made(const Lowering *lowering, const TriJsonNode *resource)
{
    return resource->type == TRI_JSON_STRING ||
           (resource->type == TRI_JSON_OBJECT &&
            are_made(lowering,
                     tri_json_find(lowering->json, resource, TRI_STR("resources"))));
}

/* Whether an expression makes resources, or one of them. */
static bool are_made(const Lowering *lowering, const TriJsonNode *resources)
{
    if (resources == NULL) {
        return false;
    }
    if (resources->type == TRI_JSON_ARRAY) {
        tri_json_each_item (item, resources) {
            if (is_made(lowering, item)) {
                return true;
            }
        }
    } else if (resources->type == TRI_JSON_OBJECT) {
        tri_json_each_member (name, resources) {
            if (is_made(lowering, name + 1)) {
                return true;
            }
        }
    }
    return resources->type == TRI_JSON_STRING;
}

/* Its template is a value like the others of a resource: it has no scope of its own. */
static bool is_stack(const TriResource *resource)
{
    TriStr type;

    return tri_resource_written_type(resource, &type) && tri_type_is_stack(type);
}

/*
 * properties.template of a deployment. Its expressions belong to the template
 * around it unless the scope is inner, which is what templates with symbolic
 * names mean when they do not say. One that both deployments evaluate, or that is not
 * there before the first has, is a value as any other (lint/value_template.h).
 */
static void lower_nested(const Lowering *lowering, const TriJsonNode *properties,
                         TriResource *resource)
{
    enum { TEMPLATE, OPTIONS, MEMBERS };
    static const TriStr names[MEMBERS] = {
        [TEMPLATE] = TRI_STR_INIT("template"),
        [OPTIONS] = TRI_STR_INIT("expressionEvaluationOptions"),
    };
    const TriJsonNode *found[MEMBERS];

    FIND_ALL(lowering, properties, names, found);
    const TriJsonNode *nested = found[TEMPLATE];

    if (!is_object(nested)) {
        return;
    }
    TriStr scope = scope_of(lowering, found[OPTIONS]);
    const TriPointer *pointer =
        pointer_to_value(lowering, &resource->pointer, properties);
    bool is_inner = scope.size > 0 ? tri_str_eq_nocase(scope, TRI_STR("inner"))
                                   : lowering->template->is_inner_by_default;
    bool is_outer = is_stack(resource) || !is_inner;

    if (is_outer && (has_postponed(lowering, nested) || is_made(lowering, nested))) {
        return;
    }
    pointer = pointer_to_value(lowering, pointer, nested);
    resource->nested = new_nested(lowering, nested, pointer);
    resource->nested->is_outer = is_outer;
}

static bool is_set(const TriJsonNode *node)
{
    return node != NULL && node->type != TRI_JSON_NULL;
}

typedef TRI_LIST(TriResource *) ResourceList;

static TriResource *lower_resource(const Lowering *lowering, const TriJsonNode *node,
                                   const TriPointer *pointer, TriResource *parent);

/* The resources in an array, or in an object by symbolic name. Anything else, such as
   an expression, is one resource that nobody can read: the service refuses it. */
static void lower_resources(const Lowering *lowering, const TriJsonNode *section,
                            const TriPointer *pointer, TriResource *parent,
                            ResourceList *list)
{
    size_t index = 0;

    if (section->type == TRI_JSON_ARRAY) {
        tri_json_each_item (item, section) {
            const TriPointer *place =
                pointer_to(lowering, pointer, (TriStr){ 0 }, index++);
            TriResource *resource = lower_resource(lowering, item, place, parent);

            tri_list_push(lowering->arena, list, resource);
        }
    } else if (section->type == TRI_JSON_OBJECT) {
        tri_json_each_member (name, section) {
            const TriPointer *place = pointer_to_value(lowering, pointer, name + 1);
            TriResource *resource = lower_resource(lowering, name + 1, place, parent);

            resource->symbol = place->name;
            tri_list_push(lowering->arena, list, resource);
        }
    } else if (is_set(section)) {
        TriResource *resource = lower_resource(lowering, section, pointer, parent);

        tri_list_push(lowering->arena, list, resource);
    }
}

static void lower_children(const Lowering *lowering, const TriJsonNode *section,
                           TriResource *resource)
{
    ResourceList children = { 0 };

    if (section == NULL) {
        return;
    }
    lower_resources(lowering, section,
                    pointer_to_value(lowering, &resource->pointer, section), resource,
                    &children);
    resource->children = children.items;
    resource->child_count = children.count;
}

static TriResource *lower_resource(const Lowering *lowering, const TriJsonNode *node,
                                   const TriPointer *pointer, TriResource *parent)
{
    TriResource *resource = TRI_NEW(lowering->arena, TriResource);
    const TriJsonNode *found[RESOURCE_MEMBERS];

    resource->parent_template = lowering->template;
    resource->parent = parent;
    resource->symbol = lowering->reader->symbol;
    if (resource->symbol.size == 0) {
        resource->pointer = *pointer;
    }
    resource->span = span_of(lowering, node);
    resource->body = tri_expr_get(tri_arm_value(lowering->reader, node));
    resource->type = tri_expr_find(resource->body, TRI_STR("type"));
    resource->name = tri_expr_find(resource->body, TRI_STR("name"));
    resource->condition = tri_expr_find(resource->body, TRI_STR("condition"));
    resource->properties = tri_expr_find(resource->body, TRI_STR("properties"));
    FIND_ALL(lowering, node, resource_members, found);
    /* These mean something in templates with symbolic names only. */
    if (lowering->template->is_symbolic) {
        resource->existing = value_of(lowering, found[EXISTING]);
        resource->is_extension = is_set(found[IMPORT]) || is_set(found[EXTENSION]);
    }
    lower_loop(lowering, found[LOOP], resource);
    lower_nested(lowering, found[PROPERTIES], resource);
    lower_children(lowering, found[CHILDREN], resource);
    return resource;
}

static void lower_top_resources(const Lowering *lowering, const TriJsonNode *section,
                                const TriPointer *pointer)
{
    ResourceList resources = { 0 };

    if (section == NULL) {
        return;
    }
    lowering->template->is_symbolic = section->type == TRI_JSON_OBJECT;
    lower_resources(lowering, section, pointer_to_value(lowering, pointer, section),
                    NULL, &resources);
    lowering->template->resources = resources.items;
    lowering->template->resource_count = resources.count;
}

/* ---- the template ---- */

/* The word in front of "DeploymentTemplate" tells. */
static TriScopeKind scope_of_schema(TriStr schema)
{
    static const struct {
        TriStr word;
        TriScopeKind scope;
    } scopes[] = {
        { TRI_STR_INIT("subscription"), TRI_SCOPE_SUBSCRIPTION },
        { TRI_STR_INIT("managementGroup"), TRI_SCOPE_MANAGEMENT_GROUP },
        { TRI_STR_INIT("tenant"), TRI_SCOPE_TENANT },
    };
    size_t at = tri_str_find_nocase(schema, TRI_STR("DeploymentTemplate"));

    for (size_t i = 0; at != TRI_NOT_FOUND && i < sizeof scopes / sizeof *scopes; i++) {
        if (tri_str_has_suffix_nocase(tri_str_slice(schema, 0, at), scopes[i].word)) {
            return scopes[i].scope;
        }
    }
    return TRI_SCOPE_RESOURCE_GROUP;
}

static void lower_template(const TriArmReader *reader, const TriJsonNode *node,
                           const TriPointer *pointer, TriTemplate *template)
{
    enum {
        SCHEMA,
        VERSION,
        METADATA,
        LANGUAGE,
        DEFINITIONS,
        PARAMETERS,
        VARIABLES,
        FUNCTIONS,
        OUTPUTS,
        RESOURCES,
        MEMBERS,
    };
    static const TriStr names[MEMBERS] = {
        [SCHEMA] = TRI_STR_INIT("$schema"),
        [VERSION] = TRI_STR_INIT("contentVersion"),
        [METADATA] = TRI_STR_INIT("metadata"),
        [LANGUAGE] = TRI_STR_INIT("languageVersion"),
        [DEFINITIONS] = TRI_STR_INIT("definitions"),
        [PARAMETERS] = TRI_STR_INIT("parameters"),
        [VARIABLES] = TRI_STR_INIT("variables"),
        [FUNCTIONS] = TRI_STR_INIT("functions"),
        [OUTPUTS] = TRI_STR_INIT("outputs"),
        [RESOURCES] = TRI_STR_INIT("resources"),
    };
    const TriJsonNode *found[MEMBERS];
    Lowering lowering = {
        .arena = reader->arena,
        .reader = reader,
        .json = &reader->json,
        .template = template,
    };

    FIND_ALL(&lowering, node, names, found);
    lowering.section = found[DEFINITIONS];
    template->span = span_of(&lowering, node);
    template->source = template->span.source;
    template->is_made = reader->places != NULL;
    template->scope = scope_of_schema(text_of(&lowering, found[SCHEMA]));
    template->content_version = text_of(&lowering, found[VERSION]);
    template->metadata = value_of(&lowering, found[METADATA]);
    template->definitions = value_of(&lowering, found[DEFINITIONS]);
    template->is_inner_by_default =
        tri_str_has_prefix(text_of(&lowering, found[LANGUAGE]), TRI_STR("2"));
    lower_parameters(&lowering, found[PARAMETERS]);
    lower_variables(&lowering, found[VARIABLES]);
    lower_functions(&lowering, found[FUNCTIONS]);
    lower_outputs(&lowering, found[OUTPUTS]);
    lower_top_resources(&lowering, found[RESOURCES], pointer);
    tri_template_index(reader->arena, template);
}

TriTemplate *tri_arm_lower(TriArena *arena, const TriJson *json,
                           const TriJsonNode *node, const TriPointer *pointer)
{
    TriTemplate *template = TRI_NEW(arena, TriTemplate);

    lower_template(tri_arm_reader(arena, json, false), node, pointer, template);
    return template;
}

TriTemplate *tri_arm_lower_made(TriArena *arena, const TriArmMade *made)
{
    TriTemplate *template = TRI_NEW(arena, TriTemplate);
    TriArmReader *reader = TRI_NEW(arena, TriArmReader);

    *reader = *tri_arm_reader(arena, &made->json, false);
    reader->places = made->places;
    reader->symbol = made->symbol;
    lower_template(reader, made->json.root, made->pointer, template);
    return template;
}
