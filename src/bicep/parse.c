/* Files and statements (bicep-language.md 2.1, 2.7). */
#include "bicep/parse.h"

#include "base/text.h"
#include "bicep/parser.h"
#include "source/language.h"

typedef TRI_LIST(TriStatement *) StatementList;

static void take_name(TriParser *parser, TriStatement *statement)
{
    const TriToken *token = tri_parser_expect_name(parser);

    if (!parser->has_failed) {
        statement->name = tri_parser_text(parser, token);
        statement->name_start = token->start;
        statement->name_end = token->end;
    }
}

static bool accept_word(TriParser *parser, TriStr word)
{
    bool is = tri_parser_is_word(parser, parser->next, word);

    parser->next += is;
    return is;
}

static void expect_word(TriParser *parser, TriStr word, const char *expected)
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

/* What has to be known before anything is evaluated: a type, the path of a file. */
static TriSyntax *parse_constant(TriParser *parser)
{
    TriSyntax *string = tri_parse_string(parser);

    if (string->kind == TRI_SYNTAX_FORMAT) {
        tri_parser_fail_at(parser, tri_span(parser->source, string->start, string->end),
                           "this has to be written out, without '${'");
    } else if (string->kind == TRI_SYNTAX_STRING && string->text.size == 0) {
        tri_parser_fail_at(parser, tri_span(parser->source, string->start, string->end),
                           "this may not be empty");
    }
    return string;
}

/* Nothing is known of a type of which a part could not be read: any value is right. */
static TriSyntax *broken_type(TriParser *parser, const TriSyntax *type)
{
    TriSyntax *broken = tri_syntax_error(parser);

    broken->start = type->start;
    broken->end = type->end;
    return broken;
}

static TriSyntax *parse_whole_type(TriParser *parser)
{
    unsigned failures = parser->failures;
    TriSyntax *type = tri_parse_type(parser);

    return parser->failures == failures ? type : broken_type(parser, type);
}

/* A type; of resource 'T@v' the word, with the string as only item. */
static TriSyntax *parse_type_reference(TriParser *parser)
{
    size_t start = parser->next->start;
    TriStr word = tri_parser_text(parser, parser->next);

    if (!tri_parser_is_word(parser, parser->next, TRI_STR("resource")) ||
        tri_parser_second(parser)->kind != TRI_TOKEN_STRING) {
        return parse_whole_type(parser);
    }
    tri_parser_take(parser);
    TriSyntax *string = parse_constant(parser);
    TriSyntax *type = tri_syntax_new(parser, TRI_SYNTAX_NAME, start, &string, 1);

    type->text = word;
    return type;
}

/* ---- bodies of resources and modules ---- */

static TriSyntax *parse_if(TriParser *parser)
{
    size_t start = parser->next++->start;
    TriSyntax *items[2];

    tri_parser_expect(parser, TRI_TOKEN_OPEN_PARENTHESIS);
    tri_parser_skip_lines(parser);
    items[0] = tri_parse_expression(parser);
    tri_parser_skip_lines(parser);
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    items[1] = tri_parse_object(parser);
    return tri_syntax_new(parser, TRI_SYNTAX_IF, start, items, 2);
}

static TriSyntax *parse_single_body(TriParser *parser)
{
    return tri_parser_is_word(parser, parser->next, TRI_STR("if"))
               ? parse_if(parser)
               : tri_parse_object(parser);
}

