/* Messages of rules. */
#include "rule/words.h"

#include "base/file.h"
#include "base/text.h"
#include "eval/print.h"
#include "rule/operators.h"

/* ---- resources ---- */

/* What resources are called, where it is not just "resource". */
static const struct {
    TriStr type;
    TriStr noun;
} nouns[] = {
    { TRI_STR_INIT("Microsoft.Web/sites"), TRI_STR_INIT("web app") },
    { TRI_STR_INIT("Microsoft.Web/sites/slots"), TRI_STR_INIT("deployment slot") },
    { TRI_STR_INIT("Microsoft.Web/serverfarms"), TRI_STR_INIT("App Service plan") },
    { TRI_STR_INIT("Microsoft.Web/hostingEnvironments"),
      TRI_STR_INIT("App Service environment") },
    { TRI_STR_INIT("Microsoft.Web/sites/config"), TRI_STR_INIT("configuration") },
    { TRI_STR_INIT("Microsoft.Web/sites/slots/config"), TRI_STR_INIT("configuration") },
    { TRI_STR_INIT("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
      TRI_STR_INIT("publishing policy") },
    { TRI_STR_INIT("Microsoft.Web/sites/slots/basicPublishingCredentialsPolicies"),
      TRI_STR_INIT("publishing policy") },
};

static TriStr noun_of(TriStr type)
{
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        if (tri_str_eq_nocase(nouns[i].type, type)) {
            return nouns[i].noun;
        }
    }
    return TRI_STR("resource");
}

/* A declaration is called by its name. */
static TriStr say_resource(const TriWords *words)
{
    TriArena *arena = words->arena;
    const TriInstance *instance = words->instance;

    if (!tri_spot_is_resource(instance)) {
        return instance->resource->symbol.size == 0
                   ? TRI_STR("the template")
                   : tri_format(arena, "%.*s '%.*s'", TRI_ARG(instance->type.string),
                                TRI_ARG(instance->resource->symbol));
    }
    TriStr name = tri_value_for_message(arena, tri_instance_name(instance));

    return tri_format(arena, "%.*s %.*s", TRI_ARG(noun_of(instance->type.string)),
                      TRI_ARG(name));
}

/* ---- values ---- */

/* A variable of another file than the property's is told with that file. */
static TriStr say_variable(TriArena *arena, const TriTrace *trace, const TriStep *step)
{
    if (step->span.source == trace->written.source) {
        return tri_format(arena, "variable '%.*s'", TRI_ARG(step->name));
    }
    return tri_format(arena, "variable '%.*s' in '%.*s'", TRI_ARG(step->name),
                      TRI_ARG(tri_path_name(step->span.source->path)));
}

static TriStr say_step(TriArena *arena, const TriTrace *trace, const TriStep *step)
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
        return say_variable(arena, trace, step);
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
    TriStr step = say_step(arena, trace, &tri_list_last(&trace->steps));

    return step.size == 0
               ? step
               : tri_format(arena, " %s %.*s", trace->is_computed ? "because of" : "by",
                            TRI_ARG(step));
}

static TriStr say_absent(const TriWords *words)
{
    TriStr absent = words->rule->absent;

    return absent.size > 0 ? absent : TRI_STR("absent");
}

/* Every value it can be: what an undecided parameter may have, when that does not
   matter to the verdict. */
static TriStr say_choices(const TriWords *words, const TriUnknown *unknown)
{
    TriText text = tri_text(words->arena);

    for (size_t i = 0; i < unknown->choice_count; i++) {
        TriStr one = unknown->choices[i].kind == 0
                         ? say_absent(words)
                         : tri_value_for_message(words->arena, unknown->choices[i]);

        tri_text_addf(&text, "%s%.*s", i == 0 ? "" : " or ", TRI_ARG(one));
    }
    return tri_text_str(&text);
}

static TriStr say_unknown(const TriWords *words, TriValue value)
{
    const TriUnknown *unknown = value.unknown;
    TriStr text = tri_value_for_message(words->arena, value);

    if (words->answer->verdict != TRI_VERDICT_UNDECIDED && unknown->choice_count > 0 &&
        !value.is_secure) {
        return say_choices(words, unknown);
    }
    return unknown->why.size == 0 ? text
                                  : tri_format(words->arena, "%.*s; %.*s",
                                               TRI_ARG(text), TRI_ARG(unknown->why));
}

static TriStr say_known(const TriWords *words, const TriTrace *trace)
{
    TriArena *arena = words->arena;
    const TriAnswer *answer = words->answer;
    TriStr value = tri_value_for_message(arena, answer->place.value);

    if (answer->place.value.kind == 0) {
        return say_absent(words);
    }
    return trace == NULL ? value
                         : tri_format(arena, "%.*s%.*s", TRI_ARG(value),
                                      TRI_ARG(say_maker(arena, trace)));
}

