#include "lint/bicep_files.h"

#include "arm/value.h"
#include "base/text.h"
#include "eval/encoding.h"
#include "lint/boundary.h"

typedef struct Files {
    TriBicepLoader loader; /* first, so that open and read get their own back */
    TriWorkshop *workshop;
    TriSink *sink;
} Files;

static TriArena *arena_of(Files *files)
{
    return &files->workshop->arena;
}

/* The absolute path that `path` means in the file `from`; empty, with why. */
static TriStr resolve(Files *files, const TriBicepFile *from, TriStr path, TriStr *why)
{
    TriArena *arena = arena_of(files);
    TriStr boundary = tri_boundary_of(files->workshop, from->path);
    TriStr own = tri_absolute_path(files->workshop, from->path);
    TriStr folder =
        from->path.size == 0 ? files->workshop->directory : tri_path_folder(own);
    TriStr full = tri_path_normal(arena, tri_path_join(arena, folder, path));

    if (tri_str_find_char(path, ':') != TRI_NOT_FOUND) {
        *why = TRI_STR("it is in a registry");
        return TRI_STR("");
    }
    if (tri_str_find_char(path, '\0') != TRI_NOT_FOUND) {
        *why = TRI_STR("its path is none");
        return TRI_STR("");
    }
    if (!tri_is_within(files->workshop, boundary, full)) {
        *why = TRI_STR("its path leads out of the repository, or of the folder of the "
                       "template");
        return TRI_STR("");
    }
    return full;
}

static TriInput *read_file(Files *files, TriStr path, TriStr *why)
{
    TriError error = { arena_of(files), { 0 } };
    TriInput *input;

    if (tri_input_read(files->workshop, path, &input, &error) != TRI_OK) {
        *why = tri_format(arena_of(files), "'%.*s' cannot be read: %.*s",
                          TRI_ARG(tri_shown_path(files->workshop, path)),
                          TRI_ARG(error.message));
        return NULL;
    }
    return input;
}

static const TriBicepFile *open_file(TriBicepLoader *loader, const TriBicepFile *from,
                                     TriStr path, TriStr *why)
{
    Files *files = (Files *)loader;
    TriStr full = resolve(files, from, path, why);

    if (full.size == 0) {
        return NULL;
    }
    void **place = tri_map_put(arena_of(files), &files->workshop->bicep_files, full,
                               TRI_MAP_EXACT);

    if (*place != NULL) {
        return *place;
    }
    TriInput *input = read_file(files, full, why);

    if (input == NULL) {
        return NULL;
    }
    if (!input->is_bicep) {
        *why = TRI_STR("names are imported from ARM JSON, which is not read for them");
        return NULL;
    }
    tri_input_parse(files->workshop, input, files->sink);
    *place = (void *)input->bicep;
    return input->bicep;
}

/* ---- content ---- */

static TriExpr *json_of(Files *files, TriInput *input, const TriBicepContent *content,
                        TriStr *why)
{
    if (content->json_path.size > 0) {
        *why = TRI_STR("parts of it are chosen by a JSON path, which is not followed");
        return NULL;
    }
    input->is_bicep = false;
    if (!tri_input_parse(files->workshop, input, files->sink)) {
        *why = TRI_STR("it is no JSON");
        return NULL;
    }
    return tri_arm_value(tri_arm_reader(arena_of(files), &input->json, true),
                         input->json.root);
}

static TriExpr *read_content(TriBicepLoader *loader, const TriBicepFile *from,
                             const TriBicepContent *content, TriStr *why)
{
    Files *files = (Files *)loader;
    TriStr full;
    TriInput *input;

    if (tri_str_eq(content->function, TRI_STR("loadYamlContent")) ||
        tri_str_eq(content->function, TRI_STR("loadDirectoryFileInfo"))) {
        *why = TRI_STR("this function is not followed");
        return NULL;
    }
    full = resolve(files, from, content->path, why);
    input = full.size == 0 ? NULL : read_file(files, full, why);
    if (input == NULL) {
        return NULL;
    }
    if (tri_str_eq(content->function, TRI_STR("loadJsonContent"))) {
        return json_of(files, input, content, why);
    }
    bool is_text = tri_str_eq(content->function, TRI_STR("loadTextContent"));

    return tri_expr_string(arena_of(files),
                           is_text ? input->source.text
                                   : tri_base64_encode(arena_of(files), input->bytes),
                           content->span);
}

TriBicepLoader *tri_bicep_files(TriWorkshop *workshop, TriSink *sink)
{
    Files *files = TRI_NEW(&workshop->arena, Files);

    files->loader = (TriBicepLoader){ open_file, read_content };
    files->workshop = workshop;
    files->sink = sink;
    return &files->loader;
}
