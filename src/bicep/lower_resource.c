/* Resources and modules (bicep-language.md 3.7, 3.9). */
#include "base/text.h"
#include "bicep/scope.h"

static TriBicepLowering *lowering_of(const TriDeclared *declared)
{
    return declared->around->unit->lowering;
}

/* Whether `item` is a member that a word names. */
static bool has_name(const TriSyntax *item)
{
    return item->kind == TRI_SYNTAX_MEMBER && item->items[0]->kind == TRI_SYNTAX_STRING;
}

const TriSyntax *tri_bicep_member(const TriSyntax *object, TriStr name)
{
    for (size_t i = 0; i < object->count; i++) {
        const TriSyntax *item = object->items[i];

        if (has_name(item) && tri_str_eq(item->items[0]->text, name)) {
            return item->items[1];
        }
    }
    return NULL;
}

/* Which of its own members `name` is; TRI_MEMBER_COUNT: none. */
static TriBicepMember own_member(TriStr name)
{
    static const TriStr names[] = {
#define X(id, text) [TRI_MEMBER_##id] = TRI_STR_INIT(text),
        TRI_BICEP_OWN_MEMBERS(X)
#undef X
    };
    TriBicepMember member = 0;

    while (member < TRI_MEMBER_COUNT && !tri_str_eq(names[member], name)) {
        member++;
    }
    return member;
}

/* ---- what is declared ---- */

/* `syntax` is what stands behind the '='. */
static void take_body(TriDeclared *declared, const TriSyntax *syntax)
{
    if (syntax->kind == TRI_SYNTAX_FOR) {
        declared->loop = syntax;
        syntax = syntax->items[1];
    }
    if (syntax->kind == TRI_SYNTAX_IF) {
        declared->condition = syntax->items[0];
        syntax = syntax->items[1];
    }
    declared->object = syntax;
}

/* The first of each name. */
static void take_members(TriDeclared *declared)
{
    for (size_t i = 0; i < declared->object->count; i++) {
        const TriSyntax *item = declared->object->items[i];
        TriBicepMember member =
            has_name(item) ? own_member(item->items[0]->text) : TRI_MEMBER_COUNT;

        if (member < TRI_MEMBER_COUNT && declared->members[member] == NULL) {
            declared->members[member] = item->items[1];
        }
    }
}

/* Whether there may be types of an extension in the file: it declares one, or the
   configuration does. */
static bool has_extension(const TriBicepUnit *unit)
{
    TriBicepLoader *loader = unit->lowering->loader;

    return unit->has_extension || loader->has_extension(loader, unit->file);
}

/* Of another provider than Azure: "prefix:type", or, where the file has an extension,
   a type whose provider has no dot in it, or of Microsoft Graph. */
static bool is_of_extension(const TriDeclared *declared, TriStr type)
{
    TriStr provider = tri_str_slice(type, 0, tri_str_find_char(type, '/'));
    bool is_other = tri_str_find_char(provider, '.') == TRI_NOT_FOUND ||
                    tri_str_eq_nocase(provider, TRI_STR("Microsoft.Graph"));

    return tri_str_find_char(type, ':') != TRI_NOT_FOUND ||
           (is_other && has_extension(declared->around->unit));
}

/* Letters and digits, behind the first dots and dashes too; `least` of them. */
static bool is_word(TriStr text, size_t least)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        if (!tri_char_is_letter(c) && !tri_char_is_digit(c) &&
            (i == 0 || (c != '.' && c != '-'))) {
            return false;
        }
    }
    return text.size >= least;
}

/* Words with slashes between them. */
static bool is_type(TriStr text)
{
    size_t slash = tri_str_find_char(text, '/');

    for (; slash != TRI_NOT_FOUND; slash = tri_str_find_char(text, '/')) {
        if (!is_word(tri_str_slice(text, 0, slash), 1)) {
            return false;
        }
        text = tri_str_from(text, slash + 1);
    }
    return is_word(text, 1);
}

