#ifndef TRI_EVAL_SETS_H
#define TRI_EVAL_SETS_H

#include "eval/functions.h"

/*
 * The bodies of union, intersection and distinct: arrays and objects taken as
 * sets. An array is known up to the first item that cannot be told from others.
 */
TriValue tri_set_union(TriCall *call);
TriValue tri_set_intersection(TriCall *call);
TriValue tri_set_distinct(TriCall *call);

#endif
