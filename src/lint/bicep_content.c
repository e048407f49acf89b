#include "lint/bicep_content.h"

#include "arm/value.h"
#include "base/glob.h"
#include "base/text.h"
#include "base/utf8.h"
#include "eval/encoding.h"
#include "expr/json_path.h"
#include "lint/input.h"
#include "lint/yaml.h"

typedef struct Loading {
    TriWorkshop *workshop;
    TriArena *arena; /* for files */
    TriSink *sink;
    TriStr path; /* absolute */
    const TriBicepContent *content;
    TriStr why;
} Loading;

static TriInput *read_file(Loading *loading)
{
    TriError error = { loading->arena, { 0 } };
    TriInput *input;

    if (tri_input_read(loading->workshop, loading->path, &input, &error) == TRI_OK) {
        return input;
    }
    loading->why = tri_format(loading->arena, "'%.*s' cannot be read: %.*s",
                              TRI_ARG(tri_shown_path(loading->workshop, loading->path)),
                              TRI_ARG(error.message));
    return NULL;
}

/* The text of the file, by the encoding that the call names, unless a mark tells
   another. */
static TriStr text_of(Loading *loading, const TriInput *input)
{
    TriArena *arena = loading->arena;
    TriStr encoding = loading->content->encoding;
    TriText text = tri_text(arena);

    if (input->source.mark_size > 0) {
        return input->source.text;
    }
    if (tri_str_eq_nocase(encoding, TRI_STR("iso-8859-1"))) {
        for (size_t i = 0; i < input->bytes.size; i++) {
            tri_utf8_add(&text, (unsigned char)input->bytes.data[i]);
        }
        return tri_text_str(&text);
    }
    if (tri_str_eq_nocase(encoding, TRI_STR("utf-16"))) {
        TriStr marked = TRI_CONCAT(arena, TRI_STR("\xff\xfe"), input->bytes);

        return tri_source_open(arena, input->source.path, marked).text;
    }
    if (tri_str_eq_nocase(encoding, TRI_STR("utf-16BE"))) {
        TriStr marked = TRI_CONCAT(arena, TRI_STR("\xfe\xff"), input->bytes);

        return tri_source_open(arena, input->source.path, marked).text;
    }
    return input->source.text;
}

static TriExpr *load_text(Loading *loading)
{
    TriInput *input = read_file(loading);

    return input == NULL ? NULL
                         : tri_expr_string(loading->arena, text_of(loading, input),
                                           loading->content->span);
}

static TriExpr *load_base64(Loading *loading)
{
    TriArena *arena = loading->arena;
    TriInput *input = read_file(loading);

    return input == NULL
               ? NULL
               : tri_expr_string(arena, tri_base64_encode(arena, input->bytes),
                                 loading->content->span);
}

/* What the JSON path of the call selects: one value, or an array of several. */
static TriExpr *select_part(Loading *loading, TriExpr *expr)
{
    TriArena *arena = loading->arena;
    TriExprList found = { 0 };

    if (loading->content->selector.size == 0) {
        return expr;
    }
    if (!tri_json_path(arena, expr, loading->content->selector, &found,
                       &loading->why)) {
        return NULL;
    }
    if (found.count == 0) {
        loading->why = TRI_STR("its JSON path leads to nothing");
        return NULL;
    }
    if (found.count == 1) {
        return found.items[0];
    }
    TriExpr *array = tri_expr_new(arena, TRI_EXPR_ARRAY, loading->content->span);

    array->items = found.items;
    array->count = (uint32_t)found.count;
    return array;
}

static TriExpr *load_json(Loading *loading)
{
    TriInput *input = read_file(loading);

    if (input == NULL) {
        return NULL;
    }
    input->is_bicep = false;
    input->source.text = text_of(loading, input);
    if (!tri_input_parse(loading->workshop, input, loading->sink)) {
        loading->why = TRI_STR("it is no JSON");
        return NULL;
    }
    return select_part(loading,
                       tri_arm_value(tri_arm_reader(loading->arena, &input->json, true),
                                     input->json.root));
}

static TriExpr *load_yaml(Loading *loading)
{
    TriInput *input = read_file(loading);
    TriExpr *expr = input == NULL
                        ? NULL
                        : tri_yaml_read(loading->arena, text_of(loading, input),
                                        loading->content->span, &loading->why);

    return expr == NULL ? NULL : select_part(loading, expr);
}

/* ---- the files of a folder ---- */

static TriExpr *file_info(Loading *loading, TriStr name)
{
    TriArena *arena = loading->arena;
    TriSpan span = loading->content->span;
    TriStr folder = loading->content->path;
    size_t dot = tri_str_find_last_char(name, '.');
    const struct {
        TriStr name;
        TriStr value;
    } members[] = {
        { TRI_STR("relativePath"),
          tri_path_normal(arena, tri_path_join(arena, folder, name)) },
        { TRI_STR("baseName"), name },
        { TRI_STR("extension"), tri_str_from(name, dot) },
    };
    enum { MEMBERS = sizeof members / sizeof *members };
    TriExpr *object = tri_expr_new(arena, TRI_EXPR_OBJECT, span);

    object->members = TRI_NEW_ARRAY(arena, TriExprMember, MEMBERS);
    object->count = MEMBERS;
    for (size_t i = 0; i < MEMBERS; i++) {
        object->members[i] =
            (TriExprMember){ .name = members[i].name,
                             .name_span = span,
                             .value = tri_expr_string(arena, members[i].value, span) };
    }
    return object;
}

static TriExpr *load_folder(Loading *loading)
{
    TriArena *arena = loading->arena;
    TriError error = { arena, { 0 } };
    TriStr pattern = loading->content->selector;
    TriExpr *array = tri_expr_new(arena, TRI_EXPR_ARRAY, loading->content->span);
    TriExprList items = { 0 };
    TriFolder folder = { 0 };

    if (tri_folder_read(arena, loading->path, &folder, &error) != TRI_OK) {
        loading->why = tri_format(arena, "the folder cannot be read: %.*s",
                                  TRI_ARG(error.message));
        return NULL;
    }
    for (size_t i = 0; i < folder.count; i++) {
        const TriFolderEntry *entry = &folder.entries[i];

        if (entry->kind == TRI_FILE_REGULAR &&
            (pattern.size == 0 ||
             tri_glob_match(pattern, entry->name, TRI_GLOB_SIMPLE))) {
            tri_list_push(arena, &items, file_info(loading, entry->name));
        }
    }
    array->items = items.items;
    array->count = (uint32_t)items.count;
    return array;
}

static const struct {
    TriStr name;
    TriExpr *(*load)(Loading *loading);
} functions[] = {
    { TRI_STR_INIT("loadTextContent"), load_text },
    { TRI_STR_INIT("loadFileAsBase64"), load_base64 },
    { TRI_STR_INIT("loadJsonContent"), load_json },
    { TRI_STR_INIT("loadYamlContent"), load_yaml },
    { TRI_STR_INIT("loadDirectoryFileInfo"), load_folder },
};

TriExpr *tri_bicep_load(TriWorkshop *workshop, TriSink *sink, TriStr path,
                        const TriBicepContent *content, TriStr *why)
{
    Loading loading = { workshop, &workshop->files, sink, path, content, { 0 } };
    TriExpr *expr = NULL;

    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (tri_str_eq(functions[i].name, content->function)) {
            expr = functions[i].load(&loading);
        }
    }
    *why = loading.why;
    return expr;
}
