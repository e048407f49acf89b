#ifndef TRI_EVAL_COMPOSITE_FORMAT_H
#define TRI_EVAL_COMPOSITE_FORMAT_H

#include "eval/functions.h"

/*
 * The first argument with its holes `{index,width:format}` filled by the others,
 * as .NET's composite formatting does in the invariant culture.
 */
TriValue tri_composite_format(TriCall *call);

#endif
