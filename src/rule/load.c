/* Rule files: JSON objects to rules. The first mistake refuses the file. */
#include "base/text.h"
#include "rule/embedded.h"
#include "rule/operators.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "json/document.h"

/* Conditions inside conditions. */
enum { MOST_DEPTH = 64 };

static const size_t NODES_RESERVE = (size_t)1 << 32;

typedef struct Loader {
    TriArena *arena;
    const TriJson *json;
    TriError *error;
} Loader;

static TriStatus wrong(const Loader *loader, const TriJsonNode *node,
                       const char *format, ...) __attribute__((format(printf, 3, 4)));

static TriStatus wrong(const Loader *loader, const TriJsonNode *node,
                       const char *format, ...)
{
    const TriSource *source = loader->json->source;
    TriPosition place = tri_position(source, node->start);
    va_list arguments;

    va_start(arguments, format);
    TriStr message = tri_format_list(loader->arena, format, arguments);

    va_end(arguments);
    return tri_fail(loader->error, "%.*s:%u:%u: %.*s", TRI_ARG(source->path),
                    place.line, place.column, TRI_ARG(message));
}

static TriStr text_of(const Loader *loader, const TriJsonNode *node)
{
    return tri_json_string(loader->arena, loader->json, node);
}

static TriStatus read_text(const Loader *loader, const TriJsonNode *node, TriStr *text)
{
    if (node->type != TRI_JSON_STRING) {
        return wrong(loader, node, "expected a string");
    }
    *text = text_of(loader, node);
    return TRI_OK;
}

