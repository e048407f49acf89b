/* Fields of Azure Policy (docs/policies.md) as paths of resources. */
#include "rule/policy_aliases.h"

#include "base/text.h"

/* An alias that begins with `from` leads to `to`, with what is behind it: that stands
   there, or in the properties there (`is_nested`). */
typedef struct AliasRow {
    TriStr from;
    const char *to; /* NULL: the place is not known here */
    bool is_nested;
} AliasRow;

/* Aliases of slots are those of sites with the longer type. */
static const AliasRow rows[] = {
    { TRI_STR_INIT("Microsoft.Web/sites/config/web.push"), "properties.push", true },
    { TRI_STR_INIT("Microsoft.Web/sites/config/push"), "properties.push", true },
    { TRI_STR_INIT("Microsoft.Web/sites/config/web"), "properties", false },
    { TRI_STR_INIT("Microsoft.Web/sites/config/logs"), "properties", false },
    { TRI_STR_INIT("Microsoft.Web/sites/config/slotConfigNames"), "properties", false },
    { TRI_STR_INIT("Microsoft.Web/sites/config/authsettings"), "properties", false },
    { TRI_STR_INIT("Microsoft.Web/sites/config/authsettingsV2"), "properties", false },
    { TRI_STR_INIT("Microsoft.Web/sites/siteConfig.push"), "properties.siteConfig.push",
      true },
    { TRI_STR_INIT("Microsoft.Web/sites/siteConfig.metadata"),
      "properties.siteConfig.?metadata", false },
    { TRI_STR_INIT("Microsoft.Web/sites/siteConfig.publishingPassword"),
      "properties.siteConfig.?publishingPassword", false },
    { TRI_STR_INIT("Microsoft.Web/sites/snapshotInfo"), "properties.snapshotInfo",
      true },
    { TRI_STR_INIT("Microsoft.Web/sites/networkConfig.virtualNetwork"), "properties",
      false },
    { TRI_STR_INIT("Microsoft.Web/sites/instances.deployments"), "properties", false },
    { TRI_STR_INIT("Microsoft.Web/sites/privateAccess.virtualNetworks"), "properties",
      false },
    { TRI_STR_INIT("Microsoft.Web/sites/basicPublishingCredentialsPolicies.ftp"),
      "properties.ftp", true },
    { TRI_STR_INIT("Microsoft.Web/sites/basicPublishingCredentialsPolicies.scm"),
      "properties.scm", true },
    { TRI_STR_INIT("Microsoft.Web/serverFarms/virtualNetworkConnections.gateways"),
      "properties", false },
    { TRI_STR_INIT("Microsoft.Web/connections/api.entity"), NULL, false },
    { TRI_STR_INIT("Microsoft.Insights/diagnosticSettings/logs.category"),
      "properties.logs[*].category", false },
    { TRI_STR_INIT("Microsoft.Insights/diagnosticSettings/logs.enabled"),
      "properties.logs[*].enabled", false },
    { TRI_STR_INIT("Microsoft.Insights/diagnosticSettings/logs.retentionPolicy"),
      "properties.logs[*].retentionPolicy", false },
    { TRI_STR_INIT("Microsoft.Insights/diagnosticSettings/metrics.category"),
      "properties.metrics[*].category", false },
    { TRI_STR_INIT("Microsoft.Insights/diagnosticSettings/metrics.enabled"),
      "properties.metrics[*].enabled", false },
    { TRI_STR_INIT("Microsoft.Insights/diagnosticSettings/metrics.retentionPolicy"),
      "properties.metrics[*].retentionPolicy", false },
    { TRI_STR_INIT("Microsoft.Compute/virtualMachines/imagePublisher"),
      "properties.storageProfile.imageReference.publisher", false },
    { TRI_STR_INIT("Microsoft.Compute/virtualMachines/imageOffer"),
      "properties.storageProfile.imageReference.offer", false },
    { TRI_STR_INIT("Microsoft.Compute/virtualMachines/imageSku"),
      "properties.storageProfile.imageReference.sku", false },
    { TRI_STR_INIT("Microsoft.Compute/virtualMachines/sku.name"),
      "properties.hardwareProfile.vmSize", false },
};