/* A type has a version, unless it may be one of an extension, and one inside a resource
   is one word, with or without (BCP029, BCP156). Other providers have types of their
   own. */
static void check_type(const TriDeclared *declared, TriStr type, TriStr version,
                       bool has_version)
{
    const TriDeclared *root = declared;

    while (root->parent != NULL) {
        root = root->parent;
    }
    bool is_nested = declared->parent != NULL;
    bool is_right = (is_nested ? is_word(type, 1) : is_type(type)) &&
                    (has_version ? is_word(version, 2)
                                 : is_nested || has_extension(declared->around->unit));

    if (root->is_extension || is_right) {
        return;
    }
    tri_report(lowering_of(declared)->sink, TRI_PROBLEM_PARSE_ERROR,
               tri_bicep_span(declared->around, declared->statement->path),
               is_nested ? "inside a resource a type is 'type' or 'type@version'"
                         : "the type of a resource is 'Provider/type@version'");
}

/* "Ns/type@version"; inside a resource the type goes on from that one's, and a
   version is the nearest one given. */
static void take_type(TriDeclared *declared)
{
    TriStr text = declared->statement->path->text;
    size_t at = tri_str_find_char(text, '@');
    const TriDeclared *parent = declared->parent;

    if (tri_str_has_prefix(text, TRI_STR("az:"))) {
        text = tri_str_from(text, 3);
        at = tri_str_find_char(text, '@');
    }
    declared->type = tri_str_slice(text, 0, at);
    declared->version = at == TRI_NOT_FOUND ? TRI_STR("") : tri_str_from(text, at + 1);
    declared->is_extension =
        parent == NULL && is_of_extension(declared, declared->type);
    check_type(declared, declared->type, declared->version, at != TRI_NOT_FOUND);
    if (parent != NULL) {
        if (tri_str_find_char(parent->type, '/') != TRI_NOT_FOUND) {
            declared->type = TRI_CONCAT(lowering_of(declared)->arena, parent->type,
                                        TRI_STR("/"), declared->type);
        }
        if (declared->version.size == 0) {
            declared->version = parent->version;
        }
    }
}

static void take_module(TriDeclared *declared)
{
    declared->type = TRI_STR("Microsoft.Resources/deployments");
    declared->version = TRI_STR("2025-04-01");
}

/* What is nested shares the names of the resource around (BCP028). */
static void check_nested_twin(TriDeclared *declared, TriMap *names,
                              const TriStatement *nested)
{
    TriBicepLowering *lowering = lowering_of(declared);
    void **place = tri_map_put(lowering->arena, names, nested->name, TRI_MAP_EXACT);

    if (*place != NULL) {
        tri_report(lowering->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_syntax_name_span(declared->around->unit->file, nested),
                   "the resource declares '%.*s' already", TRI_ARG(nested->name));
    }
    *place = declared;
}

/* What is nested is part of no loop, so it stands outside of one (BCP160). */
static void check_nested_loop(const TriDeclared *declared, const TriStatement *nested)
{
    if (declared->loop != NULL) {
        tri_report(lowering_of(declared)->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_syntax_name_span(declared->around->unit->file, nested),
                   "nothing can be nested in a resource with a loop; declare it "
                   "outside, with 'parent: %.*s[i]'",
                   TRI_ARG(declared->statement->name));
    }
}

static void declare_nested(TriDeclared *declared)
{
    TriMap names = { 0 };

    for (size_t i = 0; i < declared->object->count; i++) {
        const TriSyntax *item = declared->object->items[i];

        if (item->kind == TRI_SYNTAX_NESTED && item->statement->value != NULL &&
            item->statement->kind == TRI_STATEMENT_RESOURCE) {
            check_nested_twin(declared, &names, item->statement);
            check_nested_loop(declared, item->statement);
            TriDeclared *nested =
                tri_bicep_declare(declared->body, declared, item->statement);

            tri_list_push(lowering_of(declared)->arena, &declared->nested, nested);
        }
    }
}

