/* tricep expand FILE: every resource that a template deploys, evaluated. */
#include "base/glob.h"
#include "base/jobs.h"
#include "base/map.h"
#include "cli/command.h"
#include "eval/expand.h"
#include "eval/print.h"
#include "lint/session.h"
#include "lint/value_json.h"
#include "source/lines.h"

#include <stdio.h>

typedef struct Expand {
    TriArena *arena;
    const TriOptions *options;
    TriSession session;
    TriText text;
    TriJsonWriter json;
    TriValueWriter values;
    TriMap lines; /* of each source that a place is in, by its address */
    int status;
} Expand;

/* ---- places ---- */

/* Every resource has a place, and the calls that lead to it. */
static TriLines *lines_of(Expand *expand, const TriSource *source)
{
    TriLines *lines = tri_map_find_address(&expand->lines, source);

    if (lines == NULL) {
        lines = tri_lines(expand->arena, source);
        *tri_map_put_address(expand->arena, &expand->lines, source) = lines;
    }
    return lines;
}

static void write_place(Expand *expand, const TriSource *source, size_t offset)
{
    TriPosition place = tri_lines_position(lines_of(expand, source), offset);

    tri_json_member_string(&expand->json, TRI_STR("path"), source->path);
    tri_json_member_int(&expand->json, TRI_STR("line"), place.line);
    tri_json_member_int(&expand->json, TRI_STR("column"), place.column);
}

static void write_resource_place(Expand *expand, const TriResource *resource)
{
    write_place(expand, resource->span.source, resource->span.start);
    tri_json_member_string(&expand->json,
                           tri_resource_has_pointer(resource) ? TRI_STR("pointer")
                                                              : TRI_STR("symbol"),
                           tri_resource_place(expand->arena, resource));
}

/* The calls that lead to a resource, outermost first. */
static void write_calls(Expand *expand, const TriInstance *caller)
{
    if (caller == NULL) {
        return;
    }
    write_calls(expand, caller->caller);
    tri_json_open_object(&expand->json);
    write_resource_place(expand, caller->resource);
    tri_json_close_object(&expand->json);
}

static void write_source(Expand *expand, const TriInstance *instance)
{
    tri_json_write_name(&expand->json, TRI_STR("$source"));
    tri_json_open_object(&expand->json);
    write_resource_place(expand, instance->resource);
    tri_json_write_name(&expand->json, TRI_STR("via"));
    tri_json_open_array(&expand->json);
    write_calls(expand, instance->caller);
    tri_json_close_array(&expand->json);
    tri_json_close_object(&expand->json);
}

/* ---- members ---- */

/* ARM's own members, as they are usually spelled. */
static const TriStr usual_names[] = {
    TRI_STR_INIT("type"),          TRI_STR_INIT("apiVersion"),
    TRI_STR_INIT("name"),          TRI_STR_INIT("location"),
    TRI_STR_INIT("tags"),          TRI_STR_INIT("sku"),
    TRI_STR_INIT("kind"),          TRI_STR_INIT("identity"),
    TRI_STR_INIT("plan"),          TRI_STR_INIT("zones"),
    TRI_STR_INIT("properties"),    TRI_STR_INIT("dependsOn"),
    TRI_STR_INIT("condition"),     TRI_STR_INIT("scope"),
    TRI_STR_INIT("comments"),      TRI_STR_INIT("metadata"),
    TRI_STR_INIT("copy"),          TRI_STR_INIT("existing"),
    TRI_STR_INIT("resources"),     TRI_STR_INIT("subscriptionId"),
    TRI_STR_INIT("resourceGroup"), TRI_STR_INIT("managedBy"),
    TRI_STR_INIT("import"),        TRI_STR_INIT("extension"),
};

static TriStr usual_name(TriStr name)
{
    for (size_t i = 0; i < sizeof usual_names / sizeof *usual_names; i++) {
        if (tri_str_eq_nocase(usual_names[i], name)) {
            return usual_names[i];
        }
    }
    return name;
}

static bool is_left_out(const TriInstance *instance, TriStr name)
{
    if (tri_str_eq(name, TRI_STR("copy"))) {
        return instance->loop_count.kind != TRI_UNKNOWN;
    }
    if (tri_str_eq(name, TRI_STR("condition"))) {
        return instance->condition.kind != TRI_UNKNOWN;
    }
    return tri_str_eq(name, TRI_STR("resources")) ||
           tri_str_eq(name, TRI_STR("existing"));
}

/* ---- what a deployment gives ---- */

