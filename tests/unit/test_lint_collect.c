#include "lint/collect.h"

#include "base/text.h"

#include <criterion/criterion.h>

static TriArena kept;
static TriArena scratch;
static TriSource source;
static TriCollector collector;

static const char text[] = "line one\nline two\r\nthree\n";

static void open_arenas(void)
{
    kept = tri_arena_open((size_t)1 << 28);
    scratch = tri_arena_open((size_t)1 << 28);
    source = tri_source_open(&scratch, TRI_STR("a.json"), tri_str_from_c(text));
    collector = (TriCollector){ .arena = &kept, .scratch = &scratch, .described = ~0U };
}

static void close_arenas(void)
{
    tri_arena_close(&kept);
    tri_arena_close(&scratch);
}

TestSuite(lint_collect, .init = open_arenas, .fini = close_arenas);

static void expect_str(const char *what, TriStr actual, const char *expected)
{
    cr_expect(tri_str_eq(actual, tri_str_from_c(expected)), "%s: '%.*s' is not '%s'",
              what, TRI_ARG(actual), expected);
}

static TriFinding found(const char *rule, TriKind kind, size_t start, size_t end)
{
    return (TriFinding){
        .rule = tri_str_from_c(rule),
        .kind = kind,
        .level = TRI_LEVEL_WARNING,
        .span = tri_span(&source, start, end),
        .message = tri_format(&scratch, "%s %s", rule, tri_kind_name(kind)),
    };
}

static void collect(const char *rule, TriKind kind, size_t start,
                    const char *parameters)
{
    TriFinding finding = found(rule, kind, start, start + 3);

    tri_collect(&collector, &finding, tri_str_from_c(parameters));
}

static TriResultList results(void)
{
    tri_collect_show(&collector); /* as behind a deployment */
    return tri_collect_results(&collector, &kept);
}

static void expect_counts(const TriResult *result, size_t fail, size_t undecided,
                          size_t pass, size_t not_deployed)
{
    cr_expect_eq(result->instances[TRI_KIND_FAIL], fail);
    cr_expect_eq(result->instances[TRI_KIND_UNDECIDED], undecided);
    cr_expect_eq(result->instances[TRI_KIND_PASS], pass);
    cr_expect_eq(result->instances[TRI_KIND_NOT_DEPLOYED], not_deployed);
}

Test(lint_collect, keeps_a_place_once_with_the_worst_kind)
{
    collect("r", TRI_KIND_PASS, 2, "p1.json");
    collect("r", TRI_KIND_FAIL, 2, "p2.json");
    collect("r", TRI_KIND_UNDECIDED, 2, "p3.json");
    collect("r", TRI_KIND_FAIL, 2, "p4.json");
    collect("r", TRI_KIND_FAIL, 2, "p4.json");
    collect("r", TRI_KIND_NOT_DEPLOYED, 2, "");
    cr_assert_eq(results().count, 1);
    const TriResult *result = &results().items[0];

    cr_expect_eq(result->kind, TRI_KIND_FAIL);
    expect_str("message", result->message, "r fail");
    expect_counts(result, 3, 1, 1, 1);
    cr_assert_eq(result->parameter_count, 2);
    expect_str("first", result->parameters[0], "p2.json");
    expect_str("second", result->parameters[1], "p4.json");
}

Test(lint_collect, tells_rules_places_and_files_apart)
{
    TriSource other = { .path = TRI_STR("b.json"), .text = source.text };
    TriFinding finding = found("r", TRI_KIND_FAIL, 2, 4);

    collect("r", TRI_KIND_FAIL, 2, "");
    collect("s", TRI_KIND_FAIL, 2, "");
    collect("r", TRI_KIND_FAIL, 3, "");
    tri_collect(&collector, &finding, TRI_STR(""));
    finding = found("r", TRI_KIND_FAIL, 2, 5);
    finding.span.source = &other;
    tri_collect(&collector, &finding, TRI_STR(""));
    cr_expect_eq(results().count, 5);
}

