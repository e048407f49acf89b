/* Functions of the template, its deployment and its scope (functions.md 8). */
#include "eval/functions_support.h"

static TriValue parameters(TriCall *call)
{
    return tri_call_parameter(call, tri_arg_str(call, 0));
}

static TriValue variables(TriCall *call)
{
    return tri_call_variable(call, tri_arg_str(call, 0));
}

/* It fails, whether its message is known or not. */
static TriValue fail(TriCall *call)
{
    TriValue message = tri_arg(call, 0);

    if (tri_is_failure(message)) {
        return tri_call_unknown(call, message);
    }
    if (message.kind == TRI_UNKNOWN) {
        return tri_call_error(call, "its message is not known");
    }
    return tri_call_error(call, "%.*s", TRI_ARG(message.string));
}

/* Whether a copy of unknown count calls its index by another name than this. */
static bool has_own_words(TriValue index)
{
    return index.residual != NULL &&
           tri_str_eq(index.residual->function, TRI_STR("lambdaVariables"));
}

/* copyIndex(), copyIndex(offset), copyIndex(loop), copyIndex(loop, offset) */
static TriValue copy_index(TriCall *call)
{
    size_t count = tri_arg_count(call);
    bool has_name = count > 0 && tri_arg(call, 0).kind == TRI_STRING;
    bool has_offset = count > (has_name ? 1 : 0);

    if (count == 2 && !has_name) {
        return tri_call_error(call, "the first of two arguments must be a loop's name");
    }
    TriStr name = has_name ? tri_arg_str(call, 0) : (TriStr){ 0 };
    TriValue index = tri_call_loop_index(call, name);
    int64_t offset = has_offset ? tri_arg_int(call, count - 1) : 0;

    if (index.kind != TRI_INT) {
        return has_own_words(index) && !has_offset ? index
                                                   : tri_call_unknown(call, index);
    }
    if (__builtin_add_overflow(index.integer, offset, &index.integer)) {
        return tri_call_error(call, "the result does not fit 64 bits");
    }
    return tri_value_int(index.integer);
}

/* ---- what only Azure, or the context, can answer ---- */

typedef struct Known {
    const char *name;
    unsigned type;
    const char *text; /* the value, where everybody knows it */
} Known;

/* What the context tells of a member; null when nothing. */
static TriValue told(TriCall *call, TriValue context, const char *name)
{
    if (context.kind != TRI_OBJECT) {
        return tri_value_null();
    }
    size_t place =
        tri_object_find(tri_call_arena(call), context.object, tri_str_from_c(name));

    return place == TRI_NOT_FOUND ? tri_value_null()
                                  : tri_object_value(context.object, place);
}

static TriValue member_value(TriCall *call, TriValue self, TriValue context,
                             const Known *known)
{
    TriValue value = told(call, context, known->name);

    if (value.kind != TRI_NULL) {
        return value;
    }
    return known->text != NULL ? tri_value_string(tri_str_from_c(known->text))
                               : tri_call_member(call, self, known->name, known->type);
}

static bool is_listed(const Known *known, TriStr name)
{
    for (; known->name != NULL; known++) {
        if (tri_str_eq_nocase(tri_str_from_c(known->name), name)) {
            return true;
        }
    }
    return false;
}

/* The members of `known`, then what else the context tells. Nobody knows whether
   there are more. */
static TriValue describe(TriCall *call, const char *function, const Known *known)
{
    TriMemberList members = { 0 };
    TriMap index = { 0 };
    TriValue self = tri_call_runtime(call, TRI_OBJECT);
    TriValue context = tri_call_context(call, function);

    for (const Known *row = known; row->name != NULL; row++) {
        tri_member_put(call, &members, &index, tri_str_from_c(row->name),
                       member_value(call, self, context, row));
    }
    for (size_t i = 0; context.kind == TRI_OBJECT && i < context.object->count; i++) {
        const TriMember *member = &context.object->members[i];

        if (!is_listed(known, member->name)) {
            tri_member_put(call, &members, &index, member->name, member->value);
        }
    }
    return tri_make_partial(call, self, members.items, members.count);
}

static TriValue subscription(TriCall *call)
{
    static const Known known[] = {
        { "id", TRI_STRING, NULL },
        { "subscriptionId", TRI_STRING, NULL },
        { "tenantId", TRI_STRING, NULL },
        { "displayName", TRI_STRING, NULL },
        { 0 },
    };

    return describe(call, "subscription", known);
}

/* An object with one member. */
static TriValue single(TriCall *call, const char *name, TriValue value)
{
    TriMember *member = TRI_NEW(tri_call_arena(call), TriMember);

    member->name = tri_str_from_c(name);
    member->value = value;
    return tri_make_object(call, member, 1, false);
}

static void put_missing(TriCall *call, TriMemberList *members, TriMap *index,
                        TriValue object, const char *name, TriValue value)
{
    if (told(call, object, name).kind == TRI_NULL) {
        tri_member_put(call, members, index, tri_str_from_c(name), value);
    }
}

