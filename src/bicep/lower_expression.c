/* Expressions as the compiler writes them (bicep-language.md 3.2, 3.3). */
#include "bicep/lower_expression.h"
#include "base/number.h"

TriArena *tri_bicep_arena(const TriBicepScope *scope)
{
    return scope->unit->lowering->arena;
}

TriSpan tri_bicep_span(const TriBicepScope *scope, const TriSyntax *syntax)
{
    return tri_syntax_span(scope->unit->file, syntax);
}

TriExpr *tri_bicep_later(TriBicepScope *scope, const TriSyntax *syntax)
{
    return tri_expr_lazy(tri_bicep_arena(scope), &scope->front_end, syntax,
                         tri_bicep_span(scope, syntax));
}

const TriSyntax *tri_bicep_unwrap(const TriSyntax *syntax)
{
    while (syntax->kind == TRI_SYNTAX_GROUP || syntax->kind == TRI_SYNTAX_ASSERT) {
        syntax = syntax->items[0];
    }
    return syntax;
}

/* `expr` is what `other` is, at its own place. */
static void become(TriExpr *expr, TriExpr *other)
{
    TriSpan span = expr->span;

    *expr = *tri_expr_get(other);
    expr->span = span;
}

TriExpr *tri_bicep_call(TriBicepScope *scope, TriSpan span, const char *name,
                        size_t count, TriExpr *const *arguments)
{
    TriExpr **items = TRI_NEW_ARRAY(tri_bicep_arena(scope), TriExpr *, count);

    for (size_t i = 0; i < count; i++) {
        items[i] = arguments[i];
    }
    return tri_expr_call(tri_bicep_arena(scope), tri_str_from_c(name), items, count,
                         span);
}

TriExpr *tri_bicep_missing(TriBicepScope *scope, TriSpan span, TriStr why)
{
    return tri_expr_missing(tri_bicep_arena(scope), span, why);
}

TriExpr *tri_bicep_missing_import(TriBicepScope *scope, TriSpan span,
                                  const TriBicepSymbol *symbol)
{
    const TriBicepAbsence *absence = symbol->absence;
    TriExpr *expr = tri_bicep_missing(scope, span, absence->why);

    if (absence->imports.source != NULL) {
        tri_report(&expr->error.missing->sink, TRI_PROBLEM_NOT_ANALYSED,
                   absence->imports, "what is imported from here is not known: %.*s",
                   TRI_ARG(absence->why));
    }
    return expr;
}

TriExpr *tri_bicep_unread(TriBicepScope *scope, TriSpan span)
{
    return tri_bicep_missing(scope, span, TRI_STR("it could not be read"));
}

bool tri_bicep_is_unread(const TriBicepSymbol *symbol)
{
    return symbol->statement != NULL && symbol->statement->value == NULL &&
           (symbol->kind == TRI_SYMBOL_RESOURCE || symbol->kind == TRI_SYMBOL_FUNC);
}

TriExpr *tri_bicep_string(TriBicepScope *scope, TriStr text, TriSpan span)
{
    return tri_expr_string(tri_bicep_arena(scope), text, span);
}

TriExpr *tri_bicep_call_of_text(TriBicepScope *scope, TriSpan span, const char *name,
                                TriStr text)
{
    TriExpr *argument = tri_bicep_string(scope, text, span);

    return tri_bicep_call(scope, span, name, 1, &argument);
}

/* ---- loops ---- */

static TriExpr *loop_value(TriBicepScope *scope, const TriSyntax *syntax, TriStr name)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriBicepScope *inner = tri_bicep_scope(scope, TRI_BICEP_SCOPE_LOOP);
    TriExpr *collection = tri_bicep_later(scope, syntax->items[0]);
    TriExpr *count = tri_bicep_call(scope, collection->span, "length", 1, &collection);
    TriExpr *expr;

    inner->syntax = syntax;
    inner->loop_name = name;
    expr = tri_expr_access(tri_bicep_arena(scope), count,
                           tri_bicep_later(inner, syntax->items[1]), span);
    expr->kind = TRI_EXPR_COPY;
    expr->call.name = name;
    return expr;
}

TriExpr *tri_bicep_value(TriBicepScope *scope, const TriSyntax *syntax, TriStr name)
{
    return syntax->kind == TRI_SYNTAX_FOR ? loop_value(scope, syntax, name)
                                          : tri_bicep_later(scope, syntax);
}

/* ---- names ---- */

