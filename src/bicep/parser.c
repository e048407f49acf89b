/* What the parsers of statements, expressions and types share. */
#include "bicep/parser.h"

#include "base/map.h"
#include "base/text.h"

/* ---- tokens ---- */

static size_t index_of(const TriParser *parser, const TriToken *token)
{
    return (size_t)(token - parser->lexer.tokens.items);
}

/* The tokens are others, or elsewhere. */
static void go_to(TriParser *parser, size_t next)
{
    parser->next = parser->lexer.tokens.items + next;
    parser->last = &tri_list_last(&parser->lexer.tokens);
}

void tri_parser_read_lines(TriParser *parser)
{
    const TriToken *before = parser->lexer.tokens.items;

    tri_lexer_lines(&parser->lexer);
    parser->next = parser->lexer.tokens.items + (parser->next - before);
    parser->last = &tri_list_last(&parser->lexer.tokens);
}

/* What was taken before the first token is a line end without a place. */
TriParser tri_parser_open(TriArena *arena, const TriSource *source, TriSink *sink)
{
    TriParser parser = {
        .arena = arena,
        .source = source,
        .sink = sink,
        .lexer = tri_lexer_open(arena, source),
        .keyword = 1,
    };
    TriToken before = { .kind = TRI_TOKEN_NEWLINE };

    tri_list_push(arena, &parser.lexer.tokens, before);
    tri_lexer_lines(&parser.lexer);
    go_to(&parser, 1);
    return parser;
}

const TriToken *tri_parser_ahead(TriParser *parser, size_t ahead)
{
    while (ahead > (size_t)(parser->last - parser->next)) {
        if (parser->last->kind == TRI_TOKEN_END) {
            return parser->last;
        }
        tri_parser_read_lines(parser);
    }
    return parser->next + ahead;
}

void tri_parser_forget(TriParser *parser)
{
    enum { FEW = 64 };
    TriTokenList *tokens = &parser->lexer.tokens;
    size_t at = index_of(parser, parser->next);
    size_t forgotten = at - 1;

    if (at < FEW) {
        return;
    }
    tokens->count -= forgotten;
    memmove(tokens->items, tokens->items + forgotten,
            tokens->count * sizeof *tokens->items);
    go_to(parser, 1);
    parser->keyword = parser->keyword > forgotten ? parser->keyword - forgotten : 0;
    parser->passed = parser->line = 0;
    parser->decorated = 0;
}

TriSyntaxKind tri_parser_word_kind(const TriParser *parser, const TriToken *word)
{
    if (tri_parser_is_word(parser, word, TRI_STR("true")) ||
        tri_parser_is_word(parser, word, TRI_STR("false"))) {
        return TRI_SYNTAX_BOOL;
    }
    return tri_parser_is_word(parser, word, TRI_STR("null")) ? TRI_SYNTAX_NULL
                                                             : TRI_SYNTAX_NAME;
}

/* ---- errors ---- */

void tri_parser_fail_at(TriParser *parser, TriSpan span, const char *message)
{
    if (!parser->has_failed && tri_parser_tells(parser)) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span, "%s", message);
    }
    parser->failures += !parser->has_failed;
    parser->has_failed = true;
}

/* What stands at a token, for people. */
static TriStr describe(const TriParser *parser, const TriToken *token)
{
    enum { MOST = 40 };
    TriStr text = tri_parser_text(parser, token);

    if (token->kind != TRI_TOKEN_NAME && token->kind != TRI_TOKEN_NUMBER) {
        return tri_str_from_c(tri_token_name(token->kind));
    }
    if (parser->source->hides_text) {
        return TRI_STR("something else");
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

    if (!tri_parser_is_line_start(parser, token)) {
        return false;
    }
    TriTokenKind following = tri_parser_ahead(parser, ahead + 1)->kind;

    token = tri_parser_ahead(parser, ahead);
    return token->kind == TRI_TOKEN_AT
               ? following == TRI_TOKEN_NAME
               : may_follow_keyword(following) && tri_parser_is_keyword(parser, token);
}

/* The first token of the line with token `at`, or that behind the keyword on it. Every
   bracket that is left asks, so a line is looked through once. */
static size_t line_of(TriParser *parser, size_t at)
{
    size_t first = at;

    while (first > parser->keyword && first != parser->passed &&
           parser->lexer.tokens.items[first - 1].kind != TRI_TOKEN_NEWLINE) {
        first--;
    }
    if (first > parser->keyword && first == parser->passed) {
        first = parser->line > parser->keyword ? parser->line : parser->keyword;
    }
    parser->passed = at;
    parser->line = first;
    return first;
}

/* Whether the line that the error is in begins like a statement. */
static bool is_in_statement(TriParser *parser)
{
    size_t at = index_of(parser, parser->next);
    size_t first = line_of(parser, at);
    bool is_statement;

    parser->next = parser->lexer.tokens.items + first;
    is_statement = first > parser->keyword && tri_parser_is_statement(parser, 0);
    parser->next = parser->lexer.tokens.items + at;
    return is_statement;
}

void tri_parser_check_name(TriParser *parser, const TriToken *name)
{
    enum { LONGEST = 255 };

    if (name->end - name->start > LONGEST && tri_parser_tells(parser)) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_span(parser->source, name->start, name->end),
                   "a name may not be longer than %d characters", LONGEST);
    }
}

