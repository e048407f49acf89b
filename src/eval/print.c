#include "eval/print.h"

#include "base/number.h"
#include "eval/eval.h"

/* What is nested deeper stands as an ellipsis. */
enum { MOST_DEPTH = 64, MESSAGE_LIMIT = 80 };

static const TriStr ellipsis = TRI_STR_INIT("…");

/* Text that is no longer wanted beyond some size. */
typedef struct Printed {
    TriText text;
    size_t limit;
    bool hides_literals; /* of what is sealed */
} Printed;

static bool is_full(const Printed *out)
{
    return out->text.size > out->limit;
}

static void add_value(Printed *out, TriValue value, int depth);

static void add_quoted(Printed *out, TriStr string)
{
    TriStr piece;

    tri_text_add_char(&out->text, '\'');
    for (bool is_first = true; tri_str_split(&string, '\'', &piece); is_first = false) {
        if (!is_first) {
            tri_text_add_c(&out->text, "''");
        }
        tri_text_add(&out->text, piece);
    }
    tri_text_add_char(&out->text, '\'');
}

static void add_separator(Printed *out, size_t index)
{
    if (index > 0) {
        tri_text_add_c(&out->text, ", ");
    }
}

static void add_call(Printed *out, TriStr function, const TriValue *arguments,
                     size_t count, int depth)
{
    tri_text_add(&out->text, function);
    tri_text_add_char(&out->text, '(');
    for (size_t i = 0; i < count && !is_full(out); i++) {
        add_separator(out, i);
        add_value(out, tri_force(arguments[i]), depth);
    }
    tri_text_add_char(&out->text, ')');
}

bool tri_is_name(TriStr text)
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
static TriValue member_of_branch(Printed *out, TriValue branch, TriStr name)
{
    branch = tri_force(branch);
    if (branch.kind != TRI_OBJECT || branch.is_secure) {
        return (TriValue){ 0 };
    }
    size_t place = tri_object_find(out->text.arena, branch.object, name);

    return place == TRI_NOT_FOUND ? (TriValue){ 0 }
                                  : tri_object_value(branch.object, place);
}

/* if(test, a, b).x, where a and b are objects that have it, is if(test, a.x, b.x): so
   Bicep passes a parameter that hangs on a test. */
static bool add_branches(Printed *out, TriValue base, TriValue key, int depth)
{
    const TriResidual *residual = base.residual;

    if (key.kind != TRI_STRING || key.is_secure || base.is_secure || residual == NULL ||
        residual->count != 3 || !tri_str_eq(residual->function, TRI_STR("if"))) {
        return false;
    }
    TriValue parts[] = {
        residual->arguments[0],
        member_of_branch(out, residual->arguments[1], key.string),
        member_of_branch(out, residual->arguments[2], key.string),
    };

    if (parts[1].kind == 0 || parts[2].kind == 0) {
        return false;
    }
    add_call(out, residual->function, parts, 3, depth);
    return true;
}

static void add_access(Printed *out, TriValue base, TriValue key, int depth)
{
    if (add_branches(out, base, key, depth)) {
        return;
    }
    add_value(out, base, depth);
    if (key.kind == TRI_STRING && !key.is_secure && tri_is_name(key.string)) {
        tri_text_add_char(&out->text, '.');
        tri_text_add(&out->text, key.string);
        return;
    }
    out->hides_literals = out->hides_literals && key.kind == TRI_UNKNOWN;
    tri_text_add_char(&out->text, '[');
    add_value(out, key, depth);
    tri_text_add_char(&out->text, ']');
}

/* What is asked for by its name, which is in no part of the answer. */
static bool asks_by_name(TriStr function)
{
    static const TriStr names[] = { TRI_STR_INIT("parameters"),
                                    TRI_STR_INIT("variables"),
                                    TRI_STR_INIT("reference") };

    return tri_str_is_among_nocase(function, names, sizeof names / sizeof *names) ||
           tri_str_has_prefix_nocase(function, TRI_STR("list"));
}

static void add_residual(Printed *out, const TriResidual *residual, int depth)
{
    bool hid_literals = out->hides_literals;

    out->hides_literals =
        (hid_literals || residual->is_sealed) && !asks_by_name(residual->function);
    if (residual->function.size == 0) {
        add_access(out, tri_force(residual->arguments[0]),
                   tri_force(residual->arguments[1]), depth);
    } else {
        add_call(out, residual->function, residual->arguments, residual->count, depth);
    }
    out->hides_literals = hid_literals;
}

