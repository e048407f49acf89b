/* The machine-readable report: the shape is a contract. */
#include "report/json_parts.h"
#include "report/report.h"
#include "tricep/version.h"
#include "json/write.h"

static void write_position(TriJsonWriter *json, TriStr name,
                           const TriPosition *position)
{
    tri_json_write_name(json, name);
    tri_json_open_object(json);
    tri_json_member_int(json, TRI_STR("line"), position->line);
    tri_json_member_int(json, TRI_STR("column"), position->column);
    tri_json_member_int(json, TRI_STR("offset"), position->offset);
    tri_json_close_object(json);
}

static void write_place(TriJsonWriter *json, const TriPlace *place)
{
    tri_json_member_string(json, TRI_STR("path"), place->path);
    write_position(json, TRI_STR("start"), &place->start);
    write_position(json, TRI_STR("end"), &place->end);
}

static void write_resource(TriJsonWriter *json, const TriResult *result)
{
    tri_json_write_name(json, TRI_STR("resource"));
    if (result->resource_type.size == 0) {
        tri_json_write_null(json);
        return;
    }
    tri_json_open_object(json);
    tri_json_member_string(json, TRI_STR("type"), result->resource_type);
    tri_json_member_string(json, TRI_STR("name"), result->resource_name);
    if (result->symbol.size > 0) {
        tri_json_member_string(json, TRI_STR("symbol"), result->symbol);
    } else {
        tri_json_member_string(json, TRI_STR("pointer"), result->pointer);
    }
    tri_json_close_object(json);
}

const char *const tri_json_kinds[] = {
    [TRI_KIND_FAIL] = "fail",
    [TRI_KIND_UNDECIDED] = "undecided",
    [TRI_KIND_PASS] = "pass",
    [TRI_KIND_NOT_DEPLOYED] = "notDeployed",
};

void tri_json_add_kinds(TriJsonWriter *json, const size_t kinds[TRI_KIND_COUNT])
{
    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        tri_json_member_int(json, tri_str_from_c(tri_json_kinds[kind]),
                            (int64_t)kinds[kind]);
    }
}

static void write_instances(TriJsonWriter *json, const TriResult *result)
{
    tri_json_write_name(json, TRI_STR("instances"));
    tri_json_open_object(json);
    tri_json_add_kinds(json, result->instances);
    tri_json_close_object(json);
}

static void write_related(TriJsonWriter *json, const TriResult *result)
{
    tri_json_write_name(json, TRI_STR("related"));
    tri_json_open_array(json);
    for (size_t i = 0; i < result->related_count; i++) {
        tri_json_open_object(json);
        write_place(json, &result->related[i].place);
        tri_json_member_string(json, TRI_STR("message"), result->related[i].message);
        tri_json_close_object(json);
    }
    tri_json_close_array(json);
}

static void write_level(TriJsonWriter *json, const TriResult *result)
{
    tri_json_write_name(json, TRI_STR("level"));
    if (result->level == TRI_LEVEL_OFF) {
        tri_json_write_null(json);
    } else {
        tri_json_write_string(json, tri_str_from_c(tri_level_name(result->level)));
    }
}

static void write_suppression(TriJsonWriter *json, const TriResult *result)
{
    tri_json_write_name(json, TRI_STR("suppressed"));
    if (result->suppression == TRI_SUPPRESSED_NOT) {
        tri_json_write_null(json);
        return;
    }
    tri_json_open_object(json);
    tri_json_member_string(json, TRI_STR("kind"),
                           result->suppression == TRI_SUPPRESSED_IN_SOURCE
                               ? TRI_STR("in-source")
                               : TRI_STR("external"));
    tri_json_member_string(json, TRI_STR("reason"), result->reason);
    tri_json_close_object(json);
}

/* Of several repositories only. */
static void write_owner(TriJsonWriter *json, const TriRepository *repository)
{
    if (repository != NULL) {
        tri_json_member_string(json, TRI_STR("repository"), repository->path);
    }
}

void tri_json_add_result(TriJsonWriter *json, const TriResult *result)
{
    tri_json_member_string(json, TRI_STR("rule"), result->rule);
    tri_json_member_string(json, TRI_STR("kind"),
                           tri_str_from_c(tri_kind_name(result->kind)));
    write_level(json, result);
    tri_json_member_string(json, TRI_STR("message"), result->message);
    write_place(json, &result->place);
    write_resource(json, result);
    write_instances(json, result);
    tri_json_member_strings(json, TRI_STR("parameters"), result->parameters,
                            result->parameter_count);
    write_related(json, result);
    tri_json_member_string(json, TRI_STR("fingerprint"), result->fingerprint);
    write_suppression(json, result);
    write_owner(json, result->repository);
}

