/* A recursive descent over the text in the brackets (arm-language.md 3). The
   first error ends it: the whole string becomes one error node. */
#include "expr/parse.h"

#include "base/list.h"
#include "base/number.h"
#include "base/text.h"
#include "base/utf8.h"

typedef TRI_LIST(TriExpr *) ExprList;

typedef struct Parser {
    TriArena *arena;
    const TriExprText *source;
    TriStr text;     /* of the whole string */
    size_t at;       /* the next byte */
    size_t end;      /* the closing bracket */
    TriExpr *error;  /* the first, or NULL */
    unsigned height; /* of the expression parsed last: levels of its tree */
} Parser;

static uint32_t place(const Parser *parser, size_t at)
{
    const TriExprText *source = parser->source;

    return source->offsets == NULL ? source->start + (uint32_t)at : source->offsets[at];
}

static TriSpan span_between(const Parser *parser, size_t start, size_t end)
{
    const TriExprText *source = parser->source;

    return source->whole.source != NULL
               ? source->whole
               : tri_span(source->source, place(parser, start), place(parser, end));
}

static TriSpan span_from(const Parser *parser, size_t start)
{
    return span_between(parser, start, parser->at);
}

static bool failed(const Parser *parser)
{
    return parser->error != NULL;
}

/* The next byte; at the end, the closing bracket, which is no part of what can be
   longer than one byte. */
static char peek(const Parser *parser)
{
    return parser->text.data[parser->at];
}

static void skip_space(Parser *parser)
{
    while (peek(parser) == ' ' || (peek(parser) >= '\t' && peek(parser) <= '\r')) {
        parser->at++;
    }
}

/* Bytes of the character at the next byte. */
static size_t character_size(const Parser *parser)
{
    size_t size = 1;

    while (parser->at + size < parser->end &&
           tri_utf8_is_inside(parser->text, parser->at + size)) {
        size++;
    }
    return size;
}

/* What stands at the next byte, for "expected …, found …". */
static TriStr found(Parser *parser)
{
    if (parser->at >= parser->end) {
        return TRI_STR("the end of the expression");
    }
    TriStr character = tri_str_slice(parser->text, parser->at, character_size(parser));

    return tri_format(parser->arena, "'%.*s'", TRI_ARG(character));
}

static TriSpan next_character(const Parser *parser)
{
    size_t end = parser->at;

    if (parser->at < parser->end) {
        end += character_size(parser);
    }
    return span_between(parser, parser->at, end);
}

static TriExpr *expected(Parser *parser, const char *what)
{
    if (!failed(parser)) {
        parser->error =
            tri_expr_error(parser->arena, next_character(parser),
                           "expected %s, found %.*s", what, TRI_ARG(found(parser)));
    }
    return parser->error;
}

static bool take(Parser *parser, char c)
{
    skip_space(parser);
    if (peek(parser) != c || parser->at == parser->end) {
        return false;
    }
    parser->at++;
    return true;
}

static bool is_name_start(char c)
{
    return tri_char_is_letter(c) || c == '_';
}

static TriStr take_name(Parser *parser)
{
    size_t start = parser->at;

    if (!is_name_start(peek(parser))) {
        return TRI_STR("");
    }
    while (is_name_start(peek(parser)) || tri_char_is_digit(peek(parser))) {
        parser->at++;
    }
    return tri_str_slice(parser->text, start, parser->at - start);
}

static TriExpr *parse_expression(Parser *parser, unsigned depth);

/* What stands up to the next quote, which is passed over; false when there is none. */
static bool take_quoted(Parser *parser, TriStr *piece)
{
    TriStr rest = tri_str_slice(parser->text, parser->at, parser->end - parser->at);
    size_t size = tri_str_find_char(rest, '\'');

    if (size == TRI_NOT_FOUND) {
        parser->at = parser->end;
        return false;
    }
    *piece = tri_str_slice(rest, 0, size);
    parser->at += size + 1;
    return true;
}

