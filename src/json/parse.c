/*
 * One pass over the bytes, which checks them and makes the nodes. Every function takes
 * the place where its piece begins and returns where it ended, or NULL once it has
 * reported what is wrong.
 */
#include "json/parser.h"

#include "json/describe.h"
#include "json/skip.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

/* Nodes are bounded by the size of the text. Large templates need a twentieth of a node
   a byte. */
enum {
    FREE_NODES = 65536,
    BYTES_A_NODE = 4,
    FIRST_CAPACITY = 1024,
};

/* ---- white space and comments ---- */

/* The end of the comment at `at`; `at` when there is none, NULL when it has none. */
static const char *comment_end(const char *at, const char *end)
{
    if (end - at < 2 || (at[1] != '/' && at[1] != '*')) {
        return at;
    }
    if (at[1] == '*') {
        const char *close = memmem(at + 2, (size_t)(end - at) - 2, "*/", 2);

        return close == NULL ? NULL : close + 2;
    }
    while (at < end && !tri_char_ends_line(*at)) {
        at++;
    }
    return at;
}

static const char *skip_comments(TriJsonParser *parser, const char *at)
{
    while (at < parser->end && *at == '/') {
        const char *end = comment_end(at, parser->end);

        if (end == NULL) {
            return tri_json_fail_unclosed(parser, "comment", at);
        }
        if (end == at) {
            break;
        }
        parser->has_comments = true;
        at = tri_json_skip_blanks(end, parser->end);
    }
    return at;
}

static inline const char *skip_space(TriJsonParser *parser, const char *at)
{
    at = tri_json_skip_blanks(at, parser->end);
    return at < parser->end && *at == '/' ? skip_comments(parser, at) : at;
}

/* ---- nodes ---- */

static bool has_room(TriJsonParser *parser)
{
    size_t capacity = parser->capacity == 0 ? FIRST_CAPACITY : 2 * parser->capacity;

    if (parser->count == parser->limit) {
        return false;
    }
    capacity = capacity < parser->limit ? capacity : parser->limit;
    parser->nodes = tri_arena_grow(parser->arena, parser->nodes,
                                   parser->capacity * sizeof *parser->nodes,
                                   capacity * sizeof *parser->nodes);
    parser->capacity = capacity;
    return true;
}

/* A node that begins at `at`; NULL when there are too many. */
static inline TriJsonNode *add_node(TriJsonParser *parser, const char *at,
                                    TriJsonType type)
{
    if (parser->count == parser->capacity && !has_room(parser)) {
        tri_json_fail_count(parser, at);
        return NULL;
    }
    TriJsonNode *node = &parser->nodes[parser->count++];

    *node = (TriJsonNode){ .start = (uint32_t)(at - parser->start),
                           .extent = 1,
                           .type = (uint8_t)type };
    return node;
}

static inline TriJsonLevel *innermost(TriJsonParser *parser)
{
    return &parser->levels[parser->depth - 1];
}

/* ---- scalars ---- */

static const char *take_unicode_escape(TriJsonParser *parser, const char *at)
{
    for (size_t size = 2; size < 6 && size < (size_t)(parser->end - at); size++) {
        if (!tri_json_is_hex(at[size])) {
            return tri_json_fail_unicode(parser, at, size);
        }
    }
    return parser->end - at < 6 ? parser->end : at + 6;
}

static const char *take_escape(TriJsonParser *parser, const char *at)
{
    if (parser->end - at < 2) {
        return parser->end;
    }
    if (at[1] == 'u') {
        return take_unicode_escape(parser, at);
    }
    return at[1] != '\0' && strchr("\"\\/bfnrt", at[1]) != NULL
               ? at + 2
               : tri_json_fail_escape(parser, at);
}

