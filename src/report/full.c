/* For people at a terminal: the line of source with the place marked, where the
   value comes from, and what to do. */
#include "base/utf8.h"
#include "report/columns.h"
#include "report/line.h"
#include "report/report.h"

enum {
    USUAL_WIDTH = 120, /* when the terminal tells none */
    LEAST_WIDTH = 40,
    CONTEXT = 16, /* columns beside a long place that show what is around it */
    FILES_SHOWN = 3,
};

#define RESET "\033[0m"
#define BOLD "\033[1m"
#define MARGIN "\033[94m"

/* The result that is written, and how. */
typedef struct Full {
    TriText *text;
    bool has_color;
    size_t width;
    const TriResult *result;
    int margin; /* columns of the line number */
} Full;

static const char *const level_paints[TRI_LEVEL_COUNT] = {
    [TRI_LEVEL_OFF] = "\033[1;32m",
    [TRI_LEVEL_INFO] = "\033[1;36m",
    [TRI_LEVEL_WARNING] = "\033[1;33m",
    [TRI_LEVEL_ERROR] = "\033[1;31m",
};

static void paint(const Full *full, const char *code)
{
    if (full->has_color) {
        tri_text_add_c(full->text, code);
    }
}

static void end_line(const Full *full)
{
    tri_text_add_char(full->text, '\n');
}

/* What stands at the beginning of a line, up to a bar or another mark. */
static void add_margin(const Full *full, const char *mark)
{
    paint(full, MARGIN);
    tri_text_addf(full->text, "%*s %s", full->margin, "", mark);
    paint(full, RESET);
}

/* ---- the source line ---- */

/* A line in three parts, as much of them as is shown. */
typedef struct Marked {
    TriStr before;
    TriStr inside;
    TriStr after;
    bool is_cut_before;
    bool is_cut_after;
} Marked;

/* A place of several lines is marked to the end of its first. */
static Marked mark(const TriResult *result)
{
    TriStr line = result->line;
    size_t start =
        tri_utf8_offset(line, result->place.start.column - result->line_column);
    size_t end = line.size;

    if (result->place.end.line == result->place.start.line) {
        end = tri_utf8_offset(line, result->place.end.column - result->line_column);
    }
    return (Marked){
        .before = tri_str_slice(line, 0, start),
        .inside = tri_str_slice(line, start, end - start),
        .after = tri_str_from(line, end),
        .is_cut_before = result->line_column > 1,
    };
}

/* Keeps the start of the place, then what is before it, then what is behind. */
static void cut(Marked *marked, size_t room)
{
    TriStr inside = tri_keep_start(marked->inside, room - CONTEXT);

    marked->is_cut_after = inside.size < marked->inside.size;
    marked->inside = inside;
    room -= tri_columns(inside);
    size_t behind = marked->is_cut_after ? 1 : tri_columns(marked->after);
    size_t left = behind < room / 4 ? room - behind : room - room / 4;

    if (tri_columns(marked->before) + marked->is_cut_before > left) {
        marked->before = tri_keep_end(marked->before, left - 1);
        marked->is_cut_before = true;
    }
    room -= tri_columns(marked->before) + marked->is_cut_before;
    if (marked->is_cut_after) {
        marked->after = (TriStr){ 0 };
    } else if (behind > room) {
        marked->after = tri_keep_start(marked->after, room - 1);
        marked->is_cut_after = true;
    }
}

static void add_line(const Full *full, const Marked *marked)
{
    paint(full, MARGIN);
    tri_text_addf(full->text, "%*u |", full->margin, full->result->place.start.line);
    paint(full, RESET);
    tri_text_add_c(full->text, marked->is_cut_before ? " …" : " ");
    tri_add_source(full->text, marked->before);
    tri_add_source(full->text, marked->inside);
    tri_add_source(full->text, marked->after);
    tri_text_add_c(full->text, marked->is_cut_after ? "…" : "");
    end_line(full);
}

static void add_underline(const Full *full, const Marked *marked)
{
    size_t indent = tri_columns(marked->before) + marked->is_cut_before;
    size_t width = tri_columns(marked->inside);

    add_margin(full, "|");
    tri_text_addf(full->text, " %*s", (int)indent, "");
    paint(full, level_paints[full->result->level]);
    for (size_t i = 0; i < (width > 0 ? width : 1); i++) {
        tri_text_add_char(full->text, '^');
    }
    paint(full, RESET);
    end_line(full);
}

static void add_source(const Full *full)
{
    Marked marked = mark(full->result);

    if (full->result->line.size == 0) {
        return;
    }
    cut(&marked, full->width - (size_t)full->margin - 3);
    add_margin(full, "|");
    end_line(full);
    add_line(full, &marked);
    add_underline(full, &marked);
}

/* ---- remarks ---- */

