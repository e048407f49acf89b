#include "scan/config.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/number.h"
#include "base/text.h"
#include "rule/profile.h"
#include "rule/reader.h"
#include "json/write.h"

const TriStr tri_config_names[2] = { TRI_STR_INIT("tricep.json"),
                                     TRI_STR_INIT(".tricep.json") };

bool tri_is_config_name(TriStr name)
{
    return tri_str_is_among(name, tri_config_names,
                            sizeof tri_config_names / sizeof *tri_config_names);
}

/* A file, and those that extend it. */
typedef struct Reading {
    TriConfig config;
    TriStr extends; /* as it is written */
    const struct Reading *extended_by;
    TriStr path;
    TriStr within;  /* what it leads to stands below; without links; empty: anywhere */
    TriStr ignored; /* for people and editors */
} Reading;

/* Files that extend one another further than this do it in a ring. */
enum { MOST_FILES = 32 };

/* ---- values ---- */

static TriWritten place_of(const TriReader *reader, const TriJsonNode *node)
{
    TriPosition place = tri_lines_position(reader->lines, node->start);

    return tri_format(reader->arena, "%.*s:%u:%u", TRI_ARG(reader->json->source->path),
                      place.line, place.column);
}

static TriConfigWord word_of(TriReader *reader, const TriJsonNode *node)
{
    return (TriConfigWord){ tri_json_string(reader->arena, reader->json, node),
                            place_of(reader, node) };
}

static TriStatus read_word(TriReader *reader, const TriJsonNode *value, void *target)
{
    if (value->type != TRI_JSON_STRING) {
        return tri_reader_wrong(reader, value, "expected a string");
    }
    *(TriConfigWord *)target = word_of(reader, value);
    return TRI_OK;
}

/* A string, or an array of strings. */
static TriStatus read_words(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriConfigWords *words = target;
    TriConfigWord word;

    *words = (TriConfigWords){ 0 };
    if (value->type != TRI_JSON_ARRAY) {
        if (value->type != TRI_JSON_STRING) {
            return tri_reader_wrong(reader, value,
                                    "expected a string or an array of strings");
        }
        word = word_of(reader, value);
        tri_list_push(reader->arena, words, word);
        return TRI_OK;
    }
    tri_json_each_item (item, value) {
        if (read_word(reader, item, &word) != TRI_OK) {
            return TRI_FAILED;
        }
        tri_list_push(reader->arena, words, word);
    }
    return TRI_OK;
}

static TriStatus read_profile(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriStr *names = TRI_NEW_ARRAY(reader->arena, TriStr, tri_profile_count);
    size_t place;

    for (size_t i = 0; i < tri_profile_count; i++) {
        names[i] = tri_profiles[i].name;
    }
    if (tri_read_word(reader, value, names, tri_profile_count, &place) != TRI_OK) {
        return TRI_FAILED;
    }
    *(unsigned *)target = tri_profiles[place].profile;
    return TRI_OK;
}

static TriStatus read_fail_on(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriStr names[TRI_LEVEL_COUNT];
    size_t level;

    for (int i = 0; i < TRI_LEVEL_COUNT; i++) {
        names[i] = tri_str_from_c(tri_fail_levels[i]);
    }
    if (tri_read_word(reader, value, names, TRI_LEVEL_COUNT, &level) != TRI_OK) {
        return TRI_FAILED;
    }
    *(TriLevel *)target = (TriLevel)level;
    return TRI_OK;
}

static TriStatus read_patterns(TriReader *reader, const TriJsonNode *value,
                               void *target)
{
    Reading *reading = target;

    reading->config.exclude.folder = reading->config.folder;
    return read_words(reader, value, &reading->config.exclude.words);
}

static TriStatus read_included(TriReader *reader, const TriJsonNode *value,
                               void *target)
{
    Reading *reading = target;

    reading->config.include.folder = reading->config.folder;
    return read_words(reader, value, &reading->config.include.words);
}

