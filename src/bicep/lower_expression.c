/* Expressions as the compiler writes them (bicep-language.md 3.2, 3.3). */
#include "base/number.h"
#include "base/text.h"
#include "bicep/scope.h"

static TriArena *arena_of(const TriBicepScope *scope)
{
    return scope->unit->lowering->arena;
}

TriSpan tri_bicep_span(const TriBicepScope *scope, const TriSyntax *syntax)
{
    return tri_syntax_span(scope->unit->file, syntax);
}

TriExpr *tri_bicep_later(TriBicepScope *scope, const TriSyntax *syntax)
{
    return tri_expr_lazy(arena_of(scope), &scope->front_end, syntax,
                         tri_bicep_span(scope, syntax));
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
    TriExpr **items = TRI_NEW_ARRAY(arena_of(scope), TriExpr *, count);

    for (size_t i = 0; i < count; i++) {
        items[i] = arguments[i];
    }
    return tri_expr_call(arena_of(scope), tri_str_from_c(name), items, count, span);
}

/* What is not to be had on this disk, or could not be read. What there is to say of
   that goes to the sink of `missing`. */
static TriExpr *missing(TriBicepScope *scope, TriSpan span, TriStr why)
{
    TriExpr *expr = tri_expr_error(arena_of(scope), span, "%.*s", TRI_ARG(why));

    expr->error.missing = TRI_NEW(arena_of(scope), TriMissing);
    expr->error.missing->sink.arena = arena_of(scope);
    return expr;
}

/* A value hangs on an import, so that is said where it is imported; what is extended
   has been told of. */
static TriExpr *missing_import(TriBicepScope *scope, TriSpan span,
                               const TriBicepSymbol *symbol)
{
    const TriBicepAbsence *absence = symbol->absence;
    TriExpr *expr = missing(scope, span, absence->why);

    if (absence->imports.source != NULL) {
        tri_report(&expr->error.missing->sink, TRI_PROBLEM_NOT_ANALYSED,
                   absence->imports, "what is imported from here is not known: %.*s",
                   TRI_ARG(absence->why));
    }
    return expr;
}

/* What is wrong with the text was said. */
static TriExpr *unread(TriBicepScope *scope, TriSpan span)
{
    return missing(scope, span, TRI_STR("it could not be read"));
}

static bool is_unread(const TriBicepSymbol *symbol)
{
    return symbol->statement != NULL && symbol->statement->value == NULL &&
           (symbol->kind == TRI_SYMBOL_RESOURCE || symbol->kind == TRI_SYMBOL_FUNC);
}

static TriExpr *string_at(TriBicepScope *scope, TriStr text, TriSpan span)
{
    return tri_expr_string(arena_of(scope), text, span);
}

