/* What stands behind a dot or in brackets (bicep-language.md 3.3). */
#include "bicep/lower_expression.h"

bool tri_bicep_is_outputs(TriBicepScope *scope, const TriSyntax *syntax,
                          TriReference *reference)
{
    syntax = tri_bicep_unwrap(syntax);
    return syntax->kind == TRI_SYNTAX_ACCESS &&
           syntax->items[1]->kind == TRI_SYNTAX_STRING &&
           tri_str_eq(syntax->items[1]->text, TRI_STR("outputs")) &&
           tri_bicep_reference(scope, syntax->items[0], reference) &&
           reference->declared->statement->kind == TRI_STATEMENT_MODULE;
}

/* Whether `name` is a module that a lambda is given. */
static bool is_given_module(TriBicepScope *scope, TriStr name)
{
    const TriBicepScope *found = tri_bicep_find(scope, name).scope;

    if (found == NULL || found->kind != TRI_BICEP_SCOPE_LAMBDA ||
        found->declared == NULL) {
        return false;
    }
    for (size_t i = 0; i < found->others && i + 1 < found->syntax->count; i++) {
        if (tri_str_eq(found->syntax->items[i]->text, name)) {
            return false;
        }
    }
    return true;
}

/* Whether `syntax` is the outputs of a module, or of one that a lambda is given. */
static bool is_outputs(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;

    syntax = tri_bicep_unwrap(syntax);
    if (tri_bicep_is_outputs(scope, syntax, &reference)) {
        return true;
    }
    return syntax->kind == TRI_SYNTAX_ACCESS &&
           syntax->items[0]->kind == TRI_SYNTAX_NAME &&
           syntax->items[1]->kind == TRI_SYNTAX_STRING &&
           tri_str_eq(syntax->items[1]->text, TRI_STR("outputs")) &&
           is_given_module(scope, syntax->items[0]->text);
}

/* An output is an object with the value in it. */
static TriExpr *behind_output(TriBicepScope *scope, const TriSyntax *syntax,
                              TriExpr *expr)
{
    TriSpan span = tri_bicep_span(scope, syntax);

    return is_outputs(scope, syntax->items[0])
               ? tri_expr_access(tri_bicep_arena(scope), expr,
                                 tri_bicep_string(scope, TRI_STR("value"), span), span)
               : expr;
}

/* any(x), which is x. */
static bool is_any(TriBicepScope *scope, const TriSyntax *syntax)
{
    return syntax->kind == TRI_SYNTAX_CALL && syntax->count == 1 &&
           tri_str_eq(syntax->text, TRI_STR("any")) &&
           tri_bicep_called(scope, syntax) == NULL;
}

/* The safe access that a chain of plain ones stands behind; NULL when none. What
   follows a safe one is left out with it. */
static const TriSyntax *safe_access(TriBicepScope *scope, const TriSyntax *syntax)
{
    while (syntax->kind == TRI_SYNTAX_ASSERT || is_any(scope, syntax) ||
           (syntax->kind == TRI_SYNTAX_ACCESS && !syntax->is_safe)) {
        syntax = syntax->items[0];
    }
    return syntax->kind == TRI_SYNTAX_ACCESS ? syntax : NULL;
}

typedef TRI_LIST(TriExpr *) ExprList;

/* The key of an access as an argument: behind a safe one, that it counts from the end
   is told by { value: key, fromEnd: true }. */
static TriExpr *key_of(TriBicepScope *scope, const TriSyntax *access, bool is_first)
{
    TriSpan span = tri_bicep_span(scope, access);
    TriExpr *key = tri_bicep_later(scope, access->items[1]);
    TriExpr *members[] = {
        tri_bicep_string(scope, TRI_STR("value"), span),
        key,
        tri_bicep_string(scope, TRI_STR("fromEnd"), span),
        tri_expr_bool(tri_bicep_arena(scope), true, span),
    };

    return access->is_from_end && !is_first
               ? tri_bicep_call(scope, span, "createObject", 4, members)
               : key;
}

