/* What suppressions mean for findings; suppression_read.c finds them. */
#include "lint/suppression.h"

#include "base/number.h"
#include "eval/date.h"

TriStr tri_suppression_today(TriArena *arena)
{
    return tri_date_today(arena);
}

bool tri_suppression_holds(const TriSuppression *suppression, TriStr today)
{
    return suppression->unread.size == 0 &&
           (suppression->expires.size == 0 ||
            (tri_is_day(suppression->expires) &&
             tri_str_compare(today, suppression->expires) <= 0));
}

/* ---- findings ---- */

static bool is_in(TriSpan range, TriSpan span)
{
    return span.source != NULL && range.source == span.source &&
           span.start >= range.start && span.start < range.end;
}

static bool names(const TriSuppression *suppression, const TriRule *rule, TriStr id)
{
    for (size_t i = 0; i < suppression->id_count; i++) {
        TriStr word = suppression->ids[i];

        if (tri_str_eq_nocase(word, id) ||
            (rule != NULL && tri_rule_answers_to(rule, word))) {
            return true;
        }
    }
    return false;
}

static bool is_about_suppressions(TriStr rule)
{
    return tri_str_eq_nocase(rule,
                             tri_problem_info(TRI_PROBLEM_SUPPRESSION_EXPIRED)->id) ||
           tri_str_eq_nocase(rule,
                             tri_problem_info(TRI_PROBLEM_UNUSED_SUPPRESSION)->id);
}

bool tri_suppression_is_about_others(const TriSuppression *suppression)
{
    for (size_t i = 0; i < suppression->id_count; i++) {
        if (is_about_suppressions(suppression->ids[i])) {
            return true;
        }
    }
    return false;
}

/* What says that a suppression is of no use must not be suppressed by it. */
static bool tells_of(const TriFinding *finding, const TriSuppression *suppression)
{
    return is_about_suppressions(finding->rule) &&
           finding->span.source == suppression->span.source &&
           finding->span.start == suppression->span.start;
}

typedef TRI_LIST(TriSuppression *) Named;

/* Those that name a rule and hold. Each of many findings is held against them, so it is
   asked once for each rule. */
static const Named *naming(TriArena *arena, TriSuppressionList *list,
                           const TriRules *rules, TriStr today, TriStr id)
{
    void **known = tri_map_put(arena, &list->by_rule, id, TRI_MAP_EXACT);

    if (*known == NULL) {
        const TriRule *rule = tri_rules_find(rules, id);
        Named *named = TRI_NEW(arena, Named);

        *named = (Named){ 0 };
        for (size_t i = 0; i < list->count; i++) {
            if (tri_suppression_holds(&list->items[i], today) &&
                names(&list->items[i], rule, id)) {
                tri_list_push(arena, named, &list->items[i]);
            }
        }
        *known = named;
    }
    return *known;
}

void tri_suppress(TriArena *arena, TriSuppressionList *list, const TriRules *rules,
                  TriStr today, TriFinding *finding)
{
    if (list->count == 0 || !tri_kind_is_finding(finding->kind)) {
        return;
    }
    const Named *named = naming(arena, list, rules, today, finding->rule);

    for (size_t i = 0; i < named->count; i++) {
        TriSuppression *suppression = named->items[i];
        bool is_for = is_in(suppression->range, finding->span) ||
                      is_in(suppression->range, finding->resource);

        if (is_for && !suppression->is_useless && !tells_of(finding, suppression)) {
            finding->reason =
                finding->is_suppressed ? finding->reason : suppression->reason;
            finding->is_suppressed = true;
            suppression->is_used = true;
        }
    }
}

/* ---- unused ones ---- */

bool tri_suppression_was_asked(const TriSuppression *suppression, const TriRules *known,
                               const TriRules *selected)
{
    for (size_t i = 0; i < suppression->id_count; i++) {
        TriStr word = suppression->ids[i];
        bool is_known = tri_rules_answer_to(known, word);

        if ((is_known && !tri_rules_answer_to(selected, word)) ||
            (!is_known && suppression->is_foreign)) {
            return false;
        }
    }
    return true;
}
