#ifndef TRI_BICEP_SYNTAX_H
#define TRI_BICEP_SYNTAX_H

#include "bicep/token.h"

/*
 * A Bicep file as it is written (bicep-language.md 2): statements, and in them
 * expressions and types. Names are not looked up here.
 */
typedef struct TriSyntax TriSyntax;
typedef struct TriStatement TriStatement;

typedef enum TriSyntaxKind {
    TRI_SYNTAX_ERROR, /* what could not be read, and was said */
    TRI_SYNTAX_NULL,
    TRI_SYNTAX_BOOL,   /* text: true or false */
    TRI_SYNTAX_NUMBER, /* text: digits */
    TRI_SYNTAX_STRING, /* text: decoded */
    TRI_SYNTAX_FORMAT, /* items: strings and what stands in the holes, in turn */
    TRI_SYNTAX_OBJECT, /* items: members, spreads, nested resources */
    TRI_SYNTAX_MEMBER, /* items: key (string or format), value */
    TRI_SYNTAX_SPREAD, /* items: what is spread */
    TRI_SYNTAX_NESTED, /* statement: a resource inside a resource */
    TRI_SYNTAX_ARRAY,  /* items: values and spreads; in types a tuple */
    TRI_SYNTAX_FOR,    /* text: the item's name; items: collection, body; the index's
                          name stands behind them */
    TRI_SYNTAX_IF,     /* items: condition, body; of resources and modules */
    TRI_SYNTAX_NAME,   /* text; of the type resource 'T@v' the string as only item */
    TRI_SYNTAX_CALL,   /* text: the function; items: arguments */
    TRI_SYNTAX_METHOD, /* text: the function; items: base, arguments */
    TRI_SYNTAX_ACCESS, /* items: base, key */
    TRI_SYNTAX_INSIDE, /* base::text; items: base */
    TRI_SYNTAX_ASSERT, /* base!; items: base */
    TRI_SYNTAX_GROUP,  /* (inner); items: inner */
    TRI_SYNTAX_LAMBDA, /* items: names, body */
    TRI_SYNTAX_UNARY,  /* operation; items: operand */
    TRI_SYNTAX_BINARY, /* operation; items: left, right */
    TRI_SYNTAX_CHOICE, /* items: condition, then, else */
    /* In types only: */
    TRI_SYNTAX_UNION,     /* items */
    TRI_SYNTAX_NULLABLE,  /* items: type */
    TRI_SYNTAX_LIST,      /* type[]; items: item type */
    TRI_SYNTAX_PART,      /* type[*], type.*: of what it is made of; items: type */
    TRI_SYNTAX_REST,      /* *: type, of all other properties; items as of MEMBER */
    TRI_SYNTAX_DECORATED, /* of a member or item; items: decorators, type */
} TriSyntaxKind;

/* A file has one for every ten of its bytes. */
struct TriSyntax {
    TriSyntaxKind kind : 8;
    TriTokenKind operation : 8; /* of UNARY and BINARY */
    bool is_safe : 1;           /* of ACCESS and METHOD: .? and [? … */
    bool is_from_end : 1;       /* … [^ … */
    bool is_member : 1;         /* … by .name, not by [ ] */
    uint32_t start;             /* bytes of the text */
    uint32_t end;
    uint32_t count;
    union {
        TriStr text;
        TriStatement *statement; /* of NESTED */
    };
    TriSyntax *items[];
};

/* A copy with `count` of the items only, from `from` on. */
TriSyntax *tri_syntax_part(TriArena *arena, const TriSyntax *syntax, uint32_t from,
                           uint32_t count);

/* Of FOR: the index's name; NULL: it has none. */
static inline const TriSyntax *tri_syntax_index(const TriSyntax *loop)
{
    return loop->items[loop->count];
}

typedef enum TriStatementKind {
    TRI_STATEMENT_TARGET_SCOPE,
    TRI_STATEMENT_METADATA,
    TRI_STATEMENT_PARAM,
    TRI_STATEMENT_VAR,
    TRI_STATEMENT_TYPE,
    TRI_STATEMENT_FUNC,
    TRI_STATEMENT_RESOURCE,
    TRI_STATEMENT_MODULE,
    TRI_STATEMENT_OUTPUT,
    TRI_STATEMENT_IMPORT,
    TRI_STATEMENT_EXTENSION,
    TRI_STATEMENT_ASSERT,
    TRI_STATEMENT_TEST,
    TRI_STATEMENT_ORCHESTRATED, /* a stack or a rule: nothing that the file deploys */
    TRI_STATEMENT_USING,
    TRI_STATEMENT_EXTENDS,
    TRI_STATEMENT_EXTENSION_CONFIG,
} TriStatementKind;

/* Generated files have millions. */
struct TriStatement {
    TriStatementKind kind : 8;
    bool is_existing : 1;
    bool is_wildcard : 1; /* import * as name */
    uint32_t start;       /* of the keyword, behind the decorators */
    uint32_t end;
    uint32_t name_start;
    uint32_t name_end;
    uint32_t decorator_count;
    union {
        uint32_t parameter_count; /* of a func */
        uint32_t import_count;    /* of an import */
    };
    TriStr name;            /* may be empty */
    TriSyntax *path;        /* of resources the type, else a file; NULL: none */
    TriSyntax *type;        /* NULL: none */
    TriSyntax *value;       /* a body, a value; NULL: none */
    TriSyntax **decorators; /* calls */
    union {
        TriSyntax **parameters; /* names, their types as only items */
        TriSyntax **imports;    /* names, the local one as only item where it differs */
    };
};

typedef struct TriBicepFile {
    const TriSource *source;
    TriStr path; /* it was opened by this name; empty: it has none */
    TriStatement **statements;
    size_t statement_count;
    TriTriviaList trivia; /* pragmas and comments, in order */
} TriBicepFile;

/* The bytes of a node, or of the keyword to the end of a statement. */
static inline TriSpan tri_syntax_span(const TriBicepFile *file, const TriSyntax *syntax)
{
    return tri_span(file->source, syntax->start, syntax->end);
}

/* Those of the name of a statement. */
static inline TriSpan tri_syntax_name_span(const TriBicepFile *file,
                                           const TriStatement *statement)
{
    return tri_span(file->source, statement->name_start, statement->name_end);
}

#endif
