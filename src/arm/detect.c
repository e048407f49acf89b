#include "arm/detect.h"

static const TriJsonNode *find_string(const TriJson *json, const TriJsonNode *object,
                                      TriStr name)
{
    const TriJsonNode *value = tri_json_find(json, object, name);

    return value != NULL && value->type == TRI_JSON_STRING ? value : NULL;
}

static bool is_object(const TriJsonNode *node)
{
    return node != NULL && node->type == TRI_JSON_OBJECT;
}

static bool schema_has(TriArena scratch, const TriJson *json, const TriJsonNode *object,
                       TriStr part)
{
    const TriJsonNode *schema = find_string(json, object, TRI_STR("$schema"));

    return schema != NULL &&
           tri_str_find_nocase(tri_json_string(&scratch, json, schema), part) !=
               TRI_NOT_FOUND;
}

static bool names_parameter_file(TriArena scratch, const TriJson *json,
                                 const TriJsonNode *object)
{
    return schema_has(scratch, json, object, TRI_STR("deploymentParameters.json"));
}

/* No `$schema`, or one of the schema host that names no template. */
static bool has_open_schema(TriArena scratch, const TriJson *json,
                            const TriJsonNode *object)
{
    return tri_json_find(json, object, TRI_STR("$schema")) == NULL ||
           (schema_has(scratch, json, object, TRI_STR("schema.management.azure.com")) &&
            !names_parameter_file(scratch, json, object));
}

static bool looks_like_resource(const TriJson *json, const TriJsonNode *node)
{
    return node->type == TRI_JSON_OBJECT &&
           tri_json_find(json, node, TRI_STR("type")) != NULL &&
           tri_json_find(json, node, TRI_STR("apiVersion")) != NULL;
}

static bool holds_resource(const TriJson *json, const TriJsonNode *resources)
{
    if (resources->type == TRI_JSON_ARRAY) {
        tri_json_each_item (item, resources) {
            if (looks_like_resource(json, item)) {
                return true;
            }
        }
        return false;
    }
    tri_json_each_member (name, resources) {
        if (looks_like_resource(json, name + 1)) {
            return true;
        }
    }
    return false;
}

static bool has_template_shape(const TriJson *json, const TriJsonNode *object)
{
    const TriJsonNode *resources = tri_json_find(json, object, TRI_STR("resources"));

    if (resources == NULL ||
        (resources->type != TRI_JSON_ARRAY && resources->type != TRI_JSON_OBJECT)) {
        return false;
    }
    return tri_json_find(json, object, TRI_STR("contentVersion")) != NULL ||
           tri_json_find(json, object, TRI_STR("parameters")) != NULL ||
           holds_resource(json, resources);
}

static bool is_template(TriArena scratch, const TriJson *json,
                        const TriJsonNode *object)
{
    if (!is_object(object)) {
        return false;
    }
    return schema_has(scratch, json, object, TRI_STR("deploymentTemplate.json")) ||
           (has_open_schema(scratch, json, object) && has_template_shape(json, object));
}

TriDocument tri_arm_detect(TriArena scratch, const TriJson *json)
{
    const TriJsonNode *root = json->root;
    TriDocument document = { 0 };

    if (!is_object(root)) {
        return document;
    }
    if (is_template(scratch, json, root)) {
        document.kind = TRI_DOCUMENT_TEMPLATE;
        document.template = root;
        return document;
    }
    if (names_parameter_file(scratch, json, root)) {
        document.kind = TRI_DOCUMENT_PARAMETERS;
        document.parameters = tri_arm_find_parameters(json);
        return document;
    }
    const TriJsonNode *properties = tri_json_find(json, root, TRI_STR("properties"));
    const TriJsonNode *inner = tri_json_find(json, properties, TRI_STR("template"));

    if (tri_json_find(json, root, TRI_STR("resources")) == NULL &&
        is_template(scratch, json, inner)) {
        document.kind = TRI_DOCUMENT_WRAPPED;
        document.template = inner;
        document.parameters = tri_json_find(json, properties, TRI_STR("parameters"));
        return document;
    }
    inner = tri_json_find(json, properties, TRI_STR("mainTemplate"));
    if (is_template(scratch, json, inner)) {
        document.kind = TRI_DOCUMENT_SPEC;
        document.template = inner;
    }
    return document;
}

/* A map from names to {"value": …} and its like. */
static bool is_parameter_map(const TriJson *json, const TriJsonNode *object)
{
    tri_json_each_member (name, object) {
        const TriJsonNode *entry = name + 1;

        if (entry->type != TRI_JSON_OBJECT ||
            (tri_json_find(json, entry, TRI_STR("value")) == NULL &&
             tri_json_find(json, entry, TRI_STR("reference")) == NULL &&
             tri_json_find(json, entry, TRI_STR("expression")) == NULL)) {
            return false;
        }
    }
    return object->count > 0;
}

const TriJsonNode *tri_arm_find_parameters(const TriJson *json)
{
    const TriJsonNode *root = json->root;

    if (!is_object(root)) {
        return NULL;
    }
    const TriJsonNode *own = tri_json_find(json, root, TRI_STR("parameters"));

    if (is_object(own)) {
        return own;
    }
    const TriJsonNode *properties = tri_json_find(json, root, TRI_STR("properties"));
    const TriJsonNode *wrapped = tri_json_find(json, properties, TRI_STR("parameters"));

    if (is_object(wrapped)) {
        return wrapped;
    }
    return is_parameter_map(json, root) ? root : NULL;
}
