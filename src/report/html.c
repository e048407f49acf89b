/* One page for whoever answers for many templates (interfaces.md 9): it needs nothing
   but itself. */
#include "base/list.h"
#include "base/map.h"
#include "report/escape.h"
#include "report/html_page.h"
#include "report/report.h"
#include "tricep/version.h"

#define CORE_RULE "client-cert-enabled"

static void add_cell(TriText *text, const char *class, TriStr value)
{
    tri_text_addf(text, "<td class=\"%s\">", class);
    tri_add_xml(text, value);
    tri_text_add_c(text, "</td>");
}

static void add_number(TriText *text, size_t value)
{
    tri_text_addf(text, "<td class=\"number\">%zu</td>", value);
}

/* A table with headings, of which those behind a '#' are above numbers. */
static void open_table(TriText *text, const char *id, const char *const *headings)
{
    tri_text_addf(text, "<div class=\"wide\"><table%s%s%s>\n<thead><tr>",
                  id == NULL ? "" : " id=\"", id == NULL ? "" : id,
                  id == NULL ? "" : "\"");
    for (; *headings != NULL; headings++) {
        bool is_number = **headings == '#';

        tri_text_addf(text, "<th scope=\"col\"%s>%s</th>",
                      is_number ? " class=\"number\"" : "", *headings + is_number);
    }
    tri_text_add_c(text, "</tr></thead>\n<tbody>\n");
}

static void close_table(TriText *text)
{
    tri_text_add_c(text, "</tbody>\n</table></div>\n");
}

/* ---- charts ---- */

enum { BAR_WIDTH = 240, BAR_HEIGHT = 12 };

/* A bar in parts: what fails, what is undecided, what passes. */
static void add_bar(TriText *text, const size_t *kinds, int scale)
{
    static const struct {
        TriKind kind;
        char class;
    } parts[] = { { TRI_KIND_FAIL, 'f' },
                  { TRI_KIND_UNDECIDED, 'u' },
                  { TRI_KIND_PASS, 'p' } };
    size_t all =
        kinds[TRI_KIND_FAIL] + kinds[TRI_KIND_UNDECIDED] + kinds[TRI_KIND_PASS];
    double at = 0;
    int width = BAR_WIDTH * scale;

    tri_text_addf(text,
                  "<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                  "aria-label=\"%zu fail, %zu undecided, %zu pass\">",
                  width, BAR_HEIGHT * scale, width, BAR_HEIGHT * scale,
                  kinds[TRI_KIND_FAIL], kinds[TRI_KIND_UNDECIDED],
                  kinds[TRI_KIND_PASS]);
    if (all == 0) {
        tri_text_addf(text, "<rect class=\"e\" width=\"%d\" height=\"%d\"/>", width,
                      BAR_HEIGHT * scale);
    }
    for (size_t i = 0; all > 0 && i < sizeof parts / sizeof *parts; i++) {
        double size = (double)kinds[parts[i].kind] * width / (double)all;

        tri_text_addf(text,
                      "<rect class=\"%c\" x=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
                      parts[i].class, at, size, BAR_HEIGHT * scale);
        at += size;
    }
    tri_text_add_c(text, "</svg>");
}

static const TriRuleCount *count_of(const TriRun *run, TriStr rule)
{
    for (size_t i = 0; i < run->rule_count_count; i++) {
        if (tri_str_eq(run->rule_counts[i].rule, rule)) {
            return &run->rule_counts[i];
        }
    }
    return NULL;
}

/* ---- totals ---- */

static void add_card(TriText *text, size_t value, const char *what, const char *class)
{
    tri_text_addf(text, "<li><b class=\"%s\">%zu</b> <span>%s</span></li>\n", class,
                  value, what);
}

