/* How many results each rule has, whatever is shown of them; without the suppressed. */
#include "report/report.h"

enum { NUMBER_WIDTH = 10 };

/* Worst first; "not-deployed" is the widest heading. */
static const struct {
    TriKind kind;
    const char *title;
    int width;
} columns[] = {
    { TRI_KIND_FAIL, "fail", NUMBER_WIDTH },
    { TRI_KIND_UNDECIDED, "undecided", NUMBER_WIDTH + 1 },
    { TRI_KIND_PASS, "pass", NUMBER_WIDTH },
    { TRI_KIND_NOT_DEPLOYED, "not-deployed", NUMBER_WIDTH + 4 },
};

void tri_report_statistics(const TriRun *run, TriText *text)
{
    static const size_t count = sizeof columns / sizeof *columns;

    for (size_t i = 0; i < count; i++) {
        tri_text_addf(text, "%*s", columns[i].width, columns[i].title);
    }
    tri_text_add_c(text, "  rule\n");
    for (size_t i = 0; i < run->rule_count_count; i++) {
        const TriRuleCount *row = &run->rule_counts[i];

        for (size_t j = 0; j < count; j++) {
            tri_text_addf(text, "%*zu", columns[j].width, row->kinds[columns[j].kind]);
        }
        tri_text_addf(text, "  %.*s\n", TRI_ARG(row->rule));
    }
}
