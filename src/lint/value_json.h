#ifndef TRI_LINT_VALUE_JSON_H
#define TRI_LINT_VALUE_JSON_H

#include "base/list.h"
#include "eval/value.h"
#include "json/write.h"

/*
 * Values as JSON: an unknown or secure one as its residual text. Values in error
 * are noted, each once.
 */
typedef struct TriValueWriter {
    TriArena *arena;
    TriJsonWriter *json;
    bool drops_null;                       /* members that are null are left out */
    TRI_LIST(const TriUnknown *) unknowns; /* met on the way, errors among them */
} TriValueWriter;

void tri_write_value(TriValueWriter *writer, TriValue value);

#endif
