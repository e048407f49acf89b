#include "rule/overlay.h"

#include "rule/identity.h"

TriStr tri_type_of_parent(TriStr type)
{
    size_t slash = tri_str_find_last_char(type, '/');
    TriStr parent = tri_str_slice(type, 0, slash == TRI_NOT_FOUND ? 0 : slash);

    return tri_str_find_char(parent, '/') == TRI_NOT_FOUND ? TRI_STR("") : parent;
}

static bool is_called(TriArena *scratch, const TriInstance *instance, TriStr part)
{
    return tri_name_ends_in(tri_name_key(scratch, tri_instance_name(instance)), part);
}

const TriOverlay *tri_overlay_alone(TriRelations *relations, const TriRuleEntry *entry,
                                    const TriInstance *child)
{
    const TriRule *rule = entry->rule;

    for (size_t i = 0; i < rule->overlays.count; i++) {
        const TriOverlay *overlay = &rule->overlays.items[i];
        TriRelatives parents = { 0 };

        if (tri_types_have(&overlay->types, child->type.string) &&
            is_called(relations->scratch, child, overlay->name)) {
            tri_relations_parent(relations, child, &entry->entry->types, &parents);
            return parents.count == 0 ? overlay : NULL;
        }
    }
    return NULL;
}

TriValue tri_overlay_elsewhere(void)
{
    static const TriUnknown unknown = {
        .reason = TRI_REASON_RUNTIME,
        .type = TRI_ANY,
        .why = TRI_STR_INIT("the resource that it belongs to is not deployed here"),
    };

    return tri_value_unknown(&unknown);
}
