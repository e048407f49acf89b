#include "report/read.h"

#include "base/text.h"
#include "report/json_parts.h"
#include "report/record.h"

static const size_t NODES_RESERVE = (size_t)1 << 32;
static const size_t NODES_KEPT = (size_t)1 << 20;

/* What is made of a line takes several times its size, and no report has one so long.
 */
static const size_t LONGEST_LINE = (size_t)32 << 20;

/* ---- the first line ---- */

static void read_tool(TriReportReading *reading, const TriJsonNode *line)
{
    const TriJsonNode *tool = tri_record_object(reading, line, "tool");

    if (tool != NULL) {
        reading->report->version = tri_record_text(reading, tool, "version");
        if (!tri_str_eq(tri_record_text(reading, tool, "name"), TRI_STR("tricep"))) {
            tri_record_fail(reading, tool->start,
                            "expected a report that tricep wrote");
        }
    }
}

static void read_id(TriReportReading *reading, const TriJsonNode *line)
{
    const TriJsonNode *id = tri_record_object(reading, line, "run");

    if (id != NULL) {
        reading->report->run.id = (TriRunId){
            .options = tri_record_hex(reading, id, "options", 16),
            .rules = tri_record_hex(reading, id, "rules", 16),
            .paths = tri_record_hex(reading, id, "paths", 16),
        };
    }
}

static void read_shard(TriReportReading *reading, const TriJsonNode *line)
{
    TriShard *shard = &reading->report->run.shard;

    if (tri_record_find(reading, line, "shard") == NULL) {
        return;
    }
    const TriJsonNode *object = tri_record_object(reading, line, "shard");

    if (object != NULL) {
        shard->count = tri_record_number(reading, object, "count", 1, TRI_MOST_SHARDS);
        shard->index =
            tri_record_number(reading, object, "index", 1, (int64_t)shard->count);
    }
}

static void read_fail_on(TriReportReading *reading, const TriJsonNode *line)
{
    reading->report->run.fail_on = (TriLevel)tri_record_word(
        reading, line, "failOn", tri_fail_levels, TRI_LEVEL_COUNT);
}

static void read_baseline(TriReportReading *reading, const TriJsonNode *line)
{
    TriRun *run = &reading->report->run;

    if (tri_record_find(reading, line, "baseline") == NULL) {
        return;
    }
    const TriJsonNode *baseline = tri_record_object(reading, line, "baseline");

    if (baseline != NULL) {
        run->has_baseline = true;
        run->baseline_count = tri_record_count(reading, baseline, "entries");
        run->baseline_met = tri_record_number(reading, baseline, "met", 0,
                                              (int64_t)run->baseline_count);
        run->baseline_gone =
            tri_record_number(reading, baseline, "gone", 0,
                              (int64_t)(run->baseline_count - run->baseline_met));
    }
}

static void read_head(TriReportReading *reading, const TriJsonNode *line)
{
    const TriJsonNode *version = tri_record_find(reading, line, "version");
    int64_t number;

    if (version == NULL || version->type != TRI_JSON_NUMBER ||
        !tri_json_int(&reading->json, version, &number) || number != 1) {
        tri_record_fail(reading, version == NULL ? line->start : version->start,
                        "expected 'version' 1, the only one there is");
        return;
    }
    read_tool(reading, line);
    read_id(reading, line);
    read_shard(reading, line);
    read_fail_on(reading, line);
    read_baseline(reading, line);
    if (tri_record_find(reading, line, "repositories") != NULL) {
        reading->report->run.repository_total =
            tri_record_number(reading, line, "repositories", 2, TRI_MOST_COUNTED);
    }
}

/* ---- rules ---- */

static void read_compliance(TriReportReading *reading, const TriJsonNode *line,
                            TriReportRule *rule)
{
    const TriJsonNode *list = tri_record_array(reading, line, "compliance");

    if (list == NULL) {
        return;
    }
    rule->compliance = TRI_NEW_ARRAY(reading->arena, TriReportCompliance, list->count);
    tri_json_each_item (item, list) {
        if (item->type != TRI_JSON_OBJECT) {
            tri_record_fail(reading, item->start,
                            "expected 'compliance' to hold objects");
            return;
        }
        rule->compliance[rule->compliance_count++] = (TriReportCompliance){
            .framework = tri_record_text(reading, item, "framework"),
            .control = tri_record_text_if(reading, item, "control"),
        };
    }
}

static double find_severity(TriReportReading *reading, const TriJsonNode *line)
{
    const TriJsonNode *value = tri_record_find(reading, line, "securitySeverity");

    if (value == NULL) {
        return -1;
    }
    double severity =
        value->type == TRI_JSON_NUMBER ? tri_json_double(&reading->json, value) : -1;

    if (severity < 0 || severity > 10) {
        tri_record_fail(reading, value->start,
                        "expected 'securitySeverity' to be a number from 0 to 10");
    }
    return severity;
}

