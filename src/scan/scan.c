/* A run: find the files, judge each on workers, put together what they found. */
#include "scan/scan.h"

#include "base/hash.h"
#include "base/jobs.h"
#include "base/text.h"
#include "lint/context.h"
#include "lint/lint.h"
#include "lint/parameter_files.h"
#include "scan/walk.h"

#include <assert.h>
#include <stdlib.h>

static const size_t RESULTS_RESERVE = (size_t)16 << 30;

typedef TRI_LIST(TriRoot) RootList;
typedef TRI_LIST(TriFileNote) NoteList;

/* Memory of one worker: for the file at hand, and for what it found. */
typedef struct Station {
    TriWorkshop workshop;
    TriArena results;
} Station;

typedef struct Scan {
    TriArena *arena;
    const TriScanOptions *options;
    TriError *error;
    TriWorkshop workshop; /* for paths, and files about the whole run */
    TriLinter linter;
    RootList roots;
    NoteList notes;
    Station *stations;
    size_t station_count;
    bool named_unreadable;
    size_t file_count;
} Scan;

/* ---- what to judge by ---- */

static bool is_selected(const TriRule *rule, const TriStr *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tri_rule_answers_to(rule, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_problem(TriStr word)
{
    for (int i = 0; i < TRI_PROBLEM_COUNT; i++) {
        if (tri_str_eq_nocase(tri_problem_info((TriProblem)i)->id, word)) {
            return true;
        }
    }
    return false;
}

static bool names_rule(const TriRules *rules, TriStr word)
{
    for (size_t i = 0; i < rules->list.count; i++) {
        if (tri_rule_answers_to(&rules->list.items[i], word)) {
            return true;
        }
    }
    return false;
}

static TriStatus unknown_rule(const Scan *scan, const TriRules *rules, TriStr word)
{
    size_t count = rules->list.count + TRI_PROBLEM_COUNT;
    TriStr *names = TRI_NEW_ARRAY(scan->arena, TriStr, count);

    for (size_t i = 0; i < rules->list.count; i++) {
        names[i] = rules->list.items[i].id;
    }
    for (int i = 0; i < TRI_PROBLEM_COUNT; i++) {
        names[rules->list.count + (size_t)i] = tri_problem_info((TriProblem)i)->id;
    }
    TriStr nearest = tri_str_nearest(word, names, count);

    if (nearest.size == 0) {
        return tri_fail(scan->error, "unknown rule '%.*s'", TRI_ARG(word));
    }
    return tri_fail(scan->error, "unknown rule '%.*s'; did you mean '%.*s'?",
                    TRI_ARG(word), TRI_ARG(nearest));
}

static TriStatus check_rule_names(const Scan *scan, const TriRules *rules,
                                  const TriStr *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!names_rule(rules, words[i]) && !is_problem(words[i])) {
            return unknown_rule(scan, rules, words[i]);
        }
    }
    return TRI_OK;
}

