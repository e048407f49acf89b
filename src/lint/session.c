#include "lint/session.h"

#include "arm/lower.h"
#include "base/text.h"
#include "lint/context.h"
#include "lint/parameter_files.h"

static TriSessionStatus not_parsed(const TriSession *session, TriError *error)
{
    const TriFinding *finding = &session->sink.findings.items[0];
    const TriSource *source = finding->span.source;

    tri_fail_at(error, source->path, tri_position(source, finding->span.start),
                finding->message);
    return TRI_SESSION_INVALID;
}

static TriSessionStatus read_file(TriSession *session, TriStr path, TriInput **input,
                                  TriError *error)
{
    TriError trouble = { error->arena, { 0 } };

    if (tri_input_read(&session->workshop, path, input, &trouble) != TRI_OK) {
        tri_fail(error, "cannot read '%.*s': %.*s", TRI_ARG(path),
                 TRI_ARG(trouble.message));
        return TRI_SESSION_FAILED;
    }
    if (!tri_input_parse(&session->workshop, *input, &session->sink) ||
        session->sink.findings.count > 0) {
        return not_parsed(session, error);
    }
    return TRI_SESSION_OK;
}

/* A parameter file means its template, deployed with it. */
static TriSessionStatus read_meant_template(TriSession *session, TriStr *parameters,
                                            TriError *error)
{
    TriStrList templates = { 0 };
    TriStr path = session->input->path;

    tri_find_templates(&session->workshop, path, &templates);
    if (templates.count == 0) {
        tri_fail(error, "'%.*s' is a parameter file, and no template is beside it",
                 TRI_ARG(path));
        return TRI_SESSION_FAILED;
    }
    if (parameters->size == 0) {
        *parameters = path;
    }
    return read_file(session, templates.items[0], &session->input, error);
}

static TriSessionStatus read_template(TriSession *session, TriStr path,
                                      TriStr *parameters, TriError *error)
{
    TriSessionStatus status = read_file(session, path, &session->input, error);

    if (status == TRI_SESSION_OK &&
        session->input->document.kind == TRI_DOCUMENT_PARAMETERS) {
        status = read_meant_template(session, parameters, error);
    }
    if (status != TRI_SESSION_OK) {
        return status;
    }
    if (!tri_input_has_template(session->input)) {
        tri_fail(error, "'%.*s' is no deployment template", TRI_ARG(path));
        return TRI_SESSION_FAILED;
    }
    session->template =
        tri_input_template(&session->workshop, session->input, &session->sink);
    return TRI_SESSION_OK;
}

static TriSessionStatus read_givens(TriSession *session, TriStr path, TriGivens *givens,
                                    TriError *error)
{
    TriInput *input = session->input;

    if (path.size == 0) {
        if (input->document.kind == TRI_DOCUMENT_WRAPPED) {
            *givens = tri_input_givens(&session->workshop, input, &session->sink);
        }
        return TRI_SESSION_OK;
    }
    TriSessionStatus status = read_file(session, path, &input, error);

    if (status == TRI_SESSION_OK) {
        tri_input_parameters(&session->workshop, input, &session->sink, givens);
    }
    return status;
}

static TriSessionStatus deploy(TriSession *session, const TriSessionFiles *files,
                               TriStr parameters, TriError *error)
{
    TriEval *eval = tri_eval_new(&session->workshop.arena);
    const TriJson *context = NULL;
    TriGivens givens = { 0 };
    TriSessionStatus status = read_givens(session, parameters, &givens, error);

    if (status != TRI_SESSION_OK) {
        return status;
    }
    if (files->context.size > 0 && tri_context_read(&session->workshop, files->context,
                                                    &context, error) != TRI_OK) {
        return TRI_SESSION_FAILED;
    }
    session->deployment = tri_deploy(eval, session->template, &givens,
                                     tri_input_uri(&session->workshop, session->input));
    session->linker =
        tri_file_linker(&session->workshop, session->input, NULL, &session->sink);
    tri_eval_narrow(eval, session->input->source.text.size);
    eval->linker = &session->linker.linker;
    eval->context =
        tri_context_value(&session->workshop, context, session->deployment->scope);
    return TRI_SESSION_OK;
}

TriSessionStatus tri_session_open(TriSession *session, const TriSessionFiles *files,
                                  TriError *error)
{
    TriStr directory = tri_current_folder(error->arena);
    TriStr parameters = files->parameters;
    TriStr root;
    TriStatus has_root =
        tri_report_root(error->arena, files->root, directory, &root, error);

    *session = (TriSession){ .workshop = tri_workshop_open(root, directory) };
    session->workshop.module_cache = files->module_cache;
    session->sink.arena = &session->workshop.arena;
    if (has_root != TRI_OK) {
        return TRI_SESSION_FAILED;
    }
    if (files->template.size == 0) {
        session->input = tri_input_of(&session->workshop, TRI_STR(""),
                                      TRI_STR("<expression>"), TRI_STR(""));
        session->template = TRI_NEW(&session->workshop.arena, TriTemplate);
    } else {
        TriSessionStatus status =
            read_template(session, files->template, &parameters, error);

        if (status != TRI_SESSION_OK) {
            return status;
        }
    }
    return deploy(session, files, parameters, error);
}

void tri_session_close(TriSession *session)
{
    tri_workshop_close(&session->workshop);
}
