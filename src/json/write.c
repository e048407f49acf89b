#include "json/write.h"

#include "base/number.h"
#include "base/utf8.h"

#include <assert.h>
#include <math.h>
#include <string.h>

TriJsonWriter tri_json_writer(TriText *text, int indent)
{
    return (TriJsonWriter){ .text = text, .indent = indent };
}

static bool is_on_one_line(const TriJsonWriter *writer)
{
    return writer->indent < 0 || writer->compact;
}

static void begin_line(TriJsonWriter *writer)
{
    size_t blanks = (size_t)(writer->indent * writer->depth);

    tri_text_add_char(writer->text, '\n');
    memset(tri_text_reserve(writer->text, blanks), ' ', blanks);
}

/* What stands between the value or name to come and what was written before. */
static void separate(TriJsonWriter *writer)
{
    if (writer->after_name) {
        writer->after_name = false;
        return;
    }
    if (writer->needs_comma) {
        tri_text_add_char(writer->text, ',');
    }
    if (writer->depth > 0 && !is_on_one_line(writer)) {
        begin_line(writer);
    }
}

static void open(TriJsonWriter *writer, char bracket)
{
    separate(writer);
    tri_text_add_char(writer->text, bracket);
    writer->depth++;
    writer->needs_comma = false;
}

static void close(TriJsonWriter *writer, char bracket)
{
    bool is_empty = !writer->needs_comma;

    assert(writer->depth > 0 && !writer->after_name);
    writer->depth--;
    if (!is_empty && !is_on_one_line(writer)) {
        begin_line(writer);
    }
    tri_text_add_char(writer->text, bracket);
    writer->needs_comma = true;
}

void tri_json_open_object(TriJsonWriter *writer)
{
    open(writer, '{');
}

void tri_json_close_object(TriJsonWriter *writer)
{
    close(writer, '}');
}

void tri_json_open_array(TriJsonWriter *writer)
{
    open(writer, '[');
}

void tri_json_close_array(TriJsonWriter *writer)
{
    close(writer, ']');
}

void tri_json_write_name(TriJsonWriter *writer, TriStr name)
{
    separate(writer);
    tri_json_quote(writer->text, name);
    tri_text_add_c(writer->text, is_on_one_line(writer) ? ":" : ": ");
    writer->after_name = true;
}

void tri_json_write_raw(TriJsonWriter *writer, TriStr inner)
{
    separate(writer);
    tri_text_add(writer->text, inner);
    writer->needs_comma = true;
}

void tri_json_write_string(TriJsonWriter *writer, TriStr value)
{
    separate(writer);
    tri_json_quote(writer->text, value);
    writer->needs_comma = true;
}

void tri_json_write_int(TriJsonWriter *writer, int64_t value)
{
    separate(writer);
    tri_text_add_int(writer->text, value);
    writer->needs_comma = true;
}

void tri_json_write_double(TriJsonWriter *writer, double value)
{
    char buffer[32];

    assert(isfinite(value));
    tri_json_write_raw(writer, tri_str(buffer, tri_print_double(value, buffer)));
}

void tri_json_write_bool(TriJsonWriter *writer, bool value)
{
    tri_json_write_raw(writer, value ? TRI_STR("true") : TRI_STR("false"));
}

void tri_json_write_null(TriJsonWriter *writer)
{
    tri_json_write_raw(writer, TRI_STR("null"));
}

void tri_json_set_compact(TriJsonWriter *writer, bool compact)
{
    writer->compact = compact;
}

void tri_json_member_string(TriJsonWriter *writer, TriStr name, TriStr value)
{
    tri_json_write_name(writer, name);
    tri_json_write_string(writer, value);
}

void tri_json_member_int(TriJsonWriter *writer, TriStr name, int64_t value)
{
    tri_json_write_name(writer, name);
    tri_json_write_int(writer, value);
}

void tri_json_member_strings(TriJsonWriter *writer, TriStr name, const TriStr *values,
                             size_t count)
{
    tri_json_write_name(writer, name);
    tri_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        tri_json_write_string(writer, values[i]);
    }
    tri_json_close_array(writer);
}

static bool is_plain(char c)
{
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

static size_t plain_size(TriStr text)
{
    size_t size = 0;

    while (size < text.size && is_plain(text.data[size])) {
        size++;
    }
    return size;
}

/* The letter of a two-character escape; 0 when `code` has none. */
static char escape_letter(uint32_t code)
{
    switch (code) {
    case '"':
    case '\\':
        return (char)code;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

static void quote_code(TriText *text, uint32_t code)
{
    char letter = escape_letter(code);

    if (letter != 0) {
        tri_text_add_char(text, '\\');
        tri_text_add_char(text, letter);
    } else if (code < ' ') {
        tri_text_addf(text, "\\u%04x", (unsigned)code);
    } else if (code >= 0xD800 && code < 0xE000) {
        tri_utf8_add(text, TRI_REPLACEMENT_CHARACTER);
    } else {
        tri_utf8_add(text, code);
    }
}

/* Text that needs no escape; but two number signs open a command in the logs of
   some CI systems (interfaces.md 2), so the second is escaped. */
static void add_plain(TriText *text, TriStr plain)
{
    size_t at;

    while ((at = tri_str_find(plain, TRI_STR("##"))) != TRI_NOT_FOUND) {
        tri_text_add(text, tri_str_slice(plain, 0, at + 1));
        tri_text_add_c(text, "\\u0023");
        plain = tri_str_from(plain, at + 2);
    }
    tri_text_add(text, plain);
}

void tri_json_quote(TriText *text, TriStr value)
{
    tri_text_add_char(text, '"');
    while (value.size > 0) {
        size_t plain = plain_size(value);

        add_plain(text, tri_str_slice(value, 0, plain));
        value = tri_str_from(value, plain);
        if (value.size > 0) {
            quote_code(text, tri_utf8_next(&value));
        }
    }
    tri_text_add_char(text, '"');
}
