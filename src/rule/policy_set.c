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

bool tri_policy_is_resource(const TriJson *json, const TriJsonNode *node)
{
    return find(json, node, "apiVersion") != NULL;
}

TriStr tri_policy_mistake(const TriJson *json, const TriJsonNode *node)
{
    const TriJsonNode *properties = find(json, node, "properties");

    if (find(json, node, "if") != NULL && find(json, node, "then") != NULL) {
        return TRI_STR("a policy rule stands in the 'policyRule' of a definition");
    }
    if (find(json, node, "$schema") != NULL && find(json, node, "resources") != NULL) {
        return TRI_STR("a template is no definition of a policy, nor are the resources "
                       "in it read as such");
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
    TriMap *made; /* rules by definition and values of parameters */
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

static void add_tag(TriArena *arena, TriStr tag, TriRule *rule)
{
    TriStr *tags = TRI_NEW_ARRAY(arena, TriStr, rule->tag_count + 1);

    for (size_t i = 0; i < rule->tag_count; i++) {
        if (tri_str_eq(rule->tags[i], tag)) {
            return;
        }
        tags[i] = rule->tags[i];
    }
    tags[rule->tag_count++] = tag;
    rule->tags = tags;
}

static void add_value(TriText *key, TriValue value);

static void add_members(TriText *key, const TriObject *object)
{
    for (size_t i = 0; i < object->count; i++) {
        TriStr name = object->members[i].name;

        tri_text_addf(key, "%zu:%.*s", name.size, TRI_ARG(name));
        add_value(key, tri_object_value(object, i));
    }
}

/* Text that only equal values have. Depth is limited by the reader. */
static void add_value(TriText *key, TriValue value)
{
    tri_text_addf(key, "%x ", value.kind);
    if (value.kind == TRI_BOOL) {
        tri_text_addf(key, "%d", value.boolean);
    } else if (value.kind == TRI_INT) {
        tri_text_addf(key, "%lld", (long long)value.integer);
    } else if (value.kind == TRI_FLOAT) {
        tri_text_addf(key, "%a", value.number);
    } else if (value.kind == TRI_STRING) {
        tri_text_addf(key, "%zu:%.*s", value.string.size, TRI_ARG(value.string));
    } else if (value.kind == TRI_OBJECT) {
        tri_text_addf(key, "%zu{", value.object->count);
        add_members(key, value.object);
    } else if (value.kind == TRI_ARRAY) {
        tri_text_addf(key, "%zu[", value.array->count);
        for (size_t i = 0; i < value.array->count; i++) {
            add_value(key, tri_array_item(value.array, i));
        }
    }
}

/* The definition and its values, as a key. */
static TriStr key_of(TriArena *arena, const Making *making, const TriRule *rule)
{
    TriText key = tri_text(arena);

    tri_text_add(&key, making->source->name);
    for (size_t i = 0; i < rule->parameters.count; i++) {
        tri_text_add_c(&key, "\n");
        add_value(&key, rule->parameters.items[i].values[0]);
    }
    return tri_text_str(&key);
}

/* The same definition with the same values is the same rule, of one initiative more. */
static TriStatus make_rule(TriReader *reader, void *context)
{
    const Making *making = context;
    TriArena *arena = reader->arena;
    const TriJsonNode *node = node_of(reader, making->source);
    TriRule rule = { .id = as_id(arena, making->id) };

    if (check_given(reader, node, making) != TRI_OK ||
        tri_policy_read(reader, node, &making->given, &rule) != TRI_OK) {
        return TRI_FAILED;
    }
    void **made =
        tri_map_put(arena, making->made, key_of(arena, making, &rule), TRI_MAP_EXACT);

    if (*made != NULL) {
        const size_t *at = *made;

        add_tag(arena, making->tag, &making->rules->list.items[*at]);
        return TRI_OK;
    }
    if (tri_rules_have(making->rules, rule.id)) {
        return tri_reader_wrong(reader, node, "the rule '%.*s' is there already",
                                TRI_ARG(rule.id));
    }
    if (making->tag.size > 0) {
        add_tag(arena, making->tag, &rule);
    }
    size_t *at = TRI_NEW(arena, size_t);

    *at = making->rules->list.count;
    *made = at;
    tri_rules_add(arena, making->rules, rule);
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
    TriMap *made;
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

static bool is_taken(const TriReader *reader, const TriRules *rules, TriStr name)
{
    return tri_rules_have(rules, as_id(reader->arena, name));
}

/* The id of the definition or, when that is taken, with the reference behind it or,
   when that is taken, with the initiative between them. */
static TriStr member_id(const TriReader *reader, const TriJsonNode *node, TriStr name,
                        const Initiative *initiative)
{
    TriArena *arena = reader->arena;
    TriStr reference =
        text_of(reader, find(reader->json, node, "policyDefinitionReferenceId"));
    TriStr dot = TRI_STR(".");
    TriStr end = reference.size == 0 ? reference : TRI_CONCAT(arena, dot, reference);
    TriStr longer = TRI_CONCAT(arena, name, end);

    if (!is_taken(reader, initiative->rules, name)) {
        return name;
    }
    return !is_taken(reader, initiative->rules, longer)
               ? longer
               : TRI_CONCAT(arena, name, dot, initiative->source->name, end);
}

static TriStatus read_member(TriPolicyReading *reading, const TriJsonNode *node,
                             const Initiative *initiative)
{
    TriReader *reader = reading->reader;
    TriRules *rules = initiative->rules;
    const TriJsonNode *id = find(reader->json, node, "policyDefinitionId");
    const TriJsonNode *given = find(reader->json, node, "parameters");
    TriStr name = behind_last(text_of(reader, id), '/');
    Making making = { .rules = rules,
                      .made = initiative->made,
                      .tag = initiative->source->name };

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
    making.id = member_id(reader, node, making.source->name, initiative);
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
                                 .eval = tri_eval_new(reader->arena),
                                 .is_resource =
                                     tri_policy_is_resource(reader->json, node) };

    if (members->type != TRI_JSON_ARRAY) {
        return tri_reader_wrong(reader, members, "expected an array of definitions");
    }
    if (tri_policy_parameters(reader, body, &none, &parameters) != TRI_OK) {
        return TRI_FAILED;
    }
    TriStatus status = TRI_OK;

    tri_json_each_item (member, members) {
        if (read_member(&reading, member, initiative) != TRI_OK) {
            status = TRI_FAILED;
        }
    }
    return status;
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
    TriMap made = { 0 };
    TriStatus status = TRI_OK;

    if (check_names(rules, error) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < rules->initiatives.count; i++) {
        const TriPolicySource *source = &rules->initiatives.items[i];
        Initiative initiative = { source, rules, &made };
        TriError wrong = { arena, { 0 } };

        if (tri_read_file(arena, source->path, source->text, read_initiative,
                          &initiative, &wrong) != TRI_OK) {
            status = tri_fail_also(error, &wrong);
        }
    }
    /* A wrong initiative may leave out what it would have told of its policies. */
    if (status != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < rules->policies.count; i++) {
        Making making = { .source = &rules->policies.items[i],
                          .rules = rules,
                          .made = &made };
        TriError wrong = { arena, { 0 } };

        making.id = making.source->name;
        if (!making.source->is_used && make(arena, &making, &wrong) != TRI_OK) {
            status = tri_fail_also(error, &wrong);
        }
    }
    tri_rules_sort(rules);
    return status;
}
