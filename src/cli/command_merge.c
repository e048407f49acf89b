/* tricep merge FILE|DIR…: one report of those of the shards of a run (report/merge.h).
 */
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/output.h"
#include "report/merge.h"
#include "scan/rule_list.h"

typedef TRI_LIST(TriReport) ReportList;

/* ---- reading ---- */

static TriStatus read_text(TriArena *arena, TriStr path, TriStr *text, TriError *error)
{
    TriError trouble = { arena, { 0 } };
    TriStatus status = tri_str_eq(path, TRI_STR("-"))
                           ? tri_file_read_stdin(arena, text, &trouble)
                           : tri_file_read(arena, path, text, &trouble);

    return status == TRI_OK ? TRI_OK
                            : tri_fail(error, "cannot read the report '%.*s': %.*s",
                                       TRI_ARG(path), TRI_ARG(trouble.message));
}

static TriStatus add_report(TriArena *arena, TriStr path, ReportList *reports,
                            TriError *error)
{
    TriReport report;
    TriStr text;

    if (read_text(arena, path, &text, error) != TRI_OK ||
        tri_report_read(arena, path, text, &report, error) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_list_push(arena, reports, report);
    return TRI_OK;
}

/* What ends in .jsonl in the folder. */
static TriStatus add_folder(TriArena *arena, TriStr path, ReportList *reports,
                            TriError *error)
{
    TriError trouble = { arena, { 0 } };
    TriFolder folder = { 0 };
    size_t before = reports->count;

    if (tri_folder_read(arena, path, &folder, &trouble) != TRI_OK) {
        return tri_fail(error, "cannot read the folder '%.*s': %.*s", TRI_ARG(path),
                        TRI_ARG(trouble.message));
    }
    for (size_t i = 0; i < folder.count; i++) {
        TriStr name = folder.entries[i].name;

        if (folder.entries[i].kind != TRI_FILE_FOLDER &&
            tri_str_has_suffix(name, TRI_STR(".jsonl")) &&
            add_report(arena, tri_path_join(arena, path, name), reports, error) !=
                TRI_OK) {
            return TRI_FAILED;
        }
    }
    return reports->count > before
               ? TRI_OK
               : tri_fail(error, "there is no report in '%.*s': no name ends in .jsonl",
                          TRI_ARG(path));
}

static TriStatus read_reports(TriArena *arena, const TriOptions *options,
                              ReportList *reports, TriError *error)
{
    if (options->arguments.count == 0) {
        return tri_fail(error, "merge takes reports that 'tricep lint -f jsonl' wrote, "
                               "or folders of them");
    }
    for (size_t i = 0; i < options->arguments.count; i++) {
        TriStr path = options->arguments.items[i];
        bool is_folder = tri_file_kind(*arena, path) == TRI_FILE_FOLDER;
        TriStatus status = is_folder ? add_folder(arena, path, reports, error)
                                     : add_report(arena, path, reports, error);

        if (status != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* ---- the command ---- */

static void say(TriArena *arena, const TriOptions *options, const TriRun *run)
{
    TriText text = tri_text(arena);

    tri_add_remarks(options, run, &text);
    tri_add_closing(options, run, &text);
    tri_say(tri_text_str(&text));
}

static int run(TriArena *arena, const TriOptions *options)
{
    TriError error = { arena, { 0 } };
    ReportList reports = { 0 };
    TriRun merged;

    if (read_reports(arena, options, &reports, &error) != TRI_OK ||
        tri_reports_merge(arena, reports.items, reports.count, &merged, &error) !=
            TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    if (options->scan.fail_on != TRI_LEVEL_COUNT) {
        merged.fail_on = options->scan.fail_on;
    }
    if (options->scan.tells_all_rules) {
        tri_list_other_rules(arena, &merged);
    }
    int written = tri_write_reports(arena, options, &merged);

    say(arena, options, &merged);
    return written != TRI_EXIT_CLEAN ? written : tri_run_status(&merged);
}

const TriCommand tri_command_merge = {
    .name = "merge",
    .arguments = "FILE|DIR...",
    .summary = "Make one report of those of many shards",
    .details =
        "FILE is a report that 'tricep lint -f jsonl' wrote, - one on standard input, "
        "DIR a\nfolder of such reports, *.jsonl. They are the shards of one run, all "
        "of "
        "them (lint\n--shard), or the report of a run without any.",
    .notes =
        "What is written is what the run would have written undivided. Exit status: "
        "that\nof the run; 2 too when reports are missing, damaged or of several "
        "runs.",
    .options = TRI_OPTIONS_MERGE,
    .run = run,
};
