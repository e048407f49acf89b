#include "cli/options.h"

#include "base/number.h"
#include "base/text.h"
#include "cli/command.h"

#include <stdlib.h>

typedef struct Parse {
    TriArena *arena;
    TriOptions *options;
    TriError *error;
} Parse;

typedef TriStatus Set(Parse *parse, TriStr value);

typedef struct Option {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* what the value is called; NULL: a switch */
    unsigned commands;
    const char *help;
    Set *set;
} Option;

/* ---- values ---- */

static TriStatus not_one_of(Parse *parse, TriStr value, const TriStr *words,
                            size_t count)
{
    TriStr nearest = tri_str_nearest(value, words, count);
    TriText list = tri_text(parse->arena);

    if (nearest.size > 0) {
        return tri_fail(parse->error, "unknown value '%.*s'; did you mean '%.*s'?",
                        TRI_ARG(value), TRI_ARG(nearest));
    }
    for (size_t i = 0; i < count; i++) {
        tri_text_addf(&list, "%s%.*s", i == 0 ? "" : ", ", TRI_ARG(words[i]));
    }
    return tri_fail(parse->error, "unknown value '%.*s'; expected one of %.*s",
                    TRI_ARG(value), TRI_ARG(tri_text_str(&list)));
}

/* The place of `value` among `words`. */
static TriStatus choose(Parse *parse, TriStr value, const TriStr *words, size_t count,
                        size_t *choice)
{
    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq(words[i], value)) {
            *choice = i;
            return TRI_OK;
        }
    }
    return not_one_of(parse, value, words, count);
}

/* Words with commas between them, each once more. */
static TriStatus add_words(Parse *parse, TriStr value, TriWordList *list)
{
    TriStr word;

    for (TriStr rest = value; tri_str_split(&rest, ',', &word);) {
        word = tri_str_trim(word);
        if (word.size == 0) {
            return tri_fail(parse->error, "expected names with commas between them");
        }
        tri_list_push(parse->arena, list, word);
    }
    return TRI_OK;
}

static TriStatus set_format(Parse *parse, TriStr value)
{
    TriFormat format = { 0 };
    TriWordList names = { 0 };
    size_t equals = tri_str_find_char(value, '=');
    TriStr name = tri_str_slice(value, 0, equals);

    format.reporter = tri_reporter_find(name);
    if (format.reporter == NULL) {
        for (size_t i = 0; tri_reporters[i] != NULL; i++) {
            tri_list_push(parse->arena, &names, tri_str_from_c(tri_reporters[i]->name));
        }
        return not_one_of(parse, name, names.items, names.count);
    }
    if (equals != TRI_NOT_FOUND) {
        format.path = tri_str_from(value, equals + 1);
    }
    tri_list_push(parse->arena, &parse->options->formats, format);
    return TRI_OK;
}

/* For the last format that has no file of its own. */
static TriStatus set_output(Parse *parse, TriStr value)
{
    TriOptions *options = parse->options;
    TriFormat format = { &tri_report_text, { 0 } };

    if (options->formats.count == 0) {
        tri_list_push(parse->arena, &options->formats, format);
    }
    TriFormat *last = &tri_list_last(&options->formats);

    if (last->path.size > 0) {
        return tri_fail(parse->error, "the format before it has a file already");
    }
    last->path = value;
    return TRI_OK;
}

static TriStatus set_color(Parse *parse, TriStr value)
{
    static const TriStr words[] = { TRI_STR_INIT("auto"), TRI_STR_INIT("always"),
                                    TRI_STR_INIT("never") };
    size_t choice;

    if (choose(parse, value, words, 3, &choice) != TRI_OK) {
        return TRI_FAILED;
    }
    parse->options->color = (TriWhen)choice;
    return TRI_OK;
}

static TriStatus set_fail_on(Parse *parse, TriStr value)
{
    static const TriStr words[] = { TRI_STR_INIT("never"), TRI_STR_INIT("info"),
                                    TRI_STR_INIT("warning"), TRI_STR_INIT("error") };
    size_t choice;

    if (choose(parse, value, words, 4, &choice) != TRI_OK) {
        return TRI_FAILED;
    }
    parse->options->fail_on = (TriLevel)choice;
    return TRI_OK;
}

static TriStatus choose_level(Parse *parse, TriStr value, TriLevel *level)
{
    static const TriStr words[] = { TRI_STR_INIT("off"), TRI_STR_INIT("info"),
                                    TRI_STR_INIT("warning"), TRI_STR_INIT("error") };
    size_t choice;

    if (choose(parse, value, words, 4, &choice) != TRI_OK) {
        return TRI_FAILED;
    }
    *level = (TriLevel)choice;
    return TRI_OK;
}

static TriStatus set_undecided(Parse *parse, TriStr value)
{
    return choose_level(parse, value, &parse->options->undecided);
}

