/* Rule files: JSON objects to rules. A mistake refuses the file; all of them are told.
 */
#include "base/text.h"
#include "rule/check.h"
#include "rule/policy.h"
#include "rule/reader.h"
#include "rule/rule.h"

/* ---- lists ---- */

/* The body of a reader: every item of an array, by `shape`, appended to `list`. */
#define READ_LIST(reader, value, list, shape, initial)                                 \
    do {                                                                               \
        TriStatus status = TRI_OK;                                                     \
                                                                                       \
        if ((value)->type != TRI_JSON_ARRAY) {                                         \
            return tri_reader_wrong((reader), (value), "expected an array");           \
        }                                                                              \
        tri_json_each_item (item, (value)) {                                           \
            tri_list_push((reader)->arena, (list), (initial));                         \
            if (tri_read_object((reader), item, (shape), &tri_list_last(list)) !=      \
                TRI_OK) {                                                              \
                status = TRI_FAILED;                                                   \
            }                                                                          \
        }                                                                              \
        return status;                                                                 \
    } while (0)

static const TriField link_fields[] = {
    TRI_FIELD("title", TriLinkText, title, tri_read_text),
    TRI_REQUIRED("url", TriLinkText, url, tri_read_text),
};

static const TriShape link_shape = TRI_SHAPE("a link", link_fields, NULL);

/* Addresses alone, or with titles. */
static TriStatus read_links(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriRule *rule = target;
    TriStatus status = TRI_OK;

    if (value->type != TRI_JSON_ARRAY) {
        return tri_reader_wrong(reader, value, "expected an array");
    }
    tri_json_each_item (item, value) {
        TriLinkText link = { 0 };

        if ((item->type == TRI_JSON_STRING
                 ? tri_read_text(reader, item, &link.url)
                 : tri_read_object(reader, item, &link_shape, &link)) != TRI_OK) {
            status = TRI_FAILED;
        }
        tri_list_push(reader->arena, &rule->links, link);
    }
    return status;
}

static TriStatus read_help_uri(TriReader *reader, const TriJsonNode *value,
                               void *target)
{
    TriRule *rule = target;
    TriLinkText link = { 0 };

    if (tri_read_text(reader, value, &link.url) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_list_push(reader->arena, &rule->links, link);
    return TRI_OK;
}

static const TriField remediation_fields[] = {
    TRI_REQUIRED("title", TriRemediation, title, tri_read_text),
    TRI_FIELD("text", TriRemediation, text, tri_read_text),
    TRI_FIELD("code", TriRemediation, code, tri_read_text),
    TRI_FIELD("language", TriRemediation, language, tri_read_text),
};

static const TriShape remediation_shape =
    TRI_SHAPE("a remediation", remediation_fields, NULL);

static TriStatus read_remediation(TriReader *reader, const TriJsonNode *value,
                                  void *target)
{
    TriRule *rule = target;
    TriRemediation none = { 0 };

    READ_LIST(reader, value, &rule->remediation, &remediation_shape, none);
}

static const TriField compliance_fields[] = {
    TRI_REQUIRED("framework", TriCompliance, framework, tri_read_text),
    TRI_FIELD("control", TriCompliance, control, tri_read_text),
    TRI_FIELD("source", TriCompliance, source, tri_read_text),
};

static const TriShape compliance_shape =
    TRI_SHAPE("a compliance entry", compliance_fields, NULL);

static TriStatus read_compliance(TriReader *reader, const TriJsonNode *value,
                                 void *target)
{
    TriRule *rule = target;
    TriCompliance none = { 0 };

    READ_LIST(reader, value, &rule->compliance, &compliance_shape, none);
}

static const TriField overlay_fields[] = {
    TRI_REQUIRED("resourceType", TriOverlay, types, tri_read_types),
    TRI_REQUIRED("name", TriOverlay, name, tri_read_text),
    TRI_REQUIRED("path", TriOverlay, path, tri_read_path),
    TRI_REQUIRED("at", TriOverlay, at, tri_read_path),
};

static const TriShape overlay_shape = TRI_SHAPE("an overlay", overlay_fields, NULL);

static TriStatus read_overlay(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriRule *rule = target;
    TriOverlay none = { 0 };

    READ_LIST(reader, value, &rule->overlays, &overlay_shape, none);
}

static const TriField note_fields[] = {
    TRI_REQUIRED("when", TriRuleNote, when, tri_read_condition),
    TRI_REQUIRED("text", TriRuleNote, text, tri_read_text),
};

static const TriShape note_shape = TRI_SHAPE("a note", note_fields, NULL);

static TriStatus read_notes(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriRule *rule = target;
    TriRuleNote none = { 0 };

    READ_LIST(reader, value, &rule->notes, &note_shape, none);
}

static TriStatus read_tags(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriRule *rule = target;

    return tri_read_texts(reader, value, &rule->tags, &rule->tag_count);
}

static TriStatus read_cwe(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriRule *rule = target;

    return tri_read_texts(reader, value, &rule->cwe, &rule->cwe_count);
}

static TriStatus read_aliases(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriRule *rule = target;

    return tri_read_texts(reader, value, &rule->aliases, &rule->alias_count);
}

/* ---- parameters ---- */

static TriStatus read_profile_values(TriReader *reader, const TriJsonNode *value,
                                     TriRuleParameter *parameter)
{
    TriStatus status = TRI_OK;

    if (value->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, value,
                                "expected an object of values by profile");
    }
    tri_json_each_member (name, value) {
        unsigned profile =
            tri_profile_find(tri_json_string(reader->arena, reader->json, name));

        if (profile == 0) {
            status = tri_reader_wrong(reader, name, "this is no profile");
        } else if (tri_read_value(reader, name + 1, &parameter->values[profile]) !=
                   TRI_OK) {
            status = TRI_FAILED;
        }
    }
    return status;
}

