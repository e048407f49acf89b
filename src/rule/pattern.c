#define PCRE2_CODE_UNIT_WIDTH 8

#include "rule/pattern.h"

#include <pcre2.h>

/* Steps of backtracking before a match is given up. */
enum { MATCH_LIMIT = 100000, HEAP_LIMIT_KIB = 4096 };

/* A pattern is what PCRE2 compiled; the type keeps its header out of ours. */
static const pcre2_code *code_of(const TriPattern *pattern)
{
    return (const pcre2_code *)pattern;
}

static void *take(size_t size, void *arena)
{
    return tri_arena_alloc(arena, 1, size);
}

/* What lives in an arena is given back with it. */
static void keep(void *block, void *arena)
{
    (void)block;
    (void)arena;
}

static pcre2_compile_context *compile_context(TriArena *arena)
{
    return pcre2_compile_context_create(
        pcre2_general_context_create(take, keep, arena));
}

TriStatus tri_pattern_compile(TriArena *arena, TriStr text, const TriPattern **pattern,
                              TriError *error)
{
    uint32_t options = PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF;
    PCRE2_SIZE offset;
    int number;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)text.data, text.size, options, &number,
                                     &offset, compile_context(arena));

    if (code == NULL) {
        PCRE2_UCHAR message[256];

        pcre2_get_error_message(number, message, sizeof message);
        return tri_fail(error, "the pattern is wrong at offset %zu: %s", offset,
                        (const char *)message);
    }
    /* Without JIT the interpreter matches the same, only slower. */
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    *pattern = (const TriPattern *)code;
    return TRI_OK;
}

static TriMatch outcome(int result)
{
    if (result == PCRE2_ERROR_NOMATCH) {
        return TRI_MATCH_NO;
    }
    return result >= 0 ? TRI_MATCH_YES : TRI_MATCH_LIMIT;
}

TriMatch tri_pattern_match(const TriPattern *pattern, TriStr text)
{
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    int result = PCRE2_ERROR_NOMEMORY;

    if (context != NULL && data != NULL) {
        PCRE2_SPTR subject = (PCRE2_SPTR)(text.data == NULL ? "" : text.data);

        pcre2_set_match_limit(context, MATCH_LIMIT);
        pcre2_set_heap_limit(context, HEAP_LIMIT_KIB);
        result = pcre2_match(code_of(pattern), subject, text.size, 0, 0, data, context);
    }
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
    return outcome(result);
}
