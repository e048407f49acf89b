/* All reporters over one run that has something of everything: tests/report. */
#include "base/file.h"
#include "base/utf8.h"
#include "report/report.h"
#include "tricep/version.h"
#include "json/document.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static TriArena arena;
static TriRun run;

/* ---- the run ---- */

static const char *const message = "web app 'shop' does not request client "
                                   "certificates: clientCertEnabled is false";
static const char *const help = "Set properties.clientCertEnabled to true.";

/* A result on `marked`, which stands in `line`. */
static TriResult *add(TriKind kind, TriLevel level, const char *path, uint32_t number,
                      const char *line, const char *marked)
{
    TriStr text = tri_str_from_c(line);
    size_t start = tri_str_find(text, tri_str_from_c(marked));
    TriResult *result = &run.results[run.result_count++];
    uint32_t column = (uint32_t)tri_utf8_units(tri_str_slice(text, 0, start)) + 1;
    uint32_t end = column + (uint32_t)tri_utf8_units(tri_str_from_c(marked));
    uint32_t offset = 100 * number;

    cr_assert_neq(start, TRI_NOT_FOUND, "%s", marked);
    *result = (TriResult){
        .rule = TRI_STR("client-cert-enabled"),
        .kind = kind,
        .level = level,
        .message = tri_str_from_c(message),
        .place = { tri_str_from_c(path),
                   { number, column, offset + (uint32_t)start },
                   { number, end, offset + (uint32_t)(start + strlen(marked)) } },
        .line = text,
        .line_column = 1,
        .resource_type = TRI_STR("Microsoft.Web/sites"),
        .resource_name = TRI_STR("shop"),
        .pointer = TRI_STR("/resources/0"),
        .fingerprint = TRI_STR("0123456789abcdef0123456789abcdef"),
    };
    result->instances[kind] = 1;
    return result;
}

static void no_resource(TriResult *result, const char *rule, const char *text)
{
    result->rule = tri_str_from_c(rule);
    result->message = tri_str_from_c(text);
    result->resource_type = result->resource_name = result->pointer = TRI_STR("");
}

static void add_related(TriResult *result, const char *path, uint32_t line,
                        const char *text)
{
    TriResultRelated related = {
        { tri_str_from_c(path), { line, 23, 10 * line }, { line, 28, 10 * line + 5 } },
        tri_str_from_c(text)
    };

    if (result->related == NULL) {
        result->related = TRI_NEW_ARRAY(&arena, TriResultRelated, 4);
    }
    result->related[result->related_count++] = related;
}

static void add_plain_results(void)
{
    static TriStr files[] = { TRI_STR_INIT("a/main.parameters.dev.json"),
                              TRI_STR_INIT("a/main.parameters.test.json"),
                              TRI_STR_INIT("a/main.parameters.qa.json"),
                              TRI_STR_INIT("a/main.parameters.uat.json") };
    TriResult *several = add(TRI_KIND_FAIL, TRI_LEVEL_WARNING, "a/main.json", 21,
                             "        \"clientCertEnabled\": \"[parameters('cert')]\",",
                             "\"[parameters('cert')]\"");

    several->help = tri_str_from_c(help);
    several->instances[TRI_KIND_FAIL] = 4;
    several->instances[TRI_KIND_UNDECIDED] = 1;
    several->instances[TRI_KIND_PASS] = 2;
    several->parameters = files;
    several->parameter_count = 4;
    add_related(several, files[0].data, 6, "given here to parameter 'cert'");
    add_related(several, "b/outer.json", 40, "deployed by this");

    TriResult *syntax = add(TRI_KIND_FAIL, TRI_LEVEL_ERROR, "a/wrong.json", 3,
                            "  \"resources\": [", "");
    uint32_t end = (uint32_t)syntax->line.size + 1;

    no_resource(syntax, "parse-error",
                "expected a value or ']', found the end of the file");
    syntax->place.start.column = syntax->place.end.column = end;

    TriResult *undecided =
        add(TRI_KIND_UNDECIDED, TRI_LEVEL_INFO, "b/main.json", 9,
            "    \"clientCertEnabled\": \"[reference('x').y]\"", "[reference('x').y]");

    undecided->message = TRI_STR("cannot tell whether web app 'shop' requests client "
                                 "certificates: clientCertEnabled is "
                                 "[reference('x').y]; it is known when deployed");
}

