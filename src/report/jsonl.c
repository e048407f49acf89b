/* JSON Lines: the report in pieces, for whoever reads as it comes, and all that other
   reports are made of, for tricep merge (interfaces.md 9, 16; read.h). */
#include "base/utf8.h"
#include "report/json_parts.h"
#include "report/report.h"

typedef struct Writing {
    const TriRun *run;
    TriText *text;
    TriArena *words;
    TriJsonWriter json; /* of the line at hand */
    size_t lines;
} Writing;

/* Opens the object of a line; its first member says what it is. */
static TriJsonWriter *open_line(Writing *writing, const char *type)
{
    TriJsonWriter *json = &writing->json;

    *json = tri_json_writer(writing->text, 0);
    tri_json_set_compact(json, true);
    tri_json_open_object(json);
    tri_json_member_string(json, TRI_STR("type"), tri_str_from_c(type));
    writing->lines++;
    return json;
}

static void close_line(Writing *writing)
{
    tri_json_close_object(&writing->json);
    tri_text_add_char(writing->text, '\n');
}

/* ---- names that JSON cannot spell ---- */

static TriStr as_percent(Writing *writing, TriStr bytes)
{
    TriText text = tri_text(writing->words);

    tri_text_add_percent(&text, bytes, TRI_STR("/-._"));
    return tri_text_str(&text);
}

/* A file name is any bytes; where its member cannot hold them, another one does. */
static void add_raw(Writing *writing, const char *name, TriStr path)
{
    if (!tri_utf8_is_valid(path)) {
        tri_json_member_string(&writing->json, tri_str_from_c(name),
                               as_percent(writing, path));
    }
}

static void add_text(Writing *writing, const char *name, TriStr text)
{
    if (text.size > 0) {
        tri_json_member_string(&writing->json, tri_str_from_c(name), text);
    }
}

/* ---- lines ---- */

static void add_id(TriJsonWriter *json, const TriRunId *id)
{
    if (id->options.size == 0) {
        return;
    }
    tri_json_write_name(json, TRI_STR("run"));
    tri_json_open_object(json);
    tri_json_member_string(json, TRI_STR("options"), id->options);
    tri_json_member_string(json, TRI_STR("rules"), id->rules);
    tri_json_member_string(json, TRI_STR("paths"), id->paths);
    tri_json_close_object(json);
}

static void add_shard(TriJsonWriter *json, TriShard shard)
{
    tri_json_write_name(json, TRI_STR("shard"));
    tri_json_open_object(json);
    tri_json_member_int(json, TRI_STR("index"), (int64_t)shard.index);
    tri_json_member_int(json, TRI_STR("count"), (int64_t)shard.count);
    tri_json_close_object(json);
}

static void add_baseline(TriJsonWriter *json, const TriRun *run)
{
    tri_json_write_name(json, TRI_STR("baseline"));
    tri_json_open_object(json);
    tri_json_member_int(json, TRI_STR("entries"), (int64_t)run->baseline_count);
    tri_json_member_int(json, TRI_STR("met"), (int64_t)run->baseline_met);
    tri_json_member_int(json, TRI_STR("gone"), (int64_t)run->baseline_gone);
    tri_json_close_object(json);
}

static void write_head(Writing *writing)
{
    const TriRun *run = writing->run;
    TriJsonWriter *json = open_line(writing, "run");

    tri_json_member_int(json, TRI_STR("version"), 1);
    tri_json_add_tool(json);
    add_id(json, &run->id);
    if (run->shard.count > 0) {
        add_shard(json, run->shard);
    }
    tri_json_member_string(json, TRI_STR("failOn"),
                           tri_str_from_c(tri_fail_levels[run->fail_on]));
    if (run->repository_total > 1) {
        tri_json_member_int(json, TRI_STR("repositories"),
                            (int64_t)run->repository_total);
    }
    if (run->has_baseline) {
        add_baseline(json, run);
    }
    close_line(writing);
}

static void add_compliance(TriJsonWriter *json, const TriReportRule *rule)
{
    tri_json_write_name(json, TRI_STR("compliance"));
    tri_json_open_array(json);
    for (size_t i = 0; i < rule->compliance_count; i++) {
        tri_json_open_object(json);
        tri_json_member_string(json, TRI_STR("framework"),
                               rule->compliance[i].framework);
        if (rule->compliance[i].control.size > 0) {
            tri_json_member_string(json, TRI_STR("control"),
                                   rule->compliance[i].control);
        }
        tri_json_close_object(json);
    }
    tri_json_close_array(json);
}

static void write_rule(Writing *writing, const TriReportRule *rule)
{
    TriJsonWriter *json = open_line(writing, "rule");

    tri_json_member_string(json, TRI_STR("id"), rule->id);
    add_text(writing, "name", rule->name);
    add_text(writing, "title", rule->title);
    add_text(writing, "description", rule->description);
    add_text(writing, "help", rule->help);
    add_text(writing, "markdown", rule->help_markdown);
    add_text(writing, "url", rule->url);
    add_text(writing, "level", tri_str_from_c(tri_level_name(rule->level)));
    if (rule->security_severity >= 0) {
        tri_json_write_name(json, TRI_STR("securitySeverity"));
        tri_json_write_double(json, rule->security_severity);
    }
    tri_json_member_strings(json, TRI_STR("tags"), rule->tags, rule->tag_count);
    add_compliance(json, rule);
    close_line(writing);
}

