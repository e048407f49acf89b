#ifndef TRI_EVAL_LATER_ITEMS_H
#define TRI_EVAL_LATER_ITEMS_H

#include "base/list.h"
#include "eval/value.h"

typedef TRI_LIST(TriValue) TriItemList;

/* What is done with an item; false: that is enough. */
typedef bool TriItemVisit(void *context, TriValue item);

/*
 * Visits the items that a list has for sure behind those that nobody knows: of
 * "[concat(parameters('more'), createArray('x'))]", the 'x'. Where they stand is not
 * known, so the list does not have them among its own.
 */
void tri_visit_later_items(TriValue list, TriItemVisit *visit, void *context);

/* Appends them. */
void tri_later_items(TriArena *arena, TriValue list, TriItemList *items);

#endif
