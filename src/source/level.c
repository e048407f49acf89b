#include "tricep/level.h"

const char *tri_level_name(TriLevel level)
{
    static const char *const names[] = {
#define X(id, text) [TRI_LEVEL_##id] = text,
        TRI_LEVELS(X)
#undef X
    };

    return names[level];
}

const char *tri_kind_name(TriKind kind)
{
    static const char *const names[] = {
#define X(id, text) [TRI_KIND_##id] = text,
        TRI_KINDS(X)
#undef X
    };

    return names[kind];
}
