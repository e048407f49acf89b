#include "lint/linker.h"

#include "base/text.h"
#include "eval/access.h"
#include "eval/deployment.h"
#include "eval/print.h"
#include "lint/boundary.h"
#include "lint/module_cache.h"
#include "lint/value_template.h"
#include "source/language.h"

/* A file that something links to: what it is, or why it is not to be had. */
struct TriLinked {
    TriInput *input; /* NULL: it cannot be read, or parsed */
    bool is_parsed;
    const TriTemplate *template;
    const TriGivens *givens;
    TriStr uri;
    TriStr why;
    bool is_idle; /* it was passed over once */
};

static TriArena *arena_of(TriFileLinker *linker)
{
    return &linker->workshop->arena;
}

/* ---- addresses ---- */

static TriStr without_query(TriStr uri)
{
    uri = tri_str_slice(uri, 0, tri_str_find_char(uri, '?'));
    return tri_str_slice(uri, 0, tri_str_find_char(uri, '#'));
}

/* The value of the caller's _artifactsLocation; empty when it has none. */
static TriStr artifacts_location(const TriInstance *caller)
{
    TriStr name = TRI_STR("_artifactsLocation");
    const TriBinding *binding = tri_deployment_binding(caller->deployment, name);

    return binding != NULL && binding->value.kind == TRI_STRING ? binding->value.string
                                                                : TRI_STR("");
}

/* The absolute path of what an address calls `rest` below the folder of the root. */
static TriStr path_in_folder(TriFileLinker *linker, TriStr rest)
{
    TriArena *arena = arena_of(linker);
    TriStr path = tri_format(arena, "%.*s/%.*s", TRI_ARG(linker->folder),
                             TRI_ARG(tri_percent_bytes(arena, rest)));

    return tri_path_normal(arena, path);
}

/* The absolute path that `uri` leads to; empty when that is not on this disk. */
static TriStr path_of_uri(TriFileLinker *linker, const TriInstance *caller, TriStr uri)
{
    TriArena *arena = arena_of(linker);
    TriStr file = TRI_STR("file://");
    TriStr location = artifacts_location(caller);

    if (tri_str_has_prefix_nocase(uri, file)) {
        TriStr path =
            tri_percent_bytes(arena, without_query(tri_str_from(uri, file.size)));

        return tri_path_normal(arena, path);
    }
    while (tri_str_has_suffix(location, TRI_STR("/"))) {
        location.size--;
    }
    if (location.size == 0 || !tri_str_has_prefix_nocase(uri, location)) {
        return TRI_STR("");
    }
    TriStr rest = without_query(tri_str_from(uri, location.size));

    return tri_str_has_prefix(rest, TRI_STR("/")) ? path_in_folder(linker, rest)
                                                  : TRI_STR("");
}

/* ---- addresses below a place that is not known ---- */

/* An address as text, without what stands in front of it and the key behind it. */
typedef struct Below {
    TriText text;
    bool has_location;
    unsigned steps; /* values that may still be looked at: they may be shared often */
} Below;

static bool add_below(Below *below, TriValue value);

/* Whoever deploys it copies the templates to _artifactsLocation, as they lie here. */
static bool add_parameter_below(Below *below, TriStr name)
{
    if (tri_str_eq_nocase(name, TRI_STR("_artifactsLocation"))) {
        bool is_first = below->text.size == 0 && !below->has_location;

        below->has_location = true;
        return is_first;
    }
    return tri_str_eq_nocase(name, TRI_STR("_artifactsLocationSasToken"));
}

/* uri(base, rest): the place itself is a folder, and so is what ends with a slash. */
static bool add_joined_below(Below *below, const TriValue *arguments)
{
    if (!add_below(below, tri_force(arguments[0]))) {
        return false;
    }
    size_t slash = tri_str_find_last_char(tri_text_str(&below->text), '/');

    below->text.size = slash == TRI_NOT_FOUND ? 0 : slash;
    tri_text_add_char(&below->text, '/');
    return add_below(below, tri_force(arguments[1]));
}

/* False for an address that has something else in it that is not known, or is no
   address for its size. */
