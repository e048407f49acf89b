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

static void add_issue(TriText *text, const TriResult *result)
{
    TriText message = tri_text(text->arena);

    tri_add_message(&message, result->message);
    tri_disarm(&message, 0);
    TriStr said = tri_str_copy(text->arena, tri_text_str(&message));

    tri_text_addf(
        text, "##vso[task.logissue type=%s;sourcepath=", tri_level_name(result->level));
    add_path(text, result->place.path);
    tri_text_addf(text,
                  ";linenumber=%u;columnnumber=%u;code=", result->place.start.line,
                  result->place.start.column);
    tri_add_escaped(text, result->rule, in_property);
    tri_text_add_c(text, ";]");
    tri_add_escaped(text, said, in_message);
    tri_text_add_char(text, '\n');
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