/* The index of a loop, from inside it, or the one that it is looked at with. */
static TriExpr *loop_index(const TriBicepScope *loop, TriBicepScope *scope,
                           TriSpan span)
{
    if (loop->at != NULL) {
        return tri_bicep_later(loop->at_scope, loop->at);
    }
    return loop->loop_name.size > 0
               ? tri_bicep_call_of_text(scope, span, "copyIndex", loop->loop_name)
               : tri_bicep_call(scope, span, "copyIndex", 0, NULL);
}

static TriExpr *loop_name(const TriBicepScope *loop, TriBicepScope *scope,
                          const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *index = loop_index(loop, scope, span);

    if (!tri_str_eq(syntax->text, loop->syntax->text)) {
        return index;
    }
    return tri_expr_access(tri_bicep_arena(scope),
                           tri_bicep_later(loop->outer, loop->syntax->items[0]), index,
                           span);
}

/* What a parameter file gives to a parameter is put in where that is named. */
static TriExpr *value_of(const TriBicepSymbol *symbol)
{
    return tri_bicep_value(symbol->unit->scope, symbol->statement->value,
                           symbol->statement->name);
}

/* ---- base ---- */

/* An object of all that the file gives, and those that it extends. */
static TriExpr *base_value(TriBicepUnit *unit, TriSpan span)
{
    TriArena *arena = unit->lowering->arena;

    if (unit->given != NULL) {
        return unit->given;
    }
    TriBicepGivings givings = tri_bicep_givings(unit);

    unit->given = tri_expr_new(arena, TRI_EXPR_OBJECT, span);
    unit->given->members = TRI_NEW_ARRAY(arena, TriExprMember, givings.count);
    for (size_t i = 0; i < givings.count; i++) {
        const TriBicepGiving *giving = &givings.items[i];
        const TriStatement *statement = giving->statement;

        unit->given->members[unit->given->count++] = (TriExprMember){
            .name = statement->name,
            .name_span = tri_syntax_name_span(giving->unit->file, statement),
            .value =
                tri_bicep_value(giving->unit->scope, statement->value, statement->name),
        };
    }
    return unit->given;
}

/* ---- symbols ---- */

TriExpr *tri_bicep_symbol_value(const TriBicepSymbol *symbol, TriBicepScope *scope,
                                TriSpan span)
{
    TriBicepLowering *lowering = scope->unit->lowering;
    const TriStatement *statement = symbol->statement;
    bool has_value = statement != NULL && statement->value != NULL;
    TriReference whole = { symbol->declared, NULL, NULL };

    if (symbol->kind == TRI_SYMBOL_PARAM && !lowering->gives_values) {
        return tri_bicep_call_of_text(scope, span, "parameters", statement->name);
    }
    if (symbol->kind == TRI_SYMBOL_VAR) {
        return tri_bicep_call_of_text(scope, span, "variables", symbol->name);
    }
    if (symbol->declared != NULL) {
        return tri_bicep_state(&whole, true, span);
    }
    if (has_value && symbol->kind == TRI_SYMBOL_PARAM) {
        return value_of(symbol);
    }
    if (tri_bicep_is_base(symbol)) {
        return base_value(symbol->unit, span);
    }
    if (tri_bicep_is_unread(symbol)) {
        return tri_bicep_unread(scope, span);
    }
    return symbol->absence != NULL
               ? tri_bicep_missing_import(scope, span, symbol)
               : tri_expr_error(lowering->arena, span, "this is no value");
}

static TriExpr *name_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriBicepName name = tri_bicep_find(scope, syntax->text);
    TriSpan span = tri_bicep_span(scope, syntax);
    TriReference whole = { name.declared, NULL, NULL };

    if (name.scope == NULL) {
        return tri_expr_error(tri_bicep_arena(scope), span,
                              "nothing is called '%.*s' here", TRI_ARG(syntax->text));
    }
    switch (name.scope->kind) {
    case TRI_BICEP_SCOPE_LOOP:
        return loop_name(name.scope, scope, syntax);
    case TRI_BICEP_SCOPE_LAMBDA:
        return tri_bicep_call_of_text(scope, span, "lambdaVariables", syntax->text);
    case TRI_BICEP_SCOPE_FUNCTION:
        return tri_bicep_call_of_text(scope, span, "parameters", syntax->text);
    case TRI_BICEP_SCOPE_RESOURCE:
        return tri_bicep_state(&whole, true, span);
    case TRI_BICEP_SCOPE_FILE:
        return tri_bicep_symbol_value(name.symbol, scope, span);
    }
    return NULL;
}

