#include "report/line.h"

#include "base/utf8.h"

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

/* What runners take for a command at the start of a line. */
static bool is_command(TriStr text)
{
    return tri_str_has_prefix(text, TRI_STR("::")) ||
           tri_str_has_prefix(text, TRI_STR("##vso[")) ||
           tri_str_has_prefix(text, TRI_STR("##["));
}

static bool is_at_line_start(const TriText *text)
{
    return text->size == 0 || text->data[text->size - 1] == '\n';
}

void tri_add_path(TriText *text, TriStr path)
{
    if (is_at_line_start(text) && is_command(path)) {
        tri_text_add_char(text, '\\');
    }
    for (size_t i = 0; i < path.size; i++) {
        if (is_control(path.data[i])) {
            tri_text_addf(text, "\\x%02X", (unsigned char)path.data[i]);
        } else {
            tri_text_add_char(text, path.data[i]);
        }
    }
}

/* U+0085, U+2028 and U+2029 end lines for some readers; bidirectional controls
   show text in another order than it has. */
static bool is_harmful(uint32_t code)
{
    return (code >= 0x80 && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

void tri_add_message(TriText *text, TriStr message)
{
    if (is_at_line_start(text) && is_command(message)) {
        tri_text_add_char(text, '\\');
    }
    while (message.size > 0) {
        uint32_t code = tri_utf8_next(&message);

        if (code == '\n' || code == '\r' || code == '\t') {
            tri_text_add_char(text, ' ');
        } else if (code < 0x20 || code == 0x7F || is_harmful(code)) {
            tri_utf8_add(text, TRI_REPLACEMENT_CHARACTER);
        } else {
            tri_utf8_add(text, code);
        }
    }
}

void tri_add_place(TriText *text, const TriPlace *place)
{
    tri_add_path(text, place->path);
    tri_text_addf(text, ":%u:%u", place->start.line, place->start.column);
}

const char *tri_level_word(const TriResult *result)
{
    return tri_level_name(result->level == TRI_LEVEL_OFF ? TRI_LEVEL_INFO
                                                         : result->level);
}
