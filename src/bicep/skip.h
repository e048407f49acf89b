#ifndef TRI_BICEP_SKIP_H
#define TRI_BICEP_SKIP_H

#include "base/str.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * The loops that see most bytes of a Bicep text. All read [at, end) and return the
 * first byte they do not skip, or `end`.
 */

static inline bool tri_bicep_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static inline bool tri_bicep_is_name_start(char c)
{
    char lower = (char)(c | 0x20);

    return (lower >= 'a' && lower <= 'z') || c == '_';
}

static inline bool tri_bicep_is_name(char c)
{
    return tri_bicep_is_name_start(c) || (c >= '0' && c <= '9');
}

/* Means itself in strings and comments, and in both ends nothing. */
static inline bool tri_bicep_is_plain(char c)
{
    return c != '\'' && c != '\\' && c != '$' && !tri_char_ends_line(c);
}

#ifdef __SSE2__
static inline __m128i tri_bicep_equal(__m128i block, char c)
{
    return _mm_cmpeq_epi8(block, _mm_set1_epi8(c));
}

/* Of the `count` characters from `first` on. */
static inline __m128i tri_bicep_among(__m128i block, char first, int count)
{
    __m128i distance = _mm_sub_epi8(block, _mm_set1_epi8(first));
    __m128i most = _mm_set1_epi8((char)(count - 1));

    return _mm_cmpeq_epi8(_mm_min_epu8(distance, most), distance);
}

/* One bit for each of the sixteen bytes at `at` that is no white space. */
static inline unsigned tri_bicep_find_no_blank(const char *at)
{
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i blank =
        _mm_or_si128(tri_bicep_equal(block, ' '), tri_bicep_equal(block, '\t'));

    return (unsigned)_mm_movemask_epi8(blank) ^ 0xFFFF;
}

/* The same for those that are part of no name. */
static inline unsigned tri_bicep_find_no_name(const char *at)
{
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i lower = _mm_or_si128(block, _mm_set1_epi8(0x20));
    __m128i name =
        _mm_or_si128(tri_bicep_among(lower, 'a', 26), tri_bicep_among(block, '0', 10));

    name = _mm_or_si128(name, tri_bicep_equal(block, '_'));
    return (unsigned)_mm_movemask_epi8(name) ^ 0xFFFF;
}

/* The same for those that are not plain. */
static inline unsigned tri_bicep_find_special(const char *at)
{
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i line_end =
        _mm_or_si128(tri_bicep_equal(block, '\n'), tri_bicep_equal(block, '\r'));
    __m128i sign =
        _mm_or_si128(tri_bicep_equal(block, '\\'), tri_bicep_equal(block, '$'));

    sign = _mm_or_si128(sign, tri_bicep_equal(block, '\''));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(line_end, sign));
}
#endif

/* Over white space. */
static inline const char *tri_bicep_skip_blanks(const char *at, const char *end)
{
    /* Mostly there is none, or one blank. */
    at += at < end && *at == ' ';
    if (at == end || (unsigned char)*at > ' ') {
        return at;
    }
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        unsigned others = tri_bicep_find_no_blank(at);

        if (others != 0) {
            return at + __builtin_ctz(others);
        }
    }
#endif
    while (at < end && tri_bicep_is_blank(*at)) {
        at++;
    }
    return at;
}

/* Over letters, digits and '_'. */
static inline const char *tri_bicep_skip_name(const char *at, const char *end)
{
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        unsigned others = tri_bicep_find_no_name(at);

        if (others != 0) {
            return at + __builtin_ctz(others);
        }
    }
#endif
    while (at < end && tri_bicep_is_name(*at)) {
        at++;
    }
    return at;
}

/* Over what is plain in a string. */
static inline const char *tri_bicep_skip_plain(const char *at, const char *end)
{
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        unsigned special = tri_bicep_find_special(at);

        if (special != 0) {
            return at + __builtin_ctz(special);
        }
    }
#endif
    while (at < end && tri_bicep_is_plain(*at)) {
        at++;
    }
    return at;
}

/* To the end of the line. */
static inline const char *tri_bicep_skip_line(const char *at, const char *end)
{
    at = tri_bicep_skip_plain(at, end);
    while (at < end && !tri_char_ends_line(*at)) {
        at = tri_bicep_skip_plain(at + 1, end);
    }
    return at;
}

#endif
