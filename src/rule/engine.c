/* Judges resources by the conditions of rules (docs/rule-format.md). */
#include "base/file.h"
#include "base/text.h"
#include "eval/print.h"
#include "eval/trace.h"
#include "rule/operators.h"
#include "rule/rule.h"

typedef struct Judging {
    TriArena *arena;
    const TriRule *rule;
    const TriInstance *instance;
    TriValue value; /* of the test that decided */
    const TriPath *path;
    TriStr said;     /* the value, as messages say it */
    bool is_decided; /* fail or pass, whatever of its alternatives the value is */
} Judging;

static TriValue value_at(const TriInstance *instance, const TriPath *path)
{
    TriValue value = instance->body;

    for (size_t i = 0; i < path->count && value.kind != 0; i++) {
        value = tri_eval_member(instance->deployment->eval, value, path->names[i]);
    }
    return value;
}

/* ---- conditions ---- */

static TriVerdict judge(Judging *judging, const TriCondition *condition);

/* `decisive` is the verdict that one part gives to all. Parts with nothing to judge
   are passed over; when there are no others, it passes. */
static TriVerdict judge_parts(Judging *judging, const TriCondition *condition,
                              TriVerdict decisive)
{
    TriVerdict other =
        decisive == TRI_VERDICT_FAIL ? TRI_VERDICT_PASS : TRI_VERDICT_FAIL;
    TriVerdict result = TRI_VERDICT_NONE;

    for (size_t i = 0; i < condition->part_count; i++) {
        Judging part = *judging;
        TriVerdict verdict = judge(&part, condition->parts[i]);

        if (verdict == TRI_VERDICT_NONE ||
            (verdict == other && result == TRI_VERDICT_UNDECIDED)) {
            continue;
        }
        judging->value = part.value;
        judging->path = part.path;
        result = verdict;
        if (verdict == decisive) {
            return decisive;
        }
    }
    return result == TRI_VERDICT_NONE ? TRI_VERDICT_PASS : result;
}

static TriVerdict opposite(TriVerdict verdict)
{
    switch (verdict) {
    case TRI_VERDICT_FAIL:
        return TRI_VERDICT_PASS;
    case TRI_VERDICT_PASS:
        return TRI_VERDICT_FAIL;
    case TRI_VERDICT_UNDECIDED:
    case TRI_VERDICT_NONE:
        return verdict;
    }
    return verdict;
}

static bool applies(const Judging *judging, const TriCondition *condition)
{
    Judging scope = *judging;

    return condition->where == NULL ||
           judge(&scope, condition->where) != TRI_VERDICT_FAIL;
}

static TriVerdict judge(Judging *judging, const TriCondition *condition)
{
    if (!applies(judging, condition)) {
        return TRI_VERDICT_NONE;
    }
    switch (condition->kind) {
    case TRI_ALL_OF:
        return judge_parts(judging, condition, TRI_VERDICT_FAIL);
    case TRI_ANY_OF:
        return judge_parts(judging, condition, TRI_VERDICT_PASS);
    case TRI_NOT:
        return opposite(judge(judging, condition->parts[0]));
    case TRI_TEST:
        judging->path = &condition->path;
        judging->value = value_at(judging->instance, &condition->path);
        return tri_operator_judge(judging->value, condition);
    }
    return TRI_VERDICT_UNDECIDED;
}

/* ---- messages ---- */

static TriStr noun_of(const TriRule *rule, TriStr type)
{
    for (size_t i = 0; i < rule->noun_count; i++) {
        if (tri_str_eq_nocase(rule->nouns[i].type, type)) {
            return rule->nouns[i].noun;
        }
    }
    return TRI_STR("resource");
}

static TriStr say_resource(const Judging *judging)
{
    TriArena *arena = judging->arena;
    TriStr noun = noun_of(judging->rule, judging->instance->type.string);
    TriStr name = tri_value_for_message(arena, tri_instance_name(judging->instance));

    return tri_format(arena, "%.*s %.*s", TRI_ARG(noun), TRI_ARG(name));
}

static TriStr say_step(TriArena *arena, const TriStep *step)
{
    switch (step->kind) {
    case TRI_STEP_DEFAULT:
        return tri_format(arena, "the default of parameter '%.*s'",
                          TRI_ARG(step->name));
    case TRI_STEP_GIVEN:
        return tri_format(arena, "parameter '%.*s' in '%.*s'", TRI_ARG(step->name),
                          TRI_ARG(tri_path_name(step->span.source->path)));
    case TRI_STEP_PASSED:
        return tri_format(arena, "what is passed to parameter '%.*s'",
                          TRI_ARG(step->name));
    case TRI_STEP_VARIABLE:
        return tri_format(arena, "variable '%.*s'", TRI_ARG(step->name));
    case TRI_STEP_NO_VALUE:
        return TRI_STR("");
    }
    return TRI_STR("");
}

