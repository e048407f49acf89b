/* Types, as far as values hang on them (bicep-language.md 3.6). */
#include "base/number.h"
#include "bicep/scope.h"

/* Types that name one another further than this are taken for a ring; and what is
   looked at for one declaration. */
enum { MOST_LINKS = 64, MOST_STEPS = 10000 };

static TriBicepType type_of(TriBicepUnit *unit, const TriSyntax *syntax, int links);

static TriBicepType plain(unsigned set)
{
    return (TriBicepType){ .set = set };
}

/* ---- decorators ---- */

static bool is_called(const TriSyntax *decorator, TriStr name)
{
    bool is_call =
        decorator->kind == TRI_SYNTAX_CALL || decorator->kind == TRI_SYNTAX_METHOD;

    return is_call && tri_str_eq(decorator->text, name);
}

const TriSyntax *tri_bicep_decorator(const TriStatement *statement, TriStr name)
{
    for (size_t i = 0; i < statement->decorator_count; i++) {
        if (is_called(statement->decorators[i], name)) {
            return statement->decorators[i];
        }
    }
    return NULL;
}

size_t tri_bicep_first_argument(const TriSyntax *decorator)
{
    return decorator->kind == TRI_SYNTAX_METHOD;
}

/* ---- names ---- */

static const struct {
    TriStr name;
    unsigned set;
} ambient[] = {
    { TRI_STR_INIT("string"), TRI_STRING },   { TRI_STR_INIT("int"), TRI_INT },
    { TRI_STR_INIT("bool"), TRI_BOOL },       { TRI_STR_INIT("object"), TRI_OBJECT },
    { TRI_STR_INIT("array"), TRI_ARRAY },     { TRI_STR_INIT("any"), TRI_ANY },
    { TRI_STR_INIT("resource"), TRI_STRING },
};

static TriBicepType ambient_type(TriStr name)
{
    for (size_t i = 0; i < sizeof ambient / sizeof *ambient; i++) {
        if (tri_str_eq(ambient[i].name, name)) {
            return plain(ambient[i].set);
        }
    }
    return plain(TRI_ANY);
}

static TriBicepType type_of_symbol(const TriBicepSymbol *symbol, int links)
{
    bool is_type = symbol != NULL && symbol->kind == TRI_SYMBOL_TYPE &&
                   symbol->statement->type != NULL;

    return is_type ? type_of(symbol->unit, symbol->statement->type, links + 1)
                   : plain(TRI_ANY);
}

static TriBicepType type_of_name(TriBicepUnit *unit, TriStr name, int links)
{
    const TriBicepSymbol *symbol = tri_map_find(&unit->symbols, name, TRI_MAP_EXACT);

    return symbol != NULL ? type_of_symbol(symbol, links) : ambient_type(name);
}

/* ---- parts ---- */

/* The type of a member, or of an item; NULL when the shape has none. */
static const TriSyntax *find_part(const TriSyntax *shape, const TriSyntax *key)
{
    int64_t index;

    if (shape->kind == TRI_SYNTAX_LIST) {
        return shape->items[0];
    }
    for (size_t i = 0; shape->kind == TRI_SYNTAX_OBJECT && i < shape->count; i++) {
        const TriSyntax *member = shape->items[i];

        if (member->kind == TRI_SYNTAX_MEMBER &&
            tri_str_eq(member->items[0]->text,
                       key == NULL ? TRI_STR("*") : key->text)) {
            return member->items[1];
        }
    }
    if (shape->kind == TRI_SYNTAX_ARRAY && key != NULL &&
        tri_parse_int(key->text, &index) && index >= 0 &&
        (uint64_t)index < shape->count) {
        return shape->items[index];
    }
    return NULL;
}

static TriBicepType type_of_part(TriBicepUnit *unit, const TriSyntax *syntax,
                                 const TriSyntax *key, int links)
{
    const TriSyntax *base = syntax->items[0];
    const TriBicepSymbol *symbol =
        base->kind == TRI_SYNTAX_NAME
            ? tri_map_find(&unit->symbols, base->text, TRI_MAP_EXACT)
            : NULL;

    if (symbol != NULL && symbol->kind == TRI_SYMBOL_FILE && key != NULL) {
        return type_of_symbol(
            tri_map_find(&symbol->unit->symbols, key->text, TRI_MAP_EXACT), links);
    }
    if (base->kind == TRI_SYNTAX_NAME && symbol == NULL && key != NULL &&
        tri_str_eq(base->text, TRI_STR("sys"))) {
        return ambient_type(key->text);
    }
    TriBicepType type = type_of(unit, base, links + 1);
    const TriSyntax *part = type.shape == NULL ? NULL : find_part(type.shape, key);

    return part == NULL ? plain(TRI_ANY) : type_of(type.unit, part, links + 1);
}