static bool add_below(Below *below, TriValue value)
{
    enum { MOST_SIZE = 1 << 16 };
    const TriResidual *residual = value.residual;

    if (below->steps == 0 || below->text.size > MOST_SIZE) {
        return false;
    }
    below->steps--;
    if (value.kind == TRI_STRING) {
        tri_text_add(&below->text, value.string);
        return true;
    }
    if (value.kind != TRI_UNKNOWN || residual == NULL) {
        return false;
    }
    if (tri_residual_calls(residual, TRI_STR("parameters"))) {
        TriValue name = tri_force(residual->arguments[0]);

        return name.kind == TRI_STRING && add_parameter_below(below, name.string);
    }
    if (tri_residual_calls(residual, TRI_STR("uri"))) {
        return add_joined_below(below, residual->arguments);
    }
    bool is_concat = tri_residual_calls(residual, TRI_STR("concat"));

    for (size_t i = 0; is_concat && i < residual->count; i++) {
        is_concat = add_below(below, tri_force(residual->arguments[i]));
    }
    return is_concat;
}

/* The path of an address below an _artifactsLocation that is not known: at the same
   place beside the root. Empty for other addresses. */
static TriStr path_below(TriFileLinker *linker, TriValue uri)
{
    Below below = { .text = tri_text(arena_of(linker)), .steps = 1000 };

    if (uri.kind != TRI_UNKNOWN || !add_below(&below, uri) || !below.has_location) {
        return TRI_STR("");
    }
    return path_in_folder(linker, without_query(tri_text_str(&below.text)));
}

/* relativePath is relative to the file that the caller stands in. */
static TriStr path_of_relative(TriFileLinker *linker, const TriInstance *caller,
                               TriStr relative)
{
    TriArena *arena = arena_of(linker);
    TriStr own = path_of_uri(linker, caller, caller->deployment->uri);

    if (own.size == 0) {
        return TRI_STR("");
    }
    return tri_path_normal(arena, tri_path_join(arena, tri_path_folder(own), relative));
}

/* ---- files ---- */

static TriStr say_path(TriFileLinker *linker, TriStr path)
{
    return tri_shown_path(linker->workshop, path);
}

static void read_linked(TriFileLinker *linker, TriStr boundary, TriStr path,
                        TriLinked *linked)
{
    TriWorkshop *workshop = linker->workshop;
    TriError error = { arena_of(linker), { 0 } };
    bool is_outside;

    if (tri_input_open_within(workshop, boundary, path, &linked->input, &is_outside,
                              &error) == TRI_OK) {
        return;
    }
    linked->input = NULL;
    if (is_outside) {
        linked->why = TRI_STR("its address leads out of the repository, or of the "
                              "folder of the template");
    } else {
        linked->why =
            tri_format(arena_of(linker), "'%.*s' cannot be read: %.*s",
                       TRI_ARG(say_path(linker, path)), TRI_ARG(error.message));
    }
}

static bool parse_linked(TriFileLinker *linker, TriLinked *linked)
{
    if (linked->input == NULL || linked->is_parsed) {
        return linked->input != NULL;
    }
    linked->is_parsed = true;
    if (!tri_input_parse(linker->workshop, linked->input, linker->sink)) {
        linked->why = tri_format(arena_of(linker), "'%.*s' cannot be parsed",
                                 TRI_ARG(linked->input->source.path));
        linked->input = NULL;
        return false;
    }
    linked->uri = tri_input_uri(linker->workshop, linked->input);
    return true;
}

/* A file below `boundary`; it is read once, however many deployments link to it. */
static TriLinked *find_file(TriFileLinker *linker, TriStr boundary, TriStr path)
{
    void **place = tri_map_put(arena_of(linker), &linker->files, path, TRI_MAP_EXACT);

    if (*place == NULL) {
        *place = TRI_NEW(arena_of(linker), TriLinked);
        read_linked(linker, boundary, path, *place);
    }
    return *place;
}

static void open_template(TriFileLinker *linker, TriLinked *linked, TriEval *eval)
{
    if (!parse_linked(linker, linked) || linked->template != NULL) {
        return;
    }
    if (!tri_input_is_deployable(linked->input)) {
        linked->why = tri_format(arena_of(linker), "'%.*s' is no deployment template",
                                 TRI_ARG(linked->input->source.path));
        return;
    }
    linked->template =
        tri_input_template(linker->workshop, linked->input, linker->sink);
    TriLinkedFile opened = { linked->input, linked->template };

    tri_list_push(arena_of(linker), &linker->opened, opened);
    tri_eval_widen(eval, linked->input->source.text.size);
}

