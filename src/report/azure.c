/* Logging commands of Azure Pipelines (interfaces.md 5). */
#include "report/escape.h"
#include "report/line.h"
#include "report/report.h"

#include <stdlib.h>

static const TriEscape in_message[] = {
    { '%', "%AZP25" }, { '\r', "%0D" }, { '\n', "%0A" }, { '\0', NULL }
};

static const TriEscape in_property[] = { { '%', "%AZP25" }, { '\r', "%0D" },
                                         { '\n', "%0A" },   { ']', "%5D" },
                                         { ';', "%3B" },    { '\0', NULL } };

/* The agent maps local paths to those of the repository. */
static void add_path(TriText *text, TriStr path)
{
    TriText name = tri_text(text->arena);

    tri_text_add(&name, path);
    tri_disarm(&name, 0);
    path = tri_str_copy(text->arena, tri_text_str(&name));
    const char *folder = getenv("BUILD_SOURCESDIRECTORY");

    if (folder != NULL && folder[0] != '\0' &&
        !tri_str_has_prefix(path, TRI_STR("/"))) {
        tri_add_escaped(text, tri_str_from_c(folder), in_property);
        tri_text_add_char(text, '/');
    }
    tri_add_escaped(text, path, in_property);
}

static void open_issue(TriText *text, TriLevel level, TriStr path)
{
    tri_text_addf(text,
                  "##vso[task.logissue type=%s;sourcepath=", tri_level_name(level));
    add_path(text, path);
}

static void close_issue(TriText *text, TriStr rule, TriStr said)
{
    TriStr message = tri_disarmed_message(text->arena, said);

    tri_text_add_c(text, ";code=");
    tri_add_escaped(text, rule, in_property);
    tri_text_add_c(text, ";]");
    tri_add_escaped(text, message, in_message);
    tri_text_add_char(text, '\n');
}

static void add_issue(TriText *text, const TriResult *result)
{
    open_issue(text, result->level, result->place.path);
    tri_text_addf(text, ";linenumber=%u;columnnumber=%u", result->place.start.line,
                  result->place.start.column);
    close_issue(text, result->rule, result->message);
}

static void add_unread(TriText *text, const TriRun *run)
{
    for (size_t i = 0; i < run->note_count; i++) {
        const TriFileNote *note = &run->notes[i];

        if (tri_is_unread(note)) {
            open_issue(text, TRI_LEVEL_ERROR, note->path);
            close_issue(text, tri_str_from_c(tri_file_status_name(note->status)),
                        note->message);
        }
    }
}

/* There is no command for what is no warning. */
static void add_line(TriText *text, const TriResult *result)
{
    size_t start = text->size;

    tri_add_place(text, &result->place);
    tri_text_add_c(text, ": info: ");
    tri_add_message(text, result->message);
    tri_text_addf(text, " [%.*s]\n", TRI_ARG(result->rule));
    tri_disarm(text, start);
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    (void)style;
    add_unread(text, run);
    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        for (size_t i = 0; i < run->result_count; i++) {
            const TriResult *result = &run->results[i];

            if (!tri_is_finding(result) || (int)result->level != level) {
                continue;
            }
            if (level == TRI_LEVEL_INFO) {
                add_line(text, result);
            } else {
                add_issue(text, result);
            }
        }
    }
}

const TriReporter tri_report_azure = {
    .name = "azure",
    .summary = "logging commands that Azure Pipelines shows as issues",
    .write = write,
};