static void add_totals(TriText *text, const TriRun *run)
{
    const TriSummary *summary = &run->summary;

    tri_text_add_c(text, "<ul class=\"cards\">\n");
    add_card(text, summary->levels[TRI_LEVEL_ERROR], "errors", "error");
    add_card(text, summary->levels[TRI_LEVEL_WARNING], "warnings", "warning");
    add_card(text, summary->levels[TRI_LEVEL_INFO], "infos", "info");
    add_card(text, summary->kinds[TRI_KIND_UNDECIDED], "undecided", "plain");
    add_card(text, summary->suppressed, "suppressed", "plain");
    add_card(text, summary->resources, "resources judged", "plain");
    add_card(text, summary->templates, "templates judged", "plain");
    add_card(text, summary->files, "files looked at", "plain");
    tri_text_add_c(text, "</ul>\n");
}

static void add_core_rule(TriText *text, const TriRun *run)
{
    const TriRuleCount *count = count_of(run, TRI_STR(CORE_RULE));

    if (count == NULL) {
        return;
    }
    const size_t *kinds = count->kinds;
    size_t all =
        kinds[TRI_KIND_FAIL] + kinds[TRI_KIND_UNDECIDED] + kinds[TRI_KIND_PASS];

    tri_text_add_c(text, "<h2>Web apps that ask for client certificates</h2>\n");
    add_bar(text, kinds, 2);
    tri_text_addf(text,
                  "<p>%zu of %zu web apps and slots pass (%.0f %%); %zu fail, %zu are "
                  "undecided.</p>\n",
                  kinds[TRI_KIND_PASS], all,
                  all == 0 ? 0.0 : 100.0 * (double)kinds[TRI_KIND_PASS] / (double)all,
                  kinds[TRI_KIND_FAIL], kinds[TRI_KIND_UNDECIDED]);
}

/* ---- by rule ---- */

static TriStr title_of(const TriRun *run, TriStr id)
{
    const TriReportRule *rule = tri_report_rule(run, id);

    return rule == NULL ? TRI_STR("") : rule->title;
}

static void add_rules(TriText *text, const TriRun *run)
{
    static const char *const headings[] = { "Rule",       "What is wrong", "#Fail",
                                            "#Undecided", "#Pass",         "Share",
                                            NULL };

    if (run->rule_count_count == 0) {
        return;
    }
    tri_text_add_c(text, "<h2>By rule</h2>\n");
    open_table(text, NULL, headings);
    for (size_t i = 0; i < run->rule_count_count; i++) {
        const TriRuleCount *count = &run->rule_counts[i];

        tri_text_add_c(text, "<tr>");
        add_cell(text, "rule", count->rule);
        add_cell(text, "text", title_of(run, count->rule));
        add_number(text, count->kinds[TRI_KIND_FAIL]);
        add_number(text, count->kinds[TRI_KIND_UNDECIDED]);
        add_number(text, count->kinds[TRI_KIND_PASS]);
        tri_text_add_c(text, "<td>");
        add_bar(text, count->kinds, 1);
        tri_text_add_c(text, "</td></tr>\n");
    }
    close_table(text);
}

/* ---- by repository, or folder ---- */

static void add_repository(TriText *text, const TriRepository *repository)
{
    const TriSummary *summary = &repository->summary;

    tri_text_add_c(text, "<tr>");
    add_cell(text, "text", repository->path);
    add_number(text, summary->levels[TRI_LEVEL_ERROR]);
    add_number(text, summary->levels[TRI_LEVEL_WARNING]);
    add_number(text, summary->levels[TRI_LEVEL_INFO]);
    add_number(text, summary->kinds[TRI_KIND_UNDECIDED]);
    add_number(text, summary->resources);
    add_number(text, summary->templates);
    add_number(text, summary->files);
    tri_text_add_c(text, "</tr>\n");
}

