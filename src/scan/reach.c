/* What a part of a run may reach. */
#include "scan/run.h"

#include "base/text.h"
#include "scan/children.h"

/* What is about all of a run, or about one template of it, has no parts. */
TriStatus tri_scan_check_shard(const TriScanOptions *options, TriError *error)
{
    const struct {
        bool is_given;
        const char *name;
    } others[] = {
        { options->diff_base.size > 0, "--diff-base" },
        { options->update_baseline, "--update-baseline" },
        { options->prune_baseline, "--prune-baseline" },
        { options->parameters.count > 0, "--parameters" },
    };

    if (options->shard.count == 0) {
        return TRI_OK;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].is_given) {
            return tri_fail(error, "--shard does not go with %s", others[i].name);
        }
    }
    if (tri_str_is_among(TRI_STR("-"), options->paths.items, options->paths.count)) {
        return tri_fail(error, "--shard does not go with standard input");
    }
    return TRI_OK;
}

/* A template that another shard takes for nobody's child would be judged twice, and in
   a run without shards once. */
static TriStatus check_reach(const TriScan *scan, const TriRoot *root, TriStr path)
{
    const TriUnit *unit = tri_unit_of(&scan->units, path);

    if (unit == NULL || !unit->is_left_out || !tri_has_a_say(root, path)) {
        return TRI_OK;
    }
    return tri_fail(
        scan->error,
        "'%.*s' reaches '%.*s', which another shard judges; give both as one "
        "PATH, a folder or a repository that holds them",
        TRI_ARG(root->path), TRI_ARG(unit->path));
}

TriStatus tri_scan_check_reaches(TriScan *scan)
{
    for (size_t i = 0; scan->plan.shard.count > 0 && i < scan->roots.count; i++) {
        const TriRoot *root = scan->roots.items[i];

        if (check_reach(scan, root, tri_absolute_path(&scan->workshop, root->path)) !=
            TRI_OK) {
            return TRI_FAILED;
        }
        for (size_t j = 0; j < root->deployed.count; j++) {
            if (check_reach(scan, root, root->deployed.items[j]) != TRI_OK) {
                return TRI_FAILED;
            }
        }
    }
    return TRI_OK;
}

/* Two shards that tell of one file would tell of it twice. Repositories tell only of
   what is in them, and of the rest each for itself. */
void tri_scan_tell_outside(TriScan *scan, TriRun *run)
{
    TriMap seen = { 0 };
    TriStrList outside = { 0 };

    for (size_t i = 0; scan->plan.shard.count > 0 && i < scan->roots.count; i++) {
        const TriRoot *root = scan->roots.items[i];
        bool is_closed = root->unit != NULL && root->unit->is_closed;

        for (size_t j = 0; !is_closed && j < root->deployed.count; j++) {
            TriStr path = root->deployed.items[j];
            void **place = tri_map_put(scan->arena, &seen, path, TRI_MAP_EXACT);

            if (*place == NULL && tri_unit_of(&scan->units, path) == NULL) {
                tri_list_push(
                    scan->arena, &outside,
                    tri_str_copy(scan->arena, tri_shown_path(&scan->workshop, path)));
            }
            *place = scan;
        }
    }
    tri_str_sort(outside.items, outside.count);
    run->outside = outside.items;
    run->outside_count = outside.count;
}
