#include "rule/overlay.h"

#include "rule/identity.h"

TriStr tri_type_of_parent(TriStr type)
{
    size_t slash = tri_str_find_last_char(type, '/');
    TriStr parent = tri_str_slice(type, 0, slash == TRI_NOT_FOUND ? 0 : slash);

    return tri_str_find_char(parent, '/') == TRI_NOT_FOUND ? TRI_STR("") : parent;
}

const TriOverlay *tri_overlay_of(const TriRule *rule, TriStr type, TriStr name)
{
    for (size_t i = 0; i < rule->overlays.count; i++) {
        const TriOverlay *overlay = &rule->overlays.items[i];

        if (tri_types_have(&overlay->types, type) &&
            tri_name_ends_in(name, overlay->name)) {
            return overlay;
        }
    }
    return NULL;
}

bool tri_overlay_is_alone(TriRelations *relations, const TriInstance *child)
{
    TriStr parent = tri_type_of_parent(child->type.string);
    TriTypes types = { .items = &parent, .count = 1 };
    TriRelatives parents = { 0 };

    tri_relations_parent(relations, child, &types, &parents);
    return parents.count == 0;
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
