/* Functions about resources: ids, which are text, and what only the service can
   answer (functions.md 9). */
#include "eval/functions_support.h"

typedef TRI_LIST(TriStr) Parts;

/* ---- ids ---- */

static void add_segment(TriText *id, const char *before, TriStr segment)
{
    tri_text_add_c(id, before);
    tri_text_add(id, segment);
}

/* "Namespace/type/type" and one name for each type, as id segments. False, with
   the error, when they do not go together. */
static bool add_segments(TriCall *call, size_t type_at, TriText *id, TriValue *error)
{
    TriStr type = tri_arg_str(call, type_at);
    size_t names = tri_arg_count(call) - type_at - 1;
    size_t used = 0;
    TriStr segment;

    while (tri_str_has_suffix(type, TRI_STR("/"))) {
        type.size--;
    }
    TriStr rest = type;

    tri_str_split(&rest, '/', &segment);
    add_segment(id, "/providers/", segment);
    while (tri_str_split(&rest, '/', &segment)) {
        if (used < names) {
            TriStr name = tri_arg_str(call, type_at + 1 + used);

            add_segment(id, "/", segment);
            add_segment(id, "/", name);
        }
        used++;
    }
    if (used == names && used > 0) {
        return true;
    }
    *error = tri_call_error(call, "the type '%.*s' needs %zu name%s, not %zu",
                            TRI_ARG(type), used, used == 1 ? "" : "s", names);
    return false;
}

static TriValue finish_id(TriCall *call, size_t type_at, TriText *id)
{
    TriValue error;

    return add_segments(call, type_at, id, &error) ? tri_value_string(tri_text_str(id))
                                                   : error;
}

/* The first of the leading arguments that has a slash inside is the type. */
static bool find_type(TriCall *call, size_t most, size_t *type_at)
{
    for (size_t i = 0; i < tri_arg_count(call) && i <= most; i++) {
        size_t slash = tri_str_find_char(tri_arg_str(call, i), '/');

        if (slash != TRI_NOT_FOUND && slash > 0) {
            *type_at = i;
            return true;
        }
    }
    return false;
}

static TriValue no_type(TriCall *call)
{
    return tri_call_error(call, "no argument is a resource type, as in "
                                "'Microsoft.Web/sites'");
}

/* What the context tells of function().member; false when nothing. */
static bool find_context(TriCall *call, const char *function, const char *member,
                         TriStr *text)
{
    TriValue context = tri_call_context(call, function);

    if (context.kind != TRI_OBJECT) {
        return false;
    }
    size_t place =
        tri_object_find(tri_call_arena(call), context.object, tri_str_from_c(member));

    if (place == TRI_NOT_FOUND) {
        return false;
    }
    TriValue value = tri_object_value(context.object, place);

    *text = value.kind == TRI_STRING ? value.string : (TriStr){ 0 };
    return value.kind == TRI_STRING;
}

static TriValue unknown_id(TriCall *call)
{
    return tri_call_unknown(call, tri_call_runtime(call, TRI_STRING));
}

/* Appends "/subscriptions/ID", given or that of the deployment. */
static bool add_subscription(TriCall *call, bool is_given, TriText *id)
{
    TriStr subscription;

    if (is_given) {
        subscription = tri_arg_str(call, 0);
    } else if (!find_context(call, "subscription", "subscriptionId", &subscription)) {
        return false;
    }
    add_segment(id, "/subscriptions/", subscription);
    return true;
}

static bool add_group(TriCall *call, size_t type_at, TriText *id)
{
    TriStr group;

    if (type_at > 0) {
        group = tri_arg_str(call, type_at - 1);
    } else if (tri_call_scope(call) != TRI_SCOPE_RESOURCE_GROUP) {
        return true;
    } else if (!find_context(call, "resourceGroup", "name", &group)) {
        return false;
    }
    add_segment(id, "/resourceGroups/", group);
    return true;
}

static bool is_above_subscription(TriCall *call)
{
    return tri_call_scope(call) == TRI_SCOPE_TENANT ||
           tri_call_scope(call) == TRI_SCOPE_MANAGEMENT_GROUP;
}

