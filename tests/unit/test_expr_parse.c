#include "expr/parse.h"

#include "arm/value.h"
#include "support/expr_text.h"

#include <criterion/criterion.h>
#include <string.h>

static TriArena arena;
static TriSource source;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 30);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(expr_parse, .init = open_arena, .fini = close_arena);

static TriExpr *parse_str(TriStr string)
{
    TriExprText text = { .text = string, .source = &source };

    source = (TriSource){ .path = TRI_STR("a"), .text = string };
    TriExpr *expr =
        tri_expr_new(&arena, TRI_EXPR_LAZY, tri_span(&source, 0, string.size));

    tri_expr_parse(&arena, &text, expr);
    return expr;
}

static TriExpr *parse(const char *text)
{
    return parse_str(tri_str_from_c(text));
}

static void expect_str(const char *what, TriStr actual, TriStr expected)
{
    cr_expect(tri_str_eq(actual, expected), "%s: '%.*s' is not '%.*s'", what,
              TRI_ARG(actual), TRI_ARG(expected));
}

/* ---- which strings are expressions (arm-language.md 2) ---- */

Test(expr_parse, tells_expressions_from_literals)
{
    static const struct {
        const char *text;
        TriExprForm form;
        const char *literal;
    } rows[] = {
        { "", TRI_FORM_LITERAL, "" },
        { "x", TRI_FORM_LITERAL, "x" },
        { "[", TRI_FORM_LITERAL, "[" },
        { "]", TRI_FORM_LITERAL, "]" },
        { "[[", TRI_FORM_LITERAL, "[[" },
        { "[x", TRI_FORM_LITERAL, "[x" },
        { "[abc]suffix", TRI_FORM_LITERAL, "[abc]suffix" },
        { "[[one]two", TRI_FORM_LITERAL, "[[one]two" },
        { "[^;]+$\\", TRI_FORM_LITERAL, "[^;]+$\\" },
        { " [x()]", TRI_FORM_LITERAL, " [x()]" },
        { "[x()] ", TRI_FORM_LITERAL, "[x()] " },
        { "[x()]\n", TRI_FORM_LITERAL, "[x()]\n" },
        { "[[x]", TRI_FORM_ESCAPED, "[x]" },
        { "[[[x]", TRI_FORM_ESCAPED, "[[x]" },
        { "[[]", TRI_FORM_ESCAPED, "[]" },
        { "[x()]", TRI_FORM_EXPRESSION, NULL },
        { "[]", TRI_FORM_EXPRESSION, NULL },
        { "[]]", TRI_FORM_EXPRESSION, NULL },
        { "[x][y]", TRI_FORM_EXPRESSION, NULL },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_expr_form(tri_str_from_c(rows[i].text)), rows[i].form, "%s",
                     rows[i].text);
        if (rows[i].literal != NULL) {
            TriExpr *expr = parse(rows[i].text);

            cr_assert_eq(expr->kind, TRI_EXPR_STRING, "%s", rows[i].text);
            expect_str(rows[i].text, expr->string, tri_str_from_c(rows[i].literal));
        }
    }
}

/* ---- forms (arm-language.md 3) ---- */

typedef struct Row {
    const char *text;
    const char *tree;
} Row;

static void expect_tree(Row row)
{
    TriText text = tri_text(&arena);

    add_expr(&text, parse(row.text));
    expect_str(row.text, tri_text_str(&text), tri_str_from_c(row.tree));
}

