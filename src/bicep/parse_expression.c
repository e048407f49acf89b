/* Expressions (bicep-language.md 2.2). */
#include "bicep/parser.h"

/* ---- numbers ---- */

/* Whether digits are at most `most`, which has as many. */
static bool fits(TriStr digits, TriStr most)
{
    while (digits.size > 1 && digits.data[0] == '0') {
        digits = tri_str_from(digits, 1);
    }
    return digits.size < most.size ||
           (digits.size == most.size && memcmp(digits.data, most.data, most.size) <= 0);
}

TriSyntax *tri_parse_number(TriParser *parser, bool is_negative)
{
    TriSyntax *number = tri_syntax_word(parser, TRI_SYNTAX_NUMBER, parser->next++);
    TriStr most =
        is_negative ? TRI_STR("9223372036854775808") : TRI_STR("9223372036854775807");

    if (!fits(number->text, most) && tri_parser_tells(parser)) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_span(parser->source, number->start, number->end),
                   "the number does not fit 64 bits");
    }
    return number;
}

/* ---- strings ---- */

/* At a string token. */
static TriSyntax *parse_piece(TriParser *parser)
{
    const TriToken *token = parser->next++;
    TriSyntax *syntax =
        tri_syntax_new(parser, TRI_SYNTAX_STRING, token->start, NULL, 0);
    TriSpan wrong;

    syntax->text = tri_str(parser->source->text.data + token->content_start,
                           token->content_end - token->content_start);
    if (token->has_escapes &&
        !tri_bicep_decode(parser->arena, parser->source, &syntax->text, &wrong)) {
        tri_parser_fail_at(parser, wrong,
                           "a backslash must be followed by one of n r t \\ ' $ or "
                           "u{…}");
    }
    return syntax;
}

/* An expression in a hole of a string or, between brackets in that, outside again. */
static TriSyntax *parse_expression_in(TriParser *parser, bool is_in_hole)
{
    bool was_in_hole = parser->is_in_hole;

    parser->is_in_hole = is_in_hole;
    TriSyntax *syntax = tri_parse_expression(parser);

    parser->is_in_hole = was_in_hole;
    return syntax;
}

static TriSyntax *parse_format(TriParser *parser)
{
    size_t start = parser->next->start;
    size_t first = parser->pending.count;
    TriTokenKind kind = TRI_TOKEN_STRING_START;

    while (!parser->has_failed && kind != TRI_TOKEN_STRING_END) {
        tri_parser_push(parser, parse_piece(parser));
        tri_parser_push(parser, parse_expression_in(parser, true));
        kind = parser->next->kind;
        if (kind != TRI_TOKEN_STRING_MIDDLE && kind != TRI_TOKEN_STRING_END) {
            tri_parser_fail(parser, "'}' and the rest of the string");
        }
    }
    if (!parser->has_failed) {
        tri_parser_push(parser, parse_piece(parser));
    }
    return tri_syntax_of_pending(parser, TRI_SYNTAX_FORMAT, start, first);
}

TriSyntax *tri_parse_string(TriParser *parser)
{
    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        return parse_piece(parser);
    }
    if (tri_parser_is(parser, TRI_TOKEN_STRING_START)) {
        return parse_format(parser);
    }
    tri_parser_fail(parser, "a string");
    return tri_syntax_error(parser);
}

/* ---- lambdas ---- */

/* Whether a token may stand between the parentheses in front of an arrow: names with
   commas between them and perhaps behind the last, and line ends. */
static bool may_name_lambda(const TriParser *parser, const TriToken *token,
                            TriTokenKind *before)
{
    if (token->kind == TRI_TOKEN_NEWLINE) {
        return true;
    }
    bool is_name = token->kind == TRI_TOKEN_NAME &&
                   tri_parser_word_kind(parser, token) == TRI_SYNTAX_NAME;
    bool may_stand = is_name
                         ? *before != TRI_TOKEN_NAME
                         : token->kind == TRI_TOKEN_COMMA && *before == TRI_TOKEN_NAME;

    *before = token->kind;
    return may_stand;
}

