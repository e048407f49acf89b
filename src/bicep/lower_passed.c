/* Resources that are passed as parameters and outputs of type resource 'T@v', which are
   their ids (bicep-language.md 3.6). */
#include "bicep/scope.h"

const TriSyntax *tri_bicep_resource_type(const TriSyntax *type)
{
    return type != NULL && type->kind == TRI_SYNTAX_NAME && type->count == 1
               ? type->items[0]
               : NULL;
}

static const TriStatement *find_statement(const TriBicepFile *file,
                                          TriStatementKind kind, TriStr name)
{
    for (size_t i = 0; i < file->statement_count; i++) {
        if (file->statements[i]->kind == kind &&
            tri_str_eq(file->statements[i]->name, name)) {
            return file->statements[i];
        }
    }
    return NULL;
}

/* What the file of a module declares; NULL: it does not, or is no Bicep. */
static const TriStatement *find_in_module(const TriDeclared *module,
                                          TriStatementKind kind, TriStr name,
                                          const TriBicepFile **file)
{
    TriBicepUnit *unit = module->around->unit;
    TriBicepLoader *loader = unit->lowering->loader;
    TriStr why = TRI_STR("");
    TriBicepImport from =
        loader->open(loader, unit->file, module->statement->path->text, &why);

    *file = from.file;
    return from.file == NULL ? NULL : find_statement(from.file, kind, name);
}

bool tri_bicep_takes_resource(const TriDeclared *module, TriStr parameter)
{
    const TriBicepFile *file;
    const TriStatement *statement =
        find_in_module(module, TRI_STATEMENT_PARAM, parameter, &file);

    return statement != NULL && tri_bicep_resource_type(statement->type) != NULL;
}

/* "T@v" of an output; without it the resource that is its value says. NULL: it is of
   another type. */
static const TriSyntax *type_of_output(const TriBicepFile *file,
                                       const TriStatement *output)
{
    const TriSyntax *type = output->type;
    const TriSyntax *value = output->value;

    if (type == NULL || type->kind != TRI_SYNTAX_NAME ||
        !tri_str_eq(type->text, TRI_STR("resource"))) {
        return NULL;
    }
    if (type->count > 0) {
        return type->items[0];
    }
    const TriStatement *resource =
        value == NULL || value->kind != TRI_SYNTAX_NAME
            ? NULL
            : find_statement(file, TRI_STATEMENT_RESOURCE, value->text);

    return resource == NULL ? NULL : resource->path;
}

/* The type and where it stands; NULL: no resource is passed. */
static const TriSyntax *passed_type(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference module;
    const TriBicepFile *file;

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
    const TriStatement *output = find_in_module(module.declared, TRI_STATEMENT_OUTPUT,
                                                syntax->items[1]->text, &file);

    return output == NULL ? NULL : type_of_output(file, output);
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
