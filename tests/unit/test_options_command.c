/* Whole runs of the program: what it exits with and what it says. */
#include "cli/command.h"
#include "cli/terminal.h"
#include "support/folder.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static TriArena arena;

#define SITE(value)                                                                    \
    "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/"          \
    "deploymentTemplate.json#\", \"contentVersion\": \"1.0.0.0\",\n"                   \
    "\"parameters\": {\"p\": {\"type\": \"bool\"}},\n"                                 \
    "\"resources\": [{\"type\": \"Microsoft.Web/sites\", \"apiVersion\": "             \
    "\"2022-09-01\", \"name\": \"x\",\n"                                               \
    "\"properties\": {\"clientCertEnabled\": " value "}}]}\n"

static void open_folder(void)
{
    arena = tri_arena_open((size_t)4 << 30);
    setenv("TERM", "dumb", 1);
    setenv("TRICEP_SELECT", "client-cert-enabled", 1);
    unsetenv("FORCE_COLOR");
    unsetenv("CLICOLOR_FORCE");
    unsetenv("COLUMNS");
    folder_open();
    folder_add(&arena, "pass.json", SITE("true"));
    folder_add(&arena, "fail.json", SITE("false"));
    folder_add(&arena, "undecided.json", SITE("\"[parameters('p')]\""));
    folder_add(&arena, "other.json", "{}");
    folder_add(&arena, "wrong.json", "{");
    folder_add(&arena, "empty/", "");
}

static void close_folder(void)
{
    folder_close();
    tri_arena_close(&arena);
}

TestSuite(cli_command, .init = open_folder, .fini = close_folder, .timeout = 30);

/* Runs tricep with the words of `line`; its output is in the files "out" and "err"
   then. */
static int run(const char *line)
{
    char *words[16] = { NULL };
    size_t count = 0;
    TriStr word;

    for (TriStr rest = tri_str_from_c(line); tri_str_split(&rest, ' ', &word);) {
        words[count++] = tri_str_to_c(&arena, word);
    }
    cr_assert_not_null(freopen("out", "w", stdout));
    cr_assert_not_null(freopen("err", "w", stderr));
    int status =
        tri_command_run(&arena, count == 1 && words[0][0] == '\0' ? words + 1 : words);

    fflush(stdout);
    fflush(stderr);
    return status;
}

static TriStr content(const char *path)
{
    TriError error = { &arena, { 0 } };
    TriStr text = { 0 };

    tri_file_read(&arena, tri_str_from_c(path), &text, &error);
    return text;
}

static bool has(const char *path, const char *part)
{
    return tri_str_find(content(path), tri_str_from_c(part)) != TRI_NOT_FOUND;
}

/* ---- exit status ---- */

