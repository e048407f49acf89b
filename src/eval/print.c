#include "eval/print.h"

#include "base/number.h"
#include "eval/eval.h"

/* What is nested deeper stands as an ellipsis. */
enum { MOST_DEPTH = 64, MESSAGE_LIMIT = 80 };

static const TriStr ellipsis = TRI_STR_INIT("…");

static void add_value(TriText *text, TriValue value, int depth);

static void add_quoted(TriText *text, TriStr string)
{
    TriStr piece;

    tri_text_add_char(text, '\'');
    for (bool is_first = true; tri_str_split(&string, '\'', &piece); is_first = false) {
        if (!is_first) {
            tri_text_add_c(text, "''");
        }
        tri_text_add(text, piece);
    }
    tri_text_add_char(text, '\'');
}

static void add_separator(TriText *text, size_t index)
{
    if (index > 0) {
        tri_text_add_c(text, ", ");
    }
}

static void add_call(TriText *text, TriStr function, const TriValue *arguments,
                     size_t count, int depth)
{
    tri_text_add(text, function);
    tri_text_add_char(text, '(');
    for (size_t i = 0; i < count && text->size <= TRI_RESIDUAL_LIMIT; i++) {
        add_separator(text, i);
        add_value(text, tri_force(arguments[i]), depth);
    }
    tri_text_add_char(text, ')');
}

static bool is_name(TriStr text)
{
    for (size_t i = 0; i < text.size; i++) {
        bool is_letter = tri_char_is_letter(text.data[i]) || text.data[i] == '_';

        if (!is_letter && (i == 0 || !tri_char_is_digit(text.data[i]))) {
            return false;
        }
    }
    return text.size > 0;
}

/* Member `name` of a branch that is an object; kind 0 when that is not there. */
static TriValue member_of_branch(TriText *text, TriValue branch, TriStr name)
{
    branch = tri_force(branch);
    if (branch.kind != TRI_OBJECT || branch.is_secure) {
        return (TriValue){ 0 };
    }
    size_t place = tri_object_find(text->arena, branch.object, name);

    return place == TRI_NOT_FOUND ? (TriValue){ 0 }
                                  : tri_object_value(branch.object, place);
}

/* if(test, a, b).x, where a and b are objects that have it, is if(test, a.x, b.x): so
   Bicep passes a parameter that hangs on a test. */
static bool add_branches(TriText *text, TriValue base, TriValue key, int depth)
{
    const TriResidual *residual = base.residual;

    if (key.kind != TRI_STRING || key.is_secure || base.is_secure || residual == NULL ||
        residual->count != 3 || !tri_str_eq(residual->function, TRI_STR("if"))) {
        return false;
    }
    TriValue parts[] = {
        residual->arguments[0],
        member_of_branch(text, residual->arguments[1], key.string),
        member_of_branch(text, residual->arguments[2], key.string),
    };

    if (parts[1].kind == 0 || parts[2].kind == 0) {
        return false;
    }
    add_call(text, residual->function, parts, 3, depth);
    return true;
}

static void add_access(TriText *text, TriValue base, TriValue key, int depth)
{
    if (add_branches(text, base, key, depth)) {
        return;
    }
    add_value(text, base, depth);
    if (key.kind == TRI_STRING && !key.is_secure && is_name(key.string)) {
        tri_text_add_char(text, '.');
        tri_text_add(text, key.string);
        return;
    }
    tri_text_add_char(text, '[');
    add_value(text, key, depth);
    tri_text_add_char(text, ']');
}

static void add_residual(TriText *text, const TriResidual *residual, int depth)
{
    if (residual->function.size == 0) {
        add_access(text, tri_force(residual->arguments[0]),
                   tri_force(residual->arguments[1]), depth);
    } else {
        add_call(text, residual->function, residual->arguments, residual->count, depth);
    }
}