static void add_object(Printed *out, const TriObject *object, int depth)
{
    size_t count = 0;

    tri_text_add_c(&out->text, "createObject(");
    for (; count < object->count && !is_full(out); count++) {
        add_separator(out, count);
        add_quoted(out, object->members[count].name);
        tri_text_add_c(&out->text, ", ");
        add_value(out, tri_object_value(object, count), depth);
    }
    for (const TriUnnamed *member = object->unnamed; member != NULL && !is_full(out);
         member = member->next) {
        add_separator(out, count++);
        add_value(out, member->name, depth);
        tri_text_add_c(&out->text, ", ");
        add_value(out, tri_force(member->value), depth);
    }
    tri_text_add_char(&out->text, ')');
}

static void add_number(Printed *out, double number)
{
    char buffer[32];
    size_t size = tri_print_double(number, buffer);

    tri_text_add(&out->text, tri_str(buffer, size));
}

static void add_float(Printed *out, double number)
{
    tri_text_add_c(&out->text, "json('");
    add_number(out, number);
    tri_text_add_c(&out->text, "')");
}

/* ---- expressions that have no value of their own ---- */

static void add_expr(Printed *out, TriExpr *expr, int depth);

static void add_exprs(Printed *out, TriExpr *const *items, size_t count, int depth)
{
    for (size_t i = 0; i < count && !is_full(out); i++) {
        add_separator(out, i);
        add_expr(out, items[i], depth);
    }
}

static void add_expr_call(Printed *out, TriStr name, const TriExpr *expr,
                          TriExpr *const *items, int depth)
{
    tri_text_add(&out->text, name);
    tri_text_add_char(&out->text, '(');
    add_exprs(out, items, expr->count, depth);
    tri_text_add_char(&out->text, ')');
}

static void add_expr_object(Printed *out, const TriExpr *expr, int depth)
{
    tri_text_add_c(&out->text, "createObject(");
    for (size_t i = 0; i < expr->count && !is_full(out); i++) {
        const TriExprMember *member = &expr->members[i];

        add_separator(out, i);
        if (member->name_expr != NULL) {
            add_expr(out, member->name_expr, depth);
        } else {
            add_quoted(out, member->name);
        }
        tri_text_add_c(&out->text, ", ");
        add_expr(out, member->value, depth);
    }
    tri_text_add_char(&out->text, ')');
}

static void add_expr_access(Printed *out, TriExpr *const *items, int depth)
{
    const TriExpr *key = tri_expr_get(items[1]);

    add_expr(out, items[0], depth);
    if (key->kind == TRI_EXPR_STRING && tri_is_name(key->string)) {
        tri_text_add_char(&out->text, '.');
        tri_text_add(&out->text, key->string);
        return;
    }
    tri_text_add_char(&out->text, '[');
    add_expr(out, items[1], depth);
    tri_text_add_char(&out->text, ']');
}

static void add_literal(Printed *out, const TriExpr *expr)
{
    switch (expr->kind) {
    case TRI_EXPR_BOOL:
        tri_text_add_c(&out->text, expr->boolean ? "true()" : "false()");
        break;
    case TRI_EXPR_INT:
        tri_text_add_int(&out->text, expr->integer);
        break;
    case TRI_EXPR_FLOAT:
        add_float(out, expr->number);
        break;
    case TRI_EXPR_STRING:
        add_quoted(out, expr->string);
        break;
    case TRI_EXPR_NULL:
        tri_text_add_c(&out->text, "null()");
        break;
    default:
        tri_text_add(&out->text, ellipsis);
    }
}

/* What is no expression, as it is written; of a whole JSON string, what stands in its
   brackets, or the literal that it is without them. */
static void add_source(Printed *out, const TriExpr *expr)
{
    TriStr source = tri_span_text(expr->span);

    if (source.size < 2 || !tri_str_has_prefix(source, TRI_STR("\"")) ||
        !tri_str_has_suffix(source, TRI_STR("\""))) {
        tri_text_add(&out->text, source);
        return;
    }
    source = tri_str_slice(source, 1, source.size - 2);
    if (tri_str_has_prefix(source, TRI_STR("[")) &&
        tri_str_has_suffix(source, TRI_STR("]"))) {
        tri_text_add(&out->text, tri_str_slice(source, 1, source.size - 2));
        return;
    }
    add_quoted(out, source);
}

