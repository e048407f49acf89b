#include "lint/bicep_files.h"

#include "base/text.h"
#include "lint/bicep_content.h"
#include "lint/boundary.h"
#include "lint/module_cache.h"
#include "source/language.h"

typedef struct Files {
    TriBicepLoader loader; /* first, so that open and read get their own back */
    TriWorkshop *workshop;
    TriInput *input; /* that is lowered */
} Files;

/* A file that is imported from, or why it is not to be had. */
typedef struct Import {
    TriStr path;     /* absolute */
    TriInput *input; /* NULL: it cannot be read */
    TriBicepImport found;
    TriStr why;
} Import;

/* All that comes of it lives as long as the files. */
static TriArena *arena_of(Files *files)
{
    return &files->workshop->files;
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

/* What is wrong with its text is told with whoever imports from it. */
static void read_import(Files *files, Import *import)
{
    TriSink ignored = { .arena = arena_of(files) };
    TriInput *input = read_file(files, import->path, &import->why);

    import->input = input;
    if (input == NULL) {
        return;
    }
    input->is_bicep = tri_language_of(import->path) != TRI_LANGUAGE_JSON;
    if (!tri_input_parse(files->workshop, input, NULL)) {
        import->why = TRI_STR("it cannot be parsed");
        return;
    }
    import->found.file = input->bicep;
    if (!input->is_bicep && tri_input_is_deployable(input)) {
        import->found.template = tri_input_template(files->workshop, input, &ignored);
    }
    if (import->found.file == NULL && import->found.template == NULL) {
        import->why = TRI_STR("it is no template");
    }
}

/* The file is read once, whoever imports from it. */
static Import *import_of(Files *files, TriStr path)
{
    TriWorkshop *workshop = files->workshop;
    Import *import = tri_map_find(&workshop->imports, path, TRI_MAP_EXACT);

    if (import == NULL) {
        import = TRI_NEW(arena_of(files), Import);
        import->path = tri_str_copy(arena_of(files), path);
        read_import(files, import);
        *tri_map_put(arena_of(files), &workshop->imports, import->path, TRI_MAP_EXACT) =
            import;
    }
    return import;
}

static TriBicepImport open_file(TriBicepLoader *loader, const TriBicepFile *from,
                                TriStr path, TriStr *why)
{
    Files *files = (Files *)loader;
    TriStr full = resolve_import(files, from, path, why);

    if (full.size == 0) {
        *why = tri_str_copy(arena_of(files), *why);
        return (TriBicepImport){ 0 };
    }
    Import *import = import_of(files, full);

    if (import->input != NULL) {
        tri_list_push(arena_of(files), &files->input->imports, import->input);
    }
    *why = import->why;
    return import->found;
}

static TriExpr *read_content(TriBicepLoader *loader, const TriBicepFile *from,
                             const TriBicepContent *content, TriSink *sink, TriStr *why)
{
    Files *files = (Files *)loader;
    TriStr path = resolve(files, from, content->path, why);

    return path.size == 0 ? NULL
                          : tri_bicep_load(files->workshop, sink, path, content, why);
}

static bool has_extension(TriBicepLoader *loader, const TriBicepFile *from)
{
    Files *files = (Files *)loader;

    return tri_has_implicit_extension(files->workshop,
                                      tri_absolute_path(files->workshop, from->path));
}

TriBicepLoader *tri_bicep_files(TriWorkshop *workshop, TriInput *input)
{
    Files *files = TRI_NEW(&workshop->files, Files);

    files->loader = (TriBicepLoader){ open_file, read_content, has_extension };
    files->workshop = workshop;
    files->input = input;
    return &files->loader;
}
