/* A file as a template, or as values of parameters (bicep-language.md 3). */
#include "bicep/lower.h"

#include "base/number.h"
#include "base/placeholder.h"
#include "base/text.h"
#include "bicep/scope.h"

/* The first statement of a kind; NULL: none. */
static const TriStatement *find_statement(const TriBicepFile *file,
                                          TriStatementKind kind)
{
    for (size_t i = 0; i < file->statement_count; i++) {
        if (file->statements[i]->kind == kind) {
            return file->statements[i];
        }
    }
    return NULL;
}

/* ---- parameters ---- */

static TriBicepTyped typed_by(TriBicepUnit *unit, const TriStatement *statement)
{
    return (TriBicepTyped){ .unit = unit,
                            .type = statement->type,
                            .decorators = statement->decorators,
                            .decorator_count = statement->decorator_count };
}

static bool is_literal(const TriSyntax *syntax)
{
    return syntax->kind == TRI_SYNTAX_STRING || syntax->kind == TRI_SYNTAX_NUMBER ||
           syntax->kind == TRI_SYNTAX_BOOL;
}

static bool is_plain(const TriExpr *expr)
{
    return expr->kind == TRI_EXPR_STRING || expr->kind == TRI_EXPR_INT ||
           expr->kind == TRI_EXPR_BOOL || expr->kind == TRI_EXPR_NULL;
}

static bool is_same(const TriExpr *a, const TriExpr *b)
{
    return a->kind == b->kind &&
           (a->kind == TRI_EXPR_STRING ? tri_str_eq(a->string, b->string)
            : a->kind == TRI_EXPR_INT  ? a->integer == b->integer
                                       : a->boolean == b->boolean);
}

/* A default is one of the values that are allowed, where all are plain (BCP033). */
static void check_default(const TriBicepUnit *unit, const TriStatement *statement,
                          const TriParameter *parameter)
{
    const TriExpr *allowed = parameter->allowed;

    if (statement->value == NULL || !is_literal(statement->value) || allowed == NULL) {
        return;
    }
    const TriExpr *value = tri_expr_get(parameter->default_value);

    for (size_t i = 0; i < allowed->count; i++) {
        const TriExpr *other = tri_expr_get(allowed->items[i]);

        if (!is_plain(other) || is_same(value, other)) {
            return;
        }
    }
    tri_report(unit->lowering->sink, TRI_PROBLEM_PARSE_ERROR,
               tri_syntax_span(unit->file, statement->value),
               "the default of '%.*s' is none of the values that are allowed",
               TRI_ARG(statement->name));
}

/* The front end of the declaration of one parameter. */
typedef struct Declaring {
    TriFrontEnd front_end; /* first, so that a lazy node finds its own */
    TriBicepUnit *unit;
    const TriStatement *statement;
} Declaring;

/* { resourceType: { id: 'T@v' } } of a parameter that is a resource. */
static TriExpr *resource_metadata(const Declaring *declaring)
{
    TriArena *arena = declaring->unit->lowering->arena;
    const TriSyntax *type = tri_bicep_resource_type(declaring->statement->type);
    TriSpan span = tri_syntax_span(declaring->unit->file, type);
    TriExpr *objects[2];

    for (size_t i = 0; i < 2; i++) {
        objects[i] = tri_expr_new(arena, TRI_EXPR_OBJECT, span);
        objects[i]->members = TRI_NEW_ARRAY(arena, TriExprMember, 1);
    }
    tri_bicep_put(objects[0], TRI_STR("id"), tri_expr_string(arena, type->text, span));
    tri_bicep_put(objects[1], TRI_STR("resourceType"), objects[0]);
    return objects[1];
}