static TriStatus select_rules(Scan *scan)
{
    const TriScanOptions *options = scan->options;
    TriRules all = { 0 };

    if (tri_rules_load_embedded(scan->arena, &all, scan->error) != TRI_OK ||
        check_rule_names(scan, &all, options->select, options->select_count) !=
            TRI_OK ||
        check_rule_names(scan, &all, options->ignore, options->ignore_count) !=
            TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < options->level_count; i++) {
        if (check_rule_names(scan, &all, &options->levels[i].rule, 1) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    for (size_t i = 0; i < all.list.count; i++) {
        const TriRule *rule = &all.list.items[i];
        bool is_in = options->select_count == 0 ||
                     is_selected(rule, options->select, options->select_count);

        if (is_in && rule->level != TRI_LEVEL_OFF &&
            !is_selected(rule, options->ignore, options->ignore_count)) {
            tri_list_push(scan->arena, &scan->linter.rules.list, *rule);
        }
    }
    return TRI_OK;
}

static TriStatus read_context(Scan *scan)
{
    if (scan->options->context.size == 0) {
        return TRI_OK;
    }
    return tri_context_read(&scan->workshop, scan->options->context,
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

/* ---- where reports begin ---- */

static bool has_git(TriArena *arena, TriStr folder)
{
    TriStr git = tri_path_join(arena, folder, TRI_STR(".git"));

    return tri_file_kind(*arena, git) != TRI_FILE_MISSING;
}

/* The top of the git work tree around the working directory, else that itself. */
static TriStr find_root(TriArena *arena, TriStr directory)
{
    for (TriStr folder = directory;; folder = tri_path_folder(folder)) {
        if (has_git(arena, folder)) {
            return folder;
        }
        if (folder.size <= 1) {
            return directory;
        }
    }
}

static TriStatus open_workshop(Scan *scan)
{
    TriStr directory = tri_current_folder(scan->arena);
    TriStr root = find_root(scan->arena, directory);

    if (scan->options->root.size > 0) {
        root = tri_path_resolve(scan->arena, scan->options->root);
        if (tri_file_kind(*scan->arena, root) != TRI_FILE_FOLDER || root.size == 0) {
            return tri_fail(scan->error, "the root '%.*s' is not a folder",
                            TRI_ARG(scan->options->root));
        }
    }
    scan->workshop = tri_workshop_open(root, directory);
    return TRI_OK;
}

/* ---- files ---- */

static void add_note(Scan *scan, TriStr path, TriFileStatus status, TriStr message,
                     bool is_named)
{
    TriFileNote note = { path, status, message, is_named };

    tri_list_push(scan->arena, &scan->notes, note);
}

static bool is_bicep(TriStr path)
{
    return tri_str_has_suffix_nocase(path, TRI_STR(".bicep")) ||
           tri_str_has_suffix_nocase(path, TRI_STR(".bicepparam"));
}

static void add_unsupported(Scan *scan, TriStr shown, bool is_named)
{
    add_note(scan, shown, TRI_FILE_UNSUPPORTED,
             TRI_STR("Bicep is not read yet; lint the JSON it compiles to"), is_named);
    scan->named_unreadable = scan->named_unreadable || is_named;
}

/* What a link leads to, so that results stand where people can see them. */
static TriStr resolve_named(Scan *scan, TriStr path)
{
    TriStr resolved = tri_path_resolve(scan->arena, path);
    TriStr absolute = tri_absolute_path(&scan->workshop, path);

    return resolved.size == 0 || tri_str_eq(resolved, absolute) ? path : resolved;
}

static void add_file(Scan *scan, const TriFoundFile *file)
{
    TriStr path = file->is_named ? resolve_named(scan, file->path) : file->path;
    TriRoot root = { .path = path, .is_named = file->is_named };

    if (is_bicep(path)) {
        TriStr shown = tri_shown_path(&scan->workshop, path);

        add_unsupported(scan, tri_str_copy(scan->arena, shown), file->is_named);
        return;
    }
    root.message = file->trouble;
    tri_list_push(scan->arena, &scan->roots, root);
}

/* A BOM and white space may come before the bracket. */
static bool begins_with_brace(TriArena *arena, TriStr text)
{
    TriSource source = tri_source_open(arena, TRI_STR(""), text);

    return tri_str_has_prefix(tri_str_trim(source.text), TRI_STR("{"));
}

static TriStatus add_stdin(Scan *scan)
{
    TriStr name = scan->options->stdin_filename;
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
    if (name.size > 0 ? is_bicep(name) : !begins_with_brace(scan->arena, root.text)) {
        add_unsupported(scan, root.shown, true);
        return TRI_OK;
    }
    tri_list_push(scan->arena, &scan->roots, root);
    return TRI_OK;
}

static TriStatus find_files(Scan *scan)
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
    TriFoundFiles found = tri_walk(scan->arena, paths.items, paths.count);

    for (size_t i = 0; i < found.count; i++) {
        add_file(scan, &found.files[i]);
    }
    scan->file_count += found.count;
    return TRI_OK;
}

/* ---- workers ---- */

static void lint_root(void *context, size_t index, size_t worker)
{
    Scan *scan = context;
    Station *station = &scan->stations[worker];
    TriRoot *root = &scan->roots.items[index];

    root->collector.arena = &station->results;
    tri_lint(&scan->linter, &station->workshop, root);
    tri_workshop_reset(&station->workshop);
}

static void open_stations(Scan *scan)
{
    size_t count = scan->options->jobs;

    if (count == 0) {
        count = tri_jobs_processors();
    }
    scan->stations = TRI_NEW_ARRAY(scan->arena, Station, count);
    scan->station_count = count;
    for (size_t i = 0; i < count; i++) {
        scan->stations[i].workshop =
            tri_workshop_open(scan->workshop.root, scan->workshop.directory);
        scan->stations[i].results = tri_arena_open(RESULTS_RESERVE);
    }
}

static void run_from(Scan *scan, size_t first)
{
    for (size_t i = first; i < scan->roots.count; i++) {
        TriRoot *root = &scan->roots.items[i];

        if (root->parameters == NULL && scan->options->parameter_count > 0) {
            root->parameters = scan->options->parameters;
            root->parameter_count = scan->options->parameter_count;
        }
    }
    if (first == 0) {
        tri_jobs_run(lint_root, scan, scan->roots.count, scan->station_count);
        return;
    }
    for (size_t i = first; i < scan->roots.count; i++) {
        lint_root(scan, i, 0);
    }
}

/* ---- parameter files that were named ---- */

static TriRoot *find_root_of(Scan *scan, TriStr path)
{
    TriStr absolute = tri_absolute_path(&scan->workshop, path);

    for (size_t i = 0; i < scan->roots.count; i++) {
        TriRoot *root = &scan->roots.items[i];

        if (!root->has_text &&
            tri_str_eq(tri_absolute_path(&scan->workshop, root->path), absolute)) {
            return root;
        }
    }
    return NULL;
}

static void add_parameters(Scan *scan, TriRoot *root, TriStr path)
{
    TriStr *files = TRI_NEW_ARRAY(scan->arena, TriStr, root->parameter_count + 1);

    for (size_t i = 0; i < root->parameter_count; i++) {
        files[i] = root->parameters[i];
    }
    files[root->parameter_count++] = path;
    root->parameters = files;
}

/* True when `file` means a template: one that is looked at anyway, with all its
   parameter files, or else one that is added, with those that are named. */
static bool means_template(Scan *scan, const TriRoot *file, size_t first_added)
{
    TriPathList templates = { 0 };

    tri_find_templates(&scan->workshop, file->path, &templates);
    for (size_t i = 0; i < templates.count; i++) {
        TriRoot *root = find_root_of(scan, templates.items[i]);

        if (root == NULL) {
            TriRoot added = { .path = templates.items[i], .is_named = true };

            tri_list_push(scan->arena, &scan->roots, added);
            root = &tri_list_last(&scan->roots);
        }
        if ((size_t)(root - scan->roots.items) >= first_added) {
            add_parameters(scan, root, file->path);
        }
    }
    return templates.count > 0;
}

static TriStr shown_path(Scan *scan, const TriRoot *root)
{
    return root->has_text
               ? root->shown
               : tri_str_copy(scan->arena, tri_shown_path(&scan->workshop, root->path));
}

static void follow_parameter_files(Scan *scan)
{
    size_t count = scan->roots.count;

    for (size_t i = 0; i < count; i++) {
        TriRoot root = scan->roots.items[i];

        if (root.outcome == TRI_OUTCOME_PARAMETERS && root.is_named &&
            (root.path.size == 0 || !means_template(scan, &root, count))) {
            add_note(scan, shown_path(scan, &root), TRI_FILE_NOT_TEMPLATE,
                     TRI_STR("it is a parameter file, and no template is beside it"),
                     true);
        }
    }
    run_from(scan, count);
}

/* ---- who deploys whom ---- */

static bool deploys(const TriRoot *root, TriStr path)
{
    for (size_t i = 0; i < root->deployed.count; i++) {
        if (tri_str_eq(root->deployed.items[i], path)) {
            return true;
        }
    }
    return false;
}

/*
 * What another template of the run deploys is judged there, and not on its own. Of
 * a ring that nobody else deploys, the first in path order stays.
 */
static bool is_deployed_elsewhere(Scan *scan, const TriRoot *root, TriStr path,
                                  const TriRoot *const *deployers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const TriRoot *other = deployers[i];

        if (other == root || !deploys(other, path)) {
            continue;
        }
        bool is_ring = deploys(root, tri_absolute_path(&scan->workshop, other->path));

        if (!is_ring || tri_str_compare(other->path, root->path) < 0) {
            return true;
        }
    }
    return false;
}

/* Takes the results of children away; what they say stands with their parents. */
static void drop_children(Scan *scan)
{
    const TriRoot **deployers =
        TRI_NEW_ARRAY(scan->arena, const TriRoot *, scan->roots.count);
    size_t count = 0;

    for (size_t i = 0; i < scan->roots.count; i++) {
        if (scan->roots.items[i].deployed.count > 0) {
            deployers[count++] = &scan->roots.items[i];
        }
    }
    for (size_t i = 0; count > 0 && i < scan->roots.count; i++) {
        TriRoot *root = &scan->roots.items[i];
        TriStr path = tri_absolute_path(&scan->workshop, root->path);

        if (root->outcome == TRI_OUTCOME_TEMPLATE && !root->has_text &&
            is_deployed_elsewhere(scan, root, path, deployers, count)) {
            root->is_child = true;
        }
    }
}

/* ---- putting together ---- */

static int by_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriRoot *)a)->path, ((const TriRoot *)b)->path);
}