Test(expr_parse, reads_every_form)
{
    static const Row rows[] = {
        { "[f()]", "f()" },
        { "[ f ( ) ]", "f()" },
        { "[f(1)]", "f(1)" },
        { "[f(1,2 , 3)]", "f(1, 2, 3)" },
        { "[f(g(h()),i())]", "f(g(h()), i())" },
        { "[_f1_2()]", "_f1_2()" },
        { "[F()]", "F()" },
        { "['text']", "\"text\"" },
        { "['']", "\"\"" },
        { "['it''s']", "\"it's\"" },
        { "['''']", "\"'\"" },
        { "['''''']", "\"''\"" },
        { "['a''''b''c']", "\"a''b'c\"" },
        { "['[x] \\ \"()\t']", "\"[x] \\ \"()\t\"" },
        { "['a\nb']", "\"a\nb\"" },
        { "[0]", "0" },
        { "[-1]", "-1" },
        { "[+1]", "1" },
        { "[007]", "7" },
        { "[9223372036854775807]", "9223372036854775807" },
        { "[-9223372036854775808]", "-9223372036854775808" },
        { "[1.5]", "1.5" },
        { "[1e3]", "1000.0" },
        { "[-2.5E-1]", "-0.25" },
        { "[9223372036854775808]", "9.223372036854776e+18" },
        { "[f().x]", "access(f(), \"x\")" },
        { "[f() . x . y_1]", "access(access(f(), \"x\"), \"y_1\")" },
        { "[f()[0]]", "access(f(), 0)" },
        { "[f()['a b']]", "access(f(), \"a b\")" },
        { "[f() [ g() ] . x [1]]", "access(access(access(f(), g()), \"x\"), 1)" },
        { "[f(a().b)[c().d]]", "access(f(access(a(), \"b\")), access(c(), \"d\"))" },
        { "['abc'[0]]", "access(\"abc\", 0)" },
        { "['abc'.x]", "access(\"abc\", \"x\")" },
        { "[1[2]]", "access(1, 2)" },
        { "[ns.f()]", "ns.f()" },
        { "[ns . f ( 1 )]", "ns.f(1)" },
        { "[__bicep.f(1).x]", "access(__bicep.f(1), \"x\")" },
        { "[f().?x]", "tryGet(f(), \"x\")" },
        { "[f()[?0]]", "tryGet(f(), 0)" },
        { "[f().?x.y]", "access(tryGet(f(), \"x\"), \"y\")" },
        { "[lambda(1)]", "lambda(1)" },
        { "[lambda('x', lambdaVariables('x'))]",
          "lambda(\"x\", lambdaVariables(\"x\"))" },
        { "[LAMBDA('x', 'y', f())]", "lambda(\"x\", \"y\", f())" },
        { "[f(lambda('x',1))]", "f(lambda(\"x\", 1))" },
        { "[\n f\t(\r\n\v'a'\f,\n1\n)\n]", "f(\"a\", 1)" },
        { "[true()]", "true()" },
        { "[f('a]b')]", "f(\"a]b\")" },
        { "[f(')')]", "f(\")\")" },
        { "[f('é😀')]", "f(\"é😀\")" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_tree(rows[i]);
    }
}

Test(expr_parse, keeps_the_spelling_of_names)
{
    TriExpr *expr = parse("[Contoso.UniqueName(resourceGroup().ID)]");

    expect_str("function", expr->call.name, TRI_STR("Contoso.UniqueName"));
    expect_str("member", expr->call.items[0]->call.items[1]->string, TRI_STR("ID"));
}

/* ---- spans ---- */

static void expect_spans(const char *text, const char *expected)
{
    TriText spans = tri_text(&arena);

    add_expr_spans(&spans, parse(text));
    expect_str(text, tri_text_str(&spans), tri_str_from_c(expected));
}

Test(expr_parse, knows_where_everything_stands)
{
    expect_spans("[ f( 'a''b' , g() ) ]", "<[ f( 'a''b' , g() ) ]><'a''b'><g()>");
    expect_spans("[f(g( ).x [ 0 ] )]",
                 "<[f(g( ).x [ 0 ] )]><g( ).x [ 0 ]><g( ).x><g( )><x><0>");
    expect_spans("[f(a.b(-1), +2)]", "<[f(a.b(-1), +2)]><a.b(-1)><-1><+2>");
    expect_spans("[f(g().?x)]", "<[f(g().?x)]><g().?x><g()><x>");
    expect_spans("plain", "<plain>");
}

Test(expr_parse, stands_where_the_string_does)
{
    TriStr text = TRI_STR("  \"[f(  'a')]\"");
    TriExprText string = { .text = tri_str_slice(text, 3, 10),
                           .source = &source,
                           .start = 3 };

    source = (TriSource){ .text = text };
    TriExpr *expr = tri_expr_new(&arena, TRI_EXPR_LAZY, tri_span(&source, 2, 14));

    tri_expr_parse(&arena, &string, expr);
    cr_assert_eq(expr->kind, TRI_EXPR_CALL);
    cr_expect_eq(expr->span.start, 2);
    cr_expect_eq(expr->span.end, 14);
    cr_expect_eq(expr->call.items[0]->span.start, 8);
    cr_expect_eq(expr->call.items[0]->span.end, 11);
}

/* The string value in the JSON text `json`, as a template has it. */
static TriExpr *parse_json(const char *json)
{
    TriSink sink = { .arena = &arena };
    TriArena scratch = tri_arena_open((size_t)1 << 24);
    TriArena *nodes = TRI_NEW(&arena, TriArena);

    *nodes = tri_arena_open((size_t)1 << 24);
    source = tri_source_open(&arena, TRI_STR("a.json"), tri_str_from_c(json));
    TriJson tree = tri_json_parse(nodes, scratch, &source, &sink);

    cr_assert_not_null(tree.root, "%s", json);
    return tri_expr_get(tri_arm_value(tri_arm_reader(&arena, &tree, false), tree.root));
}

Test(expr_parse, looks_through_json_escapes)
{
    static const struct {
        const char *json;
        const char *spans;
    } rows[] = {
        { "\"[f('a\\\"b', 1)]\"", "<\"[f('a\\\"b', 1)]\"><'a\\\"b'><1>" },
        { "\"[f('\\u0041', g())]\"", "<\"[f('\\u0041', g())]\"><'\\u0041'><g()>" },
        { "\"[f('\\u00e9\\u20AC', g())]\"",
          "<\"[f('\\u00e9\\u20AC', g())]\"><'\\u00e9\\u20AC'><g()>" },
        { "\"[f('\\ud83d\\ude00', g())]\"",
          "<\"[f('\\ud83d\\ude00', g())]\"><'\\ud83d\\ude00'><g()>" },
        { "\"[f('\\ud83d', g('\\udE00'))]\"",
          "<\"[f('\\ud83d', g('\\udE00'))]\"><'\\ud83d'><g('\\udE00')><'\\udE00'>" },
        { "\"[f('\\ud83d\\ud83d\\ude00', g())]\"",
          "<\"[f('\\ud83d\\ud83d\\ude00', g())]\"><'\\ud83d\\ud83d\\ude00'><g()>" },
        { "\"[f('\\ud83d\\u0041', g())]\"",
          "<\"[f('\\ud83d\\u0041', g())]\"><'\\ud83d\\u0041'><g()>" },
        { "\"[f(\\n\\t'a',\\r\\n g())]\"",
          "<\"[f(\\n\\t'a',\\r\\n g())]\"><'a'><g()>" },
        { "\"\\u005bf(\\u0027a\\u0027)\\u005D\"",
          "<\"\\u005bf(\\u0027a\\u0027)\\u005D\"><\\u0027a\\u0027>" },
        { "\"[f('\\/\\\\', g())]\"", "<\"[f('\\/\\\\', g())]\"><'\\/\\\\'><g()>" },
        { "\"[f('é\\u0041', g())]\"", "<\"[f('é\\u0041', g())]\"><'é\\u0041'><g()>" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriText spans = tri_text(&arena);

        add_expr_spans(&spans, parse_json(rows[i].json));
        expect_str(rows[i].json, tri_text_str(&spans), tri_str_from_c(rows[i].spans));
    }
}

/* ---- errors ---- */

static void expect_error(TriStr text, const char *message, uint32_t start, uint32_t end)
{
    TriExpr *expr = parse_str(text);

    cr_expect_eq(expr->kind, TRI_EXPR_ERROR, "%.*s", TRI_ARG(text));
    if (expr->kind != TRI_EXPR_ERROR) {
        return;
    }
    cr_expect(tri_str_eq(expr->string, tri_str_from_c(message)),
              "%.*s: '%.*s' is not '%s'", TRI_ARG(text), TRI_ARG(expr->string),
              message);
    cr_expect(expr->error.place.start == start && expr->error.place.end == end,
              "%.*s: at %u to %u, not %u to %u", TRI_ARG(text), expr->error.place.start,
              expr->error.place.end, start, end);
}

Test(expr_parse, says_what_it_expected_and_where)
{
    static const struct {
        const char *text;
        uint32_t start;
        uint32_t end;
        const char *message;
    } rows[] = {
        { "[]", 1, 1, "the expression is empty" },
        { "[ \n ]", 4, 4, "the expression is empty" },
        { "[x]", 2, 2,
          "expected '(' after the name of a function, found the end of the "
          "expression" },
        { "[x y()]", 3, 4, "expected '(' after the name of a function, found 'y'" },
        { "[x[0]]", 2, 3, "expected '(' after the name of a function, found '['" },
        { "[a.]", 3, 3,
          "expected the name of a function after '.', found the end of the "
          "expression" },
        { "[a.b.c()]", 4, 5, "expected '(' after the name of a function, found '.'" },
        { "[f(]", 3, 3,
          "expected a function, a string in single quotes or a number, found the end "
          "of "
          "the expression" },
        { "[f(,)]", 3, 4,
          "expected a function, a string in single quotes or a number, found ','" },
        { "[f(1,)]", 5, 6,
          "expected a function, a string in single quotes or a number, found ')'" },
        { "[f(1 2)]", 5, 6, "expected ',' or ')' after the argument, found '2'" },
        { "[f(1]", 4, 4,
          "expected ',' or ')' after the argument, found the end of the expression" },
        { "[f(1;2)]", 4, 5, "expected ',' or ')' after the argument, found ';'" },
        { "[f()x]", 4, 5, "expected the end of the expression, found 'x'" },
        { "[f())]", 4, 5, "expected the end of the expression, found ')'" },
        { "[f() g()]", 5, 6, "expected the end of the expression, found 'g'" },
        { "[f()]]", 4, 5, "expected the end of the expression, found ']'" },
        { "[f('a')'2015-10-01']", 7, 8,
          "expected the end of the expression, found '''" },
        { "[f().]", 5, 5,
          "expected a property name after '.', found the end of the expression" },
        { "[f().'x']", 5, 6, "expected a property name after '.', found '''" },
        { "[f()..x]", 5, 6, "expected a property name after '.', found '.'" },
        { "[f()[]]", 5, 6,
          "expected a function, a string in single quotes or a number, found ']'" },
        { "[f()[0]", 6, 6,
          "expected ']' after the index, found the end of the expression" },
        { "[f()[0,1]]", 6, 7, "expected ']' after the index, found ','" },
        { "['a]", 1, 3, "the string that begins here has no closing single quote" },
        { "['a'']", 1, 5, "the string that begins here has no closing single quote" },
        { "[f('a, 1)]", 3, 9,
          "the string that begins here has no closing single quote" },
        { "[-]", 1, 2, "'-' is not a number that fits 64 bits" },
        { "[f(1a)]", 3, 5, "'1a' is not a number that fits 64 bits" },
        { "[0x10]", 1, 5, "'0x10' is not a number that fits 64 bits" },
        { "[1.]", 1, 3, "'1.' is not a number that fits 64 bits" },
        { "[1e999]", 1, 6, "'1e999' is not a number that fits 64 bits" },
        { "[\"a\"]", 1, 2,
          "expected a function, a string in single quotes or a number, found '\"'" },
        { "[{}]", 1, 2,
          "expected a function, a string in single quotes or a number, found '{'" },
        { "[$f()]", 1, 2,
          "expected a function, a string in single quotes or a number, found '$'" },
        { "[f(lambda())]", 3, 11, "a lambda needs a body" },
        { "[lambda(1, 2)]", 8, 9, "a lambda's parameter is a name in quotes" },
        { "[lambda('a', f(), 2)]", 13, 16, "a lambda's parameter is a name in quotes" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_error(tri_str_from_c(rows[i].text), rows[i].message, rows[i].start,
                     rows[i].end);
    }
}

Test(expr_parse, takes_a_character_whole)
{
    expect_error(
        TRI_STR("[é]"),
        "expected a function, a string in single quotes or a number, found 'é'", 1, 3);
    expect_error(TRI_STR("[f()😀]"), "expected the end of the expression, found '😀'", 4,
                 8);
}

Test(expr_parse, finds_the_place_of_an_error_behind_escapes)
{
    TriExpr *expr = parse_json("\"[f('\\u0041\\n', )]\"");

    cr_assert_eq(expr->kind, TRI_EXPR_ERROR);
    expect_str("span", tri_span_text(expr->error.place), TRI_STR(")"));
    expr = parse_json("\"[f(\\u0022)]\"");
    cr_assert_eq(expr->kind, TRI_EXPR_ERROR);
    expect_str("span", tri_span_text(expr->error.place), TRI_STR("\\u0022"));
    expr = parse_json("\"[f(\\u00e9)]\"");
    cr_assert_eq(expr->kind, TRI_EXPR_ERROR);
    expect_str("span", tri_span_text(expr->error.place), TRI_STR("\\u00e9"));
}

/* ---- limits ---- */

/* `count` times `open`, then `middle`, then as often `close`, in brackets. */
static TriStr nest(const char *open, const char *middle, const char *close,
                   size_t count)
{
    TriText text = tri_text(&arena);

    tri_text_add_char(&text, '[');
    for (size_t i = 0; i < count; i++) {
        tri_text_add_c(&text, open);
    }
    tri_text_add_c(&text, middle);
    for (size_t i = 0; i < count; i++) {
        tri_text_add_c(&text, close);
    }
    tri_text_add_char(&text, ']');
    return tri_text_str(&text);
}

static size_t height(TriExpr *expr)
{
    size_t most = 0;

    for (size_t i = 0; i < expr->count &&
                       (expr->kind == TRI_EXPR_CALL || expr->kind == TRI_EXPR_ACCESS);
         i++) {
        size_t inner = height(expr->call.items[i]);

        most = inner > most ? inner : most;
    }
    return most + 1;
}

Test(expr_parse, limits_the_depth)
{
    static const struct {
        const char *open;
        const char *middle;
        const char *close;
    } rows[] = {
        { "f(", "1", ")" },   { "f()[", "1", "]" }, { "", "f()", ".x" },
        { "", "f()", "[0]" }, { "", "f()", ".?x" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr deep = nest(rows[i].open, rows[i].middle, rows[i].close, 490);
        TriStr deeper = nest(rows[i].open, rows[i].middle, rows[i].close, 510);
        TriStr deepest = nest(rows[i].open, rows[i].middle, rows[i].close, 200000);

        cr_expect_neq(parse_str(deep)->kind, TRI_EXPR_ERROR, "row %zu", i);
        cr_expect_eq(parse_str(deeper)->kind, TRI_EXPR_ERROR, "row %zu", i);
        TriExpr *expr = parse_str(deepest);

        cr_assert_eq(expr->kind, TRI_EXPR_ERROR, "row %zu", i);
        expect_str("message", expr->string,
                   TRI_STR("the expression is nested deeper than 500 levels"));
    }
}

/* f(f(… .x.x) .x.x): the accessors of every call add up. */
Test(expr_parse, limits_calls_and_accessors_together)
{
    TriText text = tri_text(&arena);

    tri_text_add_char(&text, '[');
    for (int i = 0; i < 400; i++) {
        tri_text_add_c(&text, "f(");
    }
    tri_text_add_char(&text, '1');
    for (int i = 0; i < 400; i++) {
        tri_text_add_c(&text, ").x.x.x.x.x.x.x.x");
    }
    tri_text_add_char(&text, ']');
    TriExpr *expr = parse_str(tri_text_str(&text));

    cr_expect_leq(height(expr), TRI_EXPR_DEPTH_LIMIT + 2, "%zu", height(expr));
}
