/* Definitions of Azure Policy as rules: a resource for which the `if` holds fails. */
#include "base/text.h"
#include "expr/parse.h"
#include "rule/policy.h"
#include "rule/policy_operators.h"
#include "rule/profile.h"

static const TriJsonNode *find(const TriReader *reader, const TriJsonNode *object,
                               const char *name)
{
    return tri_json_find(reader->json, object, tri_str_from_c(name));
}

/* A text for people: empty when there is none. */
static TriStr text_at(const TriReader *reader, const TriJsonNode *object,
                      const char *name)
{
    const TriJsonNode *node = find(reader, object, name);

    return node == NULL || node->type != TRI_JSON_STRING
               ? TRI_STR("")
               : tri_json_string(reader->arena, reader->json, node);
}

/* ---- parameters ---- */

static const TriValue *find_given(const TriPolicyValues *given, TriStr name)
{
    for (size_t i = 0; i < given->count; i++) {
        if (tri_str_eq_nocase(given->items[i].name, name)) {
            return &given->items[i].values[0];
        }
    }
    return NULL;
}

/* A list of values or, for a parameter that is a list, of its items. */
static bool is_allowed(TriValue value, TriValue allowed)
{
    TriCondition in = { .test = tri_policy_operator_find(TRI_STR("in")),
                        .operand = allowed };

    if (value.kind != TRI_ARRAY) {
        return value.kind == TRI_OBJECT ||
               in.test->test(value, &in) == TRI_VERDICT_PASS;
    }
    for (size_t i = 0; i < value.array->count; i++) {
        if (!is_allowed(tri_array_item(value.array, i), allowed)) {
            return false;
        }
    }
    return true;
}

static TriStatus check_allowed(TriReader *reader, const TriJsonNode *name,
                               TriStr parameter, TriValue value)
{
    const TriJsonNode *node = find(reader, name + 1, "allowedValues");
    TriValue allowed;

    if (node == NULL) {
        return TRI_OK;
    }
    if (node->type != TRI_JSON_ARRAY) {
        return tri_reader_wrong(reader, node, "expected an array of values");
    }
    if (tri_policy_literal(reader, node, &allowed) != TRI_OK) {
        return TRI_FAILED;
    }
    return is_allowed(value, allowed)
               ? TRI_OK
               : tri_reader_wrong(reader, name,
                                  "the value of parameter '%.*s' is not allowed",
                                  TRI_ARG(parameter));
}

static TriStatus read_parameter(TriReader *reader, const TriJsonNode *name,
                                const TriPolicyValues *given, TriRule *rule)
{
    TriRuleParameter parameter = { .name = tri_json_string(reader->arena, reader->json,
                                                           name) };
    const TriJsonNode *initial = find(reader, name + 1, "defaultValue");
    const TriValue *value = find_given(given, parameter.name);

    if (value != NULL) {
        parameter.values[0] = *value;
    } else if (initial == NULL) {
        return tri_reader_wrong(reader, name,
                                "parameter '%.*s' has no defaultValue; an "
                                "initiative can give it a value",
                                TRI_ARG(parameter.name));
    } else if (tri_policy_literal(reader, initial, &parameter.values[0]) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_rule_parameter_set(&parameter, parameter.values[0]);
    tri_list_push(reader->arena, &rule->parameters, parameter);
    return check_allowed(reader, name, parameter.name, parameter.values[0]);
}

TriStatus tri_policy_parameters(TriReader *reader, const TriJsonNode *body,
                                const TriPolicyValues *given, TriRule *rule)
{
    const TriJsonNode *parameters = find(reader, body, "parameters");
    TriStatus status = TRI_OK;

    if (parameters == NULL || parameters->type == TRI_JSON_NULL) {
        return TRI_OK;
    }
    if (parameters->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, parameters, "expected an object of parameters");
    }
    tri_json_each_member (name, parameters) {
        if (name[1].type != TRI_JSON_OBJECT) {
            status = tri_reader_wrong(reader, name + 1, "expected a declaration");
        } else if (read_parameter(reader, name, given, rule) != TRI_OK) {
            status = TRI_FAILED;
        }
    }
    return status;
}

