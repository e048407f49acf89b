/* What the parsers of statements, expressions and types share. */
#include "bicep/parser.h"

#include "base/text.h"

const TriToken *tri_parser_token(const TriParser *parser, size_t ahead)
{
    size_t at = parser->at + ahead;
    size_t last = parser->tokens.count - 1;

    return &parser->tokens.items[at < last ? at : last];
}

TriStr tri_parser_text(const TriParser *parser, const TriToken *token)
{
    return tri_str_slice(parser->source->text, token->start, token->end - token->start);
}

bool tri_parser_is(const TriParser *parser, TriTokenKind kind)
{
    return !parser->has_failed && tri_parser_token(parser, 0)->kind == kind;
}

bool tri_parser_is_word(const TriParser *parser, size_t ahead, const char *word)
{
    const TriToken *token = tri_parser_token(parser, ahead);

    return !parser->has_failed && token->kind == TRI_TOKEN_NAME &&
           tri_str_eq(tri_parser_text(parser, token), tri_str_from_c(word));
}

TriSyntaxKind tri_parser_word_kind(const TriParser *parser)
{
    static const struct {
        const char *word;
        TriSyntaxKind kind;
    } literals[] = {
        { "true", TRI_SYNTAX_BOOL },
        { "false", TRI_SYNTAX_BOOL },
        { "null", TRI_SYNTAX_NULL },
    };

    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        if (tri_parser_is_word(parser, 0, literals[i].word)) {
            return literals[i].kind;
        }
    }
    return TRI_SYNTAX_NAME;
}

const TriToken *tri_parser_take(TriParser *parser)
{
    const TriToken *token = tri_parser_token(parser, 0);

    if (token->kind != TRI_TOKEN_END) {
        parser->at++;
    }
    return token;
}

bool tri_parser_accept(TriParser *parser, TriTokenKind kind)
{
    bool is = tri_parser_is(parser, kind);

    parser->at += is && kind != TRI_TOKEN_END;
    return is;
}

const TriToken *tri_parser_expect(TriParser *parser, TriTokenKind kind)
{
    const TriToken *token = tri_parser_token(parser, 0);

    if (!tri_parser_accept(parser, kind)) {
        tri_parser_fail(parser, tri_token_name(kind));
    }
    return token;
}

void tri_parser_skip_lines(TriParser *parser)
{
    while (tri_parser_accept(parser, TRI_TOKEN_NEWLINE)) {
    }
}

void tri_parser_fail_at(TriParser *parser, TriSpan span, const char *message)
{
    if (!parser->has_failed) {
        parser->has_failed = true;
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span, "%s", message);
    }
}

/* What stands at a token, for people. */
static TriStr describe(const TriParser *parser, const TriToken *token)
{
    enum { MOST = 40 };
    TriStr text = tri_parser_text(parser, token);

    if (token->kind != TRI_TOKEN_NAME && token->kind != TRI_TOKEN_NUMBER) {
        return tri_str_from_c(tri_token_name(token->kind));
    }
    return tri_format(parser->arena, "'%.*s%s'", TRI_ARG(tri_str_slice(text, 0, MOST)),
                      text.size > MOST ? "…" : "");
}

void tri_parser_fail(TriParser *parser, const char *expected)
{
    const TriToken *token = tri_parser_token(parser, 0);
    TriSpan span = tri_span(parser->source, token->start, token->end);
    TriStr found = describe(parser, token);

    if (token->kind == TRI_TOKEN_ERROR) {
        tri_parser_fail_at(parser, span, token->trouble);
        return;
    }
    tri_parser_fail_at(
        parser, span,
        tri_str_to_c(parser->arena, tri_format(parser->arena, "expected %s, found %.*s",
                                               expected, TRI_ARG(found))));
}

static bool opens(TriTokenKind kind)
{
    return kind == TRI_TOKEN_OPEN_BRACE || kind == TRI_TOKEN_OPEN_BRACKET ||
           kind == TRI_TOKEN_OPEN_PARENTHESIS;
}

