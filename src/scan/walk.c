#include "scan/walk.h"

#include "base/file.h"
#include "base/list.h"

#include <stdlib.h>

typedef TRI_LIST(TriFoundFile) FileList;
typedef TRI_LIST(TriStr) FolderList;

typedef struct Walk {
    TriArena *arena;
    FileList files;
    FolderList folders; /* still to be read: a stack */
} Walk;

static const TriStr endings[] = {
    TRI_STR_INIT(".json"),  TRI_STR_INIT(".jsonc"),      TRI_STR_INIT(".arm"),
    TRI_STR_INIT(".bicep"), TRI_STR_INIT(".bicepparam"),
};

static bool has_wanted_ending(TriStr name)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (tri_str_has_suffix_nocase(name, endings[i])) {
            return true;
        }
    }
    return false;
}

static bool is_passed_over(TriStr folder)
{
    return tri_str_has_prefix(folder, TRI_STR(".")) ||
           tri_str_eq(folder, TRI_STR("node_modules"));
}

static void add_file(Walk *walk, TriStr path, bool is_named, TriStr trouble)
{
    TriFoundFile file = { path, is_named, trouble };

    tri_list_push(walk->arena, &walk->files, file);
}

static void add_entry(Walk *walk, TriStr folder, const TriFolderEntry *entry)
{
    TriStr path = tri_path_join(walk->arena, folder, entry->name);

    if (entry->is_link) {
        return;
    }
    if (entry->kind == TRI_FILE_FOLDER && !is_passed_over(entry->name)) {
        tri_list_push(walk->arena, &walk->folders, path);
    } else if (entry->kind == TRI_FILE_REGULAR && has_wanted_ending(entry->name)) {
        add_file(walk, path, false, TRI_STR(""));
    }
}

static void read_folder(Walk *walk, TriStr path)
{
    TriError error = { walk->arena, { 0 } };
    TriFolder folder = { 0 };
    /* Names below the working directory have no "./" in front. */
    TriStr prefix = tri_str_eq(path, TRI_STR(".")) ? TRI_STR("") : path;

    if (tri_folder_read(walk->arena, path, &folder, &error) != TRI_OK) {
        add_file(walk, path, false, error.message);
    }
    for (size_t i = 0; i < folder.count; i++) {
        add_entry(walk, prefix, &folder.entries[i]);
    }
}

static void add_path(Walk *walk, TriStr given)
{
    TriStr path = tri_path_normal(walk->arena, given);

    if (tri_file_kind(*walk->arena, path) != TRI_FILE_FOLDER) {
        add_file(walk, path, true, TRI_STR(""));
        return;
    }
    tri_list_push(walk->arena, &walk->folders, path);
    while (walk->folders.count > 0) {
        read_folder(walk, walk->folders.items[--walk->folders.count]);
    }
}

/* Of one path, the named one first. */
static int by_path(const void *a, const void *b)
{
    const TriFoundFile *left = a;
    const TriFoundFile *right = b;
    int order = tri_str_compare(left->path, right->path);

    return order != 0 ? order : right->is_named - left->is_named;
}

static void drop_repeated(FileList *files)
{
    size_t kept = 0;

    for (size_t i = 0; i < files->count; i++) {
        if (kept == 0 ||
            !tri_str_eq(files->items[kept - 1].path, files->items[i].path)) {
            files->items[kept++] = files->items[i];
        }
    }
    files->count = kept;
}

TriFoundFiles tri_walk(TriArena *arena, const TriStr *paths, size_t count)
{
    Walk walk = { .arena = arena };

    for (size_t i = 0; i < count; i++) {
        add_path(&walk, paths[i]);
    }
    if (walk.files.count > 0) {
        qsort(walk.files.items, walk.files.count, sizeof *walk.files.items, by_path);
    }
    drop_repeated(&walk.files);
    return (TriFoundFiles){ walk.files.items, walk.files.count };
}
