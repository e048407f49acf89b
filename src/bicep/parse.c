/* Files and statements (bicep-language.md 2.1, 2.7). */
#include "bicep/parse.h"

#include "bicep/parser.h"

typedef TRI_LIST(TriStatement *) StatementList;

static void take_name(TriParser *parser, TriStatement *statement)
{
    const TriToken *token = tri_parser_expect(parser, TRI_TOKEN_NAME);

    if (!parser->has_failed) {
        statement->name = tri_parser_text(parser, token);
        statement->name_start = token->start;
        statement->name_end = token->end;
    }
}

static bool accept_word(TriParser *parser, const char *word)
{
    bool is = tri_parser_is_word(parser, 0, word);

    parser->at += is;
    return is;
}

static void expect_word(TriParser *parser, const char *word, const char *expected)
{
    if (!accept_word(parser, word)) {
        tri_parser_fail(parser, expected);
    }
}

static void parse_value(TriParser *parser, TriStatement *statement)
{
    tri_parser_expect(parser, TRI_TOKEN_ASSIGN);
    statement->value = tri_parse_expression(parser);
}

/* A type; of resource 'T@v', the word alone. */
static TriSyntax *parse_type_reference(TriParser *parser)
{
    bool is_resource = tri_parser_is_word(parser, 0, "resource") &&
                       tri_parser_token(parser, 1)->kind == TRI_TOKEN_STRING;
    TriSyntax *type = tri_parse_type(parser);

    if (is_resource) {
        tri_parser_take(parser);
    }
    return type;
}

/* ---- bodies of resources and modules ---- */

static TriSyntax *parse_if(TriParser *parser)
{
    TriSyntax *syntax =
        tri_syntax_new(parser, TRI_SYNTAX_IF, tri_parser_token(parser, 0)->start);
    TriSyntaxList items = { 0 };

    tri_parser_take(parser);
    tri_parser_expect(parser, TRI_TOKEN_OPEN_PARENTHESIS);
    tri_parser_skip_lines(parser);
    tri_list_push(parser->arena, &items, tri_parse_expression(parser));
    tri_parser_skip_lines(parser);
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    tri_list_push(parser->arena, &items, tri_parse_object(parser));
    return tri_syntax_finish(parser, syntax, items);
}

static TriSyntax *parse_single_body(TriParser *parser)
{
    return tri_parser_is_word(parser, 0, "if") ? parse_if(parser)
                                               : tri_parse_object(parser);
}

static TriSyntax *parse_body(TriParser *parser)
{
    size_t lines = 0;

    while (tri_parser_token(parser, lines)->kind == TRI_TOKEN_NEWLINE) {
        lines++;
    }
    if (tri_parser_is_word(parser, lines, "if")) {
        parser->at += lines;
    }
    if (!tri_parser_accept(parser, TRI_TOKEN_OPEN_BRACKET)) {
        return parse_single_body(parser);
    }
    tri_parser_skip_lines(parser);
    if (!tri_parser_is_word(parser, 0, "for")) {
        tri_parser_fail(parser, "'for'");
    }
    return tri_parse_for(parser, parse_single_body);
}

/* ---- statements ---- */

static void parse_target_scope(TriParser *parser, TriStatement *statement)
{
    parse_value(parser, statement);
}

static void parse_named_value(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    parse_value(parser, statement);
}

static void parse_param(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    if (!tri_parser_is(parser, TRI_TOKEN_ASSIGN)) {
        statement->type = parse_type_reference(parser);
    }
    if (tri_parser_accept(parser, TRI_TOKEN_ASSIGN)) {
        statement->value = tri_parse_expression(parser);
    }
}

static void parse_var(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    if (!tri_parser_is(parser, TRI_TOKEN_ASSIGN)) {
        statement->type = tri_parse_type(parser);
    }
    parse_value(parser, statement);
}

static void parse_type(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    tri_parser_expect(parser, TRI_TOKEN_ASSIGN);
    statement->type = tri_parse_type(parser);
}

static TriSyntax *parse_parameter(TriParser *parser)
{
    const TriToken *token = tri_parser_expect(parser, TRI_TOKEN_NAME);
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_NAME, token->start);
    TriSyntaxList items = { 0 };

    syntax->text = tri_parser_text(parser, token);
    tri_list_push(parser->arena, &items, parse_type_reference(parser));
    return tri_syntax_finish(parser, syntax, items);
}

