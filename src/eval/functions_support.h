#ifndef TRI_EVAL_FUNCTIONS_SUPPORT_H
#define TRI_EVAL_FUNCTIONS_SUPPORT_H

#include "eval/functions.h"

/*
 * What several families of functions need beside the contract of
 * eval/functions.h: results that are known in part.
 */

/* More alternatives than this are not kept. */
enum { TRI_MOST_ALTERNATIVES = 16 };

/* The types that `value` can be of. */
unsigned tri_value_types(TriValue value);

/* Whether `value` is unknown because the template is wrong. */
bool tri_is_error(TriValue value);

/* What is not known of `value`, which is unknown or open. */
TriValue tri_value_cause(TriValue value);

/* Whether every argument can be of one of `types`. */
bool tri_can_all_be(TriCall *call, unsigned types);

/* An unknown argument, a failure before all others; false when there is none. */
bool tri_find_unknown(TriCall *call, TriValue *unknown);

/* An argument that is a failure; false when there is none. */
bool tri_find_failure(TriCall *call, TriValue *failure);

/* An array that begins with `items`; how it goes on hangs on `cause`. A failure
   makes it a failure. */
TriValue tri_make_open_array(TriCall *call, TriValueList items, TriValue cause);

/* An object with `members`; whether it has others hangs on `cause`. A failure
   makes it a failure. */
TriValue tri_make_open_object(TriCall *call, TriMemberList members, TriValue cause);

/* True, false, or unknown because of `cause`. */
TriValue tri_make_truth(TriCall *call, TriTruth truth, TriValue cause);

/*
 * One of the values that `a` and `b` can be; which one hangs on `cause`. When
 * they are equal it is known.
 */
TriValue tri_make_either(TriCall *call, TriValue a, TriValue b, TriValue cause);

/* What a function makes of the items of an array, some of which may be unknown. */
typedef TriValue TriItemsBody(TriCall *call, TriValue items);

/*
 * What `body` makes of `items`: where some of these are one of a few values each, one
 * of the results that the combinations give, as for arguments (eval/functions.h).
 */
TriValue tri_make_of_items(TriCall *call, TriValue items, TriItemsBody *body);

/* An error: argument `index` is of none of the types `expected`. */
TriValue tri_wrong_type(TriCall *call, size_t index, const char *expected);

/* Copies `value` behind the others; the room was reserved. */
void tri_push_value(TriCall *call, TriValueList *list, TriValue value);

/* Asks for room for `count` more items, or members. */
bool tri_reserve_items(TriCall *call, size_t count);
bool tri_reserve_members(TriCall *call, size_t count);

#endif
