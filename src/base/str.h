#ifndef TRI_BASE_STR_H
#define TRI_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A view of text: bytes in UTF-8 by convention, not terminated, not owned.
 * The empty string may have a NULL pointer.
 *
 * ARM names compare without case (the _nocase functions, ASCII letters only);
 * Bicep identifiers and string values compare exactly.
 */
typedef struct TriStr {
    const char *data;
    size_t size;
} TriStr;

/* A TriStr of a string literal; TRI_STR_INIT is the form for static tables. */
#define TRI_STR(literal) ((TriStr){ "" literal, sizeof(literal) - 1 })
#define TRI_STR_INIT(literal)                                                          \
    {                                                                                  \
        "" literal, sizeof(literal) - 1                                                \
    }

/* Returned by the searches when nothing was found. */
#define TRI_NOT_FOUND ((size_t)-1)

static inline TriStr tri_str(const char *data, size_t size)
{
    return (TriStr){ data, size };
}

/* A view of terminated text; empty for NULL. */
static inline TriStr tri_str_from_c(const char *text)
{
    return text == NULL ? (TriStr){ 0 } : tri_str(text, strlen(text));
}

/* The part from `start`, at most `size` bytes; both are clamped to the text. */
static inline TriStr tri_str_slice(TriStr text, size_t start, size_t size)
{
    if (start > text.size) {
        start = text.size;
    }
    if (size > text.size - start) {
        size = text.size - start;
    }
    return text.data == NULL ? text : tri_str(text.data + start, size);
}

/* Everything from `start`. */
static inline TriStr tri_str_from(TriStr text, size_t start)
{
    return tri_str_slice(text, start, text.size);
}

/* Without ASCII white space at both ends. */
TriStr tri_str_trim(TriStr text);

/* Whether `size` bytes of both are equal but for the case of ASCII letters. */
bool tri_bytes_eq_nocase(const char *a, const char *b, size_t size);

static inline bool tri_str_eq(TriStr a, TriStr b)
{
    return a.size == b.size && (a.size == 0 || (a.data[0] == b.data[0] &&
                                                memcmp(a.data, b.data, a.size) == 0));
}

static inline bool tri_str_eq_nocase(TriStr a, TriStr b)
{
    return a.size == b.size &&
           (a.size == 0 || (((a.data[0] ^ b.data[0]) & ~0x20) == 0 &&
                            tri_bytes_eq_nocase(a.data, b.data, a.size)));
}

/* Byte order; shorter first when one is the start of the other. */
int tri_str_compare(TriStr a, TriStr b);
int tri_str_compare_nocase(TriStr a, TriStr b);

/* Whether it is one of the `count` texts of `list`. */
bool tri_str_is_among(TriStr text, const TriStr *list, size_t count);
bool tri_str_is_among_nocase(TriStr text, const TriStr *list, size_t count);

static inline bool tri_str_has_prefix(TriStr text, TriStr prefix)
{
    return text.size >= prefix.size &&
           (prefix.size == 0 || memcmp(text.data, prefix.data, prefix.size) == 0);
}

static inline bool tri_str_has_prefix_nocase(TriStr text, TriStr prefix)
{
    return text.size >= prefix.size &&
           tri_bytes_eq_nocase(text.data, prefix.data, prefix.size);
}

bool tri_str_has_suffix(TriStr text, TriStr suffix);
bool tri_str_has_suffix_nocase(TriStr text, TriStr suffix);

/* Byte offset of the first (last) place that it stands at, or TRI_NOT_FOUND. */
size_t tri_str_find(TriStr text, TriStr part);
size_t tri_str_find_nocase(TriStr text, TriStr part);
size_t tri_str_find_char(TriStr text, char c);
size_t tri_str_find_last_char(TriStr text, char c);

/* How often it stands there. */
size_t tri_str_count_char(TriStr text, char c);

/*
 * Takes the text before the first `separator` off the front of `rest`, which
 * then begins behind it. False when `rest` was used up (its data is NULL then).
 */
bool tri_str_split(TriStr *rest, char separator, TriStr *part);

/* Takes `c` off the front of `rest`; false when something else stands there. */
bool tri_str_skip_char(TriStr *rest, char c);

/* A copy in `arena`; tri_str_to_c also terminates it. */
TriStr tri_str_copy(TriArena *arena, TriStr text);
char *tri_str_to_c(TriArena *arena, TriStr text);

/* A copy with ASCII letters in lower case. */
TriStr tri_str_lower(TriArena *arena, TriStr text);

static inline char tri_char_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Blanks, tabs and what ends lines or pages. */
static inline bool tri_char_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Line feed, and the carriage return before it or in its place. */
static inline bool tri_char_ends_line(char c)
{
    return c == '\n' || c == '\r';
}

static inline bool tri_char_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit, of either case; -1 for another character. */
static inline int tri_char_hex(char c)
{
    if (tri_char_is_digit(c)) {
        return c - '0';
    }
    c = tri_char_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static inline bool tri_char_is_letter(char c)
{
    return tri_char_lower(c) >= 'a' && tri_char_lower(c) <= 'z';
}

/* Puts texts in the order of their bytes. */
void tri_str_sort(TriStr *texts, size_t count);

/*
 * Hashes for TriMap: equal for texts that are equal (equal but for case). They
 * differ from run to run, so that no input can be made to collide; nothing that
 * is printed may depend on them.
 */
uint64_t tri_str_hash(TriStr text);
uint64_t tri_str_hash_nocase(TriStr text);

/* Among more names of items than this, nobody looks for the one that was meant. */
#define TRI_MOST_CANDIDATES 500

/*
 * The nearest of `count` candidates by edit distance without case (two letters swapped
 * are one edit), for "did you mean"; empty when none is near enough to be what was
 * meant.
 */
TriStr tri_str_nearest(TriStr text, const TriStr *candidates, size_t count);

/* The same of the names of `items`, of which each begins with its own. */
#define TRI_NEAREST_NAME(text, items, count)                                           \
    tri_str_nearest_name((text), (items), (count), sizeof *(items))
TriStr tri_str_nearest_name(TriStr text, const void *items, size_t count, size_t size);

#endif
