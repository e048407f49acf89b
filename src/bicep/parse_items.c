/* Objects, arrays and loops: items in brackets (bicep-language.md 2.2). */
#include "bicep/parser.h"

#include "base/map.h"
#include "base/text.h"

/* ---- items ---- */

static TriSyntax *parse_spread(TriParser *parser)
{
    size_t start = parser->next->start;
    TriSyntax *value;

    tri_parser_expect(parser, TRI_TOKEN_SPREAD);
    value = tri_parse_expression(parser);
    return tri_syntax_new(parser, TRI_SYNTAX_SPREAD, start, &value, 1);
}

static TriSyntax *parse_key(TriParser *parser)
{
    if (tri_parser_is_name(parser)) {
        return tri_syntax_word(parser, TRI_SYNTAX_STRING,
                               tri_parser_expect_name(parser));
    }
    if (tri_parser_is(parser, TRI_TOKEN_STRING) ||
        tri_parser_is(parser, TRI_TOKEN_STRING_START)) {
        return tri_parse_string(parser);
    }
    tri_parser_fail(parser, "the name of a property");
    return tri_syntax_error(parser);
}

static TriSyntax *parse_member(TriParser *parser)
{
    size_t start = parser->next->start;
    TriSyntax *items[2];

    items[0] = parse_key(parser);
    tri_parser_expect(parser, TRI_TOKEN_COLON);
    items[1] = tri_parse_expression(parser);
    return tri_syntax_new(parser, TRI_SYNTAX_MEMBER, start, items, 2);
}

static bool is_nested_resource(TriParser *parser)
{
    return tri_parser_is(parser, TRI_TOKEN_AT) ||
           (tri_parser_is_word(parser, parser->next, TRI_STR("resource")) &&
            tri_parser_second(parser)->kind == TRI_TOKEN_NAME);
}

/* Decorators may stand in front of other statements, but those not here (BCP132). */
static void check_nested(TriParser *parser, const TriStatement *statement)
{
    if (statement != NULL && !parser->has_failed &&
        statement->kind != TRI_STATEMENT_RESOURCE) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_span(parser->source, statement->start, statement->end),
                   "inside of a resource only other resources may be declared");
    }
}

/* Each has the names and types of all around it in its own; no type has so many parts.
 */
enum { MOST_NESTED = 32 };

static TriSyntax *parse_nested(TriParser *parser)
{
    size_t start = parser->next->start;

    if (parser->nested >= MOST_NESTED) {
        tri_parser_fail_at(parser, tri_span(parser->source, start, parser->next->end),
                           "resources are nested deeper than 32 levels");
        return tri_syntax_error(parser);
    }
    parser->nested++;
    TriStatement *statement = tri_parse_statement(parser, true);

    parser->nested--;
    check_nested(parser, statement);
    TriSyntax *syntax =
        tri_syntax_new(parser, statement == NULL ? TRI_SYNTAX_ERROR : TRI_SYNTAX_NESTED,
                       start, NULL, 0);

    syntax->statement = statement;
    return syntax;
}

static TriSyntax *parse_object_item(TriParser *parser)
{
    if (is_nested_resource(parser)) {
        return parse_nested(parser);
    }
    return tri_parser_is(parser, TRI_TOKEN_SPREAD) ? parse_spread(parser)
                                                   : parse_member(parser);
}

static TriSyntax *parse_array_item(TriParser *parser)
{
    return tri_parser_is(parser, TRI_TOKEN_SPREAD) ? parse_spread(parser)
                                                   : tri_parse_expression(parser);
}

/* ---- one after the other ---- */

bool tri_parser_is_unclosed(TriParser *parser, TriTokenKind close)
{
    if (parser->has_failed || parser->is_patient ||
        !tri_parser_is_line_start(parser, parser->next) ||
        !tri_parser_is_statement(parser, 0) ||
        (close == TRI_TOKEN_CLOSE_BRACE &&
         tri_parser_second(parser)->kind == TRI_TOKEN_COLON)) {
        return false;
    }
    tri_parser_fail(parser, tri_token_name(close));
    parser->has_guessed = true;
    parser->is_unwinding = true;
    return true;
}