/* ---- strings, objects, arrays ---- */

static void add_literal(TriText *text, TriStr piece)
{
    for (size_t i = 0; i < piece.size; i++) {
        if (piece.data[i] == '{' || piece.data[i] == '}') {
            tri_text_add_char(text, piece.data[i]);
        }
        tri_text_add_char(text, piece.data[i]);
    }
}

/* format('a{0}b', x) */
static TriExpr *format_call(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriText text = tri_text(tri_bicep_arena(scope));
    size_t holes = syntax->count / 2;
    TriExpr **items = TRI_NEW_ARRAY(tri_bicep_arena(scope), TriExpr *, holes + 1);
    TriSpan span = tri_bicep_span(scope, syntax);

    for (size_t i = 0; i < syntax->count; i++) {
        if (i % 2 == 0) {
            add_literal(&text, syntax->items[i]->text);
        } else {
            tri_text_addf(&text, "{%zu}", i / 2);
            items[i / 2 + 1] = tri_bicep_later(scope, syntax->items[i]);
        }
    }
    items[0] = tri_bicep_string(scope, tri_text_str(&text), span);
    return tri_expr_call(tri_bicep_arena(scope), TRI_STR("format"), items, holes + 1,
                         span);
}

static TriExprMember member_of(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriSyntax *key = syntax->items[0];
    TriExprMember member = { .name = key->text,
                             .name_span = tri_bicep_span(scope, key) };

    if (key->kind == TRI_SYNTAX_FORMAT) {
        member.name_expr = tri_bicep_later(scope, key);
    }
    member.value = tri_bicep_value(scope, syntax->items[1], key->text);
    return member;
}

void tri_bicep_add_members(TriBicepScope *scope, const TriSyntax *syntax,
                           bool (*is_wanted)(TriStr name), TriExpr *object)
{
    for (size_t i = 0; i < syntax->count; i++) {
        const TriSyntax *item = syntax->items[i];

        if (item->kind == TRI_SYNTAX_MEMBER &&
            (is_wanted == NULL || is_wanted(item->items[0]->text))) {
            object->members[object->count++] = member_of(scope, item);
        }
    }
}

TriExpr *tri_bicep_object(TriBicepScope *scope, TriSpan span, size_t count)
{
    TriExpr *object = tri_expr_new(tri_bicep_arena(scope), TRI_EXPR_OBJECT, span);

    object->members = TRI_NEW_ARRAY(tri_bicep_arena(scope), TriExprMember, count);
    return object;
}

static TriExpr *array_of(TriBicepScope *scope, TriSpan span, size_t count)
{
    TriExpr *array = tri_expr_new(tri_bicep_arena(scope), TRI_EXPR_ARRAY, span);

    array->items = TRI_NEW_ARRAY(tri_bicep_arena(scope), TriExpr *, count);
    return array;
}

bool tri_bicep_has_spread(const TriSyntax *syntax)
{
    for (size_t i = 0; i < syntax->count; i++) {
        if (syntax->items[i]->kind == TRI_SYNTAX_SPREAD) {
            return true;
        }
    }
    return false;
}

/* How many items stand from `from` up to the next spread. */
static uint32_t run_length(const TriSyntax *syntax, uint32_t from)
{
    uint32_t end = from;

    while (end < syntax->count && syntax->items[end]->kind != TRI_SYNTAX_SPREAD) {
        end++;
    }
    return end - from;
}

static void add_items(TriBicepScope *scope, const TriSyntax *syntax, TriExpr *array)
{
    for (size_t i = 0; i < syntax->count; i++) {
        array->items[array->count++] = tri_bicep_later(scope, syntax->items[i]);
    }
}

/* What is spread, and what stands between: arrays, or objects. */
static TriExpr *pieces_of(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *pieces = array_of(scope, span, syntax->count);

    for (uint32_t i = 0; i < syntax->count;) {
        uint32_t count = run_length(syntax, i);

        if (count == 0) {
            pieces->items[pieces->count++] =
                tri_bicep_later(scope, syntax->items[i++]->items[0]);
            continue;
        }
        const TriSyntax *run =
            tri_syntax_part(tri_bicep_arena(scope), syntax, i, count);
        TriExpr *piece = syntax->kind == TRI_SYNTAX_OBJECT
                             ? tri_bicep_object(scope, span, count)
                             : array_of(scope, span, count);

        if (syntax->kind == TRI_SYNTAX_OBJECT) {
            tri_bicep_add_members(scope, run, NULL, piece);
        } else {
            add_items(scope, run, piece);
        }
        pieces->items[pieces->count++] = piece;
        i += count;
    }
    return pieces;
}

