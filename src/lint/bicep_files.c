#include "lint/bicep_files.h"

#include "base/text.h"
#include "lint/bicep_content.h"
#include "lint/boundary.h"
#include "lint/module_cache.h"

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

/* ---- files that are imported from ---- */

/* The absolute path of what `path` names: a file, or a module of a registry. */
static TriStr resolve_import(Files *files, const TriBicepFile *from, TriStr path,
                             TriStr *why)
{
    return tri_str_find_char(path, ':') == TRI_NOT_FOUND
               ? resolve(files, from, path, why)
               : tri_module_cache_find(files->workshop,
                                       tri_absolute_path(files->workshop, from->path),
                                       path, why);
}

static TriBicepImport *read_import(Files *files, TriStr path, TriStr *why)
{
    TriInput *input = read_file(files, path, why);
    TriBicepImport *import = TRI_NEW(arena_of(files), TriBicepImport);

    if (input == NULL || !tri_input_parse(files->workshop, input, files->sink)) {
        *why = input == NULL ? *why : TRI_STR("it cannot be parsed");
        return NULL;
    }
    import->file = input->bicep;
    if (!input->is_bicep && tri_input_is_deployable(input)) {
        import->template = tri_input_template(files->workshop, input, files->sink);
    }
    if (import->file == NULL && import->template == NULL) {
        *why = TRI_STR("it is no template");
        return NULL;
    }
    return import;
}

static TriBicepImport open_file(TriBicepLoader *loader, const TriBicepFile *from,
                                TriStr path, TriStr *why)
{
    Files *files = (Files *)loader;
    TriStr full = resolve_import(files, from, path, why);

    if (full.size == 0) {
        return (TriBicepImport){ 0 };
    }
    void **place = tri_map_put(arena_of(files), &files->workshop->bicep_files, full,
                               TRI_MAP_EXACT);

    if (*place == NULL) {
        TriBicepImport *import = read_import(files, full, why);

        /* Reading may have made the map grow. */
        place = tri_map_put(arena_of(files), &files->workshop->bicep_files, full,
                            TRI_MAP_EXACT);
        *place = import;
    }
    return *place == NULL ? (TriBicepImport){ 0 } : *(TriBicepImport *)*place;
}

static TriExpr *read_content(TriBicepLoader *loader, const TriBicepFile *from,
                             const TriBicepContent *content, TriStr *why)
{
    Files *files = (Files *)loader;
    TriStr path = resolve(files, from, content->path, why);

    return path.size == 0
               ? NULL
               : tri_bicep_load(files->workshop, files->sink, path, content, why);
}

TriBicepLoader *tri_bicep_files(TriWorkshop *workshop, TriSink *sink)
{
    Files *files = TRI_NEW(&workshop->arena, Files);

    files->loader = (TriBicepLoader){ open_file, read_content };
    files->workshop = workshop;
    files->sink = sink;
    return &files->loader;
}
