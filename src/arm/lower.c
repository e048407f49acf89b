#include "arm/lower.h"

#include "arm/value.h"
#include "base/list.h"
#include "base/map.h"
#include "base/text.h"
#include "expr/parse.h"

/* A chain of $ref longer than this is taken for a ring. */
enum { MOST_REFERENCES = 32 };

/* What is needed to lower one template. */
typedef struct Lowering {
    TriArena *arena;
    const TriArmReader *reader;
    const TriJson *json;
    const TriJsonNode *root;
    TriMap definitions; /* value nodes by name */
    TriTemplate *template;
} Lowering;

static const TriJsonNode *find(const Lowering *lowering, const TriJsonNode *object,
                               const char *name)
{
    return tri_json_find(lowering->json, object, tri_str_from_c(name));
}

static const TriJsonNode *find_object(const Lowering *lowering,
                                      const TriJsonNode *object, const char *name)
{
    const TriJsonNode *value = find(lowering, object, name);

    return value != NULL && value->type == TRI_JSON_OBJECT ? value : NULL;
}

static TriStr find_text(const Lowering *lowering, const TriJsonNode *object,
                        const char *name)
{
    const TriJsonNode *value = find(lowering, object, name);

    return value != NULL && value->type == TRI_JSON_STRING
               ? tri_arm_string(lowering->reader, value)
               : (TriStr){ 0 };
}

static TriExpr *find_value(const Lowering *lowering, const TriJsonNode *object,
                           const char *name)
{
    const TriJsonNode *value = find(lowering, object, name);

    return value == NULL ? NULL : tri_arm_value(lowering->reader, value);
}

static TriSpan span_of(const Lowering *lowering, const TriJsonNode *node)
{
    return tri_json_span(lowering->json, node);
}

static bool is_true(const Lowering *lowering, const TriJsonNode *node)
{
    return node != NULL && node->type == TRI_JSON_BOOL &&
           tri_json_bool(lowering->json, node);
}

/* ---- types ---- */

typedef struct TypeName {
    TriStr name;
    unsigned type;
    bool is_secure;
} TypeName;

static const TypeName type_names[] = {
    { TRI_STR_INIT("string"), TRI_STRING, false },
    { TRI_STR_INIT("securestring"), TRI_STRING, true },
    { TRI_STR_INIT("int"), TRI_INT, false },
    { TRI_STR_INIT("bool"), TRI_BOOL, false },
    { TRI_STR_INIT("object"), TRI_OBJECT, false },
    { TRI_STR_INIT("secureobject"), TRI_OBJECT, true },
    { TRI_STR_INIT("array"), TRI_ARRAY, false },
};

static TypeName type_named(TriStr name)
{
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++) {
        if (tri_str_eq_nocase(type_names[i].name, name)) {
            return type_names[i];
        }
    }
    return (TypeName){ .type = TRI_ANY };
}

/* The definition that "#/definitions/name" in `node` leads to; NULL when none. */
static const TriJsonNode *follow(const Lowering *lowering, const TriJsonNode *node)
{
    TriStr reference = find_text(lowering, node, "$ref");
    TriStr prefix = TRI_STR("#/definitions/");

    if (!tri_str_has_prefix_nocase(reference, prefix)) {
        return NULL;
    }
    return tri_map_find(&lowering->definitions, tri_str_from(reference, prefix.size),
                        TRI_MAP_NOCASE);
}

/* The keyword `name` of a declaration, its own or that of what it refers to. */
static const TriJsonNode *find_keyword(const Lowering *lowering,
                                       const TriJsonNode *declaration, const char *name)
{
    for (int i = 0; declaration != NULL && i < MOST_REFERENCES; i++) {
        const TriJsonNode *value = find(lowering, declaration, name);

        if (value != NULL) {
            return value;
        }
        declaration = follow(lowering, declaration);
    }
    return NULL;
}

static TypeName declared_type(const Lowering *lowering, const TriJsonNode *declaration)
{
    const TriJsonNode *type = find_keyword(lowering, declaration, "type");

    if (type == NULL || type->type != TRI_JSON_STRING) {
        return (TypeName){ .type = TRI_ANY };
    }
    return type_named(tri_arm_string(lowering->reader, type));
}

