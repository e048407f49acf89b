/* Markdown, for the comment of a pull request or the summary of a step
   (interfaces.md 4, 9). */
#include "base/utf8.h"
#include "report/escape.h"
#include "report/report.h"

/* Rows of a table; a summary that is too large is not shown at all. */
enum { MOST_ROWS = 100, LONGEST_TEXT = 300 };

/* What could be taken for markup, for a link or for somebody's name. */
static bool is_markup(uint32_t code)
{
    return code < 0x80 && tri_str_find_char(TRI_STR("\\`*_{}[]()<>#+-.!|~@:&$^=\"'"),
                                            (char)code) != TRI_NOT_FOUND;
}

static bool is_plain(uint32_t code)
{
    return code == '-' || code == '.' || code == '(' || code == ')' || code == '\'' ||
           code == '"' || code == '=' || code == '+';
}

/* On one line, and nothing but text. Entities leave no character that starts markup. */
static void add_text(TriText *text, TriStr part)
{
    TriStr rest = part;

    while (rest.size > 0 && part.size - rest.size < LONGEST_TEXT) {
        uint32_t code = tri_utf8_next(&rest);

        if (code == '\n' || code == '\r' || code == '\t') {
            tri_text_add_char(text, ' ');
        } else if (is_markup(code) && !is_plain(code)) {
            tri_text_addf(text, "&#%u;", (unsigned)code);
        } else if (code < 0x20 || (code >= 0x7F && code < 0xA0) ||
                   (code >= 0xD800 && code < 0xE000) ||
                   (code >= 0x202A && code <= 0x202E)) {
            tri_utf8_add(text, TRI_REPLACEMENT_CHARACTER);
        } else {
            tri_utf8_add(text, code);
        }
    }
    tri_text_add_c(text, rest.size > 0 ? "…" : "");
}

/* [path:line](path#Lline) */
static void add_place(TriText *text, const TriPlace *place)
{
    tri_text_add_char(text, '[');
    add_text(text, place->path);
    tri_text_addf(text, "&#58;%u](", place->start.line);
    tri_text_add_percent(text, place->path, TRI_STR("/-._"));
    tri_text_addf(text, "#L%u)", place->start.line);
}

static void add_row(TriText *text, const TriResult *result)
{
    tri_text_add_c(text, "| ");
    add_text(text, result->rule);
    tri_text_add_c(text, " | ");
    add_place(text, &result->place);
    tri_text_add_c(text, " | ");
    add_text(text, result->message);
    tri_text_add_c(text, " |\n");
}

static void add_level(TriText *text, const TriRun *run, TriLevel level,
                      const char *title)
{
    size_t count = 0;

    for (size_t i = 0; i < run->result_count; i++) {
        const TriResult *result = &run->results[i];

        if (!tri_is_finding(result) || result->level != level) {
            continue;
        }
        if (count++ == 0) {
            tri_text_addf(
                text, "\n## %s\n\n| Rule | Place | Finding |\n| --- | --- | --- |\n",
                title);
        }
        if (count <= MOST_ROWS) {
            add_row(text, result);
        }
    }
    if (count > MOST_ROWS) {
        tri_text_addf(text, "\nand %zu more\n", count - MOST_ROWS);
    }
}

static void add_count_cells(TriText *text, const TriSummary *summary)
{
    tri_text_addf(text, "| %zu | %zu | %zu | %zu | %zu | %zu | %zu |\n",
                  summary->levels[TRI_LEVEL_ERROR], summary->levels[TRI_LEVEL_WARNING],
                  summary->levels[TRI_LEVEL_INFO], summary->kinds[TRI_KIND_UNDECIDED],
                  summary->resources, summary->templates, summary->files);
}

static void add_counts(TriText *text, const TriRun *run)
{
    const TriSummary *summary = &run->summary;

    tri_text_add_c(text, "| Errors | Warnings | Infos | Undecided | Resources | "
                         "Templates | Files |\n"
                         "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    add_count_cells(text, summary);
    if (summary->suppressed > 0) {
        tri_text_addf(text, "\n%zu suppressed\n", summary->suppressed);
    }
}

static void add_repositories(TriText *text, const TriRun *run)
{
    if (run->repository_total < 2) {
        return;
    }
    tri_text_add_c(text, "\n## Repositories\n\n"
                         "| Repository | Errors | Warnings | Infos | Undecided | "
                         "Resources | Templates | Files |\n"
                         "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (size_t i = 0; i < run->repository_count && i < MOST_ROWS; i++) {
        tri_text_add_c(text, "| ");
        add_text(text, run->repositories[i].path);
        tri_text_add_char(text, ' ');
        add_count_cells(text, &run->repositories[i].summary);
    }
    if (run->repository_count > MOST_ROWS) {
        tri_text_addf(text, "\nand %zu more\n", run->repository_count - MOST_ROWS);
    }
}

static void add_notes(TriText *text, const TriRun *run)
{
    if (run->note_count > 0) {
        tri_text_add_c(text, "\n## Not analysed\n\n| File | Why |\n| --- | --- |\n");
    }
    for (size_t i = 0; i < run->note_count && i < MOST_ROWS; i++) {
        tri_text_add_c(text, "| ");
        add_text(text, run->notes[i].path);
        tri_text_add_c(text, " | ");
        add_text(text, run->notes[i].message);
        tri_text_add_c(text, " |\n");
    }
    if (run->note_count > MOST_ROWS) {
        tri_text_addf(text, "\nand %zu more\n", run->note_count - MOST_ROWS);
    }
}

static bool has_findings(const TriRun *run)
{
    for (size_t i = 0; i < run->result_count; i++) {
        if (tri_is_finding(&run->results[i])) {
            return true;
        }
    }
    return false;
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    (void)style;
    tri_text_add_c(text, "# tricep\n\n");
    add_counts(text, run);
    add_repositories(text, run);
    if (!has_findings(run)) {
        tri_text_add_c(text, "\nNo findings.\n");
    }
    add_level(text, run, TRI_LEVEL_ERROR, "Errors");
    add_level(text, run, TRI_LEVEL_WARNING, "Warnings");
    add_level(text, run, TRI_LEVEL_INFO, "Infos");
    add_notes(text, run);
}

const TriReporter tri_report_markdown = {
    .name = "markdown",
    .summary = "Markdown, for a comment or the summary of a step",
    .write = write,
};