/* {"value": …}, or `value` where there is none in `entry`. */
static TriValue with_value(TriArena *arena, TriValue entry, TriValue value)
{
    TriStr name = TRI_STR("value");

    if (entry.kind != TRI_OBJECT ||
        tri_object_find(arena, entry.object, name) == TRI_NOT_FOUND) {
        return value;
    }
    TriObject *object = TRI_NEW(arena, TriObject);

    object->members = TRI_NEW(arena, TriMember);
    object->members[0] = (TriMember){ .name = name, .value = value };
    object->count = 1;
    return tri_value_object(object);
}

/* What is given to a parameter, of which nothing secret may be told: for that, what it
   is to the template. A reference to a key vault tells no secret. */
static TriValue told_entry(TriArena *arena, const TriInstance *instance, TriStr name,
                           TriValue entry)
{
    const TriBinding *binding = instance->deployed == NULL
                                    ? NULL
                                    : tri_deployment_binding(instance->deployed, name);

    if (binding == NULL) {
        entry.is_secure = true;
        entry.residual = NULL;
        return entry;
    }
    return binding->origin != TRI_FROM_CALL ||
                   binding->passed->kind == TRI_GIVEN_KEY_VAULT
               ? entry
               : with_value(arena, entry, binding->value);
}

/* The parameters that a deployment gives: of those that are secure, or that nobody
   declares, no literal is told. */
static TriValue told_parameters(Expand *expand, const TriInstance *instance,
                                TriValue given)
{
    const TriTemplate *template = instance->deployed != NULL
                                      ? instance->deployed->template
                                      : tri_resource_nested(instance->resource);

    if (template == NULL || given.kind == TRI_NULL) {
        return given;
    }
    given.residual =
        tri_residual_sealed(expand->session.deployment->eval, given.residual);
    if (given.kind != TRI_OBJECT) {
        return given;
    }
    TriObject *told = TRI_NEW(expand->arena, TriObject);

    *told = *given.object;
    told->members = TRI_NEW_ARRAY(expand->arena, TriMember, told->count);
    for (size_t i = 0; i < told->count; i++) {
        const TriParameter *parameter =
            tri_template_parameter(template, given.object->members[i].name);
        TriMember *member = &told->members[i];

        *member = given.object->members[i];
        if (parameter == NULL || parameter->is_secure) {
            member->value = told_entry(expand->arena, instance, member->name,
                                       tri_object_value(given.object, i));
        }
    }
    given.object = told;
    return given;
}

/* The properties of a deployment, less the template: that is expanded by itself, or it
   is told why not. */
static void write_deployment_properties(Expand *expand, const TriInstance *instance,
                                        const TriObject *object)
{
    tri_json_open_object(&expand->json);
    for (size_t i = 0; i < object->count; i++) {
        if (tri_str_eq_nocase(object->members[i].name, TRI_STR("template"))) {
            continue;
        }
        TriValue value = tri_object_value(object, i);

        if (tri_str_eq_nocase(object->members[i].name, TRI_STR("parameters"))) {
            value = told_parameters(expand, instance, value);
        }
        if (value.kind != TRI_NULL) {
            tri_json_write_name(&expand->json, object->members[i].name);
            tri_write_value(&expand->values, value);
        }
    }
    tri_write_unnamed(&expand->values, object);
    tri_json_close_object(&expand->json);
}

static TriValue member_value(const TriInstance *instance, size_t place, TriStr name)
{
    if (tri_str_eq(name, TRI_STR("type"))) {
        return instance->type;
    }
    if (tri_str_eq(name, TRI_STR("name"))) {
        return tri_instance_name(instance);
    }
    return tri_object_value(instance->body.object, place);
}

/* Of a body that has a secret among its names, ARM's own are told. */
static TriStr told_name(const TriInstance *instance, TriStr name)
{
    return tri_str_is_among(name, usual_names, sizeof usual_names / sizeof *usual_names)
               ? name
               : tri_told_name(name, instance->body.is_secure);
}

static void write_member(Expand *expand, const TriInstance *instance, size_t place)
{
    TriStr name = usual_name(instance->body.object->members[place].name);

    if (is_left_out(instance, name)) {
        return;
    }
    TriValue value = member_value(instance, place, name);

    if (value.kind == TRI_NULL) {
        return;
    }
    tri_json_write_name(&expand->json, told_name(instance, name));
    if (tri_instance_is_deployment(instance) && value.kind == TRI_OBJECT &&
        !value.is_secure && tri_str_eq(name, TRI_STR("properties"))) {
        write_deployment_properties(expand, instance, value.object);
    } else {
        tri_write_value(&expand->values, value);
    }
}