/* ---- effects ---- */

typedef struct Effect {
    TriStr name;
    TriLevel level;
    bool asks_existence; /* of another resource */
    const char *refused; /* why it cannot be judged; else NULL */
} Effect;

static const Effect effects[] = {
    { TRI_STR_INIT("audit"), TRI_LEVEL_WARNING, false, NULL },
    { TRI_STR_INIT("deny"), TRI_LEVEL_ERROR, false, NULL },
    { TRI_STR_INIT("modify"), TRI_LEVEL_WARNING, false, NULL },
    { TRI_STR_INIT("append"), TRI_LEVEL_WARNING, false, NULL },
    { TRI_STR_INIT("disabled"), TRI_LEVEL_OFF, false, NULL },
    { TRI_STR_INIT("auditIfNotExists"), TRI_LEVEL_INFO, true, NULL },
    { TRI_STR_INIT("deployIfNotExists"), TRI_LEVEL_INFO, true, NULL },
    { TRI_STR_INIT("manual"), TRI_LEVEL_OFF, false,
      "people say whether resources comply" },
    { TRI_STR_INIT("denyAction"), TRI_LEVEL_OFF, false,
      "it is about what is done to resources later" },
    { TRI_STR_INIT("addToNetworkGroup"), TRI_LEVEL_OFF, false,
      "it is about what Azure Virtual Network Manager does" },
    { TRI_STR_INIT("mutate"), TRI_LEVEL_OFF, false,
      "it is about what runs inside a cluster" },
    { TRI_STR_INIT("enforceOPAConstraint"), TRI_LEVEL_OFF, false,
      "it is about what runs inside a cluster" },
    { TRI_STR_INIT("enforceRegoPolicy"), TRI_LEVEL_OFF, false,
      "it is about what runs inside a cluster" },
};

enum { EFFECT_COUNT = sizeof effects / sizeof *effects };

static TriStatus unknown_effect(TriReader *reader, const TriJsonNode *node, TriStr name)
{
    TriStr nearest = TRI_NEAREST_NAME(name, effects, EFFECT_COUNT);

    return tri_reader_wrong(reader, node, "unknown effect '%.*s'%s%.*s%s",
                            TRI_ARG(name), TRI_MEANT(nearest));
}

static TriStatus find_effect(TriReader *reader, const TriJsonNode *node, TriStr name,
                             const Effect **effect)
{
    for (size_t i = 0; i < EFFECT_COUNT; i++) {
        if (!tri_str_eq_nocase(effects[i].name, name)) {
            continue;
        }
        *effect = &effects[i];
        return effects[i].refused == NULL
                   ? TRI_OK
                   : tri_reader_wrong(reader, node,
                                      "the effect '%.*s' cannot be judged by a "
                                      "template: %s",
                                      TRI_ARG(name), effects[i].refused);
    }
    return unknown_effect(reader, node, name);
}

static TriStatus read_effect(TriPolicyReading *reading, const TriJsonNode *then,
                             const Effect **effect)
{
    TriReader *reader = reading->reader;
    const TriJsonNode *node = find(reader, then, "effect");
    TriStr expression;
    TriValue value;

    if (node == NULL) {
        return tri_reader_wrong(reader, then, "'then' needs 'effect'");
    }
    if (tri_policy_value(reading, node, &value, &expression) != TRI_OK) {
        return TRI_FAILED;
    }
    return value.kind == TRI_STRING
               ? find_effect(reader, node, value.string, effect)
               : tri_reader_wrong(reader, node, "expected the name of an effect");
}

/* ---- types ---- */

