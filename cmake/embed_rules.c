/* embed_rules OUTPUT ROOT FILE…: reads the rule files, below ROOT, and writes what they
   say as a C file, so that the program has its rules read when it starts. What is wrong
   with a rule is an error of the build. */
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "rule/check.h"
#include "rule/operators.h"
#include "rule/rule.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Maker {
    TriArena arena;
    TriMap names; /* of what is written, by its type and text */
    TriText text; /* definitions */
    size_t count; /* of them */
} Maker;

/* Adds an initializer of what it points to. */
typedef void Add(Maker *maker, TriText *text, const void *item);

_Noreturn static void give_up(TriStr why)
{
    fprintf(stderr, "embed_rules: %.*s\n", TRI_ARG(why));
    exit(1);
}

/* ---- definitions ---- */

/* The name of an array of `type` with the initializers `items`: one that is there, or
   a new one. What is the same is written once. */
static TriStr define(Maker *maker, const char *type, TriStr items)
{
    TriStr key = tri_format(&maker->arena, "%s %.*s", type, TRI_ARG(items));
    TriStr **name =
        (TriStr **)tri_map_put(&maker->arena, &maker->names, key, TRI_MAP_EXACT);

    if (*name == NULL) {
        *name = TRI_NEW(&maker->arena, TriStr);
        **name = tri_format(&maker->arena, "made_%zu", maker->count++);
        tri_text_addf(&maker->text, "static %s %.*s[] = {\n%.*s};\n\n", type,
                      TRI_ARG(**name), TRI_ARG(items));
    }
    return **name;
}

/* Adds the name of an array of `count` items, or NULL. */
static void add_array(Maker *maker, TriText *text, const char *type, Add *add,
                      const void *items, size_t count, size_t size)
{
    TriText list = tri_text(&maker->arena);

    for (size_t i = 0; i < count; i++) {
        tri_text_add_c(&list, "    ");
        add(maker, &list, (const char *)items + i * size);
        tri_text_add_c(&list, ",\n");
    }
    tri_text_add(text, count == 0 ? TRI_STR("NULL")
                                  : define(maker, type, tri_text_str(&list)));
}