static void open_values(TriFileLinker *linker, TriLinked *linked)
{
    if (linked->input != NULL) {
        linked->input->gives_values = true;
    }
    if (!parse_linked(linker, linked) || linked->givens != NULL) {
        return;
    }
    TriGivens givens = tri_input_givens(linker->workshop, linked->input, linker->sink);

    if (givens.span.source == NULL) {
        linked->why = tri_format(arena_of(linker),
                                 "'%.*s' is a parameter file without 'parameters'",
                                 TRI_ARG(linked->input->source.path));
        return;
    }
    TriGivens *kept = TRI_NEW(arena_of(linker), TriGivens);

    *kept = givens;
    linked->givens = kept;
}

static void note_deployed(TriFileLinker *linker, TriStr path)
{
    if (!tri_str_is_among(path, linker->deployed.items, linker->deployed.count)) {
        tri_list_push(arena_of(linker), &linker->deployed, path);
    }
}

/* ---- links ---- */

/* A member of a link as text; false, with why, when there is none to be had. */
static bool link_text(TriFileLinker *linker, TriValue value, TriStr *text, TriStr *why)
{
    TriArena *arena = arena_of(linker);

    if (value.kind == TRI_STRING && value.string.size > 0) {
        *text = value.string;
        return true;
    }
    if (value.kind == TRI_STRING) {
        *why = TRI_STR("its address is empty");
    } else if (value.kind == TRI_UNKNOWN) {
        *why = tri_format(arena, "its address is %.*s; %.*s",
                          TRI_ARG(tri_value_for_message(arena, value)),
                          TRI_ARG(value.unknown->why));
    } else {
        *why = TRI_STR("its address is no string");
    }
    return false;
}

/* Whether a value stems from a secret; the address of the template is none, though it
   counts as secure, and `steps` is how many values may still be looked at. */
static bool is_secret(TriValue value, unsigned *steps)
{
    const TriResidual *residual = value.residual;
    bool is_passed_on = false;

    if (!value.is_secure || residual == NULL || *steps == 0) {
        return value.is_secure;
    }
    --*steps;
    for (size_t i = 0; i < residual->count; i++) {
        TriValue argument = tri_force(residual->arguments[i]);

        if (argument.is_secure && is_secret(argument, steps)) {
            return true;
        }
        is_passed_on = is_passed_on || argument.is_secure;
    }
    while (residual != NULL && residual->function.size == 0) {
        residual = residual->arguments[0].residual;
    }
    return !is_passed_on &&
           (residual == NULL || !tri_residual_calls(residual, TRI_STR("deployment")));
}

/* A path that a secret has a part in is told by nobody, so it has to be there. */
static TriStr check_secret(TriFileLinker *linker, TriValue address, TriStr path,
                           TriStr *why)
{
    unsigned steps = 1000;

    if (path.size == 0 || !is_secret(address, &steps) ||
        find_file(linker, linker->allowed, path)->input != NULL) {
        return path;
    }
    *why = TRI_STR("its address is not on this disk");
    return TRI_STR("");
}

/* The path that a link object leads to; empty, with why, when to none. */
static TriStr resolve(TriFileLinker *linker, const TriInstance *caller, TriValue link,
                      TriStr *why)
{
    TriEval *eval = caller->deployment->eval;
    TriValue relative = tri_eval_member(eval, link, TRI_STR("relativePath"));
    bool is_relative = !tri_value_is_nothing(relative);
    TriValue address =
        is_relative ? relative : tri_eval_member(eval, link, TRI_STR("uri"));
    TriStr below = is_relative ? TRI_STR("") : path_below(linker, address);
    TriStr path = check_secret(linker, address, below, why);
    TriStr text;

    if (tri_value_is_nothing(address)) {
        *why = tri_eval_member(eval, link, TRI_STR("id")).kind != 0
                   ? TRI_STR("it is a template spec")
                   : TRI_STR("its link has neither relativePath nor uri");
        return TRI_STR("");
    }
    if (path.size > 0 || !link_text(linker, address, &text, why)) {
        return path;
    }
    path = is_relative ? path_of_relative(linker, caller, text)
                       : path_of_uri(linker, caller, text);
    if (path.size == 0) {
        *why = address.is_secure
                   ? TRI_STR("its address is not on this disk")
                   : tri_format(arena_of(linker), "'%.*s' is not on this disk",
                                TRI_ARG(text));
    }
    return check_secret(linker, address, path, why);
}