TriDeclared *tri_bicep_declare(TriBicepScope *around, TriDeclared *parent,
                               const TriStatement *statement)
{
    TriArena *arena = around->unit->lowering->arena;
    TriDeclared *declared = TRI_NEW(arena, TriDeclared);

    declared->statement = statement;
    declared->parent = parent;
    declared->around = around;
    declared->symbol = parent == NULL ? statement->name
                                      : TRI_CONCAT(arena, parent->symbol, TRI_STR("::"),
                                                   statement->name);
    take_body(declared, statement->value);
    take_members(declared);
    if (statement->kind == TRI_STATEMENT_MODULE) {
        take_module(declared);
    } else {
        take_type(declared);
    }
    if (declared->loop != NULL) {
        around = tri_bicep_scope(around, TRI_BICEP_SCOPE_LOOP);
        around->syntax = declared->loop;
    }
    declared->body = tri_bicep_scope(around, TRI_BICEP_SCOPE_RESOURCE);
    declared->body->declared = declared;
    declare_nested(declared);
    return declared;
}

/* ---- bodies ---- */

static void add(TriExpr *body, TriStr name, TriSpan name_span, TriExpr *value)
{
    body->members[body->count++] =
        (TriExprMember){ .name = name, .name_span = name_span, .value = value };
}

static void add_text(TriDeclared *declared, TriExpr *body, TriStr name, TriStr text,
                     TriSpan span)
{
    add(body, name, span, tri_expr_string(lowering_of(declared)->arena, text, span));
}

static TriSpan path_span(const TriDeclared *declared)
{
    return tri_bicep_span(declared->around, declared->statement->path);
}

/* What is written inside a resource follows its condition. */
static TriExpr *condition_of(const TriDeclared *declared)
{
    TriExpr *own = declared->condition == NULL
                       ? NULL
                       : tri_bicep_later(declared->body, declared->condition);
    TriExpr *outer = declared->parent == NULL ? NULL : condition_of(declared->parent);
    TriExpr *both[] = { outer, own };

    if (own == NULL || outer == NULL) {
        return own == NULL ? outer : own;
    }
    return tri_bicep_call(declared->body, own->span, "and", 2, both);
}

static void add_name(TriDeclared *declared, TriExpr *body)
{
    const TriSyntax *name = declared->members[TRI_MEMBER_NAME];
    TriReference self = { .declared = declared };
    TriSpan span =
        name == NULL ? path_span(declared) : tri_bicep_span(declared->body, name);

    add(body, TRI_STR("name"), span, tri_bicep_full_name(&self, span));
}

/* Who depends on nothing has null, which is like not having it. */
static void lower_dependencies(const TriFrontEnd *front_end, TriExpr *expr,
                               const void *node)
{
    TriExpr *array = tri_bicep_dependencies((TriDeclared *)(uintptr_t)node);
    TriSpan span = expr->span;

    (void)front_end;
    *expr = *array;
    expr->span = span;
    if (array->count == 0) {
        expr->kind = TRI_EXPR_NULL;
    }
}

/* What all names of the body mean is looked up only when somebody asks. */
static void add_depends_on(TriDeclared *declared, TriExpr *body)
{
    static const TriFrontEnd front_end = { lower_dependencies };
    TriSpan span = path_span(declared);

    add(body, TRI_STR("dependsOn"), span,
        tri_expr_lazy(lowering_of(declared)->arena, &front_end, declared, span));
}

