/* A path is read from left to right; each step makes a list of nodes of the one
   before. */
#include "expr/json_path.h"

#include "base/number.h"

/* Nodes that one path may go through, and filters inside filters. */
enum { MOST_NODES = 1000000, MOST_DEPTH = 64 };

typedef struct Path {
    TriArena *arena;
    TriExpr *root;
    TriStr rest;
    size_t left; /* nodes that may still be gone through */
    unsigned depth;
    TriStr why; /* empty: all is well */
} Path;

static bool fail(Path *path, TriStr why)
{
    if (path->why.size == 0) {
        path->why = why;
    }
    return false;
}

static bool is_wrong(Path *path)
{
    return fail(path, TRI_STR("its JSON path is none that is understood"));
}

static bool spend(Path *path)
{
    if (path->left == 0) {
        return fail(path, TRI_STR("its JSON path goes through too many values"));
    }
    path->left--;
    return true;
}

static void add(Path *path, TriExprList *list, TriExpr *expr)
{
    if (spend(path)) {
        tri_list_push(path->arena, list, expr);
    }
}

/* ---- what a node holds ---- */

static TriExpr *member_of(TriExpr *expr, TriStr name)
{
    expr = tri_expr_get(expr);
    for (uint32_t i = 0; expr->kind == TRI_EXPR_OBJECT && i < expr->count; i++) {
        if (tri_str_eq(expr->members[i].name, name)) {
            return expr->members[i].value;
        }
    }
    return NULL;
}

static void add_member(Path *path, TriExpr *expr, TriStr name, TriExprList *to)
{
    TriExpr *value = member_of(expr, name);

    if (value != NULL) {
        add(path, to, value);
    }
}

static void add_all(Path *path, TriExpr *expr, TriExprList *to)
{
    expr = tri_expr_get(expr);
    for (uint32_t i = 0; i < expr->count && path->why.size == 0; i++) {
        if (expr->kind == TRI_EXPR_OBJECT) {
            add(path, to, expr->members[i].value);
        } else if (expr->kind == TRI_EXPR_ARRAY) {
            add(path, to, expr->items[i]);
        }
    }
}

/* `expr` and all below it, each before what it holds. */
static void add_descent(Path *path, TriExpr *expr, TriExprList *to)
{
    TriExprList pending = { 0 };

    add(path, &pending, expr);
    while (pending.count > 0 && path->why.size == 0) {
        TriExpr *next = pending.items[--pending.count];
        size_t first = pending.count;

        add(path, to, next);
        add_all(path, next, &pending);
        for (size_t i = first, j = pending.count; i + 1 < j; i++) {
            TriExpr *other = pending.items[--j];

            pending.items[j] = pending.items[i];
            pending.items[i] = other;
        }
    }
}

/* ---- characters ---- */

static void skip_space(Path *path)
{
    while (path->rest.size > 0 && path->rest.data[0] == ' ') {
        path->rest = tri_str_from(path->rest, 1);
    }
}

static bool take(Path *path, const char *text)
{
    TriStr wanted = tri_str_from_c(text);

    if (!tri_str_has_prefix(path->rest, wanted)) {
        return false;
    }
    path->rest = tri_str_from(path->rest, wanted.size);
    return true;
}

static bool take_spaced(Path *path, const char *text)
{
    skip_space(path);
    bool is_taken = take(path, text);

    skip_space(path);
    return is_taken;
}

static TriStr take_while(Path *path, bool (*is_part)(char))
{
    size_t end = 0;

    while (end < path->rest.size && is_part(path->rest.data[end])) {
        end++;
    }
    TriStr taken = tri_str_slice(path->rest, 0, end);

    path->rest = tri_str_from(path->rest, end);
    return taken;
}

static bool is_of_name(char c)
{
    return c != '.' && c != '[' && c != ']' && c != '(' && c != ')' && c != ' ' &&
           c != '=' && c != '!' && c != '<' && c != '>' && c != '&' && c != '|' &&
           c != '*';
}

static bool is_of_number(char c)
{
    return tri_char_is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' ||
           c == 'E';
}

static bool is_of_index(char c)
{
    return tri_char_is_digit(c) || c == '-';
}