static void note_outcome(Scan *scan, const TriRoot *root)
{
    switch (root->outcome) {
    case TRI_OUTCOME_TEMPLATE:
    case TRI_OUTCOME_PARAMETERS:
        return;
    case TRI_OUTCOME_OTHER:
        if (root->is_named) {
            add_note(scan, shown_path(scan, root), TRI_FILE_NOT_TEMPLATE,
                     TRI_STR("it is no deployment template"), true);
        }
        return;
    case TRI_OUTCOME_INVALID:
        add_note(scan, shown_path(scan, root), TRI_FILE_INVALID,
                 root->collector.results.items[0].message, root->is_named);
        return;
    case TRI_OUTCOME_UNREADABLE:
        add_note(scan, shown_path(scan, root), TRI_FILE_UNREADABLE, root->message,
                 root->is_named);
        scan->named_unreadable = scan->named_unreadable || root->is_named;
        return;
    }
}

static TriCollector merge(Scan *scan)
{
    TriCollector collector = { .arena = scan->arena };

    if (scan->roots.count > 0) {
        qsort(scan->roots.items, scan->roots.count, sizeof *scan->roots.items, by_path);
    }
    for (size_t i = 0; i < scan->roots.count; i++) {
        if (!scan->roots.items[i].is_child) {
            tri_collect_all(&collector, &scan->roots.items[i].collector);
        }
        note_outcome(scan, &scan->roots.items[i]);
    }
    return collector;
}

