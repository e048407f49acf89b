/* From the answers of conditions to results (docs/rule-format.md). */
#include "rule/judge.h"

#include "base/text.h"
#include "eval/print.h"
#include "eval/suppose.h"
#include "rule/words.h"

/* A result in the making. */
typedef struct Making {
    TriArena *arena;
    const TriJudge *judge;
    const TriRule *rule;
    const TriInstance *instance; /* that the rule looks at */
} Making;

static void add_related(TriArena *arena, const TriTrace *trace, TriFinding *finding)
{
    finding->related = TRI_NEW_ARRAY(arena, TriRelated, trace->steps.count);
    finding->related_count = trace->steps.count;
    for (size_t i = 0; i < trace->steps.count; i++) {
        const TriStep *step = &trace->steps.items[i];

        finding->related[i] = (TriRelated){ step->span, tri_step_text(arena, step) };
    }
}

/* What the service calls it; residual text when that is not known. */
static TriStr name_of(const Making *making, const TriInstance *instance)
{
    TriValue name = tri_instance_name(instance);

    return name.kind == TRI_STRING && !name.is_secure
               ? name.string
               : tri_residual_text(making->arena, name);
}

static TriStr collapse_space(TriArena *arena, TriStr text)
{
    TriText collapsed = tri_text(arena);
    bool was_space = false;

    for (size_t i = 0; i < text.size; i++) {
        bool is_space = tri_char_is_space(text.data[i]);

        if (!is_space) {
            tri_text_add_char(&collapsed, text.data[i]);
        } else if (!was_space) {
            tri_text_add_char(&collapsed, ' ');
        }
        was_space = is_space;
    }
    return tri_text_str(&collapsed);
}

static TriStr identify(const Making *making, const TriAnswer *answer,
                       const TriTrace *trace)
{
    TriArena *arena = making->arena;
    const TriExprMember *name = answer->place.instance->resource->name;
    TriStr written = name == NULL ? TRI_STR("") : tri_span_text(name->value->span);
    TriValue type = answer->place.instance->type;

    return tri_format(arena, "%.*s\n%.*s\n%.*s\n%.*s",
                      TRI_ARG(type.kind == TRI_STRING ? type.string : TRI_STR("")),
                      TRI_ARG(written), TRI_ARG(tri_spot_shape(arena, &answer->place)),
                      TRI_ARG(collapse_space(arena, tri_span_text(trace->written))));
}

static TriKind kind_of(const Making *making, TriVerdict verdict)
{
    if (!making->instance->is_deployed) {
        return TRI_KIND_NOT_DEPLOYED;
    }
    switch (verdict) {
    case TRI_VERDICT_FAIL:
        return TRI_KIND_FAIL;
    case TRI_VERDICT_UNDECIDED:
        return TRI_KIND_UNDECIDED;
    case TRI_VERDICT_PASS:
    case TRI_VERDICT_NONE:
        return TRI_KIND_PASS;
    }
    return TRI_KIND_UNDECIDED;
}

static void name_resource(const Making *making, const TriInstance *instance,
                          TriFinding *finding)
{
    if (instance->type.kind == TRI_STRING && tri_spot_is_resource(instance)) {
        finding->resource_type = instance->type.is_secure
                                     ? tri_residual_text(making->arena, instance->type)
                                     : instance->type.string;
        finding->resource_name = name_of(making, instance);
        if (tri_resource_has_pointer(instance->resource)) {
            finding->pointer =
                tri_pointer_text(making->arena, &instance->resource->pointer);
        } else {
            finding->symbol = instance->resource->symbol;
        }
    }
}

/* All that is told of a result. What copy it is told of is no part of the result. */
static void describe(const Making *making, const TriAnswer *answer,
                     const TriTrace *trace, TriJudgement *judgement)
{
    TriArena *arena = making->arena;
    TriWords words = { arena, making->rule, making->instance, answer, { 0 } };
    TriFinding *finding = &judgement->finding;
    TriEval *eval = making->instance->deployment->eval;
    bool asks_index = eval->asks_index;

    words.value = tri_words_value(&words, trace);
    judgement->plain_value = tri_words_value(&words, NULL);
    finding->message = tri_words_message(&words, making->judge, finding->kind);
    finding->identity = identify(making, answer, trace);
    name_resource(making, answer->place.instance, finding);
    if (finding->kind == TRI_KIND_FAIL) {
        finding->help = making->rule->fix;
        add_related(arena, trace, finding);
    } else if (finding->kind == TRI_KIND_UNDECIDED &&
               answer->cause.kind == TRI_UNKNOWN) {
        finding->help = tri_words_undecided_help(answer->cause.unknown);
        add_related(arena, trace, finding);
    }
    eval->asks_index = asks_index;
}

static void add_result(const Making *making, const TriAnswer *answer,
                       TriJudgementList *list)
{
    const TriJudge *judge = making->judge;
    const TriSpot *place = &answer->place;
    TriTrace trace = tri_trace(place->instance, place->keys, place->count);
    TriJudgement judgement = { .answer = *answer };
    TriFinding *finding = &judgement.finding;

    finding->rule = making->rule->id;
    finding->resource = making->instance->resource == NULL
                            ? (TriSpan){ 0 }
                            : making->instance->resource->span;
    finding->kind = kind_of(making, answer->verdict);
    finding->level =
        answer->level == TRI_LEVEL_COUNT ? making->rule->level : answer->level;
    finding->span = trace.written;
    finding->is_secret = answer->is_secret;
    if ((judge->described & 1U << finding->kind) != 0 &&
        (judge->is_told == NULL || !judge->is_told(judge->context, finding))) {
        describe(making, answer, &trace, &judgement);
    }
    tri_list_push(making->arena, list, judgement);
}