static TriStatus check_types(TriReader *reader, const TriJsonNode *node,
                             const TriTypes *types)
{
    for (size_t i = 0; i < types->count; i++) {
        if (tri_str_find_char(types->items[i], '/') == TRI_NOT_FOUND) {
            return tri_reader_wrong(reader, node, "'%.*s' is no resource type",
                                    TRI_ARG(types->items[i]));
        }
    }
    return types->count == 1 &&
                   tri_str_eq_nocase(types->items[0],
                                     TRI_STR("Microsoft.Resources/subscriptions"))
               ? tri_reader_wrong(reader, node,
                                  "the policy looks at subscriptions, which a template "
                                  "does not show")
               : TRI_OK;
}

/* ---- another resource ---- */

/* Types of resources that belong to any other. */
static const TriStr extensions[] = {
    TRI_STR_INIT("Microsoft.Insights/diagnosticSettings"),
    TRI_STR_INIT("Microsoft.Insights/dataCollectionRuleAssociations"),
    TRI_STR_INIT("Microsoft.Authorization/locks"),
    TRI_STR_INIT("Microsoft.Authorization/roleAssignments"),
    TRI_STR_INIT("Microsoft.GuestConfiguration/guestConfigurationAssignments"),
};

static bool is_extension(TriStr type)
{
    return tri_str_is_among_nocase(type, extensions,
                                   sizeof extensions / sizeof *extensions);
}

static TriReach reach_of(TriArena *arena, const TriTypes *types, TriStr type)
{
    for (size_t i = 0; i < types->count; i++) {
        TriStr below = TRI_CONCAT(arena, types->items[i], TRI_STR("/"));

        if (tri_str_has_prefix_nocase(type, below)) {
            return TRI_REACH_CHILDREN;
        }
    }
    return is_extension(type) ? TRI_REACH_REFERRERS : TRI_REACH_ALL;
}

/* What `details` of an effect says. */
typedef struct Details {
    TriStr type;
    TriStr name; /* maybe an expression */
    const TriJsonNode *existence;
} Details;

static TriStatus read_type(TriPolicyReading *reading, const TriJsonNode *details,
                           TriStr *type)
{
    const TriJsonNode *node = find(reading->reader, details, "type");
    TriStr expression;
    TriValue value;

    if (node == NULL) {
        return tri_reader_wrong(reading->reader, details, "'details' needs 'type'");
    }
    if (tri_policy_value(reading, node, &value, &expression) != TRI_OK) {
        return TRI_FAILED;
    }
    if (value.kind != TRI_STRING ||
        tri_str_find_char(value.string, '/') == TRI_NOT_FOUND) {
        return tri_reader_wrong(reading->reader, node, "expected a resource type");
    }
    *type = value.string;
    return TRI_OK;
}

static TriStatus read_details(TriPolicyReading *reading, const TriJsonNode *then,
                              Details *details)
{
    TriReader *reader = reading->reader;
    const TriJsonNode *node = find(reader, then, "details");
    const TriJsonNode *name = find(reader, node, "name");
    TriValue value;

    if (node == NULL || node->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, then, "this effect needs the object 'details'");
    }
    details->existence = find(reader, node, "existenceCondition");
    if (read_type(reading, node, &details->type) != TRI_OK) {
        return TRI_FAILED;
    }
    if (name == NULL) {
        return TRI_OK;
    }
    if (tri_policy_value(reading, name, &value, &details->name) != TRI_OK) {
        return TRI_FAILED;
    }
    if (value.kind == TRI_STRING) {
        details->name = value.string;
    }
    return details->name.size > 0
               ? TRI_OK
               : tri_reader_wrong(reader, name, "expected the name of a resource");
}

/* The configuration that every site has, of which a template may write a part in the
   site and a part as a resource of its own. */
static bool is_web_config(const Details *details)
{
    bool is_config =
        tri_str_eq_nocase(details->type, TRI_STR("Microsoft.Web/sites/config")) ||
        tri_str_eq_nocase(details->type, TRI_STR("Microsoft.Web/sites/slots/config"));

    return is_config && details->existence != NULL &&
           (details->name.size == 0 ||
            tri_str_eq_nocase(details->name, TRI_STR("web")));
}

