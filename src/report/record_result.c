/* Lines of type "result". */
#include "report/record.h"

#include "base/text.h"

static TriPosition read_position(TriReportReading *reading, const TriJsonNode *object,
                                 const char *name)
{
    const TriJsonNode *position = tri_record_object(reading, object, name);

    if (position == NULL) {
        return (TriPosition){ 1, 1, 0 };
    }
    return (TriPosition){
        .line = (uint32_t)tri_record_number(reading, position, "line", 1, UINT32_MAX),
        .column =
            (uint32_t)tri_record_number(reading, position, "column", 1, UINT32_MAX),
        .offset =
            (uint32_t)tri_record_number(reading, position, "offset", 0, UINT32_MAX),
    };
}

static bool is_in_order(const TriPosition *start, const TriPosition *end)
{
    return start->offset <= end->offset &&
           (start->line < end->line ||
            (start->line == end->line && start->column <= end->column));
}

/* Some findings have no file; their path is empty (lint/collect.h). */
static TriPlace read_place(TriReportReading *reading, const TriJsonNode *object,
                           const char *raw_name)
{
    TriPlace place = {
        .path = tri_record_text_if(reading, object, "path"),
        .start = read_position(reading, object, "start"),
        .end = read_position(reading, object, "end"),
    };

    if (place.path.size > 0 || tri_record_find(reading, object, "path") == NULL) {
        place.path = tri_record_path(reading, object, "path", raw_name);
    }
    if (!is_in_order(&place.start, &place.end)) {
        tri_record_fail(reading, object->start,
                        "expected 'start' not to be behind 'end'");
    }
    return place;
}

static const char *const kind_words[] = {
#define X(id, text) text,
    TRI_KINDS(X)
#undef X
};

/* A finding has a level, and nothing else has. */
static TriLevel read_level(TriReportReading *reading, const TriJsonNode *line,
                           TriKind kind)
{
    static const char *const words[] = { "info", "warning", "error" };
    const TriJsonNode *value = tri_record_find(reading, line, "level");

    if (tri_kind_is_finding(kind)) {
        return (TriLevel)(TRI_LEVEL_INFO +
                          tri_record_word(reading, line, "level", words, 3));
    }
    if (value == NULL || value->type != TRI_JSON_NULL) {
        tri_record_fail(reading, line->start,
                        "expected 'level' to be null for what is no "
                        "finding");
    }
    return TRI_LEVEL_OFF;
}

static void read_resource(TriReportReading *reading, const TriJsonNode *line,
                          TriResult *result)
{
    const TriJsonNode *value = tri_record_find(reading, line, "resource");

    if (value != NULL && value->type == TRI_JSON_NULL) {
        return;
    }
    const TriJsonNode *resource = tri_record_object(reading, line, "resource");

    if (resource != NULL) {
        result->resource_type = tri_record_text(reading, resource, "type");
        result->resource_name = tri_record_text(reading, resource, "name");
        result->symbol = tri_record_text_if(reading, resource, "symbol");
        result->pointer = tri_record_text_if(reading, resource, "pointer");
    }
}

/* Where paths have a raw form, the list beside has it for all of them. */
static void read_parameters(TriReportReading *reading, const TriJsonNode *line,
                            TriResult *result)
{
    const TriJsonNode *raw = tri_record_find(reading, line, "rawParameters");
    size_t count = 0;

    result->parameters =
        tri_record_texts(reading, line, "parameters", &result->parameter_count);
    if (raw != NULL) {
        result->parameters = tri_record_texts(reading, line, "rawParameters", &count);
    }
    if (raw != NULL && count != result->parameter_count) {
        tri_record_fail(reading, raw->start,
                        "expected as many as there are 'parameters'");
        return;
    }
    for (size_t i = 0; i < result->parameter_count; i++) {
        TriStr path = result->parameters[i];

        result->parameters[i] = raw != NULL
                                    ? tri_record_raw_path(reading, raw, path)
                                    : tri_record_check_path(reading, line, path);
    }
}

