#include "scan/settings.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/number.h"
#include "base/text.h"
#include "lint/prefilter.h"
#include "scan/select.h"

/* ---- which file ---- */

/* The configuration in a folder; empty: none. */
static TriStr config_in(TriArena *arena, TriStr folder)
{
    for (size_t i = 0; i < sizeof tri_config_names / sizeof *tri_config_names; i++) {
        TriStr path = tri_path_join(arena, folder, tri_config_names[i]);

        if (tri_file_kind(*arena, path) == TRI_FILE_REGULAR) {
            return path;
        }
    }
    return TRI_STR("");
}

/* Above the top of a git work tree nobody looks. */
static bool is_outermost(TriArena scratch, TriStr folder)
{
    return folder.size <= 1 || tri_has_git(scratch, folder);
}

/* The nearest one upwards; empty: none. */
static TriStr nearest_config(TriArena *arena, TriStr folder)
{
    for (;; folder = tri_path_folder(folder)) {
        TriStr path = config_in(arena, folder);

        if (path.size > 0 || is_outermost(*arena, folder)) {
            return path;
        }
    }
}

/* What a configuration that was found, and that nobody named, may lead to: the
   repository it is in. Without one, the working directory if it is below, else its own
   folder. */
static TriStr reach_of(TriArena *arena, TriStr path)
{
    TriStr folder = tri_path_folder(path);
    TriStr here = tri_current_folder(arena);
    TriStr at = folder;

    while (!is_outermost(*arena, at)) {
        at = tri_path_folder(at);
    }
    if (!tri_has_git(*arena, at)) {
        at = here.size > 1 && tri_path_is_below(here, folder) ? here : folder;
    }
    return tri_path_resolve(arena, at);
}

TriStatus tri_run_config(TriArena *arena, const TriScanOptions *options, TriStr folder,
                         const TriConfig **config, TriError *error)
{
    TriStr path = TRI_STR("");
    TriStr within = TRI_STR("");
    const TriConfig *set;

    *config = NULL;
    if (options->config.size > 0) {
        path = tri_path_normal(arena, tri_path_join(arena, folder, options->config));
    } else if (!options->is_isolated) {
        path = nearest_config(arena, folder);
        within = path.size > 0 ? reach_of(arena, path) : path;
    }
    if ((path.size > 0 &&
         tri_config_read(arena, path, within, config, error) != TRI_OK) ||
        tri_config_set(arena, folder, &options->set, &set, error) != TRI_OK) {
        return TRI_FAILED;
    }
    *config = tri_config_join(arena, *config, set);
    return TRI_OK;
}

TriStrList tri_rule_files(TriArena *arena, const TriScanOptions *options,
                          const TriConfig *config)
{
    return options->rules.count > 0 || config == NULL
               ? options->rules
               : tri_config_texts(arena, &config->rules);
}

/* ---- options ---- */

/* What the configuration says counts where the command line says nothing. */
static void fill_list(TriArena *arena, const TriConfigWords *words, TriStrList *list)
{
    if (list->count == 0) {
        *list = tri_config_texts(arena, words);
    }
}

/* Of several levels of a rule the last counts: the command line's. */
static void fill_levels(TriArena *arena, const TriConfig *config,
                        TriScanOptions *options)
{
    const TriScanOptions said = *options;

    options->levels.items = NULL;
    options->levels.count = options->levels.capacity = 0;
    for (size_t i = 0; i < config->levels.count; i++) {
        TriLevelChange level = { config->levels.items[i].rule.text,
                                 config->levels.items[i].level };

        tri_list_push(arena, &options->levels, level);
    }
    tri_list_push_all(arena, &options->levels, &said.levels);
}

