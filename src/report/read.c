#include "report/read.h"

#include "base/list.h"
#include "base/map.h"
#include "base/text.h"
#include "json/document.h"

#include <stdarg.h>

static const size_t NODES_RESERVE = (size_t)1 << 32;
static const size_t NODES_KEPT = (size_t)1 << 20;

/* What is made of a line takes several times its size, and no report has one so long.
 */
static const size_t LONGEST_LINE = (size_t)32 << 20;

/* A count beyond is none that a run can have, and sums of many still are numbers. */
static const int64_t MOST_COUNTED = (int64_t)1 << 40;

/* All about a report in the making. */
typedef struct Reading {
    TriArena *arena;
    TriArena nodes;
    TriArena scratch;
    TriError *error;
    TriReport *report;
    TRI_LIST(TriReportRule) rules;
    TRI_LIST(TriRepository *) repositories;
    TriMap by_path; /* TriRepository */
    TRI_LIST(TriResult) results;
    TRI_LIST(TriFileNote) notes;
    TRI_LIST(TriStr) troubles;
    TRI_LIST(TriStr) remarks;
    size_t lines;
    bool is_closed; /* the summary was read */
    /* The line at hand. */
    TriSource source;
    TriJson json;
    bool is_wrong; /* the error is set; nothing else is */
} Reading;

/* ---- what is wrong ---- */

static void fail_at(Reading *reading, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void fail_at(Reading *reading, size_t offset, const char *format, ...)
{
    va_list arguments;

    if (reading->is_wrong) {
        return;
    }
    va_start(arguments, format);
    TriStr message = tri_format_list(reading->arena, format, arguments);

    va_end(arguments);
    reading->is_wrong = true;
    tri_fail(reading->error, "%.*s:%zu:%u: %.*s", TRI_ARG(reading->report->name),
             reading->lines, tri_position(&reading->source, offset).column,
             TRI_ARG(message));
}

/* ---- values ---- */

static const TriJsonNode *find(Reading *reading, const TriJsonNode *object,
                               const char *name)
{
    return tri_json_find(&reading->json, object, tri_str_from_c(name));
}

/* The member `name`, which must be there and of the type. */
static const TriJsonNode *get(Reading *reading, const TriJsonNode *object,
                              const char *name, TriJsonType type, const char *what)
{
    const TriJsonNode *value = find(reading, object, name);

    if (value == NULL || value->type != type) {
        fail_at(reading, value == NULL ? object->start : value->start,
                "expected '%s' to be %s", name, what);
        return NULL;
    }
    return value;
}

static TriStr text_of(Reading *reading, const TriJsonNode *value)
{
    return tri_json_string(reading->arena, &reading->json, value);
}

static TriStr get_text(Reading *reading, const TriJsonNode *object, const char *name)
{
    const TriJsonNode *value = get(reading, object, name, TRI_JSON_STRING, "a string");

    return value == NULL ? TRI_STR("") : text_of(reading, value);
}

/* Empty where there is none. */
static TriStr find_text(Reading *reading, const TriJsonNode *object, const char *name)
{
    const TriJsonNode *value = find(reading, object, name);

    return value == NULL ? TRI_STR("") : get_text(reading, object, name);
}

static size_t get_number(Reading *reading, const TriJsonNode *object, const char *name,
                         int64_t least, int64_t most)
{
    const TriJsonNode *value = find(reading, object, name);
    int64_t number;

    if (value == NULL || value->type != TRI_JSON_NUMBER ||
        !tri_json_int(&reading->json, value, &number) || number < least ||
        number > most) {
        fail_at(reading, value == NULL ? object->start : value->start,
                "expected '%s' to be a number from %lld to %lld", name,
                (long long)least, (long long)most);
        return (size_t)least;
    }
    return (size_t)number;
}

static size_t get_count(Reading *reading, const TriJsonNode *object, const char *name)
{
    return get_number(reading, object, name, 0, MOST_COUNTED);
}

static bool find_bool(Reading *reading, const TriJsonNode *object, const char *name)
{
    const TriJsonNode *value = find(reading, object, name);

    if (value != NULL && value->type != TRI_JSON_BOOL) {
        fail_at(reading, value->start, "expected '%s' to be true or false", name);
        return false;
    }
    return value != NULL && tri_json_bool(&reading->json, value);
}

static const TriJsonNode *get_array(Reading *reading, const TriJsonNode *object,
                                    const char *name)
{
    return get(reading, object, name, TRI_JSON_ARRAY, "a list");
}

static TriStr *get_texts(Reading *reading, const TriJsonNode *object, const char *name,
                         size_t *count)
{
    const TriJsonNode *list = get_array(reading, object, name);
    TriStr *texts = NULL;

    *count = 0;
    if (list == NULL) {
        return NULL;
    }
    texts = TRI_NEW_ARRAY(reading->arena, TriStr, list->count);
    tri_json_each_item (item, list) {
        if (item->type != TRI_JSON_STRING) {
            fail_at(reading, item->start, "expected '%s' to hold strings", name);
            return texts;
        }
        texts[(*count)++] = text_of(reading, item);
    }
    return texts;
}

/* The place of a word among `words`. */
static size_t get_word(Reading *reading, const TriJsonNode *object, const char *name,
                       const char *const *words, size_t count)
{
    const TriJsonNode *value = find(reading, object, name);
    TriStr text = get_text(reading, object, name);
    TriText list = tri_text(reading->arena);

    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq(text, tri_str_from_c(words[i]))) {
            return i;
        }
        tri_text_addf(&list, "%s'%s'",
                      i == 0          ? ""
                      : i + 1 < count ? ", "
                                      : " or ",
                      words[i]);
    }
    if (value != NULL) {
        fail_at(reading, value->start, "expected '%s' to be %.*s", name,
                TRI_ARG(tri_text_str(&list)));
    }
    return 0;
}