static void add_repositories(TriText *text, const TriRun *run)
{
    static const char *const headings[] = { "Repository", "#Errors",    "#Warnings",
                                            "#Infos",     "#Undecided", "#Resources",
                                            "#Templates", "#Files",     NULL };

    tri_text_add_c(text, "<h2>By repository</h2>\n");
    open_table(text, NULL, headings);
    for (size_t i = 0; i < run->repository_count; i++) {
        add_repository(text, &run->repositories[i]);
    }
    close_table(text);
}

/* The first parts of a path. */
static TriStr folder_of(TriStr path)
{
    enum { PARTS = 2 };
    size_t end = 0;

    for (size_t i = 0, parts = 0; i < path.size && parts < PARTS; i++) {
        if (path.data[i] == '/') {
            parts++;
            end = i;
        }
    }
    return end == 0 ? TRI_STR(".") : tri_str_slice(path, 0, end);
}

static void add_folder(TriText *text, TriStr folder, const size_t *levels)
{
    tri_text_add_c(text, "<tr>");
    add_cell(text, "text", folder);
    add_number(text, levels[TRI_LEVEL_ERROR]);
    add_number(text, levels[TRI_LEVEL_WARNING]);
    add_number(text, levels[TRI_LEVEL_INFO]);
    tri_text_add_c(text, "</tr>\n");
}

typedef struct Folder {
    TriStr name;
    size_t levels[TRI_LEVEL_COUNT];
} Folder;

typedef TRI_LIST(Folder) FolderList;

static void count_folders(TriArena *arena, const TriRun *run, FolderList *list)
{
    TriMap index = { 0 };

    for (size_t i = 0; i < run->result_count; i++) {
        const TriResult *result = &run->results[i];

        if (!tri_is_finding(result)) {
            continue;
        }
        Folder folder = { .name = folder_of(result->place.path) };
        void **place = tri_map_put(arena, &index, folder.name, TRI_MAP_EXACT);

        if (*place == NULL) {
            tri_list_push(arena, list, folder);
            *place = (void *)list->count;
        }
        list->items[(size_t)*place - 1].levels[result->level]++;
    }
}

static void add_folders(TriText *text, const TriRun *run)
{
    static const char *const headings[] = { "Folder", "#Errors", "#Warnings", "#Infos",
                                            NULL };
    TriArena arena = tri_arena_open((size_t)1 << 32);
    FolderList list = { 0 };

    count_folders(&arena, run, &list);
    if (list.count > 0) {
        tri_text_add_c(text, "<h2>By folder</h2>\n");
        open_table(text, NULL, headings);
        for (size_t i = 0; i < list.count; i++) {
            add_folder(text, list.items[i].name, list.items[i].levels);
        }
        close_table(text);
    }
    tri_arena_close(&arena);
}

/* ---- compliance ---- */

static void add_control(TriText *text, const TriReportCompliance *control,
                        const TriReportRule *rule, const TriRuleCount *count)
{
    tri_text_add_c(text, "<tr>");
    add_cell(text, "text", control->framework);
    add_cell(text, "control", control->control);
    add_cell(text, "rule", rule->id);
    add_number(text, count->kinds[TRI_KIND_FAIL]);
    add_number(text, count->kinds[TRI_KIND_PASS]);
    tri_text_add_c(text, "</tr>\n");
}

static void add_compliance(TriText *text, const TriRun *run)
{
    static const char *const headings[] = { "Framework", "Control", "Rule",
                                            "#Fail",     "#Pass",   NULL };
    bool is_open = false;

    for (size_t i = 0; i < run->rule_count; i++) {
        const TriReportRule *rule = &run->rules[i];
        const TriRuleCount *count = count_of(run, rule->id);

        for (size_t j = 0; count != NULL && j < rule->compliance_count; j++) {
            if (!is_open) {
                tri_text_add_c(text, "<h2>Controls</h2>\n");
                open_table(text, NULL, headings);
                is_open = true;
            }
            add_control(text, &rule->compliance[j], rule, count);
        }
    }
    if (is_open) {
        close_table(text);
    }
}

/* ---- findings ---- */