/* "(a, b) =>" stands here: tokens up to the arrow, else 0. */
static size_t find_arrow(TriParser *parser)
{
    size_t at = 1;
    TriTokenKind before = TRI_TOKEN_OPEN_PARENTHESIS;

    for (;; at++) {
        const TriToken *token = tri_parser_ahead(parser, at);

        if (token->kind == TRI_TOKEN_CLOSE_PARENTHESIS) {
            break;
        }
        if (!may_name_lambda(parser, token, &before)) {
            return 0;
        }
    }
    return tri_parser_ahead(parser, at + 1)->kind == TRI_TOKEN_ARROW ? at + 1 : 0;
}

/* At its names; `arrow` tokens on is the arrow. */
static TriSyntax *parse_lambda(TriParser *parser, size_t arrow)
{
    size_t start = parser->next->start;
    size_t first = parser->pending.count;

    for (size_t i = 0; i <= arrow; i++) {
        const TriToken *token = tri_parser_take(parser);

        if (token->kind == TRI_TOKEN_NAME) {
            tri_parser_check_name(parser, token);
            tri_parser_push(parser, tri_syntax_word(parser, TRI_SYNTAX_NAME, token));
        }
    }
    tri_parser_check_twins(parser, first);
    tri_parser_skip_lines_of_arrow(parser);
    tri_parser_push(parser, parse_expression_in(parser, false));
    return tri_syntax_of_pending(parser, TRI_SYNTAX_LAMBDA, start, first);
}

/* ---- names, calls, groups ---- */

/* Pushes the arguments. */
static void parse_arguments(TriParser *parser)
{
    tri_parser_expect(parser, TRI_TOKEN_OPEN_PARENTHESIS);
    tri_parser_skip_lines(parser);
    if (tri_parser_accept(parser, TRI_TOKEN_CLOSE_PARENTHESIS)) {
        return;
    }
    do {
        tri_parser_skip_lines(parser);
        tri_parser_push(parser, parse_expression_in(parser, false));
    } while (tri_parser_accept(parser, TRI_TOKEN_COMMA));
    tri_parser_skip_lines(parser);
    if (!tri_parser_is(parser, TRI_TOKEN_CLOSE_PARENTHESIS)) {
        tri_parser_fail(parser, "',' or ')'");
    }
    tri_parser_accept(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
}

static TriSyntax *parse_call(TriParser *parser, const TriToken *name)
{
    size_t start = name->start;
    TriStr text = tri_parser_text(parser, name);
    size_t first = parser->pending.count;

    parse_arguments(parser);
    TriSyntax *syntax = tri_syntax_of_pending(parser, TRI_SYNTAX_CALL, start, first);

    syntax->text = text;
    return syntax;
}

static TriSyntax *parse_name(TriParser *parser)
{
    TriSyntaxKind kind = tri_parser_word_kind(parser, parser->next);
    const TriToken *name = parser->next++;

    return kind == TRI_SYNTAX_NAME && tri_parser_is(parser, TRI_TOKEN_OPEN_PARENTHESIS)
               ? parse_call(parser, name)
               : tri_syntax_word(parser, kind, name);
}

static TriSyntax *parse_group(TriParser *parser)
{
    size_t start = parser->next++->start;
    TriSyntax *inner;

    tri_parser_skip_lines(parser);
    inner = tri_parse_expression(parser);
    tri_parser_skip_lines(parser);
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    return tri_syntax_new(parser, TRI_SYNTAX_GROUP, start, &inner, 1);
}

/* An object or array. */
static TriSyntax *parse_literal(TriParser *parser, TriSyntax *(*parse)(TriParser *))
{
    bool was_in_hole = parser->is_in_hole;
    TriSpan span = tri_span(parser->source, parser->next->start, parser->next->end);

    if (was_in_hole && !parser->has_failed && tri_parser_tells(parser)) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span,
                   "no object or array may stand inside '${'");
    }
    parser->is_in_hole = false;
    TriSyntax *literal = parse(parser);

    parser->is_in_hole = was_in_hole;
    return literal;
}

