#include "lint/copies.h"

static TriCopied *new_group(TriCopies *copies, const TriRules *rules, TriStr type)
{
    TriCopied *copied = TRI_NEW(copies->arena, TriCopied);

    copied->type = type;
    tri_rules_for(copies->arena, rules, type, &copied->entries);
    copied->said = TRI_NEW_ARRAY(copies->arena, TriSaid, copied->entries.count);
    return copied;
}

TriCopied *tri_copies_of(TriCopies *copies, const TriRules *rules,
                         const TriInstance *instance)
{
    if (instance->first == NULL) {
        return NULL;
    }
    TriStr key = tri_str((const char *)&instance->first, sizeof instance->first);
    TriCopied *copied = tri_map_find(&copies->groups, key, TRI_MAP_EXACT);

    /* A type that hangs on the index is another from copy to copy. */
    if (copied == NULL || !tri_str_eq_nocase(copied->type, instance->type.string)) {
        copied = new_group(copies, rules, instance->type.string);
        *tri_map_put(copies->arena, &copies->groups, tri_str_copy(copies->arena, key),
                     TRI_MAP_EXACT) = copied;
    }
    return copied;
}

bool tri_copies_agree(const TriSaid *said, const TriInstance *instance)
{
    if (said->is_spent) {
        return said->is_deployed == instance->is_deployed;
    }
    return said->is_for_all && !instance->is_singular;
}
