/* What one deployment makes, judged. */
#include "lint/run.h"

#include "eval/deployment.h"
#include "eval/print.h"
#include "eval/trace.h"
#include "lint/limits.h"
#include "lint/secrets.h"
#include "lint/targets.h"
#include "lint/value_template.h"
#include "rule/identity.h"
#include "rule/overlay.h"

/* In place of the index of what is no instance of a resource. */
static const size_t NOT_AN_INDEX = SIZE_MAX;

/* ---- values in error ---- */

static bool is_same_place(TriSpan a, TriSpan b)
{
    return a.source == b.source && a.start == b.start && a.end == b.end;
}

/* Copies and rules without number may meet the same trouble: then it is one finding in
   the end, so it need not be one for each of them before. */
static bool is_reported(TriLint *lint, TriProblem problem, TriSpan span)
{
    enum { MOST_PLACES = 64 };
    TriStr id = tri_problem_info(problem)->id;
    size_t count = lint->sink.findings.count;

    for (size_t i = 0; i < count && i < MOST_PLACES; i++) {
        const TriFinding *finding = &lint->sink.findings.items[count - 1 - i];

        if (is_same_place(finding->span, span) && tri_str_eq(finding->rule, id)) {
            return true;
        }
    }
    return false;
}

/* An error or an exhausted budget that kept a needed value from being known. */
static void report_trouble(TriLint *lint, TriValue value)
{
    if (!tri_is_failure(value)) {
        return;
    }
    const TriUnknown *unknown = value.unknown;
    TriProblem problem = unknown->reason == TRI_REASON_ERROR
                             ? TRI_PROBLEM_EXPRESSION_ERROR
                             : TRI_PROBLEM_LIMIT_EXCEEDED;

    if (!is_reported(lint, problem, unknown->span)) {
        tri_report(&lint->sink, problem, unknown->span, "%.*s", TRI_ARG(unknown->why));
    }
}

/* ---- resources ---- */

/* Where a resource is named. */
static TriSpan name_span(const TriResource *resource)
{
    return resource->name != NULL
               ? resource->name->value->span
               : tri_span(resource->span.source, resource->span.start,
                          resource->span.start + 1);
}

/* The calls that lead from another file to the one at `source`, innermost first, as
   related places. */
static void add_calls(TriArena *arena, const TriInstance *call, const TriSource *source,
                      TriFinding *finding)
{
    TRI_LIST(TriRelated) related = { 0 };

    for (size_t i = 0; i < finding->related_count; i++) {
        tri_list_push(arena, &related, finding->related[i]);
    }
    for (; call != NULL; call = call->caller) {
        TriRelated place = { name_span(call->resource), TRI_STR("deployed by this") };

        if (call->resource->span.source != source) {
            tri_list_push(arena, &related, place);
            source = call->resource->span.source;
        }
    }
    finding->related = related.items;
    finding->related_count = related.count;
}

/* Those that lead to a resource. */
static void add_calls_of(TriArena *arena, const TriInstance *instance,
                         TriFinding *finding)
{
    add_calls(arena, instance->caller, instance->resource->span.source, finding);
}

/* A pattern that takes too long leaves its result undecided, and that is said. */
static void report_slow_pattern(TriLint *lint, const TriJudgement *judgement)
{
    if (judgement->answer.has_hit_limit) {
        tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, judgement->finding.span,
                   "the pattern of rule '%.*s' takes too long to match this",
                   TRI_ARG(judgement->finding.rule));
    }
}

/* The results are collected at once, so that nothing is left of how they were found.
   They are noted in `said`, unless that is NULL. False when there are none. */
static bool judge(TriLint *lint, const TriRuleEntry *entry, const TriInstance *instance,
                  size_t index, TriSaid *said)
{
    TriJudgementList results = { 0 };

    tri_rule_judge(&lint->judge, entry, instance, &results);
    bool has_results = results.count > 0;

    for (size_t i = 0; i < results.count; i++) {
        TriJudgement *judgement = &results.items[i];

        if (judgement->finding.kind == TRI_KIND_UNDECIDED && index != NOT_AN_INDEX) {
            tri_witness(&lint->witness, entry, instance, index, judgement);
        }
        judgement->finding.more = tri_instance_times(instance) - 1;
        add_calls_of(lint->judge.arena, instance, &judgement->finding);
        TriRepeated result = { tri_lint_collect(lint, &judgement->finding),
                               judgement->finding.kind };

        if (said != NULL) {
            tri_list_push(&lint->workshop->arena, &said->results, result);
        }
        report_trouble(lint, judgement->answer.cause);
        report_slow_pattern(lint, judgement);
    }
    tri_arena_reset(lint->judge.arena, TRI_LINT_KEPT);
    return has_results;
}

