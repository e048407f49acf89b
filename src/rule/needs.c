/* Which resources rules ask about: those that they look at, and those that they look
   for beside them. */
#include "rule/rule.h"

typedef struct Needs {
    TriArena *arena;
    TriRules *rules;
} Needs;

static void add_type(const Needs *needs, TriStr type)
{
    TriRules *rules = needs->rules;

    if (tri_str_has_suffix(type, TRI_STR("*"))) {
        tri_list_push(needs->arena, &rules->needed_wild, type);
    } else {
        *tri_map_put(needs->arena, &rules->needed, type, TRI_MAP_NOCASE) = rules;
    }
}

static void add_types(const Needs *needs, const TriTypes *types)
{
    for (size_t i = 0; i < types->count; i++) {
        add_type(needs, types->items[i]);
    }
}

static void add_related(const Needs *needs, const TriTypes *types)
{
    TriRules *rules = needs->rules;

    add_types(needs, types);
    for (size_t i = 0; i < types->count; i++) {
        tri_type_names_add(needs->arena, &rules->related, types->items[i]);
        rules->relate_to_all =
            rules->relate_to_all || tri_str_eq(types->items[i], TRI_STR("*"));
    }
}

/* Conditions are read to a limited depth. */
static void add_condition(const Needs *needs, const TriCondition *condition)
{
    if (condition == NULL) {
        return;
    }
    add_related(needs, &condition->types);
    add_related(needs, &condition->relation.types);
    add_condition(needs, condition->relation.where);
    add_condition(needs, condition->where);
    add_condition(needs, condition->counted_where);
    for (size_t i = 0; i < condition->part_count; i++) {
        add_condition(needs, condition->parts[i]);
    }
}

void tri_rules_add_needs(TriArena *arena, TriRules *rules, const TriRule *rule)
{
    Needs needs = { arena, rules };

    for (size_t i = 0; i < rule->entries.count; i++) {
        add_types(&needs, &rule->entries.items[i].types);
        add_condition(&needs, rule->entries.items[i].condition);
    }
    for (size_t i = 0; i < rule->overlays.count; i++) {
        add_related(&needs, &rule->overlays.items[i].types);
    }
    for (size_t i = 0; i < rule->notes.count; i++) {
        add_condition(&needs, rule->notes.items[i].when);
    }
}

bool tri_rules_need(const TriRules *rules, TriStr type)
{
    TriTypes wild = { rules->needed_wild.items, rules->needed_wild.count };

    return tri_map_find(&rules->needed, type, TRI_MAP_NOCASE) != NULL ||
           tri_types_have(&wild, type);
}