/* ---- names of files ---- */

static int hex_value(char c)
{
    static const char digits[] = "0123456789ABCDEF";

    for (int i = 0; i < 16; i++) {
        if (digits[i] == c) {
            return i;
        }
    }
    return -1;
}

/* %XX for any byte; false when it is not written so. */
static bool decode(Reading *reading, TriStr raw, TriStr *bytes)
{
    TriText text = tri_text(reading->arena);

    for (size_t i = 0; i < raw.size; i++) {
        char c = raw.data[i];

        if (c == '%') {
            int high = i + 2 < raw.size ? hex_value(raw.data[i + 1]) : -1;
            int low = high < 0 ? -1 : hex_value(raw.data[i + 2]);

            if (low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        }
        tri_text_add_char(&text, c);
    }
    *bytes = tri_text_str(&text);
    return true;
}

static TriStr check_path(Reading *reading, const TriJsonNode *place, TriStr path)
{
    if (path.size == 0 || tri_str_find_char(path, '\0') != TRI_NOT_FOUND) {
        fail_at(reading, place->start, "expected the path of a file");
    }
    return path;
}

static TriStr decode_path(Reading *reading, const TriJsonNode *value, TriStr raw)
{
    TriStr bytes;

    if (!decode(reading, raw, &bytes)) {
        fail_at(reading, value->start, "expected a path with %%XX for bytes");
        return TRI_STR("");
    }
    return check_path(reading, value, bytes);
}

/* `name`, or what `raw_name` has for it (jsonl.c). */
static TriStr get_path(Reading *reading, const TriJsonNode *object, const char *name,
                       const char *raw_name)
{
    const TriJsonNode *raw = raw_name == NULL ? NULL : find(reading, object, raw_name);
    TriStr path = get_text(reading, object, name);
    const TriJsonNode *value = find(reading, object, name);

    if (raw != NULL) {
        return decode_path(reading, raw, get_text(reading, object, raw_name));
    }
    return value == NULL ? path : check_path(reading, value, path);
}

/* ---- the first line ---- */

static bool is_hex(TriStr text, size_t size)
{
    bool is_so = text.size == size;

    for (size_t i = 0; is_so && i < text.size; i++) {
        char c = text.data[i];

        is_so = tri_char_is_digit(c) || (c >= 'a' && c <= 'f');
    }
    return is_so;
}

static TriStr get_hex(Reading *reading, const TriJsonNode *object, const char *name,
                      size_t size)
{
    TriStr text = get_text(reading, object, name);

    if (!is_hex(text, size)) {
        fail_at(reading, object->start, "expected '%s' to be %zu hexadecimal digits",
                name, size);
    }
    return text;
}

static const TriJsonNode *get_object(Reading *reading, const TriJsonNode *object,
                                     const char *name)
{
    return get(reading, object, name, TRI_JSON_OBJECT, "an object");
}

static void read_tool(Reading *reading, const TriJsonNode *line)
{
    const TriJsonNode *tool = get_object(reading, line, "tool");

    if (tool != NULL) {
        reading->report->version = get_text(reading, tool, "version");
        if (!tri_str_eq(get_text(reading, tool, "name"), TRI_STR("tricep"))) {
            fail_at(reading, tool->start, "expected a report that tricep wrote");
        }
    }
}

static void read_id(Reading *reading, const TriJsonNode *line)
{
    const TriJsonNode *id = get_object(reading, line, "run");

    if (id != NULL) {
        reading->report->run.id = (TriRunId){
            .options = get_hex(reading, id, "options", 16),
            .rules = get_hex(reading, id, "rules", 16),
            .paths = get_hex(reading, id, "paths", 16),
        };
    }
}

static void read_shard(Reading *reading, const TriJsonNode *line)
{
    TriShard *shard = &reading->report->run.shard;

    if (find(reading, line, "shard") == NULL) {
        return;
    }
    const TriJsonNode *object = get_object(reading, line, "shard");

    if (object != NULL) {
        shard->count = get_number(reading, object, "count", 1, TRI_MOST_SHARDS);
        shard->index = get_number(reading, object, "index", 1, (int64_t)shard->count);
    }
}

static void read_fail_on(Reading *reading, const TriJsonNode *line)
{
    static const char *const words[] = { "never", "info", "warning", "error" };

    reading->report->run.fail_on =
        (TriLevel)get_word(reading, line, "failOn", words, TRI_LEVEL_COUNT);
}

static void read_baseline(Reading *reading, const TriJsonNode *line)
{
    TriRun *run = &reading->report->run;

    if (find(reading, line, "baseline") == NULL) {
        return;
    }
    const TriJsonNode *baseline = get_object(reading, line, "baseline");

    if (baseline != NULL) {
        run->has_baseline = true;
        run->baseline_count = get_count(reading, baseline, "entries");
        run->baseline_met =
            get_number(reading, baseline, "met", 0, (int64_t)run->baseline_count);
    }
}

static void read_head(Reading *reading, const TriJsonNode *line)
{
    const TriJsonNode *version = find(reading, line, "version");
    int64_t number;

    if (version == NULL || version->type != TRI_JSON_NUMBER ||
        !tri_json_int(&reading->json, version, &number) || number != 1) {
        fail_at(reading, version == NULL ? line->start : version->start,
                "expected 'version' 1, the only one there is");
        return;
    }
    read_tool(reading, line);
    read_id(reading, line);
    read_shard(reading, line);
    read_fail_on(reading, line);
    read_baseline(reading, line);
    if (find(reading, line, "repositories") != NULL) {
        reading->report->run.repository_total =
            get_number(reading, line, "repositories", 2, MOST_COUNTED);
    }
}

/* ---- rules ---- */

/* An id stands in brackets, in lines that others read. */
static TriStr get_id(Reading *reading, const TriJsonNode *object, const char *name)
{
    TriStr id = get_text(reading, object, name);
    bool is_good = id.size > 0;

    for (size_t i = 0; i < id.size; i++) {
        is_good = is_good && (unsigned char)id.data[i] >= ' ' && id.data[i] != 0x7F;
    }
    if (!is_good) {
        fail_at(reading, object->start, "expected '%s' to be the id of a rule", name);
    }
    return id;
}

static void read_compliance(Reading *reading, const TriJsonNode *line,
                            TriReportRule *rule)
{
    const TriJsonNode *list = get_array(reading, line, "compliance");

    if (list == NULL) {
        return;
    }
    rule->compliance = TRI_NEW_ARRAY(reading->arena, TriReportCompliance, list->count);
    tri_json_each_item (item, list) {
        if (item->type != TRI_JSON_OBJECT) {
            fail_at(reading, item->start, "expected 'compliance' to hold objects");
            return;
        }
        rule->compliance[rule->compliance_count++] = (TriReportCompliance){
            .framework = get_text(reading, item, "framework"),
            .control = find_text(reading, item, "control"),
        };
    }
}

static double find_severity(Reading *reading, const TriJsonNode *line)
{
    const TriJsonNode *value = find(reading, line, "securitySeverity");

    if (value == NULL) {
        return -1;
    }
    double severity =
        value->type == TRI_JSON_NUMBER ? tri_json_double(&reading->json, value) : -1;

    if (severity < 0 || severity > 10) {
        fail_at(reading, value->start,
                "expected 'securitySeverity' to be a number from 0 to 10");
    }
    return severity;
}

static const char *const level_words[] = {
#define X(id, text) text,
    TRI_LEVELS(X)
#undef X
};

static void read_rule(Reading *reading, const TriJsonNode *line)
{
    TriReportRule rule = {
        .id = get_id(reading, line, "id"),
        .name = find_text(reading, line, "name"),
        .title = find_text(reading, line, "title"),
        .description = find_text(reading, line, "description"),
        .help = find_text(reading, line, "help"),
        .help_markdown = find_text(reading, line, "markdown"),
        .url = find_text(reading, line, "url"),
        .level =
            (TriLevel)get_word(reading, line, "level", level_words, TRI_LEVEL_COUNT),
        .security_severity = find_severity(reading, line),
    };

    rule.tags = get_texts(reading, line, "tags", &rule.tag_count);
    read_compliance(reading, line, &rule);
    tri_list_push(reading->arena, &reading->rules, rule);
}

/* ---- repositories ---- */

static const char *const kind_members[TRI_KIND_COUNT] = {
    [TRI_KIND_FAIL] = "fail",
    [TRI_KIND_UNDECIDED] = "undecided",
    [TRI_KIND_PASS] = "pass",
    [TRI_KIND_NOT_DEPLOYED] = "notDeployed",
};

static void read_kinds(Reading *reading, const TriJsonNode *object,
                       size_t kinds[TRI_KIND_COUNT])
{
    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        kinds[kind] = get_count(reading, object, kind_members[kind]);
    }
}