static TriStatus set_level(Parse *parse, TriStr value)
{
    size_t equals = tri_str_find_char(value, '=');
    TriLevelChange change = { .rule = tri_str_slice(value, 0, equals) };

    if (equals == TRI_NOT_FOUND || equals == 0) {
        return tri_fail(parse->error, "expected RULE=LEVEL");
    }
    if (choose_level(parse, tri_str_from(value, equals + 1), &change.level) != TRI_OK) {
        return TRI_FAILED;
    }
    tri_list_push(parse->arena, &parse->options->levels, change);
    return TRI_OK;
}

/* Suppressed results come with suppressions; the word is accepted already, since
   there are none. */
static TriStatus set_show(Parse *parse, TriStr value)
{
    static const TriStr words[] = { TRI_STR_INIT("pass"), TRI_STR_INIT("not-deployed"),
                                    TRI_STR_INIT("suppressed"), TRI_STR_INIT("all") };
    TriWordList list = { 0 };

    if (add_words(parse, value, &list) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < list.count; i++) {
        size_t choice;

        if (choose(parse, list.items[i], words, 4, &choice) != TRI_OK) {
            return TRI_FAILED;
        }
        parse->options->show[TRI_KIND_PASS] |= choice == 0 || choice == 3;
        parse->options->show[TRI_KIND_NOT_DEPLOYED] |= choice == 1 || choice == 3;
    }
    return TRI_OK;
}

static TriStatus set_jobs(Parse *parse, TriStr value)
{
    int64_t jobs;

    if (!tri_parse_int(value, &jobs) || jobs < 1 || jobs > 256) {
        return tri_fail(parse->error, "expected a number from 1 to 256");
    }
    parse->options->jobs = (size_t)jobs;
    return TRI_OK;
}

static TriStatus set_select(Parse *parse, TriStr value)
{
    return add_words(parse, value, &parse->options->select);
}

static TriStatus set_ignore(Parse *parse, TriStr value)
{
    return add_words(parse, value, &parse->options->ignore);
}

static TriStatus set_parameters(Parse *parse, TriStr value)
{
    tri_list_push(parse->arena, &parse->options->parameters, value);
    return TRI_OK;
}

#define SETTER(name, field, new_value)                                                 \
    static TriStatus set_##name(Parse *parse, TriStr value)                            \
    {                                                                                  \
        (void)value;                                                                   \
        parse->options->field = new_value;                                             \
        return TRI_OK;                                                                 \
    }

SETTER(no_parameters, no_parameters, true)
SETTER(context, context, value)
SETTER(root, root, value)
SETTER(stdin_filename, stdin_filename, value)
SETTER(quiet, quiet, true)
SETTER(help, wants_help, true)
SETTER(version, wants_version, true)
SETTER(template, template, value)
SETTER(type, type, value)

static const Option options_table[] = {
    { "format", 'f', "FORMAT[=FILE]", TRI_OPTIONS_LINT,
      "report as full, json or text, into FILE or to standard output; may be repeated "
      "(default: full on a terminal, else text)",
      set_format },
    { "output", 'o', "FILE", TRI_OPTIONS_LINT, "the file of the last --format",
      set_output },
    { "color", 0, "WHEN", TRI_OPTIONS_LINT,
      "colour: auto, always or never (default: auto)", set_color },
    { "select", 0, "RULE,...", TRI_OPTIONS_LINT,
      "judge by these rules only: ids or aliases such as CKV_AZURE_17", set_select },
    { "ignore", 0, "RULE,...", TRI_OPTIONS_LINT,
      "leave out these rules and findings such as parse-error", set_ignore },
    { "level", 0, "RULE=LEVEL", TRI_OPTIONS_LINT,
      "another level for a rule or a finding: off, info, warning or error; may be "
      "repeated",
      set_level },
    { "fail-on", 0, "LEVEL", TRI_OPTIONS_LINT,
      "exit with 1 for findings from this level on: info, warning, error or never "
      "(default: warning)",
      set_fail_on },
    { "undecided", 0, "LEVEL", TRI_OPTIONS_LINT,
      "level of what cannot be decided before deployment: off, info, warning or error "
      "(default: info)",
      set_undecided },
    { "show", 0, "KIND,...", TRI_OPTIONS_LINT,
      "report these as well: pass, not-deployed, suppressed or all", set_show },
    { "parameters", 0, "FILE", TRI_OPTIONS_ALL,
      "use this parameter file instead of those beside the template; for lint, may be "
      "repeated, each is one deployment",
      set_parameters },
    { "no-parameters", 0, NULL, TRI_OPTIONS_LINT, "use no parameter files",
      set_no_parameters },
    { "context", 0, "FILE", TRI_OPTIONS_ALL,
      "a JSON object that tells what subscription(), resourceGroup() and the like "
      "return",
      set_context },
    { "template", 0, "FILE", TRI_OPTIONS_EVAL,
      "take parameters, variables and functions from this template", set_template },
    { "type", 0, "GLOB", TRI_OPTIONS_EXPAND, "only resources of this type", set_type },
    { "stdin-filename", 0, "NAME", TRI_OPTIONS_LINT,
      "the name of what stands on standard input", set_stdin_filename },
    { "root", 0, "DIR", TRI_OPTIONS_LINT,
      "paths in reports are relative to it (default: the top of the git work tree)",
      set_root },
    { "jobs", 'j', "N", TRI_OPTIONS_LINT, "workers (default: one a processor)",
      set_jobs },
    { "quiet", 'q', NULL, TRI_OPTIONS_LINT, "no summary", set_quiet },
    { "help", 'h', NULL, TRI_OPTIONS_ALL, "this text", set_help },
    { "version", 0, NULL, TRI_OPTIONS_ALL, "the version", set_version },
};