static void add_object(TriText *text, const TriObject *object, int depth)
{
    size_t count = 0;

    tri_text_add_c(text, "createObject(");
    for (; count < object->count && text->size <= TRI_RESIDUAL_LIMIT; count++) {
        add_separator(text, count);
        add_quoted(text, object->members[count].name);
        tri_text_add_c(text, ", ");
        add_value(text, tri_object_value(object, count), depth);
    }
    for (const TriUnnamed *member = object->unnamed;
         member != NULL && text->size <= TRI_RESIDUAL_LIMIT; member = member->next) {
        add_separator(text, count++);
        add_value(text, member->name, depth);
        tri_text_add_c(text, ", ");
        add_value(text, tri_force(member->value), depth);
    }
    tri_text_add_char(text, ')');
}

static void add_number(TriText *text, double number)
{
    char buffer[32];
    size_t size = tri_print_double(number, buffer);

    tri_text_add(text, tri_str(buffer, size));
}

static void add_float(TriText *text, double number)
{
    tri_text_add_c(text, "json('");
    add_number(text, number);
    tri_text_add_c(text, "')");
}

/* ---- expressions that have no value of their own ---- */

static void add_expr(TriText *text, TriExpr *expr, int depth);

static void add_exprs(TriText *text, TriExpr *const *items, size_t count, int depth)
{
    for (size_t i = 0; i < count && text->size <= TRI_RESIDUAL_LIMIT; i++) {
        add_separator(text, i);
        add_expr(text, items[i], depth);
    }
}

static void add_expr_call(TriText *text, TriStr name, const TriExpr *expr,
                          TriExpr *const *items, int depth)
{
    tri_text_add(text, name);
    tri_text_add_char(text, '(');
    add_exprs(text, items, expr->count, depth);
    tri_text_add_char(text, ')');
}

static void add_expr_object(TriText *text, const TriExpr *expr, int depth)
{
    tri_text_add_c(text, "createObject(");
    for (size_t i = 0; i < expr->count && text->size <= TRI_RESIDUAL_LIMIT; i++) {
        const TriExprMember *member = &expr->members[i];

        add_separator(text, i);
        if (member->name_expr != NULL) {
            add_expr(text, member->name_expr, depth);
        } else {
            add_quoted(text, member->name);
        }
        tri_text_add_c(text, ", ");
        add_expr(text, member->value, depth);
    }
    tri_text_add_char(text, ')');
}

static void add_expr_access(TriText *text, TriExpr *const *items, int depth)
{
    const TriExpr *key = tri_expr_get(items[1]);

    add_expr(text, items[0], depth);
    if (key->kind == TRI_EXPR_STRING && is_name(key->string)) {
        tri_text_add_char(text, '.');
        tri_text_add(text, key->string);
        return;
    }
    tri_text_add_char(text, '[');
    add_expr(text, items[1], depth);
    tri_text_add_char(text, ']');
}

static void add_literal(TriText *text, const TriExpr *expr)
{
    switch (expr->kind) {
    case TRI_EXPR_BOOL:
        tri_text_add_c(text, expr->boolean ? "true()" : "false()");
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
    case TRI_EXPR_NULL:
        tri_text_add_c(text, "null()");
        break;
    default:
        tri_text_add(text, ellipsis);
    }
}

/* What is no expression, as it is written; of a whole JSON string, what stands in its
   brackets, or the literal that it is without them. */
static void add_source(TriText *text, const TriExpr *expr)
{
    TriStr source = tri_span_text(expr->span);

    if (source.size < 2 || !tri_str_has_prefix(source, TRI_STR("\"")) ||
        !tri_str_has_suffix(source, TRI_STR("\""))) {
        tri_text_add(text, source);
        return;
    }
    source = tri_str_slice(source, 1, source.size - 2);
    if (tri_str_has_prefix(source, TRI_STR("[")) &&
        tri_str_has_suffix(source, TRI_STR("]"))) {
        tri_text_add(text, tri_str_slice(source, 1, source.size - 2));
        return;
    }
    add_quoted(text, source);
}