static TriStatus add_overlay(TriReader *reader, TriStr type, TriRule *rule)
{
    TriOverlay overlay = { .name = TRI_STR("web") };
    TriError ignored = { reader->arena, { 0 } };

    overlay.types.items = TRI_NEW(reader->arena, TriStr);
    overlay.types.items[0] = type;
    overlay.types.count = 1;
    tri_path_parse(reader->arena, TRI_STR("properties"), &overlay.path, &ignored);
    tri_path_parse(reader->arena, TRI_STR("properties.siteConfig"), &overlay.at,
                   &ignored);
    tri_list_push(reader->arena, &rule->overlays, overlay);
    return TRI_OK;
}

/* What a finding says of a resource that is not there. */
static void add_note(TriReader *reader, TriStr type, TriRule *rule)
{
    TriRuleNote note = {
        tri_new_condition(reader, TRI_CONDITION_ALL_OF),
        tri_format(reader->arena,
                   "no '%.*s' that the policy asks for is in this deployment",
                   TRI_ARG(type)),
    };

    tri_list_push(reader->arena, &rule->notes, note);
}

static TriStatus read_relation(TriPolicyReading *reading, const Details *details,
                               const TriTypes *types, TriCondition **condition)
{
    TriArena *arena = reading->reader->arena;
    TriRelation relation = { .exists = true };
    bool is_plain = tri_expr_form(details->name) == TRI_FORM_LITERAL &&
                    tri_str_find_char(details->name, '/') == TRI_NOT_FOUND;

    relation.reach = reach_of(arena, types, details->type);
    relation.types.items = TRI_NEW(arena, TriStr);
    relation.types.items[0] = details->type;
    relation.types.count = 1;
    if (is_plain && relation.reach == TRI_REACH_CHILDREN) {
        relation.name = details->name;
    } else {
        relation.name_expression = details->name;
    }
    if (details->existence != NULL &&
        tri_policy_condition(reading, details->existence, &relation.where) != TRI_OK) {
        return TRI_FAILED;
    }
    *condition = tri_new_condition(reading->reader, TRI_CONDITION_RELATION);
    (*condition)->relation = relation;
    return TRI_OK;
}

/* The condition that the other resource is there and as it should be. */
static TriStatus read_existence(TriPolicyReading *reading, const TriJsonNode *then,
                                const TriTypes *types, TriRule *rule,
                                TriCondition **condition)
{
    TriReader *reader = reading->reader;
    Details details = { 0 };
    TriStatus status;

    if (read_details(reading, then, &details) != TRI_OK) {
        return TRI_FAILED;
    }
    if (!is_web_config(&details)) {
        add_note(reader, details.type, rule);
        return read_relation(reading, &details, types, condition);
    }
    reading->web_config = details.type;
    status = tri_policy_condition(reading, details.existence, condition);
    reading->web_config = TRI_STR("");
    return status == TRI_OK ? add_overlay(reader, details.type, rule) : status;
}

/* ---- rules ---- */

/* Conditions about which resources the policy is for: others neither pass nor fail. */
static bool is_selector(const TriCondition *condition)
{
    if (condition->kind == TRI_CONDITION_TEST) {
        return tri_policy_is_field(condition, "type") ||
               tri_policy_is_field(condition, "kind") ||
               tri_policy_is_field(condition, "name");
    }
    if (condition->part_count == 0) {
        return false;
    }
    for (size_t i = 0; i < condition->part_count; i++) {
        if (!is_selector(condition->parts[i])) {
            return false;
        }
    }
    return true;
}

static TriCondition *empty_structure(TriReader *reader, TriConditionKind kind,
                                     size_t room)
{
    TriCondition *condition = tri_new_condition(reader, kind);

    condition->parts = TRI_NEW_ARRAY(reader->arena, TriCondition *, room);
    return condition;
}