static TriExpr *parse_string(Parser *parser)
{
    size_t start = parser->at++;
    TriText value = tri_text(parser->arena);
    TriStr piece;

    while (take_quoted(parser, &piece)) {
        bool is_last = peek(parser) != '\'';

        if (is_last && value.size == 0) {
            return tri_expr_string(parser->arena, piece, span_from(parser, start));
        }
        tri_text_add(&value, piece);
        if (is_last) {
            return tri_expr_string(parser->arena, tri_text_str(&value),
                                   span_from(parser, start));
        }
        tri_text_add_char(&value, '\'');
        parser->at++;
    }
    if (!failed(parser)) {
        parser->error =
            tri_expr_error(parser->arena, span_from(parser, start),
                           "the string that begins here has no closing single quote");
    }
    return parser->error;
}

static bool is_number_char(char c)
{
    return tri_char_is_digit(c) || tri_char_is_letter(c) || c == '.';
}

/* An integer; a number with a fraction or an exponent is accepted as well. */
static TriExpr *parse_number(Parser *parser)
{
    size_t start = parser->at++;
    int64_t integer;
    double number;

    while (is_number_char(peek(parser)) ||
           ((peek(parser) == '-' || peek(parser) == '+') &&
            tri_char_lower(parser->text.data[parser->at - 1]) == 'e')) {
        parser->at++;
    }
    TriStr text = tri_str_slice(parser->text, start, parser->at - start);

    if (tri_parse_int(text, &integer)) {
        return tri_expr_int(parser->arena, integer, span_from(parser, start));
    }
    if (tri_parse_double(text, &number)) {
        TriExpr *expr =
            tri_expr_new(parser->arena, TRI_EXPR_FLOAT, span_from(parser, start));

        expr->number = number;
        return expr;
    }
    if (!failed(parser)) {
        parser->error =
            tri_expr_error(parser->arena, span_from(parser, start),
                           "'%.*s' is not a number that fits 64 bits", TRI_ARG(text));
    }
    return parser->error;
}

/* Leaves the height of the highest argument. */
static void parse_arguments(Parser *parser, ExprList *arguments, unsigned depth)
{
    unsigned height = 0;

    parser->height = 0;
    if (take(parser, ')')) {
        return;
    }
    while (!failed(parser)) {
        TriExpr *argument = parse_expression(parser, depth + 1);

        height = parser->height > height ? parser->height : height;
        parser->height = height;
        tri_list_push(parser->arena, arguments, argument);
        if (take(parser, ')')) {
            return;
        }
        if (!take(parser, ',')) {
            expected(parser, "',' or ')' after the argument");
        }
    }
}

/* lambda('p', …, body): what comes before the body must be names. */
static TriExpr *make_lambda(Parser *parser, TriExpr *call)
{
    for (size_t i = 0; i + 1 < call->count; i++) {
        if (call->call.items[i]->kind != TRI_EXPR_STRING) {
            parser->error = tri_expr_error(parser->arena, call->call.items[i]->span,
                                           "a lambda's parameter is a name in quotes");
            return parser->error;
        }
    }
    if (call->count == 0) {
        parser->error =
            tri_expr_error(parser->arena, call->span, "a lambda needs a body");
        return parser->error;
    }
    call->kind = TRI_EXPR_LAMBDA;
    return call;
}

static TriExpr *parse_call(Parser *parser, unsigned depth)
{
    size_t start = parser->at;
    ExprList arguments = { 0 };
    TriStr name = take_name(parser);

    skip_space(parser);
    if (peek(parser) == '.') {
        parser->at++;
        skip_space(parser);
        TriStr member = take_name(parser);

        if (member.size == 0) {
            return expected(parser, "the name of a function after '.'");
        }
        name = tri_format(parser->arena, "%.*s.%.*s", TRI_ARG(name), TRI_ARG(member));
    }
    if (!take(parser, '(')) {
        return expected(parser, "'(' after the name of a function");
    }
    parse_arguments(parser, &arguments, depth);
    if (failed(parser)) {
        return parser->error;
    }
    TriExpr *call = tri_expr_call(parser->arena, name, arguments.items, arguments.count,
                                  span_from(parser, start));

    return tri_str_eq_nocase(name, TRI_STR("lambda")) ? make_lambda(parser, call)
                                                      : call;
}

