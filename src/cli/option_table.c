#include "cli/option.h"

#include "base/number.h"
#include "base/text.h"
#include "rule/profile.h"
#include "scan/shard.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

bool tri_option_is_for(const TriOption *option, const TriCommand *command)
{
    return (option->commands & command->options) != 0;
}

TriStrList tri_option_words(TriArena *arena, const TriOption *option)
{
    bool is_format = option->place == offsetof(TriOptions, formats);
    TriStrList list = { 0 };

    for (size_t i = 0; option->words != NULL && option->words[i] != NULL; i++) {
        tri_list_push(arena, &list, tri_str_from_c(option->words[i]));
    }
    for (size_t i = 0; is_format && tri_reporters[i] != NULL; i++) {
        tri_list_push(arena, &list, tri_str_from_c(tri_reporters[i]->name));
    }
    return list;
}

void tri_option_list(TriText *text, const TriStrList *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const char *separator = i + 1 < words->count ? ", " : " or ";

        tri_text_addf(text, "%s%.*s", i == 0 ? "" : separator,
                      TRI_ARG(words->items[i]));
    }
}

TriStr tri_option_guess(TriStr word, const TriStrList *words)
{
    for (size_t i = 0; i < words->count && word.size > 1; i++) {
        if (tri_str_has_prefix_nocase(words->items[i], word)) {
            return words->items[i];
        }
    }
    return tri_str_nearest(word, words->items, words->count);
}

static TriStatus unknown_value(TriReading *reading, const TriOption *option,
                               TriStr value)
{
    TriStrList words = tri_option_words(reading->arena, option);
    TriStr meant = tri_option_guess(value, &words);
    TriText list = tri_text(reading->arena);

    if (meant.size > 0) {
        return tri_fail(reading->error,
                        "unknown value '%.*s' for %s; did you mean '%.*s'?",
                        TRI_ARG(value), reading->name, TRI_ARG(meant));
    }
    tri_option_list(&list, &words);
    return tri_fail(reading->error, "unknown value '%.*s' for %s; expected %.*s",
                    TRI_ARG(value), reading->name, TRI_ARG(tri_text_str(&list)));
}

static TriStatus set_switch(TriReading *reading, const TriOption *option, void *place,
                            TriStr value)
{
    (void)reading;
    (void)option;
    (void)value;
    *(bool *)place = true;
    return TRI_OK;
}

static TriStatus set_text(TriReading *reading, const TriOption *option, void *place,
                          TriStr value)
{
    (void)reading;
    (void)option;
    *(TriStr *)place = value;
    return TRI_OK;
}

static TriStatus set_day(TriReading *reading, const TriOption *option, void *place,
                         TriStr value)
{
    (void)option;
    if (!tri_is_day(value)) {
        return tri_fail(reading->error, "%s needs a day that there is, as YYYY-MM-DD",
                        reading->name);
    }
    *(TriStr *)place = value;
    return TRI_OK;
}

static TriStatus add_text(TriReading *reading, const TriOption *option, void *place,
                          TriStr value)
{
    TriStrList *list = place;

    (void)option;
    tri_list_push(reading->arena, list, value);
    return TRI_OK;
}

static TriStatus add_names(TriReading *reading, const TriOption *option, void *place,
                           TriStr value)
{
    TriStr name;

    for (TriStr rest = value; tri_str_split(&rest, ',', &name);) {
        name = tri_str_trim(name);
        if (name.size == 0) {
            return tri_fail(reading->error, "%s needs names with commas between them",
                            reading->name);
        }
        add_text(reading, option, place, name);
    }
    return TRI_OK;
}

/* The place of `value` among the words of the option. */
static TriStatus choose(TriReading *reading, const TriOption *option, TriStr value,
                        size_t *choice)
{
    for (size_t i = 0; option->words[i] != NULL; i++) {
        if (tri_str_eq(tri_str_from_c(option->words[i]), value)) {
            *choice = i;
            return TRI_OK;
        }
    }
    return unknown_value(reading, option, value);
}

/* Words stand for the values of the option, else for their places, which are those of
   the enum that the member has. */
