/* One line a result, as compilers write it (interfaces.md 9 and 10). */
#include "report/line.h"
#include "report/report.h"

static void add_place(TriText *text, const TriReportStyle *style, const TriPlace *place)
{
    tri_add_place(text, place);
    if (style->shows_end) {
        tri_text_addf(text, ":%u:%u", place->end.line, place->end.column);
    }
}

static void add_related(TriText *text, const TriReportStyle *style,
                        const TriResultRelated *related)
{
    add_place(text, style, &related->place);
    tri_text_add_c(text, ": note: ");
    tri_add_message(text, related->message);
    tri_text_add_char(text, '\n');
}

static void add_result(TriText *text, const TriReportStyle *style,
                       const TriResult *result)
{
    add_place(text, style, &result->place);
    tri_text_addf(text, ": %s: ", tri_level_word(result));
    tri_add_message(text, result->message);
    tri_text_addf(text, " [%.*s]%s\n", TRI_ARG(result->rule),
                  result->suppression != TRI_SUPPRESSED_NOT ? " (suppressed)" : "");
    for (size_t i = 0; i < result->related_count; i++) {
        add_related(text, style, &result->related[i]);
    }
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    size_t start = text->size;

    for (size_t i = 0; i < run->result_count; i++) {
        add_result(text, style, &run->results[i]);
    }
    tri_disarm(text, start);
}

const TriReporter tri_report_text = {
    .name = "text",
    .summary = "one line a result: PATH:LINE:COL: LEVEL: MESSAGE [RULE]",
    .write = write,
};
