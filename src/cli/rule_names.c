#include "cli/rule_names.h"

#include "base/map.h"
#include "source/finding.h"

bool tri_is_guid(TriStr alias)
{
    return alias.size == 36 && alias.data[8] == '-' && alias.data[13] == '-';
}

static void add(TriText *text, TriStr name, TriStr meaning)
{
    tri_text_addf(text, "%.*s\t%.*s\n", TRI_ARG(name), TRI_ARG(meaning));
}

/* Several rules can have one alias; the first tells what it means. */
static bool is_new(TriArena *arena, TriMap *seen, TriStr name)
{
    void **place = tri_map_put(arena, seen, name, TRI_MAP_NOCASE);
    bool was_there = *place != NULL;

    *place = seen;
    return !was_there;
}

void tri_rule_names(const TriRules *rules, TriText *text)
{
    TriArena arena = tri_arena_open((size_t)1 << 30);
    TriMap seen = { 0 };

    for (size_t i = 0; i < rules->list.count; i++) {
        add(text, rules->list.items[i].id, rules->list.items[i].title);
    }
    for (int i = 0; i < TRI_PROBLEM_COUNT; i++) {
        const TriProblemInfo *problem = tri_problem_info((TriProblem)i);

        add(text, problem->id, problem->title);
    }
    add(text, TRI_STR("ALL"), TRI_STR("all rules"));
    for (size_t i = 0; i < rules->list.count; i++) {
        const TriRule *rule = &rules->list.items[i];

        for (size_t j = 0; j < rule->alias_count; j++) {
            if (!tri_is_guid(rule->aliases[j]) &&
                is_new(&arena, &seen, rule->aliases[j])) {
                add(text, rule->aliases[j], rule->id);
            }
        }
        for (size_t j = 0; j < rule->tag_count; j++) {
            TriStr tag = TRI_CONCAT(&arena, TRI_STR("tag:"), rule->tags[j]);

            if (is_new(&arena, &seen, tag)) {
                add(text, tag, TRI_STR("rules with this tag"));
            }
        }
    }
    tri_arena_close(&arena);
}
