/* tricep lint [PATH…]: judge templates, write reports. */
#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- how reports look ---- */

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0';
}

static bool is_forced(const char *name)
{
    return is_set(name) && !tri_str_eq(tri_str_from_c(getenv(name)), TRI_STR("0"));
}

static bool is_color_terminal(int descriptor)
{
    const char *terminal = getenv("TERM");

    return isatty(descriptor) && terminal != NULL &&
           !tri_str_eq(tri_str_from_c(terminal), TRI_STR("dumb"));
}

/* --color, then NO_COLOR, then CLICOLOR_FORCE and FORCE_COLOR, then the stream. */
static bool has_color(TriWhen when, int descriptor)
{
    switch (when) {
    case TRI_WHEN_ALWAYS:
        return true;
    case TRI_WHEN_NEVER:
        return false;
    case TRI_WHEN_AUTO:
        break;
    }
    if (is_set("NO_COLOR")) {
        return false;
    }
    return is_forced("CLICOLOR_FORCE") || is_forced("FORCE_COLOR") ||
           is_color_terminal(descriptor);
}

static int terminal_width(void)
{
    struct winsize size;
    int64_t columns;

    if (is_set("COLUMNS") &&
        tri_parse_int(tri_str_from_c(getenv("COLUMNS")), &columns) && columns > 0 &&
        columns < 10000) {
        return (int)columns;
    }
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static TriReportStyle style_of(const TriOptions *options, bool is_file)
{
    if (is_file) {
        return (TriReportStyle){ options->color == TRI_WHEN_ALWAYS, 0 };
    }
    return (TriReportStyle){ has_color(options->color, STDOUT_FILENO),
                             terminal_width() };
}

/* ---- reports ---- */

static int write_report(TriArena *arena, const TriOptions *options, const TriRun *run,
                        const TriFormat *format)
{
    TriError error = { arena, { 0 } };
    TriArena pages = tri_arena_open((size_t)8 << 30);
    TriText text = tri_text(&pages);
    TriReportStyle style = style_of(options, format->path.size > 0);
    int status = TRI_EXIT_CLEAN;

    format->reporter->write(run, &style, &text);
    if (format->path.size == 0) {
        status = tri_print(tri_text_str(&text));
    } else if (tri_file_write(*arena, format->path, tri_text_str(&text), &error) !=
               TRI_OK) {
        status = tri_trouble("cannot write '%.*s': %.*s", TRI_ARG(format->path),
                             TRI_ARG(error.message));
    }
    tri_arena_close(&pages);
    return status;
}

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

/* Files that somebody named, and that are in no finding. */
static void say_notes(TriArena *arena, const TriRun *run)
{
    TriText text = tri_text(arena);

    for (size_t i = 0; i < run->note_count; i++) {
        const TriFileNote *note = &run->notes[i];

        if (note->is_named && note->status != TRI_FILE_INVALID) {
            tri_text_addf(&text, "tricep: %.*s: %.*s\n", TRI_ARG(note->path),
                          TRI_ARG(note->message));
        }
    }
    tri_say(tri_text_str(&text));
}

static void say_summary(TriArena *arena, const TriOptions *options, const TriRun *run)
{
    TriText text = tri_text(arena);
    TriReportStyle style = { has_color(options->color, STDERR_FILENO), 0 };

    if (!options->quiet) {
        tri_report_summary(run, &style, &text);
        tri_say(tri_text_str(&text));
    }
}

static int exit_status(const TriOptions *options, const TriRun *run)
{
    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        if (options->fail_on != TRI_LEVEL_OFF && level >= (int)options->fail_on &&
            run->summary.levels[level] > 0) {
            return TRI_EXIT_FINDINGS;
        }
    }
    return TRI_EXIT_CLEAN;
}

static TriScanOptions scan_options(const TriOptions *options)
{
    static const TriStr here = TRI_STR_INIT(".");
    bool has_paths = options->arguments.count > 0;
    TriScanOptions scan = {
        .paths = has_paths ? options->arguments.items : &here,
        .path_count = has_paths ? options->arguments.count : 1,
        .stdin_filename = options->stdin_filename,
        .root = options->root,
        .parameters = options->parameters.items,
        .parameter_count = options->parameters.count,
        .no_parameters = options->no_parameters,
        .context = options->context,
        .select = options->select.items,
        .select_count = options->select.count,
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
    return scan;
}

static int run(TriArena *arena, const TriOptions *options)
{
    TriScanOptions scan = scan_options(options);
    TriError error = { arena, { 0 } };
    bool named_unreadable = false;
    TriRun result = { 0 };

    if (tri_scan(arena, &scan, &result, &named_unreadable, &error) != TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    int status = write_reports(arena, options, &result);

    say_notes(arena, &result);
    say_summary(arena, options, &result);
    if (named_unreadable || status != TRI_EXIT_CLEAN) {
        return TRI_EXIT_TROUBLE;
    }
    return exit_status(options, &result);
}

const TriCommand tri_command_lint = {
    .name = "lint",
    .arguments = "[PATH...]",
    .summary = "Judge ARM templates by the rules",
    .options = TRI_OPTIONS_LINT,
    .run = run,
};