static void report_twin(TriParser *parser, const TriSyntax *name)
{
    tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
               tri_span(parser->source, name->start, name->end),
               "'%.*s' is a name here already", TRI_ARG(name->text));
}

void tri_parser_check_twins(TriParser *parser, size_t first)
{
    TriMap names = { 0 };

    if (parser->pending.count - first < 2) {
        return;
    }
    for (size_t i = first; i < parser->pending.count; i++) {
        const TriSyntax *name = parser->pending.items[i];
        void **place = tri_map_put(parser->arena, &names, name->text, TRI_MAP_EXACT);

        if (*place != NULL && !parser->has_failed) {
            report_twin(parser, name);
        }
        *place = parser;
    }
}

/* Words that begin a statement, behind an arrow too. */
static bool ends_arrow(const TriParser *parser, const TriToken *token)
{
    static const TriStr words[] = {
        TRI_STR_INIT("assert"), TRI_STR_INIT("import"), TRI_STR_INIT("metadata"),
        TRI_STR_INIT("param"),  TRI_STR_INIT("var"),    TRI_STR_INIT("resource"),
        TRI_STR_INIT("output"), TRI_STR_INIT("module"), TRI_STR_INIT("type"),
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (tri_parser_is_word(parser, token, words[i])) {
            return true;
        }
    }
    return false;
}

/* How many line ends stand here. */
static size_t count_lines(TriParser *parser)
{
    size_t lines = 0;

    while (tri_parser_ahead(parser, lines)->kind == TRI_TOKEN_NEWLINE) {
        lines++;
    }
    return lines;
}

void tri_parser_skip_lines_of_arrow(TriParser *parser)
{
    if (!ends_arrow(parser, tri_parser_ahead(parser, count_lines(parser)))) {
        tri_parser_skip_lines(parser);
    }
}

const TriToken *tri_parser_expect_name(TriParser *parser)
{
    const TriToken *token = parser->next;

    if (tri_parser_is_name(parser)) {
        tri_parser_check_name(parser, token);
        parser->next++;
    } else {
        tri_parser_fail(parser, tri_token_name(TRI_TOKEN_NAME));
    }
    return token;
}

/* Whether nothing comes any more but line ends. */
static bool is_last_line(TriParser *parser)
{
    return tri_parser_ahead(parser, count_lines(parser))->kind == TRI_TOKEN_END;
}

bool tri_parser_recover(TriParser *parser, TriTokenKind close)
{
    size_t depth = 0;

    parser->is_unwinding = parser->is_unwinding || is_in_statement(parser);
    for (; !parser->is_unwinding; tri_parser_take(parser)) {
        TriTokenKind kind = parser->next->kind;

        /* A statement behind the line end, or nothing, means that a bracket was never
           closed. */
        if (kind == TRI_TOKEN_END ||
            (kind == TRI_TOKEN_NEWLINE && (tri_parser_is_statement(parser, 1) ||
                                           (depth == 0 && is_last_line(parser))))) {
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

TriSyntax *tri_syntax_wrap(TriParser *parser, TriSyntaxKind kind, TriSyntax *inner)
{
    return tri_syntax_new(parser, kind, inner->start, &inner, 1);
}

TriSyntax *tri_syntax_error(TriParser *parser)
{
    return tri_syntax_new(parser, TRI_SYNTAX_ERROR, parser->next->start, NULL, 0);
}

/* Those from `first` on, of a list that may have no memory yet. */
static TriSyntax **pending_from(const TriParser *parser, size_t first)
{
    return first < parser->pending.count ? parser->pending.items + first : NULL;
}

TriSyntax *tri_syntax_part(TriArena *arena, const TriSyntax *syntax, uint32_t from,
                           uint32_t count)
{
    TriSyntax *part = (TriSyntax *)tri_arena_take(
        arena, 1, sizeof *part + count * sizeof *part->items);

    *part = *syntax;
    part->count = count;
    for (uint32_t i = 0; i < count; i++) {
        part->items[i] = syntax->items[from + i];
    }
    return part;
}

TriSyntax *tri_syntax_of_pending(TriParser *parser, TriSyntaxKind kind, size_t start,
                                 size_t first)
{
    TriSyntax *syntax = tri_syntax_new(parser, kind, start, pending_from(parser, first),
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
