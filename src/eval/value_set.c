#include "eval/value_set.h"

#include "eval/value_text.h"

TriTruth tri_value_set_add(TriCall *call, TriValueSet *set, TriValue value,
                           TriValue *cause)
{
    TriArena *arena = tri_call_arena(call);
    TriText key = tri_text(arena);

    if (!tri_value_key(call, value, &key, cause)) {
        return TRI_MAYBE;
    }
    void **place = tri_map_put(arena, &set->keys, tri_text_str(&key), TRI_MAP_EXACT);

    if (*place != NULL) {
        return TRI_TRUE;
    }
    *place = set;
    return TRI_FALSE;
}

TriTruth tri_value_set_has(TriCall *call, const TriValueSet *set, TriValue value,
                           TriValue *cause)
{
    TriText key = tri_text(tri_call_arena(call));

    if (!tri_value_key(call, value, &key, cause)) {
        return TRI_MAYBE;
    }
    return tri_map_find(&set->keys, tri_text_str(&key), TRI_MAP_EXACT) == NULL
               ? TRI_FALSE
               : TRI_TRUE;
}
