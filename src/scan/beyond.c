/* What of a baseline a run says nothing about. */
#include "base/file.h"
#include "scan/run.h"

static bool is_looked_for(const TriScan *scan, TriStr id)
{
    for (size_t i = 0; i < scan->book.all.count; i++) {
        if (tri_rules_find(&scan->book.all.items[i]->linter.rules, id) != NULL) {
            return true;
        }
    }
    return tri_rules_find(&scan->rules, id) == NULL;
}

/* A file that could not be read, or not as a template; also one below a folder that
   could not. */
static bool is_unread(const TriRun *run, TriStr path)
{
    for (size_t i = 0; i < run->note_count; i++) {
        const TriFileNote *note = &run->notes[i];

        if (note->status != TRI_FILE_NOT_TEMPLATE &&
            tri_path_is_below(note->path, path)) {
            return true;
        }
    }
    return false;
}

/* Where the PATHs lead to; empty: nowhere. */
static const TriStr *find_starts(const TriScan *scan)
{
    const TriScanOptions *options = scan->options;
    TriStr *starts = TRI_NEW_ARRAY(scan->arena, TriStr, options->path_count);

    for (size_t i = 0; i < options->path_count; i++) {
        TriStr named = tri_str_eq(options->paths[i], TRI_STR("-"))
                           ? options->stdin_filename
                           : options->paths[i];

        starts[i] = tri_path_resolve(scan->arena, named);
    }
    return starts;
}

/* Whether the file is one of those that the run was about, or in a folder of them. */
static bool is_covered(const TriScan *scan, const TriStr *starts, TriStr path)
{
    for (size_t i = 0; i < scan->options->path_count; i++) {
        if (starts[i].size > 0 && tri_path_is_below(starts[i], path)) {
            return true;
        }
    }
    return false;
}

/* Whether the run says nothing about a file, as reports show it. */
static bool is_file_beyond(const TriScan *scan, const TriRun *run, const TriStr *starts,
                           TriStr path)
{
    TriArena scratch = *scan->arena;
    TriStr absolute = tri_path_join(&scratch, scan->workshop.root, path);

    return is_unread(run, path) ||
           (!is_covered(scan, starts, absolute) &&
            tri_file_kind(scratch, absolute) != TRI_FILE_MISSING);
}

void tri_scan_keep_beyond(TriScan *scan, const TriRun *run)
{
    TriBaseline *baseline = &scan->baseline;
    const TriStr *starts = baseline->entries.count > 0 ? find_starts(scan) : NULL;
    TriStr asked = { 0 };
    bool is_beyond = false;

    /* Entries of one file stand together. */
    for (size_t i = 0; i < baseline->entries.count; i++) {
        TriBaselineEntry *entry = &baseline->entries.items[i];

        if (entry->is_met) {
            continue;
        }
        if (asked.data == NULL || !tri_str_eq(asked, entry->path)) {
            asked = entry->path;
            is_beyond = is_file_beyond(scan, run, starts, asked);
        }
        entry->is_kept = is_beyond || !is_looked_for(scan, entry->rule);
    }
}

static bool has_unread(const TriRun *run)
{
    for (size_t i = 0; i < run->note_count; i++) {
        if (run->notes[i].status != TRI_FILE_NOT_TEMPLATE) {
            return true;
        }
    }
    return false;
}

TriStatus tri_scan_keep_unread(TriScan *scan, const TriRun *run)
{
    TriStr path = scan->options->baseline;
    TriBaseline before = { 0 };

    if (!has_unread(run) || tri_file_kind(*scan->arena, path) == TRI_FILE_MISSING) {
        return TRI_OK;
    }
    if (tri_baseline_read(scan->arena, path, &before, scan->error) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < before.entries.count; i++) {
        if (is_unread(run, before.entries.items[i].path)) {
            tri_baseline_keep(scan->arena, &scan->baseline, &before.entries.items[i]);
        }
    }
    return TRI_OK;
}