/* 'text' or "text", with a backslash before what stands for itself. */
static bool take_quoted(Path *path, TriStr *text)
{
    char quote = path->rest.size > 0 ? path->rest.data[0] : 0;
    char *bytes;
    size_t size = 0;

    if (quote != '\'' && quote != '"') {
        return false;
    }
    bytes = TRI_NEW_ARRAY(path->arena, char, path->rest.size);
    for (size_t i = 1; i < path->rest.size; i++) {
        char c = path->rest.data[i];

        if (c == quote) {
            *text = tri_str(bytes, size);
            path->rest = tri_str_from(path->rest, i + 1);
            return true;
        }
        if (c == '\\' && i + 1 < path->rest.size) {
            c = path->rest.data[++i];
        }
        bytes[size++] = c;
    }
    return is_wrong(path);
}

static bool take_index(Path *path, int64_t *number)
{
    return tri_parse_int(take_while(path, is_of_index), number);
}

/* ---- filters ---- */

static bool follow(Path *path, TriExpr *from, TriExprList *found);
static bool take_any(Path *path, TriExpr *item);

/* One side of a comparison: a path from here or from the root, or a literal. */
static bool take_operand(Path *path, TriExpr *item, TriExprList *found)
{
    TriSpan span = path->root->span;
    TriStr text;
    double number;

    skip_space(path);
    if (take(path, "@")) {
        return follow(path, item, found);
    }
    if (take(path, "$")) {
        return follow(path, path->root, found);
    }
    if (take_quoted(path, &text)) {
        add(path, found, tri_expr_string(path->arena, text, span));
    } else if (take(path, "true")) {
        add(path, found, tri_expr_bool(path->arena, true, span));
    } else if (take(path, "false")) {
        add(path, found, tri_expr_bool(path->arena, false, span));
    } else if (take(path, "null")) {
        add(path, found, tri_expr_new(path->arena, TRI_EXPR_NULL, span));
    } else if (tri_parse_double(take_while(path, is_of_number), &number)) {
        TriExpr *expr = tri_expr_new(path->arena, TRI_EXPR_FLOAT, span);

        expr->number = number;
        add(path, found, expr);
    } else {
        return is_wrong(path);
    }
    return path->why.size == 0;
}

typedef enum Operator {
    NONE,
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_EQUAL,
    MORE,
    MORE_EQUAL
} Operator;

/* Longer ones first. */
static const struct {
    const char *text;
    Operator operator;
} operators[] = {
    { "===", EQUAL },  { "!==", UNEQUAL },   { "==", EQUAL },
    { "!=", UNEQUAL }, { "<>", UNEQUAL },    { "<=", LESS_EQUAL },
    { "<", LESS },     { ">=", MORE_EQUAL }, { ">", MORE },
};

static Operator take_operator(Path *path)
{
    skip_space(path);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (take(path, operators[i].text)) {
            return operators[i].operator;
        }
    }
    return NONE;
}

static bool number_of(const TriExpr *expr, double *number)
{
    *number = expr->kind == TRI_EXPR_INT ? (double)expr->integer : expr->number;
    return expr->kind == TRI_EXPR_INT || expr->kind == TRI_EXPR_FLOAT;
}

/* Less than zero, zero, more; false when the two do not compare. */
static bool compare(TriExpr *left, TriExpr *right, int *order)
{
    double numbers[2];

    left = tri_expr_get(left);
    right = tri_expr_get(right);
    if (number_of(left, &numbers[0]) && number_of(right, &numbers[1])) {
        *order = (numbers[0] > numbers[1]) - (numbers[0] < numbers[1]);
        return true;
    }
    if (left->kind != right->kind) {
        return false;
    }
    switch (left->kind) {
    case TRI_EXPR_STRING:
        *order = tri_str_compare(left->string, right->string);
        return true;
    case TRI_EXPR_BOOL:
        *order = left->boolean - right->boolean;
        return true;
    case TRI_EXPR_NULL:
        *order = 0;
        return true;
    default:
        return false;
    }
}

