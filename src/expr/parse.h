#ifndef TRI_EXPR_PARSE_H
#define TRI_EXPR_PARSE_H

#include "expr/expr.h"

/* Deeper nesting, of calls, brackets and accessors together, is an error. */
#define TRI_EXPR_DEPTH_LIMIT 500

/*
 * A string of a template: `text` is its value, escapes decoded. Its byte i
 * stands at byte start + i of the source, or at offsets[i] where escapes made
 * the two differ (text.size + 1 entries).
 */
typedef struct TriExprText {
    TriStr text;
    const TriSource *source;
    uint32_t start;
    const uint32_t *offsets;
    /* Where all of it comes from, when nobody knows where its bytes stand; else without
       a source. */
    TriSpan whole;
} TriExprText;

/* What a string is: arm-language.md 2. */
typedef enum TriExprForm {
    TRI_FORM_LITERAL,
    TRI_FORM_ESCAPED, /* a literal that loses its first bracket */
    TRI_FORM_EXPRESSION,
} TriExprForm;

static inline TriExprForm tri_expr_form(TriStr text)
{
    if (text.size < 2 || text.data[0] != '[' || text.data[text.size - 1] != ']') {
        return TRI_FORM_LITERAL;
    }
    return text.data[1] == '[' ? TRI_FORM_ESCAPED : TRI_FORM_EXPRESSION;
}

/*
 * Makes `expr` what the string means: a string node, or the tree of the
 * expression in its brackets (arm-language.md 3) with spans inside the string;
 * the span of `expr` itself is kept. What is no expression becomes an error node
 * that says what was expected, and where.
 */
void tri_expr_parse(TriArena *arena, const TriExprText *text, TriExpr *expr);

#endif