/* The members that the language reads itself. */
static void begin_body(TriDeclared *declared, TriExpr *body)
{
    TriExpr *condition = condition_of(declared);
    TriSpan span = path_span(declared);

    if (condition != NULL) {
        add(body, TRI_STR("condition"), condition->span, condition);
    }
    if (declared->statement->is_existing) {
        add(body, TRI_STR("existing"), span,
            tri_expr_bool(lowering_of(declared)->arena, true, span));
    }
    add_text(declared, body, TRI_STR("type"), declared->type, span);
    add_text(declared, body, TRI_STR("apiVersion"), declared->version, span);
    tri_bicep_add_scope(declared, body);
    add_name(declared, body);
}

static bool is_resource_member(TriStr name)
{
    return own_member(name) > TRI_MEMBER_DEPENDS_ON;
}

static bool is_module_member(TriStr name)
{
    return own_member(name) > TRI_MEMBER_PARAMS;
}

static TriExpr *new_body(const TriDeclared *declared)
{
    enum { OWN_MEMBERS = 16 };
    TriArena *arena = lowering_of(declared)->arena;
    TriExpr *body = tri_expr_new(arena, TRI_EXPR_OBJECT,
                                 tri_bicep_span(declared->body, declared->object));

    body->members =
        TRI_NEW_ARRAY(arena, TriExprMember, declared->object->count + OWN_MEMBERS);
    return body;
}

/* ---- modules ---- */

static TriExpr *object_at(const TriDeclared *declared, TriSpan span, size_t count)
{
    TriArena *arena = lowering_of(declared)->arena;
    TriExpr *object = tri_expr_new(arena, TRI_EXPR_OBJECT, span);

    object->members = TRI_NEW_ARRAY(arena, TriExprMember, count);
    return object;
}

/* {name: value} */
static TriExpr *single(const TriDeclared *declared, TriStr name, TriExpr *value)
{
    TriExpr *object = object_at(declared, value->span, 1);

    add(object, name, value->span, value);
    return object;
}

/* kv.getSecret('s', 'version') */
static TriExpr *secret_of(const TriDeclared *declared, const TriSyntax *call,
                          const TriReference *vault)
{
    TriSpan span = tri_bicep_span(declared->body, call);
    TriExpr *reference = object_at(declared, span, 3);

    add(reference, TRI_STR("keyVault"), span,
        single(declared, TRI_STR("id"), tri_bicep_id(vault, span)));
    if (call->count > 1) {
        add(reference, TRI_STR("secretName"), span,
            tri_bicep_later(declared->body, call->items[1]));
    }
    if (call->count > 2) {
        add(reference, TRI_STR("secretVersion"), span,
            tri_bicep_later(declared->body, call->items[2]));
    }
    return single(declared, TRI_STR("reference"), reference);
}

/* {value: …}, or what else is passed to the parameter `name`: a secret, the id of a
   resource, one of two, a loop. */
static TriExpr *passed(const TriDeclared *declared, TriStr name, const TriSyntax *value)
{
    TriReference vault;
    TriReference resource;

    while (value->kind == TRI_SYNTAX_GROUP) {
        value = value->items[0];
    }
    if (value->kind == TRI_SYNTAX_METHOD &&
        tri_str_eq(value->text, TRI_STR("getSecret")) &&
        tri_bicep_reference(declared->body, value->items[0], &vault)) {
        return secret_of(declared, value, &vault);
    }
    if (value->kind == TRI_SYNTAX_CHOICE) {
        TriExpr *arguments[] = {
            tri_bicep_later(declared->body, value->items[0]),
            passed(declared, name, value->items[1]),
            passed(declared, name, value->items[2]),
        };

        return tri_bicep_call(declared->body, tri_bicep_span(declared->body, value),
                              "if", 3, arguments);
    }
    bool is_resource = tri_bicep_reference(declared->body, value, &resource) &&
                       tri_bicep_takes_resource(declared, name);

    return single(declared, TRI_STR("value"),
                  is_resource
                      ? tri_bicep_id(&resource, tri_bicep_span(declared->body, value))
                      : tri_bicep_value(declared->body, value, TRI_STR("value")));
}

