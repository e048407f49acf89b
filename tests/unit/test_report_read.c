/* What is refused of a report of JSON Lines, and where. */
#include "report/merge.h"
#include "report/report.h"

#include <criterion/criterion.h>
#include <string.h>

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 32);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(report_read, .init = open_arena, .fini = close_arena);

#define HEAD                                                                           \
    "{\"type\":\"run\",\"version\":1,\"tool\":{\"name\":\"tricep\",\"version\":\"1\"}" \
    ","                                                                                \
    "\"run\":{\"options\":\"0123456789abcdef\",\"rules\":\"0123456789abcdef\","        \
    "\"paths\":\"0123456789abcdef\"},\"failOn\":\"warning\",\"repositories\":2,"       \
    "\"baseline\":{\"entries\":3,\"met\":1,\"gone\":1}}\n"
#define RULE                                                                           \
    "{\"type\":\"rule\",\"id\":\"r\",\"level\":\"warning\",\"securitySeverity\":6.5,"  \
    "\"tags\":[\"t\"],\"compliance\":[{\"framework\":\"f\",\"control\":\"c\"}]}\n"
#define COUNTS                                                                         \
    "\"files\":1,\"templates\":1,\"resources\":1,\"fail\":1,\"pass\":0,"               \
    "\"undecided\":0,\"notDeployed\":0,\"suppressed\":0,\"errors\":0"
#define REPOSITORY "{\"type\":\"repository\",\"path\":\"a\"," COUNTS "}\n"
#define PLACE                                                                          \
    "\"path\":\"a/x.json\",\"start\":{\"line\":2,\"column\":3,\"offset\":9},"          \
    "\"end\":{\"line\":2,\"column\":5,\"offset\":11}"
#define RESULT                                                                         \
    "{\"type\":\"result\",\"rule\":\"r\",\"kind\":\"fail\",\"level\":\"warning\","     \
    "\"message\":\"m\"," PLACE ",\"resource\":null,\"instances\":{\"fail\":1,"         \
    "\"undecided\":0,\"pass\":0,\"notDeployed\":0},\"parameters\":[\"a/p.json\"],"     \
    "\"related\":[{" PLACE ",\"message\":\"n\"}],\"fingerprint\":"                     \
    "\"0123456789abcdef0123456789abcdef\",\"suppressed\":null,\"repository\":\"a\","   \
    "\"sourceLine\":\"abc\",\"sourceColumn\":2}\n"
#define NOTE                                                                           \
    "{\"type\":\"file\",\"path\":\"y\",\"status\":\"invalid\",\"message\":\"m\","      \
    "\"named\":true}\n"
#define SUMMARY                                                                        \
    "{\"type\":\"summary\"," COUNTS ",\"rules\":[{\"rule\":\"r\",\"fail\":1,"          \
    "\"undecided\":0,\"pass\":0,\"notDeployed\":0}],\"outside\":[\"z\"],\"lines\":6}"  \
    "\n"
#define REPORT HEAD RULE REPOSITORY RESULT NOTE SUMMARY

static TriStr trouble_of(TriStr text, TriReport *report)
{
    TriError error = { &arena, { 0 } };

    return tri_report_read(&arena, TRI_STR("x.jsonl"), text, report, &error) == TRI_OK
               ? TRI_STR("")
               : error.message;
}

/* The report with the first `from` behind `line` made `to`. */
static TriStr changed(const char *line, const char *from, const char *to)
{
    TriStr text = TRI_STR(REPORT);
    TriStr search = tri_format(&arena, "{\"type\":\"%s\"", line);
    size_t start = tri_str_find(text, search);

    cr_assert_neq(start, TRI_NOT_FOUND, "%s", line);
    size_t place = tri_str_find(tri_str_from(text, start), tri_str_from_c(from));

    cr_assert_neq(place, TRI_NOT_FOUND, "%s in %s", from, line);
    return tri_format(&arena, "%.*s%s%.*s",
                      TRI_ARG(tri_str_slice(text, 0, start + place)), to,
                      TRI_ARG(tri_str_from(text, start + place + strlen(from))));
}