/* From a backslash in the string that begins at `start` to the quote that ends it. */
static const char *take_rest(TriJsonParser *parser, const char *start, const char *at)
{
    while (at != NULL && at < parser->end && *at == '\\') {
        at = take_escape(parser, at);
        at = at == NULL ? NULL : tri_json_skip_plain(at, parser->end);
    }
    if (at == parser->end) {
        return tri_json_fail_unclosed(parser, "string", start);
    }
    return at != NULL && *at == '\0' ? tri_json_fail_nul(parser, at) : at;
}

static inline const char *take_string(TriJsonParser *parser, const char *start)
{
    TriJsonNode *node = add_node(parser, start, TRI_JSON_STRING);

    if (node == NULL) {
        return NULL;
    }
    const char *at = tri_json_skip_plain(start + 1, parser->end);

    if (at == parser->end || *at != '"') {
        node->has_escape = at < parser->end && *at == '\\';
        at = take_rest(parser, start, at);
        if (at == NULL) {
            return NULL;
        }
    }
    node->end = (uint32_t)(at + 1 - parser->start);
    return at + 1;
}

/* Over one digit or more; false when there is none. */
static bool skip_digits(const char **at, const char *end)
{
    const char *start = *at;

    while (*at < end && tri_json_is_digit(**at)) {
        ++*at;
    }
    return *at > start;
}

static bool skip_one(const char **at, const char *end, char a, char b)
{
    bool is_there = *at < end && (**at == a || **at == b);

    *at += is_there;
    return is_there;
}

static const char *take_number(TriJsonParser *parser, const char *start)
{
    const char *at = start;
    const char *end = parser->end;

    skip_one(&at, end, '-', '-');
    bool is_valid = skip_one(&at, end, '0', '0') || skip_digits(&at, end);

    if (is_valid && skip_one(&at, end, '.', '.')) {
        is_valid = skip_digits(&at, end);
    }
    if (is_valid && skip_one(&at, end, 'e', 'E')) {
        skip_one(&at, end, '-', '+');
        is_valid = skip_digits(&at, end);
    }
    return is_valid && (at == end || !tri_json_is_number(*at))
               ? at
               : tri_json_fail_number(parser, start);
}

static bool is_number_start(char c)
{
    return tri_json_is_digit(c) || c == '-' || c == '+' || c == '.';
}

static const char *take_word(TriJsonParser *parser, const char *start, TriStr word)
{
    TriStr rest = tri_str(start, (size_t)(parser->end - start));
    const char *end = start + word.size;

    return tri_str_has_prefix(rest, word) &&
                   (end == parser->end || !tri_json_is_word(*end))
               ? end
               : tri_json_fail_value(parser, start);
}

/* A number or a word. */
static const char *take_primitive(TriJsonParser *parser, const char *start)
{
    bool is_number = is_number_start(*start);
    TriJsonType type = is_number       ? TRI_JSON_NUMBER
                       : *start == 'n' ? TRI_JSON_NULL
                                       : TRI_JSON_BOOL;
    TriJsonNode *node = add_node(parser, start, type);

    if (node == NULL) {
        return NULL;
    }
    const char *end = is_number       ? take_number(parser, start)
                      : *start == 'n' ? take_word(parser, start, TRI_STR("null"))
                      : *start == 't' ? take_word(parser, start, TRI_STR("true"))
                                      : take_word(parser, start, TRI_STR("false"));

    node->end = end == NULL ? 0 : (uint32_t)(end - parser->start);
    return end;
}

/* ---- containers ---- */

static const char *open_container(TriJsonParser *parser, const char *at)
{
    bool is_object = *at == '{';
    uint32_t index = (uint32_t)parser->count;

    if (add_node(parser, at, is_object ? TRI_JSON_OBJECT : TRI_JSON_ARRAY) == NULL) {
        return NULL;
    }
    if (parser->depth == TRI_JSON_DEPTH_LIMIT) {
        return tri_json_fail_depth(parser, at);
    }
    parser->levels[parser->depth++] =
        (TriJsonLevel){ .container = index, .closing = is_object ? '}' : ']' };
    return at + 1;
}