static const char *const level_words[] = {
#define X(id, text) text,
    TRI_LEVELS(X)
#undef X
};

static void read_rule(TriReportReading *reading, const TriJsonNode *line)
{
    TriReportRule rule = {
        .id = tri_record_rule_id(reading, line, "id"),
        .name = tri_record_text_if(reading, line, "name"),
        .title = tri_record_text_if(reading, line, "title"),
        .description = tri_record_text_if(reading, line, "description"),
        .help = tri_record_text_if(reading, line, "help"),
        .help_markdown = tri_record_text_if(reading, line, "markdown"),
        .url = tri_record_text_if(reading, line, "url"),
        .level = (TriLevel)tri_record_word(reading, line, "level", level_words,
                                           TRI_LEVEL_COUNT),
        .security_severity = find_severity(reading, line),
    };

    rule.tags = tri_record_texts(reading, line, "tags", &rule.tag_count);
    read_compliance(reading, line, &rule);
    tri_list_push(reading->arena, &reading->rules, rule);
}

/* ---- repositories ---- */

void tri_record_kinds(TriReportReading *reading, const TriJsonNode *object,
                      size_t kinds[TRI_KIND_COUNT])
{
    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        kinds[kind] = tri_record_count(reading, object, tri_json_kinds[kind]);
    }
}

static TriSummary read_counts(TriReportReading *reading, const TriJsonNode *line)
{
    TriSummary summary = {
        .files = tri_record_count(reading, line, "files"),
        .templates = tri_record_count(reading, line, "templates"),
        .resources = tri_record_count(reading, line, "resources"),
        .suppressed = tri_record_count(reading, line, "suppressed"),
        .errors = tri_record_count(reading, line, "errors"),
    };

    tri_record_kinds(reading, line, summary.kinds);
    return summary;
}

static void read_repository(TriReportReading *reading, const TriJsonNode *line)
{
    TriRepository *repository = TRI_NEW(reading->arena, TriRepository);

    repository->path = tri_record_path(reading, line, "path", "rawPath");
    repository->summary = read_counts(reading, line);
    if (reading->report->run.repository_total < 2) {
        tri_record_fail(reading, line->start, "there is only one repository, or none");
    }
    void **place =
        tri_map_put(reading->arena, &reading->by_path, repository->path, TRI_MAP_EXACT);

    if (*place != NULL) {
        tri_record_fail(reading, line->start, "the repository '%.*s' is there twice",
                        TRI_ARG(repository->path));
    }
    *place = repository;
    tri_list_push(reading->arena, &reading->repositories, repository);
}

TriRepository *tri_record_repository(TriReportReading *reading, const TriJsonNode *line)
{
    if (tri_record_find(reading, line, "repository") == NULL) {
        return NULL;
    }
    TriStr path = tri_record_path(reading, line, "repository", "rawRepository");
    TriRepository *repository = tri_map_find(&reading->by_path, path, TRI_MAP_EXACT);

    if (repository == NULL) {
        tri_record_fail(reading, line->start,
                        "no line before tells of the repository '%.*s'", TRI_ARG(path));
    }
    return repository;
}

/* ---- the other lines ---- */

static const char *const status_words[] = {
#define X(id, text) text,
    TRI_FILE_STATUSES(X)
#undef X
};

static void read_note(TriReportReading *reading, const TriJsonNode *line)
{
    TriFileNote note = {
        .path = tri_record_path(reading, line, "path", "rawPath"),
        .status = (TriFileStatus)tri_record_word(reading, line, "status", status_words,
                                                 TRI_FILE_STATUS_COUNT),
        .message = tri_record_text(reading, line, "message"),
        .is_named = tri_record_bool_if(reading, line, "named"),
        .repository = tri_record_repository(reading, line),
    };

    tri_list_push(reading->arena, &reading->notes, note);
}

static void read_trouble(TriReportReading *reading, const TriJsonNode *line)
{
    tri_list_push(reading->arena, &reading->troubles,
                  tri_record_text(reading, line, "message"));
}

static void read_remark(TriReportReading *reading, const TriJsonNode *line)
{
    tri_list_push(reading->arena, &reading->remarks,
                  tri_record_text(reading, line, "message"));
}

static void read_rule_counts(TriReportReading *reading, const TriJsonNode *line)
{
    TriRun *run = &reading->report->run;
    const TriJsonNode *list = tri_record_array(reading, line, "rules");

    if (list == NULL) {
        return;
    }
    run->rule_counts = TRI_NEW_ARRAY(reading->arena, TriRuleCount, list->count);
    tri_json_each_item (item, list) {
        TriRuleCount *count = &run->rule_counts[run->rule_count_count++];

        if (item->type != TRI_JSON_OBJECT) {
            tri_record_fail(reading, item->start, "expected 'rules' to hold objects");
            return;
        }
        count->rule = tri_record_rule_id(reading, item, "rule");
        tri_record_kinds(reading, item, count->kinds);
    }
}

