#include "json/document.h"

#include "base/number.h"
#include "base/utf8.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The number in the "\uXXXX" that `text` begins with; 0 when there is none. */
static uint32_t unicode_escape(TriStr text)
{
    uint32_t unit = 0;

    if (!tri_str_has_prefix(text, TRI_STR("\\u"))) {
        return 0;
    }
    for (size_t i = 2; i < 6; i++) {
        unit = unit << 4 | (uint32_t)tri_char_hex(text.data[i]);
    }
    return unit;
}

static uint32_t take_unicode_escape(TriStr *rest)
{
    uint32_t high = unicode_escape(*rest);

    *rest = tri_str_from(*rest, 6);
    uint32_t low = high >= 0xD800 && high < 0xDC00 ? unicode_escape(*rest) : 0;

    if (low < 0xDC00 || low > 0xDFFF) {
        return high;
    }
    *rest = tri_str_from(*rest, 6);
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static uint32_t take_escape(TriStr *rest)
{
    char c = rest->data[1];

    if (c == 'u') {
        return take_unicode_escape(rest);
    }
    *rest = tri_str_from(*rest, 2);
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return (unsigned char)c;
    }
}

TriStr tri_json_take_piece(TriStr *rest, char buffer[4])
{
    TriStr piece = tri_str_slice(*rest, 0, tri_str_find_char(*rest, '\\'));

    if (piece.size > 0) {
        *rest = tri_str_from(*rest, piece.size);
        return piece;
    }
    TriText text = { .data = buffer, .capacity = 4 };

    tri_utf8_add(&text, take_escape(rest));
    return tri_text_str(&text);
}

TriStr tri_json_decode(TriArena *arena, const TriJson *json, const TriJsonNode *node)
{
    TriStr rest = tri_json_raw(json, node);
    TriText text = tri_text(arena);
    char buffer[4];

    while (rest.size > 0) {
        tri_text_add(&text, tri_json_take_piece(&rest, buffer));
    }
    return tri_text_str(&text);
}

bool tri_json_bool(const TriJson *json, const TriJsonNode *node)
{
    return json->source->text.data[node->start] == 't';
}

bool tri_json_int(const TriJson *json, const TriJsonNode *node, int64_t *value)
{
    return node->type == TRI_JSON_NUMBER &&
           tri_parse_int(tri_json_raw(json, node), value);
}

/* strtod stops at what stands behind a number; only at the end of the text is there
   nothing that it could stop at. */
static double long_double(const TriJson *json, const TriJsonNode *node)
{
    const char *start = json->source->text.data + node->start;

    if (node->end < json->source->text.size) {
        return strtod(start, NULL);
    }
    return *start == '-' ? -HUGE_VAL : HUGE_VAL;
}

double tri_json_double(const TriJson *json, const TriJsonNode *node)
{
    double value;

    if (tri_parse_double(tri_json_raw(json, node), &value)) {
        return value;
    }
    value = long_double(json, node);
    return isinf(value) ? copysign(DBL_MAX, value) : value;
}

/* Whether the value of a string with an escape is `name`. */
static bool is_decoded(const TriJson *json, const TriJsonNode *node, TriStr name)
{
    TriStr rest = tri_json_raw(json, node);
    char buffer[4];

    while (rest.size > 0) {
        TriStr piece = tri_json_take_piece(&rest, buffer);

        if (!tri_str_has_prefix_nocase(name, piece)) {
            return false;
        }
        name = tri_str_from(name, piece.size);
    }
    return name.size == 0;
}

bool tri_json_is(const TriJson *json, const TriJsonNode *node, TriStr name)
{
    return node->has_escape ? is_decoded(json, node, name)
                            : tri_str_eq_nocase(tri_json_raw(json, node), name);
}

/* Which of `names` the member is called; `count` when none of them. */
static size_t which(const TriJson *json, const TriJsonNode *member, const TriStr *names,
                    size_t count)
{
    TriStr text = tri_json_raw(json, member);
    size_t i = 0;

    if (member->has_escape) {
        while (i < count && !is_decoded(json, member, names[i])) {
            i++;
        }
        return i;
    }
    while (i < count && !tri_str_eq_nocase(text, names[i])) {
        i++;
    }
    return i;
}

void tri_json_find_all(const TriJson *json, const TriJsonNode *object,
                       const TriStr *names, const TriJsonNode **found, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        found[i] = NULL;
    }
    if (object == NULL || object->type != TRI_JSON_OBJECT) {
        return;
    }
    tri_json_each_member (member, object) {
        size_t at = which(json, member, names, count);

        if (at < count) {
            found[at] = member + 1;
        }
    }
}

const TriJsonNode *tri_json_find(const TriJson *json, const TriJsonNode *object,
                                 TriStr name)
{
    const TriJsonNode *found;

    tri_json_find_all(json, object, &name, &found, 1);
    return found;
}