static bool closes(TriTokenKind kind)
{
    return kind == TRI_TOKEN_CLOSE_BRACE || kind == TRI_TOKEN_CLOSE_BRACKET ||
           kind == TRI_TOKEN_CLOSE_PARENTHESIS;
}

static bool is_at_line_start(const TriParser *parser)
{
    size_t start = tri_parser_token(parser, 0)->start;
    char before = start == 0 ? '\n' : parser->source->text.data[start - 1];

    return before == '\n' || before == '\r';
}

/* What follows a keyword: a name, a string, or '=' behind targetScope. */
static bool follows_keyword(const TriParser *parser)
{
    TriTokenKind next = tri_parser_token(parser, 1)->kind;

    return next == TRI_TOKEN_NAME || next == TRI_TOKEN_STRING ||
           next == TRI_TOKEN_ASSIGN || next == TRI_TOKEN_OPEN_BRACE ||
           next == TRI_TOKEN_STAR;
}

bool tri_parser_is_statement(const TriParser *parser)
{
    const TriToken *token = tri_parser_token(parser, 0);

    if (!is_at_line_start(parser)) {
        return false;
    }
    if (token->kind == TRI_TOKEN_AT) {
        return tri_parser_token(parser, 1)->kind == TRI_TOKEN_NAME;
    }
    return follows_keyword(parser) && tri_parser_is_keyword(parser);
}

/* A statement behind the line end means that a bracket was never closed. */
static bool is_before_statement(TriParser *parser)
{
    parser->at++;
    bool is_statement = tri_parser_is_statement(parser);

    parser->at--;
    return is_statement;
}

/* The same of the line that the error is in. */
static bool is_in_statement(TriParser *parser)
{
    size_t at = parser->at;
    bool is_statement;

    while (parser->at > parser->keyword &&
           parser->tokens.items[parser->at - 1].kind != TRI_TOKEN_NEWLINE) {
        parser->at--;
    }
    is_statement = parser->at > parser->keyword && tri_parser_is_statement(parser);
    parser->at = at;
    return is_statement;
}

bool tri_parser_recover(TriParser *parser, TriTokenKind close)
{
    size_t depth = 0;

    parser->is_unwinding = parser->is_unwinding || is_in_statement(parser);
    for (; !parser->is_unwinding; parser->at++) {
        TriTokenKind kind = tri_parser_token(parser, 0)->kind;

        if (kind == TRI_TOKEN_END ||
            (kind == TRI_TOKEN_NEWLINE && is_before_statement(parser))) {
            parser->is_unwinding = true;
        } else if (depth == 0 && (kind == TRI_TOKEN_NEWLINE || kind == close)) {
            parser->has_failed = false;
            return true;
        } else if (opens(kind)) {
            depth++;
        } else if (closes(kind) && depth-- == 0) {
            return false;
        }
    }
    return false;
}

TriSyntax *tri_syntax_new(TriParser *parser, TriSyntaxKind kind, size_t start)
{
    TriSyntax *syntax = TRI_NEW(parser->arena, TriSyntax);

    syntax->kind = kind;
    syntax->start = (uint32_t)start;
    syntax->end = (uint32_t)start;
    return syntax;
}

TriSyntax *tri_syntax_finish(TriParser *parser, TriSyntax *syntax, TriSyntaxList items)
{
    syntax->items = items.items;
    syntax->count = (uint32_t)items.count;
    if (parser->at > 0) {
        uint32_t end = parser->tokens.items[parser->at - 1].end;

        syntax->end = end > syntax->start ? end : syntax->start;
    }
    return syntax;
}

TriSyntax *tri_syntax_word(TriParser *parser, TriSyntaxKind kind, const TriToken *token)
{
    TriSyntax *syntax = tri_syntax_new(parser, kind, token->start);

    syntax->end = token->end;
    syntax->text = tri_parser_text(parser, token);
    return syntax;
}

TriSyntax *tri_syntax_wrap(TriParser *parser, TriSyntaxKind kind, TriSyntax *inner)
{
    TriSyntax *syntax = tri_syntax_new(parser, kind, inner->start);
    TriSyntaxList items = { 0 };

    tri_list_push(parser->arena, &items, inner);
    return tri_syntax_finish(parser, syntax, items);
}