/* What judging a copy by one rule costs beside evaluation, unless rules are many: what
   is left of a small template's budget is enough for the 800 copies that there may be.
 */
static uint64_t steps_of_copy(size_t rules)
{
    enum { OF_ONE_RULE = 12, OF_ALL = 600 };

    return rules < OF_ALL / OF_ONE_RULE ? OF_ONE_RULE : OF_ALL / rules + 1;
}

/* A copy, which may be like others. */
static void judge_copy(TriLint *lint, const TriRuleEntry *entry,
                       const TriInstance *instance, size_t index, TriSaid *said)
{
    TriEval *eval = instance->deployment->eval;
    bool before = tri_eval_watch(eval);

    said->results.count = 0;
    said->is_deployed = instance->is_deployed;
    said->alone = lint->judge.alone;
    said->is_spent = tri_eval_is_spent(eval);
    lint->witness.asks_index = false;
    judge(lint, entry, instance, index, said);
    said->is_for_all = !tri_eval_watched(eval, before) && !lint->witness.asks_index &&
                       !instance->is_singular;
}

static void repeat(TriLint *lint, const TriSaid *said, const TriInstance *instance)
{
    size_t instances = tri_instance_times(instance);

    for (size_t i = 0; i < said->results.count; i++) {
        tri_collect_again(&lint->root->collector, said->results.items[i].result,
                          said->results.items[i].kind, instances);
    }
}

/* By rule `number` of those that look at copies of it; false when it has no results. */
static bool judge_or_repeat(TriLint *lint, const TriInstance *instance, size_t index,
                            const TriCopied *copied, size_t number)
{
    TriSaid *said = &copied->said[number];

    if (tri_copies_agree(said, instance, lint->judge.alone)) {
        repeat(lint, said, instance);
    } else {
        tri_eval_charge(instance->deployment->eval,
                        steps_of_copy(copied->entries.count));
        judge_copy(lint, &copied->entries.items[number], instance, index, said);
    }
    return said->results.count > 0;
}

/* Where a deployment says what its link `member` leads to. */
static TriSpan link_span(const TriInstance *instance, TriStr member)
{
    static const TriStr addresses[] = { TRI_STR_INIT("relativePath"),
                                        TRI_STR_INIT("uri"), TRI_STR_INIT("id") };
    static const TriKey template[] = { { .name = TRI_STR_INIT("properties") },
                                       { .name = TRI_STR_INIT("template") } };
    TriTrace trace = { 0 };

    if (instance->resource->module.size > 0) {
        return instance->resource->type->value->span;
    }
    trace = tri_trace(instance, template, 2);
    for (size_t i = 0; !trace.is_written && i < sizeof addresses / sizeof *addresses;
         i++) {
        TriKey path[] = { { .name = TRI_STR("properties") },
                          { .name = member },
                          { .name = addresses[i] } };

        trace = tri_trace(instance, path, 3);
    }
    return trace.written;
}

/* What stands for the deployment that a parameter file means is no resource of a
   template. */
static bool is_the_deployment(const TriLint *lint, const TriInstance *instance)
{
    return lint->linker.given != NULL && instance->caller == NULL;
}

static TriStr say_deployment(const TriLint *lint, const TriInstance *instance)
{
    TriArena *arena = &lint->workshop->arena;

    return is_the_deployment(lint, instance)
               ? TRI_STR("this parameter file")
               : TRI_CONCAT(arena, TRI_STR("deployment "),
                            tri_value_for_message(arena, tri_instance_name(instance)));
}

static void report_link(TriLint *lint, const TriInstance *instance, TriProblem problem,
                        TriStr member, const char *what, TriStr why, TriStr help)
{
    TriFinding *finding = tri_report(
        &lint->sink, problem, link_span(instance, member), "what %.*s %s: %.*s",
        TRI_ARG(say_deployment(lint, instance)), what, TRI_ARG(why));

    finding->help = help;
    add_calls_of(lint->sink.arena, instance, finding);
    lint->counts = true;
}

