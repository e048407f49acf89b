#include "scan/git_store.h"

#include "base/list.h"
#include "base/map.h"
#include "base/number.h"
#include "base/text.h"
#include "scan/git_run.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Nothing is below a device. */
static const TriStr FOLDER = TRI_STR_INIT("/dev/null/git");
static const TriStr GIT = TRI_STR_INIT(".git");

/* How many repositories are asked at a time. */
enum { MOST_RUNNING = 8 };

typedef struct Blob {
    TriStr id;
    TriStr path; /* from the top */
} Blob;

/* A commit. */
typedef struct Tree {
    TriStr name;
    TriStr trouble;       /* why nothing is known of it; mostly empty */
    TriStr repository;    /* where git is run */
    TRI_LIST(Blob) blobs; /* by path */
    TriProcess git;       /* cat-file … */
    bool is_running;
    bool is_lacking; /* git could not hand out one of its files */
    size_t asked;    /* … which was asked last at this time */
} Tree;

struct TriGitStore {
    TriArena *arena;
    TriFileStore files;
    TRI_LIST(Tree *) trees;
    TriMap by_name;
    pthread_mutex_t mutex; /* of all below, and what runs */
    size_t time;
    size_t running;
    char answer[1 << 16]; /* what git said, and what of that was not looked at */
    TriStr unread;
};

/* ---- what there is ---- */

/* What a path may begin with. */
typedef struct Beginning {
    TriStr path;
    char end;
} Beginning;

/* What begins so is behind it. */
static bool is_before(const void *blob, const void *beginning)
{
    TriStr path = ((const Blob *)blob)->path;
    const Beginning *other = beginning;
    int order = tri_str_compare(tri_str_slice(path, 0, other->path.size), other->path);

    return order != 0 ? order < 0
                      : path.size == other->path.size ||
                            (unsigned char)path.data[other->path.size] <
                                (unsigned char)other->end;
}

/* The first that is not before "`path``end`". */
static size_t find(const Tree *tree, TriStr path, char end)
{
    return tri_lower_bound(tree->blobs.items, tree->blobs.count, sizeof(Blob),
                           is_before, &(Beginning){ path, end });
}

static const Blob *find_blob(const Tree *tree, TriStr path)
{
    /* No path holds a NUL, so "path\0" is behind it and before all others. */
    size_t behind = find(tree, path, '\0');
    const Blob *blob = behind == 0 ? NULL : &tree->blobs.items[behind - 1];

    return blob != NULL && tri_str_eq(blob->path, path) ? blob : NULL;
}

static size_t find_first(const Tree *tree, TriStr folder)
{
    return folder.size == 0 ? 0 : find(tree, folder, '/');
}

static bool is_below(const Tree *tree, size_t i, TriStr folder)
{
    if (i >= tree->blobs.count) {
        return false;
    }
    return folder.size == 0 ||
           tri_path_below(folder, tree->blobs.items[i].path).size > 0;
}

static bool is_folder(const Tree *tree, TriStr path)
{
    return path.size == 0 || is_below(tree, find_first(tree, path), path);
}

/* The commit that `path` is in, and where; NULL for what is in none. */
static Tree *find_tree(const TriGitStore *store, TriStr path, TriStr *rest)
{
    *rest = path;
    if (store->trees.count == 1 && store->trees.items[0]->name.size == 0) {
        return store->trees.items[0];
    }
    size_t slash = tri_str_find_char(path, '/');
    size_t size = slash == TRI_NOT_FOUND ? path.size : slash;

    *rest = tri_str_from(path, slash == TRI_NOT_FOUND ? size : size + 1);
    return tri_map_find(&store->by_name, tri_str_slice(path, 0, size), TRI_MAP_EXACT);
}

static TriFileKind kind(void *context, TriStr path)
{
    const TriGitStore *store = context;
    TriStr rest;
    const Tree *tree = find_tree(store, path, &rest);

    if (tree == NULL) {
        return path.size == 0 ? TRI_FILE_FOLDER : TRI_FILE_MISSING;
    }
    if (tri_str_eq(rest, GIT) || find_blob(tree, rest) != NULL) {
        return TRI_FILE_REGULAR;
    }
    return is_folder(tree, rest) ? TRI_FILE_FOLDER : TRI_FILE_MISSING;
}

/* ---- listing ---- */

typedef TRI_LIST(TriFolderEntry) EntryList;

static void add_entry(TriArena *arena, EntryList *entries, TriStr name,
                      TriFileKind entry_kind)
{
    TriFolderEntry entry = { name, entry_kind, false };

    tri_list_push(arena, entries, entry);
}

static void list_tree(TriArena *arena, const Tree *tree, TriStr folder,
                      EntryList *entries)
{
    size_t start = folder.size == 0 ? 0 : folder.size + 1;

    for (size_t i = find_first(tree, folder); is_below(tree, i, folder);) {
        TriStr path = tree->blobs.items[i].path;
        TriStr name = tri_str_from(path, start);
        size_t slash = tri_str_find_char(name, '/');

        if (slash == TRI_NOT_FOUND) {
            add_entry(arena, entries, name, TRI_FILE_REGULAR);
            i++;
        } else {
            add_entry(arena, entries, tri_str_slice(name, 0, slash), TRI_FILE_FOLDER);
            i = find(tree, tri_str_slice(path, 0, start + slash), '/' + 1);
        }
    }
    if (folder.size == 0) {
        add_entry(arena, entries, GIT, TRI_FILE_REGULAR);
    }
}

