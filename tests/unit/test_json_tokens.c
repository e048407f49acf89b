/* jsmn reads the same tokens: an independent witness of where they begin and end. */
#include "json/document.h"

#include "base/file.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include <jsmn.h>

enum { MOST_TOKENS = 100000 };

static TriArena arena;
static TriArena nodes;

static void open_arenas(void)
{
    arena = tri_arena_open((size_t)1 << 28);
    nodes = tri_arena_open((size_t)1 << 28);
}

static void close_arenas(void)
{
    tri_arena_close(&arena);
    tri_arena_close(&nodes);
}

TestSuite(json_tokens, .init = open_arenas, .fini = close_arenas);

static bool is_container(const TriJsonNode *node)
{
    return node->type == TRI_JSON_ARRAY || node->type == TRI_JSON_OBJECT;
}

static jsmntype_t token_type(const TriJsonNode *node)
{
    switch ((TriJsonType)node->type) {
    case TRI_JSON_STRING:
        return JSMN_STRING;
    case TRI_JSON_ARRAY:
        return JSMN_ARRAY;
    case TRI_JSON_OBJECT:
        return JSMN_OBJECT;
    case TRI_JSON_NULL:
    case TRI_JSON_BOOL:
    case TRI_JSON_NUMBER:
        break;
    }
    return JSMN_PRIMITIVE;
}

/* Tokens of strings leave out the quotes. */
static void expect_token(const char *name, size_t index, const TriJsonNode *node,
                         const jsmntok_t *token)
{
    uint32_t quote = node->type == TRI_JSON_STRING;

    cr_expect_eq(token->type, token_type(node), "%s: token %zu", name, index);
    cr_expect_eq(token->start, (int)(node->start + quote), "%s: token %zu", name,
                 index);
    cr_expect_eq(token->end, (int)(node->end - quote), "%s: token %zu", name, index);
    cr_expect(!is_container(node) || token->size == (int)node->count, "%s: token %zu",
              name, index);
}

static void compare(const char *name, TriStr text)
{
    jsmntok_t *tokens = malloc(MOST_TOKENS * sizeof *tokens);
    TriSource source = tri_source_open(&arena, tri_str_from_c(name), text);
    TriSink sink = { .arena = &arena };
    TriJson json = tri_json_parse(&nodes, arena, &source, &sink);
    jsmn_parser parser;

    cr_assert_not_null(json.root, "%s", name);
    jsmn_init(&parser);
    int count =
        jsmn_parse(&parser, source.text.data, source.text.size, tokens, MOST_TOKENS);

    cr_assert_eq(count, (int)json.root->extent, "%s: %d tokens", name, count);
    for (int i = 0; i < count; i++) {
        expect_token(name, (size_t)i, json.root + i, &tokens[i]);
    }
    free(tokens);
}

Test(json_tokens, agree_with_jsmn)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        " {\"a\" : [1, -2.5e3, true ,false,null], \"b\":{\"c\":{}}} ",
        "[\"\", \"\\\"\", \"\\\\\", \"\\u00e9\", \"x\\ny\", \"[]{}:,\"]",
        "[[[[1],[2]],[]],{}]\n",
        "{\"long name of a member\":\"and a value that is longer than a block\"}",
        "\t[\r\n1\r\n,\r\n2\r\n]",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        compare(texts[i], tri_str_from_c(texts[i]));
    }
}

Test(json_tokens, agree_with_jsmn_in_a_large_template)
{
    TriError error = { &arena, { 0 } };
    TriStr text;

    cr_assert_eq(tri_file_read(&arena,
                               TRI_STR(TRICEP_TESTS "/verdicts/app-service.json"),
                               &text, &error),
                 TRI_OK);
    compare("app-service.json", text);
}