static TriExpr *parse_primary(Parser *parser, unsigned depth)
{
    parser->height = 0;
    skip_space(parser);
    char c = peek(parser);

    if (c == '\'') {
        return parse_string(parser);
    }
    if (tri_char_is_digit(c) || c == '-' || c == '+') {
        return parse_number(parser);
    }
    if (is_name_start(c)) {
        return parse_call(parser, depth);
    }
    return expected(parser, "a function, a string in single quotes or a number");
}

/* base.?name and base[?key] do not exist in ARM JSON; they mean tryGet. */
static TriExpr *make_access(Parser *parser, TriExpr *base, TriExpr *key, bool is_safe,
                            size_t start)
{
    TriSpan span = span_from(parser, start);

    if (!is_safe) {
        return tri_expr_access(parser->arena, base, key, span);
    }
    TriExpr *call = tri_expr_access(parser->arena, base, key, span);

    call->kind = TRI_EXPR_CALL;
    call->call.name = TRI_STR("tryGet");
    return call;
}

static TriExpr *parse_member_name(Parser *parser)
{
    parser->height = 0;
    skip_space(parser);
    size_t start = parser->at;
    TriStr name = take_name(parser);

    if (name.size == 0) {
        return expected(parser, "a property name after '.'");
    }
    return tri_expr_string(parser->arena, name, span_from(parser, start));
}

static TriExpr *parse_index(Parser *parser, unsigned depth)
{
    TriExpr *key = parse_expression(parser, depth + 1);

    if (!failed(parser) && !take(parser, ']')) {
        return expected(parser, "']' after the index");
    }
    return key;
}

static TriExpr *too_deep(Parser *parser)
{
    if (!failed(parser)) {
        parser->error = tri_expr_error(parser->arena, next_character(parser),
                                       "the expression is nested deeper than %d levels",
                                       TRI_EXPR_DEPTH_LIMIT);
    }
    return parser->error;
}

static TriExpr *parse_expression(Parser *parser, unsigned depth)
{
    if (depth > TRI_EXPR_DEPTH_LIMIT) {
        return too_deep(parser);
    }
    skip_space(parser);
    size_t start = parser->at;
    TriExpr *expr = parse_primary(parser, depth);
    unsigned height = parser->height + 1;

    for (; !failed(parser); height++) {
        bool is_member = take(parser, '.');

        parser->height = height;
        if (!is_member && !take(parser, '[')) {
            return expr;
        }
        if (depth + height > TRI_EXPR_DEPTH_LIMIT) {
            return too_deep(parser);
        }
        bool is_safe = take(parser, '?');
        TriExpr *key =
            is_member ? parse_member_name(parser) : parse_index(parser, depth);

        height = parser->height > height ? parser->height : height;
        expr = make_access(parser, expr, key, is_safe, start);
    }
    return parser->error;
}

static TriExpr *parse_whole(Parser *parser)
{
    skip_space(parser);
    if (parser->at == parser->end) {
        return tri_expr_error(parser->arena, next_character(parser),
                              "the expression is empty");
    }
    TriExpr *expr = parse_expression(parser, 0);

    skip_space(parser);
    if (!failed(parser) && parser->at < parser->end) {
        return expected(parser, "the end of the expression");
    }
    return failed(parser) ? parser->error : expr;
}

void tri_expr_parse(TriArena *arena, const TriExprText *text, TriExpr *expr)
{
    TriExprForm form = tri_expr_form(text->text);

    if (form != TRI_FORM_EXPRESSION) {
        expr->kind = TRI_EXPR_STRING;
        expr->string = tri_str_from(text->text, form == TRI_FORM_ESCAPED);
        return;
    }
    Parser parser = {
        .arena = arena,
        .source = text,
        .text = text->text,
        .at = 1,
        .end = text->text.size - 1,
    };
    TriSpan span = expr->span;

    *expr = *parse_whole(&parser);
    expr->span = span;
}
