#include "lint/input.h"

#include "arm/duplicates.h"
#include "arm/given.h"
#include "arm/lower.h"
#include "base/text.h"
#include "lint/bicep_files.h"
#include "lint/boundary.h"
#include "lint/secrets.h"
#include "source/language.h"

/* Of "main.bicep.tpl", which something fills in before it is deployed, "main.bicep". */
static TriStr filled_in(TriStr path)
{
    static const TriStr endings[] = { TRI_STR_INIT(".tpl"), TRI_STR_INIT(".tmpl"),
                                      TRI_STR_INIT(".template"), TRI_STR_INIT(".in"),
                                      TRI_STR_INIT(".j2") };

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (tri_str_has_suffix_nocase(path, endings[i])) {
            return tri_str_slice(path, 0, path.size - endings[i].size);
        }
    }
    return path;
}

static bool is_bicep(TriStr path)
{
    TriLanguage language = tri_language_of(path);

    return language == TRI_LANGUAGE_OTHER
               ? tri_language_of(filled_in(path)) == TRI_LANGUAGE_BICEP
               : tri_language_is_bicep(language);
}

TriInput *tri_input_of(TriWorkshop *workshop, TriStr path, TriStr shown, TriStr bytes)
{
    TriArena *arena = &workshop->files;
    TriInput *input = TRI_NEW(arena, TriInput);

    input->path = tri_str_copy(arena, path);
    input->bytes = bytes;
    input->is_bicep = is_bicep(path);
    input->source = tri_source_open(arena, tri_str_copy(arena, shown), bytes);
    input->sink.arena = arena;
    return input;
}

static TriInput *input_of_read(TriWorkshop *workshop, TriStr path, TriStr bytes)
{
    workshop->read_count++;
    workshop->read_bytes += bytes.size;
    return tri_input_of(workshop, path, tri_shown_path(workshop, path), bytes);
}

TriStatus tri_input_read(TriWorkshop *workshop, TriStr path, TriInput **input,
                         TriError *error)
{
    TriStr bytes;

    if (tri_file_read(&workshop->files, path, &bytes, error) != TRI_OK) {
        return TRI_FAILED;
    }
    *input = input_of_read(workshop, path, bytes);
    return TRI_OK;
}

/* ---- files that are kept ---- */

/* What is kept of the file, when it goes by the same name in reports. */
static TriInput *kept_input(TriWorkshop *workshop, TriStr path)
{
    TriInput *input = tri_map_find(&workshop->inputs, tri_absolute_path(workshop, path),
                                   TRI_MAP_EXACT);

    return input != NULL &&
                   tri_str_eq(input->source.path, tri_shown_path(workshop, path))
               ? input
               : NULL;
}

const TriInput *tri_input_find(TriWorkshop *workshop, TriStr path)
{
    TriArena before = workshop->arena;
    const TriInput *input = kept_input(workshop, path);

    workshop->arena = before;
    return input;
}

static void keep_input(TriWorkshop *workshop, TriInput *input)
{
    TriStr path =
        tri_str_copy(&workshop->files, tri_absolute_path(workshop, input->path));

    *tri_map_put(&workshop->files, &workshop->inputs, path, TRI_MAP_EXACT) = input;
}

/* The file at `path` when it is no link; else TRI_FAILED, and `is_link` says so. */
static TriStatus open_unless_link(TriWorkshop *workshop, TriStr path, TriInput **input,
                                  bool *is_link, TriError *error)
{
    TriStr bytes;

    *is_link = false;
    *input = kept_input(workshop, path);
    if (*input != NULL) {
        return TRI_OK;
    }
    if (tri_file_read_unless_link(&workshop->files, path, &bytes, is_link, error) !=
        TRI_OK) {
        return TRI_FAILED;
    }
    *input = input_of_read(workshop, path, bytes);
    keep_input(workshop, *input);
    return TRI_OK;
}

TriStatus tri_input_open(TriWorkshop *workshop, TriStr path, TriInput **input,
                         TriError *error)
{
    bool is_link;
    TriStatus status = open_unless_link(workshop, path, input, &is_link, error);

    return is_link ? tri_input_read(workshop, path, input, error) : status;
}