static bool is_wanted(const Expand *expand, const TriInstance *instance)
{
    TriStr glob = expand->options->type;

    if (!instance->is_deployed || instance->body.kind != TRI_OBJECT) {
        return false;
    }
    if (glob.size == 0) {
        return true;
    }
    return instance->type.kind == TRI_STRING &&
           tri_glob_match(glob, instance->type.string, TRI_GLOB_NOCASE);
}

/* What stands in place of a resource and is none is told, as nothing of it is written.
 */
static bool is_unreadable(const TriInstance *instance)
{
    return instance->is_deployed && instance->body.kind != TRI_OBJECT;
}

/* What is wrong with a loop or condition is wrong whether that is written or not. */
static void note(Expand *expand, TriValue value)
{
    if (value.kind == TRI_UNKNOWN) {
        tri_note_unknown(&expand->values, value.unknown);
    }
}

static void write_resource(Expand *expand, const TriInstance *instance)
{
    note(expand, instance->loop_count);
    note(expand, instance->condition);
    tri_json_open_object(&expand->json);
    for (size_t i = 0; i < instance->body.object->count; i++) {
        write_member(expand, instance, i);
    }
    tri_write_unnamed(&expand->values, instance->body.object);
    write_source(expand, instance);
    tri_json_close_object(&expand->json);
}

static void report_link(Expand *expand, const TriInstance *instance, const char *what,
                        TriStr why)
{
    const TriExprMember *name = instance->resource->name;

    if (why.size > 0 && instance->is_deployed) {
        tri_report(&expand->session.sink, TRI_PROBLEM_NOT_ANALYSED,
                   name == NULL ? instance->resource->span : name->value->span,
                   "what this deployment %s is not known: %.*s", what, TRI_ARG(why));
    }
}

/* A deployment whose template is not to be had: what it deploys is missing here. */
static void report_links(Expand *expand, const TriInstance *instance)
{
    report_link(expand, instance, "deploys", instance->unlinked);
    if (instance->unlinked.size > 0 && tri_eval_is_spent(instance->deployment->eval)) {
        note(expand, tri_eval(instance->scope, instance->resource->body));
    }
    report_link(expand, instance, "gives to parameters", instance->unlinked_values);
}

static void check_values(Expand *expand, const TriInstance *instance)
{
    if (instance->deployed != NULL && instance->is_deployed) {
        tri_deployment_check(instance->deployed, &expand->session.sink);
    }
}

static void write_resources(Expand *expand)
{
    TriSession *session = &expand->session;
    TriInstanceList instances = { 0 };

    if (!tri_expand(session->deployment, &instances)) {
        tri_report(&session->sink, TRI_PROBLEM_LIMIT_EXCEEDED, session->template->span,
                   "the template deploys more than %d resources; the rest is not here",
                   TRI_MOST_INSTANCES);
    }
    tri_json_write_name(&expand->json, TRI_STR("resources"));
    tri_json_open_array(&expand->json);
    for (size_t i = 0; i < instances.count; i++) {
        report_links(expand, instances.items[i]);
        check_values(expand, instances.items[i]);
        if (is_wanted(expand, instances.items[i])) {
            write_resource(expand, instances.items[i]);
        } else if (is_unreadable(instances.items[i])) {
            note(expand, instances.items[i]->type);
        }
    }
    tri_json_close_array(&expand->json);
}

/* ---- outputs and problems ---- */

static bool is_output_left_out(Expand *expand, const TriOutput *output)
{
    if (output->condition == NULL) {
        return false;
    }
    TriValue value = tri_eval(expand->session.deployment->scope, output->condition);

    note(expand, value);
    return value.kind == TRI_BOOL && !value.boolean;
}

static void write_outputs(Expand *expand)
{
    const TriDeployment *deployment = expand->session.deployment;
    const TriTemplate *template = deployment->template;

    tri_json_write_name(&expand->json, TRI_STR("outputs"));
    tri_json_open_object(&expand->json);
    for (size_t i = 0; i < template->output_count; i++) {
        const TriOutput *output = &template->outputs[i];

        if (output->value == NULL || is_output_left_out(expand, output)) {
            continue;
        }
        tri_json_write_name(&expand->json, output->name);
        tri_write_value(&expand->values, tri_eval(deployment->scope, output->value));
    }
    tri_json_close_object(&expand->json);
}