static TriSyntax *parse_primary(TriParser *parser, bool is_negative)
{
    size_t arrow;

    switch (parser->next->kind) {
    case TRI_TOKEN_NUMBER:
        return tri_parse_number(parser, is_negative);
    case TRI_TOKEN_STRING:
    case TRI_TOKEN_STRING_START:
        return tri_parse_string(parser);
    case TRI_TOKEN_OPEN_BRACE:
        return parse_literal(parser, tri_parse_object);
    case TRI_TOKEN_OPEN_BRACKET:
        return parse_literal(parser, tri_parse_array);
    case TRI_TOKEN_OPEN_PARENTHESIS:
        arrow = find_arrow(parser);
        return arrow > 0 ? parse_lambda(parser, arrow) : parse_group(parser);
    case TRI_TOKEN_NAME:
        return tri_parser_second(parser)->kind == TRI_TOKEN_ARROW &&
                       tri_parser_is_name(parser)
                   ? parse_lambda(parser, 1)
                   : parse_name(parser);
    default:
        tri_parser_fail(parser, "an expression");
        return tri_syntax_error(parser);
    }
}

/* ---- accesses ---- */

static TriSyntax *parse_method(TriParser *parser, TriSyntax *base, TriStr name)
{
    size_t first = parser->pending.count;

    tri_parser_push(parser, base);
    parse_arguments(parser);
    TriSyntax *syntax =
        tri_syntax_of_pending(parser, TRI_SYNTAX_METHOD, base->start, first);

    syntax->text = name;
    return syntax;
}

/* A function is there or not, whatever the value (BCP322). */
static void check_safe_call(TriParser *parser, uint32_t start, const TriToken *name)
{
    if (!parser->has_failed) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_span(parser->source, start, name->end),
                   "'.?' may not stand in front of a call");
    }
}

/* Behind the dot. */
static TriSyntax *parse_dotted(TriParser *parser, TriSyntax *base)
{
    uint32_t start = parser->next[-1].start;
    bool is_safe = tri_parser_accept(parser, TRI_TOKEN_QUESTION);
    const TriToken *name = tri_parser_expect_name(parser);
    TriSyntax *syntax;

    if (tri_parser_is(parser, TRI_TOKEN_OPEN_PARENTHESIS)) {
        if (is_safe) {
            check_safe_call(parser, start, name);
        }
        syntax = parse_method(parser, base, tri_parser_text(parser, name));
    } else {
        TriSyntax *items[] = { base, tri_syntax_word(parser, TRI_SYNTAX_STRING, name) };

        syntax = tri_syntax_new(parser, TRI_SYNTAX_ACCESS, base->start, items, 2);
    }
    syntax->is_member = true;
    syntax->is_safe = is_safe;
    return syntax;
}

/* Behind the bracket. */
static TriSyntax *parse_indexed(TriParser *parser, TriSyntax *base)
{
    bool is_safe = tri_parser_accept(parser, TRI_TOKEN_QUESTION);
    bool is_from_end = tri_parser_accept(parser, TRI_TOKEN_CARET);
    TriSyntax *items[] = { base, parse_expression_in(parser, false) };

    tri_parser_expect(parser, TRI_TOKEN_CLOSE_BRACKET);
    TriSyntax *syntax =
        tri_syntax_new(parser, TRI_SYNTAX_ACCESS, base->start, items, 2);

    syntax->is_safe = is_safe;
    syntax->is_from_end = is_from_end;
    return syntax;
}

static TriSyntax *parse_inside(TriParser *parser, TriSyntax *base)
{
    const TriToken *name = tri_parser_expect_name(parser);
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
    const TriToken *token = parser->next;

    tri_parser_fail_at(parser, tri_span(parser->source, token->start, token->end),
                       "expressions are nested deeper than 500 levels");
    return true;
}