static int by_place(const void *a, const void *b)
{
    const TriResult *left = a;
    const TriResult *right = b;
    int order = tri_str_compare(left->place.path, right->place.path);

    if (order == 0 && left->place.start.offset != right->place.start.offset) {
        order = left->place.start.offset < right->place.start.offset ? -1 : 1;
    }
    if (order == 0) {
        order = tri_str_compare(left->rule, right->rule);
    }
    return order != 0 ? order : tri_str_compare(left->message, right->message);
}

static int by_note_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriFileNote *)a)->path,
                           ((const TriFileNote *)b)->path);
}

/* ---- fingerprints (interfaces.md 13.5) ---- */

static TriStr fingerprint(TriArena *arena, const TriResult *result, size_t occurrence)
{
    unsigned char digest[TRI_SHA256_SIZE];
    TriText hex = tri_text(arena);
    TriStr text =
        tri_format(arena, "tricep/1\n%.*s\n%.*s\n%.*s\n%zu", TRI_ARG(result->rule),
                   TRI_ARG(result->place.path), TRI_ARG(result->identity), occurrence);

    tri_sha256(text, digest);
    for (size_t i = 0; i < 16; i++) {
        tri_text_addf(&hex, "%02x", digest[i]);
    }
    return tri_text_str(&hex);
}

/* Results that nothing tells apart are counted in the order they stand in. */
static void add_fingerprints(TriArena *arena, TriResultList *results)
{
    TriMap seen = { 0 };

    for (size_t i = 0; i < results->count; i++) {
        TriResult *result = &results->items[i];
        TriStr first = fingerprint(arena, result, 0);
        void **place = tri_map_put(arena, &seen, first, TRI_MAP_EXACT);
        size_t occurrence = (size_t)*place;

        *place = (void *)(occurrence + 1);
        result->fingerprint =
            occurrence == 0 ? first : fingerprint(arena, result, occurrence);
    }
}

/* ---- levels, and what is shown ---- */

static const TriRule *rule_called(const TriRules *rules, TriStr id)
{
    for (size_t i = 0; i < rules->list.count; i++) {
        if (tri_str_eq(rules->list.items[i].id, id)) {
            return &rules->list.items[i];
        }
    }
    return NULL;
}

/* The level that --level gives to findings of `id`, else `level`. */
static TriLevel changed_level(const Scan *scan, TriStr id, TriLevel level)
{
    const TriRule *rule = rule_called(&scan->linter.rules, id);

    for (size_t i = 0; i < scan->options->level_count; i++) {
        const TriLevelChange *change = &scan->options->levels[i];

        if (tri_str_eq_nocase(change->rule, id) ||
            (rule != NULL && tri_rule_answers_to(rule, change->rule))) {
            level = change->level;
        }
    }
    return level;
}