static TriStr help_with(const TriInstance *instance)
{
    TriStr module = instance->resource->module;

    if (module.size == 0 &&
        tri_instance_property(instance, "template").kind != TRI_NULL) {
        return TRI_STR("");
    }
    if (module.size == 0) {
        return TRI_STR(
            "lint the linked template as well, or link to it by relativePath");
    }
    return tri_str_find_char(module, ':') != TRI_NOT_FOUND
               ? TRI_STR("restore it with 'bicep restore FILE'; --module-cache says "
                         "where modules are kept")
               : TRI_STR("");
}

/* A deployment whose template can be none, and that has no link to one, deploys nothing
   that a rule looks at; only who named the file hears of it. */
static bool may_deploy_something(const TriInstance *instance)
{
    unsigned template = tri_instance_property(instance, "template").kind;

    return instance->resource->module.size > 0 || template == TRI_OBJECT ||
           template == TRI_UNKNOWN ||
           tri_instance_property(instance, "templateLink").kind != TRI_NULL;
}

/* What is wrong with a template that is a value, all of it or a part that has to be
   known; the budget may have been used up to no value. */
static void report_template(TriLint *lint, const TriInstance *instance)
{
    TriValue template = tri_instance_property(instance, "template");

    if (template.kind == TRI_OBJECT && instance->resource->nested == NULL) {
        const TriUnknown *missing =
            tri_value_template(lint->workshop, instance, template)->missing;

        template = missing == NULL ? template : tri_value_unknown(missing);
    }
    report_trouble(lint, template);
    if (tri_eval_is_spent(instance->deployment->eval)) {
        report_trouble(lint, tri_eval(instance->scope, instance->resource->body));
    }
}

/* A template that is deployed but cannot be looked at is never clean; nor is one
   that gets values which nobody can look at. */
static void report_links(TriLint *lint, const TriInstance *instance)
{
    TriProblem problem =
        instance->is_too_deep ? TRI_PROBLEM_LIMIT_EXCEEDED : TRI_PROBLEM_NOT_ANALYSED;
    bool counted = lint->counts || lint->root->is_named;

    if (instance->unlinked.size > 0 && instance->is_deployed) {
        report_link(lint, instance, problem, TRI_STR("templateLink"),
                    "deploys is not analysed", instance->unlinked, help_with(instance));
        lint->counts = counted || may_deploy_something(instance);
        report_template(lint, instance);
    }
    if (instance->unlinked_values.size > 0 && instance->is_deployed) {
        report_link(lint, instance, TRI_PROBLEM_NOT_ANALYSED, TRI_STR("parametersLink"),
                    "gives to parameters is not known", instance->unlinked_values,
                    TRI_STR("link to the parameter file by relativePath"));
    }
}

static bool may_be_looked_at(const TriLint *lint, const TriUnknown *type)
{
    const TriRules *rules = &lint->linter->rules;
    bool is_possible =
        type->choice_count == 0 && (rules->types.count > 0 || rules->look_at_all);

    for (size_t i = 0; i < type->choice_count; i++) {
        is_possible =
            is_possible || (type->choices[i].kind == TRI_STRING &&
                            tri_rules_look_at(rules, type->choices[i].string));
    }
    return is_possible;
}

/* A type that is written and yet wrong is plain to see as none that a rule looks at;
   only who named the file hears of it. What stands in place of a resource and is none,
   such as an expression, is a mistake that may hide one, as in a file that cannot be
   parsed. */
static bool may_hide_a_type(TriLint *lint, const TriInstance *instance)
{
    const TriExprMember *type = instance->resource->type;

    return lint->root->is_named ||
           instance->type.unknown->reason == TRI_REASON_BUDGET ||
           (type != NULL && tri_expr_get(type->value)->kind >= TRI_EXPR_CALL) ||
           (instance->resource->body->kind != TRI_EXPR_OBJECT &&
            tri_lint_is_of_interest(lint));
}

/* A resource of a type that nobody knows may be one that a rule looks at. */
static void report_unknown_type(TriLint *lint, const TriInstance *instance)
{
    TriArena *arena = &lint->workshop->arena;
    const TriUnknown *type = instance->type.unknown;

    if (!instance->is_deployed || !may_be_looked_at(lint, type)) {
        return;
    }
    lint->counts = lint->counts || may_hide_a_type(lint, instance);
    if (tri_is_failure(instance->type)) {
        report_trouble(lint, instance->type);
        return;
    }
    TriValue name = tri_instance_name(instance);

    tri_report(
        &lint->sink, TRI_PROBLEM_NOT_ANALYSED, instance->resource->type->value->span,
        "what type resource %.*s has is not known: it is %.*s; %.*s",
        TRI_ARG(tri_value_for_message(arena, name)),
        TRI_ARG(tri_value_for_message(arena, instance->type)), TRI_ARG(type->why));
}

