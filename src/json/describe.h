#ifndef TRI_JSON_DESCRIBE_H
#define TRI_JSON_DESCRIBE_H

#include "base/str.h"

/*
 * Pieces of a text as a message of one line may show them.
 */

/* As much of `text` as there is room for, then "…"; nothing that does not print. */
TriStr tri_json_shorten(TriArena *arena, TriStr text);

/*
 * What `rest` begins with, for "found …": a word or a character in single quotes,
 * or its name. `*size` is how many bytes that is; 0 at the end of the file.
 */
TriStr tri_json_describe(TriArena *arena, TriStr rest, size_t *size);

/* A letter, digit, '_' or '$': what makes a word of an unquoted text. */
bool tri_json_is_word(char c);

#endif
