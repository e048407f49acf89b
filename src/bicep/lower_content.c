/* Content of files: what a load… function asks for is known when the text is read
   (bicep-language.md 3.10). */
#include "bicep/lower_expression.h"

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
        !tri_bicep_has_spread(base.syntax)) {
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

    syntax = tri_bicep_unwrap(syntax);
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
    TriText text = tri_text(tri_bicep_arena(scope));
    int steps = 64;

    return index < syntax->count &&
                   add_known_text(scope, syntax->items[index], &steps, &text)
               ? tri_text_str(&text)
               : TRI_STR("");
}

TriExpr *tri_bicep_loaded(TriBicepScope *scope, const TriSyntax *syntax, size_t from)
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
    TriSink troubles = { .arena = tri_bicep_arena(scope) };
    TriStr why = TRI_STR("its path is not known");
    TriExpr *expr = content.path.size == 0 ? NULL
                                           : loader->read(loader, scope->unit->file,
                                                          &content, &troubles, &why);

    if (expr == NULL) {
        expr = tri_bicep_missing(scope, content.span, why);
        tri_report(&troubles, TRI_PROBLEM_NOT_ANALYSED, content.span,
                   "what '%.*s' loads is not known: %.*s", TRI_ARG(content.function),
                   TRI_ARG(why));
        expr->error.missing->sink = troubles;
    }
    return expr;
}
