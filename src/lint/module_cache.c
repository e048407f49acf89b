#include "lint/module_cache.h"

#include "base/text.h"
#include "lint/boundary.h"
#include "lint/input.h"

#include <stdlib.h>

typedef struct Search {
    TriWorkshop *workshop;
    TriArena *arena;
    TriStr from; /* absolute path of the file that names the module */
} Search;

/* ---- bicepconfig.json ---- */

/* Where there is none. */
static const TriInput none;

static void keep(TriArena *arena, TriMap *map, TriStr path, const void *item)
{
    *tri_map_put(arena, map, tri_str_copy(arena, path), TRI_MAP_EXACT) = (void *)item;
}

static const TriInput *read_new_config(const Search *search, TriStr path)
{
    TriWorkshop *workshop = search->workshop;
    TriStr boundary = tri_boundary_of(workshop, search->from);
    TriError error = { search->arena, { 0 } };
    TriInput *input;

    if (!tri_is_within(workshop, boundary, path) ||
        tri_input_read(workshop, path, &input, &error) != TRI_OK) {
        keep(&workshop->listings, &workshop->no_configs, path, &none);
        return &none;
    }
    tri_input_parse(workshop, input, NULL);
    keep(&workshop->files, &workshop->configs, path, input);
    return input;
}

/* Read once; an input without a tree where there is none or it cannot be parsed. */
static const TriInput *read_config(const Search *search, TriStr path)
{
    const TriWorkshop *workshop = search->workshop;
    const TriInput *input = tri_map_find(&workshop->no_configs, path, TRI_MAP_EXACT);

    if (input == NULL) {
        input = tri_map_find(&workshop->configs, path, TRI_MAP_EXACT);
    }
    return input != NULL ? input : read_new_config(search, path);
}

/* The nearest one upwards from `folder`, inside of what the file may reach, and no
   other where that cannot be parsed. */
static const TriInput *look_for_config(const Search *search, TriStr folder)
{
    TriStr boundary = tri_boundary_of(search->workshop, search->from);

    for (;; folder = tri_path_folder(folder)) {
        const TriInput *input = read_config(
            search, tri_path_join(search->arena, folder, TRI_STR("bicepconfig.json")));

        if (input != &none || folder.size <= 1 || tri_str_eq(folder, boundary)) {
            return input;
        }
    }
}

/* The same, looked for once a folder. */
static const TriInput *find_config(const Search *search)
{
    TriWorkshop *workshop = search->workshop;
    TriStr folder = tri_path_folder(search->from);
    const TriInput *input = tri_map_find(&workshop->configs, folder, TRI_MAP_EXACT);

    if (input == NULL) {
        input = look_for_config(search, folder);
        keep(&workshop->files, &workshop->configs, folder, input);
    }
    return input;
}

static const TriJsonNode *member(const TriInput *input, const TriJsonNode *node,
                                 TriStr name)
{
    return node == NULL || node->type != TRI_JSON_OBJECT
               ? NULL
               : tri_json_find(&input->json, node, name);
}

/* Empty: it is no string, or not there. */
static TriStr text_of(const Search *search, const TriInput *input,
                      const TriJsonNode *node)
{
    return node == NULL || node->type != TRI_JSON_STRING
               ? TRI_STR("")
               : tri_json_string(search->arena, &input->json, node);
}

/* The file that a configuration extends; `none` too where it may not reach it. */
static const TriInput *extended(const Search *search, const TriInput *config)
{
    TriStr path =
        text_of(search, config, member(config, config->json.root, TRI_STR("extends")));
    TriStr full = tri_path_normal(
        search->arena,
        tri_path_join(search->arena, tri_path_folder(config->path), path));

    if (path.size == 0 ||
        !tri_is_within(search->workshop,
                       tri_boundary_of(search->workshop, search->from), full)) {
        return &none;
    }
    return read_config(search, full);
}

/* Of files that extend one another; more are a ring. */
enum { MOST_FILES = 64 };

/* What is wrong with the nearest configuration, or one that it extends, and where;
   empty: nothing. */
static TriStr config_trouble(const Search *search)
{
    const TriInput *config = find_config(search);

    for (int i = 0; i < MOST_FILES && config->json.root != NULL; i++) {
        config = extended(search, config);
    }
    if (config->json.root != NULL || config->sink.findings.count == 0) {
        return TRI_STR("");
    }
    const TriFinding *finding = &config->sink.findings.items[0];
    TriPosition place = tri_position(&config->source, finding->span.start);

    return tri_format(search->arena, "%.*s:%u:%u: %.*s", TRI_ARG(config->source.path),
                      place.line, place.column, TRI_ARG(finding->message));
}

/* What a path of member names leads to, and in which file it stands. Files that extend
   one another are merged member by member: the first that has it counts. */
