/* Lexer and parser of Bicep, and what they make of mistakes. */
#include "base/text.h"
#include "bicep/parse.h"

#include <criterion/criterion.h>

static TriArena arena;
static TriSink sink;

static void open(void)
{
    arena = tri_arena_open((size_t)1 << 28);
    sink = (TriSink){ .arena = &arena };
}

static void close(void)
{
    tri_arena_close(&arena);
}

TestSuite(bicep_parse, .init = open, .fini = close);

static TriBicepFile *parse_as(TriStr path, const char *text)
{
    TriSource *source = TRI_NEW(&arena, TriSource);

    *source = tri_source_open(&arena, path, tri_str_from_c(text));
    return tri_bicep_parse(&arena, source, path, &sink);
}

static TriBicepFile *parse(const char *text)
{
    return parse_as(TRI_STR("main.bicep"), text);
}

static const TriSyntax *value(const char *expression)
{
    TriStr text = tri_str_from_c(expression);
    TriBicepFile *file =
        parse(tri_str_to_c(&arena, TRI_CONCAT(&arena, TRI_STR("var v = "), text)));

    cr_assert_eq(sink.findings.count, 0, "%s", expression);
    cr_assert_eq(file->statement_count, 1);
    return file->statements[0]->value;
}

static void expect_string(const char *expression, const char *text)
{
    const TriSyntax *syntax = value(expression);

    cr_assert_eq(syntax->kind, TRI_SYNTAX_STRING, "%s", expression);
    cr_expect(tri_str_eq(syntax->text, tri_str_from_c(text)), "%s gives %.*s",
              expression, TRI_ARG(syntax->text));
}

Test(bicep_parse, decodes_strings)
{
    expect_string("'plain'", "plain");
    expect_string("'it\\'s \\\\ \\n'", "it's \\ \n");
    expect_string("'\\${x} $x'", "${x} $x");
    expect_string("'\\u{e4}\\u{D801}\\u{DC37}'", "\xC3\xA4\xF0\x90\x90\xB7");
    expect_string("'''\nraw ${x} \\n\n'''", "raw ${x} \\n\n");
    expect_string("''''a''''", "'a'");
}

Test(bicep_parse, holes_nest)
{
    const TriSyntax *syntax = value("'a${'b${c}'}${d}e'");

    cr_assert_eq(syntax->kind, TRI_SYNTAX_FORMAT);
    cr_expect_eq(syntax->count, 5);
    cr_expect_eq(syntax->items[1]->kind, TRI_SYNTAX_FORMAT);
    cr_expect_eq(value("$$'''x${y}$${z}'''")->count, 3);
}

Test(bicep_parse, lines_end_in_every_way)
{
    TriBicepFile *file = parse("\xEF\xBB\xBFvar a = 1\r\nvar b = 2\rvar\tc /* one\n"
                               "two */ = [\r\n\r\n  3 // three\r\n]\r\n");

    cr_expect_eq(sink.findings.count, 0);
    cr_expect_eq(file->statement_count, 3);
}

Test(bicep_parse, operators_bind_as_they_should)
{
    const TriSyntax *syntax = value("a ?? b || c && !d == e + f * -g");

    cr_expect_eq(syntax->operation, TRI_TOKEN_COALESCE);
    syntax = syntax->items[1];
    cr_expect_eq(syntax->operation, TRI_TOKEN_OR);
    syntax = syntax->items[1];
    cr_expect_eq(syntax->operation, TRI_TOKEN_AND);
    syntax = syntax->items[1];
    cr_expect_eq(syntax->operation, TRI_TOKEN_EQUAL);
    syntax = syntax->items[1];
    cr_expect_eq(syntax->operation, TRI_TOKEN_PLUS);
    cr_expect_eq(syntax->items[1]->operation, TRI_TOKEN_STAR);
    syntax = value("a - b - c");
    cr_expect_eq(syntax->items[0]->kind, TRI_SYNTAX_BINARY);
}

Test(bicep_parse, choices_may_go_on_over_lines)
{
    const TriSyntax *syntax = value("a\n  ? b\n  // which\n  : c ? d : e");

    cr_assert_eq(syntax->kind, TRI_SYNTAX_CHOICE);
    cr_expect_eq(syntax->items[2]->kind, TRI_SYNTAX_CHOICE);
}

Test(bicep_parse, accesses_chain)
{
    const TriSyntax *syntax = value("a.?b[?0]!.c[^1]");

    cr_assert_eq(syntax->kind, TRI_SYNTAX_ACCESS);
    cr_expect(syntax->is_from_end);
    syntax = syntax->items[0];
    cr_expect(syntax->is_member);
    cr_expect_eq(syntax->items[0]->kind, TRI_SYNTAX_ASSERT);
    cr_expect_eq(value("a::b.c")->items[0]->kind, TRI_SYNTAX_INSIDE);
    cr_expect_eq(value("az.subscription()")->kind, TRI_SYNTAX_METHOD);
}

