/*
 * JSON as json() reads it, which is how Newtonsoft.Json does: single quotes,
 * names without quotes, comments and commas before a closing bracket pass.
 */
#include "base/number.h"
#include "base/utf8.h"
#include "eval/functions_support.h"

#include <stdlib.h>

enum { DEEPEST = 1000 };

typedef struct Reader {
    TriCall *call;
    TriStr text;
    size_t at;
    unsigned depth;
    const char *expected; /* what is missing at `at`, once reading has failed */
    bool is_over_budget;
} Reader;

static bool read_value(Reader *reader, TriValue *value);

static bool fail(Reader *reader, const char *expected)
{
    reader->expected = expected;
    return false;
}

static bool reserve(Reader *reader, size_t size)
{
    reader->is_over_budget = !tri_call_reserve(reader->call, size);
    return !reader->is_over_budget;
}

/* ---- characters ---- */

/* The character at hand; NUL behind the end. */
static char peek(const Reader *reader)
{
    return reader->at < reader->text.size ? reader->text.data[reader->at] : '\0';
}

static bool skips(Reader *reader, TriStr word)
{
    bool is_there = tri_str_has_prefix(tri_str_from(reader->text, reader->at), word);

    reader->at += is_there ? word.size : 0;
    return is_there;
}

static bool skips_char(Reader *reader, char c)
{
    return skips(reader, tri_str(&c, 1));
}

static void skip_behind(Reader *reader, TriStr end)
{
    size_t place = tri_str_find(tri_str_from(reader->text, reader->at), end);

    reader->at =
        place == TRI_NOT_FOUND ? reader->text.size : reader->at + place + end.size;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_space(Reader *reader)
{
    for (;;) {
        if (reader->at < reader->text.size && is_space(peek(reader))) {
            reader->at++;
        } else if (skips(reader, TRI_STR("//"))) {
            skip_behind(reader, TRI_STR("\n"));
        } else if (skips(reader, TRI_STR("/*"))) {
            skip_behind(reader, TRI_STR("*/"));
        } else {
            return;
        }
    }
}

/* ---- strings ---- */

static bool read_hex(Reader *reader, uint32_t *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = tri_char_hex(peek(reader));

        if (digit < 0) {
            return fail(reader, "four hexadecimal digits");
        }
        *code = *code << 4 | (uint32_t)digit;
        reader->at++;
    }
    return true;
}

/* Two surrogates are one character; one alone stays as it is. */
static bool read_unicode(Reader *reader, TriText *text)
{
    uint32_t code;
    uint32_t low;

    if (!read_hex(reader, &code)) {
        return false;
    }
    size_t behind = reader->at;

    if (code >= 0xD800 && code < 0xDC00 && skips(reader, TRI_STR("\\u"))) {
        if (!read_hex(reader, &low)) {
            return false;
        }
        if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        } else {
            reader->at = behind;
        }
    }
    tri_utf8_add(text, code);
    return true;
}

static bool read_escape(Reader *reader, TriText *text)
{
    static const char letters[] = "bfnrt\\/\"'";
    static const char meanings[] = "\b\f\n\r\t\\/\"'";
    char c = peek(reader);

    for (size_t i = 0; letters[i] != '\0'; i++) {
        if (letters[i] == c) {
            reader->at++;
            tri_text_add_char(text, meanings[i]);
            return true;
        }
    }
    return skips_char(reader, 'u') ? read_unicode(reader, text)
                                   : fail(reader, "an escape sequence");
}

/* The text up to the next quote or backslash, in one piece. */
static bool add_plain(Reader *reader, char quote, TriText *text)
{
    size_t start = reader->at;

    while (reader->at < reader->text.size && peek(reader) != quote &&
           peek(reader) != '\\') {
        reader->at++;
    }
    TriStr plain = tri_str_slice(reader->text, start, reader->at - start);

    if (!reserve(reader, plain.size)) {
        return false;
    }
    tri_text_add(text, plain);
    return reader->at < reader->text.size || fail(reader, "a closing quote");
}

