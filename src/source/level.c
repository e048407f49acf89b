#include "tricep/level.h"

#include <stddef.h>

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

bool tri_kind_is_finding(TriKind kind)
{
    return kind == TRI_KIND_FAIL || kind == TRI_KIND_UNDECIDED;
}

const char *const tri_fail_levels[] = { "never", "info", "warning", "error", NULL };