/* Whether it hangs on which of several values there will be: one of them fails. */
static bool hangs_on_choice(const TriAnswer *answer)
{
    return answer->may_fail || tri_value_is_choice(answer->place.value) ||
           tri_value_is_choice(answer->cause);
}

/* What the rule makes of undecided answers. */
static TriVerdict settle(const TriRule *rule, const TriAnswer *answer)
{
    static const TriVerdict settled[] = {
        [TRI_UNDECIDED_REPORT] = TRI_VERDICT_UNDECIDED,
        [TRI_UNDECIDED_SKIP] = TRI_VERDICT_NONE,
        [TRI_UNDECIDED_PASS] = TRI_VERDICT_PASS,
    };

    if (answer->verdict != TRI_VERDICT_UNDECIDED ||
        (rule->undecided == TRI_UNDECIDED_SKIP && hangs_on_choice(answer))) {
        return answer->verdict;
    }
    return settled[rule->undecided];
}

/* Whether the answer hangs on an expression of the rule that is in error, or too
   much. */
static bool has_own_trouble(const TriRule *rule, const TriAnswer *answer)
{
    TriValue cause = answer->cause;

    return tri_is_failure(cause) && cause.unknown->span.source != NULL &&
           cause.unknown->span.source->path.data == rule->id.data;
}

/* Without the marks that a message has placeholders in. */
static TriStr without_braces(TriArena *arena, TriStr text)
{
    TriText plain = tri_text(arena);

    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        tri_text_add_char(&plain, c == '{' ? '(' : c == '}' ? ')' : c);
    }
    return tri_text_str(&plain);
}

/* A policy with a call that fails denies the resource, whatever its effect. */
static void deny(const Making *making, TriAnswer *answer)
{
    TriStr why = without_braces(making->arena, answer->cause.unknown->why);

    answer->verdict = TRI_VERDICT_FAIL;
    answer->level = TRI_LEVEL_ERROR;
    answer->place = tri_spot_of(making->instance);
    answer->message = tri_format(making->arena,
                                 "{resource} is denied, because the policy cannot be "
                                 "evaluated: %.*s",
                                 TRI_ARG(why));
    answer->cause = tri_value_null();
}

/* The text of a rule is no file: what is wrong with it is said of the resource. */
static void move_trouble(const Making *making, TriAnswer *answer)
{
    TriUnknown *moved = TRI_NEW(making->arena, TriUnknown);

    *moved = *answer->cause.unknown;
    moved->span = making->instance->resource->span;
    answer->cause.unknown = moved;
}

static void settle_trouble(const Making *making, TriAnswer *answer)
{
    if (!has_own_trouble(making->rule, answer)) {
        return;
    }
    if (making->rule->is_policy && answer->verdict == TRI_VERDICT_UNDECIDED &&
        answer->cause.unknown->reason == TRI_REASON_ERROR) {
        deny(making, answer);
    } else {
        move_trouble(making, answer);
    }
}

/* What is judged alone says what stands in it; what does not, hangs on the parent. */
static bool hangs_on_parent(const TriJudge *judge, const TriAnswer *answer)
{
    bool is_its_own =
        answer->verdict != TRI_VERDICT_UNDECIDED ||
        (answer->cause.kind == TRI_UNKNOWN && answer->place.value.kind == TRI_UNKNOWN &&
         answer->cause.unknown == answer->place.value.unknown);

    return judge->alone != NULL && (answer->place.count == 0 || !is_its_own);
}

/* Everything but passes, else the first of these. */
void tri_rule_judge(const TriJudge *judge, const TriRuleEntry *entry,
                    const TriInstance *instance, TriJudgementList *list)
{
    Making making = { judge->arena, judge, entry->rule, instance };
    TriAnswerList answers = { 0 };
    const TriAnswer *pass = NULL;
    size_t before = list->count;

    if (judge->memory != NULL) {
        tri_places_begin(judge->memory, instance);
    }
    tri_judge_alternatives(judge, entry->rule, entry->entry->condition, instance,
                           &answers);
    for (size_t i = 0; i < answers.count; i++) {
        TriAnswer *answer = &answers.items[i];

        if (hangs_on_parent(judge, answer)) {
            continue;
        }
        settle_trouble(&making, answer);
        answer->verdict = settle(entry->rule, answer);
        if (answer->verdict == TRI_VERDICT_PASS && pass == NULL) {
            pass = answer;
        }
        if (answer->verdict == TRI_VERDICT_FAIL ||
            answer->verdict == TRI_VERDICT_UNDECIDED) {
            add_result(&making, answer, list);
        }
    }
    if (list->count == before && pass != NULL) {
        add_result(&making, pass, list);
    }
}

TriStr tri_judgement_message(const TriJudge *judge, const TriRule *rule,
                             const TriInstance *instance, const TriJudgement *judgement,
                             TriKind kind, TriStr value)
{
    TriWords words = { judge->arena, rule, instance, &judgement->answer, value };

    return tri_words_message(&words, judge, kind);
}