/* The object that the compiler writes for a parameter, `node`. */
static void lower_declaration(const TriFrontEnd *front_end, TriExpr *object,
                              const void *node)
{
    enum { OTHERS = 2 };
    const Declaring *declaring = (const Declaring *)front_end;
    const TriStatement *statement = declaring->statement;
    const TriParameter *parameter = node;
    TriArena *arena = declaring->unit->lowering->arena;
    TriBicepTyped typed = typed_by(declaring->unit, statement);
    TriBicepType type = { .set = parameter->type,
                          .is_nullable = parameter->is_nullable };

    object->kind = TRI_EXPR_OBJECT;
    object->count = 0;
    object->members =
        TRI_NEW_ARRAY(arena, TriExprMember, TRI_BICEP_SCHEMA_MEMBERS + OTHERS);
    tri_bicep_add_schema(&typed, &type, parameter->allowed, object);
    tri_bicep_put(object, TRI_STR("defaultValue"), parameter->default_value);
    tri_bicep_put(object, TRI_STR("metadata"),
                  tri_bicep_argument(&typed, TRI_STR("metadata")));
    if (tri_bicep_resource_type(statement->type) != NULL &&
        tri_expr_find(object, TRI_STR("metadata")) == NULL) {
        tri_bicep_put(object, TRI_STR("metadata"), resource_metadata(declaring));
    }
}

/* It is asked for where values are given, and then not of all parameters. */
static TriExpr *declaration_of(TriBicepUnit *unit, const TriStatement *statement,
                               const TriParameter *parameter)
{
    TriArena *arena = unit->lowering->arena;
    Declaring *declaring = TRI_NEW(arena, Declaring);

    declaring->front_end.lower = lower_declaration;
    declaring->unit = unit;
    declaring->statement = statement;
    return tri_expr_lazy(arena, &declaring->front_end, parameter, parameter->name_span);
}

static TriSpan statement_span(const TriBicepUnit *unit, const TriStatement *statement)
{
    return tri_span(unit->file->source, statement->start, statement->end);
}

static void lower_parameter(TriBicepUnit *unit, const TriStatement *statement,
                            TriParameter *parameter)
{
    TriBicepType type = tri_bicep_type(unit, statement->type);
    TriBicepTyped typed = typed_by(unit, statement);

    *parameter = (TriParameter){
        .name = statement->name,
        .name_span = tri_syntax_name_span(unit->file, statement),
        .span = statement_span(unit, statement),
        .type = type.set == 0 ? TRI_ANY : type.set,
        .is_secure = tri_bicep_decorator(statement, TRI_STR("secure")) != NULL,
        .is_nullable = type.is_nullable,
        .allowed = tri_bicep_allowed(&typed, &type),
        .declaration = declaration_of(unit, statement, parameter),
    };
    if (statement->value != NULL) {
        parameter->default_value = tri_bicep_later(unit->scope, statement->value);
    }
    check_default(unit, statement, parameter);
}

static size_t count_statements(const TriBicepFile *file, TriStatementKind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < file->statement_count; i++) {
        count += file->statements[i]->kind == kind;
    }
    return count;
}

static void lower_parameters(TriBicepUnit *unit)
{
    TriTemplate *template = unit->lowering->template;
    const TriBicepFile *file = unit->file;

    template->parameters = TRI_NEW_ARRAY(unit->lowering->arena, TriParameter,
                                         count_statements(file, TRI_STATEMENT_PARAM));
    for (size_t i = 0; i < file->statement_count; i++) {
        const TriStatement *statement = file->statements[i];

        if (statement->kind == TRI_STATEMENT_PARAM && statement->name.size > 0) {
            lower_parameter(unit, statement,
                            &template->parameters[template->parameter_count++]);
        }
    }
}

/* ---- variables and functions, own and imported ---- */

static void lower_variable(TriBicepUnit *unit, const TriStatement *statement,
                           const TriBicepSymbol *symbol)
{
    TriArena *arena = unit->lowering->arena;
    TriVariable variable = {
        .name = symbol->name,
        .label = statement->name,
        .name_span = tri_syntax_name_span(unit->file, statement),
    };

    variable.value = tri_bicep_value(unit->scope, statement->value, variable.name);
    tri_list_push(arena, &unit->lowering->variables, variable);
}

