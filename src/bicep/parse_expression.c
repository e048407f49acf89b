/* Expressions (bicep-language.md 2.2). */
#include "bicep/parser.h"

static size_t start_of(const TriParser *parser)
{
    return tri_parser_token(parser, 0)->start;
}

static TriSyntax *error_node(TriParser *parser)
{
    return tri_syntax_new(parser, TRI_SYNTAX_ERROR, start_of(parser));
}

/* ---- strings ---- */

static TriSyntax *string_piece(TriParser *parser, const TriToken *token)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_STRING, token->start);
    TriSpan wrong;

    syntax->end = token->end;
    if (!tri_bicep_string(parser->arena, parser->source, token, &syntax->text,
                          &wrong)) {
        tri_parser_fail_at(parser, wrong,
                           "a backslash must be followed by one of n r t \\ ' $ or "
                           "u{…}");
    }
    return syntax;
}

static TriSyntax *parse_format(TriParser *parser)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_FORMAT, start_of(parser));
    TriSyntaxList items = { 0 };
    TriTokenKind kind = TRI_TOKEN_STRING_START;

    while (!parser->has_failed && kind != TRI_TOKEN_STRING_END) {
        TriSyntax *piece = string_piece(parser, tri_parser_take(parser));
        TriSyntax *hole = tri_parse_expression(parser);

        tri_list_push(parser->arena, &items, piece);
        tri_list_push(parser->arena, &items, hole);
        kind = tri_parser_token(parser, 0)->kind;
        if (kind != TRI_TOKEN_STRING_MIDDLE && kind != TRI_TOKEN_STRING_END) {
            tri_parser_fail(parser, "'}' and the rest of the string");
        }
    }
    if (!parser->has_failed) {
        TriSyntax *piece = string_piece(parser, tri_parser_take(parser));

        tri_list_push(parser->arena, &items, piece);
    }
    return tri_syntax_finish(parser, syntax, items);
}

TriSyntax *tri_parse_string(TriParser *parser)
{
    if (tri_parser_is(parser, TRI_TOKEN_STRING_START)) {
        return parse_format(parser);
    }
    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        return string_piece(parser, tri_parser_take(parser));
    }
    tri_parser_fail(parser, "a string");
    return error_node(parser);
}

static bool is_string(const TriParser *parser)
{
    return tri_parser_is(parser, TRI_TOKEN_STRING) ||
           tri_parser_is(parser, TRI_TOKEN_STRING_START);
}

/* ---- objects and arrays ---- */

static TriSyntax *parse_spread(TriParser *parser)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_SPREAD, start_of(parser));
    TriSyntaxList items = { 0 };

    tri_parser_expect(parser, TRI_TOKEN_SPREAD);
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    return tri_syntax_finish(parser, syntax, items);
}

static TriSyntax *parse_key(TriParser *parser)
{
    const TriToken *token = tri_parser_token(parser, 0);

    if (is_string(parser)) {
        return tri_parse_string(parser);
    }
    if (!tri_parser_accept(parser, TRI_TOKEN_NAME)) {
        tri_parser_fail(parser, "the name of a property");
        return error_node(parser);
    }
    return tri_syntax_word(parser, TRI_SYNTAX_STRING, token);
}

static TriSyntax *parse_member(TriParser *parser)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_MEMBER, start_of(parser));
    TriSyntaxList items = { 0 };

    tri_list_push(parser->arena, &items, parse_key(parser));
    tri_parser_expect(parser, TRI_TOKEN_COLON);
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    return tri_syntax_finish(parser, syntax, items);
}

static bool is_nested_resource(const TriParser *parser)
{
    return tri_parser_is(parser, TRI_TOKEN_AT) ||
           (tri_parser_is_word(parser, 0, "resource") &&
            tri_parser_token(parser, 1)->kind == TRI_TOKEN_NAME);
}