static void add_part(TriCondition *condition, TriCondition *part)
{
    condition->parts[condition->part_count++] = part;
}

/* The parts of an allOf, and any other condition as the only part. */
static size_t parts_of(TriCondition **condition, TriCondition ***parts)
{
    bool is_all = (*condition)->kind == TRI_CONDITION_ALL_OF;

    *parts = is_all ? (*condition)->parts : condition;
    return is_all ? (*condition)->part_count : 1;
}

/* A rule that has something to select by, and something to ask. */
typedef struct Halves {
    TriCondition *select;
    TriCondition *ask;
} Halves;

static Halves split(TriReader *reader, TriCondition *condition)
{
    TriCondition **parts;
    size_t count = parts_of(&condition, &parts);
    Halves halves = { empty_structure(reader, TRI_CONDITION_ALL_OF, count + 1),
                      empty_structure(reader, TRI_CONDITION_ALL_OF, count + 1) };

    for (size_t i = 0; i < count; i++) {
        add_part(is_selector(parts[i]) ? halves.select : halves.ask, parts[i]);
    }
    return halves;
}

static TriCondition *opposite(TriReader *reader, TriCondition *condition)
{
    TriCondition *negated = empty_structure(reader, TRI_CONDITION_NOT, 1);

    add_part(negated, condition);
    return negated;
}

/* A condition of `text`, as a policy would say it. */
static TriCondition *has_field(TriReader *reader, const char *name)
{
    TriCondition *condition = tri_new_condition(reader, TRI_CONDITION_TEST);
    TriPolicyCondition *policy = TRI_NEW(reader->arena, TriPolicyCondition);
    TriError ignored = { reader->arena, { 0 } };

    tri_policy_field(reader->arena, tri_str_from_c(name), &policy->field, &ignored);
    condition->policy = policy;
    condition->path = policy->field.path;
    condition->test = tri_policy_operator_find(TRI_STR("exists"));
    condition->operand = tri_value_bool(true);
    return condition;
}

/* Mode Indexed is about the resources that can have a location and tags. Which types
   those are is not known here; those that have neither are none. */
static TriCondition *has_location_or_tags(TriReader *reader)
{
    TriCondition *condition = empty_structure(reader, TRI_CONDITION_ANY_OF, 2);

    add_part(condition, has_field(reader, "location"));
    add_part(condition, has_field(reader, "tags"));
    return condition;
}

/* Null is Indexed, as the Azure CLI leaves it when nobody says the mode. */
static TriStatus read_mode(TriReader *reader, const TriJsonNode *body, bool *is_indexed)
{
    const TriJsonNode *node = find(reader, body, "mode");
    TriStr mode = text_at(reader, body, "mode");
    bool is_null = node != NULL && node->type == TRI_JSON_NULL;

    *is_indexed = is_null || tri_str_eq_nocase(mode, TRI_STR("Indexed"));
    if (node != NULL && mode.size == 0 && !is_null) {
        return tri_reader_wrong(reader, node, "expected the mode 'All' or 'Indexed'");
    }
    return node == NULL || *is_indexed || tri_str_eq_nocase(mode, TRI_STR("All"))
               ? TRI_OK
               : tri_reader_wrong(reader, node,
                                  "mode '%.*s' is about what is inside a resource, "
                                  "which a template does not show",
                                  TRI_ARG(mode));
}

/* The types that a policy looks at, for the index of rules. */
static TriTypes entry_types(TriArena *arena, const TriTypes *types)
{
    TriTypes any = { 0 };

    if (types->count > 0) {
        return *types;
    }
    any.items = TRI_NEW(arena, TriStr);
    any.items[any.count++] = TRI_STR("*");
    return any;
}

/* Whether a type that has neither a location nor tags may be among them: only all of a
   namespace does not tell. */
