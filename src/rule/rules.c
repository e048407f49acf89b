/* Sets of rules: what they are called, and which look at what. */
#include "rule/rule.h"

#include <stdlib.h>

/* ---- names ---- */

bool tri_rule_answers_to(const TriRule *rule, TriStr word)
{
    TriStr tag = TRI_STR("tag:");

    if (tri_str_eq_nocase(word, rule->id) || tri_str_eq_nocase(word, TRI_STR("ALL"))) {
        return true;
    }
    if (tri_str_has_prefix_nocase(word, tag)) {
        return tri_str_is_among_nocase(tri_str_from(word, tag.size), rule->tags,
                                       rule->tag_count);
    }
    return tri_str_is_among_nocase(word, rule->aliases, rule->alias_count);
}

bool tri_rules_answer_to(const TriRules *rules, TriStr word)
{
    for (size_t i = 0; i < rules->list.count; i++) {
        if (tri_rule_answers_to(&rules->list.items[i], word)) {
            return true;
        }
    }
    return false;
}

static bool is_before(const void *rule, const void *id)
{
    return tri_str_compare(((const TriRule *)rule)->id, *(const TriStr *)id) < 0;
}

const TriRule *tri_rules_find(const TriRules *rules, TriStr id)
{
    size_t place = tri_lower_bound(rules->list.items, rules->list.count,
                                   sizeof(TriRule), is_before, &id);

    return place < rules->list.count && tri_str_eq(rules->list.items[place].id, id)
               ? &rules->list.items[place]
               : NULL;
}

/* ---- parameters ---- */

TriRuleParameter *tri_rule_parameter(const TriRule *rule, TriStr name)
{
    for (size_t i = 0; i < rule->parameters.count; i++) {
        if (tri_str_eq_nocase(rule->parameters.items[i].name, name)) {
            return &rule->parameters.items[i];
        }
    }
    return NULL;
}

void tri_rule_parameter_set(TriRuleParameter *parameter, TriValue value)
{
    for (size_t i = 0; i < sizeof parameter->values / sizeof *parameter->values; i++) {
        parameter->values[i] = value;
    }
}

/* ---- the list ---- */

bool tri_rules_have(const TriRules *rules, TriStr id)
{
    return tri_map_find(&rules->ids, id, TRI_MAP_NOCASE) != NULL;
}

void tri_rules_add(TriArena *arena, TriRules *rules, TriRule rule)
{
    tri_list_push(arena, &rules->list, rule);
    *tri_map_put(arena, &rules->ids, rule.id, TRI_MAP_NOCASE) = rules;
}

static int by_id(const void *a, const void *b)
{
    return tri_str_compare(((const TriRule *)a)->id, ((const TriRule *)b)->id);
}

void tri_rules_sort(TriRules *rules)
{
    if (rules->list.count > 0) {
        qsort(rules->list.items, rules->list.count, sizeof *rules->list.items, by_id);
    }
}

/* ---- types ---- */

static bool is_any(TriStr type)
{
    return tri_str_eq(type, TRI_STR("*"));
}

static bool is_wild(TriStr type)
{
    return tri_str_has_suffix(type, TRI_STR("/*")) || is_any(type);
}

static bool is_type(TriStr wanted, TriStr type)
{
    return is_wild(wanted) ? tri_str_has_prefix_nocase(
                                 type, tri_str_slice(wanted, 0, wanted.size - 1))
                           : tri_str_eq_nocase(wanted, type);
}

bool tri_types_have(const TriTypes *types, TriStr type)
{
    for (size_t i = 0; i < types->count; i++) {
        if (is_type(types->items[i], type)) {
            return true;
        }
    }
    return false;
}

bool tri_types_are_same(const TriTypes *a, const TriTypes *b)
{
    bool is = a->count == b->count;

    for (size_t i = 0; a->items != b->items && is && i < a->count; i++) {
        is = tri_str_eq_nocase(a->items[i], b->items[i]);
    }
    return is;
}

/* With its size, so that no text can look like two. */
static void add_to_key(TriText *key, TriStr text)
{
    tri_text_add_int(key, (int64_t)text.size);
    tri_text_add_char(key, ':');
    tri_text_add(key, text);
}

void tri_add_types_key(TriText *key, const TriTypes *types)
{
    tri_text_add_int(key, (int64_t)types->count);
    tri_text_add_char(key, ':');
    for (size_t i = 0; i < types->count; i++) {
        add_to_key(key, types->items[i]);
    }
}

