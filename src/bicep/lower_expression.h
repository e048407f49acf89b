#ifndef TRI_BICEP_LOWER_EXPRESSION_H
#define TRI_BICEP_LOWER_EXPRESSION_H

#include "base/text.h"
#include "bicep/scope.h"

/*
 * What the files that lower expressions share (bicep-language.md 3.2, 3.3). Nodes are
 * in the arena of the lowering; `span` is their place, `syntax` the text that they come
 * from.
 */

/* ---- nodes (lower_expression.c) ---- */

TriArena *tri_bicep_arena(const TriBicepScope *scope);

/* What stands in brackets, or before an exclamation mark. */
const TriSyntax *tri_bicep_unwrap(const TriSyntax *syntax);

TriExpr *tri_bicep_string(TriBicepScope *scope, TriStr text, TriSpan span);

/* name('text') */
TriExpr *tri_bicep_call_of_text(TriBicepScope *scope, TriSpan span, const char *name,
                                TriStr text);

/* An object without members, with room for `count`. */
TriExpr *tri_bicep_object(TriBicepScope *scope, TriSpan span, size_t count);

/* Whether items of an object or array are spread. */
bool tri_bicep_has_spread(const TriSyntax *syntax);

/* `modules` is the loop of modules that it is called for, or NULL; its first `others`
   names are given something else. */
TriExpr *tri_bicep_lambda(TriBicepScope *scope, const TriSyntax *syntax,
                          TriDeclared *modules, size_t others);

/* What a name of a file stands for. */
TriExpr *tri_bicep_symbol_value(const TriBicepSymbol *symbol, TriBicepScope *scope,
                                TriSpan span);

/* ---- what is not known (lower_expression.c) ---- */

/* What is not to be had on this disk, or could not be read. What there is to say of
   that goes to the sink of `missing`. */
TriExpr *tri_bicep_missing(TriBicepScope *scope, TriSpan span, TriStr why);

/* A value hangs on an import, so that is said where it is imported; what is extended
   has been told of. */
TriExpr *tri_bicep_missing_import(TriBicepScope *scope, TriSpan span,
                                  const TriBicepSymbol *symbol);

/* What is wrong with the text was said. */
TriExpr *tri_bicep_unread(TriBicepScope *scope, TriSpan span);

/* Whether the declaration of the name could not be read. */
bool tri_bicep_is_unread(const TriBicepSymbol *symbol);

/* ---- accesses (lower_access.c) ---- */

/* base.name, base[key], with `.?` and `[^n]`. */
TriExpr *tri_bicep_access(TriBicepScope *scope, const TriSyntax *syntax);

/* ---- calls (lower_call.c) ---- */

/* The function of a file, or what stands for one, that a call means; NULL: one of the
   library. */
const TriBicepSymbol *tri_bicep_called(TriBicepScope *scope, const TriSyntax *syntax);

/* name(…) */
TriExpr *tri_bicep_function(TriBicepScope *scope, const TriSyntax *syntax);

/* base.name(…) */
TriExpr *tri_bicep_method(TriBicepScope *scope, const TriSyntax *syntax);

/* ---- content of files (lower_content.c) ---- */

/* load…(path[, what[, encoding]]); its arguments stand from `from` on. */
TriExpr *tri_bicep_loaded(TriBicepScope *scope, const TriSyntax *syntax, size_t from);

#endif
