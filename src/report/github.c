/* Workflow commands of GitHub Actions (interfaces.md 4). */
#include "report/escape.h"
#include "report/line.h"
#include "report/report.h"

/* Annotations of one level that GitHub shows for a step. */
enum { SHOWN = 10 };

static const TriEscape in_message[] = {
    { '%', "%25" }, { '\r', "%0D" }, { '\n', "%0A" }, { '\0', NULL }
};

static const TriEscape in_property[] = { { '%', "%25" },  { '\r', "%0D" },
                                         { '\n', "%0A" }, { ':', "%3A" },
                                         { ',', "%2C" },  { '\0', NULL } };

static const char *const commands[TRI_LEVEL_COUNT] = {
    [TRI_LEVEL_ERROR] = "error",
    [TRI_LEVEL_WARNING] = "warning",
    [TRI_LEVEL_INFO] = "notice",
};

static void open_command(TriText *text, TriLevel level, TriStr rule, TriStr path)
{
    TriText name = tri_text(text->arena);

    tri_add_path(&name, path);
    TriStr file = tri_str_copy(text->arena, tri_text_str(&name));

    tri_text_addf(text, "::%s title=tricep (", commands[level]);
    tri_add_escaped(text, rule, in_property);
    tri_text_add_c(text, "),file=");
    tri_add_escaped(text, file, in_property);
}

static void close_command(TriText *text, TriStr said)
{
    TriStr message = tri_disarmed_message(text->arena, said);

    tri_text_add_c(text, "::");
    tri_add_escaped(text, message, in_message);
    tri_text_add_char(text, '\n');
}

static void add_finding(TriText *text, const TriResult *result)
{
    const TriPlace *place = &result->place;

    open_command(text, result->level, result->rule, place->path);
    tri_text_addf(text, ",line=%u,col=%u,endLine=%u,endColumn=%u", place->start.line,
                  place->start.column, place->end.line, place->end.column);
    close_command(text, result->message);
}

/* How many there are. */
static size_t add_unread(TriText *text, const TriRun *run)
{
    size_t count = 0;

    for (size_t i = 0; i < run->note_count; i++) {
        const TriFileNote *note = &run->notes[i];

        if (tri_is_unread(note)) {
            open_command(text, TRI_LEVEL_ERROR,
                         tri_str_from_c(tri_file_status_name(note->status)),
                         note->path);
            close_command(text, note->message);
            count++;
        }
    }
    return count;
}

/* Worst first, since only the first of each level are shown. */
static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    size_t hidden = 0;

    (void)style;
    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        size_t count = level == TRI_LEVEL_ERROR ? add_unread(text, run) : 0;

        for (size_t i = 0; i < run->result_count; i++) {
            const TriResult *result = &run->results[i];

            if (tri_is_finding(result) && (int)result->level == level) {
                add_finding(text, result);
                count++;
            }
        }
        hidden += count > SHOWN ? count - SHOWN : 0;
    }
    if (hidden > 0) {
        tri_text_addf(
            text,
            "tricep: GitHub annotates %d findings of each level; %zu more are "
            "above\n",
            SHOWN, hidden);
    }
}

const TriReporter tri_report_github = {
    .name = "github",
    .summary = "workflow commands that annotate a pull request on GitHub",
    .write = write,
};
