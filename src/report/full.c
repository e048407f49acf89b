/* For people at a terminal: the line of source with the place marked, where the
   value comes from, and what to do. */
#include "base/utf8.h"
#include "report/line.h"
#include "report/report.h"

/* Source lines are cut to this many columns when the terminal tells none. */
enum { DEFAULT_WIDTH = 120, LEAST_WIDTH = 40, CONTEXT = 20 };

#define RESET "\033[0m"
#define BOLD "\033[1m"
#define DIM "\033[2m"

typedef struct Full {
    TriText *text;
    bool has_color;
    size_t width;
} Full;

static const char *const level_colors[TRI_LEVEL_COUNT] = {
    [TRI_LEVEL_OFF] = "\033[32m",
    [TRI_LEVEL_INFO] = "\033[36m",
    [TRI_LEVEL_WARNING] = "\033[33m",
    [TRI_LEVEL_ERROR] = "\033[31m",
};

static void color(const Full *full, const char *code)
{
    if (full->has_color) {
        tri_text_add_c(full->text, code);
    }
}

static void add_header(const Full *full, const TriResult *result)
{
    color(full, BOLD);
    color(full, level_colors[result->level]);
    tri_text_addf(full->text, "%s[%.*s]", tri_level_word(result),
                  TRI_ARG(result->rule));
    color(full, RESET);
    color(full, BOLD);
    tri_text_add_c(full->text, ": ");
    tri_add_message(full->text, result->message);
    color(full, RESET);
    tri_text_add_char(full->text, '\n');
}

static int digits(uint32_t number)
{
    int count = 1;

    for (; number >= 10; number /= 10) {
        count++;
    }
    return count;
}

/* The margin of a line: a line number, or a word, or nothing. */
static void add_margin(const Full *full, int width, const char *mark)
{
    color(full, DIM);
    tri_text_addf(full->text, "%*s %s ", width, "", mark);
    color(full, RESET);
}

/* Columns that a character takes: none for marks that combine, two for the wide
   ones of East Asia. */
static size_t columns_of(uint32_t code)
{
    if ((code >= 0x300 && code < 0x370) || (code >= 0x200B && code < 0x2010) ||
        code == 0xFE0F) {
        return 0;
    }
    bool is_wide =
        (code >= 0x1100 && code < 0x1160) || (code >= 0x2E80 && code < 0xA4D0) ||
        (code >= 0xAC00 && code < 0xD7A4) || (code >= 0xF900 && code < 0xFB00) ||
        (code >= 0xFF00 && code < 0xFF61) || (code >= 0x1F300 && code < 0x1FA00);

    return is_wide ? 2 : 1;
}

/* A character as it is shown: a tab as a blank, a control character as its
   picture. */
static uint32_t picture_of(uint32_t code)
{
    if (code == '\t') {
        return ' ';
    }
    if (code < 0x20) {
        return 0x2400 + code;
    }
    if (code == 0x7F) {
        return 0x2421;
    }
    bool is_control = (code >= 0x80 && code < 0xA0) ||
                      (code >= 0x2028 && code <= 0x202E) ||
                      (code >= 0x2066 && code <= 0x2069);

    return is_control ? TRI_REPLACEMENT_CHARACTER : code;
}

/* Columns that `text` takes when it is shown. */
static size_t shown_columns(TriStr text)
{
    size_t columns = 0;

    while (text.size > 0) {
        columns += columns_of(picture_of(tri_utf8_next(&text)));
    }
    return columns;
}

static void add_shown(TriText *text, TriStr part)
{
    while (part.size > 0) {
        tri_utf8_add(text, picture_of(tri_utf8_next(&part)));
    }
}

/* The line in three parts: before the place, in it, behind it. */
typedef struct Marked {
    TriStr before;
    TriStr inside;
    TriStr after;
} Marked;

static Marked mark(const TriResult *result)
{
    uint32_t first = result->place.start.column - result->line_column;
    size_t start = tri_utf8_offset(result->line, first);
    size_t end = result->line.size;

    if (result->place.end.line == result->place.start.line) {
        end = tri_utf8_offset(result->line,
                              result->place.end.column - result->line_column);
    }
    return (Marked){ tri_str_slice(result->line, 0, start),
                     tri_str_slice(result->line, start, end - start),
                     tri_str_from(result->line, end) };
}

/* Takes characters off the front until `text` fits `columns`. */
static TriStr cut_front(TriStr text, size_t columns, bool *is_cut)
{
    while (shown_columns(text) > columns) {
        tri_utf8_next(&text);
        *is_cut = true;
    }
    return text;
}