TriStatus tri_input_open_within(TriWorkshop *workshop, TriStr boundary, TriStr path,
                                TriInput **input, bool *is_outside, TriError *error)
{
    bool is_link = false;

    *is_outside = !tri_is_folder_within(workshop, boundary, path);
    if (*is_outside) {
        return TRI_FAILED;
    }
    TriStatus status = open_unless_link(workshop, path, input, &is_link, error);

    if (!is_link) {
        return status;
    }
    *is_outside = !tri_is_within(workshop, boundary, path);
    return *is_outside ? TRI_FAILED : tri_input_read(workshop, path, input, error);
}

TriInput *tri_input_open_bytes(TriWorkshop *workshop, TriStr path, TriStr bytes)
{
    TriInput *input = kept_input(workshop, path);

    if (input == NULL) {
        input = tri_input_of(workshop, path, tri_shown_path(workshop, path), bytes);
        keep_input(workshop, input);
    }
    return input;
}

/* ---- parsing ---- */

static void tell_from(const TriInput *input, size_t first, TriSink *sink)
{
    for (size_t i = first; i < input->sink.findings.count; i++) {
        tri_list_push(sink->arena, &sink->findings, input->sink.findings.items[i]);
    }
}

/* What is wrong with the text, unless the root template heard of it before. */
static void tell(const TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    if (input->told == workshop->root_number) {
        return;
    }
    input->told = workshop->root_number;
    tell_from(input, 0, sink);
}

static void parse_bicep(TriWorkshop *workshop, TriInput *input)
{
    input->bicep =
        tri_bicep_parse(&workshop->files, &input->source, input->path, &input->sink);
    input->document.kind = tri_language_of(input->path) == TRI_LANGUAGE_BICEP_PARAMETERS
                               ? TRI_DOCUMENT_PARAMETERS
                               : TRI_DOCUMENT_TEMPLATE;
    workshop->has_bicep = true;
}

TriInput *tri_input_of_source(const TriWorkshop *workshop, const TriSource *source)
{
    return tri_map_find_address(&workshop->parsed, source);
}

static void parse_json(TriWorkshop *workshop, TriInput *input)
{
    input->json = tri_json_parse(&workshop->nodes, workshop->scratch, &input->source,
                                 &input->sink);
    if (input->json.root != NULL) {
        input->document = tri_arm_detect(workshop->scratch, &input->json);
        *tri_map_put_address(&workshop->files, &workshop->parsed, input->json.source) =
            input;
    }
}

/* Whether a file that cannot be parsed was meant to give values to parameters. */
static bool may_give_values(const TriInput *input)
{
    return input->gives_values ||
           tri_language_of(input->path) == TRI_LANGUAGE_BICEP_PARAMETERS ||
           tri_str_find_nocase(tri_path_name(input->path), TRI_STR(".parameters")) !=
               TRI_NOT_FOUND ||
           tri_str_find_nocase(input->source.text,
                               TRI_STR("deploymentParameters.json")) != TRI_NOT_FOUND;
}

static bool may_show_secret(const TriInput *input)
{
    for (size_t i = 0; i < input->sink.findings.count; i++) {
        if (tri_may_show_secret(input->sink.findings.items[i].span)) {
            return true;
        }
    }
    return false;
}

/* What is wrong near a secret is said without the text, and of a parameter file all
   of it: where the values of secrets are is not known then. */
static void parse(TriWorkshop *workshop, TriInput *input)
{
    void (*parse_text)(TriWorkshop *, TriInput *) =
        input->is_bicep ? parse_bicep : parse_json;

    parse_text(workshop, input);
    if (input->sink.findings.count > 0 &&
        (may_give_values(input) || may_show_secret(input))) {
        input->source.hides_text = true;
        input->sink.findings.count = 0;
        parse_text(workshop, input);
    }
}

bool tri_input_parse(TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    if (!input->is_parsed) {
        parse(workshop, input);
        input->is_parsed = true;
    }
    if (sink != NULL) {
        tell(workshop, input, sink);
    }
    return input->is_bicep || input->json.root != NULL;
}