static TriStatus list(void *context, TriArena *arena, TriStr path, TriFolder *folder,
                      TriError *error)
{
    const TriGitStore *store = context;
    TriStr rest;
    const Tree *tree = find_tree(store, path, &rest);
    EntryList entries = { 0 };

    if (tree == NULL ? path.size > 0 : !is_folder(tree, rest)) {
        return tri_fail(error, "%s", strerror(ENOTDIR));
    }
    if (tree != NULL && tree->trouble.size > 0) {
        return tri_fail(error, "%.*s", TRI_ARG(tree->trouble));
    }
    if (tree != NULL) {
        list_tree(arena, tree, rest, &entries);
    } else {
        for (size_t i = 0; i < store->trees.count; i++) {
            add_entry(arena, &entries, store->trees.items[i]->name, TRI_FILE_FOLDER);
        }
    }
    folder->entries = entries.items;
    folder->count = entries.count;
    return TRI_OK;
}

/* ---- reading ---- */

static void end(TriGitStore *store, Tree *tree)
{
    tri_process_end(&tree->git);
    tree->is_running = false;
    store->running--;
}

/* Of those that run, the one that was not asked for the longest time. */
static void end_one(TriGitStore *store)
{
    Tree *oldest = NULL;

    for (size_t i = 0; i < store->trees.count; i++) {
        Tree *tree = store->trees.items[i];

        if (tree->is_running && (oldest == NULL || tree->asked < oldest->asked)) {
            oldest = tree;
        }
    }
    end(store, oldest);
}

static bool start(TriGitStore *store, TriArena scratch, Tree *tree)
{
    static const char *const words[] = { "cat-file", "--batch", NULL };
    TriError ignored = { &scratch, { 0 } };

    if (tree->is_running) {
        return true;
    }
    if (store->running == MOST_RUNNING) {
        end_one(store);
    }
    if (tri_git_start(&scratch, tree->repository, words, &tree->git, &ignored) !=
        TRI_OK) {
        return false;
    }
    tree->is_running = true;
    store->running++;
    return true;
}

static bool ask(TriGitStore *store, TriArena scratch, Tree *tree, TriStr id)
{
    if (!start(store, scratch, tree)) {
        return false;
    }
    tree->asked = ++store->time;
    store->unread.size = 0;
    return tri_process_write(&tree->git, TRI_CONCAT(&scratch, id, TRI_STR("\n")));
}

/* The next of what git says, at most `size` bytes; nothing at its end. */
static TriStr take(TriGitStore *store, Tree *tree, size_t size)
{
    if (store->unread.size == 0) {
        store->unread =
            tri_str(store->answer,
                    tri_process_read(&tree->git, store->answer, sizeof store->answer));
    }
    TriStr taken = tri_str_slice(store->unread, 0, size);

    store->unread = tri_str_from(store->unread, taken.size);
    return taken;
}

/* "ID blob SIZE\n". */
static bool read_header(TriGitStore *store, Tree *tree, int64_t *size)
{
    char line[128];
    TriStr text = { line, 0 };

    while (text.size < sizeof line) {
        TriStr byte = take(store, tree, 1);

        if (byte.size == 0) {
            return false;
        }
        if (byte.data[0] == '\n') {
            size_t blank = tri_str_find_last_char(text, ' ');

            return blank != TRI_NOT_FOUND &&
                   tri_parse_int(tri_str_from(text, blank + 1), size) && *size >= 0;
        }
        line[text.size++] = byte.data[0];
    }
    return false;
}

/* With the line end behind it, which is no part of it. */
static bool read_bytes(TriGitStore *store, Tree *tree, TriArena *arena, size_t size,
                       TriStr *text)
{
    char *bytes = tri_arena_bytes(arena, size + 1);

    for (size_t used = 0; used <= size;) {
        TriStr part = take(store, tree, size + 1 - used);

        if (part.size == 0) {
            return false;
        }
        memcpy(bytes + used, part.data, part.size);
        used += part.size;
    }
    *text = tri_str(bytes, size);
    return true;
}

/* What git says next is not known then, so another is started for the next. */
static TriStatus lack(TriGitStore *store, Tree *tree, TriError *error)
{
    tree->is_lacking = true;
    if (tree->is_running) {
        end(store, tree);
    }
    return tri_fail(error, "git cannot read it from the repository");
}

static TriStatus read_blob(TriGitStore *store, Tree *tree, TriArena *arena,
                           const Blob *blob, TriStr *text, TriError *error)
{
    int64_t size;

    if (!ask(store, *arena, tree, blob->id) || !read_header(store, tree, &size)) {
        return lack(store, tree, error);
    }
    if ((uint64_t)size > TRI_FILE_LIMIT) {
        end(store, tree);
        return tri_fail(error, "the file is larger than %zu MiB", TRI_FILE_LIMIT >> 20);
    }
    return read_bytes(store, tree, arena, (size_t)size, text)
               ? TRI_OK
               : lack(store, tree, error);
}

