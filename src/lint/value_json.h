#ifndef TRI_LINT_VALUE_JSON_H
#define TRI_LINT_VALUE_JSON_H

#include "base/list.h"
#include "base/map.h"
#include "eval/value.h"
#include "json/write.h"

/*
 * Values as JSON: an unknown or secure one, and the unknown name of a member, as its
 * residual text. What is unknown is noted, each once. Beyond TRI_PRINT_BYTES of text or
 * TRI_PRINT_DEPTH levels an ellipsis stands for the rest (of an object, as a member of
 * that name), and that is noted as well.
 */
#define TRI_PRINT_BYTES ((size_t)64 << 20)
#define TRI_PRINT_DEPTH 1000

typedef struct TriValueWriter {
    TriArena *arena;
    TriJsonWriter *json;
    bool drops_null;                       /* members that are null are left out */
    unsigned depth;                        /* of arrays and objects around */
    TRI_LIST(const TriUnknown *) unknowns; /* met on the way, errors among them */
    TriMap met;                            /* the same, by place and reason */
} TriValueWriter;

void tri_write_value(TriValueWriter *writer, TriValue value);

/* The members of `object` whose names are unknown. */
void tri_write_unnamed(TriValueWriter *writer, const TriObject *object);

/* Notes what is unknown of a value that is not written. */
void tri_note_unknown(TriValueWriter *writer, const TriUnknown *unknown);

#endif