static TriExpr *passed_values(const TriDeclared *declared, const TriSyntax *params)
{
    TriExpr *object =
        object_at(declared, tri_bicep_span(declared->body, params), params->count);

    for (size_t i = 0; i < params->count; i++) {
        const TriSyntax *item = params->items[i];

        if (item->kind == TRI_SYNTAX_MEMBER) {
            object->members[object->count++] = (TriExprMember){
                .name = item->items[0]->text,
                .name_span = tri_bicep_span(declared->body, item->items[0]),
                .value = passed(declared, item->items[0]->text, item->items[1]),
            };
        }
    }
    return object;
}

static void add_properties(TriDeclared *declared, TriExpr *body)
{
    TriSpan span = path_span(declared);
    TriExpr *properties = object_at(declared, body->span, 3);
    const TriSyntax *params = declared->members[TRI_MEMBER_PARAMS];
    TriExpr *scope =
        tri_expr_string(lowering_of(declared)->arena, TRI_STR("inner"), span);

    add(properties, TRI_STR("expressionEvaluationOptions"), span,
        single(declared, TRI_STR("scope"), scope));
    add_text(declared, properties, TRI_STR("mode"), TRI_STR("Incremental"), span);
    if (params != NULL && params->kind == TRI_SYNTAX_OBJECT) {
        add(properties, TRI_STR("parameters"), tri_bicep_span(declared->body, params),
            passed_values(declared, params));
    }
    add(body, TRI_STR("properties"), span, properties);
}

/* ---- resources ---- */

/* Of another provider all of the body is properties, and there may be no name. */
static TriExpr *extension_body(TriDeclared *declared)
{
    TriExpr *body = new_body(declared);
    TriExpr *condition = condition_of(declared);
    TriSpan span = path_span(declared);

    if (condition != NULL) {
        add(body, TRI_STR("condition"), condition->span, condition);
    }
    add_text(declared, body, TRI_STR("type"), declared->statement->path->text, span);
    add(body, TRI_STR("properties"), body->span,
        tri_bicep_later(declared->body, declared->object));
    return body;
}

static TriExpr *body_of(TriDeclared *declared)
{
    TriExpr *body = new_body(declared);
    bool is_module = declared->statement->kind == TRI_STATEMENT_MODULE;

    begin_body(declared, body);
    tri_bicep_add_members(declared->body, declared->object,
                          is_module ? is_module_member : is_resource_member, body);
    if (is_module) {
        add_properties(declared, body);
    }
    add_depends_on(declared, body);
    return body;
}

/* @batchSize(n): so many at once. */
static void add_batches(TriDeclared *declared, TriExpr *copy)
{
    const TriSyntax *decorator =
        tri_bicep_decorator(declared->statement, TRI_STR("batchSize"));
    size_t first = decorator == NULL ? 0 : tri_bicep_first_argument(decorator);

    if (decorator != NULL && first < decorator->count) {
        const TriSyntax *size = decorator->items[first];
        TriSpan span = tri_bicep_span(declared->around, size);

        add_text(declared, copy, TRI_STR("mode"), TRI_STR("serial"), span);
        add(copy, TRI_STR("batchSize"), span, tri_bicep_later(declared->around, size));
    }
}

/* What the compiler writes of a loop. */
static TriExpr *copy_of(TriDeclared *declared, TriExpr *count)
{
    TriExpr *copy = object_at(declared, count->span, 4);

    add_text(declared, copy, TRI_STR("name"), declared->statement->name, count->span);
    add(copy, TRI_STR("count"), count->span, count);
    add_batches(declared, copy);
    return copy;
}

/* The resource whose loop it is made in: itself, or what it is nested in, which is told
   but may only mean that; NULL: none. */
static TriDeclared *looped(TriDeclared *declared)
{
    while (declared != NULL && declared->loop == NULL) {
        declared = declared->parent;
    }
    return declared;
}