#define ADD_ARRAY(maker, text, type, add, items, count)                                \
    add_array((maker), (text), #type, (add), (items), (count), sizeof(type))

/* Adds a TRI_LIST. */
#define ADD_LIST(maker, text, type, add, list)                                         \
    do {                                                                               \
        tri_text_add_c((text), "{ ");                                                  \
        ADD_ARRAY((maker), (text), type, (add), (list)->items, (list)->count);         \
        tri_text_addf((text), ", %zu, %zu }, ", (list)->count, (list)->count);         \
    } while (0)

/* ---- words and values ---- */

static void add_str(Maker *maker, TriText *text, const void *item)
{
    const TriStr *str = item;

    (void)maker;
    tri_text_add_c(text, "TRI_STR_INIT(\"");
    for (size_t i = 0; i < str->size; i++) {
        char c = str->data[i];
        bool is_plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?';

        if (is_plain) {
            tri_text_add_char(text, c);
        } else {
            unsigned byte = (unsigned char)c;

            tri_text_addf(text, "\\%u%u%u", byte >> 6, byte >> 3 & 7, byte & 7);
        }
    }
    tri_text_add_c(text, "\")");
}

/* Adds a TriStr and a comma. */
static void add_word(Maker *maker, TriText *text, TriStr word)
{
    add_str(maker, text, &word);
    tri_text_add_c(text, ", ");
}

/* Adds a structure whose members are all TriStr. */
static void add_struct(Maker *maker, TriText *text, const TriStr *members, size_t count)
{
    tri_text_add_c(text, "{ ");
    for (size_t i = 0; i < count; i++) {
        add_word(maker, text, members[i]);
    }
    tri_text_add_c(text, "}");
}

/* Adds an array of TriStr and its count. */
static void add_words(Maker *maker, TriText *text, const TriStr *words, size_t count)
{
    ADD_ARRAY(maker, text, TriStr, add_str, words, count);
    tri_text_addf(text, ", %zu, ", count);
}

static void add_value(Maker *maker, TriText *text, const void *item);

static void add_array_value(Maker *maker, TriText *text, const void *item)
{
    const TriArray *array = item;

    tri_text_add_c(text, "{ ");
    ADD_ARRAY(maker, text, TriValue, add_value, array->items, array->count);
    tri_text_addf(text, ", %zu, false, NULL }", array->count);
}

static void add_value(Maker *maker, TriText *text, const void *item)
{
    const TriValue *value = item;

    tri_text_addf(text, "{ .kind = %u", value->kind);
    switch (value->kind) {
    case 0:
    case TRI_NULL:
        break;
    case TRI_BOOL:
        tri_text_addf(text, ", .boolean = %s", value->boolean ? "true" : "false");
        break;
    case TRI_INT:
        tri_text_addf(text, ", .integer = %lld", (long long)value->integer);
        break;
    case TRI_FLOAT:
        tri_text_addf(text, ", .number = %.17g", value->number);
        break;
    case TRI_STRING:
        tri_text_add_c(text, ", .string = ");
        add_str(maker, text, &value->string);
        break;
    case TRI_ARRAY:
        tri_text_add_c(text, ", .array = ");
        ADD_ARRAY(maker, text, TriArray, add_array_value, value->array, 1);
        break;
    default:
        give_up(TRI_STR("a rule has a value of a kind that is not known here"));
    }
    tri_text_add_c(text, " }");
}

/* ---- conditions ---- */

static void add_types(Maker *maker, TriText *text, const TriTypes *types)
{
    tri_text_add_c(text, "{ ");
    add_words(maker, text, types->items, types->count);
    tri_text_add_c(text, "}, ");
}

static void add_segment(Maker *maker, TriText *text, const void *item)
{
    const TriSegment *segment = item;

    tri_text_addf(text, "{ %d, ", (int)segment->kind);
    add_word(maker, text, segment->name);
    tri_text_addf(text, "%zu }", segment->index);
}

static void add_path(Maker *maker, TriText *text, const TriPath *path)
{
    tri_text_add_c(text, "{ ");
    add_word(maker, text, path->text);
    tri_text_addf(text, "%uU, %zu, %uU, ", path->hash, path->parent_size,
                  path->parent_hash);
    ADD_ARRAY(maker, text, TriSegment, add_segment, path->segments, path->count);
    tri_text_addf(text, ", %zu, %s }, ", path->count,
                  path->has_wildcard ? "true" : "false");
}

static void add_condition(Maker *maker, TriText *text, const void *item);

/* Adds a pointer to a condition, or NULL. */
static void add_condition_at(Maker *maker, TriText *text, const void *item)
{
    const TriCondition *const *condition = item;

    ADD_ARRAY(maker, text, TriCondition, add_condition, *condition, *condition != NULL);
}

static void add_relation(Maker *maker, TriText *text, const TriRelation *relation)
{
    tri_text_addf(text, "{ %d, ", (int)relation->reach);
    add_types(maker, text, &relation->types);
    add_word(maker, text, relation->name);
    add_path(maker, text, &relation->id);
    add_condition_at(maker, text, &relation->where);
    tri_text_addf(text, ", %s, ", relation->exists ? "true" : "false");
    add_word(maker, text, relation->name_expression);
    tri_text_add_c(text, "}, ");
}

static void add_pattern(Maker *maker, TriText *text, const void *item)
{
    const TriPattern *pattern = item;

    tri_text_add_c(text, "TRI_PATTERN_INIT(");
    add_str(maker, text, &pattern->text);
    tri_text_add_c(text, ")");
}

static void add_release(Maker *maker, TriText *text, const void *item)
{
    const TriRelease *release = item;
    const TriStr members[] = { release->stack, release->version, release->end };

    add_struct(maker, text, members, 3);
}

static void add_releases(Maker *maker, TriText *text, const void *item)
{
    const TriReleases *releases = item;

    tri_text_add_c(text, "{ ");
    add_word(maker, text, releases->date);
    ADD_LIST(maker, text, TriRelease, add_release, &releases->list);
    tri_text_add_c(text, "}");
}

/* Adds the operator and its operand. */
static void add_test(Maker *maker, TriText *text, const TriCondition *condition)
{
    if (condition->test == NULL) {
        tri_text_add_c(text, "NULL, ");
    } else {
        tri_text_addf(text, "&tri_operators[%zu], ",
                      (size_t)(condition->test - tri_operators));
    }
    add_value(maker, text, &condition->operand);
    tri_text_add_c(text, ", ");
    ADD_ARRAY(maker, text, TriPattern, add_pattern, condition->pattern,
              condition->pattern != NULL);
    tri_text_add_c(text, ", ");
}

/* "plaintext-secret" is tri_check_plaintext_secret. */
static void add_check_name(TriText *text, TriStr name)
{
    tri_text_add_c(text, "&tri_check_");
    for (size_t i = 0; i < name.size; i++) {
        tri_text_add_char(text, name.data[i] == '-' ? '_' : name.data[i]);
    }
    tri_text_add_c(text, ", ");
}

static void add_check(Maker *maker, TriText *text, const TriCondition *condition)
{
    if (condition->check == NULL) {
        tri_text_add_c(text, "NULL, ");
    } else {
        add_check_name(text, condition->check->name);
    }
    ADD_ARRAY(maker, text, TriReleases, add_releases, condition->releases,
              condition->releases != NULL);
    tri_text_add_c(text, ", ");
}

static void add_condition(Maker *maker, TriText *text, const void *item)
{
    const TriCondition *condition = item;

    if (condition->policy != NULL) {
        give_up(TRI_STR("policies are not built into the program"));
    }
    tri_text_addf(text, "{ %d, ", (int)condition->kind);
    add_types(maker, text, &condition->types);
    add_path(maker, text, &condition->path);
    add_condition_at(maker, text, &condition->where);
    tri_text_add_c(text, ", ");
    add_word(maker, text, condition->least_version);
    add_word(maker, text, condition->most_version);
    ADD_ARRAY(maker, text, TriCondition *, add_condition_at, condition->parts,
              condition->part_count);
    tri_text_addf(text, ", %zu, ", condition->part_count);
    add_test(maker, text, condition);
    add_word(maker, text, condition->expression);
    add_path(maker, text, &condition->counted);
    add_condition_at(maker, text, &condition->counted_where);
    tri_text_add_c(text, ", ");
    add_relation(maker, text, &condition->relation);
    add_check(maker, text, condition);
    tri_text_addf(text, "NULL, %d, ", (int)condition->level);
    add_word(maker, text, condition->message);
    tri_text_addf(text, "%u, %d }", condition->profiles, (int)condition->undecided);
}

/* ---- rules ---- */

static void add_link(Maker *maker, TriText *text, const void *item)
{
    const TriLinkText *link = item;
    const TriStr members[] = { link->title, link->url };

    add_struct(maker, text, members, 2);
}

static void add_remediation(Maker *maker, TriText *text, const void *item)
{
    const TriRemediation *remediation = item;
    const TriStr members[] = { remediation->title, remediation->text, remediation->code,
                               remediation->language };

    add_struct(maker, text, members, 4);
}

static void add_compliance(Maker *maker, TriText *text, const void *item)
{
    const TriCompliance *compliance = item;
    const TriStr members[] = { compliance->framework, compliance->control,
                               compliance->source };

    add_struct(maker, text, members, 3);
}

static void add_entry(Maker *maker, TriText *text, const void *item)
{
    const TriEntry *entry = item;

    tri_text_add_c(text, "{ ");
    add_types(maker, text, &entry->types);
    add_condition_at(maker, text, &entry->condition);
    tri_text_add_c(text, " }");
}

static void add_overlay(Maker *maker, TriText *text, const void *item)
{
    const TriOverlay *overlay = item;

    tri_text_add_c(text, "{ ");
    add_types(maker, text, &overlay->types);
    add_word(maker, text, overlay->name);
    add_path(maker, text, &overlay->path);
    add_path(maker, text, &overlay->at);
    tri_text_add_c(text, "}");
}

static void add_parameter(Maker *maker, TriText *text, const void *item)
{
    const TriRuleParameter *parameter = item;

    tri_text_add_c(text, "{ ");
    add_word(maker, text, parameter->name);
    tri_text_add_c(text, "{ ");
    for (size_t i = 0; i <= TRI_PROFILE_CIS; i++) {
        add_value(maker, text, &parameter->values[i]);
        tri_text_add_c(text, ", ");
    }
    tri_text_add_c(text, "} }");
}

static void add_note(Maker *maker, TriText *text, const void *item)
{
    const TriRuleNote *note = item;

    tri_text_add_c(text, "{ ");
    add_condition_at(maker, text, &note->when);
    tri_text_add_c(text, ", ");
    add_word(maker, text, note->text);
    tri_text_add_c(text, "}");
}

static void add_mend(Maker *maker, TriText *text, const TriFix *mend)
{
    tri_text_add_c(text, "{ ");
    add_word(maker, text, mend->action);
    add_word(maker, text, mend->value);
    tri_text_addf(text, "%s }, ", mend->is_safe ? "true" : "false");
}

static void add_rule(Maker *maker, TriText *text, const void *item)
{
    const TriRule *rule = item;

    tri_text_add_c(text, "{ ");
    add_word(maker, text, rule->id);
    add_word(maker, text, rule->name);
    add_word(maker, text, rule->title);
    add_word(maker, text, rule->description);
    add_word(maker, text, rule->fix);
    tri_text_addf(text, "%d, %.17g, %u, ", (int)rule->level, rule->security_severity,
                  rule->profiles);
    add_word(maker, text, rule->category);
    add_words(maker, text, rule->cwe, rule->cwe_count);
    add_words(maker, text, rule->tags, rule->tag_count);
    add_words(maker, text, rule->aliases, rule->alias_count);
    ADD_LIST(maker, text, TriLinkText, add_link, &rule->links);
    ADD_LIST(maker, text, TriRemediation, add_remediation, &rule->remediation);
    ADD_LIST(maker, text, TriCompliance, add_compliance, &rule->compliance);
    add_mend(maker, text, &rule->mend);
    tri_text_addf(text, "%d, %d, ", (int)rule->target, (int)rule->undecided);
    ADD_LIST(maker, text, TriEntry, add_entry, &rule->entries);
    ADD_LIST(maker, text, TriOverlay, add_overlay, &rule->overlays);
    ADD_LIST(maker, text, TriRuleParameter, add_parameter, &rule->parameters);
    ADD_LIST(maker, text, TriRuleNote, add_note, &rule->notes);
    add_word(maker, text, rule->message);
    add_word(maker, text, rule->undecided_message);
    add_word(maker, text, rule->absent);
    tri_text_add_c(text, "false }");
}

/* ---- files ---- */

static void load(Maker *maker, TriStr root, TriStr path, TriRules *rules)
{
    TriError error = { &maker->arena, { 0 } };
    TriStr shown = tri_str_from(path, root.size + 1);
    TriStr text;

    if (tri_file_read(&maker->arena, path, &text, &error) != TRI_OK ||
        tri_rules_load(&maker->arena, rules, shown, text, &error) != TRI_OK) {
        give_up(error.message);
    }
}

static void write_file(Maker *maker, const char *path, const TriRules *rules)
{
    TriText list = tri_text(&maker->arena);

    for (size_t i = 0; i < rules->list.count; i++) {
        tri_text_add_c(&list, "    ");
        add_rule(maker, &list, &rules->list.items[i]);
        tri_text_add_c(&list, ",\n");
    }
    TriStr all =
        TRI_CONCAT(&maker->arena, tri_text_str(&maker->text), tri_text_str(&list));
    TriStr digest = tri_sha256_hex(&maker->arena, all, TRI_SHA256_SIZE);
    FILE *file = fopen(path, "w");

    if (file == NULL ||
        fprintf(file,
                "/* Made by cmake/embed_rules.c. */\n"
                "#include \"rule/check.h\"\n"
                "#include \"rule/embedded.h\"\n"
                "#include \"rule/operators.h\"\n\n"
                "%.*sTriRule tri_embedded_rules[] = {\n%.*s};\n\n"
                "const size_t tri_embedded_rule_count = %zu;\n\n"
                "const TriStr tri_embedded_digest = TRI_STR_INIT(\"%.*s\");\n",
                TRI_ARG(tri_text_str(&maker->text)), TRI_ARG(tri_text_str(&list)),
                rules->list.count, TRI_ARG(digest)) < 0 ||
        fclose(file) != 0) {
        give_up(
            tri_format(&maker->arena, "cannot write '%s': %s", path, strerror(errno)));
    }
}

int main(int count, char **words)
{
    Maker maker = { .arena = tri_arena_open((size_t)1 << 30) };
    TriRules rules = { 0 };

    if (count < 3) {
        give_up(TRI_STR("expected OUTPUT ROOT FILE..."));
    }
    maker.text = tri_text(&maker.arena);
    for (int i = 3; i < count; i++) {
        load(&maker, tri_str_from_c(words[2]), tri_str_from_c(words[i]), &rules);
    }
    tri_rules_sort(&rules);
    write_file(&maker, words[1], &rules);
    tri_arena_close(&maker.arena);
    return 0;
}