static void write_result(TriJsonWriter *json, const TriResult *result)
{
    tri_json_open_object(json);
    tri_json_set_compact(json, true);
    tri_json_add_result(json, result);
    tri_json_close_object(json);
    tri_json_set_compact(json, false);
}

void tri_json_add_note(TriJsonWriter *json, const TriFileNote *note)
{
    TriStr status = tri_str_from_c(tri_file_status_name(note->status));

    tri_json_member_string(json, TRI_STR("path"), note->path);
    tri_json_member_string(json, TRI_STR("status"), status);
    tri_json_member_string(json, TRI_STR("message"), note->message);
    write_owner(json, note->repository);
}

static void write_note(TriJsonWriter *json, const TriFileNote *note)
{
    tri_json_open_object(json);
    tri_json_set_compact(json, true);
    tri_json_add_note(json, note);
    tri_json_close_object(json);
    tri_json_set_compact(json, false);
}

void tri_json_add_summary(TriJsonWriter *json, const TriSummary *summary)
{
    const struct {
        TriStr name;
        size_t count;
    } counts[] = {
        { TRI_STR("files"), summary->files },
        { TRI_STR("templates"), summary->templates },
        { TRI_STR("resources"), summary->resources },
        { TRI_STR("fail"), summary->kinds[TRI_KIND_FAIL] },
        { TRI_STR("pass"), summary->kinds[TRI_KIND_PASS] },
        { TRI_STR("undecided"), summary->kinds[TRI_KIND_UNDECIDED] },
        { TRI_STR("notDeployed"), summary->kinds[TRI_KIND_NOT_DEPLOYED] },
        { TRI_STR("suppressed"), summary->suppressed },
        { TRI_STR("errors"), summary->errors },
    };

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        tri_json_member_int(json, counts[i].name, (int64_t)counts[i].count);
    }
}

void tri_json_add_repository(TriJsonWriter *json, const TriRepository *repository)
{
    tri_json_member_string(json, TRI_STR("path"), repository->path);
    tri_json_add_summary(json, &repository->summary);
}

static void write_repositories(TriJsonWriter *json, const TriRun *run)
{
    if (run->repository_total < 2) {
        return;
    }
    tri_json_write_name(json, TRI_STR("repositories"));
    tri_json_open_array(json);
    for (size_t i = 0; i < run->repository_count; i++) {
        tri_json_open_object(json);
        tri_json_set_compact(json, true);
        tri_json_add_repository(json, &run->repositories[i]);
        tri_json_close_object(json);
        tri_json_set_compact(json, false);
    }
    tri_json_close_array(json);
}

void tri_json_add_tool(TriJsonWriter *json)
{
    tri_json_write_name(json, TRI_STR("tool"));
    tri_json_open_object(json);
    tri_json_member_string(json, TRI_STR("name"), TRI_STR("tricep"));
    tri_json_member_string(json, TRI_STR("version"), TRI_STR(TRICEP_VERSION));
    tri_json_close_object(json);
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    TriJsonWriter json = tri_json_writer(text, 2);

    (void)style;
    tri_json_open_object(&json);
    tri_json_member_int(&json, TRI_STR("version"), 1);
    tri_json_add_tool(&json);
    tri_json_write_name(&json, TRI_STR("results"));
    tri_json_open_array(&json);
    for (size_t i = 0; i < run->result_count; i++) {
        write_result(&json, &run->results[i]);
    }
    tri_json_close_array(&json);
    tri_json_write_name(&json, TRI_STR("files"));
    tri_json_open_array(&json);
    for (size_t i = 0; i < run->note_count; i++) {
        write_note(&json, &run->notes[i]);
    }
    tri_json_close_array(&json);
    write_repositories(&json, run);
    tri_json_write_name(&json, TRI_STR("summary"));
    tri_json_open_object(&json);
    tri_json_add_summary(&json, &run->summary);
    tri_json_close_object(&json);
    tri_json_close_object(&json);
    tri_text_add_char(text, '\n');
}

const TriReporter tri_report_json = {
    .name = "json",
    .summary = "one JSON document with everything known",
    .needs = TRI_NEEDS_FINGERPRINTS,
    .write = write,
};