static void add_loop(TriDeclared *declared, TriResource *resource)
{
    const TriDeclared *loop = looped(declared);
    TriExpr *collection;

    if (loop == NULL) {
        return;
    }
    collection = tri_bicep_later(loop->around, loop->loop->items[0]);
    resource->loop_name = declared->statement->name;
    resource->loop_span = collection->span;
    resource->loop_count =
        tri_bicep_call(loop->around, collection->span, "length", 1, &collection);
    add(resource->body, TRI_STR("copy"), collection->span,
        copy_of(declared, resource->loop_count));
}

/* ---- templates written as objects ---- */

static TriResource *inline_resource(TriDeclared *declared, TriTemplate *template,
                                    const TriSyntax *syntax)
{
    TriResource *resource = TRI_NEW(lowering_of(declared)->arena, TriResource);
    TriExpr *copy;

    resource->parent_template = template;
    resource->symbol = declared->symbol;
    resource->span = tri_bicep_span(declared->body, syntax);
    resource->body = tri_expr_get(tri_bicep_later(declared->body, syntax));
    resource->type = tri_expr_find(resource->body, TRI_STR("type"));
    resource->name = tri_expr_find(resource->body, TRI_STR("name"));
    resource->condition = tri_expr_find(resource->body, TRI_STR("condition"));
    resource->properties = tri_expr_find(resource->body, TRI_STR("properties"));
    const TriExprMember *loop = tri_expr_find(resource->body, TRI_STR("copy"));

    copy = loop == NULL ? NULL : loop->value;
    loop = copy == NULL ? NULL : tri_expr_find(copy, TRI_STR("count"));
    if (loop != NULL) {
        resource->loop_count = loop->value;
        resource->loop_span = copy->span;
    }
    return resource;
}

/* Whether all its members stand in the text under their names, none of them spread. */
static bool is_written_out(const TriSyntax *syntax)
{
    for (size_t i = 0; i < syntax->count; i++) {
        if (!has_name(syntax->items[i])) {
            return false;
        }
    }
    return syntax->kind == TRI_SYNTAX_OBJECT;
}

static bool has_children(const TriSyntax *resource)
{
    for (size_t i = 0; i < resource->count; i++) {
        if (tri_str_eq_nocase(resource->items[i]->items[0]->text,
                              TRI_STR("resources"))) {
            return true;
        }
    }
    return false;
}

/* Whether all resources of a template stand in the text, and have none in them. */
static bool has_inline_resources(const TriSyntax *template)
{
    const TriSyntax *list = tri_bicep_member(template, TRI_STR("resources"));

    if (!is_written_out(template) || list == NULL || list->kind != TRI_SYNTAX_ARRAY) {
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (!is_written_out(list->items[i]) || has_children(list->items[i])) {
            return false;
        }
    }
    return true;
}

/* A deployment whose template is an object in the Bicep text: strings in it are text,
   so it is evaluated where it stands. */
static TriTemplate *inline_template(TriDeclared *declared, const TriSyntax *syntax)
{
    TriArena *arena = lowering_of(declared)->arena;
    TriTemplate *template = TRI_NEW(arena, TriTemplate);
    const TriSyntax *list = tri_bicep_member(syntax, TRI_STR("resources"));

    template->source = declared->around->unit->file->source;
    template->span = tri_bicep_span(declared->body, syntax);
    template->is_outer = true;
    template->resources = TRI_NEW_ARRAY(arena, TriResource *, list->count);
    template->resource_count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        template->resources[i] = inline_resource(declared, template, list->items[i]);
    }
    tri_template_index(arena, template);
    return template;
}