static TriValuesLink find_values(TriLinker *base, const TriInstance *caller)
{
    TriFileLinker *linker = (TriFileLinker *)base;
    TriValue value = tri_instance_property(caller, "parametersLink");
    TriValuesLink link = { 0 };

    if (linker->given != NULL && caller->caller == NULL) {
        link.givens = linker->given;
        return link;
    }
    if (value.kind == TRI_NULL) {
        return link;
    }
    if (value.kind != TRI_OBJECT) {
        link.why = TRI_STR("its parametersLink is not known before it is deployed");
        return link;
    }
    TriStr path = resolve(linker, caller, value, &link.why);

    if (path.size == 0) {
        return link;
    }
    TriLinked *linked = find_file(linker, linker->allowed, path);

    open_values(linker, linked);
    link.givens = linked->givens;
    link.why = linked->givens == NULL ? linked->why : TRI_STR("");
    return link;
}

/* Whether the file holds nothing that is wanted: the question before any parsing. */
static bool is_idle(const TriFileLinker *linker, TriInput *input)
{
    const TriPrefilter *related = linker->related;

    if (input->idle_for != related) {
        input->idle_for = related;
        input->is_idle =
            !tri_prefilter_lets_through(related, input->is_bicep, input->source.text);
    }
    return input->is_idle;
}

/* A file that a deployment means, and what it has to stand below. */
typedef struct Target {
    TriStr boundary;
    TriStr path;
    bool is_bicep; /* whatever its name says */
} Target;

/* The file as Bicep; another input, since others may take it for JSON. */
static void take_for_bicep(TriFileLinker *linker, TriLinked *linked)
{
    const TriInput *input = linked->input;

    if (input != NULL && !input->is_bicep) {
        linked->input = tri_input_of(linker->workshop, input->path, input->source.path,
                                     input->bytes);
        linked->input->is_bicep = true;
    }
}

static void note_idle(TriFileLinker *linker, TriLinked *linked)
{
    if (!linked->is_idle) {
        linked->is_idle = true;
        tri_list_push(arena_of(linker), &linker->idle, linked);
    }
}

void tri_linker_read_idle(TriFileLinker *linker)
{
    for (size_t i = 0; i < linker->idle.count; i++) {
        parse_linked(linker, linker->idle.items[i]);
    }
}

/* What the file deploys; nothing, without a why, when only what is wanted counts and
   none of it is there. */
static TriLink open_link(TriFileLinker *linker, const TriInstance *caller,
                         const Target *target, bool for_wanted)
{
    TriLinked *linked = find_file(linker, target->boundary, target->path);

    if (target->is_bicep) {
        take_for_bicep(linker, linked);
    }
    bool is_passed_over = for_wanted && linker->related != NULL &&
                          linked->input != NULL && is_idle(linker, linked->input);

    if (!is_passed_over) {
        open_template(linker, linked, caller->deployment->eval);
    }
    if ((is_passed_over || linked->template != NULL) && caller->is_deployed) {
        note_deployed(linker, target->path);
    }
    if (is_passed_over) {
        note_idle(linker, linked);
        return (TriLink){ .passed_over = &linked->input->source };
    }
    return (TriLink){
        .template = linked->template,
        .uri = linked->uri,
        .why = linked->template == NULL ? linked->why : TRI_STR(""),
    };
}

/* A Bicep module: a file beside, or what was restored of a registry; no path, with why,
   when it is not to be had. */
static Target find_module(TriFileLinker *linker, const TriInstance *caller, TriStr *why)
{
    TriStr module = caller->resource->module;

    if (tri_str_find_char(module, ':') != TRI_NOT_FOUND) {
        TriStr from = path_of_uri(linker, caller, caller->deployment->uri);
        TriStr path = tri_module_cache_find(linker->workshop, from, module, why);

        /* The cache is outside of what a template may name. */
        return (Target){ tri_path_folder(path), path, false };
    }
    if (tri_str_find_char(module, '\\') != TRI_NOT_FOUND) {
        *why = tri_format(arena_of(linker),
                          "between the folders of '%.*s' stands '\\', not '/'",
                          TRI_ARG(module));
        return (Target){ 0 };
    }
    Target target = { linker->allowed, path_of_relative(linker, caller, module),
                      tri_language_of(module) != TRI_LANGUAGE_JSON };

    if (target.path.size == 0) {
        *why =
            tri_format(arena_of(linker), "'%.*s' is not on this disk", TRI_ARG(module));
    }
    return target;
}

