/* A run: find the files, judge each on workers, put together what they found. */
#include "scan/run.h"

#include "base/text.h"
#include "lint/context.h"
#include "lint/suppression.h"
#include "scan/git_ref.h"
#include "scan/select.h"

static TriStatus read_context(TriScan *scan)
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
static TriStatus check_parameter_files(const TriScan *scan)
{
    for (size_t i = 0; i < scan->options->parameters.count; i++) {
        TriStr path = scan->options->parameters.items[i];
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
static TriStr moved(TriScan *scan, TriStr folder)
{
    const TriPathChange *move = &scan->options->moved;
    TriStr rest = tri_path_below(move->from, folder);

    if (move->from.size == 0 || rest.data == NULL) {
        return folder;
    }
    return rest.size == 0 ? move->to : tri_path_join(scan->arena, move->to, rest);
}

/* The folder that patterns said in `folder` are relative to: of a commit, its top, or
   the folder of all repositories. */
static TriStr base_of_patterns(TriScan *scan, TriStr folder)
{
    return scan->options->extracted.size > 0 ? scan->workshop.root
                                             : moved(scan, folder);
}

/* What the command line says, else the configuration. */
static TriPatterns patterns(TriScan *scan, const TriStrList *given,
                            const TriConfigPatterns *configured)
{
    if (given->count > 0 || configured == NULL) {
        return (TriPatterns){ base_of_patterns(scan, scan->workshop.directory),
                              *given };
    }
    return (TriPatterns){ base_of_patterns(scan, configured->folder),
                          tri_config_texts(scan->arena, &configured->words) };
}

static TriStatus open_workshop(TriScan *scan)
{
    TriStr directory = tri_current_folder(scan->arena);
    TriStr named = scan->options->root;
    TriStr root;

    if (named.size == 0 && scan->config != NULL) {
        named = scan->config->root.text;
    }
    if (tri_report_root(scan->arena, named, directory, &root, scan->error) != TRI_OK) {
        return TRI_FAILED;
    }
    scan->workshop = tri_workshop_open(root, directory);
    scan->exclude = patterns(scan, &scan->options->exclude,
                             scan->config == NULL ? NULL : &scan->config->exclude);
    scan->include = patterns(scan, &scan->options->include,
                             scan->config == NULL ? NULL : &scan->config->include);
    return TRI_OK;
}

/* What is to be written anew need not be there. */
static TriStatus read_baseline(TriScan *scan)
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

static TriStatus find_base(TriScan *scan)
{
    return scan->options->diff_base.size == 0
               ? TRI_OK
               : tri_diff_base_find(scan->arena, scan->options, &scan->base,
                                    scan->error);
}

static TriStatus write_baseline(TriScan *scan, TriRun *run)
{
    const TriScanOptions *options = scan->options;

    if (options->update_baseline && tri_scan_keep_unread(scan, run) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_scan_keep_beyond(scan, run);
    if (options->update_baseline || options->prune_baseline) {
        return tri_baseline_write(scan->arena, &scan->baseline, options->baseline,
                                  scan->error);
    }
    run->baseline_count = scan->baseline.entries.count;
    run->baseline_met = tri_baseline_met(&scan->baseline);
    run->baseline_gone = tri_baseline_gone(&scan->baseline);
    return TRI_OK;
}

/* --parameters says with what one template is judged; with any other number of
   templates it makes no sense. */
static TriStatus check_parameters(const TriScan *scan)
{
    size_t templates = 0;

    for (size_t i = 0; i < scan->roots.count; i++) {
        templates += scan->roots.items[i]->outcome != TRI_OUTCOME_OTHER &&
                     scan->roots.items[i]->outcome != TRI_OUTCOME_PARAMETERS;
    }
    if (scan->options->parameters.count > 0 && templates != 1) {
        return tri_fail(scan->error,
                        "--parameters needs exactly one template, named or on standard "
                        "input; there are %zu",
                        templates);
    }
    return TRI_OK;
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
static TriStatus read_run_config(TriScan *scan)
{
    TriStr here = tri_current_folder(scan->arena);

    return tri_run_config(scan->arena, scan->options, here, &scan->config, scan->error);
}

static TriStatus load_rules(TriScan *scan)
{
    TriStrList paths = tri_rule_files(scan->arena, scan->options, scan->config);

    return tri_load_rules(scan->arena, &paths, &scan->rules, scan->error);
}

static void open_linter(TriScan *scan)
{
    const TriScanOptions *options = scan->options;

    scan->linter = (TriLinter){
        .known = &scan->rules,
        .no_parameters = options->no_parameters,
        .described = described(options),
        .hashes_lines = options->hashes_lines,
        .today = options->today.size > 0 ? options->today
                                         : tri_suppression_today(scan->arena),
        .no_suppressions = options->no_suppressions,
    };
}

/* Reads all that is about the run and not about one file of it. */
static TriStatus open_scan(TriScan *scan)
{
    const TriScanOptions *options = scan->options;

    open_linter(scan);
    if (read_run_config(scan) != TRI_OK || open_workshop(scan) != TRI_OK ||
        load_rules(scan) != TRI_OK || read_context(scan) != TRI_OK ||
        read_baseline(scan) != TRI_OK || find_base(scan) != TRI_OK ||
        check_parameter_files(scan) != TRI_OK) {
        return TRI_FAILED;
    }
    if (tri_settings_open(&scan->book, scan->arena, options, &scan->rules,
                          &scan->linter, scan->error) != TRI_OK ||
        tri_shard_plan(scan->arena, options->shard, options->shard_weights, &scan->plan,
                       scan->error) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_units_open(&scan->units, &scan->workshop, &scan->plan);
    tri_scan_open_stations(scan);
    return TRI_OK;
}

static TriStatus carry_out(TriScan *scan, TriRun *run)
{
    if (tri_scan_lint_all(scan) != TRI_OK || check_parameters(scan) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_units_tell(&scan->units, run);
    tri_scan_follow_parameters(scan);
    if (tri_scan_check_reaches(scan) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_scan_close_workshops(scan);
    if (tri_scan_put_together(scan, run) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_scan_tell_outside(scan, run);
    return write_baseline(scan, run);
}

TriStatus tri_scan(TriArena *arena, const TriScanOptions *options, TriRun *run,
                   TriError *error)
{
    TriScan scan = { .arena = arena, .options = options, .error = error };

    if (tri_scan_check_shard(options, error) != TRI_OK) {
        return TRI_FAILED;
    }
    if (options->git_ref.size > 0) {
        return tri_scan_ref(arena, options, run, error);
    }
    return open_scan(&scan) == TRI_OK ? carry_out(&scan, run) : TRI_FAILED;
}