/* ---- parameters, variables, functions, outputs ---- */

static TriParameter lower_parameter(const Lowering *lowering, const TriJsonNode *name)
{
    const TriJsonNode *declaration = name + 1;
    const TriJsonNode *allowed = find_keyword(lowering, declaration, "allowedValues");
    TypeName type = declared_type(lowering, declaration);
    TriParameter parameter = {
        .name = tri_arm_string(lowering->reader, name),
        .name_span = span_of(lowering, name),
        .span = tri_span_join(span_of(lowering, name), span_of(lowering, declaration)),
        .declaration = tri_arm_value(lowering->reader, declaration),
        .type = type.type,
        .is_secure = type.is_secure,
        .default_value = find_value(lowering, declaration, "defaultValue"),
    };

    parameter.is_nullable =
        is_true(lowering, find_keyword(lowering, declaration, "nullable"));
    if (allowed != NULL && allowed->type == TRI_JSON_ARRAY) {
        parameter.allowed = tri_arm_value(lowering->reader, allowed);
    }
    return parameter;
}

static void lower_parameters(const Lowering *lowering)
{
    TriTemplate *template = lowering->template;
    const TriJsonNode *section = find_object(lowering, lowering->root, "parameters");

    if (section == NULL) {
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
static void lower_variables(const Lowering *lowering)
{
    TriTemplate *template = lowering->template;
    const TriJsonNode *section = find_object(lowering, lowering->root, "variables");

    if (section == NULL) {
        return;
    }
    TriExpr *object = tri_expr_get(tri_arm_value(lowering->reader, section));

    template->variables = TRI_NEW_ARRAY(lowering->arena, TriVariable, object->count);
    for (size_t i = 0; i < object->count; i++) {
        const TriExprMember *member = &object->members[i];

        template->variables[i] =
            (TriVariable){ member->name, member->name_span, member->value };
    }
    template->variable_count = object->count;
}

static TriUserFunction lower_function(const Lowering *lowering, TriStr namespace,
                                      const TriJsonNode *name)
{
    const TriJsonNode *parameters = find(lowering, name + 1, "parameters");
    TriStr member = tri_arm_string(lowering->reader, name);
    TriUserFunction function = {
        .name = TRI_CONCAT(lowering->arena, namespace, TRI_STR("."), member),
        .name_span = span_of(lowering, name),
        .body = find_value(lowering, find(lowering, name + 1, "output"), "value"),
    };

    if (parameters == NULL || parameters->type != TRI_JSON_ARRAY) {
        return function;
    }
    function.parameters = TRI_NEW_ARRAY(lowering->arena, TriStr, parameters->count);
    tri_json_each_item (parameter, parameters) {
        function.parameters[function.parameter_count++] =
            find_text(lowering, parameter, "name");
    }
    return function;
}

static void lower_functions(const Lowering *lowering)
{
    TRI_LIST(TriUserFunction) functions = { 0 };
    const TriJsonNode *section = find(lowering, lowering->root, "functions");

    if (section == NULL || section->type != TRI_JSON_ARRAY) {
        return;
    }
    tri_json_each_item (namespace, section) {
        TriStr name = find_text(lowering, namespace, "namespace");
        const TriJsonNode *members = find_object(lowering, namespace, "members");

        if (members == NULL) {
            continue;
        }
        tri_json_each_member (member, members) {
            TriUserFunction function = lower_function(lowering, name, member);

            tri_list_push(lowering->arena, &functions, function);
        }
    }
    lowering->template->functions = functions.items;
    lowering->template->function_count = functions.count;
}

/* {"copy": {"count", "input"}} in an output is an array. */
static TriExpr *lower_output_value(const Lowering *lowering, const TriJsonNode *output)
{
    const TriJsonNode *loop = find_object(lowering, output, "copy");
    TriExpr *count = find_value(lowering, loop, "count");
    TriExpr *input = find_value(lowering, loop, "input");

    if (count == NULL || input == NULL) {
        return find_value(lowering, output, "value");
    }
    TriExpr *expr =
        tri_expr_access(lowering->arena, count, input, span_of(lowering, loop));

    expr->kind = TRI_EXPR_COPY;
    return expr;
}

/* Of outputs with one name the last counts, in the place of the first. */
static void lower_outputs(const Lowering *lowering)
{
    TriMap outputs = { 0 };
    TriTemplate *template = lowering->template;
    const TriJsonNode *section = find_object(lowering, lowering->root, "outputs");

    if (section == NULL) {
        return;
    }
    template->outputs = TRI_NEW_ARRAY(lowering->arena, TriOutput, section->count);
    tri_json_each_member (name, section) {
        TriStr text = tri_arm_string(lowering->reader, name);
        void **place = tri_map_put(lowering->arena, &outputs, text, TRI_MAP_NOCASE);
        TriOutput *output =
            *place != NULL ? *place : &template->outputs[template->output_count++];

        *place = output;
        *output = (TriOutput){
            .name = text,
            .name_span = span_of(lowering, name),
            .value = lower_output_value(lowering, name + 1),
            .condition = find_value(lowering, name + 1, "condition"),
            .is_secure = declared_type(lowering, name + 1).is_secure,
            .span = tri_span_join(span_of(lowering, name), span_of(lowering, name + 1)),
            .metadata = find_value(lowering, name + 1, "metadata"),
        };
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

static void lower_loop(const Lowering *lowering, const TriJsonNode *node,
                       TriResource *resource)
{
    const TriJsonNode *loop = find(lowering, node, "copy");

    if (loop == NULL || loop->type == TRI_JSON_NULL) {
        return;
    }
    resource->loop_span = span_of(lowering, loop);
    resource->loop_name = find_text(lowering, loop, "name");
    resource->loop_count = find_value(lowering, loop, "count");
    if (resource->loop_count == NULL || find(lowering, loop, "name") == NULL) {
        resource->loop_count =
            tri_expr_error(lowering->arena, resource->loop_span,
                           "the loop of a resource must be an object with 'name' and "
                           "'count'");
    }
}

/*
 * properties.template of a deployment. Its expressions belong to the template
 * around it unless the scope is inner, which is what templates with symbolic
 * names mean when they do not say.
 */
static void lower_nested(const Lowering *lowering, const TriJsonNode *node,
                         TriResource *resource)
{
    const TriJsonNode *properties = find_object(lowering, node, "properties");
    const TriJsonNode *nested = find_object(lowering, properties, "template");

    if (nested == NULL) {
        return;
    }
    const TriJsonNode *options =
        find_object(lowering, properties, "expressionEvaluationOptions");
    TriStr scope = find_text(lowering, options, "scope");
    const TriPointer *pointer =
        pointer_to_value(lowering, &resource->pointer, properties);

    pointer = pointer_to_value(lowering, pointer, nested);
    resource->nested = tri_arm_lower(lowering->arena, lowering->json, nested, pointer);
    resource->nested->is_outer = scope.size > 0
                                     ? !tri_str_eq_nocase(scope, TRI_STR("inner"))
                                     : !lowering->template->is_inner_by_default;
}

static bool has_member(const Lowering *lowering, const TriJsonNode *node,
                       const char *name)
{
    const TriJsonNode *value = find(lowering, node, name);

    return value != NULL && value->type != TRI_JSON_NULL;
}

/* Members that mean something in templates with symbolic names only. */
static void lower_symbolic(const Lowering *lowering, const TriJsonNode *node,
                           TriResource *resource)
{
    resource->existing = find_value(lowering, node, "existing");
    resource->is_extension =
        has_member(lowering, node, "import") || has_member(lowering, node, "extension");
}

typedef TRI_LIST(TriResource *) ResourceList;

static TriResource *lower_resource(const Lowering *lowering, const TriJsonNode *node,
                                   const TriPointer *pointer, TriResource *parent);

/* The resources in an array, or in an object by symbolic name. */
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
    }
}

static void lower_children(const Lowering *lowering, const TriJsonNode *node,
                           TriResource *resource)
{
    ResourceList children = { 0 };
    const TriJsonNode *section = find(lowering, node, "resources");

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

    resource->parent_template = lowering->template;
    resource->parent = parent;
    resource->pointer = *pointer;
    resource->span = span_of(lowering, node);
    resource->body = tri_expr_get(tri_arm_value(lowering->reader, node));
    resource->type = tri_expr_find(resource->body, TRI_STR("type"));
    resource->name = tri_expr_find(resource->body, TRI_STR("name"));
    resource->condition = tri_expr_find(resource->body, TRI_STR("condition"));
    resource->properties = tri_expr_find(resource->body, TRI_STR("properties"));
    if (lowering->template->is_symbolic) {
        lower_symbolic(lowering, node, resource);
    }
    if (node->type == TRI_JSON_OBJECT) {
        lower_loop(lowering, node, resource);
        lower_nested(lowering, node, resource);
        lower_children(lowering, node, resource);
    }
    return resource;
}

static void lower_top_resources(const Lowering *lowering, const TriPointer *pointer)
{
    ResourceList resources = { 0 };
    const TriJsonNode *section = find(lowering, lowering->root, "resources");

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

static void index_definitions(Lowering *lowering)
{
    const TriJsonNode *section = find_object(lowering, lowering->root, "definitions");

    if (section == NULL) {
        return;
    }
    tri_json_each_member (name, section) {
        TriStr text = tri_arm_string(lowering->reader, name);

        *tri_map_put(lowering->arena, &lowering->definitions, text, TRI_MAP_NOCASE) =
            (void *)(name + 1);
    }
}

static TriScopeKind scope_of_schema(TriStr schema)
{
    static const struct {
        TriStr part;
        TriScopeKind scope;
    } schemas[] = {
        { TRI_STR_INIT("subscriptionDeploymentTemplate"), TRI_SCOPE_SUBSCRIPTION },
        { TRI_STR_INIT("managementGroupDeploymentTemplate"),
          TRI_SCOPE_MANAGEMENT_GROUP },
        { TRI_STR_INIT("tenantDeploymentTemplate"), TRI_SCOPE_TENANT },
    };

    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        if (tri_str_find_nocase(schema, schemas[i].part) != TRI_NOT_FOUND) {
            return schemas[i].scope;
        }
    }
    return TRI_SCOPE_RESOURCE_GROUP;
}

TriTemplate *tri_arm_lower(TriArena *arena, const TriJson *json,
                           const TriJsonNode *node, const TriPointer *pointer)
{
    TriTemplate *template = TRI_NEW(arena, TriTemplate);
    Lowering lowering = {
        .arena = arena,
        .reader = tri_arm_reader(arena, json, false),
        .json = json,
        .root = node,
        .template = template,
    };

    index_definitions(&lowering);
    template->source = json->source;
    template->span = span_of(&lowering, node);
    template->scope = scope_of_schema(find_text(&lowering, node, "$schema"));
    template->content_version = find_text(&lowering, node, "contentVersion");
    template->metadata = find_value(&lowering, node, "metadata");
    template->is_inner_by_default =
        tri_str_has_prefix(find_text(&lowering, node, "languageVersion"), TRI_STR("2"));
    lower_parameters(&lowering);
    lower_variables(&lowering);
    lower_functions(&lowering);
    lower_outputs(&lowering);
    lower_top_resources(&lowering, pointer);
    tri_template_index(arena, template);
    return template;
}

/* ---- parameter files ---- */

static bool is_key_vault_reference(const TriJson *json, const TriJsonNode *entry)
{
    return tri_json_find(json, entry, TRI_STR("reference")) != NULL;
}

/* Tokens that the pipeline of the quickstart templates replaces. */
static bool is_placeholder(const TriArmReader *reader, const TriJsonNode *value)
{
    static const TriStr tokens[] = { TRI_STR_INIT("GEN-UNIQUE"),
                                     TRI_STR_INIT("GEN-PASSWORD"),
                                     TRI_STR_INIT("GEN-SSH-PUB-KEY") };

    if (value->type != TRI_JSON_STRING) {
        return false;
    }
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        if (tri_str_has_prefix(tri_arm_string(reader, value), tokens[i])) {
            return true;
        }
    }
    return false;
}

static TriGiven lower_given(const TriArmReader *reader, const TriJsonNode *name)
{
    const TriJson *json = &reader->json;
    const TriJsonNode *entry = name + 1;
    const TriJsonNode *value = tri_json_find(json, entry, TRI_STR("value"));
    TriGiven given = { .name = tri_arm_string(reader, name),
                       .name_span = tri_json_span(json, name) };

    if (value != NULL) {
        given.kind =
            is_placeholder(reader, value) ? TRI_GIVEN_PLACEHOLDER : TRI_GIVEN_VALUE;
    } else if (is_key_vault_reference(json, entry)) {
        given.kind = TRI_GIVEN_KEY_VAULT;
    } else if (tri_json_find(json, entry, TRI_STR("expression")) != NULL) {
        given.kind = TRI_GIVEN_EXPRESSION;
    } else {
        return given;
    }
    given.value = tri_arm_value(reader, value != NULL ? value : entry);
    return given;
}

/* Whether an expression stands anywhere in `value`. */
static bool holds_expression(const TriArmReader *reader, const TriJsonNode *value)
{
    for (size_t i = 0; i < value->extent; i++) {
        if (value[i].type == TRI_JSON_STRING &&
            tri_expr_form(tri_arm_string(reader, &value[i])) == TRI_FORM_EXPRESSION) {
            return true;
        }
    }
    return false;
}

TriGivens tri_arm_lower_parameters(TriArena *arena, const TriJson *json,
                                   const TriJsonNode *node, bool is_wrapper)
{
    TriGivens givens = { 0 };
    const TriArmReader *reader = tri_arm_reader(arena, json, true);

    if (node == NULL || node->type != TRI_JSON_OBJECT) {
        return givens;
    }
    givens.span = tri_json_span(json, node);
    givens.items = TRI_NEW_ARRAY(arena, TriGiven, node->count);
    tri_json_each_member (name, node) {
        TriGiven *given = &givens.items[givens.count++];

        *given = lower_given(reader, name);
        if (is_wrapper && holds_expression(reader, name + 1)) {
            given->kind = TRI_GIVEN_EXPRESSION;
        }
    }
    return givens;
}

/* ---- duplicate members ---- */

/* Reports names of `object` that differ by case only; the exact ones are reported
   for every object alike. */
static void report_alike(TriArena scratch, const TriJson *json,
                         const TriJsonNode *object, TriSink *sink)
{
    TriMap seen = { 0 };

    if (object == NULL || object->type != TRI_JSON_OBJECT) {
        return;
    }
    tri_json_each_member (name, object) {
        TriStr text = tri_json_string(&scratch, json, name);
        void **place = tri_map_put(&scratch, &seen, text, TRI_MAP_NOCASE);
        const TriJsonNode *earlier = *place;

        if (earlier != NULL &&
            !tri_str_eq(tri_json_string(&scratch, json, earlier), text)) {
            TriFinding *finding = tri_report(
                sink, TRI_PROBLEM_DUPLICATE_MEMBER, tri_json_span(json, name),
                "member '%.*s' stands twice in this object, in another "
                "letter case; the last one counts",
                TRI_ARG(text));

            finding->related = TRI_NEW(sink->arena, TriRelated);
            finding->related[0] =
                (TriRelated){ tri_json_span(json, earlier), TRI_STR("the one before") };
            finding->related_count = 1;
        }
        *place = (void *)name;
    }
}

void tri_arm_report_duplicates(TriArena scratch, const TriJson *json,
                               const TriJsonNode *template, TriSink *sink)
{
    static const TriStr sections[] = { TRI_STR_INIT("parameters"),
                                       TRI_STR_INIT("variables"),
                                       TRI_STR_INIT("outputs") };
    const TriJsonNode *resources = tri_json_find(json, template, TRI_STR("resources"));

    tri_json_report_duplicates(scratch, json, template, sink);
    report_alike(scratch, json, template, sink);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        report_alike(scratch, json, tri_json_find(json, template, sections[i]), sink);
    }
    if (resources == NULL || resources->type != TRI_JSON_ARRAY) {
        return;
    }
    tri_json_each_item (resource, resources) {
        report_alike(scratch, json, resource, sink);
        report_alike(scratch, json,
                     tri_json_find(json, resource, TRI_STR("properties")), sink);
    }
}
