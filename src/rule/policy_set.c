/* Policies among the files of rules: which there are, and what initiatives make of
   them. */
#include "rule/policy.h"

#include "base/text.h"
#include "rule/profile.h"

static const TriJsonNode *find(const TriJson *json, const TriJsonNode *object,
                               const char *name)
{
    return tri_json_find(json, object, tri_str_from_c(name));
}

static TriStr text_of(const TriReader *reader, const TriJsonNode *node)
{
    return node == NULL || node->type != TRI_JSON_STRING
               ? TRI_STR("")
               : tri_json_string(reader->arena, reader->json, node);
}

static bool has_either(const TriJson *json, const TriJsonNode *node)
{
    const TriJsonNode *rule = find(json, node, "policyRule");
    const TriJsonNode *list = find(json, node, "policyDefinitions");

    return rule != NULL || list != NULL;
}

const TriJsonNode *tri_policy_body(const TriJson *json, const TriJsonNode *node)
{
    const TriJsonNode *properties = find(json, node, "properties");

    return has_either(json, properties) ? properties : node;
}

bool tri_policy_is(const TriJson *json, const TriJsonNode *node)
{
    return has_either(json, tri_policy_body(json, node));
}

TriStr tri_policy_mistake(const TriJson *json, const TriJsonNode *node)
{
    const TriJsonNode *properties = find(json, node, "properties");

    if (find(json, node, "if") != NULL && find(json, node, "then") != NULL) {
        return TRI_STR("a policy rule stands in the 'policyRule' of a definition");
    }
    if (find(json, properties, "policyDefinitionId") != NULL) {
        return TRI_STR("an assignment is no definition of a policy; parameters get "
                       "their values from an initiative");
    }
    return TRI_STR("");
}

/* ---- names ---- */

static TriStr behind_last(TriStr text, char c)
{
    size_t at = tri_str_find_last_char(text, c);

    return at == TRI_NOT_FOUND ? text : tri_str_from(text, at + 1);
}

/* Letters, digits, dashes, dots and underscores; anything else is a dash. */
static TriStr as_id(TriArena *arena, TriStr text)
{
    TriText id = tri_text(arena);

    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool is_kept = tri_char_is_letter(c) || tri_char_is_digit(c) || c == '.' ||
                       c == '_' || c == '-';

        tri_text_add_char(&id, is_kept ? c : '-');
    }
    return tri_text_str(&id);
}

/* What a definition is called: its name, the end of its id, what it is displayed as,
   or the name of the file. */
static TriStr name_of(const TriReader *reader, const TriJsonNode *node)
{
    const TriJson *json = reader->json;
    const TriJsonNode *body = tri_policy_body(json, node);
    TriStr name = text_of(reader, find(json, node, "name"));
    TriStr id = behind_last(text_of(reader, find(json, node, "id")), '/');
    TriStr title = text_of(reader, find(json, body, "displayName"));
    TriStr file = behind_last(json->source->path, '/');

    if (name.size > 0 || id.size > 0) {
        return name.size > 0 ? name : id;
    }
    return title.size > 0 ? title
                          : tri_str_slice(file, 0, tri_str_find_char(file, '.'));
}

/* ---- files ---- */

static const TriPolicySource *find_source(const TriPolicySource *sources, size_t count,
                                          TriStr name)
{
    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq_nocase(sources[i].name, name)) {
            return &sources[i];
        }
    }
    return NULL;
}

TriStatus tri_policy_keep(TriReader *reader, const TriJsonNode *node, size_t item,
                          TriRules *rules)
{
    const TriJsonNode *body = tri_policy_body(reader->json, node);
    TriPolicySource source = { name_of(reader, node), reader->json->source->path,
                               reader->json->source->text, item, false };

    if (find(reader->json, body, "policyRule") == NULL) {
        tri_list_push(reader->arena, &rules->initiatives, source);
    } else {
        tri_list_push(reader->arena, &rules->policies, source);
    }
    return TRI_OK;
}

/* The object that is kept, in its file. */
static const TriJsonNode *node_of(const TriReader *reader,
                                  const TriPolicySource *source)
{
    size_t at = 0;

    if (source->item == TRI_NOT_FOUND) {
        return reader->json->root;
    }
    tri_json_each_item (item, reader->json->root) {
        if (at++ == source->item) {
            return item;
        }
    }
    return reader->json->root;
}

/* ---- definitions ---- */

/* A definition, and what becomes of it. */
typedef struct Making {
    const TriPolicySource *source;
    TriRules *rules;
    TriPolicyValues given;
    TriStr id;
    TriStr tag; /* the initiative; may be empty */
} Making;

/* Every value that is given must be one of a parameter. */
static TriStatus check_given(TriReader *reader, const TriJsonNode *node,
                             const Making *making)
{
    const TriJsonNode *parameters =
        find(reader->json, tri_policy_body(reader->json, node), "parameters");

    for (size_t i = 0; i < making->given.count; i++) {
        TriStr name = making->given.items[i].name;

        if (tri_json_find(reader->json, parameters, name) == NULL) {
            return tri_reader_wrong(
                reader, node, "initiative '%.*s' gives parameter '%.*s', which is none",
                TRI_ARG(making->tag), TRI_ARG(name));
        }
    }
    return TRI_OK;
}

