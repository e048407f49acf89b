#define PCRE2_CODE_UNIT_WIDTH 8

#include "rule/pattern.h"

#include <assert.h>
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Steps of backtracking before a match is given up, and those that every match may
   take beside one for each byte of the text. */
enum { MATCH_LIMIT = 100000, FEW_STEPS = 1000, HEAP_LIMIT_KIB = 4096 };

static const size_t LATER_RESERVE = (size_t)1 << 30;

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

static pcre2_code *compile(TriArena *arena, TriStr text, bool is_of_bytes,
                           TriError *error)
{
    uint32_t options =
        PCRE2_CASELESS |
        (is_of_bytes ? 0 : PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF);
    PCRE2_SIZE offset;
    int number;
    pcre2_code *code = pcre2_compile(
        (PCRE2_SPTR)text.data, text.size, options, &number, &offset,
        pcre2_compile_context_create(pcre2_general_context_create(take, keep, arena)));

    if (code == NULL) {
        PCRE2_UCHAR message[256];

        pcre2_get_error_message(number, message, sizeof message);
        tri_fail(error, "the pattern is wrong at offset %zu: %s", offset,
                 (const char *)message);
        return NULL;
    }
    /* What looks for bytes sees whole files. Patterns of rules see a short text now and
       then, which is done before a machine program would be made. */
    if (is_of_bytes) {
        (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    }
    return code;
}

TriStatus tri_pattern_compile(TriArena *arena, TriStr text, const TriPattern **pattern,
                              TriError *error)
{
    TriPattern *compiled = TRI_NEW(arena, TriPattern);
    pcre2_code *code = compile(arena, text, false, error);

    if (code == NULL) {
        return TRI_FAILED;
    }
    compiled->text = text;
    atomic_init(&compiled->code, code);
    *pattern = compiled;
    return TRI_OK;
}

const TriPattern *tri_pattern_bytes(TriArena *arena, TriStr text)
{
    TriPattern *pattern = TRI_NEW(arena, TriPattern);

    pattern->text = text;
    pattern->is_of_bytes = true;
    atomic_init(&pattern->code, NULL);
    return pattern;
}

/* Workers compile one after the other, into memory that lives as long as the program:
   that of rules belongs to whoever loads them. */
static pcre2_code *compile_once(TriPattern *pattern)
{
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static TriArena arena;
    pcre2_code *code;

    pthread_mutex_lock(&mutex);
    if (arena.start == NULL) {
        arena = tri_arena_open(LATER_RESERVE);
    }
    code = atomic_load_explicit(&pattern->code, memory_order_relaxed);
    if (code == NULL) {
        TriError error = { &arena, { 0 } };

        code = compile(&arena, pattern->text, pattern->is_of_bytes, &error);
        assert(code != NULL);
        atomic_store_explicit(&pattern->code, code, memory_order_release);
    }
    pthread_mutex_unlock(&mutex);
    return code;
}

static const pcre2_code *code_of(const TriPattern *pattern)
{
    TriPattern *shared = (TriPattern *)pattern;
    const pcre2_code *code = atomic_load_explicit(&shared->code, memory_order_acquire);

    return code != NULL ? code : compile_once(shared);
}

/* ---- matching ---- */

/* What a match needs beside the pattern; each worker has its own. */
typedef struct Matcher {
    pcre2_match_context *context;
    pcre2_match_data *data;
} Matcher;

static pthread_key_t matcher_key;

static void close_matcher(void *argument)
{
    Matcher *matcher = argument;

    pcre2_match_context_free(matcher->context);
    pcre2_match_data_free(matcher->data);
}

static void make_key(void)
{
    if (pthread_key_create(&matcher_key, close_matcher) != 0) {
        abort();
    }
}

/* NULL when there is no memory. */
static Matcher *own_matcher(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    static _Thread_local Matcher matcher;

    if (matcher.data == NULL) {
        pthread_once(&once, make_key);
        matcher.context = pcre2_match_context_create(NULL);
        matcher.data = pcre2_match_data_create(1, NULL);
        if (matcher.context == NULL || matcher.data == NULL) {
            close_matcher(&matcher);
            matcher = (Matcher){ 0 };
            return NULL;
        }
        pcre2_set_heap_limit(matcher.context, HEAP_LIMIT_KIB);
        pthread_setspecific(matcher_key, &matcher);
    }
    return &matcher;
}

static int match(const TriPattern *pattern, TriStr text, size_t from, uint32_t limit,
                 Matcher *matcher)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.data == NULL ? "" : text.data);

    if (matcher == NULL) {
        return PCRE2_ERROR_NOMEMORY;
    }
    pcre2_set_match_limit(matcher->context, limit);
    return pcre2_match(code_of(pattern), subject, text.size, from, 0, matcher->data,
                       matcher->context);
}

/* The library does not say how many steps it took, so a match that comes to its limit
   is tried again with ten times as many, as long as there are as many left. */
static int match_within(const TriPattern *pattern, TriStr text, uint64_t *steps)
{
    uint64_t limit = FEW_STEPS + text.size;
    Matcher *matcher = own_matcher();
    int result;

    limit = limit < MATCH_LIMIT ? limit : MATCH_LIMIT;
    result = match(pattern, text, 0, (uint32_t)limit, matcher);
    while (result == PCRE2_ERROR_MATCHLIMIT && limit < MATCH_LIMIT) {
        limit = limit * 10 < MATCH_LIMIT ? limit * 10 : MATCH_LIMIT;
        if (steps != NULL && *steps < limit) {
            return result;
        }
        if (steps != NULL) {
            *steps -= limit;
        }
        result = match(pattern, text, 0, (uint32_t)limit, matcher);
    }
    return result;
}

TriMatch tri_pattern_match(const TriPattern *pattern, TriStr text, uint64_t *steps)
{
    int result = match_within(pattern, text, steps);

    if (result == PCRE2_ERROR_NOMATCH) {
        return TRI_MATCH_NO;
    }
    return result >= 0 ? TRI_MATCH_YES : TRI_MATCH_LIMIT;
}

size_t tri_pattern_find(const TriPattern *pattern, TriStr text, size_t from,
                        size_t *end)
{
    Matcher *matcher = own_matcher();
    int result = match(pattern, text, from, MATCH_LIMIT, matcher);

    if (result == PCRE2_ERROR_NOMATCH) {
        return TRI_NOT_FOUND;
    }
    if (result < 0) {
        *end = text.size;
        return from;
    }
    *end = pcre2_get_ovector_pointer(matcher->data)[1];
    return pcre2_get_ovector_pointer(matcher->data)[0];
}