static TriSummary read_counts(Reading *reading, const TriJsonNode *line)
{
    TriSummary summary = {
        .files = get_count(reading, line, "files"),
        .templates = get_count(reading, line, "templates"),
        .resources = get_count(reading, line, "resources"),
        .suppressed = get_count(reading, line, "suppressed"),
        .errors = get_count(reading, line, "errors"),
    };

    read_kinds(reading, line, summary.kinds);
    return summary;
}

static void read_repository(Reading *reading, const TriJsonNode *line)
{
    TriRepository *repository = TRI_NEW(reading->arena, TriRepository);

    repository->path = get_path(reading, line, "path", "rawPath");
    repository->summary = read_counts(reading, line);
    if (reading->report->run.repository_total < 2) {
        fail_at(reading, line->start, "there is only one repository, or none");
    }
    void **place =
        tri_map_put(reading->arena, &reading->by_path, repository->path, TRI_MAP_EXACT);

    if (*place != NULL) {
        fail_at(reading, line->start, "the repository '%.*s' is there twice",
                TRI_ARG(repository->path));
    }
    *place = repository;
    tri_list_push(reading->arena, &reading->repositories, repository);
}

static TriRepository *find_repository(Reading *reading, const TriJsonNode *line)
{
    if (find(reading, line, "repository") == NULL) {
        return NULL;
    }
    TriStr path = get_path(reading, line, "repository", "rawRepository");
    TriRepository *repository = tri_map_find(&reading->by_path, path, TRI_MAP_EXACT);

    if (repository == NULL) {
        fail_at(reading, line->start, "no line before tells of the repository '%.*s'",
                TRI_ARG(path));
    }
    return repository;
}

