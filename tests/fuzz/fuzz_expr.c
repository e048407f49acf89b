/*
 * Reads any text as the value of a string in a template, twice: once as it stands,
 * once as if every byte came from a JSON escape, and looks at all there is in the
 * tree. Both trees are the same but for the places.
 */
#include "expr/parse.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text begins here in its source. */
enum { START = 3 };

static TriArena arena;

static void demand(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

/* Items are inside their parent and one behind the other; an access of a member
   of a safe call `a.?b` is no exception. */
static void check_spans(const TriExpr *expr, TriExpr *const *items)
{
    uint32_t place = expr->span.start;

    for (uint32_t i = 0; i < expr->count; i++) {
        demand(items[i]->span.start >= place);
        demand(items[i]->span.end <= expr->span.end);
        place = items[i]->span.end;
    }
}

static unsigned check_node(const TriExpr *expr, TriSpan whole);

/* The height of the tree below. */
static unsigned check_items(const TriExpr *expr, TriSpan whole)
{
    unsigned height = 0;

    for (uint32_t i = 0; i < expr->count; i++) {
        unsigned below = check_node(expr->call.items[i], whole);

        height = below > height ? below : height;
    }
    check_spans(expr, expr->call.items);
    return height + 1;
}

static unsigned check_node(const TriExpr *expr, TriSpan whole)
{
    demand(expr->span.source == whole.source);
    demand(expr->span.start >= whole.start && expr->span.start <= expr->span.end);
    demand(expr->span.end <= whole.end);
    switch (expr->kind) {
    case TRI_EXPR_INT:
    case TRI_EXPR_FLOAT:
    case TRI_EXPR_STRING:
        return 1;
    case TRI_EXPR_CALL:
        demand(expr->call.name.size > 0);
        return check_items(expr, whole);
    case TRI_EXPR_ACCESS:
        demand(expr->count == 2);
        return check_items(expr, whole);
    case TRI_EXPR_LAMBDA:
        demand(expr->count > 0);
        for (uint32_t i = 0; i + 1 < expr->count; i++) {
            demand(expr->call.items[i]->kind == TRI_EXPR_STRING);
        }
        return check_items(expr, whole);
    case TRI_EXPR_LAZY:
    case TRI_EXPR_NULL:
    case TRI_EXPR_BOOL:
    case TRI_EXPR_ARRAY:
    case TRI_EXPR_OBJECT:
    case TRI_EXPR_COPY:
    case TRI_EXPR_VALUE:
    case TRI_EXPR_ERROR:
        break;
    }
    abort();
}

static void check_same(const TriExpr *a, const TriExpr *b)
{
    demand(a->kind == b->kind && a->count == b->count);
    switch (a->kind) {
    case TRI_EXPR_STRING:
    case TRI_EXPR_ERROR:
        demand(tri_str_eq(a->string, b->string));
        break;
    case TRI_EXPR_INT:
        demand(a->integer == b->integer);
        break;
    case TRI_EXPR_CALL:
    case TRI_EXPR_ACCESS:
    case TRI_EXPR_LAMBDA:
        demand(tri_str_eq(a->call.name, b->call.name));
        for (uint32_t i = 0; i < a->count; i++) {
            check_same(a->call.items[i], b->call.items[i]);
        }
        break;
    case TRI_EXPR_FLOAT:
    case TRI_EXPR_LAZY:
    case TRI_EXPR_NULL:
    case TRI_EXPR_BOOL:
    case TRI_EXPR_ARRAY:
    case TRI_EXPR_OBJECT:
    case TRI_EXPR_COPY:
    case TRI_EXPR_VALUE:
        break;
    }
}

static void check_literal(const TriExpr *expr, TriStr text)
{
    bool is_escaped = tri_expr_form(text) == TRI_FORM_ESCAPED;

    demand(expr->kind == TRI_EXPR_STRING);
    demand(tri_str_eq(expr->string, tri_str_from(text, is_escaped)));
}

static void check(const TriExpr *expr, const TriExprText *text, TriSpan whole)
{
    if (tri_expr_form(text->text) != TRI_FORM_EXPRESSION) {
        check_literal(expr, text->text);
    } else if (expr->kind == TRI_EXPR_ERROR) {
        demand(expr->string.size > 0 && expr->span.source == whole.source);
        demand(expr->span.start >= whole.start && expr->span.start <= expr->span.end);
        demand(expr->span.end <= whole.end);
    } else {
        demand(expr->span.start == whole.start && expr->span.end == whole.end);
        demand(check_node(expr, whole) <= TRI_EXPR_DEPTH_LIMIT + 2);
    }
}

static TriExpr *parse(const TriExprText *text, TriSpan whole)
{
    TriExpr *expr = tri_expr_new(&arena, TRI_EXPR_LAZY, whole);

    tri_expr_parse(&arena, text, expr);
    check(expr, text, whole);
    return expr;
}

/* As if escapes of one, two or six bytes stood there; what follows in a character
   of several bytes comes from the same escape. */
static uint32_t *make_offsets(TriStr text)
{
    uint32_t *offsets = TRI_NEW_ARRAY(&arena, uint32_t, text.size + 1);
    static const uint32_t widths[] = { 1, 2, 6 };
    uint32_t place = START;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char next = i + 1 < text.size ? (unsigned char)text.data[i + 1] : 0;

        offsets[i] = place;
        place += (next & 0xC0) == 0x80 ? 0 : widths[(unsigned char)text.data[i] % 3];
    }
    offsets[text.size] = place;
    return offsets;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (arena.start == NULL) {
        arena = tri_arena_open((size_t)1 << 30);
    }
    tri_arena_reset(&arena, (size_t)1 << 20);
    TriSource source = { .text = tri_str((const char *)data, size) };
    TriExprText text = { .text = source.text, .source = &source, .start = START };
    TriExpr *plain = parse(&text, tri_span(&source, START, START + size));

    text.offsets = make_offsets(text.text);
    check_same(plain, parse(&text, tri_span(&source, START, text.offsets[size])));
    return 0;
}
