/* Types (bicep-language.md 2.3). */
#include "bicep/parser.h"

/* ---- objects and tuples ---- */

static TriSyntax *parse_type_key(TriParser *parser)
{
    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        return tri_parse_string(parser);
    }
    TriSyntax *key = tri_syntax_word(parser, TRI_SYNTAX_STRING, parser->next);

    if (tri_parser_is_name(parser) || tri_parser_is(parser, TRI_TOKEN_STAR)) {
        tri_parser_check_name(parser, parser->next++);
    } else {
        tri_parser_fail(parser, "the name of a property");
    }
    return key;
}

/* A type, with the decorators that stand in front of its line, from the `first` one
   that is pending on. */
static TriSyntax *parse_decorated(TriParser *parser, size_t first)
{
    size_t start = parser->next->start;
    TriSyntax *type = tri_parse_type(parser);

    if (parser->pending.count == first) {
        return type;
    }
    tri_parser_push(parser, type);
    return tri_syntax_of_pending(parser, TRI_SYNTAX_DECORATED, start, first);
}

static TriSyntax *parse_type_member(TriParser *parser)
{
    size_t start = parser->next->start;
    size_t first = parser->pending.count;
    TriSyntax *items[2];

    tri_parse_decorators(parser);
    TriSyntaxKind kind =
        tri_parser_is(parser, TRI_TOKEN_STAR) ? TRI_SYNTAX_REST : TRI_SYNTAX_MEMBER;

    items[0] = parse_type_key(parser);
    tri_parser_expect(parser, TRI_TOKEN_COLON);
    items[1] = parse_decorated(parser, first);
    return tri_syntax_new(parser, kind, start, items, 2);
}

static TriSyntax *parse_tuple_item(TriParser *parser)
{
    size_t first = parser->pending.count;

    tri_parse_decorators(parser);
    return parse_decorated(parser, first);
}

static TriSyntax *parse_type_items(TriParser *parser, TriSyntaxKind kind,
                                   TriTokenKind close, TriSyntax *(*item)(TriParser *))
{
    size_t start = parser->next++->start;
    size_t first = parser->pending.count;

    tri_parse_items(parser, close, item);
    return tri_syntax_of_pending(parser, kind, start, first);
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
    TriSyntaxKind kind = tri_parser_word_kind(parser, parser->next);
    TriSyntax *syntax = tri_syntax_word(parser, kind, parser->next++);

    if (tri_parser_is(parser, TRI_TOKEN_LESS)) {
        skip_type_arguments(parser);
        syntax->end = parser->next[-1].end;
    }
    return syntax;
}

static TriSyntax *parse_type_group(TriParser *parser)
{
    parser->next++;
    tri_parser_skip_lines(parser);
    TriSyntax *inner = tri_parse_type(parser);

    tri_parser_skip_lines(parser);
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    return inner;
}

static TriSyntax *parse_object_type(TriParser *parser)
{
    TriSyntax *type = parse_type_items(parser, TRI_SYNTAX_OBJECT, TRI_TOKEN_CLOSE_BRACE,
                                       parse_type_member);

    tri_parser_check_keys(parser, type);
    return type;
}

static TriSyntax *parse_type_primary(TriParser *parser, bool is_negative)
{
    switch (parser->next->kind) {
    case TRI_TOKEN_NUMBER:
        return tri_parse_number(parser, is_negative);
    case TRI_TOKEN_STRING:
    case TRI_TOKEN_STRING_START:
        return tri_parse_string(parser);
    case TRI_TOKEN_NAME:
        return parse_type_name(parser);
    case TRI_TOKEN_OPEN_PARENTHESIS:
        return parse_type_group(parser);
    case TRI_TOKEN_OPEN_BRACE:
        return parse_object_type(parser);
    case TRI_TOKEN_OPEN_BRACKET:
        return parse_type_items(parser, TRI_SYNTAX_ARRAY, TRI_TOKEN_CLOSE_BRACKET,
                                parse_tuple_item);
    default:
        tri_parser_fail(parser, "a type");
        return tri_syntax_error(parser);
    }
}

/* ---- what follows ---- */

/* Behind the dot. */
static TriSyntax *parse_type_part(TriParser *parser, TriSyntax *base)
{
    if (tri_parser_accept(parser, TRI_TOKEN_STAR)) {
        return tri_syntax_wrap(parser, TRI_SYNTAX_PART, base);
    }
    const TriToken *name = tri_parser_expect_name(parser);
    TriSyntax *items[] = { base, tri_syntax_word(parser, TRI_SYNTAX_STRING, name) };

    skip_type_arguments(parser);
    TriSyntax *syntax =
        tri_syntax_new(parser, TRI_SYNTAX_ACCESS, base->start, items, 2);

    syntax->is_member = true;
    return syntax;
}

/* Behind the bracket: [], [*] and [number]. */
static TriSyntax *parse_type_index(TriParser *parser, TriSyntax *base)
{
    if (tri_parser_accept(parser, TRI_TOKEN_CLOSE_BRACKET)) {
        return tri_syntax_wrap(parser, TRI_SYNTAX_LIST, base);
    }
    if (tri_parser_accept(parser, TRI_TOKEN_STAR)) {
        tri_parser_expect(parser, TRI_TOKEN_CLOSE_BRACKET);
        return tri_syntax_wrap(parser, TRI_SYNTAX_PART, base);
    }
    TriSyntax *items[] = { base, tri_parse_expression(parser) };

    tri_parser_expect(parser, TRI_TOKEN_CLOSE_BRACKET);
    return tri_syntax_new(parser, TRI_SYNTAX_ACCESS, base->start, items, 2);
}

static TriSyntax *parse_type_postfix(TriParser *parser, bool is_negative)
{
    TriSyntax *syntax = parse_type_primary(parser, is_negative);

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
    TriTokenKind kind = parser->next->kind;

    if (kind != TRI_TOKEN_NOT && kind != TRI_TOKEN_MINUS) {
        return parse_type_postfix(parser, false);
    }
    size_t start = parser->next++->start;
    TriSyntax *operand = parse_type_postfix(parser, kind == TRI_TOKEN_MINUS);
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_UNARY, start, &operand, 1);

    syntax->operation = kind;
    return syntax;
}

/* One line end may stand in front of a bar. */
static bool accept_bar(TriParser *parser)
{
    if (tri_parser_is(parser, TRI_TOKEN_NEWLINE) &&
        tri_parser_second(parser)->kind == TRI_TOKEN_BAR) {
        tri_parser_take(parser);
    }
    return tri_parser_accept(parser, TRI_TOKEN_BAR);
}

static TriSyntax *parse_union(TriParser *parser)
{
    size_t start = parser->next->start;
    size_t first = parser->pending.count;

    accept_bar(parser);
    TriSyntax *type = parse_type_unary(parser);

    if (!accept_bar(parser)) {
        return type;
    }
    tri_parser_push(parser, type);
    do {
        tri_parser_push(parser, parse_type_unary(parser));
    } while (accept_bar(parser));
    return tri_syntax_of_pending(parser, TRI_SYNTAX_UNION, start, first);
}

TriSyntax *tri_parse_type(TriParser *parser)
{
    TriSyntax *syntax;

    if (parser->has_failed || parser->depth >= TRI_BICEP_DEPTH_LIMIT) {
        const TriToken *token = parser->next;

        tri_parser_fail_at(parser, tri_span(parser->source, token->start, token->end),
                           "types are nested deeper than 500 levels");
        return tri_syntax_error(parser);
    }
    parser->depth++;
    syntax = parse_union(parser);
    parser->depth--;
    return syntax;
}
