#include "base/str.h"

#include <assert.h>
#include <string.h>
#include <sys/auxv.h>

TriStr tri_str(const char *data, size_t size)
{
    return (TriStr){ data, size };
}

TriStr tri_str_from_c(const char *text)
{
    return text == NULL ? (TriStr){ 0 } : tri_str(text, strlen(text));
}

TriStr tri_str_slice(TriStr text, size_t start, size_t size)
{
    if (start > text.size) {
        start = text.size;
    }
    if (size > text.size - start) {
        size = text.size - start;
    }
    return text.data == NULL ? text : tri_str(text.data + start, size);
}

TriStr tri_str_from(TriStr text, size_t start)
{
    return tri_str_slice(text, start, text.size);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

TriStr tri_str_trim(TriStr text)
{
    while (text.size > 0 && is_space(text.data[0])) {
        text = tri_str_from(text, 1);
    }
    while (text.size > 0 && is_space(text.data[text.size - 1])) {
        text.size--;
    }
    return text;
}

char tri_char_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool tri_char_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool tri_char_is_letter(char c)
{
    return tri_char_lower(c) >= 'a' && tri_char_lower(c) <= 'z';
}

static int compare_bytes_nocase(const char *a, const char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        int left = (unsigned char)tri_char_lower(a[i]);
        int right = (unsigned char)tri_char_lower(b[i]);

        if (left != right) {
            return left - right;
        }
    }
    return 0;
}

