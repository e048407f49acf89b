#include "base/utf8.h"

/* Bytes of the sequence that `lead` opens; 0 when it opens none. */
static size_t sequence_size(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead < 0xE0) {
        return 2;
    }
    if (lead >= 0xE0 && lead < 0xF0) {
        return 3;
    }
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

uint32_t tri_utf8_next(TriStr *rest)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    static const unsigned char mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    unsigned char lead = (unsigned char)rest->data[0];
    size_t size = sequence_size(lead);
    uint32_t code = lead & mask[size];

    for (size_t i = 1; i < size; i++) {
        if (!tri_utf8_is_inside(*rest, i)) {
            size = 0;
            break;
        }
        code = code << 6 | ((unsigned char)rest->data[i] & 0x3F);
    }
    if (size == 0 || code < least[size] || code > 0x10FFFF) {
        *rest = tri_str_from(*rest, 1);
        return TRI_REPLACEMENT_CHARACTER;
    }
    *rest = tri_str_from(*rest, size);
    return code;
}

void tri_utf8_add(TriText *text, uint32_t code)
{
    if (code < 0x80) {
        tri_text_add_char(text, (char)code);
        return;
    }
    char *bytes = tri_text_reserve(text, code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);

    if (code < 0x800) {
        *bytes++ = (char)(0xC0 | code >> 6);
    } else if (code < 0x10000) {
        *bytes++ = (char)(0xE0 | code >> 12);
        *bytes++ = (char)(0x80 | (code >> 6 & 0x3F));
    } else {
        *bytes++ = (char)(0xF0 | code >> 18);
        *bytes++ = (char)(0x80 | (code >> 12 & 0x3F));
        *bytes++ = (char)(0x80 | (code >> 6 & 0x3F));
    }
    *bytes = (char)(0x80 | (code & 0x3F));
}

/* The next code point, with U+FFFD for what is none. */
static uint32_t next_valid(TriStr *rest, bool *is_valid)
{
    size_t before = rest->size;
    uint32_t code = tri_utf8_next(rest);
    bool is_byte = code == TRI_REPLACEMENT_CHARACTER && before - rest->size == 1;

    *is_valid = !is_byte && (code < 0xD800 || code >= 0xE000);
    return *is_valid ? code : TRI_REPLACEMENT_CHARACTER;
}

bool tri_utf8_is_valid(TriStr text)
{
    bool is_valid = true;

    while (is_valid && text.size > 0) {
        next_valid(&text, &is_valid);
    }
    return is_valid;
}

TriStr tri_utf8_valid(TriArena *arena, TriStr text)
{
    TriText valid = tri_text(arena);
    bool is_valid;

    if (tri_utf8_is_valid(text)) {
        return text;
    }
    while (text.size > 0) {
        tri_utf8_add(&valid, next_valid(&text, &is_valid));
    }
    return tri_text_str(&valid);
}

size_t tri_utf8_units(TriStr text)
{
    size_t units = 0;

    while (text.size > 0) {
        units += tri_utf8_next(&text) > 0xFFFF ? 2 : 1;
    }
    return units;
}

size_t tri_utf8_offset(TriStr text, size_t units)
{
    TriStr rest = text;

    while (rest.size > 0 && units > 0) {
        TriStr next = rest;
        size_t width = tri_utf8_next(&next) > 0xFFFF ? 2 : 1;

        if (width > units) {
            break;
        }
        units -= width;
        rest = next;
    }
    return text.size - rest.size;
}