static TriSyntax *parse_nested(TriParser *parser)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_NESTED, start_of(parser));

    syntax->statement = tri_parse_statement(parser);
    if (syntax->statement == NULL) {
        syntax->kind = TRI_SYNTAX_ERROR;
    }
    return tri_syntax_finish(parser, syntax, (TriSyntaxList){ 0 });
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

/* A statement inside brackets means that somebody forgot to close them. */
static bool is_unclosed(TriParser *parser, TriTokenKind close)
{
    if (parser->has_failed || !tri_parser_is_statement(parser) ||
        (close == TRI_TOKEN_CLOSE_BRACE &&
         tri_parser_token(parser, 1)->kind == TRI_TOKEN_COLON)) {
        return false;
    }
    tri_parser_fail(parser, tri_token_name(close));
    parser->is_unwinding = true;
    return true;
}

/* What may follow an item: a comma on the line, or line ends. */
static void parse_separator(TriParser *parser, TriTokenKind close)
{
    if (tri_parser_is(parser, close)) {
        return;
    }
    if (tri_parser_accept(parser, TRI_TOKEN_COMMA)) {
        return;
    }
    if (!tri_parser_is(parser, TRI_TOKEN_NEWLINE)) {
        tri_parser_fail(parser, close == TRI_TOKEN_CLOSE_BRACE
                                    ? "a line end, ',' or '}'"
                                    : "a line end, ',' or ']'");
    }
}

void tri_parse_items(TriParser *parser, TriTokenKind close,
                     TriSyntax *(*parse)(TriParser *), TriSyntaxList *items)
{
    for (;;) {
        tri_parser_skip_lines(parser);
        if (is_unclosed(parser, close) || tri_parser_accept(parser, close)) {
            return;
        }
        TriSyntax *item = parse(parser);

        parse_separator(parser, close);
        if (item->kind != TRI_SYNTAX_ERROR) {
            tri_list_push(parser->arena, items, item);
        }
        if (parser->has_failed && !tri_parser_recover(parser, close)) {
            return;
        }
    }
}

TriSyntax *tri_parse_object(TriParser *parser)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_OBJECT, start_of(parser));
    TriSyntaxList items = { 0 };

    tri_parser_expect(parser, TRI_TOKEN_OPEN_BRACE);
    if (!parser->has_failed) {
        tri_parse_items(parser, TRI_TOKEN_CLOSE_BRACE, parse_object_item, &items);
    }
    return tri_syntax_finish(parser, syntax, items);
}

static void parse_for_names(TriParser *parser, TriSyntax *syntax)
{
    bool has_index = tri_parser_accept(parser, TRI_TOKEN_OPEN_PARENTHESIS);
    const TriToken *name = tri_parser_expect(parser, TRI_TOKEN_NAME);

    syntax->text = tri_parser_text(parser, name);
    if (has_index) {
        tri_parser_expect(parser, TRI_TOKEN_COMMA);
        syntax->index_name =
            tri_parser_text(parser, tri_parser_expect(parser, TRI_TOKEN_NAME));
        tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    }
}

TriSyntax *tri_parse_for(TriParser *parser, TriSyntax *(*body)(TriParser *))
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_FOR, start_of(parser));
    TriSyntaxList items = { 0 };

    tri_parser_take(parser);
    parse_for_names(parser, syntax);
    if (!tri_parser_is_word(parser, 0, "in")) {
        tri_parser_fail(parser, "'in'");
    } else {
        tri_parser_take(parser);
    }
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    tri_parser_expect(parser, TRI_TOKEN_COLON);
    tri_list_push(parser->arena, &items, body(parser));
    tri_parser_skip_lines(parser);
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_BRACKET);
    return tri_syntax_finish(parser, syntax, items);
}

static bool is_for(const TriParser *parser)
{
    TriTokenKind next = tri_parser_token(parser, 1)->kind;

    return tri_parser_is_word(parser, 0, "for") &&
           (next == TRI_TOKEN_NAME || next == TRI_TOKEN_OPEN_PARENTHESIS);
}