static void add_shown_results(void)
{
    TriResult *pass = add(TRI_KIND_PASS, TRI_LEVEL_OFF, "b/main.json", 30,
                          "    \"clientCertEnabled\": true", "true");
    TriResult *absent = add(TRI_KIND_NOT_DEPLOYED, TRI_LEVEL_OFF, "b/main.json", 44,
                            "    \"clientCertEnabled\": false", "false");
    TriResult *bicep = add(TRI_KIND_FAIL, TRI_LEVEL_WARNING, "c/main.bicep", 1200,
                           "  properties: {", "properties");

    pass->message =
        TRI_STR("web app 'shop' passes: properties.clientCertEnabled is true");
    pass->instances[TRI_KIND_NOT_DEPLOYED] = 1;
    absent->message = TRI_STR("web app 'shop' is not deployed");
    bicep->pointer = TRI_STR("");
    bicep->symbol = TRI_STR("site::slot");
    bicep->place.end.line += 4; /* several lines: marked to the end of the first */
    bicep->place.end.column = 4;
}

/* A file on one line, of which results have only a part. */
static void add_minified(const char *marked)
{
    static const char line[] =
        "{\"type\":\"Microsoft.Web/sites\",\"apiVersion\":\"2022-03-01\",\"name\":"
        "\"shop\",\"location\":\"[resourceGroup().location]\",\"properties\":"
        "{\"serverFarmId\":\"[resourceId('Microsoft.Web/serverfarms', 'plan')]\","
        "\"clientCertEnabled\":false,\"httpsOnly\":true,\"siteConfig\":"
        "{\"alwaysOn\":true,\"ftpsState\":\"Disabled\",\"minTlsVersion\":\"1.2\"}}},";
    TriResult *result =
        add(TRI_KIND_FAIL, TRI_LEVEL_WARNING, "d/minified.json", 1, line, marked);

    result->line_column = 7001;
    result->place.start.column += 7000;
    result->place.end.column += 7000;
}

/* What templates can hold that would upset a screen, a log or a CI system. */
static void add_hostile_results(void)
{
    add(TRI_KIND_FAIL, TRI_LEVEL_WARNING, "e/tabs.json", 5,
        "\t\t\"clientCertEnabled\":\tfalse,\t// \xC3\xA4", "false");
    add(TRI_KIND_FAIL, TRI_LEVEL_WARNING, "e/\xE5\xBA\x97.json", 6,
        "  \"\xE5\xBA\x97\": \"e\xCC\x81 \xF0\x9F\x98\x80\", \"clientCertEnabled\": "
        "\"\xE5\x90\xA6\xE5\xAE\x9A\" }",
        "\"\xE5\x90\xA6\xE5\xAE\x9A\"");
    add(TRI_KIND_FAIL, TRI_LEVEL_WARNING, "e/control.json", 7,
        "  \"a\x1B[31mb\x7F\xC2\x9B\xE2\x80\xAE\xED\xA0\x80\": no,", "no");

    TriResult *command =
        add(TRI_KIND_FAIL, TRI_LEVEL_WARNING, "::error file=a\n\x1B.json", 8,
            "  \"name\": \"##vso[task.setvariable variable=x]y\"",
            "\"##vso[task.setvariable variable=x]y\"");

    command->message =
        TRI_STR("web app '##vso[task.setvariable variable=x]y\n::error::z' "
                "\t\xE2\x80\xA8has ##[group] \x01 \xED\xA0\x80");
    add_related(command, "  ::warning::x", 9, "variable '##[error]'");

    TriResult *blind = add(TRI_KIND_FAIL, TRI_LEVEL_ERROR, "f/secret.json", 1, "", "");

    no_resource(blind, "read-error", "the file cannot be read: Permission denied");
}

