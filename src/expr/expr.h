#ifndef TRI_EXPR_EXPR_H
#define TRI_EXPR_EXPR_H

#include "source/finding.h"

/*
 * The one expression tree: template expressions, the JSON values around them and
 * Bicep all become this. What has no form of its own here is a call of the ARM
 * function that means it, as the Bicep compiler writes it: `a ? b : c` is
 * if(a, b, c), `a.?b` is tryGet(a, 'b').
 *
 * Trees are built lazily: a front end makes a TRI_EXPR_LAZY node and lowers it,
 * one level deep, when tri_expr_get first looks at it. A tree therefore belongs
 * to one thread.
 */
typedef enum TriExprKind {
    TRI_EXPR_LAZY, /* not looked at yet; never seen behind tri_expr_get */
    TRI_EXPR_NULL,
    TRI_EXPR_BOOL,
    TRI_EXPR_INT,
    TRI_EXPR_FLOAT,
    TRI_EXPR_STRING,
    TRI_EXPR_ARRAY,  /* items */
    TRI_EXPR_OBJECT, /* members */
    TRI_EXPR_CALL,   /* name(items …); the name holds a dot for a user function */
    TRI_EXPR_ACCESS, /* items[0].name or items[0][items[1]]: always two items */
    TRI_EXPR_LAMBDA, /* lambda('p', …, body): items are the names, then the body */
    TRI_EXPR_COPY,   /* an array: items[0] many copies of items[1]; name: the loop */
    TRI_EXPR_ERROR,  /* text that is no expression: `error` says why, and where */
    TRI_EXPR_VALUE,  /* evaluated already, in another scope: `value` is eval's */
} TriExprKind;

typedef struct TriExpr TriExpr;
typedef struct TriFrontEnd TriFrontEnd;

/* What there is to say when a value hangs on something that is not on this disk;
   nothing when it could not be read, which was said. */
typedef struct TriMissing {
    TriSink sink;
    size_t told;    /* for whoever says it: the last that it was said to */
    TriStr written; /* a text with a placeholder, which is why; else empty */
} TriMissing;

typedef struct TriExprMember {
    TriStr name;
    TriSpan name_span;
    TriExpr *name_expr; /* a name that is an expression; else NULL */
    TriExpr *value;
} TriExprMember;

struct TriExpr {
    TriExprKind kind : 8;
    bool tells_case : 1; /* of a call: the function is called so in no other case */
    bool is_secret : 1;  /* of an object: all of it, the names of members too */
    uint32_t count;      /* of items or members */
    TriSpan span;
    union {
        bool boolean;
        int64_t integer;
        double number;
        TriStr string;
        TriExpr **items; /* of an array */
        TriExprMember *members;
        struct {
            TriStr name;
            TriExpr **items;
            const void *function; /* eval's: what the name stands for, once known */
        } call;                   /* also access, lambda, copy */
        struct {
            TriStr message;
            TriSpan place;
            TriMissing *missing; /* not NULL: no error, it is not to be had */
        } error;
        const void *value;
        struct {
            const TriFrontEnd *front_end;
            const void *node;
        } lazy;
    };
};

/* Who can lower a lazy node: sets every field of `expr` but the span. */
struct TriFrontEnd {
    void (*lower)(const TriFrontEnd *front_end, TriExpr *expr, const void *node);
};

/* `expr`, lowered if it was lazy. */
static inline TriExpr *tri_expr_get(TriExpr *expr)
{
    if (expr->kind == TRI_EXPR_LAZY) {
        expr->lazy.front_end->lower(expr->lazy.front_end, expr, expr->lazy.node);
    }
    return expr;
}

/* Constructors: a node in `arena` at `span`. Arrays are borrowed. */
TriExpr *tri_expr_new(TriArena *arena, TriExprKind kind, TriSpan span);
TriExpr *tri_expr_lazy(TriArena *arena, const TriFrontEnd *front_end, const void *node,
                       TriSpan span);
TriExpr *tri_expr_string(TriArena *arena, TriStr value, TriSpan span);
TriExpr *tri_expr_int(TriArena *arena, int64_t value, TriSpan span);
TriExpr *tri_expr_bool(TriArena *arena, bool value, TriSpan span);
TriExpr *tri_expr_call(TriArena *arena, TriStr name, TriExpr **arguments, size_t count,
                       TriSpan span);
TriExpr *tri_expr_access(TriArena *arena, TriExpr *base, TriExpr *key, TriSpan span);

/* An error node at `span`, which is also the place of the error, with a message
   made as printf does. */
TriExpr *tri_expr_error(TriArena *arena, TriSpan span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A node for what is not to be had, and that is no error; `why` stands alone. */
TriExpr *tri_expr_missing(TriArena *arena, TriSpan span, TriStr why);

/* The same for the text `written`, in which something is a placeholder. */
TriExpr *tri_expr_placeholder(TriArena *arena, TriSpan span, TriStr written);

/* Member `name` of an object node, as the service reads what it knows: the last in any
   case (arm-language.md 1). NULL when there is none or `object` is no object. Members
   whose name is an expression are passed over. */
TriExprMember *tri_expr_find(TriExpr *object, TriStr name);

/* The same as an expression reads it: of several the last that is spelled so, else the
   last in any case. */
TriExprMember *tri_expr_find_spelled(TriExpr *object, TriStr name);

/* The value of what tri_expr_find finds; NULL also when `object` is. */
static inline TriExpr *tri_expr_value(TriExpr *object, TriStr name)
{
    const TriExprMember *member = object == NULL ? NULL : tri_expr_find(object, name);

    return member == NULL ? NULL : member->value;
}

#endif
