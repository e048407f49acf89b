#include "scan/rule_list.h"

#include "rule/explain.h"
#include "source/finding.h"

static TriStr markdown_of(TriArena *arena, const TriRule *rule)
{
    TriText text = tri_text(arena);

    tri_rule_add_markdown(rule, 1, &text);
    return tri_str_trim(tri_text_str(&text));
}

static void copy_compliance(TriArena *arena, const TriRule *rule, TriReportRule *told)
{
    told->compliance =
        TRI_NEW_ARRAY(arena, TriReportCompliance, rule->compliance.count);
    told->compliance_count = rule->compliance.count;
    for (size_t i = 0; i < rule->compliance.count; i++) {
        told->compliance[i] =
            (TriReportCompliance){ rule->compliance.items[i].framework,
                                   rule->compliance.items[i].control };
    }
}

static TriReportRule tell(TriArena *arena, const TriRule *rule)
{
    TriReportRule told = {
        .id = rule->id,
        .name = rule->name,
        .title = rule->title,
        .description = rule->description,
        .help = rule->fix,
        .help_markdown = markdown_of(arena, rule),
        .level = rule->level,
        .security_severity = rule->security_severity,
        .tags = rule->tags,
        .tag_count = rule->tag_count,
    };

    if (rule->links.count > 0) {
        told.url = rule->links.items[0].url;
    }
    copy_compliance(arena, rule, &told);
    return told;
}

static bool has_result(const TriRun *run, TriStr id)
{
    for (size_t i = 0; i < run->result_count; i++) {
        if (tri_str_eq(run->results[i].rule, id)) {
            return true;
        }
    }
    return false;
}

static bool is_told(const TriRun *run, TriStr id)
{
    for (size_t i = 0; i < run->rule_count; i++) {
        if (tri_str_eq(run->rules[i].id, id)) {
            return true;
        }
    }
    return false;
}

void tri_list_other_rules(TriArena *arena, TriRun *run)
{
    TriRules all = { 0 };

    tri_rules_embedded(arena, &all);
    TriReportRule *rules =
        TRI_NEW_ARRAY(arena, TriReportRule, run->rule_count + all.list.count);

    for (size_t i = 0; i < run->rule_count; i++) {
        rules[i] = run->rules[i];
    }
    for (size_t i = 0, own = run->rule_count; i < all.list.count; i++) {
        const TriRun told = { .rules = rules, .rule_count = own };

        if (!is_told(&told, all.list.items[i].id)) {
            rules[run->rule_count++] = tell(arena, &all.list.items[i]);
        }
    }
    run->rules = rules;
    tri_sort_rules(run->rules, run->rule_count);
}

void tri_list_rules(TriArena *arena, const TriRules *rules, bool has_others,
                    TriRun *run)
{
    run->rules =
        TRI_NEW_ARRAY(arena, TriReportRule, rules->list.count + TRI_PROBLEM_COUNT);
    run->rule_count = 0;
    for (size_t i = 0; i < rules->list.count; i++) {
        run->rules[run->rule_count++] = tell(arena, &rules->list.items[i]);
    }
    for (int i = 0; i < TRI_PROBLEM_COUNT; i++) {
        const TriProblemInfo *info = tri_problem_info((TriProblem)i);

        if (has_result(run, info->id)) {
            run->rules[run->rule_count++] = (TriReportRule){ .id = info->id,
                                                             .title = info->title,
                                                             .level = info->level,
                                                             .security_severity = -1 };
        }
    }
    tri_sort_rules(run->rules, run->rule_count);
    if (has_others) {
        tri_list_other_rules(arena, run);
    }
}
