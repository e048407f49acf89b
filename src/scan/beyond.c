/* What of a baseline a run says nothing about. */
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

/* A file that is there but could not be read, or not as a template. */
static bool is_unread(const TriRun *run, TriStr path)
{
    for (size_t i = 0; i < run->note_count; i++) {
        const TriFileNote *note = &run->notes[i];

        if (note->status != TRI_FILE_NOT_TEMPLATE && tri_str_eq(note->path, path)) {
            return true;
        }
    }
    return false;
}

/* Whether the file is one of those that the run was about, or in a folder of them. */
static bool is_covered(const TriScan *scan, TriStr path)
{
    const TriScanOptions *options = scan->options;

    for (size_t i = 0; i < options->path_count; i++) {
        TriStr named = tri_str_eq(options->paths[i], TRI_STR("-"))
                           ? options->stdin_filename
                           : options->paths[i];
        TriStr start = tri_path_resolve(scan->arena, named);

        if (start.size > 0 && tri_path_is_below(start, path)) {
            return true;
        }
    }
    return false;
}

static bool is_beyond(const TriScan *scan, const TriRun *run,
                      const TriBaselineEntry *entry)
{
    TriStr path = tri_path_join(scan->arena, scan->workshop.root, entry->path);

    return !is_looked_for(scan, entry->rule) || is_unread(run, entry->path) ||
           (!is_covered(scan, path) &&
            tri_file_kind(*scan->arena, path) != TRI_FILE_MISSING);
}

void tri_scan_keep_beyond(TriScan *scan, const TriRun *run)
{
    TriBaseline *baseline = &scan->baseline;

    for (size_t i = 0; i < baseline->entries.count; i++) {
        TriBaselineEntry *entry = &baseline->entries.items[i];

        entry->is_kept = !entry->is_met && is_beyond(scan, run, entry);
    }
}