/* Paths are relative to the file they stand in. */
static TriStr path_in(const TriReader *reader, const TriConfig *config, TriStr path)
{
    return tri_path_normal(reader->arena,
                           tri_path_join(reader->arena, config->folder, path));
}

/* Whether `path`, behind links, is something that the file may lead to; what is not
   there does no harm. */
static bool may_lead_to(TriArena *arena, const Reading *reading, TriStr path)
{
    TriStr within = reading->within;
    TriStr resolved = within.size <= 1 ? within : tri_path_resolve(arena, path);

    return within.size <= 1 || resolved.size == 0 ||
           tri_path_is_below(within, resolved);
}

/* Sets `path` from what is written at `value`, which stays inside. */
static TriStatus take_path(TriReader *reader, const TriJsonNode *value,
                           const Reading *reading, TriStr written, TriStr *path)
{
    *path = path_in(reader, &reading->config, written);
    return may_lead_to(reader->arena, reading, *path)
               ? TRI_OK
               : tri_reader_wrong(reader, value,
                                  "'%.*s' leads out of the repository; only a file "
                                  "given with --config may do that",
                                  TRI_ARG(written));
}

static TriStatus read_rule_paths(TriReader *reader, const TriJsonNode *value,
                                 void *target)
{
    TriConfig *config = &((Reading *)target)->config;

    if (read_words(reader, value, &config->rules) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < config->rules.count; i++) {
        TriStr *path = &config->rules.items[i].text;

        if (take_path(reader, value, target, *path, path) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

static TriStatus read_root(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriConfig *config = &((Reading *)target)->config;

    if (read_word(reader, value, &config->root) != TRI_OK) {
        return TRI_FAILED;
    }
    return take_path(reader, value, target, config->root.text, &config->root.text);
}

/* The path of a file, or the object itself. */
static TriStatus read_context(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriConfig *config = &((Reading *)target)->config;

    config->context.place = place_of(reader, value);
    if (value->type == TRI_JSON_OBJECT) {
        config->context.text =
            tri_str_copy(reader->arena, tri_json_raw(reader->json, value));
        return TRI_OK;
    }
    if (value->type != TRI_JSON_STRING) {
        return tri_reader_wrong(reader, value,
                                "expected the path of a file or an object");
    }
    return take_path(reader, value, target,
                     tri_json_string(reader->arena, reader->json, value),
                     &config->context.text);
}

/* ---- levels, settings of rules ---- */

static TriStatus read_levels(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriConfig *config = &((Reading *)target)->config;

    if (value->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, value, "expected an object of levels by rule");
    }
    tri_json_each_member (name, value) {
        TriConfigLevel level = { .rule = word_of(reader, name) };

        if (tri_read_level(reader, name + 1, &level.level) != TRI_OK) {
            return TRI_FAILED;
        }
        tri_list_push(reader->arena, &config->levels, level);
    }
    return TRI_OK;
}

static TriStatus read_rule(TriReader *reader, const TriJsonNode *rule,
                           TriConfig *config)
{
    if (rule[1].type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, rule + 1, "expected an object of settings");
    }
    TriConfigWord name_of_rule = word_of(reader, rule);

    tri_list_push(reader->arena, &config->set_rules, name_of_rule);
    tri_json_each_member (name, rule + 1) {
        TriConfigValue value = { .rule = name_of_rule, .name = word_of(reader, name) };

        if (tri_read_value(reader, name + 1, &value.value) != TRI_OK) {
            return TRI_FAILED;
        }
        tri_list_push(reader->arena, &config->values, value);
    }
    return TRI_OK;
}

static TriStatus read_rules(TriReader *reader, const TriJsonNode *value, void *target)
{
    if (value->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, value,
                                "expected an object of settings by rule");
    }
    tri_json_each_member (name, value) {
        if (read_rule(reader, name, &((Reading *)target)->config) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* ---- exceptions ---- */

static TriStatus read_file_ignores(TriReader *reader, const TriJsonNode *value,
                                   void *target)
{
    TriConfig *config = &((Reading *)target)->config;

    if (value->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, value,
                                "expected an object of rules by pattern of paths");
    }
    tri_json_each_member (name, value) {
        TriConfigIgnore ignore = { .folder = config->folder,
                                   .pattern = word_of(reader, name).text };

        if (read_words(reader, name + 1, &ignore.rules) != TRI_OK) {
            return TRI_FAILED;
        }
        tri_list_push(reader->arena, &config->ignores, ignore);
    }
    return TRI_OK;
}

static TriStatus read_day(TriReader *reader, const TriJsonNode *value, void *target)
{
    if (tri_read_text(reader, value, target) != TRI_OK) {
        return TRI_FAILED;
    }
    return tri_is_day(*(TriStr *)target)
               ? TRI_OK
               : tri_reader_wrong(reader, value,
                                  "expected a day that there is, as YYYY-MM-DD");
}

static const TriField suppression_fields[] = {
    TRI_REQUIRED("rule", TriConfigSuppression, rule, read_word),
    TRI_REQUIRED("path", TriConfigSuppression, pattern, tri_read_text),
    TRI_FIELD("resource", TriConfigSuppression, resource, tri_read_text),
    TRI_REQUIRED("reason", TriConfigSuppression, reason, tri_read_text),
    TRI_FIELD("expires", TriConfigSuppression, expires, read_day),
};

static TriStatus read_suppressions(TriReader *reader, const TriJsonNode *value,
                                   void *target)
{
    static const TriShape shape = TRI_SHAPE("a suppression", suppression_fields, NULL);
    TriConfig *config = &((Reading *)target)->config;

    if (value->type != TRI_JSON_ARRAY) {
        return tri_reader_wrong(reader, value, "expected an array of suppressions");
    }
    tri_json_each_item (item, value) {
        TriConfigSuppression suppression = { .folder = config->folder };

        if (tri_read_object(reader, item, &shape, &suppression) != TRI_OK) {
            return TRI_FAILED;
        }
        tri_list_push(reader->arena, &config->suppressions, suppression);
    }
    return TRI_OK;
}

/* ---- the file ---- */

static const TriField fields[] = {
    TRI_FIELD("extends", Reading, extends, tri_read_text),
    TRI_WHOLE("root", read_root),
    TRI_FIELD("profile", Reading, config.profile, read_profile),
    TRI_FIELD("select", Reading, config.select, read_words),
    TRI_FIELD("extendSelect", Reading, config.extend, read_words),
    TRI_FIELD("ignore", Reading, config.ignore, read_words),
    TRI_WHOLE("levels", read_levels),
    TRI_FIELD("undecided", Reading, config.undecided, tri_read_level),
    TRI_FIELD("failOn", Reading, config.fail_on, read_fail_on),
    TRI_WHOLE("perFileIgnores", read_file_ignores),
    TRI_WHOLE("exclude", read_patterns),
    TRI_WHOLE("include", read_included),
    TRI_WHOLE("rules", read_rule_paths),
    TRI_WHOLE("context", read_context),
    TRI_WHOLE("rule", read_rules),
    TRI_WHOLE("suppressions", read_suppressions),
    TRI_FIELD("$schema", Reading, ignored, tri_read_nothing),
};

/* With nothing said. */
static TriConfig empty_config(TriStr path, TriStr folder)
{
    return (TriConfig){ .path = path,
                        .folder = folder,
                        .undecided = TRI_LEVEL_COUNT,
                        .fail_on = TRI_LEVEL_COUNT };
}

/* What Template Analyzer calls what has another name here. */
static TriStatus read_other(TriReader *reader, const TriJsonNode *name, void *object)
{
    static const struct {
        TriStr theirs;
        const char *ours;
    } names[] = {
        { TRI_STR_INIT("exclusions"), "ignore" },
        { TRI_STR_INIT("inclusions"), "select" },
        { TRI_STR_INIT("severityOverrides"), "levels" },
    };
    static const TriShape shape = TRI_SHAPE("a configuration", fields, NULL);
    TriStr key = tri_json_string(reader->arena, reader->json, name);

    (void)object;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (tri_str_eq_nocase(names[i].theirs, key)) {
            return tri_reader_wrong(reader, name, "unknown key '%.*s'; here it is '%s'",
                                    TRI_ARG(key), names[i].ours);
        }
    }
    return tri_reader_unknown(reader, name, &shape, NULL, 0);
}

static bool is_being_read(const Reading *reading, TriStr path, size_t *depth)
{
    for (*depth = 0; reading != NULL; reading = reading->extended_by) {
        ++*depth;
        if (tri_str_eq(reading->path, path)) {
            return true;
        }
    }
    return *depth >= MOST_FILES;
}

static TriStatus read_path(TriArena *arena, Reading *reading, TriError *error);

/* Reads what the file extends, below it. */
static TriStatus read_extended(TriReader *reader, Reading *reading)
{
    const TriJsonNode *node =
        tri_json_find(reader->json, reader->json->root, TRI_STR("extends"));
    TriStr path;
    size_t depth;

    if (take_path(reader, node, reading, reading->extends, &path) != TRI_OK) {
        return TRI_FAILED;
    }
    if (is_being_read(reading, path, &depth)) {
        return tri_reader_wrong(reader, node, "'%.*s' extends this file: a ring",
                                TRI_ARG(reading->extends));
    }
    Reading below = { .extended_by = reading, .path = path, .within = reading->within };
    TriError trouble = { reader->arena, { 0 } };
    TriStr text;

    if (tri_file_read(reader->arena, path, &text, &trouble) != TRI_OK) {
        return tri_reader_wrong(reader, node, "'%.*s' cannot be read: %.*s",
                                TRI_ARG(reading->extends), TRI_ARG(trouble.message));
    }
    if (read_path(reader->arena, &below, reader->error) != TRI_OK) {
        return TRI_FAILED;
    }
    reading->config = *tri_config_join(reader->arena, &below.config, &reading->config);
    return TRI_OK;
}

static void add_origins(TriReader *reader, TriConfig *config)
{
    tri_json_each_member (name, reader->json->root) {
        TriConfigWord origin = word_of(reader, name);

        tri_list_push(reader->arena, &config->origins, origin);
    }
}

static TriStatus read_config(TriReader *reader, void *context)
{
    static const TriShape shape = TRI_SHAPE("a configuration", fields, read_other);
    Reading *reading = context;

    if (tri_read_object(reader, reader->json->root, &shape, reading) != TRI_OK) {
        return TRI_FAILED;
    }
    add_origins(reader, &reading->config);
    return reading->extends.size == 0 || reading->path.size == 0
               ? TRI_OK
               : read_extended(reader, reading);
}

TriStr tri_config_shown_path(TriArena *arena, TriStr path)
{
    TriStr below = tri_path_below(tri_current_folder(arena), path);

    return below.size > 0 ? below : path;
}

static TriStatus read_path(TriArena *arena, Reading *reading, TriError *error)
{
    TriError trouble = { arena, { 0 } };
    TriStr text;

    reading->config = empty_config(reading->path, tri_path_folder(reading->path));
    if (!may_lead_to(arena, reading, reading->path)) {
        return tri_fail(error,
                        "the configuration '%.*s' is a link that leads out of the "
                        "repository; --config FILE follows it",
                        TRI_ARG(tri_config_shown_path(arena, reading->path)));
    }
    if (tri_file_read(arena, reading->path, &text, &trouble) != TRI_OK) {
        return tri_fail(error, "cannot read the configuration '%.*s': %.*s",
                        TRI_ARG(tri_config_shown_path(arena, reading->path)),
                        TRI_ARG(trouble.message));
    }
    return tri_read_file(arena, tri_config_shown_path(arena, reading->path), text,
                         read_config, reading, error);
}

TriStatus tri_config_read(TriArena *arena, TriStr path, TriStr within,
                          const TriConfig **config, TriError *error)
{
    Reading *reading = TRI_NEW(arena, Reading);

    reading->path = path;
    reading->within = within;
    *config = &reading->config;
    return read_path(arena, reading, error);
}

TriStatus tri_config_parse(TriArena *arena, TriStr path, TriStr text,
                           const TriConfig **config, TriError *error)
{
    Reading *reading = TRI_NEW(arena, Reading);

    reading->path = path;
    reading->config = empty_config(path, tri_path_folder(path));
    *config = &reading->config;
    return tri_read_file(arena, path, text, read_config, reading, error);
}

/* ---- --set ---- */

/* Keys whose members have names of their own: "levels.<rule>", "rule.<rule>.<name>". */
static size_t depth_of_key(TriStr key)
{
    if (tri_str_eq(key, TRI_STR("rule"))) {
        return 3;
    }
    return tri_str_eq(key, TRI_STR("levels")) ? 2 : 1;
}

static void add_quoted(TriText *text, TriStr part)
{
    TriJsonWriter json = tri_json_writer(text, 0);

    tri_json_write_string(&json, part);
}

/* Whether a text can stand as a value of JSON. */
static bool is_json(TriArena scratch, TriStr text)
{
    TriSink sink = { .arena = &scratch };
    TriArena nodes = tri_arena_open((size_t)1 << 30);
    TriArena other = tri_arena_open((size_t)1 << 30);
    TriSource source = tri_source_open(&scratch, TRI_STR(""), text);
    bool is = tri_json_parse(&nodes, other, &source, &sink).root != NULL;

    tri_arena_close(&nodes);
    tri_arena_close(&other);
    return is;
}

/* {"rule": {"id": {"name": value}}} */
static TriStr object_of(TriArena *arena, TriStr key, TriStr value)
{
    TriText text = tri_text(arena);
    TriStr first = tri_str_slice(key, 0, tri_str_find_char(key, '.'));
    size_t depth = depth_of_key(first);
    size_t opened = 0;

    for (TriStr rest = key; opened < depth && rest.data != NULL; opened++) {
        /* A name may hold dots, so what is behind the last key is all of it. */
        size_t dot = opened + 1 < depth ? tri_str_find_char(rest, '.') : TRI_NOT_FOUND;

        tri_text_add_char(&text, '{');
        add_quoted(&text, tri_str_slice(rest, 0, dot));
        tri_text_add_char(&text, ':');
        rest = dot == TRI_NOT_FOUND ? (TriStr){ 0 } : tri_str_from(rest, dot + 1);
    }
    if (is_json(*arena, value)) {
        tri_text_add(&text, value);
    } else {
        add_quoted(&text, value);
    }
    while (opened-- > 0) {
        tri_text_add_char(&text, '}');
    }
    return tri_text_str(&text);
}

TriStatus tri_config_set(TriArena *arena, TriStr folder, const TriStrList *words,
                         const TriConfig **config, TriError *error)
{
    *config = NULL;
    for (size_t i = 0; i < words->count; i++) {
        size_t equals = tri_str_find_char(words->items[i], '=');
        Reading *reading = TRI_NEW(arena, Reading);

        reading->config = empty_config(TRI_STR(""), folder);
        if (equals == TRI_NOT_FOUND || equals == 0) {
            return tri_fail(error, "--set needs KEY=VALUE, found '%.*s'",
                            TRI_ARG(words->items[i]));
        }
        TriStr text = object_of(arena, tri_str_slice(words->items[i], 0, equals),
                                tri_str_from(words->items[i], equals + 1));

        if (tri_read_file(arena, TRI_STR("--set"), text, read_config, reading, error) !=
            TRI_OK) {
            return TRI_FAILED;
        }
        *config = tri_config_join(arena, *config, &reading->config);
    }
    return TRI_OK;
}

/* ---- together ---- */

static void join_words(TriConfigWords *to, const TriConfigWords *over)
{
    if (over->count > 0) {
        *to = *over;
    }
}

/* The items of both, in a list of its own: others may have those that there are. */
#define JOIN_LISTS(member)                                                             \
    joined->member.items = NULL;                                                       \
    joined->member.count = joined->member.capacity = 0;                                \
    tri_list_push_all(arena, &joined->member, &under->member);                         \
    tri_list_push_all(arena, &joined->member, &over->member)

const TriConfig *tri_config_join(TriArena *arena, const TriConfig *under,
                                 const TriConfig *over)
{
    if (under == NULL || over == NULL) {
        return under == NULL ? over : under;
    }
    TriConfig *joined = TRI_NEW(arena, TriConfig);

    *joined = *under;
    if (over->path.size > 0) {
        joined->path = over->path;
        joined->folder = over->folder;
    }
    joined->root = over->root.text.size > 0 ? over->root : joined->root;
    joined->context = over->context.text.size > 0 ? over->context : joined->context;
    joined->profile = over->profile != 0 ? over->profile : joined->profile;
    joined->undecided =
        over->undecided != TRI_LEVEL_COUNT ? over->undecided : joined->undecided;
    joined->fail_on =
        over->fail_on != TRI_LEVEL_COUNT ? over->fail_on : joined->fail_on;
    join_words(&joined->select, &over->select);
    join_words(&joined->extend, &over->extend);
    join_words(&joined->ignore, &over->ignore);
    join_words(&joined->rules, &over->rules);
    if (over->exclude.words.count > 0) {
        joined->exclude = over->exclude;
    }
    if (over->include.words.count > 0) {
        joined->include = over->include;
    }
    JOIN_LISTS(levels);
    JOIN_LISTS(set_rules);
    JOIN_LISTS(values);
    JOIN_LISTS(ignores);
    JOIN_LISTS(suppressions);
    JOIN_LISTS(origins);
    return joined;
}

TriStrList tri_config_texts(TriArena *arena, const TriConfigWords *words)
{
    TriStrList texts = { 0 };

    for (size_t i = 0; i < words->count; i++) {
        tri_list_push(arena, &texts, words->items[i].text);
    }
    return texts;
}

TriWritten tri_config_origin(const TriConfig *config, TriStr key)
{
    for (size_t i = config == NULL ? 0 : config->origins.count; i > 0; i--) {
        if (tri_str_eq_nocase(config->origins.items[i - 1].text, key)) {
            return config->origins.items[i - 1].place;
        }
    }
    return TRI_STR("");
}

static bool matches(TriStr pattern, TriStr path)
{
    if (tri_str_find_char(pattern, '/') == TRI_NOT_FOUND) {
        return tri_glob_match(pattern, tri_path_name(path), TRI_GLOB_EXACT);
    }
    if (tri_str_has_prefix(pattern, TRI_STR("/"))) {
        pattern = tri_str_from(pattern, 1);
    }
    return tri_glob_match_path(pattern, path, TRI_GLOB_EXACT);
}

bool tri_config_matches(TriStr folder, TriStr pattern, TriStr path)
{
    TriStr relative = tri_path_below(folder, path);

    if (relative.size == 0) {
        return false;
    }
    if (tri_str_has_prefix(pattern, TRI_STR("./"))) {
        pattern = tri_str_from(pattern, 2);
    }
    if (!tri_str_has_suffix(pattern, TRI_STR("/"))) {
        return matches(pattern, relative);
    }
    /* A folder, which means what is in it. */
    pattern.size--;
    while (relative.size > 0) {
        relative = tri_path_folder(relative);
        if (relative.size > 0 && matches(pattern, relative)) {
            return true;
        }
    }
    return false;
}