/* The rules that look at resources of a type, and, for a copy, what they said of
   others; else NULL. */
typedef struct Looking {
    TriRuleEntryList entries;
    const TriCopied *copied;
} Looking;

static Looking looking_at(TriLint *lint, TriStr type, const TriInstance *instance)
{
    const TriRules *rules = &lint->linter->rules;
    Looking looking = { { 0 }, tri_copies_of(&lint->copies, rules, type, instance) };

    if (looking.copied != NULL) {
        looking.entries = looking.copied->entries;
    } else {
        tri_rules_for(&lint->workshop->arena, rules, type, &looking.entries);
    }
    return looking;
}

/* By one of them; false when it has no results. */
static bool judge_by(TriLint *lint, const Looking *looking, const TriInstance *instance,
                     size_t index, size_t number)
{
    return looking->copied != NULL
               ? judge_or_repeat(lint, instance, index, looking->copied, number)
               : judge(lint, &looking->entries.items[number], instance, index, NULL);
}

/* By all rules that look at its type; false when there are none. */
static bool judge_by_all(TriLint *lint, const TriInstance *instance, size_t index)
{
    Looking looking = looking_at(lint, instance->type.string, instance);

    for (size_t i = 0; i < looking.entries.count; i++) {
        judge_by(lint, &looking, instance, index, i);
    }
    return looking.entries.count > 0;
}

/* As what rules lay over a resource that is not deployed here: by all that look at its
   parents; false when they say nothing of it. */
static bool judge_as_overlay(TriLint *lint, const TriInstance *instance, size_t index)
{
    TriArena *arena = &lint->workshop->arena;
    TriStr parent = tri_type_of_parent(instance->type.string);
    bool is_alone = false;
    bool has_results = false;

    if (parent.size == 0 || !instance->is_deployed) {
        return false;
    }
    Looking looking = looking_at(lint, parent, instance);

    if (looking.entries.count == 0) {
        return false;
    }
    TriStr name = tri_name_key(arena, tri_instance_name(instance));

    for (size_t i = 0; i < looking.entries.count; i++) {
        const TriRule *rule = looking.entries.items[i].rule;
        const TriOverlay *overlay = tri_overlay_of(rule, instance->type.string, name);

        if (overlay == NULL || rule->is_policy) {
            continue;
        }
        is_alone = is_alone || tri_overlay_is_alone(&lint->relations, instance);
        if (!is_alone) {
            return false;
        }
        lint->judge.alone = lint->witness.judge.alone = overlay;
        has_results |= judge_by(lint, &looking, instance, index, i);
        lint->judge.alone = lint->witness.judge.alone = NULL;
    }
    return has_results;
}

static void judge_instance(TriLint *lint, const TriInstance *instance, size_t index)
{
    report_links(lint, instance);
    if (instance->resource->is_extension || is_the_deployment(lint, instance)) {
        return;
    }
    if (instance->type.kind != TRI_STRING) {
        report_unknown_type(lint, instance);
        return;
    }
    bool is_overlay = judge_as_overlay(lint, instance, index);

    if (!judge_by_all(lint, instance, index) && !is_overlay) {
        return;
    }
    lint->counts = true;
    if (!tri_instance_is_copy(instance)) {
        tri_collect_resource(
            &lint->root->collector, instance->resource->span.source->path,
            tri_resource_place(&lint->workshop->arena, instance->resource));
    }
    if (instance->is_deployed) {
        report_trouble(lint, instance->condition);
        report_trouble(lint, instance->loop_count);
        report_trouble(lint, tri_instance_name(instance));
    }
}

/* Conditions and loops of the deployments that lead to a resource matter as much
   as its own. */
static void report_callers(TriLint *lint, const TriInstanceList *instances)
{
    for (size_t i = 0; i < instances->count; i++) {
        const TriInstance *instance = instances->items[i];

        if (instance->resource->nested != NULL && instance->is_deployed) {
            report_trouble(lint, instance->condition);
            report_trouble(lint, instance->loop_count);
        }
    }
}