static void parse_parameters(TriParser *parser, TriStatement *statement)
{
    TriSyntaxList list = { 0 };

    tri_parser_expect(parser, TRI_TOKEN_OPEN_PARENTHESIS);
    tri_parser_skip_lines(parser);
    while (!parser->has_failed && !tri_parser_is(parser, TRI_TOKEN_CLOSE_PARENTHESIS)) {
        tri_list_push(parser->arena, &list, parse_parameter(parser));
        tri_parser_skip_lines(parser);
        if (!tri_parser_accept(parser, TRI_TOKEN_COMMA)) {
            break;
        }
        tri_parser_skip_lines(parser);
    }
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    statement->parameters = list.items;
    statement->parameter_count = (uint32_t)list.count;
}

static void parse_func(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    parse_parameters(parser, statement);
    statement->type = parse_type_reference(parser);
    tri_parser_expect(parser, TRI_TOKEN_ARROW);
    tri_parser_skip_lines(parser);
    statement->value = tri_parse_expression(parser);
}

static void parse_resource(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    statement->path = tri_parse_string(parser);
    statement->is_existing = accept_word(parser, "existing");
    tri_parser_expect(parser, TRI_TOKEN_ASSIGN);
    statement->value = parse_body(parser);
}

static void parse_output(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    if (!tri_parser_is(parser, TRI_TOKEN_ASSIGN)) {
        statement->type = parse_type_reference(parser);
    }
    parse_value(parser, statement);
}

static void parse_test(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    statement->path = tri_parse_string(parser);
    parse_value(parser, statement);
}

static TriSyntax *parse_import_item(TriParser *parser)
{
    const TriToken *token = tri_parser_token(parser, 0);
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_NAME, token->start);
    TriSyntaxList items = { 0 };

    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        syntax->text = tri_parse_string(parser)->text;
    } else {
        syntax->text =
            tri_parser_text(parser, tri_parser_expect(parser, TRI_TOKEN_NAME));
    }
    if (accept_word(parser, "as")) {
        const TriToken *local = tri_parser_expect(parser, TRI_TOKEN_NAME);

        tri_list_push(parser->arena, &items,
                      tri_syntax_word(parser, TRI_SYNTAX_NAME, local));
    }
    return tri_syntax_finish(parser, syntax, items);
}

/* ['with' object] ['as' name] */
static void parse_extension_rest(TriParser *parser, TriStatement *statement)
{
    if (accept_word(parser, "with")) {
        statement->value = tri_parse_object(parser);
    }
    if (accept_word(parser, "as")) {
        take_name(parser, statement);
    }
}

static void parse_extension(TriParser *parser, TriStatement *statement)
{
    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        statement->path = tri_parse_string(parser);
    } else {
        take_name(parser, statement);
    }
    parse_extension_rest(parser, statement);
}

static void parse_import(TriParser *parser, TriStatement *statement)
{
    TriSyntaxList items = { 0 };

    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        statement->kind = TRI_STATEMENT_EXTENSION;
        parse_extension(parser, statement);
        return;
    }
    if (tri_parser_accept(parser, TRI_TOKEN_STAR)) {
        statement->is_wildcard = true;
        expect_word(parser, "as", "'as'");
        take_name(parser, statement);
    } else {
        tri_parser_expect(parser, TRI_TOKEN_OPEN_BRACE);
        if (!parser->has_failed) {
            tri_parse_items(parser, TRI_TOKEN_CLOSE_BRACE, parse_import_item, &items);
        }
    }
    statement->imports = items.items;
    statement->import_count = (uint32_t)items.count;
    expect_word(parser, "from", "'from'");
    statement->path = tri_parse_string(parser);
}

static void parse_using(TriParser *parser, TriStatement *statement)
{
    if (!accept_word(parser, "none")) {
        statement->path = tri_parse_string(parser);
    }
    if (accept_word(parser, "with")) {
        statement->value = tri_parse_object(parser);
    }
}

static void parse_extends(TriParser *parser, TriStatement *statement)
{
    statement->path = tri_parse_string(parser);
}

static void parse_extension_config(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    expect_word(parser, "with", "'with'");
    statement->value = tri_parse_object(parser);
}