static TriSyntax *parse_body(TriParser *parser)
{
    size_t lines = 0;

    while (tri_parser_ahead(parser, lines)->kind == TRI_TOKEN_NEWLINE) {
        lines++;
    }
    if (tri_parser_is_word(parser, tri_parser_ahead(parser, lines), TRI_STR("if"))) {
        parser->next += lines;
    }
    if (!tri_parser_accept(parser, TRI_TOKEN_OPEN_BRACKET)) {
        return parse_single_body(parser);
    }
    tri_parser_skip_lines(parser);
    if (!tri_parser_is_word(parser, parser->next, TRI_STR("for"))) {
        tri_parser_fail(parser, "'for'");
    }
    return tri_parse_for(parser, parser->next->start, parse_single_body);
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

/* A parameter is declared with its type, and given only a value (BCP279, BCP018). */
static void parse_param(TriParser *parser, TriStatement *statement)
{
    if (parser->is_parameters) {
        parse_named_value(parser, statement);
        return;
    }
    take_name(parser, statement);
    statement->type = parse_type_reference(parser);
    if (tri_parser_accept(parser, TRI_TOKEN_ASSIGN)) {
        statement->value = tri_parse_expression(parser);
    }
}

/* A variable may have a type: where the line ends instead, its value is missing
 * (BCP018). */
static void parse_var(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    if (!tri_parser_is(parser, TRI_TOKEN_ASSIGN) &&
        !tri_parser_is(parser, TRI_TOKEN_NEWLINE) &&
        !tri_parser_is(parser, TRI_TOKEN_END)) {
        statement->type = parse_whole_type(parser);
    }
    parse_value(parser, statement);
}

static void parse_type(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    tri_parser_expect(parser, TRI_TOKEN_ASSIGN);
    statement->type = parse_whole_type(parser);
}

static TriSyntax *parse_parameter(TriParser *parser)
{
    const TriToken *token = tri_parser_expect_name(parser);
    size_t start = token->start;
    TriStr text = tri_parser_text(parser, token);
    TriSyntax *type = parse_type_reference(parser);
    TriSyntax *syntax = tri_syntax_new(parser, TRI_SYNTAX_NAME, start, &type, 1);

    syntax->text = text;
    return syntax;
}

static void parse_parameters(TriParser *parser, TriStatement *statement)
{
    size_t first = parser->pending.count;

    tri_parser_expect(parser, TRI_TOKEN_OPEN_PARENTHESIS);
    tri_parser_skip_lines(parser);
    while (!parser->has_failed && !tri_parser_is(parser, TRI_TOKEN_CLOSE_PARENTHESIS)) {
        tri_parser_push(parser, parse_parameter(parser));
        tri_parser_skip_lines(parser);
        if (!tri_parser_accept(parser, TRI_TOKEN_COMMA)) {
            break;
        }
        tri_parser_skip_lines(parser);
    }
    tri_parser_expect(parser, TRI_TOKEN_CLOSE_PARENTHESIS);
    tri_parser_check_twins(parser, first);
    statement->parameters =
        tri_parser_take_pending(parser, first, &statement->parameter_count);
}

static void parse_func(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    parse_parameters(parser, statement);
    statement->type = parse_type_reference(parser);
    tri_parser_expect(parser, TRI_TOKEN_ARROW);
    tri_parser_skip_lines_of_arrow(parser);
    statement->value = tri_parse_expression(parser);
}

static void parse_resource(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    statement->path = parse_constant(parser);
    statement->is_existing = accept_word(parser, TRI_STR("existing"));
    tri_parser_expect(parser, TRI_TOKEN_ASSIGN);
    statement->value = parse_body(parser);
}

static void parse_output(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    statement->type = parse_type_reference(parser);
    parse_value(parser, statement);
}

static void parse_test(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    statement->path = parse_constant(parser);
    parse_value(parser, statement);
}

static TriSyntax *parse_import_item(TriParser *parser)
{
    size_t start = parser->next->start;
    TriSyntax *local = NULL;
    TriStr text;
    bool is_named = true; /* what is no name needs one */

    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        text = parse_constant(parser)->text;
        is_named = false;
    } else {
        text = tri_parser_text(parser, tri_parser_expect_name(parser));
    }
    if (accept_word(parser, TRI_STR("as"))) {
        local =
            tri_syntax_word(parser, TRI_SYNTAX_NAME, tri_parser_expect_name(parser));
    } else if (!is_named) {
        tri_parser_fail(parser, "'as'");
    }
    TriSyntax *syntax =
        tri_syntax_new(parser, TRI_SYNTAX_NAME, start, &local, local != NULL);

    syntax->text = text;
    return syntax;
}

/* ['with' object] ['as' name] */
static void parse_extension_rest(TriParser *parser, TriStatement *statement)
{
    if (accept_word(parser, TRI_STR("with"))) {
        statement->value = tri_parse_object(parser);
    }
    if (accept_word(parser, TRI_STR("as"))) {
        take_name(parser, statement);
    }
}

