/* One root template: read it, deploy it with each parameter file, judge what that
   deploys. */
#include "lint/run.h"

#include "bicep/lower.h"
#include "eval/deployment.h"
#include "lint/boundary.h"
#include "lint/context.h"
#include "lint/limits.h"
#include "lint/parameter_files.h"
#include "lint/prefilter.h"
#include "lint/secrets.h"

/* What all about one root may take; beyond, deployments are left out. */
static const size_t MOST_MEMORY = (size_t)2 << 30;

TriSpan tri_lint_opening(const TriLint *lint)
{
    size_t start = lint->template->span.start;

    return tri_span(&lint->input->source, start, start + 1);
}

/* ---- deployments ---- */

static void move_findings(TriLint *lint)
{
    for (size_t i = 0; lint->counts && i < lint->sink.findings.count; i++) {
        tri_lint_collect(lint, &lint->sink.findings.items[i]);
    }
    lint->sink.findings.count = 0;
}

static bool is_told(void *collector, const TriFinding *finding)
{
    return tri_collect_has(collector, finding);
}

/* Limits count what is deployed, and some rules look at all that deploys. */
static bool needs_all(const TriLinter *linter)
{
    return linter->checks_limits || linter->rules.other.count > 0;
}

static bool is_needed(const void *rules, TriStr type)
{
    return tri_rules_need(rules, type);
}

static TriDeployment *start_evaluation(TriLint *lint, const TriGivens *givens)
{
    TriEval *eval = tri_eval_new(&lint->workshop->arena);
    TriDeployment *deployment = tri_deploy(eval, lint->template, givens,
                                           tri_input_uri(lint->workshop, lint->input));

    tri_eval_narrow(eval, lint->input->source.text.size);
    eval->linker = &lint->linker.linker;
    eval->context =
        tri_context_value(lint->workshop, lint->linter->context, deployment->scope);
    return deployment;
}

static void prepare_judge(TriLint *lint, const TriDeployment *deployment,
                          const TriGivens *givens)
{
    lint->judge = (TriJudge){
        .arena = &lint->workshop->judging,
        .relations = &lint->relations,
        .memory = &lint->memory,
        .profile = lint->linter->profile,
        .described = lint->linter->described,
        .is_told = is_told,
        .context = &lint->root->collector,
    };
    lint->memory = (TriPlaceMemory){ .arena = &lint->workshop->places };
    tri_arena_reset(&lint->workshop->trials, TRI_LINT_KEPT);
    lint->wanted = (TriWanted){ is_needed, &lint->linter->rules };
    lint->witness =
        (TriWitness){ .arena = &lint->workshop->trials,
                      .judge = lint->judge,
                      .deployment = deployment,
                      .givens = givens,
                      .wanted = needs_all(lint->linter) ? NULL : &lint->wanted,
                      .left = TRI_MOST_TRIALS,
                      .searches = TRI_MOST_SEARCHES };
}

/* Findings about the parameter file itself may be in the sink already. */
static void deploy(TriLint *lint, const TriGivens *givens)
{
    if (givens != NULL) {
        tri_hide_given(&lint->root->collector, lint->template, givens);
    }
    if (tri_workshop_used(lint->workshop) > MOST_MEMORY) {
        tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, tri_lint_opening(lint),
                   "the template and its parameter files take too much memory; the "
                   "rest is not judged");
        lint->counts = true;
    } else {
        TriDeployment *deployment = start_evaluation(lint, givens);

        prepare_judge(lint, deployment, givens);
        tri_lint_judge(lint, deployment);
    }
    move_findings(lint);
}

/* One that is found is no link that leads out of the repository: nobody named it. */
static TriStatus open_parameters(TriLint *lint, TriStr path, TriInput **input,
                                 TriError *error)
{
    TriWorkshop *workshop = lint->workshop;
    TriStr absolute = tri_absolute_path(workshop, path);
    bool is_outside = false;

    if (lint->root->parameters.count > 0) {
        return tri_input_open(workshop, path, input, error);
    }
    TriStatus status = tri_input_open_within(workshop, tri_boundary_of(workshop, path),
                                             absolute, input, &is_outside, error);

    return is_outside ? tri_fail(error, "it is a link that leads out of the "
                                        "repository, or of the folder of the template")
                      : status;
}

