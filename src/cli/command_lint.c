/* tricep lint [PATH…]: judge templates, write reports. */
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "cli/watch.h"
#include "report/line.h"
#include "rule/profile.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- reports ---- */

/* Nobody knows who reads a file, so colour in it has to be asked for. */
static TriReportStyle style_of(const TriOptions *options, bool is_file)
{
    return (TriReportStyle){
        .has_color = is_file ? options->color == TRI_WHEN_ALWAYS
                             : tri_has_color(options->color, STDOUT_FILENO),
        .width = is_file ? 0 : tri_terminal_width(STDOUT_FILENO),
        .category = options->sarif_category,
        .has_snippets = options->sarif_snippets,
        .is_strict = options->junit_strict,
    };
}

static int write_out(TriArena *arena, TriStr path, TriStr report)
{
    TriError error = { arena, { 0 } };

    if (path.size == 0) {
        return tri_print(report);
    }
    if (tri_file_write(*arena, path, report, &error) != TRI_OK) {
        return tri_trouble("cannot write '%.*s': %.*s", TRI_ARG(path),
                           TRI_ARG(error.message));
    }
    return TRI_EXIT_CLEAN;
}

static int write_report(TriArena *arena, const TriOptions *options, const TriRun *run,
                        const TriFormat *format)
{
    TriArena pages = tri_arena_open((size_t)8 << 30);
    TriText report = tri_text(&pages);
    TriReportStyle style = style_of(options, format->path.size > 0);

    format->reporter->write(run, &style, &report);
    int status = write_out(arena, format->path, tri_text_str(&report));

    tri_arena_close(&pages);
    return status;
}

/* All that can be written is; the worst status counts. */
static int write_reports(TriArena *arena, const TriOptions *options, const TriRun *run)
{
    TriFormat usual = { isatty(STDOUT_FILENO) ? &tri_report_full : &tri_report_text,
                        { 0 } };
    int status = TRI_EXIT_CLEAN;

    if (options->formats.count == 0) {
        return write_report(arena, options, run, &usual);
    }
    for (size_t i = 0; i < options->formats.count; i++) {
        int one = write_report(arena, options, run, &options->formats.items[i]);

        status = one > status ? one : status;
    }
    return status;
}

/* Outside of a runner there is no such file, and nothing is done. */
static int write_summary(TriArena *arena, const TriOptions *options, const TriRun *run)
{
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    TriError error = { arena, { 0 } };
    TriText report = tri_text(arena);
    TriReportStyle style = { .width = 0 };

    if (!options->summary || path == NULL || *path == '\0') {
        return TRI_EXIT_CLEAN;
    }
    tri_report_markdown.write(run, &style, &report);
    if (tri_file_append(*arena, tri_str_from_c(path), tri_text_str(&report), &error) !=
        TRI_OK) {
        return tri_trouble("cannot write the summary '%s': %.*s", path,
                           TRI_ARG(error.message));
    }
    return TRI_EXIT_CLEAN;
}

/* ---- what is said beside them ---- */

/* Files that somebody named, and that are in no finding. */
static bool is_said(const TriOptions *options, const TriFileNote *note)
{
    switch (note->status) {
    case TRI_FILE_UNREADABLE:
        return note->is_named;
    case TRI_FILE_NOT_TEMPLATE:
        return note->is_named && !options->quiet;
    case TRI_FILE_INVALID:
    case TRI_FILE_STATUS_COUNT:
        return false;
    }
    return false;
}

static void add_notes(const TriOptions *options, const TriRun *run, TriText *text)
{
    for (size_t i = 0; i < run->note_count; i++) {
        const TriFileNote *note = &run->notes[i];

        if (is_said(options, note)) {
            tri_text_add_c(text, "tricep: ");
            tri_add_path(text, note->path);
            tri_text_add_c(text, ": ");
            tri_add_message(text, note->message);
            tri_text_add_char(text, '\n');
        }
    }
}

static void add_lines(const TriStr *lines, size_t count, TriText *text)
{
    for (size_t i = 0; i < count; i++) {
        tri_text_add_c(text, "tricep: ");
        tri_add_message(text, lines[i]);
        tri_text_add_char(text, '\n');
    }
}