/* ---- results ---- */

static TriPosition read_position(Reading *reading, const TriJsonNode *object,
                                 const char *name)
{
    const TriJsonNode *position = get_object(reading, object, name);

    if (position == NULL) {
        return (TriPosition){ 1, 1, 0 };
    }
    return (TriPosition){
        .line = (uint32_t)get_number(reading, position, "line", 1, UINT32_MAX),
        .column = (uint32_t)get_number(reading, position, "column", 1, UINT32_MAX),
        .offset = (uint32_t)get_number(reading, position, "offset", 0, UINT32_MAX),
    };
}

static bool is_in_order(const TriPosition *start, const TriPosition *end)
{
    return start->offset <= end->offset &&
           (start->line < end->line ||
            (start->line == end->line && start->column <= end->column));
}

/* Some findings have no file; their path is empty (lint/collect.h). */
static TriPlace read_place(Reading *reading, const TriJsonNode *object,
                           const char *raw_name)
{
    TriPlace place = {
        .path = find_text(reading, object, "path"),
        .start = read_position(reading, object, "start"),
        .end = read_position(reading, object, "end"),
    };

    if (place.path.size > 0 || find(reading, object, "path") == NULL) {
        place.path = get_path(reading, object, "path", raw_name);
    }
    if (!is_in_order(&place.start, &place.end)) {
        fail_at(reading, object->start, "expected 'start' not to be behind 'end'");
    }
    return place;
}