Test(cli_command, exit_status_tells_clean_findings_and_trouble)
{
    static const struct {
        const char *line;
        int status;
    } rows[] = {
        { "pass.json", 0 },
        { "lint pass.json", 0 },
        { "fail.json", 1 },
        { "-q fail.json", 1 },
        { "lint fail.json pass.json", 1 },
        { "--fail-on error fail.json", 0 },
        { "--fail-on never fail.json wrong.json", 0 },
        { "--fail-on info fail.json", 1 },
        { "wrong.json", 1 },
        { "undecided.json", 0 },
        { "--fail-on info undecided.json", 1 },
        { "--undecided warning undecided.json", 1 },
        { "--undecided off --fail-on info undecided.json", 0 },
        { "other.json", 0 },
        { "empty", 0 },
        { "missing.json", 2 },
        { "fail.json missing.json", 2 },
        { "--no-such-option fail.json", 2 },
        { "--select no-such-rule fail.json", 2 },
        { "-o missing/report.txt pass.json", 2 },
        { "help", 0 },
        { "help expand", 0 },
        { "help nothing", 2 },
        { "--version", 0 },
        { "version", 0 },
        { "version x", 2 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(run(rows[i].line), rows[i].status, "%s", rows[i].line);
    }
}

Test(cli_command, without_a_path_it_is_the_current_folder)
{
    cr_expect_eq(run(""), 1);
    cr_expect(has("out", "fail.json:4:"));
}

Test(cli_command, an_empty_path_is_no_folder)
{
    char *words[] = { "", NULL };

    cr_assert_not_null(freopen("err", "w", stderr));
    cr_expect_eq(tri_command_run(&arena, words), 2);
}

Test(cli_command, trouble_with_one_file_loses_nothing_of_the_others)
{
    cr_expect_eq(run("fail.json missing.json other.json"), 2);
    cr_expect(has("out", "fail.json:4:"));
    cr_expect(has("err", "tricep: missing.json: No such file or directory\n"));
    cr_expect(has("err", "tricep: other.json: it is no deployment template\n"));
    cr_expect(has("err", "1 warning; "));
}

Test(cli_command, quiet_says_trouble_only)
{
    run("-q fail.json missing.json other.json");
    cr_expect(tri_str_eq(content("err"),
                         TRI_STR("tricep: missing.json: No such file or directory\n")),
              "%.*s", TRI_ARG(content("err")));
}

Test(cli_command, nothing_looked_at_is_not_clean)
{
    run("empty");
    cr_expect(has("err", "no template found"));
    run("other.json");
    cr_expect(has("err", "nothing to judge"));
    cr_expect_not(has("err", "no findings"));
    run("pass.json");
    cr_expect(has("err", "no findings; judged 1 resource in 1 template"));
}

Test(cli_command, a_mistyped_command_is_pointed_out)
{
    cr_expect_eq(run("lnt"), 2);
    cr_expect(has("err", "no command is called 'lnt'; did you mean 'tricep lint'?"));
    run("./lnt");
    cr_expect_not(has("err", "no command"));
}

Test(cli_command, usage_errors_point_to_the_help)
{
    run("--selct x");
    cr_expect(has("err", "did you mean '--select'?\nsee 'tricep --help'\n"));
    run("eval --x");
    cr_expect(has("err", "see 'tricep eval --help'\n"));
}

/* ---- reports ---- */

Test(cli_command, writes_several_reports_at_once)
{
    cr_expect_eq(run("-f json=a.report -f full=b.report -f text fail.json"), 1);
    cr_expect(has("a.report", "\"rule\":\"client-cert-enabled\""));
    cr_expect(has("b.report", "warning[client-cert-enabled]"));
    cr_expect(has("out", ": warning: "));
}

Test(cli_command, a_file_has_color_only_when_asked)
{
    setenv("FORCE_COLOR", "1", 1);
    run("-f full=a.report -f full fail.json");
    cr_expect_not(has("a.report", "\033["));
    cr_expect(has("out", "\033["));
    run("--color=always -f full=a.report fail.json");
    cr_expect(has("a.report", "\033["));
}

Test(cli_command, a_report_that_cannot_be_written_is_trouble)
{
    char *words[] = { "-q", "fail.json", NULL };

    cr_assert_not_null(freopen("err", "w", stderr));
    if (freopen("/dev/full", "w", stdout) == NULL) {
        cr_skip_test("no /dev/full");
    }
    cr_expect_eq(tri_command_run(&arena, words), 2);
    fflush(stderr);
    cr_expect(has("err", "tricep: cannot write to standard output: "));
}

Test(cli_command, names_cannot_forge_lines_or_commands)
{
    char *words[] = { "-q", "no\n::error::\033[31m##vso[x]", NULL };

    cr_assert_not_null(freopen("out", "w", stdout));
    cr_assert_not_null(freopen("err", "w", stderr));
    tri_command_run(&arena, words);
    fflush(stderr);
    cr_expect(
        tri_str_has_prefix(content("err"),
                           TRI_STR("tricep: no\\x0A::error::\\x1B[31m#\\vso[x]: ")),
        "%.*s", TRI_ARG(content("err")));
}

/* ---- colour ---- */

Test(cli_command, the_option_then_the_environment_decides_on_color)
{
    static const struct {
        TriWhen when;
        const char *no_color;
        const char *force;
        bool has_color;
    } rows[] = {
        { TRI_WHEN_AUTO, "", "", false }, /* no terminal */
        { TRI_WHEN_AUTO, "", "1", true },   { TRI_WHEN_AUTO, "", "0", false },
        { TRI_WHEN_AUTO, "1", "1", false }, { TRI_WHEN_ALWAYS, "1", "0", true },
        { TRI_WHEN_NEVER, "", "1", false },
    };
    int file = open("out", O_WRONLY | O_CREAT, 0600);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        setenv("NO_COLOR", rows[i].no_color, 1);
        setenv("CLICOLOR_FORCE", rows[i].force, 1);
        cr_expect_eq(tri_has_color(rows[i].when, file), rows[i].has_color, "row %zu",
                     i);
    }
    close(file);
}

Test(cli_command, columns_say_how_wide_a_terminal_is)
{
    static const struct {
        const char *columns;
        int width;
    } rows[] = { { "100", 100 }, { "0", 0 }, { "-3", 0 }, { "many", 0 }, { "", 0 } };
    int file = open("out", O_WRONLY | O_CREAT, 0600);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        setenv("COLUMNS", rows[i].columns, 1);
        cr_expect_eq(tri_terminal_width(file), rows[i].width, "%s", rows[i].columns);
    }
    close(file);
}
