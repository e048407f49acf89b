#include "lint/bicep_files.h"

#include "arm/value.h"
#include "base/number.h"
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

/* Whether a name of a JSON path ends here. */
static bool ends_name(char c)
{
    return c == '.' || c == '[';
}

/* Takes ".name", "['name']" or "[number]" off the front of a JSON path. False when
   something else stands there. */
static bool take_step(TriStr *path, TriStr *name, bool *is_index)
{
    size_t end = 1;

    *is_index = false;
    if (tri_str_has_prefix(*path, TRI_STR("['"))) {
        end = tri_str_find(*path, TRI_STR("']"));
        *name = tri_str_slice(*path, 2, end == TRI_NOT_FOUND ? 0 : end - 2);
        *path = tri_str_from(*path, end == TRI_NOT_FOUND ? path->size : end + 2);
        return end != TRI_NOT_FOUND;
    }
    if (tri_str_has_prefix(*path, TRI_STR("["))) {
        end = tri_str_find_char(*path, ']');
        *is_index = true;
        *name = tri_str_slice(*path, 1, end == TRI_NOT_FOUND ? 0 : end - 1);
        *path = tri_str_from(*path, end == TRI_NOT_FOUND ? path->size : end + 1);
        return end != TRI_NOT_FOUND;
    }
    while (end < path->size && !ends_name(path->data[end])) {
        end++;
    }
    *name = tri_str_slice(*path, 1, end - 1);
    bool is_plain = tri_str_has_prefix(*path, TRI_STR(".")) && name->size > 0 &&
                    tri_str_find_char(*name, '*') == TRI_NOT_FOUND;

    *path = tri_str_from(*path, end);
    return is_plain;
}

static const TriJsonNode *item_at(const TriJsonNode *array, TriStr text)
{
    int64_t wanted;
    int64_t index = 0;

    if (array->type != TRI_JSON_ARRAY || !tri_parse_int(text, &wanted)) {
        return NULL;
    }
    tri_json_each_item (item, array) {
        if (index++ == wanted) {
            return item;
        }
    }
    return NULL;
}

/* What a JSON path leads to that names one place; NULL for others. */
static const TriJsonNode *follow_path(const TriJson *json, TriStr path)
{
    const TriJsonNode *node = json->root;
    TriStr name;
    bool is_index;

    if (tri_str_has_prefix(path, TRI_STR("$"))) {
        path = tri_str_from(path, 1);
    } else if (path.size > 0 && !ends_name(path.data[0])) {
        return node->type == TRI_JSON_OBJECT ? tri_json_find(json, node, path) : NULL;
    }
    while (node != NULL && path.size > 0) {
        if (!take_step(&path, &name, &is_index)) {
            return NULL;
        }
        if (is_index) {
            node = item_at(node, name);
        } else {
            node =
                node->type == TRI_JSON_OBJECT ? tri_json_find(json, node, name) : NULL;
        }
    }
    return node;
}

static TriExpr *json_of(Files *files, TriInput *input, const TriBicepContent *content,
                        TriStr *why)
{
    input->is_bicep = false;
    if (!tri_input_parse(files->workshop, input, files->sink)) {
        *why = TRI_STR("it is no JSON");
        return NULL;
    }
    const TriJsonNode *node = follow_path(&input->json, content->json_path);

    if (node == NULL) {
        *why = TRI_STR("its JSON path leads to nothing, or is of a kind that is not "
                       "followed");
        return NULL;
    }
    return tri_arm_value(tri_arm_reader(arena_of(files), &input->json, true), node);
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
