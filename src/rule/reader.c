#include "rule/reader.h"

#include "base/text.h"
#include "rule/profile.h"

/* Adds what is wrong at a place of a file. */
static TriStatus add_wrong(TriError *error, TriStr path, TriPosition place,
                           TriStr message)
{
    TriError wrong = { error->arena, { 0 } };

    tri_fail_at(&wrong, path, place, message);
    return tri_fail_also(error, &wrong);
}

TriStatus tri_reader_wrong(const TriReader *reader, const TriJsonNode *node,
                           const char *format, ...)
{
    va_list arguments;

    if (tri_error_is_full(reader->error)) {
        return TRI_FAILED;
    }
    TriPosition place = tri_lines_position(reader->lines, node->start);

    va_start(arguments, format);
    TriStr message = tri_format_list(reader->arena, format, arguments);

    va_end(arguments);
    return add_wrong(reader->error, reader->json->source->path, place, message);
}

/* ---- files ---- */

static const size_t NODES_RESERVE = (size_t)1 << 32;

/* The parse error in the sink as an error of the file. */
static TriStatus not_json(const TriSink *sink, TriError *error)
{
    const TriFinding *finding = &sink->findings.items[0];
    TriPosition place = tri_position(finding->span.source, finding->span.start);

    return add_wrong(error, finding->span.source->path, place, finding->message);
}

TriStatus tri_read_file(TriArena *arena, TriStr path, TriStr text, TriReadFile *work,
                        void *context, TriError *error)
{
    TriSink sink = { .arena = arena };
    TriArena nodes = tri_arena_open(NODES_RESERVE);
    TriArena scratch = tri_arena_open(NODES_RESERVE);
    TriSource *source = TRI_NEW(arena, TriSource);

    *source = tri_source_open(arena, path, text);
    TriJson json = tri_json_parse(&nodes, scratch, source, &sink);
    TriReader reader = { .arena = arena,
                         .json = &json,
                         .lines = tri_lines(&nodes, source),
                         .error = error };
    TriStatus status =
        json.root == NULL ? not_json(&sink, error) : work(&reader, context);

    tri_arena_close(&scratch);
    tri_arena_close(&nodes);
    return status;
}

static TriStr text_of(const TriReader *reader, const TriJsonNode *node)
{
    return tri_json_string(reader->arena, reader->json, node);
}

/* ---- objects ---- */

/* What is said twice is said once too often. */
static TriStatus check_once(const TriReader *reader, const TriJsonNode *object,
                            const TriJsonNode *name)
{
    TriStr key = text_of(reader, name);

    tri_json_each_member (earlier, object) {
        if (earlier == name) {
            return TRI_OK;
        }
        if (tri_str_eq_nocase(text_of(reader, earlier), key)) {
            return tri_reader_wrong(reader, name, "'%.*s' stands twice here",
                                    TRI_ARG(key));
        }
    }
    return TRI_OK;
}

static const TriField *find_field(const TriShape *shape, TriStr name)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        if (tri_str_eq_nocase(shape->fields[i].name, name)) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

TriStatus tri_reader_unknown(const TriReader *reader, const TriJsonNode *name,
                             const TriShape *shape, const TriOperator *operators,
                             size_t count)
{
    TriStr key = text_of(reader, name);
    TriStr either[] = {
        TRI_NEAREST_NAME(key, shape->fields, shape->field_count),
        TRI_NEAREST_NAME(key, operators, count),
    };
    TriStr nearest = tri_str_nearest(key, either, 2);

    return tri_reader_wrong(reader, name, "unknown key '%.*s' in %s%s%.*s%s",
                            TRI_ARG(key), shape->what, TRI_MEANT(nearest));
}

static TriStatus read_member(TriReader *reader, const TriJsonNode *name,
                             const TriShape *shape, void *object)
{
    const TriField *field = find_field(shape, text_of(reader, name));

    if (field != NULL) {
        return field->read(reader, name + 1, (char *)object + field->offset);
    }
    return shape->other != NULL ? shape->other(reader, name, object)
                                : tri_reader_unknown(reader, name, shape, NULL, 0);
}

/* What of it is wrong is told, member by member, as long as it is told at all: each is
   compared with those before. */
