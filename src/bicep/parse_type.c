/* Types (bicep-language.md 2.3). They matter as far as values hang on them. */
#include "bicep/parser.h"

/* ---- objects and tuples ---- */

static TriSyntax *parse_type_member(TriParser *parser)
{
    size_t start = tri_parser_token(parser, 0)->start;
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_MEMBER, start);
    TriSyntaxList items = { 0 };

    tri_parse_decorators(parser);
    TriSyntax *key =
        tri_syntax_word(parser, TRI_SYNTAX_STRING, tri_parser_token(parser, 0));

    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        key = tri_parse_string(parser);
    } else if (tri_parser_is(parser, TRI_TOKEN_NAME) ||
               tri_parser_is(parser, TRI_TOKEN_STAR)) {
        tri_parser_take(parser);
    } else {
        tri_parser_fail(parser, "the name of a property");
    }
    tri_list_push(parser->arena, &items, key);
    tri_parser_expect(parser, TRI_TOKEN_COLON);
    tri_list_push(parser->arena, &items, tri_parse_type(parser));
    return tri_syntax_finish(parser, syntax, items);
}

static TriSyntax *parse_tuple_item(TriParser *parser)
{
    tri_parse_decorators(parser);
    return tri_parse_type(parser);
}

static TriSyntax *parse_type_items(TriParser *parser, TriSyntaxKind kind,
                                   TriTokenKind close, TriSyntax *(*item)(TriParser *))
{
    TriSyntax *syntax =
        tri_syntax_new(parser, kind, tri_parser_token(parser, 0)->start);
    TriSyntaxList items = { 0 };

    tri_parser_take(parser);
    tri_parse_items(parser, close, item, &items);
    return tri_syntax_finish(parser, syntax, items);
}

/* ---- names ---- */

/* resourceInput<'T@v'>: what is in < > says nothing that values hang on. */
static void skip_type_arguments(TriParser *parser)
{
    if (!tri_parser_accept(parser, TRI_TOKEN_LESS)) {
        return;
    }
    do {
        tri_parser_skip_lines(parser);
        tri_parse_type(parser);
        tri_parser_skip_lines(parser);
    } while (tri_parser_accept(parser, TRI_TOKEN_COMMA));
    tri_parser_expect(parser, TRI_TOKEN_GREATER);
}

static TriSyntax *parse_type_name(TriParser *parser)
{
    TriSyntax *syntax =
        tri_syntax_new(parser, TRI_SYNTAX_NAME, tri_parser_token(parser, 0)->start);

    syntax->kind = tri_parser_word_kind(parser);
    syntax->text = tri_parser_text(parser, tri_parser_take(parser));
    skip_type_arguments(parser);
    return tri_syntax_finish(parser, syntax, (TriSyntaxList){ 0 });
}

static TriSyntax *parse_type_group(TriParser *parser)
{
    tri_parser_take(parser);
    tri_parser_skip_lines(parser);
    TriSyntax *inner = tri_parse_type(parser);

    tri_parser_skip_lines(parser);
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    return inner;
}

static TriSyntax *parse_type_primary(TriParser *parser)
{
    switch (tri_parser_token(parser, 0)->kind) {
    case TRI_TOKEN_NUMBER:
        return tri_syntax_word(parser, TRI_SYNTAX_NUMBER, tri_parser_take(parser));
    case TRI_TOKEN_STRING:
    case TRI_TOKEN_STRING_START:
        return tri_parse_string(parser);
    case TRI_TOKEN_NAME:
        return parse_type_name(parser);
    case TRI_TOKEN_OPEN_PARENTHESIS:
        return parse_type_group(parser);
    case TRI_TOKEN_OPEN_BRACE:
        return parse_type_items(parser, TRI_SYNTAX_OBJECT, TRI_TOKEN_CLOSE_BRACE,
                                parse_type_member);
    case TRI_TOKEN_OPEN_BRACKET:
        return parse_type_items(parser, TRI_SYNTAX_ARRAY, TRI_TOKEN_CLOSE_BRACKET,
                                parse_tuple_item);
    default:
        tri_parser_fail(parser, "a type");
        return tri_syntax_new(parser, TRI_SYNTAX_ERROR,
                              tri_parser_token(parser, 0)->start);
    }
}

/* ---- what follows ---- */

