#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_CAPACITY = 64, LONGEST_CONVERSION = 15 };

void tri_text_grow(TriText *text, size_t size)
{
    size_t grown = text->capacity * 2 + FIRST_CAPACITY;

    if (grown - text->size < size) {
        grown = text->size + size;
    }
    text->data = tri_arena_grow(text->arena, text->data, text->capacity, grown);
    text->capacity = grown;
}

/* At least `least` digits. */
static void add_number(TriText *text, uint64_t number, unsigned base, size_t least)
{
    char digits[20];
    size_t at = sizeof digits;

    while (number > 0 || sizeof digits - at < least) {
        digits[--at] = "0123456789abcdef"[number % base];
        number /= base;
    }
    tri_text_add(text, tri_str(digits + at, sizeof digits - at));
}

void tri_text_add_int(TriText *text, int64_t value)
{
    if (value < 0) {
        tri_text_add_char(text, '-');
    }
    add_number(text, value < 0 ? -(uint64_t)value : (uint64_t)value, 10, 1);
}

void tri_text_add_percent(TriText *text, TriStr part, TriStr plain)
{
    for (size_t i = 0; i < part.size; i++) {
        char c = part.data[i];

        if (tri_char_is_letter(c) || tri_char_is_digit(c) ||
            tri_str_find_char(plain, c) != TRI_NOT_FOUND) {
            tri_text_add_char(text, c);
        } else {
            tri_text_addf(text, "%%%02X", (unsigned char)c);
        }
    }
}

TriStr tri_percent_bytes(TriArena *arena, TriStr text)
{
    TriText bytes = tri_text(arena);

    for (size_t i = 0; i < text.size; i++) {
        bool may_be = text.data[i] == '%' && text.size - i > 2;
        int high = may_be ? tri_char_hex(text.data[i + 1]) : -1;
        int low = may_be ? tri_char_hex(text.data[i + 2]) : -1;
        bool is_byte = high >= 0 && low >= 0;

        tri_text_add_char(&bytes, is_byte ? (char)(high * 16 + low) : text.data[i]);
        i += is_byte ? 2 : 0;
    }
    return tri_text_str(&bytes);
}

void tri_text_add_pointer_part(TriText *text, TriStr part)
{
    for (size_t i = 0; i < part.size; i++) {
        switch (part.data[i]) {
        case '~':
            tri_text_add_c(text, "~0");
            break;
        case '/':
            tri_text_add_c(text, "~1");
            break;
        default:
            tri_text_add_char(text, part.data[i]);
        }
    }
}

/* The conversion that `percent` begins. */
static TriStr conversion_at(const char *percent)
{
    return tri_str(percent, strspn(percent + 1, "-+ #.*0123456789lz") + 2);
}

/* Takes the arguments of a conversion off the list. */
static void skip_arguments(TriStr conversion, va_list *arguments)
{
    char letter = conversion.data[conversion.size - 1];

    for (size_t i = 0; i < conversion.size; i++) {
        if (conversion.data[i] == '*') {
            va_arg(*arguments, int);
        }
    }
    if (letter == 's') {
        va_arg(*arguments, const char *);
    } else if (tri_str_find(conversion, TRI_STR("ll")) != TRI_NOT_FOUND) {
        va_arg(*arguments, long long);
    } else if (tri_str_find_char(conversion, 'z') != TRI_NOT_FOUND) {
        va_arg(*arguments, size_t);
    } else if (strchr("efg", letter) != NULL) {
        va_arg(*arguments, double);
    } else if (letter != '%') {
        assert(strchr("cduxX", letter) != NULL);
        va_arg(*arguments, int);
    }
}

/* The format is part of one that was checked where it is written. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void add_conversion(TriText *text, TriStr conversion, va_list *arguments)
{
    char format[LONGEST_CONVERSION + 1] = { 0 };
    va_list again;

    assert(conversion.size <= LONGEST_CONVERSION);
    memcpy(format, conversion.data, conversion.size);
    va_copy(again, *arguments);
    int size = vsnprintf(NULL, 0, format, again);

    va_end(again);
    va_copy(again, *arguments);
    /* vsnprintf ends its text with a NUL, which is given back. */
    vsnprintf(tri_text_reserve(text, (size_t)size + 1), (size_t)size + 1, format,
              again);
    text->size--;
    va_end(again);
    skip_arguments(conversion, arguments);
}

#pragma GCC diagnostic pop

/* Text in templates may hold NUL bytes, where printf would end it. */
static void add_sized(TriText *text, va_list *arguments)
{
    int size = va_arg(*arguments, int);

    tri_text_add(text, tri_str(va_arg(*arguments, const char *), (size_t)size));
}

/* Adds what the conversion at `percent` makes, when it is one of those that are used
   all the time: without flags and width, or of a byte. Returns how long it is; else 0.
 */
static size_t add_plain(TriText *text, const char *percent, va_list *arguments)
{
    switch (percent[1]) {
    case 's':
        tri_text_add_c(text, va_arg(*arguments, const char *));
        return 2;
    case 'c':
        tri_text_add_char(text, (char)va_arg(*arguments, int));
        return 2;
    case 'd':
        tri_text_add_int(text, va_arg(*arguments, int));
        return 2;
    case 'u':
        add_number(text, va_arg(*arguments, unsigned), 10, 1);
        return 2;
    case 'z':
        if (percent[2] != 'u') {
            return 0;
        }
        add_number(text, va_arg(*arguments, size_t), 10, 1);
        return 3;
    case '.':
        if (percent[2] != '*' || percent[3] != 's') {
            return 0;
        }
        add_sized(text, arguments);
        return 4;
    case '0':
        if (percent[2] != '2' || percent[3] != 'x') {
            return 0;
        }
        add_number(text, va_arg(*arguments, unsigned), 16, 2);
        return 4;
    default:
        return 0;
    }
}

__attribute__((format(printf, 2, 0))) static void
add_formatted(TriText *text, const char *format, va_list arguments)
{
    va_list rest;

    va_copy(rest, arguments);
    for (const char *percent; (percent = strchr(format, '%')) != NULL;) {
        tri_text_add(text, tri_str(format, (size_t)(percent - format)));
        size_t size = add_plain(text, percent, &rest);

        if (size == 0) {
            TriStr conversion = conversion_at(percent);

            size = conversion.size;
            add_conversion(text, conversion, &rest);
        }
        format = percent + size;
    }
    tri_text_add_c(text, format);
    va_end(rest);
}

void tri_text_addf(TriText *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    add_formatted(text, format, arguments);
    va_end(arguments);
}

TriStr tri_format_list(TriArena *arena, const char *format, va_list arguments)
{
    TriText text = tri_text(arena);

    add_formatted(&text, format, arguments);
    return tri_text_str(&text);
}

TriStr tri_format(TriArena *arena, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    TriStr text = tri_format_list(arena, format, arguments);

    va_end(arguments);
    return text;
}

TriStr tri_concat(TriArena *arena, const TriStr *parts, size_t count)
{
    size_t size = 0;

    for (size_t i = 0; i < count; i++) {
        size += parts[i].size;
    }
    TriText text = { .data = tri_arena_bytes(arena, size), .capacity = size };

    for (size_t i = 0; i < count; i++) {
        tri_text_add(&text, parts[i]);
    }
    return tri_text_str(&text);
}
