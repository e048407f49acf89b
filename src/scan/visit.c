/* What a worker does with a file that the walk comes upon. */
#include "scan/run.h"

#include "base/text.h"
#include "lint/parameter_files.h"
#include "lint/prefilter.h"
#include "source/language.h"

/* Whether it was looked at for more than that by a deployment that means it. */
static bool is_idle(const TriLinter *linter, const TriInput *kept)
{
    return kept != NULL && kept->is_idle && kept->idle_for == linter->related;
}

/* What the templates of a closed repository may reach. */
static TriStr boundary_of(const TriFoundFile *file)
{
    return file->unit->is_closed ? file->unit->name : TRI_STR("");
}

/* The question before any parsing: can a rule have something to say? */
static bool is_of_interest(const TriScan *scan, TriStation *station,
                           const TriFoundFile *file, const TriInput *kept, TriStr bytes)
{
    const TriSettings *settings = file->settings;
    TriStr path = file->path;

    if (file->is_named || scan->options->no_prefilter) {
        return true;
    }
    if (is_idle(&settings->linter, kept)) {
        return false;
    }
    station->workshop.boundary = boundary_of(file);
    if (tri_deploys_alone(&station->workshop, path, bytes)) {
        return true;
    }
    TriArena scratch = station->workshop.scratch;
    TriSource source = tri_source_open(&scratch, path, bytes);

    return tri_prefilter_lets_through(settings->linter.prefilter,
                                      tri_language_is_bicep(tri_language_of(path)),
                                      source.text);
}

/* The bytes of a file that is found, `kept` or read now; a named one is read by whoever
   judges it. */
static bool read_found(TriStation *station, const TriFoundFile *file,
                       const TriInput *kept, TriStr *bytes, TriStr *trouble)
{
    TriError error = { &station->workshop.arena, { 0 } };

    if (kept != NULL) {
        *bytes = kept->bytes;
        return true;
    }
    TriArena *files = &station->workshop.files;
    TriStatus status = file->folder->descriptor < 0
                           ? tri_file_read(files, file->path, bytes, &error)
                           : tri_file_read_in(files, file->folder->descriptor,
                                              file->name, bytes, &error);
    bool is_read = status == TRI_OK;

    *trouble = error.message;
    station->workshop.read_count += is_read;
    station->workshop.read_bytes += is_read ? bytes->size : 0;
    return is_read;
}

/* What was made of a file, for those who ask. */
static void tell(const TriScan *scan, TriStation *station, TriStr path,
                 const char *what)
{
    if (scan->options->tells_files) {
        TriStr shown = tri_shown_path(&station->workshop, path);

        tri_list_push(&station->results, &station->tellings,
                      tri_format(&station->results, "%.*s: %s", TRI_ARG(shown), what));
    }
}

static void tell_outcome(const TriScan *scan, TriStation *station, const TriRoot *root)
{
    switch (root->outcome) {
    case TRI_OUTCOME_TEMPLATE:
        tell(scan, station, root->path, "judged");
        return;
    case TRI_OUTCOME_OTHER:
        tell(scan, station, root->path, "passed over: no deployment template");
        return;
    case TRI_OUTCOME_PARAMETERS:
        tell(scan, station, root->path, "a parameter file");
        return;
    case TRI_OUTCOME_INVALID:
    case TRI_OUTCOME_UNREADABLE:
        return;
    }
}

/* Parameter files of other folders that mean a template that waited; of its own
   repository. While folders are walked, none are known. */
static TriStrList find_elsewhere(TriScan *scan, TriStation *station,
                                 const TriFoundFile *file)
{
    TriStrList files = { 0 };
    size_t first;

    if (scan->uses.count == 0) {
        return files;
    }
    TriStr path = tri_absolute_path(&station->workshop, file->path);
    size_t count = tri_uses_of(&scan->uses, path, &first);

    for (size_t i = first; i < first + count; i++) {
        if (scan->uses.items[i].unit == file->unit) {
            tri_list_push(&station->results, &files, scan->uses.items[i].parameters);
        }
    }
    return files;
}

