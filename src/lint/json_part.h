#ifndef TRI_LINT_JSON_PART_H
#define TRI_LINT_JSON_PART_H

#include "expr/expr.h"
#include "lint/input.h"

/* A part of a JSON file that was parsed. */
typedef struct TriJsonPart {
    TriInput *input;           /* NULL: there is none */
    const TriPointer *pointer; /* to the part; NULL: it is all of the text, or none */
    TriSpan span;
} TriJsonPart;

/* Where `object` (NULL: nothing) is written, if it is an object that is written as a
   whole: what Bicep loads of a file stands there, not where it says so. */
TriJsonPart tri_json_part(TriWorkshop *workshop, const TriExpr *object);

#endif