static bool has_types_without_tags(const TriTypes *types)
{
    for (size_t i = 0; i < types->count; i++) {
        if (tri_str_has_suffix(types->items[i], TRI_STR("*"))) {
            return true;
        }
    }
    return types->count == 0;
}

static void add_entry(TriReader *reader, const TriTypes *types, const Halves *halves,
                      TriRule *rule)
{
    TriEntry entry = { entry_types(reader->arena, types),
                       opposite(reader, halves->ask) };

    entry.condition->where = halves->select->part_count == 0 ? NULL : halves->select;
    tri_list_push(reader->arena, &rule->entries, entry);
}

/* A policy that is switched off is a rule that nothing fails. */
static TriStatus switch_off(TriReader *reader, TriRule *rule)
{
    TriTypes none = { 0 };
    TriEntry entry = { entry_types(reader->arena, &none),
                       tri_new_condition(reader, TRI_CONDITION_ALL_OF) };

    tri_list_push(reader->arena, &rule->entries, entry);
    return TRI_OK;
}

static TriStatus read_rule(TriPolicyReading *reading, const TriJsonNode *policy_rule,
                           bool is_indexed, TriRule *rule)
{
    TriReader *reader = reading->reader;
    const TriJsonNode *condition = find(reader, policy_rule, "if");
    const TriJsonNode *then = find(reader, policy_rule, "then");
    TriCondition *read = NULL;
    TriCondition *existence;
    const Effect *effect = NULL;

    if (condition == NULL || then == NULL || then->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, policy_rule,
                                "a policy rule needs 'if' and 'then'");
    }
    if (read_effect(reading, then, &effect) != TRI_OK) {
        return TRI_FAILED;
    }
    rule->level = effect->level;
    if (effect->level == TRI_LEVEL_OFF) {
        return switch_off(reader, rule);
    }
    if (tri_policy_condition(reading, condition, &read) != TRI_OK) {
        return TRI_FAILED;
    }
    TriTypes types = tri_policy_types(reader->arena, read);
    Halves halves = split(reader, read);

    if (check_types(reader, condition, &types) != TRI_OK) {
        return TRI_FAILED;
    }
    if (effect->asks_existence) {
        if (read_existence(reading, then, &types, rule, &existence) != TRI_OK) {
            return TRI_FAILED;
        }
        add_part(halves.ask, opposite(reader, existence));
    }
    if (is_indexed && has_types_without_tags(&types)) {
        add_part(halves.select, has_location_or_tags(reader));
    }
    add_entry(reader, &types, &halves, rule);
    return TRI_OK;
}

static void read_words(const TriReader *reader, const TriJsonNode *body, TriRule *rule)
{
    TriStr title = text_at(reader, body, "displayName");

    rule->title = title.size > 0 ? title : rule->id;
    rule->description = text_at(reader, body, "description");
    rule->category = text_at(reader, find(reader, body, "metadata"), "category");
}

TriStatus tri_policy_read(TriReader *reader, const TriJsonNode *node,
                          const TriPolicyValues *given, TriRule *rule)
{
    const TriJsonNode *body = tri_policy_body(reader->json, node);
    TriPolicyReading reading = { .reader = reader,
                                 .rule = rule,
                                 .eval = tri_eval_new(reader->arena),
                                 .is_resource =
                                     tri_policy_is_resource(reader->json, node) };
    bool is_indexed;

    rule->is_policy = true;
    rule->security_severity = -1;
    rule->target = TRI_TARGET_RESOURCE;
    rule->profiles =
        TRI_PROFILE_DEFAULT | TRI_PROFILE_STRICT | TRI_PROFILE_AZURE_POLICY;
    read_words(reader, body, rule);
    if (read_mode(reader, body, &is_indexed) != TRI_OK ||
        tri_policy_parameters(reader, body, given, rule) != TRI_OK) {
        return TRI_FAILED;
    }
    return read_rule(&reading, find(reader, body, "policyRule"), is_indexed, rule);
}