static void fill(TriArena *arena, const TriConfig *config, TriScanOptions *options)
{
    if (config != NULL) {
        fill_list(arena, &config->select, &options->select);
        fill_list(arena, &config->extend, &options->extend);
        fill_list(arena, &config->ignore, &options->ignore);
        fill_levels(arena, config, options);
        options->profile = options->profile != 0 ? options->profile : config->profile;
        options->undecided = options->undecided != TRI_LEVEL_COUNT ? options->undecided
                                                                   : config->undecided;
    }
    options->profile = options->profile != 0 ? options->profile : TRI_PROFILE_DEFAULT;
    options->undecided =
        options->undecided != TRI_LEVEL_COUNT ? options->undecided : TRI_LEVEL_INFO;
}

/* ---- settings of rules ---- */

static TriStatus wrong(TriError *error, const TriConfigWord *word, const char *what)
{
    return tri_fail(error, "%.*s: %s", TRI_ARG(word->place), what);
}

static TriStatus check_word(TriSettingsBook *book, const TriConfigWord *word,
                            TriError *error)
{
    TriError trouble = { book->arena, { 0 } };

    return tri_check_rule_names(book->arena, book->rules, &word->text, 1, &trouble) ==
                   TRI_OK
               ? TRI_OK
               : tri_fail(error, "%.*s: %.*s", TRI_ARG(word->place),
                          TRI_ARG(trouble.message));
}

