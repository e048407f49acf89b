#include "base/str.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/auxv.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

TriStr tri_str_trim(TriStr text)
{
    while (text.size > 0 && tri_char_is_space(text.data[0])) {
        text = tri_str_from(text, 1);
    }
    while (text.size > 0 && tri_char_is_space(text.data[text.size - 1])) {
        text.size--;
    }
    return text;
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

/* Eight bytes as a number. */
static inline uint64_t load(const char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Fewer than eight bytes as a number, whatever way round: equal for equal bytes.
   Nothing beside them is read. */
static inline uint64_t load_few(const char *bytes, size_t size)
{
    uint32_t first;
    uint32_t last;

    if (size >= 4) {
        memcpy(&first, bytes, 4);
        memcpy(&last, bytes + size - 4, 4);
        return first | (uint64_t)last << 32;
    }
    if (size == 0) {
        return 0;
    }
    return (uint64_t)(unsigned char)bytes[0] |
           (uint64_t)(unsigned char)bytes[size / 2] << 8 |
           (uint64_t)(unsigned char)bytes[size - 1] << 16;
}

#define EVERY_BYTE(byte) (0x0101010101010101U * (byte))

/* The bit that tells lower from upper case, in every byte that is an upper case
   letter. */
static uint64_t case_bits(uint64_t word)
{
    uint64_t low = word & EVERY_BYTE(0x7f);
    uint64_t from_a = low + EVERY_BYTE(0x80 - 'A');
    uint64_t beyond_z = low + EVERY_BYTE(0x7f - 'Z');

    return ((from_a ^ beyond_z) & ~word & EVERY_BYTE(0x80)) >> 2;
}

static bool are_alike(uint64_t a, uint64_t b)
{
    return a == b || (((a ^ b) & ~EVERY_BYTE(0x20)) == 0 &&
                      (a | case_bits(a)) == (b | case_bits(b)));
}

bool tri_bytes_eq_nocase(const char *a, const char *b, size_t size)
{
    if (size < 8) {
        return are_alike(load_few(a, size), load_few(b, size));
    }
    for (size_t i = 0; i + 8 < size; i += 8) {
        if (!are_alike(load(a + i), load(b + i))) {
            return false;
        }
    }
    return are_alike(load(a + size - 8), load(b + size - 8));
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

static int by_bytes(const void *a, const void *b)
{
    return tri_str_compare(*(const TriStr *)a, *(const TriStr *)b);
}

void tri_str_sort(TriStr *texts, size_t count)
{
    if (count > 0) {
        qsort(texts, count, sizeof *texts, by_bytes);
    }
}

int tri_str_compare_nocase(TriStr a, TriStr b)
{
    int order = compare_bytes_nocase(a.data, b.data, shorter(a, b));

    return order != 0 ? order : by_size(a, b);
}

bool tri_str_is_among(TriStr text, const TriStr *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq(list[i], text)) {
            return true;
        }
    }
    return false;
}

bool tri_str_is_among_nocase(TriStr text, const TriStr *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tri_str_eq_nocase(list[i], text)) {
            return true;
        }
    }
    return false;
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

/* Bits for the sixteen places from `at` on where the first and the last byte of `part`
   may be found, in whatever case; it says too many rather than too few. */
#ifdef __SSE2__
static unsigned may_begin(const char *at, TriStr part)
{
    __m128i fold = _mm_set1_epi8(0x20);
    __m128i first = _mm_or_si128(_mm_set1_epi8(part.data[0]), fold);
    __m128i last = _mm_or_si128(_mm_set1_epi8(part.data[part.size - 1]), fold);
    const char *ends = at + part.size - 1;
    __m128i firsts = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i lasts = _mm_loadu_si128((const __m128i *)(const void *)ends);

    firsts = _mm_cmpeq_epi8(_mm_or_si128(firsts, fold), first);
    lasts = _mm_cmpeq_epi8(_mm_or_si128(lasts, fold), last);
    return (unsigned)_mm_movemask_epi8(_mm_and_si128(firsts, lasts));
}
#else
static unsigned may_begin(const char *at, TriStr part)
{
    (void)at;
    (void)part;
    return 0xffff;
}
#endif