enum { OPTIONS = sizeof options_table / sizeof *options_table };

/* ---- words ---- */

static const Option *find_option(const TriCommand *command, TriStr name)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        if ((options_table[i].commands & command->options) != 0 &&
            tri_str_eq(tri_str_from_c(options_table[i].name), name)) {
            return &options_table[i];
        }
    }
    return NULL;
}

static const Option *find_letter(const TriCommand *command, char letter)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        if ((options_table[i].commands & command->options) != 0 &&
            options_table[i].letter == letter) {
            return &options_table[i];
        }
    }
    return NULL;
}

static TriStatus unknown_option(Parse *parse, const TriCommand *command, TriStr name)
{
    TriWordList names = { 0 };

    for (size_t i = 0; i < OPTIONS; i++) {
        if ((options_table[i].commands & command->options) != 0) {
            tri_list_push(parse->arena, &names, tri_str_from_c(options_table[i].name));
        }
    }
    TriStr nearest = tri_str_nearest(name, names.items, names.count);

    if (nearest.size > 0) {
        return tri_fail(parse->error, "unknown option '--%.*s'; did you mean '--%.*s'?",
                        TRI_ARG(name), TRI_ARG(nearest));
    }
    return tri_fail(parse->error, "unknown option '--%.*s'; see tricep %s --help",
                    TRI_ARG(name), command->name);
}

/* What a setter says, with the option it is about in front. */
static TriStatus apply(Parse *parse, const Option *option, TriStr value)
{
    TriError why = { parse->arena, { 0 } };
    Parse inner = { parse->arena, parse->options, &why };

    if (option->set(&inner, value) != TRI_OK) {
        return tri_fail(parse->error, "--%s: %.*s", option->name, TRI_ARG(why.message));
    }
    return TRI_OK;
}

/* The value is `given`, or the next word. */
static TriStatus take_value(Parse *parse, const Option *option, bool is_given,
                            TriStr given, char *const **words)
{
    if (option->value == NULL && is_given) {
        return tri_fail(parse->error, "--%s takes no value", option->name);
    }
    if (option->value != NULL && !is_given) {
        if (**words == NULL) {
            return tri_fail(parse->error, "--%s needs a value: %s", option->name,
                            option->value);
        }
        given = tri_str_from_c(*(*words)++);
    }
    return apply(parse, option, given);
}

static TriStatus parse_long(Parse *parse, const TriCommand *command, TriStr word,
                            char *const **words)
{
    size_t equals = tri_str_find_char(word, '=');
    TriStr name = tri_str_slice(word, 0, equals);
    const Option *option = find_option(command, name);
    bool is_given = equals != TRI_NOT_FOUND;

    if (option == NULL) {
        return unknown_option(parse, command, name);
    }
    return take_value(parse, option, is_given,
                      is_given ? tri_str_from(word, equals + 1) : (TriStr){ 0 }, words);
}

/* -q, -qj2, -j2, -j 2 */
static TriStatus parse_letters(Parse *parse, const TriCommand *command, TriStr word,
                               char *const **words)
{
    while (word.size > 0) {
        const Option *option = find_letter(command, word.data[0]);

        if (option == NULL) {
            return tri_fail(parse->error, "unknown option '-%c'; see tricep %s --help",
                            word.data[0], command->name);
        }
        word = tri_str_from(word, 1);
        bool is_given = option->value != NULL && word.size > 0;

        if (take_value(parse, option, is_given, word, words) != TRI_OK) {
            return TRI_FAILED;
        }
        if (is_given) {
            return TRI_OK;
        }
    }
    return TRI_OK;
}

static TriStatus parse_word(Parse *parse, const TriCommand *command, TriStr word,
                            char *const **words)
{
    if (tri_str_has_prefix(word, TRI_STR("--"))) {
        return parse_long(parse, command, tri_str_from(word, 2), words);
    }
    if (word.size > 1 && word.data[0] == '-') {
        return parse_letters(parse, command, tri_str_from(word, 1), words);
    }
    tri_list_push(parse->arena, &parse->options->arguments, word);
    return TRI_OK;
}