Test(bicep_parse, lambdas_are_told_from_groups)
{
    cr_expect_eq(value("map(a, x => x)")->items[1]->kind, TRI_SYNTAX_LAMBDA);
    cr_expect_eq(value("map(a, (x, i) => { b: x })")->items[1]->count, 3);
    cr_expect_eq(value("(a)")->kind, TRI_SYNTAX_GROUP);
    cr_expect_eq(value("map(a, () => 1)")->items[1]->count, 1);
}

Test(bicep_parse, separators_mix)
{
    cr_expect_eq(value("{ a: 1, b: 2\n  c: 3\n\n  ...d }")->count, 4);
    cr_expect_eq(value("[1, 2\n 3\n]")->count, 3);
    cr_expect_eq(value("{ a: 1, A: 2, '${a}': 3, '${a}': 4 }")->count, 4);
    cr_expect_eq(value("[for (x, i) in y: { z: x }]")->kind, TRI_SYNTAX_FOR);
}

Test(bicep_parse, resources_hold_resources_and_keys_of_that_name)
{
    TriBicepFile *file = parse("resource a 'A.B/c@1' = if (x) {\n"
                               "  resource: 1\n"
                               "  @description('d')\n"
                               "  resource b 'd' = { name: 'b' }\n"
                               "}\n"
                               "type t = | 'a'\n  | 'b'\n"
                               "param p { q: int?, *: string }[]?\n");

    cr_assert_eq(sink.findings.count, 0);
    cr_assert_eq(file->statement_count, 3);
    cr_expect_eq(file->statements[0]->value->kind, TRI_SYNTAX_IF);
    cr_expect_eq(file->statements[0]->value->items[1]->items[1]->kind,
                 TRI_SYNTAX_NESTED);
    cr_expect_eq(file->statements[1]->type->count, 2);
    cr_expect_eq(file->statements[2]->type->kind, TRI_SYNTAX_NULLABLE);
}

/* ---- mistakes ---- */

static bool is_whole(const TriStatement *statement)
{
    return statement->value != NULL && statement->value->kind != TRI_SYNTAX_ERROR;
}

/* One mistake, at a place, and so many statements that are read all the same. */
static void expect_error_in(TriStr path, const char *text, uint32_t line,
                            const char *says, size_t statements)
{
    TriBicepFile *file;
    size_t whole = 0;

    sink.findings.count = 0;
    file = parse_as(path, text);
    cr_assert_eq(sink.findings.count, 1, "%s: %zu findings", text, sink.findings.count);
    const TriFinding *finding = &sink.findings.items[0];

    cr_expect_eq(tri_position(file->source, finding->span.start).line, line, "%s",
                 text);
    cr_expect_neq(tri_str_find(finding->message, tri_str_from_c(says)), TRI_NOT_FOUND,
                  "%s: %.*s", text, TRI_ARG(finding->message));
    for (size_t i = 0; i < file->statement_count; i++) {
        whole += is_whole(file->statements[i]);
    }
    cr_expect_eq(whole, statements, "%s: %zu", text, whole);
}

static void expect_error(const char *text, uint32_t line, const char *says,
                         size_t statements)
{
    expect_error_in(TRI_STR("main.bicep"), text, line, says, statements);
}

Test(bicep_parse, a_mistake_is_said_once_and_the_rest_is_read)
{
    expect_error("var a\nvar b = 1\n", 1, "expected '='", 1);
    expect_error("var a string\nvar b = 1\n", 1, "expected '='", 1);
    expect_error("var a = \nvar b = 1\n", 1, "expected an expression", 1);
    expect_error("var a = 'x\nvar b = 1\n", 1, "no end on its line", 1);
    expect_error("var a = '\\q'\nvar b = 1\n", 1, "backslash", 1);
    expect_error("nonsense here\nvar b = 1\n", 1, "a declaration", 1);
    expect_error("var a = {\n  b 1\n  c: 2\n}\nvar d = 1\n", 2, "expected ':'", 2);
    expect_error("var a = {\n  b: 1\nvar d = 1\n", 3, "'}'", 1);
    expect_error("var a = [\n  1\n  2\nvar d = 1\n", 4, "']'", 1);
    expect_error("var a = f(1, 2\nvar d = 1\n", 2, "',' or ')'", 1);
    expect_error("var a = 1 2\nvar d = 1\n", 1, "a line end", 2);
    expect_error("var a = '${b\n'\nvar d = 1\n", 1, "inside '${'", 1);
    expect_error("var a = '''\nvar d = 1\n", 1, "'''", 1);
    expect_error("var a = !!b\nvar d = 1\n", 1, "an expression", 1);
    expect_error("}\n}\nvar d = 1\n", 1, "a declaration", 1);
    expect_error("var a = [\n  1,\n  2\n]\nvar d = 1\n", 2, "behind ','", 2);
    expect_error("var a = { b: 1, c: 2\n  'b': 3 }\nvar d = 1\n", 2, "'b' already", 2);
}

