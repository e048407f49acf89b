#include "support/expr_text.h"

#include "base/number.h"

static void add_items(TriText *text, TriExpr **items, size_t count)
{
    tri_text_add_char(text, '(');
    for (size_t i = 0; i < count; i++) {
        tri_text_add_c(text, i == 0 ? "" : ", ");
        add_expr(text, items[i]);
    }
    tri_text_add_char(text, ')');
}

static void add_quoted(TriText *text, TriStr string)
{
    tri_text_add_char(text, '"');
    tri_text_add(text, string);
    tri_text_add_char(text, '"');
}

static void add_members(TriText *text, const TriExpr *expr)
{
    tri_text_add_char(text, '{');
    for (size_t i = 0; i < expr->count; i++) {
        const TriExprMember *member = &expr->members[i];

        tri_text_add_c(text, i == 0 ? "" : ", ");
        if (member->name_expr != NULL) {
            add_expr(text, member->name_expr);
        } else {
            add_quoted(text, member->name);
        }
        tri_text_add_c(text, ": ");
        add_expr(text, member->value);
    }
    tri_text_add_char(text, '}');
}

static void add_float(TriText *text, double number)
{
    char buffer[32];

    tri_text_add(text, tri_str(buffer, tri_print_double(number, buffer)));
}

static void add_array(TriText *text, const TriExpr *expr)
{
    tri_text_add_char(text, '[');
    for (size_t i = 0; i < expr->count; i++) {
        tri_text_add_c(text, i == 0 ? "" : ", ");
        add_expr(text, expr->items[i]);
    }
    tri_text_add_char(text, ']');
}

void add_expr(TriText *text, TriExpr *expr)
{
    expr = tri_expr_get(expr);
    switch (expr->kind) {
    case TRI_EXPR_LAZY:
        tri_text_add_c(text, "lazy");
        break;
    case TRI_EXPR_NULL:
        tri_text_add_c(text, "null");
        break;
    case TRI_EXPR_BOOL:
        tri_text_add_c(text, expr->boolean ? "true" : "false");
        break;
    case TRI_EXPR_INT:
        tri_text_add_int(text, expr->integer);
        break;
    case TRI_EXPR_FLOAT:
        add_float(text, expr->number);
        break;
    case TRI_EXPR_STRING:
        add_quoted(text, expr->string);
        break;
    case TRI_EXPR_ARRAY:
        add_array(text, expr);
        break;
    case TRI_EXPR_OBJECT:
        add_members(text, expr);
        break;
    case TRI_EXPR_CALL:
        tri_text_add(text, expr->call.name);
        add_items(text, expr->call.items, expr->count);
        break;
    case TRI_EXPR_ACCESS:
        tri_text_add_c(text, "access");
        add_items(text, expr->call.items, expr->count);
        break;
    case TRI_EXPR_LAMBDA:
        tri_text_add_c(text, "lambda");
        add_items(text, expr->call.items, expr->count);
        break;
    case TRI_EXPR_COPY:
        tri_text_addf(text, "copy %.*s", TRI_ARG(expr->call.name));
        add_items(text, expr->call.items, expr->count);
        break;
    case TRI_EXPR_ERROR:
        tri_text_addf(text, "error(%.*s)", TRI_ARG(expr->string));
        break;
    case TRI_EXPR_VALUE:
        tri_text_add_c(text, "value");
        break;
    }
}

static bool has_items(const TriExpr *expr)
{
    return expr->kind == TRI_EXPR_CALL || expr->kind == TRI_EXPR_ACCESS ||
           expr->kind == TRI_EXPR_LAMBDA || expr->kind == TRI_EXPR_COPY;
}

void add_expr_spans(TriText *text, TriExpr *expr)
{
    expr = tri_expr_get(expr);
    tri_text_add_char(text, '<');
    tri_text_add(text, tri_span_text(expr->span));
    tri_text_add_char(text, '>');
    for (size_t i = 0; has_items(expr) && i < expr->count; i++) {
        add_expr_spans(text, expr->call.items[i]);
    }
    for (size_t i = 0; expr->kind == TRI_EXPR_ARRAY && i < expr->count; i++) {
        add_expr_spans(text, expr->items[i]);
    }
    for (size_t i = 0; expr->kind == TRI_EXPR_OBJECT && i < expr->count; i++) {
        add_expr_spans(text, expr->members[i].value);
    }
}