static bool holds_between(Operator operator, TriExpr * left, TriExpr *right)
{
    int order = 0;
    bool is_comparable = compare(left, right, &order);

    switch (operator) {
    case EQUAL:
        return is_comparable && order == 0;
    case UNEQUAL:
        return !is_comparable || order != 0;
    case LESS:
        return is_comparable && order < 0;
    case LESS_EQUAL:
        return is_comparable && order <= 0;
    case MORE:
        return is_comparable && order > 0;
    case MORE_EQUAL:
        return is_comparable && order >= 0;
    case NONE:
        break;
    }
    return false;
}

/* Some value of the one side and some of the other compare so. */
static bool take_comparison(Path *path, TriExpr *item)
{
    TriExprList left = { 0 };
    TriExprList right = { 0 };
    bool holds = false;

    if (!take_operand(path, item, &left)) {
        return false;
    }
    Operator operator= take_operator(path);

    if (operator== NONE) {
        return left.count > 0;
    }
    if (!take_operand(path, item, &right)) {
        return false;
    }
    for (size_t i = 0; i < left.count && !holds; i++) {
        for (size_t j = 0; j < right.count && !holds && spend(path); j++) {
            holds = holds_between(operator, left.items[i], right.items[j]);
        }
    }
    return holds;
}

static bool take_primary(Path *path, TriExpr *item)
{
    if (!take_spaced(path, "(")) {
        return take_comparison(path, item);
    }
    bool holds = take_any(path, item);

    return take_spaced(path, ")") ? holds : is_wrong(path);
}

static bool take_every(Path *path, TriExpr *item)
{
    bool holds = take_primary(path, item);

    while (take_spaced(path, "&&")) {
        bool also = take_primary(path, item);

        holds = holds && also;
    }
    return holds;
}

static bool take_any(Path *path, TriExpr *item)
{
    bool holds = false;

    if (path->depth >= MOST_DEPTH) {
        return is_wrong(path);
    }
    path->depth++;
    do {
        bool also = take_every(path, item);

        holds = holds || also;
    } while (path->why.size == 0 && take_spaced(path, "||"));
    path->depth--;
    return holds && path->why.size == 0;
}

/* ?(…), the brackets optional: those items for which it holds. The text is read again
   for each; with none at all it is read once, to get behind it. */
static void add_filtered(Path *path, const TriExprList *from, TriExprList *to)
{
    TriExprList items = { 0 };
    TriStr start = path->rest;
    TriExpr *nothing = tri_expr_new(path->arena, TRI_EXPR_NULL, path->root->span);

    for (size_t i = 0; i < from->count; i++) {
        add_all(path, from->items[i], &items);
    }
    take_any(path, nothing);
    for (size_t i = 0; i < items.count && path->why.size == 0; i++) {
        path->rest = start;
        if (take_any(path, items.items[i])) {
            add(path, to, items.items[i]);
        }
    }
}

/* ---- steps ---- */

static void add_named(Path *path, const TriExprList *from, TriStr name, TriExprList *to)
{
    for (size_t i = 0; i < from->count; i++) {
        add_member(path, from->items[i], name, to);
    }
}

static void add_every(Path *path, const TriExprList *from, TriExprList *to)
{
    for (size_t i = 0; i < from->count; i++) {
        add_all(path, from->items[i], to);
    }
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
    return value < least ? least : value > most ? most : value;
}

typedef struct Slice {
    int64_t start, end, step;
    bool has_start, has_end;
} Slice;

static void add_slice(Path *path, TriExpr *array, Slice slice, TriExprList *to)
{
    int64_t count = array->count;
    bool is_up = slice.step > 0;
    int64_t start = slice.has_start ? slice.start : is_up ? 0 : count - 1;
    int64_t end = slice.has_end ? slice.end : is_up ? count : -1;

    start = slice.has_start && start < 0 ? start + count : start;
    end = slice.has_end && end < 0 ? end + count : end;
    start = clamp(start, is_up ? 0 : -1, is_up ? count : count - 1);
    end = clamp(end, is_up ? 0 : -1, is_up ? count : count - 1);
    for (int64_t i = start; is_up ? i < end : i > end; i += slice.step) {
        add(path, to, array->items[i]);
    }
}

static TriExpr *array_or_null(TriExpr *expr)
{
    expr = tri_expr_get(expr);
    return expr->kind == TRI_EXPR_ARRAY ? expr : NULL;
}

