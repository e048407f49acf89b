#ifndef TRI_EVAL_VALUE_SET_H
#define TRI_EVAL_VALUE_SET_H

#include "eval/functions.h"

/*
 * Values that are equal in the sense of tri_values_equal count once. Zero is the
 * empty set. An answer is TRI_MAYBE when the value has a part that nobody knows;
 * `*cause` is that part.
 */
typedef struct TriValueSet {
    TriMap keys;
} TriValueSet;

/* Adds `value`; TRI_TRUE when it was there already. */
TriTruth tri_value_set_add(TriCall *call, TriValueSet *set, TriValue value,
                           TriValue *cause);

/* Whether `value` is there. */
TriTruth tri_value_set_has(TriCall *call, const TriValueSet *set, TriValue value,
                           TriValue *cause);

#endif