static TriStr cut_back(TriStr text, size_t columns, bool *is_cut)
{
    TriStr rest = text;
    size_t used = 0;

    while (rest.size > 0) {
        TriStr next = rest;

        used += columns_of(picture_of(tri_utf8_next(&next)));
        if (used > columns) {
            *is_cut = true;
            return tri_str_slice(text, 0, text.size - rest.size);
        }
        rest = next;
    }
    return text;
}

static void add_underline(const Full *full, const TriResult *result,
                          const Marked *marked, bool is_cut_before, int margin)
{
    size_t indent = shown_columns(marked->before) + is_cut_before;
    size_t width = shown_columns(marked->inside);

    add_margin(full, margin, "|");
    tri_text_addf(full->text, "%*s", (int)indent, "");
    color(full, BOLD);
    color(full, level_colors[result->level]);
    for (size_t i = 0; i < (width > 0 ? width : 1); i++) {
        tri_text_add_char(full->text, '^');
    }
    color(full, RESET);
    tri_text_add_char(full->text, '\n');
}

static void add_source(const Full *full, const TriResult *result, int margin)
{
    Marked marked = mark(result);
    bool is_cut_before = result->line_column > 1;
    bool is_cut_after = false;
    size_t room = full->width - (size_t)margin - 3;

    marked.inside = cut_back(marked.inside, room - CONTEXT, &is_cut_after);
    size_t left = room - shown_columns(marked.inside);

    marked.before =
        cut_front(marked.before, is_cut_after ? left : left - left / 4, &is_cut_before);
    left -= shown_columns(marked.before);
    marked.after =
        is_cut_after ? (TriStr){ 0 } : cut_back(marked.after, left, &is_cut_after);
    color(full, DIM);
    tri_text_addf(full->text, "%*u | ", margin, result->place.start.line);
    color(full, RESET);
    tri_text_add_c(full->text, is_cut_before ? "…" : "");
    add_shown(full->text, marked.before);
    add_shown(full->text, marked.inside);
    add_shown(full->text, marked.after);
    tri_text_add_c(full->text, is_cut_after ? "…\n" : "\n");
    add_underline(full, result, &marked, is_cut_before, margin);
}

static void add_remark(const Full *full, int margin, const char *word, TriStr message)
{
    add_margin(full, margin, "=");
    color(full, BOLD);
    tri_text_addf(full->text, "%s: ", word);
    color(full, RESET);
    tri_add_message(full->text, message);
}

static size_t count_instances(const TriResult *result)
{
    size_t count = 0;

    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        count += result->instances[kind];
    }
    return count;
}

static void add_instances(const Full *full, const TriResult *result, int margin)
{
    size_t count = count_instances(result);
    TriText words = tri_text(full->text->arena);

    if (count < 2 || result->instances[result->kind] == count) {
        return;
    }
    tri_text_addf(&words, "so in %zu of %zu deployments of this resource",
                  result->instances[result->kind], count);
    add_remark(full, margin, "note", tri_text_str(&words));
    tri_text_add_char(full->text, '\n');
}

static void add_related(const Full *full, const TriResult *result, int margin)
{
    for (size_t i = 0; i < result->related_count; i++) {
        const TriResultRelated *related = &result->related[i];

        add_remark(full, margin, "note", related->message);
        color(full, DIM);
        tri_text_add_c(full->text, " (");
        tri_add_place(full->text, &related->place);
        tri_text_add_c(full->text, ")");
        color(full, RESET);
        tri_text_add_char(full->text, '\n');
    }
}

static void add_result(const Full *full, const TriResult *result)
{
    int margin = digits(result->place.start.line);

    add_header(full, result);
    color(full, DIM);
    tri_text_addf(full->text, "%*s--> ", margin, "");
    color(full, RESET);
    tri_add_place(full->text, &result->place);
    tri_text_add_char(full->text, '\n');
    if (result->line.size > 0) {
        add_margin(full, margin, "|");
        tri_text_add_char(full->text, '\n');
        add_source(full, result, margin);
    }
    add_related(full, result, margin);
    add_instances(full, result, margin);
    if (result->help.size > 0) {
        add_remark(full, margin, "help", result->help);
        tri_text_add_char(full->text, '\n');
    }
    tri_text_add_char(full->text, '\n');
}

static size_t usable_width(int width)
{
    if (width <= 0) {
        return DEFAULT_WIDTH;
    }
    return width < LEAST_WIDTH ? LEAST_WIDTH : (size_t)width;
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    Full full = { text, style->has_color, usable_width(style->width) };

    for (size_t i = 0; i < run->result_count; i++) {
        add_result(&full, &run->results[i]);
    }
}

const TriReporter tri_report_full = {
    .name = "full",
    .summary = "for people: source line, where the value comes from, what to do",
    .write = write,
};