/* Aliases without a type: of virtual machines, and of scale sets. */
typedef struct SharedRow {
    TriStr alias;
    TriStr path; /* in a machine, and in the profile of those of a scale set */
} SharedRow;

static const SharedRow shared[] = {
    { TRI_STR_INIT("Microsoft.Compute/imageId"),
      TRI_STR_INIT("storageProfile.imageReference.id") },
    { TRI_STR_INIT("Microsoft.Compute/imagePublisher"),
      TRI_STR_INIT("storageProfile.imageReference.publisher") },
    { TRI_STR_INIT("Microsoft.Compute/imageOffer"),
      TRI_STR_INIT("storageProfile.imageReference.offer") },
    { TRI_STR_INIT("Microsoft.Compute/imageSku"),
      TRI_STR_INIT("storageProfile.imageReference.sku") },
    { TRI_STR_INIT("Microsoft.Compute/imageVersion"),
      TRI_STR_INIT("storageProfile.imageReference.version") },
    { TRI_STR_INIT("Microsoft.Compute/licenseType"), TRI_STR_INIT("licenseType") },
};

/* Members of resources that stand beside their properties, or, of some types, in
   them. */
static const TriStr outer_members[] = {
    TRI_STR_INIT("sku"),       TRI_STR_INIT("identity"),
    TRI_STR_INIT("zones"),     TRI_STR_INIT("plan"),
    TRI_STR_INIT("kind"),      TRI_STR_INIT("tags"),
    TRI_STR_INIT("managedBy"), TRI_STR_INIT("extendedLocation"),
};

/* ---- paths ---- */

/* A name behind a question mark may stand in the properties. */
static void mark_fields(TriPath *path)
{
    for (size_t i = 0; i < path->count; i++) {
        TriSegment *segment = &path->segments[i];

        if (segment->kind == TRI_SEGMENT_NAME &&
            tri_str_has_prefix(segment->name, TRI_STR("?"))) {
            segment->kind = TRI_SEGMENT_FIELD;
            segment->name = tri_str_from(segment->name, 1);
        }
    }
}

/* What stands in an item of an array may be a resource's. */
static TriStr mark_items(TriArena *arena, TriStr path)
{
    TriStr items = TRI_STR("[*].");
    TriText marked = tri_text(arena);

    for (;;) {
        size_t at = tri_str_find(path, items);

        if (at == TRI_NOT_FOUND) {
            break;
        }
        tri_text_add(&marked, tri_str_slice(path, 0, at + items.size));
        tri_text_add_c(&marked, "?");
        path = tri_str_from(path, at + items.size);
    }
    tri_text_add(&marked, path);
    return tri_text_str(&marked);
}

static TriStatus set_path(TriArena *arena, TriStr path, TriPolicyField *field,
                          TriError *error)
{
    if (tri_path_parse(arena, mark_items(arena, path), &field->path, error) != TRI_OK) {
        return TRI_FAILED;
    }
    mark_fields(&field->path);
    return TRI_OK;
}

/* ---- aliases ---- */

/* What is behind `row` in the alias; data NULL when that is no alias of the row. */
static TriStr rest_behind(const AliasRow *row, TriStr alias)
{
    TriStr rest = tri_str_from(alias, row->from.size);
    bool is_whole = rest.size == 0 || rest.data[0] == '.' || rest.data[0] == '[';

    return tri_str_has_prefix_nocase(alias, row->from) && is_whole ? rest
                                                                   : (TriStr){ 0 };
}

/* "Microsoft.Web/sites/slots/x" as "Microsoft.Web/sites/x". */
static TriStr without_slots(TriArena *arena, TriStr alias)
{
    TriStr slots = TRI_STR("Microsoft.Web/sites/slots/");
    size_t kept = slots.size - TRI_STR("slots/").size;

    if (!tri_str_has_prefix_nocase(alias, slots)) {
        return alias;
    }
    return tri_format(arena, "%.*s%.*s", TRI_ARG(tri_str_slice(alias, 0, kept)),
                      TRI_ARG(tri_str_from(alias, slots.size)));
}