Test(report_read, reads_what_is_written)
{
    TriReport report;
    TriStr trouble = trouble_of(TRI_STR(REPORT), &report);

    cr_assert_eq(trouble.size, 0, "%.*s", TRI_ARG(trouble));
    const TriRun *run = &report.run;
    const TriResult *result = &run->results[0];

    cr_expect_eq(run->repository_total, 2);
    cr_expect_eq(run->repository_count, 1);
    cr_expect_eq(run->baseline_count, 3);
    cr_expect_eq(run->baseline_met, 1);
    cr_expect_eq(run->fail_on, TRI_LEVEL_WARNING);
    cr_expect_eq(run->rules[0].compliance_count, 1);
    cr_expect_float_eq(run->rules[0].security_severity, 6.5, 1e-9);
    cr_expect_eq(result->place.end.offset, 11);
    cr_expect_eq(result->line_column, 2);
    cr_expect_eq(result->related_count, 1);
    cr_expect(tri_str_eq(result->repository->path, TRI_STR("a")));
    cr_expect(run->notes[0].is_named);
    cr_expect_eq(run->summary.levels[TRI_LEVEL_WARNING], 1);
    cr_expect_eq(run->outside_count, 1);
}

Test(report_read, passes_over_what_a_later_version_may_have)
{
    TriReport report;
    TriStr more = tri_format(
        &arena, "%s%s%s", HEAD "{\"type\":\"news\",\"x\":[]}\n", RULE REPOSITORY,
        "{\"type\":\"summary\"," COUNTS ",\"rules\":[],\"lines\":5,\"more\":{}}");

    cr_expect_eq(trouble_of(more, &report).size, 0, "%.*s",
                 TRI_ARG(trouble_of(more, &report)));
}

