/* JUnit XML: findings as tests that fail (interfaces.md 7). */
#include "report/escape.h"
#include "report/report.h"

typedef struct Counts {
    size_t tests;
    size_t failures;
    size_t errors;
    size_t skipped;
} Counts;

/* What a result is in a report of tests. */
typedef enum Outcome {
    OUTCOME_NONE, /* not told */
    OUTCOME_PASSED,
    OUTCOME_FAILED,
    OUTCOME_ERROR, /* the file could not be looked at */
    OUTCOME_SKIPPED,
} Outcome;

static bool is_about_file(const TriResult *result)
{
    return tri_str_eq(result->rule, TRI_STR("parse-error")) ||
           tri_str_eq(result->rule, TRI_STR("read-error"));
}

static Outcome outcome_of(const TriResult *result)
{
    if (result->suppression != TRI_SUPPRESSED_NOT) {
        return OUTCOME_SKIPPED;
    }
    if (result->kind == TRI_KIND_PASS) {
        return OUTCOME_PASSED;
    }
    if (!tri_is_finding(result)) {
        return OUTCOME_NONE;
    }
    if (is_about_file(result)) {
        return OUTCOME_ERROR;
    }
    return result->kind == TRI_KIND_UNDECIDED && result->level < TRI_LEVEL_WARNING
               ? OUTCOME_SKIPPED
               : OUTCOME_FAILED;
}

static void count(const TriResult *result, Counts *counts)
{
    Outcome outcome = outcome_of(result);

    counts->tests += outcome != OUTCOME_NONE;
    counts->failures += outcome == OUTCOME_FAILED;
    counts->errors += outcome == OUTCOME_ERROR;
    counts->skipped += outcome == OUTCOME_SKIPPED;
}

static void add_attribute(TriText *text, const char *name, TriStr value)
{
    tri_text_addf(text, " %s=\"", name);
    tri_add_xml(text, value);
    tri_text_add_char(text, '"');
}

static void add_counts(TriText *text, const Counts *counts, bool is_suite)
{
    tri_text_addf(text, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", counts->tests,
                  counts->failures, counts->errors);
    if (is_suite) {
        tri_text_addf(text, " skipped=\"%zu\"", counts->skipped);
    }
    tri_text_add_c(text, " time=\"0\">\n");
}

static const char *level_word(const TriResult *result)
{
    return tri_level_name(result->level);
}

static void count_unread(const TriRun *run, Counts *counts)
{
    for (size_t i = 0; i < run->note_count; i++) {
        counts->tests += tri_is_unread(&run->notes[i]);
        counts->errors += tri_is_unread(&run->notes[i]);
    }
}

/* "PATH:LINE:COL: message" */
static void add_body(TriText *text, const TriResult *result)
{
    tri_add_xml(text, result->place.path);
    tri_text_addf(text, ":%u:%u: ", result->place.start.line,
                  result->place.start.column);
    tri_add_xml(text, result->message);
    if (result->help.size > 0) {
        tri_text_add_c(text, "&#10;");
        tri_add_xml(text, result->help);
    }
}

static void add_trouble(TriText *text, const char *element, const TriResult *result)
{
    tri_text_addf(text, "      <%s type=\"%s\"", element, level_word(result));
    add_attribute(text, "message", result->message);
    tri_text_add_char(text, '>');
    add_body(text, result);
    tri_text_addf(text, "</%s>\n", element);
}

static void add_file(TriText *text, const TriReportStyle *style, TriStr path)
{
    add_attribute(text, "classname", path);
    if (!style->is_strict) {
        add_attribute(text, "file", path);
    }
    tri_text_add_c(text, " time=\"0\"");
}

/* The place makes the name one of its own: of two with one name only the first
   counts. */
static void open_case(TriText *text, const TriReportStyle *style,
                      const TriResult *result)
{
    const TriPlace *place = &result->place;

    tri_text_add_c(text, "    <testcase name=\"");
    tri_add_xml(text, result->rule);
    tri_text_addf(text, " (%u:%u-%u:%u)\"", place->start.line, place->start.column,
                  place->end.line, place->end.column);
    add_file(text, style, place->path);
}

