/* The closing lines on standard error. Nothing that was left out goes unsaid, and
   a run that looked at nothing never reads like one that found nothing. */
#include "report/line.h"
#include "report/report.h"

#include <stdlib.h>

#define RESET "\033[0m"

static const char *const level_paints[TRI_LEVEL_COUNT] = {
    [TRI_LEVEL_OFF] = "\033[32m",
    [TRI_LEVEL_INFO] = "\033[36m",
    [TRI_LEVEL_WARNING] = "\033[33m",
    [TRI_LEVEL_ERROR] = "\033[31m",
};

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static TriLevel worst_level(const TriSummary *summary)
{
    int level = TRI_LEVEL_ERROR;

    while (level > TRI_LEVEL_OFF && summary->levels[level] == 0) {
        level--;
    }
    return (TriLevel)level;
}

/* "3 errors, 2 warnings, 1 info" */
static void add_levels(const TriSummary *summary, TriText *text)
{
    const char *separator = "";

    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        size_t count = summary->levels[level];

        if (count > 0) {
            tri_text_addf(text, "%s%zu %s%s", separator, count,
                          tri_level_name((TriLevel)level),
                          level == TRI_LEVEL_INFO ? "" : plural(count));
            separator = ", ";
        }
    }
}

/* " (3 undecided, 1 suppressed)" */
static void add_asides(const TriSummary *summary, TriText *text)
{
    size_t undecided = summary->kinds[TRI_KIND_UNDECIDED];

    if (undecided == 0 && summary->suppressed == 0) {
        return;
    }
    tri_text_add_c(text, " (");
    if (undecided > 0) {
        tri_text_addf(text, "%zu undecided", undecided);
    }
    if (summary->suppressed > 0) {
        tri_text_addf(text, "%s%zu suppressed", undecided > 0 ? ", " : "",
                      summary->suppressed);
    }
    tri_text_add_char(text, ')');
}

static void add_findings(const TriSummary *summary, TriText *text)
{
    if (worst_level(summary) == TRI_LEVEL_OFF) {
        tri_text_add_c(text, "no findings");
    } else {
        add_levels(summary, text);
    }
    add_asides(summary, text);
    tri_text_add_c(text, "; ");
}

static bool has_something_to_say(const TriSummary *summary)
{
    return summary->resources > 0 || summary->kinds[TRI_KIND_UNDECIDED] > 0 ||
           worst_level(summary) != TRI_LEVEL_OFF;
}

static void add_looked_at(const TriSummary *summary, TriText *text)
{
    if (summary->files == 0) {
        tri_text_add_c(text, "no template found: there was no file to look at");
    } else if (summary->templates == 0 && has_something_to_say(summary)) {
        /* What could not be read, or not to its end, may have held something. */
        tri_text_addf(text, "judged nothing, looked at %zu file%s", summary->files,
                      plural(summary->files));
    } else if (summary->templates == 0) {
        tri_text_addf(
            text,
            "nothing to judge: %zu file%s, no template with a resource that a "
            "selected rule is about",
            summary->files, plural(summary->files));
    } else {
        tri_text_addf(
            text, "judged %zu resource%s in %zu template%s, looked at %zu file%s",
            summary->resources, plural(summary->resources), summary->templates,
            plural(summary->templates), summary->files, plural(summary->files));
    }
}

static size_t count_status(const TriRun *run, TriFileStatus status)
{
    size_t count = 0;

    for (size_t i = 0; i < run->note_count; i++) {
        count += run->notes[i].status == status;
    }
    return count;
}

static void add_not_analysed(const TriRun *run, TriText *text)
{
    static const char *const words[TRI_FILE_STATUS_COUNT] = {
        [TRI_FILE_UNREADABLE] = "unreadable",
        [TRI_FILE_INVALID] = "invalid",
        [TRI_FILE_NOT_TEMPLATE] = "without a template",
    };
    const char *separator = "not analysed: ";

    for (int status = 0; status < TRI_FILE_STATUS_COUNT; status++) {
        size_t count = count_status(run, (TriFileStatus)status);

        if (count > 0) {
            tri_text_addf(text, "%s%zu %s", separator, count, words[status]);
            separator = ", ";
        }
    }
    if (run->note_count > 0) {
        tri_text_add_char(text, '\n');
    }
}