typedef struct Setting {
    const TriInput *config;
    const TriJsonNode *node; /* NULL: nowhere */
} Setting;

static Setting find_setting(const Search *search, const TriStr *names, size_t count)
{
    const TriInput *config = find_config(search);

    for (int i = 0; i < MOST_FILES && config->json.root != NULL; i++) {
        const TriJsonNode *node = config->json.root;

        for (size_t j = 0; j < count; j++) {
            node = member(config, node, names[j]);
        }
        if (node != NULL) {
            return (Setting){ config, node };
        }
        config = extended(search, config);
    }
    return (Setting){ 0 };
}

static TriStr setting_text(const Search *search, Setting setting)
{
    return text_of(search, setting.config, setting.node);
}

/* <section>.<scheme>.<alias>.<name> */
static Setting find_in_alias(const Search *search, TriStr section, TriStr scheme,
                             TriStr alias, TriStr name)
{
    TriStr names[] = { section, scheme, alias, name };

    return find_setting(search, names, 4);
}

static TriStr alias_text(const Search *search, TriStr scheme, TriStr alias, TriStr name)
{
    return setting_text(
        search, find_in_alias(search, TRI_STR("moduleAliases"), scheme, alias, name));
}

/* ---- the folders of the cache ---- */

static TriStr home_folder(void)
{
    const char *home = getenv("HOME");

    return home == NULL ? TRI_STR("") : tri_str_from_c(home);
}

/* "~" at the front is the home directory; the rest is beside the configuration. */
static TriStr configured_root(const Search *search)
{
    TriStr name = TRI_STR("cacheRootDirectory");
    Setting setting = find_setting(search, &name, 1);
    TriStr path = setting_text(search, setting);

    if (path.size == 0) {
        return path;
    }
    if (tri_str_has_prefix(path, TRI_STR("~"))) {
        return TRI_CONCAT(search->arena, home_folder(), tri_str_from(path, 1));
    }
    return tri_path_join(search->arena, tri_path_folder(setting.config->path), path);
}

/* Empty: there is no home. */
static TriStr usual_root(const Search *search)
{
    TriStr home = home_folder();

    return home.size == 0 ? home
                          : tri_path_join(search->arena, home, TRI_STR(".bicep"));
}

static TriStr cache_root(const Search *search)
{
    if (search->workshop->module_cache.size > 0) {
        return search->workshop->module_cache;
    }
    TriStr configured = configured_root(search);

    return configured.size > 0 ? configured : usual_root(search);
}

/* Whether a file of the cache may be read. A configuration is part of the repository,
   so it does not lead out of that, but to where the cache is anyway. */
static bool is_allowed(const Search *search, TriStr path)
{
    TriWorkshop *workshop = search->workshop;
    TriStr usual = usual_root(search);

    path = tri_path_normal(search->arena, path);
    return workshop->module_cache.size > 0 || configured_root(search).size == 0 ||
           tri_is_within(workshop, tri_boundary_of(workshop, search->from), path) ||
           (usual.size > 0 && tri_is_within(workshop, usual, path));
}

static TriStr replace_char(TriArena *arena, TriStr text, char from, char to)
{
    TriStr copy = tri_str_copy(arena, text);
    char *bytes = (char *)(uintptr_t)copy.data;

    for (size_t i = 0; i < copy.size; i++) {
        bytes[i] = bytes[i] == from ? to : bytes[i];
    }
    return copy;
}

/* What the folder of a registry is called. */
static TriStr host_folder(const Search *search, TriStr host)
{
    return replace_char(search->arena, tri_str_lower(search->arena, host), ':', '$');
}

/* Which letters of a tag are upper case, as a number: the cache folds names. A tag has
   up to 128 letters, of which the first is the lowest bit. */
static TriStr case_mask(TriArena *arena, TriStr tag)
{
    enum { WORDS = 2, BITS = 64 };
    unsigned long long mask[WORDS] = { 0 };

    for (size_t i = 0; i < tag.size && i < (size_t)WORDS * BITS; i++) {
        if (tag.data[i] >= 'A' && tag.data[i] <= 'Z') {
            mask[i / BITS] |= 1ULL << i % BITS;
        }
    }
    if (mask[1] != 0) {
        return tri_format(arena, "%llx%016llx", mask[1], mask[0]);
    }
    return mask[0] == 0 ? TRI_STR("") : tri_format(arena, "%llx", mask[0]);
}

/* "path:tag" or "path@sha256:digest" as folders. */
static bool split_artifact(const Search *search, TriStr text, TriStr *repository,
                           TriStr *version)
{
    TriArena *arena = search->arena;
    TriStr digest = TRI_STR("@sha256:");
    size_t at = tri_str_find(text, digest);

    if (at != TRI_NOT_FOUND) {
        *version =
            TRI_CONCAT(arena, TRI_STR("sha256#"), tri_str_from(text, at + digest.size));
    } else {
        at = tri_str_find_last_char(text, ':');
        if (at == TRI_NOT_FOUND) {
            return false;
        }
        TriStr tag = tri_str_from(text, at + 1);

        *version = TRI_CONCAT(arena, tag, TRI_STR("$"), case_mask(arena, tag));
    }
    *repository = replace_char(arena, tri_str_slice(text, 0, at), '/', '$');
    return true;
}

