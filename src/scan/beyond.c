/* What of a baseline a run says nothing about. */
#include "base/file.h"
#include "scan/run.h"

/* What the run was about. */
typedef struct Coverage {
    const TriScan *scan;
    TriMap starts; /* the PATHs */
    TriMap unread; /* files and folders that could not be read as what they are */
    /* Entries of one file stand together: the last that was asked for. */
    TriStr path;
    bool is_beyond;
} Coverage;

static TriMap find_unread(const TriScan *scan, const TriRun *run)
{
    TriMap unread = { 0 };

    for (size_t i = 0; i < run->note_count; i++) {
        TriFileNote *note = &run->notes[i];

        if (note->status != TRI_FILE_NOT_TEMPLATE) {
            *tri_map_put(scan->arena, &unread, note->path, TRI_MAP_EXACT) = note;
        }
    }
    return unread;
}

/* Whether it, or a folder that it is in, is one of them. */
static bool is_among(const TriMap *paths, TriStr path)
{
    TriStr top = tri_str_has_prefix(path, TRI_STR("/")) ? TRI_STR("/") : TRI_STR(".");

    if (paths->count == 0) {
        return false;
    }
    for (size_t end = path.size; end != TRI_NOT_FOUND;
         end = tri_str_find_last_char(path, '/')) {
        path = tri_str_slice(path, 0, end);
        if (tri_map_find(paths, path, TRI_MAP_EXACT) != NULL) {
            return true;
        }
    }
    return tri_map_find(paths, top, TRI_MAP_EXACT) != NULL;
}

/* A PATH that leads nowhere has no part in it. */
static TriMap find_starts(const TriScan *scan)
{
    const TriScanOptions *options = scan->options;
    TriMap starts = { 0 };

    for (size_t i = 0; i < options->paths.count; i++) {
        TriStr named = tri_scan_named(options, options->paths.items[i]);
        TriStr start = tri_path_resolve(scan->arena, named);

        if (start.size > 0) {
            *tri_map_put(scan->arena, &starts, start, TRI_MAP_EXACT) = (void *)scan;
        }
    }
    return starts;
}

/* Whether --exclude leaves out a file below the PATHs, or a folder that it is in. */
static bool is_excluded(const Coverage *coverage, TriStr path)
{
    const TriScan *scan = coverage->scan;

    for (; path.size > 1; path = tri_path_folder(path)) {
        if (!scan->options->force_exclude &&
            tri_map_find(&coverage->starts, path, TRI_MAP_EXACT) != NULL) {
            return false;
        }
        if (tri_patterns_match(&scan->exclude, path)) {
            return true;
        }
    }
    return false;
}

/* Whether another shard tells what is gone of a file. What is in no repository that is
   left falls to one of them as well. */
static bool is_of_other_shard(const TriScan *scan, TriStr path, TriStr absolute)
{
    const TriUnit *unit = tri_unit_of(&scan->units, absolute);

    return !tri_shard_has(&scan->plan, unit == NULL ? path : unit->path);
}

/* Whether the run says nothing about a file, as reports show it. */
static bool is_file_beyond(Coverage *coverage, TriStr path)
{
    const TriScan *scan = coverage->scan;

    if (coverage->path.data == NULL || !tri_str_eq(coverage->path, path)) {
        TriArena scratch = *scan->arena;
        TriStr absolute = tri_path_join(&scratch, scan->workshop.root, path);

        coverage->path = path;
        coverage->is_beyond = is_of_other_shard(scan, path, absolute) ||
                              is_among(&coverage->unread, path) ||
                              ((!is_among(&coverage->starts, absolute) ||
                                is_excluded(coverage, absolute)) &&
                               tri_file_kind(scratch, absolute) != TRI_FILE_MISSING);
    }
    return coverage->is_beyond;
}

/* A rule that is not there any more is looked for in vain. */
static bool is_looked_for(const TriScan *scan, TriStr id)
{
    return tri_rules_find(&scan->looked_for, id) != NULL ||
           tri_rules_find(&scan->rules, id) == NULL;
}

void tri_scan_keep_beyond(TriScan *scan, const TriRun *run)
{
    TriBaseline *baseline = &scan->baseline;

    if (tri_baseline_gone(baseline) == 0) {
        return;
    }
    Coverage coverage = { .scan = scan,
                          .starts = find_starts(scan),
                          .unread = find_unread(scan, run) };

    for (size_t i = 0; i < baseline->entries.count; i++) {
        TriBaselineEntry *entry = &baseline->entries.items[i];

        entry->is_kept = !entry->is_met && (!is_looked_for(scan, entry->rule) ||
                                            is_file_beyond(&coverage, entry->path));
    }
}

TriStatus tri_scan_keep_unread(TriScan *scan, const TriRun *run)
{
    TriStr path = scan->options->baseline;
    TriMap unread = find_unread(scan, run);
    TriBaseline before = { 0 };

    if (unread.count == 0 || tri_file_kind(*scan->arena, path) == TRI_FILE_MISSING) {
        return TRI_OK;
    }
    if (tri_baseline_read(scan->arena, path, &before, scan->error) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < before.entries.count; i++) {
        if (is_among(&unread, before.entries.items[i].path)) {
            tri_baseline_keep(scan->arena, &scan->baseline, &before.entries.items[i]);
        }
    }
    return TRI_OK;
}