/* ---- templates that are values ---- */

/* What a file that the template stands in says of findings in itself counts; all of a
   file is deployed as if it were linked to. */
static void note_part(TriFileLinker *linker, const TriInstance *caller,
                      const TriValueTemplate *made)
{
    TriEval *eval = caller->deployment->eval;
    TriInput *input = made->part.input;
    TriLinkedFile opened = { input, made->template };

    /* What is found on trial is forgotten before that is asked for. */
    if (eval->arena == arena_of(linker)) {
        tri_list_push(arena_of(linker), &linker->opened, opened);
    }
    if (made->part.pointer == NULL && caller->is_deployed) {
        note_deployed(linker, tri_absolute_path(linker->workshop, input->path));
    }
}

static TriLink make_link(TriFileLinker *linker, const TriInstance *caller,
                         TriValue value)
{
    const TriValueTemplate *made = tri_value_template(linker->workshop, caller, value);

    if (made->template != NULL && made->part.input != NULL) {
        note_part(linker, caller, made);
    }
    return (TriLink){ .template = made->template,
                      .uri = caller->deployment->uri,
                      .why = made->why };
}

/* What the template of a deployment is when that is an expression. */
static TriLink find_value(TriFileLinker *linker, const TriInstance *caller,
                          TriValue value)
{
    TriLink link = { 0 };

    if (value.kind == TRI_OBJECT) {
        return make_link(linker, caller, value);
    }
    if (value.kind == TRI_UNKNOWN) {
        link.why = tri_format(arena_of(linker), "its template is %.*s; %.*s",
                              TRI_ARG(tri_value_for_message(arena_of(linker), value)),
                              TRI_ARG(value.unknown->why));
    } else {
        link.why =
            tri_format(arena_of(linker), "its template must be an object, not %s",
                       tri_type_name(value.kind));
    }
    return link;
}

/* ---- finding ---- */

/* The same of what a templateLink leads to. */
static Target find_linked(TriFileLinker *linker, const TriInstance *caller, TriStr *why)
{
    TriValue value = tri_instance_property(caller, "templateLink");

    if (value.kind != TRI_OBJECT) {
        *why = value.kind == TRI_NULL
                   ? TRI_STR("its template is not written inside it")
                   : TRI_STR("its link is not known before it is deployed");
        return (Target){ 0 };
    }
    return (Target){ linker->allowed, resolve(linker, caller, value, why), false };
}

static bool has_link(const TriInstance *caller)
{
    return tri_instance_property(caller, "templateLink").kind == TRI_OBJECT;
}

static TriLink find(TriLinker *base, const TriInstance *caller, bool for_wanted)
{
    TriFileLinker *linker = (TriFileLinker *)base;
    TriLink link = { 0 };
    bool is_module = caller->resource->module.size > 0;

    if (!is_module && !has_link(caller)) {
        TriValue template = tri_instance_property(caller, "template");

        if (template.kind != TRI_NULL) {
            return find_value(linker, caller, template);
        }
    }
    Target target = is_module ? find_module(linker, caller, &link.why)
                              : find_linked(linker, caller, &link.why);

    return target.path.size == 0 ? link
                                 : open_link(linker, caller, &target, for_wanted);
}

/* Said once a root template, however often values hang on it. */
static void miss(TriLinker *base, TriMissing *missing)
{
    TriFileLinker *linker = (TriFileLinker *)base;
    const TriSink *said = &missing->sink;

    if (missing->told == linker->workshop->root_number) {
        return;
    }
    missing->told = linker->workshop->root_number;
    tri_list_push_all(linker->sink->arena, &linker->sink->findings, &said->findings);
}

TriFileLinker tri_file_linker(TriWorkshop *workshop, const TriInput *input,
                              const TriPrefilter *related, TriSink *sink)
{
    TriFileLinker linker = { .linker = { find, find_values, miss },
                             .workshop = workshop,
                             .related = related,
                             .sink = sink };
    TriStr path = tri_absolute_path(workshop, input->path);

    linker.folder = input->path.size == 0 ? workshop->directory : tri_path_folder(path);
    linker.allowed = tri_boundary_of(workshop, input->path);
    return linker;
}