bool tri_str_eq(TriStr a, TriStr b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool tri_str_eq_nocase(TriStr a, TriStr b)
{
    return a.size == b.size && compare_bytes_nocase(a.data, b.data, a.size) == 0;
}

static int by_size(TriStr a, TriStr b)
{
    return (a.size > b.size) - (a.size < b.size);
}

static size_t shorter(TriStr a, TriStr b)
{
    return a.size < b.size ? a.size : b.size;
}

int tri_str_compare(TriStr a, TriStr b)
{
    size_t size = shorter(a, b);
    int order = size == 0 ? 0 : memcmp(a.data, b.data, size);

    return order != 0 ? order : by_size(a, b);
}

int tri_str_compare_nocase(TriStr a, TriStr b)
{
    int order = compare_bytes_nocase(a.data, b.data, shorter(a, b));

    return order != 0 ? order : by_size(a, b);
}

bool tri_str_has_prefix(TriStr text, TriStr prefix)
{
    return tri_str_eq(tri_str_slice(text, 0, prefix.size), prefix);
}

bool tri_str_has_prefix_nocase(TriStr text, TriStr prefix)
{
    return tri_str_eq_nocase(tri_str_slice(text, 0, prefix.size), prefix);
}

static TriStr ending(TriStr text, size_t size)
{
    return size > text.size ? text : tri_str_from(text, text.size - size);
}

bool tri_str_has_suffix(TriStr text, TriStr suffix)
{
    return tri_str_eq(ending(text, suffix.size), suffix);
}

bool tri_str_has_suffix_nocase(TriStr text, TriStr suffix)
{
    return tri_str_eq_nocase(ending(text, suffix.size), suffix);
}

size_t tri_str_find(TriStr text, TriStr part)
{
    if (part.size == 0) {
        return 0;
    }
    if (part.size > text.size) {
        return TRI_NOT_FOUND;
    }
    const char *found = memmem(text.data, text.size, part.data, part.size);

    return found == NULL ? TRI_NOT_FOUND : (size_t)(found - text.data);
}

size_t tri_str_find_nocase(TriStr text, TriStr part)
{
    for (size_t i = 0; i + part.size <= text.size; i++) {
        if (tri_str_has_prefix_nocase(tri_str_from(text, i), part)) {
            return i;
        }
    }
    return TRI_NOT_FOUND;
}

size_t tri_str_find_last(TriStr text, TriStr part)
{
    for (size_t i = text.size + 1; i-- > 0;) {
        if (tri_str_has_prefix(tri_str_from(text, i), part)) {
            return i;
        }
    }
    return TRI_NOT_FOUND;
}

size_t tri_str_find_char(TriStr text, char c)
{
    const char *found = text.size == 0 ? NULL : memchr(text.data, c, text.size);

    return found == NULL ? TRI_NOT_FOUND : (size_t)(found - text.data);
}

size_t tri_str_find_last_char(TriStr text, char c)
{
    const char *found = text.size == 0 ? NULL : memrchr(text.data, c, text.size);

    return found == NULL ? TRI_NOT_FOUND : (size_t)(found - text.data);
}

bool tri_str_split(TriStr *rest, char separator, TriStr *part)
{
    if (rest->data == NULL) {
        return false;
    }
    size_t at = tri_str_find_char(*rest, separator);

    *part = tri_str_slice(*rest, 0, at);
    *rest = at == TRI_NOT_FOUND ? (TriStr){ 0 } : tri_str_from(*rest, at + 1);
    return true;
}

TriStr tri_str_copy(TriArena *arena, TriStr text)
{
    return tri_str(tri_str_to_c(arena, text), text.size);
}

char *tri_str_to_c(TriArena *arena, TriStr text)
{
    char *copy = tri_arena_bytes(arena, text.size + 1);

    if (text.size > 0) {
        memcpy(copy, text.data, text.size);
    }
    copy[text.size] = '\0';
    return copy;
}

TriStr tri_str_lower(TriArena *arena, TriStr text)
{
    char *copy = tri_str_to_c(arena, text);

    for (size_t i = 0; i < text.size; i++) {
        copy[i] = tri_char_lower(copy[i]);
    }
    return tri_str(copy, text.size);
}

static uint64_t seed;

/* The kernel gives every process random bytes; they cost no system call. */
__attribute__((constructor)) static void draw_seed(void)
{
    const void *random = (const void *)getauxval(AT_RANDOM);

    if (random != NULL) {
        memcpy(&seed, random, sizeof seed);
    }
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 Wide;
    Wide product = (Wide)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash_word(uint64_t hash, const char *bytes, size_t size, uint64_t fold)
{
    uint64_t word = 0;

    memcpy(&word, bytes, size);
    return mix(hash ^ (word | fold), 0x9fb21c651e98df25U ^ seed);
}

/* `fold` sets the bit that tells lower from upper case, in every byte: letters
   that differ only in it, and a few other characters, hash alike. */
static uint64_t hash_bytes(TriStr text, uint64_t fold)
{
    uint64_t hash = mix(seed ^ text.size, 0xa0761d6478bd642fU);

    while (text.size > 8) {
        hash = hash_word(hash, text.data, 8, fold);
        text = tri_str_from(text, 8);
    }
    return text.size == 0 ? hash : hash_word(hash, text.data, text.size, fold);
}

uint64_t tri_str_hash(TriStr text)
{
    return hash_bytes(text, 0);
}

uint64_t tri_str_hash_nocase(TriStr text)
{
    return hash_bytes(text, 0x2020202020202020U);
}

enum { LONGEST_NAME = 64 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned edit_distance(TriStr a, TriStr b)
{
    unsigned row[LONGEST_NAME + 1];

    assert(b.size <= LONGEST_NAME);
    for (size_t j = 0; j <= b.size; j++) {
        row[j] = (unsigned)j;
    }
    for (size_t i = 0; i < a.size; i++) {
        unsigned diagonal = row[0];

        row[0] = (unsigned)i + 1;
        for (size_t j = 0; j < b.size; j++) {
            unsigned above = row[j + 1];
            bool same = tri_char_lower(a.data[i]) == tri_char_lower(b.data[j]);

            row[j + 1] = least(diagonal + !same, least(above, row[j]) + 1);
            diagonal = above;
        }
    }
    return row[b.size];
}

TriStr tri_str_nearest(TriStr text, const TriStr *candidates, size_t count)
{
    TriStr nearest = { 0 };
    unsigned nearest_distance = (unsigned)text.size / 3 + 1;

    if (text.size > LONGEST_NAME) {
        return nearest;
    }
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].size > LONGEST_NAME) {
            continue;
        }
        unsigned distance = edit_distance(text, candidates[i]);

        if (distance < nearest_distance) {
            nearest_distance = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}
