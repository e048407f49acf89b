#include "lint/input.h"

#include "arm/lower.h"
#include "base/text.h"
#include "lint/bicep_files.h"

/* Address space, not memory. */
static const size_t ARENA_RESERVE = (size_t)16 << 30;
static const size_t NODES_RESERVE = (size_t)4 << 30;
/* Kept between files, so that most find their memory warm. */
static const size_t KEPT = (size_t)8 << 20;

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
        .nodes = tri_arena_open(NODES_RESERVE),
        .scratch = tri_arena_open(NODES_RESERVE),
        .judging = tri_arena_open(NODES_RESERVE),
        .listings = tri_arena_open(NODES_RESERVE),
        .root = root,
        .directory = directory,
    };
}

void tri_workshop_close(TriWorkshop *workshop)
{
    tri_arena_close(&workshop->arena);
    tri_arena_close(&workshop->nodes);
    tri_arena_close(&workshop->scratch);
    tri_arena_close(&workshop->judging);
    tri_arena_close(&workshop->listings);
}

void tri_workshop_reset(TriWorkshop *workshop)
{
    tri_arena_reset(&workshop->arena, KEPT);
    tri_arena_reset(&workshop->nodes, KEPT);
    workshop->bicep_files = (TriMap){ 0 };
    workshop->configs = (TriMap){ 0 };
}

TriStr tri_absolute_path(TriWorkshop *workshop, TriStr path)
{
    return tri_path_normal(&workshop->arena,
                           tri_path_join(&workshop->arena, workshop->directory, path));
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
    return tri_path_normal(&workshop->arena, path);
}

bool tri_is_bicep(TriStr path)
{
    return tri_str_has_suffix_nocase(path, TRI_STR(".bicep"));
}

bool tri_is_bicep_parameters(TriStr path)
{
    return tri_str_has_suffix_nocase(path, TRI_STR(".bicepparam"));
}

TriInput *tri_input_of(TriWorkshop *workshop, TriStr path, TriStr shown, TriStr bytes)
{
    TriInput *input = TRI_NEW(&workshop->arena, TriInput);

    input->path = path;
    input->bytes = bytes;
    input->is_bicep = tri_is_bicep(path) || tri_is_bicep_parameters(path);
    input->source = tri_source_open(&workshop->arena, shown, bytes);
    return input;
}

TriStatus tri_input_read(TriWorkshop *workshop, TriStr path, TriInput **input,
                         TriError *error)
{
    TriStr bytes;

    if (tri_file_read(&workshop->arena, path, &bytes, error) != TRI_OK) {
        return TRI_FAILED;
    }
    *input = tri_input_of(workshop, path, tri_shown_path(workshop, path), bytes);
    return TRI_OK;
}

static void parse_bicep(TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    input->bicep = tri_bicep_parse(&workshop->arena, &input->source, input->path, sink);
    input->document.kind = tri_is_bicep_parameters(input->path)
                               ? TRI_DOCUMENT_PARAMETERS
                               : TRI_DOCUMENT_TEMPLATE;
}

bool tri_input_parse(TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    if (input->is_bicep) {
        parse_bicep(workshop, input, sink);
        return true;
    }
    input->json =
        tri_json_parse(&workshop->nodes, workshop->scratch, &input->source, sink);
    if (input->json.root == NULL) {
        return false;
    }
    input->document = tri_arm_detect(&input->json);
    return true;
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

    if (input->is_bicep) {
        return tri_bicep_lower(&workshop->arena, input->bicep,
                               tri_bicep_files(workshop, sink), sink);
    }
    return tri_arm_lower(&workshop->arena, &input->json, input->document.template,
                         pointers[input->document.kind]);
}

TriGivens tri_input_givens(TriWorkshop *workshop, TriInput *input, TriSink *sink)
{
    if (input->is_bicep) {
        return tri_bicep_lower_parameters(&workshop->arena, input->bicep,
                                          tri_bicep_files(workshop, sink), sink);
    }
    const TriJsonNode *values = input->document.kind == TRI_DOCUMENT_WRAPPED
                                    ? input->document.parameters
                                    : tri_arm_find_parameters(&input->json);

    return tri_arm_lower_parameters(&workshop->arena, &input->json, values,
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
