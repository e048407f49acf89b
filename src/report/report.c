#include "report/report.h"

const TriReporter *const tri_reporters[] = {
    &tri_report_azure,    &tri_report_full,  &tri_report_github, &tri_report_gitlab,
    &tri_report_html,     &tri_report_json,  &tri_report_jsonl,  &tri_report_junit,
    &tri_report_markdown, &tri_report_sarif, &tri_report_text,   NULL,
};

const TriReporter *tri_reporter_find(TriStr name)
{
    for (size_t i = 0; tri_reporters[i] != NULL; i++) {
        if (tri_str_eq(tri_str_from_c(tri_reporters[i]->name), name)) {
            return tri_reporters[i];
        }
    }
    return NULL;
}

const TriReportRule *tri_report_rule(const TriRun *run, TriStr id)
{
    size_t start = 0;
    size_t end = run->rule_count;

    while (start < end) {
        size_t middle = start + (end - start) / 2;
        int order = tri_str_compare(run->rules[middle].id, id);

        if (order == 0) {
            return &run->rules[middle];
        }
        if (order < 0) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    return NULL;
}

const char *tri_file_status_name(TriFileStatus status)
{
    static const char *const names[] = {
#define X(id, text) [TRI_FILE_##id] = text,
        TRI_FILE_STATUSES(X)
#undef X
    };

    return names[status];
}