static void read_raw_related(TriReportReading *reading, const TriJsonNode *line,
                             TriResult *result)
{
    if (tri_record_find(reading, line, "rawRelated") == NULL) {
        return;
    }
    const TriJsonNode *raw = tri_record_object(reading, line, "rawRelated");

    for (size_t i = 0; raw != NULL && i < result->related_count; i++) {
        TriStr name = tri_format(reading->arena, "%zu", i);
        const TriJsonNode *value = tri_json_find(&reading->json, raw, name);

        if (value != NULL && value->type == TRI_JSON_STRING) {
            result->related[i].place.path =
                tri_record_raw_path(reading, value, tri_record_text_of(reading, value));
        }
    }
}

static void read_related(TriReportReading *reading, const TriJsonNode *line,
                         TriResult *result)
{
    const TriJsonNode *list = tri_record_array(reading, line, "related");

    if (list == NULL) {
        return;
    }
    result->related = TRI_NEW_ARRAY(reading->arena, TriResultRelated, list->count);
    tri_json_each_item (item, list) {
        if (item->type != TRI_JSON_OBJECT) {
            tri_record_fail(reading, item->start, "expected 'related' to hold objects");
            return;
        }
        result->related[result->related_count++] = (TriResultRelated){
            .place = read_place(reading, item, NULL),
            .message = tri_record_text(reading, item, "message"),
        };
    }
    read_raw_related(reading, line, result);
}

static void read_suppression(TriReportReading *reading, const TriJsonNode *line,
                             TriResult *result)
{
    static const char *const words[] = { "in-source", "external" };
    const TriJsonNode *value = tri_record_find(reading, line, "suppressed");

    if (value != NULL && value->type == TRI_JSON_NULL) {
        return;
    }
    const TriJsonNode *suppression = tri_record_object(reading, line, "suppressed");

    if (suppression != NULL) {
        result->suppression =
            tri_record_word(reading, suppression, "kind", words, 2) == 0
                ? TRI_SUPPRESSED_IN_SOURCE
                : TRI_SUPPRESSED_EXTERNAL;
        result->reason = tri_record_text(reading, suppression, "reason");
    }
}

static void read_source(TriReportReading *reading, const TriJsonNode *line,
                        TriResult *result)
{
    result->line = tri_record_text_if(reading, line, "sourceLine");
    result->line_column = 1;
    if (tri_record_find(reading, line, "sourceColumn") != NULL) {
        result->line_column = (uint32_t)tri_record_number(
            reading, line, "sourceColumn", 1, result->place.start.column);
    }
    result->line_hash = tri_record_text_if(reading, line, "lineHash");
}

static void read_instances(TriReportReading *reading, const TriJsonNode *line,
                           TriResult *result)
{
    const TriJsonNode *instances = tri_record_object(reading, line, "instances");

    if (instances != NULL) {
        tri_record_kinds(reading, instances, result->instances);
    }
}

/* What the counts of findings are, results tell. */
static void count_level(TriReportReading *reading, const TriResult *result)
{
    if (result->suppression == TRI_SUPPRESSED_NOT) {
        reading->report->run.summary.levels[result->level]++;
        if (result->repository != NULL) {
            result->repository->summary.levels[result->level]++;
        }
    }
}

void tri_record_result(TriReportReading *reading, const TriJsonNode *line)
{
    TriResult result = {
        .rule = tri_record_rule_id(reading, line, "rule"),
        .kind =
            (TriKind)tri_record_word(reading, line, "kind", kind_words, TRI_KIND_COUNT),
        .message = tri_record_text(reading, line, "message"),
        .help = tri_record_text_if(reading, line, "help"),
        .place = read_place(reading, line, "rawPath"),
        .fingerprint = tri_record_hex(reading, line, "fingerprint", 32),
        .repository = tri_record_repository(reading, line),
    };

    result.level = read_level(reading, line, result.kind);
    read_resource(reading, line, &result);
    read_instances(reading, line, &result);
    read_parameters(reading, line, &result);
    read_related(reading, line, &result);
    read_suppression(reading, line, &result);
    read_source(reading, line, &result);
    count_level(reading, &result);
    tri_list_push(reading->arena, &reading->results, result);
}