/* name('text') */
static TriExpr *call_of_text(TriBicepScope *scope, TriSpan span, const char *name,
                             TriStr text)
{
    TriExpr *argument = string_at(scope, text, span);

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
    expr = tri_expr_access(arena_of(scope), count,
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
               ? call_of_text(scope, span, "copyIndex", loop->loop_name)
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
    return tri_expr_access(arena_of(scope),
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

static TriExpr *symbol_value(const TriBicepSymbol *symbol, TriBicepScope *scope,
                             TriSpan span)
{
    TriBicepLowering *lowering = scope->unit->lowering;
    const TriStatement *statement = symbol->statement;
    bool has_value = statement != NULL && statement->value != NULL;
    TriReference whole = { symbol->declared, NULL, NULL };

    if (symbol->kind == TRI_SYMBOL_PARAM && !lowering->gives_values) {
        return call_of_text(scope, span, "parameters", statement->name);
    }
    if (symbol->kind == TRI_SYMBOL_VAR) {
        return call_of_text(scope, span, "variables", symbol->name);
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
    if (is_unread(symbol)) {
        return unread(scope, span);
    }
    return symbol->absence != NULL
               ? missing_import(scope, span, symbol)
               : tri_expr_error(lowering->arena, span, "this is no value");
}

static TriExpr *name_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriBicepName name = tri_bicep_find(scope, syntax->text);
    TriSpan span = tri_bicep_span(scope, syntax);
    TriReference whole = { name.declared, NULL, NULL };

    if (name.scope == NULL) {
        return tri_expr_error(arena_of(scope), span, "nothing is called '%.*s' here",
                              TRI_ARG(syntax->text));
    }
    switch (name.scope->kind) {
    case TRI_BICEP_SCOPE_LOOP:
        return loop_name(name.scope, scope, syntax);
    case TRI_BICEP_SCOPE_LAMBDA:
        return call_of_text(scope, span, "lambdaVariables", syntax->text);
    case TRI_BICEP_SCOPE_FUNCTION:
        return call_of_text(scope, span, "parameters", syntax->text);
    case TRI_BICEP_SCOPE_RESOURCE:
        return tri_bicep_state(&whole, true, span);
    case TRI_BICEP_SCOPE_FILE:
        return symbol_value(name.symbol, scope, span);
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
    TriText text = tri_text(arena_of(scope));
    size_t holes = syntax->count / 2;
    TriExpr **items = TRI_NEW_ARRAY(arena_of(scope), TriExpr *, holes + 1);
    TriSpan span = tri_bicep_span(scope, syntax);

    for (size_t i = 0; i < syntax->count; i++) {
        if (i % 2 == 0) {
            add_literal(&text, syntax->items[i]->text);
        } else {
            tri_text_addf(&text, "{%zu}", i / 2);
            items[i / 2 + 1] = tri_bicep_later(scope, syntax->items[i]);
        }
    }
    items[0] = string_at(scope, tri_text_str(&text), span);
    return tri_expr_call(arena_of(scope), TRI_STR("format"), items, holes + 1, span);
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

static TriExpr *object_of(TriBicepScope *scope, TriSpan span, size_t count)
{
    TriExpr *object = tri_expr_new(arena_of(scope), TRI_EXPR_OBJECT, span);

    object->members = TRI_NEW_ARRAY(arena_of(scope), TriExprMember, count);
    return object;
}

static TriExpr *array_of(TriBicepScope *scope, TriSpan span, size_t count)
{
    TriExpr *array = tri_expr_new(arena_of(scope), TRI_EXPR_ARRAY, span);

    array->items = TRI_NEW_ARRAY(arena_of(scope), TriExpr *, count);
    return array;
}

static bool has_spread(const TriSyntax *syntax)
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
        const TriSyntax *run = tri_syntax_part(arena_of(scope), syntax, i, count);
        TriExpr *piece = syntax->kind == TRI_SYNTAX_OBJECT
                             ? object_of(scope, span, count)
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

    if (has_spread(syntax)) {
        object = pieces_of(scope, syntax);
        return tri_bicep_call(scope, span, "shallowMerge", 1, &object);
    }
    object = object_of(scope, span, syntax->count);
    tri_bicep_add_members(scope, syntax, NULL, object);
    return object;
}

static TriExpr *array_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *array;

    if (has_spread(syntax)) {
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

    return tri_parse_int(text, &number) ? tri_expr_int(arena_of(scope), number, span)
                                        : unread(scope, span);
}

static TriExpr *unary_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriSyntax *operand = syntax->items[0];
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *arguments[] = { tri_expr_int(arena_of(scope), 0, span),
                             tri_bicep_later(scope, operand) };

    if (syntax->operator== TRI_TOKEN_NOT) {
        return tri_bicep_call(scope, span, "not", 1, arguments + 1);
    }
    if (operand->kind == TRI_SYNTAX_NUMBER) {
        return number_value(
            scope, TRI_CONCAT(arena_of(scope), TRI_STR("-"), operand->text), span);
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
        if (operators[syntax->operator].ignores_case) {
            arguments[i] =
                tri_bicep_call(scope, arguments[i]->span, "toLower", 1, &arguments[i]);
        }
    }
    call = tri_bicep_call(scope, span, operators[syntax->operator].function, 2,
                          arguments);
    return operators[syntax->operator].is_negated
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

/* `modules` is the loop of modules that it is called for, or NULL; its first `others`
   names are given something else. */
static TriExpr *lambda_value(TriBicepScope *scope, const TriSyntax *syntax,
                             TriDeclared *modules, size_t others)
{
    TriExpr *lambda =
        tri_expr_new(arena_of(scope), TRI_EXPR_LAMBDA, tri_bicep_span(scope, syntax));
    TriBicepScope *inner = tri_bicep_scope(scope, TRI_BICEP_SCOPE_LAMBDA);
    size_t names = syntax->count - 1;

    inner->syntax = syntax;
    inner->declared = modules;
    inner->others = others;
    lambda->call.items = TRI_NEW_ARRAY(arena_of(scope), TriExpr *, syntax->count);
    lambda->count = syntax->count;
    for (size_t i = 0; i < names; i++) {
        lambda->call.items[i] = string_at(scope, syntax->items[i]->text,
                                          tri_bicep_span(scope, syntax->items[i]));
    }
    lambda->call.items[names] = tri_bicep_later(inner, syntax->items[names]);
    return lambda;
}

/* ---- accesses ---- */

static const TriSyntax *unwrap(const TriSyntax *syntax)
{
    while (syntax->kind == TRI_SYNTAX_GROUP || syntax->kind == TRI_SYNTAX_ASSERT) {
        syntax = syntax->items[0];
    }
    return syntax;
}

bool tri_bicep_is_outputs(TriBicepScope *scope, const TriSyntax *syntax,
                          TriReference *reference)
{
    syntax = unwrap(syntax);
    return syntax->kind == TRI_SYNTAX_ACCESS &&
           syntax->items[1]->kind == TRI_SYNTAX_STRING &&
           tri_str_eq(syntax->items[1]->text, TRI_STR("outputs")) &&
           tri_bicep_reference(scope, syntax->items[0], reference) &&
           reference->declared->statement->kind == TRI_STATEMENT_MODULE;
}

/* Whether `name` is a module that a lambda is given. */
static bool is_given_module(TriBicepScope *scope, TriStr name)
{
    const TriBicepScope *found = tri_bicep_find(scope, name).scope;

    if (found == NULL || found->kind != TRI_BICEP_SCOPE_LAMBDA ||
        found->declared == NULL) {
        return false;
    }
    for (size_t i = 0; i < found->others && i + 1 < found->syntax->count; i++) {
        if (tri_str_eq(found->syntax->items[i]->text, name)) {
            return false;
        }
    }
    return true;
}

/* Whether `syntax` is the outputs of a module, or of one that a lambda is given. */
static bool is_outputs(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;

    syntax = unwrap(syntax);
    if (tri_bicep_is_outputs(scope, syntax, &reference)) {
        return true;
    }
    return syntax->kind == TRI_SYNTAX_ACCESS &&
           syntax->items[0]->kind == TRI_SYNTAX_NAME &&
           syntax->items[1]->kind == TRI_SYNTAX_STRING &&
           tri_str_eq(syntax->items[1]->text, TRI_STR("outputs")) &&
           is_given_module(scope, syntax->items[0]->text);
}

/* An output is an object with the value in it. */
static TriExpr *behind_output(TriBicepScope *scope, const TriSyntax *syntax,
                              TriExpr *expr)
{
    TriSpan span = tri_bicep_span(scope, syntax);

    return is_outputs(scope, syntax->items[0])
               ? tri_expr_access(arena_of(scope), expr,
                                 string_at(scope, TRI_STR("value"), span), span)
               : expr;
}

/* The function of a file, or what stands for one, that a call means; NULL: one of the
   library. */
static const TriBicepSymbol *called_symbol(TriBicepScope *scope,
                                           const TriSyntax *syntax)
{
    TriBicepName name = tri_bicep_find(scope, syntax->text);
    bool is_function = name.symbol != NULL && (name.symbol->kind == TRI_SYMBOL_FUNC ||
                                               name.symbol->kind == TRI_SYMBOL_OTHER);

    return is_function ? name.symbol : NULL;
}

/* any(x), which is x. */
static bool is_any(TriBicepScope *scope, const TriSyntax *syntax)
{
    return syntax->kind == TRI_SYNTAX_CALL && syntax->count == 1 &&
           tri_str_eq(syntax->text, TRI_STR("any")) &&
           called_symbol(scope, syntax) == NULL;
}

/* The safe access that a chain of plain ones stands behind; NULL when none. What
   follows a safe one is left out with it. */
static const TriSyntax *safe_access(TriBicepScope *scope, const TriSyntax *syntax)
{
    while (syntax->kind == TRI_SYNTAX_ASSERT || is_any(scope, syntax) ||
           (syntax->kind == TRI_SYNTAX_ACCESS && !syntax->is_safe)) {
        syntax = syntax->items[0];
    }
    return syntax->kind == TRI_SYNTAX_ACCESS ? syntax : NULL;
}

typedef TRI_LIST(TriExpr *) ExprList;

/* The key of an access as an argument: behind a safe one, that it counts from the end
   is told by { value: key, fromEnd: true }. */
static TriExpr *key_of(TriBicepScope *scope, const TriSyntax *access, bool is_first)
{
    TriSpan span = tri_bicep_span(scope, access);
    TriExpr *key = tri_bicep_later(scope, access->items[1]);
    TriExpr *members[] = {
        string_at(scope, TRI_STR("value"), span),
        key,
        string_at(scope, TRI_STR("fromEnd"), span),
        tri_expr_bool(arena_of(scope), true, span),
    };

    return access->is_from_end && !is_first
               ? tri_bicep_call(scope, span, "createObject", 4, members)
               : key;
}

/* The keys of the accesses from `safe` on to `syntax`, in the order of the text. */
static void add_keys(TriBicepScope *scope, const TriSyntax *syntax,
                     const TriSyntax *safe, ExprList *list)
{
    if (syntax != safe) {
        add_keys(scope, syntax->items[0], safe, list);
    }
    if (syntax->kind != TRI_SYNTAX_ACCESS) {
        return;
    }
    tri_list_push(arena_of(scope), list, key_of(scope, syntax, syntax == safe));
    if (is_outputs(scope, syntax->items[0])) {
        TriExpr *value =
            string_at(scope, TRI_STR("value"), tri_bicep_span(scope, syntax));

        tri_list_push(arena_of(scope), list, value);
    }
}

/* What may not be deployed is null then. */
static TriExpr *safe_base(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;
    TriExpr *arguments[3];
    TriSpan span = tri_bicep_span(scope, syntax);

    if (!tri_bicep_reference(scope, syntax, &reference) ||
        reference.declared->condition == NULL) {
        return tri_bicep_later(scope, syntax);
    }
    arguments[0] = tri_bicep_condition(&reference);
    arguments[1] = tri_bicep_state(&reference, true, span);
    arguments[2] = tri_expr_new(arena_of(scope), TRI_EXPR_NULL, span);
    return tri_bicep_call(scope, span, "if", 3, arguments);
}

/* tryGet(base, 'b', 'c') */
static TriExpr *safe_value(TriBicepScope *scope, const TriSyntax *syntax,
                           const TriSyntax *safe)
{
    ExprList list = { 0 };
    TriSpan span = tri_bicep_span(scope, syntax);
    const char *name = safe->is_from_end ? "tryIndexFromEnd" : "tryGet";

    tri_list_push(arena_of(scope), &list, safe_base(scope, safe->items[0]));
    add_keys(scope, syntax, safe, &list);
    return tri_bicep_call(scope, span, name, list.count, list.items);
}

/* ns.name: what another file declares. */
static TriExpr *imported_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriSyntax *base = unwrap(syntax->items[0]);
    TriBicepName name = { 0 };

    if (base->kind != TRI_SYNTAX_NAME || !syntax->is_member) {
        return NULL;
    }
    name = tri_bicep_find(scope, base->text);
    if (name.symbol == NULL || tri_bicep_is_base(name.symbol) ||
        (name.symbol->kind != TRI_SYMBOL_FILE &&
         name.symbol->kind != TRI_SYMBOL_OTHER)) {
        return NULL;
    }
    TriStr key = syntax->items[1]->text;
    TriSpan span = tri_bicep_span(scope, syntax);
    const TriBicepSymbol *symbol = name.symbol->kind == TRI_SYMBOL_OTHER
                                       ? name.symbol
                                       : tri_bicep_exported(name.symbol->unit, key);

    return symbol != NULL
               ? symbol_value(symbol, scope, span)
               : tri_expr_error(arena_of(scope), span, "'%.*s' has no '%.*s'",
                                TRI_ARG(base->text), TRI_ARG(key));
}

static TriExpr *plain_access(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *arguments[] = { tri_bicep_later(scope, syntax->items[0]),
                             tri_bicep_later(scope, syntax->items[1]) };

    if (syntax->is_from_end) {
        return tri_bicep_call(scope, span, "indexFromEnd", 2, arguments);
    }
    return behind_output(
        scope, syntax,
        tri_expr_access(arena_of(scope), arguments[0], arguments[1], span));
}

static TriExpr *access_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;
    TriBicepPassed passed;
    TriSpan span = tri_bicep_span(scope, syntax);
    const TriSyntax *safe = safe_access(scope, syntax);
    TriExpr *imported = imported_value(scope, syntax);

    if (imported != NULL) {
        return imported;
    }
    if (tri_bicep_reference(scope, syntax, &reference)) {
        return tri_bicep_state(&reference, true, span);
    }
    if (safe != NULL) {
        return safe_value(scope, syntax, safe);
    }
    if (syntax->is_member && !syntax->is_safe &&
        tri_bicep_reference(scope, syntax->items[0], &reference)) {
        return tri_bicep_property(&reference, syntax->items[1]->text, span);
    }
    if (syntax->is_member && tri_bicep_passed(scope, syntax->items[0], &passed)) {
        return tri_bicep_passed_property(scope, &passed, syntax->items[1]->text, span);
    }
    return plain_access(scope, syntax);
}

/* ---- calls ---- */

/* Whether it gives items of its first argument, as they are. */
static bool keeps_items(TriBicepScope *scope, const TriSyntax *syntax)
{
    return syntax->kind == TRI_SYNTAX_CALL && syntax->count > 0 &&
           (tri_str_eq(syntax->text, TRI_STR("filter")) ||
            tri_str_eq(syntax->text, TRI_STR("sort"))) &&
           called_symbol(scope, syntax) == NULL;
}

/* The loop of modules that an expression is, or is some of; NULL: it is something
   else. */
static TriDeclared *modules_of(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;

    while (keeps_items(scope, syntax)) {
        syntax = syntax->items[0];
    }
    bool is_loop = tri_bicep_reference(scope, syntax, &reference) &&
                   reference.index == NULL && reference.declared->loop != NULL;

    return is_loop && reference.declared->statement->kind == TRI_STATEMENT_MODULE
               ? reference.declared
               : NULL;
}

/* What a lambda is given is an item of the first argument; that of reduce before it
   what came of the others. */
static TriExpr *argument_of(TriBicepScope *scope, TriStr function,
                            const TriSyntax *first, const TriSyntax *argument)
{
    return argument->kind == TRI_SYNTAX_LAMBDA
               ? lambda_value(scope, argument, modules_of(scope, first),
                              tri_str_eq(function, TRI_STR("reduce")))
               : tri_bicep_later(scope, argument);
}

/* A call as it is written. */
static TriExpr *call_with(TriBicepScope *scope, const TriSyntax *syntax, TriStr name,
                          size_t from)
{
    size_t count = syntax->count - from;
    TriExpr **items = TRI_NEW_ARRAY(arena_of(scope), TriExpr *, count);
    TriExpr *call = tri_expr_call(arena_of(scope), name, items, count,
                                  tri_bicep_span(scope, syntax));

    for (size_t i = 0; i < count; i++) {
        items[i] =
            argument_of(scope, name, syntax->items[from], syntax->items[from + i]);
    }
    call->tells_case = true;
    return call;
}

/* A function that a file declares. */
static TriExpr *user_call(TriBicepScope *scope, const TriSyntax *syntax,
                          const TriBicepSymbol *symbol, size_t from)
{
    TriSpan span = tri_bicep_span(scope, syntax);

    if (symbol->absence != NULL) {
        return missing_import(scope, span, symbol);
    }
    if (is_unread(symbol)) {
        return unread(scope, span);
    }
    if (symbol->kind != TRI_SYMBOL_FUNC) {
        return missing(scope, span, TRI_STR("what this function does is not known"));
    }
    return call_with(scope, syntax, symbol->name, from);
}

static TriExpr *empty_object(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    return syntax->count > from ? object_of(scope, tri_bicep_span(scope, syntax), 0)
                                : call_with(scope, syntax, syntax->text, from);
}

static TriExpr *name_of(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    const TriSyntax *last = syntax->count > from ? unwrap(syntax->items[from]) : NULL;
    TriStr name = TRI_STR("");

    if (last != NULL && last->kind == TRI_SYNTAX_ACCESS) {
        name = last->items[1]->text;
    } else if (last != NULL) {
        name = last->text;
    }
    return string_at(scope, name, tri_bicep_span(scope, syntax));
}

static TriExpr *any_value(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    return syntax->count > from ? tri_bicep_later(scope, syntax->items[from])
                                : call_with(scope, syntax, syntax->text, from);
}

/* An expression, and where its names are looked up. */
typedef struct Literal {
    TriBicepScope *scope;
    const TriSyntax *syntax;
} Literal;

static Literal find_literal(TriBicepScope *scope, const TriSyntax *syntax, int *steps);

/* The member that an access takes out of an object that is written out. */
static Literal find_member(TriBicepScope *scope, const TriSyntax *access, int *steps)
{
    Literal base = find_literal(scope, access->items[0], steps);
    const TriSyntax *key = access->items[1];
    const TriSyntax *value = NULL;

    if (base.syntax->kind == TRI_SYNTAX_OBJECT && key->kind == TRI_SYNTAX_STRING &&
        !has_spread(base.syntax)) {
        value = tri_bicep_member(base.syntax, key->text);
    }
    return value == NULL ? (Literal){ scope, access }
                         : find_literal(base.scope, value, steps);
}

/* What an expression is behind variables and members that stand for it; itself when
   no steps are left. */
static Literal find_literal(TriBicepScope *scope, const TriSyntax *syntax, int *steps)
{
    TriBicepName name = { 0 };

    syntax = unwrap(syntax);
    if (--*steps < 0) {
        return (Literal){ scope, syntax };
    }
    if (syntax->kind == TRI_SYNTAX_ACCESS) {
        return find_member(scope, syntax, steps);
    }
    if (syntax->kind == TRI_SYNTAX_NAME) {
        name = tri_bicep_find(scope, syntax->text);
    }
    if (name.symbol == NULL || name.symbol->kind != TRI_SYMBOL_VAR ||
        name.symbol->statement == NULL || name.symbol->statement->value == NULL) {
        return (Literal){ scope, syntax };
    }
    return find_literal(name.symbol->unit->scope, name.symbol->statement->value, steps);
}

/* Adds the text of an argument that has to be known now: a string, also with known
   ones in it. */
static bool add_known_text(TriBicepScope *scope, const TriSyntax *syntax, int *steps,
                           TriText *text)
{
    Literal literal = find_literal(scope, syntax, steps);

    if (literal.syntax->kind == TRI_SYNTAX_STRING) {
        tri_text_add(text, literal.syntax->text);
        return true;
    }
    if (literal.syntax->kind != TRI_SYNTAX_FORMAT) {
        return false;
    }
    for (size_t i = 0; i < literal.syntax->count; i++) {
        const TriSyntax *piece = literal.syntax->items[i];

        if (i % 2 == 0) {
            tri_text_add(text, piece->text);
        } else if (*steps <= 0 || !add_known_text(literal.scope, piece, steps, text)) {
            return false;
        }
    }
    return true;
}

static TriStr argument_text(TriBicepScope *scope, const TriSyntax *syntax, size_t index)
{
    TriText text = tri_text(arena_of(scope));
    int steps = 64;

    return index < syntax->count &&
                   add_known_text(scope, syntax->items[index], &steps, &text)
               ? tri_text_str(&text)
               : TRI_STR("");
}

/* load…(path[, what[, encoding]]) */
static TriExpr *loaded(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    TriBicepLoader *loader = scope->unit->lowering->loader;
    bool is_text = tri_str_eq(syntax->text, TRI_STR("loadTextContent"));
    TriBicepContent content = {
        .function = syntax->text,
        .path = argument_text(scope, syntax, from),
        .selector = is_text ? TRI_STR("") : argument_text(scope, syntax, from + 1),
        .encoding = argument_text(scope, syntax, from + (is_text ? 1 : 2)),
        .span = tri_bicep_span(scope, syntax),
    };
    TriSink troubles = { .arena = arena_of(scope) };
    TriStr why = TRI_STR("its path is not known");
    TriExpr *expr = content.path.size == 0 ? NULL
                                           : loader->read(loader, scope->unit->file,
                                                          &content, &troubles, &why);

    if (expr == NULL) {
        expr = missing(scope, content.span, why);
        tri_report(&troubles, TRI_PROBLEM_NOT_ANALYSED, content.span,
                   "what '%.*s' loads is not known: %.*s", TRI_ARG(content.function),
                   TRI_ARG(why));
        expr->error.missing->sink = troubles;
    }
    return expr;
}

/* What the machine that compiles knows is not told. */
static TriExpr *told_by_machine(TriBicepScope *scope, const TriSyntax *syntax,
                                size_t from)
{
    TriStr why = tri_format(arena_of(scope),
                            "'%.*s' tells what only the machine that "
                            "deploys it knows",
                            TRI_ARG(syntax->text));

    (void)from;
    return missing(scope, tri_bicep_span(scope, syntax), why);
}

/* Functions that ARM does not have, or has in another way. */
static const struct {
    TriStr name;
    TriExpr *(*value)(TriBicepScope *scope, const TriSyntax *syntax, size_t from);
} special_functions[] = {
    { TRI_STR_INIT("any"), any_value },
    { TRI_STR_INIT("nameof"), name_of },
    { TRI_STR_INIT("resourceGroup"), empty_object },
    { TRI_STR_INIT("subscription"), empty_object },
    { TRI_STR_INIT("managementGroup"), empty_object },
    { TRI_STR_INIT("loadTextContent"), loaded },
    { TRI_STR_INIT("loadFileAsBase64"), loaded },
    { TRI_STR_INIT("loadJsonContent"), loaded },
    { TRI_STR_INIT("loadYamlContent"), loaded },
    { TRI_STR_INIT("loadDirectoryFileInfo"), loaded },
    { TRI_STR_INIT("readEnvironmentVariable"), told_by_machine },
    { TRI_STR_INIT("readEnvVar"), told_by_machine },
    { TRI_STR_INIT("readCliArg"), told_by_machine },
};

/* What only a deployment knows, as the values of parameters are known before it
   (BCP057, BCP065). */
static const TriStr functions_of_deployments[] = {
    TRI_STR_INIT("deployer"),
    TRI_STR_INIT("deployment"),
    TRI_STR_INIT("environment"),
    TRI_STR_INIT("extensionResourceId"),
    TRI_STR_INIT("managementGroup"),
    TRI_STR_INIT("managementGroupResourceId"),
    TRI_STR_INIT("newGuid"),
    TRI_STR_INIT("pickZones"),
    TRI_STR_INIT("providers"),
    TRI_STR_INIT("reference"),
    TRI_STR_INIT("resourceGroup"),
    TRI_STR_INIT("resourceId"),
    TRI_STR_INIT("roleDefinitions"),
    TRI_STR_INIT("subscription"),
    TRI_STR_INIT("subscriptionResourceId"),
    TRI_STR_INIT("tenant"),
    TRI_STR_INIT("tenantResourceId"),
    TRI_STR_INIT("toLogicalZone"),
    TRI_STR_INIT("toLogicalZones"),
    TRI_STR_INIT("toPhysicalZone"),
    TRI_STR_INIT("toPhysicalZones"),
    TRI_STR_INIT("utcNow"),
};

static bool is_of_deployment(TriStr name)
{
    size_t count = sizeof functions_of_deployments / sizeof *functions_of_deployments;

    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq(functions_of_deployments[i], name)) {
            return true;
        }
    }
    return tri_str_has_prefix(name, TRI_STR("list"));
}