/* Green is for what was judged and found good. */
static const char *paint_of(const TriSummary *summary)
{
    return level_paints[has_something_to_say(summary) ? worst_level(summary)
                                                      : TRI_LEVEL_WARNING];
}

/* ---- repositories ---- */

/* More are not listed one by one. */
enum { MOST_LISTED = 20 };

/* The worst first; of several alike, in order of path. */
static int by_worst(const void *a, const void *b)
{
    const TriRepository *left = *(const TriRepository *const *)a;
    const TriRepository *right = *(const TriRepository *const *)b;

    for (int level = TRI_LEVEL_ERROR; level > TRI_LEVEL_OFF; level--) {
        size_t mine = left->summary.levels[level];
        size_t other = right->summary.levels[level];

        if (mine != other) {
            return mine > other ? -1 : 1;
        }
    }
    return tri_str_compare(left->path, right->path);
}

static bool has_findings(const TriRepository *repository)
{
    return worst_level(&repository->summary) != TRI_LEVEL_OFF;
}

static void add_worst(const TriRun *run, size_t count, TriText *text)
{
    TriArena arena = tri_arena_open((size_t)1 << 32);
    const TriRepository **worst = TRI_NEW_ARRAY(&arena, const TriRepository *, count);
    size_t used = 0;

    for (size_t i = 0; i < run->repository_count; i++) {
        if (has_findings(&run->repositories[i])) {
            worst[used++] = &run->repositories[i];
        }
    }
    qsort(worst, used, sizeof *worst, by_worst);
    for (size_t i = 0; i < used && i < MOST_LISTED; i++) {
        tri_text_add_c(text, "  ");
        tri_add_path(text, worst[i]->path);
        tri_text_add_c(text, ": ");
        add_levels(&worst[i]->summary, text);
        tri_text_add_char(text, '\n');
    }
    if (used > MOST_LISTED) {
        tri_text_addf(text, "  and %zu more\n", used - MOST_LISTED);
    }
    tri_arena_close(&arena);
}

static void add_shard(const TriRun *run, TriText *text)
{
    if (run->shard.count > 0) {
        tri_text_addf(text, "shard %zu of %zu%s", run->shard.index, run->shard.count,
                      run->repository_total > 1 ? ": " : "\n");
    }
    if (run->shard.count > 0 && run->repository_total > 1) {
        tri_text_addf(text, "%zu of ", run->repository_count);
    }
}

/* "40 repositories: 6 with findings, 34 without", then those with the most. */
static void add_repositories(const TriRun *run, TriText *text)
{
    size_t found = 0;

    add_shard(run, text);
    if (run->repository_total < 2) {
        return;
    }
    for (size_t i = 0; i < run->repository_count; i++) {
        found += has_findings(&run->repositories[i]);
    }
    tri_text_addf(text, "%zu repositories: %zu with findings, %zu without\n",
                  run->shard.count > 0 ? run->repository_total : run->repository_count,
                  found, run->repository_count - found);
    if (found > 0) {
        add_worst(run, found, text);
    }
}

void tri_report_summary(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    const TriSummary *summary = &run->summary;

    tri_text_add_c(text, style->has_color ? paint_of(summary) : "");
    if (has_something_to_say(summary)) {
        add_findings(summary, text);
    }
    add_looked_at(summary, text);
    tri_text_add_c(text, style->has_color ? RESET "\n" : "\n");
    if (run->hidden > 0) {
        tri_text_addf(text, "not shown: %zu finding%s below --min-level\n", run->hidden,
                      plural(run->hidden));
    }
    add_not_analysed(run, text);
    add_repositories(run, text);
}
