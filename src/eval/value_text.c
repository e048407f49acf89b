#include "eval/value_text.h"

#include "base/utf8.h"
#include "eval/functions_support.h"
#include "eval/number_format.h"

#include <stdlib.h>

enum { DEEPEST = 1000 };

typedef struct Writer {
    TriCall *call;
    TriText *text;
    TriValue *cause;
    char quote;
    bool is_sorted; /* members by name */
    unsigned depth;
} Writer;

static bool write_value(Writer *writer, TriValue value);

static bool stop(Writer *writer, TriValue cause)
{
    *writer->cause = cause;
    return false;
}

static bool reserve(Writer *writer, size_t size)
{
    return tri_call_reserve(writer->call, size) ||
           stop(writer, tri_call_limit(writer->call));
}

/* ---- strings: escaped as Newtonsoft.Json does ---- */

static char short_escape(uint32_t code)
{
    switch (code) {
    case '\b':
        return 'b';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\f':
        return 'f';
    case '\r':
        return 'r';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

static bool needs_number(uint32_t code)
{
    return code < 0x20 || code == 0x85 || code == 0x2028 || code == 0x2029;
}

static void write_code(Writer *writer, uint32_t code)
{
    char letter =
        code == (unsigned char)writer->quote ? writer->quote : short_escape(code);

    if (letter != '\0') {
        tri_text_add_char(writer->text, '\\');
        tri_text_add_char(writer->text, letter);
    } else if (needs_number(code)) {
        tri_text_addf(writer->text, "\\u%04x", (unsigned)code);
    } else {
        tri_utf8_add(writer->text, code);
    }
}

static bool write_string(Writer *writer, TriStr string)
{
    if (!reserve(writer, string.size + 2)) {
        return false;
    }
    tri_text_add_char(writer->text, writer->quote);
    while (string.size > 0) {
        write_code(writer, tri_utf8_next(&string));
    }
    tri_text_add_char(writer->text, writer->quote);
    return true;
}

/* ---- arrays and objects ---- */

/* A value in another costs more than its text, of which there may be next to none. */
static bool reserve_items(Writer *writer, size_t count)
{
    enum { SELF = 8, ITEM = 4 };

    return reserve(writer, SELF + ITEM * count);
}

static bool write_items(Writer *writer, const TriArray *array)
{
    if (!reserve_items(writer, array->count)) {
        return false;
    }
    tri_text_add_char(writer->text, '[');
    for (size_t i = 0; i < array->count; i++) {
        if (i > 0) {
            tri_text_add_char(writer->text, ',');
        }
        if (!write_value(writer, tri_array_item(array, i))) {
            return false;
        }
    }
    tri_text_add_char(writer->text, ']');
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return tri_str_compare(((const TriMember *)a)->name, ((const TriMember *)b)->name);
}

static TriObject sorted(TriArena *arena, const TriObject *object)
{
    TriObject copy = { .count = object->count };

    copy.members = TRI_NEW_ARRAY(arena, TriMember, object->count);
    for (size_t i = 0; i < object->count; i++) {
        copy.members[i] = object->members[i];
    }
    qsort(copy.members, copy.count, sizeof *copy.members, compare_names);
    return copy;
}

static bool write_members(Writer *writer, const TriObject *object)
{
    if (!reserve_items(writer, object->count)) {
        return false;
    }
    tri_text_add_char(writer->text, '{');
    for (size_t i = 0; i < object->count; i++) {
        if (i > 0) {
            tri_text_add_char(writer->text, ',');
        }
        if (!write_string(writer, object->members[i].name)) {
            return false;
        }
        tri_text_add_char(writer->text, ':');
        if (!write_value(writer, tri_object_value(object, i))) {
            return false;
        }
    }
    tri_text_add_char(writer->text, '}');
    return true;
}

static bool write_object(Writer *writer, const TriObject *object)
{
    if (!writer->is_sorted) {
        return write_members(writer, object);
    }
    TriObject copy = sorted(tri_call_arena(writer->call), object);

    return write_members(writer, &copy);
}

static bool write_parts(Writer *writer, TriValue value)
{
    if (tri_is_open(value)) {
        return stop(writer, tri_value_cause(value));
    }
    if (writer->depth == DEEPEST) {
        return stop(writer, tri_call_limit(writer->call));
    }
    writer->depth++;
    bool is_written = value.kind == TRI_ARRAY ? write_items(writer, value.array)
                                              : write_object(writer, value.object);

    writer->depth--;
    return is_written;
}

static bool write_word(Writer *writer, const char *word)
{
    tri_text_add_c(writer->text, word);
    return reserve(writer, 8);
}

static bool write_known(Writer *writer, TriValue value)
{
    switch ((TriType)value.kind) {
    case TRI_NULL:
        return write_word(writer, "null");
    case TRI_BOOL:
        return write_word(writer, value.boolean ? "true" : "false");
    case TRI_INT:
        tri_text_add_int(writer->text, value.integer);
        return reserve(writer, 8);
    case TRI_FLOAT:
        tri_number_add_json(writer->text, value.number);
        return reserve(writer, 8);
    case TRI_STRING:
        return write_string(writer, value.string);
    case TRI_ARRAY:
    case TRI_OBJECT:
        return write_parts(writer, value);
    case TRI_ANY:
        break;
    }
    return false;
}

static bool write_value(Writer *writer, TriValue value)
{
    if (value.is_secure) {
        tri_call_taint(writer->call);
    }
    return value.kind == TRI_UNKNOWN ? stop(writer, value) : write_known(writer, value);
}

/* ---- text that is no JSON ---- */

static bool write_plain(Writer *writer, TriStr string)
{
    if (!reserve(writer, string.size)) {
        return false;
    }
    tri_text_add(writer->text, string);
    return true;
}

bool tri_value_text(TriCall *call, TriValue value, char quote, TriText *text,
                    TriValue *cause)
{
    Writer writer = { .call = call, .text = text, .cause = cause, .quote = quote };

    if (value.is_secure) {
        tri_call_taint(call);
    }
    switch (value.kind) {
    case TRI_NULL:
        return true;
    case TRI_BOOL:
        return write_word(&writer, value.boolean ? "True" : "False");
    case TRI_FLOAT:
        tri_number_add_general(text, value.number);
        return reserve(&writer, 8);
    case TRI_STRING:
        return write_plain(&writer, value.string);
    default:
        return write_value(&writer, value);
    }
}

bool tri_value_key(TriCall *call, TriValue value, TriText *text, TriValue *cause)
{
    Writer writer = { .call = call, .text = text, .cause = cause, .quote = '"' };

    writer.is_sorted = true;
    return write_value(&writer, value);
}
