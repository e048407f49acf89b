#ifndef TRI_LINT_YAML_H
#define TRI_LINT_YAML_H

#include "expr/expr.h"

/*
 * The first document of a YAML text as a literal tree, for loadYamlContent
 * (bicep-language.md 3.10); every node gets `span`. Plain scalars are read by the core
 * schema of YAML 1.2. What an alias names is shared, not copied. NULL, with why, when
 * it is no YAML, or more of it than is read.
 */
TriExpr *tri_yaml_read(TriArena *arena, TriStr text, TriSpan span, TriStr *why);

#endif
