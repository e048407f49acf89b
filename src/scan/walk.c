#include "scan/walk.h"

#include "base/file.h"
#include "base/list.h"
#include "base/text.h"

#include <stdlib.h>

/* A file, and its one name without links that tells it from others. */
typedef struct Entry {
    TriFoundFile file;
    TriStr key;
} Entry;

/* A folder still to be read. */
typedef struct Folder {
    TriStr path;
    TriStr key;
    bool is_named;
} Folder;

typedef struct Walk {
    TriArena *arena;
    TriArena scratch;  /* for the names in one folder */
    bool has_one_path; /* no file is reached twice, so paths do for keys */
    TRI_LIST(Entry) entries;
    TRI_LIST(Folder) folders; /* a stack */
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

/* `path` without "." and empty segments. What "x/.." leads to depends on whether x
   is a link, so it stays. */
static TriStr tidy(TriArena *arena, TriStr path)
{
    TriText text = tri_text(arena);
    TriStr segment;

    tri_text_add_c(&text, tri_str_has_prefix(path, TRI_STR("/")) ? "/" : "");
    for (TriStr rest = path; tri_str_split(&rest, '/', &segment);) {
        if (segment.size == 0 || tri_str_eq(segment, TRI_STR("."))) {
            continue;
        }
        if (text.size > 0 && text.data[text.size - 1] != '/') {
            tri_text_add_char(&text, '/');
        }
        tri_text_add(&text, segment);
    }
    return text.size == 0 ? TRI_STR(".") : tri_text_str(&text);
}

/* The key of what is named `path`, even of what is not there. */
static TriStr key_of(TriArena *arena, TriStr path)
{
    TriStr key = tri_path_resolve(arena, path);

    if (key.size > 0) {
        return key;
    }
    return tri_path_normal(arena,
                           tri_path_join(arena, tri_current_folder(arena), path));
}

static void add_file(Walk *walk, TriStr path, TriStr key, bool is_named, TriStr trouble)
{
    Entry entry = { { path, is_named, trouble }, key };

    tri_list_push(walk->arena, &walk->entries, entry);
}

static void add_entry(Walk *walk, const Folder *folder, const TriFolderEntry *entry)
{
    /* Names below the working directory have no "./" in front. */
    bool is_here = tri_str_eq(folder->path, TRI_STR("."));
    bool is_folder = entry->kind == TRI_FILE_FOLDER && !is_passed_over(entry->name);
    bool is_file = entry->kind == TRI_FILE_REGULAR && has_wanted_ending(entry->name);

    if (entry->is_link || (!is_folder && !is_file)) {
        return;
    }
    TriStr path = is_here ? tri_str_copy(walk->arena, entry->name)
                          : tri_path_join(walk->arena, folder->path, entry->name);
    TriStr key = walk->has_one_path
                     ? path
                     : tri_path_join(walk->arena, folder->key, entry->name);

    if (is_file) {
        add_file(walk, path, key, false, TRI_STR(""));
    } else {
        Folder below = { path, key, false };

        tri_list_push(walk->arena, &walk->folders, below);
    }
}

static void read_folder(Walk *walk, const Folder *folder)
{
    TriError error = { walk->arena, { 0 } };
    TriFolder content = { 0 };

    tri_arena_reset(&walk->scratch, (size_t)1 << 16);
    if (tri_folder_read(&walk->scratch, folder->path, &content, &error) != TRI_OK) {
        add_file(walk, folder->path, folder->key, folder->is_named, error.message);
    }
    for (size_t i = 0; i < content.count; i++) {
        add_entry(walk, folder, &content.entries[i]);
    }
}

static void add_path(Walk *walk, TriStr given)
{
    TriStr path = tidy(walk->arena, given);
    TriStr key = key_of(walk->arena, path);
    Folder named = { path, key, true };

    if (tri_str_eq(path, TRI_STR("-")) ||
        tri_file_kind(*walk->arena, path) != TRI_FILE_FOLDER) {
        add_file(walk, path, key, true, TRI_STR(""));
        return;
    }
    tri_list_push(walk->arena, &walk->folders, named);
    while (walk->folders.count > 0) {
        Folder folder = walk->folders.items[--walk->folders.count];

        read_folder(walk, &folder);
    }
}

static int by_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriFoundFile *)a)->path,
                           ((const TriFoundFile *)b)->path);
}

/* Of one file, the name to keep first: a named one, then the first in order. */
static int by_key(const void *a, const void *b)
{
    const Entry *left = a;
    const Entry *right = b;
    int order = tri_str_compare(left->key, right->key);

    if (order == 0) {
        order = right->file.is_named - left->file.is_named;
    }
    return order != 0 ? order : by_path(&left->file, &right->file);
}

static TriFoundFiles keep_first_names(Walk *walk)
{
    size_t count = walk->entries.count;
    Entry *entries = walk->entries.items;
    TriFoundFiles found = { TRI_NEW_ARRAY(walk->arena, TriFoundFile, count), 0 };

    if (count == 0) {
        return found;
    }
    qsort(entries, count, sizeof *entries, by_key);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !tri_str_eq(entries[i - 1].key, entries[i].key)) {
            found.files[found.count++] = entries[i].file;
        }
    }
    qsort(found.files, found.count, sizeof *found.files, by_path);
    return found;
}

TriFoundFiles tri_walk(TriArena *arena, const TriStr *paths, size_t count)
{
    Walk walk = { .arena = arena,
                  .scratch = tri_arena_open((size_t)1 << 32),
                  .has_one_path = count == 1 };

    for (size_t i = 0; i < count; i++) {
        add_path(&walk, paths[i]);
    }
    TriFoundFiles found = keep_first_names(&walk);

    tri_arena_close(&walk.scratch);
    return found;
}