/* Of configurations that are wrong; what is around them held instead. */
static void add_troubles(const TriRun *run, TriText *text)
{
    add_lines(run->troubles, run->trouble_count, text);
    add_lines(run->remarks, run->remark_count, text);
}

static void add_stale(const TriOptions *options, const TriRun *run, TriText *text)
{
    size_t stale = run->baseline_count - run->baseline_met;

    /* Of a shard the others may have met them. */
    if (stale > 0 && run->shard.count == 0) {
        tri_text_addf(text, "tricep: %zu finding%s of the baseline '", stale,
                      stale == 1 ? "" : "s");
        tri_add_message(text, options->baseline);
        tri_text_addf(text, "' %s gone; --prune-baseline removes %s\n",
                      stale == 1 ? "is" : "are", stale == 1 ? "it" : "them");
    }
}

/* Whether a format asks for what costs time. */
static bool need(const TriOptions *options, unsigned what)
{
    for (size_t i = 0; i < options->formats.count; i++) {
        if ((options->formats.items[i].reporter->needs & what) != 0) {
            return true;
        }
    }
    return false;
}

static bool writes_sarif(const TriOptions *options)
{
    for (size_t i = 0; i < options->formats.count; i++) {
        if (options->formats.items[i].reporter == &tri_report_sarif) {
            return true;
        }
    }
    return false;
}

/* What GitHub keeps of a SARIF file, and what it takes at all (interfaces.md 3.2). */
enum { MOST_KEPT = 5000, MOST_TAKEN = 25000 };

static void add_sarif_limits(const TriOptions *options, const TriRun *run,
                             TriText *text)
{
    if (!writes_sarif(options) || run->result_count <= MOST_KEPT) {
        return;
    }
    if (run->result_count > MOST_TAKEN) {
        tri_text_addf(text,
                      "tricep: GitHub refuses SARIF with more than %d results, and "
                      "there are %zu; lint folder by folder, each with its own "
                      "--sarif-category\n",
                      MOST_TAKEN, run->result_count);
        return;
    }
    tri_text_addf(text,
                  "tricep: GitHub keeps the worst %d of the %zu results in SARIF\n",
                  MOST_KEPT, run->result_count);
}

/* A mistyped command is a file that is not there. */
static void add_command_hint(TriArena *arena, const TriOptions *options, TriText *text)
{
    TriStr first =
        options->arguments.count > 0 ? options->arguments.items[0] : TRI_STR("");
    TriStr meant = tri_command_guess(arena, first);

    if (meant.size > 0 && tri_str_find_char(first, '/') == TRI_NOT_FOUND &&
        tri_file_kind(*arena, first) == TRI_FILE_MISSING) {
        tri_text_add_c(text, "tricep: no command is called '");
        tri_add_message(text, first);
        tri_text_addf(text, "'; did you mean 'tricep %.*s'?\n", TRI_ARG(meant));
    }
}

static void say(TriArena *arena, const TriOptions *options, const TriRun *run)
{
    TriText text = tri_text(arena);
    TriReportStyle style = { .has_color =
                                 tri_has_color(options->color, STDERR_FILENO) };

    add_troubles(run, &text);
    add_notes(options, run, &text);
    add_stale(options, run, &text);
    add_sarif_limits(options, run, &text);
    add_command_hint(arena, options, &text);
    if (!options->quiet) {
        tri_report_summary(run, &style, &text);
    }
    tri_say(tri_text_str(&text));
}

/* ---- the command ---- */

static int exit_status(const TriRun *run)
{
    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        if (run->fail_on != TRI_LEVEL_OFF && level >= (int)run->fail_on &&
            run->summary.levels[level] > 0) {
            return TRI_EXIT_FINDINGS;
        }
    }
    return TRI_EXIT_CLEAN;
}