static TriStatus set_choice(TriReading *reading, const TriOption *option, void *place,
                            TriStr value)
{
    size_t choice;

    static_assert(sizeof(TriLevel) == sizeof(unsigned), "an enum of another size");
    static_assert(sizeof(TriWhen) == sizeof(unsigned), "an enum of another size");
    if (choose(reading, option, value, &choice) != TRI_OK) {
        return TRI_FAILED;
    }
    unsigned chosen =
        option->values == NULL ? (unsigned)choice : option->values[choice];

    memcpy(place, &chosen, sizeof chosen);
    return TRI_OK;
}

static TriStatus set_help(TriReading *reading, const TriOption *option, void *place,
                          TriStr value)
{
    size_t choice;

    if (value.size > 0 && choose(reading, option, value, &choice) != TRI_OK) {
        return TRI_FAILED;
    }
    *(TriHelp *)place = value.size > 0 ? TRI_HELP_ALL : TRI_HELP_USUAL;
    return TRI_OK;
}

static TriStatus set_number(TriReading *reading, const TriOption *option, void *place,
                            TriStr value)
{
    enum { MOST = 256 };
    int64_t number;

    (void)option;
    if (!tri_parse_int(value, &number) || number < 1 || number > MOST) {
        return tri_fail(reading->error, "%s needs a number from 1 to %d", reading->name,
                        MOST);
    }
    *(size_t *)place = (size_t)number;
    return TRI_OK;
}

static const char *const show_words[] = { "pass", "not-deployed", "suppressed", "all",
                                          NULL };

/* What the words show: kinds, and what is suppressed. */
static const bool shown[][TRI_SHOW_COUNT] = {
    { [TRI_KIND_PASS] = true },
    { [TRI_KIND_NOT_DEPLOYED] = true },
    { [TRI_SHOW_SUPPRESSED] = true },
    { [TRI_KIND_PASS] = true,
      [TRI_KIND_NOT_DEPLOYED] = true,
      [TRI_SHOW_SUPPRESSED] = true },
};

static TriStatus add_kinds(TriReading *reading, const TriOption *option, void *place,
                           TriStr value)
{
    bool *show = place;
    TriStr word;

    for (TriStr rest = value; tri_str_split(&rest, ',', &word);) {
        size_t choice;

        if (choose(reading, option, tri_str_trim(word), &choice) != TRI_OK) {
            return TRI_FAILED;
        }
        for (int kind = 0; kind < TRI_SHOW_COUNT; kind++) {
            show[kind] = show[kind] || shown[choice][kind];
        }
    }
    return TRI_OK;
}

/* NAME or NAME=FILE. */
static TriStatus add_format(TriReading *reading, const TriOption *option, TriStr value)
{
    size_t equals = tri_str_find_char(value, '=');
    TriStr name = tri_str_slice(value, 0, equals);
    TriFormat format = { .reporter = tri_reporter_find(name) };

    if (format.reporter == NULL) {
        return unknown_value(reading, option, name);
    }
    if (equals != TRI_NOT_FOUND) {
        format.path = tri_str_from(value, equals + 1);
        if (format.path.size == 0) {
            return tri_fail(reading->error,
                            "%s needs the name of a file behind '%.*s='", reading->name,
                            TRI_ARG(name));
        }
    }
    tri_list_push(reading->arena, &reading->options->formats, format);
    return TRI_OK;
}