static TriSyntax *parse_array(TriParser *parser)
{
    size_t start = start_of(parser);
    TriSyntax *syntax;
    TriSyntaxList items = { 0 };

    tri_parser_take(parser);
    tri_parser_skip_lines(parser);
    if (is_for(parser)) {
        syntax = tri_parse_for(parser, tri_parse_expression);
        syntax->start = (uint32_t)start;
        return syntax;
    }
    syntax = tri_syntax_new(parser, TRI_SYNTAX_ARRAY, start);
    tri_parse_items(parser, TRI_TOKEN_CLOSE_BRACKET, parse_array_item, &items);
    return tri_syntax_finish(parser, syntax, items);
}

/* ---- lambdas ---- */

/* "(a, b) =>" stands here: tokens up to the arrow, else 0. */
static size_t find_arrow(const TriParser *parser)
{
    size_t at = 1;

    for (;; at++) {
        TriTokenKind kind = tri_parser_token(parser, at)->kind;

        if (kind == TRI_TOKEN_CLOSE_PARENTHESIS) {
            break;
        }
        if (kind != TRI_TOKEN_NAME && kind != TRI_TOKEN_COMMA &&
            kind != TRI_TOKEN_NEWLINE) {
            return 0;
        }
    }
    return tri_parser_token(parser, at + 1)->kind == TRI_TOKEN_ARROW ? at + 1 : 0;
}

/* At its names; `arrow` tokens on is the arrow. */
static TriSyntax *parse_lambda(TriParser *parser, size_t arrow)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_LAMBDA, start_of(parser));
    TriSyntaxList items = { 0 };

    for (size_t i = 0; i <= arrow; i++) {
        const TriToken *token = tri_parser_take(parser);

        if (token->kind == TRI_TOKEN_NAME) {
            tri_list_push(parser->arena, &items,
                          tri_syntax_word(parser, TRI_SYNTAX_NAME, token));
        }
    }
    tri_parser_skip_lines(parser);
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    return tri_syntax_finish(parser, syntax, items);
}

/* ---- names, calls, groups ---- */

static void parse_arguments(TriParser *parser, TriSyntaxList *items)
{
    tri_parser_expect(parser, TRI_TOKEN_OPEN_PARENTHESIS);
    tri_parser_skip_lines(parser);
    if (tri_parser_accept(parser, TRI_TOKEN_CLOSE_PARENTHESIS)) {
        return;
    }
    do {
        tri_parser_skip_lines(parser);
        tri_list_push(parser->arena, items, tri_parse_expression(parser));
    } while (tri_parser_accept(parser, TRI_TOKEN_COMMA));
    tri_parser_skip_lines(parser);
    if (!tri_parser_is(parser, TRI_TOKEN_CLOSE_PARENTHESIS)) {
        tri_parser_fail(parser, "',' or ')'");
    }
    tri_parser_accept(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
}

static TriSyntax *parse_name(TriParser *parser)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_NAME, start_of(parser));
    TriSyntaxList items = { 0 };

    syntax->kind = tri_parser_word_kind(parser);
    syntax->text = tri_parser_text(parser, tri_parser_take(parser));
    if (syntax->kind == TRI_SYNTAX_NAME &&
        tri_parser_is(parser, TRI_TOKEN_OPEN_PARENTHESIS)) {
        syntax->kind = TRI_SYNTAX_CALL;
        parse_arguments(parser, &items);
    }
    return tri_syntax_finish(parser, syntax, items);
}

static TriSyntax *parse_group(TriParser *parser)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_GROUP, start_of(parser));
    TriSyntaxList items = { 0 };

    tri_parser_take(parser);
    tri_parser_skip_lines(parser);
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    tri_parser_skip_lines(parser);
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    return tri_syntax_finish(parser, syntax, items);
}

