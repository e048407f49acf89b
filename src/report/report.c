#include "report/report.h"

#include "base/list.h"

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

static bool is_before(const void *rule, const void *id)
{
    return tri_str_compare(((const TriReportRule *)rule)->id, *(const TriStr *)id) < 0;
}

const TriReportRule *tri_report_rule(const TriRun *run, TriStr id)
{
    size_t place = tri_lower_bound(run->rules, run->rule_count, sizeof *run->rules,
                                   is_before, &id);

    return place < run->rule_count && tri_str_eq(run->rules[place].id, id)
               ? &run->rules[place]
               : NULL;
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
