#include "lint/secrets.h"

#include "rule/secret_names.h"

#include <string.h>

/* ---- literals ---- */

/* What names something else says nothing itself. */
static bool is_name(const TriExpr *expr)
{
    static const TriStr names[] = { TRI_STR_INIT("parameters"),
                                    TRI_STR_INIT("variables") };

    return expr->kind == TRI_EXPR_CALL &&
           tri_str_is_among_nocase(expr->call.name, names,
                                   sizeof names / sizeof *names);
}

/* Expressions are no deeper than their parsers allow. */
static void hide_literals(TriCollector *collector, TriExpr *expr)
{
    tri_expr_get(expr);
    switch (expr->kind) {
    case TRI_EXPR_LAZY:
    case TRI_EXPR_NULL:
    case TRI_EXPR_BOOL:
    case TRI_EXPR_VALUE:
        break;
    case TRI_EXPR_INT:
    case TRI_EXPR_FLOAT:
    case TRI_EXPR_STRING:
    case TRI_EXPR_ARRAY:
    case TRI_EXPR_OBJECT:
    case TRI_EXPR_ERROR:
        tri_collect_hide(collector, expr->span);
        break;
    case TRI_EXPR_CALL:
    case TRI_EXPR_ACCESS:
    case TRI_EXPR_LAMBDA:
    case TRI_EXPR_COPY:
        for (uint32_t i = 0; i < expr->count && !is_name(expr); i++) {
            hide_literals(collector, expr->call.items[i]);
        }
        break;
    }
}

/* Or may be meant to be: what is not declared may be one by a mistyped name. */
static bool is_secure(const TriTemplate *template, TriStr name)
{
    const TriParameter *parameter = tri_template_parameter(template, name);

    return parameter == NULL || parameter->is_secure;
}

static void hide_declared(TriCollector *collector, const TriTemplate *template)
{
    for (size_t i = 0; i < template->parameter_count; i++) {
        const TriParameter *parameter = &template->parameters[i];

        if (parameter->is_secure && parameter->default_value != NULL) {
            hide_literals(collector, parameter->default_value);
        }
        if (parameter->is_secure && parameter->allowed != NULL) {
            hide_literals(collector, parameter->allowed);
        }
    }
}

/* ---- calls ---- */

static void hide_passed(TriCollector *collector, const TriDeployment *deployment)
{
    for (size_t i = 0; i < deployment->passed_count; i++) {
        const TriPassed *passed = &deployment->passed[i];

        if (passed->kind != TRI_GIVEN_VALUE ||
            !is_secure(deployment->template, passed->name)) {
            continue;
        }
        if (passed->value.kind == TRI_DEFERRED) {
            hide_literals(collector, passed->value.thunk->expr);
        } else {
            tri_collect_hide(collector, passed->span);
        }
    }
}

/* What is written for a nested template that is not looked at. */
static void hide_written(TriCollector *collector, const TriResource *resource,
                         const TriTemplate *nested)
{
    TriExpr *properties =
        resource->properties == NULL ? NULL : resource->properties->value;
    TriExpr *values = tri_expr_value(properties, TRI_STR("parameters"));

    if (values == NULL || tri_expr_get(values)->kind != TRI_EXPR_OBJECT) {
        return;
    }
    for (uint32_t i = 0; i < values->count; i++) {
        TriExpr *entry = values->members[i].value;
        TriExpr *value = tri_expr_value(entry, TRI_STR("value"));

        if (is_secure(nested, values->members[i].name)) {
            hide_literals(collector, value != NULL ? value : entry);
        }
    }
}

static bool is_on_one_line(TriSpan span)
{
    TriStr text = tri_span_text(span);

    return memchr(text.data, '\n', text.size) == NULL;
}

/* Nobody looks into most nested templates, and only one without a line of its own
   stands in the lines of others. */
static void hide_beside(TriCollector *collector, const TriTemplate *template)
{
    for (size_t i = 0; i < template->resource_count; i++) {
        const TriResource *resource = template->resources[i];

        if (resource->nested != NULL && is_on_one_line(resource->span)) {
            const TriTemplate *nested = tri_resource_nested(resource);

            hide_declared(collector, nested);
            hide_written(collector, resource, nested);
            hide_beside(collector, nested);
        }
    }
}

static void hide_template(TriCollector *collector, const TriTemplate *template)
{
    hide_declared(collector, template);
    hide_beside(collector, template);
}

/* ---- all of it ---- */

void tri_hide_given(TriCollector *collector, const TriTemplate *template,
                    const TriGivens *givens)
{
    for (size_t i = 0; i < givens->count; i++) {
        const TriGiven *given = &givens->items[i];

        if (given->value != NULL && is_secure(template, given->name)) {
            tri_collect_hide(collector, given->value->span);
        }
    }
}

void tri_hide_literals(TriCollector *collector, const TriDeployment *root,
                       const TriInstanceList *instances)
{
    hide_template(collector, root->template);
    for (size_t i = 0; i < instances->count; i++) {
        const TriInstance *instance = instances->items[i];

        if (instance->deployed != NULL && !tri_instance_is_copy(instance)) {
            hide_template(collector, instance->deployed->template);
            hide_passed(collector, instance->deployed);
        }
    }
}

/* ---- a text that cannot be parsed ---- */

/* Nobody looks further around a place, and no line is quoted further. */
enum { NEAR = 1000 };

static size_t line_start(TriStr text, size_t at)
{
    size_t nearest = at > NEAR ? at - NEAR : 0;

    return nearest + tri_line_start(tri_str_from(text, nearest), at - nearest);
}

static size_t line_end(TriStr text, size_t at)
{
    return tri_line_end(tri_str_slice(text, 0, at + NEAR), at);
}

/* Of the innermost object around `at`, by its braces; `at` when that begins far off. */
static size_t object_start(TriStr text, size_t at)
{
    size_t closed = 0;

    for (size_t i = at; i > 0 && at - i < NEAR; i--) {
        char c = text.data[i - 1];

        if (c == '{' && closed == 0) {
            return i - 1;
        }
        closed += c == '}';
        closed -= c == '{';
    }
    return at;
}

static size_t object_end(TriStr text, size_t at)
{
    size_t end = at;
    size_t opened = 0;

    while (end < text.size && end - at < NEAR &&
           (text.data[end] != '}' || opened > 0)) {
        opened += text.data[end] == '{';
        opened -= text.data[end] == '}';
        end++;
    }
    return end;
}

/* With the decorators above what a line of Bicep declares. */
static size_t decorated_start(TriStr text, size_t first)
{
    size_t start = first;

    for (size_t at = first; at > 0 && first - at < NEAR;) {
        at = line_start(text, at - 1);
        TriStr line = tri_str_trim(tri_str_slice(text, at, line_end(text, at) - at));

        if (line.size > 0 && line.data[0] != '@') {
            break;
        }
        start = at;
    }
    return start;
}

bool tri_may_show_secret(TriSpan place)
{
    static const TriStr secure = TRI_STR_INIT("secure");
    TriStr text = place.source->text;
    size_t object = object_start(text, place.start);
    size_t start = decorated_start(text, line_start(text, object));
    size_t end = line_end(text, place.start);

    if (object != place.start && object_end(text, place.start) > end) {
        end = object_end(text, place.start);
    }
    TriStr around = tri_str_slice(text, start, end - start);

    return tri_str_find_nocase(around, secure) != TRI_NOT_FOUND ||
           tri_mentions_secret(around);
}
