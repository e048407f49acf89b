/* What is wrong with given parameter values (arm-language.md 6). */
#include "base/text.h"
#include "base/utf8.h"
#include "eval/deployment.h"

typedef struct Check {
    TriDeployment *deployment;
    TriSink *sink;
    const TriParameter *parameter;
    const TriPassed *given;
    TriValue value;
} Check;

static void report(const Check *check, const char *what, TriStr expected)
{
    tri_report(check->sink, TRI_PROBLEM_PARAMETER_ERROR, check->given->span,
               "the value of parameter '%.*s' %s %.*s", TRI_ARG(check->parameter->name),
               what, TRI_ARG(expected));
}

static void report_undeclared(const Check *check)
{
    TriStr nearest = tri_template_nearest_parameter(
        *check->sink->arena, check->deployment->template, check->given->name);

    if (nearest.size > 0) {
        tri_report(check->sink, TRI_PROBLEM_PARAMETER_ERROR, check->given->name_span,
                   "the template has no parameter '%.*s'; did you mean '%.*s'?",
                   TRI_ARG(check->given->name), TRI_ARG(nearest));
        return;
    }
    tri_report(check->sink, TRI_PROBLEM_PARAMETER_ERROR, check->given->name_span,
               "the template has no parameter '%.*s'", TRI_ARG(check->given->name));
}

static bool has_type(const Check *check)
{
    if ((check->value.kind & check->parameter->type) != 0) {
        return true;
    }
    const char *expected = tri_type_name(check->parameter->type);
    TriStr text = tri_format(check->sink->arena, "%s, not %s", expected,
                             tri_type_name(check->value.kind));

    report(check, "must be", text);
    return false;
}

/* The service compares strings without case. */
static bool are_alike(TriValue a, TriValue b)
{
    if (a.kind != b.kind) {
        return false;
    }
    switch (a.kind) {
    case TRI_BOOL:
        return a.boolean == b.boolean;
    case TRI_INT:
        return a.integer == b.integer;
    case TRI_STRING:
        return tri_str_eq_nocase(a.string, b.string);
    default:
        return true; /* objects and arrays are not compared */
    }
}

static bool is_allowed(const Check *check, const TriExpr *allowed, TriValue value)
{
    for (size_t i = 0; i < allowed->count; i++) {
        TriValue other = tri_eval(check->deployment->scope, allowed->items[i]);

        if (other.kind == TRI_UNKNOWN || are_alike(value, other)) {
            return true;
        }
    }
    return false;
}

static bool is_allowed_array(const Check *check, const TriExpr *allowed)
{
    const TriArray *array = check->value.array;

    for (size_t i = 0; i < array->count; i++) {
        if (!is_allowed(check, allowed, tri_array_item(array, i))) {
            return false;
        }
    }
    return true;
}

static void check_allowed(const Check *check)
{
    TriExpr *allowed = check->parameter->allowed;

    if (allowed == NULL || tri_expr_get(allowed)->kind != TRI_EXPR_ARRAY) {
        return;
    }
    bool is_array = check->value.kind == TRI_ARRAY;

    if (is_allowed(check, allowed, check->value) ||
        (is_array && is_allowed_array(check, allowed))) {
        return;
    }
    tri_report(check->sink, TRI_PROBLEM_PARAMETER_ERROR, check->given->span,
               "the value of parameter '%.*s' is not one of its allowedValues",
               TRI_ARG(check->parameter->name));
}

/* The keyword `name` of the declaration, when it is an integer. */
static bool find_bound(const Check *check, const char *name, int64_t *bound)
{
    TriExprMember *member =
        tri_expr_find(check->parameter->declaration, tri_str_from_c(name));

    if (member == NULL || tri_expr_get(member->value)->kind != TRI_EXPR_INT) {
        return false;
    }
    *bound = member->value->integer;
    return true;
}

static void check_range(const Check *check, int64_t size, const char *least,
                        const char *most, const char *what)
{
    TriArena *arena = check->sink->arena;
    int64_t bound;

    if (find_bound(check, least, &bound) && size < bound) {
        report(check, what, tri_format(arena, "at least %lld", (long long)bound));
    }
    if (find_bound(check, most, &bound) && size > bound) {
        report(check, what, tri_format(arena, "at most %lld", (long long)bound));
    }
}

static void check_bounds(const Check *check)
{
    switch (check->value.kind) {
    case TRI_INT:
        check_range(check, check->value.integer, "minValue", "maxValue", "must be");
        break;
    case TRI_STRING:
        check_range(check, (int64_t)tri_utf8_units(check->value.string), "minLength",
                    "maxLength", "must have a length of");
        break;
    case TRI_ARRAY:
        check_range(check, (int64_t)check->value.array->count, "minLength", "maxLength",
                    "must have a length of");
        break;
    default:
        break;
    }
}

static void check_given(Check *check)
{
    check->parameter =
        tri_template_parameter(check->deployment->template, check->given->name);
    if (check->parameter == NULL) {
        /* A file that many extend may give more than each of them needs. */
        if (!check->given->is_inherited) {
            report_undeclared(check);
        }
        return;
    }
    if (check->given->kind != TRI_GIVEN_VALUE) {
        return;
    }
    check->value = tri_force(check->given->value);
    if (check->value.kind == TRI_NULL || check->value.kind == TRI_UNKNOWN ||
        !has_type(check)) {
        return;
    }
    check_allowed(check);
    check_bounds(check);
}

/* Whether the parameter, that of its name which counts, gets no value at all. */
static bool is_missing(const TriDeployment *deployment, const TriParameter *parameter)
{
    const TriTemplate *template = deployment->template;
    const TriBinding *binding = &deployment->bindings[parameter - template->parameters];

    return binding->passed == NULL && parameter->default_value == NULL &&
           !parameter->is_nullable &&
           tri_template_parameter(template, parameter->name) == parameter;
}

/* One finding for all of them, since they have one place. */
static void check_missing(TriDeployment *deployment, TriSink *sink)
{
    const TriTemplate *template = deployment->template;
    TriSpan span = deployment->passed_span;
    TriText names = tri_text(sink->arena);
    size_t count = 0;

    for (size_t i = 0; i < template->parameter_count; i++) {
        const TriParameter *parameter = &template->parameters[i];

        if (is_missing(deployment, parameter)) {
            tri_text_addf(&names, "%s'%.*s'", count > 0 ? ", " : "",
                          TRI_ARG(parameter->name));
            count++;
        }
    }
    if (count > 0) {
        tri_report(sink, TRI_PROBLEM_PARAMETER_ERROR,
                   tri_span(span.source, span.start, span.start + 1),
                   "no value is given to the required parameter%s %.*s",
                   count > 1 ? "s" : "", TRI_ARG(tri_text_str(&names)));
    }
}

void tri_deployment_check(TriDeployment *deployment, TriSink *sink)
{
    for (size_t i = 0; i < deployment->passed_count; i++) {
        Check check = { .deployment = deployment,
                        .sink = sink,
                        .given = &deployment->passed[i] };

        check_given(&check);
    }
    if (deployment->passed_span.source != NULL && !deployment->passed_is_open) {
        check_missing(deployment, sink);
    }
}