/* A known value can be undecided because of another that is not. */
TriStr tri_words_value(const TriWords *words, const TriTrace *trace)
{
    TriValue value = words->answer->place.value;
    TriValue cause = words->answer->cause;

    if (value.kind == TRI_UNKNOWN) {
        return say_unknown(words, value);
    }
    if (words->answer->place.count == 0 && cause.kind == TRI_UNKNOWN) {
        return say_unknown(words, cause);
    }
    TriStr text = say_known(words, trace);

    if (cause.kind != TRI_UNKNOWN) {
        return text;
    }
    if (words->answer->verdict != TRI_VERDICT_UNDECIDED) {
        return tri_format(words->arena, "%.*s for one of the values of %.*s",
                          TRI_ARG(text),
                          TRI_ARG(tri_value_for_message(words->arena, cause)));
    }
    return cause.unknown->reason == TRI_REASON_UNSUPPORTED && cause.residual == NULL
               ? tri_format(words->arena, "%.*s, but %.*s", TRI_ARG(text),
                            TRI_ARG(cause.unknown->why))
               : tri_format(words->arena, "%.*s, and what that means depends on %.*s",
                            TRI_ARG(text), TRI_ARG(say_unknown(words, cause)));
}

/* ---- what was expected ---- */

static void add_operand(TriText *text, TriValue operand)
{
    if (operand.kind != TRI_ARRAY) {
        tri_text_add(text, tri_value_for_message(text->arena, operand));
        return;
    }
    for (size_t i = 0; i < operand.array->count; i++) {
        tri_text_add_c(text, i > 0 ? ", " : "");
        add_operand(text, tri_array_item(operand.array, i));
    }
}

static TriStr say_expected(const TriWords *words)
{
    const TriCondition *by = words->answer->by;
    TriText text = tri_text(words->arena);

    if (by == NULL || by->test == NULL) {
        return TRI_STR("something else");
    }
    if (by->test->expected == NULL) {
        return by->operand.boolean ? TRI_STR("a value") : TRI_STR("none");
    }
    tri_text_add_c(&text, by->test->expected);
    add_operand(&text, by->operand);
    return tri_text_str(&text);
}

/* ---- placeholders ---- */

/* The path of the place, or of the places that were counted. */
static TriStr say_path(const TriWords *words)
{
    const TriAnswer *answer = words->answer;
    bool is_count = answer->by != NULL && answer->by->kind == TRI_CONDITION_COUNT &&
                    answer->place.count == 0;

    return is_count ? answer->by->counted.text
                    : tri_spot_text(words->arena, &answer->place);
}

/* A placeholder that is no word of its own is the path of a value. */
static TriStr say_field(const TriWords *words, TriStr text)
{
    TriArena *arena = words->arena;
    TriError ignored = { arena, { 0 } };
    TriSpot root = tri_spot_of(words->instance);
    TriSpotList places = { 0 };
    TriPath path;

    if (tri_path_parse(arena, text, &path, &ignored) == TRI_OK) {
        tri_spot_find(arena, &root, path.segments, path.count, &places);
    }
    return places.count == 0 || places.items[0].value.kind == 0
               ? TRI_STR("absent")
               : tri_value_for_message(arena, places.items[0].value);
}

static TriStr say_type(const TriWords *words)
{
    TriValue type = words->instance->type;

    if (type.kind != TRI_STRING) {
        return TRI_STR("");
    }
    return type.is_secure ? tri_value_for_message(words->arena, type) : type.string;
}

static TriStr fill_in(const TriWords *words, TriStr word)
{
    if (tri_str_eq(word, TRI_STR("resource"))) {
        return say_resource(words);
    }
    if (tri_str_eq(word, TRI_STR("value"))) {
        return words->value;
    }
    if (tri_str_eq(word, TRI_STR("path"))) {
        return say_path(words);
    }
    if (tri_str_eq(word, TRI_STR("expected"))) {
        return say_expected(words);
    }
    return tri_str_eq(word, TRI_STR("type")) ? say_type(words) : say_field(words, word);
}

/* `template` with every {word} filled in. */
static void add_message(const TriWords *words, TriStr template, TriText *text)
{
    while (template.size > 0) {
        size_t open = tri_str_find_char(template, '{');
        size_t close = tri_str_find_char(template, '}');

        if (open == TRI_NOT_FOUND || close == TRI_NOT_FOUND || close < open) {
            break;
        }
        TriStr word = tri_str_slice(template, open + 1, close - open - 1);

        tri_text_add(text, tri_str_slice(template, 0, open));
        tri_text_add(text, fill_in(words, word));
        template = tri_str_from(template, close + 1);
    }
    tri_text_add(text, template);
}

/* ---- messages ---- */

static void add_notes(const TriWords *words, const TriJudge *judge, TriText *text)
{
    for (size_t i = 0; i < words->rule->notes.count; i++) {
        const TriRuleNote *note = &words->rule->notes.items[i];
        TriAnswerList answers = { 0 };

        tri_condition_judge(judge, words->rule, note->when, words->instance, &answers);
        bool holds = answers.count > 0;

        for (size_t j = 0; j < answers.count; j++) {
            holds = holds && answers.items[j].verdict == TRI_VERDICT_PASS;
        }
        if (holds) {
            tri_text_add_c(text, "; ");
            add_message(words, note->text, text);
        }
    }
}