static const char *const kind_words[] = {
#define X(id, text) text,
    TRI_KINDS(X)
#undef X
};

/* A finding has a level, and nothing else has. */
static TriLevel read_level(Reading *reading, const TriJsonNode *line, TriKind kind)
{
    static const char *const words[] = { "info", "warning", "error" };
    const TriJsonNode *value = find(reading, line, "level");

    if (kind == TRI_KIND_FAIL || kind == TRI_KIND_UNDECIDED) {
        return (TriLevel)(TRI_LEVEL_INFO + get_word(reading, line, "level", words, 3));
    }
    if (value == NULL || value->type != TRI_JSON_NULL) {
        fail_at(reading, line->start,
                "expected 'level' to be null for what is no "
                "finding");
    }
    return TRI_LEVEL_OFF;
}

static void read_resource(Reading *reading, const TriJsonNode *line, TriResult *result)
{
    const TriJsonNode *value = find(reading, line, "resource");

    if (value != NULL && value->type == TRI_JSON_NULL) {
        return;
    }
    const TriJsonNode *resource = get_object(reading, line, "resource");

    if (resource != NULL) {
        result->resource_type = get_text(reading, resource, "type");
        result->resource_name = get_text(reading, resource, "name");
        result->symbol = find_text(reading, resource, "symbol");
        result->pointer = find_text(reading, resource, "pointer");
    }
}

