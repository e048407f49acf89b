#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

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

__attribute__((format(printf, 2, 0))) static void
add_formatted(TriText *text, const char *format, va_list arguments)
{
    va_list again;

    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);

    va_end(again);
    /* vsnprintf ends its text with a NUL, which is given back. */
    vsnprintf(tri_text_reserve(text, (size_t)size + 1), (size_t)size + 1, format,
              arguments);
    text->size--;
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