TriStatus tri_read_object(TriReader *reader, const TriJsonNode *node,
                          const TriShape *shape, void *object)
{
    TriStatus status = TRI_OK;

    if (node->type != TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, node, "%s must be an object", shape->what);
    }
    tri_json_each_member (name, node) {
        if (tri_error_is_full(reader->error)) {
            return TRI_FAILED;
        }
        if (check_once(reader, node, name) != TRI_OK ||
            read_member(reader, name, shape, object) != TRI_OK) {
            status = TRI_FAILED;
        }
    }
    for (size_t i = 0; i < shape->field_count; i++) {
        const TriField *field = &shape->fields[i];

        if (field->is_required &&
            tri_json_find(reader->json, node, field->name) == NULL) {
            status = tri_reader_wrong(reader, node, "%s needs '%.*s'", shape->what,
                                      TRI_ARG(field->name));
        }
    }
    return status;
}

/* ---- values ---- */

TriStatus tri_read_node(TriReader *reader, const TriJsonNode *value, void *target)
{
    (void)reader;
    *(const TriJsonNode **)target = value;
    return TRI_OK;
}

TriStatus tri_read_nothing(TriReader *reader, const TriJsonNode *value, void *target)
{
    (void)reader;
    (void)value;
    (void)target;
    return TRI_OK;
}

TriStatus tri_read_text(TriReader *reader, const TriJsonNode *value, void *target)
{
    if (value->type != TRI_JSON_STRING) {
        return tri_reader_wrong(reader, value, "expected a string");
    }
    *(TriStr *)target = text_of(reader, value);
    return TRI_OK;
}

TriStatus tri_read_bool(TriReader *reader, const TriJsonNode *value, void *target)
{
    if (value->type != TRI_JSON_BOOL) {
        return tri_reader_wrong(reader, value, "expected true or false");
    }
    *(bool *)target = tri_json_bool(reader->json, value);
    return TRI_OK;
}

TriStatus tri_read_number(TriReader *reader, const TriJsonNode *value, void *target)
{
    if (value->type != TRI_JSON_NUMBER) {
        return tri_reader_wrong(reader, value, "expected a number");
    }
    *(double *)target = tri_json_double(reader->json, value);
    return TRI_OK;
}

TriStatus tri_read_texts(TriReader *reader, const TriJsonNode *node, TriStr **texts,
                         size_t *count)
{
    if (node->type == TRI_JSON_STRING) {
        *texts = TRI_NEW(reader->arena, TriStr);
        *count = 1;
        return tri_read_text(reader, node, *texts);
    }
    if (node->type != TRI_JSON_ARRAY) {
        return tri_reader_wrong(reader, node,
                                "expected a string or an array of strings");
    }
    TriStatus status = TRI_OK;

    *texts = TRI_NEW_ARRAY(reader->arena, TriStr, node->count);
    *count = 0;
    tri_json_each_item (item, node) {
        if (tri_read_text(reader, item, &(*texts)[(*count)++]) != TRI_OK) {
            status = TRI_FAILED;
        }
    }
    return status;
}

/* Rules are about few lists of types; one that was read before takes the place of
   another that is the same. */
static void share_types(TriReader *reader, TriTypes *types)
{
    TriText key = tri_text(reader->arena);

    tri_add_types_key(&key, types);
    void **known =
        tri_map_put(reader->arena, &reader->types, tri_text_str(&key), TRI_MAP_NOCASE);

    if (*known == NULL) {
        *known = TRI_NEW(reader->arena, TriTypes);
        *(TriTypes *)*known = *types;
    }
    *types = *(const TriTypes *)*known;
}

TriStatus tri_read_types(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriTypes *types = target;

    if (tri_read_texts(reader, value, &types->items, &types->count) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < types->count; i++) {
        if (tri_str_find_char(types->items[i], '/') == TRI_NOT_FOUND) {
            return tri_reader_wrong(reader, value,
                                    "'%.*s' is no resource type; expected "
                                    "'Namespace.Name/type'",
                                    TRI_ARG(types->items[i]));
        }
    }
    if (types->count == 0) {
        return tri_reader_wrong(reader, value, "expected at least one resource type");
    }
    share_types(reader, types);
    return TRI_OK;
}