/* Functions of ARM that Bicep has in another way and does not call (BCP069, BCP100). */
static const struct {
    TriStr name;
    const char *instead;
} uncalled_functions[] = {
    { TRI_STR_INIT("add"), "+" },
    { TRI_STR_INIT("and"), "&&" },
    { TRI_STR_INIT("coalesce"), "??" },
    { TRI_STR_INIT("copyIndex"), "the index of the loop" },
    { TRI_STR_INIT("createArray"), "[ ]" },
    { TRI_STR_INIT("createObject"), "{ }" },
    { TRI_STR_INIT("div"), "/" },
    { TRI_STR_INIT("equals"), "==" },
    { TRI_STR_INIT("greater"), ">" },
    { TRI_STR_INIT("greaterOrEquals"), ">=" },
    { TRI_STR_INIT("if"), "? :" },
    { TRI_STR_INIT("less"), "<" },
    { TRI_STR_INIT("lessOrEquals"), "<=" },
    { TRI_STR_INIT("mod"), "%" },
    { TRI_STR_INIT("mul"), "*" },
    { TRI_STR_INIT("not"), "!" },
    { TRI_STR_INIT("or"), "||" },
    { TRI_STR_INIT("parameters"), "the name of the parameter" },
    { TRI_STR_INIT("sub"), "-" },
    { TRI_STR_INIT("variables"), "the name of the variable" },
};