static void add_case(TriText *text, const TriReportStyle *style,
                     const TriResult *result)
{
    Outcome outcome = outcome_of(result);

    if (outcome == OUTCOME_NONE) {
        return;
    }
    open_case(text, style, result);
    if (outcome == OUTCOME_PASSED) {
        tri_text_add_c(text, "/>\n");
        return;
    }
    tri_text_add_c(text, ">\n");
    if (outcome == OUTCOME_SKIPPED) {
        tri_text_add_c(text, "      <skipped>");
        add_body(text, result);
        tri_text_add_c(text, "</skipped>\n");
    } else {
        add_trouble(text, outcome == OUTCOME_ERROR ? "error" : "failure", result);
    }
    tri_text_add_c(text, "    </testcase>\n");
}

static void open_suite(TriText *text, TriStr path, const TriRepository *repository,
                       const Counts *counts)
{
    tri_text_add_c(text, "  <testsuite");
    add_attribute(text, "name", path);
    if (repository != NULL) {
        add_attribute(text, "package", repository->path);
    }
    add_counts(text, counts, true);
}

static bool are_in_one_suite(const TriResult *a, const TriResult *b)
{
    return a->repository == b->repository && tri_str_eq(a->place.path, b->place.path);
}

/* The results from `from` on that stand in one file; where the next begin. */
static size_t add_suite(TriText *text, const TriReportStyle *style, const TriRun *run,
                        size_t from)
{
    const TriResult *first = &run->results[from];
    Counts counts = { 0 };
    size_t end = from;

    for (; end < run->result_count && are_in_one_suite(first, &run->results[end]);
         end++) {
        count(&run->results[end], &counts);
    }
    if (counts.tests == 0) {
        return end;
    }
    open_suite(text, first->place.path, first->repository, &counts);
    for (size_t i = from; i < end; i++) {
        add_case(text, style, &run->results[i]);
    }
    tri_text_add_c(text, "  </testsuite>\n");
    return end;
}

static void add_unread_suite(TriText *text, const TriReportStyle *style,
                             const TriFileNote *note)
{
    open_suite(text, note->path, note->repository,
               &(Counts){ .tests = 1, .errors = 1 });
    tri_text_add_c(text, "    <testcase name=\"unreadable\"");
    add_file(text, style, note->path);
    tri_text_add_c(text, ">\n      <error type=\"error\"");
    add_attribute(text, "message", note->message);
    tri_text_add_char(text, '>');
    tri_add_xml(text, note->path);
    tri_text_add_c(text, ": ");
    tri_add_xml(text, note->message);
    tri_text_add_c(text, "</error>\n    </testcase>\n  </testsuite>\n");
}

static void add_clean_suite(TriText *text)
{
    tri_text_add_c(
        text, "  <testsuite name=\"tricep\" tests=\"1\" failures=\"0\" errors=\"0\" "
              "skipped=\"0\" time=\"0\">\n"
              "    <testcase name=\"no findings\" classname=\"tricep\" time=\"0\"/>\n"
              "  </testsuite>\n");
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    Counts counts = { 0 };
    bool is_clean;

    for (size_t i = 0; i < run->result_count; i++) {
        count(&run->results[i], &counts);
    }
    count_unread(run, &counts);
    is_clean = counts.tests == 0;
    counts.tests += is_clean;
    tri_text_add_c(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<testsuites name=\"tricep\"");
    add_counts(text, &counts, false);
    for (size_t i = 0; i < run->result_count;) {
        i = add_suite(text, style, run, i);
    }
    for (size_t i = 0; i < run->note_count; i++) {
        if (tri_is_unread(&run->notes[i])) {
            add_unread_suite(text, style, &run->notes[i]);
        }
    }
    if (is_clean) {
        add_clean_suite(text);
    }
    tri_text_add_c(text, "</testsuites>\n");
}

const TriReporter tri_report_junit = {
    .name = "junit",
    .summary = "JUnit XML: findings as failed tests",
    .write = write,
};
