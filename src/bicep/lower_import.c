/* What is imported from ARM JSON: its variables and functions, under names that no
   other file uses (bicep-language.md 3.11). */
#include "base/text.h"
#include "bicep/scope.h"

/* A front end over another: its nodes, with names that fit the importing template. */
typedef struct Renaming {
    TriFrontEnd front_end; /* first, so that a lazy node finds its own */
    TriBicepUnit *unit;
} Renaming;

static TriExpr *renamed(const Renaming *renaming, TriExpr *expr)
{
    return expr == NULL ? NULL
                        : tri_expr_lazy(renaming->unit->lowering->arena,
                                        &renaming->front_end, expr, expr->span);
}

static TriStr with_prefix(const TriBicepUnit *unit, TriStr name)
{
    return TRI_CONCAT(unit->lowering->arena, unit->prefix, name);
}

static TriExpr **renamed_items(const Renaming *renaming, TriExpr **items, size_t first,
                               size_t count)
{
    TriExpr **list = TRI_NEW_ARRAY(renaming->unit->lowering->arena, TriExpr *, count);

    for (size_t i = 0; i < count; i++) {
        list[i] = i < first ? items[i] : renamed(renaming, items[i]);
    }
    return list;
}

static void rename_members(const Renaming *renaming, TriExpr *expr)
{
    TriExprMember *members =
        TRI_NEW_ARRAY(renaming->unit->lowering->arena, TriExprMember, expr->count);

    for (uint32_t i = 0; i < expr->count; i++) {
        members[i] = expr->members[i];
        members[i].name_expr = renamed(renaming, members[i].name_expr);
        members[i].value = renamed(renaming, members[i].value);
    }
    expr->members = members;
}

/* variables('name'), or a function of the same template. */
static void rename_call(const Renaming *renaming, TriExpr *expr)
{
    const TriBicepUnit *unit = renaming->unit;
    const TriUserFunction *function =
        tri_template_function(unit->template, expr->call.name);
    const TriExpr *argument =
        expr->count == 1 ? tri_expr_get(expr->call.items[0]) : NULL;

    if (argument != NULL && argument->kind == TRI_EXPR_STRING &&
        tri_str_eq_nocase(expr->call.name, TRI_STR("variables"))) {
        expr->call.items[0] = tri_expr_string(
            unit->lowering->arena, with_prefix(unit, argument->string), argument->span);
    } else if (function != NULL) {
        expr->call.name = with_prefix(unit, function->name);
    }
}

static void lower_renamed(const TriFrontEnd *front_end, TriExpr *expr, const void *node)
{
    const Renaming *renaming = (const Renaming *)front_end;
    TriSpan span = expr->span;

    *expr = *tri_expr_get((TriExpr *)(uintptr_t)node);
    expr->span = span;
    switch (expr->kind) {
    case TRI_EXPR_ARRAY:
        expr->items = renamed_items(renaming, expr->items, 0, expr->count);
        break;
    case TRI_EXPR_OBJECT:
        rename_members(renaming, expr);
        break;
    case TRI_EXPR_CALL:
        expr->call.items = renamed_items(renaming, expr->call.items, 0, expr->count);
        expr->call.function = NULL;
        rename_call(renaming, expr);
        break;
    case TRI_EXPR_ACCESS:
    case TRI_EXPR_COPY:
        expr->call.items = renamed_items(renaming, expr->call.items, 0, expr->count);
        break;
    case TRI_EXPR_LAMBDA:
        expr->call.items =
            renamed_items(renaming, expr->call.items, expr->count - 1, expr->count);
        break;
    case TRI_EXPR_LAZY:
    case TRI_EXPR_NULL:
    case TRI_EXPR_BOOL:
    case TRI_EXPR_INT:
    case TRI_EXPR_FLOAT:
    case TRI_EXPR_STRING:
    case TRI_EXPR_ERROR:
    case TRI_EXPR_VALUE:
        break;
    }
}

/* The name of a function without the namespace of the file's own; empty: it stands in
   another. */
static TriStr own_name(TriStr name)
{
    TriStr own = TRI_STR("__bicep.");

    return tri_str_has_prefix_nocase(name, own) ? tri_str_from(name, own.size)
                                                : TRI_STR("");
}

/* Functions that are exported stand in the namespace of the file's own. */
void tri_bicep_declare_exports(TriBicepUnit *unit)
{
    const TriTemplate *template = unit->template;

    for (size_t i = 0; i < template->variable_count; i++) {
        tri_bicep_symbol(unit, template->variables[i].name, TRI_SYMBOL_VAR);
    }
    for (size_t i = 0; i < template->function_count; i++) {
        TriStr name = template->functions[i].name;

        if (own_name(name).size > 0) {
            tri_bicep_symbol(unit, own_name(name), TRI_SYMBOL_FUNC)->name =
                with_prefix(unit, name);
        }
    }
}

void tri_bicep_lower_exports(TriBicepUnit *unit)
{
    TriBicepLowering *lowering = unit->lowering;
    const TriTemplate *template = unit->template;
    Renaming *renaming = TRI_NEW(lowering->arena, Renaming);

    renaming->front_end.lower = lower_renamed;
    renaming->unit = unit;
    for (size_t i = 0; i < template->variable_count; i++) {
        TriVariable variable = template->variables[i];

        variable.label = variable.name;
        variable.name = with_prefix(unit, variable.name);
        variable.value = renamed(renaming, variable.value);
        tri_list_push(lowering->arena, &lowering->variables, variable);
    }
    for (size_t i = 0; i < template->function_count; i++) {
        TriUserFunction function = template->functions[i];

        function.label = own_name(function.name);
        function.name = with_prefix(unit, function.name);
        function.body = renamed(renaming, function.body);
        tri_list_push(lowering->arena, &lowering->functions, function);
    }
}