static TriStatus make_rule(TriReader *reader, void *context)
{
    const Making *making = context;
    const TriJsonNode *node = node_of(reader, making->source);
    TriRule rule = { .id = as_id(reader->arena, making->id) };

    if (tri_rules_have(making->rules, rule.id)) {
        return tri_reader_wrong(reader, node, "the rule '%.*s' is there already",
                                TRI_ARG(rule.id));
    }
    if (making->tag.size > 0) {
        rule.tags = TRI_NEW(reader->arena, TriStr);
        rule.tags[rule.tag_count++] = making->tag;
    }
    if (check_given(reader, node, making) != TRI_OK ||
        tri_policy_read(reader, node, &making->given, &rule) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_rules_add(reader->arena, making->rules, rule);
    return TRI_OK;
}

static TriStatus make(TriArena *arena, Making *making, TriError *error)
{
    return tri_read_file(arena, making->source->path, making->source->text, make_rule,
                         making, error);
}

/* ---- initiatives ---- */

typedef struct Initiative {
    const TriPolicySource *source;
    TriRules *rules;
} Initiative;

/* {"name": {"value": …}}: values that may be parameters of the initiative. */
static TriStatus read_given(TriPolicyReading *reading, const TriJsonNode *node,
                            TriPolicyValues *given)
{
    TriReader *reader = reading->reader;

    if (node->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, node, "expected an object of values by name");
    }
    tri_json_each_member (name, node) {
        const TriJsonNode *value = find(reader->json, name + 1, "value");
        TriRuleParameter one = { .name = text_of(reader, name) };
        TriStr expression;

        if (value == NULL) {
            return tri_reader_wrong(reader, name, "expected an object with 'value'");
        }
        if (tri_policy_value(reading, value, &one.values[0], &expression) != TRI_OK) {
            return TRI_FAILED;
        }
        if (expression.size > 0) {
            return tri_reader_wrong(reader, value,
                                    "this value is known only when it is assigned");
        }
        tri_list_push(reader->arena, given, one);
    }
    return TRI_OK;
}

/* The id of the definition or, when that is taken, with the reference behind it. */
static TriStr member_id(const TriReader *reader, const TriJsonNode *node, TriStr name,
                        const TriRules *rules)
{
    TriStr reference =
        text_of(reader, find(reader->json, node, "policyDefinitionReferenceId"));

    return reference.size == 0 || !tri_rules_have(rules, as_id(reader->arena, name))
               ? name
               : tri_format(reader->arena, "%.*s.%.*s", TRI_ARG(name),
                            TRI_ARG(reference));
}

static TriStatus read_member(TriPolicyReading *reading, const TriJsonNode *node,
                             const Initiative *initiative)
{
    TriReader *reader = reading->reader;
    TriRules *rules = initiative->rules;
    const TriJsonNode *id = find(reader->json, node, "policyDefinitionId");
    const TriJsonNode *given = find(reader->json, node, "parameters");
    TriStr name = behind_last(text_of(reader, id), '/');
    Making making = { .rules = rules, .tag = initiative->source->name };

    if (name.size == 0) {
        return tri_reader_wrong(reader, node, "expected a 'policyDefinitionId'");
    }
    making.source = find_source(rules->policies.items, rules->policies.count, name);
    if (making.source == NULL) {
        return tri_reader_wrong(reader, id,
                                "the policy definition '%.*s' is not among the files "
                                "of rules",
                                TRI_ARG(name));
    }
    if (given != NULL && read_given(reading, given, &making.given) != TRI_OK) {
        return TRI_FAILED;
    }
    making.id = member_id(reader, node, making.source->name, rules);
    rules->policies.items[making.source - rules->policies.items].is_used = true;
    return make(reader->arena, &making, reader->error);
}

static TriStatus read_initiative(TriReader *reader, void *context)
{
    const Initiative *initiative = context;
    const TriJsonNode *node = node_of(reader, initiative->source);
    const TriJsonNode *body = tri_policy_body(reader->json, node);
    const TriJsonNode *members = find(reader->json, body, "policyDefinitions");
    TriRule parameters = { .is_policy = true };
    TriPolicyValues none = { 0 };
    TriPolicyReading reading = { .reader = reader,
                                 .rule = &parameters,
                                 .eval = tri_eval_new(reader->arena) };

    if (members->type != TRI_JSON_ARRAY) {
        return tri_reader_wrong(reader, members, "expected an array of definitions");
    }
    if (tri_policy_parameters(reader, body, &none, &parameters) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_json_each_item (member, members) {
        if (read_member(&reading, member, initiative) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* ---- all ---- */

static TriStatus check_names(const TriRules *rules, TriError *error)
{
    for (size_t i = 0; i < rules->policies.count; i++) {
        const TriPolicySource *source = &rules->policies.items[i];
        const TriPolicySource *first =
            find_source(rules->policies.items, i, source->name);

        if (first != NULL) {
            return tri_fail(error,
                            "%.*s:1:1: the policy definition '%.*s' is in '%.*s' as "
                            "well",
                            TRI_ARG(source->path), TRI_ARG(source->name),
                            TRI_ARG(first->path));
        }
    }
    return TRI_OK;
}

TriStatus tri_rules_complete(TriArena *arena, TriRules *rules, TriError *error)
{
    if (check_names(rules, error) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < rules->initiatives.count; i++) {
        const TriPolicySource *source = &rules->initiatives.items[i];
        Initiative initiative = { source, rules };

        if (tri_read_file(arena, source->path, source->text, read_initiative,
                          &initiative, error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    for (size_t i = 0; i < rules->policies.count; i++) {
        Making making = { .source = &rules->policies.items[i], .rules = rules };

        making.id = making.source->name;
        if (!making.source->is_used && make(arena, &making, error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    tri_rules_sort(rules);
    return TRI_OK;
}