/* What was reported from the `from`th on is about all instances like this one. */
static void count_instances(TriLint *lint, size_t from, const TriInstance *instance)
{
    for (size_t i = from; i < lint->sink.findings.count; i++) {
        lint->sink.findings.items[i].more = tri_instance_times(instance) - 1;
    }
}

/* What is given to the parameters of what `instance` deploys. */
static void check_passed(TriLint *lint, const TriInstance *instance)
{
    size_t from = lint->sink.findings.count;

    tri_deployment_check(instance->deployed, &lint->sink);
    for (size_t i = from; i < lint->sink.findings.count; i++) {
        TriFinding *finding = &lint->sink.findings.items[i];

        add_calls(lint->sink.arena, instance, finding->span.source, finding);
    }
    count_instances(lint, from, instance);
}

/* The same of the root, and of all that it deploys. */
static void check_values(TriLint *lint, TriDeployment *root,
                         const TriInstanceList *instances)
{
    tri_deployment_check(root, &lint->sink);
    for (size_t i = 0; i < instances->count; i++) {
        const TriInstance *instance = instances->items[i];

        if (instance->deployed != NULL && instance->is_deployed) {
            check_passed(lint, instance);
        }
    }
}

/* Rules that are not about resources, for one deployment. */
static void judge_targets(TriLint *lint, TriDeployment *deployment)
{
    const TriRuleEntryList *entries = &lint->linter->rules.other;

    for (size_t i = 0; i < entries->count; i++) {
        const TriRuleEntry *entry = &entries->items[i];
        TriInstanceList targets = { 0 };

        tri_targets_of(deployment, entry->rule->target, &targets);
        for (size_t j = 0; j < targets.count; j++) {
            lint->counts = true;
            tri_collect_template(&lint->root->collector,
                                 deployment->template->source->path);
            judge(lint, entry, targets.items[j], NOT_AN_INDEX, NULL);
        }
    }
}

/* The same for it and all that it deploys. */
static void judge_all_targets(TriLint *lint, TriDeployment *root,
                              const TriInstanceList *instances)
{
    if (lint->linter->rules.other.count == 0) {
        return;
    }
    if (lint->linker.given == NULL) {
        judge_targets(lint, root);
    }
    for (size_t i = 0; i < instances->count; i++) {
        if (instances->items[i]->deployed != NULL) {
            judge_targets(lint, instances->items[i]->deployed);
        }
    }
}

/* What a linked file of Bicep lost to a mistake may be what a rule looks at, as in a
   root. */
static bool links_to_mistakes(const TriLint *lint)
{
    for (size_t i = 0; i < lint->linker.opened.count; i++) {
        const TriInput *input = lint->linker.opened.items[i].input;

        if (input->is_bicep && input->sink.findings.count > 0 &&
            tri_prefilter_lets_through(lint->linter->prefilter, true,
                                       input->source.text)) {
            return true;
        }
    }
    return false;
}

void tri_lint_judge(TriLint *lint, TriDeployment *deployment)
{
    TriInstanceList instances = { 0 };

    if (!tri_expand_wanted(deployment, lint->witness.wanted, &instances)) {
        tri_report(
            &lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, tri_lint_opening(lint),
            "the template deploys more than %d resources; the rest is not judged",
            TRI_MOST_INSTANCES);
        lint->counts = true;
    }
    tri_hide_literals(&lint->root->collector, deployment, &instances);
    lint->copies = (TriCopies){ .arena = &lint->workshop->arena };
    lint->relations =
        tri_relations(&lint->workshop->arena, &lint->workshop->judging, &instances);
    for (size_t i = 0; i < instances.count; i++) {
        size_t from = lint->sink.findings.count;

        judge_instance(lint, instances.items[i], i);
        count_instances(lint, from, instances.items[i]);
    }
    if (lint->relations.is_cut) {
        tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, tri_lint_opening(lint),
                   "too many resources of one name belong together; some are judged "
                   "without the others");
    }
    if (deployment->eval->too_many != NULL) {
        report_trouble(lint, tri_value_unknown(deployment->eval->too_many));
    }
    judge_all_targets(lint, deployment, &instances);
    if (lint->linter->checks_limits) {
        tri_check_instance_limits(lint->template, &instances, &lint->sink);
    }
    lint->counts = lint->counts || links_to_mistakes(lint);
    if (lint->counts) {
        report_callers(lint, &instances);
        check_values(lint, deployment, &instances);
    }
}
