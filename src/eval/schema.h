#ifndef TRI_EVAL_SCHEMA_H
#define TRI_EVAL_SCHEMA_H

#include "eval/eval.h"

/*
 * What is declared of the value of a parameter, and of every part of it
 * (arm-language.md 7). The declarations stay the data: a schema is read from one when
 * somebody asks, one level deep and once, and what its $ref leads to is merged into it.
 * Types may therefore name themselves. What cannot be read says nothing.
 *
 * Names compare without case, as the service compares them.
 */
typedef struct TriSchema TriSchema;

/* The schema of a property, an item, a definition … */
typedef struct TriSchemaPart {
    TriStr name;
    TriExpr *declaration;
    TriSchema *schema; /* NULL: not read yet */
} TriSchemaPart;

/* Those that stand beside one another, by name or by place. */
typedef struct TriSchemaParts {
    TriSchemaPart *items;
    size_t count;
    TriMap by_name;
    TriSchemaPart **required; /* see tri_schema_read_required */
    size_t required_count;
} TriSchemaParts;

/* A list of allowedValues. */
typedef struct TriAllowed TriAllowed;

typedef struct TriBound {
    bool is_there;
    int64_t value;
} TriBound;

/* What says more than the type of a value. Merging takes what is not said yet. */
struct TriSchema {
    unsigned type; /* a set of TriType */
    bool is_nullable;
    bool is_closed;    /* properties other than those that are declared are wrong */
    bool has_no_items; /* other than those of `prefix` */
    TriAllowed *allowed;
    TriBound least_value;
    TriBound most_value;
    TriBound least_length;
    TriBound most_length;
    TriSchemaParts *properties;
    TriSchemaPart *additional; /* of all other properties */
    TriSchemaPart *items;      /* of all items behind `prefix` */
    TriSchemaParts *prefix;
    /* The property whose value tells which of the types it is. */
    TriStr discriminator;
    TriSchemaParts *mapping;
};

/* The schemas of the parameters of a deployment. */
typedef struct TriSchemas {
    const TriDeployment *deployment;
    TriSchemaParts *definitions; /* NULL: nobody asked for one */
    unsigned links;              /* of $ref that are being followed */
} TriSchemas;

/* The schema that `declaration` is. */
TriSchema tri_schema_read(TriSchemas *schemas, TriExpr *declaration);

const TriSchema *tri_schema_of(TriSchemas *schemas, TriSchemaPart *part);

/* The part called `name`; NULL: there is none. */
TriSchemaPart *tri_schema_find(const TriSchemaParts *parts, TriStr name);

/* Finds out which of the properties must be there. */
void tri_schema_read_required(TriSchemas *schemas, TriSchemaParts *properties);

/* The part that was meant by `name`, for "did you mean"; may be empty. */
TriStr tri_schema_nearest(const TriSchemaParts *parts, TriStr name);

/* Whether the value, which is known, or every item of it, is one of those allowed. */
bool tri_schema_allows(const TriSchemas *schemas, TriAllowed *allowed, TriValue value);

#endif