static TriStatus add_formats(TriReading *reading, const TriOption *option, void *place,
                             TriStr value)
{
    TriStr format;

    (void)place;
    for (TriStr rest = value; tri_str_split(&rest, ',', &format);) {
        if (add_format(reading, option, tri_str_trim(format)) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* RULE=LEVEL. */
static TriStatus add_level(TriReading *reading, const TriOption *option, void *place,
                           TriStr value)
{
    size_t equals = tri_str_find_char(value, '=');
    TriLevelChange change = { .rule = tri_str_slice(value, 0, equals) };
    size_t choice;

    (void)place;
    if (equals == TRI_NOT_FOUND || equals == 0) {
        return tri_fail(reading->error, "%s needs RULE=LEVEL", reading->name);
    }
    if (choose(reading, option, tri_str_from(value, equals + 1), &choice) != TRI_OK) {
        return TRI_FAILED;
    }
    change.level = (TriLevel)choice;
    tri_list_push(reading->arena, &reading->options->scan.levels, change);
    return TRI_OK;
}

/* K/N, or what an engine says. */
static TriStatus set_shard(TriReading *reading, const TriOption *option, void *place,
                           TriStr value)
{
    (void)option;
    return tri_shard_parse(reading->arena, value, place, reading->error);
}

/* ---- the table ---- */

static const char *const color_words[] = { "auto", "always", "never", NULL };
static const char *const least_words[] = { "info", "warning", "error", NULL };
static const unsigned least_values[] = { TRI_LEVEL_INFO, TRI_LEVEL_WARNING,
                                         TRI_LEVEL_ERROR };
static const char *const help_words[] = { "all", NULL };
static const char *const help_format_words[] = { "text", "man", "markdown", NULL };
static const char *const list_words[] = { "text", "json", "markdown", "names", NULL };
static const char *const profile_words[] = { "default", "strict", "azure-policy", "cis",
                                             NULL };
static const unsigned profile_values[] = { TRI_PROFILE_DEFAULT, TRI_PROFILE_STRICT,
                                           TRI_PROFILE_AZURE_POLICY, TRI_PROFILE_CIS };
static const char *const level_words[] = {
#define X(id, text) text,
    TRI_LEVELS(X) NULL
#undef X
};

const TriOption tri_option_table[] = {
    {
        .name = "stdin-filename",
        .value = "NAME",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = set_text,
        .place = offsetof(TriOptions, scan.stdin_filename),
        .help = "the name, and with it the folder, of the template on standard input",
    },
    {
        .name = "template",
        .value = "FILE",
        .commands = TRI_OPTIONS_EVAL,
        .group = TRI_GROUP_INPUT,
        .is_usual = true,
        .set = set_text,
        .place = offsetof(TriOptions, template),
        .help = "take parameters, variables and functions from this template",
    },
    {
        .name = "root",
        .value = "DIR",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_EVAL | TRI_OPTIONS_EXPAND,
        .group = TRI_GROUP_INPUT,
        .set = set_text,
        .place = offsetof(TriOptions, scan.root),
        .help = "paths in reports are relative to this folder, and links stay below it",
        .fallback = "the top of the git work tree",
    },
    {
        .name = "files-from",
        .value = "FILE",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .is_usual = true,
        .set = set_text,
        .place = offsetof(TriOptions, files_from),
        .help = "lint the files named in FILE too, one a line; - is standard input",
    },
    {
        .name = "null",
        .letter = '0',
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, null_separated),
        .help = "names of --files-from end in NUL",
    },
    {
        .name = "git-ref",
        .value = "REF",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = set_text,
        .place = offsetof(TriOptions, scan.git_ref),
        .help = "lint what the repositories PATH have at this commit; they may be bare",
    },
    {
        .name = "exclude",
        .value = "GLOB",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .is_usual = true,
        .set = add_text,
        .place = offsetof(TriOptions, scan.exclude),
        .help = "leave out paths that match, unless they are named",
    },
    {
        .name = "include",
        .value = "GLOB",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = add_text,
        .place = offsetof(TriOptions, scan.include),
        .help = "look at files that match too, whatever their ending",
    },
    {
        .name = "force-exclude",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.force_exclude),
        .help = "leave out named files too, when --exclude matches",
    },
    {
        .name = "no-ignore",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.no_ignore),
        .help = "look into hidden and ignored folders and files too, but not into .git",
    },
    {
        .name = "no-prefilter",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.no_prefilter),
        .help = "parse every file; the reports are the same, later",
    },
    {
        .name = "jobs",
        .letter = 'j',
        .value = "N",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .is_usual = true,
        .set = set_number,
        .place = offsetof(TriOptions, scan.jobs),
        .help = "work on so many files at a time",
        .fallback = "one a processor",
    },
    {
        .name = "shard",
        .value = "K/N",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = set_shard,
        .place = offsetof(TriOptions, scan.shard),
        .help =
            "lint part K of N, by repository; auto: as the job array, or the parallel "
            "jobs, that this runs in say. 'tricep merge' makes one report of them",
    },
    {
        .name = "shard-weights",
        .value = "FILE",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_INPUT,
        .set = set_text,
        .place = offsetof(TriOptions, scan.shard_weights),
        .help = "make the parts equally heavy by this file: lines of a weight and the "
                "path of a repository, as du prints them",
    },
    {
        .name = "parameters",
        .value = "FILE",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_VALUES,
        .is_usual = true,
        .set = add_text,
        .place = offsetof(TriOptions, scan.parameters),
        .help = "use this parameter file instead of those beside the template; may be "
                "repeated, each is one deployment",
    },
    {
        .name = "parameters",
        .value = "FILE",
        .commands = TRI_OPTIONS_EVAL | TRI_OPTIONS_EXPAND,
        .group = TRI_GROUP_VALUES,
        .is_usual = true,
        .set = add_text,
        .place = offsetof(TriOptions, scan.parameters),
        .help = "take parameter values from this file",
    },
    {
        .name = "no-parameters",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_VALUES,
        .is_usual = true,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.no_parameters),
        .help = "use no parameter files, only the defaults",
    },
    {
        .name = "context",
        .value = "FILE",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_EVAL | TRI_OPTIONS_EXPAND,
        .group = TRI_GROUP_VALUES,
        .is_usual = true,
        .set = set_text,
        .place = offsetof(TriOptions, scan.context),
        .help = "a JSON object that tells what subscription(), resourceGroup() and the "
                "like return",
    },
    {
        .name = "module-cache",
        .value = "DIR",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_EVAL | TRI_OPTIONS_EXPAND,
        .group = TRI_GROUP_VALUES,
        .set = set_text,
        .place = offsetof(TriOptions, scan.module_cache),
        .help = "folder of restored Bicep modules",
        .fallback = "~/.bicep",
    },
    {
        .name = "config",
        .value = "FILE",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = set_text,
        .place = offsetof(TriOptions, scan.config),
        .help = "this configuration for everything",
        .fallback = "the nearest tricep.json",
    },
    {
        .name = "isolated",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.is_isolated),
        .help = "read no configuration",
    },
    {
        .name = "set",
        .value = "KEY=VALUE",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .set = add_text,
        .place = offsetof(TriOptions, scan.set),
        .help = "one key on top of the configuration",
    },
    {
        .name = "profile",
        .value = "NAME",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_RULES | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = set_choice,
        .place = offsetof(TriOptions, scan.profile),
        .words = profile_words,
        .values = profile_values,
        .help = "the set of rules that the next options change",
        .fallback = "default",
    },
    {
        .name = "select",
        .value = "RULE,...",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = add_names,
        .place = offsetof(TriOptions, scan.select),
        .help = "judge by these rules only: ids, aliases such as CKV_AZURE_17, "
                "tag:TAG or ALL",
        .fallback = "those of the configuration, else those of the profile",
    },
    {
        .name = "extend-select",
        .value = "RULE,...",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = add_names,
        .place = offsetof(TriOptions, scan.extend),
        .help = "judge by these rules too",
    },
    {
        .name = "ignore",
        .value = "RULE,...",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = add_names,
        .place = offsetof(TriOptions, scan.ignore),
        .help = "leave out these rules, or findings such as duplicate-member",
    },
    {
        .name = "rules",
        .value = "FILE|DIR",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_RULES | TRI_OPTIONS_EXPLAIN |
                    TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = add_text,
        .place = offsetof(TriOptions, scan.rules),
        .help =
            "judge by the rules in this file, or in the files of this folder, too; may "
            "be repeated",
    },
    {
        .name = "level",
        .value = "RULE=LEVEL",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = add_level,
        .place = offsetof(TriOptions, scan.levels),
        .words = level_words,
        .help = "another level for a rule or a finding; may be repeated",
    },
    {
        .name = "diff-base",
        .value = "REF",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = set_text,
        .place = offsetof(TriOptions, scan.diff_base),
        .help =
            "report only what the merge base of this commit and HEAD has not; auto: "
            "the branch that the CI system says a pull request goes to; all, where it "
            "says none",
    },
    {
        .name = "baseline",
        .value = "FILE",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = set_text,
        .place = offsetof(TriOptions, scan.baseline),
        .help =
            "findings in this file are known: they are not reported and do not fail",
    },
    {
        .name = "no-inline-suppressions",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_JUDGEMENT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.no_suppressions),
        .help = "report what comments and metadata in the files suppress",
    },
    {
        .name = "report-unused-suppressions",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_JUDGEMENT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.reports_unused),
        .help = "report suppressions that suppress nothing",
    },
    {
        .name = "today",
        .value = "YYYY-MM-DD",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_JUDGEMENT,
        .set = set_day,
        .place = offsetof(TriOptions, scan.today),
        .help = "the day that suppressions expire by",
        .fallback = "today, in UTC",
    },
    {
        .name = "update-baseline",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_JUDGEMENT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.update_baseline),
        .help =
            "write all findings of this run to the baseline; known ones of files that "
            "cannot be read stay",
    },
    {
        .name = "prune-baseline",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_JUDGEMENT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.prune_baseline),
        .help = "remove from the baseline what is not found any more",
    },
    {
        .name = "undecided",
        .value = "LEVEL",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = set_choice,
        .place = offsetof(TriOptions, scan.undecided),
        .words = level_words,
        .help = "level of what cannot be decided before deployment",
        .fallback = "info",
    },
    {
        .name = "fail-on",
        .value = "LEVEL",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_JUDGEMENT,
        .is_usual = true,
        .set = set_choice,
        .place = offsetof(TriOptions, scan.fail_on),
        .words = tri_fail_levels,
        .help = "exit with 1 for findings from this level on",
        .fallback = "warning",
    },
    {
        .name = "fail-on",
        .value = "LEVEL",
        .commands = TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_JUDGEMENT,
        .set = set_choice,
        .place = offsetof(TriOptions, scan.fail_on),
        .words = tri_fail_levels,
        .help = "exit with 1 for findings from this level on",
        .fallback = "as the run that was divided",
    },
    {
        .name = "format",
        .letter = 'f',
        .value = "FORMAT[=FILE]",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .is_usual = true,
        .set = add_formats,
        .place = offsetof(TriOptions, formats),
        .help = "write a report, to standard output (-) or FILE; may be repeated",
        .fallback = "full on a terminal, else text",
    },
    {
        .name = "sarif-category",
        .value = "NAME",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .set = set_text,
        .place = offsetof(TriOptions, sarif_category),
        .help = "tells several SARIF uploads of one commit apart",
    },
    {
        .name = "sarif-all-rules",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.tells_all_rules),
        .help = "tell in SARIF of all rules, not just of those looked for",
    },
    {
        .name = "sarif-snippets",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, sarif_snippets),
        .help = "put the lines that findings are on into SARIF",
    },
    {
        .name = "summary",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, summary),
        .help = "add the Markdown report to the file that GITHUB_STEP_SUMMARY names",
    },
    {
        .name = "junit-strict",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, junit_strict),
        .help = "leave out of JUnit what its schemas do not know",
    },
    {
        .name = "output",
        .letter = 'o',
        .value = "FILE",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .is_usual = true,
        .set = set_text,
        .place = offsetof(TriOptions, output),
        .help = "the file of the last --format that has none",
    },
    {
        .name = "show",
        .value = "KIND,...",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_OUTPUT,
        .is_usual = true,
        .set = add_kinds,
        .place = offsetof(TriOptions, scan.show),
        .words = show_words,
        .help = "report these results as well",
    },
    {
        .name = "show-end",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, show_end),
        .help = "tell in text where findings end: PATH:LINE:COL:ENDLINE:ENDCOL",
    },
    {
        .name = "color",
        .value = "WHEN",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .is_usual = true,
        .set = set_choice,
        .place = offsetof(TriOptions, color),
        .words = color_words,
        .help = "use colour",
        .fallback = "auto",
    },
    {
        .name = "min-level",
        .value = "LEVEL",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_OUTPUT,
        .set = set_choice,
        .place = offsetof(TriOptions, scan.min_level),
        .words = least_words,
        .values = least_values,
        .help = "report no findings below this level; they count for --fail-on",
        .fallback = "info",
    },
    {
        .name = "statistics",
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .is_usual = true,
        .set = set_switch,
        .place = offsetof(TriOptions, statistics),
        .help = "say how many results each rule has",
    },
    {
        .name = "stats",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_OUTPUT,
        .set = set_switch,
        .place = offsetof(TriOptions, stats),
        .help = "say how much time, files, bytes and memory the run took",
    },
    {
        .name = "progress",
        .value = "WHEN",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_OUTPUT,
        .set = set_choice,
        .place = offsetof(TriOptions, progress),
        .words = color_words,
        .help = "show how far the run is; auto: on a terminal, unless CI is set",
        .fallback = "auto",
    },
    {
        .name = "verbose",
        .letter = 'v',
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_OUTPUT,
        .is_usual = true,
        .set = set_switch,
        .place = offsetof(TriOptions, scan.tells_files),
        .help = "say what is judged, what is passed over and why, and which "
                "configurations hold",
    },
    {
        .name = "quiet",
        .letter = 'q',
        .commands = TRI_OPTIONS_LINT | TRI_OPTIONS_MERGE,
        .group = TRI_GROUP_OUTPUT,
        .is_usual = true,
        .set = set_switch,
        .place = offsetof(TriOptions, quiet),
        .help = "only reports and trouble: no summary, no word on named files that are "
                "no templates",
    },
    {
        .name = "type",
        .value = "GLOB",
        .commands = TRI_OPTIONS_EXPAND,
        .group = TRI_GROUP_OUTPUT,
        .is_usual = true,
        .set = set_text,
        .place = offsetof(TriOptions, type),
        .help = "print only resources of this type, as in 'Microsoft.Web/*'",
    },
    {
        .name = "watch",
        .commands = TRI_OPTIONS_LINT,
        .group = TRI_GROUP_OTHER,
        .set = set_switch,
        .place = offsetof(TriOptions, watch),
        .help = "lint again whenever something that was read has changed, until Ctrl-C",
    },
    {
        .name = "show",
        .commands = TRI_OPTIONS_CONFIG,
        .group = TRI_GROUP_OTHER,
        .is_usual = true,
        .set = set_switch,
        .place = offsetof(TriOptions, shows_config),
        .help = "print the settings",
    },
    {
        .name = "format",
        .letter = 'f',
        .value = "FORMAT",
        .commands = TRI_OPTIONS_RULES,
        .group = TRI_GROUP_OTHER,
        .is_usual = true,
        .set = set_choice,
        .place = offsetof(TriOptions, list_format),
        .words = list_words,
        .help = "how the list is printed",
        .fallback = "text",
    },
    {
        .name = "format",
        .letter = 'f',
        .value = "FORMAT",
        .commands = TRI_OPTIONS_HELP,
        .group = TRI_GROUP_OTHER,
        .is_usual = true,
        .set = set_choice,
        .place = offsetof(TriOptions, help_format),
        .words = help_format_words,
        .help = "how the help is printed; man and markdown tell of all commands",
        .fallback = "text",
    },
    {
        .name = "help",
        .letter = 'h',
        .value = "all",
        .is_optional = true,
        .commands = TRI_OPTIONS_ALL,
        .group = TRI_GROUP_OTHER,
        .is_usual = true,
        .set = set_help,
        .place = offsetof(TriOptions, help),
        .words = help_words,
        .help = "print help: the usual options, or all",
    },
    {
        .name = "version",
        .commands = TRI_OPTIONS_ALL,
        .group = TRI_GROUP_OTHER,
        .is_usual = true,
        .set = set_switch,
        .place = offsetof(TriOptions, wants_version),
        .help = "print the version",
    },
};

const size_t tri_option_count = sizeof tri_option_table / sizeof *tri_option_table;
