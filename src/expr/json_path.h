#ifndef TRI_EXPR_JSON_PATH_H
#define TRI_EXPR_JSON_PATH_H

#include "base/list.h"
#include "expr/expr.h"

/*
 * JSONPath over literal trees, as loadJsonContent and loadYamlContent take it
 * (bicep-language.md 3.10): names, indices, slices, unions of them, wildcards,
 * descent and filters that compare. Names compare exactly.
 */
typedef TRI_LIST(TriExpr *) TriExprList;

/*
 * Appends what `path` selects below `root`, in document order. False, with why, when
 * the path is none that is understood, or selects more than can be gone through.
 */
bool tri_json_path(TriArena *arena, TriExpr *root, TriStr path, TriExprList *found,
                   TriStr *why);

#endif