/* Those of `object`; of anything else, none. */
static void put_members(TriCall *call, TriMemberList *members, TriMap *index,
                        TriValue object)
{
    for (size_t i = 0; object.kind == TRI_OBJECT && i < object.object->count; i++) {
        const TriMember *member = &object.object->members[i];

        tri_member_put(call, members, index, member->name, member->value);
    }
}

static TriValue with_member(TriCall *call, TriValue object, TriValue context,
                            const char *name, TriValue value)
{
    TriMemberList members = { 0 };
    TriMap index = { 0 };

    put_members(call, &members, &index, object);
    put_missing(call, &members, &index, context, name, value);
    return tri_make_partial(call, object, members.items, members.count);
}

static TriValue resource_group(TriCall *call)
{
    static const Known known[] = {
        { "id", TRI_STRING, NULL },
        { "name", TRI_STRING, NULL },
        { "type", TRI_STRING, "Microsoft.Resources/resourceGroups" },
        { "location", TRI_STRING, NULL },
        { "tags", TRI_OBJECT, NULL },
        { 0 },
    };
    TriValue state =
        single(call, "provisioningState", tri_value_string(TRI_STR("Succeeded")));

    return with_member(call, describe(call, "resourceGroup", known),
                       tri_call_context(call, "resourceGroup"), "properties", state);
}

static TriValue management_group(TriCall *call)
{
    static const Known known[] = {
        { "id", TRI_STRING, NULL },
        { "name", TRI_STRING, NULL },
        { "type", TRI_STRING, NULL },
        { "properties", TRI_OBJECT, NULL },
        { 0 },
    };

    return describe(call, "managementGroup", known);
}

static TriValue tenant(TriCall *call)
{
    static const Known known[] = {
        { "tenantId", TRI_STRING, NULL },
        { "displayName", TRI_STRING, NULL },
        { "country", TRI_STRING, NULL },
        { "countryCode", TRI_STRING, NULL },
        { 0 },
    };

    return describe(call, "tenant", known);
}

static TriValue deployer(TriCall *call)
{
    static const Known known[] = {
        { "objectId", TRI_STRING, NULL },
        { "tenantId", TRI_STRING, NULL },
        { "userPrincipalName", TRI_STRING, NULL },
        { 0 },
    };

    return describe(call, "deployer", known);
}

/* The address of the template, which in print stands for itself. */
static TriValue template_uri(TriCall *call, TriValue properties)
{
    TriValue uri = tri_call_template_uri(call);
    TriValue link = tri_call_member(call, properties, "templateLink", TRI_OBJECT);

    uri.residual = tri_call_member(call, link, "uri", TRI_STRING).residual;
    return uri;
}

/* properties of deployment(): what the context tells, and what the template itself
   does. */
static TriValue deployment_properties(TriCall *call, TriValue self, TriValue given)
{
    TriValue properties = tri_call_member(call, self, "properties", TRI_OBJECT);
    TriMemberList members = { 0 };
    TriMap index = { 0 };
    TriValue version = tri_call_content_version(call);
    TriValue link = template_uri(call, properties);

    put_members(call, &members, &index, given);
    if (version.kind != TRI_NULL) {
        put_missing(call, &members, &index, given, "template",
                    single(call, "contentVersion", version));
    }
    if (link.kind != TRI_NULL) {
        put_missing(call, &members, &index, given, "templateLink",
                    single(call, "uri", link));
    }
    return tri_make_partial(call, properties, members.items, members.count);
}

static TriValue deployment(TriCall *call)
{
    static const Known known[] = { { "name", TRI_STRING, NULL }, { 0 } };
    TriValue object = describe(call, "deployment", known);
    TriValue given = told(call, tri_call_context(call, "deployment"), "properties");

    return with_member(call, object, tri_value_null(), "properties",
                       deployment_properties(call, object, given));
}

static const Known cloud[] = {
    { "name", TRI_STRING, "AzureCloud" },
    { "gallery", TRI_STRING, "https://gallery.azure.com/" },
    { "graph", TRI_STRING, "https://graph.windows.net/" },
    { "portal", TRI_STRING, "https://portal.azure.com" },
    { "graphAudience", TRI_STRING, "https://graph.windows.net/" },
    { "activeDirectoryDataLake", TRI_STRING, "https://datalake.azure.net/" },
    { "batch", TRI_STRING, "https://batch.core.windows.net/" },
    { "media", TRI_STRING, "https://rest.media.azure.net" },
    { "sqlManagement", TRI_STRING, "https://management.core.windows.net:8443/" },
    { "resourceManager", TRI_STRING, "https://management.azure.com/" },
    { 0 },
};

static const Known cloud_suffixes[] = {
    { "acrLoginServer", TRI_STRING, ".azurecr.io" },
    { "azureDatalakeAnalyticsCatalogAndJob", TRI_STRING, "azuredatalakeanalytics.net" },
    { "azureDatalakeStoreFileSystem", TRI_STRING, "azuredatalakestore.net" },
    { "azureFrontDoorEndpointSuffix", TRI_STRING, "azurefd.net" },
    { "keyvaultDns", TRI_STRING, ".vault.azure.net" },
    { "sqlServerHostname", TRI_STRING, ".database.windows.net" },
    { "storage", TRI_STRING, "core.windows.net" },
    { 0 },
};

