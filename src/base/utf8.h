#ifndef TRI_BASE_UTF8_H
#define TRI_BASE_UTF8_H

#include "base/str.h"
#include "base/text.h"

/* What stands for bytes that are not UTF-8. */
#define TRI_REPLACEMENT_CHARACTER 0xFFFDu

/*
 * Takes one code point off the front of `rest`, which must not be empty. A
 * surrogate in three bytes is accepted (JSON can spell it); any other byte that
 * is not UTF-8 is taken alone, as TRI_REPLACEMENT_CHARACTER.
 */
uint32_t tri_utf8_next(TriStr *rest);

/* Whether the byte at `at` goes on with a character; false at the end. */
static inline bool tri_utf8_is_inside(TriStr text, size_t at)
{
    return at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

/* Appends `code` in UTF-8; a surrogate takes three bytes. */
void tri_utf8_add(TriText *text, uint32_t code);

/* Whether all of `text` is UTF-8, and none of it a surrogate. */
bool tri_utf8_is_valid(TriStr text);

/* `text`, or, where it is not valid, a copy with U+FFFD for each byte and surrogate
   that is not. */
TriStr tri_utf8_valid(TriArena *arena, TriStr text);

/* UTF-16 code units that `text` takes: the unit of lengths and columns. */
size_t tri_utf8_units(TriStr text);

/*
 * The byte offset behind `units` UTF-16 code units, at most the size of `text`;
 * inside a surrogate pair, the offset before the pair.
 */
size_t tri_utf8_offset(TriStr text, size_t units);

#endif
