#include "source/source.h"

#include "base/utf8.h"

#include <assert.h>

static uint32_t unit_at(TriStr bytes, size_t at, TriEncoding encoding)
{
    uint32_t first = (unsigned char)bytes.data[at];
    uint32_t second = (unsigned char)bytes.data[at + 1];

    return encoding == TRI_UTF16_LE ? first | second << 8 : first << 8 | second;
}

static bool is_high_surrogate(uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low_surrogate(uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/* An odd last byte becomes a replacement character. */
static TriStr from_utf16(TriArena *arena, TriStr bytes, TriEncoding encoding)
{
    TriText text = tri_text(arena);
    size_t at = 0;

    for (; at + 1 < bytes.size; at += 2) {
        uint32_t code = unit_at(bytes, at, encoding);

        if (is_high_surrogate(code) && at + 3 < bytes.size) {
            uint32_t low = unit_at(bytes, at + 2, encoding);

            if (is_low_surrogate(low)) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        tri_utf8_add(&text, code);
    }
    if (at < bytes.size) {
        tri_utf8_add(&text, TRI_REPLACEMENT_CHARACTER);
    }
    return tri_text_str(&text);
}

TriSource tri_source_open(TriArena *arena, TriStr path, TriStr bytes)
{
    TriSource source = { .path = path, .text = bytes };

    if (tri_str_has_prefix(bytes, TRI_STR("\xEF\xBB\xBF"))) {
        source.mark_size = 3;
    } else if (tri_str_has_prefix(bytes, TRI_STR("\xFF\xFE"))) {
        source.mark_size = 2;
        source.encoding = TRI_UTF16_LE;
    } else if (tri_str_has_prefix(bytes, TRI_STR("\xFE\xFF"))) {
        source.mark_size = 2;
        source.encoding = TRI_UTF16_BE;
    }
    source.text = tri_str_from(bytes, source.mark_size);
    if (source.encoding != TRI_UTF8) {
        source.text = from_utf16(arena, source.text, source.encoding);
    }
    return source;
}

TriSpan tri_span(const TriSource *source, size_t start, size_t end)
{
    assert(start <= end && end <= UINT32_MAX);
    return (TriSpan){ source, (uint32_t)start, (uint32_t)end };
}

TriStr tri_span_text(TriSpan span)
{
    if (span.source == NULL) {
        return (TriStr){ 0 };
    }
    return tri_str_slice(span.source->text, span.start, span.end - span.start);
}

TriSpan tri_span_join(TriSpan first, TriSpan last)
{
    assert(first.source == last.source);
    return tri_span(first.source, first.start, last.end);
}

/* Where the line of `offset` begins; counts the lines before it. */
static size_t line_start(TriStr text, size_t offset, uint32_t *lines)
{
    size_t start = 0;

    for (size_t i = 0; i < offset; i++) {
        bool is_pair =
            text.data[i] == '\r' && i + 1 < text.size && text.data[i + 1] == '\n';

        if (text.data[i] == '\n' || (text.data[i] == '\r' && !is_pair)) {
            start = i + 1;
            ++*lines;
        }
    }
    return start;
}

size_t tri_character_start(TriStr text, size_t offset)
{
    size_t at = offset < text.size ? offset : text.size;

    while (at > 0 && at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

TriPosition tri_position(const TriSource *source, size_t offset)
{
    uint32_t lines = 0;
    TriStr text = source->text;
    size_t at = tri_character_start(text, offset);
    size_t start = line_start(text, at, &lines);
    size_t column = tri_utf8_units(tri_str_slice(text, start, at - start));
    size_t in_file = at;

    if (source->encoding != TRI_UTF8) {
        in_file = 2 * tri_utf8_units(tri_str_slice(text, 0, at));
    }
    return (TriPosition){ lines + 1, (uint32_t)column + 1,
                          (uint32_t)in_file + source->mark_size };
}