static void add_finding(TriText *text, const TriResult *result)
{
    const char *level = tri_level_name(result->level);

    tri_text_addf(text, "<tr data-level=\"%s\"><td class=\"%s\" data-sort=\"%d\">%s",
                  level, level, TRI_LEVEL_COUNT - (int)result->level, level);
    tri_text_add_c(text,
                   result->kind == TRI_KIND_UNDECIDED ? " (undecided)</td>" : "</td>");
    add_cell(text, "rule", result->rule);
    tri_text_add_c(text, "<td class=\"text\" data-sort=\"");
    tri_add_xml(text, result->place.path);
    tri_text_addf(text, ":%08u\">", result->place.start.line);
    tri_add_xml(text, result->place.path);
    tri_text_addf(text, ":%u:%u</td>", result->place.start.line,
                  result->place.start.column);
    add_cell(text, "text", result->message);
    tri_text_add_c(text, "</tr>\n");
}

static void add_tools(TriText *text)
{
    tri_text_add_c(text,
                   "<div class=\"tools\"><input id=\"words\" type=\"search\" "
                   "aria-label=\"Filter findings\" placeholder=\"Filter\">"
                   "<select id=\"level\" aria-label=\"Level\"><option value=\"\">all "
                   "levels</option><option>error</option><option>warning</option>"
                   "<option>info</option></select></div>\n"
                   "<p id=\"shown\" aria-live=\"polite\"></p>\n");
}

static void add_findings(TriText *text, const TriRun *run)
{
    static const char *const headings[] = { "Level", "Rule", "Place", "Finding", NULL };
    bool is_open = false;

    tri_text_add_c(text, "<h2>Findings</h2>\n");
    for (size_t i = 0; i < run->result_count; i++) {
        if (!tri_is_finding(&run->results[i])) {
            continue;
        }
        if (!is_open) {
            add_tools(text);
            open_table(text, "findings", headings);
            is_open = true;
        }
        add_finding(text, &run->results[i]);
    }
    if (is_open) {
        close_table(text);
    } else {
        tri_text_add_c(text, "<p>No findings.</p>\n");
    }
}

static void add_notes(TriText *text, const TriRun *run)
{
    static const char *const headings[] = { "File", "Status", "Why", NULL };

    if (run->note_count == 0) {
        return;
    }
    tri_text_add_c(text, "<h2>Files that were not analysed</h2>\n");
    open_table(text, NULL, headings);
    for (size_t i = 0; i < run->note_count; i++) {
        const TriFileNote *note = &run->notes[i];

        tri_text_add_c(text, "<tr>");
        add_cell(text, "text", note->path);
        add_cell(text, "status", tri_str_from_c(tri_file_status_name(note->status)));
        add_cell(text, "text", note->message);
        tri_text_add_c(text, "</tr>\n");
    }
    close_table(text);
}

/* ---- the page ---- */

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    (void)style;
    tri_text_add_c(
        text,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
        "'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
        "<title>tricep report</title>\n<style>\n");
    tri_text_add_c(text, tri_html_style);
    tri_text_add_c(text, "</style>\n</head>\n<body>\n<main>\n<h1>tricep report</h1>\n");
    add_totals(text, run);
    add_core_rule(text, run);
    add_rules(text, run);
    if (run->repository_total > 1) {
        add_repositories(text, run);
    } else {
        add_folders(text, run);
    }
    add_compliance(text, run);
    add_findings(text, run);
    add_notes(text, run);
    tri_text_add_c(text, "<p>Made by tricep \"" TRICEP_VERSION "\".</p>\n</main>\n"
                         "<script>\n");
    tri_text_add_c(text, tri_html_script);
    tri_text_add_c(text, "</script>\n</body>\n</html>\n");
}

const TriReporter tri_report_html = {
    .name = "html",
    .summary = "one page with totals, charts and all findings, for a browser",
    .needs = TRI_NEEDS_RULES,
    .write = write,
};