/* A parameter file that cannot be read or is none: said, and the template is
   judged without it. */
static bool read_parameters(TriLint *lint, TriStr path, TriGivens *givens)
{
    TriWorkshop *workshop = lint->workshop;
    TriError error = { &workshop->arena, { 0 } };
    TriInput *input;

    if (open_parameters(lint, path, &input, &error) != TRI_OK) {
        input =
            tri_input_of(workshop, path, tri_shown_path(workshop, path), TRI_STR(""));
        tri_report(&lint->sink, TRI_PROBLEM_READ_ERROR, tri_span(&input->source, 0, 0),
                   "the parameter file cannot be read: %.*s", TRI_ARG(error.message));
        return false;
    }
    input->gives_values = true;
    return tri_input_parse(workshop, input, &lint->sink) &&
           tri_input_parameters(workshop, input, &lint->sink, givens);
}

static void deploy_with_file(TriLint *lint, TriStr path)
{
    TriGivens givens = { 0 };
    bool is_read = read_parameters(lint, path, &givens);

    lint->parameters = tri_shown_path(lint->workshop, path);
    deploy(lint, is_read ? &givens : NULL);
}

static void deploy_alone(TriLint *lint)
{
    TriGivens givens = { 0 };
    bool is_wrapped = lint->input->document.kind == TRI_DOCUMENT_WRAPPED;

    lint->parameters = TRI_STR("");
    if (is_wrapped) {
        givens = tri_input_givens(lint->workshop, lint->input, &lint->sink);
    }
    deploy(lint, is_wrapped ? &givens : NULL);
}

static TriStrList find_parameter_files(TriLint *lint)
{
    TriStrList files = lint->root->parameters;

    if (files.count == 0 && !lint->linter->no_parameters && lint->root->path.size > 0 &&
        lint->input->document.kind == TRI_DOCUMENT_TEMPLATE) {
        tri_find_parameter_files(lint->workshop, lint->root->path, &files);
        tri_list_push_all(&lint->workshop->arena, &files, &lint->root->elsewhere);
    }
    return files;
}

static void keep_deployed(TriLint *lint)
{
    TriArena *arena = lint->root->collector.arena;

    for (size_t i = 0; i < lint->linker.deployed.count; i++) {
        tri_list_push(arena, &lint->root->deployed,
                      tri_str_copy(arena, lint->linker.deployed.items[i]));
    }
}

/* What a rule looks at may stand among resources that others of the file take the place
   of; then it is not judged, and the duplicate-member is all that tells of it. */
static bool may_have_lost_resources(TriLint *lint)
{
    return tri_input_repeats_resources(lint->workshop, lint->input) &&
           tri_lint_is_of_interest(lint);
}

/* What there is to say once everything was deployed. */
static void finish(TriLint *lint)
{
    lint->counts = lint->counts || may_have_lost_resources(lint);
    if (lint->counts) {
        tri_input_report_duplicates(lint->workshop, lint->input, &lint->sink);
        tri_linker_read_idle(&lint->linker);
    }
    lint->parameters = TRI_STR("");
    move_findings(lint);
    for (int report = 0; lint->counts && report < TRI_SUPPRESSION_REPORTS; report++) {
        tri_lint_report_suppressions(lint, (TriSuppressionReport)report);
        move_findings(lint);
    }
    keep_deployed(lint);
}

static void lint_template(TriLint *lint)
{
    lint->linker = tri_file_linker(lint->workshop, lint->input, lint->linter->related,
                                   &lint->sink);
    lint->template = tri_input_template(lint->workshop, lint->input, &lint->sink);
    TriStrList files = find_parameter_files(lint);

    for (size_t i = 0; i < files.count; i++) {
        deploy_with_file(lint, files.items[i]);
    }
    if (files.count == 0) {
        deploy_alone(lint);
    }
    if (lint->linter->checks_limits) {
        tri_check_limits(lint->template, &lint->sink);
    }
    finish(lint);
}

/* A parameter file that no template leads to (tri_deploys_alone). */
static void lint_using(TriLint *lint)
{
    TriInput *input = lint->input;
    TriGivens givens = tri_input_givens(lint->workshop, input, &lint->sink);

    lint->linker =
        tri_file_linker(lint->workshop, input, lint->linter->related, &lint->sink);
    lint->linker.given = &givens;
    lint->template = tri_bicep_lower_using(&lint->workshop->files, input->bicep);
    lint->parameters = input->source.path;
    deploy(lint, NULL);
    finish(lint);
}