static TriStr full_name(TriStr type)
{
    size_t slash = tri_str_find_char(type, '/');
    size_t second = tri_str_find_char(tri_str_from(type, slash + 1), '/');
    TriStr name =
        second == TRI_NOT_FOUND ? type : tri_str_slice(type, 0, slash + 1 + second);

    return tri_str_has_suffix(name, TRI_STR("*"))
               ? tri_str_slice(name, 0, name.size - 1)
               : name;
}

void tri_type_names_add(TriArena *arena, TriTypeNames *names, TriStr type)
{
    TriStr name = full_name(type);
    void **known = tri_map_put(arena, &names->known, name, TRI_MAP_NOCASE);

    if (*known == NULL) {
        *known = names;
        tri_list_push(arena, names, name);
    }
}

static void add_by_type(TriArena *arena, TriRules *rules, TriStr type,
                        TriRuleEntry entry)
{
    void **place = tri_map_put(arena, &rules->by_type, type, TRI_MAP_NOCASE);

    if (*place == NULL) {
        *place = TRI_NEW(arena, TriRuleEntryList);
    }
    TriRuleEntryList *list = *place;

    tri_list_push(arena, list, entry);
}

static void index_entry(TriArena *arena, TriRules *rules, TriRuleEntry entry)
{
    const TriTypes *types = &entry.entry->types;

    if (types->count == 0) {
        tri_list_push(arena, &rules->other, entry);
    }
    for (size_t i = 0; i < types->count; i++) {
        if (is_any(types->items[i])) {
            rules->look_at_all = true;
        } else {
            tri_type_names_add(arena, &rules->types, types->items[i]);
        }
        if (is_wild(types->items[i])) {
            tri_list_push(arena, &rules->wild, entry);
        } else {
            add_by_type(arena, rules, types->items[i], entry);
        }
    }
}

static TriStr overlays_key(TriArena *arena, const TriRule *rule)
{
    TriText key = tri_text(arena);

    for (size_t i = 0; i < rule->overlays.count; i++) {
        const TriOverlay *overlay = &rule->overlays.items[i];

        tri_add_types_key(&key, &overlay->types);
        add_to_key(&key, overlay->name);
        add_to_key(&key, overlay->path.text);
        add_to_key(&key, overlay->at.text);
    }
    return tri_text_str(&key);
}

/* Most rules lay the same over a resource: then it is the same list, and what is found
   for one is found for all (places.h). */
static void share_overlays(TriArena *arena, TriMap *known, TriRule *rule)
{
    if (rule->overlays.count == 0) {
        return;
    }
    void **same = tri_map_put(arena, known, overlays_key(arena, rule), TRI_MAP_EXACT);

    if (*same == NULL) {
        *same = rule;
    }
    rule->overlays = ((const TriRule *)*same)->overlays;
}

void tri_rules_index(TriArena *arena, TriRules *rules)
{
    TriMap overlays = { 0 };

    for (size_t i = 0; i < rules->list.count; i++) {
        TriRule *rule = &rules->list.items[i];

        share_overlays(arena, &overlays, rule);
        for (size_t j = 0; j < rule->entries.count; j++) {
            index_entry(arena, rules, (TriRuleEntry){ rule, &rule->entries.items[j] });
        }
        tri_rules_add_needs(arena, rules, rule);
    }
}

void tri_rules_for(TriArena *arena, const TriRules *rules, TriStr type,
                   TriRuleEntryList *list)
{
    const TriRuleEntryList *exact = tri_map_find(&rules->by_type, type, TRI_MAP_NOCASE);

    if (rules->wild.count == 0) {
        *list = exact == NULL ? (TriRuleEntryList){ 0 } : *exact;
        return;
    }
    for (size_t i = 0; exact != NULL && i < exact->count; i++) {
        tri_list_push(arena, list, exact->items[i]);
    }
    for (size_t i = 0; i < rules->wild.count; i++) {
        if (tri_types_have(&rules->wild.items[i].entry->types, type)) {
            tri_list_push(arena, list, rules->wild.items[i]);
        }
    }
}

bool tri_rules_look_at(const TriRules *rules, TriStr type)
{
    if (tri_map_find(&rules->by_type, type, TRI_MAP_NOCASE) != NULL) {
        return true;
    }
    for (size_t i = 0; i < rules->wild.count; i++) {
        if (tri_types_have(&rules->wild.items[i].entry->types, type)) {
            return true;
        }
    }
    return false;
}