static TriStatus read_file(void *context, TriArena *arena, TriStr path, TriStr *text,
                           TriError *error)
{
    TriGitStore *store = context;
    TriStr rest;
    Tree *tree = find_tree(store, path, &rest);
    const Blob *blob = tree == NULL ? NULL : find_blob(tree, rest);

    if (tree != NULL && tri_str_eq(rest, GIT)) {
        *text = TRI_STR("");
        return TRI_OK;
    }
    if (blob == NULL) {
        return tri_fail(error, "%s",
                        kind(store, path) == TRI_FILE_FOLDER ? "it is a folder"
                                                             : strerror(ENOENT));
    }
    pthread_mutex_lock(&store->mutex);
    TriStatus status = read_blob(store, tree, arena, blob, text, error);

    pthread_mutex_unlock(&store->mutex);
    return status;
}

/* ---- from its beginning to its end ---- */

TriGitStore *tri_git_store_open(TriArena *arena)
{
    TriGitStore *store = TRI_NEW(arena, TriGitStore);

    store->arena = arena;
    store->files = (TriFileStore){ FOLDER, store, kind, read_file, list };
    pthread_mutex_init(&store->mutex, NULL);
    tri_file_set_store(&store->files);
    return store;
}

TriStr tri_git_store_folder(const TriGitStore *store)
{
    return store->files.folder;
}

/* A name that a file below the top can have. */
static bool is_path(TriStr path)
{
    TriStr part;

    while (tri_str_split(&path, '/', &part)) {
        if (part.size == 0 || tri_str_eq(part, TRI_STR(".")) ||
            tri_str_eq(part, TRI_STR("..")) || tri_str_eq(part, GIT)) {
            return false;
        }
    }
    return true;
}

static int by_path(const void *a, const void *b)
{
    return tri_str_compare(((const Blob *)a)->path, ((const Blob *)b)->path);
}

/* "100644 blob ID\tPATH", each ended by NUL. */
static void read_list(TriArena *arena, TriStr text, Tree *tree)
{
    TriStr entry;

    while (tri_str_split(&text, '\0', &entry) && entry.size > 0) {
        TriStr rest = entry;
        TriStr mode;
        TriStr type;
        Blob blob;

        if (tri_str_split(&rest, ' ', &mode) && tri_str_split(&rest, ' ', &type) &&
            tri_str_split(&rest, '\t', &blob.id) &&
            tri_str_has_prefix(mode, TRI_STR("100")) && is_path(rest)) {
            blob.path = rest;
            tri_list_push(arena, &tree->blobs, blob);
        }
    }
    if (tree->blobs.count > 0) {
        qsort(tree->blobs.items, tree->blobs.count, sizeof(Blob), by_path);
    }
}

static Tree *add_tree(TriGitStore *store, TriStr name)
{
    Tree *tree = TRI_NEW(store->arena, Tree);

    tree->name = name;
    tri_list_push(store->arena, &store->trees, tree);
    *tri_map_put(store->arena, &store->by_name, name, TRI_MAP_EXACT) = tree;
    return tree;
}

void tri_git_store_add_trouble(TriGitStore *store, TriStr name, TriStr message)
{
    add_tree(store, name)->trouble = message;
}

TriStatus tri_git_store_add(TriGitStore *store, const TriCommit *commit, TriStr name,
                            TriError *error)
{
    const char *words[] = {
        "ls-tree", "-r", "-z", "--full-tree", tri_str_to_c(store->arena, commit->id),
        NULL
    };
    TriStr text;

    if (!tri_git_ask(store->arena, commit->folder, words, &text)) {
        return tri_fail(error, "git cannot list the files of the commit");
    }
    Tree *tree = add_tree(store, name);

    tree->repository = commit->folder;
    read_list(store->arena, text, tree);
    return TRI_OK;
}

void tri_git_store_add_lacks(const TriGitStore *store, TriArena *arena,
                             TriStrList *list)
{
    for (size_t i = 0; i < store->trees.count; i++) {
        const Tree *tree = store->trees.items[i];

        if (tree->is_lacking) {
            tri_list_push(arena, list,
                          tri_format(arena, "%.*s: git cannot read all of its files",
                                     TRI_ARG(tree->repository)));
        }
    }
}

TriStatus tri_git_store_close(TriGitStore *store, TriError *error)
{
    bool is_lacking = false;

    tri_file_set_store(NULL);
    for (size_t i = 0; i < store->trees.count; i++) {
        Tree *tree = store->trees.items[i];

        is_lacking = is_lacking || tree->is_lacking;
        if (tree->is_running) {
            end(store, tree);
        }
    }
    pthread_mutex_destroy(&store->mutex);
    return is_lacking ? tri_fail(error, "git cannot read the files of the commit")
                      : TRI_OK;
}
