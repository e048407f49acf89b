/* Types, as far as values hang on them (bicep-language.md 3.6). */
#include "base/number.h"
#include "bicep/scope.h"

#include <stdlib.h>

/* Types that name one another further than this are taken for a ring; and what is
   looked at for one declaration, and for all of a template. */
enum { MOST_LINKS = 64, MOST_STEPS = 10000, MOST_STEPS_OF_ALL = 500000 };

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

const TriSyntax *tri_bicep_find_decorator(TriSyntax *const *decorators, size_t count,
                                          TriStr name)
{
    for (size_t i = 0; i < count; i++) {
        if (is_called(decorators[i], name)) {
            return decorators[i];
        }
    }
    return NULL;
}

const TriSyntax *tri_bicep_decorator(const TriStatement *statement, TriStr name)
{
    return tri_bicep_find_decorator(statement->decorators, statement->decorator_count,
                                    name);
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
    { TRI_STR_INIT("string"), TRI_STRING }, { TRI_STR_INIT("int"), TRI_INT },
    { TRI_STR_INIT("bool"), TRI_BOOL },     { TRI_STR_INIT("object"), TRI_OBJECT },
    { TRI_STR_INIT("array"), TRI_ARRAY },   { TRI_STR_INIT("any"), TRI_ANY },
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

/* Many declarations may name one type, which has many values: they share them. */
static TriBicepType type_of_symbol(TriBicepSymbol *symbol, int links)
{
    if (symbol == NULL || symbol->kind != TRI_SYMBOL_TYPE ||
        symbol->statement->type == NULL) {
        return plain(TRI_ANY);
    }
    if (symbol->type != NULL) {
        return *symbol->type;
    }
    TriBicepLowering *lowering = symbol->unit->lowering;
    bool was_cut = lowering->type_is_cut;

    lowering->type_is_cut = false;
    TriBicepType type = type_of(symbol->unit, symbol->statement->type, links + 1);

    if (!lowering->type_is_cut) {
        symbol->type = TRI_NEW(lowering->arena, TriBicepType);
        *symbol->type = type;
    }
    lowering->type_is_cut = lowering->type_is_cut || was_cut;
    return type;
}

static TriBicepType type_of_name(TriBicepUnit *unit, TriStr name, int links)
{
    TriBicepSymbol *symbol = tri_map_find(&unit->symbols, name, TRI_MAP_EXACT);

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

        if (key == NULL ? member->kind == TRI_SYNTAX_REST
                        : member->kind == TRI_SYNTAX_MEMBER &&
                              tri_str_eq(member->items[0]->text, key->text)) {
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
        return type_of_symbol(tri_bicep_exported(symbol->unit, key->text), links);
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

static int by_text(const void *a, const void *b)
{
    TriExpr *left = *(TriExpr *const *)a;
    TriExpr *right = *(TriExpr *const *)b;
    int order = tri_str_compare(left->string, right->string);

    return order != 0 ? order
                      : (left->span.start > right->span.start) -
                            (left->span.start < right->span.start);
}

/* Values in order, as the compiler has them; what is no text stays where it stands. */
static void sort_literals(TriBicepType *type)
{
    size_t end;

    for (size_t i = 0; i < type->literals.count; i = end + 1) {
        for (end = i; end < type->literals.count &&
                      tri_expr_get(type->literals.items[end])->kind == TRI_EXPR_STRING;
             end++) {
            type->literals.items[end] = tri_expr_get(type->literals.items[end]);
        }
        if (end > i + 1) {
            qsort(type->literals.items + i, end - i, sizeof *type->literals.items,
                  by_text);
        }
    }
}

bool tri_bicep_take_type_steps(TriBicepLowering *lowering, size_t count)
{
    lowering->own_type_steps += count;
    lowering->type_steps += count;
    if (lowering->own_type_steps <= MOST_STEPS &&
        lowering->type_steps <= MOST_STEPS_OF_ALL) {
        return true;
    }
    lowering->own_type_steps = MOST_STEPS;
    lowering->type_is_cut = true;
    return false;
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
        if (is_literal &&
            !tri_bicep_take_type_steps(unit->lowering, one.literals.count)) {
            return plain(TRI_ANY);
        }
        for (size_t j = 0; is_literal && j < one.literals.count; j++) {
            tri_list_push(unit->lowering->arena, &all.literals, one.literals.items[j]);
        }
    }
    if (!is_literal) {
        all.literals.count = 0;
    }
    sort_literals(&all);
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
    if (links > MOST_LINKS) {
        unit->lowering->type_is_cut = true;
        return plain(TRI_ANY);
    }
    if (!tri_bicep_take_type_steps(unit->lowering, 1)) {
        return plain(TRI_ANY);
    }
    switch (syntax->kind) {
    case TRI_SYNTAX_NAME:
        return tri_bicep_resource_type(syntax) != NULL
                   ? plain(TRI_STRING)
                   : type_of_name(unit, syntax->text, links);
    case TRI_SYNTAX_STRING:
        return literal(unit, syntax, TRI_STRING);
    case TRI_SYNTAX_NUMBER:
        return literal(unit, syntax, TRI_INT);
    case TRI_SYNTAX_BOOL:
        return literal(unit, syntax, TRI_BOOL);
    case TRI_SYNTAX_UNARY:
        return literal(unit, syntax,
                       syntax->operation == TRI_TOKEN_NOT ? TRI_BOOL : TRI_INT);
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
    case TRI_SYNTAX_DECORATED:
        return type_of(unit, syntax->items[syntax->count - 1], links);
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

TriBicepType tri_bicep_type_of_part(TriBicepUnit *unit, const TriSyntax *syntax)
{
    unit->lowering->own_type_steps = 0;
    unit->lowering->type_is_cut = false;
    return syntax == NULL ? plain(TRI_ANY) : type_of(unit, syntax, 0);
}

TriBicepType tri_bicep_type(TriBicepUnit *unit, const TriSyntax *syntax)
{
    TriBicepLowering *lowering = unit->lowering;
    bool had_steps = lowering->type_steps < MOST_STEPS_OF_ALL;
    TriBicepType type = tri_bicep_type_of_part(unit, syntax);

    if (lowering->type_is_cut && lowering->own_type_steps >= MOST_STEPS && had_steps) {
        tri_report(lowering->sink, TRI_PROBLEM_LIMIT_EXCEEDED,
                   tri_syntax_span(unit->file, syntax),
                   "the type is larger than what is looked at: any value counts as "
                   "allowed");
    }
    return type;
}