static void parse_extension(TriParser *parser, TriStatement *statement)
{
    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        statement->path = parse_constant(parser);
    } else {
        take_name(parser, statement);
    }
    parse_extension_rest(parser, statement);
}

static void parse_import(TriParser *parser, TriStatement *statement)
{
    size_t first = parser->pending.count;

    if (tri_parser_is(parser, TRI_TOKEN_STRING)) {
        statement->kind = TRI_STATEMENT_EXTENSION;
        parse_extension(parser, statement);
        return;
    }
    if (tri_parser_accept(parser, TRI_TOKEN_STAR)) {
        statement->is_wildcard = true;
        expect_word(parser, TRI_STR("as"), "'as'");
        take_name(parser, statement);
    } else {
        tri_parser_expect(parser, TRI_TOKEN_OPEN_BRACE);
        if (!parser->has_failed) {
            tri_parse_items(parser, TRI_TOKEN_CLOSE_BRACE, parse_import_item);
        }
    }
    statement->imports =
        tri_parser_take_pending(parser, first, &statement->import_count);
    expect_word(parser, TRI_STR("from"), "'from'");
    statement->path = parse_constant(parser);
}

static void parse_using(TriParser *parser, TriStatement *statement)
{
    if (!accept_word(parser, TRI_STR("none"))) {
        statement->path = parse_constant(parser);
    }
    if (accept_word(parser, TRI_STR("with"))) {
        statement->value = tri_parse_object(parser);
    }
}

static void parse_extends(TriParser *parser, TriStatement *statement)
{
    statement->path = parse_constant(parser);
}

static void parse_extension_config(TriParser *parser, TriStatement *statement)
{
    take_name(parser, statement);
    expect_word(parser, TRI_STR("with"), "'with'");
    statement->value = tri_parse_object(parser);
}

/* The files that a statement may stand in, as a set, and whether only once. */
enum {
    IN_TEMPLATES = 1,
    IN_PARAMETERS = 2,
    IN_BOTH = IN_TEMPLATES | IN_PARAMETERS,
    ONCE = 4,
};

typedef struct StatementRow {
    TriStr keyword;
    TriStatementKind kind;
    unsigned place;
    void (*parse)(TriParser *parser, TriStatement *statement);
} StatementRow;

static const StatementRow statements[] = {
    { TRI_STR_INIT("targetScope"), TRI_STATEMENT_TARGET_SCOPE, IN_TEMPLATES | ONCE,
      parse_target_scope },
    { TRI_STR_INIT("metadata"), TRI_STATEMENT_METADATA, IN_TEMPLATES,
      parse_named_value },
    { TRI_STR_INIT("param"), TRI_STATEMENT_PARAM, IN_BOTH, parse_param },
    { TRI_STR_INIT("var"), TRI_STATEMENT_VAR, IN_BOTH, parse_var },
    { TRI_STR_INIT("type"), TRI_STATEMENT_TYPE, IN_BOTH, parse_type },
    { TRI_STR_INIT("func"), TRI_STATEMENT_FUNC, IN_TEMPLATES, parse_func },
    { TRI_STR_INIT("resource"), TRI_STATEMENT_RESOURCE, IN_TEMPLATES, parse_resource },
    { TRI_STR_INIT("module"), TRI_STATEMENT_MODULE, IN_TEMPLATES, parse_resource },
    { TRI_STR_INIT("output"), TRI_STATEMENT_OUTPUT, IN_TEMPLATES, parse_output },
    { TRI_STR_INIT("import"), TRI_STATEMENT_IMPORT, IN_BOTH, parse_import },
    { TRI_STR_INIT("extension"), TRI_STATEMENT_EXTENSION, IN_BOTH, parse_extension },
    { TRI_STR_INIT("provider"), TRI_STATEMENT_EXTENSION, IN_TEMPLATES,
      parse_extension }, /* as it was called before */
    { TRI_STR_INIT("assert"), TRI_STATEMENT_ASSERT, IN_TEMPLATES, parse_named_value },
    { TRI_STR_INIT("test"), TRI_STATEMENT_TEST, IN_TEMPLATES, parse_test },
    { TRI_STR_INIT("stack"), TRI_STATEMENT_ORCHESTRATED, IN_TEMPLATES, parse_resource },
    { TRI_STR_INIT("rule"), TRI_STATEMENT_ORCHESTRATED, IN_TEMPLATES, parse_resource },
    { TRI_STR_INIT("using"), TRI_STATEMENT_USING, IN_PARAMETERS | ONCE, parse_using },
    { TRI_STR_INIT("extends"), TRI_STATEMENT_EXTENDS, IN_PARAMETERS | ONCE,
      parse_extends },
    { TRI_STR_INIT("extensionConfig"), TRI_STATEMENT_EXTENSION_CONFIG, IN_PARAMETERS,
      parse_extension_config },
};

