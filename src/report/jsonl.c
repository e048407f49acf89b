/* JSON Lines: the report in pieces, for whoever reads as it comes (interfaces.md 9). */
#include "report/json_parts.h"
#include "report/report.h"

/* Opens the object of a line; its first member says what it is. */
static TriJsonWriter open_line(TriText *text, const char *type)
{
    TriJsonWriter json = tri_json_writer(text, 0);

    tri_json_set_compact(&json, true);
    tri_json_open_object(&json);
    tri_json_member_string(&json, TRI_STR("type"), tri_str_from_c(type));
    return json;
}

static void close_line(TriJsonWriter *json, TriText *text)
{
    tri_json_close_object(json);
    tri_text_add_char(text, '\n');
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    TriJsonWriter json = open_line(text, "run");

    (void)style;
    tri_json_member_int(&json, TRI_STR("version"), 1);
    tri_json_add_tool(&json);
    close_line(&json, text);
    for (size_t i = 0; i < run->result_count; i++) {
        json = open_line(text, "result");
        tri_json_add_result(&json, &run->results[i]);
        close_line(&json, text);
    }
    for (size_t i = 0; i < run->note_count; i++) {
        json = open_line(text, "file");
        tri_json_add_note(&json, &run->notes[i]);
        close_line(&json, text);
    }
    json = open_line(text, "summary");
    tri_json_add_summary(&json, &run->summary);
    close_line(&json, text);
}

const TriReporter tri_report_jsonl = {
    .name = "jsonl",
    .summary = "the JSON document as lines: the run, each result and file, the summary",
    .write = write,
};
