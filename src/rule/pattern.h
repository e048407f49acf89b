#ifndef TRI_RULE_PATTERN_H
#define TRI_RULE_PATTERN_H

#include "base/error.h"

/*
 * Regular expressions of rules, by PCRE2: unanchored, without case, UTF-8.
 * Compiled once, when a rule is loaded or when it is first needed, then shared by all
 * workers.
 */
typedef struct TriPattern {
    TriStr text;
    bool is_of_bytes;
    _Atomic(void *) code; /* of PCRE2; NULL: not compiled yet */
} TriPattern;

/* One of a static table that is known to be right, compiled when it is first looked
   for; `text` is an initializer. */
#define TRI_PATTERN_INIT(text)                                                         \
    {                                                                                  \
        text, false, NULL                                                              \
    }

typedef enum TriMatch {
    TRI_MATCH_NO,
    TRI_MATCH_YES,
    TRI_MATCH_LIMIT, /* gave up: nobody knows */
} TriMatch;

/* Compiles `text` into `arena`. The message tells what is wrong and where. */
TriStatus tri_pattern_compile(TriArena *arena, TriStr text, const TriPattern **pattern,
                              TriError *error);

/* A pattern over bytes, whatever text they are, that is known to be right: compiled
   when it is first looked for. */
const TriPattern *tri_pattern_bytes(TriArena *arena, TriStr text);

/*
 * Where the first match at or behind `from` begins, and its end; TRI_NOT_FOUND when
 * there is none. When nobody knows, everything from there on is taken for one.
 */
size_t tri_pattern_find(const TriPattern *pattern, TriStr text, size_t from,
                        size_t *end);

/*
 * Looks for the pattern in `text`, which need not be valid UTF-8. Bounded in time
 * and memory, whatever the pattern: what takes more than a few steps is taken from
 * `*steps`, unless that is NULL, and nobody knows when they are used up.
 */
TriMatch tri_pattern_match(const TriPattern *pattern, TriStr text, uint64_t *steps);

#endif
