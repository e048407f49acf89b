#include "eval/invariant.h"

/* Operands that are in operands are each looked at, so this may not look far. */
enum { MOST_LEVELS = 16 };

/* Where in the expression, and which lambda of it is around. */
typedef struct Place {
    const struct Place *outer;
    const TriExpr *expr;
    unsigned level;
} Place;

static bool has_parameter(const TriExpr *lambda, TriStr name)
{
    for (uint32_t i = 0; i + 1 < lambda->count; i++) {
        if (tri_str_eq(lambda->call.items[i]->string, name)) {
            return true;
        }
    }
    return false;
}

/* Of a call lambdaVariables('name'). */
static bool asks_for_own(const Place *place)
{
    TriExpr *const *arguments = place->expr->call.items;

    if (place->expr->count != 1 ||
        tri_expr_get(arguments[0])->kind != TRI_EXPR_STRING) {
        return false;
    }
    for (const Place *p = place->outer; p != NULL; p = p->outer) {
        if (p->expr->kind == TRI_EXPR_LAMBDA &&
            has_parameter(p->expr, arguments[0]->string)) {
            return true;
        }
    }
    return false;
}

static bool is_call_of(const TriExpr *expr, const char *name)
{
    return expr->kind == TRI_EXPR_CALL &&
           tri_str_eq_nocase(expr->call.name, tri_str_from_c(name));
}

static bool is_invariant_within(const Place *outer, TriExpr *expr);

static bool are_invariant(const Place *place, TriExpr *const *items)
{
    for (uint32_t i = 0; i < place->expr->count; i++) {
        if (!is_invariant_within(place, items[i])) {
            return false;
        }
    }
    return true;
}

static bool are_members_invariant(const Place *place, const TriExprMember *members)
{
    for (uint32_t i = 0; i < place->expr->count; i++) {
        if (members[i].name_expr != NULL ||
            !is_invariant_within(place, members[i].value)) {
            return false;
        }
    }
    return true;
}

static bool is_invariant_within(const Place *outer, TriExpr *expr)
{
    Place place = { outer, tri_expr_get(expr), outer == NULL ? 0 : outer->level + 1 };

    if (place.level > MOST_LEVELS || is_call_of(expr, "copyIndex")) {
        return false;
    }
    if (is_call_of(expr, "lambdaVariables")) {
        return asks_for_own(&place);
    }
    switch (expr->kind) {
    case TRI_EXPR_ARRAY:
        return are_invariant(&place, expr->items);
    case TRI_EXPR_OBJECT:
        return are_members_invariant(&place, expr->members);
    case TRI_EXPR_CALL:
    case TRI_EXPR_ACCESS:
    case TRI_EXPR_LAMBDA:
    case TRI_EXPR_COPY:
        return are_invariant(&place, expr->call.items);
    default:
        return true;
    }
}

bool tri_is_invariant(TriExpr *expr)
{
    return is_invariant_within(NULL, expr);
}
