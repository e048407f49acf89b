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

static void add_finding(TriText *text, const TriResult *result)
{
    TriText message = tri_text(text->arena);
    TriText path = tri_text(text->arena);

    tri_add_path(&path, result->place.path);
    TriStr file = tri_str_copy(text->arena, tri_text_str(&path));

    tri_add_message(&message, result->message);
    tri_disarm(&message, 0);
    TriStr said = tri_str_copy(text->arena, tri_text_str(&message));

    tri_text_addf(text, "::%s title=tricep (", commands[result->level]);
    tri_add_escaped(text, result->rule, in_property);
    tri_text_add_c(text, "),file=");
    tri_add_escaped(text, file, in_property);
    tri_text_addf(
        text, ",line=%u,col=%u,endLine=%u,endColumn=%u::", result->place.start.line,
        result->place.start.column, result->place.end.line, result->place.end.column);
    tri_add_escaped(text, said, in_message);
    tri_text_add_char(text, '\n');
}

/* Worst first, since only the first of each level are shown. */
static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    size_t hidden = 0;

    (void)style;
    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        size_t count = 0;

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
