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
TriText tri_text(TriArena *arena);

/* What was written so far; valid until the next write. */
TriStr tri_text_str(const TriText *text);

void tri_text_add(TriText *text, TriStr part);
void tri_text_add_char(TriText *text, char c);
void tri_text_add_c(TriText *text, const char *part);
void tri_text_add_int(TriText *text, int64_t value);

/* Adds a part of a name in a JSON pointer (RFC 6901): '~' as "~0", '/' as "~1". */
void tri_text_add_pointer_part(TriText *text, TriStr part);

/* Adds every byte but ASCII letters, digits and those in `plain` as %XX. */
void tri_text_add_percent(TriText *text, TriStr part, TriStr plain);

/*
 * Adds as printf does, with the conversions c, d, u, x, s, e, f, g and the sizes ll
 * and z. Text arguments are given as "%.*s", TRI_ARG(str); no NUL byte ends them.
 */
void tri_text_addf(TriText *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for `size` more bytes, to be written by the caller before the next call. */
char *tri_text_reserve(TriText *text, size_t size);

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

#endif