static TriExpr *object_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *object;

    if (tri_bicep_has_spread(syntax)) {
        object = pieces_of(scope, syntax);
        return tri_bicep_call(scope, span, "shallowMerge", 1, &object);
    }
    object = tri_bicep_object(scope, span, syntax->count);
    tri_bicep_add_members(scope, syntax, NULL, object);
    return object;
}

static TriExpr *array_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *array;

    if (tri_bicep_has_spread(syntax)) {
        array = pieces_of(scope, syntax);
        return tri_bicep_call(scope, span, "flatten", 1, &array);
    }
    array = array_of(scope, span, syntax->count);
    add_items(scope, syntax, array);
    return array;
}

/* ---- operators ---- */

static TriExpr *number_value(TriBicepScope *scope, TriStr text, TriSpan span)
{
    int64_t number;

    return tri_parse_int(text, &number)
               ? tri_expr_int(tri_bicep_arena(scope), number, span)
               : tri_bicep_unread(scope, span);
}

static TriExpr *unary_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriSyntax *operand = syntax->items[0];
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *arguments[] = { tri_expr_int(tri_bicep_arena(scope), 0, span),
                             tri_bicep_later(scope, operand) };

    if (syntax->operation == TRI_TOKEN_NOT) {
        return tri_bicep_call(scope, span, "not", 1, arguments + 1);
    }
    if (operand->kind == TRI_SYNTAX_NUMBER) {
        return number_value(
            scope, TRI_CONCAT(tri_bicep_arena(scope), TRI_STR("-"), operand->text),
            span);
    }
    return tri_bicep_call(scope, span, "sub", 2, arguments);
}

static const struct {
    const char *function;
    bool is_negated;
    bool ignores_case;
} operators[TRI_TOKEN_KIND_COUNT] = {
    [TRI_TOKEN_COALESCE] = { "coalesce", false, false },
    [TRI_TOKEN_OR] = { "or", false, false },
    [TRI_TOKEN_AND] = { "and", false, false },
    [TRI_TOKEN_EQUAL] = { "equals", false, false },
    [TRI_TOKEN_NOT_EQUAL] = { "equals", true, false },
    [TRI_TOKEN_EQUAL_NOCASE] = { "equals", false, true },
    [TRI_TOKEN_NOT_EQUAL_NOCASE] = { "equals", true, true },
    [TRI_TOKEN_LESS] = { "less", false, false },
    [TRI_TOKEN_LESS_OR_EQUAL] = { "lessOrEquals", false, false },
    [TRI_TOKEN_GREATER] = { "greater", false, false },
    [TRI_TOKEN_GREATER_OR_EQUAL] = { "greaterOrEquals", false, false },
    [TRI_TOKEN_PLUS] = { "add", false, false },
    [TRI_TOKEN_MINUS] = { "sub", false, false },
    [TRI_TOKEN_STAR] = { "mul", false, false },
    [TRI_TOKEN_SLASH] = { "div", false, false },
    [TRI_TOKEN_PERCENT] = { "mod", false, false },
};

static TriExpr *binary_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *arguments[2];
    TriExpr *call;

    for (size_t i = 0; i < 2; i++) {
        arguments[i] = tri_bicep_later(scope, syntax->items[i]);
        if (operators[syntax->operation].ignores_case) {
            arguments[i] =
                tri_bicep_call(scope, arguments[i]->span, "toLower", 1, &arguments[i]);
        }
    }
    call = tri_bicep_call(scope, span, operators[syntax->operation].function, 2,
                          arguments);
    return operators[syntax->operation].is_negated
               ? tri_bicep_call(scope, span, "not", 1, &call)
               : call;
}

static TriExpr *choice_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriExpr *arguments[3];

    for (size_t i = 0; i < 3; i++) {
        arguments[i] = tri_bicep_later(scope, syntax->items[i]);
    }
    return tri_bicep_call(scope, tri_bicep_span(scope, syntax), "if", 3, arguments);
}

