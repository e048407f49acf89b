#ifndef TRI_BASE_TEXT_H
#define TRI_BASE_TEXT_H

#include "base/str.h"

#include <stdarg.h>

/*
 * Text under construction. It grows in its arena: in place while nothing else
 * is allocated there.
 */
typedef struct TriText {
    TriArena *arena;
    char *data;
    size_t size;
    size_t capacity;
} TriText;

/* An empty text that grows in `arena`. */
static inline TriText tri_text(TriArena *arena)
{
    return (TriText){ .arena = arena };
}

/* What was written so far; valid until the next write. */
static inline TriStr tri_text_str(const TriText *text)
{
    return tri_str(text->data, text->size);
}

/* Makes room for `size` more bytes than there is room for. */
void tri_text_grow(TriText *text, size_t size);

/* Room for `size` more bytes, to be written by the caller before the next call. */
static inline char *tri_text_reserve(TriText *text, size_t size)
{
    if (size > text->capacity - text->size) {
        tri_text_grow(text, size);
    }
    text->size += size;
    return text->data + text->size - size;
}

static inline void tri_text_add(TriText *text, TriStr part)
{
    if (part.size > 0) {
        memcpy(tri_text_reserve(text, part.size), part.data, part.size);
    }
}

static inline void tri_text_add_char(TriText *text, char c)
{
    *tri_text_reserve(text, 1) = c;
}

static inline void tri_text_add_c(TriText *text, const char *part)
{
    tri_text_add(text, tri_str_from_c(part));
}

void tri_text_add_int(TriText *text, int64_t value);

/* Adds a part of a name in a JSON pointer (RFC 6901): '~' as "~0", '/' as "~1". */
void tri_text_add_pointer_part(TriText *text, TriStr part);

/* Adds every byte but ASCII letters, digits and those in `plain` as %XX. */
void tri_text_add_percent(TriText *text, TriStr part, TriStr plain);

/* `text` with the byte for each %XX; any other '%' stays. */
TriStr tri_percent_bytes(TriArena *arena, TriStr text);

/*
 * Adds as printf does, with the conversions c, d, u, x, s, e, f, g and the sizes ll
 * and z. Text arguments are given as "%.*s", TRI_ARG(str); no NUL byte ends them.
 */
void tri_text_addf(TriText *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A printf-made text in `arena`. */
TriStr tri_format(TriArena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* All `parts` in a row. */
TriStr tri_concat(TriArena *arena, const TriStr *parts, size_t count);

/* tri_concat of the texts given. */
#define TRI_CONCAT(arena, ...)                                                         \
    tri_concat((arena), (const TriStr[]){ __VA_ARGS__ },                               \
               sizeof((const TriStr[]){ __VA_ARGS__ }) / sizeof(TriStr))

/* tri_format for functions that take a format themselves. */
TriStr tri_format_list(TriArena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* The two arguments of "%.*s"; at most 2 GiB are printed. */
#define TRI_ARG(str) (int)((str).size & 0x7fffffff), ((str).data ? (str).data : "")

/* The arguments of "%s%.*s%s", behind the name of nothing: which one was meant by it
   (tri_str_nearest). They print nothing where that is empty. */
#define TRI_MEANT(name)                                                                \
    (name).size > 0 ? "; did you mean '" : "", TRI_ARG(name),                          \
        (name).size > 0 ? "'?" : ""

#endif
