#include "report/escape.h"

#include "base/utf8.h"

static const char *find(const TriEscape *escapes, char c)
{
    for (; escapes->c != '\0'; escapes++) {
        if (escapes->c == c) {
            return escapes->replacement;
        }
    }
    return NULL;
}

void tri_add_escaped(TriText *text, TriStr part, const TriEscape *escapes)
{
    for (size_t i = 0; i < part.size; i++) {
        const char *replacement = find(escapes, part.data[i]);

        if (replacement == NULL) {
            tri_text_add_char(text, part.data[i]);
        } else {
            tri_text_add_c(text, replacement);
        }
    }
}

static const char *entity_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
        return "&#10;";
    default:
        return NULL;
    }
}

/* XML 1.0 has no such characters, nor have people: those that steer a terminal, halves
   of pairs, and those that turn the direction of text around. */
static bool is_unfit(uint32_t code)
{
    return (code < 0x20 && code != '\t') || (code >= 0x7F && code < 0xA0) ||
           (code >= 0xD800 && code < 0xE000) || (code & 0xFFFE) == 0xFFFE ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

void tri_add_xml(TriText *text, TriStr part)
{
    while (part.size > 0) {
        uint32_t code = tri_utf8_next(&part);
        const char *entity = entity_of(code);

        if (entity != NULL) {
            tri_text_add_c(text, entity);
        } else {
            tri_utf8_add(text, is_unfit(code) ? TRI_REPLACEMENT_CHARACTER : code);
        }
    }
}