static TriSyntax *parse_primary(TriParser *parser)
{
    size_t arrow;

    switch (tri_parser_token(parser, 0)->kind) {
    case TRI_TOKEN_NUMBER:
        return tri_syntax_word(parser, TRI_SYNTAX_NUMBER, tri_parser_take(parser));
    case TRI_TOKEN_STRING:
    case TRI_TOKEN_STRING_START:
        return tri_parse_string(parser);
    case TRI_TOKEN_OPEN_BRACE:
        return tri_parse_object(parser);
    case TRI_TOKEN_OPEN_BRACKET:
        return parse_array(parser);
    case TRI_TOKEN_OPEN_PARENTHESIS:
        arrow = find_arrow(parser);
        return arrow > 0 ? parse_lambda(parser, arrow) : parse_group(parser);
    case TRI_TOKEN_NAME:
        return tri_parser_token(parser, 1)->kind == TRI_TOKEN_ARROW
                   ? parse_lambda(parser, 1)
                   : parse_name(parser);
    default:
        tri_parser_fail(parser, "an expression");
        return error_node(parser);
    }
}

/* ---- accesses ---- */

/* Behind the dot. */
static TriSyntax *parse_dotted(TriParser *parser, TriSyntax *base)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_ACCESS, base->start);
    TriSyntaxList items = { 0 };

    syntax->is_member = true;
    syntax->is_safe = tri_parser_accept(parser, TRI_TOKEN_QUESTION);
    tri_list_push(parser->arena, &items, base);
    TriSyntax *key = tri_syntax_word(parser, TRI_SYNTAX_STRING,
                                     tri_parser_expect(parser, TRI_TOKEN_NAME));

    if (tri_parser_is(parser, TRI_TOKEN_OPEN_PARENTHESIS)) {
        syntax->kind = TRI_SYNTAX_METHOD;
        syntax->text = key->text;
        parse_arguments(parser, &items);
    } else {
        tri_list_push(parser->arena, &items, key);
    }
    return tri_syntax_finish(parser, syntax, items);
}

/* Behind the bracket. */
static TriSyntax *parse_indexed(TriParser *parser, TriSyntax *base)
{
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_ACCESS, base->start);
    TriSyntaxList items = { 0 };

    syntax->is_safe = tri_parser_accept(parser, TRI_TOKEN_QUESTION);
    syntax->is_from_end = tri_parser_accept(parser, TRI_TOKEN_CARET);
    tri_list_push(parser->arena, &items, base);
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_BRACKET);
    return tri_syntax_finish(parser, syntax, items);
}

static TriSyntax *parse_inside(TriParser *parser, TriSyntax *base)
{
    const TriToken *name = tri_parser_expect(parser, TRI_TOKEN_NAME);
    TriSyntax *syntax = tri_syntax_wrap(parser, TRI_SYNTAX_INSIDE, base);

    syntax->text = tri_parser_text(parser, name);
    return syntax;
}

/* A chain is a tree as deep as it is long. */
static bool is_too_long(TriParser *parser, size_t links)
{
    if (links + parser->depth <= TRI_BICEP_DEPTH_LIMIT) {
        return false;
    }
    const TriToken *token = tri_parser_token(parser, 0);

    tri_parser_fail_at(parser, tri_span(parser->source, token->start, token->end),
                       "expressions are nested deeper than 500 levels");
    return true;
}

static TriSyntax *parse_postfix(TriParser *parser)
{
    TriSyntax *syntax = parse_primary(parser);

    for (size_t links = 0; !parser->has_failed; links++) {
        if (is_too_long(parser, links)) {
            break;
        }
        if (tri_parser_accept(parser, TRI_TOKEN_DOT)) {
            syntax = parse_dotted(parser, syntax);
        } else if (tri_parser_accept(parser, TRI_TOKEN_OPEN_BRACKET)) {
            syntax = parse_indexed(parser, syntax);
        } else if (tri_parser_accept(parser, TRI_TOKEN_DOUBLE_COLON)) {
            syntax = parse_inside(parser, syntax);
        } else if (tri_parser_accept(parser, TRI_TOKEN_NOT)) {
            syntax = tri_syntax_wrap(parser, TRI_SYNTAX_ASSERT, syntax);
        } else {
            break;
        }
    }
    return syntax;
}

