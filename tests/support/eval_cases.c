#include "support/eval_cases.h"

#include "base/text.h"
#include "json/document.h"

static const TriStr words[EVAL_GIVEN_COUNT] = {
    [EVAL_PARAMETERS] = TRI_STR_INIT("parameters "),
    [EVAL_MISSING] = TRI_STR_INIT("missing "),
    [EVAL_VARIABLES] = TRI_STR_INIT("variables "),
    [EVAL_FUNCTIONS] = TRI_STR_INIT("functions "),
    [EVAL_CONTEXT] = TRI_STR_INIT("context "),
};

typedef struct Parser {
    TriArena *arena;
    EvalCaseList *cases;
    EvalCase next;       /* what the lines so far have said of it */
    bool has_given;      /* one of them was given */
    bool has_expression; /* its outcome is the next line */
    unsigned line;
} Parser;

static TriStatus wrong(const Parser *parser, TriError *error, const char *what)
{
    return tri_fail(error, "%.*s:%u: %s", TRI_ARG(parser->next.path), parser->line,
                    what);
}

static TriStatus take_given(Parser *parser, EvalGiven given, TriStr json,
                            TriError *error)
{
    if (parser->has_expression) {
        return wrong(parser, error, "expected what the expression above evaluates to");
    }
    if (parser->next.given[given].size > 0) {
        return wrong(parser, error, "the same word twice before one expression");
    }
    parser->next.given[given] = json;
    parser->has_given = true;
    return TRI_OK;
}

static TriStatus take_expression(Parser *parser, TriStr line, TriError *error)
{
    if (parser->has_expression) {
        return wrong(parser, error, "expected what the expression above evaluates to");
    }
    parser->next.expression = line;
    parser->next.line = parser->line;
    parser->has_expression = true;
    return TRI_OK;
}

static TriStatus take_outcome(Parser *parser, EvalOutcome outcome, TriStr expected,
                              TriError *error)
{
    if (!parser->has_expression) {
        return wrong(parser, error, "there is no expression above");
    }
    parser->next.outcome = outcome;
    parser->next.expected = tri_str_trim(expected);
    tri_list_push(parser->arena, parser->cases, parser->next);
    parser->next = (EvalCase){ .path = parser->next.path };
    parser->has_given = false;
    parser->has_expression = false;
    return TRI_OK;
}

static TriStatus take_line(Parser *parser, TriStr line, TriError *error)
{
    static const char marks[] = {
        [EVAL_IS_VALUE] = '=', [EVAL_IS_ERROR] = '!', [EVAL_IS_UNKNOWN] = '?'
    };

    if (line.size == 0 || line.data[0] == '#') {
        return TRI_OK;
    }
    for (int i = 0; i < EVAL_GIVEN_COUNT; i++) {
        if (tri_str_has_prefix(line, words[i])) {
            return take_given(parser, (EvalGiven)i, tri_str_from(line, words[i].size),
                              error);
        }
    }
    for (size_t i = 0; i < sizeof marks; i++) {
        if (line.data[0] == marks[i]) {
            return take_outcome(parser, (EvalOutcome)i, tri_str_from(line, 1), error);
        }
    }
    return take_expression(parser, line, error);
}

TriStatus eval_cases_parse(TriArena *arena, TriStr path, TriStr text,
                           EvalCaseList *cases, TriError *error)
{
    Parser parser = { .arena = arena, .cases = cases, .next.path = path };
    TriStr line;

    while (tri_str_split(&text, '\n', &line)) {
        parser.line++;
        if (take_line(&parser, line, error) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return parser.has_expression || parser.has_given
               ? wrong(&parser, error, "the last case is not complete")
               : TRI_OK;
}

/* Appends the members of the object `json` with `before` and `after` around each
   value. What is no object is appended as it is, so that reading the whole fails. */
static void add_members(TriText *text, TriStr json, const char *before,
                        const char *after)
{
    TriArena nodes = tri_arena_open((size_t)1 << 26);
    TriArena scratch = tri_arena_open((size_t)1 << 26);
    TriSource source = { .text = json };
    TriSink sink = { .arena = &scratch };
    TriJson tree = tri_json_parse(&nodes, scratch, &source, &sink);

    if (tree.root == NULL || tree.root->type != TRI_JSON_OBJECT) {
        tri_text_add(text, json);
    } else {
        tri_json_each_member (name, tree.root) {
            tri_text_add(text, tri_span_text(tri_json_span(&tree, name)));
            tri_text_add_c(text, before);
            tri_text_add(text, tri_span_text(tri_json_span(&tree, name + 1)));
            tri_text_add_c(text, after);
        }
    }
    tri_arena_close(&scratch);
    tri_arena_close(&nodes);
}

static void add_section(TriText *text, const char *name, TriStr json)
{
    if (json.size > 0) {
        tri_text_addf(text, "\"%s\": %.*s,", name, TRI_ARG(json));
    }
}

TriStr eval_case_template(TriArena *arena, const EvalCase *eval_case)
{
    const TriStr *given = eval_case->given;
    TriText text = tri_text(arena);

    tri_text_add_c(&text, "{\"$schema\": \"https://schema.management.azure.com/schemas/"
                          "2019-04-01/deploymentTemplate.json#\","
                          "\"contentVersion\": \"1.0.0.0\", \"resources\": [],"
                          "\"parameters\": {");
    if (given[EVAL_PARAMETERS].size > 0) {
        /* Declared without a type, so that any value goes; the value itself is in
           the parameter file. */
        add_members(&text, given[EVAL_PARAMETERS],
                    ": {\"nullable\": true, \"metadata\": ", "},");
    }
    if (given[EVAL_MISSING].size > 0) {
        add_members(&text, given[EVAL_MISSING], ": ", ",");
    }
    tri_text_add_c(&text, "},");
    add_section(&text, "variables", given[EVAL_VARIABLES]);
    add_section(&text, "functions", given[EVAL_FUNCTIONS]);
    tri_text_add_char(&text, '}');
    return tri_text_str(&text);
}

TriStr eval_case_parameter_file(TriArena *arena, const EvalCase *eval_case)
{
    TriText text = tri_text(arena);

    tri_text_add_c(&text, "{\"parameters\": {");
    if (eval_case->given[EVAL_PARAMETERS].size > 0) {
        add_members(&text, eval_case->given[EVAL_PARAMETERS], ": {\"value\": ", "},");
    }
    tri_text_add_c(&text, "}}");
    return tri_text_str(&text);
}
