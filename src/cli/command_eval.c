/* tricep eval EXPRESSION: the value of one expression, as JSON on one line. */
#include "base/jobs.h"
#include "cli/command.h"
#include "eval/print.h"
#include "expr/parse.h"
#include "lint/session.h"
#include "lint/value_json.h"
#include "report/line.h"

typedef struct Job {
    TriArena *arena;
    const TriOptions *options;
    int status;
} Job;

static TriValue evaluate(TriSession *session, TriStr text)
{
    TriArena *arena = &session->workshop.arena;
    TriSource *source = TRI_NEW(arena, TriSource);
    TriExprText expression = { .text = text, .source = source };

    *source = tri_source_open(arena, TRI_STR("<expression>"), text);
    TriExpr *expr = tri_expr_new(arena, TRI_EXPR_LAZY, tri_span(source, 0, text.size));

    tri_expr_parse(arena, &expression, expr);
    /* The one place in a template where every function is at home. */
    return tri_eval(tri_scope_default(session->deployment), expr);
}

/* Where a problem stands: a column of the expression, or a place in a file. */
static void print_trouble(TriArena *arena, TriSpan span, const char *level,
                          TriStr message)
{
    TriText text = tri_text(arena);

    if (span.source != NULL) {
        TriPosition place = tri_position(span.source, span.start);

        tri_add_path(&text, span.source->path);
        tri_text_addf(&text, ":%u:%u: ", place.line, place.column);
    }
    tri_text_addf(&text, "%s: ", level);
    tri_add_message(&text, message);
    tri_text_add_char(&text, '\n');
    tri_say(tri_text_str(&text));
}

/* What is wrong with the files, whatever the value. */
static void print_findings(TriSession *session)
{
    for (size_t i = 0; i < session->sink.findings.count; i++) {
        const TriFinding *finding = &session->sink.findings.items[i];

        print_trouble(&session->workshop.arena, finding->span,
                      tri_level_name(finding->level), finding->message);
    }
}

/* 1 when any part is in error. */
static int print_troubles(const TriValueWriter *writer)
{
    int status = TRI_EXIT_CLEAN;

    for (size_t i = 0; i < writer->unknowns.count; i++) {
        const TriUnknown *unknown = writer->unknowns.items[i];
        bool is_error = unknown->reason == TRI_REASON_ERROR;

        print_trouble(writer->arena, unknown->span, is_error ? "error" : "unknown",
                      unknown->why);
        status = is_error ? TRI_EXIT_FINDINGS : status;
    }
    return status;
}

static int print_value(TriSession *session, TriValue value)
{
    TriArena *arena = &session->workshop.arena;
    TriText text = tri_text(arena);
    TriJsonWriter json = tri_json_writer(&text, -1);
    TriValueWriter writer = { .arena = &session->workshop.scratch, .json = &json };

    tri_write_value(&writer, value);
    print_findings(session);
    int status = print_troubles(&writer);

    if (status == TRI_EXIT_CLEAN) {
        tri_text_add_char(&text, '\n');
        status = tri_print(tri_text_str(&text));
    }
    return status;
}

static int eval_in(TriArena *arena, TriSession *session, const TriOptions *options)
{
    TriError error = { arena, { 0 } };
    TriSessionFiles files = {
        .template = options->template,
        .context = options->scan.context,
        .root = options->scan.root,
    };

    if (options->scan.parameters.count > 0) {
        files.parameters = options->scan.parameters.items[0];
    }
    if (tri_session_open(session, &files, &error) != TRI_SESSION_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    return print_value(session, evaluate(session, options->arguments.items[0]));
}

static void eval_job(void *context, size_t index, size_t worker)
{
    Job *job = context;
    TriSession session;

    (void)index;
    (void)worker;
    job->status = eval_in(job->arena, &session, job->options);
    tri_session_close(&session);
}

static int run(TriArena *arena, const TriOptions *options)
{
    Job job = { arena, options, TRI_EXIT_TROUBLE };

    if (options->arguments.count != 1) {
        return tri_trouble("eval takes one expression, as in "
                           "tricep eval \"[toLower('A')]\"");
    }
    if (options->scan.parameters.count > 1) {
        return tri_trouble("eval takes one parameter file at most");
    }
    tri_jobs_run(eval_job, &job, 1, 1);
    return job.status;
}

const TriCommand tri_command_eval = {
    .name = "eval",
    .arguments = "EXPRESSION",
    .summary = "Print the value of one template expression as JSON",
    .options = TRI_OPTIONS_EVAL,
    .run = run,
};