bool tri_input_has_template(const TriInput *input)
{
    return input->document.kind == TRI_DOCUMENT_TEMPLATE ||
           input->document.kind == TRI_DOCUMENT_WRAPPED;
}

bool tri_input_is_deployable(const TriInput *input)
{
    return tri_input_has_template(input) || input->document.kind == TRI_DOCUMENT_SPEC;
}

static void tell_imports(const TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    for (size_t i = 0; i < input->imports.count; i++) {
        tell(workshop, input->imports.items[i], sink);
    }
}

/* Its text was told of before it is lowered. */
static TriTemplate *lower_bicep(TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    size_t told = input->sink.findings.count;
    TriTemplate *template = tri_bicep_lower(
        &workshop->files, input->bicep, tri_bicep_files(workshop, input), &input->sink);

    tell_from(input, told, sink);
    return template;
}

TriTemplate *tri_input_template(TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    static const TriPointer properties = { NULL, TRI_STR_INIT("properties"), 0 };
    static const TriPointer wrapped = { &properties, TRI_STR_INIT("template"), 0 };
    static const TriPointer spec = { &properties, TRI_STR_INIT("mainTemplate"), 0 };
    static const TriPointer *const pointers[] = {
        [TRI_DOCUMENT_WRAPPED] = &wrapped,
        [TRI_DOCUMENT_SPEC] = &spec,
        [TRI_DOCUMENT_PARAMETERS] = NULL,
    };

    if (input->template == NULL && input->is_bicep) {
        input->template = lower_bicep(workshop, input, sink);
    } else if (input->template == NULL) {
        input->template =
            tri_arm_lower(&workshop->files, &input->json, input->document.template,
                          pointers[input->document.kind]);
    }
    tell_imports(workshop, input, sink);
    return input->template;
}

TriGivens tri_input_givens(TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    if (input->is_bicep) {
        TriGivens givens = tri_bicep_lower_parameters(
            &workshop->files, input->bicep, tri_bicep_files(workshop, input), sink);

        tell_imports(workshop, input, sink);
        return givens;
    }
    const TriJsonNode *values = input->document.kind == TRI_DOCUMENT_WRAPPED
                                    ? input->document.parameters
                                    : tri_arm_find_parameters(&input->json);

    return tri_arm_lower_parameters(&workshop->files, &input->json, values,
                                    input->document.kind == TRI_DOCUMENT_WRAPPED);
}

bool tri_input_parameters(TriWorkshop *workshop, TriInput *input, TriSink *sink,
                          TriGivens *givens)
{
    *givens = tri_input_givens(workshop, input, sink);
    if (givens->span.source == NULL) {
        tri_report(sink, TRI_PROBLEM_PARAMETER_ERROR, tri_span(&input->source, 0, 0),
                   "the file is used as a parameter file but has no 'parameters'");
        return false;
    }
    if (!input->is_bicep) {
        tri_json_report_duplicates(workshop->scratch, &input->json, input->json.root,
                                   sink);
    }
    return true;
}

void tri_input_report_duplicates(TriWorkshop *workshop, const TriInput *input,
                                 TriSink *sink)
{
    if (!input->is_bicep) {
        tri_arm_report_duplicates(workshop->scratch, &input->json,
                                  input->document.template, sink);
    }
}

bool tri_input_repeats_resources(const TriWorkshop *workshop, const TriInput *input)
{
    return !input->is_bicep &&
           tri_arm_repeats_resources(workshop->scratch, &input->json,
                                     input->document.template);
}

TriStr tri_input_uri(TriWorkshop *workshop, const TriInput *input)
{
    TriText uri = tri_text(&workshop->arena);

    if (input->path.size == 0) {
        return TRI_STR("");
    }
    TriStr path = tri_absolute_path(workshop, input->path);

    tri_text_add_c(&uri, "file://");
    tri_text_add_percent(&uri, path, TRI_STR("-._~/"));
    return tri_text_str(&uri);
}