/* The name of one folder, and not of one further up: what a template says must not lead
   out of the cache. */
static bool is_folder_name(TriStr name)
{
    return name.size > 0 && !tri_str_has_prefix(name, TRI_STR(".")) &&
           tri_str_find_char(name, '/') == TRI_NOT_FOUND &&
           tri_str_find_char(name, '\0') == TRI_NOT_FOUND;
}

/* The folder of all registries; empty when nothing was restored. */
static TriStr registries(const Search *search)
{
    TriWorkshop *workshop = search->workshop;
    TriStr folder = tri_path_join(search->arena, cache_root(search), TRI_STR("br"));
    TriFileKind *kind = tri_map_find(&workshop->registries, folder, TRI_MAP_EXACT);

    if (kind == NULL) {
        kind = TRI_NEW(&workshop->listings, TriFileKind);
        *kind = tri_file_kind(*search->arena, folder);
        keep(&workshop->listings, &workshop->registries, folder, kind);
    }
    return *kind == TRI_FILE_FOLDER ? folder : TRI_STR("");
}

/* Empty when there is no such module. */
static TriStr path_of(const Search *search, TriStr host, TriStr repository,
                      TriStr version)
{
    TriStr folder = registries(search);

    if (folder.size == 0 || !is_folder_name(host) || !is_folder_name(repository) ||
        !is_folder_name(version)) {
        return TRI_STR("");
    }
    TriStr path =
        tri_format(search->arena, "%.*s/%.*s/%.*s/%.*s/main.json", TRI_ARG(folder),
                   TRI_ARG(host), TRI_ARG(repository), TRI_ARG(version));

    return tri_file_kind(*search->arena, path) == TRI_FILE_REGULAR ? path : TRI_STR("");
}

/* ---- registries ---- */

/* "host/path:tag" */
static TriStr find_hosted(const Search *search, TriStr artifact)
{
    size_t slash = tri_str_find_char(artifact, '/');
    TriStr repository;
    TriStr version;

    if (slash == TRI_NOT_FOUND ||
        !split_artifact(search, tri_str_from(artifact, slash + 1), &repository,
                        &version)) {
        return TRI_STR("");
    }
    return path_of(search, host_folder(search, tri_str_slice(artifact, 0, slash)),
                   repository, version);
}

/* "path:tag" of the public registry, whatever its host is called. */
static TriStr find_public(const Search *search, TriStr artifact)
{
    TriError ignored = { search->arena, { 0 } };
    TriFolder folder = { 0 };
    TriStr root = registries(search);
    TriStr repository;
    TriStr version;

    if (root.size == 0 || !split_artifact(search, artifact, &repository, &version)) {
        return TRI_STR("");
    }
    tri_folder_read(search->arena, root, &folder, &ignored);
    for (size_t i = 0; i < folder.count; i++) {
        TriStr path = path_of(search, folder.entries[i].name, repository, version);

        if (path.size > 0) {
            return path;
        }
    }
    return TRI_STR("");
}

/* The public registry has an alias of its own, which a configuration may change. */
static TriStr find_aliased(const Search *search, TriStr alias, TriStr artifact)
{
    TriStr scheme = TRI_STR("br");
    bool is_public = tri_str_eq(alias, TRI_STR("public"));
    TriStr host = alias_text(search, scheme, alias, TRI_STR("registry"));
    Setting base = find_in_alias(search, TRI_STR("moduleAliases"), scheme, alias,
                                 TRI_STR("modulePath"));
    TriStr folder =
        base.node == NULL && is_public ? TRI_STR("bicep") : setting_text(search, base);

    if (folder.size > 0) {
        artifact = TRI_CONCAT(search->arena, folder, TRI_STR("/"), artifact);
    }
    if (host.size == 0) {
        return is_public ? find_public(search, artifact) : TRI_STR("");
    }
    return find_hosted(search, TRI_CONCAT(search->arena, host, TRI_STR("/"), artifact));
}