/* Who made the value, for "is false …"; empty when it stands there itself. */
static TriStr say_maker(TriArena *arena, const TriTrace *trace)
{
    if (trace->steps.count == 0) {
        return TRI_STR("");
    }
    TriStr step = say_step(arena, &tri_list_last(&trace->steps));

    return step.size == 0
               ? step
               : tri_format(arena, " %s %.*s", trace->is_computed ? "because of" : "by",
                            TRI_ARG(step));
}

/* Every value it can be: what an undecided parameter may have, when that does not
   matter to the verdict. */
static TriStr say_choices(TriArena *arena, const TriUnknown *unknown)
{
    TriText text = tri_text(arena);

    for (size_t i = 0; i < unknown->choice_count; i++) {
        TriStr one = tri_value_for_message(arena, unknown->choices[i]);

        tri_text_addf(&text, "%s%.*s", i == 0 ? "" : " or ", TRI_ARG(one));
    }
    return tri_text_str(&text);
}

/* `trace` tells who made the value; NULL leaves that out. */
static TriStr say_value(const Judging *judging, const TriTrace *trace)
{
    TriArena *arena = judging->arena;
    TriStr absent = judging->rule->absent;

    if (judging->value.kind == 0) {
        return absent.size > 0 ? absent : TRI_STR("absent");
    }
    TriStr value = tri_value_for_message(arena, judging->value);

    if (judging->value.kind == TRI_UNKNOWN) {
        const TriUnknown *unknown = judging->value.unknown;

        if (judging->is_decided && unknown->choice_count > 0 &&
            !judging->value.is_secure) {
            return say_choices(arena, unknown);
        }

        return unknown->why.size == 0 ? value
                                      : tri_format(arena, "%.*s; %.*s", TRI_ARG(value),
                                                   TRI_ARG(unknown->why));
    }
    return trace == NULL ? value
                         : tri_format(arena, "%.*s%.*s", TRI_ARG(value),
                                      TRI_ARG(say_maker(arena, trace)));
}

/* A placeholder that is no word of its own is the path of a value. */
static TriStr say_path(const Judging *judging, TriStr path)
{
    TriValue value = judging->instance->body;
    TriStr name;

    for (TriStr rest = path; value.kind != 0 && tri_str_split(&rest, '.', &name);) {
        value = tri_eval_member(judging->instance->deployment->eval, value, name);
    }
    return value.kind == 0 ? TRI_STR("absent")
                           : tri_value_for_message(judging->arena, value);
}

static TriStr fill_in(const Judging *judging, TriStr word)
{
    if (tri_str_eq(word, TRI_STR("resource"))) {
        return say_resource(judging);
    }
    if (tri_str_eq(word, TRI_STR("value"))) {
        return judging->said;
    }
    if (tri_str_eq(word, TRI_STR("path"))) {
        return judging->path->text;
    }
    if (tri_str_eq(word, TRI_STR("type"))) {
        return judging->instance->type.string;
    }
    return say_path(judging, word);
}

/* `template` with every {word} filled in. */
static void add_message(const Judging *judging, TriStr template, TriText *text)
{
    while (template.size > 0) {
        size_t open = tri_str_find_char(template, '{');
        size_t close = tri_str_find_char(template, '}');

        if (open == TRI_NOT_FOUND || close == TRI_NOT_FOUND || close < open) {
            break;
        }
        TriStr word = tri_str_slice(template, open + 1, close - open - 1);

        tri_text_add(text, tri_str_slice(template, 0, open));
        tri_text_add(text, fill_in(judging, word));
        template = tri_str_from(template, close + 1);
    }
    tri_text_add(text, template);
}

static void add_notes(const Judging *judging, TriText *text)
{
    for (size_t i = 0; i < judging->rule->note_count; i++) {
        const TriRuleNote *note = &judging->rule->notes[i];
        Judging when = *judging;

        if (judge(&when, note->when) == TRI_VERDICT_PASS) {
            tri_text_add_c(text, "; ");
            add_message(judging, note->text, text);
        }
    }
}

static TriStr say_undecided_help(const TriUnknown *unknown)
{
    switch (unknown->reason) {
    case TRI_REASON_NO_VALUE:
        return TRI_STR("give the parameter a value: with a parameter file beside the "
                       "template, or --parameters FILE");
    case TRI_REASON_RUNTIME:
        return TRI_STR("write a value that is known before deployment; what the scope "
                       "functions return can be told with --context FILE");
    case TRI_REASON_SECRET:
        return TRI_STR("a switch is no secret: give it a plain value");
    case TRI_REASON_NOT_ON_DISK:
    case TRI_REASON_ERROR:
    case TRI_REASON_BUDGET:
    case TRI_REASON_UNSUPPORTED:
        return TRI_STR("");
    }
    return TRI_STR("");
}

/* ---- findings ---- */

