/* Whether resources are referred to by symbolic name (bicep-language.md 3.1). */
#include "bicep/scope.h"

/* ---- statements ---- */

/* Whether a type is more than the name of one, or a value. */
static bool has_type_syntax(const TriSyntax *type)
{
    while (type != NULL &&
           (type->kind == TRI_SYNTAX_ASSERT || type->kind == TRI_SYNTAX_PART ||
            type->kind == TRI_SYNTAX_ACCESS)) {
        type = type->items[0];
    }
    return type != NULL &&
           (type->kind == TRI_SYNTAX_OBJECT || type->kind == TRI_SYNTAX_ARRAY ||
            type->kind == TRI_SYNTAX_LIST || type->kind == TRI_SYNTAX_UNION ||
            type->kind == TRI_SYNTAX_NULLABLE);
}

static bool has_symbolic_decorator(const TriStatement *statement)
{
    static const TriStr decorators[] = {
        TRI_STR_INIT("onlyIfNotExists"),
        TRI_STR_INIT("retryOn"),
        TRI_STR_INIT("nullIfNotFound"),
        TRI_STR_INIT("waitUntil"),
    };

    for (size_t i = 0; i < sizeof decorators / sizeof *decorators; i++) {
        if (tri_bicep_decorator(statement, decorators[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_symbolic_statement(const TriStatement *statement);

/* Also by what is nested in it. */
static bool is_symbolic_body(const TriStatement *resource, const TriSyntax *body)
{
    for (size_t i = 0; i < body->count; i++) {
        if (body->items[i]->kind == TRI_SYNTAX_NESTED &&
            is_symbolic_statement(body->items[i]->statement)) {
            return true;
        }
    }
    return resource->is_existing &&
           tri_bicep_member(body, TRI_STR("dependsOn")) != NULL;
}

static bool is_symbolic_statement(const TriStatement *statement)
{
    const TriSyntax *body = statement->value;

    if (has_symbolic_decorator(statement)) {
        return true;
    }
    while (body != NULL &&
           (body->kind == TRI_SYNTAX_FOR || body->kind == TRI_SYNTAX_IF)) {
        body = body->items[1];
    }
    switch (statement->kind) {
    case TRI_STATEMENT_TYPE:
    case TRI_STATEMENT_FUNC:
    case TRI_STATEMENT_IMPORT:
    case TRI_STATEMENT_EXTENSION:
        return true;
    case TRI_STATEMENT_VAR:
        return statement->type != NULL;
    case TRI_STATEMENT_PARAM:
        return has_type_syntax(statement->type);
    case TRI_STATEMENT_OUTPUT:
        return has_type_syntax(statement->type) ||
               tri_bicep_decorator(statement, TRI_STR("secure")) != NULL;
    case TRI_STATEMENT_MODULE:
        return body != NULL && tri_bicep_member(body, TRI_STR("name")) == NULL;
    case TRI_STATEMENT_RESOURCE:
        return body != NULL && is_symbolic_body(statement, body);
    default:
        return false;
    }
}

/* ---- loops that are named as a whole ---- */

static bool names_loop(const TriBicepScope *scope, const TriSyntax *syntax);

static bool names_loop_of(const TriBicepScope *scope, const TriSyntax *syntax,
                          size_t first)
{
    for (size_t i = first; i < syntax->count; i++) {
        if (names_loop(scope, syntax->items[i])) {
            return true;
        }
    }
    return false;
}

/* What a loop or a lambda names hides what is outside. */
static bool names_loop_inside(const TriBicepScope *scope, const TriSyntax *syntax)
{
    bool is_loop = syntax->kind == TRI_SYNTAX_FOR;
    TriBicepScope inner = {
        .kind = is_loop ? TRI_BICEP_SCOPE_LOOP : TRI_BICEP_SCOPE_LAMBDA,
        .outer = (TriBicepScope *)scope,
        .unit = scope->unit,
        .syntax = syntax,
    };

    return (is_loop && names_loop(scope, syntax->items[0])) ||
           names_loop(&inner, syntax->items[syntax->count - 1]);
}

/* Of r[i] and r.name the name alone does not count. */
static bool names_loop_of_access(const TriBicepScope *scope, const TriSyntax *access)
{
    const TriSyntax *base = access->items[0];

    while (base->kind == TRI_SYNTAX_GROUP) {
        base = base->items[0];
    }
    return names_loop_of(scope, access, base->kind == TRI_SYNTAX_NAME);
}

/* A body of a resource or module; what it depends on is not counted. */
static bool names_loop_of_body(const TriBicepScope *scope, const TriSyntax *body)
{
    for (size_t i = 0; i < body->count; i++) {
        const TriSyntax *item = body->items[i];
        bool is_wanted = item->kind != TRI_SYNTAX_MEMBER ||
                         !tri_str_eq(item->items[0]->text, TRI_STR("dependsOn"));

        if (is_wanted && names_loop(scope, item)) {
            return true;
        }
    }
    return false;
}

/* Whether an expression names all copies of a resource or module, which takes
   references(). */
static bool names_loop(const TriBicepScope *scope, const TriSyntax *syntax)
{
    switch (syntax->kind) {
    case TRI_SYNTAX_NAME: {
        const TriDeclared *declared = tri_bicep_find(scope, syntax->text).declared;

        return declared != NULL && declared->loop != NULL;
    }
    case TRI_SYNTAX_ACCESS:
        return names_loop_of_access(scope, syntax);
    case TRI_SYNTAX_FOR:
    case TRI_SYNTAX_LAMBDA:
        return names_loop_inside(scope, syntax);
    case TRI_SYNTAX_NESTED:
        return false;
    default:
        return names_loop_of(scope, syntax, 0);
    }
}

static bool names_loop_of_declared(const TriDeclared *declared)
{
    if ((declared->loop != NULL &&
         names_loop(declared->around, declared->loop->items[0])) ||
        (declared->condition != NULL &&
         names_loop(declared->body, declared->condition)) ||
        names_loop_of_body(declared->body, declared->object)) {
        return true;
    }
    for (size_t i = 0; i < declared->nested.count; i++) {
        if (names_loop_of_declared(declared->nested.items[i])) {
            return true;
        }
    }
    return false;
}

static const TriDeclared *declared_by(const TriBicepUnit *unit,
                                      const TriStatement *statement)
{
    const TriBicepSymbol *symbol =
        statement->kind == TRI_STATEMENT_RESOURCE ||
                statement->kind == TRI_STATEMENT_MODULE
            ? tri_map_find(&unit->symbols, statement->name, TRI_MAP_EXACT)
            : NULL;

    return symbol == NULL ? NULL : symbol->declared;
}

static bool names_loop_of_statement(const TriBicepUnit *unit,
                                    const TriStatement *statement)
{
    const TriDeclared *declared = declared_by(unit, statement);

    if (declared != NULL) {
        return names_loop_of_declared(declared);
    }
    return statement->value != NULL &&
           (statement->kind == TRI_STATEMENT_VAR ||
            statement->kind == TRI_STATEMENT_OUTPUT) &&
           names_loop(unit->scope, statement->value);
}

static bool has_loop(const TriBicepUnit *unit)
{
    for (size_t i = 0; i < unit->file->statement_count; i++) {
        const TriDeclared *declared = declared_by(unit, unit->file->statements[i]);

        if (declared != NULL && declared->loop != NULL) {
            return true;
        }
    }
    return false;
}

/* ---- files ---- */

static bool names_any_loop(const TriBicepUnit *unit)
{
    for (size_t i = 0; i < unit->file->statement_count; i++) {
        if (names_loop_of_statement(unit, unit->file->statements[i])) {
            return true;
        }
    }
    return false;
}

bool tri_bicep_is_symbolic(const TriBicepUnit *unit)
{
    for (size_t i = 0; i < unit->file->statement_count; i++) {
        if (is_symbolic_statement(unit->file->statements[i])) {
            return true;
        }
    }
    return has_loop(unit) && names_any_loop(unit);
}