/* A folder of the repository that stands for a registry: <folder>/a/b.bicep. */
static TriStr find_mock(const Search *search, TriStr alias, TriStr artifact)
{
    Setting setting = find_in_alias(search, TRI_STR("moduleAliasesMock"), TRI_STR("br"),
                                    alias, TRI_STR("mapToFilePath"));
    TriStr folder = setting_text(search, setting);
    TriStr name = tri_str_slice(artifact, 0, tri_str_find_char(artifact, ':'));

    if (folder.size == 0 || name.size == 0) {
        return TRI_STR("");
    }
    folder =
        tri_path_join(search->arena, tri_path_folder(setting.config->path), folder);
    TriStr path =
        tri_path_normal(search->arena, tri_format(search->arena, "%.*s/%.*s.bicep",
                                                  TRI_ARG(folder), TRI_ARG(name)));
    TriStr boundary = tri_boundary_of(search->workshop, search->from);

    return tri_is_within(search->workshop, boundary, path) &&
                   tri_file_kind(*search->arena, path) == TRI_FILE_REGULAR
               ? path
               : TRI_STR("");
}

/* ---- template specs ---- */

/* <root>/ts/<subscription>/<resource group>/<name>/<version>/main.json */
static TriStr path_of_spec(const Search *search, TriStr subscription, TriStr group,
                           TriStr artifact)
{
    size_t colon = tri_str_find_last_char(artifact, ':');
    const TriStr folders[] = { subscription, group, tri_str_slice(artifact, 0, colon),
                               colon == TRI_NOT_FOUND
                                   ? TRI_STR("")
                                   : tri_str_from(artifact, colon + 1) };
    TriStr path = tri_path_join(search->arena, cache_root(search), TRI_STR("ts"));

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (!is_folder_name(folders[i])) {
            return TRI_STR("");
        }
        path = tri_path_join(search->arena, path,
                             tri_str_lower(search->arena, folders[i]));
    }
    path = tri_path_join(search->arena, path, TRI_STR("main.json"));
    return tri_file_kind(*search->arena, path) == TRI_FILE_REGULAR ? path : TRI_STR("");
}

static TriStr find_spec(const Search *search, TriStr artifact)
{
    TriStr subscription;
    TriStr group;

    tri_str_split(&artifact, '/', &subscription);
    tri_str_split(&artifact, '/', &group);
    return path_of_spec(search, subscription, group, artifact);
}

static TriStr find_aliased_spec(const Search *search, TriStr alias, TriStr artifact)
{
    TriStr scheme = TRI_STR("ts");

    return path_of_spec(
        search, alias_text(search, scheme, alias, TRI_STR("subscription")),
        alias_text(search, scheme, alias, TRI_STR("resourceGroup")), artifact);
}

/* ---- references ---- */

/* It may be that it would be found if the configuration could be read. */
static TriStr not_there(const Search *search, TriStr module)
{
    TriStr trouble = config_trouble(search);

    return tri_format(search->arena, "module '%.*s' is not in the module cache%s%.*s",
                      TRI_ARG(module),
                      trouble.size > 0 ? "; the configuration of Bicep cannot be read: "
                                       : "",
                      TRI_ARG(trouble));
}

TriStr tri_module_cache_find(TriWorkshop *workshop, TriStr from, TriStr module,
                             TriStr *why)
{
    Search search = { workshop, &workshop->arena, from };
    size_t colon = tri_str_find_char(module, ':');
    TriStr scheme = tri_str_slice(module, 0, colon);
    TriStr rest = tri_str_from(module, colon + 1);
    TriStr path = TRI_STR("");

    if (tri_str_eq(scheme, TRI_STR("br"))) {
        path = find_hosted(&search, rest);
    } else if (tri_str_has_prefix(scheme, TRI_STR("br/"))) {
        path = find_aliased(&search, tri_str_from(scheme, 3), rest);
        path = path.size > 0 ? path : find_mock(&search, tri_str_from(scheme, 3), rest);
    } else if (tri_str_eq(scheme, TRI_STR("ts"))) {
        path = find_spec(&search, rest);
    } else if (tri_str_has_prefix(scheme, TRI_STR("ts/"))) {
        path = find_aliased_spec(&search, tri_str_from(scheme, 3), rest);
    }
    if (path.size == 0) {
        *why = not_there(&search, module);
    } else if (!is_allowed(&search, path)) {
        *why = tri_format(&workshop->arena,
                          "module '%.*s' is in a cache outside of the repository; "
                          "--module-cache DIR can name it, cacheRootDirectory cannot",
                          TRI_ARG(module));
        path = TRI_STR("");
    }
    return path;
}

/* ---- extensions ---- */

bool tri_has_implicit_extension(TriWorkshop *workshop, TriStr from)
{
    Search search = { workshop, &workshop->arena, from };
    TriStr name = TRI_STR("implicitExtensions");
    Setting setting = find_setting(&search, &name, 1);

    if (setting.node == NULL || setting.node->type != TRI_JSON_ARRAY) {
        return false;
    }
    tri_json_each_item (item, setting.node) {
        if (item->type == TRI_JSON_STRING &&
            !tri_str_eq(tri_json_raw(&setting.config->json, item), TRI_STR("az"))) {
            return true;
        }
    }
    return false;
}