static void add_expr(TriText *text, TriExpr *expr, int depth)
{
    if (expr == NULL || depth >= MOST_DEPTH || text->size > TRI_RESIDUAL_LIMIT) {
        tri_text_add(text, ellipsis);
        return;
    }
    switch (tri_expr_get(expr)->kind) {
    case TRI_EXPR_ARRAY:
        add_expr_call(text, TRI_STR("createArray"), expr, expr->items, depth + 1);
        break;
    case TRI_EXPR_OBJECT:
        add_expr_object(text, expr, depth + 1);
        break;
    case TRI_EXPR_CALL:
        add_expr_call(text, expr->call.name, expr, expr->call.items, depth + 1);
        break;
    case TRI_EXPR_ACCESS:
        add_expr_access(text, expr->call.items, depth + 1);
        break;
    case TRI_EXPR_LAMBDA:
        add_expr_call(text, TRI_STR("lambda"), expr, expr->call.items, depth + 1);
        break;
    case TRI_EXPR_ERROR:
        add_source(text, expr);
        break;
    default:
        add_literal(text, expr);
    }
}

static void add_known(TriText *text, TriValue value, int depth)
{
    switch (value.kind) {
    case TRI_NULL:
        tri_text_add_c(text, "null()");
        break;
    case TRI_BOOL:
        tri_text_add_c(text, value.boolean ? "true()" : "false()");
        break;
    case TRI_INT:
        tri_text_add_int(text, value.integer);
        break;
    case TRI_FLOAT:
        add_float(text, value.number);
        break;
    case TRI_STRING:
        add_quoted(text, value.string);
        break;
    case TRI_ARRAY:
        add_call(text, TRI_STR("createArray"), value.array->items, value.array->count,
                 depth);
        break;
    case TRI_OBJECT:
        add_object(text, value.object, depth);
        break;
    case TRI_LAMBDA:
        add_expr(text, value.lambda->lambda, depth);
        break;
    default:
        add_expr(text, value.origin, depth);
    }
}

static bool stands_for_itself(TriValue value)
{
    return !value.is_secure &&
           (value.residual == NULL || (value.kind != TRI_UNKNOWN &&
                                       (value.kind & (TRI_ARRAY | TRI_OBJECT)) == 0));
}

static void add_value(TriText *text, TriValue value, int depth)
{
    bool is_nameless = value.is_secure && value.residual == NULL;

    if (is_nameless || depth >= MOST_DEPTH || text->size > TRI_RESIDUAL_LIMIT) {
        tri_text_add(text, ellipsis);
    } else if (stands_for_itself(value)) {
        add_known(text, value, depth + 1);
    } else {
        add_residual(text, value.residual, depth + 1);
    }
}

TriStr tri_told_name(TriStr name, bool is_secret)
{
    return is_secret ? ellipsis : name;
}

TriStr tri_residual_text(TriArena *arena, TriValue value)
{
    TriText text = tri_text(arena);

    tri_text_add_char(&text, '[');
    add_value(&text, value, 0);
    tri_text_add_char(&text, ']');
    return tri_text_str(&text);
}

/* At most MESSAGE_LIMIT bytes, cut between characters. */
static TriStr shorten(TriArena *arena, TriStr text)
{
    if (text.size <= MESSAGE_LIMIT) {
        return text;
    }
    size_t size = tri_character_start(text, MESSAGE_LIMIT);

    return tri_format(arena, "%.*s…", TRI_ARG(tri_str_slice(text, 0, size)));
}

TriStr tri_value_for_message(TriArena *arena, TriValue value)
{
    if (!stands_for_itself(value) || value.kind == TRI_UNKNOWN) {
        return shorten(arena, tri_residual_text(arena, value));
    }
    TriText text = tri_text(arena);

    switch (value.kind) {
    case TRI_NULL:
        return TRI_STR("null");
    case TRI_BOOL:
        return value.boolean ? TRI_STR("true") : TRI_STR("false");
    case TRI_INT:
        return tri_format(arena, "%lld", (long long)value.integer);
    case TRI_FLOAT:
        add_number(&text, value.number);
        return tri_text_str(&text);
    case TRI_STRING:
        return tri_format(arena, "'%.*s'", TRI_ARG(shorten(arena, value.string)));
    case TRI_ARRAY:
        return TRI_STR("an array");
    case TRI_OBJECT:
        return TRI_STR("an object");
    default:
        return shorten(arena, tri_residual_text(arena, value));
    }
}
