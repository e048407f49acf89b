/* A run: find the files, judge each on workers, put together what they found. */
#include "scan/scan.h"

#include "base/jobs.h"
#include "base/text.h"
#include "lint/context.h"
#include "lint/lint.h"
#include "lint/parameter_files.h"
#include "lint/suppression.h"
#include "scan/children.h"
#include "scan/diff_base.h"
#include "scan/finish.h"
#include "scan/git_ref.h"
#include "scan/modules.h"
#include "scan/repository.h"
#include "scan/run_id.h"
#include "scan/select.h"
#include "scan/settings.h"
#include "scan/uses.h"
#include "scan/walk.h"

#include <assert.h>
#include <stdlib.h>

static const size_t RESULTS_RESERVE = (size_t)16 << 30;

typedef TRI_LIST(TriRoot) RootList;

/* A Bicep file that is judged once it is known whether another one deploys it. */
typedef struct Waiting {
    TriStr path;
    TriUnit *unit;
    const TriSettings *settings;
} Waiting;

typedef TRI_LIST(TriStr) TellingList;

/* Memory of one worker: for files, and for what was found. */
typedef struct Station {
    TriWorkshop workshop;
    TriArena results;
    RootList roots; /* of those found, the ones that something can be said of */
    TRI_LIST(Waiting) waiting;
    TriModuleList modules; /* that the ones that wait name */
    TriUses uses;          /* that found parameter files say */
    TellingList tellings;  /* --verbose */
    size_t file_count;
} Station;

typedef struct Scan {
    TriArena *arena;
    const TriScanOptions *options;
    TriError *error;
    TriWorkshop workshop; /* for paths, and files about the whole run */
    TriRules rules;       /* all there are */
    TriLinter linter;     /* what no configuration changes */
    TriSettingsBook book;
    const TriConfig *config; /* of the run, or NULL */
    TriPatterns exclude;
    TriPatterns include;
    RootList roots;
    TRI_LIST(Waiting) waiting; /* for the workers */
    TriUses uses;
    size_t first;             /* of the roots that the workers are at */
    const TriStr *parameters; /* that are named: take the place of those found */
    TriMap places; /* of roots by absolute path, from 1; for parameter files */
    TRI_LIST(TriStrList) named; /* parameter files of the roots that are added */
    TriNoteList notes;
    TriBaseline baseline;
    TriMergeBase base;  /* of --diff-base … */
    TriBaseline before; /* … and what it has */
    TriShardPlan plan;
    TriUnits units;
    TriCollector plain; /* of what is in no repository */
    Station *stations;
    size_t station_count;
    bool named_unreadable;
    size_t file_count;
} Scan;

static TriStatus read_context(Scan *scan)
{
    TriStr context = scan->options->context;

    if (context.size == 0 && scan->config != NULL) {
        context = scan->config->context.text;
        if (tri_str_has_prefix(context, TRI_STR("{"))) {
            return tri_context_parse(&scan->workshop, context, &scan->linter.context,
                                     scan->error);
        }
    }
    return context.size == 0 ? TRI_OK
                             : tri_context_read(&scan->workshop, context,
                                                &scan->linter.context, scan->error);
}

/* A named input that cannot be read is no finding, so this asks beforehand. */
static TriStatus check_parameter_files(const Scan *scan)
{
    for (size_t i = 0; i < scan->options->parameter_count; i++) {
        TriStr path = scan->options->parameters[i];
        TriArena scratch = scan->workshop.scratch;
        TriError error = { &scratch, { 0 } };
        TriStr ignored;

        if (tri_file_read(&scratch, path, &ignored, &error) != TRI_OK) {
            return tri_fail(scan->error, "cannot read the parameter file '%.*s': %.*s",
                            TRI_ARG(path), TRI_ARG(error.message));
        }
    }
    return TRI_OK;
}

/* Where `folder` is in this run. */
static TriStr moved(Scan *scan, TriStr folder)
{
    const TriPathChange *move = &scan->options->moved;
    TriStr rest = tri_str_from(folder, move->from.size);

    if (move->from.size == 0 || !tri_str_has_prefix(folder, move->from) ||
        (rest.size > 0 && rest.data[0] != '/')) {
        return folder;
    }
    return TRI_CONCAT(scan->arena, move->to, rest);
}

/* What the command line says, else the configuration. */
static TriPatterns patterns(Scan *scan, const TriStr *given, size_t count,
                            const TriConfigPatterns *configured)
{
    TriPatterns patterns = { moved(scan, scan->workshop.directory), given, count };

    if (count == 0 && configured != NULL) {
        TriStr *items = TRI_NEW_ARRAY(scan->arena, TriStr, configured->words.count);

        for (size_t i = 0; i < configured->words.count; i++) {
            items[i] = configured->words.items[i].text;
        }
        patterns = (TriPatterns){ moved(scan, configured->folder), items,
                                  configured->words.count };
    }
    return patterns;
}

