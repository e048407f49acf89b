/* Language runtimes past their end of life (app-service.md 5.2). */
#include "base/text.h"
#include "eval/date.h"
#include "eval/known_text.h"
#include "rule/check.h"
#include "rule/identity.h"

static const char *const types[] = { "Microsoft.Web/sites", "Microsoft.Web/sites/slots",
                                     "Microsoft.Web/sites/config",
                                     "Microsoft.Web/sites/slots/config", NULL };

/* ---- options ---- */

static TriStatus read_versions(TriArena *arena, const TriJson *json,
                               const TriJsonNode *stack, TriReleases *releases,
                               TriError *error)
{
    if (stack[1].type != TRI_JSON_OBJECT) {
        return tri_fail(error, "a stack must be an object from version to date");
    }
    tri_json_each_member (version, stack + 1) {
        TriRelease release = { tri_json_string(arena, json, stack),
                               tri_json_string(arena, json, version),
                               { 0 } };

        if (version[1].type != TRI_JSON_STRING) {
            return tri_fail(error, "the end of '%.*s' must be a date",
                            TRI_ARG(release.version));
        }
        release.end = tri_json_string(arena, json, version + 1);
        tri_list_push(arena, &releases->list, release);
    }
    return TRI_OK;
}

static TriStatus read(TriArena *arena, const TriJson *json, const TriJsonNode *node,
                      const TriReleases **read, TriError *error)
{
    const TriJsonNode *date = tri_json_find(json, node, TRI_STR("date"));
    const TriJsonNode *stacks = tri_json_find(json, node, TRI_STR("stacks"));
    TriReleases *releases = TRI_NEW(arena, TriReleases);

    if (date == NULL || date->type != TRI_JSON_STRING || stacks == NULL ||
        stacks->type != TRI_JSON_OBJECT) {
        return tri_fail(error, "this check needs the options 'date' and 'stacks'");
    }
    releases->date = tri_json_string(arena, json, date);
    if (tri_str_eq(releases->date, TRI_STR("today"))) {
        releases->date = tri_date_today(arena);
    }
    tri_json_each_member (stack, stacks) {
        if (read_versions(arena, json, stack, releases, error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    *read = releases;
    return TRI_OK;
}

/* ---- versions ---- */

/* The digits and dots at the start, behind a 'v' or '~'; at most `parts` numbers. */
static TriStr number_of(TriStr text, unsigned parts)
{
    size_t end = 0;

    text = tri_str_trim(text);
    if (text.size > 0 && (tri_char_lower(text.data[0]) == 'v' || text.data[0] == '~')) {
        text = tri_str_from(text, 1);
    }
    while (end < text.size &&
           (tri_char_is_digit(text.data[end]) || text.data[end] == '.')) {
        if (text.data[end] == '.' && --parts == 0) {
            break;
        }
        end++;
    }
    return tri_str_slice(text, 0, end);
}

/* The release of a stack: by major and minor number, else by the major one. NULL
   when it is not in the table. */
static const TriRelease *find_release(const TriReleases *releases, TriStr stack,
                                      TriStr text)
{
    /* Goes with Windows, as versions 2 and 4. */
    static const TriRelease framework = { TRI_STR_INIT("dotnet"), TRI_STR_INIT("4"),
                                          TRI_STR_INIT("9999-12-31") };

    if (tri_str_eq_nocase(stack, framework.stack) &&
        tri_str_eq(number_of(text, 1), framework.version)) {
        return &framework;
    }
    for (unsigned parts = 2; parts > 0; parts--) {
        TriStr version = number_of(text, parts);

        for (size_t i = 0; i < releases->list.count; i++) {
            const TriRelease *release = &releases->list.items[i];

            if (tri_str_eq_nocase(release->stack, stack) &&
                tri_str_eq(release->version, version)) {
                return release;
            }
        }
    }
    return NULL;
}

/* ---- what runs ---- */

/* A value, and which stack it is a version of: of none, when it names its own. */
typedef struct Source {
    TriSpot place;
    TriStr stack;
} Source;

/* "NODE" of "NODE|20-lts", as the table calls it. */
static TriStr stack_called(TriStr name)
{
    static const struct {
        TriStr name;
        TriStr stack;
    } stacks[] = {
        { TRI_STR_INIT("DOTNETCORE"), TRI_STR_INIT("dotnet") },
        { TRI_STR_INIT("DOTNET-ISOLATED"), TRI_STR_INIT("dotnet") },
    };

    for (size_t i = 0; i < sizeof stacks / sizeof *stacks; i++) {
        if (tri_str_eq_nocase(stacks[i].name, name)) {
            return stacks[i].stack;
        }
    }
    return name;
}

static bool is_past(const TriReleases *releases, const TriRelease *release)
{
    return release != NULL && tri_str_compare(release->end, releases->date) < 0;
}

/* "TOMCAT|9.0-java11" runs on two: the one that is past, else the first. */
static const TriRelease *find_worst(const TriReleases *releases, TriStr stack,
                                    TriStr text)
{
    const TriRelease *release = find_release(releases, stack, text);
    size_t java = tri_str_find_nocase(text, TRI_STR("-java"));
    const TriRelease *second =
        java == TRI_NOT_FOUND
            ? NULL
            : find_release(releases, TRI_STR("java"), tri_str_from(text, java + 5));

    return release == NULL || (is_past(releases, second) && !is_past(releases, release))
               ? second
               : release;
}

/* What a value says to run on; NULL when it is not in the table. */
static const TriRelease *find_in(const TriReleases *releases, const Source *source,
                                 TriValue value)
{
    TriStr rest = value.string;
    TriStr name = source->stack;

    if (value.kind != TRI_STRING || value.string.size == 0) {
        return NULL;
    }
    if (name.size == 0 && tri_str_split(&rest, '|', &name)) {
        name = stack_called(tri_str_trim(name));
    }
    return rest.data == NULL ? NULL : find_worst(releases, name, rest);
}

static void add_failure(const TriChecking *checking, const Source *source,
                        const TriRelease *release)
{
    TriStr message = TRI_STR("{resource} runs on a version that has no security "
                             "updates any more: {path} is {value}");

    if (!source->place.value.is_secure) {
        message = tri_format(
            checking->judge->arena,
            "{resource} runs on %.*s %.*s, which has had no security updates "
            "since %.*s: {path} is {value}",
            TRI_ARG(release->stack), TRI_ARG(release->version), TRI_ARG(release->end));
    }
    tri_check_answer(checking, &source->place, TRI_VERDICT_FAIL, message);
}

/* Of a value that is one of several, each must be past. */
static void check_choices(const TriChecking *checking, const TriReleases *releases,
                          const Source *source)
{
    const TriUnknown *unknown = source->place.value.unknown;
    const TriRelease *past = NULL;
    size_t count = 0;

    for (size_t i = 0; i < unknown->choice_count; i++) {
        const TriRelease *release = find_in(releases, source, unknown->choices[i]);

        if (is_past(releases, release)) {
            past = release;
            count++;
        }
    }
    if (count > 0 && count == unknown->choice_count) {
        add_failure(checking, source, past);
    } else {
        tri_check_answer(checking, &source->place,
                         count == 0 && unknown->choice_count > 0
                             ? TRI_VERDICT_PASS
                             : TRI_VERDICT_UNDECIDED,
                         TRI_STR(""));
    }
}

/* Whether a value that is not known names a stack of its own that has no releases, as
   "DOCKER|" does, whatever the image. */
static bool names_other_stack(const TriReleases *releases, const Source *source)
{
    TriStr rest = tri_known_text_start(source->place.value);
    TriStr name;

    if (source->stack.size > 0 || tri_str_find_char(rest, '|') == TRI_NOT_FOUND) {
        return false;
    }
    tri_str_split(&rest, '|', &name);
    name = stack_called(tri_str_trim(name));
    for (size_t i = 0; i < releases->list.count; i++) {
        if (tri_str_eq_nocase(releases->list.items[i].stack, name)) {
            return false;
        }
    }
    return true;
}

static void check_source(const TriChecking *checking, const Source *source)
{
    const TriReleases *releases = checking->condition->releases;

    if (source->place.value.kind == TRI_UNKNOWN &&
        names_other_stack(releases, source)) {
        return;
    }
    if (source->place.value.kind == TRI_UNKNOWN) {
        check_choices(checking, releases, source);
        return;
    }
    const TriRelease *release = find_in(releases, source, source->place.value);

    if (is_past(releases, release)) {
        add_failure(checking, source, release);
    } else if (release != NULL) {
        tri_check_answer(checking, &source->place, TRI_VERDICT_PASS, TRI_STR(""));
    }
}

/* ---- where it runs ---- */

/* Whether a list of words has the word: "functionapp,linux" has "linux". */
static bool names(TriValue kind, TriStr wanted)
{
    TriStr rest = kind.kind == TRI_STRING ? kind.string : TRI_STR("");
    TriStr word;

    while (tri_str_split(&rest, ',', &word)) {
        if (tri_str_eq_nocase(tri_str_trim(word), wanted)) {
            return true;
        }
    }
    return false;
}

static TriValue value_at(const TriChecking *checking, const char *path)
{
    TriSpotList places = tri_check_places(checking, path);

    return places.count == 1 ? places.items[0].value : tri_value_null();
}

/* Whether a site runs on Linux for certain. There linuxFxVersion alone says on what. */
static bool is_on_linux(const TriChecking *checking)
{
    TriValue reserved = value_at(checking, "properties.reserved");

    return names(value_at(checking, "kind"), TRI_STR("linux")) ||
           (reserved.kind == TRI_BOOL && reserved.boolean) ||
           tri_known_text_start(
               value_at(checking, "properties.siteConfig.linuxFxVersion"))
                   .size > 0;
}

static TriStr site_types[] = { TRI_STR_INIT("Microsoft.Web/sites"),
                               TRI_STR_INIT("Microsoft.Web/sites/slots") };
static const TriTypes sites = { site_types, sizeof site_types / sizeof *site_types };

/* The same of the site that a child belongs to, if it is deployed. */
static bool is_site_on_linux(const TriChecking *checking)
{
    TriRelatives list = { 0 };

    tri_relations_parent(checking->judge->relations, checking->instance, &sites, &list);
    for (size_t i = 0; i < list.count; i++) {
        TriChecking of_site = *checking;

        of_site.instance = list.items[i];
        if (!is_on_linux(&of_site)) {
            return false;
        }
    }
    return list.count > 0;
}

/* ---- what is looked at ---- */

/* Who reads a property: what others have of it says nothing. */
typedef enum Reader { ON_LINUX, ON_WINDOWS, WEB_APPS_ON_WINDOWS } Reader;

static bool is_read(Reader reader, bool is_linux, bool is_function_app)
{
    switch (reader) {
    case ON_LINUX:
        return true;
    case ON_WINDOWS:
        return !is_linux;
    case WEB_APPS_ON_WINDOWS:
        return !is_linux && !is_function_app;
    }
    return true;
}

/* Functions on Windows have no PHP and no Python, and take Node.js from a setting;
   exported templates have the defaults of web apps for all of them. */
static void check_properties(const TriChecking *checking, bool is_linux)
{
    static const struct {
        const char *path;
        TriStr stack;
        Reader reader;
    } properties[] = {
        { "properties.siteConfig.linuxFxVersion", TRI_STR_INIT(""), ON_LINUX },
        { "properties.siteConfig.windowsFxVersion", TRI_STR_INIT(""), ON_WINDOWS },
        { "properties.siteConfig.netFrameworkVersion", TRI_STR_INIT("dotnet"),
          ON_WINDOWS },
        { "properties.siteConfig.phpVersion", TRI_STR_INIT("php"),
          WEB_APPS_ON_WINDOWS },
        { "properties.siteConfig.pythonVersion", TRI_STR_INIT("python"),
          WEB_APPS_ON_WINDOWS },
        { "properties.siteConfig.nodeVersion", TRI_STR_INIT("node"),
          WEB_APPS_ON_WINDOWS },
        { "properties.siteConfig.javaVersion", TRI_STR_INIT("java"), ON_WINDOWS },
    };
    bool is_function_app = names(value_at(checking, "kind"), TRI_STR("functionapp"));

    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        if (!is_read(properties[i].reader, is_linux, is_function_app)) {
            continue;
        }
        TriSpotList places = tri_check_places(checking, properties[i].path);

        for (size_t j = 0; j < places.count; j++) {
            Source source = { places.items[j], properties[i].stack };

            check_source(checking, &source);
        }
    }
}

static bool is_called(const TriChecking *checking, const TriSpot *item,
                      const char *name)
{
    TriValue called = tri_check_member(checking, item, "name").value;

    return called.kind == TRI_STRING &&
           tri_str_eq_nocase(called.string, tri_str_from_c(name));
}

/* Whether an app setting is the one by which Node.js is chosen on Windows. */
static bool chooses_node(const TriChecking *checking, const TriSpot *item,
                         Source *source)
{
    *source = (Source){ tri_check_member(checking, item, "value"), TRI_STR("node") };
    return is_called(checking, item, "WEBSITE_NODE_DEFAULT_VERSION");
}

/* Whether functions may run in Node.js by the setting that says in what they run:
   without it they may. */
static bool may_run_node(TriValue worker)
{
    static const TriStr node = TRI_STR_INIT("node");

    if (worker.kind != TRI_UNKNOWN) {
        return worker.kind != TRI_STRING || worker.string.size == 0 ||
               tri_str_eq_nocase(worker.string, node);
    }
    for (size_t i = 0; i < worker.unknown->choice_count; i++) {
        if (may_run_node(worker.unknown->choices[i])) {
            return true;
        }
    }
    return worker.unknown->choice_count == 0;
}

/* A version of Node.js, and the setting that says in what functions run. */
static void check_node(const TriChecking *checking, const Source *source,
                       const TriSpot *worker)
{
    const TriReleases *releases = checking->condition->releases;

    if (worker->is_there && !may_run_node(worker->value)) {
        return;
    }
    if (worker->is_there && worker->value.kind == TRI_UNKNOWN &&
        is_past(releases, find_in(releases, source, source->place.value))) {
        tri_check_answer(checking, worker, TRI_VERDICT_UNDECIDED, TRI_STR(""));
    } else {
        check_source(checking, source);
    }
}

/* Of several lists of settings that it can be: one that chooses what is past is enough
   to ask which it is. */
static void check_lists(const TriChecking *checking, const TriSpot *lists)
{
    const TriReleases *releases = checking->condition->releases;
    TriSpotList items = tri_check_parts(checking, lists, TRI_SEGMENT_ITEMS);
    Source source;

    for (size_t i = 0; i < items.count; i++) {
        if (chooses_node(checking, &items.items[i], &source) &&
            is_past(releases, find_in(releases, &source, source.place.value))) {
            tri_check_answer(checking, lists, TRI_VERDICT_UNDECIDED, TRI_STR(""));
            return;
        }
    }
}

/* The setting that says in what functions run; nothing where there is none. */
static TriSpot worker_of(const TriChecking *checking, const TriSpotList *items)
{
    for (size_t i = items->count; i-- > 0;) {
        if (is_called(checking, &items->items[i], "FUNCTIONS_WORKER_RUNTIME")) {
            return tri_check_member(checking, &items->items[i], "value");
        }
    }
    return (TriSpot){ 0 };
}

static void check_settings_of_site(const TriChecking *checking)
{
    TriSpotList lists = tri_check_places(checking, "properties.siteConfig.appSettings");
    Source source;

    for (size_t i = 0; i < lists.count; i++) {
        const TriSpot *list = &lists.items[i];

        if (list->value.kind == TRI_UNKNOWN) {
            check_lists(checking, list);
            continue;
        }
        TriSpotList items = tri_check_parts(checking, list, TRI_SEGMENT_ITEMS);
        TriSpot worker = worker_of(checking, &items);

        for (size_t j = 0; j < items.count; j++) {
            if (chooses_node(checking, &items.items[j], &source)) {
                check_node(checking, &source, &worker);
            }
        }
    }
}

static bool is_one_of_several(TriValue value)
{
    return value.kind == TRI_UNKNOWN && value.unknown->choice_count > 0;
}

/* The same in the child that holds the app settings; settings that nobody knows mostly
   have none like it. */
static void check_settings(const TriChecking *checking)
{
    TriSpotList places =
        tri_check_places(checking, "properties.WEBSITE_NODE_DEFAULT_VERSION");
    TriSpotList workers =
        tri_check_places(checking, "properties.FUNCTIONS_WORKER_RUNTIME");

    for (size_t i = 0; i < places.count && i < workers.count; i++) {
        Source source = { places.items[i], TRI_STR("node") };

        if (source.place.is_there) {
            check_node(checking, &source, &workers.items[i]);
        } else if (is_one_of_several(source.place.value)) {
            check_source(checking, &source);
        }
    }
}

static void check_function_app(const TriChecking *checking)
{
    TriSpotList names =
        tri_check_places(checking, "properties.functionAppConfig.runtime.name");
    TriSpotList versions =
        tri_check_places(checking, "properties.functionAppConfig.runtime.version");

    for (size_t i = 0; i < names.count && i < versions.count; i++) {
        TriValue name = names.items[i].value;

        if (name.kind == TRI_STRING) {
            Source source = { versions.items[i], stack_called(name.string) };

            check_source(checking, &source);
        }
    }
}

static void run(const TriChecking *checking)
{
    TriStr type = tri_check_type(checking);
    TriStr name =
        tri_name_key(checking->judge->arena, tri_instance_name(checking->instance));

    if (tri_str_has_suffix_nocase(type, TRI_STR("/config"))) {
        if (tri_str_has_suffix(name, TRI_STR("/appsettings")) &&
            !is_site_on_linux(checking)) {
            check_settings(checking);
        }
        return;
    }
    bool is_linux = is_on_linux(checking);

    check_properties(checking, is_linux);
    if (!is_linux) {
        check_settings_of_site(checking);
    }
    check_function_app(checking);
}

const TriCheck tri_check_runtime_end_of_life = {
    .name = TRI_STR_INIT("runtime-end-of-life"),
    .types = types,
    .read = read,
    .run = run,
};