/* ---- files ---- */

bool tri_lint_is_of_interest(TriLint *lint)
{
    if (!lint->is_asked) {
        lint->is_asked = true;
        lint->is_of_interest =
            lint->root->is_named ||
            tri_prefilter_lets_through(lint->linter->prefilter, lint->input->is_bicep,
                                       lint->input->source.text);
    }
    return lint->is_of_interest;
}

static void lint_invalid(TriLint *lint)
{
    lint->counts = tri_lint_is_of_interest(lint);
    lint->root->outcome = lint->counts ? TRI_OUTCOME_INVALID : TRI_OUTCOME_OTHER;
    move_findings(lint);
}

static bool is_alone(const TriLint *lint)
{
    const TriInput *input = lint->input;

    return input->is_bicep && !lint->linter->no_parameters &&
           tri_deploys_alone(lint->workshop, input->path, input->bytes);
}

static void lint_parameters(TriLint *lint)
{
    lint->root->outcome = TRI_OUTCOME_PARAMETERS;
    if (is_alone(lint)) {
        lint->root->outcome = TRI_OUTCOME_TEMPLATE;
        lint_using(lint);
    }
}

static void lint_input(TriLint *lint)
{
    if (!tri_input_parse(lint->workshop, lint->input, &lint->sink)) {
        lint_invalid(lint);
        return;
    }
    /* What can be read of a Bicep file is judged beside what cannot. */
    lint->counts = lint->sink.findings.count > 0 && tri_lint_is_of_interest(lint);
    switch (lint->input->document.kind) {
    case TRI_DOCUMENT_OTHER:
    case TRI_DOCUMENT_SPEC:
        lint->root->outcome = TRI_OUTCOME_OTHER;
        break;
    case TRI_DOCUMENT_PARAMETERS:
        lint_parameters(lint);
        break;
    case TRI_DOCUMENT_TEMPLATE:
    case TRI_DOCUMENT_WRAPPED:
        lint->root->outcome = TRI_OUTCOME_TEMPLATE;
        lint_template(lint);
        break;
    }
}

/* A named file that cannot be read is the caller's to tell; a found one is a
   finding. */
static void lint_unreadable(TriLint *lint, TriStr message)
{
    TriRoot *root = lint->root;

    root->outcome = TRI_OUTCOME_UNREADABLE;
    root->message = tri_str_copy(root->collector.arena, message);
    if (root->is_named) {
        return;
    }
    lint->input = tri_input_of(lint->workshop, root->path,
                               tri_shown_path(lint->workshop, root->path), TRI_STR(""));
    tri_report(&lint->sink, TRI_PROBLEM_READ_ERROR,
               tri_span(&lint->input->source, 0, 0), "the file cannot be read: %.*s",
               TRI_ARG(message));
    lint->counts = true;
    move_findings(lint);
}

static void lint_bytes(TriLint *lint, const TriStr *bytes)
{
    TriWorkshop *workshop = lint->workshop;
    TriRoot *root = lint->root;
    TriError error = { &workshop->arena, { 0 } };

    if (root->message.size > 0) {
        lint_unreadable(lint, root->message);
        return;
    }
    if (root->has_text) {
        lint->input = tri_input_of(workshop, root->path, root->shown, root->text);
        lint->input->is_bicep = lint->input->is_bicep || root->is_bicep;
    } else if (bytes != NULL) {
        lint->input = tri_input_open_bytes(workshop, root->path, *bytes);
    } else if (tri_input_open(workshop, root->path, &lint->input, &error) != TRI_OK) {
        lint_unreadable(lint, error.message);
        return;
    }
    lint_input(lint);
}

void tri_lint(const TriLinter *linter, TriWorkshop *workshop, TriRoot *root,
              const TriStr *bytes)
{
    TriLint lint = { .linter = linter, .workshop = workshop, .root = root };

    lint.sink.arena = &workshop->arena;
    workshop->boundary = root->boundary;
    root->collector.scratch = &workshop->found;
    root->collector.described = linter->described;
    root->collector.hashes_lines = linter->hashes_lines;
    lint_bytes(&lint, bytes);
    tri_collect_end(&root->collector);
}