/* Either ends an item, but not both. */
static void check_comma(TriParser *parser, const TriToken *comma)
{
    TriSpan span = tri_span(parser->source, comma->start, comma->end);

    if (tri_parser_is(parser, TRI_TOKEN_NEWLINE) && tri_parser_tells(parser)) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span,
                   "a line may not end behind ','");
    }
}

/* What may follow an item: a comma on the line, or line ends. */
static void parse_separator(TriParser *parser, TriTokenKind close)
{
    if (tri_parser_is(parser, TRI_TOKEN_NEWLINE) || tri_parser_is(parser, close)) {
        return;
    }
    if (tri_parser_accept(parser, TRI_TOKEN_COMMA)) {
        check_comma(parser, parser->next - 1);
        return;
    }
    tri_parser_fail(parser, close == TRI_TOKEN_CLOSE_BRACE ? "a line end, ',' or '}'"
                                                           : "a line end, ',' or ']'");
}

/* So many items that are wrong one behind the other are mistakes by themselves; more
   are items of something else, whose bracket is missing. */
enum { MOST_WRONG = 2 };

/* Reads the next item and what ends it. False when nothing of the bracket goes on;
   `wrong` is how many are wrong one behind the other. */
static bool parse_item(TriParser *parser, TriTokenKind close,
                       TriSyntax *(*parse)(TriParser *), unsigned *wrong)
{
    TriSyntax *item = parse(parser);

    parse_separator(parser, close);
    if (item->kind != TRI_SYNTAX_ERROR) {
        tri_parser_push(parser, item);
    }
    *wrong = parser->has_failed ? *wrong + 1 : 0;
    return !parser->has_failed || tri_parser_recover(parser, close);
}

void tri_parse_items(TriParser *parser, TriTokenKind close,
                     TriSyntax *(*parse)(TriParser *))
{
    bool was_silent = parser->is_silent;
    unsigned wrong = 0;

    do {
        parser->is_silent = was_silent || wrong >= MOST_WRONG;
        tri_parser_skip_lines(parser);
    } while (!tri_parser_is_unclosed(parser, close) &&
             !tri_parser_accept(parser, close) &&
             parse_item(parser, close, parse, &wrong));
    parser->is_silent = was_silent;
}

/* ---- keys ---- */

/* The key of a property; NULL: the item is none, or its key has holes. */
static const TriSyntax *plain_key(const TriSyntax *item)
{
    bool has_key =
        item->kind == TRI_SYNTAX_REST ||
        (item->kind == TRI_SYNTAX_MEMBER && item->items[0]->kind == TRI_SYNTAX_STRING);

    return has_key ? item->items[0] : NULL;
}

/* A number below 64 that keys which differ seldom share. */
static unsigned mark_of(TriStr key)
{
    unsigned size = (unsigned)key.size;

    return size == 0 ? 0
                     : ((unsigned char)key.data[0] * 7 +
                        (unsigned char)key.data[size / 2] * 31 +
                        (unsigned char)key.data[size - 1] * 3 + size) %
                           64;
}

/* False for most objects: no two keys have a mark in common. */
static bool may_have_twins(const TriSyntax *object)
{
    uint64_t seen = 0;

    for (size_t i = 0; i < object->count; i++) {
        const TriSyntax *key = plain_key(object->items[i]);
        uint64_t bit = key == NULL ? 0 : (uint64_t)1 << mark_of(key->text);

        if ((seen & bit) != 0) {
            return true;
        }
        seen |= bit;
    }
    return false;
}