static const struct {
    const char *keyword;
    TriStatementKind kind;
    void (*parse)(TriParser *parser, TriStatement *statement);
} statements[] = {
    { "targetScope", TRI_STATEMENT_TARGET_SCOPE, parse_target_scope },
    { "metadata", TRI_STATEMENT_METADATA, parse_named_value },
    { "param", TRI_STATEMENT_PARAM, parse_param },
    { "var", TRI_STATEMENT_VAR, parse_var },
    { "type", TRI_STATEMENT_TYPE, parse_type },
    { "func", TRI_STATEMENT_FUNC, parse_func },
    { "resource", TRI_STATEMENT_RESOURCE, parse_resource },
    { "module", TRI_STATEMENT_MODULE, parse_resource },
    { "output", TRI_STATEMENT_OUTPUT, parse_output },
    { "import", TRI_STATEMENT_IMPORT, parse_import },
    { "extension", TRI_STATEMENT_EXTENSION, parse_extension },
    { "assert", TRI_STATEMENT_ASSERT, parse_named_value },
    { "test", TRI_STATEMENT_TEST, parse_test },
    { "using", TRI_STATEMENT_USING, parse_using },
    { "extends", TRI_STATEMENT_EXTENDS, parse_extends },
    { "extensionConfig", TRI_STATEMENT_EXTENSION_CONFIG, parse_extension_config },
};

/* Asked after an error too, when the words of an expression are none. */
bool tri_parser_is_keyword(const TriParser *parser)
{
    TriStr word = tri_parser_text(parser, tri_parser_token(parser, 0));

    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (tri_str_eq(word, tri_str_from_c(statements[i].keyword))) {
            return true;
        }
    }
    return false;
}

TriSyntaxList tri_parse_decorators(TriParser *parser)
{
    TriSyntaxList list = { 0 };

    while (tri_parser_accept(parser, TRI_TOKEN_AT)) {
        tri_list_push(parser->arena, &list, tri_parse_expression(parser));
        if (!tri_parser_is(parser, TRI_TOKEN_NEWLINE)) {
            tri_parser_fail(parser, "a line end behind the decorator");
        }
        tri_parser_skip_lines(parser);
    }
    return list;
}

/* What was begun and is wrong is known by name only. */
static void forget_value(TriStatement *statement)
{
    statement->value = NULL;
    statement->type = NULL;
}

TriStatement *tri_parse_statement(TriParser *parser)
{
    TriSyntaxList decorators = tri_parse_decorators(parser);
    TriStatement *statement = TRI_NEW(parser->arena, TriStatement);

    statement->decorators = decorators.items;
    statement->decorator_count = (uint32_t)decorators.count;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (!tri_parser_is_word(parser, 0, statements[i].keyword)) {
            continue;
        }
        statement->kind = statements[i].kind;
        statement->start = tri_parser_take(parser)->start;
        parser->keyword = parser->at;
        statements[i].parse(parser, statement);
        statement->end = parser->tokens.items[parser->at - 1].end;
        if (parser->has_failed) {
            forget_value(statement);
        }
        return statement;
    }
    tri_parser_fail(parser, "a declaration");
    return NULL;
}

/* ---- files ---- */

/* To the next statement that begins a line, behind the keyword of the one that is
   wrong: what stands between is part of the one mistake. */
static void skip_to_statement(TriParser *parser)
{
    parser->has_failed = false;
    parser->is_unwinding = false;
    parser->depth = 0;
    while (!tri_parser_is(parser, TRI_TOKEN_END)) {
        if (tri_parser_accept(parser, TRI_TOKEN_NEWLINE)) {
            if (tri_parser_is_statement(parser)) {
                return;
            }
        } else {
            parser->at++;
        }
    }
}

static void parse_statements(TriParser *parser, StatementList *list)
{
    while (!tri_parser_is(parser, TRI_TOKEN_END)) {
        if (tri_parser_accept(parser, TRI_TOKEN_NEWLINE)) {
            continue;
        }
        size_t begin = parser->at;
        TriStatement *statement = tri_parse_statement(parser);

        if (!parser->has_failed && !tri_parser_is(parser, TRI_TOKEN_END) &&
            !tri_parser_is(parser, TRI_TOKEN_NEWLINE)) {
            tri_parser_fail(parser, "a line end");
        }
        if (statement != NULL) {
            tri_list_push(parser->arena, list, statement);
        }
        if (parser->has_failed) {
            parser->at = parser->keyword > begin ? parser->keyword : begin + 1;
            skip_to_statement(parser);
        }
    }
}

TriBicepFile *tri_bicep_parse(TriArena *arena, const TriSource *source, TriStr path,
                              TriSink *sink)
{
    TriBicepFile *file = TRI_NEW(arena, TriBicepFile);
    TriParser parser = { .arena = arena, .source = source, .sink = sink };
    StatementList list = { 0 };

    file->source = source;
    file->path = path;
    parser.tokens = tri_bicep_tokens(arena, source, &file->trivia);
    parse_statements(&parser, &list);
    file->statements = list.items;
    file->statement_count = list.count;
    return file;
}