/* Whether a text in it is an expression once it is deployed: "[parameters('x')]". */
static bool has_expressions(const TriSyntax *syntax)
{
    if (syntax->kind == TRI_SYNTAX_STRING && syntax->count == 0) {
        return tri_str_has_prefix(syntax->text, TRI_STR("[")) &&
               tri_str_has_suffix(syntax->text, TRI_STR("]"));
    }
    for (size_t i = 0; i < syntax->count; i++) {
        if (has_expressions(syntax->items[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the template around evaluates it, and what that leaves is evaluated again.
   The compiler marks texts in brackets, so with inner scope they stay texts. */
static bool is_evaluated_twice(const TriDeclared *declared, const TriSyntax *properties)
{
    const TriSyntax *options =
        tri_bicep_member(properties, TRI_STR("expressionEvaluationOptions"));
    const TriSyntax *scope =
        options == NULL ? NULL : tri_bicep_member(options, TRI_STR("scope"));
    bool is_inner = scope != NULL && scope->kind == TRI_SYNTAX_STRING
                        ? tri_str_eq_nocase(scope->text, TRI_STR("inner"))
                        : lowering_of(declared)->is_symbolic;

    return tri_type_is_stack(declared->type) || !is_inner;
}

/* One that leaves expressions to what it deploys is a value like others
   (lint/value_template.h). */
static TriTemplate *nested_template(TriDeclared *declared)
{
    const TriSyntax *properties = declared->members[TRI_MEMBER_PROPERTIES];
    const TriSyntax *syntax =
        properties == NULL ? NULL : tri_bicep_member(properties, TRI_STR("template"));
    bool is_inline = tri_type_deploys(declared->type) && syntax != NULL &&
                     has_inline_resources(syntax);

    if (!is_inline ||
        (is_evaluated_twice(declared, properties) && has_expressions(syntax))) {
        return NULL;
    }
    return inline_template(declared, syntax);
}

/* The language reads the members itself, so each has to be written out. */
static void check_spread(const TriDeclared *declared, const TriSyntax *object)
{
    for (size_t i = 0; object != NULL && i < object->count; i++) {
        const TriSyntax *item = object->items[i];

        if (item->kind == TRI_SYNTAX_SPREAD) {
            tri_report(lowering_of(declared)->sink, TRI_PROBLEM_PARSE_ERROR,
                       tri_bicep_span(declared->body, item),
                       "nothing can be spread here: each property of a resource or "
                       "module has to be written out");
        }
    }
}

void tri_bicep_lower_resource(TriDeclared *declared)
{
    TriBicepLowering *lowering = lowering_of(declared);
    TriResource *resource = TRI_NEW(lowering->arena, TriResource);
    const TriStatement *statement = declared->statement;

    if (declared->loop != NULL && looped(declared->parent) != NULL) {
        return; /* a loop in a loop, which was told, has no copies */
    }
    for (size_t i = 0; i < declared->nested.count; i++) {
        tri_bicep_lower_resource(declared->nested.items[i]);
    }
    check_spread(declared, declared->object);
    if (statement->kind == TRI_STATEMENT_MODULE) {
        check_spread(declared, declared->members[TRI_MEMBER_PARAMS]);
    }
    resource->parent_template = lowering->template;
    resource->symbol = declared->symbol;
    resource->span = tri_span(declared->around->unit->file->source, statement->start,
                              statement->end);
    resource->body =
        declared->is_extension ? extension_body(declared) : body_of(declared);
    resource->type = tri_expr_find(resource->body, TRI_STR("type"));
    resource->name = tri_expr_find(resource->body, TRI_STR("name"));
    resource->condition = tri_expr_find(resource->body, TRI_STR("condition"));
    resource->properties = tri_expr_find(resource->body, TRI_STR("properties"));
    if (statement->is_existing) {
        resource->existing = tri_expr_bool(lowering->arena, true, path_span(declared));
    }
    resource->is_extension = declared->is_extension;
    resource->nested = nested_template(declared);
    if (statement->kind == TRI_STATEMENT_MODULE) {
        resource->module = statement->path->text;
    }
    add_loop(declared, resource);
    tri_list_push(lowering->arena, &lowering->resources, resource);
}
