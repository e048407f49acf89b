#include "lint/input.h"

#include "arm/lower.h"
#include "base/text.h"
#include "lint/bicep_files.h"

#include <stdlib.h>

/* Address space, not memory. */
static const size_t ARENA_RESERVE = (size_t)8 << 30;
static const size_t NODES_RESERVE = (size_t)4 << 30;
/* Kept between roots, so that most find their memory warm: of files, and of what is
   worked out about one root, which is less for nearly all. */
static const size_t KEPT = (size_t)3 << 20;
static const size_t KEPT_OF_ROOT = (size_t)1 << 20;
/* What files take before they are forgotten: enough for a module and all that deploy it
   beside it. */
static const size_t MOST_FILES = (size_t)3 << 20;
/* A text of this size takes several times as much, so what was kept makes room. */
static const size_t LARGE = (size_t)2 << 20;

bool tri_has_git(TriArena scratch, TriStr folder)
{
    TriStr git = tri_path_join(&scratch, folder, TRI_STR(".git"));

    return tri_file_kind(scratch, git) != TRI_FILE_MISSING;
}

/* The top of the git work tree around the working directory, else that itself. */
static TriStr find_root(TriArena *arena, TriStr directory)
{
    for (TriStr folder = directory;; folder = tri_path_folder(folder)) {
        if (tri_has_git(*arena, folder)) {
            return folder;
        }
        if (folder.size <= 1) {
            return directory;
        }
    }
}

TriStatus tri_report_root(TriArena *arena, TriStr named, TriStr directory, TriStr *root,
                          TriError *error)
{
    if (named.size == 0) {
        *root = find_root(arena, directory);
        return TRI_OK;
    }
    *root = tri_path_resolve(arena, named);
    if (tri_file_kind(*arena, *root) != TRI_FILE_FOLDER || root->size == 0) {
        return tri_fail(error, "the root '%.*s' is not a folder", TRI_ARG(named));
    }
    return TRI_OK;
}

TriWorkshop tri_workshop_open(TriStr root, TriStr directory)
{
    return (TriWorkshop){
        .arena = tri_arena_open(ARENA_RESERVE),
        .found = tri_arena_open(ARENA_RESERVE),
        .files = tri_arena_open(ARENA_RESERVE),
        .root_number = 1,
        .nodes = tri_arena_open(NODES_RESERVE),
        .scratch = tri_arena_open(NODES_RESERVE),
        .judging = tri_arena_open(NODES_RESERVE),
        .places = tri_arena_open(NODES_RESERVE),
        .trials = tri_arena_open(NODES_RESERVE),
        .listings = tri_arena_open(NODES_RESERVE),
        .root = root,
        .directory = directory,
    };
}

void tri_workshop_close(TriWorkshop *workshop)
{
    tri_arena_close(&workshop->arena);
    tri_arena_close(&workshop->found);
    tri_arena_close(&workshop->files);
    tri_arena_close(&workshop->nodes);
    tri_arena_close(&workshop->scratch);
    tri_arena_close(&workshop->judging);
    tri_arena_close(&workshop->places);
    tri_arena_close(&workshop->trials);
    tri_arena_close(&workshop->listings);
}

static void drop_files(TriWorkshop *workshop)
{
    workshop->inputs = (TriMap){ 0 };
    workshop->parsed = (TriMap){ 0 };
    workshop->imports = (TriMap){ 0 };
    workshop->configs = (TriMap){ 0 };
}

static void forget_files(TriWorkshop *workshop)
{
    drop_files(workshop);
    tri_arena_reset(&workshop->files, KEPT);
    tri_arena_reset(&workshop->nodes, KEPT);
}

void tri_workshop_reset(TriWorkshop *workshop)
{
    tri_arena_reset(&workshop->arena, KEPT_OF_ROOT);
    tri_arena_reset(&workshop->found, KEPT_OF_ROOT);
    workshop->root_number++;
    if (tri_arena_used(&workshop->files) + tri_arena_used(&workshop->nodes) >
        MOST_FILES) {
        forget_files(workshop);
    }
}

void tri_workshop_forget(TriWorkshop *workshop)
{
    tri_workshop_reset(workshop);
    forget_files(workshop);
    tri_arena_release(&workshop->arena);
    tri_arena_release(&workshop->found);
    tri_arena_release(&workshop->files);
    tri_arena_release(&workshop->nodes);
    tri_arena_release(&workshop->scratch);
}

void tri_workshop_make_room(TriWorkshop *workshop, TriStr *text)
{
    size_t others = tri_arena_used(&workshop->files) - text->size;

    if (text->size < LARGE || others < LARGE) {
        return;
    }
    drop_files(workshop);
    tri_arena_release(&workshop->nodes);
    *text =
        tri_str(tri_arena_keep(&workshop->files, text->data, text->size), text->size);
}

