/* What the parsers of statements, expressions and types share. */
#include "bicep/parser.h"

#include "base/text.h"

/* ---- tokens ---- */

static size_t index_of(const TriParser *parser, const TriToken *token)
{
    return (size_t)(token - parser->tokens.items);
}

/* The tokens move when the list of them grows. */
static void read_line(TriParser *parser)
{
    size_t at = index_of(parser, parser->next);

    tri_lexer_line(&parser->lexer);
    parser->next = parser->tokens.items + at;
}

const TriToken *tri_parser_ahead(TriParser *parser, size_t ahead)
{
    while (ahead >= parser->tokens.count - index_of(parser, parser->next)) {
        if (tri_list_last(&parser->tokens).kind == TRI_TOKEN_END) {
            return &tri_list_last(&parser->tokens);
        }
        read_line(parser);
    }
    return parser->next + ahead;
}

/* There is always a next token: that of the end is never taken. */
const TriToken *tri_parser_take(TriParser *parser)
{
    const TriToken *token = parser->next;

    if (token->kind == TRI_TOKEN_END) {
        return token;
    }
    if (token->kind == TRI_TOKEN_NEWLINE) {
        tri_parser_ahead(parser, 1);
        token = parser->next;
    }
    parser->next++;
    return token;
}

const TriToken *tri_parser_expect(TriParser *parser, TriTokenKind kind)
{
    const TriToken *token = parser->next;

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

void tri_parser_forget(TriParser *parser)
{
    enum { FEW = 256 };
    size_t at = index_of(parser, parser->next);
    size_t forgotten = at - 1;

    if (at < FEW) {
        return;
    }
    parser->tokens.count -= forgotten;
    memmove(parser->tokens.items, parser->tokens.items + forgotten,
            parser->tokens.count * sizeof *parser->tokens.items);
    parser->next -= forgotten;
    parser->keyword = parser->keyword > forgotten ? parser->keyword - forgotten : 0;
}

TriSyntaxKind tri_parser_word_kind(const TriParser *parser)
{
    static const struct {
        TriStr word;
        TriSyntaxKind kind;
    } literals[] = {
        { TRI_STR_INIT("true"), TRI_SYNTAX_BOOL },
        { TRI_STR_INIT("false"), TRI_SYNTAX_BOOL },
        { TRI_STR_INIT("null"), TRI_SYNTAX_NULL },
    };

    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        if (tri_parser_is_word(parser, parser->next, literals[i].word)) {
            return literals[i].kind;
        }
    }
    return TRI_SYNTAX_NAME;
}

/* ---- errors ---- */

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
    const TriToken *token = parser->next;
    TriSpan span = tri_span(parser->source, token->start, token->end);
    TriStr found = describe(parser, token);

    if (token->kind == TRI_TOKEN_ERROR) {
        tri_parser_fail_at(parser, span, tri_token_trouble(token->trouble));
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

static bool is_at_line_start(const TriParser *parser, const TriToken *token)
{
    char before =
        token->start == 0 ? '\n' : parser->source->text.data[token->start - 1];

    return before == '\n' || before == '\r';
}

/* What follows a keyword: a name, a string, or '=' behind targetScope. */
static bool may_follow_keyword(TriTokenKind kind)
{
    return kind == TRI_TOKEN_NAME || kind == TRI_TOKEN_STRING ||
           kind == TRI_TOKEN_ASSIGN || kind == TRI_TOKEN_OPEN_BRACE ||
           kind == TRI_TOKEN_STAR;
}

bool tri_parser_is_statement(TriParser *parser, size_t ahead)
{
    const TriToken *token = tri_parser_ahead(parser, ahead);

    if (!is_at_line_start(parser, token)) {
        return false;
    }
    TriTokenKind following = tri_parser_ahead(parser, ahead + 1)->kind;

    token = tri_parser_ahead(parser, ahead);
    return token->kind == TRI_TOKEN_AT
               ? following == TRI_TOKEN_NAME
               : may_follow_keyword(following) && tri_parser_is_keyword(parser, token);
}

/* Whether the line that the error is in begins like a statement. */
static bool is_in_statement(TriParser *parser)
{
    size_t at = index_of(parser, parser->next);
    size_t first = at;
    bool is_statement;

    while (first > parser->keyword &&
           parser->tokens.items[first - 1].kind != TRI_TOKEN_NEWLINE) {
        first--;
    }
    parser->next = parser->tokens.items + first;
    is_statement = first > parser->keyword && tri_parser_is_statement(parser, 0);
    parser->next = parser->tokens.items + at;
    return is_statement;
}

bool tri_parser_recover(TriParser *parser, TriTokenKind close)
{
    size_t depth = 0;

    parser->is_unwinding = parser->is_unwinding || is_in_statement(parser);
    for (; !parser->is_unwinding; tri_parser_take(parser)) {
        TriTokenKind kind = parser->next->kind;

        /* A statement behind the line end means that a bracket was never closed. */
        if (kind == TRI_TOKEN_END ||
            (kind == TRI_TOKEN_NEWLINE && tri_parser_is_statement(parser, 1))) {
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

/* ---- nodes ---- */

/* Where the last token taken ends. */
static uint32_t taken_end(const TriParser *parser, size_t start)
{
    bool is_first = parser->next == parser->tokens.items;
    uint32_t end = is_first ? 0 : parser->next[-1].end;

    return end > start ? end : (uint32_t)start;
}

TriSyntax *tri_syntax_new(TriParser *parser, TriSyntaxKind kind, size_t start,
                          TriSyntax *const *items, size_t count)
{
    size_t size = sizeof(TriSyntax) + count * sizeof *items;
    TriSyntax *syntax = tri_arena_alloc(parser->arena, 1, size);

    syntax->kind = kind;
    syntax->start = (uint32_t)start;
    syntax->end = taken_end(parser, start);
    syntax->count = (uint32_t)count;
    syntax->items = (TriSyntax **)(syntax + 1);
    for (size_t i = 0; i < count; i++) {
        syntax->items[i] = items[i];
    }
    return syntax;
}

TriSyntax *tri_syntax_word(TriParser *parser, TriSyntaxKind kind, const TriToken *token)
{
    TriSyntax *syntax = tri_syntax_new(parser, kind, token->start, NULL, 0);

    syntax->end = token->end;
    syntax->text = tri_parser_text(parser, token);
    return syntax;
}

TriSyntax *tri_syntax_wrap(TriParser *parser, TriSyntaxKind kind, TriSyntax *inner)
{
    return tri_syntax_new(parser, kind, inner->start, &inner, 1);
}

TriSyntax *tri_syntax_error(TriParser *parser)
{
    return tri_syntax_new(parser, TRI_SYNTAX_ERROR, parser->next->start, NULL, 0);
}

void tri_parser_push(TriParser *parser, TriSyntax *item)
{
    tri_list_push(parser->arena, &parser->pending, item);
}

TriSyntax *tri_syntax_of_pending(TriParser *parser, TriSyntaxKind kind, size_t start,
                                 size_t first)
{
    TriSyntax *syntax =
        tri_syntax_new(parser, kind, start, parser->pending.items + first,
                       parser->pending.count - first);

    parser->pending.count = first;
    return syntax;
}

TriSyntax **tri_parser_take_pending(TriParser *parser, size_t first, uint32_t *count)
{
    size_t taken = parser->pending.count - first;
    TriSyntax **items = TRI_NEW_ARRAY(parser->arena, TriSyntax *, taken);

    for (size_t i = 0; i < taken; i++) {
        items[i] = parser->pending.items[first + i];
    }
    parser->pending.count = first;
    *count = (uint32_t)taken;
    return items;
}