static void lower_function(TriBicepUnit *unit, const TriStatement *statement,
                           const TriBicepSymbol *symbol)
{
    TriArena *arena = unit->lowering->arena;
    TriBicepScope *scope = tri_bicep_scope(unit->scope, TRI_BICEP_SCOPE_FUNCTION);
    TriUserFunction function = {
        .name = symbol->name,
        .label = statement->name,
        .name_span = tri_syntax_name_span(unit->file, statement),
        .parameters = TRI_NEW_ARRAY(arena, TriStr, statement->parameter_count),
        .parameter_count = statement->parameter_count,
    };

    for (size_t i = 0; i < statement->parameter_count; i++) {
        function.parameters[i] = statement->parameters[i]->text;
    }
    scope->function = statement;
    function.body = tri_bicep_later(scope, statement->value);
    tri_list_push(arena, &unit->lowering->functions, function);
}

static void lower_names(TriBicepUnit *unit)
{
    if (unit->template != NULL) {
        tri_bicep_lower_exports(unit);
        return;
    }
    for (size_t i = 0; i < unit->file->statement_count; i++) {
        const TriStatement *statement = unit->file->statements[i];
        bool is_variable = statement->kind == TRI_STATEMENT_VAR;
        bool is_function = statement->kind == TRI_STATEMENT_FUNC;

        if (statement->value == NULL || (!is_variable && !is_function)) {
            continue;
        }
        const TriBicepSymbol *symbol =
            tri_map_find(&unit->symbols, statement->name, TRI_MAP_EXACT);

        if (symbol != NULL && is_variable) {
            lower_variable(unit, statement, symbol);
        } else if (symbol != NULL) {
            lower_function(unit, statement, symbol);
        }
    }
}

/* So that the list of variables, which may be long, does not grow by copies. */
static void reserve_variables(TriBicepLowering *lowering)
{
    size_t count = 0;

    for (size_t i = 0; i < lowering->units.count; i++) {
        const TriBicepUnit *unit = lowering->units.items[i];

        count += unit->template != NULL
                     ? unit->template->variable_count
                     : count_statements(unit->file, TRI_STATEMENT_VAR);
    }
    lowering->variables.items = TRI_NEW_ARRAY(lowering->arena, TriVariable, count);
    lowering->variables.capacity = count;
}

/* Variables and functions of all files of the lowering. */
static void lower_all_names(TriBicepLowering *lowering)
{
    TriTemplate *template = lowering->template;

    reserve_variables(lowering);
    for (size_t i = 0; i < lowering->units.count; i++) {
        lower_names(lowering->units.items[i]);
    }
    template->variables = lowering->variables.items;
    template->variable_count = lowering->variables.count;
    template->functions = lowering->functions.items;
    template->function_count = lowering->functions.count;
}

/* ---- outputs and resources ---- */

/* Of a resource the id. */
static TriExpr *output_value(TriBicepUnit *unit, const TriStatement *statement)
{
    TriReference resource;
    const TriSyntax *type = statement->type;
    bool is_resource = type != NULL && type->kind == TRI_SYNTAX_NAME &&
                       tri_str_eq(type->text, TRI_STR("resource")) &&
                       tri_bicep_reference(unit->scope, statement->value, &resource);

    return is_resource
               ? tri_bicep_id(&resource, tri_syntax_span(unit->file, statement->value))
               : tri_bicep_value(unit->scope, statement->value, TRI_STR(""));
}

static void lower_outputs(TriBicepUnit *unit)
{
    TriTemplate *template = unit->lowering->template;
    const TriBicepFile *file = unit->file;

    template->outputs = TRI_NEW_ARRAY(unit->lowering->arena, TriOutput,
                                      count_statements(file, TRI_STATEMENT_OUTPUT));
    for (size_t i = 0; i < file->statement_count; i++) {
        const TriStatement *statement = file->statements[i];
        TriBicepTyped typed = typed_by(unit, statement);

        if (statement->kind != TRI_STATEMENT_OUTPUT || statement->value == NULL) {
            continue;
        }
        template->outputs[template->output_count++] = (TriOutput){
            .name = statement->name,
            .name_span = tri_syntax_name_span(unit->file, statement),
            .value = output_value(unit, statement),
            .is_secure = tri_bicep_decorator(statement, TRI_STR("secure")) != NULL,
            .span = statement_span(unit, statement),
            .metadata = tri_bicep_argument(&typed, TRI_STR("metadata")),
        };
    }
}