static void report_unknowns(Expand *expand)
{
    TriSink *sink = &expand->session.sink;

    for (size_t i = 0; i < expand->values.unknowns.count; i++) {
        const TriUnknown *unknown = expand->values.unknowns.items[i];

        if (unknown->reason == TRI_REASON_ERROR) {
            tri_report(sink, TRI_PROBLEM_EXPRESSION_ERROR, unknown->span, "%.*s",
                       TRI_ARG(unknown->why));
        } else if (unknown->reason == TRI_REASON_BUDGET) {
            tri_report(sink, TRI_PROBLEM_LIMIT_EXCEEDED, unknown->span, "%.*s",
                       TRI_ARG(unknown->why));
        }
    }
}

/* Of a value that a parameter file lacks, tri_deployment_check tells. */
static void report_missing(Expand *expand)
{
    TriDeployment *deployment = expand->session.deployment;
    const TriTemplate *template = deployment->template;
    bool has_file = deployment->passed_span.source != NULL;

    for (size_t i = 0; i < template->parameter_count; i++) {
        const TriParameter *parameter = &template->parameters[i];
        const TriBinding *binding = tri_deployment_binding(deployment, parameter->name);

        if (binding->origin == TRI_FROM_NOWHERE && !parameter->is_nullable &&
            (!has_file || binding->passed != NULL)) {
            tri_report(&expand->session.sink, TRI_PROBLEM_PARAMETER_ERROR,
                       parameter->name_span, "parameter '%.*s' has no value",
                       TRI_ARG(parameter->name));
        }
    }
}

static void write_problem(Expand *expand, const TriFinding *finding)
{
    tri_json_open_object(&expand->json);
    tri_json_member_string(&expand->json, TRI_STR("rule"), finding->rule);
    tri_json_member_string(&expand->json, TRI_STR("message"), finding->message);
    if (finding->span.source != NULL) {
        write_place(expand, finding->span.source, finding->span.start);
    }
    tri_json_close_object(&expand->json);
}

static void write_problems(Expand *expand)
{
    TriSession *session = &expand->session;

    report_unknowns(expand);
    report_missing(expand);
    if (session->deployment->passed_span.source != NULL) {
        tri_deployment_check(session->deployment, &session->sink);
    }
    tri_input_report_duplicates(&session->workshop, session->input, &session->sink);
    tri_json_write_name(&expand->json, TRI_STR("problems"));
    tri_json_open_array(&expand->json);
    for (size_t i = 0; i < session->sink.findings.count; i++) {
        write_problem(expand, &session->sink.findings.items[i]);
    }
    tri_json_close_array(&expand->json);
}

/* ---- the command ---- */

/* What is printed is no memory that evaluation took. */
static int write_all(Expand *expand)
{
    expand->text = tri_text(&expand->session.workshop.found);
    expand->json = tri_json_writer(&expand->text, 2);
    expand->values = (TriValueWriter){ .arena = expand->arena,
                                       .json = &expand->json,
                                       .drops_null = true };
    tri_json_open_object(&expand->json);
    write_resources(expand);
    write_outputs(expand);
    write_problems(expand);
    tri_json_close_object(&expand->json);
    tri_text_add_char(&expand->text, '\n');
    return tri_print(tri_text_str(&expand->text));
}

static int expand_file(Expand *expand)
{
    const TriOptions *options = expand->options;
    TriError error = { expand->arena, { 0 } };
    TriSessionFiles files = {
        .template = options->arguments.items[0],
        .context = options->scan.context,
        .module_cache = options->scan.module_cache,
        .root = options->scan.root,
    };

    if (options->scan.parameters.count > 0) {
        files.parameters = options->scan.parameters.items[0];
    }
    switch (tri_session_open(&expand->session, &files, &error)) {
    case TRI_SESSION_OK:
        return write_all(expand);
    case TRI_SESSION_INVALID:
        tri_trouble("%.*s", TRI_ARG(error.message));
        return TRI_EXIT_FINDINGS;
    case TRI_SESSION_FAILED:
        break;
    }
    return tri_trouble("%.*s", TRI_ARG(error.message));
}

static void expand_job(void *context, size_t index, size_t worker)
{
    Expand *expand = context;

    (void)index;
    (void)worker;
    expand->status = expand_file(expand);
    tri_session_close(&expand->session);
}

static int run(TriArena *arena, const TriOptions *options)
{
    Expand expand = { .arena = arena, .options = options };

    if (options->arguments.count != 1) {
        return tri_trouble("expand takes one file");
    }
    if (options->scan.parameters.count > 1) {
        return tri_trouble("expand takes one parameter file at most");
    }
    tri_jobs_run(expand_job, &expand, 1, 1);
    return expand.status;
}

const TriCommand tri_command_expand = {
    .name = "expand",
    .arguments = "FILE",
    .summary = "Print every resource that a template deploys, evaluated, as JSON",
    .options = TRI_OPTIONS_EXPAND,
    .run = run,
};
