#ifndef TRI_BICEP_SCOPE_H
#define TRI_BICEP_SCOPE_H

#include "base/map.h"
#include "bicep/lower.h"

/*
 * What names mean in a place of a file (bicep-language.md 2.5). A scope is also the
 * front end of the lazy nodes in it.
 */
typedef struct TriBicepScope TriBicepScope;
typedef struct TriBicepUnit TriBicepUnit;
typedef struct TriDeclared TriDeclared;

/* One template, or the values of a parameter file, in the making. */
typedef struct TriBicepLowering {
    TriArena *arena;
    TriBicepLoader *loader;
    TriSink *sink;
    TriTemplate *template;
    bool gives_values;       /* what is lowered is a parameter file */
    bool is_symbolic;        /* resources are referred to by symbolic name (3.1) */
    size_t dependency_steps; /* that searches for dependencies may still take */
    unsigned depth;          /* of nodes that become others (lower_expression.c) */
    unsigned id_depth;       /* of ids inside ids (lower_reference.c) */
    size_t type_steps;       /* that all types took (lower_type.c) … */
    size_t own_type_steps;   /* … and the one that is looked at */
    bool type_is_cut;        /* which is not known as a whole */
    TriMap signatures; /* of files that modules deploy, by address (lower_passed.c) */
    TRI_LIST(TriBicepUnit *) units; /* the file itself, and those it imports from */
    TRI_LIST(TriVariable) variables;
    TRI_LIST(TriUserFunction) functions;
    TRI_LIST(TriResource *) resources;
} TriBicepLowering;

typedef enum TriSymbolKind {
    TRI_SYMBOL_PARAM,
    TRI_SYMBOL_VAR,
    TRI_SYMBOL_TYPE,
    TRI_SYMBOL_FUNC,
    TRI_SYMBOL_RESOURCE, /* or module */
    TRI_SYMBOL_FILE,     /* import * as name */
    TRI_SYMBOL_OTHER,    /* extensions; imports that are not to be had */
} TriSymbolKind;

typedef struct TriBicepSymbol {
    TriSymbolKind kind;
    TriBicepUnit *unit; /* where it is declared; of a file that file */
    const TriStatement *statement;
    TriDeclared *declared;
    TriStr name; /* of a variable or function in the template: "_1.name" */
    struct TriBicepType *type;       /* of a type; NULL: it was not looked at yet */
    struct TriBicepAbsence *absence; /* NULL: it is to be had */
} TriBicepSymbol;

/* An import, or what a file extends, that is not to be had. */
typedef struct TriBicepAbsence {
    TriStr why;
    TriSpan imports; /* where it is imported; without a source: that was said */
} TriBicepAbsence;

/* A file of a lowering, with its names. */
struct TriBicepUnit {
    TriBicepLowering *lowering;
    const TriBicepFile *file;    /* NULL: … */
    const TriTemplate *template; /* … an ARM template that is imported from */
    TriStr prefix;               /* of its variables in the template: "" or "_1." */
    TriMap symbols;
    TRI_LIST(TriDeclared *) declared; /* resources and modules, as they stand in it */
    TriMap modules; /* signatures of what modules deploy, by path (lower_passed.c) */
    TriBicepScope *scope;
    bool has_extension; /* declares one */
    bool gives;         /* its values are among those of the lowering */
    TriExpr
        *given; /* an object of those, also of what it extends; NULL: nobody asked */
};

/* Whether a statement of a parameter file gives a value. */
static inline bool tri_bicep_gives(const TriStatement *statement)
{
    return statement->kind == TRI_STATEMENT_PARAM && statement->value != NULL &&
           statement->type == NULL;
}

/* Members of resources and modules that say what they are and where. What the template
   says in its own way comes first, and then what it says so of modules only. */
#define TRI_BICEP_OWN_MEMBERS(X)                                                       \
    X(NAME, "name")                                                                    \
    X(PARENT, "parent")                                                                \
    X(SCOPE, "scope")                                                                  \
    X(DEPENDS_ON, "dependsOn")                                                         \
    X(PARAMS, "params")                                                                \
    X(PROPERTIES, "properties")

typedef enum TriBicepMember {
#define X(id, text) TRI_MEMBER_##id,
    TRI_BICEP_OWN_MEMBERS(X) TRI_MEMBER_COUNT
#undef X
} TriBicepMember;

/* A resource or module statement. */
struct TriDeclared {
    const TriStatement *statement;
    TriDeclared *parent;   /* that it is written inside, or NULL */
    TriBicepScope *around; /* that the statement stands in */
    TriBicepScope *body;   /* of the properties: knows the loop and what is nested */
    const TriSyntax *loop; /* NULL: none */
    const TriSyntax *condition;
    const TriSyntax *object;
    const TriSyntax *members[TRI_MEMBER_COUNT]; /* of the object; NULL: not there */
    TriStr symbol;                              /* "parent::child" */
    TriStr type;                                /* joined, without the version */
    TriStr version;
    bool is_extension; /* of another provider than Azure */
    bool names_itself; /* see tri_bicep_names_itself; … */
    bool knows_naming; /* … whether that was looked for */
    TRI_LIST(TriDeclared *) nested;
};