static const AliasRow *find_row(TriStr alias, TriStr *rest)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *rest = rest_behind(&rows[i], alias);
        if (rest->data != NULL) {
            return &rows[i];
        }
    }
    return NULL;
}

static bool is_outer(TriStr names)
{
    TriStr first;

    tri_str_split(&names, '.', &first);
    first = tri_str_slice(first, 0, tri_str_find_char(first, '['));
    return tri_str_is_among_nocase(first, outer_members,
                                   sizeof outer_members / sizeof *outer_members);
}

static TriStatus read_row(TriArena *arena, const AliasRow *row, TriStr rest,
                          TriPolicyField *field, TriError *error)
{
    TriStr dot = TRI_STR(".");

    if (row->to == NULL) {
        return tri_fail(error, "where the alias '%.*s…' leads is not known here",
                        TRI_ARG(row->from));
    }
    if (row->is_nested && tri_str_has_prefix(rest, dot)) {
        rest = tri_format(arena, ".?%.*s", TRI_ARG(tri_str_from(rest, 1)));
    }
    return set_path(arena, tri_format(arena, "%s%.*s", row->to, TRI_ARG(rest)), field,
                    error);
}

static const SharedRow *find_shared(TriStr alias)
{
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        if (tri_str_eq_nocase(shared[i].alias, alias)) {
            return &shared[i];
        }
    }
    return NULL;
}

static TriStatus read_shared(TriArena *arena, const SharedRow *row,
                             TriPolicyField *field, TriError *error)
{
    TriStr machine = TRI_STR("properties.");
    TriStr scale_set = TRI_STR("properties.virtualMachineProfile.");
    TriPolicyField *other = TRI_NEW(arena, TriPolicyField);

    field->type = TRI_STR("Microsoft.Compute/virtualMachines");
    field->other = other;
    other->type = TRI_STR("Microsoft.Compute/virtualMachineScaleSets");
    return set_path(arena, TRI_CONCAT(arena, scale_set, row->path), other, error) ==
                   TRI_OK
               ? set_path(arena, TRI_CONCAT(arena, machine, row->path), field, error)
               : TRI_FAILED;
}

/* "default.x" is x of the only resource of its type, which is called so. */
static TriStr without_default(TriStr names)
{
    TriStr start = TRI_STR("default.");

    return tri_str_has_prefix_nocase(names, start) ? tri_str_from(names, start.size)
                                                   : names;
}

static TriStatus read_alias(TriArena *arena, TriStr alias, TriPolicyField *field,
                            TriError *error)
{
    const SharedRow *of_machines = find_shared(alias);

    if (of_machines != NULL) {
        return read_shared(arena, of_machines, field, error);
    }
    size_t bracket = tri_str_find_char(alias, '[');
    size_t slash = tri_str_find_last_char(tri_str_slice(alias, 0, bracket), '/');
    TriStr rest;
    const AliasRow *row = find_row(without_slots(arena, alias), &rest);
    TriStr names = without_default(tri_str_from(alias, slash + 1));

    field->type = tri_str_slice(alias, 0, slash);
    if (tri_str_find_char(field->type, '/') == TRI_NOT_FOUND || names.size == 0) {
        return tri_fail(error,
                        "the alias '%.*s' does not tell the type of the resource, so "
                        "where it leads is not known here",
                        TRI_ARG(alias));
    }
    if (row != NULL) {
        return read_row(arena, row, rest, field, error);
    }
    return set_path(arena,
                    tri_format(arena, is_outer(names) ? "?%.*s" : "properties.%.*s",
                               TRI_ARG(names)),
                    field, error);
}

/* ---- tags ---- */

