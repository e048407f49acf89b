/* tricep explain RULE: what it is about, why, and how to mend it. */
#include "base/text.h"
#include "cli/command.h"
#include "rule/explain.h"
#include "scan/select.h"

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
    return text.size == 0 ? unknown(arena, rules, word)
                          : tri_print(tri_text_str(&text));
}

static int run(TriArena *arena, const TriOptions *options)
{
    TriError error = { arena, { 0 } };
    TriRules rules = { 0 };

    if (options->arguments.count != 1) {
        return tri_trouble("explain takes one rule; 'tricep rules' lists them");
    }
    if (tri_load_rules(arena, options->rules.items, options->rules.count, &rules,
                       &error) != TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    return explain(arena, &rules, options->arguments.items[0]);
}

const TriCommand tri_command_explain = {
    .name = "explain",
    .arguments = "RULE",
    .summary =
        "Tell what a rule is about, why it matters and how to mend what it finds",
    .details = "RULE is an id, or an alias such as CKV_AZURE_17",
    .options = TRI_OPTIONS_EXPLAIN,
    .run = run,
};