/* A resource that an expression names; of a loop, which of its instances. */
typedef struct TriReference {
    TriDeclared *declared;
    const TriSyntax *index; /* NULL: the whole, or no loop */
    TriBicepScope *scope;   /* of the index */
} TriReference;

typedef enum TriBicepScopeKind {
    TRI_BICEP_SCOPE_FILE,
    TRI_BICEP_SCOPE_RESOURCE, /* nested resources */
    TRI_BICEP_SCOPE_LOOP,
    TRI_BICEP_SCOPE_LAMBDA,
    TRI_BICEP_SCOPE_FUNCTION,
} TriBicepScopeKind;

struct TriBicepScope {
    TriFrontEnd front_end; /* first, so that a lazy node finds its scope */
    TriBicepScopeKind kind;
    TriBicepScope *outer; /* NULL for a file */
    TriBicepUnit *unit;
    TriDeclared *declared; /* of a resource; of a lambda the modules it is given */
    size_t others;         /* of a lambda: its first names, that are given no module */
    const TriSyntax *syntax; /* of a loop or lambda */
    const TriStatement *function;
    TriStr loop_name; /* of a property or variable; empty: of a resource */
    /* The index that stands for a loop's own, where it is looked at from outside. */
    const TriSyntax *at;
    TriBicepScope *at_scope;
};

/* What a name means. */
typedef struct TriBicepName {
    const TriBicepScope *scope;   /* whose name it is; NULL: nobody's */
    const TriBicepSymbol *symbol; /* of a file */
    TriDeclared *declared;        /* of a resource around */
} TriBicepName;

TriBicepName tri_bicep_find(const TriBicepScope *scope, TriStr name);

/* The resource called `name` inside another; NULL: none. */
TriDeclared *tri_bicep_nested(const TriDeclared *declared, TriStr name);

TriBicepScope *tri_bicep_scope(TriBicepScope *outer, TriBicepScopeKind kind);

/* The unit of a file, made with all its names when it is first asked for. */
TriBicepUnit *tri_bicep_unit(TriBicepLowering *lowering, TriBicepImport from);

/* The symbol that a file exports by a name; NULL: none. */
TriBicepSymbol *tri_bicep_exported(const TriBicepUnit *unit, TriStr name);

/* A statement that gives a value, and where it stands. */
typedef struct TriBicepGiving {
    TriBicepUnit *unit;
    const TriStatement *statement;
} TriBicepGiving;

typedef TRI_LIST(TriBicepGiving) TriBicepGivings;

/* All that a parameter file gives, and the files that it extends: the nearest wins. */
TriBicepGivings tri_bicep_givings(TriBicepUnit *unit);

/* Whether it is what a parameter file extends. */
bool tri_bicep_is_base(const TriBicepSymbol *symbol);

/* A new symbol of the unit. */
TriBicepSymbol *tri_bicep_symbol(TriBicepUnit *unit, TriStr name, TriSymbolKind kind);

/* ---- lower_import.c ---- */

/* The names that an ARM template exports become symbols of its unit … */
void tri_bicep_declare_exports(TriBicepUnit *unit);

/* … and all its variables and functions part of the template in the making. */
void tri_bicep_lower_exports(TriBicepUnit *unit);

/* ---- lower_expression.c ---- */

/* Lowers a lazy node; `front_end` is its scope. */
void tri_bicep_lower_node(const TriFrontEnd *front_end, TriExpr *expr,
                          const void *node);

/* `syntax` as a node, lowered when it is looked at. */
TriExpr *tri_bicep_later(TriBicepScope *scope, const TriSyntax *syntax);

/* The same where a loop may stand: then the array it makes, and `name` is that of the
   property or variable. */
TriExpr *tri_bicep_value(TriBicepScope *scope, const TriSyntax *syntax, TriStr name);

/* The object with the members of `syntax`. */
void tri_bicep_add_members(TriBicepScope *scope, const TriSyntax *syntax,
                           bool (*is_wanted)(TriStr name), TriExpr *object);

/* A call of an ARM function with `count` arguments. */
TriExpr *tri_bicep_call(TriBicepScope *scope, TriSpan span, const char *name,
                        size_t count, TriExpr *const *arguments);

TriSpan tri_bicep_span(const TriBicepScope *scope, const TriSyntax *syntax);

/* ---- lower_access.c ---- */

/* Whether `syntax` is `module.outputs`: then `reference` is the module. */
bool tri_bicep_is_outputs(TriBicepScope *scope, const TriSyntax *syntax,
                          TriReference *reference);

/* ---- lower_resource.c ---- */

/* Makes known what a resource or module statement declares. */
TriDeclared *tri_bicep_declare(TriBicepScope *around, TriDeclared *parent,
                               const TriStatement *statement);

/* Adds it to the template, after what is nested in it. */
void tri_bicep_lower_resource(TriDeclared *declared);

