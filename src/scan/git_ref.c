#include "scan/git_ref.h"

#include "base/file.h"
#include "base/list.h"
#include "base/text.h"
#include "scan/git_store.h"

#include <stdlib.h>

/* What a repository is called: "shop" for ".../shop.git". Of several with one name the
   later ones get a number. */
static TriStr name_of(TriArena *arena, TriStr path, const TriStrList *names)
{
    TriStr absolute =
        tri_path_normal(arena, tri_path_join(arena, tri_current_folder(arena), path));
    TriStr name = tri_path_name(absolute);

    if (tri_str_has_suffix(name, TRI_STR(".git")) && name.size > 4) {
        name.size -= 4;
    }
    name = name.size == 0 ? TRI_STR("repository") : name;
    TriStr unique = name;

    for (int i = 2; tri_str_is_among(unique, names->items, names->count); i++) {
        unique = tri_format(arena, "%.*s-%d", TRI_ARG(name), i);
    }
    return unique;
}

static TriStatus add(TriArena *arena, const TriScanOptions *options, TriStr path,
                     TriGitStore *store, TriStr name, TriError *error)
{
    TriCommit commit;

    return tri_git_commit(arena, path, options->git_ref, &commit, error) == TRI_OK
               ? tri_git_store_add(store, &commit, name, error)
               : TRI_FAILED;
}

/* One of several that cannot be read does not stop the others. */
static TriStatus add_all(TriArena *arena, const TriScanOptions *options,
                         TriGitStore *store, TriStrList *folders, TriError *error)
{
    TriStr folder = tri_git_store_folder(store);
    TriStrList names = { 0 };

    for (size_t i = 0; i < options->paths.count; i++) {
        TriStr path = options->paths.items[i];
        TriStr name = TRI_STR("");
        TriError trouble = { arena, { 0 } };

        if (options->paths.count > 1) {
            name = name_of(arena, path, &names);
            tri_list_push(arena, &names, name);
        }
        if (add(arena, options, path, store, name, &trouble) != TRI_OK) {
            if (name.size == 0) {
                *error = trouble;
                return TRI_FAILED;
            }
            tri_git_store_add_trouble(store, name, trouble.message);
        }
        tri_list_push(arena, folders,
                      name.size == 0 ? folder : tri_path_join(arena, folder, name));
    }
    return TRI_OK;
}

static TriStatus check(const TriScanOptions *options, TriError *error)
{
    if (options->diff_base.size > 0 || options->parameters.count > 0) {
        return tri_fail(error, "--git-ref goes with neither --diff-base nor "
                               "--parameters");
    }
    if (tri_str_is_among(TRI_STR("-"), options->paths.items, options->paths.count)) {
        return tri_fail(error, "--git-ref takes repositories, not standard input");
    }
    return TRI_OK;
}

/* PATHs say which repositories are meant, not what a hook was started with. */
static void forget_repository(void)
{
    unsetenv("GIT_DIR");
    unsetenv("GIT_COMMON_DIR");
    unsetenv("GIT_WORK_TREE");
}

/* Files that are lacking are in the report; that they are is trouble besides. */
static void tell_lacks(TriArena *arena, const TriGitStore *store, TriRun *run)
{
    TriStrList troubles = { 0 };

    for (size_t i = 0; i < run->trouble_count; i++) {
        tri_list_push(arena, &troubles, run->troubles[i]);
    }
    tri_git_store_add_lacks(store, arena, &troubles);
    tri_str_sort(troubles.items, troubles.count);
    run->troubles = troubles.items;
    run->trouble_count = troubles.count;
}

TriStatus tri_scan_ref(TriArena *arena, const TriScanOptions *options, TriRun *run,
                       TriError *error)
{
    TriScanOptions inner = *options;
    TriError trouble = { arena, { 0 } };
    TriStrList folders = { 0 };

    if (check(options, error) != TRI_OK) {
        return TRI_FAILED;
    }
    forget_repository();
    TriGitStore *store = tri_git_store_open(arena);
    TriStatus status = add_all(arena, options, store, &folders, error);

    if (status == TRI_OK) {
        inner.git_ref = TRI_STR("");
        inner.extracted = options->git_ref;
        inner.paths = folders;
        inner.root = tri_git_store_folder(store);
        status = tri_scan(arena, &inner, run, error);
    }
    if (status == TRI_OK) {
        tell_lacks(arena, store, run);
    }
    /* What could not be read is why there is no report. */
    if (tri_git_store_close(store, &trouble) != TRI_OK && status != TRI_OK) {
        *error = trouble;
    }
    return status;
}