/* ---- literals and unions ---- */

static TriBicepType literal(TriBicepUnit *unit, const TriSyntax *syntax, unsigned set)
{
    TriBicepType type = plain(set);

    tri_list_push(unit->lowering->arena, &type.literals,
                  tri_bicep_later(unit->scope, syntax));
    return type;
}

/* Values in order, as the compiler has them; what is no text comes as it stands. */
static void add_literal(TriBicepUnit *unit, TriBicepType *type, TriExpr *expr)
{
    size_t at = type->literals.count;

    tri_list_push(unit->lowering->arena, &type->literals, expr);
    for (; at > 0 && tri_expr_get(expr)->kind == TRI_EXPR_STRING; at--) {
        TriExpr *before = tri_expr_get(type->literals.items[at - 1]);

        if (before->kind != TRI_EXPR_STRING ||
            tri_str_compare(before->string, expr->string) <= 0) {
            break;
        }
        type->literals.items[at] = before;
        type->literals.items[at - 1] = expr;
    }
}

/* A union of literals has these values; one of types is any of them. */
static TriBicepType type_of_union(TriBicepUnit *unit, const TriSyntax *syntax,
                                  int links)
{
    TriBicepType all = { .set = 0 };
    bool is_literal = true;

    for (size_t i = 0; i < syntax->count; i++) {
        TriBicepType one = type_of(unit, syntax->items[i], links + 1);

        all.set |= one.set & ~(unsigned)TRI_NULL;
        all.is_nullable = all.is_nullable || one.is_nullable || one.set == TRI_NULL;
        is_literal = is_literal && (one.literals.count > 0 || one.set == TRI_NULL);
        for (size_t j = 0; j < one.literals.count; j++) {
            add_literal(unit, &all, one.literals.items[j]);
        }
    }
    if (!is_literal) {
        all.literals.count = 0;
    }
    return all;
}

/* ---- all of them ---- */

static TriBicepType shaped(TriBicepUnit *unit, const TriSyntax *syntax, unsigned set)
{
    return (TriBicepType){ .set = set, .shape = syntax, .unit = unit };
}

static TriBicepType nullable(TriBicepType type, bool is_nullable)
{
    type.is_nullable = is_nullable;
    return type;
}

static TriBicepType type_of(TriBicepUnit *unit, const TriSyntax *syntax, int links)
{
    if (links > MOST_LINKS || unit->lowering->type_steps == 0) {
        return plain(TRI_ANY);
    }
    unit->lowering->type_steps--;
    switch (syntax->kind) {
    case TRI_SYNTAX_NAME:
        return type_of_name(unit, syntax->text, links);
    case TRI_SYNTAX_STRING:
        return literal(unit, syntax, TRI_STRING);
    case TRI_SYNTAX_NUMBER:
        return literal(unit, syntax, TRI_INT);
    case TRI_SYNTAX_BOOL:
        return literal(unit, syntax, TRI_BOOL);
    case TRI_SYNTAX_UNARY:
        return literal(unit, syntax,
                       syntax->operator== TRI_TOKEN_NOT ? TRI_BOOL : TRI_INT);
    case TRI_SYNTAX_NULL:
        return plain(TRI_NULL);
    case TRI_SYNTAX_OBJECT:
        return shaped(unit, syntax, TRI_OBJECT);
    case TRI_SYNTAX_ARRAY:
    case TRI_SYNTAX_LIST:
        return shaped(unit, syntax, TRI_ARRAY);
    case TRI_SYNTAX_UNION:
        return type_of_union(unit, syntax, links);
    case TRI_SYNTAX_NULLABLE:
        return nullable(type_of(unit, syntax->items[0], links + 1), true);
    case TRI_SYNTAX_ASSERT:
        return nullable(type_of(unit, syntax->items[0], links + 1), false);
    case TRI_SYNTAX_ACCESS:
        return type_of_part(unit, syntax, syntax->items[1], links);
    case TRI_SYNTAX_PART:
        return type_of_part(unit, syntax, NULL, links);
    default:
        return plain(TRI_ANY);
    }
}

TriBicepType tri_bicep_type(TriBicepUnit *unit, const TriSyntax *syntax)
{
    unit->lowering->type_steps = MOST_STEPS;
    return syntax == NULL ? plain(TRI_ANY) : type_of(unit, syntax, 0);
}