static void read_summary(TriReportReading *reading, const TriJsonNode *line)
{
    TriRun *run = &reading->report->run;
    TriSummary summary = read_counts(reading, line);
    size_t lines = tri_record_count(reading, line, "lines");

    for (int level = 0; level < TRI_LEVEL_COUNT; level++) {
        summary.levels[level] = run->summary.levels[level];
    }
    run->summary = summary;
    read_rule_counts(reading, line);
    if (tri_record_find(reading, line, "outside") != NULL) {
        run->outside = tri_record_texts(reading, line, "outside", &run->outside_count);
    }
    if (!reading->is_wrong && lines != reading->lines) {
        tri_record_fail(reading, line->start,
                        "lines are missing: there were %zu, and %zu are "
                        "here",
                        lines, reading->lines);
    }
    reading->is_closed = true;
}

/* ---- lines ---- */

typedef struct LineType {
    const char *name;
    void (*read)(TriReportReading *reading, const TriJsonNode *line);
} LineType;

static const LineType line_types[] = {
    { "run", read_head },
    { "rule", read_rule },
    { "repository", read_repository },
    { "result", tri_record_result },
    { "file", read_note },
    { "trouble", read_trouble },
    { "remark", read_remark },
    { "summary", read_summary },
};

/* Types that a later version may have are passed over, but for the first line. */
static void read_typed(TriReportReading *reading, const TriJsonNode *line)
{
    const TriJsonNode *value = tri_record_find(reading, line, "type");
    bool is_text = value != NULL && value->type == TRI_JSON_STRING;
    TriStr type = is_text ? tri_record_text_of(reading, value) : TRI_STR("");
    bool is_head = tri_str_eq(type, TRI_STR("run"));

    if (is_head != (reading->lines == 1)) {
        tri_record_fail(reading, line->start, "%s",
                        is_head
                            ? "the line of type 'run' is there twice"
                            : "expected a report of JSON Lines: a first line of type "
                              "'run'");
    }
    if (!is_text) {
        tri_record_fail(reading, line->start, "expected 'type' to be a string");
    }
    for (size_t i = 0; i < sizeof line_types / sizeof *line_types; i++) {
        if (!reading->is_wrong &&
            tri_str_eq(type, tri_str_from_c(line_types[i].name))) {
            line_types[i].read(reading, line);
            return;
        }
    }
}

static void read_line(TriReportReading *reading, TriStr text)
{
    TriSink sink = { .arena = reading->arena };

    reading->source = (TriSource){ .path = reading->report->name,
                                   .text = text,
                                   .lines_before = (uint32_t)reading->lines };
    reading->lines++;
    if (reading->is_closed) {
        tri_record_fail(reading, 0,
                        "nothing may come behind the line of type 'summary'");
        return;
    }
    if (text.size > LONGEST_LINE) {
        tri_record_fail(reading, 0, "the line is longer than %zu MiB",
                        LONGEST_LINE >> 20);
        return;
    }
    reading->json =
        tri_json_parse(&reading->nodes, reading->scratch, &reading->source, &sink);
    if (reading->json.root == NULL) {
        const TriFinding *finding = &sink.findings.items[0];

        tri_record_fail(reading, finding->span.start, "%.*s",
                        TRI_ARG(finding->message));
    } else if (reading->json.root->type != TRI_JSON_OBJECT) {
        tri_record_fail(reading, reading->json.root->start, "expected an object");
    } else {
        read_typed(reading, reading->json.root);
    }
    tri_arena_reset(&reading->nodes, NODES_KEPT);
    tri_arena_reset(&reading->scratch, NODES_KEPT);
}

static void read_lines(TriReportReading *reading, TriStr text)
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
        tri_record_fail(reading, 0,
                        reading->lines == 1
                            ? "the file is empty; expected a report of JSON "
                              "Lines"
                            : "the end is missing: there is no line of type "
                              "'summary'");
    }
}

/* The repositories of a report are an array. */
static void keep_repositories(TriReportReading *reading)
{
    TriRun *run = &reading->report->run;

    run->repository_count = reading->repositories.count;
    run->repositories =
        TRI_NEW_ARRAY(reading->arena, TriRepository, run->repository_count);
    for (size_t i = 0; i < run->repository_count; i++) {
        run->repositories[i] = *reading->repositories.items[i];
    }
}

static void keep(TriReportReading *reading)
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
    TriReportReading reading = {
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
