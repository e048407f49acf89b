#include "cli/command.h"
#include "cli/option.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static TriArena arena;
static TriOptions options;
static TriError error;

/* What the machine has set is not what is tested. */
static void open_options(void)
{
    static const char *const names[] = { "TRICEP_FORMAT", "TRICEP_OUTPUT",
                                         "TRICEP_COLOR",  "TRICEP_SHOW",
                                         "TRICEP_JOBS",   "TRICEP_QUIET" };

    arena = tri_arena_open((size_t)1 << 30);
    error = (TriError){ &arena, { 0 } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unsetenv(names[i]);
    }
}

static void close_options(void)
{
    tri_arena_close(&arena);
}

TestSuite(cli_options, .init = open_options, .fini = close_options);

/* Parses `line`, words with blanks between them, for `command`. */
static TriStatus parse_for(const TriCommand *command, const char *line)
{
    char *words[16] = { NULL };
    size_t count = 0;
    TriStr word;

    for (TriStr rest = tri_str_from_c(line); tri_str_split(&rest, ' ', &word);) {
        words[count++] = tri_str_to_c(&arena, word);
    }
    return tri_options_parse(&arena, command, words, &options, &error);
}

static void parse(const char *line)
{
    cr_assert_eq(parse_for(&tri_command_lint, line), TRI_OK, "%s: %.*s", line,
                 TRI_ARG(error.message));
}

static void expect_text(TriStr actual, const char *expected)
{
    cr_expect(tri_str_eq(actual, tri_str_from_c(expected)), "'%.*s' is not '%s'",
              TRI_ARG(actual), expected);
}

static void expect_words(const TriStrList *list, const char *expected)
{
    TriText text = tri_text(&arena);

    for (size_t i = 0; i < list->count; i++) {
        tri_text_addf(&text, "%s%.*s", i == 0 ? "" : " ", TRI_ARG(list->items[i]));
    }
    expect_text(tri_text_str(&text), expected);
}

/* "text json=x.json" */
static void expect_formats(const char *expected)
{
    TriText text = tri_text(&arena);

    for (size_t i = 0; i < options.formats.count; i++) {
        const TriFormat *format = &options.formats.items[i];

        tri_text_addf(&text, "%s%s%s%.*s", i == 0 ? "" : " ", format->reporter->name,
                      format->path.size > 0 ? "=" : "", TRI_ARG(format->path));
    }
    expect_text(tri_text_str(&text), expected);
}

/* ---- the command line ---- */

Test(cli_options, without_words_all_is_as_usual)
{
    parse("--");
    cr_expect_eq(options.arguments.count, 0);
    cr_expect_eq(options.formats.count, 0);
    cr_expect_eq(options.scan.undecided, TRI_LEVEL_COUNT);
    cr_expect_eq(options.scan.fail_on, TRI_LEVEL_COUNT);
    cr_expect_eq(options.color, TRI_WHEN_AUTO);
    cr_expect_eq(options.scan.jobs, 0);
    cr_expect_not(options.quiet);
}

Test(cli_options, a_value_stands_in_four_places)
{
    static const char *const lines[] = { "--jobs 3 a", "--jobs=3 a", "-j3 a",
                                         "-j 3 a",     "-qj3 a",     "a -qj 3" };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        parse(lines[i]);
        cr_expect_eq(options.scan.jobs, 3, "%s", lines[i]);
        expect_words(&options.arguments, "a");
    }
}

Test(cli_options, arguments_and_options_mix)
{
    parse("a -q b - --root r c -- -q --select");
    expect_words(&options.arguments, "a b - c -q --select");
    expect_text(options.scan.root, "r");
    cr_expect(options.quiet);
}

Test(cli_options, lists_are_repeated_and_have_commas)
{
    parse("--select a,b --ignore=c --select c");
    expect_words(&options.scan.select, "a b c");
    expect_words(&options.scan.ignore, "c");
    parse("--parameters a,b.json --parameters c.json");
    expect_words(&options.scan.parameters, "a,b.json c.json");
}

Test(cli_options, the_last_of_one_value_counts)
{
    parse("--fail-on error --color=always --fail-on never --color never");
    cr_expect_eq(options.scan.fail_on, TRI_LEVEL_OFF);
    cr_expect_eq(options.color, TRI_WHEN_NEVER);
}