static TriStatus open_workshop(Scan *scan)
{
    TriStr directory = tri_current_folder(scan->arena);
    TriStr root;

    TriStr named = scan->options->root;

    if (named.size == 0 && scan->config != NULL) {
        named = scan->config->root.text;
    }
    if (tri_report_root(scan->arena, named, directory, &root, scan->error) != TRI_OK) {
        return TRI_FAILED;
    }
    scan->workshop = tri_workshop_open(root, directory);
    scan->exclude = patterns(scan, scan->options->exclude, scan->options->exclude_count,
                             scan->config == NULL ? NULL : &scan->config->exclude);
    scan->include = patterns(scan, scan->options->include, scan->options->include_count,
                             scan->config == NULL ? NULL : &scan->config->include);
    return TRI_OK;
}

/* ---- files ---- */

static TriStr shown_path(Scan *scan, const TriRoot *root)
{
    return root->has_text
               ? root->shown
               : tri_str_copy(scan->arena, tri_shown_path(&scan->workshop, root->path));
}

static void add_note(Scan *scan, const TriRoot *root, TriFileStatus status,
                     TriStr message)
{
    TriFileNote note = { shown_path(scan, root), status, message, root->is_named,
                         root->unit == NULL ? NULL : root->unit->told };

    tri_list_push(scan->arena, &scan->notes, note);
}

/* What a link leads to, so that results stand where people can see them. */
static TriStr resolve_named(Station *station, TriStr path)
{
    TriArena *arena = &station->workshop.arena;
    TriStr resolved = tri_path_resolve(arena, path);
    TriStr absolute = tri_absolute_path(&station->workshop, path);

    return resolved.size == 0 || tri_str_eq(resolved, absolute) ? path : resolved;
}

/* A BOM and white space may come before the bracket. */
static bool begins_with_brace(TriArena *arena, TriStr text)
{
    TriSource source = tri_source_open(arena, TRI_STR(""), text);

    return tri_str_has_prefix(tri_str_trim(source.text), TRI_STR("{"));
}

static TriStatus add_stdin(Scan *scan)
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
    root.parameters = scan->parameters;
    root.parameter_count = options->parameter_count;
    tri_list_push(scan->arena, &scan->roots, root);
    return TRI_OK;
}

/* ---- workers ---- */

static void lint_root(void *context, size_t index, size_t worker)
{
    Scan *scan = context;
    Station *station = &scan->stations[worker];
    TriRoot *root = &scan->roots.items[scan->first + index];
    TriStr path = tri_absolute_path(&station->workshop, root->path);
    const TriSettings *settings =
        tri_settings_at(&scan->book, root->path.size == 0 ? station->workshop.directory
                                                          : tri_path_folder(path));

    root->collector.arena = &station->results;
    tri_lint(&settings->linter, &station->workshop, root, NULL);
    tri_workshop_reset(&station->workshop);
}

static void run_from(Scan *scan, size_t first)
{
    scan->first = first;
    tri_jobs_run(lint_root, scan, scan->roots.count - first, scan->station_count);
}

/* The question before any parsing: can a rule have something to say? */
static bool is_of_interest(const Scan *scan, Station *station, const TriFoundFile *file,
                           TriStr bytes)
{
    const TriSettings *settings = file->settings;
    TriStr path = file->path;
    TriArena scratch = station->workshop.scratch;
    TriSource source = tri_source_open(&scratch, path, bytes);

    return file->is_named || scan->options->no_prefilter ||
           tri_prefilter_lets_through(
               settings->linter.prefilter,
               tri_is_bicep(path) || tri_is_bicep_parameters(path), source.text);
}

