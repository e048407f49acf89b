/* tricep config --show [FILE]: what holds for a file, and who says so. */
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "eval/print.h"
#include "scan/select.h"
#include "scan/settings.h"

typedef struct Row {
    TriStr key;
    TriStr value;
    TriStr origin;
} Row;

typedef struct Show {
    TriArena *arena;
    const TriOptions *options;
    TriSettingsBook book;
    const TriSettings *settings; /* of the file */
    const TriConfig *run;        /* of the run */
    TRI_LIST(Row) rows;
} Show;

static void add(Show *show, TriStr key, TriStr value, TriStr origin)
{
    Row row = { key, value, origin };

    tri_list_push(show->arena, &show->rows, row);
}

/* Who says a key that `given`, a member of the options, may say, too. */
static TriStr origin_of(const Show *show, const TriConfig *config, const char *key,
                        size_t given)
{
    TriStr source = tri_options_source(show->options, given);
    TriStr place = tri_config_origin(config, tri_str_from_c(key));

    if (source.size > 0) {
        return source;
    }
    return place.size > 0 ? place : TRI_STR("default");
}

static TriStr join(TriArena *arena, const TriStrList *words)
{
    TriText text = tri_text(arena);

    for (size_t i = 0; i < words->count; i++) {
        tri_text_add_c(&text, i > 0 ? ", " : "");
        tri_text_add(&text, words->items[i]);
    }
    return words->count == 0 ? TRI_STR("-") : tri_text_str(&text);
}

static TriStr join_words(TriArena *arena, const TriConfigWords *words)
{
    TriStrList texts = tri_config_texts(arena, words);

    return join(arena, &texts);
}

/* ---- keys ---- */

static void add_selection(Show *show)
{
    const TriScanOptions *options = &show->settings->options;
    const TriConfig *config = show->settings->config;
    TriStr profile = TRI_STR("");

    for (size_t i = 0; i < tri_profile_count; i++) {
        profile = tri_profiles[i].profile == options->profile ? tri_profiles[i].name
                                                              : profile;
    }
    add(show, TRI_STR("profile"), profile,
        origin_of(show, config, "profile", offsetof(TriOptions, scan.profile)));
    add(show, TRI_STR("select"), join(show->arena, &options->select),
        origin_of(show, config, "select", offsetof(TriOptions, scan.select)));
    add(show, TRI_STR("extendSelect"), join(show->arena, &options->extend),
        origin_of(show, config, "extendSelect", offsetof(TriOptions, scan.extend)));
    add(show, TRI_STR("ignore"), join(show->arena, &options->ignore),
        origin_of(show, config, "ignore", offsetof(TriOptions, scan.ignore)));
    add(show, TRI_STR("undecided"), tri_str_from_c(tri_level_name(options->undecided)),
        origin_of(show, config, "undecided", offsetof(TriOptions, scan.undecided)));
}

/* Of several levels of a rule the last counts. */
static bool is_said_again(const TriScanOptions *options, size_t level)
{
    for (size_t i = level + 1; i < options->levels.count; i++) {
        if (tri_str_eq_nocase(options->levels.items[i].rule,
                              options->levels.items[level].rule)) {
            return true;
        }
    }
    return false;
}

static void add_levels(Show *show)
{
    const TriScanOptions *options = &show->settings->options;
    const TriConfig *config = show->settings->config;
    size_t configured = config == NULL ? 0 : config->levels.count;

    for (size_t i = 0; i < options->levels.count; i++) {
        TriStr origin =
            i < configured
                ? config->levels.items[i].rule.place
                : tri_options_source(show->options, offsetof(TriOptions, scan.levels));

        if (!is_said_again(options, i)) {
            add(show,
                TRI_CONCAT(show->arena, TRI_STR("levels."),
                           options->levels.items[i].rule),
                tri_str_from_c(tri_level_name(options->levels.items[i].level)), origin);
        }
    }
}

static void add_exceptions(Show *show)
{
    const TriConfig *config = show->settings->config;

    for (size_t i = 0; config != NULL && i < config->ignores.count; i++) {
        const TriConfigIgnore *ignore = &config->ignores.items[i];

        add(show, TRI_CONCAT(show->arena, TRI_STR("perFileIgnores."), ignore->pattern),
            join_words(show->arena, &ignore->rules),
            ignore->rules.count > 0 ? ignore->rules.items[0].place : TRI_STR(""));
    }
    for (size_t i = 0; config != NULL && i < config->suppressions.count; i++) {
        const TriConfigSuppression *suppression = &config->suppressions.items[i];

        add(show, TRI_STR("suppressions"),
            tri_format(show->arena, "%.*s in %.*s: %.*s",
                       TRI_ARG(suppression->rule.text), TRI_ARG(suppression->pattern),
                       TRI_ARG(suppression->reason)),
            suppression->rule.place);
    }
}

/* What only the configuration of the run can say. */
static void add_run_keys(Show *show)
{
    static const TriConfig nothing = { .fail_on = TRI_LEVEL_COUNT };
    const TriConfig *config = show->run == NULL ? &nothing : show->run;
    TriLevel fail_on =
        config->fail_on == TRI_LEVEL_COUNT ? TRI_LEVEL_WARNING : config->fail_on;

    add(show, TRI_STR("failOn"), tri_str_from_c(tri_fail_levels[fail_on]),
        origin_of(show, config, "failOn", offsetof(TriOptions, scan.fail_on)));
    add(show, TRI_STR("root"),
        config->root.text.size > 0 ? config->root.text : TRI_STR("-"),
        origin_of(show, config, "root", offsetof(TriOptions, scan.root)));
    add(show, TRI_STR("exclude"), join_words(show->arena, &config->exclude.words),
        origin_of(show, config, "exclude", offsetof(TriOptions, scan.exclude)));
    add(show, TRI_STR("include"), join_words(show->arena, &config->include.words),
        origin_of(show, config, "include", offsetof(TriOptions, scan.include)));
    add(show, TRI_STR("rules"), join_words(show->arena, &config->rules),
        origin_of(show, config, "rules", offsetof(TriOptions, scan.rules)));
    add(show, TRI_STR("context"),
        config->context.text.size > 0 ? config->context.text : TRI_STR("-"),
        origin_of(show, config, "context", offsetof(TriOptions, scan.context)));
}

