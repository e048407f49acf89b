#include "lint/copies.h"

#include "base/text.h"

static TriCopied *new_group(TriCopies *copies, const TriRules *rules, TriStr type)
{
    TriCopied *copied = TRI_NEW(copies->arena, TriCopied);

    tri_rules_for(copies->arena, rules, type, &copied->entries);
    copied->said = TRI_NEW_ARRAY(copies->arena, TriSaid, copied->entries.count);
    return copied;
}

TriCopied *tri_copies_of(TriCopies *copies, const TriRules *rules, TriStr type,
                         const TriInstance *instance)
{
    if (instance->first == NULL) {
        return NULL;
    }
    TriArena scratch = *copies->arena;
    TriStr first = tri_str((const char *)&instance->first, sizeof instance->first);
    TriCopied *copied =
        tri_map_find(&copies->groups, TRI_CONCAT(&scratch, first, type), TRI_MAP_EXACT);

    if (copied == NULL) {
        TriStr key = TRI_CONCAT(copies->arena, first, type);

        copied = new_group(copies, rules, type);
        *tri_map_put(copies->arena, &copies->groups, key, TRI_MAP_EXACT) = copied;
    }
    return copied;
}

bool tri_copies_agree(const TriSaid *said, const TriInstance *instance,
                      const TriOverlay *alone)
{
    if (said->alone != alone) {
        return false;
    }
    if (said->is_spent) {
        return said->is_deployed == instance->is_deployed;
    }
    return said->is_for_all && !instance->is_singular;
}