void tri_scan_lint_found(TriScan *scan, TriStation *station, const TriFoundFile *file,
                         const TriStr *bytes, TriStr trouble)
{
    TriRoot root = {
        .path = tri_str_copy(&station->results, file->path),
        .is_named = file->is_named,
        .unit = file->unit,
        .boundary = boundary_of(file),
        .message = tri_str_copy(&station->results, trouble),
        .parameters = scan->options->parameters,
        .elsewhere = find_elsewhere(scan, station, file),
    };
    const TriSettings *settings = file->settings;

    root.collector.arena = &station->results;
    tri_lint(&settings->linter, &station->workshop, &root, bytes);
    tell_outcome(scan, station, &root);
    bool is_worth_keeping = root.is_named || (root.outcome != TRI_OUTCOME_OTHER &&
                                              root.outcome != TRI_OUTCOME_PARAMETERS);

    if (is_worth_keeping) {
        TriStr path = tri_absolute_path(&station->workshop, root.path);

        tri_settings_note(&scan->book, tri_path_folder(path), settings);
        tri_add_root(&station->results, &station->roots, root);
    }
}

static bool may_be_module(const TriFoundFile *file)
{
    return !file->is_named && tri_language_of(file->path) == TRI_LANGUAGE_BICEP;
}

/* What a link leads to, so that results stand where people can see them. */
static TriStr resolve_named(TriStation *station, TriStr path)
{
    TriArena *arena = &station->workshop.arena;
    TriStr resolved = tri_path_resolve(arena, path);
    TriStr absolute = tri_absolute_path(&station->workshop, path);

    return resolved.size == 0 || tri_str_eq(resolved, absolute) ? path : resolved;
}

static void count(const TriScan *scan, TriStation *station, TriUnit *unit)
{
    station->file_count++;
    atomic_fetch_add_explicit(&unit->files, 1, memory_order_relaxed);
    if (scan->options->progress != NULL) {
        tri_progress_count(&scan->options->progress->files, 1);
    }
}

static void judge(TriScan *scan, TriStation *station, const TriFoundFile *file,
                  const TriStr *bytes, TriStr trouble)
{
    TriFoundFile shown = *file;

    shown.path = file->is_named ? resolve_named(station, file->path) : file->path;
    tri_scan_lint_found(scan, station, &shown, bytes, trouble);
    tri_workshop_reset(&station->workshop);
}

void tri_scan_visit(void *context, const TriFoundFile *file, size_t worker)
{
    TriScan *scan = context;
    TriStation *station = &scan->stations[worker];
    TriStr trouble = file->trouble;
    TriStr bytes = { 0 };
    TriArena before = station->workshop.files;
    bool is_readable = file->folder != NULL && trouble.size == 0;
    const TriInput *kept =
        is_readable ? tri_input_find(&station->workshop, file->path) : NULL;
    bool is_read = is_readable && read_found(station, file, kept, &bytes, &trouble);

    if (is_read && !file->is_named) {
        tri_uses_note(&station->uses, &station->results, &station->workshop, file->path,
                      bytes, file->unit);
    }
    count(scan, station, file->unit);
    bool counts = trouble.size > 0 || is_of_interest(scan, station, file, kept, bytes);

    if (counts && file->folder != NULL) {
        tri_note_folder(&station->workshop, file->path, file->folder);
    }
    if (!counts) {
        tell(scan, station, file->path,
             "passed over: nothing in it that a selected rule is about");
    } else if (is_read && may_be_module(file)) {
        tri_scan_let_wait(station, file, bytes);
    } else {
        tri_workshop_make_room(&station->workshop, &bytes);
        judge(scan, station, file, is_read ? &bytes : NULL, trouble);
        return;
    }
    /* Nothing else was made of the bytes. */
    station->workshop.files = before;
}