static bool take_slice(Path *path, Slice slice, const TriExprList *from,
                       TriExprList *to)
{
    slice.step = 1;
    slice.has_end = take_index(path, &slice.end);
    if (take(path, ":") && !take_index(path, &slice.step)) {
        slice.step = 1;
    }
    slice.step = clamp(slice.step, -MOST_NODES, MOST_NODES);
    if (slice.step == 0) {
        return is_wrong(path);
    }
    for (size_t i = 0; i < from->count; i++) {
        TriExpr *array = array_or_null(from->items[i]);

        if (array != NULL) {
            add_slice(path, array, slice, to);
        }
    }
    return true;
}

/* One of what a union holds: 'name', number, or a slice. */
static bool take_choice(Path *path, const TriExprList *from, TriExprList *to)
{
    Slice slice = { 0 };
    TriStr name;

    skip_space(path);
    if (take_quoted(path, &name)) {
        add_named(path, from, name, to);
        return true;
    }
    slice.has_start = take_index(path, &slice.start);
    if (take(path, ":")) {
        return take_slice(path, slice, from, to);
    }
    if (!slice.has_start) {
        return is_wrong(path);
    }
    for (size_t i = 0; i < from->count; i++) {
        TriExpr *array = array_or_null(from->items[i]);
        int64_t count = array == NULL ? 0 : array->count;

        if (slice.start >= 0 && slice.start < count) {
            add(path, to, array->items[slice.start]);
        }
    }
    return true;
}

/* What stands in brackets, behind the first. */
static bool take_bracket(Path *path, const TriExprList *from, TriExprList *to)
{
    if (take_spaced(path, "?")) {
        add_filtered(path, from, to);
    } else if (take_spaced(path, "*")) {
        add_every(path, from, to);
    } else {
        do {
            if (!take_choice(path, from, to)) {
                return false;
            }
        } while (take_spaced(path, ","));
    }
    return take_spaced(path, "]") ? path->why.size == 0 : is_wrong(path);
}

/* A name, or *. */
static bool take_name(Path *path, const TriExprList *from, TriExprList *to)
{
    if (take(path, "*")) {
        add_every(path, from, to);
        return true;
    }
    TriStr name = take_while(path, is_of_name);

    add_named(path, from, name, to);
    return name.size > 0 ? true : is_wrong(path);
}

static bool take_step(Path *path, const TriExprList *from, TriExprList *to)
{
    TriExprList below = { 0 };

    if (take(path, "..")) {
        for (size_t i = 0; i < from->count; i++) {
            add_descent(path, from->items[i], &below);
        }
        from = &below;
        return take(path, "[") ? take_bracket(path, from, to)
                               : take_name(path, from, to);
    }
    if (take(path, "[")) {
        return take_bracket(path, from, to);
    }
    return take(path, ".") && take_name(path, from, to);
}

static bool begins_step(const Path *path)
{
    return path->rest.size > 0 &&
           (path->rest.data[0] == '.' || path->rest.data[0] == '[');
}

/* Takes steps from `list` as long as there are any. */
static bool follow_all(Path *path, TriExprList list, TriExprList *found)
{
    while (begins_step(path)) {
        TriExprList next = { 0 };

        if (!take_step(path, &list, &next)) {
            return is_wrong(path);
        }
        list = next;
    }
    for (size_t i = 0; i < list.count; i++) {
        add(path, found, list.items[i]);
    }
    return path->why.size == 0;
}

static bool follow(Path *path, TriExpr *from, TriExprList *found)
{
    TriExprList list = { 0 };

    add(path, &list, from);
    return follow_all(path, list, found);
}

bool tri_json_path(TriArena *arena, TriExpr *root, TriStr text, TriExprList *found,
                   TriStr *why)
{
    Path path = { .arena = arena, .root = root, .rest = text, .left = MOST_NODES };
    TriExprList list = { 0 };
    TriExprList named = { 0 };

    add(&path, &list, root);
    /* The first name may stand there without anything before it. */
    if (!take(&path, "$") && text.size > 0 && !begins_step(&path)) {
        take_name(&path, &list, &named);
        list = named;
    }
    if (follow_all(&path, list, found) && path.rest.size > 0) {
        is_wrong(&path);
    }
    *why = path.why;
    return path.why.size == 0;
}
