/* tricep lint [PATH…]: judge templates, write reports. */
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/stats.h"
#include "cli/watch.h"
#include "report/line.h"

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

static void say(TriArena *arena, const TriOptions *options, const TriRun *run,
                struct timespec start)
{
    TriText text = tri_text(arena);

    tri_add_remarks(options, run, &text);
    add_command_hint(arena, options, &text);
    tri_add_closing(options, run, &text);
    if (options->stats) {
        tri_add_stats(run, start, &text);
    }
    tri_say(tri_text_str(&text));
}

/* ---- the command ---- */

/* The files that reports go to. */
static TriStrList outputs_of(TriArena *arena, const TriOptions *options)
{
    TriStrList outputs = { 0 };

    for (size_t i = 0; i < options->formats.count; i++) {
        if (options->formats.items[i].path.size > 0) {
            tri_list_push(arena, &outputs, options->formats.items[i].path);
        }
    }
    return outputs;
}

TriScanOptions tri_scan_options(TriArena *arena, const TriOptions *options)
{
    TriScanOptions scan = options->scan;

    scan.paths = options->arguments;
    /* A file without names means no files, not all of them. */
    if (options->arguments.count == 0 && options->files_from.size == 0) {
        tri_list_push(arena, &scan.paths, TRI_STR("."));
    }
    scan.outputs = outputs_of(arena, options);
    scan.tells_rules = tri_formats_need(options, TRI_NEEDS_RULES);
    scan.tells_id = tri_formats_need(options, TRI_NEEDS_ID);
    scan.tells_fingerprints = tri_formats_need(options, TRI_NEEDS_FINGERPRINTS);
    scan.hashes_lines = tri_formats_need(options, TRI_NEEDS_LINE_HASHES);
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
    TriScanOptions scan = tri_scan_options(arena, options);
    TriError error = { arena, { 0 } };
    struct timespec start = tri_stats_start();
    TriRun result = { 0 };
    TriProgressLine line;

    scan.progress = tri_progress_open(arena, options, &line);
    TriStatus scanned = tri_scan(arena, &scan, &result, &error);

    tri_progress_close(&line);
    if (scanned != TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    int written = tri_write_reports(arena, options, &result);

    say(arena, options, &result, start);
    return written != TRI_EXIT_CLEAN ? written : tri_run_status(&result);
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
    .summary = "Judge ARM templates and Bicep by the rules",
    .details =
        "PATH is a file, a folder, or - for a template on standard input; without "
        "one it is\nthe current folder.",
    .notes = "Exit status: 0 no findings from --fail-on up, 1 findings, 2 trouble with "
             "usage,\nconfiguration or a named file. TRICEP_FORMAT and the like in the "
             "environment set\nwhat the command line leaves open.",
    .options = TRI_OPTIONS_LINT,
    .run = run,
};