/* The name in tags.x, tags[x], tags['x'] and tags['''x''']; empty when it is none. */
static TriStr tag_name(TriArena *arena, TriStr text)
{
    TriStr rest = tri_str_from(text, TRI_STR("tags").size);
    TriText name = tri_text(arena);

    if (rest.size > 0 && rest.data[0] == '.') {
        return tri_str_from(rest, 1);
    }
    if (rest.size < 3 || rest.data[0] != '[' || rest.data[rest.size - 1] != ']') {
        return TRI_STR("");
    }
    rest = tri_str_slice(rest, 1, rest.size - 2);
    if (rest.data[0] != '\'') {
        return rest;
    }
    if (rest.size < 3 || rest.data[rest.size - 1] != '\'') {
        return TRI_STR("");
    }
    for (size_t i = 1; i + 1 < rest.size; i++) {
        tri_text_add_char(&name, rest.data[i]);
        i += rest.data[i] == '\'' && i + 2 < rest.size && rest.data[i + 1] == '\'';
    }
    return tri_text_str(&name);
}

static TriStatus read_tag(TriArena *arena, TriStr text, TriPolicyField *field,
                          TriError *error)
{
    TriSegment *segments = TRI_NEW_ARRAY(arena, TriSegment, 2);

    segments[0].name = TRI_STR("tags");
    segments[1].name = tag_name(arena, text);
    field->path = (TriPath){ .text = text, .segments = segments, .count = 2 };
    return segments[1].name.size > 0
               ? TRI_OK
               : tri_fail(error, "'%.*s' is no tag; expected tags['name']",
                          TRI_ARG(text));
}

/* ---- fields ---- */

/* Fields that are no aliases. */
typedef struct FieldRow {
    TriStr name;
    TriStr path;
    TriView view;
} FieldRow;

static const FieldRow fields[] = {
    { TRI_STR_INIT("name"), TRI_STR_INIT("name"), TRI_VIEW_LAST_PART },
    { TRI_STR_INIT("fullName"), TRI_STR_INIT("name"), TRI_VIEW_WHOLE },
    { TRI_STR_INIT("kind"), TRI_STR_INIT("kind"), TRI_VIEW_WHOLE },
    { TRI_STR_INIT("type"), TRI_STR_INIT("type"), TRI_VIEW_WHOLE },
    { TRI_STR_INIT("location"), TRI_STR_INIT("location"), TRI_VIEW_LOCATION },
    { TRI_STR_INIT("identity.type"), TRI_STR_INIT("identity.type"), TRI_VIEW_WHOLE },
    { TRI_STR_INIT("identity.userAssignedIdentities"),
      TRI_STR_INIT("identity.userAssignedIdentities"), TRI_VIEW_WHOLE },
    { TRI_STR_INIT("tags"), TRI_STR_INIT("tags"), TRI_VIEW_WHOLE },
};

static bool names_tag(TriStr text)
{
    return tri_str_has_prefix_nocase(text, TRI_STR("tags.")) ||
           tri_str_has_prefix_nocase(text, TRI_STR("tags["));
}

TriStatus tri_policy_field(TriArena *arena, TriStr text, TriPolicyField *field,
                           TriError *error)
{
    *field = (TriPolicyField){ 0 };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (tri_str_eq_nocase(fields[i].name, text)) {
            field->view = fields[i].view;
            return set_path(arena, fields[i].path, field, error);
        }
    }
    if (names_tag(text)) {
        return read_tag(arena, text, field, error);
    }
    if (tri_str_eq_nocase(text, TRI_STR("id"))) {
        return tri_fail(error, "the field 'id' has the subscription and the resource "
                               "group in it, which a template does not show");
    }
    if (tri_str_find_char(text, '/') == TRI_NOT_FOUND) {
        return tri_fail(error,
                        "'%.*s' is no field; expected name, fullName, kind, type, "
                        "location, identity.type, tags, tags['x'] or an alias such as "
                        "'Microsoft.Web/sites/httpsOnly'",
                        TRI_ARG(text));
    }
    return read_alias(arena, text, field, error);
}