Test(cli_options, levels_belong_to_rules)
{
    parse("--level a=off --level b=error");
    cr_assert_eq(options.scan.levels.count, 2);
    expect_text(options.scan.levels.items[0].rule, "a");
    cr_expect_eq(options.scan.levels.items[0].level, TRI_LEVEL_OFF);
    cr_expect_eq(options.scan.levels.items[1].level, TRI_LEVEL_ERROR);
}

Test(cli_options, kinds_to_show_add_up)
{
    static const struct {
        const char *line;
        bool pass;
        bool not_deployed;
    } rows[] = {
        { "--show pass", true, false },
        { "--show=not-deployed", false, true },
        { "--show pass,not-deployed", true, true },
        { "--show pass --show not-deployed", true, true },
        { "--show suppressed", false, false },
        { "--show all", true, true },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        parse(rows[i].line);
        cr_expect_eq(options.scan.show[TRI_KIND_PASS], rows[i].pass, "%s",
                     rows[i].line);
        cr_expect_eq(options.scan.show[TRI_KIND_NOT_DEPLOYED], rows[i].not_deployed,
                     "%s", rows[i].line);
    }
}

Test(cli_options, output_is_for_the_last_format_without_a_file)
{
    static const struct {
        const char *line;
        const char *formats;
    } rows[] = {
        { "-f json", "json" },
        { "-f json=a=b", "json=a=b" },
        { "-f text -f json=a", "text json=a" },
        { "-f text,json=a", "text json=a" },
        { "-f json -o a", "json=a" },
        { "-o a -f json", "json=a" },
        { "-f text -f json=a -o b", "text=b json=a" },
        { "-f text -f json -o b", "text json=b" },
        { "-o a", "text=a" },
        { "-f json=-", "json" },
        { "-f json=- -f text=-", "json text" },
        { "-f json=- -f text -o a", "json text=a" },
        { "-f json -o -", "json" },
        { "-f json=./-", "json=./-" },
        { "-o - a", "" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        parse(rows[i].line);
        expect_formats(rows[i].formats);
    }
}

/* ---- errors ---- */

typedef struct Row {
    const char *line;
    const char *message;
} Row;

static void expect_refusals(const TriCommand *command, const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(parse_for(command, rows[i].line), TRI_FAILED, "%s", rows[i].line);
        expect_text(error.message, rows[i].message);
    }
}

Test(cli_options, errors_say_what_was_meant_or_expected)
{
    static const Row rows[] = {
        { "--selct x", "unknown option '--selct'; did you mean '--select'?" },
        { "--param x", "unknown option '--param'; did you mean '--parameters'?" },
        { "--zzzzzz", "unknown option '--zzzzzz'" },
        { "-X", "unknown option '-X'" },
        { "-qX", "unknown option '-qX'" },
        { "--type x", "unknown option '--type'; it belongs to 'tricep expand'" },
        { "--quiet=1", "--quiet takes no value" },
        { "a --root", "--root needs a value: DIR" },
        { "--root=", "--root needs a value: DIR" },
        { "-f", "--format needs a value: FORMAT[=FILE]" },
        { "-f tex", "unknown value 'tex' for --format; did you mean 'text'?" },
        { "-f xyz=a", "unknown value 'xyz' for --format; expected azure, full, github, "
                      "gitlab, html, json, jsonl, junit, markdown, sarif or text" },
        { "-f json=", "--format needs the name of a file behind 'json='" },
        { "-f json=a -o b", "the output file 'b' has no use: every format has a file" },
        { "-f json=- -o b", "the output file 'b' has no use: every format has a file" },
        { "--fail-on warn",
          "unknown value 'warn' for --fail-on; did you mean 'warning'?" },
        { "--fail-on off",
          "unknown value 'off' for --fail-on; expected never, info, warning or error" },
        { "--undecided never", "unknown value 'never' for --undecided; expected off, "
                               "info, warning or error" },
        { "--color Always",
          "unknown value 'Always' for --color; did you mean 'always'?" },
        { "--show pass,fial",
          "unknown value 'fial' for --show; expected pass, not-deployed, suppressed or "
          "all" },
        { "--today 2026-02-29", "--today needs a day that there is, as YYYY-MM-DD" },
        { "--config a --isolated", "--isolated reads no configuration, --config one" },
        { "--select a,,b", "--select needs names with commas between them" },
        { "--level x", "--level needs RULE=LEVEL" },
        { "--level x=warn",
          "unknown value 'warn' for --level; did you mean 'warning'?" },
        { "-j 0", "--jobs needs a number from 1 to 256" },
        { "-jx", "--jobs needs a number from 1 to 256" },
    };

    expect_refusals(&tri_command_lint, rows, sizeof rows / sizeof *rows);
}

