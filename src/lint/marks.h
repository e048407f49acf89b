#ifndef TRI_LINT_MARKS_H
#define TRI_LINT_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * The loop that sees every byte of every file that is found: it stops where what the
 * prefilter looks for may stand. That is a slash, the bracket of an expression and the
 * backslash of an escape.
 */
static inline bool tri_is_mark(char c)
{
    return c == '/' || c == '[' || c == '\\';
}

#ifdef __SSE2__
static inline uint32_t tri_marks_in_half(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i is_slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('/'));
    __m128i is_bracket = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('['));
    __m128i is_backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));

    return (uint32_t)_mm_movemask_epi8(
        _mm_or_si128(is_slash, _mm_or_si128(is_bracket, is_backslash)));
}
#endif

/* How many bytes tri_marks_in looks at. */
enum { TRI_MARKS_BLOCK = 32 };

/* One bit for each of the bytes at `at` that is a mark. */
static inline uint32_t tri_marks_in(const char *at)
{
#ifdef __SSE2__
    return tri_marks_in_half(at) | tri_marks_in_half(at + TRI_MARKS_BLOCK / 2) << 16;
#else
    uint32_t marks = 0;

    for (int i = 0; i < TRI_MARKS_BLOCK; i++) {
        marks |= (uint32_t)tri_is_mark(at[i]) << i;
    }
    return marks;
#endif
}

#endif
