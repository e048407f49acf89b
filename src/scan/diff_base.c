#include "scan/diff_base.h"

#include "base/file.h"
#include "lint/workshop.h"
#include "scan/git_store.h"

/* A run over the merge base in the making. */
typedef struct Past {
    TriArena *arena;
    const TriScanOptions *options;
    TriCommit base;
    TriStr folder;    /* what the top of the work tree is in the past */
    TriStr directory; /* working directory */
    TriStr root;      /* report root */
    TriStrList paths;
    TriStrList parameters;
    TriPathChangeList renames;
} Past;

/* Where `path` was in the past; without data when that is not in the repository. */
static TriStr then(Past *past, TriStr path)
{
    TriStr absolute =
        tri_path_normal(past->arena, tri_path_join(past->arena, past->directory, path));
    TriStr rest = tri_path_below(past->base.folder, absolute);

    if (rest.data == NULL) {
        return rest;
    }
    return rest.size == 0 ? past->folder
                          : tri_path_join(past->arena, past->folder, rest);
}

static bool was_there(Past *past, TriStr path)
{
    return path.data != NULL && tri_file_kind(*past->arena, path) != TRI_FILE_MISSING;
}

static void add_paths(Past *past)
{
    for (size_t i = 0; i < past->options->paths.count; i++) {
        TriStr path = tri_scan_named(past->options, past->options->paths.items[i]);
        TriStr old = path.size == 0 ? (TriStr){ 0 } : then(past, path);

        if (was_there(past, old)) {
            tri_list_push(past->arena, &past->paths, old);
        }
    }
}

static void add_parameters(Past *past)
{
    for (size_t i = 0; i < past->options->parameters.count; i++) {
        TriStr path = past->options->parameters.items[i];
        TriStr old = then(past, path);

        tri_list_push(past->arena, &past->parameters,
                      was_there(past, old) ? old : path);
    }
}

/* Whether the absolute `path` is among the paths of the run. */
static bool is_linted(Past *past, TriStr path)
{
    for (size_t i = 0; i < past->options->paths.count; i++) {
        TriStr named =
            tri_path_normal(past->arena, tri_path_join(past->arena, past->directory,
                                                       past->options->paths.items[i]));

        if (tri_path_is_below(named, path)) {
            return true;
        }
    }
    return false;
}

/* What has another name now is linted under its old one, wherever that was, and told by
   the new one. */
static void add_rename(Past *past, const TriRename *rename)
{
    TriArena *arena = past->arena;
    TriStr old = tri_path_join(arena, past->base.folder, rename->from);
    TriStr now = tri_path_join(arena, past->base.folder, rename->to);
    TriPathChange change = { tri_path_below(past->root, old),
                             tri_path_below(past->root, now) };

    if (change.from.data == NULL || change.to.data == NULL) {
        return;
    }
    tri_list_push(arena, &past->renames, change);
    if (is_linted(past, now)) {
        tri_list_push(arena, &past->paths,
                      tri_path_join(arena, past->folder, rename->from));
    }
}

static void add_findings(Past *past, const TriRun *run, TriBaseline *before)
{
    for (size_t i = 0; i < run->result_count; i++) {
        const TriResult *result = &run->results[i];

        if (tri_kind_is_finding(result->kind)) {
            tri_baseline_add(past->arena, before, result);
        }
    }
}

/* A file that is new is no file of the past: nothing is known of it. */
static TriStatus lint_past(Past *past, TriBaseline *before, TriError *error)
{
    TriScanOptions options = *past->options;
    TriStr root = then(past, past->root);
    TriRun run = { 0 };

    add_paths(past);
    add_parameters(past);
    for (size_t i = 0; i < past->base.rename_count; i++) {
        add_rename(past, &past->base.renames[i]);
    }
    if (past->paths.count == 0 || !was_there(past, root)) {
        return TRI_OK;
    }
    options.paths = past->paths;
    options.parameters = past->parameters;
    options.root = root;
    options.renames = past->renames;
    options.moved = (TriPathChange){ past->base.folder, past->folder };
    options.baseline = options.diff_base = TRI_STR("");
    options.update_baseline = options.prune_baseline = false;
    options.min_level = TRI_LEVEL_OFF;
    options.tells_fingerprints = true;
    if (tri_scan(past->arena, &options, &run, error) != TRI_OK) {
        return TRI_FAILED;
    }
    add_findings(past, &run, before);
    return TRI_OK;
}

TriStatus tri_diff_base_find(TriArena *arena, const TriScanOptions *options,
                             TriCommit *base, TriError *error)
{
    TriStr directory = tri_current_folder(arena);
    TriStr root;

    return tri_report_root(arena, options->root, directory, &root, error) == TRI_OK
               ? tri_git_merge_base(arena, root, options->diff_base, base, error)
               : TRI_FAILED;
}

TriStatus tri_diff_base(TriArena *arena, const TriScanOptions *options,
                        const TriCommit *base, TriBaseline *before, TriError *error)
{
    Past past = { .arena = arena,
                  .options = options,
                  .base = *base,
                  .directory = tri_current_folder(arena) };
    TriError trouble = { arena, { 0 } };

    if (tri_report_root(arena, options->root, past.directory, &past.root, error) !=
        TRI_OK) {
        return TRI_FAILED;
    }
    TriGitStore *store = tri_git_store_open(arena);
    TriStatus status = tri_git_store_add(store, base, TRI_STR(""), error);

    tri_git_renames(arena, &past.base);
    past.folder = tri_git_store_folder(store);
    if (status == TRI_OK) {
        status = lint_past(&past, before, error);
    }
    /* What could not be read is why, whatever else came of it. */
    if (tri_git_store_close(store, &trouble) != TRI_OK) {
        *error = trouble;
        return TRI_FAILED;
    }
    return status;
}