static void close_container(TriJsonParser *parser, const char *end)
{
    const TriJsonLevel *level = innermost(parser);
    TriJsonNode *node = &parser->nodes[level->container];

    node->end = (uint32_t)(end - parser->start);
    node->count = level->count;
    node->extent = (uint32_t)parser->count - level->container;
    parser->depth--;
}

/* Behind a value: what closes there, up to where an item may begin. */
static const char *take_separator(TriJsonParser *parser, const char *at)
{
    while (at != NULL && parser->depth > 0) {
        at = skip_space(parser, at);
        if (at == NULL) {
            return NULL;
        }
        if (at < parser->end && *at == ',') {
            return at + 1;
        }
        if (at == parser->end || *at != innermost(parser)->closing) {
            return tri_json_fail_separator(parser, at);
        }
        close_container(parser, ++at);
    }
    return at;
}

static inline const char *take_value(TriJsonParser *parser, const char *at)
{
    if (at == parser->end) {
        return tri_json_fail_value(parser, at);
    }
    if (*at == '"') {
        return take_separator(parser, take_string(parser, at));
    }
    return *at == '{' || *at == '['
               ? open_container(parser, at)
               : take_separator(parser, take_primitive(parser, at));
}

/* A name and its colon, up to the value. */
static inline const char *take_name(TriJsonParser *parser, const char *at)
{
    if (at == parser->end || *at != '"') {
        return tri_json_fail_name(parser, at);
    }
    innermost(parser)->name = (uint32_t)parser->count;
    at = take_string(parser, at);
    at = at == NULL ? NULL : skip_space(parser, at);
    if (at == NULL) {
        return NULL;
    }
    return at < parser->end && *at == ':' ? skip_space(parser, at + 1)
                                          : tri_json_fail_colon(parser, at);
}

/* Where an item may begin; that it need not, allows the comma behind the last one. */
static inline const char *take_item(TriJsonParser *parser, const char *at)
{
    TriJsonLevel *level = innermost(parser);

    at = skip_space(parser, at);
    if (at == NULL) {
        return NULL;
    }
    if (at < parser->end && *at == level->closing) {
        close_container(parser, at + 1);
        return take_separator(parser, at + 1);
    }
    level->count++;
    if (level->closing == '}') {
        at = take_name(parser, at);
    }
    return at == NULL ? NULL : take_value(parser, at);
}

static const char *take_document(TriJsonParser *parser)
{
    const char *at = skip_space(parser, parser->start);

    if (at == parser->end) {
        return tri_json_fail_empty(parser);
    }
    at = at == NULL ? NULL : take_value(parser, at);
    while (at != NULL && parser->depth > 0) {
        at = take_item(parser, at);
    }
    at = at == NULL ? NULL : skip_space(parser, at);
    return at == NULL || at == parser->end ? at : tri_json_fail_end(parser, at);
}

TriJson tri_json_parse(TriArena *nodes, TriArena scratch, const TriSource *source,
                       TriSink *sink)
{
    TriStr text = source->text.size == 0 ? TRI_STR("") : source->text;
    TriJsonLevel levels[TRI_JSON_DEPTH_LIMIT];
    /* Aligned as nodes have to be. */
    TriArena before = *nodes;
    TriJsonNode *first = TRI_NEW_ARRAY(nodes, TriJsonNode, 0);
    TriJsonParser parser = {
        .arena = nodes,
        .scratch = &scratch,
        .source = source,
        .sink = sink,
        .start = text.data,
        .end = text.data + text.size,
        .nodes = first,
        .limit = FREE_NODES + text.size / BYTES_A_NODE,
        .levels = levels,
    };

    /* Spans have 32 bits, and errors print as int. */
    assert(text.size <= INT_MAX);
    if (take_document(&parser) == NULL) {
        *nodes = before;
        return (TriJson){ .source = source };
    }
    tri_arena_grow(nodes, parser.nodes, parser.capacity * sizeof(TriJsonNode),
                   parser.count * sizeof(TriJsonNode));
    return (TriJson){ source, parser.nodes, parser.has_comments };
}