static void add_related(TriArena *arena, const TriTrace *trace, TriFinding *finding)
{
    finding->related = TRI_NEW_ARRAY(arena, TriRelated, trace->steps.count);
    finding->related_count = trace->steps.count;
    for (size_t i = 0; i < trace->steps.count; i++) {
        const TriStep *step = &trace->steps.items[i];

        finding->related[i] = (TriRelated){ step->span, tri_step_text(arena, step) };
    }
}

static TriStr name_of(const Judging *judging)
{
    TriValue name = tri_instance_name(judging->instance);

    return name.kind == TRI_STRING && !name.is_secure
               ? name.string
               : tri_residual_text(judging->arena, name);
}

static TriStr collapse_space(TriArena *arena, TriStr text)
{
    TriText collapsed = tri_text(arena);
    bool was_space = false;

    for (size_t i = 0; i < text.size; i++) {
        bool is_space =
            text.data[i] == ' ' || (text.data[i] >= '\t' && text.data[i] <= '\r');

        if (!is_space) {
            tri_text_add_char(&collapsed, text.data[i]);
        } else if (!was_space) {
            tri_text_add_char(&collapsed, ' ');
        }
        was_space = is_space;
    }
    return tri_text_str(&collapsed);
}

static TriStr identify(const Judging *judging, const TriTrace *trace)
{
    const TriExprMember *name = judging->instance->resource->name;
    TriStr written = name == NULL ? TRI_STR("") : tri_span_text(name->value->span);
    TriStr text = collapse_space(judging->arena, tri_span_text(trace->written));

    return tri_format(judging->arena, "%.*s\n%.*s\n%.*s\n%.*s",
                      TRI_ARG(judging->instance->type.string), TRI_ARG(written),
                      TRI_ARG(judging->path->text), TRI_ARG(text));
}

static TriFinding describe(const Judging *judging, TriKind kind, const TriTrace *trace)
{
    const TriResource *resource = judging->instance->resource;
    TriFinding finding = {
        .rule = judging->rule->id,
        .kind = kind,
        .level = judging->rule->level,
        .span = trace->written,
        .resource_type = judging->instance->type.string,
        .resource_name = name_of(judging),
        .pointer = tri_pointer_text(judging->arena, &resource->pointer),
        .identity = identify(judging, trace),
    };

    return finding;
}

static TriStr say(const Judging *judging, TriKind kind)
{
    TriText text = tri_text(judging->arena);

    switch (kind) {
    case TRI_KIND_FAIL:
        add_message(judging, judging->rule->message, &text);
        add_notes(judging, &text);
        break;
    case TRI_KIND_UNDECIDED:
        add_message(judging, judging->rule->undecided_message, &text);
        break;
    case TRI_KIND_PASS:
        add_message(judging, TRI_STR("{resource} passes: {path} is {value}"), &text);
        break;
    case TRI_KIND_NOT_DEPLOYED:
        add_message(judging, TRI_STR("{resource} is not deployed"), &text);
        break;
    case TRI_KIND_COUNT:
        break;
    }
    return tri_text_str(&text);
}

static TriKind kind_of(TriVerdict verdict)
{
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

static const TriPath *path_of(const Judging *judging)
{
    static const TriPath none = { 0 };

    return judging->path == NULL ? &none : judging->path;
}

TriStr tri_rule_message(TriArena *arena, const TriRule *rule,
                        const TriInstance *instance, TriKind kind, TriStr value)
{
    Judging judging = {
        .arena = arena,
        .rule = rule,
        .instance = instance,
        .path = &rule->condition->path,
        .said = value,
    };

    return say(&judging, kind);
}

bool tri_rule_judge(TriArena *arena, const TriRule *rule, const TriInstance *instance,
                    TriJudgement *judgement)
{
    Judging judging = { .arena = arena, .rule = rule, .instance = instance };
    TriFinding *finding = &judgement->finding;

    TriVerdict verdict = judge(&judging, rule->condition);

    judgement->cause = tri_value_null();
    if (verdict == TRI_VERDICT_NONE) {
        return false;
    }
    TriKind kind = kind_of(verdict);

    judging.is_decided = kind != TRI_KIND_UNDECIDED;
    judging.path = path_of(&judging);
    if (!instance->is_deployed) {
        kind = TRI_KIND_NOT_DEPLOYED;
    }
    TriTrace trace = tri_trace(instance, judging.path->names, judging.path->count);

    judging.said = say_value(&judging, &trace);
    judgement->plain_value = say_value(&judging, NULL);
    *finding = describe(&judging, kind, &trace);
    finding->message = say(&judging, kind);
    if (kind == TRI_KIND_FAIL) {
        finding->help = rule->fix;
        add_related(arena, &trace, finding);
    } else if (kind == TRI_KIND_UNDECIDED && judging.value.kind == TRI_UNKNOWN) {
        finding->help = say_undecided_help(judging.value.unknown);
        add_related(arena, &trace, finding);
        judgement->cause = judging.value;
    }
    return true;
}
