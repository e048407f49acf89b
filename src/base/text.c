#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_CAPACITY = 64, LONGEST_CONVERSION = 15 };

TriText tri_text(TriArena *arena)
{
    return (TriText){ .arena = arena };
}

TriStr tri_text_str(const TriText *text)
{
    return tri_str(text->data, text->size);
}

char *tri_text_reserve(TriText *text, size_t size)
{
    if (size > text->capacity - text->size) {
        size_t grown = text->capacity * 2 + FIRST_CAPACITY;

        if (grown - text->size < size) {
            grown = text->size + size;
        }
        text->data = tri_arena_grow(text->arena, text->data, text->capacity, grown);
        text->capacity = grown;
    }
    text->size += size;
    return text->data + text->size - size;
}

void tri_text_add(TriText *text, TriStr part)
{
    if (part.size > 0) {
        memcpy(tri_text_reserve(text, part.size), part.data, part.size);
    }
}

void tri_text_add_char(TriText *text, char c)
{
    *tri_text_reserve(text, 1) = c;
}

void tri_text_add_c(TriText *text, const char *part)
{
    tri_text_add(text, tri_str_from_c(part));
}

void tri_text_add_int(TriText *text, int64_t value)
{
    tri_text_addf(text, "%lld", (long long)value);
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
__attribute__((format(printf, 2, 0))) static void
add_formatted(TriText *text, const char *format, va_list arguments)
{
    va_list rest;

    va_copy(rest, arguments);
    for (const char *percent; (percent = strchr(format, '%')) != NULL;) {
        TriStr conversion = conversion_at(percent);

        tri_text_add(text, tri_str(format, (size_t)(percent - format)));
        if (tri_str_eq(conversion, TRI_STR("%.*s"))) {
            int size = va_arg(rest, int);

            tri_text_add(text, tri_str(va_arg(rest, const char *), (size_t)size));
        } else {
            add_conversion(text, conversion, &rest);
        }
        format = conversion.data + conversion.size;
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
    TriText text = tri_text(arena);

    for (size_t i = 0; i < count; i++) {
        tri_text_add(&text, parts[i]);
    }
    return tri_text_str(&text);
}