Test(bicep_parse, resources_hold_no_other_statements)
{
    expect_error("resource a 'A.B/c@1' = {\n  @d()\n  var b = 1\n}\nvar d = 1\n", 3,
                 "only other resources", 2);
}

Test(bicep_parse, a_missing_bracket_is_no_mistake_of_all_that_follows)
{
    sink.findings.count = 0;
    TriBicepFile *file = parse("var a = {\n  b: {\n    'c'\n    'd'\n    'e'\n    'f'\n"
                               "    'g'\n    h: [\n 1 2\n ]\n    'i'\n  }\n}\n"
                               "var j = k l\n");

    cr_expect_eq(sink.findings.count, 4, "%zu", sink.findings.count);
    cr_expect_eq(file->statement_count, 2);
}

Test(bicep_parse, literals_are_no_names)
{
    expect_error("var true = 5\nvar b = 1\n", 1, "a name, found 'true'", 1);
    expect_error("param null string = 'x'\nvar b = 1\n", 1, "found 'null'", 1);
    expect_error("func f(false bool) bool => true\nvar b = 1\n", 1, "'false'", 1);
    expect_error("var a = { true: 1 }\nvar b = 1\n", 1, "a property, found", 2);
    expect_error("var a = b.null\nvar b = 1\n", 1, "found 'null'", 1);
    expect_error("var a = map(b, true => 1)\nvar b = 1\n", 1, "found '=>'", 1);
    expect_error("var a = map(b, (null, x) => 1)\nvar b = 1\n", 1, "')'", 1);
    sink.findings.count = 0;
    cr_expect_eq(value("{ 'true': 1, truest: 2, param: b.null0 }")->count, 3);
    cr_expect_eq(
        parse("var for = 1\nvar resource = for\nparam param int\n")->statement_count,
        3);
    cr_expect_eq(sink.findings.count, 0);
}

Test(bicep_parse, functions_are_not_called_safely)
{
    expect_error("var a = {}.?f()\nvar b = 1\n", 1, "in front of a call", 2);
    expect_error("var a = [\n  b.?list(1).c\n]\n", 2, "in front of a call", 1);
    sink.findings.count = 0;
    cr_expect_eq(value("a.?b.f().?c")->kind, TRI_SYNTAX_ACCESS);
}

Test(bicep_parse, statements_stand_in_their_kind_of_file)
{
    static const char *const templates[] = {
        "targetScope = 'tenant'\n",  "metadata a = 'b'\n",
        "func f() string => 'x'\n",  "output o string = 'x'\n",
        "assert a = true\n",         "test t 'main.bicep' = {}\n",
        "module m 'm.bicep' = {}\n", "resource r 'A.B/c@1' = {}\n",
    };
    static const char *const parameters[] = {
        "using 'main.bicep'\n",
        "extends 'base.bicepparam'\n",
        "extensionConfig k with {}\n",
    };
    TriStr file = TRI_STR("main.bicepparam");

    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
        expect_error_in(file, templates[i], 1, "may not stand in a parameter file", 1);
        sink.findings.count = 0;
        parse(templates[i]);
        cr_expect_eq(sink.findings.count, 0, "%s", templates[i]);
    }
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        TriStr text = tri_str_from_c(parameters[i]);
        TriStr using = i == 0 ? TRI_STR("") : TRI_STR("using none\n");

        expect_error(parameters[i], 1, "in parameter files only", i == 2);
        sink.findings.count = 0;
        parse_as(file, tri_str_to_c(&arena, TRI_CONCAT(&arena, text, using)));
        cr_expect_eq(sink.findings.count, 0, "%s", parameters[i]);
    }
    expect_error_in(file, "param a string = 'x'\nparam b = 1\n", 1, "'='", 1);
    expect_error_in(file, "param a\nparam b = 1\n", 1, "'='", 1);
    expect_error("param a = 'x'\nvar b = 1\n", 1, "a type", 1);
    expect_error("output a = 'x'\nvar b = 1\n", 1, "a type", 1);
}

Test(bicep_parse, depth_is_limited)
{
    enum { DEPTH = 2000 };
    TriText text = tri_text(&arena);

    tri_text_add_c(&text, "var a = ");
    for (int i = 0; i < DEPTH; i++) {
        tri_text_add_char(&text, '[');
    }
    tri_text_add_c(&text, "\nvar b = 1\n");
    expect_error(tri_str_to_c(&arena, tri_text_str(&text)), 1, "deeper than 500", 1);
}

Test(bicep_parse, pragmas_and_comments_are_kept)
{
    TriBicepFile *file =
        parse("// one\n#disable-next-line x // why\nvar a = 1 /* two */\n"
              "  #restore-diagnostics x\n");

    cr_assert_eq(sink.findings.count, 0);
    cr_expect_eq(file->trivia.count, 4);
}