static TriValue resource_id(TriCall *call)
{
    TriText id = tri_text(tri_call_arena(call));
    size_t type_at;
    TriValue error;

    if (!find_type(call, 2, &type_at)) {
        return no_type(call);
    }
    TriText ignored = tri_text(tri_call_arena(call));

    if (!add_segments(call, type_at, &ignored, &error)) {
        return error;
    }
    bool has_scope = type_at > 0 || !is_above_subscription(call);

    if (has_scope && (!add_subscription(call, type_at == 2, &id) ||
                      !add_group(call, type_at, &id))) {
        return unknown_id(call);
    }
    return finish_id(call, type_at, &id);
}

static TriValue subscription_resource_id(TriCall *call)
{
    TriText id = tri_text(tri_call_arena(call));
    size_t type_at;

    if (!find_type(call, 1, &type_at)) {
        return no_type(call);
    }
    return add_subscription(call, type_at == 1, &id) ? finish_id(call, type_at, &id)
                                                     : unknown_id(call);
}

static TriValue tenant_resource_id(TriCall *call)
{
    TriText id = tri_text(tri_call_arena(call));

    return finish_id(call, 0, &id);
}

static TriValue management_group_resource_id(TriCall *call)
{
    TriText id = tri_text(tri_call_arena(call));
    TriStr group;
    size_t type_at;

    if (!find_type(call, 1, &type_at)) {
        return no_type(call);
    }
    if (type_at == 1) {
        group = tri_arg_str(call, 0);
    } else if (!find_context(call, "managementGroup", "name", &group)) {
        return unknown_id(call);
    }
    add_segment(&id, "/providers/Microsoft.Management/managementGroups/", group);
    return finish_id(call, type_at, &id);
}

static TriValue extension_resource_id(TriCall *call)
{
    TriText id = tri_text(tri_call_arena(call));

    tri_text_add(&id, tri_arg_str(call, 0));
    return finish_id(call, 1, &id);
}

/* ---- what the service answers ---- */

/* The resource around its properties, of which some are known. */
static TriValue whole_resource(TriCall *call, TriValue properties)
{
    TriValue self = tri_call_runtime(call, TRI_OBJECT);
    TriMember *member = TRI_NEW(tri_call_arena(call), TriMember);

    member->name = TRI_STR("properties");
    member->value =
        tri_make_partial(call, tri_call_member(call, self, "properties", TRI_OBJECT),
                         properties.object->members, properties.object->count);
    return tri_make_partial(call, self, member, 1);
}

/* Runtime state, but for the outputs of a deployment whose template is here. */
static TriValue reference(TriCall *call)
{
    TriValue failure;

    if (tri_find_failure(call, &failure)) {
        return tri_call_unknown(call, failure);
    }
    TriValue state = tri_call_deployed(call, tri_arg(call, 0));
    TriValue form = tri_arg_count(call) < 3 ? tri_value_null() : tri_arg(call, 2);

    if (state.kind != TRI_OBJECT || form.kind == TRI_NULL) {
        return state;
    }
    if (form.kind != TRI_STRING) {
        return tri_call_unknown(call, form);
    }
    return tri_str_eq_nocase(form.string, TRI_STR("Full")) ? whole_resource(call, state)
                                                           : state;
}

/* What is written of a resource, by its symbol, and its id. */
static TriValue resource_info(TriCall *call)
{
    static const char *const written[] = { "name", "type", "apiVersion", "location" };
    TriMemberList members = { 0 };
    TriMap index = { 0 };
    TriValue self = tri_call_runtime(call, TRI_OBJECT);
    TriValue body = tri_call_declared(call, tri_arg_str(call, 0));

    if (body.kind != TRI_OBJECT) {
        return self;
    }
    if (body.is_secure) {
        tri_call_taint(call);
    }
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        TriStr name = tri_str_from_c(written[i]);
        size_t place = tri_object_find_last(tri_call_arena(call), body.object, name);

        if (place != TRI_NOT_FOUND) {
            tri_member_put(call, &members, &index, name,
                           body.object->members[place].value);
        }
    }
    TriValue id = tri_call_declared_id(call, tri_arg_str(call, 0));

    if (id.kind != TRI_NULL) {
        tri_member_put(call, &members, &index, TRI_STR("id"), id);
    }
    return tri_make_partial(call, self, members.items, members.count);
}