/* Of those with a name that stands twice, too: the file does not tell which is meant.
 */
static void lower_resources(TriBicepUnit *unit)
{
    TriBicepLowering *lowering = unit->lowering;

    for (size_t i = 0; i < unit->declared.count; i++) {
        tri_bicep_lower_resource(unit->declared.items[i]);
    }
    lowering->template->resources = lowering->resources.items;
    lowering->template->resource_count = lowering->resources.count;
}

/* ---- the template ---- */

/* metadata name = value, of all names. */
static void lower_metadata(TriBicepUnit *unit)
{
    TriBicepLowering *lowering = unit->lowering;
    const TriBicepFile *file = unit->file;
    TriExpr *object =
        tri_expr_new(lowering->arena, TRI_EXPR_OBJECT, lowering->template->span);

    object->members = TRI_NEW_ARRAY(lowering->arena, TriExprMember,
                                    count_statements(file, TRI_STATEMENT_METADATA));
    for (size_t i = 0; i < file->statement_count; i++) {
        const TriStatement *statement = file->statements[i];

        if (statement->kind == TRI_STATEMENT_METADATA && statement->value != NULL) {
            object->members[object->count++] = (TriExprMember){
                .name = statement->name,
                .name_span = tri_syntax_name_span(unit->file, statement),
                .value = tri_bicep_later(unit->scope, statement->value),
            };
        }
    }
    lowering->template->metadata = object->count > 0 ? object : NULL;
}

/* What the last three deploy themselves is nothing of Azure. */
static const struct {
    TriStr name;
    TriScopeKind scope;
} scopes[] = {
    { TRI_STR_INIT("resourceGroup"), TRI_SCOPE_RESOURCE_GROUP },
    { TRI_STR_INIT("subscription"), TRI_SCOPE_SUBSCRIPTION },
    { TRI_STR_INIT("managementGroup"), TRI_SCOPE_MANAGEMENT_GROUP },
    { TRI_STR_INIT("tenant"), TRI_SCOPE_TENANT },
    { TRI_STR_INIT("desiredStateConfiguration"), TRI_SCOPE_RESOURCE_GROUP },
    { TRI_STR_INIT("local"), TRI_SCOPE_RESOURCE_GROUP },
    { TRI_STR_INIT("orchestrator"), TRI_SCOPE_RESOURCE_GROUP },
};

/* The scope that the file is deployed to; other values are told of (BCP033). */
static TriScopeKind scope_of(const TriBicepFile *file, TriSink *sink)
{
    const TriStatement *target = find_statement(file, TRI_STATEMENT_TARGET_SCOPE);
    const TriSyntax *value = target == NULL ? NULL : target->value;

    if (value == NULL || value->kind == TRI_SYNTAX_ERROR) {
        return TRI_SCOPE_RESOURCE_GROUP;
    }
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
        if (value->kind == TRI_SYNTAX_STRING &&
            tri_str_eq(value->text, scopes[i].name)) {
            return scopes[i].scope;
        }
    }
    tri_report(sink, TRI_PROBLEM_PARSE_ERROR, tri_syntax_span(file, value),
               "the scope is 'resourceGroup', 'subscription', 'managementGroup' or "
               "'tenant'");
    return TRI_SCOPE_RESOURCE_GROUP;
}

/* Steps that the dependencies of all resources of a template may take. */
enum { MOST_DEPENDENCY_STEPS = 4000000 };