/* The title without its full stop, or the id. */
static TriStr title_of(const TriRule *rule)
{
    TriStr title = rule->title.size > 0 ? rule->title : rule->id;

    return tri_str_has_suffix(title, TRI_STR("."))
               ? tri_str_slice(title, 0, title.size - 1)
               : title;
}

/* What an answer hangs on that does not tell its value; where that may have a secret in
   it, not what it is. */
static void add_cause(const TriWords *words, TriText *text)
{
    TriValue cause = words->answer->cause;

    if (words->answer->verdict != TRI_VERDICT_UNDECIDED || cause.kind != TRI_UNKNOWN) {
        return;
    }
    if (words->answer->is_secret ||
        (cause.unknown->reason == TRI_REASON_UNSUPPORTED && cause.residual == NULL)) {
        tri_text_addf(text, "%s%.*s", cause.unknown->why.size > 0 ? "; " : "",
                      TRI_ARG(cause.unknown->why));
    } else {
        tri_text_addf(text, "; that depends on %.*s",
                      TRI_ARG(say_unknown(words, cause)));
    }
}

/* For rules that have no message. */
static void add_plain_message(const TriWords *words, TriText *text)
{
    const TriAnswer *answer = words->answer;

    tri_text_addf(text, "%.*s: ", TRI_ARG(title_of(words->rule)));
    if (answer->place.count == 0 || answer->by == NULL || answer->by->test == NULL) {
        add_message(words, TRI_STR("{resource}"), text);
        add_cause(words, text);
    } else if (words->rule->is_policy) {
        /* What a policy tests is what it looks for, not what it wants. */
        add_message(words, TRI_STR("{path} of {resource} is {value}"), text);
    } else {
        add_message(words,
                    TRI_STR("{path} of {resource} is {value}, expected {expected}"),
                    text);
    }
}

/* "…: {path} is {value}" without that, where there is no place. */
static TriStr about_place(const TriWords *words, TriStr message)
{
    size_t colon = tri_str_find(message, TRI_STR(": {path}"));

    return colon == TRI_NOT_FOUND || say_path(words).size > 0
               ? message
               : tri_str_slice(message, 0, colon);
}

static bool tells_value(TriStr message)
{
    return tri_str_find(message, TRI_STR("{value}")) != TRI_NOT_FOUND;
}

/* The message of what failed in the rule, else that of the rule; empty: none. */
static TriStr message_of(const TriWords *words)
{
    TriStr own = words->answer->message;

    return own.size > 0 ? own : words->rule->message;
}

static void add_failure(const TriWords *words, TriText *text)
{
    TriStr message = about_place(words, message_of(words));

    if (message.size > 0) {
        add_message(words, message, text);
    } else {
        add_plain_message(words, text);
    }
}

/* The other values that something can be have failures of their own. */
static void add_others(const TriWords *words, TriText *text)
{
    TriStr message = message_of(words);
    TriValue cause = words->answer->cause;

    if (!words->answer->is_one_of_several) {
        return;
    }
    if (message.size > 0 && !tells_value(message)) {
        tri_text_addf(text, "; that is so for one of the values of %.*s",
                      TRI_ARG(tri_value_for_message(words->arena, cause)));
    }
    tri_text_add_c(text, "; the others fail too");
}

static void add_undecided(const TriWords *words, TriText *text)
{
    TriStr message = about_place(words, words->rule->undecided_message);

    if (message.size > 0 && words->answer->message.size == 0) {
        add_message(words, message, text);
        if (!tells_value(message)) {
            add_cause(words, text);
        }
        return;
    }
    tri_text_add_c(text, "cannot tell whether this is so: ");
    add_failure(words, text);
    if (message_of(words).size > 0 && !tells_value(message_of(words))) {
        add_cause(words, text);
    }
}

TriStr tri_words_message(const TriWords *words, const TriJudge *judge, TriKind kind)
{
    TriText text = tri_text(words->arena);

    switch (kind) {
    case TRI_KIND_FAIL:
        add_failure(words, &text);
        add_others(words, &text);
        add_notes(words, judge, &text);
        break;
    case TRI_KIND_UNDECIDED:
        add_undecided(words, &text);
        break;
    case TRI_KIND_PASS:
        add_message(words,
                    words->answer->place.count == 0
                        ? TRI_STR("{resource} passes")
                        : TRI_STR("{resource} passes: {path} is {value}"),
                    &text);
        break;
    case TRI_KIND_NOT_DEPLOYED:
        add_message(words, TRI_STR("{resource} is not deployed"), &text);
        break;
    case TRI_KIND_COUNT:
        break;
    }
    return tri_text_str(&text);
}

TriStr tri_words_undecided_help(const TriUnknown *unknown)
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