static const Known cloud_authentication[] = {
    { "loginEndpoint", TRI_STRING, "https://login.microsoftonline.com/" },
    { "tenant", TRI_STRING, "common" },
    { "identityProvider", TRI_STRING, "AAD" },
    { 0 },
};

static void put_texts(TriCall *call, TriMemberList *members, TriMap *index,
                      const Known *known)
{
    for (; known->name != NULL; known++) {
        tri_member_put(call, members, index, tri_str_from_c(known->name),
                       tri_value_string(tri_str_from_c(known->text)));
    }
}

static TriValue cloud_login(TriCall *call)
{
    TriMemberList members = { 0 };
    TriMap index = { 0 };
    TriValue *audiences = TRI_NEW_ARRAY(tri_call_arena(call), TriValue, 2);

    audiences[0] = tri_value_string(TRI_STR("https://management.core.windows.net/"));
    audiences[1] = tri_value_string(TRI_STR("https://management.azure.com/"));
    put_texts(call, &members, &index, cloud_authentication);
    tri_member_put(call, &members, &index, TRI_STR("audiences"),
                   tri_make_array(call, audiences, 2, false));
    return tri_make_object(call, members.items, members.count, false);
}

/* Another cloud, as far as the context tells of it. */
static TriValue other_cloud(TriCall *call)
{
    static const Known known[] = {
        { "name", TRI_STRING, NULL },
        { "gallery", TRI_STRING, NULL },
        { "graph", TRI_STRING, NULL },
        { "portal", TRI_STRING, NULL },
        { "graphAudience", TRI_STRING, NULL },
        { "activeDirectoryDataLake", TRI_STRING, NULL },
        { "batch", TRI_STRING, NULL },
        { "media", TRI_STRING, NULL },
        { "sqlManagement", TRI_STRING, NULL },
        { "resourceManager", TRI_STRING, NULL },
        { "vmImageAliasDoc", TRI_STRING, NULL },
        { "authentication", TRI_OBJECT, NULL },
        { "suffixes", TRI_OBJECT, NULL },
        { 0 },
    };

    return describe(call, "environment", known);
}

static TriValue environment(TriCall *call)
{
    TriMemberList members = { 0 };
    TriMemberList suffixes = { 0 };
    TriMap index = { 0 };
    TriMap suffix_index = { 0 };

    if (tri_call_context(call, "environment").kind != TRI_NULL) {
        return other_cloud(call);
    }
    put_texts(call, &members, &index, cloud);
    put_texts(call, &suffixes, &suffix_index, cloud_suffixes);
    tri_member_put(call, &members, &index, TRI_STR("vmImageAliasDoc"),
                   tri_call_member(call, tri_call_runtime(call, TRI_OBJECT),
                                   "vmImageAliasDoc", TRI_STRING));
    tri_member_put(call, &members, &index, TRI_STR("authentication"),
                   cloud_login(call));
    tri_member_put(call, &members, &index, TRI_STR("suffixes"),
                   tri_make_object(call, suffixes.items, suffixes.count, false));
    return tri_make_object(call, members.items, members.count, false);
}

const TriFunction tri_deployment_functions[] = {
    { "parameters", parameters, TRI_ANY, { TRI_STRING }, 0 },
    { "variables", variables, TRI_ANY, { TRI_STRING }, 0 },
    { "copyIndex",
      copy_index,
      TRI_INT,
      { TRI_STRING | TRI_INT | TRI_OPTIONAL, TRI_INT | TRI_OPTIONAL },
      0 },
    { "fail", fail, TRI_ANY, { TRI_STRING }, TRI_LIFTS },
    { "deployer", deployer, TRI_OBJECT, { 0 }, 0 },
    { "deployment", deployment, TRI_OBJECT, { 0 }, 0 },
    { "environment", environment, TRI_OBJECT, { 0 }, 0 },
    { "managementGroup", management_group, TRI_OBJECT, { 0 }, 0 },
    { "resourceGroup", resource_group, TRI_OBJECT, { 0 }, 0 },
    { "subscription", subscription, TRI_OBJECT, { 0 }, 0 },
    { "tenant", tenant, TRI_OBJECT, { 0 }, 0 },
    { "newGuid", NULL, TRI_STRING, { 0 }, TRI_RUNTIME | TRI_DEFAULT },
    { "utcNow",
      NULL,
      TRI_STRING,
      { TRI_STRING | TRI_OPTIONAL },
      TRI_RUNTIME | TRI_DEFAULT },
    { "externalInput",
      NULL,
      TRI_ANY,
      { TRI_STRING, TRI_ANY | TRI_OPTIONAL },
      TRI_RUNTIME },
    { "externalInputs", NULL, TRI_ANY, { TRI_STRING }, TRI_RUNTIME },
    { 0 },
};
