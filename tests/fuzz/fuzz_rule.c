/*
 * Reads any bytes as a rule file, of tricep or of Azure Policy. What is read judges the
 * resources of one small template, whatever types the rules are for.
 */
#include "eval/deployment.h"
#include "lint/input.h"
#include "rule/judge.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char template_text[] =
    "{\"contentVersion\": \"1.0.0.0\", \"parameters\": {\"p\": {\"type\": \"bool\"},"
    "\"size\": {\"type\": \"string\", \"allowedValues\": [\"S\", \"M\"]}},"
    "\"variables\": {\"v\": {\"on\": \"[parameters('p')]\", \"text\": "
    "\"aaaaaaaaaaaaaaa\"}},"
    "\"resources\": [{\"type\": \"A/b\", \"name\": \"n\", \"kind\": \"app,linux\","
    "\"properties\": {\"on\": true, \"size\": \"[parameters('size')]\", \"count\": 3,"
    "\"null\": null, \"list\": [1, 2.5], \"text\": \"\xC3\xA9x\xFF\"}},"
    "{\"type\": \"A/b\", \"name\": \"[parameters('size')]\","
    "\"properties\": \"[variables('v')]\"},"
    "{\"type\": \"Microsoft.Web/serverfarms\", \"name\": \"plan\", \"sku\": {\"name\": "
    "\"B1\"}}, {\"type\": \"Microsoft.Web/sites\", \"name\": \"[parameters('size')]\","
    "\"dependsOn\": [\"plan\"], \"properties\": {\"serverFarmId\": "
    "\"[resourceId('Microsoft.Web/serverfarms', 'plan')]\", \"siteConfig\": "
    "{\"http20Enabled\": false, \"appSettings\": [{\"name\": \"a\", \"value\": "
    "\"b\"}]}},"
    "\"resources\": [{\"type\": \"config\", \"name\": \"web\", \"properties\": "
    "{\"http20Enabled\": true}}]}, {\"type\": \"Microsoft.Web/sites/config\", "
    "\"name\": "
    "\"[concat(parameters('size'), '/appsettings')]\", \"condition\": "
    "\"[parameters('p')]\", \"properties\": {\"a\": \"c\"}}]}";

static TriWorkshop workshop;

static void demand(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void reset(void)
{
    if (workshop.arena.start == NULL) {
        workshop = tri_workshop_open(TRI_STR("/"), TRI_STR("/"));
    }
    tri_workshop_forget(&workshop);
    tri_arena_release(&workshop.judging);
}

static TriDeployment *deploy(void)
{
    TriSink sink = { .arena = &workshop.arena };
    TriInput *input = tri_input_of(&workshop, TRI_STR(""), TRI_STR("main.json"),
                                   tri_str_from_c(template_text));

    demand(tri_input_parse(&workshop, input, &sink));
    return tri_deploy(tri_eval_new(&workshop.arena),
                      tri_input_template(&workshop, input, &sink), NULL, TRI_STR(""));
}

static void judge(const TriJudge *judge, const TriRuleEntry *entry,
                  const TriInstance *instance)
{
    TriJudgementList results = { 0 };

    tri_rule_judge(judge, entry, instance, &results);
    for (size_t i = 0; i < results.count; i++) {
        demand(tri_str_eq(results.items[i].finding.rule, entry->rule->id));
        demand(results.items[i].finding.span.source != NULL);
    }
}

static void judge_list(const TriRule *rule, const TriInstanceList *list)
{
    TriRelations relations = tri_relations(&workshop.arena, &workshop.judging, list);
    TriJudge context = { .arena = &workshop.judging,
                         .relations = &relations,
                         .profile = TRI_PROFILE_STRICT,
                         .described = ~0U };

    for (size_t i = 0; i < rule->entries.count; i++) {
        TriRuleEntry entry = { rule, &rule->entries.items[i] };

        for (size_t j = 0; j < list->count; j++) {
            judge(&context, &entry, list->items[j]);
        }
    }
}

static void judge_all(const TriRules *rules)
{
    TriInstanceList list = { 0 };

    demand(tri_expand(deploy(), &list));
    for (size_t i = 0; i < rules->list.count; i++) {
        const TriRule *rule = &rules->list.items[i];

        demand(rule->entries.count > 0);
        demand(tri_rule_answers_to(rule, rule->id));
        judge_list(rule, &list);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    reset();
    TriRules rules = { 0 };
    TriError error = { &workshop.arena, { 0 } };
    TriStr text = tri_str((const char *)data, size);
    TriStatus status =
        tri_rules_load(&workshop.arena, &rules, TRI_STR("fuzz.json"), text, &error);

    demand(status == TRI_OK || rules.list.count == 0);
    if (status == TRI_OK) {
        status = tri_rules_complete(&workshop.arena, &rules, &error);
    }
    if (status != TRI_OK) {
        demand(tri_str_has_prefix(error.message, TRI_STR("fuzz.json:")));
    } else {
        judge_all(&rules);
    }
    return 0;
}