Test(cli_options, other_commands_have_their_own)
{
    static const Row rows[] = {
        { "--select x", "unknown option '--select'; it belongs to 'tricep lint'" },
        { "--contxt x", "unknown option '--contxt'; did you mean '--context'?" },
    };

    expect_refusals(&tri_command_expand, rows, sizeof rows / sizeof *rows);
    cr_expect_eq(parse_for(&tri_command_expand, "--type x --parameters p f"), TRI_OK);
    cr_expect_eq(parse_for(&tri_command_eval, "--template t e"), TRI_OK);
    cr_expect_eq(parse_for(&tri_command_version, "--help"), TRI_OK);
    cr_expect_eq(options.help, TRI_HELP_USUAL);
}

/* ---- environment ---- */

Test(cli_options, the_environment_sets_what_is_open)
{
    setenv("TRICEP_FORMAT", "text,json=e.json", 1);
    setenv("TRICEP_COLOR", "always", 1);
    setenv("TRICEP_SHOW", "all", 1);
    setenv("TRICEP_QUIET", "0", 1);
    parse("--color never");
    expect_formats("text json=e.json");
    cr_expect_eq(options.color, TRI_WHEN_NEVER);
    cr_expect(options.scan.show[TRI_KIND_PASS]);
    cr_expect_not(options.quiet);
    expect_text(tri_options_source(&options, offsetof(TriOptions, color)),
                "command line");
    expect_text(tri_options_source(&options, offsetof(TriOptions, formats)),
                "TRICEP_FORMAT");
    expect_text(tri_options_source(&options, offsetof(TriOptions, scan.select)), "");
}

Test(cli_options, lists_of_the_command_line_replace_those_of_the_environment)
{
    setenv("TRICEP_FORMAT", "json", 1);
    setenv("TRICEP_SHOW", "all", 1);
    setenv("TRICEP_SELECT", "a,b", 1);
    setenv("TRICEP_PARAMETERS", "p.json", 1);
    parse("-f text --show not-deployed --select c --no-parameters");
    expect_formats("text");
    expect_words(&options.scan.select, "c");
    cr_expect_not(options.scan.show[TRI_KIND_PASS]);
    cr_expect_eq(options.scan.parameters.count, 0);
}

Test(cli_options, a_configuration_or_none_on_the_command_line_settles_both)
{
    setenv("TRICEP_CONFIG", "a.json", 1);
    parse("--isolated");
    cr_expect(options.scan.is_isolated);
    cr_expect_eq(options.scan.config.size, 0);
    setenv("TRICEP_ISOLATED", "1", 1);
    parse("--config b.json");
    cr_expect_not(options.scan.is_isolated);
    expect_text(options.scan.config, "b.json");
}

Test(cli_options, a_configuration_and_none_in_the_environment_are_refused)
{
    setenv("TRICEP_CONFIG", "a.json", 1);
    setenv("TRICEP_ISOLATED", "1", 1);
    cr_expect_eq(parse_for(&tri_command_lint, "a"), TRI_FAILED);
    expect_text(error.message,
                "TRICEP_ISOLATED reads no configuration, TRICEP_CONFIG one");
    setenv("TRICEP_ISOLATED", "0", 1);
    parse("a");
    expect_text(options.scan.config, "a.json");
}

Test(cli_options, trouble_in_the_environment_names_the_variable)
{
    setenv("TRICEP_FAIL_ON", "warn", 1);
    cr_expect_eq(parse_for(&tri_command_lint, "a"), TRI_FAILED);
    expect_text(error.message,
                "unknown value 'warn' for TRICEP_FAIL_ON; did you mean 'warning'?");
    /* It keeps nobody from the help, and does not concern other commands. */
    cr_expect_eq(parse_for(&tri_command_lint, "--help"), TRI_OK);
    cr_expect_eq(parse_for(&tri_command_eval, "a"), TRI_OK);
    /* What lists are printed as is not what reports are. */
    unsetenv("TRICEP_FAIL_ON");
    setenv("TRICEP_FORMAT", "sarif", 1);
    cr_expect_eq(parse_for(&tri_command_rules, ""), TRI_OK);
    cr_expect_eq(options.list_format, TRI_LIST_TEXT);
    cr_expect_eq(parse_for(&tri_command_help, ""), TRI_OK);
}

