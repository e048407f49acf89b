#ifndef TRI_ARM_VALUE_H
#define TRI_ARM_VALUE_H

#include "expr/expr.h"
#include "json/document.h"

/* Where a node of a text comes from that nobody wrote, and what it is if that is known
   better than by the text, or NULL. */
typedef struct TriArmPlace {
    TriSpan span;
    TriExpr *value;
    bool is_secret; /* of an object: all of it, the names of members too */
} TriArmPlace;

/*
 * JSON values as expression nodes. A reader remembers how strings are meant: as
 * expressions where they are in brackets, or, in parameter files, as data.
 */
typedef struct TriArmReader {
    TriFrontEnd front_end; /* first, so that a lazy node finds its reader */
    TriArena *arena;
    TriJson json;
    bool is_data;
    bool is_given; /* data of a parameter file, which may have placeholders */
    const TriArmPlace *places; /* of the nodes, in order; NULL: in the text */
    TriStr symbol; /* of all resources that have none, in place of pointers; or empty */
} TriArmReader;

/* A reader in `arena`. */
const TriArmReader *tri_arm_reader(TriArena *arena, const TriJson *json, bool is_data);

/* One of the values of a parameter file: what has a placeholder in it is not known. */
const TriArmReader *tri_arm_reader_of_given(TriArena *arena, const TriJson *json);

/* `node` as an expression; arrays, objects and bracketed strings are lazy. */
TriExpr *tri_arm_value(const TriArmReader *reader, const TriJsonNode *node);

/* Where a node stands. */
TriSpan tri_arm_span(const TriArmReader *reader, const TriJsonNode *node);

/* The decoded text of a string node. */
TriStr tri_arm_string(const TriArmReader *reader, const TriJsonNode *node);

#endif
