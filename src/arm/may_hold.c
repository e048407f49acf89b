#include "arm/may_hold.h"

typedef struct Search {
    TriArena *scratch;
    const TriJson *json;
    const TriWanted *wanted;
} Search;

/* The members of a resource that say what it deploys. */
typedef struct Members {
    const TriJsonNode *type;
    const TriJsonNode *properties;
    const TriJsonNode *children;
} Members;

static bool may_hold(const Search *search, const TriJsonNode *template);

/* False when it is not plain which ones count: a name has an escape or stands twice. */
static bool find_members(const Search *search, const TriJsonNode *resource,
                         Members *members)
{
    const struct {
        TriStr name;
        const TriJsonNode **value;
    } members_read[] = {
        { TRI_STR("type"), &members->type },
        { TRI_STR("properties"), &members->properties },
        { TRI_STR("resources"), &members->children },
    };

    tri_json_each_member (name, resource) {
        TriStr text = tri_json_raw(search->json, name);

        for (size_t i = 0; i < sizeof members_read / sizeof *members_read; i++) {
            if (!tri_str_eq_nocase(text, members_read[i].name)) {
                continue;
            }
            if (*members_read[i].value != NULL) {
                return false;
            }
            *members_read[i].value = name + 1;
        }
        if (name->has_escape) {
            return false;
        }
    }
    return true;
}

/* The type as text, joined with that of its parent (empty: none); false when it is no
   plain text. */
static bool read_type(const Search *search, const TriJsonNode *node, TriStr parent,
                      TriStr *type)
{
    if (node == NULL || node->type != TRI_JSON_STRING || node->has_escape) {
        return false;
    }
    *type = tri_type_join(search->scratch, parent, tri_json_raw(search->json, node));
    return !tri_str_has_prefix(*type, TRI_STR("["));
}

static bool may_any_be(const Search *search, const TriJsonNode *resources,
                       TriStr parent);

static bool may_be(const Search *search, const TriJsonNode *resource, TriStr parent)
{
    Members members = { 0 };
    TriStr type;

    if (resource->type != TRI_JSON_OBJECT ||
        !find_members(search, resource, &members) ||
        !read_type(search, members.type, parent, &type) ||
        search->wanted->wants(search->wanted->who, type) ||
        may_any_be(search, members.children, type)) {
        return true;
    }
    const TriJsonNode *template =
        tri_json_find(search->json, members.properties, TRI_STR("template"));

    return template == NULL || template->type != TRI_JSON_OBJECT
               ? tri_type_deploys(type)
               : may_hold(search, template);
}

/* Of resources in an array, or in an object by symbolic name; those that an expression
   makes may be any. */
static bool may_any_be(const Search *search, const TriJsonNode *resources,
                       TriStr parent)
{
    if (resources == NULL) {
        return false;
    }
    if (resources->type == TRI_JSON_ARRAY) {
        tri_json_each_item (item, resources) {
            if (may_be(search, item, parent)) {
                return true;
            }
        }
    } else if (resources->type == TRI_JSON_OBJECT) {
        tri_json_each_member (name, resources) {
            if (may_be(search, name + 1, parent)) {
                return true;
            }
        }
    }
    return resources->type == TRI_JSON_STRING;
}

static bool may_hold(const Search *search, const TriJsonNode *template)
{
    return may_any_be(search,
                      tri_json_find(search->json, template, TRI_STR("resources")),
                      TRI_STR(""));
}

bool tri_arm_may_hold(TriArena *scratch, const TriJson *json, const TriJsonNode *node,
                      const TriWanted *wanted)
{
    return may_hold(&(Search){ scratch, json, wanted }, node);
}
