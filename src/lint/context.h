#ifndef TRI_LINT_CONTEXT_H
#define TRI_LINT_CONTEXT_H

#include "eval/eval.h"
#include "lint/workshop.h"
#include "json/document.h"

/*
 * What --context tells: a JSON object whose members (subscription, resourceGroup,
 * deployment …) are what the functions of that name return (DESIGN 3).
 */

/* Reads the file; it lives in the workshop. */
TriStatus tri_context_read(TriWorkshop *workshop, TriStr path, const TriJson **context,
                           TriError *error);

/* The same of a text. */
TriStatus tri_context_parse(TriWorkshop *workshop, TriStr text, const TriJson **context,
                            TriError *error);

/* The context as a value; null for NULL. */
TriValue tri_context_value(TriWorkshop *workshop, const TriJson *context,
                           const TriScope *scope);

#endif
