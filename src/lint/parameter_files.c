#include "lint/parameter_files.h"

/* "main" of "main.json", "main.jsonc" and "main.arm". */
static TriStr stem_of(TriStr name)
{
    size_t dot = tri_str_find_last_char(name, '.');

    return dot == TRI_NOT_FOUND ? name : tri_str_slice(name, 0, dot);
}

/* Does `name`, behind the stem, say parameter file: ".parameters*.json" or
   ".*.parameters.json"? */
static bool is_parameter_ending(TriStr rest)
{
    return tri_str_has_suffix_nocase(rest, TRI_STR(".json")) &&
           (tri_str_has_prefix_nocase(rest, TRI_STR(".parameters")) ||
            (tri_str_has_prefix(rest, TRI_STR(".")) &&
             tri_str_has_suffix_nocase(rest, TRI_STR(".parameters.json"))));
}

static bool go_together(TriStr template, TriStr parameters)
{
    TriStr stem = stem_of(template);

    if (tri_str_eq_nocase(stem, TRI_STR("template")) &&
        tri_str_eq_nocase(parameters, TRI_STR("parameters.json"))) {
        return true;
    }
    return stem.size > 0 && tri_str_has_prefix_nocase(parameters, stem) &&
           is_parameter_ending(tri_str_from(parameters, stem.size));
}

static bool is_template_name(TriStr name)
{
    return tri_str_has_suffix_nocase(name, TRI_STR(".json")) ||
           tri_str_has_suffix_nocase(name, TRI_STR(".jsonc")) ||
           tri_str_has_suffix_nocase(name, TRI_STR(".arm"));
}

typedef bool Matches(TriStr own, TriStr other);

static bool is_its_parameters(TriStr own, TriStr other)
{
    return go_together(own, other);
}

static bool is_its_template(TriStr own, TriStr other)
{
    return is_template_name(other) && go_together(other, own);
}

static void find_beside(TriWorkshop *workshop, TriStr path, Matches *matches,
                        TriPathList *files)
{
    TriArena *arena = &workshop->arena;
    TriError ignored = { arena, { 0 } };
    TriStr directory = tri_path_folder(path);
    TriStr own = tri_path_name(path);
    TriFolder folder = { 0 };

    /* Whoever cannot list the folder finds nothing beside the file. */
    tri_folder_read(arena, directory, &folder, &ignored);
    for (size_t i = 0; i < folder.count; i++) {
        const TriFolderEntry *entry = &folder.entries[i];

        if (entry->kind == TRI_FILE_REGULAR && !tri_str_eq(entry->name, own) &&
            matches(own, entry->name)) {
            tri_list_push(arena, files, tri_path_join(arena, directory, entry->name));
        }
    }
}

void tri_find_parameter_files(TriWorkshop *workshop, TriStr path, TriPathList *files)
{
    find_beside(workshop, path, is_its_parameters, files);
}

void tri_find_templates(TriWorkshop *workshop, TriStr path, TriPathList *files)
{
    find_beside(workshop, path, is_its_template, files);
}
