#ifndef TRI_MODEL_TEMPLATE_H
#define TRI_MODEL_TEMPLATE_H

#include "base/map.h"
#include "expr/expr.h"

/*
 * A template as both languages mean it. Front ends (arm/lower.h, bicep/lower.h)
 * fill it; evaluation and rules read it and cannot tell which one did.
 *
 * Names compare without case, but where two of Bicep differ by it alone. Lists keep the
 * order of the text. Everything that can be an expression is one.
 */
typedef struct TriTemplate TriTemplate;
typedef struct TriResource TriResource;

/* The scope a template is deployed to, by its schema. */
typedef enum TriScopeKind {
    TRI_SCOPE_RESOURCE_GROUP,
    TRI_SCOPE_SUBSCRIPTION,
    TRI_SCOPE_MANAGEMENT_GROUP,
    TRI_SCOPE_TENANT,
} TriScopeKind;

/* The function that makes ids of resources in such a scope out of their type and name
   alone; NULL: none does. */
const char *tri_id_function(TriScopeKind scope);

/* Types of parameters, outputs and values. A set of them is their sum. */
typedef enum TriType {
    TRI_NULL = 1,
    TRI_BOOL = 2,
    TRI_INT = 4,
    TRI_FLOAT = 8,
    TRI_STRING = 16,
    TRI_ARRAY = 32,
    TRI_OBJECT = 64,
    TRI_ANY = 127,
} TriType;

/* What the word behind "type" means. */
typedef struct TriTypeName {
    TriStr name;
    unsigned type; /* a set of TriType */
    bool is_secure;
} TriTypeName;

/* The type called `name`, in any case; any value of an unknown one. */
TriTypeName tri_type_named(TriStr name);

typedef struct TriParameter {
    TriStr name;
    TriSpan name_span;
    TriSpan span;         /* all of it */
    TriExpr *declaration; /* the object with type, defaultValue, $ref, properties … */
    unsigned type;        /* a set of TriType; TRI_ANY when not declared */
    bool is_secure;
    bool is_nullable;
    TriExpr *default_value; /* NULL: none */
    TriExpr *allowed;       /* an array node, or NULL */
} TriParameter;

typedef struct TriVariable {
    TriStr name;
    TriStr label; /* what its author calls it, if not by that; else empty */
    TriSpan name_span;
    TriExpr *value;
} TriVariable;

/* A user function: `name` is "namespace.name". */
typedef struct TriUserFunction {
    TriStr name;
    TriStr label; /* as of a variable */
    TriSpan name_span;
    TriStr *parameters;
    size_t parameter_count;
    TriExpr *body;
} TriUserFunction;

typedef struct TriOutput {
    TriStr name;
    TriSpan name_span;
    TriExpr *value; /* a loop is a copy node */
    TriExpr *condition;
    bool is_secure;
    TriSpan span;      /* all of it */
    TriExpr *metadata; /* NULL: none */
} TriOutput;

/* Where a resource stands: steps of a JSON pointer from the root of the file. */
typedef struct TriPointer {
    const struct TriPointer *parent;
    TriStr name;  /* a member, or … */
    size_t index; /* … an item when the name has no data */
} TriPointer;

/* The pointer as text (RFC 6901). */
TriStr tri_pointer_text(TriArena *arena, const TriPointer *pointer);

/* What tells a resource from the others of its file: its pointer, or in Bicep, where
   it has none, its symbol. */
TriStr tri_resource_place(TriArena *arena, const TriResource *resource);
bool tri_resource_has_pointer(const TriResource *resource);

/*
 * Values given to the parameters of a template: by a parameter file, by a request
 * around the template, or by the deployment that calls it.
 */
typedef enum TriGivenKind {
    TRI_GIVEN_VALUE,
    TRI_GIVEN_KEY_VAULT,   /* a secret that is fetched at deployment */
    TRI_GIVEN_EXPRESSION,  /* an expression where only data is evaluated */
    TRI_GIVEN_PLACEHOLDER, /* text that a pipeline replaces */
} TriGivenKind;

typedef struct TriGiven {
    TriStr name;
    TriSpan name_span;
    TriGivenKind kind;
    TriExpr *value;    /* of an unknown kind: its node all the same, for its span */
    bool is_inherited; /* from a file that the parameter file extends */
    bool is_bare;      /* written without the {"value": …} around it */
} TriGiven;

typedef struct TriGivens {
    TriGiven *items;
    size_t count;
    TriSpan span; /* all of them; the place to say that one is missing */
    /* Whose variables and functions the values name; NULL: those of the template that
       they are given to. */
    const TriTemplate *names;
} TriGivens;