/* The first key that another property has before; NULL: none. */
static const TriSyntax *find_twin(TriArena scratch, const TriSyntax *object)
{
    TriMap seen = { 0 };
    void *rest = NULL;

    for (size_t i = 0; i < object->count; i++) {
        const TriSyntax *key = plain_key(object->items[i]);

        if (key == NULL) {
            continue;
        }
        void **place = object->items[i]->kind == TRI_SYNTAX_REST
                           ? &rest
                           : tri_map_put(&scratch, &seen, key->text, TRI_MAP_EXACT);

        if (*place != NULL) {
            return key;
        }
        *place = object->items[i];
    }
    return NULL;
}

void tri_parser_check_keys(TriParser *parser, const TriSyntax *object)
{
    const TriSyntax *twin = !parser->has_failed && may_have_twins(object)
                                ? find_twin(*parser->arena, object)
                                : NULL;

    if (twin != NULL) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_span(parser->source, twin->start, twin->end),
                   "the object has a property '%.*s' already", TRI_ARG(twin->text));
    }
}

/* ---- loops ---- */

static void check_index(TriParser *parser, TriStr item, const TriSyntax *index)
{
    if (!parser->has_failed && tri_str_eq(item, index->text)) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_span(parser->source, index->start, index->end),
                   "'%.*s' is a name here already", TRI_ARG(item));
    }
}

/* The name of the item is `*name`; that of the index, if it has one, the result. */
static TriSyntax *parse_for_names(TriParser *parser, TriStr *name)
{
    bool has_index = tri_parser_accept(parser, TRI_TOKEN_OPEN_PARENTHESIS);
    TriSyntax *index = NULL;

    *name = tri_parser_text(parser, tri_parser_expect_name(parser));
    if (has_index) {
        tri_parser_expect(parser, TRI_TOKEN_COMMA);
        index =
            tri_syntax_word(parser, TRI_SYNTAX_NAME, tri_parser_expect_name(parser));
        tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
        check_index(parser, *name, index);
    }
    return index;
}

TriSyntax *tri_parse_for(TriParser *parser, size_t start,
                         TriSyntax *(*body)(TriParser *))
{
    TriSyntax *items[3];
    TriStr name;

    tri_parser_take(parser);
    items[2] = parse_for_names(parser, &name);
    if (!tri_parser_is_word(parser, parser->next, TRI_STR("in"))) {
        tri_parser_fail(parser, "'in'");
    } else {
        tri_parser_take(parser);
    }
    items[0] = tri_parse_expression(parser);
    tri_parser_expect(parser, TRI_TOKEN_COLON);
    items[1] = body(parser);
    tri_parser_skip_lines(parser);
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_BRACKET);
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_FOR, start, items, 3);

    syntax->text = name;
    syntax->count = 2;
    return syntax;
}

/* ---- objects and arrays ---- */

TriSyntax *tri_parse_object(TriParser *parser)
{
    size_t start = parser->next->start;
    size_t first = parser->pending.count;

    tri_parser_expect(parser, TRI_TOKEN_OPEN_BRACE);
    if (!parser->has_failed) {
        tri_parse_items(parser, TRI_TOKEN_CLOSE_BRACE, parse_object_item);
    }
    TriSyntax *object = tri_syntax_of_pending(parser, TRI_SYNTAX_OBJECT, start, first);

    tri_parser_check_keys(parser, object);
    return object;
}

static bool is_for(TriParser *parser)
{
    if (!tri_parser_is_word(parser, parser->next, TRI_STR("for"))) {
        return false;
    }
    TriTokenKind following = tri_parser_second(parser)->kind;

    return following == TRI_TOKEN_NAME || following == TRI_TOKEN_OPEN_PARENTHESIS;
}

TriSyntax *tri_parse_array(TriParser *parser)
{
    size_t start = parser->next++->start;
    size_t first = parser->pending.count;

    tri_parser_skip_lines(parser);
    if (is_for(parser)) {
        return tri_parse_for(parser, start, tri_parse_expression);
    }
    tri_parse_items(parser, TRI_TOKEN_CLOSE_BRACKET, parse_array_item);
    return tri_syntax_of_pending(parser, TRI_SYNTAX_ARRAY, start, first);
}