TriScanOptions tri_scan_options(const TriOptions *options)
{
    static const TriStr here = TRI_STR_INIT(".");
    /* A file without names means no files, not all of them. */
    bool has_paths = options->arguments.count > 0 || options->files_from.size > 0;
    TriScanOptions scan = {
        .paths = has_paths ? options->arguments.items : &here,
        .path_count = has_paths ? options->arguments.count : 1,
        .stdin_filename = options->stdin_filename,
        .root = options->root,
        .parameters = options->parameters.items,
        .parameter_count = options->parameters.count,
        .no_parameters = options->no_parameters,
        .today = options->today,
        .no_suppressions = options->no_suppressions,
        .reports_unused = options->reports_unused,
        .no_ignore = options->no_ignore,
        .no_prefilter = options->no_prefilter,
        .context = options->context,
        .module_cache = options->module_cache,
        .select = options->select.items,
        .select_count = options->select.count,
        .extend = options->extend.items,
        .extend_count = options->extend.count,
        .profile = options->profile == TRI_NO_PROFILE
                       ? 0
                       : (unsigned)tri_profiles[options->profile].profile,
        .config = options->config,
        .is_isolated = options->isolated,
        .set = options->set.items,
        .set_count = options->set.count,
        .exclude = options->exclude.items,
        .exclude_count = options->exclude.count,
        .include = options->include.items,
        .include_count = options->include.count,
        .force_exclude = options->force_exclude,
        .fail_on = options->fail_on,
        .rules = options->rules.items,
        .rules_count = options->rules.count,
        .ignore = options->ignore.items,
        .ignore_count = options->ignore.count,
        .levels = options->levels.items,
        .level_count = options->levels.count,
        .undecided = options->undecided,
        .jobs = options->jobs,
    };

    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        scan.show[kind] = options->show[kind];
    }
    scan.show_suppressed = options->show[TRI_KIND_COUNT];
    scan.git_ref = options->git_ref;
    scan.diff_base = options->diff_base;
    scan.baseline = options->baseline;
    scan.update_baseline = options->update_baseline;
    scan.prune_baseline = options->prune_baseline;
    scan.tells_rules = need(options, TRI_NEEDS_RULES);
    scan.tells_all_rules = options->sarif_all_rules;
    scan.hashes_lines = need(options, TRI_NEEDS_LINE_HASHES);
    scan.tells_id = need(options, TRI_NEEDS_ID);
    scan.shard = options->shard;
    scan.shard_weights = options->shard_weights;
    return scan;
}

/* An empty word is a variable that a script did not set, not the folder it is in. */
static bool has_empty_path(const TriOptions *options)
{
    for (size_t i = 0; i < options->arguments.count; i++) {
        if (options->arguments.items[i].size == 0) {
            return true;
        }
    }
    return false;
}

static int lint(TriArena *arena, const TriOptions *options)
{
    TriScanOptions scan = tri_scan_options(options);
    TriError error = { arena, { 0 } };
    bool named_unreadable = false;
    TriRun result = { 0 };

    if (tri_scan(arena, &scan, &result, &named_unreadable, &error) != TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    int status = write_reports(arena, options, &result);
    int summary = write_summary(arena, options, &result);

    say(arena, options, &result);
    if (named_unreadable || result.trouble_count > 0 || status != TRI_EXIT_CLEAN ||
        summary != TRI_EXIT_CLEAN) {
        return TRI_EXIT_TROUBLE;
    }
    return exit_status(&result);
}

static int run(TriArena *arena, const TriOptions *options)
{
    if (has_empty_path(options)) {
        return tri_trouble("a path is empty");
    }
    return options->watch ? tri_watch_lint(arena, options, lint) : lint(arena, options);
}

const TriCommand tri_command_lint = {
    .name = "lint",
    .arguments = "[PATH...]",
    .summary = "Judge ARM templates by the rules",
    .details =
        "PATH is a file, a folder, or - for a template on standard input; without "
        "one it is\nthe current folder.",
    .notes = "Exit status: 0 no findings from --fail-on up, 1 findings, 2 trouble with "
             "usage,\nconfiguration or a named file. TRICEP_FORMAT and the like in the "
             "environment set\nwhat the command line leaves open.",
    .options = TRI_OPTIONS_LINT,
    .run = run,
};