/* What stands in Bicep for a function that it does not call; NULL: it may. */
static const char *instead_of(TriStr name)
{
    for (size_t i = 0; i < sizeof uncalled_functions / sizeof *uncalled_functions;
         i++) {
        if (tri_str_eq_nocase(uncalled_functions[i].name, name)) {
            return uncalled_functions[i].instead;
        }
    }
    return NULL;
}

static TriExpr *library_call(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
{
    size_t count = sizeof special_functions / sizeof *special_functions;
    const char *instead = instead_of(syntax->text);

    if (instead != NULL) {
        return tri_expr_error(arena_of(scope), tri_bicep_span(scope, syntax),
                              "'%.*s' cannot be called in Bicep; write %s instead",
                              TRI_ARG(syntax->text), instead);
    }
    if (scope->unit->gives && is_of_deployment(syntax->text)) {
        return tri_expr_error(arena_of(scope), tri_bicep_span(scope, syntax),
                              "'%.*s' is not available in a parameter file",
                              TRI_ARG(syntax->text));
    }
    for (size_t i = 0; i < count; i++) {
        TriStr name = special_functions[i].name;

        if (tri_str_eq(name, syntax->text)) {
            return special_functions[i].value(scope, syntax, from);
        }
        if (tri_str_eq_nocase(name, syntax->text)) {
            return tri_expr_error(arena_of(scope), tri_bicep_span(scope, syntax),
                                  "unknown function '%.*s'; did you mean '%.*s'?",
                                  TRI_ARG(syntax->text), TRI_ARG(name));
        }
    }
    return call_with(scope, syntax, syntax->text, from);
}

static TriExpr *call_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriBicepSymbol *symbol = called_symbol(scope, syntax);

    return symbol != NULL ? user_call(scope, syntax, symbol, 0)
                          : library_call(scope, syntax, 0);
}

