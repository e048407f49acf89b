/* One root template: read it, deploy it with each parameter file, judge what that
   deploys. */
#include "lint/lint.h"

#include "arm/lower.h"
#include "base/number.h"
#include "base/text.h"
#include "eval/deployment.h"
#include "eval/print.h"
#include "eval/trace.h"
#include "lint/boundary.h"
#include "lint/context.h"
#include "lint/copies.h"
#include "lint/limits.h"
#include "lint/linker.h"
#include "lint/parameter_files.h"
#include "lint/prefilter.h"
#include "lint/suppression.h"
#include "lint/targets.h"
#include "lint/witness.h"
#include "json/comments.h"

/* What a file says of findings in itself. */
typedef struct Said {
    const TriSource *source;
    TriSuppressionList list;
    TriSpan beyond; /* of what does not count; no source: nothing */
} Said;

typedef struct Lint {
    const TriLinter *linter;
    TriWorkshop *workshop;
    TriRoot *root;
    TriInput *input;
    TriTemplate *template;
    TriFileLinker linker;
    TriWanted wanted; /* resources that rules need, unless limits are checked */
    TriWitness witness;
    TriCopies copies;
    TriRelations relations; /* among the resources of the deployment at hand */
    TriPlaceMemory memory;
    TriJudge judge;
    TriSink sink;          /* findings of the deployment at hand */
    TriStr parameters;     /* its parameter file in reports; empty: none */
    bool counts;           /* a selected rule looks at something it deploys */
    TRI_LIST(Said *) said; /* of the files that were asked about */
} Lint;

/* In place of the index of what is no instance of a resource. */
static const size_t NOT_AN_INDEX = SIZE_MAX;

/* What all about one root may take; beyond, deployments are left out. */
static const size_t MOST_MEMORY = (size_t)2 << 30;

/* Of what judging takes, kept for the next. */
static const size_t KEPT = (size_t)1 << 20;

/* The bracket that opens the template: the place of what is wrong with it all. */
static TriSpan opening(const Lint *lint)
{
    size_t start = lint->template->span.start;

    return tri_span(&lint->input->source, start, start + 1);
}

/* ---- suppressions ---- */

/* The input that `source` is of; NULL: none of those with a template. */
static TriInput *input_of(const Lint *lint, const TriSource *source)
{
    if (source == &lint->input->source) {
        return lint->input;
    }
    for (size_t i = 0; i < lint->linker.opened.count; i++) {
        if (&lint->linker.opened.items[i].input->source == source) {
            return lint->linker.opened.items[i].input;
        }
    }
    return NULL;
}

static void add_templates(const Lint *lint, const TriSource *source,
                          TriTemplateList *templates)
{
    TriArena *arena = &lint->workshop->arena;

    if (lint->template != NULL && lint->template->source == source) {
        tri_list_push(arena, templates, lint->template);
    }
    for (size_t i = 0; i < lint->linker.opened.count; i++) {
        const TriTemplate *template = lint->linker.opened.items[i].template;

        if (template != lint->template && template->source == source) {
            tri_list_push(arena, templates, template);
        }
    }
}

static TriTriviaList comments_of(const Lint *lint, const TriSource *source)
{
    const TriInput *input = input_of(lint, source);
    TriTriviaList comments = { 0 };

    if (input != NULL && input->bicep != NULL) {
        return input->bicep->trivia;
    }
    if (input == NULL || input->json.has_comments) {
        tri_json_comments(&lint->workshop->arena, source, &comments);
    }
    return comments;
}

/* Most JSON templates have neither comments nor metadata that could say something. */
static bool may_say_something(const TriInput *input)
{
    return input->is_bicep || input->json.root == NULL ||
           tri_suppressions_may_be_in(&input->json);
}

static void read_suppressions(Lint *lint, const TriSource *source, Said *said)
{
    TriArena *arena = &lint->workshop->arena;
    TriInput *input = input_of(lint, source);
    TriTemplateList templates = { 0 };

    if (input != NULL && (input->has_no_suppressions || !may_say_something(input))) {
        input->has_no_suppressions = true;
        return;
    }
    TriTriviaList comments = comments_of(lint, source);

    add_templates(lint, source, &templates);
    said->beyond =
        tri_suppressions_read(arena, source, &comments, &templates, &said->list);
    if (input != NULL && templates.count > 0) {
        input->has_no_suppressions = said->list.count == 0;
    }
}