Test(report_read, refuses_what_is_wrong_with_its_place)
{
    static const struct {
        const char *line;
        const char *from;
        const char *to;
        const char *says;
    } rows[] = {
        { "run", "\"version\":1", "\"version\":2",
          "x.jsonl:1:25: expected 'version' 1" },
        { "run", "\"version\":1", "\"version\":1.5", ":1:25: expected 'version' 1" },
        { "run", "\"name\":\"tricep\"", "\"name\":\"x\"", "that tricep wrote" },
        { "run", "\"tool\":", "\"tol\":", ":1:1: expected 'tool' to be an object" },
        { "run", "\"run\":{", "\"ran\":{", "expected 'run' to be an object" },
        { "run", "0123456789abcdef", "0123456789abcdeF", "16 hexadecimal digits" },
        { "run", "\"warning\"", "\"off\"", "'never', 'info', 'warning' or 'error'" },
        { "run", "\"repositories\":2", "\"repositories\":1", "from 2 to" },
        { "run", "\"met\":1", "\"met\":4", "'met' to be a number from 0 to 3" },
        { "run", "\"gone\":1", "\"gone\":3", "'gone' to be a number from 0 to 2" },
        { "run", "\"type\":\"run\"", "\"type\":\"summary\"", "a first line of type" },
        { "run", "\"failOn\"", "\"shard\":{\"index\":3,\"count\":2},\"failOn\"",
          "from 1 to 2" },
        { "run", "\"failOn\"", "\"shard\":{\"index\":1,\"count\":100001},\"failOn\"",
          "from 1 to 100000" },
        { "run", "\"failOn\"", "\"shard\":[],\"failOn\"", "'shard' to be an object" },
        { "rule", "\"id\":\"r\"", "\"id\":\"\"", ":2:1: expected 'id' to be the id" },
        { "rule", "\"id\":\"r\"", "\"id\":\"a\\nb\"", "the id of a rule" },
        { "rule", "\"level\":\"warning\"", "\"level\":\"bad\"", "expected 'level'" },
        { "rule", "6.5", "11", "from 0 to 10" },
        { "rule", "6.5", "\"6\"", "from 0 to 10" },
        { "rule", "[\"t\"]", "[1]", "'tags' to hold strings" },
        { "rule", "[{\"framework\"", "[1,{\"framework\"",
          "'compliance' to hold objects" },
        { "rule", "\"rule\"", "\"run\"", "is there twice" },
        { "repository", "\"path\":\"a\"", "\"path\":\"\"", ":3:29: expected the path" },
        { "repository", "\"path\":\"a\"", "\"path\":7", "'path' to be a string" },
        { "repository", "\"files\":1", "\"files\":-1", "from 0 to" },
        { "repository", "\"files\":1", "\"files\":99999999999999", "from 0 to" },
        { "repository", "}\n", "}\n" REPOSITORY, "is there twice" },
        { "result", "\"rule\":\"r\"", "\"rule\":\"\\u0007\"", "the id of a rule" },
        { "result", "\"kind\":\"fail\"", "\"kind\":\"bad\"", "'fail', 'undecided'" },
        { "result", "\"kind\":\"fail\"", "\"kind\":\"pass\"", "'level' to be null" },
        { "result", "\"level\":\"warning\"", "\"level\":null", "expected 'level'" },
        { "result", "\"line\":2", "\"line\":0", "from 1 to" },
        { "result", "\"column\":3", "\"column\":4294967296", "from 1 to" },
        { "result", "\"offset\":9", "\"offset\":12", "'start' not to be behind 'end'" },
        { "result", "\"column\":3", "\"column\":6", "'start' not to be behind 'end'" },
        { "result", "\"resource\":null", "\"resource\":{\"type\":1}", "'type' to be" },
        { "result", "\"instances\":{", "\"instance\":{",
          "'instances' to be an object" },
        { "result", "[\"a/p.json\"]", "[\"\"]", "expected the path of a file" },
        { "result", "[\"a/p.json\"]", "[\"p\"],\"rawParameters\":[]", "as many as" },
        { "result", "[\"a/p.json\"]", "[\"p\"],\"rawParameters\":[\"%F\"]", "%XX" },
        { "result", "\"repository\":\"a\"", "\"repository\":\"b\"", "no line before" },
        { "result", "\"sourceColumn\":2", "\"sourceColumn\":4", "from 1 to 3" },
        { "result", "\"sourceColumn\":2", "\"rawPath\":\"%00\"", "the path of a file" },
        { "result", "\"sourceColumn\":2", "\"rawPath\":\"%zz\"", "%XX" },
        { "result", "\"sourceColumn\":2", "\"rawRelated\":{\"0\":\"%\"}", "%XX" },
        { "result", "\"suppressed\":null", "\"suppressed\":{\"kind\":\"x\"}",
          "in-source" },
        { "result", "\"suppressed\":null", "\"suppressed\":true", "to be an object" },
        { "result", "0123456789abcdef0", "0", "32 hexadecimal digits" },
        { "result", "\"related\":[{", "\"related\":[2,{", "'related' to hold objects" },
        { "result", "\"message\":\"n\"", "\"message\":2", "'message' to be a string" },
        { "result", "{\"type\"", "[{\"type\"", "x.jsonl:4:" },
        { "result", "{\"type\"", "7 {\"type\"", "x.jsonl:4:3: " },
        { "file", "\"invalid\"", "\"good\"", "expected 'status'" },
        { "file", "\"named\":true", "\"named\":1", "to be true or false" },
        { "summary", "\"lines\":6", "\"lines\":7", ":6:1: lines are missing" },
        { "summary", "\"lines\":6", "\"line\":6", "expected 'lines'" },
        { "summary", "[{\"rule\"", "[1,{\"rule\"", "'rules' to hold objects" },
        { "summary", "\"fail\":1", "\"fail\":\"1\"", "expected 'fail'" },
        { "summary", "[\"z\"]", "\"z\"", "'outside' to be a list" },
        { "summary", "}\n", "}\n\n", ":7:1: nothing may come behind" },
        { "summary", "}\n", "}\n{}", ":7:1: nothing may come behind" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriReport report;
        TriStr trouble =
            trouble_of(changed(rows[i].line, rows[i].from, rows[i].to), &report);

        cr_expect(tri_str_find(trouble, tri_str_from_c(rows[i].says)) != TRI_NOT_FOUND,
                  "row %zu, %s: '%.*s' does not say '%s'", i, rows[i].to,
                  TRI_ARG(trouble), rows[i].says);
    }
}

Test(report_read, refuses_what_is_no_report)
{
    static const struct {
        const char *text;
        const char *says;
    } rows[] = {
        { "", "x.jsonl:1:1: the file is empty" },
        { "\n", "x.jsonl:1:" },
        { "[]", "x.jsonl:1:1: expected an object" },
        { "{}", "expected a report of JSON Lines" },
        { "{\"results\":[]}", "expected a report of JSON Lines" },
        { HEAD, "x.jsonl:2:1: the end is missing" },
        { HEAD RULE "\n" SUMMARY, "x.jsonl:3:" },
        { HEAD "{\"type\":\"ru", "x.jsonl:2:" },
        { HEAD "{\"type\":5}", "expected 'type' to be a string" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriReport report;
        TriStr trouble = trouble_of(tri_str_from_c(rows[i].text), &report);

        cr_expect(tri_str_find(trouble, tri_str_from_c(rows[i].says)) != TRI_NOT_FOUND,
                  "row %zu: '%.*s' does not say '%s'", i, TRI_ARG(trouble),
                  rows[i].says);
    }
}

/* The longest line that is read, and one that is longer. */
Test(report_read, refuses_a_line_that_is_too_long)
{
    for (size_t more = 0; more < 2; more++) {
        size_t size = ((size_t)32 << 20) + more;
        char *line = TRI_NEW_ARRAY(&arena, char, size);
        TriReport report;

        memset(line, ' ', size);
        memcpy(line, "{}", 2);
        TriStr text = TRI_CONCAT(&arena, TRI_STR(HEAD), tri_str(line, size));
        TriStr trouble = trouble_of(text, &report);

        cr_expect(tri_str_find(trouble, TRI_STR("x.jsonl:2:1: the line is longer than "
                                                "32 MiB")) ==
                      (more ? 0 : TRI_NOT_FOUND),
                  "%zu: %.*s", more, TRI_ARG(trouble));
    }
}

/* A line of brackets is refused by the reader of JSON, not by the stack. */
Test(report_read, is_not_hurt_by_depth)
{
    enum { DEPTH = 200000 };
    TriText text = tri_text(&arena);
    TriReport report;

    tri_text_add_c(&text, HEAD "{\"type\":\"news\",\"x\":");
    for (int i = 0; i < DEPTH; i++) {
        tri_text_add_char(&text, '[');
    }
    TriStr trouble = trouble_of(tri_text_str(&text), &report);

    cr_expect(tri_str_has_prefix(trouble, TRI_STR("x.jsonl:2:")), "%.*s",
              TRI_ARG(trouble));
}

Test(report_merge, refuses_what_shards_cannot_both_say)
{
    TriError error = { &arena, { 0 } };
    TriReport reports[2];
    TriStr first =
        changed("run", "\"failOn\"", "\"shard\":{\"index\":1,\"count\":2},\"failOn\"");
    TriStr second =
        changed("run", "\"failOn\"", "\"shard\":{\"index\":2,\"count\":2},\"failOn\"");
    TriRun run;

    cr_assert_eq(trouble_of(first, &reports[0]).size, 0);
    cr_assert_eq(trouble_of(second, &reports[1]).size, 0);
    cr_expect_eq(tri_reports_merge(&arena, reports, 2, &run, &error), TRI_FAILED);
    cr_expect(tri_str_find(error.message, TRI_STR("both tell of 'a/x.json'")) !=
                  TRI_NOT_FOUND,
              "%.*s", TRI_ARG(error.message));
    reports[1].run.result_count = reports[1].run.note_count = 0;
    reports[1].run.outside_count = 0;
    cr_expect_eq(tri_reports_merge(&arena, reports, 2, &run, &error), TRI_FAILED);
    cr_expect(
        tri_str_find(error.message, TRI_STR("two shards tell of the repository")) !=
            TRI_NOT_FOUND,
        "%.*s", TRI_ARG(error.message));
    reports[1].run.repository_count = 0;
    /* Three entries, of which two are met, and two gone. */
    cr_expect_eq(tri_reports_merge(&arena, reports, 2, &run, &error), TRI_FAILED);
    reports[1].run.baseline_gone = 0;
    cr_assert_eq(tri_reports_merge(&arena, reports, 2, &run, &error), TRI_OK, "%.*s",
                 TRI_ARG(error.message));
    cr_expect_eq(run.summary.files, 2);
    cr_expect_eq(run.rule_counts[0].kinds[TRI_KIND_FAIL], 2);
    cr_expect_eq(run.rule_count, 1);
    cr_expect_eq(run.baseline_met, 2);
    cr_expect_eq(run.baseline_gone, 1);
}

TestSuite(report_merge, .init = open_arena, .fini = close_arena);