/* r.listKeys(): the id, and the version unless arguments tell it. */
static TriExpr *resource_call(TriBicepScope *scope, const TriSyntax *syntax,
                              TriExpr *handle, TriStr version)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *call = call_with(scope, syntax, syntax->text, 0);

    call->call.items[0] = handle;
    if (syntax->count == 1) {
        TriExpr *arguments[] = {
            handle,
            string_at(scope, version, span),
        };

        call = tri_bicep_call(scope, span, "", 2, arguments);
        call->call.name = syntax->text;
        call->tells_case = true;
    }
    return call;
}

/* this.exists(), this.existingResource(): what was deployed before. */
static TriExpr *call_of_this(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriSpan span = tri_bicep_span(scope, syntax);
    TriExpr *value = call_of_text(scope, span, "target", TRI_STR("full"));

    if (tri_str_eq(syntax->text, TRI_STR("exists"))) {
        value = tri_bicep_call(scope, span, "empty", 1, &value);
        value = tri_bicep_call(scope, span, "not", 1, &value);
    }
    return value;
}

static TriExpr *method_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    const TriSyntax *base = unwrap(syntax->items[0]);
    TriReference reference;
    TriBicepPassed passed;
    TriBicepName name = { 0 };

    if (tri_bicep_reference(scope, base, &reference)) {
        return resource_call(
            scope, syntax, tri_bicep_handle(&reference, tri_bicep_span(scope, syntax)),
            reference.declared->version);
    }
    if (tri_bicep_passed(scope, base, &passed)) {
        return resource_call(scope, syntax, passed.id, passed.version);
    }
    if (base->kind == TRI_SYNTAX_NAME) {
        name = tri_bicep_find(scope, base->text);
    }
    if (name.symbol != NULL && name.symbol->kind == TRI_SYMBOL_OTHER) {
        return user_call(scope, syntax, name.symbol, 1);
    }
    if (name.symbol != NULL && name.symbol->kind == TRI_SYMBOL_FILE) {
        const TriBicepSymbol *symbol =
            tri_bicep_exported(name.symbol->unit, syntax->text);

        return user_call(scope, syntax, symbol != NULL ? symbol : name.symbol, 1);
    }
    if (base->kind == TRI_SYNTAX_NAME && name.scope == NULL) {
        return tri_str_eq(base->text, TRI_STR("this")) ? call_of_this(scope, syntax)
                                                       : library_call(scope, syntax, 1);
    }
    return tri_expr_error(arena_of(scope), tri_bicep_span(scope, syntax),
                          "nothing here has a function '%.*s'", TRI_ARG(syntax->text));
}

