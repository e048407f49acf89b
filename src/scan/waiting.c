/* Modules are mostly deployed by a file beside them; then nobody needs to hear of them
   alone. So Bicep files wait until it is known which ones are. */
#include "scan/run.h"

#include "base/jobs.h"
#include "scan/children.h"

#include <stdlib.h>

void tri_scan_let_wait(TriStation *station, const TriFoundFile *file, TriStr bytes)
{
    TriArena *arena = &station->results;
    TriWaiting waiting = { tri_str_copy(arena, file->path), file->unit,
                           file->settings };
    TriStr path = tri_absolute_path(&station->workshop, file->path);

    tri_list_push(arena, &station->waiting, waiting);
    tri_find_modules(arena, tri_path_folder(path), bytes, &station->modules);
}

static int by_waiting_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriWaiting *)a)->path,
                           ((const TriWaiting *)b)->path);
}

static void lint_waiting(void *context, size_t index, size_t worker)
{
    TriScan *scan = context;
    const TriWaiting *waiting = &scan->waiting.items[index];
    TriFoundFile file = { .path = waiting->path,
                          .unit = waiting->unit,
                          .settings = waiting->settings };

    tri_scan_lint_found(scan, &scan->stations[worker], &file, NULL, TRI_STR(""));
    tri_workshop_reset(&scan->stations[worker].workshop);
}

/* Those that wait and are in `paths` go on waiting, the others are judged. */
static void lint_others(TriScan *scan, const TriMap *paths)
{
    TRI_LIST(TriWaiting) left = { 0 };
    size_t count = 0;

    for (size_t i = 0; i < scan->waiting.count; i++) {
        TriWaiting waiting = scan->waiting.items[i];
        TriStr path = tri_absolute_path(&scan->workshop, waiting.path);

        if (tri_map_find(paths, path, TRI_MAP_EXACT) != NULL) {
            tri_list_push(scan->arena, &left, waiting);
        } else {
            scan->waiting.items[count++] = waiting;
        }
    }
    tri_jobs_run(lint_waiting, scan, count, scan->station_count);
    for (size_t i = 0; i < left.count; i++) {
        scan->waiting.items[i] = left.items[i];
    }
    scan->waiting.count = left.count;
}

static void add_path(TriScan *scan, TriMap *paths, TriStr path)
{
    *tri_map_put(scan->arena, paths, path, TRI_MAP_EXACT) = scan;
}

static void add_deployed_by(TriScan *scan, TriMap *paths, const TriRoot *root)
{
    for (size_t i = 0; i < root->deployed.count; i++) {
        if (tri_has_a_say(root, root->deployed.items[i])) {
            add_path(scan, paths, root->deployed.items[i]);
        }
    }
}

/* First what no file names as a module; then what nobody deployed all the same. Both in
   the order of paths: files beside one another deploy the same ones. */
void tri_scan_lint_waiting(TriScan *scan)
{
    TriMap modules = { 0 };
    TriMap deployed = { 0 };

    for (size_t i = 0; i < scan->station_count; i++) {
        const TriStation *station = &scan->stations[i];

        tri_list_push_all(scan->arena, &scan->waiting, &station->waiting);
        for (size_t j = 0; j < station->modules.count; j++) {
            add_path(scan, &modules, station->modules.items[j]);
        }
        tri_list_push_all(scan->arena, &scan->uses, &station->uses);
    }
    tri_uses_sort(&scan->uses);
    if (scan->waiting.count == 0) {
        return;
    }
    /* Bicep takes its memory in other places than JSON. */
    for (size_t i = 0; i < scan->station_count; i++) {
        tri_workshop_forget(&scan->stations[i].workshop);
    }
    qsort(scan->waiting.items, scan->waiting.count, sizeof(TriWaiting),
          by_waiting_path);
    lint_others(scan, &modules);
    for (size_t i = 0; i < scan->station_count; i++) {
        const TriRootList *roots = &scan->stations[i].roots;

        for (size_t j = 0; j < roots->count; j++) {
            add_deployed_by(scan, &deployed, roots->items[j]);
        }
    }
    lint_others(scan, &deployed);
}

void tri_scan_add_deployed(TriScan *scan)
{
    for (size_t i = 0; i < scan->waiting.count; i++) {
        TriRoot root = { .path = scan->waiting.items[i].path,
                         .unit = scan->waiting.items[i].unit,
                         .outcome = TRI_OUTCOME_TEMPLATE };

        tri_add_root(scan->arena, &scan->roots, root);
    }
}
