#ifndef TRI_JSON_PARSER_H
#define TRI_JSON_PARSER_H

#include "json/describe.h"
#include "json/document.h"

/* What the parser shares with the one who words its errors (json/parse_error.c). */

/* An open container. */
typedef struct TriJsonLevel {
    uint32_t container; /* index of its node */
    uint32_t name;      /* of an object: index of the last name in it */
    uint32_t count;     /* members or items so far */
    char closing;       /* the bracket that closes it */
} TriJsonLevel;

typedef struct TriJsonParser {
    TriArena *arena;   /* for nodes */
    TriArena *scratch; /* for pieces of messages */
    const TriSource *source;
    TriSink *sink;
    const char *start;
    const char *end;
    TriJsonNode *nodes;
    size_t count;
    size_t capacity;
    size_t limit; /* of nodes, by the size of the text */
    TriJsonLevel *levels;
    size_t depth;
    bool has_comments;
} TriJsonParser;

/* ---- kinds of characters ---- */

static inline bool tri_json_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool tri_json_is_hex(char c)
{
    return tri_json_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* What may stand in a number, or be meant as one. */
static inline bool tri_json_is_number(char c)
{
    return tri_json_is_word(c) || c == '.' || c == '-' || c == '+';
}

/* ---- what is wrong at `at`, reported as one parse-error; all of them return NULL ----
 */

const char *tri_json_fail_empty(TriJsonParser *parser);
/* A string or a comment that begins at `start` goes on to the end of the text. */
const char *tri_json_fail_unclosed(TriJsonParser *parser, const char *what,
                                   const char *start);
const char *tri_json_fail_separator(TriJsonParser *parser, const char *at);
const char *tri_json_fail_colon(TriJsonParser *parser, const char *at);
const char *tri_json_fail_name(TriJsonParser *parser, const char *at);
const char *tri_json_fail_value(TriJsonParser *parser, const char *at);
const char *tri_json_fail_number(TriJsonParser *parser, const char *at);
const char *tri_json_fail_nul(TriJsonParser *parser, const char *at);
const char *tri_json_fail_escape(TriJsonParser *parser, const char *at);
/* `size` bytes of a \u escape are as they should be. */
const char *tri_json_fail_unicode(TriJsonParser *parser, const char *at, size_t size);
const char *tri_json_fail_end(TriJsonParser *parser, const char *at);
const char *tri_json_fail_depth(TriJsonParser *parser, const char *at);
const char *tri_json_fail_count(TriJsonParser *parser, const char *at);

#endif
