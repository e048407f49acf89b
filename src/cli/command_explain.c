/* tricep explain RULE: what it is about, why, and how to mend it. */
#include "base/text.h"
#include "cli/command.h"
#include "rule/explain.h"
#include "scan/select.h"
#include "source/finding.h"

static int unknown(TriArena *arena, const TriRules *rules, TriStr word)
{
    TriStr nearest = tri_nearest_rule(arena, rules, word);

    if (nearest.size == 0) {
        return tri_trouble("unknown rule '%.*s'; 'tricep rules' lists them",
                           TRI_ARG(word));
    }
    return tri_trouble("unknown rule '%.*s'; did you mean '%.*s'?", TRI_ARG(word),
                       TRI_ARG(nearest));
}

static void explain_level(const TriProblemInfo *problem, TriText *text)
{
    TriStr id = problem->id;

    if (problem->level == TRI_LEVEL_OFF) {
        tri_text_addf(text, "How to see it\n  tricep lint --level %.*s=LEVEL\n",
                      TRI_ARG(id));
    } else {
        tri_text_addf(text,
                      "How to leave it out\n  tricep lint --ignore %.*s, or --level "
                      "%.*s=LEVEL for another level.\n",
                      TRI_ARG(id), TRI_ARG(id));
    }
}

/* False when no finding without a rule file is called so. */
static bool explain_problem(TriStr word, TriText *text)
{
    for (int i = 0; i < TRI_PROBLEM_COUNT; i++) {
        const TriProblemInfo *problem = tri_problem_info((TriProblem)i);

        if (tri_str_eq_nocase(problem->id, word)) {
            tri_text_addf(text,
                          "%.*s\n  %.*s\n  level: %s; it has no rule file, so no "
                          "--select is about it\n\n",
                          TRI_ARG(problem->id), TRI_ARG(problem->title),
                          tri_level_name(problem->level));
            explain_level(problem, text);
            return true;
        }
    }
    return false;
}

/* The rules that have the id, or carry the alias. */
static int explain(TriArena *arena, const TriRules *rules, TriStr word)
{
    TriText text = tri_text(arena);

    for (size_t i = 0; i < rules->list.count; i++) {
        const TriRule *rule = &rules->list.items[i];

        if (tri_rule_answers_to(rule, word)) {
            if (text.size > 0) {
                tri_text_add_char(&text, '\n');
            }
            tri_rule_explain(rule, &text);
        }
    }
    return text.size == 0 && !explain_problem(word, &text)
               ? unknown(arena, rules, word)
               : tri_print(tri_text_str(&text));
}

static int run(TriArena *arena, const TriOptions *options)
{
    TriError error = { arena, { 0 } };
    TriRules rules = { 0 };

    if (options->arguments.count != 1) {
        return tri_trouble("explain takes one rule; 'tricep rules' lists them");
    }
    if (tri_load_rules(arena, &options->scan.rules, &rules, &error) != TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    return explain(arena, &rules, options->arguments.items[0]);
}

const TriCommand tri_command_explain = {
    .name = "explain",
    .arguments = "RULE",
    .summary =
        "Tell what a rule is about, why it matters and how to mend what it finds",
    .details =
        "RULE is an id, also of a finding without a rule file such as parse-error, or "
        "an\nalias such as CKV_AZURE_17",
    .options = TRI_OPTIONS_EXPLAIN,
    .run = run,
};