/* Rules, for the formats that tell of them. */
static void add_rules(void)
{
    static TriStr tags[] = { TRI_STR_INIT("tls"), TRI_STR_INIT("app-service") };
    static TriReportCompliance controls[] = {
        { TRI_STR_INIT("CIS <Azure> & more"), TRI_STR_INIT("9.4") },
    };
    static TriReportRule rules[] = {
        { .id = TRI_STR_INIT("client-cert-enabled"),
          .name = TRI_STR_INIT("ClientCertEnabled"),
          .title = TRI_STR_INIT("A web app does not ask for \"certificates\"."),
          .description = TRI_STR_INIT("Why it matters."),
          .help = TRI_STR_INIT("Set it to true."),
          .help_markdown = TRI_STR_INIT("# Client certificates\n\nSet it to `true`."),
          .url = TRI_STR_INIT("https://example.com/a?b=c&d=e"),
          .level = TRI_LEVEL_WARNING,
          .security_severity = 6.5,
          .tags = tags,
          .tag_count = 2,
          .compliance = controls,
          .compliance_count = 1 },
        { .id = TRI_STR_INIT("parse-error"),
          .title = TRI_STR_INIT("a file that is not JSON"),
          .level = TRI_LEVEL_ERROR,
          .security_severity = -1 },
    };
    static TriRuleCount counts[] = {
        { TRI_STR_INIT("client-cert-enabled"),
          { [TRI_KIND_FAIL] = 8, [TRI_KIND_UNDECIDED] = 1, [TRI_KIND_PASS] = 1 } },
        { TRI_STR_INIT("parse-error"), { [TRI_KIND_FAIL] = 1 } },
    };

    run.rules = rules;
    run.rule_count = sizeof rules / sizeof *rules;
    run.rule_counts = counts;
    run.rule_count_count = sizeof counts / sizeof *counts;
}

static void open_run(void)
{
    static TriFileNote notes[] = {
        { TRI_STR_INIT("a/wrong.json"), TRI_FILE_INVALID,
          TRI_STR_INIT("expected a value or ']', found the end of the file"), false,
          NULL },
        { TRI_STR_INIT("c/other.json"), TRI_FILE_NOT_TEMPLATE,
          TRI_STR_INIT("it is no deployment template"), true, NULL },
        { TRI_STR_INIT("f/secret.json"), TRI_FILE_UNREADABLE,
          TRI_STR_INIT("Permission denied"), false, NULL },
    };

    arena = tri_arena_open((size_t)1 << 30);
    run = (TriRun){ .results = TRI_NEW_ARRAY(&arena, TriResult, 16),
                    .notes = notes,
                    .note_count = sizeof notes / sizeof *notes };
    add_plain_results();
    add_shown_results();
    add_minified("\"clientCertEnabled\"");
    add_minified(
        "{\"serverFarmId\":\"[resourceId('Microsoft.Web/serverfarms', 'plan')]\","
        "\"clientCertEnabled\":false,\"httpsOnly\":true");
    add_hostile_results();
    add_rules();
    run.summary =
        (TriSummary){ .files = 14, .templates = 8, .resources = 11, .errors = 2 };
    for (size_t i = 0; i < run.result_count; i++) {
        run.summary.kinds[run.results[i].kind]++;
        run.summary.levels[run.results[i].level]++;
    }
}

static void close_run(void)
{
    tri_arena_close(&arena);
}

TestSuite(report_golden, .init = open_run, .fini = close_run);

/* ---- goldens ---- */

static TriStr without_version(TriStr report)
{
    TriStr version = TRI_STR("\"" TRICEP_VERSION "\"");
    size_t place = tri_str_find(report, version);

    if (place == TRI_NOT_FOUND) {
        return report;
    }
    return tri_format(&arena, "%.*s\"VERSION\"%.*s",
                      TRI_ARG(tri_str_slice(report, 0, place)),
                      TRI_ARG(tri_str_from(report, place + version.size)));
}

static void expect_golden(const char *name, TriStr report)
{
    TriStr path = tri_format(&arena, "%s/report/%s.txt", TRICEP_TESTS, name);
    TriError error = { &arena, { 0 } };
    TriStr golden = { 0 };

    report = without_version(report);
    if (getenv("TRICEP_UPDATE_GOLDEN") != NULL) {
        cr_assert_eq(tri_file_write(arena, path, report, &error), TRI_OK);
    }
    tri_file_read(&arena, path, &golden, &error);
    cr_expect(tri_str_eq(report, golden),
              "%s.txt is not what the reporter writes:\n%.*s", name, TRI_ARG(report));
}

static TriStr write_by(const TriReporter *reporter, TriReportStyle style)
{
    TriText text = tri_text(&arena);

    reporter->write(&run, &style, &text);
    return tri_str_copy(&arena, tri_text_str(&text));
}

Test(report_golden, every_format_has_one)
{
    for (size_t i = 0; tri_reporters[i] != NULL; i++) {
        expect_golden(tri_reporters[i]->name,
                      write_by(tri_reporters[i], (TriReportStyle){ .width = 0 }));
    }
}