static unsigned bit_of(TriStatementKind kind)
{
    return 1U << kind;
}

/* In the other kind of file a statement is a mistake by itself (BCP007, BCP337), and so
   is one that says something of the whole file a second time (BCP112, BCP262). */
static void check_keyword(TriParser *parser, const StatementRow *row)
{
    unsigned place = parser->is_parameters ? IN_PARAMETERS : IN_TEMPLATES;
    const char *where = parser->is_parameters ? "may not stand in a parameter file"
                                              : "may stand in parameter files only";
    TriSpan span = tri_span(parser->source, parser->next->start, parser->next->end);
    bool is_repeated = (parser->seen & bit_of(row->kind)) != 0;

    parser->seen |= bit_of(row->kind);
    if ((row->place & place) == 0) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span, "'%.*s' %s",
                   TRI_ARG(row->keyword), where);
    } else if ((row->place & ONCE) != 0 && is_repeated) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span,
                   "'%.*s' stands in the file already", TRI_ARG(row->keyword));
    }
}

/* The row of the word; NULL: statements begin with other words. */
static const StatementRow *find_row(TriStr word)
{
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (tri_str_eq(word, statements[i].keyword)) {
            return &statements[i];
        }
    }
    return NULL;
}

bool tri_parser_is_keyword(const TriParser *parser, const TriToken *token)
{
    return find_row(tri_parser_text(parser, token)) != NULL;
}

void tri_parse_decorators(TriParser *parser)
{
    while (tri_parser_accept(parser, TRI_TOKEN_AT)) {
        tri_parser_push(parser, tri_parse_expression(parser));
        if (!tri_parser_is(parser, TRI_TOKEN_NEWLINE)) {
            tri_parser_fail(parser, "a line end behind the decorator");
        }
        tri_parser_skip_lines(parser);
        if (!parser->has_failed) {
            parser->decorated = (size_t)(parser->next - parser->lexer.tokens.items);
        }
    }
}

/* What was begun and is wrong is known by name only. What would have a value still has
   one, that could not be read: nobody is told that there is none. */
static void forget_value(TriParser *parser, TriStatement *statement)
{
    bool has_value = statement->kind == TRI_STATEMENT_PARAM ||
                     statement->kind == TRI_STATEMENT_VAR ||
                     statement->kind == TRI_STATEMENT_OUTPUT;

    statement->value =
        has_value && statement->name.size > 0 ? tri_syntax_error(parser) : NULL;
    statement->type = NULL;
}

TriStatement *tri_parse_statement(TriParser *parser, bool is_nested)
{
    TriStatement *statement = TRI_NEW(parser->arena, TriStatement);
    size_t first = parser->pending.count;

    tri_parse_decorators(parser);
    statement->decorators =
        tri_parser_take_pending(parser, first, &statement->decorator_count);
    if (is_nested && tri_parser_is_unclosed(parser, TRI_TOKEN_CLOSE_BRACE)) {
        return NULL;
    }
    const StatementRow *row = tri_parser_is(parser, TRI_TOKEN_NAME)
                                  ? find_row(tri_parser_text(parser, parser->next))
                                  : NULL;

    if (row == NULL) {
        tri_parser_fail(parser, "a declaration");
        return NULL;
    }
    check_keyword(parser, row);
    statement->kind = row->kind;
    statement->start = parser->next++->start;
    parser->keyword = (size_t)(parser->next - parser->lexer.tokens.items);
    row->parse(parser, statement);
    statement->end = parser->next[-1].end;
    if (parser->has_failed) {
        forget_value(parser, statement);
    }
    return statement;
}