/* The bytes of a file that is found; a named one is read by whoever judges it. */
static bool read_found(Station *station, const TriFoundFile *file, TriStr *bytes,
                       TriStr *trouble)
{
    TriError error = { &station->workshop.arena, { 0 } };
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
static void tell(const Scan *scan, Station *station, TriStr path, const char *what)
{
    if (scan->options->tells_files) {
        TriStr shown = tri_shown_path(&station->workshop, path);

        tri_list_push(&station->results, &station->tellings,
                      tri_format(&station->results, "%.*s: %s", TRI_ARG(shown), what));
    }
}

static void tell_outcome(const Scan *scan, Station *station, const TriRoot *root)
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
static TriStrList find_elsewhere(Scan *scan, Station *station, const TriFoundFile *file)
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

static void lint_found(Scan *scan, Station *station, const TriFoundFile *file,
                       const TriStr *bytes, TriStr trouble)
{
    TriRoot root = {
        .path = tri_str_copy(&station->results, file->path),
        .is_named = file->is_named,
        .unit = file->unit,
        .boundary = file->unit->is_closed ? file->unit->name : TRI_STR(""),
        .message = tri_str_copy(&station->results, trouble),
        .parameters = scan->parameters,
        .parameter_count = scan->options->parameter_count,
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
        tri_list_push(&station->results, &station->roots, root);
    }
}

/* Modules are mostly deployed by a file beside them; then nobody needs to hear of them
   alone. */
static bool may_be_module(const TriFoundFile *file)
{
    return !file->is_named && tri_is_bicep(file->path);
}

static void let_wait(Station *station, const TriFoundFile *file, TriStr bytes)
{
    TriArena *arena = &station->results;
    Waiting waiting = { tri_str_copy(arena, file->path), file->unit, file->settings };
    TriStr path = tri_absolute_path(&station->workshop, file->path);

    tri_list_push(arena, &station->waiting, waiting);
    tri_note_folder(&station->workshop, file->path, file->folder);
    tri_find_modules(arena, tri_path_folder(path), bytes, &station->modules);
}

static void visit(void *context, const TriFoundFile *file, size_t worker)
{
    Scan *scan = context;
    Station *station = &scan->stations[worker];
    TriStr trouble = file->trouble;
    TriStr bytes = { 0 };
    TriArena before = station->workshop.files;
    bool is_read = file->folder != NULL && trouble.size == 0 &&
                   read_found(station, file, &bytes, &trouble);

    if (is_read && !file->is_named) {
        tri_uses_note(&station->uses, &station->results, &station->workshop, file->path,
                      bytes, file->unit);
    }
    station->file_count++;
    atomic_fetch_add_explicit(&file->unit->files, 1, memory_order_relaxed);
    bool counts = trouble.size > 0 || is_of_interest(scan, station, file, bytes);

    if (scan->options->progress != NULL) {
        tri_progress_count(&scan->options->progress->files, 1);
    }
    if (!counts) {
        tell(scan, station, file->path,
             "passed over: nothing in it that a selected rule is about");
    }
    if (counts && is_read && may_be_module(file)) {
        let_wait(station, file, bytes);
        counts = false;
    }
    if (counts) {
        TriFoundFile shown = *file;

        shown.path = file->is_named ? resolve_named(station, file->path) : file->path;
        if (file->folder != NULL) {
            tri_note_folder(&station->workshop, file->path, file->folder);
        }
        lint_found(scan, station, &shown, is_read ? &bytes : NULL, trouble);
        tri_workshop_reset(&station->workshop);
    } else {
        /* Nothing else was made of it. */
        station->workshop.files = before;
    }
}

static int by_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriRoot *)a)->path, ((const TriRoot *)b)->path);
}

static void sort_roots(Scan *scan)
{
    if (scan->roots.count > 0) {
        qsort(scan->roots.items, scan->roots.count, sizeof *scan->roots.items, by_path);
    }
}

/* ---- modules ---- */

static int by_waiting_path(const void *a, const void *b)
{
    return tri_str_compare(((const Waiting *)a)->path, ((const Waiting *)b)->path);
}

static void lint_waiting(void *context, size_t index, size_t worker)
{
    Scan *scan = context;
    const Waiting *waiting = &scan->waiting.items[index];
    TriFoundFile file = { .path = waiting->path,
                          .unit = waiting->unit,
                          .settings = waiting->settings };

    lint_found(scan, &scan->stations[worker], &file, NULL, TRI_STR(""));
    tri_workshop_reset(&scan->stations[worker].workshop);
}

