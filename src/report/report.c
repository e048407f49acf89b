#include "report/report.h"

const TriReporter *const tri_reporters[] = {
    &tri_report_full,
    &tri_report_json,
    &tri_report_text,
    NULL,
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

const char *tri_file_status_name(TriFileStatus status)
{
    static const char *const names[] = {
#define X(id, text) [TRI_FILE_##id] = text,
        TRI_FILE_STATUSES(X)
#undef X
    };

    return names[status];
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void add_comma(TriText *text, bool *is_first)
{
    if (!*is_first) {
        tri_text_add_c(text, ", ");
    }
    *is_first = false;
}

/* "3 errors, 2 warnings, 1 info": what was found, worst first. */
static void add_levels(const TriSummary *summary, TriText *text)
{
    bool is_first = true;

    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        size_t count = summary->levels[level];
        const char *ending = level == TRI_LEVEL_INFO ? "" : plural(count);

        if (count > 0) {
            add_comma(text, &is_first);
            tri_text_addf(text, "%zu %s%s", count, tri_level_name((TriLevel)level),
                          ending);
        }
    }
    if (is_first) {
        tri_text_add_c(text, summary->resources > 0 ? "no findings"
                                                    : "nothing that a rule looks at");
    }
    if (summary->kinds[TRI_KIND_UNDECIDED] > 0) {
        tri_text_addf(text, " (%zu undecided)", summary->kinds[TRI_KIND_UNDECIDED]);
    }
}

static void add_looked_at(const TriSummary *summary, TriText *text)
{
    tri_text_addf(text, " in %zu resource%s of %zu template%s; %zu file%s looked at",
                  summary->resources, plural(summary->resources), summary->templates,
                  plural(summary->templates), summary->files, plural(summary->files));
}

static size_t count_status(const TriRun *run, TriFileStatus status)
{
    size_t count = 0;

    for (size_t i = 0; i < run->note_count; i++) {
        count += run->notes[i].status == status;
    }
    return count;
}

/* Nothing that was left out goes unsaid. */
static void add_not_analysed(const TriRun *run, TriText *text)
{
    static const struct {
        TriFileStatus status;
        const char *words;
    } kinds[] = {
        { TRI_FILE_UNREADABLE, "unreadable" },
        { TRI_FILE_INVALID, "invalid" },
        { TRI_FILE_UNSUPPORTED, "Bicep (not supported yet)" },
    };
    bool is_first = true;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t count = count_status(run, kinds[i].status);

        if (count == 0) {
            continue;
        }
        tri_text_add_c(text, is_first ? "\nnot analysed: " : ", ");
        tri_text_addf(text, "%zu %s", count, kinds[i].words);
        is_first = false;
    }
}

void tri_report_summary(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    (void)style;
    add_levels(&run->summary, text);
    add_looked_at(&run->summary, text);
    add_not_analysed(run, text);
    tri_text_add_char(text, '\n');
}