static TriStatus parse_words(Parse *parse, const TriCommand *command,
                             char *const *words)
{
    bool is_literal = false;

    while (*words != NULL) {
        TriStr word = tri_str_from_c(*words++);

        if (is_literal) {
            tri_list_push(parse->arena, &parse->options->arguments, word);
        } else if (tri_str_eq(word, TRI_STR("--"))) {
            is_literal = true;
        } else if (parse_word(parse, command, word, &words) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* ---- environment ---- */

static const char *environment_name(Parse *parse, const Option *option)
{
    TriStr name = tri_format(parse->arena, "TRICEP_%s", option->name);
    char *text = tri_str_to_c(parse->arena, name);

    for (char *c = text; *c != '\0'; c++) {
        *c = *c == '-' ? '_' : (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
    }
    return text;
}

/* Variables are read into options of their own first: a list on the command line
   takes the place of the variable's. A switch is on unless empty or 0. */
static TriStatus parse_environment(Parse *parse, const TriCommand *command)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        const Option *option = &options_table[i];
        const char *name = environment_name(parse, option);
        TriStr value = tri_str_from_c(getenv(name));
        bool is_off = value.size == 0 || tri_str_eq(value, TRI_STR("0"));
        TriError why = { parse->arena, { 0 } };
        Parse inner = { parse->arena, parse->options, &why };

        if ((option->commands & command->options) == 0 || value.size == 0 ||
            option->set == set_help || option->set == set_version ||
            (option->value == NULL && is_off)) {
            continue;
        }
        if (option->set(&inner, value) != TRI_OK) {
            return tri_fail(parse->error, "%s: %.*s", name, TRI_ARG(why.message));
        }
    }
    return TRI_OK;
}

/* What the command line leaves open is as the environment has it. */
static void take_lists(TriOptions *options, const TriOptions *environment)
{
    if (options->formats.count == 0) {
        options->formats.items = environment->formats.items;
        options->formats.count = environment->formats.count;
    }
    if (options->parameters.count == 0) {
        options->parameters = environment->parameters;
    }
    if (options->select.count == 0) {
        options->select = environment->select;
    }
    if (options->ignore.count == 0) {
        options->ignore = environment->ignore;
    }
}

TriStatus tri_options_parse(TriArena *arena, const TriCommand *command,
                            char *const *words, TriOptions *options, TriError *error)
{
    TriOptions environment = { .undecided = TRI_LEVEL_INFO,
                               .fail_on = TRI_LEVEL_WARNING };
    Parse parse = { arena, &environment, error };

    if (parse_environment(&parse, command) != TRI_OK) {
        return TRI_FAILED;
    }
    TriWordList none = { 0 };

    *options = environment;
    options->formats.items = NULL;
    options->formats.count = options->formats.capacity = 0;
    options->parameters = none;
    options->select = none;
    options->ignore = none;
    parse.options = options;
    if (parse_words(&parse, command, words) != TRI_OK) {
        return TRI_FAILED;
    }
    take_lists(options, &environment);
    return TRI_OK;
}

/* ---- help ---- */

enum { HELP_COLUMN = 26, HELP_WIDTH = 80 };

/* `help` from HELP_COLUMN on, in as many lines as it takes. */
static void add_wrapped(TriText *text, size_t column, TriStr help)
{
    TriStr word;

    while (tri_str_split(&help, ' ', &word)) {
        if (column + 1 + word.size > HELP_WIDTH) {
            tri_text_addf(text, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        } else if (column > HELP_COLUMN) {
            tri_text_add_char(text, ' ');
            column++;
        }
        tri_text_add(text, word);
        column += word.size;
    }
    tri_text_add_char(text, '\n');
}

static void add_option_help(TriText *text, const Option *option)
{
    size_t start = text->size;

    if (option->letter != 0) {
        tri_text_addf(text, "  -%c, --%s", option->letter, option->name);
    } else {
        tri_text_addf(text, "      --%s", option->name);
    }
    if (option->value != NULL) {
        tri_text_addf(text, " %s", option->value);
    }
    size_t column = text->size - start;

    if (column + 2 > HELP_COLUMN) {
        tri_text_addf(text, "\n%*s", HELP_COLUMN, "");
    } else {
        tri_text_addf(text, "%*s", (int)(HELP_COLUMN - column), "");
    }
    add_wrapped(text, HELP_COLUMN, tri_str_from_c(option->help));
}

void tri_options_help(const TriCommand *command, TriText *text)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        if ((options_table[i].commands & command->options) != 0) {
            add_option_help(text, &options_table[i]);
        }
    }
}