/* ---- all of them ---- */

static TriExpr *inside_value(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;
    TriSpan span = tri_bicep_span(scope, syntax);

    return tri_bicep_reference(scope, syntax, &reference)
               ? tri_bicep_state(&reference, true, span)
               : tri_expr_error(arena_of(scope), span,
                                "no resource is called '%.*s' here",
                                TRI_ARG(syntax->text));
}

static TriExpr *value_for(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriArena *arena = arena_of(scope);
    TriSpan span = tri_bicep_span(scope, syntax);

    switch (syntax->kind) {
    case TRI_SYNTAX_NULL:
        return tri_expr_new(arena, TRI_EXPR_NULL, span);
    case TRI_SYNTAX_BOOL:
        return tri_expr_bool(arena, tri_str_eq(syntax->text, TRI_STR("true")), span);
    case TRI_SYNTAX_NUMBER:
        return number_value(scope, syntax->text, span);
    case TRI_SYNTAX_STRING:
        return string_at(scope, syntax->text, span);
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
        return call_value(scope, syntax);
    case TRI_SYNTAX_METHOD:
        return method_value(scope, syntax);
    case TRI_SYNTAX_ACCESS:
        return access_value(scope, syntax);
    case TRI_SYNTAX_INSIDE:
        return inside_value(scope, syntax);
    case TRI_SYNTAX_ASSERT:
    case TRI_SYNTAX_GROUP:
        return tri_bicep_later(scope, syntax->items[0]);
    case TRI_SYNTAX_LAMBDA:
        return lambda_value(scope, syntax, NULL, 0);
    case TRI_SYNTAX_UNARY:
        return unary_value(scope, syntax);
    case TRI_SYNTAX_BINARY:
        return binary_value(scope, syntax);
    case TRI_SYNTAX_CHOICE:
        return choice_value(scope, syntax);
    case TRI_SYNTAX_ERROR:
        return unread(scope, span);
    case TRI_SYNTAX_MEMBER:
    case TRI_SYNTAX_SPREAD:
    case TRI_SYNTAX_NESTED:
    case TRI_SYNTAX_IF:
    case TRI_SYNTAX_UNION:
    case TRI_SYNTAX_NULLABLE:
    case TRI_SYNTAX_LIST:
    case TRI_SYNTAX_PART:
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
