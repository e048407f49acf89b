/* Resources that are passed as parameters and outputs of type resource 'T@v', which are
   their ids (bicep-language.md 3.6). */
#include "bicep/scope.h"

#include "source/language.h"

const TriSyntax *tri_bicep_resource_type(const TriSyntax *type)
{
    return type != NULL && type->kind == TRI_SYNTAX_NAME && type->count == 1
               ? type->items[0]
               : NULL;
}

/* ---- what modules take and give ---- */

/* The types "T@v" of the parameters and outputs of a file that are resources, by name.
 */
typedef struct Signature {
    TriMap parameters;
    TriMap outputs;
} Signature;

static void add_type(TriArena *arena, TriMap *types, TriStr name, const TriSyntax *type)
{
    void **place = type == NULL ? NULL : tri_map_put(arena, types, name, TRI_MAP_EXACT);

    if (place != NULL && *place == NULL) {
        *place = (void *)type;
    }
}

/* Types of the resources that the file declares. */
static TriMap resource_types(TriArena *arena, const TriBicepFile *file)
{
    TriMap types = { 0 };

    for (size_t i = 0; i < file->statement_count; i++) {
        const TriStatement *statement = file->statements[i];

        if (statement->kind == TRI_STATEMENT_RESOURCE) {
            add_type(arena, &types, statement->name, statement->path);
        }
    }
    return types;
}

static bool is_resource_output(const TriStatement *statement)
{
    const TriSyntax *type = statement->type;

    return statement->kind == TRI_STATEMENT_OUTPUT && type != NULL &&
           type->kind == TRI_SYNTAX_NAME && tri_str_eq(type->text, TRI_STR("resource"));
}

/* "T@v" of an output; without it the resource that is its value says. */
static const TriSyntax *type_of_output(const TriStatement *output,
                                       const TriMap *resources)
{
    const TriSyntax *value = output->value;

    if (output->type->count > 0) {
        return output->type->items[0];
    }
    return value == NULL || value->kind != TRI_SYNTAX_NAME
               ? NULL
               : tri_map_find(resources, value->text, TRI_MAP_EXACT);
}

static Signature *new_signature(TriArena *arena, const TriBicepFile *file)
{
    Signature *signature = TRI_NEW(arena, Signature);
    TriMap resources = { 0 };

    for (size_t i = 0; i < file->statement_count; i++) {
        const TriStatement *statement = file->statements[i];

        if (statement->kind == TRI_STATEMENT_PARAM) {
            add_type(arena, &signature->parameters, statement->name,
                     tri_bicep_resource_type(statement->type));
        }
        if (!is_resource_output(statement)) {
            continue;
        }
        if (resources.count == 0) {
            resources = resource_types(arena, file);
        }
        add_type(arena, &signature->outputs, statement->name,
                 type_of_output(statement, &resources));
    }
    return signature;
}

/* Of the file at `path`, which only a Bicep file has, and no module of a registry; made
   once for all modules that deploy it. */
static const Signature *open_signature(TriBicepUnit *unit, TriStr path)
{
    static const Signature none;
    TriBicepLowering *lowering = unit->lowering;
    TriBicepImport from = { 0 };
    TriStr why = TRI_STR("");

    if (tri_str_find_char(path, ':') == TRI_NOT_FOUND &&
        tri_language_of(path) != TRI_LANGUAGE_JSON) {
        from = lowering->loader->open(lowering->loader, unit->file, path, &why);
    }
    if (from.file == NULL) {
        return &none;
    }
    const Signature *known = tri_map_find_address(&lowering->signatures, from.file);

    if (known == NULL) {
        known = new_signature(lowering->arena, from.file);
        *tri_map_put_address(lowering->arena, &lowering->signatures, from.file) =
            (void *)known;
    }
    return known;
}

static const Signature *signature_of(const TriDeclared *module)
{
    TriBicepUnit *unit = module->around->unit;
    TriStr path = module->statement->path->text;
    void **place =
        tri_map_put(unit->lowering->arena, &unit->modules, path, TRI_MAP_EXACT);

    if (*place == NULL) {
        *place = (void *)open_signature(unit, path);
    }
    return *place;
}

bool tri_bicep_takes_resource(const TriDeclared *module, TriStr parameter)
{
    return tri_map_find(&signature_of(module)->parameters, parameter, TRI_MAP_EXACT) !=
           NULL;
}

/* ---- what is passed ---- */

/* The type and where it stands; NULL: no resource is passed. */
static const TriSyntax *passed_type(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference module;

    if (syntax->kind == TRI_SYNTAX_NAME) {
        const TriBicepSymbol *symbol = tri_bicep_find(scope, syntax->text).symbol;

        return symbol != NULL && symbol->kind == TRI_SYMBOL_PARAM
                   ? tri_bicep_resource_type(symbol->statement->type)
                   : NULL;
    }
    if (syntax->kind != TRI_SYNTAX_ACCESS || !syntax->is_member || syntax->is_safe ||
        !tri_bicep_is_outputs(scope, syntax->items[0], &module)) {
        return NULL;
    }
    return tri_map_find(&signature_of(module.declared)->outputs, syntax->items[1]->text,
                        TRI_MAP_EXACT);
}

bool tri_bicep_passed(TriBicepScope *scope, const TriSyntax *syntax,
                      TriBicepPassed *passed)
{
    while (syntax->kind == TRI_SYNTAX_GROUP || syntax->kind == TRI_SYNTAX_ASSERT) {
        syntax = syntax->items[0];
    }
    const TriSyntax *type = passed_type(scope, syntax);

    if (type == NULL) {
        return false;
    }
    TriStr text = type->text;
    size_t at = tri_str_find_char(text, '@');

    passed->id = tri_bicep_later(scope, syntax);
    passed->type = tri_str_slice(text, 0, at);
    passed->version = at == TRI_NOT_FOUND ? TRI_STR("") : tri_str_from(text, at + 1);
    return true;
}

static TriExpr *text_at(const TriBicepScope *scope, TriStr text, TriSpan span)
{
    return tri_expr_string(scope->unit->lowering->arena, text, span);
}

/* last(split(id, '/')) */
static TriExpr *name_of(TriBicepScope *scope, const TriBicepPassed *passed,
                        TriSpan span)
{
    TriExpr *arguments[] = { passed->id, text_at(scope, TRI_STR("/"), span) };
    TriExpr *parts = tri_bicep_call(scope, span, "split", 2, arguments);

    return tri_bicep_call(scope, span, "last", 1, &parts);
}

TriExpr *tri_bicep_passed_property(TriBicepScope *scope, const TriBicepPassed *passed,
                                   TriStr key, TriSpan span)
{
    TriExpr *arguments[] = { passed->id, text_at(scope, passed->version, span),
                             text_at(scope, TRI_STR("full"), span) };

    if (tri_str_eq(key, TRI_STR("id"))) {
        return passed->id;
    }
    if (tri_str_eq(key, TRI_STR("name"))) {
        return name_of(scope, passed, span);
    }
    if (tri_str_eq(key, TRI_STR("type"))) {
        return text_at(scope, passed->type, span);
    }
    if (tri_str_eq(key, TRI_STR("apiVersion"))) {
        return arguments[1];
    }
    if (tri_str_eq(key, TRI_STR("properties"))) {
        return tri_bicep_call(scope, span, "reference", 2, arguments);
    }
    return tri_expr_access(scope->unit->lowering->arena,
                           tri_bicep_call(scope, span, "reference", 3, arguments),
                           text_at(scope, key, span), span);
}