static void begin_remark(const Full *full, const char *word)
{
    add_margin(full, "= ");
    paint(full, BOLD);
    tri_text_addf(full->text, "%s: ", word);
    paint(full, RESET);
}

static void add_related(const Full *full)
{
    for (size_t i = 0; i < full->result->related_count; i++) {
        const TriResultRelated *related = &full->result->related[i];

        begin_remark(full, "note");
        tri_add_message(full->text, related->message);
        tri_text_add_c(full->text, " (");
        tri_add_place(full->text, &related->place);
        tri_text_add_char(full->text, ')');
        end_line(full);
    }
}

static const char *const verbs[TRI_KIND_COUNT] = {
    [TRI_KIND_FAIL] = "fails",
    [TRI_KIND_UNDECIDED] = "is undecided",
    [TRI_KIND_PASS] = "passes",
    [TRI_KIND_NOT_DEPLOYED] = "is not deployed",
};

/* "fails in 2 of 3 instances, passes in 1" */
static void add_counts(const Full *full, size_t count)
{
    const TriResult *result = full->result;

    begin_remark(full, "note");
    tri_text_addf(full->text, "%s in %zu of %zu instances", verbs[result->kind],
                  result->instances[result->kind], count);
    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        if (kind != (int)result->kind && result->instances[kind] > 0) {
            tri_text_addf(full->text, ", %s in %zu", verbs[kind],
                          result->instances[kind]);
        }
    }
    end_line(full);
}

/* "fails with the parameters of 'a.json', 'b.json' and 2 more" */
static void add_files(const Full *full)
{
    const TriResult *result = full->result;
    size_t count = result->parameter_count;
    size_t shown = count > FILES_SHOWN ? FILES_SHOWN : count;

    begin_remark(full, "note");
    tri_text_addf(full->text, "%s with the parameters of ", verbs[result->kind]);
    for (size_t i = 0; i < shown; i++) {
        const char *separator = i + 1 < count ? ", " : " and ";

        tri_text_addf(full->text, "%s'", i == 0 ? "" : separator);
        tri_add_path(full->text, result->parameters[i]);
        tri_text_add_char(full->text, '\'');
    }
    if (shown < count) {
        tri_text_addf(full->text, " and %zu more", count - shown);
    }
    end_line(full);
}

/* Loops, calls and parameter files can make several of one place. When they are
   not all alike: how many are so, and which. */
static void add_instances(const Full *full)
{
    size_t count = 0;

    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        count += full->result->instances[kind];
    }
    if (full->result->instances[full->result->kind] == count) {
        return;
    }
    add_counts(full, count);
    if (full->result->parameter_count > 0) {
        add_files(full);
    }
}

static void add_help(const Full *full)
{
    if (full->result->help.size > 0) {
        begin_remark(full, "help");
        tri_add_message(full->text, full->result->help);
        end_line(full);
    }
}

/* ---- a result ---- */

/* What is shown though it is no finding is called what it is. */
static const char *header_word(const TriResult *result)
{
    return result->level == TRI_LEVEL_OFF ? tri_kind_name(result->kind)
                                          : tri_level_name(result->level);
}

static void add_header(const Full *full)
{
    const TriResult *result = full->result;

    paint(full, level_paints[result->level]);
    tri_text_addf(full->text, "%s[%.*s]", header_word(result), TRI_ARG(result->rule));
    paint(full, RESET);
    paint(full, BOLD);
    tri_text_add_c(full->text, ": ");
    tri_add_message(full->text, result->message);
    paint(full, RESET);
    end_line(full);
}

static void add_place(const Full *full)
{
    paint(full, MARGIN);
    tri_text_addf(full->text, "%*s--> ", full->margin, "");
    paint(full, RESET);
    tri_add_place(full->text, &full->result->place);
    end_line(full);
}

static int digits(uint32_t number)
{
    int count = 1;

    for (; number >= 10; number /= 10) {
        count++;
    }
    return count;
}

static void add_result(Full *full, const TriResult *result)
{
    full->result = result;
    full->margin = digits(result->place.start.line);
    add_header(full);
    add_place(full);
    add_source(full);
    add_related(full);
    add_instances(full);
    add_help(full);
    end_line(full);
}

static size_t usable_width(int width)
{
    if (width <= 0) {
        return USUAL_WIDTH;
    }
    return width < LEAST_WIDTH ? LEAST_WIDTH : (size_t)width;
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    Full full = { text, style->has_color, usable_width(style->width), NULL, 0 };
    size_t start = text->size;

    for (size_t i = 0; i < run->result_count; i++) {
        add_result(&full, &run->results[i]);
    }
    tri_disarm(text, start);
}

const TriReporter tri_report_full = {
    .name = "full",
    .summary = "for people: source line, where the value comes from, what to do",
    .write = write,
};
