#include "json/describe.h"

#include "base/utf8.h"

enum { LONGEST_SHOWN = 40 };

static bool is_surrogate(uint32_t code)
{
    return code >= 0xD800 && code < 0xE000;
}

static bool is_control(uint32_t code)
{
    return code < ' ' || (code >= 0x7F && code < 0xA0);
}

static bool is_printable(uint32_t code)
{
    return !is_control(code) && !is_surrogate(code) &&
           code != TRI_REPLACEMENT_CHARACTER;
}

TriStr tri_json_shorten(TriArena *arena, TriStr text)
{
    TriStr rest = text;

    while (rest.size > 0 && text.size - rest.size < LONGEST_SHOWN) {
        TriStr next = rest;

        if (!is_printable(tri_utf8_next(&next))) {
            break;
        }
        rest = next;
    }
    if (rest.size == 0) {
        return text;
    }
    text.size -= rest.size;
    return tri_format(arena, "%.*s…", TRI_ARG(text));
}

/* A character beyond ASCII may look like another one, or like none. */
static TriStr describe_character(TriArena *arena, TriStr text, uint32_t code)
{
    if (!is_printable(code)) {
        return tri_format(arena, "byte 0x%02X", (unsigned char)text.data[0]);
    }
    if (code < 0x80) {
        return tri_format(arena, "'%.*s'", TRI_ARG(text));
    }
    return tri_format(arena, "'%.*s' (U+%04X)", TRI_ARG(text), (unsigned)code);
}

static size_t word_size(TriStr text)
{
    size_t size = 0;

    while (size < text.size && tri_json_is_word(text.data[size])) {
        size++;
    }
    return size;
}

TriStr tri_json_describe(TriArena *arena, TriStr rest, size_t *size)
{
    TriStr text = tri_str_slice(rest, 0, word_size(rest));

    *size = text.size;
    if (text.size > 0) {
        return tri_format(arena, "'%.*s'", TRI_ARG(tri_json_shorten(arena, text)));
    }
    if (rest.size == 0) {
        return TRI_STR("the end of the file");
    }
    text = rest;
    uint32_t code = tri_utf8_next(&rest);

    *size = text.size -= rest.size;
    switch (code) {
    case '\0':
        return TRI_STR("a NUL byte");
    case '\'':
        return TRI_STR("a single quote");
    default:
        return describe_character(arena, text, code);
    }
}

bool tri_json_is_word(char c)
{
    return tri_char_is_letter(c) || tri_char_is_digit(c) || c == '_' || c == '$';
}