/* Where paths have a raw form, the list beside has it for all of them. */
static void read_parameters(Reading *reading, const TriJsonNode *line,
                            TriResult *result)
{
    const TriJsonNode *raw = find(reading, line, "rawParameters");
    size_t count = 0;

    result->parameters =
        get_texts(reading, line, "parameters", &result->parameter_count);
    if (raw != NULL) {
        result->parameters = get_texts(reading, line, "rawParameters", &count);
    }
    if (raw != NULL && count != result->parameter_count) {
        fail_at(reading, raw->start, "expected as many as there are 'parameters'");
        return;
    }
    for (size_t i = 0; i < result->parameter_count; i++) {
        TriStr path = result->parameters[i];

        result->parameters[i] = raw != NULL ? decode_path(reading, raw, path)
                                            : check_path(reading, line, path);
    }
}

static void read_raw_related(Reading *reading, const TriJsonNode *line,
                             TriResult *result)
{
    if (find(reading, line, "rawRelated") == NULL) {
        return;
    }
    const TriJsonNode *raw = get_object(reading, line, "rawRelated");

    for (size_t i = 0; raw != NULL && i < result->related_count; i++) {
        TriStr name = tri_format(reading->arena, "%zu", i);
        const TriJsonNode *value = tri_json_find(&reading->json, raw, name);

        if (value != NULL && value->type == TRI_JSON_STRING) {
            result->related[i].place.path =
                decode_path(reading, value, text_of(reading, value));
        }
    }
}

static void read_related(Reading *reading, const TriJsonNode *line, TriResult *result)
{
    const TriJsonNode *list = get_array(reading, line, "related");

    if (list == NULL) {
        return;
    }
    result->related = TRI_NEW_ARRAY(reading->arena, TriResultRelated, list->count);
    tri_json_each_item (item, list) {
        if (item->type != TRI_JSON_OBJECT) {
            fail_at(reading, item->start, "expected 'related' to hold objects");
            return;
        }
        result->related[result->related_count++] = (TriResultRelated){
            .place = read_place(reading, item, NULL),
            .message = get_text(reading, item, "message"),
        };
    }
    read_raw_related(reading, line, result);
}

static void read_suppression(Reading *reading, const TriJsonNode *line,
                             TriResult *result)
{
    static const char *const words[] = { "in-source", "external" };
    const TriJsonNode *value = find(reading, line, "suppressed");

    if (value != NULL && value->type == TRI_JSON_NULL) {
        return;
    }
    const TriJsonNode *suppression = get_object(reading, line, "suppressed");

    if (suppression != NULL) {
        result->suppression = get_word(reading, suppression, "kind", words, 2) == 0
                                  ? TRI_SUPPRESSED_IN_SOURCE
                                  : TRI_SUPPRESSED_EXTERNAL;
        result->reason = get_text(reading, suppression, "reason");
    }
}

static void read_source(Reading *reading, const TriJsonNode *line, TriResult *result)
{
    result->line = find_text(reading, line, "sourceLine");
    result->line_column = 1;
    if (find(reading, line, "sourceColumn") != NULL) {
        result->line_column = (uint32_t)get_number(reading, line, "sourceColumn", 1,
                                                   result->place.start.column);
    }
    result->line_hash = find_text(reading, line, "lineHash");
}

static void read_instances(Reading *reading, const TriJsonNode *line, TriResult *result)
{
    const TriJsonNode *instances = get_object(reading, line, "instances");

    if (instances != NULL) {
        read_kinds(reading, instances, result->instances);
    }
}

/* What the counts of findings are, results tell. */
static void count_level(Reading *reading, const TriResult *result)
{
    if (result->suppression == TRI_SUPPRESSED_NOT) {
        reading->report->run.summary.levels[result->level]++;
        if (result->repository != NULL) {
            result->repository->summary.levels[result->level]++;
        }
    }
}