/* Those that wait and are in `paths` go on waiting, the others are judged. */
static void lint_others(Scan *scan, const TriMap *paths)
{
    TRI_LIST(Waiting) left = { 0 };
    size_t count = 0;

    for (size_t i = 0; i < scan->waiting.count; i++) {
        Waiting waiting = scan->waiting.items[i];
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

static void add_path(Scan *scan, TriMap *paths, TriStr path)
{
    *tri_map_put(scan->arena, paths, path, TRI_MAP_EXACT) = scan;
}

static void add_deployed_by(Scan *scan, TriMap *paths, const TriRoot *root)
{
    for (size_t i = 0; i < root->deployed.count; i++) {
        if (tri_has_a_say(root, root->deployed.items[i])) {
            add_path(scan, paths, root->deployed.items[i]);
        }
    }
}

/* First what no file names as a module; then what nobody deployed all the same. Both in
   the order of paths: files beside one another deploy the same ones. */
static void lint_all_waiting(Scan *scan)
{
    TriMap modules = { 0 };
    TriMap deployed = { 0 };

    for (size_t i = 0; i < scan->station_count; i++) {
        const Station *station = &scan->stations[i];

        for (size_t j = 0; j < station->waiting.count; j++) {
            tri_list_push(scan->arena, &scan->waiting, station->waiting.items[j]);
        }
        for (size_t j = 0; j < station->modules.count; j++) {
            add_path(scan, &modules, station->modules.items[j]);
        }
        for (size_t j = 0; j < station->uses.count; j++) {
            tri_list_push(scan->arena, &scan->uses, station->uses.items[j]);
        }
    }
    tri_uses_sort(&scan->uses);
    if (scan->waiting.count == 0) {
        return;
    }
    qsort(scan->waiting.items, scan->waiting.count, sizeof(Waiting), by_waiting_path);
    lint_others(scan, &modules);
    for (size_t i = 0; i < scan->station_count; i++) {
        const RootList *roots = &scan->stations[i].roots;

        for (size_t j = 0; j < roots->count; j++) {
            add_deployed_by(scan, &deployed, &roots->items[j]);
        }
    }
    lint_others(scan, &deployed);
}

/* One that is deployed is a root all the same: a parameter file may mean it. */
static void add_deployed(Scan *scan)
{
    for (size_t i = 0; i < scan->waiting.count; i++) {
        TriRoot root = { .path = scan->waiting.items[i].path,
                         .unit = scan->waiting.items[i].unit,
                         .outcome = TRI_OUTCOME_TEMPLATE };

        tri_list_push(scan->arena, &scan->roots, root);
    }
}

/* What the workers found, in the order of paths. */
static void gather(Scan *scan)
{
    for (size_t i = 0; i < scan->station_count; i++) {
        Station *station = &scan->stations[i];

        for (size_t j = 0; j < station->roots.count; j++) {
            tri_list_push(scan->arena, &scan->roots, station->roots.items[j]);
        }
        scan->file_count += station->file_count;
    }
    add_deployed(scan);
    sort_roots(scan);
}

static const void *begin_folder(void *context, TriStr folder)
{
    Scan *scan = context;

    return tri_settings_at(&scan->book, folder);
}

static const void *enter_folder(void *context, const void *outer, TriStr folder,
                                TriStr config)
{
    Scan *scan = context;

    return tri_settings_in(&scan->book, outer, folder, config);
}

/* Standard input, then what is named and found. */
static TriStatus lint_all(Scan *scan)
{
    const TriScanOptions *options = scan->options;
    TRI_LIST(TriStr) paths = { 0 };
    size_t stdin_count = 0;

    for (size_t i = 0; i < options->path_count; i++) {
        if (!tri_str_eq(options->paths[i], TRI_STR("-"))) {
            tri_list_push(scan->arena, &paths, options->paths[i]);
        } else if (stdin_count++ == 0 && add_stdin(scan) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    TriWalk walk = {
        .exclude = scan->exclude,
        .include = scan->include,
        .force_exclude = options->force_exclude,
        .begin = begin_folder,
        .enter = enter_folder,
        .paths = paths.items,
        .path_count = paths.count,
        .looks_everywhere = options->no_ignore,
        .workers = scan->station_count,
        .visit = visit,
        .context = scan,
        .units = &scan->units,
        .progress = options->progress,
    };

    run_from(scan, 0);
    tri_walk(scan->arena, &walk);
    lint_all_waiting(scan);
    gather(scan);
    return TRI_OK;
}

/* Files that are named are no more than that many pieces of work. */
static size_t most_useful(const Scan *scan)
{
    const TriScanOptions *options = scan->options;

    for (size_t i = 0; i < options->path_count; i++) {
        if (tri_file_kind(*scan->arena, options->paths[i]) == TRI_FILE_FOLDER) {
            return SIZE_MAX;
        }
    }
    return options->path_count;
}

static void open_stations(Scan *scan)
{
    size_t count = scan->options->jobs;

    if (count == 0) {
        count = tri_jobs_processors();
    }
    if (count > scan->options->path_count) {
        size_t useful = most_useful(scan);

        count = count < useful ? count : useful;
    }
    scan->stations = TRI_NEW_ARRAY(scan->arena, Station, count);
    scan->station_count = count;
    for (size_t i = 0; i < count; i++) {
        scan->stations[i].workshop =
            tri_workshop_open(scan->workshop.root, scan->workshop.directory);
        scan->stations[i].workshop.module_cache = scan->options->module_cache;
        scan->stations[i].results = tri_arena_open(RESULTS_RESERVE);
    }
}

/* ---- parameter files that were named ---- */

/* Of several roots with one path, the first counts. */
static void index_root(Scan *scan, size_t index)
{
    const TriRoot *root = &scan->roots.items[index];

    if (!root->has_text) {
        TriStr path = tri_absolute_path(&scan->workshop, root->path);
        void **place = tri_map_put(scan->arena, &scan->places, path, TRI_MAP_EXACT);

        *place = *place == NULL ? (void *)(index + 1) : *place;
    }
}

/* The index of the root with the template `path`, which is added if need be. */
static size_t find_or_add_root(Scan *scan, TriStr path)
{
    TriStr absolute = tri_absolute_path(&scan->workshop, path);
    size_t place = (size_t)tri_map_find(&scan->places, absolute, TRI_MAP_EXACT);
    TriUnit *unit = tri_unit_of(&scan->units, absolute);
    TriRoot added = { .path = path, .is_named = true, .unit = unit };

    added.boundary = unit != NULL && unit->is_closed ? unit->name : TRI_STR("");

    if (place > 0) {
        return place - 1;
    }
    tri_list_push(scan->arena, &scan->roots, added);
    tri_list_push(scan->arena, &scan->named, (TriStrList){ 0 });
    index_root(scan, scan->roots.count - 1);
    return scan->roots.count - 1;
}

static void add_parameters(Scan *scan, TriRoot *root, TriStrList *files, TriStr path)
{
    tri_list_push(scan->arena, files, path);
    root->parameters = files->items;
    root->parameter_count = files->count;
}

/* True when `file` means a template: one that is looked at anyway, with all its
   parameter files, or else one that is added, with those that are named. */
static bool means_template(Scan *scan, const TriRoot *file, size_t first_added)
{
    TriPathList templates = { 0 };

    tri_find_templates(&scan->workshop, file->path, &templates);
    for (size_t i = 0; i < templates.count; i++) {
        size_t index = find_or_add_root(scan, templates.items[i]);

        if (index >= first_added) {
            add_parameters(scan, &scan->roots.items[index],
                           &scan->named.items[index - first_added], file->path);
        }
    }
    return templates.count > 0;
}

static bool is_named_parameter_file(const TriRoot *root)
{
    return root->outcome == TRI_OUTCOME_PARAMETERS && root->is_named;
}

static bool has_named_parameter_file(const Scan *scan)
{
    bool has = false;

    for (size_t i = 0; !has && i < scan->roots.count; i++) {
        has = is_named_parameter_file(&scan->roots.items[i]);
    }
    return has;
}

static void follow_parameter_files(Scan *scan)
{
    size_t count = has_named_parameter_file(scan) ? scan->roots.count : 0;

    for (size_t i = 0; i < count; i++) {
        index_root(scan, i);
    }
    for (size_t i = 0; i < count; i++) {
        TriRoot root = scan->roots.items[i];

        if (is_named_parameter_file(&root) &&
            (root.path.size == 0 || !means_template(scan, &root, count))) {
            add_note(scan, &root, TRI_FILE_NOT_TEMPLATE,
                     TRI_STR("it is a parameter file, and no template is beside it"));
        }
    }
    if (count > 0) {
        run_from(scan, count);
        sort_roots(scan);
    }
}

/* ---- putting together ---- */

static void note_outcome(Scan *scan, const TriRoot *root)
{
    switch (root->outcome) {
    case TRI_OUTCOME_TEMPLATE:
    case TRI_OUTCOME_PARAMETERS:
        return;
    case TRI_OUTCOME_OTHER:
        if (root->is_named) {
            add_note(scan, root, TRI_FILE_NOT_TEMPLATE,
                     TRI_STR("it is no deployment template"));
        }
        return;
    case TRI_OUTCOME_INVALID:
        add_note(scan, root, TRI_FILE_INVALID,
                 root->collector.results.items[0].message);
        return;
    case TRI_OUTCOME_UNREADABLE:
        add_note(scan, root, TRI_FILE_UNREADABLE, root->message);
        scan->named_unreadable = scan->named_unreadable || root->is_named;
        return;
    }
}

/* What repositories say is kept apart: none has a say in another. */
static TriCollector *collector_of(Scan *scan, const TriRoot *root)
{
    bool is_in_one = root->unit != NULL && root->unit->is_repository;
    TriCollector *collector = is_in_one ? &root->unit->collector : &scan->plain;

    collector->arena = scan->arena;
    collector->scratch = scan->arena;
    return collector;
}

static void merge(Scan *scan)
{
    for (size_t i = 0; i < scan->roots.count; i++) {
        const TriRoot *root = &scan->roots.items[i];

        if (!root->is_child) {
            tri_collect_all(collector_of(scan, root), &root->collector);
        }
        note_outcome(scan, root);
    }
}

typedef TRI_LIST(TriFinds) FindsList;

static FindsList list_finds(Scan *scan)
{
    FindsList list = { 0 };

    tri_list_push(scan->arena, &list, ((TriFinds){ NULL, &scan->plain }));
    for (size_t i = 0; i < scan->units.list.count; i++) {
        TriUnit *unit = scan->units.list.items[i];

        if (unit->is_repository) {
            tri_list_push(scan->arena, &list, ((TriFinds){ unit, &unit->collector }));
        }
    }
    return list;
}

/* Those that some settings select, in the order of all. */
static TriRules rules_looked_for(Scan *scan)
{
    TriRules rules = { 0 };

    for (size_t i = 0; i < scan->rules.list.count; i++) {
        bool is_selected = false;

        for (size_t j = 0; j < scan->book.all.count && !is_selected; j++) {
            is_selected = tri_rules_find(&scan->book.all.items[j]->linter.rules,
                                         scan->rules.list.items[i].id) != NULL;
        }
        if (is_selected) {
            tri_list_push(scan->arena, &rules.list, scan->rules.list.items[i]);
        }
    }
    return rules;
}

/* Configurations that are wrong, in the order of their text. */
static int by_text(const void *a, const void *b)
{
    return tri_str_compare(*(const TriStr *)a, *(const TriStr *)b);
}

typedef TRI_LIST(TriStr) Remarks;

static void add_remark(Scan *scan, Remarks *remarks, TriStr remark)
{
    for (size_t i = 0; i < remarks->count; i++) {
        if (tri_str_eq(remarks->items[i], remark)) {
            return;
        }
    }
    tri_list_push(scan->arena, remarks, remark);
}

/* Suppressions of configurations whose day has passed. */
static void tell_expired(Scan *scan, TriRun *run)
{
    Remarks remarks = { 0 };

    for (size_t i = 0; i < scan->book.all.count; i++) {
        const TriConfig *config = scan->book.all.items[i]->config;

        for (size_t j = 0; config != NULL && j < config->suppressions.count; j++) {
            const TriConfigSuppression *suppression = &config->suppressions.items[j];

            if (suppression->expires.size > 0 &&
                tri_str_compare(scan->linter.today, suppression->expires) > 0) {
                add_remark(scan, &remarks,
                           tri_format(scan->arena,
                                      "%.*s: this suppression of '%.*s' has expired: "
                                      "its last day was '%.*s'",
                                      TRI_ARG(suppression->rule.place),
                                      TRI_ARG(suppression->rule.text),
                                      TRI_ARG(suppression->expires)));
            }
        }
    }
    if (remarks.count > 0) {
        qsort(remarks.items, remarks.count, sizeof(TriStr), by_text);
    }
    run->remarks = remarks.items;
    run->remark_count = remarks.count;
}

static void tell_troubles(Scan *scan, TriRun *run)
{
    if (scan->book.troubles.count > 0) {
        qsort(scan->book.troubles.items, scan->book.troubles.count, sizeof(TriStr),
              by_text);
    }
    run->troubles = scan->book.troubles.items;
    run->trouble_count = scan->book.troubles.count;
}

/* The command line's, else the configuration's of the run. */
static TriLevel fail_level(const Scan *scan)
{
    TriLevel level = scan->options->fail_on;

    if (level == TRI_LEVEL_COUNT && scan->config != NULL) {
        level = scan->config->fail_on;
    }
    return level == TRI_LEVEL_COUNT ? TRI_LEVEL_WARNING : level;
}

static TriRunId run_id(Scan *scan)
{
    TriRunParts parts = {
        .options = scan->options,
        .config = scan->config,
        .fail_on = fail_level(scan),
        .rules = &scan->rules,
        .plan = &scan->plan,
        .units = &scan->units,
        .workshop = &scan->workshop,
    };

    return tri_run_id(scan->arena, &parts);
}

/* ---- what reports do not tell ---- */

/* Each configuration once, and how many rules it leaves. */
static void tell_settings(const Scan *scan, TellingList *list)
{
    for (size_t i = 0; i < scan->book.all.count; i++) {
        const TriSettings *settings = scan->book.all.items[i];
        size_t rules = settings->linter.rules.list.count;
        TriStr path = settings->config == NULL ? TRI_STR("") : settings->config->path;
        TriStr name = path.size == 0
                          ? TRI_STR("no configuration")
                          : TRI_CONCAT(scan->arena, TRI_STR("configuration "),
                                       tri_config_shown_path(scan->arena, path));
        TriStr line = tri_format(scan->arena, "%.*s: %zu rule%s", TRI_ARG(name), rules,
                                 rules == 1 ? "" : "s");

        tri_list_push(scan->arena, list, line);
    }
}

static void tell_waiting(Scan *scan, TellingList *list)
{
    for (size_t i = 0; i < scan->waiting.count; i++) {
        TriStr path = tri_shown_path(&scan->workshop, scan->waiting.items[i].path);

        tri_list_push(scan->arena, list,
                      tri_format(scan->arena, "%.*s: judged where it is deployed",
                                 TRI_ARG(path)));
    }
}

static void tell_files(Scan *scan, TriRun *run)
{
    TellingList list = { 0 };

    tell_waiting(scan, &list);
    for (size_t i = 0; i < scan->station_count; i++) {
        const Station *station = &scan->stations[i];

        for (size_t j = 0; j < station->tellings.count; j++) {
            tri_list_push(scan->arena, &list, station->tellings.items[j]);
        }
    }
    size_t files = list.count;

    tell_settings(scan, &list);
    if (list.count > 0) {
        qsort(list.items, files, sizeof(TriStr), by_text);
        qsort(list.items + files, list.count - files, sizeof(TriStr), by_text);
    }
    run->tellings = list.items;
    run->telling_count = list.count;
}

static void tell_work(const Scan *scan, TriRun *run)
{
    run->workers = scan->station_count;
    run->read_count = scan->workshop.read_count;
    run->read_bytes = scan->workshop.read_bytes;
    for (size_t i = 0; i < scan->station_count; i++) {
        run->read_count += scan->stations[i].workshop.read_count;
        run->read_bytes += scan->stations[i].workshop.read_bytes;
    }
}

static bool is_open_finding(const TriResult *result)
{
    return (result->kind == TRI_KIND_FAIL || result->kind == TRI_KIND_UNDECIDED) &&
           result->suppression == TRI_SUPPRESSED_NOT;
}

static bool has_open_findings(const FindsList *finds)
{
    for (size_t i = 0; i < finds->count; i++) {
        const TriResultList *results = &finds->items[i].collector->results;

        for (size_t j = 0; j < results->count; j++) {
            if (is_open_finding(&results->items[j])) {
                return true;
            }
        }
    }
    return false;
}

/* Only where there are findings does it matter what was there before. */
static TriStatus read_before(Scan *scan, const FindsList *finds)
{
    if (scan->options->diff_base.size == 0 || !has_open_findings(finds)) {
        return TRI_OK;
    }
    return tri_diff_base(scan->arena, scan->options, &scan->base, &scan->before,
                         scan->error);
}

static TriStatus finish(Scan *scan, TriRun *run)
{
    tri_mark_children(&scan->workshop, scan->roots.items, scan->roots.count);
    merge(scan);
    TriRules looked_for = rules_looked_for(scan);
    FindsList finds = list_finds(scan);

    if (read_before(scan, &finds) != TRI_OK) {
        return TRI_FAILED;
    }
    TriEnding ending = {
        .arena = scan->arena,
        .options = scan->options,
        .book = &scan->book,
        .root = scan->workshop.root,
        .rules = &looked_for,
        .finds = finds.items,
        .finds_count = finds.count,
        .notes = &scan->notes,
        .baseline = scan->options->baseline.size > 0 ? &scan->baseline : NULL,
        .before = scan->options->diff_base.size > 0 ? &scan->before : NULL,
        .file_count = scan->file_count,
    };

    tri_finish(&ending, run);
    tell_troubles(scan, run);
    tell_expired(scan, run);
    run->fail_on = fail_level(scan);
    tell_work(scan, run);
    if (scan->options->tells_files) {
        tell_files(scan, run);
    }
    run->shard = scan->options->shard;
    if (scan->options->tells_id) {
        run->id = run_id(scan);
    }
    return TRI_OK;
}

/* What is to be written anew need not be there. */
static TriStatus read_baseline(Scan *scan)
{
    const TriScanOptions *options = scan->options;

    if (options->baseline.size == 0) {
        return options->update_baseline || options->prune_baseline
                   ? tri_fail(scan->error, "which baseline? give --baseline FILE")
                   : TRI_OK;
    }
    return options->update_baseline ? TRI_OK
                                    : tri_baseline_read(scan->arena, options->baseline,
                                                        &scan->baseline, scan->error);
}

static TriStatus find_base(Scan *scan)
{
    return scan->options->diff_base.size == 0
               ? TRI_OK
               : tri_diff_base_find(scan->arena, scan->options, &scan->base,
                                    scan->error);
}

static TriStatus write_baseline(Scan *scan, TriRun *run)
{
    const TriScanOptions *options = scan->options;

    if (options->update_baseline || options->prune_baseline) {
        return tri_baseline_write(scan->arena, &scan->baseline, options->baseline,
                                  scan->error);
    }
    run->baseline_count = scan->baseline.entries.count;
    run->baseline_met = run->baseline_count - tri_baseline_unmet(&scan->baseline);
    return TRI_OK;
}

/* --parameters says with what one template is judged; with any other number of
   templates it makes no sense. */
static TriStatus check_parameters(const Scan *scan)
{
    size_t templates = 0;

    for (size_t i = 0; i < scan->roots.count; i++) {
        templates += scan->roots.items[i].outcome != TRI_OUTCOME_OTHER &&
                     scan->roots.items[i].outcome != TRI_OUTCOME_PARAMETERS;
    }
    if (scan->options->parameter_count > 0 && templates != 1) {
        return tri_fail(scan->error,
                        "--parameters needs exactly one template, named or on standard "
                        "input; there are %zu",
                        templates);
    }
    return TRI_OK;
}

/* ---- shards ---- */

/* What is about all of a run, or about one template of it, has no parts. */
static TriStatus check_shard(const TriScanOptions *options, TriError *error)
{
    const struct {
        bool is_given;
        const char *name;
    } others[] = {
        { options->diff_base.size > 0, "--diff-base" },
        { options->update_baseline, "--update-baseline" },
        { options->prune_baseline, "--prune-baseline" },
        { options->parameter_count > 0, "--parameters" },
    };

    if (options->shard.count == 0) {
        return TRI_OK;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].is_given) {
            return tri_fail(error, "--shard does not go with %s", others[i].name);
        }
    }
    for (size_t i = 0; i < options->path_count; i++) {
        if (tri_str_eq(options->paths[i], TRI_STR("-"))) {
            return tri_fail(error, "--shard does not go with standard input");
        }
    }
    return TRI_OK;
}

/* A template that another shard takes for nobody's child would be judged twice, and in
   a run without shards once. */
static TriStatus check_reach(const Scan *scan, const TriRoot *root, TriStr path)
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

static TriStatus check_reaches(Scan *scan)
{
    for (size_t i = 0; scan->plan.shard.count > 0 && i < scan->roots.count; i++) {
        const TriRoot *root = &scan->roots.items[i];

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
static void tell_outside(Scan *scan, TriRun *run)
{
    TriMap seen = { 0 };
    Remarks outside = { 0 };

    for (size_t i = 0; scan->plan.shard.count > 0 && i < scan->roots.count; i++) {
        const TriRoot *root = &scan->roots.items[i];
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
    if (outside.count > 0) {
        qsort(outside.items, outside.count, sizeof(TriStr), by_text);
    }
    run->outside = outside.items;
    run->outside_count = outside.count;
}

/* Findings are told whatever is shown: a baseline may want them. */
static unsigned described(const TriScanOptions *options)
{
    unsigned kinds = 1U << TRI_KIND_FAIL | 1U << TRI_KIND_UNDECIDED;

    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        kinds |= (unsigned)options->show[kind] << kind;
    }
    return kinds;
}

/* What a configuration can only say for all of the run. */
static TriStatus read_run_config(Scan *scan)
{
    TriStr here = tri_current_folder(scan->arena);

    return tri_run_config(scan->arena, scan->options, here, &scan->config, scan->error);
}

/* The command line's rule files take the place of the configuration's. */
static TriStatus load_rules(Scan *scan)
{
    const TriScanOptions *options = scan->options;
    const TriStr *paths = options->rules;
    size_t count = options->rules_count;

    if (count == 0 && scan->config != NULL) {
        count = scan->config->rules.count;
        TriStr *configured = TRI_NEW_ARRAY(scan->arena, TriStr, count);

        for (size_t i = 0; i < count; i++) {
            configured[i] = scan->config->rules.items[i].text;
        }
        paths = configured;
    }
    return tri_load_rules(scan->arena, paths, count, &scan->rules, scan->error);
}

/* The day that suppressions expire by. */
static TriStr today(const Scan *scan)
{
    TriStr named = scan->options->today;

    return named.size > 0 ? named : tri_suppression_today(scan->arena);
}

/* What was found needs none of the files any more: their memory is there for it. */
static void close_workshops(Scan *scan)
{
    for (size_t i = 0; i < scan->station_count; i++) {
        tri_workshop_close(&scan->stations[i].workshop);
    }
}

TriStatus tri_scan(TriArena *arena, const TriScanOptions *options, TriRun *run,
                   bool *named_unreadable, TriError *error)
{
    Scan scan = { .arena = arena, .options = options, .error = error };

    if (check_shard(options, error) != TRI_OK) {
        return TRI_FAILED;
    }
    if (options->git_ref.size > 0) {
        return tri_scan_ref(arena, options, run, named_unreadable, error);
    }

    scan.parameters = options->parameter_count > 0 ? options->parameters : NULL;

    scan.linter.no_parameters = options->no_parameters;
    scan.linter.described = described(options);
    scan.linter.hashes_lines = options->hashes_lines;
    scan.linter.today = today(&scan);
    scan.linter.no_suppressions = options->no_suppressions;
    if (read_run_config(&scan) != TRI_OK || open_workshop(&scan) != TRI_OK ||
        load_rules(&scan) != TRI_OK || read_context(&scan) != TRI_OK ||
        read_baseline(&scan) != TRI_OK || find_base(&scan) != TRI_OK ||
        check_parameter_files(&scan) != TRI_OK) {
        return TRI_FAILED;
    }
    scan.linter.known = &scan.rules;
    if (tri_settings_open(&scan.book, arena, options, &scan.rules, &scan.linter,
                          error) != TRI_OK) {
        return TRI_FAILED;
    }
    if (tri_shard_plan(arena, options->shard, options->shard_weights, &scan.plan,
                       error) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_units_open(&scan.units, &scan.workshop, &scan.plan);
    open_stations(&scan);
    if (lint_all(&scan) != TRI_OK || check_parameters(&scan) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_units_tell(&scan.units, run);
    follow_parameter_files(&scan);
    if (check_reaches(&scan) != TRI_OK) {
        return TRI_FAILED;
    }
    close_workshops(&scan);
    if (finish(&scan, run) != TRI_OK) {
        return TRI_FAILED;
    }
    tell_outside(&scan, run);
    *named_unreadable = scan.named_unreadable;
    return write_baseline(&scan, run);
}
