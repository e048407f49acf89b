/* What a resource depends on: all that its body names (bicep-language.md 3.7). */
#include "bicep/scope.h"

#include <stdlib.h>

typedef struct Dependency {
    TriReference reference;
    TriStr order; /* dependencies are sorted by symbol */
} Dependency;

typedef struct Search {
    TriArena *arena;
    unsigned depth;        /* of variables in variables, and of what they hold */
    size_t *left;          /* of the steps that all searches of a template may take */
    TriDeclared *declared; /* whose dependencies they are */
    bool is_of_names;      /* what its name needs is looked for, and … */
    bool names_itself;     /* … whether it is among that */
    TRI_LIST(Dependency) found;
    TRI_LIST(const TriStatement *) seen; /* variables and existing resources */
} Search;

static void walk(Search *search, TriBicepScope *scope, const TriSyntax *syntax);

/* What is nested deeper is told without the rest. */
enum { MOST_DEPTH = 2000 };

/* A template that names more than that is told without the rest. */
static bool take_steps(Search *search, size_t steps)
{
    bool is_left = steps <= *search->left;

    *search->left = is_left ? *search->left - steps : 0;
    return is_left;
}

static bool see(Search *search, const TriStatement *statement)
{
    for (size_t i = 0; i < search->seen.count; i++) {
        if (search->seen.items[i] == statement) {
            return false;
        }
    }
    tri_list_push(search->arena, &search->seen, statement);
    return true;
}

/* An instance of a loop is told from others by the text of its index. */
static TriStr index_text(const TriReference *reference)
{
    return reference->index == NULL
               ? TRI_STR("")
               : tri_span_text(tri_bicep_span(reference->scope, reference->index));
}

static bool is_same(const TriReference *a, const TriReference *b)
{
    return a->declared == b->declared && tri_str_eq(index_text(a), index_text(b));
}

static void add(Search *search, const TriReference *reference)
{
    Dependency dependency = { *reference, reference->declared->symbol };

    if (reference->declared == search->declared) {
        return;
    }
    for (size_t i = 0; i < search->found.count; i++) {
        if (is_same(&search->found.items[i].reference, reference)) {
            return;
        }
    }
    tri_list_push(search->arena, &search->found, dependency);
}

/* What an existing resource depends on counts in its place. */
static void add_or_follow(Search *search, const TriReference *reference)
{
    TriDeclared *declared = reference->declared;

    if (!declared->statement->is_existing) {
        add(search, reference);
    } else if (see(search, declared->statement)) {
        walk(search, declared->body, declared->object);
        if (declared->parent != NULL) {
            add_or_follow(search, &(TriReference){ .declared = declared->parent });
        }
    }
}

/* Whether it is known to be in no ring: what leads to it is in none through it. */
static bool is_in_no_ring(const TriDeclared *declared)
{
    return declared->knows_naming && !declared->names_itself;
}

/* An expression that names a resource needs its name, and what that is made of. */
static void follow_name(Search *search, const TriReference *reference)
{
    TriDeclared *declared = reference->declared;
    const TriSyntax *name = declared->members[TRI_MEMBER_NAME];

    if (declared == search->declared) {
        search->names_itself = true;
    } else if (name != NULL && !is_in_no_ring(declared) &&
               see(search, declared->statement)) {
        walk(search, declared->body, name);
    }
}

static void walk_variable(Search *search, TriBicepScope *scope, TriStr name)
{
    const TriBicepSymbol *symbol = tri_bicep_find(scope, name).symbol;

    if (symbol != NULL && symbol->kind == TRI_SYMBOL_VAR && symbol->statement != NULL &&
        symbol->statement->value != NULL && see(search, symbol->statement)) {
        walk(search, symbol->unit->scope, symbol->statement->value);
    }
}

/* Whether all names of an expression mean in the body what they mean here: those of
   other loops and of lambdas do not. */
static bool is_known_in_body(const Search *search, const TriBicepScope *scope,
                             const TriSyntax *syntax)
{
    if (syntax->kind == TRI_SYNTAX_NAME &&
        tri_bicep_find(scope, syntax->text).scope !=
            tri_bicep_find(search->declared->body, syntax->text).scope) {
        return false;
    }
    for (size_t i = 0; i < syntax->count; i++) {
        if (!is_known_in_body(search, scope, syntax->items[i])) {
            return false;
        }
    }
    return true;
}

static void walk_reference(Search *search, TriBicepScope *scope, TriReference reference)
{
    if (reference.index != NULL) {
        walk(search, scope, reference.index);
        if (!is_known_in_body(search, reference.scope, reference.index)) {
            reference.index = NULL;
        }
    }
    if (search->is_of_names) {
        follow_name(search, &reference);
    } else {
        add_or_follow(search, &reference);
    }
}

