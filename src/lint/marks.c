#include "lint/marks.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

static bool is_mark(const char *at)
{
    return *at == '/' || (*at == '[' && at[-1] == '"') || (*at == '\\' && at[1] == 'u');
}

void tri_marks_plainly(const char *bytes, size_t count, uint64_t *marks)
{
    for (size_t block = 0; block < count; block++, bytes += TRI_MARKS_BLOCK) {
        marks[block] = 0;
        for (int i = 0; i < TRI_MARKS_BLOCK; i++) {
            marks[block] |= (uint64_t)is_mark(bytes + i) << i;
        }
    }
}

#ifdef __x86_64__

__attribute__((target("avx2"))) static inline __m256i where(const char *bytes, char c)
{
    __m256i those = _mm256_loadu_si256((const __m256i *)(const void *)bytes);

    return _mm256_cmpeq_epi8(those, _mm256_set1_epi8(c));
}

/* As is_mark, for 32 bytes at once. */
__attribute__((target("avx2"))) static inline uint64_t marks_in_half(const char *at)
{
    __m256i brackets = _mm256_and_si256(where(at, '['), where(at - 1, '"'));
    __m256i escapes = _mm256_and_si256(where(at, '\\'), where(at + 1, 'u'));
    __m256i marks = _mm256_or_si256(where(at, '/'), _mm256_or_si256(brackets, escapes));

    return (uint32_t)_mm256_movemask_epi8(marks);
}

__attribute__((target("avx2"))) static void marks_by_avx2(const char *bytes,
                                                          size_t count, uint64_t *marks)
{
    for (size_t block = 0; block < count; block++, bytes += TRI_MARKS_BLOCK) {
        marks[block] = marks_in_half(bytes) | marks_in_half(bytes + 32) << 32;
    }
}

TriFindMarks *tri_marks_fastest(void)
{
    return __builtin_cpu_supports("avx2") ? marks_by_avx2 : tri_marks_plainly;
}

#else

TriFindMarks *tri_marks_fastest(void)
{
    return tri_marks_plainly;
}

#endif

/* A block that a neighbour, or its own end, is missing from. */
static void find_at_edge(TriFindMarks *find, TriStr text, size_t at, uint64_t *marks)
{
    char bytes[1 + TRI_MARKS_BLOCK + 1] = { at == 0 ? '\0' : text.data[at - 1] };
    TriStr rest = tri_str_slice(text, at, TRI_MARKS_BLOCK + 1);

    memcpy(bytes + 1, rest.data, rest.size);
    find(bytes + 1, 1, marks);
}

size_t tri_marks(TriFindMarks *find, TriStr text, size_t at, uint64_t *marks,
                 size_t most)
{
    size_t whole = (text.size - at - 1) / TRI_MARKS_BLOCK;

    if (at == 0 || whole == 0) {
        find_at_edge(find, text, at, marks);
        return 1;
    }
    whole = whole < most ? whole : most;
    find(text.data + at, whole, marks);
    return whole;
}
