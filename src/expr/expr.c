#include "expr/expr.h"

#include "base/text.h"

TriExpr *tri_expr_new(TriArena *arena, TriExprKind kind, TriSpan span)
{
    TriExpr *expr = TRI_NEW(arena, TriExpr);

    expr->kind = kind;
    expr->span = span;
    return expr;
}

TriExpr *tri_expr_lazy(TriArena *arena, const TriFrontEnd *front_end, const void *node,
                       TriSpan span)
{
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_LAZY, span);

    expr->lazy.front_end = front_end;
    expr->lazy.node = node;
    return expr;
}

TriExpr *tri_expr_string(TriArena *arena, TriStr value, TriSpan span)
{
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_STRING, span);

    expr->string = value;
    return expr;
}

TriExpr *tri_expr_int(TriArena *arena, int64_t value, TriSpan span)
{
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_INT, span);

    expr->integer = value;
    return expr;
}

TriExpr *tri_expr_bool(TriArena *arena, bool value, TriSpan span)
{
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_BOOL, span);

    expr->boolean = value;
    return expr;
}

TriExpr *tri_expr_call(TriArena *arena, TriStr name, TriExpr **arguments, size_t count,
                       TriSpan span)
{
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_CALL, span);

    expr->call.name = name;
    expr->call.items = arguments;
    expr->count = (uint32_t)count;
    return expr;
}

TriExpr *tri_expr_access(TriArena *arena, TriExpr *base, TriExpr *key, TriSpan span)
{
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_ACCESS, span);

    expr->call.items = TRI_NEW_ARRAY(arena, TriExpr *, 2);
    expr->call.items[0] = base;
    expr->call.items[1] = key;
    expr->count = 2;
    return expr;
}

TriExpr *tri_expr_error(TriArena *arena, TriSpan span, const char *format, ...)
{
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_ERROR, span);
    va_list arguments;

    va_start(arguments, format);
    expr->error.message = tri_format_list(arena, format, arguments);
    expr->error.place = span;
    va_end(arguments);
    return expr;
}

TriExpr *tri_expr_missing(TriArena *arena, TriSpan span, TriStr why)
{
    TriExpr *expr = tri_expr_error(arena, span, "%.*s", TRI_ARG(why));

    expr->error.missing = TRI_NEW(arena, TriMissing);
    expr->error.missing->sink.arena = arena;
    return expr;
}

TriExpr *tri_expr_placeholder(TriArena *arena, TriSpan span, TriStr written)
{
    TriExpr *expr = tri_expr_missing(arena, span, TRI_STR("it is a placeholder"));

    expr->error.missing->written = written;
    return expr;
}

TriExprMember *tri_expr_find(TriExpr *object, TriStr name)
{
    if (object == NULL || tri_expr_get(object)->kind != TRI_EXPR_OBJECT) {
        return NULL;
    }
    for (size_t i = object->count; i-- > 0;) {
        TriExprMember *member = &object->members[i];

        if (member->name_expr == NULL && tri_str_eq_nocase(member->name, name)) {
            return member;
        }
    }
    return NULL;
}

TriExprMember *tri_expr_find_spelled(TriExpr *object, TriStr name)
{
    TriExprMember *found = NULL;

    if (object == NULL || tri_expr_get(object)->kind != TRI_EXPR_OBJECT) {
        return NULL;
    }
    for (size_t i = object->count; i-- > 0;) {
        TriExprMember *member = &object->members[i];

        if (member->name.size != name.size || member->name_expr != NULL) {
            continue;
        }
        if (tri_str_eq(member->name, name)) {
            return member;
        }
        if (found == NULL && tri_str_eq_nocase(member->name, name)) {
            found = member;
        }
    }
    return found;
}