/* The related places that have such names, by their number. */
static void add_raw_related(Writing *writing, const TriResult *result)
{
    TriJsonWriter *json = &writing->json;
    bool is_open = false;

    for (size_t i = 0; i < result->related_count; i++) {
        TriStr path = result->related[i].place.path;

        if (tri_utf8_is_valid(path)) {
            continue;
        }
        if (!is_open) {
            tri_json_write_name(json, TRI_STR("rawRelated"));
            tri_json_open_object(json);
            is_open = true;
        }
        tri_json_member_string(json, tri_format(writing->words, "%zu", i),
                               as_percent(writing, path));
    }
    if (is_open) {
        tri_json_close_object(json);
    }
}

static void add_raw_parameters(Writing *writing, const TriResult *result)
{
    bool is_plain = true;

    for (size_t i = 0; i < result->parameter_count; i++) {
        is_plain = is_plain && tri_utf8_is_valid(result->parameters[i]);
    }
    if (is_plain) {
        return;
    }
    TriStr *raw = TRI_NEW_ARRAY(writing->words, TriStr, result->parameter_count);

    for (size_t i = 0; i < result->parameter_count; i++) {
        raw[i] = as_percent(writing, result->parameters[i]);
    }
    tri_json_member_strings(&writing->json, TRI_STR("rawParameters"), raw,
                            result->parameter_count);
}

static void write_result(Writing *writing, const TriResult *result)
{
    TriJsonWriter *json = open_line(writing, "result");

    tri_json_add_result(json, result);
    add_text(writing, "help", result->help);
    add_text(writing, "sourceLine", result->line);
    if (result->line_column > 1) {
        tri_json_member_int(json, TRI_STR("sourceColumn"), result->line_column);
    }
    add_text(writing, "lineHash", result->line_hash);
    add_raw(writing, "rawPath", result->place.path);
    add_raw_related(writing, result);
    add_raw_parameters(writing, result);
    if (result->repository != NULL) {
        add_raw(writing, "rawRepository", result->repository->path);
    }
    close_line(writing);
}

static void write_note(Writing *writing, const TriFileNote *note)
{
    TriJsonWriter *json = open_line(writing, "file");

    tri_json_add_note(json, note);
    if (note->is_named) {
        tri_json_write_name(json, TRI_STR("named"));
        tri_json_write_bool(json, true);
    }
    add_raw(writing, "rawPath", note->path);
    if (note->repository != NULL) {
        add_raw(writing, "rawRepository", note->repository->path);
    }
    close_line(writing);
}

static void write_repository(Writing *writing, const TriRepository *repository)
{
    tri_json_add_repository(open_line(writing, "repository"), repository);
    add_raw(writing, "rawPath", repository->path);
    close_line(writing);
}

/* What lint says on standard error of configurations. */
static void write_message(Writing *writing, const char *type, TriStr message)
{
    tri_json_member_string(open_line(writing, type), TRI_STR("message"), message);
    close_line(writing);
}

static void add_rule_counts(TriJsonWriter *json, const TriRun *run)
{
    tri_json_write_name(json, TRI_STR("rules"));
    tri_json_open_array(json);
    for (size_t i = 0; i < run->rule_count_count; i++) {
        tri_json_open_object(json);
        tri_json_member_string(json, TRI_STR("rule"), run->rule_counts[i].rule);
        tri_json_add_kinds(json, run->rule_counts[i].kinds);
        tri_json_close_object(json);
    }
    tri_json_close_array(json);
}

/* The number of lines tells whether one is missing. */
static void write_summary(Writing *writing)
{
    const TriRun *run = writing->run;
    TriJsonWriter *json = open_line(writing, "summary");

    tri_json_add_summary(json, &run->summary);
    add_rule_counts(json, run);
    if (run->outside_count > 0) {
        tri_json_member_strings(json, TRI_STR("outside"), run->outside,
                                run->outside_count);
    }
    tri_json_member_int(json, TRI_STR("lines"), (int64_t)writing->lines);
    close_line(writing);
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    TriArena words = tri_arena_open((size_t)1 << 32);
    Writing writing = { .run = run, .text = text, .words = &words };

    (void)style;
    write_head(&writing);
    for (size_t i = 0; i < run->rule_count; i++) {
        write_rule(&writing, &run->rules[i]);
    }
    for (size_t i = 0; i < run->repository_count; i++) {
        write_repository(&writing, &run->repositories[i]);
    }
    for (size_t i = 0; i < run->result_count; i++) {
        write_result(&writing, &run->results[i]);
    }
    for (size_t i = 0; i < run->note_count; i++) {
        write_note(&writing, &run->notes[i]);
    }
    for (size_t i = 0; i < run->trouble_count; i++) {
        write_message(&writing, "trouble", run->troubles[i]);
    }
    for (size_t i = 0; i < run->remark_count; i++) {
        write_message(&writing, "remark", run->remarks[i]);
    }
    write_summary(&writing);
    tri_arena_close(&words);
}

const TriReporter tri_report_jsonl = {
    .name = "jsonl",
    .summary = "the JSON document as lines, with all that tricep merge needs",
    .needs =
        TRI_NEEDS_RULES | TRI_NEEDS_LINE_HASHES | TRI_NEEDS_ID | TRI_NEEDS_FINGERPRINTS,
    .write = write,
};