static TriSuppressionList *said_in(Lint *lint, const TriSource *source)
{
    TriArena *arena = &lint->workshop->arena;

    for (size_t i = 0; i < lint->said.count; i++) {
        if (lint->said.items[i]->source == source) {
            return &lint->said.items[i]->list;
        }
    }
    Said *said = TRI_NEW(arena, Said);

    said->source = source;
    read_suppressions(lint, source, said);
    tri_list_push(arena, &lint->said, said);
    return &said->list;
}

/* Returns which result it went into. */
static size_t collect(Lint *lint, TriFinding *finding)
{
    const TriLinter *linter = lint->linter;

    if (!linter->no_suppressions && finding->span.source != NULL) {
        tri_suppress(said_in(lint, finding->span.source), linter->known, linter->today,
                     finding);
    }
    return tri_collect(&lint->root->collector, finding, lint->parameters);
}

static void report_expired(Lint *lint, const TriSuppression *suppression)
{
    TriStr first = suppression->ids[0];
    TriStr day = suppression->expires;

    if (tri_is_day(day)) {
        tri_report(&lint->sink, TRI_PROBLEM_SUPPRESSION_EXPIRED, suppression->span,
                   "this suppression of '%.*s' has expired: its last day was '%.*s'",
                   TRI_ARG(first), TRI_ARG(day));
    } else {
        tri_report(&lint->sink, TRI_PROBLEM_SUPPRESSION_EXPIRED, suppression->span,
                   "this suppression of '%.*s' does not count: '%.*s' is no day as "
                   "YYYY-MM-DD",
                   TRI_ARG(first), TRI_ARG(day));
    }
}

static void report_suppression(Lint *lint, const TriSuppression *suppression)
{
    const TriLinter *linter = lint->linter;

    if (!tri_suppression_holds(suppression, linter->today)) {
        report_expired(lint, suppression);
    } else if (suppression->is_used) {
        tri_collect_used(&lint->root->collector, suppression->span);
    } else if (linter->reports_unused && suppression->id_count == 0) {
        tri_report(&lint->sink, TRI_PROBLEM_UNUSED_SUPPRESSION, suppression->span,
                   "this suppression names no rule; it is written tricep:ignore[RULE]");
    } else if (linter->reports_unused &&
               tri_suppression_was_asked(suppression, linter->known, &linter->rules)) {
        tri_report(&lint->sink, TRI_PROBLEM_UNUSED_SUPPRESSION, suppression->span,
                   "this suppression of '%.*s' suppresses nothing",
                   TRI_ARG(suppression->ids[0]));
    }
}

/* Of all files of which something was judged. */
static void report_suppressions(Lint *lint)
{
    if (lint->linter->no_suppressions) {
        return;
    }
    said_in(lint, &lint->input->source);
    for (size_t i = 0; i < lint->linker.opened.count; i++) {
        said_in(lint, &lint->linker.opened.items[i].input->source);
    }
    for (size_t i = 0; i < lint->said.count; i++) {
        TriSuppressionList *list = &lint->said.items[i]->list;

        for (size_t j = 0; j < list->count; j++) {
            report_suppression(lint, &list->items[j]);
        }
        if (lint->said.items[i]->beyond.source != NULL) {
            tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED,
                       lint->said.items[i]->beyond,
                       "more than %d suppressions in a file, or %d rules in one of "
                       "them; from here on some do not count",
                       TRI_MOST_SUPPRESSIONS, TRI_MOST_SUPPRESSED_RULES);
        }
    }
}

/* ---- values in error ---- */

static bool is_same_place(TriSpan a, TriSpan b)
{
    return a.source == b.source && a.start == b.start && a.end == b.end;
}

/* Copies and rules without number may meet the same trouble: then it is one finding in
   the end, so it need not be one for each of them before. */
