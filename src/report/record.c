/* Members of a line: whatever is not as tricep writes it is told by its place. */
#include "report/record.h"

#include "base/text.h"
#include "base/utf8.h"

#include <stdarg.h>

/* ---- what is wrong ---- */

void tri_record_fail(TriReportReading *reading, size_t offset, const char *format, ...)
{
    va_list arguments;

    if (reading->is_wrong) {
        return;
    }
    va_start(arguments, format);
    TriStr message = tri_format_list(reading->arena, format, arguments);

    va_end(arguments);
    reading->is_wrong = true;
    tri_fail(reading->error, "%.*s:%zu:%u: %.*s", TRI_ARG(reading->report->name),
             reading->lines, tri_position(&reading->source, offset).column,
             TRI_ARG(message));
}

/* ---- values ---- */

const TriJsonNode *tri_record_find(TriReportReading *reading, const TriJsonNode *object,
                                   const char *name)
{
    return tri_json_find(&reading->json, object, tri_str_from_c(name));
}

/* The member `name`, which must be there and of the type. */
static const TriJsonNode *get(TriReportReading *reading, const TriJsonNode *object,
                              const char *name, TriJsonType type, const char *what)
{
    const TriJsonNode *value = tri_record_find(reading, object, name);

    if (value == NULL || value->type != type) {
        tri_record_fail(reading, value == NULL ? object->start : value->start,
                        "expected '%s' to be %s", name, what);
        return NULL;
    }
    return value;
}

TriStr tri_record_text_of(TriReportReading *reading, const TriJsonNode *value)
{
    TriStr text = tri_json_string(reading->arena, &reading->json, value);

    return tri_utf8_valid(reading->arena, text);
}

TriStr tri_record_text(TriReportReading *reading, const TriJsonNode *object,
                       const char *name)
{
    const TriJsonNode *value = get(reading, object, name, TRI_JSON_STRING, "a string");

    return value == NULL ? TRI_STR("") : tri_record_text_of(reading, value);
}

TriStr tri_record_text_if(TriReportReading *reading, const TriJsonNode *object,
                          const char *name)
{
    const TriJsonNode *value = tri_record_find(reading, object, name);

    return value == NULL ? TRI_STR("") : tri_record_text(reading, object, name);
}

size_t tri_record_number(TriReportReading *reading, const TriJsonNode *object,
                         const char *name, int64_t least, int64_t most)
{
    const TriJsonNode *value = tri_record_find(reading, object, name);
    int64_t number;

    if (value == NULL || value->type != TRI_JSON_NUMBER ||
        !tri_json_int(&reading->json, value, &number) || number < least ||
        number > most) {
        tri_record_fail(reading, value == NULL ? object->start : value->start,
                        "expected '%s' to be a number from %lld to %lld", name,
                        (long long)least, (long long)most);
        return (size_t)least;
    }
    return (size_t)number;
}

size_t tri_record_count(TriReportReading *reading, const TriJsonNode *object,
                        const char *name)
{
    return tri_record_number(reading, object, name, 0, TRI_MOST_COUNTED);
}

bool tri_record_bool_if(TriReportReading *reading, const TriJsonNode *object,
                        const char *name)
{
    const TriJsonNode *value = tri_record_find(reading, object, name);

    if (value != NULL && value->type != TRI_JSON_BOOL) {
        tri_record_fail(reading, value->start, "expected '%s' to be true or false",
                        name);
        return false;
    }
    return value != NULL && tri_json_bool(&reading->json, value);
}

const TriJsonNode *tri_record_array(TriReportReading *reading,
                                    const TriJsonNode *object, const char *name)
{
    return get(reading, object, name, TRI_JSON_ARRAY, "a list");
}

TriStr *tri_record_texts(TriReportReading *reading, const TriJsonNode *object,
                         const char *name, size_t *count)
{
    const TriJsonNode *list = tri_record_array(reading, object, name);
    TriStr *texts = NULL;

    *count = 0;
    if (list == NULL) {
        return NULL;
    }
    texts = TRI_NEW_ARRAY(reading->arena, TriStr, list->count);
    tri_json_each_item (item, list) {
        if (item->type != TRI_JSON_STRING) {
            tri_record_fail(reading, item->start, "expected '%s' to hold strings",
                            name);
            return texts;
        }
        texts[(*count)++] = tri_record_text_of(reading, item);
    }
    return texts;
}