/* ---- files ---- */

/* Where what is wrong can begin in the statement that begins at `begin`: behind its
   keyword, or else behind the decorators that are right. */
static size_t first_wrong(const TriParser *parser, size_t begin)
{
    if (parser->keyword > begin) {
        return parser->keyword;
    }
    return parser->decorated > begin ? parser->decorated : begin + 1;
}

/* To the next statement that begins a line, behind the start of what is wrong in this
   one: what stands between is part of the one mistake. */
static void skip_to_statement(TriParser *parser, size_t begin)
{
    parser->next = parser->lexer.tokens.items + first_wrong(parser, begin);
    parser->has_failed = false;
    parser->is_unwinding = false;
    parser->is_silent = false;
    parser->depth = 0;
    while (!tri_parser_is(parser, TRI_TOKEN_END)) {
        if (tri_parser_take(parser)->kind == TRI_TOKEN_NEWLINE &&
            tri_parser_is_statement(parser, 0)) {
            return;
        }
    }
}

/* More stands behind a type than could be read. */
static void forget_type(TriParser *parser, TriStatement *statement)
{
    if (statement != NULL && statement->type != NULL && statement->value == NULL) {
        statement->type = broken_type(parser, statement->type);
    }
}

static void parse_statements(TriParser *parser, StatementList *list)
{
    while (!tri_parser_is(parser, TRI_TOKEN_END)) {
        if (tri_parser_accept(parser, TRI_TOKEN_NEWLINE)) {
            continue;
        }
        tri_parser_forget(parser);
        size_t begin = (size_t)(parser->next - parser->lexer.tokens.items);
        TriStatement *statement = tri_parse_statement(parser, false);

        if (!parser->has_failed && !tri_parser_is(parser, TRI_TOKEN_END) &&
            !tri_parser_is(parser, TRI_TOKEN_NEWLINE)) {
            tri_parser_fail(parser, "a line end");
            forget_type(parser, statement);
        }
        if (statement != NULL) {
            tri_list_push(parser->arena, list, statement);
        }
        if (parser->has_failed) {
            skip_to_statement(parser, begin);
        }
    }
}

/* A parameter file says which template it is for, or 'none' (BCP261). Where something
   else is wrong, that may be the 'using' which is missing. */
static void check_using(TriParser *parser, size_t findings)
{
    if (parser->is_parameters && parser->sink->findings.count == findings &&
        (parser->seen & bit_of(TRI_STATEMENT_USING)) == 0) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
                   tri_span(parser->source, 0, 0),
                   "a parameter file has to name its template, and 'using' is missing");
    }
}

static TriBicepFile *parse_file(TriParser *parser, TriStr path)
{
    TriBicepFile *file = TRI_NEW(parser->arena, TriBicepFile);
    StatementList list = { 0 };
    size_t findings = parser->sink->findings.count;

    file->source = parser->source;
    file->path = path;
    parser->is_parameters = tri_language_of(path) == TRI_LANGUAGE_BICEP_PARAMETERS;
    parse_statements(parser, &list);
    check_using(parser, findings);
    file->statements = list.items;
    file->statement_count = list.count;
    file->trivia = parser->lexer.trivia;
    return file;
}

/* Where a line inside brackets begins like a statement, the bracket is taken for one
   that is not closed: the mistake is told where it is, and the rest is read. It can be
   that nobody has indented the line; then nothing is wrong when it is read on. */
TriBicepFile *tri_bicep_parse(TriArena *arena, const TriSource *source, TriStr path,
                              TriSink *sink)
{
    size_t before = sink->findings.count;
    TriParser parser = tri_parser_open(arena, source, sink);
    TriBicepFile *file = parse_file(&parser, path);

    if (!parser.has_guessed) {
        return file;
    }
    TriSink troubles = { .arena = arena };
    TriParser patient = tri_parser_open(arena, source, &troubles);

    patient.is_patient = true;
    TriBicepFile *again = parse_file(&patient, path);

    if (troubles.findings.count > 0) {
        return file;
    }
    sink->findings.count = before;
    return again;
}
