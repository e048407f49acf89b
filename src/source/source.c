#include "source/source.h"

#include "base/utf8.h"

#include <assert.h>

/* How many bytes a unit of it has. */
static size_t unit_size(TriEncoding encoding)
{
    switch (encoding) {
    case TRI_UTF8:
        return 1;
    case TRI_UTF16_LE:
    case TRI_UTF16_BE:
        return 2;
    case TRI_UTF32_LE:
    case TRI_UTF32_BE:
        return 4;
    }
    return 1;
}

static uint32_t unit_at(TriStr bytes, size_t at, TriEncoding encoding)
{
    size_t size = unit_size(encoding);
    bool is_little = encoding == TRI_UTF16_LE || encoding == TRI_UTF32_LE;
    uint32_t unit = 0;

    for (size_t i = 0; i < size; i++) {
        unit = unit << 8 |
               (unsigned char)bytes.data[is_little ? at + size - 1 - i : at + i];
    }
    return unit;
}

uint32_t tri_encoded_size(TriEncoding encoding, uint32_t code)
{
    size_t size = unit_size(encoding);

    return (uint32_t)(size == 2 && code > 0xFFFF ? 2 * size : size);
}

static bool is_high_surrogate(uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low_surrogate(uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/* What is left of a unit at the end becomes a replacement character. */
static TriStr transcode(TriArena *arena, TriStr bytes, TriEncoding encoding)
{
    TriText text = tri_text(arena);
    size_t size = unit_size(encoding);
    size_t at = 0;

    for (; at + size <= bytes.size; at += size) {
        uint32_t code = unit_at(bytes, at, encoding);

        if (size == 2 && is_high_surrogate(code) && at + 2 * size <= bytes.size) {
            uint32_t low = unit_at(bytes, at + size, encoding);

            if (is_low_surrogate(low)) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += size;
            }
        }
        tri_utf8_add(&text, code > 0x10FFFF ? TRI_REPLACEMENT_CHARACTER : code);
    }
    if (at < bytes.size) {
        tri_utf8_add(&text, TRI_REPLACEMENT_CHARACTER);
    }
    return tri_text_str(&text);
}

/* By the zeros beside the ASCII characters that every template begins with. */
static TriEncoding guess(TriStr bytes)
{
    static const TriEncoding by_zeros[16] = {
        [0x5] = TRI_UTF16_BE,
        [0xA] = TRI_UTF16_LE,
        [0x7] = TRI_UTF32_BE,
        [0xE] = TRI_UTF32_LE,
    };
    unsigned zeros = 0;

    for (size_t i = 0; i < 4 && bytes.size >= 4; i++) {
        zeros |= (unsigned)(bytes.data[i] == 0) << i;
    }
    return by_zeros[zeros];
}

TriSource tri_source_open(TriArena *arena, TriStr path, TriStr bytes)
{
    /* The longer ones first. */
    static const struct {
        TriStr bytes;
        TriEncoding encoding;
    } marks[] = {
        { TRI_STR_INIT("\xEF\xBB\xBF"), TRI_UTF8 },
        { TRI_STR_INIT("\xFF\xFE\0\0"), TRI_UTF32_LE },
        { TRI_STR_INIT("\0\0\xFE\xFF"), TRI_UTF32_BE },
        { TRI_STR_INIT("\xFF\xFE"), TRI_UTF16_LE },
        { TRI_STR_INIT("\xFE\xFF"), TRI_UTF16_BE },
    };
    TriSource source = { .path = path, .encoding = guess(bytes) };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (tri_str_has_prefix(bytes, marks[i].bytes)) {
            source.encoding = marks[i].encoding;
            source.mark_size = (uint32_t)marks[i].bytes.size;
            break;
        }
    }
    source.text = tri_str_from(bytes, source.mark_size);
    if (source.encoding != TRI_UTF8) {
        source.text = transcode(arena, source.text, source.encoding);
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

    while (at > 0 && tri_utf8_is_inside(text, at)) {
        at--;
    }
    return at;
}

static size_t offset_in_file(const TriSource *source, size_t at)
{
    TriStr rest = tri_str_slice(source->text, 0, at);
    size_t size = 0;

    if (source->encoding == TRI_UTF8) {
        return source->mark_size + at;
    }
    while (rest.size > 0) {
        size += tri_encoded_size(source->encoding, tri_utf8_next(&rest));
    }
    return source->mark_size + size;
}

TriPosition tri_position(const TriSource *source, size_t offset)
{
    uint32_t lines = 0;
    TriStr text = source->text;
    size_t at = tri_character_start(text, offset);
    size_t start = line_start(text, at, &lines);
    size_t column = tri_utf8_units(tri_str_slice(text, start, at - start));

    return (TriPosition){ source->lines_before + lines + 1, (uint32_t)column + 1,
                          (uint32_t)offset_in_file(source, at) };
}

TriStatus tri_fail_at(TriError *error, TriStr path, TriPosition place, TriStr message)
{
    return tri_fail(error, "%.*s:%u:%u: %.*s", TRI_ARG(path), place.line, place.column,
                    TRI_ARG(message));
}