static bool is_reported(Lint *lint, TriProblem problem, TriSpan span)
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
static void report_trouble(Lint *lint, TriValue value)
{
    if (value.kind != TRI_UNKNOWN) {
        return;
    }
    const TriUnknown *unknown = value.unknown;
    bool is_error = unknown->reason == TRI_REASON_ERROR;

    if (is_reported(
            lint, is_error ? TRI_PROBLEM_EXPRESSION_ERROR : TRI_PROBLEM_LIMIT_EXCEEDED,
            unknown->span)) {
        return;
    }
    if (unknown->reason == TRI_REASON_ERROR) {
        tri_report(&lint->sink, TRI_PROBLEM_EXPRESSION_ERROR, unknown->span, "%.*s",
                   TRI_ARG(unknown->why));
    } else if (unknown->reason == TRI_REASON_BUDGET) {
        tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, unknown->span, "%.*s",
                   TRI_ARG(unknown->why));
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

/* The calls that lead to another file, innermost first, as related places. */
static void add_calls(TriArena *arena, const TriInstance *instance, TriFinding *finding)
{
    TRI_LIST(TriRelated) related = { 0 };
    const TriSource *source = instance->resource->span.source;

    for (size_t i = 0; i < finding->related_count; i++) {
        tri_list_push(arena, &related, finding->related[i]);
    }
    for (const TriInstance *call = instance->caller; call != NULL;
         call = call->caller) {
        TriRelated place = { name_span(call->resource), TRI_STR("deployed by this") };

        if (call->resource->span.source != source) {
            tri_list_push(arena, &related, place);
            source = call->resource->span.source;
        }
    }
    finding->related = related.items;
    finding->related_count = related.count;
}

/* A pattern that takes too long leaves its result undecided, and that is said. */
static void report_slow_pattern(Lint *lint, const TriJudgement *judgement)
{
    if (judgement->answer.has_hit_limit) {
        tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, judgement->finding.span,
                   "the pattern of rule '%.*s' takes too long to match this",
                   TRI_ARG(judgement->finding.rule));
    }
}

/* The results are collected at once, so that nothing is left of how they were found.
   They are noted in `said`, unless that is NULL. */