/* What may follow `syntax`. */
static TriSyntax *parse_postfix(TriParser *parser, TriSyntax *syntax)
{
    for (size_t links = 0; !parser->has_failed; links++) {
        if (is_too_long(parser, links)) {
            break;
        }
        switch (parser->next->kind) {
        case TRI_TOKEN_DOT:
            parser->next++;
            syntax = parse_dotted(parser, syntax);
            break;
        case TRI_TOKEN_OPEN_BRACKET:
            parser->next++;
            syntax = parse_indexed(parser, syntax);
            break;
        case TRI_TOKEN_DOUBLE_COLON:
            parser->next++;
            syntax = parse_inside(parser, syntax);
            break;
        case TRI_TOKEN_NOT:
            parser->next++;
            syntax = tri_syntax_wrap(parser, TRI_SYNTAX_ASSERT, syntax);
            break;
        default:
            return syntax;
        }
    }
    return syntax;
}

/* ---- operators ---- */

static TriSyntax *parse_operand(TriParser *parser)
{
    TriTokenKind kind = parser->next->kind;
    bool has_sign = kind == TRI_TOKEN_NOT || kind == TRI_TOKEN_MINUS;
    size_t start = parser->next->start;

    if (has_sign) {
        parser->next++;
    }
    TriSyntax *operand =
        parse_postfix(parser, parse_primary(parser, kind == TRI_TOKEN_MINUS));

    if (!has_sign) {
        return operand;
    }
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_UNARY, start, &operand, 1);

    syntax->operation = kind;
    return syntax;
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

/* Operators of `level` and tighter that follow `left`. */
static TriSyntax *parse_binary(TriParser *parser, TriSyntax *left, int level)
{
    for (size_t links = 0; !parser->has_failed; links++) {
        TriTokenKind kind = parser->next->kind;

        if (precedence_of(kind) < level || is_too_long(parser, links)) {
            break;
        }
        parser->next++;
        TriSyntax *right =
            parse_binary(parser, parse_operand(parser), precedence_of(kind) + 1);
        TriSyntax *items[] = { left, right };

        left = tri_syntax_new(parser, TRI_SYNTAX_BINARY, left->start, items, 2);
        left->operation = kind;
    }
    return left;
}

/* `*lines` is how many line ends stand here. */
static TriTokenKind kind_behind_lines(TriParser *parser, size_t *lines)
{
    TriTokenKind kind = tri_parser_second(parser)->kind;

    for (*lines = 1; kind == TRI_TOKEN_NEWLINE; ++*lines) {
        kind = tri_parser_ahead(parser, *lines + 1)->kind;
    }
    return kind;
}

/* Line ends may stand in front of ? and of : only. */
static inline bool accept_behind_lines(TriParser *parser, TriTokenKind kind)
{
    size_t lines = 0;
    TriTokenKind found = parser->next->kind;

    if (found == TRI_TOKEN_NEWLINE) {
        found = kind_behind_lines(parser, &lines);
    }
    if (found != kind || parser->has_failed) {
        return false;
    }
    parser->next += lines + 1;
    return true;
}

/* Behind the question mark. */
static TriSyntax *parse_choice(TriParser *parser, TriSyntax *condition)
{
    TriSyntax *items[] = { condition, tri_parse_expression(parser), NULL };

    if (!accept_behind_lines(parser, TRI_TOKEN_COLON)) {
        tri_parser_fail(parser, "':'");
    }
    items[2] = tri_parse_expression(parser);
    return tri_syntax_new(parser, TRI_SYNTAX_CHOICE, condition->start, items, 3);
}

TriSyntax *tri_parse_expression(TriParser *parser)
{
    TriSyntax *syntax;

    if (parser->has_failed || is_too_long(parser, 0)) {
        return tri_syntax_error(parser);
    }
    parser->depth++;
    syntax = parse_operand(parser);
    if (precedence_of(parser->next->kind) > 0) {
        syntax = parse_binary(parser, syntax, 1);
    }
    if (accept_behind_lines(parser, TRI_TOKEN_QUESTION)) {
        syntax = parse_choice(parser, syntax);
    }
    parser->depth--;
    return parser->has_failed && parser->is_unwinding ? tri_syntax_error(parser)
                                                      : syntax;
}