struct TriResource {
    TriTemplate *parent_template;
    TriResource *parent; /* the resource it is written inside, or NULL */
    TriStr symbol;       /* symbolic name, or empty */
    TriPointer pointer;
    TriSpan span;  /* all of its text */
    TriExpr *body; /* the object with all members as written */
    /* The members the language itself reads; NULL when not there. */
    TriExprMember *type;
    TriExprMember *name;
    TriExprMember *condition;
    TriExprMember *properties;
    TriExpr *existing;
    /* The loop, when there is one. */
    TriStr loop_name;
    TriExpr *loop_count; /* NULL: no loop */
    TriSpan loop_span;
    bool is_extension; /* of a non-ARM provider */
    TriStr module;     /* the path of a Bicep module, as written; empty: none */
    TriResource **children;
    size_t child_count;
    TriTemplate *nested; /* of a deployment with an inline template; else NULL.
                            tri_resource_nested gives it with its parts */
};

/* Whether a type has no namespace of its own: it continues its parent's. */
bool tri_type_is_short(TriStr type);

/* Whether `type`, of a resource inside one of type `parent` (empty: none), continues
   that; nothing continues a namespace alone. */
bool tri_type_is_joined(TriStr parent, TriStr type);

/* `type` behind its parent's if it continues that, else as it is. */
TriStr tri_type_join(TriArena *arena, TriStr parent, TriStr type);

/* Its type as it stands in the text, without that of a parent. False when it has none,
   or an expression that makes it. */
bool tri_resource_written_type(const TriResource *resource, TriStr *type);

/* Whether it is that of deployments, or of deployment stacks. */
bool tri_type_is_deployment(TriStr type);
bool tri_type_is_stack(TriStr type);

/* Whether resources of it deploy the template that they have, or link to: one of both.
 */
bool tri_type_deploys(TriStr type);

/* Which types of resources, joined with those of their parents, somebody wants to see.
 */
typedef struct TriWanted {
    bool (*wants)(const void *who, TriStr type);
    const void *who;
} TriWanted;

/*
 * How the parts of a template are made that are left for later. Most templates inside
 * a large one deploy nothing that anybody looks at, which `may_hold` tells before.
 */
typedef struct TriTemplateParts TriTemplateParts;
struct TriTemplateParts {
    void (*make)(const TriTemplateParts *parts, TriTemplate *template);
    bool (*may_hold)(const TriTemplateParts *parts, TriArena *scratch,
                     const TriWanted *wanted);
};

/* What a list has by name: as it is spelt, where that makes a difference, or else in
   any case. */
typedef struct TriNameIndex {
    void **spelt; /* NULL: no two names differ by case alone */
    void **any_case;
    size_t mask; /* of the places in either; some are NULL */
} TriNameIndex;

struct TriTemplate {
    const TriTemplateParts *parts; /* NULL: all are made */
    const TriSource *source;
    TriSpan span;
    TriScopeKind scope;
    bool tells_case;          /* names may differ by case alone */
    bool is_symbolic;         /* resources are an object with symbolic names */
    bool is_inner_by_default; /* for templates inside it (languageVersion 2) */
    bool is_told_secrets;     /* by its deployments: secure outputs too */
    bool is_outer; /* inline, evaluated in the scope of the template around it */
    bool is_made;  /* of a value: it need not be written anywhere as a whole */
    TriStr content_version;
    TriExpr *metadata;    /* an object, or NULL */
    TriExpr *definitions; /* an object of declarations by name, or NULL */
    TriParameter *parameters;
    size_t parameter_count;
    TriVariable *variables;
    size_t variable_count;
    TriUserFunction *functions;
    size_t function_count;
    TriResource **resources; /* top level; children hang below */
    size_t resource_count;
    TriOutput *outputs;
    size_t output_count;
    /* Indices by name, made when the lists are complete (tri_template_index). */
    TriNameIndex parameter_index;
    TriNameIndex variable_index;
    TriNameIndex function_index;
};

typedef TRI_LIST(const TriTemplate *) TriTemplateList;

/* The template inside a deployment, with all its parts; NULL: it has none. */
static inline TriTemplate *tri_resource_nested(const TriResource *resource)
{
    TriTemplate *nested = resource->nested;

    if (nested != NULL && nested->parts != NULL) {
        const TriTemplateParts *parts = nested->parts;

        nested->parts = NULL;
        parts->make(parts, nested);
    }
    return nested;
}

/* Indexes the lists; the last of several with one name counts, in Bicep with one
   spelling. */
void tri_template_index(TriArena *arena, TriTemplate *template);

const TriParameter *tri_template_parameter(const TriTemplate *template, TriStr name);
const TriVariable *tri_template_variable(const TriTemplate *template, TriStr name);
const TriUserFunction *tri_template_function(const TriTemplate *template, TriStr name);

/* What messages call them. */
static inline TriStr tri_variable_label(const TriVariable *variable)
{
    return variable->label.size > 0 ? variable->label : variable->name;
}

static inline TriStr tri_function_label(const TriUserFunction *function)
{
    return function->label.size > 0 ? function->label : function->name;
}

#endif
