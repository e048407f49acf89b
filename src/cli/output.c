#include "cli/output.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "report/line.h"

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
        .shows_end = options->show_end,
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

/* Outside of a runner there is no such file, and nothing is done. */
static int write_step_summary(TriArena *arena, const TriOptions *options,
                              const TriRun *run)
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

int tri_write_reports(TriArena *arena, const TriOptions *options, const TriRun *run)
{
    TriFormat usual = { isatty(STDOUT_FILENO) ? &tri_report_full : &tri_report_text,
                        { 0 } };
    int status = TRI_EXIT_CLEAN;

    if (options->formats.count == 0) {
        status = write_report(arena, options, run, &usual);
    }
    for (size_t i = 0; i < options->formats.count; i++) {
        int one = write_report(arena, options, run, &options->formats.items[i]);

        status = one > status ? one : status;
    }
    int summary = write_step_summary(arena, options, run);

    return summary > status ? summary : status;
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
    size_t gone = run->baseline_gone;

    if (gone == 0) {
        return;
    }
    tri_text_addf(text, "tricep: %zu finding%s of the baseline", gone,
                  gone == 1 ? "" : "s");
    /* Merged shards do not tell which file it is. */
    if (options->scan.baseline.size > 0) {
        tri_text_add_c(text, " '");
        tri_add_message(text, options->scan.baseline);
        tri_text_add_char(text, '\'');
    }
    tri_text_addf(text, " %s gone; --prune-baseline removes %s\n",
                  gone == 1 ? "is" : "are", gone == 1 ? "it" : "them");
}

bool tri_formats_need(const TriOptions *options, unsigned what)
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

void tri_add_remarks(const TriOptions *options, const TriRun *run, TriText *text)
{
    add_lines(run->tellings, run->telling_count, text);
    add_troubles(run, text);
    add_notes(options, run, text);
    add_stale(options, run, text);
    add_sarif_limits(options, run, text);
}

void tri_add_closing(const TriOptions *options, const TriRun *run, TriText *text)
{
    TriReportStyle style = { .has_color =
                                 tri_has_color(options->color, STDERR_FILENO) };

    if (options->statistics) {
        tri_report_statistics(run, text);
    }
    if (!options->quiet) {
        tri_report_summary(run, &style, text);
    }
}

/* A shard's troubles are in what the shards are merged to. */
static bool has_trouble(const TriRun *run)
{
    bool has = run->trouble_count > 0;

    for (size_t i = 0; !has && i < run->note_count; i++) {
        has = tri_is_unread(&run->notes[i]);
    }
    return has;
}

int tri_run_status(const TriRun *run)
{
    if (has_trouble(run)) {
        return TRI_EXIT_TROUBLE;
    }
    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        if (run->fail_on != TRI_LEVEL_OFF && level >= (int)run->fail_on &&
            run->summary.levels[level] > 0) {
            return TRI_EXIT_FINDINGS;
        }
    }
    return TRI_EXIT_CLEAN;
}