static bool read_string(Reader *reader, TriStr *string)
{
    TriText text = tri_text(tri_call_arena(reader->call));
    char quote = reader->text.data[reader->at++];

    while (add_plain(reader, quote, &text)) {
        if (skips_char(reader, quote)) {
            *string = tri_text_str(&text);
            return true;
        }
        reader->at++;
        if (!read_escape(reader, &text)) {
            return false;
        }
    }
    return false;
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* ---- numbers and words ---- */

static bool is_word_char(char c)
{
    return tri_char_is_letter(c) || tri_char_is_digit(c) || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static bool is_number_char(char c)
{
    return is_word_char(c) || c == '-' || c == '+' || c == '.';
}

static TriStr take_while(Reader *reader, bool belongs(char))
{
    size_t start = reader->at;

    while (reader->at < reader->text.size && belongs(peek(reader))) {
        reader->at++;
    }
    return tri_str_slice(reader->text, start, reader->at - start);
}

static bool read_number(Reader *reader, TriValue *value)
{
    size_t start = reader->at;
    TriStr digits = take_while(reader, is_number_char);
    int64_t integer;
    double number;

    if (digits.size > 0 && digits.data[0] != '+' && tri_parse_int(digits, &integer)) {
        *value = tri_value_int(integer);
        return true;
    }
    if (tri_parse_double(digits, &number)) {
        *value = tri_value_float(number);
        return true;
    }
    reader->at = start;
    return fail(reader, "a value");
}

static bool read_word(Reader *reader, TriValue *value)
{
    size_t start = reader->at;
    TriStr word = take_while(reader, is_word_char);

    if (tri_str_eq(word, TRI_STR("true")) || tri_str_eq(word, TRI_STR("false"))) {
        *value = tri_value_bool(word.size == 4);
        return true;
    }
    if (tri_str_eq(word, TRI_STR("null"))) {
        *value = tri_value_null();
        return true;
    }
    reader->at = start;
    return fail(reader, "a value");
}

/* ---- arrays and objects ---- */

/* Behind an item: true when it was the last. */
static bool ends(Reader *reader, char close, bool *is_last)
{
    skip_space(reader);
    bool has_comma = skips_char(reader, ',');

    skip_space(reader);
    *is_last = skips_char(reader, close);
    if (*is_last || has_comma) {
        return true;
    }
    return fail(reader, close == ']' ? "',' or ']'" : "',' or '}'");
}

static bool read_items(Reader *reader, TriValueList *items)
{
    bool is_last = false;
    TriValue item;

    skip_space(reader);
    if (skips_char(reader, ']')) {
        return true;
    }
    while (!is_last) {
        if (!read_value(reader, &item)) {
            return false;
        }
        tri_push_value(reader->call, items, item);
        if (!ends(reader, ']', &is_last)) {
            return false;
        }
    }
    return true;
}

static bool read_array(Reader *reader, TriValue *value)
{
    TriValueList items = { 0 };

    reader->at++;
    if (!read_items(reader, &items)) {
        return false;
    }
    *value = tri_make_array(reader->call, items.items, items.count, false);
    return true;
}

/* The last of several with one name counts; names of other case are others. */
static void put_member(Reader *reader, TriMemberList *members, TriMap *index,
                       TriMember member)
{
    TriArena *arena = tri_call_arena(reader->call);
    void **place = tri_map_put(arena, index, member.name, TRI_MAP_EXACT);

    if (*place != NULL) {
        members->items[(size_t)*place - 1] = member;
        return;
    }
    tri_list_push(arena, members, member);
    *place = (void *)members->count;
}

static bool read_name(Reader *reader, TriStr *name)
{
    if (is_quote(peek(reader))) {
        return read_string(reader, name);
    }
    *name = take_while(reader, is_word_char);
    return name->size > 0 || fail(reader, "a property name or '}'");
}

static bool read_member(Reader *reader, TriMember *member)
{
    if (!read_name(reader, &member->name)) {
        return false;
    }
    skip_space(reader);
    if (!skips_char(reader, ':')) {
        return fail(reader, "':'");
    }
    return read_value(reader, &member->value);
}

static bool read_members(Reader *reader, TriMemberList *members)
{
    bool is_last = false;
    TriMap index = { 0 };

    skip_space(reader);
    if (skips_char(reader, '}')) {
        return true;
    }
    while (!is_last) {
        TriMember member = { 0 };

        if (!read_member(reader, &member)) {
            return false;
        }
        put_member(reader, members, &index, member);
        if (!ends(reader, '}', &is_last)) {
            return false;
        }
    }
    return true;
}

static bool read_object(Reader *reader, TriValue *value)
{
    TriMemberList members = { 0 };

    reader->at++;
    if (!read_members(reader, &members)) {
        return false;
    }
    *value = tri_make_object(reader->call, members.items, members.count, false);
    return true;
}

static bool read_nested(Reader *reader, TriValue *value)
{
    if (reader->depth == DEEPEST) {
        return fail(reader, "less nesting");
    }
    reader->depth++;
    bool is_read =
        peek(reader) == '[' ? read_array(reader, value) : read_object(reader, value);

    reader->depth--;
    return is_read;
}

static bool read_value(Reader *reader, TriValue *value)
{
    TriStr string;

    skip_space(reader);
    char c = peek(reader);

    if (!reserve(reader, sizeof(TriMember))) {
        return false;
    }
    if (c == '[' || c == '{') {
        return read_nested(reader, value);
    }
    if (!is_quote(c)) {
        return tri_char_is_letter(c) ? read_word(reader, value)
                                     : read_number(reader, value);
    }
    if (!read_string(reader, &string)) {
        return false;
    }
    *value = tri_value_string(string);
    return true;
}

bool tri_parse_lenient_json(TriCall *call, TriStr text, TriValue *value)
{
    Reader reader = { .call = call, .text = text };

    if (read_value(&reader, value)) {
        skip_space(&reader);
        if (reader.at == text.size) {
            return true;
        }
        fail(&reader, "the end of the text");
    }
    *value =
        reader.is_over_budget
            ? tri_call_limit(call)
            : tri_call_error(call, "the text is no JSON at character %zu: expected %s",
                             tri_utf8_units(tri_str_slice(text, 0, reader.at)) + 1,
                             reader.expected);
    return false;
}
