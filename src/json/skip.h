#ifndef TRI_JSON_SKIP_H
#define TRI_JSON_SKIP_H

#include <stdbool.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * The two loops that see most bytes of a JSON text. Both read [at, end) and
 * return the first byte they do not skip, or `end`.
 */

static inline bool tri_json_is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static inline bool tri_json_is_plain(char c)
{
    return c != '"' && c != '\\' && c != '\0';
}

#ifdef __SSE2__
/* One bit for each of the sixteen bytes at `at` that is one of the four. */
static inline unsigned tri_json_match(const char *at, char a, char b, char c, char d)
{
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i is_a = _mm_cmpeq_epi8(block, _mm_set1_epi8(a));
    __m128i is_b = _mm_cmpeq_epi8(block, _mm_set1_epi8(b));
    __m128i is_c = _mm_cmpeq_epi8(block, _mm_set1_epi8(c));
    __m128i is_d = _mm_cmpeq_epi8(block, _mm_set1_epi8(d));
    __m128i any = _mm_or_si128(_mm_or_si128(is_a, is_b), _mm_or_si128(is_c, is_d));

    return (unsigned)_mm_movemask_epi8(any);
}
#endif

/* Over white space. */
static inline const char *tri_json_skip_blanks(const char *at, const char *end)
{
    /* Mostly there is none, or one blank. */
    at += at < end && *at == ' ';
    if (at < end && (unsigned char)*at > ' ') {
        return at;
    }
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        unsigned others = tri_json_match(at, ' ', '\n', '\r', '\t') ^ 0xFFFF;

        if (others != 0) {
            return at + __builtin_ctz(others);
        }
    }
#endif
    while (at < end && tri_json_is_blank(*at)) {
        at++;
    }
    return at;
}

/* Over the bytes of a string that mean themselves. */
static inline const char *tri_json_skip_plain(const char *at, const char *end)
{
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        unsigned special = tri_json_match(at, '"', '\\', '\0', '"');

        if (special != 0) {
            return at + __builtin_ctz(special);
        }
    }
#endif
    while (at < end && tri_json_is_plain(*at)) {
        at++;
    }
    return at;
}

#endif