/* A scope for what a loop or a lambda names. */
static TriBicepScope *inner_scope(TriBicepScope *scope, const TriSyntax *syntax)
{
    TriBicepScope *inner =
        tri_bicep_scope(scope, syntax->kind == TRI_SYNTAX_FOR ? TRI_BICEP_SCOPE_LOOP
                                                              : TRI_BICEP_SCOPE_LAMBDA);

    inner->syntax = syntax;
    return inner;
}

static void walk_into(Search *search, TriBicepScope *scope, const TriSyntax *syntax)
{
    TriReference reference;
    size_t first = 0;

    if (tri_bicep_reference(scope, syntax, &reference)) {
        walk_reference(search, scope, reference);
        return;
    }
    if (syntax->kind == TRI_SYNTAX_NAME) {
        walk_variable(search, scope, syntax->text);
    }
    if (syntax->kind == TRI_SYNTAX_FOR) {
        walk(search, scope, syntax->items[first++]);
    }
    if (syntax->kind == TRI_SYNTAX_FOR || syntax->kind == TRI_SYNTAX_LAMBDA) {
        scope = inner_scope(scope, syntax);
    }
    for (size_t i = first; i < syntax->count; i++) {
        walk(search, scope, syntax->items[i]);
    }
}

static void walk(Search *search, TriBicepScope *scope, const TriSyntax *syntax)
{
    bool is_inside = syntax->kind == TRI_SYNTAX_NESTED;

    if (!is_inside && search->depth < MOST_DEPTH &&
        take_steps(search, 1 + search->seen.count / 16)) {
        search->depth++;
        walk_into(search, scope, syntax);
        search->depth--;
    }
}

static int by_symbol(const void *a, const void *b)
{
    return tri_str_compare_nocase(((const Dependency *)a)->order,
                                  ((const Dependency *)b)->order);
}

/* Whether all instances of its loop are found beside this one. */
static bool is_absorbed(const Search *search, const TriReference *reference)
{
    for (size_t i = 0; reference->index != NULL && i < search->found.count; i++) {
        const TriReference *other = &search->found.items[i].reference;

        if (other->declared == reference->declared && other->index == NULL) {
            return true;
        }
    }
    return false;
}

/* The name of its loop stands for all of its instances. */
static TriExpr *told(const Search *search, const TriReference *reference)
{
    TriDeclared *declared = reference->declared;
    TriBicepScope *body = search->declared->body;
    TriSpan span = tri_bicep_span(body, search->declared->object);

    return declared->loop != NULL && reference->index == NULL
               ? tri_expr_string(search->arena, declared->statement->name, span)
               : tri_bicep_handle(reference, span);
}

static void find_all(Search *search)
{
    TriDeclared *declared = search->declared;

    walk(search, declared->body, declared->object);
    if (declared->condition != NULL) {
        walk(search, declared->body, declared->condition);
    }
    if (declared->loop != NULL) {
        walk(search, declared->around, declared->loop->items[0]);
    }
    if (declared->parent != NULL) {
        add_or_follow(search, &(TriReference){ .declared = declared->parent });
    }
}

TriExpr *tri_bicep_dependencies(TriDeclared *declared)
{
    Search search = { .arena = declared->around->unit->lowering->arena,
                      .left = &declared->around->unit->lowering->dependency_steps,
                      .declared = declared };
    TriExpr *array = tri_expr_new(search.arena, TRI_EXPR_ARRAY,
                                  tri_bicep_span(declared->body, declared->object));

    find_all(&search);
    if (search.found.count > 0) {
        qsort(search.found.items, search.found.count, sizeof *search.found.items,
              by_symbol);
    }
    array->items = TRI_NEW_ARRAY(search.arena, TriExpr *, search.found.count);
    for (size_t i = 0; i < search.found.count; i++) {
        const TriReference *reference = &search.found.items[i].reference;

        if (!is_absorbed(&search, reference)) {
            array->items[array->count++] = told(&search, reference);
        }
    }
    return array;
}

static bool find_in_name(TriDeclared *declared)
{
    Search search = { .arena = declared->around->unit->lowering->arena,
                      .left = &declared->around->unit->lowering->dependency_steps,
                      .declared = declared,
                      .is_of_names = true };

    walk(&search, declared->body, declared->members[TRI_MEMBER_NAME]);
    return search.names_itself;
}

bool tri_bicep_names_itself(TriDeclared *declared)
{
    if (!declared->knows_naming) {
        declared->knows_naming = true;
        declared->names_itself = find_in_name(declared);
    }
    return declared->names_itself;
}