size_t tri_str_find_nocase(TriStr text, TriStr part)
{
    enum { BLOCK = 16 };
    size_t i = 0;

    if (part.size == 0) {
        return 0;
    }
    for (; i + BLOCK + part.size <= text.size; i += BLOCK) {
        for (unsigned places = may_begin(text.data + i, part); places != 0;
             places &= places - 1) {
            size_t place = i + (unsigned)__builtin_ctz(places);

            if (tri_bytes_eq_nocase(text.data + place, part.data, part.size)) {
                return place;
            }
        }
    }
    for (; i + part.size <= text.size; i++) {
        if (tri_bytes_eq_nocase(text.data + i, part.data, part.size)) {
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

size_t tri_str_count_char(TriStr text, char c)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++) {
        count += text.data[i] == c;
    }
    return count;
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

bool tri_str_skip_char(TriStr *rest, char c)
{
    bool is_there = rest->size > 0 && rest->data[0] == c;

    *rest = tri_str_from(*rest, is_there);
    return is_there;
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

/* `fold` is the bit of case in every byte, or nothing. It is set in letters only: of
   "[" and "{" somebody could make as many texts as they like that hash alike, whatever
   the seed. */
static inline uint64_t folded(uint64_t word, uint64_t fold)
{
    return word | (case_bits(word) & fold);
}

static inline uint64_t hash_bytes(TriStr text, uint64_t fold)
{
    uint64_t factor = 0x9fb21c651e98df25U ^ seed;
    uint64_t hash = mix(seed ^ text.size, 0xa0761d6478bd642fU);

    if (text.size < 8) {
        return mix(hash ^ folded(load_few(text.data, text.size), fold), factor);
    }
    for (size_t i = 0; i + 8 < text.size; i += 8) {
        hash = mix(hash ^ folded(load(text.data + i), fold), factor);
    }
    return mix(hash ^ folded(load(text.data + text.size - 8), fold), factor);
}

uint64_t tri_str_hash(TriStr text)
{
    return hash_bytes(text, 0);
}

uint64_t tri_str_hash_nocase(TriStr text)
{
    return hash_bytes(text, EVERY_BYTE(0x20));
}

enum { LONGEST_NAME = 64 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static bool is_same_char(TriStr a, size_t i, TriStr b, size_t j)
{
    return tri_char_lower(a.data[i]) == tri_char_lower(b.data[j]);
}

static bool is_swapped(TriStr a, size_t i, TriStr b, size_t j)
{
    return i > 0 && j > 0 && is_same_char(a, i, b, j - 1) &&
           is_same_char(a, i - 1, b, j);
}

/* Letters changed, added, left out, or swapped with their neighbours. */
static unsigned edit_distance(TriStr a, TriStr b)
{
    unsigned rows[3][LONGEST_NAME + 1];
    unsigned *before = rows[0];
    unsigned *above = rows[1];
    unsigned *row = rows[2];

    assert(b.size <= LONGEST_NAME);
    for (size_t j = 0; j <= b.size; j++) {
        row[j] = (unsigned)j;
    }
    for (size_t i = 0; i < a.size; i++) {
        unsigned *oldest = before;

        before = above;
        above = row;
        row = oldest;
        row[0] = (unsigned)i + 1;
        for (size_t j = 0; j < b.size; j++) {
            row[j + 1] = least(above[j] + !is_same_char(a, i, b, j),
                               least(above[j + 1], row[j]) + 1);
            if (is_swapped(a, i, b, j)) {
                row[j + 1] = least(row[j + 1], before[j - 1] + 1);
            }
        }
    }
    return row[b.size];
}

/* Of texts that stand `step` bytes apart. */
static TriStr find_nearest(TriStr text, const char *candidates, size_t count,
                           size_t step)
{
    TriStr nearest = { 0 };
    unsigned nearest_distance = (unsigned)text.size / 3 + 1;

    if (text.size > LONGEST_NAME) {
        return nearest;
    }
    for (size_t i = 0; i < count; i++) {
        TriStr candidate = *(const TriStr *)(const void *)(candidates + i * step);
        size_t size = candidate.size;
        size_t apart = size > text.size ? size - text.size : text.size - size;

        if (size > LONGEST_NAME || apart >= nearest_distance) {
            continue;
        }
        unsigned distance = edit_distance(text, candidate);

        if (distance < nearest_distance) {
            nearest_distance = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

TriStr tri_str_nearest(TriStr text, const TriStr *candidates, size_t count)
{
    return find_nearest(text, (const char *)candidates, count, sizeof *candidates);
}

TriStr tri_str_nearest_name(TriStr text, const void *items, size_t count, size_t size)
{
    return find_nearest(text, items, count > TRI_MOST_CANDIDATES ? 0 : count, size);
}