static void add_expr(Printed *out, TriExpr *expr, int depth)
{
    if (expr == NULL || depth >= MOST_DEPTH || is_full(out)) {
        tri_text_add(&out->text, ellipsis);
        return;
    }
    switch (tri_expr_get(expr)->kind) {
    case TRI_EXPR_ARRAY:
        add_expr_call(out, TRI_STR("createArray"), expr, expr->items, depth + 1);
        break;
    case TRI_EXPR_OBJECT:
        add_expr_object(out, expr, depth + 1);
        break;
    case TRI_EXPR_CALL:
        add_expr_call(out, expr->call.name, expr, expr->call.items, depth + 1);
        break;
    case TRI_EXPR_ACCESS:
        add_expr_access(out, expr->call.items, depth + 1);
        break;
    case TRI_EXPR_LAMBDA:
        add_expr_call(out, TRI_STR("lambda"), expr, expr->call.items, depth + 1);
        break;
    case TRI_EXPR_ERROR:
        add_source(out, expr);
        break;
    default:
        add_literal(out, expr);
    }
}

static void add_known(Printed *out, TriValue value, int depth)
{
    switch (value.kind) {
    case TRI_NULL:
        tri_text_add_c(&out->text, "null()");
        break;
    case TRI_BOOL:
        tri_text_add_c(&out->text, value.boolean ? "true()" : "false()");
        break;
    case TRI_INT:
        tri_text_add_int(&out->text, value.integer);
        break;
    case TRI_FLOAT:
        add_float(out, value.number);
        break;
    case TRI_STRING:
        add_quoted(out, value.string);
        break;
    case TRI_ARRAY:
        add_call(out, TRI_STR("createArray"), value.array->items, value.array->count,
                 depth);
        break;
    case TRI_OBJECT:
        add_object(out, value.object, depth);
        break;
    case TRI_LAMBDA:
        add_expr(out, value.lambda->lambda, depth);
        break;
    default:
        add_expr(out, value.origin, depth);
    }
}

static bool stands_for_itself(TriValue value)
{
    return !value.is_secure &&
           (value.residual == NULL || (value.kind != TRI_UNKNOWN &&
                                       (value.kind & (TRI_ARRAY | TRI_OBJECT)) == 0));
}

/* A secret without a name; a literal of what is sealed, unless it tells nothing. */
static bool is_hidden(const Printed *out, TriValue value)
{
    return stands_for_itself(value)
               ? out->hides_literals && (value.kind & (TRI_NULL | TRI_BOOL)) == 0
               : value.residual == NULL;
}

static void add_value(Printed *out, TriValue value, int depth)
{
    if (is_hidden(out, value) || depth >= MOST_DEPTH || is_full(out)) {
        tri_text_add(&out->text, ellipsis);
    } else if (stands_for_itself(value)) {
        add_known(out, value, depth + 1);
    } else {
        add_residual(out, value.residual, depth + 1);
    }
}

TriStr tri_told_name(TriStr name, bool is_secret)
{
    return is_secret ? ellipsis : name;
}

static TriStr residual_text(TriArena *arena, TriValue value, size_t limit)
{
    Printed out = { tri_text(arena), limit, false };

    tri_text_add_char(&out.text, '[');
    add_value(&out, value, 0);
    tri_text_add_char(&out.text, ']');
    return tri_text_str(&out.text);
}

TriStr tri_residual_text(TriArena *arena, TriValue value)
{
    return residual_text(arena, value, TRI_RESIDUAL_LIMIT);
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
        return shorten(arena, residual_text(arena, value, MESSAGE_LIMIT));
    }
    Printed out = { tri_text(arena), MESSAGE_LIMIT, false };

    switch (value.kind) {
    case TRI_NULL:
        return TRI_STR("null");
    case TRI_BOOL:
        return value.boolean ? TRI_STR("true") : TRI_STR("false");
    case TRI_INT:
        return tri_format(arena, "%lld", (long long)value.integer);
    case TRI_FLOAT:
        add_number(&out, value.number);
        return tri_text_str(&out.text);
    case TRI_STRING:
        return tri_format(arena, "'%.*s'", TRI_ARG(shorten(arena, value.string)));
    case TRI_ARRAY:
        return TRI_STR("an array");
    case TRI_OBJECT:
        return TRI_STR("an object");
    default:
        return shorten(arena, residual_text(arena, value, MESSAGE_LIMIT));
    }
}