TriStatus tri_read_word(TriReader *reader, const TriJsonNode *node, const TriStr *words,
                        size_t count, size_t *place)
{
    TriText list = tri_text(reader->arena);
    TriStr text;

    if (tri_read_text(reader, node, &text) != TRI_OK) {
        return TRI_FAILED;
    }
    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq(words[i], text)) {
            *place = i;
            return TRI_OK;
        }
        tri_text_addf(&list, "%s%.*s",
                      i == 0          ? ""
                      : i + 1 < count ? ", "
                                      : " or ",
                      TRI_ARG(words[i]));
    }
    TriStr meant = tri_str_nearest(text, words, count);

    return tri_reader_wrong(reader, node, "'%.*s' is none of %.*s%s%.*s%s",
                            TRI_ARG(text), TRI_ARG(tri_text_str(&list)),
                            TRI_MEANT(meant));
}

TriStatus tri_read_level(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriStr words[TRI_LEVEL_COUNT];
    size_t place;

    for (int level = 0; level < TRI_LEVEL_COUNT; level++) {
        words[level] = tri_str_from_c(tri_level_name((TriLevel)level));
    }
    if (tri_read_word(reader, value, words, TRI_LEVEL_COUNT, &place) != TRI_OK) {
        return TRI_FAILED;
    }
    *(TriLevel *)target = (TriLevel)place;
    return TRI_OK;
}

TriStatus tri_read_profiles(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriStr *names;
    size_t count;

    if (tri_read_texts(reader, value, &names, &count) != TRI_OK) {
        return TRI_FAILED;
    }
    *(unsigned *)target = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned profile = tri_profile_find(names[i]);

        if (profile == 0) {
            return tri_reader_wrong(reader, value,
                                    "'%.*s' is no profile; expected default, strict, "
                                    "azure-policy or cis",
                                    TRI_ARG(names[i]));
        }
        *(unsigned *)target |= profile;
    }
    return TRI_OK;
}

TriStatus tri_read_path(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriError error = { reader->arena, { 0 } };
    TriStr text;

    if (tri_read_text(reader, value, &text) != TRI_OK) {
        return TRI_FAILED;
    }
    return tri_path_parse(reader->arena, text, target, &error) == TRI_OK
               ? TRI_OK
               : tri_reader_wrong(reader, value, "%.*s", TRI_ARG(error.message));
}

/* ---- operands ---- */

static TriStatus read_array(TriReader *reader, const TriJsonNode *node, TriValue *value)
{
    TriArray *array = TRI_NEW(reader->arena, TriArray);

    array->items = TRI_NEW_ARRAY(reader->arena, TriValue, node->count);
    tri_json_each_item (item, node) {
        if (item->type == TRI_JSON_ARRAY) {
            return tri_reader_wrong(reader, item,
                                    "an array in an array is no value to compare with");
        }
        if (tri_read_value(reader, item, &array->items[array->count++]) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    *value = tri_value_array(array);
    return TRI_OK;
}

static TriValue read_scalar(TriReader *reader, const TriJsonNode *node)
{
    int64_t integer;

    switch ((TriJsonType)node->type) {
    case TRI_JSON_BOOL:
        return tri_value_bool(tri_json_bool(reader->json, node));
    case TRI_JSON_NUMBER:
        return tri_json_int(reader->json, node, &integer)
                   ? tri_value_int(integer)
                   : tri_value_float(tri_json_double(reader->json, node));
    case TRI_JSON_STRING:
        return tri_value_string(text_of(reader, node));
    case TRI_JSON_NULL:
    case TRI_JSON_ARRAY:
    case TRI_JSON_OBJECT:
        break;
    }
    return tri_value_null();
}

TriStatus tri_read_value(TriReader *reader, const TriJsonNode *value, void *target)
{
    if (value->type == TRI_JSON_OBJECT) {
        return tri_reader_wrong(reader, value, "an object is no value to compare with");
    }
    if (value->type == TRI_JSON_ARRAY) {
        return read_array(reader, value, target);
    }
    *(TriValue *)target = read_scalar(reader, value);
    return TRI_OK;
}