Test(lint_collect, counts_lines_and_shows_them)
{
    collect("r", TRI_KIND_FAIL, 14, "");
    const TriResult *result = &results().items[0];

    expect_str("path", result->place.path, "a.json");
    cr_expect_eq(result->place.start.line, 2);
    cr_expect_eq(result->place.start.column, 6);
    cr_expect_eq(result->place.start.offset, 14);
    cr_expect_eq(result->place.end.column, 9);
    expect_str("line", result->line, "line two");
    cr_expect_eq(result->line_column, 1);
}

Test(lint_collect, hides_a_secret_from_the_line_of_what_was_found_before)
{
    TriFinding finding = found("secret", TRI_KIND_FAIL, 9, 13);

    collect("r", TRI_KIND_FAIL, 14, "");
    finding.is_secret = true;
    tri_collect(&collector, &finding, TRI_STR(""));
    expect_str("before", results().items[0].line, "**** two");
    expect_str("itself", results().items[1].line, "**** two");
}

Test(lint_collect, outlives_the_file)
{
    TriRelated related = { tri_span(&source, 19, 24), TRI_STR("made here") };
    TriFinding finding = found("r", TRI_KIND_FAIL, 0, 4);

    finding.related = &related;
    finding.related_count = 1;
    finding.resource_name = tri_str_copy(&scratch, TRI_STR("app"));
    finding.help = tri_str_copy(&scratch, TRI_STR("do this"));
    tri_collect(&collector, &finding, TRI_STR(""));
    tri_collect_end(&collector);
    tri_arena_reset(&scratch, 0);
    const TriResult *result = &results().items[0];

    expect_str("message", result->message, "r fail");
    expect_str("name", result->resource_name, "app");
    expect_str("help", result->help, "do this");
    cr_assert_eq(result->related_count, 1);
    cr_expect_eq(result->related[0].place.start.line, 3);
    expect_str("related", result->related[0].message, "made here");
}

/* A long line, the place in its middle. */
static void expect_part_of_line(const char *unit, size_t count)
{
    TriText long_text = tri_text(&scratch);

    for (size_t i = 0; i < count; i++) {
        tri_text_add_c(&long_text, unit);
    }
    TriSource *long_source = TRI_NEW(&scratch, TriSource);
    TriFinding finding = found("r", TRI_KIND_FAIL, 0, 0);
    size_t size = tri_str_from_c(unit).size;

    *long_source = (TriSource){ .path = tri_format(&scratch, "%zu.json", size),
                                .text = tri_text_str(&long_text) };
    finding.span = tri_span(long_source, count / 2 * size, count / 2 * size + size);
    tri_collect(&collector, &finding, TRI_STR(""));
    const TriResult *result = &results().items[results().count - 1];

    cr_expect_gt(result->line.size, 1000, "%s", unit);
    cr_expect_lt(result->line.size, 1300, "%s", unit);
    cr_expect_eq(result->line.size % size, 0, "%s is cut", unit);
    cr_expect_leq(result->line_column, result->place.start.column);
    cr_expect_gt(result->line_column, 1);
}

Test(lint_collect, shows_a_part_of_a_long_line)
{
    expect_part_of_line("x", 10000);
    expect_part_of_line("é", 10000);
    expect_part_of_line("€", 10000);
    expect_part_of_line("😀", 10000);
}

Test(lint_collect, places_findings_without_a_source_at_the_start)
{
    TriFinding finding = { .rule = TRI_STR("r"), .message = TRI_STR("m") };

    tri_collect(&collector, &finding, TRI_STR(""));
    cr_assert_eq(results().count, 1);
    cr_expect_eq(results().items[0].place.start.line, 1);
    cr_expect_eq(results().items[0].place.path.size, 0);
}

Test(lint_collect, counts_every_resource_once)
{
    tri_collect_resource(&collector, TRI_STR("a.json"), TRI_STR("/resources/0"));
    tri_collect_resource(&collector, TRI_STR("a.json"), TRI_STR("/resources/1"));
    tri_collect_resource(&collector, TRI_STR("a.json"), TRI_STR("/resources/0"));
    tri_collect_resource(&collector, TRI_STR("b.json"), TRI_STR("/resources/0"));
    tri_collect_resource(&collector, TRI_STR("b.json"), TRI_STR("/resources/a\0b"));
    tri_collect_resource(&collector, TRI_STR("b.json"), TRI_STR("/resources/a\0c"));
    cr_expect_eq(collector.resources.count, 5, "%zu", collector.resources.count);
    cr_expect_eq(collector.templates.count, 2);
}