/* The member `name` of an object; NULL when it is not there. */
const TriSyntax *tri_bicep_member(const TriSyntax *object, TriStr name);

/* ---- lower_reference.c ---- */

/* True when `syntax` names a resource or module. */
bool tri_bicep_reference(TriBicepScope *scope, const TriSyntax *syntax,
                         TriReference *reference);

/* Its name as it is deployed, and its id. */
TriExpr *tri_bicep_full_name(const TriReference *reference, TriSpan span);
TriExpr *tri_bicep_id(const TriReference *reference, TriSpan span);

/* What functions that ask about it are given: its symbol where the template has
   symbols, else its id. */
TriExpr *tri_bicep_handle(const TriReference *reference, TriSpan span);

/* Its condition, which it has. */
TriExpr *tri_bicep_condition(const TriReference *reference);

/* What it is at run time, and the member `key` of it. */
TriExpr *tri_bicep_state(const TriReference *reference, bool is_full, TriSpan span);
TriExpr *tri_bicep_property(const TriReference *reference, TriStr key, TriSpan span);

/* Adds the members that say which scope it is deployed to. */
void tri_bicep_add_scope(TriDeclared *declared, TriExpr *body);

/* ---- lower_passed.c ---- */

/* The string in the type resource 'T@v'; NULL: it is another type. */
const TriSyntax *tri_bicep_resource_type(const TriSyntax *type);

/* A parameter, or an output of a module, that is a resource. */
typedef struct TriBicepPassed {
    TriExpr *id;
    TriStr type;
    TriStr version;
} TriBicepPassed;

/* True when `syntax` is one. */
bool tri_bicep_passed(TriBicepScope *scope, const TriSyntax *syntax,
                      TriBicepPassed *passed);

/* Its member `key`. */
TriExpr *tri_bicep_passed_property(TriBicepScope *scope, const TriBicepPassed *passed,
                                   TriStr key, TriSpan span);

/* Whether the parameter of a module is a resource. */
bool tri_bicep_takes_resource(const TriDeclared *module, TriStr parameter);

/* ---- lower_symbolic.c ---- */

/* Whether the compiler writes the template of the file with symbolic names. */
bool tri_bicep_is_symbolic(const TriBicepUnit *unit);

/* ---- lower_dependencies.c ---- */

/* The ids or symbols of all that it depends on, as an array. */
TriExpr *tri_bicep_dependencies(TriDeclared *declared);

/* Whether its name, which it has, is made of something that needs that name. */
bool tri_bicep_names_itself(TriDeclared *declared);

/* ---- lower_type.c ---- */

/* A declared type, as far as values hang on it. */
typedef struct TriBicepType {
    unsigned set; /* of TriType */
    bool is_nullable;
    TRI_LIST(TriExpr *) literals; /* all values there are; none: any of the types */
    const TriSyntax *shape;       /* an object, tuple or list; else NULL */
    TriBicepUnit *unit;           /* that the shape stands in */
} TriBicepType;

TriBicepType tri_bicep_type(TriBicepUnit *unit, const TriSyntax *syntax);

/* The same of what stands inside a type: what is too large was told before. */
TriBicepType tri_bicep_type_of_part(TriBicepUnit *unit, const TriSyntax *syntax);

/* Takes steps of those that types may take; false when there are not so many left. Then
   none are. */
bool tri_bicep_take_type_steps(TriBicepLowering *lowering, size_t count);

/* The decorator called `name`, with or without sys.; NULL: none. */
const TriSyntax *tri_bicep_decorator(const TriStatement *statement, TriStr name);
const TriSyntax *tri_bicep_find_decorator(TriSyntax *const *decorators, size_t count,
                                          TriStr name);

/* Arguments of a decorator: its items from here on. */
size_t tri_bicep_first_argument(const TriSyntax *decorator);

/* ---- lower_schema.c ---- */

/* A type with the decorators in front of it: of a parameter, a declared type, or a part
   of one. */
typedef struct TriBicepTyped {
    TriBicepUnit *unit;
    const TriSyntax *type; /* NULL: it was not read */
    TriSyntax *const *decorators;
    size_t decorator_count;
} TriBicepTyped;

/* The first argument of a decorator; NULL when there is none. */
TriExpr *tri_bicep_argument(const TriBicepTyped *typed, TriStr name);

/* All values there are: by decorator, or by a type that is a list of literals; of an
   array those of its items. NULL: there are others. */
TriExpr *tri_bicep_allowed(const TriBicepTyped *typed, const TriBicepType *type);

/* Adds a member, unless it has no value. */
void tri_bicep_put(TriExpr *object, TriStr name, TriExpr *value);

/* Adds what the compiler writes of a type, `type`, to a declaration with room for as
   many members more. */
#define TRI_BICEP_SCHEMA_MEMBERS 10
void tri_bicep_add_schema(const TriBicepTyped *typed, const TriBicepType *type,
                          TriExpr *allowed, TriExpr *object);

/* "definitions": what references in declarations lead to. */
TriExpr *tri_bicep_definitions(TriBicepLowering *lowering);

#endif
