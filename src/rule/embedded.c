#include "rule/embedded.h"

void tri_rules_embedded(TriArena *arena, TriRules *rules)
{
    size_t count = tri_embedded_rule_count;

    rules->list.items = tri_embedded_rules;
    rules->list.count = count;
    rules->list.capacity = count;
    for (size_t i = 0; i < count; i++) {
        *tri_map_put(arena, &rules->ids, tri_embedded_rules[i].id, TRI_MAP_NOCASE) =
            rules;
    }
}