/* ---- settings of rules ---- */

static TriStr origin_of_value(const Show *show, const TriRule *rule, TriStr name)
{
    const TriConfig *config = show->settings->config;

    for (size_t i = config == NULL ? 0 : config->values.count; i > 0; i--) {
        const TriConfigValue *value = &config->values.items[i - 1];

        if (tri_rule_answers_to(rule, value->rule.text) &&
            tri_str_eq_nocase(value->name.text, name)) {
            return value->name.place;
        }
    }
    return TRI_STR("default");
}

static void add_values(Show *show)
{
    const TriRules *rules = &show->settings->linter.rules;
    unsigned profile = show->settings->options.profile;

    for (size_t i = 0; i < rules->list.count; i++) {
        const TriRule *rule = &rules->list.items[i];

        for (size_t j = 0; j < rule->parameters.count; j++) {
            const TriRuleParameter *parameter = &rule->parameters.items[j];

            add(show,
                tri_format(show->arena, "rule.%.*s.%.*s", TRI_ARG(rule->id),
                           TRI_ARG(parameter->name)),
                tri_value_for_message(show->arena, parameter->values[profile]),
                origin_of_value(show, rule, parameter->name));
        }
    }
}

/* ---- the table ---- */

static size_t width_of(const Show *show, bool is_value)
{
    enum { MOST = 44 };
    size_t width = 0;

    for (size_t i = 0; i < show->rows.count; i++) {
        const Row *row = &show->rows.items[i];
        size_t size = is_value ? row->value.size : row->key.size;

        width = size > width && size <= MOST ? size : width;
    }
    return width;
}

static void add_padded(TriText *text, TriStr word, size_t width)
{
    tri_text_add(text, word);
    for (size_t i = word.size; i < width + 2 && word.size <= width; i++) {
        tri_text_add_char(text, ' ');
    }
    tri_text_add_c(text, word.size > width ? "  " : "");
}

static int print(const Show *show)
{
    TriText text = tri_text(show->arena);
    size_t keys = width_of(show, false);
    size_t values = width_of(show, true);

    for (size_t i = 0; i < show->rows.count; i++) {
        const Row *row = &show->rows.items[i];

        add_padded(&text, row->key, keys);
        add_padded(&text, row->value, row->origin.size > 0 ? values : 0);
        tri_text_add(&text, row->origin);
        text.size -= row->origin.size > 0 ? 0 : 2;
        tri_text_add_char(&text, '\n');
    }
    return tri_print(tri_text_str(&text));
}

/* ---- the command ---- */

static TriStatus open_book(Show *show, const TriScanOptions *scan, TriError *error)
{
    TriArena *arena = show->arena;
    TriRules *rules = TRI_NEW(arena, TriRules);
    TriLinter linter = { .known = rules };
    TriStr here = tri_current_folder(arena);

    if (tri_run_config(arena, scan, here, &show->run, error) != TRI_OK) {
        return TRI_FAILED;
    }
    TriStrList paths = tri_rule_files(arena, scan, show->run);

    if (tri_load_rules(arena, &paths, rules, error) != TRI_OK ||
        tri_settings_open(&show->book, arena, scan, rules, &linter, error) != TRI_OK) {
        return TRI_FAILED;
    }
    return TRI_OK;
}

/* The folder that a file is in; a folder is its own. */
static TriStr folder_of(TriArena *arena, const TriOptions *options)
{
    TriStr here = tri_current_folder(arena);

    if (options->arguments.count == 0) {
        return here;
    }
    TriStr path =
        tri_path_normal(arena, tri_path_join(arena, here, options->arguments.items[0]));

    return tri_file_kind(*arena, path) == TRI_FILE_FOLDER ? path
                                                          : tri_path_folder(path);
}

static int run(TriArena *arena, const TriOptions *options)
{
    Show show = { .arena = arena, .options = options };
    TriError error = { arena, { 0 } };
    TriScanOptions scan = tri_scan_options(arena, options);

    if (!options->shows_config || options->arguments.count > 1) {
        return tri_trouble("config takes --show and at most one file");
    }
    if (open_book(&show, &scan, &error) != TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    show.settings = tri_settings_at(&show.book, folder_of(arena, options));
    if (show.book.troubles.count > 0) {
        return tri_trouble("%.*s", TRI_ARG(show.book.troubles.items[0]));
    }
    add(&show, TRI_STR("configuration"),
        show.settings->config == NULL || show.settings->config->path.size == 0
            ? TRI_STR("-")
            : tri_config_shown_path(arena, show.settings->config->path),
        TRI_STR(""));
    add_selection(&show);
    add_levels(&show);
    add_exceptions(&show);
    add_run_keys(&show);
    add_values(&show);
    return print(&show);
}

const TriCommand tri_command_config = {
    .name = "config",
    .arguments = "--show [FILE]",
    .summary = "Tell which settings hold for a file, and where each comes from",
    .details = "Without FILE it is the current folder.",
    .options = TRI_OPTIONS_CONFIG,
    .run = run,
};
