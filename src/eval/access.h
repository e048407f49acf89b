#ifndef TRI_EVAL_ACCESS_H
#define TRI_EVAL_ACCESS_H

#include "eval/eval.h"

/* base[key], or base.key with a string: every rule of arm-language.md 3. */
TriValue tri_eval_access(const TriScope *scope, TriValue base, TriValue key,
                         TriExpr *expr);

/* Item `index` of an array, or the value of that member of an object, which must be
   there, for someone who takes one after the other: secure if `base` is. */
TriValue tri_eval_part(TriEval *eval, TriValue base, size_t index);

/*
 * Member `name` of `base` for someone who only looks: kind 0 when there is none,
 * also when `base` is no object; unknown when that is not known. Of several values that
 * `base` can be, one of the members that they have, with kind 0 for one that has none;
 * where some of these are not known, its branches (eval/value.h) tell.
 */
TriValue tri_eval_member(TriEval *eval, TriValue base, TriStr name);

/* Member `name` of one of several values, all of which have it: one of several, too,
   known or not. */
TriValue tri_eval_common_member(TriEval *eval, TriValue base, TriStr name);

/* What stands for base.name in print, and unknown with it. */
TriValue tri_unknown_member(TriEval *eval, TriValue base, const char *name,
                            unsigned type);

#endif
