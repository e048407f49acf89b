#include "scan/git_ref.h"

#include "base/file.h"
#include "base/list.h"
#include "base/process.h"
#include "base/text.h"
#include "scan/git.h"

typedef TRI_LIST(TriStr) NameList;

static bool is_taken(const NameList *names, TriStr name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (tri_str_eq(names->items[i], name)) {
            return true;
        }
    }
    return false;
}

/* What a repository is called: "shop" for ".../shop.git". Of several with one name the
   later ones get a number. */
static TriStr name_of(TriArena *arena, TriStr path, const NameList *names)
{
    TriStr absolute =
        tri_path_normal(arena, tri_path_join(arena, tri_current_folder(arena), path));
    TriStr name = tri_path_name(absolute);

    if (tri_str_has_suffix(name, TRI_STR(".git")) && name.size > 4) {
        name.size -= 4;
    }
    name = name.size == 0 ? TRI_STR("repository") : name;
    TriStr unique = name;

    for (int i = 2; is_taken(names, unique); i++) {
        unique = tri_format(arena, "%.*s-%d", TRI_ARG(name), i);
    }
    return unique;
}

static TriStatus extract_all(TriArena *arena, const TriScanOptions *options,
                             TriStr folder, NameList *folders, TriError *error)
{
    NameList names = { 0 };

    for (size_t i = 0; i < options->path_count; i++) {
        TriStr path = options->paths[i];
        TriStr target = folder;
        TriMergeBase base;

        if (tri_git_commit(arena, path, options->git_ref, &base, error) != TRI_OK) {
            return TRI_FAILED;
        }
        if (options->path_count > 1) {
            TriStr name = name_of(arena, path, &names);

            tri_list_push(arena, &names, name);
            target = tri_path_join(arena, folder, name);
            /* A file in it makes the folder. */
            if (tri_temporary_file(*arena, folder,
                                   tri_path_join(arena, name, TRI_STR(".here")),
                                   TRI_STR(""), error) != TRI_OK) {
                return TRI_FAILED;
            }
        }
        if (tri_git_extract(arena, &base, target, error) != TRI_OK) {
            return TRI_FAILED;
        }
        tri_list_push(arena, folders, target);
    }
    return TRI_OK;
}

static TriStatus check(const TriScanOptions *options, TriError *error)
{
    if (options->diff_base.size > 0 || options->parameter_count > 0) {
        return tri_fail(error, "--git-ref goes with neither --diff-base nor "
                               "--parameters");
    }
    for (size_t i = 0; i < options->path_count; i++) {
        if (tri_str_eq(options->paths[i], TRI_STR("-"))) {
            return tri_fail(error, "--git-ref takes repositories, not standard input");
        }
    }
    return TRI_OK;
}

TriStatus tri_scan_ref(TriArena *arena, const TriScanOptions *options, TriRun *run,
                       bool *named_unreadable, TriError *error)
{
    TriScanOptions inner = *options;
    NameList folders = { 0 };
    TriStr folder;

    if (check(options, error) != TRI_OK ||
        tri_temporary_folder(arena, &folder, error) != TRI_OK) {
        return TRI_FAILED;
    }
    TriStatus status = extract_all(arena, options, folder, &folders, error);

    if (status == TRI_OK) {
        inner.git_ref = TRI_STR("");
        inner.extracted = options->git_ref;
        inner.paths = folders.items;
        inner.path_count = folders.count;
        inner.root = folder;
        status = tri_scan(arena, &inner, run, named_unreadable, error);
    }
    tri_temporary_remove(*arena, folder);
    return status;
}