static void read_result(Reading *reading, const TriJsonNode *line)
{
    TriResult result = {
        .rule = get_id(reading, line, "rule"),
        .kind = (TriKind)get_word(reading, line, "kind", kind_words, TRI_KIND_COUNT),
        .message = get_text(reading, line, "message"),
        .help = find_text(reading, line, "help"),
        .place = read_place(reading, line, "rawPath"),
        .fingerprint = get_hex(reading, line, "fingerprint", 32),
        .repository = find_repository(reading, line),
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

/* ---- the other lines ---- */

static const char *const status_words[] = {
#define X(id, text) text,
    TRI_FILE_STATUSES(X)
#undef X
};

static void read_note(Reading *reading, const TriJsonNode *line)
{
    TriFileNote note = {
        .path = get_path(reading, line, "path", "rawPath"),
        .status = (TriFileStatus)get_word(reading, line, "status", status_words,
                                          TRI_FILE_STATUS_COUNT),
        .message = get_text(reading, line, "message"),
        .is_named = find_bool(reading, line, "named"),
        .repository = find_repository(reading, line),
    };

    tri_list_push(reading->arena, &reading->notes, note);
}

static void read_trouble(Reading *reading, const TriJsonNode *line)
{
    tri_list_push(reading->arena, &reading->troubles,
                  get_text(reading, line, "message"));
}

static void read_remark(Reading *reading, const TriJsonNode *line)
{
    tri_list_push(reading->arena, &reading->remarks,
                  get_text(reading, line, "message"));
}

static void read_rule_counts(Reading *reading, const TriJsonNode *line)
{
    TriRun *run = &reading->report->run;
    const TriJsonNode *list = get_array(reading, line, "rules");

    if (list == NULL) {
        return;
    }
    run->rule_counts = TRI_NEW_ARRAY(reading->arena, TriRuleCount, list->count);
    tri_json_each_item (item, list) {
        TriRuleCount *count = &run->rule_counts[run->rule_count_count++];

        if (item->type != TRI_JSON_OBJECT) {
            fail_at(reading, item->start, "expected 'rules' to hold objects");
            return;
        }
        count->rule = get_id(reading, item, "rule");
        read_kinds(reading, item, count->kinds);
    }
}

static void read_summary(Reading *reading, const TriJsonNode *line)
{
    TriRun *run = &reading->report->run;
    TriSummary summary = read_counts(reading, line);
    size_t lines = get_count(reading, line, "lines");

    for (int level = 0; level < TRI_LEVEL_COUNT; level++) {
        summary.levels[level] = run->summary.levels[level];
    }
    run->summary = summary;
    read_rule_counts(reading, line);
    if (find(reading, line, "outside") != NULL) {
        run->outside = get_texts(reading, line, "outside", &run->outside_count);
    }
    if (!reading->is_wrong && lines != reading->lines) {
        fail_at(reading, line->start,
                "lines are missing: there were %zu, and %zu are "
                "here",
                lines, reading->lines);
    }
    reading->is_closed = true;
}

/* ---- lines ---- */

typedef struct LineType {
    const char *name;
    void (*read)(Reading *reading, const TriJsonNode *line);
} LineType;

static const LineType line_types[] = {
    { "run", read_head },
    { "rule", read_rule },
    { "repository", read_repository },
    { "result", read_result },
    { "file", read_note },
    { "trouble", read_trouble },
    { "remark", read_remark },
    { "summary", read_summary },
};

/* Types that a later version may have are passed over, but for the first line. */
static void read_typed(Reading *reading, const TriJsonNode *line)
{
    const TriJsonNode *value = find(reading, line, "type");
    bool is_text = value != NULL && value->type == TRI_JSON_STRING;
    TriStr type = is_text ? text_of(reading, value) : TRI_STR("");
    bool is_head = tri_str_eq(type, TRI_STR("run"));

    if (is_head != (reading->lines == 1)) {
        fail_at(reading, line->start, "%s",
                is_head ? "the line of type 'run' is there twice"
                        : "expected a report of JSON Lines: a first line of type "
                          "'run'");
    }
    if (!is_text) {
        fail_at(reading, line->start, "expected 'type' to be a string");
    }
    for (size_t i = 0; i < sizeof line_types / sizeof *line_types; i++) {
        if (!reading->is_wrong &&
            tri_str_eq(type, tri_str_from_c(line_types[i].name))) {
            line_types[i].read(reading, line);
            return;
        }
    }
}

static void read_line(Reading *reading, TriStr text)
{
    TriSink sink = { .arena = reading->arena };

    reading->source = (TriSource){ .path = reading->report->name, .text = text };
    reading->lines++;
    if (reading->is_closed) {
        fail_at(reading, 0, "nothing may come behind the line of type 'summary'");
        return;
    }
    if (text.size > LONGEST_LINE) {
        fail_at(reading, 0, "the line is longer than %zu MiB", LONGEST_LINE >> 20);
        return;
    }
    reading->json =
        tri_json_parse(&reading->nodes, reading->scratch, &reading->source, &sink);
    if (reading->json.root == NULL) {
        const TriFinding *finding = &sink.findings.items[0];

        fail_at(reading, finding->span.start, "%.*s", TRI_ARG(finding->message));
    } else if (reading->json.root->type != TRI_JSON_OBJECT) {
        fail_at(reading, reading->json.root->start, "expected an object");
    } else {
        read_typed(reading, reading->json.root);
    }
    tri_arena_reset(&reading->nodes, NODES_KEPT);
    tri_arena_reset(&reading->scratch, NODES_KEPT);
}

static void read_lines(Reading *reading, TriStr text)
{
    TriStr line;

    while (!reading->is_wrong && tri_str_split(&text, '\n', &line)) {
        bool is_last = text.data == NULL;

        if (is_last && line.size == 0) {
            break;
        }
        if (tri_str_has_suffix(line, TRI_STR("\r"))) {
            line.size--;
        }
        read_line(reading, line);
    }
    if (!reading->is_wrong && !reading->is_closed) {
        reading->source = (TriSource){ .path = reading->report->name };
        reading->lines++;
        fail_at(reading, 0,
                reading->lines == 1 ? "the file is empty; expected a report of JSON "
                                      "Lines"
                                    : "the end is missing: there is no line of type "
                                      "'summary'");
    }
}

/* The repositories of a report are an array. */
static void keep_repositories(Reading *reading)
{
    TriRun *run = &reading->report->run;

    run->repository_count = reading->repositories.count;
    run->repositories =
        TRI_NEW_ARRAY(reading->arena, TriRepository, run->repository_count);
    for (size_t i = 0; i < run->repository_count; i++) {
        run->repositories[i] = *reading->repositories.items[i];
    }
}

static void keep(Reading *reading)
{
    TriRun *run = &reading->report->run;

    keep_repositories(reading);
    run->rules = reading->rules.items;
    run->rule_count = reading->rules.count;
    run->results = reading->results.items;
    run->result_count = reading->results.count;
    run->notes = reading->notes.items;
    run->note_count = reading->notes.count;
    run->troubles = reading->troubles.items;
    run->trouble_count = reading->troubles.count;
    run->remarks = reading->remarks.items;
    run->remark_count = reading->remarks.count;
}

TriStatus tri_report_read(TriArena *arena, TriStr name, TriStr text, TriReport *report,
                          TriError *error)
{
    Reading reading = {
        .arena = arena,
        .nodes = tri_arena_open(NODES_RESERVE),
        .scratch = tri_arena_open(NODES_RESERVE),
        .error = error,
        .report = report,
    };
    TriSource source = tri_source_open(arena, name, text);

    *report = (TriReport){ .name = name };
    read_lines(&reading, source.text);
    keep(&reading);
    tri_arena_close(&reading.nodes);
    tri_arena_close(&reading.scratch);
    return reading.is_wrong ? TRI_FAILED : TRI_OK;
}