Test(lint_collect, puts_two_collectors_together)
{
    TriCollector first = collector;
    TriCollector all = { .arena = &kept, .scratch = &scratch, .described = ~0U };

    collect("r", TRI_KIND_PASS, 2, "p1.json");
    collect("r", TRI_KIND_FAIL, 9, "p1.json");
    tri_collect_resource(&collector, TRI_STR("a.json"), TRI_STR("/resources/0"));
    first = collector;
    collector = (TriCollector){ .arena = &kept, .scratch = &scratch, .described = ~0U };
    collect("r", TRI_KIND_FAIL, 2, "p2.json");
    collect("r", TRI_KIND_FAIL, 9, "p3.json");
    collect("r", TRI_KIND_UNDECIDED, 9, "p4.json");
    tri_collect_resource(&collector, TRI_STR("a.json"), TRI_STR("/resources/0"));
    tri_collect_resource(&collector, TRI_STR("b.json"), TRI_STR("/resources/0"));
    tri_collect_all(&all, &first);
    tri_collect_all(&all, &collector);
    TriResultList both = tri_collect_results(&all, &kept);

    cr_assert_eq(both.count, 2);
    cr_expect_eq(both.items[0].kind, TRI_KIND_FAIL);
    expect_counts(&both.items[0], 1, 0, 1, 0);
    cr_expect_eq(both.items[0].parameter_count, 1);
    expect_counts(&both.items[1], 2, 1, 0, 0);
    cr_expect_eq(both.items[1].parameter_count, 2);
    cr_expect_eq(all.resources.count, 2);
    cr_expect_eq(all.templates.count, 2);
}

enum { FINDINGS = 1U << TRI_KIND_FAIL | 1U << TRI_KIND_UNDECIDED };

/* A file with two places: one of these kinds in two deployments, and one that passes.
 */
static TriCollector file_of(TriKind first, TriKind second)
{
    collector =
        (TriCollector){ .arena = &kept, .scratch = &scratch, .described = FINDINGS };
    collect("r", first, 2, "p1.json");
    collect("r", TRI_KIND_PASS, 9, "p1.json");
    collect("r", second, 2, "p2.json");
    tri_collect_end(&collector);
    return collector;
}

Test(lint_collect, counts_apart_what_is_not_described)
{
    TriCollector file = file_of(TRI_KIND_PASS, TRI_KIND_NOT_DEPLOYED);

    cr_expect_eq(results().count, 0);
    cr_assert_eq(file.collected.count, 2);
    cr_expect_eq(file.collected.items[0].kind, TRI_KIND_PASS);
    cr_expect_eq(file.collected.items[0].start, 2);
    cr_expect_eq(file.collected.items[0].instances[TRI_KIND_PASS], 1);
    cr_expect_eq(file.collected.items[0].instances[TRI_KIND_NOT_DEPLOYED], 1);
    file = file_of(TRI_KIND_PASS, TRI_KIND_FAIL);
    cr_assert_eq(results().count, 1);
    expect_counts(&results().items[0], 1, 0, 1, 0);
    cr_expect_eq(file.collected.count, 2);
}

/* One place, whichever of the files is first. */
static void expect_one_place(const TriCollector *first, const TriCollector *second)
{
    TriCollector all = { .arena = &kept, .scratch = &kept, .described = FINDINGS };

    tri_collect_all(&all, first);
    tri_collect_all(&all, second);
    TriResultList findings = tri_collect_results(&all, &kept);

    cr_assert_eq(findings.count, 1);
    expect_counts(&findings.items[0], 1, 0, 3, 0);
    expect_str("message", findings.items[0].message, "r fail");
    cr_expect_eq(all.collected.count, 2);
}

Test(lint_collect, a_finding_takes_the_place_of_what_is_counted)
{
    TriCollector passes = file_of(TRI_KIND_PASS, TRI_KIND_PASS);
    TriCollector fails = file_of(TRI_KIND_PASS, TRI_KIND_FAIL);

    expect_one_place(&passes, &fails);
    expect_one_place(&fails, &passes);
}