TriExpr *tri_bicep_lambda(TriBicepScope *scope, const TriSyntax *syntax,
                          TriDeclared *modules, size_t others)
{
    TriExpr *lambda = tri_expr_new(tri_bicep_arena(scope), TRI_EXPR_LAMBDA,
                                   tri_bicep_span(scope, syntax));
    TriBicepScope *inner = tri_bicep_scope(scope, TRI_BICEP_SCOPE_LAMBDA);
    size_t names = syntax->count - 1;

    inner->syntax = syntax;
    inner->declared = modules;
    inner->others = others;
    lambda->call.items =
        TRI_NEW_ARRAY(tri_bicep_arena(scope), TriExpr *, syntax->count);
    lambda->count = syntax->count;
    for (size_t i = 0; i < names; i++) {
        lambda->call.items[i] = tri_bicep_string(
            scope, syntax->items[i]->text, tri_bicep_span(scope, syntax->items[i]));
    }
    lambda->call.items[names] = tri_bicep_later(inner, syntax->items[names]);
    return lambda;
}

/* ---- all of them ---- */

static TriExpr *inside_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;
    TriSpan span = tri_bicep_span(scope, syntax);

    return tri_bicep_reference(scope, syntax, &reference)
               ? tri_bicep_state(&reference, true, span)
               : tri_expr_error(tri_bicep_arena(scope), span,
                                "no resource is called '%.*s' here",
                                TRI_ARG(syntax->text));
}

static TriExpr *value_for(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriArena *arena = tri_bicep_arena(scope);
    TriSpan span = tri_bicep_span(scope, syntax);

    switch (syntax->kind) {
    case TRI_SYNTAX_NULL:
        return tri_expr_new(arena, TRI_EXPR_NULL, span);
    case TRI_SYNTAX_BOOL:
        return tri_expr_bool(arena, tri_str_eq(syntax->text, TRI_STR("true")), span);
    case TRI_SYNTAX_NUMBER:
        return number_value(scope, syntax->text, span);
    case TRI_SYNTAX_STRING:
        return tri_bicep_string(scope, syntax->text, span);
    case TRI_SYNTAX_FORMAT:
        return format_call(scope, syntax);
    case TRI_SYNTAX_OBJECT:
        return object_value(scope, syntax);
    case TRI_SYNTAX_ARRAY:
        return array_value(scope, syntax);
    case TRI_SYNTAX_FOR:
        return loop_value(scope, syntax, TRI_STR("for"));
    case TRI_SYNTAX_NAME:
        return name_value(scope, syntax);
    case TRI_SYNTAX_CALL:
        return tri_bicep_function(scope, syntax);
    case TRI_SYNTAX_METHOD:
        return tri_bicep_method(scope, syntax);
    case TRI_SYNTAX_ACCESS:
        return tri_bicep_access(scope, syntax);
    case TRI_SYNTAX_INSIDE:
        return inside_value(scope, syntax);
    case TRI_SYNTAX_ASSERT:
    case TRI_SYNTAX_GROUP:
        return tri_bicep_later(scope, syntax->items[0]);
    case TRI_SYNTAX_LAMBDA:
        return tri_bicep_lambda(scope, syntax, NULL, 0);
    case TRI_SYNTAX_UNARY:
        return unary_value(scope, syntax);
    case TRI_SYNTAX_BINARY:
        return binary_value(scope, syntax);
    case TRI_SYNTAX_CHOICE:
        return choice_value(scope, syntax);
    case TRI_SYNTAX_ERROR:
        return tri_bicep_unread(scope, span);
    case TRI_SYNTAX_MEMBER:
    case TRI_SYNTAX_SPREAD:
    case TRI_SYNTAX_NESTED:
    case TRI_SYNTAX_IF:
    case TRI_SYNTAX_UNION:
    case TRI_SYNTAX_NULLABLE:
    case TRI_SYNTAX_LIST:
    case TRI_SYNTAX_PART:
    case TRI_SYNTAX_REST:
    case TRI_SYNTAX_DECORATED:
        break;
    }
    return tri_expr_error(arena, span, "this could not be read");
}

/* Nodes that stand for one another further than any text nests are a ring. */
enum { MOST_DEPTH = 2 * TRI_BICEP_DEPTH_LIMIT };

void tri_bicep_lower_node(const TriFrontEnd *front_end, TriExpr *expr, const void *node)
{
    TriBicepScope *scope = (TriBicepScope *)front_end;
    TriBicepLowering *lowering = scope->unit->lowering;

    if (lowering->depth >= MOST_DEPTH) {
        become(expr, tri_expr_error(lowering->arena, expr->span,
                                    "this value depends on itself"));
        return;
    }
    lowering->depth++;
    become(expr, value_for(scope, node));
    lowering->depth--;
}