static bool is_ignored(const TriScanOptions *options, TriStr rule)
{
    for (size_t i = 0; i < options->ignore_count; i++) {
        if (tri_str_eq_nocase(options->ignore[i], rule)) {
            return true;
        }
    }
    return false;
}

static TriLevel level_of(const Scan *scan, const TriResult *result)
{
    switch (result->kind) {
    case TRI_KIND_FAIL:
        return changed_level(scan, result->rule, result->level);
    case TRI_KIND_UNDECIDED:
        return changed_level(scan, result->rule, TRI_LEVEL_INFO) == TRI_LEVEL_OFF
                   ? TRI_LEVEL_OFF
                   : scan->options->undecided;
    case TRI_KIND_PASS:
    case TRI_KIND_NOT_DEPLOYED:
    case TRI_KIND_COUNT:
        return TRI_LEVEL_OFF;
    }
    return TRI_LEVEL_OFF;
}

/* A finding whose level is off is not shown, but counted. */
static bool is_shown(const TriScanOptions *options, const TriResult *result)
{
    if (result->kind == TRI_KIND_FAIL || result->kind == TRI_KIND_UNDECIDED) {
        return result->level != TRI_LEVEL_OFF;
    }
    return options->show[result->kind];
}

static void finish_results(const Scan *scan, TriResultList *results,
                           TriSummary *summary)
{
    const TriScanOptions *options = scan->options;
    size_t kept = 0;

    for (size_t i = 0; i < results->count; i++) {
        TriResult result = results->items[i];

        if (is_ignored(options, result.rule)) {
            continue;
        }
        result.level = level_of(scan, &result);
        summary->kinds[result.kind]++;
        summary->levels[result.level]++;
        if (is_shown(options, &result)) {
            results->items[kept++] = result;
        }
    }
    results->count = kept;
}

static void count_notes(const Scan *scan, TriSummary *summary)
{
    for (size_t i = 0; i < scan->notes.count; i++) {
        TriFileStatus status = scan->notes.items[i].status;

        summary->errors += status == TRI_FILE_UNREADABLE || status == TRI_FILE_INVALID;
        summary->files -=
            status == TRI_FILE_UNREADABLE && scan->notes.items[i].is_named;
        summary->unsupported += status == TRI_FILE_UNSUPPORTED;
    }
}

static void finish(Scan *scan, TriRun *run)
{
    drop_children(scan);
    TriCollector collector = merge(scan);

    if (collector.results.count > 0) {
        qsort(collector.results.items, collector.results.count,
              sizeof *collector.results.items, by_place);
    }
    if (scan->notes.count > 0) {
        qsort(scan->notes.items, scan->notes.count, sizeof *scan->notes.items,
              by_note_path);
    }
    add_fingerprints(scan->arena, &collector.results);
    run->summary = (TriSummary){ .files = scan->file_count,
                                 .templates = collector.templates.count,
                                 .resources = collector.resources.count };
    finish_results(scan, &collector.results, &run->summary);
    count_notes(scan, &run->summary);
    run->results = collector.results.items;
    run->result_count = collector.results.count;
    run->notes = scan->notes.items;
    run->note_count = scan->notes.count;
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

TriStatus tri_scan(TriArena *arena, const TriScanOptions *options, TriRun *run,
                   bool *named_unreadable, TriError *error)
{
    Scan scan = { .arena = arena, .options = options, .error = error };

    scan.linter.no_parameters = options->no_parameters;
    scan.linter.checks_limits =
        changed_level(&scan, tri_problem_info(TRI_PROBLEM_TEMPLATE_LIMIT)->id,
                      TRI_LEVEL_OFF) != TRI_LEVEL_OFF;
    if (open_workshop(&scan) != TRI_OK || select_rules(&scan) != TRI_OK ||
        read_context(&scan) != TRI_OK || check_parameter_files(&scan) != TRI_OK ||
        find_files(&scan) != TRI_OK) {
        return TRI_FAILED;
    }
    open_stations(&scan);
    run_from(&scan, 0);
    if (check_parameters(&scan) != TRI_OK) {
        return TRI_FAILED;
    }
    follow_parameter_files(&scan);
    finish(&scan, run);
    *named_unreadable = scan.named_unreadable;
    return TRI_OK;
}