/* ---- operators ---- */

static TriSyntax *parse_unary(TriParser *parser)
{
    TriTokenKind kind = tri_parser_token(parser, 0)->kind;
    TriSyntaxList items = { 0 };

    if (kind != TRI_TOKEN_NOT && kind != TRI_TOKEN_MINUS) {
        return parse_postfix(parser);
    }
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_UNARY, start_of(parser));

    syntax->operator= kind;
    tri_parser_take(parser);
    tri_list_push(parser->arena, &items, parse_postfix(parser));
    return tri_syntax_finish(parser, syntax, items);
}

static int precedence_of(TriTokenKind kind)
{
    static const unsigned char levels[TRI_TOKEN_KIND_COUNT] = {
        [TRI_TOKEN_COALESCE] = 1,
        [TRI_TOKEN_OR] = 2,
        [TRI_TOKEN_AND] = 3,
        [TRI_TOKEN_EQUAL] = 4,
        [TRI_TOKEN_NOT_EQUAL] = 4,
        [TRI_TOKEN_EQUAL_NOCASE] = 4,
        [TRI_TOKEN_NOT_EQUAL_NOCASE] = 4,
        [TRI_TOKEN_LESS] = 5,
        [TRI_TOKEN_LESS_OR_EQUAL] = 5,
        [TRI_TOKEN_GREATER] = 5,
        [TRI_TOKEN_GREATER_OR_EQUAL] = 5,
        [TRI_TOKEN_PLUS] = 6,
        [TRI_TOKEN_MINUS] = 6,
        [TRI_TOKEN_STAR] = 7,
        [TRI_TOKEN_SLASH] = 7,
        [TRI_TOKEN_PERCENT] = 7,
    };

    return levels[kind];
}

/* Operators of `level` and tighter. */
static TriSyntax *parse_binary(TriParser *parser, int level)
{
    TriSyntax *left = parse_unary(parser);

    for (size_t links = 0; !parser->has_failed; links++) {
        TriTokenKind kind = tri_parser_token(parser, 0)->kind;
        TriSyntaxList items = { 0 };

        if (precedence_of(kind) < level || precedence_of(kind) == 0 ||
            is_too_long(parser, links)) {
            break;
        }
        TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_BINARY, left->start);

        syntax->operator= kind;
        tri_parser_take(parser);
        tri_list_push(parser->arena, &items, left);
        tri_list_push(parser->arena, &items,
                      parse_binary(parser, precedence_of(kind) + 1));
        left = tri_syntax_finish(parser, syntax, items);
    }
    return left;
}

/* Line ends may stand in front of ? and of : only. */
static bool accept_behind_lines(TriParser *parser, TriTokenKind kind)
{
    size_t ahead = 0;

    while (tri_parser_token(parser, ahead)->kind == TRI_TOKEN_NEWLINE) {
        ahead++;
    }
    if (parser->has_failed || tri_parser_token(parser, ahead)->kind != kind) {
        return false;
    }
    parser->at += ahead + 1;
    return true;
}

static TriSyntax *parse_choice(TriParser *parser)
{
    TriSyntax *condition = parse_binary(parser, 1);
    TriSyntaxList items = { 0 };

    if (!accept_behind_lines(parser, TRI_TOKEN_QUESTION)) {
        return condition;
    }
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_CHOICE, condition->start);

    tri_list_push(parser->arena, &items, condition);
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    if (!accept_behind_lines(parser, TRI_TOKEN_COLON)) {
        tri_parser_fail(parser, "':'");
    }
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    return tri_syntax_finish(parser, syntax, items);
}

TriSyntax *tri_parse_expression(TriParser *parser)
{
    TriSyntax *syntax;

    if (parser->has_failed || is_too_long(parser, 0)) {
        return error_node(parser);
    }
    parser->depth++;
    syntax = parse_choice(parser);
    parser->depth--;
    return parser->has_failed && parser->is_unwinding ? error_node(parser) : syntax;
}