/* A string, or an array of strings. */
static TriStatus read_texts(const Loader *loader, const TriJsonNode *node,
                            TriStr **texts, size_t *count)
{
    if (node->type == TRI_JSON_STRING) {
        *texts = TRI_NEW(loader->arena, TriStr);
        *count = 1;
        return read_text(loader, node, *texts);
    }
    if (node->type != TRI_JSON_ARRAY) {
        return wrong(loader, node, "expected a string or an array of strings");
    }
    *texts = TRI_NEW_ARRAY(loader->arena, TriStr, node->count);
    *count = 0;
    tri_json_each_item (item, node) {
        if (read_text(loader, item, &(*texts)[(*count)++]) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* Refuses a name that stands before in the object: what is said twice is said
   once too often. */
static TriStatus check_once(const Loader *loader, const TriJsonNode *object,
                            const TriJsonNode *name)
{
    TriStr key = text_of(loader, name);

    tri_json_each_member (earlier, object) {
        if (earlier == name) {
            return TRI_OK;
        }
        if (tri_str_eq_nocase(text_of(loader, earlier), key)) {
            return wrong(loader, name, "'%.*s' stands twice here", TRI_ARG(key));
        }
    }
    return TRI_OK;
}

/* ---- operands ---- */

static TriStatus read_array_operand(const Loader *loader, const TriJsonNode *node,
                                    TriValue *value);

static TriStatus read_operand(const Loader *loader, const TriJsonNode *node,
                              TriValue *value)
{
    int64_t integer;

    switch ((TriJsonType)node->type) {
    case TRI_JSON_NULL:
        *value = tri_value_null();
        return TRI_OK;
    case TRI_JSON_BOOL:
        *value = tri_value_bool(tri_json_bool(loader->json, node));
        return TRI_OK;
    case TRI_JSON_NUMBER:
        *value = tri_json_int(loader->json, node, &integer)
                     ? tri_value_int(integer)
                     : tri_value_float(tri_json_double(loader->json, node));
        return TRI_OK;
    case TRI_JSON_STRING:
        *value = tri_value_string(text_of(loader, node));
        return TRI_OK;
    case TRI_JSON_ARRAY:
        return read_array_operand(loader, node, value);
    case TRI_JSON_OBJECT:
        return wrong(loader, node, "an object is no value to compare with");
    }
    return TRI_OK;
}

static TriStatus read_array_operand(const Loader *loader, const TriJsonNode *node,
                                    TriValue *value)
{
    TriArray *array = TRI_NEW(loader->arena, TriArray);

    array->items = TRI_NEW_ARRAY(loader->arena, TriValue, node->count);
    tri_json_each_item (item, node) {
        if (item->type == TRI_JSON_ARRAY) {
            return wrong(loader, item,
                         "an array in an array is no value to compare with");
        }
        if (read_operand(loader, item, &array->items[array->count++]) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    *value = tri_value_array(array);
    return TRI_OK;
}

/* ---- conditions ---- */

static TriStatus read_path(const Loader *loader, const TriJsonNode *node, TriPath *path)
{
    TRI_LIST(TriStr) names = { 0 };
    TriStr name;

    if (read_text(loader, node, &path->text) != TRI_OK) {
        return TRI_FAILED;
    }
    for (TriStr rest = path->text; tri_str_split(&rest, '.', &name);) {
        if (name.size == 0) {
            return wrong(loader, node, "a path is names with dots between them");
        }
        tri_list_push(loader->arena, &names, name);
    }
    path->names = names.items;
    path->count = names.count;
    return TRI_OK;
}

static TriStatus read_condition(const Loader *loader, const TriJsonNode *node,
                                unsigned depth, TriCondition **condition);

static TriStatus read_parts(const Loader *loader, const TriJsonNode *node,
                            unsigned depth, TriCondition *condition)
{
    if (node->type != TRI_JSON_ARRAY || node->count == 0) {
        return wrong(loader, node, "expected an array of conditions");
    }
    condition->parts = TRI_NEW_ARRAY(loader->arena, TriCondition *, node->count);
    tri_json_each_item (item, node) {
        TriCondition **part = &condition->parts[condition->part_count++];

        if (read_condition(loader, item, depth + 1, part) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

static TriStatus read_not(const Loader *loader, const TriJsonNode *node, unsigned depth,
                          TriCondition *condition)
{
    condition->parts = TRI_NEW(loader->arena, TriCondition *);
    condition->part_count = 1;
    return read_condition(loader, node, depth + 1, condition->parts);
}

static TriStatus read_pattern(const Loader *loader, const TriJsonNode *node,
                              TriCondition *condition)
{
    TriError error = { loader->arena, { 0 } };

    if (tri_pattern_compile(loader->arena, condition->operand.string,
                            &condition->pattern, &error) != TRI_OK) {
        return wrong(loader, node, "%.*s", TRI_ARG(error.message));
    }
    return TRI_OK;
}

static TriStatus read_test(const Loader *loader, const TriJsonNode *name,
                           TriCondition *condition)
{
    TriStr key = text_of(loader, name);

    condition->test = tri_operator_find(key);
    if (condition->test == NULL) {
        return wrong(loader, name, "unknown key '%.*s' in a condition", TRI_ARG(key));
    }
    if (read_operand(loader, name + 1, &condition->operand) != TRI_OK) {
        return TRI_FAILED;
    }
    if ((condition->operand.kind & condition->test->operand) == 0) {
        return wrong(loader, name + 1, "'%.*s' takes %s", TRI_ARG(key),
                     tri_type_name(condition->test->operand));
    }
    return tri_str_eq(condition->test->name, TRI_STR("regex"))
               ? read_pattern(loader, name + 1, condition)
               : TRI_OK;
}

/* One member of a condition. `*operators` counts those that say what holds. */
static TriStatus read_condition_member(const Loader *loader, const TriJsonNode *name,
                                       unsigned depth, TriCondition *condition,
                                       unsigned *operators)
{
    TriStr key = text_of(loader, name);
    const TriJsonNode *value = name + 1;

    if (tri_str_eq_nocase(key, TRI_STR("path"))) {
        return read_path(loader, value, &condition->path);
    }
    if (tri_str_eq_nocase(key, TRI_STR("where"))) {
        return read_condition(loader, value, depth + 1, &condition->where);
    }
    if (tri_str_eq_nocase(key, TRI_STR("resourceType")) && depth == 0) {
        return TRI_OK; /* the rule's, read by read_types */
    }
    ++*operators;
    if (tri_str_eq_nocase(key, TRI_STR("allOf"))) {
        condition->kind = TRI_ALL_OF;
        return read_parts(loader, value, depth, condition);
    }
    if (tri_str_eq_nocase(key, TRI_STR("anyOf"))) {
        condition->kind = TRI_ANY_OF;
        return read_parts(loader, value, depth, condition);
    }
    if (tri_str_eq_nocase(key, TRI_STR("not"))) {
        condition->kind = TRI_NOT;
        return read_not(loader, value, depth, condition);
    }
    condition->kind = TRI_TEST;
    return read_test(loader, name, condition);
}

static TriStatus read_condition(const Loader *loader, const TriJsonNode *node,
                                unsigned depth, TriCondition **condition)
{
    unsigned operators = 0;

    if (node->type != TRI_JSON_OBJECT) {
        return wrong(loader, node, "a condition must be an object");
    }
    if (depth > MOST_DEPTH) {
        return wrong(loader, node, "conditions are nested deeper than %d", MOST_DEPTH);
    }
    *condition = TRI_NEW(loader->arena, TriCondition);
    tri_json_each_member (name, node) {
        if (check_once(loader, node, name) != TRI_OK ||
            read_condition_member(loader, name, depth, *condition, &operators) !=
                TRI_OK) {
            return TRI_FAILED;
        }
    }
    if (operators != 1) {
        return wrong(loader, node, "a condition needs exactly one operator, not %u",
                     operators);
    }
    return TRI_OK;
}

/* ---- rules ---- */

typedef TriStatus ReadMember(const Loader *loader, const TriJsonNode *node,
                             TriRule *rule);

static TriStatus read_evaluation(const Loader *loader, const TriJsonNode *node,
                                 TriRule *rule)
{
    const TriJsonNode *types =
        tri_json_find(loader->json, node, TRI_STR("resourceType"));

    if (types == NULL) {
        return wrong(loader, node, "the evaluation needs a 'resourceType'");
    }
    if (read_texts(loader, types, &rule->types, &rule->type_count) != TRI_OK) {
        return TRI_FAILED;
    }
    return read_condition(loader, node, 0, &rule->condition);
}

static TriStatus read_level(const Loader *loader, const TriJsonNode *node,
                            TriRule *rule)
{
    TriStr text;

    if (read_text(loader, node, &text) != TRI_OK) {
        return TRI_FAILED;
    }
    for (int level = 0; level < TRI_LEVEL_COUNT; level++) {
        if (tri_str_eq(text, tri_str_from_c(tri_level_name((TriLevel)level)))) {
            rule->level = (TriLevel)level;
            return TRI_OK;
        }
    }
    return wrong(loader, node,
                 "'%.*s' is no level; expected error, warning, info or off",
                 TRI_ARG(text));
}

static TriStatus read_aliases(const Loader *loader, const TriJsonNode *node,
                              TriRule *rule)
{
    return read_texts(loader, node, &rule->aliases, &rule->alias_count);
}

static TriStatus read_note(const Loader *loader, const TriJsonNode *node,
                           TriRuleNote *note)
{
    const TriJsonNode *when = tri_json_find(loader->json, node, TRI_STR("when"));
    const TriJsonNode *text = tri_json_find(loader->json, node, TRI_STR("text"));

    if (when == NULL || text == NULL) {
        return wrong(loader, node, "a note needs 'when' and 'text'");
    }
    if (read_condition(loader, when, 1, &note->when) != TRI_OK) {
        return TRI_FAILED;
    }
    return read_text(loader, text, &note->text);
}

static TriStatus read_notes(const Loader *loader, const TriJsonNode *node,
                            TriRule *rule)
{
    if (node->type != TRI_JSON_ARRAY) {
        return wrong(loader, node, "expected an array of notes");
    }
    rule->notes = TRI_NEW_ARRAY(loader->arena, TriRuleNote, node->count);
    tri_json_each_item (item, node) {
        if (read_note(loader, item, &rule->notes[rule->note_count++]) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

static TriStatus read_nouns(const Loader *loader, const TriJsonNode *node,
                            TriRule *rule)
{
    if (node->type != TRI_JSON_OBJECT) {
        return wrong(loader, node, "expected an object from resource type to noun");
    }
    rule->nouns = TRI_NEW_ARRAY(loader->arena, TriNoun, node->count);
    tri_json_each_member (name, node) {
        TriNoun *noun = &rule->nouns[rule->noun_count++];

        noun->type = text_of(loader, name);
        if (read_text(loader, name + 1, &noun->noun) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* A member that is kept for other commands, or for the reader of the file. */
static TriStatus pass_over(const Loader *loader, const TriJsonNode *node, TriRule *rule)
{
    (void)loader;
    (void)node;
    (void)rule;
    return TRI_OK;
}

/* Members of a rule: a text, or something with a reader of its own. */
typedef struct Member {
    TriStr name;
    ReadMember *read;
    size_t text; /* offset of a TriStr in TriRule, where there is no reader */
} Member;

#define TEXT(name, field)                                                              \
    {                                                                                  \
        TRI_STR_INIT(name), NULL, offsetof(TriRule, field)                             \
    }

static const Member members[] = {
    TEXT("id", id),
    TEXT("name", name),
    TEXT("shortDescription", title),
    TEXT("fullDescription", description),
    TEXT("recommendation", fix),
    TEXT("message", message),
    TEXT("undecidedMessage", undecided_message),
    TEXT("absent", absent),
    { TRI_STR_INIT("level"), read_level, 0 },
    { TRI_STR_INIT("aliases"), read_aliases, 0 },
    { TRI_STR_INIT("evaluation"), read_evaluation, 0 },
    { TRI_STR_INIT("notes"), read_notes, 0 },
    { TRI_STR_INIT("nouns"), read_nouns, 0 },
    { TRI_STR_INIT("securitySeverity"), pass_over, 0 },
    { TRI_STR_INIT("tags"), pass_over, 0 },
    { TRI_STR_INIT("links"), pass_over, 0 },
    { TRI_STR_INIT("tests"), pass_over, 0 },
};

static const Member *find_member(TriStr name)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (tri_str_eq_nocase(members[i].name, name)) {
            return &members[i];
        }
    }
    return NULL;
}

static TriStatus unknown_member(const Loader *loader, const TriJsonNode *name,
                                TriStr key)
{
    TriStr names[sizeof members / sizeof *members];
    size_t count = sizeof members / sizeof *members;

    for (size_t i = 0; i < count; i++) {
        names[i] = members[i].name;
    }
    TriStr nearest = tri_str_nearest(key, names, count);

    if (nearest.size == 0) {
        return wrong(loader, name, "unknown key '%.*s' in a rule", TRI_ARG(key));
    }
    return wrong(loader, name, "unknown key '%.*s' in a rule; did you mean '%.*s'?",
                 TRI_ARG(key), TRI_ARG(nearest));
}

static TriStatus read_member(const Loader *loader, const TriJsonNode *name,
                             TriRule *rule)
{
    TriStr key = text_of(loader, name);
    const Member *member = find_member(key);

    if (member == NULL) {
        return unknown_member(loader, name, key);
    }
    if (member->read != NULL) {
        return member->read(loader, name + 1, rule);
    }
    return read_text(loader, name + 1, (TriStr *)((char *)rule + member->text));
}

static TriStatus read_rule(const Loader *loader, const TriJsonNode *node, TriRule *rule)
{
    *rule = (TriRule){ .level = TRI_LEVEL_WARNING };
    if (node->type != TRI_JSON_OBJECT) {
        return wrong(loader, node, "a rule must be an object");
    }
    tri_json_each_member (name, node) {
        if (check_once(loader, node, name) != TRI_OK ||
            read_member(loader, name, rule) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    if (rule->id.size == 0 || rule->condition == NULL || rule->message.size == 0) {
        return wrong(loader, node, "a rule needs 'id', 'message' and 'evaluation'");
    }
    return TRI_OK;
}

static bool is_taken(const TriRules *rules, TriStr id)
{
    for (size_t i = 0; i < rules->list.count; i++) {
        if (tri_str_eq_nocase(rules->list.items[i].id, id)) {
            return true;
        }
    }
    return false;
}

/* Keeps the list sorted by id. */
static void insert(TriArena *arena, TriRules *rules, TriRule rule)
{
    size_t at;

    tri_list_push(arena, &rules->list, rule);
    for (at = rules->list.count - 1; at > 0; at--) {
        if (tri_str_compare(rules->list.items[at - 1].id, rule.id) < 0) {
            break;
        }
        rules->list.items[at] = rules->list.items[at - 1];
    }
    rules->list.items[at] = rule;
}

/* Reads a rule into `added`; `rules` are those that were there before. */
static TriStatus read_new_rule(const Loader *loader, const TriJsonNode *node,
                               const TriRules *rules, TriRules *added)
{
    TriRule rule;

    if (read_rule(loader, node, &rule) != TRI_OK) {
        return TRI_FAILED;
    }
    if (is_taken(rules, rule.id) || is_taken(added, rule.id)) {
        return wrong(loader, node, "the rule '%.*s' is there already",
                     TRI_ARG(rule.id));
    }
    insert(loader->arena, added, rule);
    return TRI_OK;
}

static TriStatus add_rules(const Loader *loader, TriRules *rules)
{
    const TriJsonNode *root = loader->json->root;
    TriRules added = { 0 };

    if (root->type != TRI_JSON_ARRAY) {
        if (read_new_rule(loader, root, rules, &added) != TRI_OK) {
            return TRI_FAILED;
        }
    } else {
        tri_json_each_item (item, root) {
            if (read_new_rule(loader, item, rules, &added) != TRI_OK) {
                return TRI_FAILED;
            }
        }
    }
    for (size_t i = 0; i < added.list.count; i++) {
        insert(loader->arena, rules, added.list.items[i]);
    }
    return TRI_OK;
}

/* The parse error in the sink as an error of the file. */
static TriStatus not_json(const TriSink *sink, TriError *error)
{
    const TriFinding *finding = &sink->findings.items[0];
    TriPosition place = tri_position(finding->span.source, finding->span.start);

    return tri_fail(error, "%.*s:%u:%u: %.*s", TRI_ARG(finding->span.source->path),
                    place.line, place.column, TRI_ARG(finding->message));
}

TriStatus tri_rules_load(TriArena *arena, TriRules *rules, TriStr path, TriStr text,
                         TriError *error)
{
    TriSink sink = { .arena = arena };
    TriArena nodes = tri_arena_open(NODES_RESERVE);
    TriArena scratch = tri_arena_open(NODES_RESERVE);
    TriSource *source = TRI_NEW(arena, TriSource);

    *source = tri_source_open(arena, path, text);
    TriJson json = tri_json_parse(&nodes, scratch, source, &sink);
    Loader loader = { arena, &json, error };
    TriStatus status =
        json.root == NULL ? not_json(&sink, error) : add_rules(&loader, rules);

    tri_arena_close(&scratch);
    tri_arena_close(&nodes);
    return status;
}

TriStatus tri_rules_load_embedded(TriArena *arena, TriRules *rules, TriError *error)
{
    for (size_t i = 0; i < tri_embedded_rule_count; i++) {
        const TriEmbeddedRule *rule = &tri_embedded_rules[i];

        if (tri_rules_load(arena, rules, rule->path, rule->text, error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

bool tri_rule_answers_to(const TriRule *rule, TriStr word)
{
    if (tri_str_eq_nocase(word, rule->id) || tri_str_eq_nocase(word, TRI_STR("ALL"))) {
        return true;
    }
    for (size_t i = 0; i < rule->alias_count; i++) {
        if (tri_str_eq_nocase(word, rule->aliases[i])) {
            return true;
        }
    }
    return false;
}

bool tri_rule_looks_at(const TriRule *rule, TriStr type)
{
    for (size_t i = 0; i < rule->type_count; i++) {
        if (tri_str_eq_nocase(type, rule->types[i])) {
            return true;
        }
    }
    return false;
}