/* Behind the dot. */
static TriSyntax *parse_type_part(TriParser *parser, TriSyntax *base)
{
    if (tri_parser_accept(parser, TRI_TOKEN_STAR)) {
        return tri_syntax_wrap(parser, TRI_SYNTAX_PART, base);
    }
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_ACCESS, base->start);
    TriSyntaxList items = { 0 };
    TriSyntax *key = tri_syntax_word(parser, TRI_SYNTAX_STRING,
                                     tri_parser_expect(parser, TRI_TOKEN_NAME));

    skip_type_arguments(parser);
    tri_list_push(parser->arena, &items, base);
    tri_list_push(parser->arena, &items, key);
    syntax->is_member = true;
    return tri_syntax_finish(parser, syntax, items);
}

/* Behind the bracket: [], [*] and [number]. */
static TriSyntax *parse_type_index(TriParser *parser, TriSyntax *base)
{
    TriSyntaxList items = { 0 };

    if (tri_parser_accept(parser, TRI_TOKEN_CLOSE_BRACKET)) {
        return tri_syntax_wrap(parser, TRI_SYNTAX_LIST, base);
    }
    if (tri_parser_accept(parser, TRI_TOKEN_STAR)) {
        tri_parser_expect(parser, TRI_TOKEN_CLOSE_BRACKET);
        return tri_syntax_wrap(parser, TRI_SYNTAX_PART, base);
    }
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_ACCESS, base->start);

    tri_list_push(parser->arena, &items, base);
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_BRACKET);
    return tri_syntax_finish(parser, syntax, items);
}

static TriSyntax *parse_type_postfix(TriParser *parser)
{
    TriSyntax *syntax = parse_type_primary(parser);

    for (size_t links = 0; !parser->has_failed && links < TRI_BICEP_DEPTH_LIMIT;
         links++) {
        if (tri_parser_accept(parser, TRI_TOKEN_OPEN_BRACKET)) {
            syntax = parse_type_index(parser, syntax);
        } else if (tri_parser_accept(parser, TRI_TOKEN_DOT)) {
            syntax = parse_type_part(parser, syntax);
        } else if (tri_parser_accept(parser, TRI_TOKEN_QUESTION)) {
            syntax = tri_syntax_wrap(parser, TRI_SYNTAX_NULLABLE, syntax);
        } else if (tri_parser_accept(parser, TRI_TOKEN_NOT)) {
            syntax = tri_syntax_wrap(parser, TRI_SYNTAX_ASSERT, syntax);
        } else {
            break;
        }
    }
    return syntax;
}

static TriSyntax *parse_type_unary(TriParser *parser)
{
    TriTokenKind kind = tri_parser_token(parser, 0)->kind;

    if (kind != TRI_TOKEN_NOT && kind != TRI_TOKEN_MINUS) {
        return parse_type_postfix(parser);
    }
    TriSyntax *syntax =
        tri_syntax_new(parser, TRI_SYNTAX_UNARY, tri_parser_token(parser, 0)->start);
    TriSyntaxList items = { 0 };

    syntax->operator= kind;
    tri_parser_take(parser);
    tri_list_push(parser->arena, &items, parse_type_postfix(parser));
    return tri_syntax_finish(parser, syntax, items);
}

/* One line end may stand in front of a bar. */
static bool accept_bar(TriParser *parser)
{
    if (!parser->has_failed && tri_parser_token(parser, 0)->kind == TRI_TOKEN_NEWLINE &&
        tri_parser_token(parser, 1)->kind == TRI_TOKEN_BAR) {
        parser->at++;
    }
    return tri_parser_accept(parser, TRI_TOKEN_BAR);
}

static TriSyntax *parse_union(TriParser *parser)
{
    TriSyntax *syntax =
        tri_syntax_new(parser, TRI_SYNTAX_UNION, tri_parser_token(parser, 0)->start);
    TriSyntaxList items = { 0 };

    accept_bar(parser);
    do {
        tri_list_push(parser->arena, &items, parse_type_unary(parser));
    } while (accept_bar(parser));
    return items.count == 1 ? items.items[0] : tri_syntax_finish(parser, syntax, items);
}

TriSyntax *tri_parse_type(TriParser *parser)
{
    TriSyntax *syntax;

    if (parser->has_failed || parser->depth >= TRI_BICEP_DEPTH_LIMIT) {
        const TriToken *token = tri_parser_token(parser, 0);

        tri_parser_fail_at(parser, tri_span(parser->source, token->start, token->end),
                           "types are nested deeper than 500 levels");
        return tri_syntax_new(parser, TRI_SYNTAX_ERROR, token->start);
    }
    parser->depth++;
    syntax = parse_union(parser);
    parser->depth--;
    return syntax;
}
