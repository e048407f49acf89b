#ifndef TRI_ARM_DETECT_H
#define TRI_ARM_DETECT_H

#include "json/document.h"

/*
 * What a JSON file is, by its content (DESIGN 2, "What is read"; docs/input.md).
 * Names compare without case.
 */
typedef enum TriDocumentKind {
    TRI_DOCUMENT_OTHER,
    TRI_DOCUMENT_TEMPLATE,
    TRI_DOCUMENT_WRAPPED,    /* a request or blueprint artifact around a template */
    TRI_DOCUMENT_SPEC,       /* a template spec: deployed only where it is named */
    TRI_DOCUMENT_PARAMETERS, /* a parameter file */
} TriDocumentKind;

typedef struct TriDocument {
    TriDocumentKind kind;
    const TriJsonNode *template;   /* the template's object; else NULL */
    const TriJsonNode *parameters; /* given values, by name: of a parameter file, or
                                      of a wrapper; else NULL */
} TriDocument;

TriDocument tri_arm_detect(TriArena scratch, const TriJson *json);

/*
 * The values in a file that is used as a parameter file, whatever its `$schema`:
 * the object that holds them by name. Also found when the root is that object
 * itself or a request with `properties.parameters`. NULL when there is none.
 */
const TriJsonNode *tri_arm_find_parameters(const TriJson *json);

#endif