Test(report_golden, every_format_has_one_without_findings)
{
    run = (TriRun){ .summary = { .files = 3, .templates = 1, .resources = 2 } };
    for (size_t i = 0; tri_reporters[i] != NULL; i++) {
        TriStr name = tri_format(&arena, "%s-empty", tri_reporters[i]->name);

        expect_golden(tri_str_to_c(&arena, name),
                      write_by(tri_reporters[i], (TriReportStyle){ .width = 0 }));
    }
}

Test(report_golden, json_is_json_with_one_result_a_line)
{
    TriStr report = write_by(&tri_report_json, (TriReportStyle){ .width = 0 });
    TriSource source = tri_source_open(&arena, TRI_STR("report"), report);
    TriArena nodes = tri_arena_open((size_t)1 << 26);
    TriSink sink = { .arena = &arena };
    size_t lines = 0;
    TriStr line;

    cr_expect_not_null(tri_json_parse(&nodes, arena, &source, &sink).root);
    cr_expect_eq(sink.findings.count, 0);
    while (tri_str_split(&report, '\n', &line)) {
        lines += tri_str_has_prefix(line, TRI_STR("    {\"rule\":"));
    }
    cr_expect_eq(lines, run.result_count);
    tri_arena_close(&nodes);
}

Test(report_golden, full_has_color)
{
    expect_golden("full-color",
                  write_by(&tri_report_full, (TriReportStyle){ .has_color = true }));
}

Test(report_golden, full_fits_a_narrow_terminal)
{
    expect_golden("full-narrow",
                  write_by(&tri_report_full, (TriReportStyle){ .width = 60 }));
}

Test(report_golden, text_tells_the_end)
{
    expect_golden("text-end",
                  write_by(&tri_report_text, (TriReportStyle){ .shows_end = true }));
}

Test(report_golden, nobody_but_full_has_color)
{
    for (size_t i = 0; tri_reporters[i] != NULL; i++) {
        const TriReporter *reporter = tri_reporters[i];
        TriStr plain = write_by(reporter, (TriReportStyle){ .width = 0 });
        TriStr colored =
            write_by(reporter, (TriReportStyle){ .has_color = true, .width = 200 });

        cr_expect(reporter == &tri_report_full || tri_str_eq(plain, colored), "%s",
                  reporter->name);
    }
}

Test(report_golden, clean_runs_have_nothing_to_read)
{
    run = (TriRun){ 0 };
    cr_expect_eq(write_by(&tri_report_text, (TriReportStyle){ .width = 0 }).size, 0);
    cr_expect_eq(write_by(&tri_report_full, (TriReportStyle){ .has_color = true }).size,
                 0);
}

/* ---- several repositories ---- */

/* Three, one of them without findings; what is below "e" is in none. */
static void tell_repositories(void)
{
    static TriRepository repositories[] = {
        { TRI_STR_INIT("a"), { .files = 5, .templates = 2, .resources = 4 } },
        { TRI_STR_INIT("b"), { .files = 3, .templates = 1, .resources = 3 } },
        { TRI_STR_INIT("z<z"), { .files = 1 } },
    };

    for (size_t i = 0; i < 2; i++) {
        memset(repositories[i].summary.levels, 0,
               sizeof repositories[i].summary.levels);
    }
    for (size_t i = 0; i < run.result_count; i++) {
        TriResult *result = &run.results[i];
        size_t place = (size_t)(result->place.path.data[0] - 'a');

        if (place < 2) {
            result->repository = &repositories[place];
            repositories[place].summary.levels[result->level]++;
        }
    }
    run.notes[0].repository = &repositories[0];
    run.repositories = repositories;
    run.repository_count = run.repository_total = 3;
}

static bool has(TriStr report, const char *part)
{
    return tri_str_find(report, tri_str_from_c(part)) != TRI_NOT_FOUND;
}

Test(report_golden, formats_tell_several_repositories_apart)
{
    static const TriReporter *const reporters[] = { &tri_report_json, &tri_report_jsonl,
                                                    &tri_report_junit,
                                                    &tri_report_markdown };
    TriText text = tri_text(&arena);

    tell_repositories();
    for (size_t i = 0; i < sizeof reporters / sizeof *reporters; i++) {
        TriStr name = tri_format(&arena, "%s-repositories", reporters[i]->name);

        expect_golden(tri_str_to_c(&arena, name),
                      write_by(reporters[i], (TriReportStyle){ .width = 0 }));
    }
    tri_report_summary(&run, &(TriReportStyle){ .width = 0 }, &text);
    expect_golden("summary-repositories", tri_text_str(&text));
    cr_expect(has(write_by(&tri_report_html, (TriReportStyle){ .width = 0 }),
                  "<td class=\"text\">z&lt;z</td>"));
    cr_expect(has(write_by(&tri_report_sarif, (TriReportStyle){ .width = 0 }),
                  "\"properties\":{\"repository\":\"a\"}"));
}