static TriValue role_definitions(TriCall *call)
{
    TriMemberList members = { 0 };
    TriMap index = { 0 };
    TriValue self = tri_call_runtime(call, TRI_OBJECT);

    tri_member_put(call, &members, &index, TRI_STR("id"),
                   tri_call_member(call, self, "id", TRI_STRING));
    tri_member_put(call, &members, &index, TRI_STR("roleDefinitionId"),
                   tri_call_member(call, self, "roleDefinitionId", TRI_STRING));
    return tri_make_partial(call, self, members.items, members.count);
}

enum { MORE_STRINGS = TRI_STRING | TRI_MORE };

const TriFunction tri_resource_functions[] = {
    { "resourceId", resource_id, TRI_STRING, { TRI_STRING, MORE_STRINGS }, 0 },
    { "subscriptionResourceId",
      subscription_resource_id,
      TRI_STRING,
      { TRI_STRING, MORE_STRINGS },
      0 },
    { "tenantResourceId",
      tenant_resource_id,
      TRI_STRING,
      { TRI_STRING, MORE_STRINGS },
      0 },
    { "managementGroupResourceId",
      management_group_resource_id,
      TRI_STRING,
      { TRI_STRING, MORE_STRINGS },
      0 },
    { "extensionResourceId",
      extension_resource_id,
      TRI_STRING,
      { TRI_STRING, TRI_STRING, MORE_STRINGS },
      0 },
    { "reference",
      reference,
      TRI_OBJECT,
      { TRI_STRING, TRI_STRING | TRI_OPTIONAL, TRI_STRING | TRI_OPTIONAL },
      TRI_LIFTS },
    { "references",
      NULL,
      TRI_ARRAY,
      { TRI_STRING, TRI_STRING | TRI_OPTIONAL },
      TRI_RUNTIME },
    { "resourceInfo", resource_info, TRI_OBJECT, { TRI_STRING }, 0 },
    { "list",
      NULL,
      TRI_ANY,
      { TRI_STRING, TRI_STRING | TRI_OPTIONAL, TRI_ANY | TRI_OPTIONAL },
      TRI_RUNTIME | TRI_SECRET },
    { "pickZones",
      NULL,
      TRI_ARRAY,
      { TRI_STRING, TRI_STRING, TRI_STRING, TRI_INT | TRI_OPTIONAL,
        TRI_INT | TRI_OPTIONAL },
      TRI_RUNTIME },
    { "providers",
      NULL,
      TRI_OBJECT,
      { TRI_STRING, TRI_STRING | TRI_OPTIONAL },
      TRI_RUNTIME },
    { "roleDefinitions", role_definitions, TRI_OBJECT, { TRI_STRING }, 0 },
    { "toLogicalZone",
      NULL,
      TRI_STRING,
      { TRI_STRING, TRI_STRING, TRI_STRING },
      TRI_RUNTIME },
    { "toPhysicalZone",
      NULL,
      TRI_STRING,
      { TRI_STRING, TRI_STRING, TRI_STRING },
      TRI_RUNTIME },
    { "toLogicalZones",
      NULL,
      TRI_ARRAY,
      { TRI_STRING, TRI_STRING, TRI_ARRAY },
      TRI_RUNTIME },
    { "toPhysicalZones",
      NULL,
      TRI_ARRAY,
      { TRI_STRING, TRI_STRING, TRI_ARRAY },
      TRI_RUNTIME },
    { "target", NULL, TRI_OBJECT, { TRI_STRING | TRI_OPTIONAL }, TRI_RUNTIME },
    { "extensions", NULL, TRI_OBJECT, { TRI_STRING }, TRI_RUNTIME },
    { 0 },
};
