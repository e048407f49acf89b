#include "lint/limits.h"

#include "base/utf8.h"

enum {
    MOST_PARAMETERS = 256,
    MOST_VARIABLES = 512,
    MOST_OUTPUTS = 64,
    MOST_RESOURCES = 800,
    LONGEST_EXPRESSION = 24576,
    LONGEST_DEPLOYMENT_NAME = 64,
    LARGEST_TEMPLATE = 4 << 20,
};

/* The bracket that opens the template: the place of what is wrong with it all. */
static TriSpan opening(const TriTemplate *template)
{
    return tri_span(template->span.source, template->span.start,
                    template->span.start + 1);
}

static void report_count(TriSink *sink, size_t count, size_t most, TriSpan span,
                         const char *what)
{
    tri_report(sink, TRI_PROBLEM_TEMPLATE_LIMIT, span,
               "the template has %zu %s; the service takes at most %zu", count, what,
               most);
}

/* Strings in brackets that are longer than an expression may be. */
static void check_expressions(const TriTemplate *template, TriSink *sink)
{
    TriStr text = tri_span_text(template->span);
    size_t at = 0;

    while (at < text.size) {
        size_t open = tri_str_find(tri_str_from(text, at), TRI_STR("\"["));

        if (open == TRI_NOT_FOUND) {
            return;
        }
        at += open;
        size_t close = tri_str_find(tri_str_from(text, at), TRI_STR("]\""));
        size_t size = close == TRI_NOT_FOUND ? 0 : close + 1;

        if (size > LONGEST_EXPRESSION) {
            size_t start = template->span.start + at;

            tri_report(
                sink, TRI_PROBLEM_TEMPLATE_LIMIT,
                tri_span(template->span.source, start, start + size + 1),
                "the expression has %zu characters; the service takes at most %d",
                tri_utf8_units(tri_str_slice(text, at + 1, size - 1)),
                LONGEST_EXPRESSION);
        }
        at += size > 0 ? size : 2;
    }
}

void tri_check_limits(const TriTemplate *template, TriSink *sink)
{
    size_t size = template->span.end - template->span.start;

    if (template->parameter_count > MOST_PARAMETERS) {
        report_count(sink, template->parameter_count, MOST_PARAMETERS,
                     template->parameters[MOST_PARAMETERS].name_span, "parameters");
    }
    if (template->variable_count > MOST_VARIABLES) {
        report_count(sink, template->variable_count, MOST_VARIABLES,
                     template->variables[MOST_VARIABLES].name_span, "variables");
    }
    if (template->output_count > MOST_OUTPUTS) {
        report_count(sink, template->output_count, MOST_OUTPUTS,
                     template->outputs[MOST_OUTPUTS].name_span, "outputs");
    }
    if (size > LARGEST_TEMPLATE) {
        report_count(sink, size, LARGEST_TEMPLATE, opening(template), "bytes");
    }
    check_expressions(template, sink);
}

static void check_deployment_name(TriSink *sink, const TriInstance *instance)
{
    TriValue name = tri_instance_name(instance);
    const TriExprMember *member = instance->resource->name;

    if (name.kind == TRI_STRING && member != NULL &&
        tri_utf8_units(name.string) > LONGEST_DEPLOYMENT_NAME) {
        tri_report(
            sink, TRI_PROBLEM_TEMPLATE_LIMIT, member->value->span,
            "the name of the deployment has %zu characters; the service takes at "
            "most %d",
            tri_utf8_units(name.string), LONGEST_DEPLOYMENT_NAME);
    }
}

/* A type has as many parts behind its namespace as the name has. */
static void check_parts(TriSink *sink, const TriInstance *instance)
{
    TriValue name = tri_instance_name(instance);
    const TriExprMember *member = instance->resource->name;

    if (name.kind != TRI_STRING || instance->type.kind != TRI_STRING ||
        member == NULL || instance->resource->is_extension) {
        return;
    }
    size_t wanted = tri_str_count_char(instance->type.string, '/');
    size_t given = tri_str_count_char(name.string, '/') + 1;

    if (wanted > 0 && wanted != given) {
        tri_report(sink, TRI_PROBLEM_TEMPLATE_LIMIT, member->value->span,
                   "the name has %zu part%s; for this type the service takes %zu",
                   given, given == 1 ? "" : "s", wanted);
    }
}

/* Bicep has its own way with loops, and with types no other. */
static void check_json(TriSink *sink, const TriResource *resource)
{
    if (resource->type != NULL &&
        tri_expr_get(resource->type->value)->kind >= TRI_EXPR_ARRAY) {
        tri_report(sink, TRI_PROBLEM_TEMPLATE_LIMIT, resource->type->value->span,
                   "'type' is an expression; the service takes only text here");
    }
    if (resource->loop_count != NULL && resource->parent != NULL) {
        tri_report(sink, TRI_PROBLEM_TEMPLATE_LIMIT, resource->loop_span,
                   "the service takes no loop of a resource inside another");
    } else if (resource->loop_count != NULL && resource->parent_template->is_outer) {
        tri_report(sink, TRI_PROBLEM_TEMPLATE_LIMIT, resource->loop_span,
                   "the service takes no loop inside a deployment whose expressions "
                   "are evaluated outside");
    }
}

static void check_shape(TriSink *sink, const TriInstance *instance)
{
    check_parts(sink, instance);
    if (tri_resource_has_pointer(instance->resource) &&
        (instance->first == NULL || instance->first == instance)) {
        check_json(sink, instance->resource);
    }
}

void tri_check_instance_limits(const TriTemplate *template,
                               const TriInstanceList *instances, TriSink *sink)
{
    size_t count = 0;

    for (size_t i = 0; i < instances->count; i++) {
        const TriInstance *instance = instances->items[i];

        count += instance->is_deployed && instance->caller == NULL;
        if (instance->is_deployed) {
            check_shape(sink, instance);
        }
        if (instance->is_deployed && instance->type.kind == TRI_STRING &&
            tri_str_eq_nocase(instance->type.string,
                              TRI_STR("Microsoft.Resources/deployments"))) {
            check_deployment_name(sink, instance);
        }
    }
    if (count > MOST_RESOURCES) {
        report_count(sink, count, MOST_RESOURCES, opening(template), "resources");
    }
}