size_t tri_record_word(TriReportReading *reading, const TriJsonNode *object,
                       const char *name, const char *const *words, size_t count)
{
    const TriJsonNode *value = tri_record_find(reading, object, name);
    TriStr text = tri_record_text(reading, object, name);
    TriText list = tri_text(reading->arena);

    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq(text, tri_str_from_c(words[i]))) {
            return i;
        }
        tri_text_addf(&list, "%s'%s'",
                      i == 0          ? ""
                      : i + 1 < count ? ", "
                                      : " or ",
                      words[i]);
    }
    if (value != NULL) {
        tri_record_fail(reading, value->start, "expected '%s' to be %.*s", name,
                        TRI_ARG(tri_text_str(&list)));
    }
    return 0;
}

/* ---- names of files ---- */

/* %XX for any byte; false when it is not written so. */
static bool decode(TriReportReading *reading, TriStr raw, TriStr *bytes)
{
    TriText text = tri_text(reading->arena);

    for (size_t i = 0; i < raw.size; i++) {
        char c = raw.data[i];

        if (c == '%') {
            int high = i + 2 < raw.size ? tri_char_hex(raw.data[i + 1]) : -1;
            int low = high < 0 ? -1 : tri_char_hex(raw.data[i + 2]);

            if (low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        }
        tri_text_add_char(&text, c);
    }
    *bytes = tri_text_str(&text);
    return true;
}

TriStr tri_record_check_path(TriReportReading *reading, const TriJsonNode *place,
                             TriStr path)
{
    if (path.size == 0 || tri_str_find_char(path, '\0') != TRI_NOT_FOUND) {
        tri_record_fail(reading, place->start, "expected the path of a file");
    }
    return path;
}

TriStr tri_record_raw_path(TriReportReading *reading, const TriJsonNode *value,
                           TriStr raw)
{
    TriStr bytes;

    if (!decode(reading, raw, &bytes)) {
        tri_record_fail(reading, value->start, "expected a path with %%XX for bytes");
        return TRI_STR("");
    }
    return tri_record_check_path(reading, value, bytes);
}

TriStr tri_record_path(TriReportReading *reading, const TriJsonNode *object,
                       const char *name, const char *raw_name)
{
    const TriJsonNode *raw =
        raw_name == NULL ? NULL : tri_record_find(reading, object, raw_name);
    TriStr path = tri_record_text(reading, object, name);
    const TriJsonNode *value = tri_record_find(reading, object, name);

    if (raw != NULL) {
        return tri_record_raw_path(reading, raw,
                                   tri_record_text(reading, object, raw_name));
    }
    return value == NULL ? path : tri_record_check_path(reading, value, path);
}

static bool is_hex(TriStr text, size_t size)
{
    bool is_so = text.size == size;

    for (size_t i = 0; is_so && i < text.size; i++) {
        char c = text.data[i];

        is_so = tri_char_is_digit(c) || (c >= 'a' && c <= 'f');
    }
    return is_so;
}

TriStr tri_record_hex(TriReportReading *reading, const TriJsonNode *object,
                      const char *name, size_t size)
{
    TriStr text = tri_record_text(reading, object, name);

    if (!is_hex(text, size)) {
        tri_record_fail(reading, object->start,
                        "expected '%s' to be %zu hexadecimal digits", name, size);
    }
    return text;
}

const TriJsonNode *tri_record_object(TriReportReading *reading,
                                     const TriJsonNode *object, const char *name)
{
    return get(reading, object, name, TRI_JSON_OBJECT, "an object");
}

TriStr tri_record_rule_id(TriReportReading *reading, const TriJsonNode *object,
                          const char *name)
{
    TriStr id = tri_record_text(reading, object, name);
    bool is_good = id.size > 0;

    for (size_t i = 0; i < id.size; i++) {
        is_good = is_good && (unsigned char)id.data[i] >= ' ' && id.data[i] != 0x7F;
    }
    if (!is_good) {
        tri_record_fail(reading, object->start, "expected '%s' to be the id of a rule",
                        name);
    }
    return id;
}
