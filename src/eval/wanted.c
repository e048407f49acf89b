#include "eval/wanted.h"

typedef struct Search {
    TriArena *scratch;
    const TriWanted *wanted;
} Search;

/* The type of a resource as written, joined with that of its parent (empty: it has
   none); false when it has to be evaluated. */
static bool find_type(const Search *search, const TriResource *resource, TriStr parent,
                      TriStr *type)
{
    TriStr written;

    if (!tri_resource_written_type(resource, &written)) {
        return false;
    }
    *type = tri_type_join(search->scratch, parent, written);
    return true;
}

static bool is_wanted(const Search *search, const TriResource *resource, TriStr parent);

static bool is_any_wanted(const Search *search, TriResource **resources, size_t count,
                          TriStr parent)
{
    for (size_t i = 0; i < count; i++) {
        if (is_wanted(search, resources[i], parent)) {
            return true;
        }
    }
    return false;
}

static bool is_wanted(const Search *search, const TriResource *resource, TriStr parent)
{
    const TriTemplate *nested = resource->nested;
    TriStr type;

    if (resource->module.size > 0 || !find_type(search, resource, parent, &type) ||
        search->wanted->wants(search->wanted->who, type) ||
        is_any_wanted(search, resource->children, resource->child_count, type)) {
        return true;
    }
    if (nested == NULL) {
        return tri_type_deploys(type);
    }
    return nested->parts != NULL
               ? nested->parts->may_hold(nested->parts, search->scratch, search->wanted)
               : is_any_wanted(search, nested->resources, nested->resource_count,
                               TRI_STR(""));
}

bool tri_is_wanted(TriArena scratch, const TriWanted *wanted,
                   const TriResource *resource, const TriInstance *parent)
{
    Search search = { &scratch, wanted };

    if (parent == NULL) {
        return is_wanted(&search, resource, TRI_STR(""));
    }
    return parent->type.kind != TRI_STRING ||
           is_wanted(&search, resource, parent->type.string);
}