static TriTemplate *new_template(TriArena *arena, const TriBicepFile *file,
                                 TriScopeKind scope)
{
    TriTemplate *template = TRI_NEW(arena, TriTemplate);

    template->source = file->source;
    template->span = tri_span(file->source, 0, file->source->text.size);
    template->scope = scope;
    template->content_version = TRI_STR("1.0.0.0");
    template->tells_case = true;
    template->is_inner_by_default = true;
    template->is_told_secrets = true;
    return template;
}

TriTemplate *tri_bicep_lower(TriArena *arena, const TriBicepFile *file,
                             TriBicepLoader *loader, TriSink *sink)
{
    TriBicepLowering *lowering = TRI_NEW(arena, TriBicepLowering);
    TriTemplate *template = new_template(arena, file, scope_of(file, sink));

    lowering->arena = arena;
    lowering->loader = loader;
    lowering->sink = sink;
    lowering->template = template;
    lowering->dependency_steps = MOST_DEPENDENCY_STEPS;
    TriBicepUnit *unit = tri_bicep_unit(lowering, (TriBicepImport){ file, NULL });

    lowering->is_symbolic = tri_bicep_is_symbolic(unit);
    template->is_symbolic = lowering->is_symbolic;
    lower_metadata(unit);
    lower_parameters(unit);
    lower_all_names(lowering);
    lower_resources(unit);
    lower_outputs(unit);
    template->definitions = tri_bicep_definitions(lowering);
    tri_template_index(arena, template);
    return template;
}

/* ---- parameter files ---- */

TriStr tri_bicep_using(const TriBicepFile *file)
{
    const TriStatement *using = find_statement(file, TRI_STATEMENT_USING);

    return using == NULL || using->path == NULL ? TRI_STR("") : using->path->text;
}

/* Which name the deployment gets is not told, but what it deploys has that of it. */
static TriExpr *name_of_deployment(TriArena *arena, TriSpan span)
{
    return tri_expr_access(arena,
                           tri_expr_call(arena, TRI_STR("deployment"), NULL, 0, span),
                           tri_expr_string(arena, TRI_STR("name"), span), span);
}

TriTemplate *tri_bicep_lower_using(TriArena *arena, const TriBicepFile *file)
{
    const TriStatement *using = find_statement(file, TRI_STATEMENT_USING);
    TriSpan span = tri_syntax_span(file, using->path);
    TriTemplate *template = new_template(arena, file, TRI_SCOPE_RESOURCE_GROUP);
    TriResource *resource = TRI_NEW(arena, TriResource);
    TriExprMember *members = TRI_NEW_ARRAY(arena, TriExprMember, 2);

    members[0] = (TriExprMember){
        .name = TRI_STR("type"),
        .name_span = span,
        .value =
            tri_expr_string(arena, TRI_STR("Microsoft.Resources/deployments"), span),
    };
    members[1] = (TriExprMember){ .name = TRI_STR("name"),
                                  .name_span = span,
                                  .value = name_of_deployment(arena, span) };
    resource->parent_template = template;
    resource->symbol = TRI_STR("using");
    resource->span = span;
    resource->module = using->path->text;
    resource->body = tri_expr_new(arena, TRI_EXPR_OBJECT, span);
    resource->body->members = members;
    resource->body->count = 2;
    resource->type = &members[0];
    resource->name = &members[1];
    template->resources = TRI_NEW(arena, TriResource *);
    template->resources[0] = resource;
    template->resource_count = 1;
    tri_template_index(arena, template);
    return template;
}

static bool is_secret(const TriSyntax *value)
{
    return (value->kind == TRI_SYNTAX_METHOD || value->kind == TRI_SYNTAX_CALL) &&
           tri_str_eq(value->text, TRI_STR("getSecret"));
}

static TriGivenKind kind_given(const TriSyntax *value)
{
    if (is_secret(value)) {
        return TRI_GIVEN_KEY_VAULT;
    }
    return value->kind == TRI_SYNTAX_STRING && tri_has_placeholder(value->text)
               ? TRI_GIVEN_PLACEHOLDER
               : TRI_GIVEN_VALUE;
}