/* ---- help ---- */

static TriStr help_of(const TriCommand *command)
{
    TriText text = tri_text(&arena);

    tri_options_help(command, TRI_HELP_ALL, &text);
    return tri_text_str(&text);
}

Test(cli_options, the_help_has_every_option)
{
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        TriStr help = help_of(tri_commands[i]);

        for (size_t j = 0; j < tri_option_count; j++) {
            const TriOption *option = &tri_option_table[j];
            const char *behind = option->is_optional     ? "[="
                                 : option->value != NULL ? " "
                                                         : "";
            TriStr name = tri_format(&arena, " --%s%s", option->name, behind);

            cr_expect((option->commands & tri_commands[i]->options) == 0 ||
                          tri_str_find(help, name) != TRI_NOT_FOUND,
                      "%s --%s", tri_commands[i]->name, option->name);
        }
    }
}

Test(cli_options, the_table_goes_group_by_group)
{
    for (size_t i = 1; i < tri_option_count; i++) {
        cr_expect_geq(tri_option_table[i].group, tri_option_table[i - 1].group, "--%s",
                      tri_option_table[i].name);
    }
}

Test(cli_options, an_optional_value_stands_behind_a_sign)
{
    parse("--help a");
    cr_expect_eq(options.help, TRI_HELP_USUAL);
    expect_words(&options.arguments, "a");
    parse("-h");
    cr_expect_eq(options.help, TRI_HELP_USUAL);
    parse("-hq");
    cr_expect_eq(options.help, TRI_HELP_USUAL);
    cr_expect(options.quiet);
    parse("--help=all");
    cr_expect_eq(options.help, TRI_HELP_ALL);
    cr_expect_eq(parse_for(&tri_command_lint, "--help=much"), TRI_FAILED);
    cr_expect_eq(parse_for(&tri_command_lint, "--help="), TRI_FAILED);
}

Test(cli_options, the_short_help_says_what_it_leaves_out)
{
    TriText usual = tri_text(&arena);

    tri_options_help(&tri_command_lint, TRI_HELP_USUAL, &usual);
    cr_expect_eq(tri_str_find(tri_text_str(&usual), TRI_STR("--sarif-category")),
                 TRI_NOT_FOUND);
    cr_expect_neq(tri_str_find(tri_text_str(&usual), TRI_STR("--help=all tells of")),
                  TRI_NOT_FOUND);
    cr_expect_eq(
        tri_str_find(help_of(&tri_command_lint), TRI_STR("--help=all tells of")),
        TRI_NOT_FOUND);
}

Test(cli_options, the_help_fits_80_columns)
{
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        TriStr line;

        for (TriStr rest = help_of(tri_commands[i]);
             tri_str_split(&rest, '\n', &line);) {
            cr_expect_leq(line.size, 80, "%.*s", TRI_ARG(line));
        }
    }
}

Test(cli_options, the_help_lists_every_format)
{
    TriStr help = help_of(&tri_command_lint);

    for (size_t i = 0; tri_reporters[i] != NULL; i++) {
        cr_expect_neq(tri_str_find(help, tri_str_from_c(tri_reporters[i]->name)),
                      TRI_NOT_FOUND, "%s", tri_reporters[i]->name);
    }
}

Test(cli_options, no_two_options_of_a_command_share_a_name)
{
    for (size_t i = 0; i < tri_option_count; i++) {
        for (size_t j = 0; j < i; j++) {
            const TriOption *a = &tri_option_table[i];
            const TriOption *b = &tri_option_table[j];
            bool is_shared = (a->commands & b->commands) != 0;

            cr_expect_not(is_shared && strcmp(a->name, b->name) == 0, "%s", a->name);
            cr_expect_not(is_shared && a->letter != 0 && a->letter == b->letter, "-%c",
                          a->letter);
        }
    }
}