size_t tri_workshop_used(const TriWorkshop *workshop)
{
    return tri_arena_used(&workshop->arena) + tri_arena_used(&workshop->found) +
           tri_arena_used(&workshop->files) + tri_arena_used(&workshop->nodes);
}

TriStr tri_absolute_path(TriWorkshop *workshop, TriStr path)
{
    return tri_path_normal(&workshop->arena,
                           tri_path_join(&workshop->arena, workshop->directory, path));
}

/* A restored module where Bicep keeps it, without the home that it is in; empty: none.
 */
static TriStr without_home(TriArena *arena, TriStr path)
{
    static const TriStr kept[] = { TRI_STR_INIT("/.bicep/br/"),
                                   TRI_STR_INIT("/.bicep/ts/") };
    TriStr home = tri_path_normal(arena, tri_str_from_c(getenv("HOME")));

    if (!tri_str_has_prefix(path, home)) {
        return TRI_STR("");
    }
    TriStr rest = tri_str_from(path, home.size);

    return tri_str_has_prefix(rest, kept[0]) || tri_str_has_prefix(rest, kept[1])
               ? TRI_CONCAT(arena, TRI_STR(TRI_HOME), rest)
               : TRI_STR("");
}

TriStr tri_shown_path(TriWorkshop *workshop, TriStr path)
{
    TriStr absolute = tri_absolute_path(workshop, path);
    TriStr root = workshop->root;

    if (tri_str_eq(root, TRI_STR("/"))) {
        return tri_str_from(absolute, 1);
    }
    if (tri_str_has_prefix(absolute, root) && absolute.size > root.size &&
        absolute.data[root.size] == '/') {
        return tri_str_from(absolute, root.size + 1);
    }
    TriStr module = without_home(&workshop->arena, absolute);

    return module.size > 0 ? module : tri_path_normal(&workshop->arena, path);
}

bool tri_is_bicep(TriStr path)
{
    return tri_str_has_suffix_nocase(path, TRI_STR(".bicep"));
}

bool tri_is_bicep_parameters(TriStr path)
{
    return tri_bicep_is_parameters(path);
}

TriInput *tri_input_of(TriWorkshop *workshop, TriStr path, TriStr shown, TriStr bytes)
{
    TriArena *arena = &workshop->files;
    TriInput *input = TRI_NEW(arena, TriInput);

    input->path = tri_str_copy(arena, path);
    input->bytes = bytes;
    input->is_bicep = tri_is_bicep(path) || tri_is_bicep_parameters(path);
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

TriStatus tri_input_open_unless_link(TriWorkshop *workshop, TriStr path,
                                     TriInput **input, bool *is_link, TriError *error)
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
    TriStatus status =
        tri_input_open_unless_link(workshop, path, input, &is_link, error);

    return is_link ? tri_input_read(workshop, path, input, error) : status;
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
    input->document.kind = tri_is_bicep_parameters(input->path)
                               ? TRI_DOCUMENT_PARAMETERS
                               : TRI_DOCUMENT_TEMPLATE;
}

/* Of the source, as bytes. */
static TriStr address_of(const TriJson *json)
{
    return tri_str((const char *)&json->source, sizeof json->source);
}

TriInput *tri_input_of_source(const TriWorkshop *workshop, const TriSource *source)
{
    return tri_map_find(&workshop->parsed, address_of(&(TriJson){ .source = source }),
                        TRI_MAP_EXACT);
}

static void parse_json(TriWorkshop *workshop, TriInput *input)
{
    input->json = tri_json_parse(&workshop->nodes, workshop->scratch, &input->source,
                                 &input->sink);
    if (input->json.root != NULL) {
        input->document = tri_arm_detect(&input->json);
        *tri_map_put(&workshop->files, &workshop->parsed, address_of(&input->json),
                     TRI_MAP_EXACT) = input;
    }
}

/* Whether a file that cannot be parsed was meant to give values to parameters. */
static bool may_give_values(const TriInput *input)
{
    return input->gives_values || tri_is_bicep_parameters(input->path) ||
           tri_str_find_nocase(tri_path_name(input->path), TRI_STR(".parameters")) !=
               TRI_NOT_FOUND ||
           tri_str_find_nocase(input->source.text,
                               TRI_STR("deploymentParameters.json")) != TRI_NOT_FOUND;
}

/* What is wrong with a parameter file is said without its text: where the values of
   secrets are is not known then. */
static void parse(TriWorkshop *workshop, TriInput *input)
{
    void (*parse_text)(TriWorkshop *, TriInput *) =
        input->is_bicep ? parse_bicep : parse_json;

    parse_text(workshop, input);
    if (input->sink.findings.count > 0 && may_give_values(input)) {
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
