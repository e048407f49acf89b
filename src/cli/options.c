#include "cli/options.h"

#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/option.h"

#include <stddef.h>

/* ---- words ---- */

static const TriOption *find_option(const TriCommand *command, TriStr name)
{
    for (size_t i = 0; i < tri_option_count; i++) {
        if (tri_option_is_for(&tri_option_table[i], command) &&
            tri_str_eq(tri_str_from_c(tri_option_table[i].name), name)) {
            return &tri_option_table[i];
        }
    }
    return NULL;
}

static const TriOption *find_letter(const TriCommand *command, char letter)
{
    for (size_t i = 0; i < tri_option_count; i++) {
        if (tri_option_is_for(&tri_option_table[i], command) &&
            tri_option_table[i].letter == letter) {
            return &tri_option_table[i];
        }
    }
    return NULL;
}

/* A command that takes the option `name`; NULL when there is none. */
static const TriCommand *find_taker(TriStr name)
{
    for (size_t i = 0; tri_commands[i] != NULL; i++) {
        if (find_option(tri_commands[i], name) != NULL) {
            return tri_commands[i];
        }
    }
    return NULL;
}

static TriStatus unknown_option(TriReading *reading, TriStr name)
{
    const TriCommand *taker = find_taker(name);
    TriStrList names = { 0 };

    if (taker != NULL) {
        return tri_fail(reading->error,
                        "unknown option '--%.*s'; it belongs to 'tricep %s'",
                        TRI_ARG(name), taker->name);
    }
    for (size_t i = 0; i < tri_option_count; i++) {
        if (tri_option_is_for(&tri_option_table[i], reading->command)) {
            tri_list_push(reading->arena, &names,
                          tri_str_from_c(tri_option_table[i].name));
        }
    }
    TriStr meant = tri_option_guess(name, &names);

    if (meant.size == 0) {
        return tri_fail(reading->error, "unknown option '--%.*s'", TRI_ARG(name));
    }
    return tri_fail(reading->error, "unknown option '--%.*s'; did you mean '--%.*s'?",
                    TRI_ARG(name), TRI_ARG(meant));
}

static TriStatus apply(TriReading *reading, const TriOption *option, TriStr value)
{
    return option->set(reading, option, (char *)reading->options + option->place,
                       value);
}

/* The value is `given`, or the next word. */
static TriStatus take_value(TriReading *reading, const TriOption *option, TriStr given,
                            char *const **words)
{
    bool is_given = given.data != NULL;

    reading->name =
        tri_str_to_c(reading->arena, tri_format(reading->arena, "--%s", option->name));
    reading->options->sources[option - tri_option_table] = "command line";
    if (option->value == NULL) {
        return is_given ? tri_fail(reading->error, "%s takes no value", reading->name)
                        : apply(reading, option, given);
    }
    if (!is_given && !option->is_optional && **words != NULL) {
        given = tri_str_from_c(*(*words)++);
    }
    if (given.size == 0 && (is_given || !option->is_optional)) {
        return tri_fail(reading->error, "%s needs a value: %s", reading->name,
                        option->value);
    }
    return apply(reading, option, given);
}

static TriStatus parse_long(TriReading *reading, TriStr word, char *const **words)
{
    size_t equals = tri_str_find_char(word, '=');
    TriStr name = tri_str_slice(word, 0, equals);
    const TriOption *option = find_option(reading->command, name);
    TriStr value = { 0 };

    if (option == NULL) {
        return unknown_option(reading, name);
    }
    if (equals != TRI_NOT_FOUND) {
        value = tri_str_from(word, equals + 1);
    }
    return take_value(reading, option, value, words);
}

