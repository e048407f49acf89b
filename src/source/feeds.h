#ifndef TRI_SOURCE_FEEDS_H
#define TRI_SOURCE_FEEDS_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What a stretch of text holds that matters to lines and columns. */
typedef struct TriFeeds {
    size_t count;     /* of line feeds */
    bool has_returns; /* carriage returns */
    bool has_others;  /* characters that are no ASCII */
} TriFeeds;

/* More bytes are not counted at once. */
enum { TRI_MOST_FEEDS = 4000 };

/* Looks at every byte of [at, end). */
static inline TriFeeds tri_count_feeds(const char *at, const char *end)
{
    TriFeeds feeds = { 0 };

    assert(end - at <= TRI_MOST_FEEDS);
#ifdef __SSE2__
    const char *blocks_end = end - (end - at) % 16;
    __m128i zero = _mm_setzero_si128();
    __m128i counts = zero; /* below zero: each of the sixteen bytes counts its own */
    __m128i returns = zero;
    __m128i all = zero;

    for (; at < blocks_end; at += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);

        counts = _mm_add_epi8(counts, _mm_cmpeq_epi8(block, _mm_set1_epi8('\n')));
        returns = _mm_or_si128(returns, _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
        all = _mm_or_si128(all, block);
    }
    counts = _mm_sad_epu8(_mm_sub_epi8(zero, counts), zero);
    feeds.count = (size_t)_mm_cvtsi128_si32(counts) +
                  (size_t)_mm_cvtsi128_si32(_mm_srli_si128(counts, 8));
    feeds.has_returns = _mm_movemask_epi8(returns) != 0;
    feeds.has_others = _mm_movemask_epi8(all) != 0;
#endif
    for (; at < end; at++) {
        feeds.count += *at == '\n';
        feeds.has_returns = feeds.has_returns || *at == '\r';
        feeds.has_others = feeds.has_others || (unsigned char)*at >= 0x80;
    }
    return feeds;
}

#endif