Test(report_golden, formats_of_lines_do_not)
{
    static const TriReporter *const reporters[] = { &tri_report_text, &tri_report_full,
                                                    &tri_report_github,
                                                    &tri_report_azure,
                                                    &tri_report_gitlab };
    TriStr before[sizeof reporters / sizeof *reporters];

    for (size_t i = 0; i < sizeof reporters / sizeof *reporters; i++) {
        before[i] = write_by(reporters[i], (TriReportStyle){ .width = 0 });
    }
    tell_repositories();
    for (size_t i = 0; i < sizeof reporters / sizeof *reporters; i++) {
        cr_expect(tri_str_eq(before[i],
                             write_by(reporters[i], (TriReportStyle){ .width = 0 })),
                  "%s", reporters[i]->name);
    }
}

Test(report_golden, the_summary_tells_of_a_shard)
{
    TriText text = tri_text(&arena);

    run.shard = (TriShard){ 2, 4 };
    tri_report_summary(&run, &(TriReportStyle){ .width = 0 }, &text);
    cr_expect(has(tri_text_str(&text), "\nshard 2 of 4\n"));
    tell_repositories();
    run.repository_total = 9;
    tri_report_summary(&run, &(TriReportStyle){ .width = 0 }, &text);
    cr_expect(has(tri_text_str(&text), "\nshard 2 of 4: 3 of 9 repositories: "));
}

/* ---- the summary ---- */

static void add_summary(TriText *text, const char *title, const TriRun *summed)
{
    TriReportStyle style = { .width = 0 };

    tri_text_addf(text, "# %s\n", title);
    tri_report_summary(summed, &style, text);
}

static TriRun summed(TriSummary summary)
{
    return (TriRun){ .summary = summary };
}

Test(report_golden, summaries)
{
    TriRun clean = summed((TriSummary){ .files = 7, .templates = 1, .resources = 1 });
    TriRun hidden = summed((TriSummary){ .files = 1,
                                         .templates = 1,
                                         .resources = 2,
                                         .kinds = { [TRI_KIND_UNDECIDED] = 2 } });
    TriRun found = summed((TriSummary){ .files = 2000,
                                        .templates = 20,
                                        .resources = 31,
                                        .kinds = { [TRI_KIND_UNDECIDED] = 3 },
                                        .levels = { [TRI_LEVEL_WARNING] = 12,
                                                    [TRI_LEVEL_ERROR] = 1,
                                                    [TRI_LEVEL_INFO] = 3 },
                                        .suppressed = 5 });
    TriRun only_errors =
        summed((TriSummary){ .files = 3, .levels = { [TRI_LEVEL_ERROR] = 3 } });
    TriRun no_file = summed((TriSummary){ 0 });
    TriRun no_template = summed((TriSummary){ .files = 5 });
    TriText text = tri_text(&arena);

    add_summary(&text, "of the run in the other files", &run);
    add_summary(&text, "clean", &clean);
    add_summary(&text, "undecided, but not shown", &hidden);
    add_summary(&text, "findings of every level", &found);
    add_summary(&text, "only files that cannot be parsed", &only_errors);
    add_summary(&text, "no file", &no_file);
    add_summary(&text, "no template", &no_template);
    expect_golden("summary", tri_text_str(&text));
}

Test(report_golden, summaries_are_green_only_for_what_was_judged)
{
    static const struct {
        TriSummary summary;
        const char *paint;
    } rows[] = {
        { { .files = 1, .templates = 1, .resources = 1 }, "\033[32m" },
        { { .files = 1 }, "\033[33m" },
        { { 0 }, "\033[33m" },
        { { .files = 1, .resources = 1, .levels = { [TRI_LEVEL_ERROR] = 1 } },
          "\033[31m" },
    };
    TriReportStyle style = { .has_color = true };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriRun painted = summed(rows[i].summary);
        TriText text = tri_text(&arena);

        tri_report_summary(&painted, &style, &text);
        cr_expect(
            tri_str_has_prefix(tri_text_str(&text), tri_str_from_c(rows[i].paint)),
            "row %zu: %.*s", i, TRI_ARG(tri_text_str(&text)));
    }
}