static void judge(Lint *lint, const TriRuleEntry *entry, const TriInstance *instance,
                  size_t index, TriSaid *said)
{
    TriJudgementList results = { 0 };

    tri_rule_judge(&lint->judge, entry, instance, &results);
    for (size_t i = 0; i < results.count; i++) {
        TriJudgement *judgement = &results.items[i];

        if (judgement->finding.kind == TRI_KIND_UNDECIDED && index != NOT_AN_INDEX) {
            tri_witness(&lint->witness, entry, instance, index, judgement);
        }
        judgement->finding.more = tri_instance_times(instance) - 1;
        add_calls(lint->judge.arena, instance, &judgement->finding);
        TriRepeated result = { collect(lint, &judgement->finding),
                               judgement->finding.kind };

        if (said != NULL) {
            tri_list_push(&lint->workshop->arena, &said->results, result);
        }
        report_trouble(lint, judgement->answer.cause);
        report_slow_pattern(lint, judgement);
    }
    tri_arena_reset(lint->judge.arena, KEPT);
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
static void judge_copy(Lint *lint, const TriRuleEntry *entry,
                       const TriInstance *instance, size_t index, TriSaid *said)
{
    TriEval *eval = instance->deployment->eval;
    bool before = tri_eval_watch(eval);

    said->results.count = 0;
    said->is_deployed = instance->is_deployed;
    said->is_spent = tri_eval_is_spent(eval);
    lint->witness.asks_index = false;
    judge(lint, entry, instance, index, said);
    said->is_for_all = !tri_eval_watched(eval, before) && !lint->witness.asks_index &&
                       !instance->is_singular;
}

static void repeat(Lint *lint, const TriSaid *said, const TriInstance *instance)
{
    size_t instances = tri_instance_times(instance);

    for (size_t i = 0; i < said->results.count; i++) {
        tri_collect_again(&lint->root->collector, said->results.items[i].result,
                          said->results.items[i].kind, instances);
    }
}

static void judge_copies(Lint *lint, const TriInstance *instance, size_t index,
                         TriCopied *copied)
{
    for (size_t i = 0; i < copied->entries.count; i++) {
        TriSaid *said = &copied->said[i];

        if (tri_copies_agree(said, instance)) {
            repeat(lint, said, instance);
        } else {
            tri_eval_charge(instance->deployment->eval,
                            steps_of_copy(copied->entries.count));
            judge_copy(lint, &copied->entries.items[i], instance, index, said);
        }
    }
}

/* Where a deployment says what its link `member` leads to. */
static TriSpan link_span(const TriInstance *instance, TriStr member)
{
    static const TriStr addresses[] = { TRI_STR_INIT("relativePath"),
                                        TRI_STR_INIT("uri"), TRI_STR_INIT("id") };
    TriTrace trace = { 0 };

    if (instance->resource->module.size > 0) {
        return instance->resource->type->value->span;
    }
    for (size_t i = 0; !trace.is_written && i < sizeof addresses / sizeof *addresses;
         i++) {
        TriKey path[] = { { TRI_STR("properties"), 0 },
                          { member, 0 },
                          { addresses[i], 0 } };

        trace = tri_trace(instance, path, 3);
    }
    return trace.written;
}

static void report_link(Lint *lint, const TriInstance *instance, TriProblem problem,
                        TriStr member, const char *what, TriStr why, TriStr help)
{
    TriValue name = tri_instance_name(instance);
    TriFinding *finding =
        tri_report(&lint->sink, problem, link_span(instance, member),
                   "what deployment %.*s %s: %.*s",
                   TRI_ARG(tri_value_for_message(&lint->workshop->arena, name)), what,
                   TRI_ARG(why));

    finding->help = help;
    add_calls(lint->sink.arena, instance, finding);
    lint->counts = true;
}

static TriStr help_with(const TriInstance *instance)
{
    TriStr module = instance->resource->module;

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

/* A template that is deployed but cannot be looked at is never clean; nor is one
   that gets values which nobody can look at. */
static void report_links(Lint *lint, const TriInstance *instance)
{
    TriProblem problem =
        instance->is_too_deep ? TRI_PROBLEM_LIMIT_EXCEEDED : TRI_PROBLEM_NOT_ANALYSED;
    bool counted = lint->counts || lint->root->is_named;

    if (instance->unlinked.size > 0 && instance->is_deployed) {
        report_link(lint, instance, problem, TRI_STR("templateLink"),
                    "deploys is not analysed", instance->unlinked, help_with(instance));
        lint->counts = counted || may_deploy_something(instance);
    }
    if (instance->unlinked_values.size > 0 && instance->is_deployed) {
        report_link(lint, instance, TRI_PROBLEM_NOT_ANALYSED, TRI_STR("parametersLink"),
                    "gives to parameters is not known", instance->unlinked_values,
                    TRI_STR("link to the parameter file by relativePath"));
    }
}

static bool may_be_looked_at(const Lint *lint, const TriUnknown *type)
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
   only who named the file hears of it. */
static bool may_hide_a_type(const Lint *lint, const TriInstance *instance)
{
    const TriExprMember *type = instance->resource->type;

    return lint->root->is_named ||
           instance->type.unknown->reason == TRI_REASON_BUDGET ||
           (type != NULL && tri_expr_get(type->value)->kind >= TRI_EXPR_CALL);
}

/* A resource of a type that nobody knows may be one that a rule looks at. */
static void report_unknown_type(Lint *lint, const TriInstance *instance)
{
    TriArena *arena = &lint->workshop->arena;
    const TriUnknown *type = instance->type.unknown;

    if (!instance->is_deployed || !may_be_looked_at(lint, type)) {
        return;
    }
    lint->counts = lint->counts || may_hide_a_type(lint, instance);
    if (type->reason == TRI_REASON_ERROR || type->reason == TRI_REASON_BUDGET) {
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

/* A copy of what was counted already. */
static bool is_like_first(const TriInstance *instance)
{
    return instance->first != NULL && instance->first != instance &&
           !instance->is_singular;
}

/* By all rules that look at its type; false when there are none. */
static bool judge_by_all(Lint *lint, const TriInstance *instance, size_t index)
{
    const TriRules *rules = &lint->linter->rules;
    TriCopied *copied = tri_copies_of(&lint->copies, rules, instance);
    TriRuleEntryList entries = { 0 };

    if (copied != NULL) {
        judge_copies(lint, instance, index, copied);
        return copied->entries.count > 0;
    }
    tri_rules_for(&lint->workshop->arena, rules, instance->type.string, &entries);
    for (size_t i = 0; i < entries.count; i++) {
        judge(lint, &entries.items[i], instance, index, NULL);
    }
    return entries.count > 0;
}

static void judge_instance(Lint *lint, const TriInstance *instance, size_t index)
{
    report_links(lint, instance);
    if (instance->resource->is_extension) {
        return;
    }
    if (instance->type.kind != TRI_STRING) {
        report_unknown_type(lint, instance);
        return;
    }
    if (!judge_by_all(lint, instance, index)) {
        return;
    }
    lint->counts = true;
    if (!is_like_first(instance)) {
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
static void report_callers(Lint *lint, const TriInstanceList *instances)
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
static void count_instances(Lint *lint, size_t from, const TriInstance *instance)
{
    for (size_t i = from; i < lint->sink.findings.count; i++) {
        lint->sink.findings.items[i].more = tri_instance_times(instance) - 1;
    }
}

/* What is given to the parameters of the root, and of what it deploys. */
static void check_values(Lint *lint, TriDeployment *root,
                         const TriInstanceList *instances)
{
    tri_deployment_check(root, &lint->sink);
    for (size_t i = 0; i < instances->count; i++) {
        const TriInstance *instance = instances->items[i];
        size_t from = lint->sink.findings.count;

        if (instance->deployed != NULL && instance->is_deployed) {
            tri_deployment_check(instance->deployed, &lint->sink);
            count_instances(lint, from, instance);
        }
    }
}

/* Rules that are not about resources, for one deployment. */
static void judge_targets(Lint *lint, TriDeployment *deployment)
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
static void judge_all_targets(Lint *lint, TriDeployment *root,
                              const TriInstanceList *instances)
{
    if (lint->linter->rules.other.count == 0) {
        return;
    }
    judge_targets(lint, root);
    for (size_t i = 0; i < instances->count; i++) {
        if (instances->items[i]->deployed != NULL) {
            judge_targets(lint, instances->items[i]->deployed);
        }
    }
}

/* Limits count what is deployed, and some rules look at all that deploys. */
static bool needs_all(const TriLinter *linter)
{
    return linter->checks_limits || linter->rules.other.count > 0;
}

static bool is_needed(const void *rules, TriStr type)
{
    return tri_rules_need(rules, type);
}

static void judge_deployment(Lint *lint, TriDeployment *deployment)
{
    TriInstanceList instances = { 0 };

    if (!tri_expand_wanted(deployment, lint->witness.wanted, &instances)) {
        tri_report(
            &lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, opening(lint),
            "the template deploys more than %d resources; the rest is not judged",
            TRI_MOST_INSTANCES);
        lint->counts = true;
    }
    lint->copies = (TriCopies){ .arena = &lint->workshop->arena };
    lint->relations =
        tri_relations(&lint->workshop->arena, &lint->workshop->judging, &instances);
    for (size_t i = 0; i < instances.count; i++) {
        size_t from = lint->sink.findings.count;

        judge_instance(lint, instances.items[i], i);
        count_instances(lint, from, instances.items[i]);
    }
    if (lint->relations.is_cut) {
        tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, opening(lint),
                   "too many resources of one name belong together; some are judged "
                   "without the others");
    }
    judge_all_targets(lint, deployment, &instances);
    if (lint->linter->checks_limits) {
        tri_check_instance_limits(lint->template, &instances, &lint->sink);
    }
    if (lint->counts) {
        report_callers(lint, &instances);
        check_values(lint, deployment, &instances);
    }
}

/* ---- deployments ---- */

static void move_findings(Lint *lint)
{
    for (size_t i = 0; lint->counts && i < lint->sink.findings.count; i++) {
        collect(lint, &lint->sink.findings.items[i]);
    }
    lint->sink.findings.count = 0;
}

static bool is_told(void *collector, const TriFinding *finding)
{
    return tri_collect_has(collector, finding);
}

/* Findings about the parameter file itself may be in the sink already. */
static void deploy(Lint *lint, const TriGivens *givens)
{
    if (tri_workshop_used(lint->workshop) > MOST_MEMORY) {
        tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, opening(lint),
                   "the template and its parameter files take too much memory; the "
                   "rest is not judged");
        lint->counts = true;
        move_findings(lint);
        return;
    }
    TriEval *eval = tri_eval_new(&lint->workshop->arena);
    TriDeployment *deployment = tri_deploy(eval, lint->template, givens,
                                           tri_input_uri(lint->workshop, lint->input));

    tri_eval_narrow(eval, lint->input->source.text.size);
    eval->linker = &lint->linker.linker;
    eval->context =
        tri_context_value(lint->workshop, lint->linter->context, deployment->scope);
    lint->judge = (TriJudge){
        .arena = &lint->workshop->judging,
        .relations = &lint->relations,
        .memory = &lint->memory,
        .profile = lint->linter->profile,
        .described = lint->linter->described,
        .is_told = is_told,
        .context = &lint->root->collector,
    };
    lint->memory = (TriPlaceMemory){ .arena = &lint->workshop->places };
    tri_arena_reset(&lint->workshop->trials, KEPT);
    lint->wanted = (TriWanted){ is_needed, &lint->linter->rules };
    lint->witness =
        (TriWitness){ .arena = &lint->workshop->trials,
                      .judge = lint->judge,
                      .deployment = deployment,
                      .givens = givens,
                      .wanted = needs_all(lint->linter) ? NULL : &lint->wanted,
                      .left = TRI_MOST_TRIALS,
                      .searches = TRI_MOST_SEARCHES };
    judge_deployment(lint, deployment);
    move_findings(lint);
}

/* One that is found is no link that leads out of the repository: nobody named it. */
static TriStatus open_parameters(Lint *lint, TriStr path, TriInput **input,
                                 TriError *error)
{
    TriWorkshop *workshop = lint->workshop;
    TriStr absolute = tri_absolute_path(workshop, path);
    bool is_outside = false;

    if (lint->root->parameters != NULL) {
        return tri_input_open(workshop, path, input, error);
    }
    TriStatus status = tri_input_open_within(workshop, tri_boundary_of(workshop, path),
                                             absolute, input, &is_outside, error);

    return is_outside ? tri_fail(error, "it is a link that leads out of the "
                                        "repository, or of the folder of the template")
                      : status;
}

/* A parameter file that cannot be read or is none: said, and the template is
   judged without it. */
static bool read_parameters(Lint *lint, TriStr path, TriGivens *givens)
{
    TriWorkshop *workshop = lint->workshop;
    TriError error = { &workshop->arena, { 0 } };
    TriInput *input;

    if (open_parameters(lint, path, &input, &error) != TRI_OK) {
        input =
            tri_input_of(workshop, path, tri_shown_path(workshop, path), TRI_STR(""));
        tri_report(&lint->sink, TRI_PROBLEM_READ_ERROR, tri_span(&input->source, 0, 0),
                   "the parameter file cannot be read: %.*s", TRI_ARG(error.message));
        return false;
    }
    return tri_input_parse(workshop, input, &lint->sink) &&
           tri_input_parameters(workshop, input, &lint->sink, givens);
}

static void deploy_with_file(Lint *lint, TriStr path)
{
    TriGivens givens = { 0 };
    bool is_read = read_parameters(lint, path, &givens);

    lint->parameters = tri_shown_path(lint->workshop, path);
    deploy(lint, is_read ? &givens : NULL);
}

static void deploy_alone(Lint *lint)
{
    TriGivens givens = { 0 };
    bool is_wrapped = lint->input->document.kind == TRI_DOCUMENT_WRAPPED;

    lint->parameters = TRI_STR("");
    if (is_wrapped) {
        givens = tri_input_givens(lint->workshop, lint->input, &lint->sink);
    }
    deploy(lint, is_wrapped ? &givens : NULL);
}

static TriPathList find_parameter_files(Lint *lint)
{
    TriPathList files = { 0 };

    if (lint->root->parameters != NULL) {
        for (size_t i = 0; i < lint->root->parameter_count; i++) {
            tri_list_push(&lint->workshop->arena, &files, lint->root->parameters[i]);
        }
    } else if (!lint->linter->no_parameters && lint->root->path.size > 0 &&
               lint->input->document.kind == TRI_DOCUMENT_TEMPLATE) {
        tri_find_parameter_files(lint->workshop, lint->root->path, &files);
        for (size_t i = 0; i < lint->root->elsewhere.count; i++) {
            tri_list_push(&lint->workshop->arena, &files,
                          lint->root->elsewhere.items[i]);
        }
    }
    return files;
}

static void keep_deployed(Lint *lint)
{
    TriArena *arena = lint->root->collector.arena;

    for (size_t i = 0; i < lint->linker.deployed.count; i++) {
        tri_list_push(arena, &lint->root->deployed,
                      tri_str_copy(arena, lint->linker.deployed.items[i]));
    }
}

static void lint_template(Lint *lint)
{
    lint->linker = tri_file_linker(lint->workshop, lint->input, lint->linter->related,
                                   &lint->sink);
    lint->template = tri_input_template(lint->workshop, lint->input, &lint->sink);
    TriPathList files = find_parameter_files(lint);

    for (size_t i = 0; i < files.count; i++) {
        deploy_with_file(lint, files.items[i]);
    }
    if (files.count == 0) {
        deploy_alone(lint);
    }
    if (lint->linter->checks_limits) {
        tri_check_limits(lint->template, &lint->sink);
    }
    tri_input_report_duplicates(lint->workshop, lint->input, &lint->sink);
    if (lint->counts) {
        tri_linker_read_idle(&lint->linker);
    }
    lint->parameters = TRI_STR("");
    move_findings(lint);
    if (lint->counts) {
        report_suppressions(lint);
        move_findings(lint);
    }
    keep_deployed(lint);
}

/* ---- files ---- */

static bool survives(const Lint *lint)
{
    return tri_prefilter_lets_through(lint->linter->prefilter, lint->input->is_bicep,
                                      lint->input->source.text);
}

static void lint_invalid(Lint *lint)
{
    lint->counts = lint->root->is_named || survives(lint);
    lint->root->outcome = lint->counts ? TRI_OUTCOME_INVALID : TRI_OUTCOME_OTHER;
    move_findings(lint);
}

static void lint_input(Lint *lint)
{
    if (!tri_input_parse(lint->workshop, lint->input, &lint->sink)) {
        lint_invalid(lint);
        return;
    }
    /* What can be read of a Bicep file is judged beside what cannot. */
    lint->counts =
        lint->sink.findings.count > 0 && (lint->root->is_named || survives(lint));
    switch (lint->input->document.kind) {
    case TRI_DOCUMENT_OTHER:
    case TRI_DOCUMENT_SPEC:
        lint->root->outcome = TRI_OUTCOME_OTHER;
        break;
    case TRI_DOCUMENT_PARAMETERS:
        lint->root->outcome = TRI_OUTCOME_PARAMETERS;
        break;
    case TRI_DOCUMENT_TEMPLATE:
    case TRI_DOCUMENT_WRAPPED:
        lint->root->outcome = TRI_OUTCOME_TEMPLATE;
        lint_template(lint);
        break;
    }
}

/* A named file that cannot be read is the caller's to tell; a found one is a
   finding. */
static void lint_unreadable(Lint *lint, TriStr message)
{
    TriRoot *root = lint->root;

    root->outcome = TRI_OUTCOME_UNREADABLE;
    root->message = tri_str_copy(root->collector.arena, message);
    if (root->is_named) {
        return;
    }
    lint->input = tri_input_of(lint->workshop, root->path,
                               tri_shown_path(lint->workshop, root->path), TRI_STR(""));
    tri_report(&lint->sink, TRI_PROBLEM_READ_ERROR,
               tri_span(&lint->input->source, 0, 0), "the file cannot be read: %.*s",
               TRI_ARG(message));
    lint->counts = true;
    move_findings(lint);
}

static void lint_bytes(Lint *lint, const TriStr *bytes)
{
    TriWorkshop *workshop = lint->workshop;
    TriRoot *root = lint->root;
    TriError error = { &workshop->arena, { 0 } };

    if (root->message.size > 0) {
        lint_unreadable(lint, root->message);
        return;
    }
    if (root->has_text) {
        lint->input = tri_input_of(workshop, root->path, root->shown, root->text);
        lint->input->is_bicep = lint->input->is_bicep || root->is_bicep;
    } else if (bytes != NULL) {
        lint->input = tri_input_open_bytes(workshop, root->path, *bytes);
    } else if (tri_input_open(workshop, root->path, &lint->input, &error) != TRI_OK) {
        lint_unreadable(lint, error.message);
        return;
    }
    lint_input(lint);
}

void tri_lint(const TriLinter *linter, TriWorkshop *workshop, TriRoot *root,
              const TriStr *bytes)
{
    Lint lint = { .linter = linter, .workshop = workshop, .root = root };

    lint.sink.arena = &workshop->arena;
    workshop->boundary = root->boundary;
    root->collector.scratch = &workshop->found;
    root->collector.described = linter->described;
    root->collector.hashes_lines = linter->hashes_lines;
    lint_bytes(&lint, bytes);
    tri_collect_end(&root->collector);
}