/* The keys of the accesses from `safe` on to `syntax`, in the order of the text. */
static void add_keys(TriBicepScope *scope, const TriSyntax *syntax,
                     const TriSyntax *safe, ExprList *list)
{
    if (syntax != safe) {
        add_keys(scope, syntax->items[0], safe, list);
    }
    if (syntax->kind != TRI_SYNTAX_ACCESS) {
        return;
    }
    tri_list_push(tri_bicep_arena(scope), list, key_of(scope, syntax, syntax == safe));
    if (is_outputs(scope, syntax->items[0])) {
        TriExpr *value =
            tri_bicep_string(scope, TRI_STR("value"), tri_bicep_span(scope, syntax));

        tri_list_push(tri_bicep_arena(scope), list, value);
    }
}

/* What may not be deployed is null then. */
static TriExpr *safe_base(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;
    TriExpr *arguments[3];
    TriSpan span = tri_bicep_span(scope, syntax);

    if (!tri_bicep_reference(scope, syntax, &reference) ||
        reference.declared->condition == NULL) {
        return tri_bicep_later(scope, syntax);
    }
    arguments[0] = tri_bicep_condition(&reference);
    arguments[1] = tri_bicep_state(&reference, true, span);
    arguments[2] = tri_expr_new(tri_bicep_arena(scope), TRI_EXPR_NULL, span);
    return tri_bicep_call(scope, span, "if", 3, arguments);
}

/* tryGet(base, 'b', 'c') */
static TriExpr *safe_value(TriBicepScope *scope, const TriSyntax *syntax,
                           const TriSyntax *safe)
{
    ExprList list = { 0 };
    TriSpan span = tri_bicep_span(scope, syntax);
    const char *name = safe->is_from_end ? "tryIndexFromEnd" : "tryGet";

    tri_list_push(tri_bicep_arena(scope), &list, safe_base(scope, safe->items[0]));
    add_keys(scope, syntax, safe, &list);
    return tri_bicep_call(scope, span, name, list.count, list.items);
}

/* ns.name: what another file declares. */
static TriExpr *imported_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriSyntax *base = tri_bicep_unwrap(syntax->items[0]);
    TriBicepName name = { 0 };

    if (base->kind != TRI_SYNTAX_NAME || !syntax->is_member) {
        return NULL;
    }
    name = tri_bicep_find(scope, base->text);
    if (name.symbol == NULL || tri_bicep_is_base(name.symbol) ||
        (name.symbol->kind != TRI_SYMBOL_FILE &&
         name.symbol->kind != TRI_SYMBOL_OTHER)) {
        return NULL;
    }
    TriStr key = syntax->items[1]->text;
    TriSpan span = tri_bicep_span(scope, syntax);
    const TriBicepSymbol *symbol = name.symbol->kind == TRI_SYMBOL_OTHER
                                       ? name.symbol
                                       : tri_bicep_exported(name.symbol->unit, key);

    return symbol != NULL
               ? tri_bicep_symbol_value(symbol, scope, span)
               : tri_expr_error(tri_bicep_arena(scope), span, "'%.*s' has no '%.*s'",
                                TRI_ARG(base->text), TRI_ARG(key));
}

static TriExpr *plain_access(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *arguments[] = { tri_bicep_later(scope, syntax->items[0]),
                             tri_bicep_later(scope, syntax->items[1]) };

    if (syntax->is_from_end) {
        return tri_bicep_call(scope, span, "indexFromEnd", 2, arguments);
    }
    return behind_output(
        scope, syntax,
        tri_expr_access(tri_bicep_arena(scope), arguments[0], arguments[1], span));
}

TriExpr *tri_bicep_access(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;
    TriBicepPassed passed;
    TriSpan span = tri_bicep_span(scope, syntax);
    const TriSyntax *safe = safe_access(scope, syntax);
    TriExpr *imported = imported_value(scope, syntax);

    if (imported != NULL) {
        return imported;
    }
    if (tri_bicep_reference(scope, syntax, &reference)) {
        return tri_bicep_state(&reference, true, span);
    }
    if (safe != NULL) {
        return safe_value(scope, syntax, safe);
    }
    if (syntax->is_member && !syntax->is_safe &&
        tri_bicep_reference(scope, syntax->items[0], &reference)) {
        return tri_bicep_property(&reference, syntax->items[1]->text, span);
    }
    if (syntax->is_member && tri_bicep_passed(scope, syntax->items[0], &passed)) {
        return tri_bicep_passed_property(scope, &passed, syntax->items[1]->text, span);
    }
    return plain_access(scope, syntax);
}
