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
 * prefilter looks for may stand. That is a slash, "[ and \u.
 */

/* The byte at `at`, which has another one behind it. */
static inline bool tri_is_mark(const char *at)
{
    switch (at[0]) {
    case '/':
        return true;
    case '"':
        return at[1] == '[';
    case '\\':
        return at[1] == 'u';
    default:
        return false;
    }
}

#ifdef __SSE2__
static inline uint32_t tri_marks_in_half(const char *at)
{
    __m128i first = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i second = _mm_loadu_si128((const __m128i *)(const void *)(at + 1));
    __m128i is_slash = _mm_cmpeq_epi8(first, _mm_set1_epi8('/'));
    __m128i is_expression = _mm_and_si128(_mm_cmpeq_epi8(first, _mm_set1_epi8('"')),
                                          _mm_cmpeq_epi8(second, _mm_set1_epi8('[')));
    __m128i is_escape = _mm_and_si128(_mm_cmpeq_epi8(first, _mm_set1_epi8('\\')),
                                      _mm_cmpeq_epi8(second, _mm_set1_epi8('u')));

    return (uint32_t)_mm_movemask_epi8(
        _mm_or_si128(is_slash, _mm_or_si128(is_expression, is_escape)));
}
#endif

/* How many bytes tri_marks_in looks at; one more has to be there. */
enum { TRI_MARKS_BLOCK = 32 };

/* One bit for each of the bytes at `at` that is a mark. */
static inline uint32_t tri_marks_in(const char *at)
{
#ifdef __SSE2__
    return tri_marks_in_half(at) | tri_marks_in_half(at + TRI_MARKS_BLOCK / 2) << 16;
#else
    uint32_t marks = 0;

    for (int i = 0; i < TRI_MARKS_BLOCK; i++) {
        marks |= (uint32_t)tri_is_mark(at + i) << i;
    }
    return marks;
#endif
}

#endif
