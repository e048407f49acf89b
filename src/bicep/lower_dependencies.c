/* What a resource depends on (bicep-language.md 3.7). */
#include "bicep/scope.h"

TriExpr *tri_bicep_dependencies(TriDeclared *declared, const TriSyntax *written)
{
    TriArena *arena = declared->around->unit->lowering->arena;
    TriExpr *array = tri_expr_new(arena, TRI_EXPR_ARRAY,
                                  tri_bicep_span(declared->body, declared->object));

    (void)written;
    return array;
}
