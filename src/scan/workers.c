/* The workers of a run, and the roots that they find. */
#include "scan/run.h"

#include "base/jobs.h"
#include "base/text.h"
#include "json/comments.h"

#include <stdlib.h>

static const size_t RESULTS_RESERVE = (size_t)16 << 30;

/* Files that are named are no more than that many pieces of work. */
static size_t most_useful(const TriScan *scan)
{
    const TriScanOptions *options = scan->options;

    for (size_t i = 0; i < options->paths.count; i++) {
        if (tri_file_kind(*scan->arena, options->paths.items[i]) == TRI_FILE_FOLDER) {
            return SIZE_MAX;
        }
    }
    return options->paths.count;
}

void tri_scan_open_stations(TriScan *scan)
{
    size_t count = scan->options->jobs;

    if (count == 0) {
        count = tri_jobs_processors();
    }
    if (count > scan->options->paths.count) {
        size_t useful = most_useful(scan);

        count = count < useful ? count : useful;
    }
    scan->stations = TRI_NEW_ARRAY(scan->arena, TriStation, count);
    scan->station_count = count;
    for (size_t i = 0; i < count; i++) {
        scan->stations[i].workshop =
            tri_workshop_open(scan->workshop.root, scan->workshop.directory);
        scan->stations[i].workshop.module_cache = scan->options->module_cache;
        scan->stations[i].results = tri_arena_open(RESULTS_RESERVE);
    }
}

void tri_scan_close_workshops(TriScan *scan)
{
    for (size_t i = 0; i < scan->station_count; i++) {
        tri_workshop_close(&scan->stations[i].workshop);
    }
}

void tri_add_root(TriArena *arena, TriRootList *roots, TriRoot root)
{
    TriRoot *added = TRI_NEW(arena, TriRoot);

    *added = root;
    tri_list_push(arena, roots, added);
}

static int by_path(const void *a, const void *b)
{
    return tri_str_compare((*(TriRoot *const *)a)->path, (*(TriRoot *const *)b)->path);
}

static void sort_roots(TriScan *scan)
{
    if (scan->roots.count > 0) {
        qsort(scan->roots.items, scan->roots.count, sizeof *scan->roots.items, by_path);
    }
}

static void lint_root(void *context, size_t index, size_t worker)
{
    TriScan *scan = context;
    TriStation *station = &scan->stations[worker];
    TriRoot *root = scan->roots.items[scan->first + index];
    TriStr path = tri_absolute_path(&station->workshop, root->path);
    const TriSettings *settings =
        tri_settings_at(&scan->book, root->path.size == 0 ? station->workshop.directory
                                                          : tri_path_folder(path));

    root->collector.arena = &station->results;
    tri_lint(&settings->linter, &station->workshop, root, NULL);
    tri_workshop_reset(&station->workshop);
}

static void lint_roots(TriScan *scan, size_t first)
{
    scan->first = first;
    tri_jobs_run(lint_root, scan, scan->roots.count - first, scan->station_count);
}

void tri_scan_lint_added(TriScan *scan, size_t first)
{
    lint_roots(scan, first);
    sort_roots(scan);
}

/* ---- what is named and found ---- */

/* A BOM, white space and comments may come before the bracket. */
static bool begins_with_brace(TriArena *arena, TriStr text)
{
    TriSource source = tri_source_open(arena, TRI_STR(""), text);

    return tri_str_has_prefix(tri_json_trim(source.text), TRI_STR("{"));
}

static TriStatus add_stdin(TriScan *scan)
{
    const TriScanOptions *options = scan->options;
    TriStr name = options->stdin_filename;
    TriRoot root = { .path = name, .is_named = true, .has_text = true };
    TriError error = { scan->arena, { 0 } };

    if (tri_file_read_stdin(scan->arena, &root.text, &error) != TRI_OK) {
        return tri_fail(scan->error, "cannot read standard input: %.*s",
                        TRI_ARG(error.message));
    }
    root.shown = name.size == 0
                     ? TRI_STR("<stdin>")
                     : tri_str_copy(scan->arena, tri_shown_path(&scan->workshop, name));
    scan->file_count++;
    root.is_bicep = name.size == 0 && !begins_with_brace(scan->arena, root.text);
    root.parameters = options->parameters;
    tri_add_root(scan->arena, &scan->roots, root);
    return TRI_OK;
}

/* What the workers found, in the order of paths. */
static void gather(TriScan *scan)
{
    for (size_t i = 0; i < scan->station_count; i++) {
        TriStation *station = &scan->stations[i];

        tri_list_push_all(scan->arena, &scan->roots, &station->roots);
        scan->file_count += station->file_count;
    }
    tri_scan_add_deployed(scan);
    sort_roots(scan);
}

static const void *begin_folder(void *context, TriStr folder)
{
    TriScan *scan = context;

    return tri_settings_at(&scan->book, folder);
}

static const void *enter_folder(void *context, const void *outer, TriStr folder,
                                TriStr config)
{
    TriScan *scan = context;

    return tri_settings_in(&scan->book, outer, folder, config);
}

/* What the run is going to replace is a report of a run before, or not there. In a
   commit it may be anything. */
static TriMap find_written(const TriScan *scan)
{
    const TriScanOptions *options = scan->options;
    TriMap written = { 0 };

    for (size_t i = 0; i < options->outputs.count && options->extracted.size == 0;
         i++) {
        TriStr target = tri_file_target(scan->arena, options->outputs.items[i]);

        if (target.size > 0) {
            *tri_map_put(scan->arena, &written, target, TRI_MAP_EXACT) = (void *)scan;
        }
    }
    return written;
}

TriStatus tri_scan_lint_all(TriScan *scan)
{
    const TriScanOptions *options = scan->options;
    TriStrList paths = { 0 };
    size_t stdin_count = 0;

    for (size_t i = 0; i < options->paths.count; i++) {
        if (!tri_str_eq(options->paths.items[i], TRI_STR("-"))) {
            tri_list_push(scan->arena, &paths, options->paths.items[i]);
        } else if (stdin_count++ == 0 && add_stdin(scan) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    TriWalk walk = {
        .written = find_written(scan),
        .exclude = scan->exclude,
        .include = scan->include,
        .force_exclude = options->force_exclude,
        .begin = begin_folder,
        .enter = enter_folder,
        .paths = paths,
        .looks_everywhere = options->no_ignore,
        .workers = scan->station_count,
        .visit = tri_scan_visit,
        .context = scan,
        .units = &scan->units,
        .progress = options->progress,
    };

    lint_roots(scan, 0);
    tri_walk(scan->arena, &walk);
    tri_scan_lint_waiting(scan);
    gather(scan);
    return TRI_OK;
}