/* -q, -qj2, -j2, -j 2 */
static TriStatus parse_letters(TriReading *reading, TriStr word, char *const **words)
{
    for (TriStr rest = tri_str_from(word, 1); rest.size > 0;) {
        const TriOption *option = find_letter(reading->command, rest.data[0]);
        TriStr value = { 0 };

        if (option == NULL) {
            return tri_fail(reading->error, "unknown option '%.*s'", TRI_ARG(word));
        }
        rest = tri_str_from(rest, 1);
        if (option->value != NULL && !option->is_optional && rest.size > 0) {
            value = rest;
            rest = (TriStr){ 0 };
        }
        if (take_value(reading, option, value, words) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

static TriStatus parse_words(TriReading *reading, char *const *words);

/* @FILE: a word a line. */
static TriStatus parse_file(TriReading *reading, TriStr path)
{
    enum { MOST_FILES = 8 };
    TriStrList list = { 0 };

    if (reading->files >= MOST_FILES) {
        return tri_fail(reading->error, "'@%.*s': files of words name one another",
                        TRI_ARG(path));
    }
    if (tri_words_of_file(reading, path, '\n', &list) != TRI_OK) {
        return TRI_FAILED;
    }
    char **words = TRI_NEW_ARRAY(reading->arena, char *, list.count + 1);

    for (size_t i = 0; i < list.count; i++) {
        words[i] = tri_str_to_c(reading->arena, list.items[i]);
    }
    reading->files++;
    TriStatus status = parse_words(reading, words);

    reading->files--;
    return status;
}

static bool is_file_of_words(const TriReading *reading, TriStr word)
{
    return (reading->command->options & TRI_OPTIONS_LINT) != 0 && word.size > 1 &&
           word.data[0] == '@';
}

static TriStatus parse_words(TriReading *reading, char *const *words)
{
    bool is_behind_dashes = false;

    while (*words != NULL) {
        TriStr word = tri_str_from_c(*words++);
        TriStatus status = TRI_OK;

        if (!is_behind_dashes && is_file_of_words(reading, word)) {
            status = parse_file(reading, tri_str_from(word, 1));
        } else if (is_behind_dashes || word.size < 2 || word.data[0] != '-') {
            tri_list_push(reading->arena, &reading->options->arguments, word);
        } else if (tri_str_eq(word, TRI_STR("--"))) {
            is_behind_dashes = true;
        } else if (tri_str_has_prefix(word, TRI_STR("--"))) {
            status = parse_long(reading, tri_str_from(word, 2), &words);
        } else {
            status = parse_letters(reading, word, &words);
        }
        if (status != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* ---- environment ---- */

const char *tri_option_variable(TriArena *arena, const TriOption *option)
{
    if (option->group == TRI_GROUP_OTHER) {
        return NULL;
    }
    char *name = tri_str_to_c(arena, tri_format(arena, "TRICEP_%s", option->name));

    for (char *c = name; *c != '\0'; c++) {
        *c = (char)(*c == '-' ? '_' : *c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    }
    return name;
}

/* True for what the command line decides; --no-parameters does for --parameters, and of
   --config and --isolated each for the other. */
static bool is_settled(const TriReading *reading, const TriOption *option)
{
    return reading->options->sources[option - tri_option_table] != NULL ||
           option->group == TRI_GROUP_OTHER ||
           (option->place == offsetof(TriOptions, scan.parameters) &&
            reading->options->scan.no_parameters) ||
           (option->place == offsetof(TriOptions, scan.config) &&
            reading->is_isolated) ||
           (option->place == offsetof(TriOptions, scan.is_isolated) &&
            reading->has_config);
}

/* What a switch can be in the environment. */
static const struct {
    TriStr word;
    bool is_on;
} switch_words[] = {
    { TRI_STR_INIT("1"), true },    { TRI_STR_INIT("0"), false },
    { TRI_STR_INIT("true"), true }, { TRI_STR_INIT("false"), false },
    { TRI_STR_INIT("yes"), true },  { TRI_STR_INIT("no"), false },
    { TRI_STR_INIT("on"), true },   { TRI_STR_INIT("off"), false },
};

static TriStatus parse_switch(TriReading *reading, const TriOption *option,
                              TriStr value)
{
    for (size_t i = 0; i < sizeof switch_words / sizeof *switch_words; i++) {
        if (tri_str_eq_nocase(switch_words[i].word, value)) {
            return switch_words[i].is_on ? apply(reading, option, value) : TRI_OK;
        }
    }
    return tri_fail(reading->error,
                    "unknown value '%.*s' for %s; expected 1 or 0, true or false, yes "
                    "or no, on or off",
                    TRI_ARG(value), reading->name);
}

/* An empty variable is none. */
static TriStatus parse_variable(TriReading *reading, const TriOption *option)
{
    reading->name = tri_option_variable(reading->arena, option);
    TriStr value = tri_variable(reading->name);

    if (value.size == 0) {
        return TRI_OK;
    }
    reading->options->sources[option - tri_option_table] = reading->name;
    return option->value == NULL ? parse_switch(reading, option, value)
                                 : apply(reading, option, value);
}

static TriStatus parse_environment(TriReading *reading)
{
    for (size_t i = 0; i < tri_option_count; i++) {
        const TriOption *option = &tri_option_table[i];

        if (tri_option_is_for(option, reading->command) &&
            !is_settled(reading, option) && parse_variable(reading, option) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

static bool is_dash(TriStr path)
{
    return tri_str_eq(path, TRI_STR("-"));
}

/* Gives --output to the last format that has no file. */
static TriStatus place_output(TriReading *reading)
{
    TriOptions *options = reading->options;
    TriFormat usual = { &tri_report_text, options->output };

    if (options->output.size == 0 || is_dash(options->output)) {
        return TRI_OK;
    }
    if (options->formats.count == 0) {
        tri_list_push(reading->arena, &options->formats, usual);
        return TRI_OK;
    }
    for (size_t i = options->formats.count; i-- > 0;) {
        if (options->formats.items[i].path.size == 0) {
            options->formats.items[i].path = options->output;
            return TRI_OK;
        }
    }
    return tri_fail(reading->error,
                    "the output file '%.*s' has no use: every format has a file",
                    TRI_ARG(options->output));
}

/* "-" is standard output, which has no name. */
static void find_stdout(TriOptions *options)
{
    for (size_t i = 0; i < options->formats.count; i++) {
        if (is_dash(options->formats.items[i].path)) {
            options->formats.items[i].path = (TriStr){ 0 };
        }
    }
}

/* A template on standard input would be what is left of the names there: nothing. */
static TriStatus check_stdin(const TriReading *reading)
{
    const TriStrList *arguments = &reading->options->arguments;

    for (size_t i = 0; reading->takes_stdin && i < arguments->count; i++) {
        if (is_dash(arguments->items[i])) {
            return tri_fail(reading->error,
                            "standard input has words or names, so it has no template: "
                            "'-' is said twice");
        }
    }
    return TRI_OK;
}

TriStr tri_options_source(const TriOptions *options, size_t place)
{
    for (size_t i = 0; i < tri_option_count; i++) {
        if (tri_option_table[i].place == place && options->sources[i] != NULL) {
            return tri_str_from_c(options->sources[i]);
        }
    }
    return TRI_STR("");
}

TriStatus tri_options_parse(TriArena *arena, const TriCommand *command,
                            char *const *words, TriOptions *options, TriError *error)
{
    TriReading reading = {
        .arena = arena,
        .command = command,
        .options = options,
        .error = error,
    };

    *options = (TriOptions){
        .sources = TRI_NEW_ARRAY(arena, const char *, tri_option_count),
        .scan = { .undecided = TRI_LEVEL_COUNT, .fail_on = TRI_LEVEL_COUNT },
    };
    if (parse_words(&reading, words) != TRI_OK) {
        return TRI_FAILED;
    }
    if (options->help != TRI_HELP_NONE || options->wants_version) {
        return TRI_OK;
    }
    if (options->scan.is_isolated && options->scan.config.size > 0) {
        return tri_fail(error, "--isolated reads no configuration, --config one");
    }
    reading.is_isolated = options->scan.is_isolated;
    reading.has_config = options->scan.config.size > 0;
    if (parse_environment(&reading) != TRI_OK) {
        return TRI_FAILED;
    }
    if (options->scan.is_isolated && options->scan.config.size > 0) {
        return tri_fail(error,
                        "TRICEP_ISOLATED reads no configuration, TRICEP_CONFIG one");
    }
    if (tri_take_files_from(&reading) != TRI_OK || check_stdin(&reading) != TRI_OK ||
        place_output(&reading) != TRI_OK) {
        return TRI_FAILED;
    }
    find_stdout(options);
    return tri_check_reports(&reading);
}
