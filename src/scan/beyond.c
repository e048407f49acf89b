/* What of a baseline a run says nothing about. */
#include "scan/run.h"

/* What the run was about. */
typedef struct Coverage {
    const TriScan *scan;
    TriStrList starts; /* the PATHs */
    TriMap unread; /* files that are there but could not be read, or not as templates */
} Coverage;

/* A rule that is not there any more is looked for in vain. */
static bool is_looked_for(const TriScan *scan, TriStr id)
{
    return tri_rules_find(&scan->looked_for, id) != NULL ||
           tri_rules_find(&scan->rules, id) == NULL;
}

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

/* A PATH that leads nowhere has no part in it. */
static TriStrList find_starts(const TriScan *scan)
{
    const TriScanOptions *options = scan->options;
    TriStrList starts = { 0 };

    for (size_t i = 0; i < options->path_count; i++) {
        TriStr named = tri_str_eq(options->paths[i], TRI_STR("-"))
                           ? options->stdin_filename
                           : options->paths[i];
        TriStr start = tri_path_resolve(scan->arena, named);

        if (start.size > 0) {
            tri_list_push(scan->arena, &starts, start);
        }
    }
    return starts;
}

/* Whether the file is one of the PATHs, or in a folder of them. */
static bool is_covered(const Coverage *coverage, TriStr path)
{
    for (size_t i = 0; i < coverage->starts.count; i++) {
        if (tri_path_is_below(coverage->starts.items[i], path)) {
            return true;
        }
    }
    return false;
}

static bool is_beyond(const Coverage *coverage, const TriBaselineEntry *entry)
{
    const TriScan *scan = coverage->scan;
    TriStr path = tri_path_join(scan->arena, scan->workshop.root, entry->path);

    return !is_looked_for(scan, entry->rule) ||
           tri_map_find(&coverage->unread, entry->path, TRI_MAP_EXACT) != NULL ||
           (!is_covered(coverage, path) &&
            tri_file_kind(*scan->arena, path) != TRI_FILE_MISSING);
}

void tri_scan_keep_beyond(TriScan *scan, const TriRun *run)
{
    TriBaseline *baseline = &scan->baseline;
    Coverage coverage = { scan, find_starts(scan), find_unread(scan, run) };

    for (size_t i = 0; i < baseline->entries.count; i++) {
        TriBaselineEntry *entry = &baseline->entries.items[i];

        entry->is_kept = !entry->is_met && is_beyond(&coverage, entry);
    }
}