static TriGiven give(const TriBicepGiving *giving, bool is_inherited)
{
    TriBicepUnit *unit = giving->unit;
    const TriStatement *statement = giving->statement;

    return (TriGiven){
        .name = statement->name,
        .name_span = tri_syntax_name_span(unit->file, statement),
        .kind = kind_given(statement->value),
        .value = tri_bicep_value(unit->scope, statement->value, statement->name),
        .is_inherited = is_inherited,
    };
}

/* The unit of the file that this one extends; NULL, and why: it is not to be had. */
static TriBicepUnit *open_extended(TriBicepUnit *unit, TriStr path, TriStr *why)
{
    TriBicepLowering *lowering = unit->lowering;
    TriBicepImport from =
        lowering->loader->open(lowering->loader, unit->file, path, why);
    TriBicepUnit *base = from.file == NULL ? NULL : tri_bicep_unit(lowering, from);

    if (base == NULL) {
        *why = why->size > 0 ? *why : TRI_STR("it is no parameter file");
    } else if (base->gives) {
        *why = TRI_STR("it extends this one itself");
        base = NULL;
    }
    return base;
}

/* The unit of the file that this one extends; NULL: none. `base` names it. */
static TriBicepUnit *extended(TriBicepUnit *unit)
{
    TriBicepLowering *lowering = unit->lowering;
    const TriStatement *extends = find_statement(unit->file, TRI_STATEMENT_EXTENDS);

    if (extends == NULL || extends->path == NULL) {
        return NULL;
    }
    TriBicepSymbol *symbol = TRI_NEW(lowering->arena, TriBicepSymbol);
    TriStr why = TRI_STR("");

    symbol->unit = open_extended(unit, extends->path->text, &why);
    symbol->kind = symbol->unit != NULL ? TRI_SYMBOL_FILE : TRI_SYMBOL_OTHER;
    *tri_map_put(lowering->arena, &unit->symbols, TRI_STR("base"), TRI_MAP_EXACT) =
        symbol;
    if (symbol->unit == NULL) {
        symbol->absence = TRI_NEW(lowering->arena, TriBicepAbsence);
        symbol->absence->why = why;
        tri_report(lowering->sink, TRI_PROBLEM_NOT_ANALYSED,
                   tri_syntax_span(unit->file, extends->path),
                   "what this file extends is not known: %.*s", TRI_ARG(why));
    }
    return symbol->unit;
}

/* Opens the files that the file extends, one behind the other. */
static void open_chain(TriBicepUnit *unit)
{
    enum { MOST_FILES = 64 };

    for (int i = 0; unit != NULL && !unit->gives && i < MOST_FILES; i++) {
        unit->gives = true;
        unit = extended(unit);
    }
}

static TriGivens givens_of(TriBicepUnit *unit)
{
    TriBicepLowering *lowering = unit->lowering;
    TriBicepGivings givings = tri_bicep_givings(unit);
    TriGivens givens = {
        .items = TRI_NEW_ARRAY(lowering->arena, TriGiven, givings.count),
        .count = givings.count,
        .span = lowering->template->span,
        .names = lowering->template,
    };

    for (size_t i = 0; i < givings.count; i++) {
        givens.items[i] = give(&givings.items[i], givings.items[i].unit != unit);
    }
    return givens;
}

TriGivens tri_bicep_lower_parameters(TriArena *arena, const TriBicepFile *file,
                                     TriBicepLoader *loader, TriSink *sink)
{
    TriBicepLowering *lowering = TRI_NEW(arena, TriBicepLowering);

    lowering->arena = arena;
    lowering->loader = loader;
    lowering->sink = sink;
    lowering->template = new_template(arena, file, TRI_SCOPE_RESOURCE_GROUP);
    lowering->gives_values = true;
    TriBicepUnit *unit = tri_bicep_unit(lowering, (TriBicepImport){ file, NULL });

    open_chain(unit);
    TriGivens givens = givens_of(unit);

    lower_all_names(lowering);
    tri_template_index(arena, lowering->template);
    return givens;
}