static TriStatus check_words(TriSettingsBook *book, const TriConfigWords *words,
                             TriError *error)
{
    for (size_t i = 0; i < words->count; i++) {
        if (check_word(book, &words->items[i], error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

static TriStatus unknown_setting(const TriRule *rule, const TriConfigWord *name,
                                 TriError *error)
{
    TriStr nearest =
        TRI_NEAREST_NAME(name->text, rule->parameters.items, rule->parameters.count);

    return tri_fail(error, "%.*s: rule '%.*s' has no setting '%.*s'%s%.*s%s",
                    TRI_ARG(name->place), TRI_ARG(rule->id), TRI_ARG(name->text),
                    TRI_MEANT(nearest));
}

/* Gives the parameter of a rule its value, whatever the profile. */
static TriStatus set_value(const TriConfigValue *value, TriRule *rule, TriError *error)
{
    TriRuleParameter *parameter = tri_rule_parameter(rule, value->name.text);

    if (parameter == NULL) {
        return unknown_setting(rule, &value->name, error);
    }
    if (parameter->values[0].kind != value->value.kind) {
        return wrong(error, &value->name,
                     "this setting has a value of another type (tricep config --show "
                     "lists them)");
    }
    tri_rule_parameter_set(parameter, value->value);
    return TRI_OK;
}

/* The parameters of a rule become its own before they are changed. */
static void own_parameters(TriArena *arena, TriRule *rule)
{
    const TriRuleParameter *items = rule->parameters.items;
    size_t count = rule->parameters.count;

    rule->parameters.items = TRI_NEW_ARRAY(arena, TriRuleParameter, count);
    rule->parameters.capacity = count;
    for (size_t i = 0; i < count; i++) {
        rule->parameters.items[i] = items[i];
    }
}

static TriStatus set_values(TriSettingsBook *book, const TriConfig *config,
                            TriRules *selected, TriError *error)
{
    for (size_t i = 0; i < selected->list.count; i++) {
        TriRule *rule = &selected->list.items[i];
        bool is_own = false;

        for (size_t j = 0; j < config->values.count; j++) {
            const TriConfigValue *value = &config->values.items[j];

            if (!tri_rule_answers_to(rule, value->rule.text)) {
                continue;
            }
            if (!is_own) {
                own_parameters(book->arena, rule);
                is_own = true;
            }
            if (set_value(value, rule, error) != TRI_OK) {
                return TRI_FAILED;
            }
        }
    }
    return TRI_OK;
}

/* Every name of a rule must be one of a rule there is. */
static TriStatus check_names(TriSettingsBook *book, const TriConfig *config,
                             TriError *error)
{
    if (check_words(book, &config->select, error) != TRI_OK ||
        check_words(book, &config->extend, error) != TRI_OK ||
        check_words(book, &config->ignore, error) != TRI_OK ||
        check_words(book, &config->set_rules, error) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < config->levels.count; i++) {
        if (check_word(book, &config->levels.items[i].rule, error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    for (size_t i = 0; i < config->ignores.count; i++) {
        if (check_words(book, &config->ignores.items[i].rules, error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    for (size_t i = 0; i < config->suppressions.count; i++) {
        if (check_word(book, &config->suppressions.items[i].rule, error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* ---- making ---- */

/* Whether a finding that is off by itself was asked for. */
static bool is_on(const TriSettings *settings, TriProblem problem)
{
    return tri_level_for(&settings->options, settings->linter.known,
                         tri_problem_info(problem)->id, TRI_LEVEL_OFF) != TRI_LEVEL_OFF;
}

static TriStatus make(TriSettingsBook *book, const TriConfig *config,
                      const TriSettings **made, TriError *error)
{
    TriSettings *settings = TRI_NEW(book->arena, TriSettings);

    settings->config = config;
    settings->options = *book->options;
    settings->linter = book->linter;
    fill(book->arena, config, &settings->options);
    if ((config != NULL && check_names(book, config, error) != TRI_OK) ||
        tri_select_rules(book->arena, &settings->options, book->rules,
                         &settings->linter.rules, error) != TRI_OK ||
        (config != NULL &&
         set_values(book, config, &settings->linter.rules, error) != TRI_OK)) {
        return TRI_FAILED;
    }
    settings->linter.known = book->rules;
    settings->linter.profile = settings->options.profile;
    settings->linter.reports_unused = is_on(settings, TRI_PROBLEM_UNUSED_SUPPRESSION);
    settings->linter.checks_limits = is_on(settings, TRI_PROBLEM_TEMPLATE_LIMIT);
    settings->linter.prefilter =
        tri_prefilter_new(book->arena, &settings->linter.rules);
    settings->linter.related =
        tri_prefilter_related(book->arena, &settings->linter.rules);
    tri_list_push(book->arena, &book->all, settings);
    *made = settings;
    return TRI_OK;
}

TriStatus tri_settings_open(TriSettingsBook *book, TriArena *arena,
                            const TriScanOptions *options, const TriRules *rules,
                            const TriLinter *linter, TriError *error)
{
    *book = (TriSettingsBook){
        .arena = arena, .options = options, .rules = rules, .linter = *linter
    };
    pthread_mutex_init(&book->mutex, NULL);
    if (tri_config_set(arena, tri_current_folder(arena), &options->set, &book->set,
                       error) != TRI_OK) {
        return TRI_FAILED;
    }
    const TriConfig *config = book->set;

    /* One file for everything takes the place of the search. */
    if (options->config.size > 0 &&
        tri_run_config(arena, options, tri_current_folder(arena), &config, error) !=
            TRI_OK) {
        return TRI_FAILED;
    }
    return make(book, config, &book->plain, error);
}

static bool searches(const TriSettingsBook *book)
{
    return book->options->config.size == 0 && !book->options->is_isolated;
}

/* The settings of a file; those of `outer` when it is wrong. Called with the lock. */
static const TriSettings *of_config(TriSettingsBook *book, const TriSettings *outer,
                                    TriStr path)
{
    TriError error = { book->arena, { 0 } };
    const TriSettings *settings = tri_map_find(&book->by_config, path, TRI_MAP_EXACT);
    const TriConfig *config;

    if (settings != NULL) {
        return settings;
    }
    path = tri_str_copy(book->arena, path);
    if (tri_config_read(book->arena, path, reach_of(book->arena, path), &config,
                        &error) != TRI_OK ||
        make(book, tri_config_join(book->arena, config, book->set), &settings,
             &error) != TRI_OK) {
        tri_list_push(book->arena, &book->troubles, error.message);
        settings = outer;
    }
    *tri_map_put(book->arena, &book->by_config, path, TRI_MAP_EXACT) = (void *)settings;
    return settings;
}

/* The same as tri_settings_at, with the lock: folders have it from those around them.
 */
static const TriSettings *settings_at(TriSettingsBook *book, TriStr folder)
{
    const TriSettings *settings = tri_map_find(&book->by_folder, folder, TRI_MAP_EXACT);

    if (settings != NULL) {
        return settings;
    }
    TriStr path = config_in(book->arena, folder);

    if (path.size > 0) {
        settings = of_config(book, book->plain, path);
    } else {
        settings = is_outermost(*book->arena, folder)
                       ? book->plain
                       : settings_at(book, tri_path_folder(folder));
    }
    *tri_map_put(book->arena, &book->by_folder, tri_str_copy(book->arena, folder),
                 TRI_MAP_EXACT) = (void *)settings;
    return settings;
}

const TriSettings *tri_settings_at(TriSettingsBook *book, TriStr folder)
{
    if (!searches(book)) {
        return book->plain;
    }
    pthread_mutex_lock(&book->mutex);
    const TriSettings *settings = settings_at(book, folder);

    pthread_mutex_unlock(&book->mutex);
    return settings;
}

void tri_settings_note(TriSettingsBook *book, TriStr folder,
                       const TriSettings *settings)
{
    if (!searches(book)) {
        return;
    }
    pthread_mutex_lock(&book->mutex);
    if (tri_map_find(&book->by_folder, folder, TRI_MAP_EXACT) == NULL) {
        *tri_map_put(book->arena, &book->by_folder, tri_str_copy(book->arena, folder),
                     TRI_MAP_EXACT) = (void *)settings;
    }
    pthread_mutex_unlock(&book->mutex);
}

const TriSettings *tri_settings_in(TriSettingsBook *book, const TriSettings *outer,
                                   TriStr folder, TriStr name)
{
    if (!searches(book)) {
        return outer;
    }
    pthread_mutex_lock(&book->mutex);
    const TriSettings *settings =
        of_config(book, outer, tri_path_join(book->arena, folder, name));

    pthread_mutex_unlock(&book->mutex);
    return settings;
}

/* ---- exceptions ---- */

static bool names(const TriRules *rules, TriStr word, TriStr id)
{
    const TriRule *rule = tri_rules_find(rules, id);

    return tri_str_eq_nocase(word, id) ||
           (rule != NULL && tri_rule_answers_to(rule, word));
}

bool tri_settings_ignore(const TriSettings *settings, const TriRules *rules,
                         TriStr rule, TriStr path)
{
    const TriScanOptions *options = &settings->options;

    for (size_t i = 0; i < options->ignore.count; i++) {
        if (names(rules, options->ignore.items[i], rule)) {
            return true;
        }
    }
    for (size_t i = 0; settings->config != NULL && i < settings->config->ignores.count;
         i++) {
        const TriConfigIgnore *ignore = &settings->config->ignores.items[i];

        if (!tri_config_matches(ignore->folder, ignore->pattern, path)) {
            continue;
        }
        for (size_t j = 0; j < ignore->rules.count; j++) {
            if (names(rules, ignore->rules.items[j].text, rule)) {
                return true;
            }
        }
    }
    return false;
}

const TriConfigSuppression *tri_settings_suppress(const TriSettings *settings,
                                                  const TriRules *rules, TriStr rule,
                                                  TriStr path, TriStr resource)
{
    const TriConfig *config = settings->config;
    TriStr today = settings->linter.today;

    for (size_t i = 0; config != NULL && i < config->suppressions.count; i++) {
        const TriConfigSuppression *suppression = &config->suppressions.items[i];
        bool holds = suppression->expires.size == 0 ||
                     tri_str_compare(today, suppression->expires) <= 0;

        if (holds && names(rules, suppression->rule.text, rule) &&
            tri_config_matches(suppression->folder, suppression->pattern, path) &&
            (suppression->resource.size == 0 ||
             tri_glob_match(suppression->resource, resource,
                            TRI_GLOB_NOCASE | TRI_GLOB_SIMPLE))) {
            return suppression;
        }
    }
    return NULL;
}