static TriStatus read_parameter(TriReader *reader, const TriJsonNode *name,
                                TriRule *rule)
{
    const TriJsonNode *value =
        tri_json_find(reader->json, name + 1, TRI_STR("default"));
    const TriJsonNode *profiles =
        tri_json_find(reader->json, name + 1, TRI_STR("profiles"));
    TriRuleParameter parameter = { .name = tri_json_string(reader->arena, reader->json,
                                                           name) };

    if (value == NULL) {
        return tri_reader_wrong(reader, name, "a parameter needs a 'default'");
    }
    if (tri_read_value(reader, value, &parameter.values[0]) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_rule_parameter_set(&parameter, parameter.values[0]);
    if (profiles != NULL &&
        read_profile_values(reader, profiles, &parameter) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_list_push(reader->arena, &rule->parameters, parameter);
    return TRI_OK;
}

static TriStatus read_parameters(TriReader *reader, const TriJsonNode *value,
                                 void *target)
{
    TriStatus status = TRI_OK;

    if (value->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, value, "expected an object of parameters");
    }
    tri_json_each_member (name, value) {
        if (read_parameter(reader, name, target) != TRI_OK) {
            status = TRI_FAILED;
        }
    }
    return status;
}

/* ---- words ---- */

static TriStatus read_severity(TriReader *reader, const TriJsonNode *value,
                               void *target)
{
    static const TriLevel levels[] = { TRI_LEVEL_ERROR, TRI_LEVEL_WARNING,
                                       TRI_LEVEL_INFO };
    int64_t severity;

    if (value->type != TRI_JSON_NUMBER ||
        !tri_json_int(reader->json, value, &severity) || severity < 1 || severity > 3) {
        return tri_reader_wrong(reader, value, "expected a severity of 1, 2 or 3");
    }
    *(TriLevel *)target = levels[severity - 1];
    return TRI_OK;
}

static TriStatus read_target(TriReader *reader, const TriJsonNode *value, void *target)
{
    static const TriStr words[] = {
        [TRI_TARGET_RESOURCE] = TRI_STR_INIT("resource"),
        [TRI_TARGET_TEMPLATE] = TRI_STR_INIT("template"),
        [TRI_TARGET_PARAMETER] = TRI_STR_INIT("parameter"),
        [TRI_TARGET_VARIABLE] = TRI_STR_INIT("variable"),
        [TRI_TARGET_OUTPUT] = TRI_STR_INIT("output"),
        [TRI_TARGET_MODULE] = TRI_STR_INIT("module"),
    };
    size_t place;

    if (tri_read_word(reader, value, words, sizeof words / sizeof *words, &place) !=
        TRI_OK) {
        return TRI_FAILED;
    }
    *(TriTarget *)target = (TriTarget)place;
    return TRI_OK;
}

static TriStatus read_undecided(TriReader *reader, const TriJsonNode *value,
                                void *target)
{
    static const TriStr words[] = {
        [TRI_UNDECIDED_REPORT] = TRI_STR_INIT("report"),
        [TRI_UNDECIDED_SKIP] = TRI_STR_INIT("skip"),
        [TRI_UNDECIDED_PASS] = TRI_STR_INIT("pass"),
    };
    size_t place;

    if (tri_read_word(reader, value, words, 3, &place) != TRI_OK) {
        return TRI_FAILED;
    }
    *(TriUndecided *)target = (TriUndecided)place;
    return TRI_OK;
}

/* ---- fixes ---- */

static TriStatus read_set(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriFix *fix = target;

    fix->action = TRI_STR("set");
    fix->value = tri_span_text(tri_json_span(reader->json, value));
    return TRI_OK;
}

static TriStatus read_remove(TriReader *reader, const TriJsonNode *value, void *target)
{
    bool removes;

    ((TriFix *)target)->action = TRI_STR("remove");
    return tri_read_bool(reader, value, &removes);
}

static TriStatus read_rename(TriReader *reader, const TriJsonNode *value, void *target)
{
    ((TriFix *)target)->action = TRI_STR("rename");
    return tri_read_text(reader, value, &((TriFix *)target)->value);
}

static const TriField fix_fields[] = {
    TRI_WHOLE("set", read_set),
    TRI_WHOLE("remove", read_remove),
    TRI_WHOLE("rename", read_rename),
    TRI_FIELD("safe", TriFix, is_safe, tri_read_bool),
};

static const TriShape fix_shape = TRI_SHAPE("a fix", fix_fields, NULL);

static TriStatus read_fix(TriReader *reader, const TriJsonNode *value, void *target)
{
    return tri_read_object(reader, value, &fix_shape, target);
}

/* ---- rules ---- */

/* A rule, and members of it that are only understood when all are read. */
typedef struct Draft {
    TriRule rule;
    TriLevel level; /* TRI_LEVEL_COUNT: not said */
    TriTarget target;
    bool has_target;
    TriCondition *evaluation;
    const TriJsonNode *check;
    const TriJsonNode *options;
} Draft;

static TriStatus read_own_target(TriReader *reader, const TriJsonNode *value,
                                 void *target)
{
    ((Draft *)target)->has_target = true;
    return read_target(reader, value, &((Draft *)target)->target);
}

static const TriField fields[] = {
    TRI_REQUIRED("id", Draft, rule.id, tri_read_text),
    TRI_FIELD("name", Draft, rule.name, tri_read_text),
    TRI_FIELD("shortDescription", Draft, rule.title, tri_read_text),
    TRI_FIELD("fullDescription", Draft, rule.description, tri_read_text),
    TRI_FIELD("recommendation", Draft, rule.fix, tri_read_text),
    TRI_FIELD("helpUri", Draft, rule, read_help_uri),
    TRI_FIELD("severity", Draft, rule.level, read_severity),
    TRI_FIELD("level", Draft, level, tri_read_level),
    TRI_FIELD("securitySeverity", Draft, rule.security_severity, tri_read_number),
    TRI_FIELD("profiles", Draft, rule.profiles, tri_read_profiles),
    TRI_FIELD("category", Draft, rule.category, tri_read_text),
    TRI_FIELD("cwe", Draft, rule, read_cwe),
    TRI_FIELD("tags", Draft, rule, read_tags),
    TRI_FIELD("aliases", Draft, rule, read_aliases),
    TRI_FIELD("links", Draft, rule, read_links),
    TRI_FIELD("remediation", Draft, rule, read_remediation),
    TRI_FIELD("compliance", Draft, rule, read_compliance),
    TRI_FIELD("message", Draft, rule.message, tri_read_text),
    TRI_FIELD("undecidedMessage", Draft, rule.undecided_message, tri_read_text),
    TRI_FIELD("absent", Draft, rule.absent, tri_read_text),
    TRI_FIELD("notes", Draft, rule, read_notes),
    TRI_FIELD("overlay", Draft, rule, read_overlay),
    TRI_FIELD("parameters", Draft, rule, read_parameters),
    TRI_WHOLE("target", read_own_target),
    TRI_FIELD("undecided", Draft, rule.undecided, read_undecided),
    TRI_FIELD("evaluation", Draft, evaluation, tri_read_condition),
    TRI_FIELD("check", Draft, check, tri_read_node),
    TRI_FIELD("options", Draft, options, tri_read_node),
    TRI_FIELD("fix", Draft, rule.mend, read_fix),
    TRI_FIELD("tests", Draft, rule, tri_read_nothing),
    TRI_FIELD("$schema", Draft, rule, tri_read_nothing),
};

static const TriShape shape = TRI_SHAPE("a rule", fields, NULL);

/* ---- entries ---- */

static void add_entry(const TriReader *reader, TriRule *rule, TriCondition *condition)
{
    TriEntry entry = { condition->types, condition };

    condition->types = (TriTypes){ 0 };
    tri_list_push(reader->arena, &rule->entries, entry);
}

/* An allOf of conditions that each have types of their own: as many entries. */
static bool is_split(const TriCondition *condition)
{
    if (condition->kind != TRI_CONDITION_ALL_OF || condition->where != NULL ||
        condition->path.count > 0 || condition->types.count > 0) {
        return false;
    }
    for (size_t i = 0; i < condition->part_count; i++) {
        if (condition->parts[i]->types.count == 0) {
            return false;
        }
    }
    return true;
}

static TriStr deployment_type = TRI_STR_INIT("Microsoft.Resources/deployments");

/* What modules are. */
static const TriTypes deployments = { &deployment_type, 1 };

static TriStatus add_entries(const TriReader *reader, const TriJsonNode *node,
                             Draft *draft)
{
    TriCondition *condition = draft->evaluation;
    TriRule *rule = &draft->rule;
    bool has_types = condition->types.count > 0 || is_split(condition);

    if (draft->target == TRI_TARGET_MODULE && !has_types) {
        draft->target = TRI_TARGET_RESOURCE;
        condition->types = deployments;
        has_types = true;
    }
    rule->target = draft->has_target ? draft->target
                   : has_types       ? TRI_TARGET_RESOURCE
                                     : TRI_TARGET_TEMPLATE;
    if (has_types != (rule->target == TRI_TARGET_RESOURCE)) {
        return tri_reader_wrong(reader, node,
                                has_types
                                    ? "a 'resourceType' needs the target resource"
                                    : "the target resource needs a 'resourceType'");
    }
    if (!is_split(condition)) {
        add_entry(reader, rule, condition);
        return TRI_OK;
    }
    for (size_t i = 0; i < condition->part_count; i++) {
        TriCondition *part = condition->parts[i];

        part->profiles &= condition->profiles;
        add_entry(reader, rule, part);
    }
    return TRI_OK;
}

static TriTypes types_of(const TriReader *reader, const TriCheck *check)
{
    TriTypes types = { 0 };

    while (check->types[types.count] != NULL) {
        types.count++;
    }
    types.items = TRI_NEW_ARRAY(reader->arena, TriStr, types.count);
    for (size_t i = 0; i < types.count; i++) {
        types.items[i] = tri_str_from_c(check->types[i]);
    }
    return types;
}

/* A check is a condition on the types that it is about. */
static TriStatus add_check(TriReader *reader, Draft *draft)
{
    TriCondition *condition = tri_new_condition(reader, TRI_CONDITION_CHECK);
    TriError error = { reader->arena, { 0 } };
    TriStr name;

    if (tri_read_text(reader, draft->check, &name) != TRI_OK) {
        return TRI_FAILED;
    }
    condition->check = tri_check_find(name);
    if (condition->check == NULL) {
        return tri_reader_wrong(reader, draft->check, "there is no check '%.*s'",
                                TRI_ARG(name));
    }
    if (condition->check->read != NULL &&
        condition->check->read(reader->arena, reader->json, draft->options,
                               &condition->releases, &error) != TRI_OK) {
        return tri_reader_wrong(reader,
                                draft->options == NULL ? draft->check : draft->options,
                                "%.*s", TRI_ARG(error.message));
    }
    condition->types = types_of(reader, condition->check);
    draft->evaluation = condition;
    return TRI_OK;
}

static TriStatus finish(TriReader *reader, const TriJsonNode *node, Draft *draft)
{
    if ((draft->evaluation == NULL) == (draft->check == NULL)) {
        return tri_reader_wrong(reader, node,
                                "a rule needs either 'evaluation' or 'check'");
    }
    if (draft->check != NULL && add_check(reader, draft) != TRI_OK) {
        return TRI_FAILED;
    }
    if (draft->level != TRI_LEVEL_COUNT) {
        draft->rule.level = draft->level;
    }
    return add_entries(reader, node, draft);
}

static TriStatus read_rule(TriReader *reader, const TriJsonNode *node, TriRule *rule)
{
    Draft draft = {
        .rule = { .level = TRI_LEVEL_WARNING,
                  .security_severity = -1,
                  .profiles = TRI_PROFILE_DEFAULT | TRI_PROFILE_STRICT },
        .level = TRI_LEVEL_COUNT,
    };

    if (tri_read_object(reader, node, &shape, &draft) != TRI_OK ||
        finish(reader, node, &draft) != TRI_OK) {
        return TRI_FAILED;
    }
    *rule = draft.rule;
    return TRI_OK;
}

/* ---- files ---- */

/* Reads a rule into `added`; `rules` are those that were there before. */
static TriStatus read_new_rule(TriReader *reader, const TriJsonNode *node,
                               const TriRules *rules, TriRules *added)
{
    TriRule rule;

    if (read_rule(reader, node, &rule) != TRI_OK) {
        return TRI_FAILED;
    }
    if (tri_rules_have(rules, rule.id) || tri_rules_have(added, rule.id)) {
        return tri_reader_wrong(reader, node, "the rule '%.*s' is there already",
                                TRI_ARG(rule.id));
    }
    tri_rules_add(reader->arena, added, rule);
    return TRI_OK;
}

/* Reads item `item` of a file, or all of it. */
static TriStatus read_item(TriReader *reader, const TriJsonNode *node, size_t item,
                           const TriRules *rules, TriRules *added)
{
    TriStr mistake = tri_policy_mistake(reader->json, node);

    if (tri_policy_is(reader->json, node)) {
        return tri_policy_keep(reader, node, item, added);
    }
    return mistake.size == 0 ? read_new_rule(reader, node, rules, added)
                             : tri_reader_wrong(reader, node, "%.*s", TRI_ARG(mistake));
}

static void add_all(TriArena *arena, TriRules *rules, const TriRules *added)
{
    for (size_t i = 0; i < added->list.count; i++) {
        tri_rules_add(arena, rules, added->list.items[i]);
    }
    tri_list_push_all(arena, &rules->policies, &added->policies);
    tri_list_push_all(arena, &rules->initiatives, &added->initiatives);
}

/* The rules of an array, whatever is wrong with others of it. */
static TriStatus read_items(TriReader *reader, const TriJsonNode *array,
                            const TriRules *rules, TriRules *added)
{
    TriStatus status = TRI_OK;
    size_t count = 0;

    tri_json_each_item (item, array) {
        if (read_item(reader, item, count++, rules, added) != TRI_OK) {
            status = TRI_FAILED;
        }
    }
    return status;
}

static TriStatus add_rules(TriReader *reader, void *context)
{
    const TriJsonNode *root = reader->json->root;
    TriRules *rules = context;
    TriRules added = { 0 };
    TriStatus status = root->type == TRI_JSON_ARRAY
                           ? read_items(reader, root, rules, &added)
                           : read_item(reader, root, TRI_NOT_FOUND, rules, &added);

    if (status != TRI_OK) {
        return TRI_FAILED;
    }
    add_all(reader->arena, rules, &added);
    return TRI_OK;
}

TriStatus tri_rules_load(TriArena *arena, TriRules *rules, TriStr path, TriStr text,
                         TriError *error)
{
    return tri_read_file(arena, path, text, add_rules, rules, error);
}
