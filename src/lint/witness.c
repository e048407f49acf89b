#include "lint/witness.h"

#include "base/text.h"
#include "eval/print.h"

/* Parameters that vary together, combinations of their values, and how far a
   residual is searched for them. */
enum { MOST_PARAMETERS = 6, MOST_COMBINATIONS = 64, MOST_NODES = 2000 };

/* What one trial may take of the steps that the evaluation itself may. Memory is that
   of all of them together. Where they need more, the verdict stays undecided. */
enum { SHARES = TRI_MOST_TRIALS / 2 };

/* One evaluation of the template, with given values for the parameters. */
typedef struct TriTrial {
    TriInstanceList instances;
    TriRelations relations;
    TriGiven values[MOST_PARAMETERS];
} Trial;

typedef TRI_LIST(const TriParameter *) ParameterList;

/* ---- which parameters ---- */

/* The parameter of the root without a value that `value` is; NULL: none. */
static const TriParameter *parameter_of(const TriWitness *witness, TriValue value)
{
    const TriUnknown *unknown = value.kind == TRI_UNKNOWN ? value.unknown : NULL;
    const TriResidual *residual = value.residual;

    if (unknown == NULL || unknown->reason != TRI_REASON_NO_VALUE || residual == NULL ||
        !tri_str_eq(residual->function, TRI_STR("parameters"))) {
        return NULL;
    }
    TriValue name = tri_force(residual->arguments[0]);
    const TriParameter *parameter =
        name.kind == TRI_STRING
            ? tri_template_parameter(witness->deployment->template, name.string)
            : NULL;
    bool is_of_root = parameter != NULL &&
                      parameter->name_span.source == unknown->span.source &&
                      parameter->name_span.start == unknown->span.start;

    return is_of_root ? parameter : NULL;
}

static void add_parameter(TriWitness *witness, ParameterList *list,
                          const TriParameter *parameter)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == parameter) {
            return;
        }
    }
    tri_list_push(witness->arena, list, parameter);
}

/* Every parameter of the root without a value that `value` is made from; more than can
   vary together are as many as all. */
static void find_parameters(TriWitness *witness, TriValue value, ParameterList *list,
                            unsigned depth, unsigned *left)
{
    const TriResidual *residual = value.residual;

    if (*left == 0 || depth > MOST_COMBINATIONS || list->count > MOST_PARAMETERS) {
        return;
    }
    const TriParameter *parameter = parameter_of(witness, value);

    --*left;
    if (parameter != NULL) {
        add_parameter(witness, list, parameter);
    }
    for (size_t i = 0; residual != NULL && i < residual->count; i++) {
        find_parameters(witness, tri_force(residual->arguments[i]), list, depth + 1,
                        left);
    }
}

static size_t count_values(const TriParameter *parameter)
{
    if (parameter->allowed != NULL && parameter->type != TRI_ARRAY) {
        return tri_expr_get(parameter->allowed)->count;
    }
    return parameter->type == TRI_BOOL ? 2 : 0;
}

static TriExpr *value_at(TriWitness *witness, const TriParameter *parameter,
                         size_t index)
{
    return parameter->allowed != NULL
               ? parameter->allowed->items[index]
               : tri_expr_bool(witness->arena, index == 0, parameter->name_span);
}

static bool has_few_combinations(const ParameterList *list, size_t *combinations)
{
    *combinations = 1;
    for (size_t i = 0; i < list->count; i++) {
        *combinations *= count_values(list->items[i]);
        if (*combinations == 0 || *combinations > MOST_COMBINATIONS) {
            return false;
        }
    }
    return list->count > 0 && list->count <= MOST_PARAMETERS;
}

/* ---- trials ---- */

static void choose_values(TriWitness *witness, size_t combination, Trial *trial)
{
    for (size_t i = 0; i < witness->parameters.count; i++) {
        const TriParameter *parameter = witness->parameters.items[i];
        size_t count = count_values(parameter);

        trial->values[i] = (TriGiven){
            .name = parameter->name,
            .name_span = parameter->name_span,
            .value = value_at(witness, parameter, combination % count),
        };
        combination /= count;
    }
}

static TriGivens with_values(TriWitness *witness, const Trial *trial)
{
    const TriGivens *base = witness->givens;
    size_t given = base == NULL ? 0 : base->count;
    size_t chosen = witness->parameters.count;
    TriGivens givens = {
        .items = TRI_NEW_ARRAY(witness->arena, TriGiven, given + chosen),
        .names = base == NULL ? NULL : base->names,
    };

    for (size_t i = 0; i < given; i++) {
        givens.items[givens.count++] = base->items[i];
    }
    for (size_t i = 0; i < chosen; i++) {
        givens.items[givens.count++] = trial->values[i];
    }
    return givens;
}

static void try_values(TriWitness *witness, size_t combination, Trial *trial)
{
    const TriDeployment *tried = witness->deployment;
    TriEval *eval = tri_eval_share(witness->arena, tried->eval, SHARES);

    choose_values(witness, combination, trial);
    TriGivens givens = with_values(witness, trial);

    tri_expand_wanted(tri_deploy(eval, tried->template, &givens, tried->uri),
                      witness->wanted, &trial->instances);
    trial->relations =
        tri_relations(witness->arena, witness->judge.arena, &trial->instances);
}

static bool is_same_list(const ParameterList *a, const TriWitness *witness)
{
    if (a->count != witness->parameters.count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (a->items[i] != witness->parameters.items[i]) {
            return false;
        }
    }
    return true;
}

/* Trials of these parameters, unless the last ones were. */
static bool make_trials(TriWitness *witness, const ParameterList *list)
{
    size_t combinations;

    if (is_same_list(list, witness)) {
        return witness->trial_count > 0;
    }
    if (!has_few_combinations(list, &combinations) || combinations > witness->left) {
        return false;
    }
    witness->left -= (unsigned)combinations;
    witness->parameters.items = list->items;
    witness->parameters.count = list->count;
    witness->trials = TRI_NEW_ARRAY(witness->arena, Trial, combinations);
    witness->trial_count = combinations;
    for (size_t i = 0; i < combinations; i++) {
        try_values(witness, i, &witness->trials[i]);
    }
    return true;
}

/* ---- verdicts ---- */

/* A result, and what it is a result of. */
typedef struct Subject {
    const TriRuleEntry *entry;
    const TriInstance *instance;
    size_t index; /* in the list of instances, and most often in the trials' */
    const TriJudgement *judgement;
} Subject;

typedef struct Tally {
    size_t kinds[TRI_KIND_COUNT];
    const Trial *failing;
    TriJudgement decided; /* the first that passes or fails */
    TriJudgement failed;  /* of `failing` */
} Tally;

static bool is_same_index(TriValue a, TriValue b)
{
    return a.kind == b.kind && (a.kind != TRI_INT || a.integer == b.integer);
}

/*
 * Whether `tried` is `instance` with other values: the same resource by the same
 * way. An instance of a loop whose count is not known stands for all of its copies,
 * and clears `*is_single`.
 */
static bool is_same(const TriInstance *instance, const TriInstance *tried,
                    bool *is_single)
{
    if (instance == NULL || tried == NULL) {
        return instance == tried;
    }
    if (instance->index.kind == TRI_UNKNOWN) {
        *is_single = false;
    } else if (!is_same_index(instance->index, tried->index)) {
        return false;
    }
    return instance->resource == tried->resource &&
           is_same(instance->parent, tried->parent, is_single) &&
           is_same(instance->caller, tried->caller, is_single);
}

static bool is_same_place(const TriJudgement *a, const TriJudgement *b)
{
    const TriSpan *left = &a->finding.span;
    const TriSpan *right = &b->finding.span;

    return left->source == right->source && left->start == right->start;
}

/* The result of the same place; else a pass, when that is all there is. */
static const TriJudgement *find_result(const TriJudgementList *results,
                                       const TriJudgement *judgement)
{
    for (size_t i = 0; i < results->count; i++) {
        if (is_same_place(&results->items[i], judgement)) {
            return &results->items[i];
        }
    }
    return results->count == 1 &&
                   (results->items[0].finding.kind == TRI_KIND_PASS ||
                    results->items[0].finding.kind == TRI_KIND_NOT_DEPLOYED)
               ? &results->items[0]
               : NULL;
}

/* Adds what the rule says of one more copy. What does not apply to all of them is
   not known. */
static void count_copy(TriWitness *witness, const Subject *subject,
                       const TriInstance *tried, Trial *trial, Tally *tally)
{
    TriJudge judge = witness->judge;
    TriJudgement judgement = { .finding.kind = TRI_KIND_UNDECIDED };
    TriJudgementList results = { 0 };

    judge.relations = &trial->relations;
    judge.memory = NULL;
    judge.described = ~0U;
    judge.is_told = NULL;
    TriEval *eval = tried->deployment->eval;
    bool before = tri_eval_watch(eval);

    tri_rule_judge(&judge, subject->entry, tried, &results);
    witness->asks_index =
        tri_eval_watched(eval, before) || tried->is_singular || witness->asks_index;
    const TriJudgement *result = find_result(&results, subject->judgement);

    if (result != NULL) {
        judgement = *result;
    }
    TriKind kind = judgement.finding.kind;

    if (kind == TRI_KIND_FAIL && tally->failing == NULL) {
        tally->failing = trial;
        tally->failed = judgement;
    }
    if (kind != TRI_KIND_NOT_DEPLOYED && kind != TRI_KIND_UNDECIDED &&
        tally->kinds[TRI_KIND_FAIL] + tally->kinds[TRI_KIND_PASS] == 0) {
        tally->decided = judgement;
    }
    tally->kinds[kind]++;
}

static void count_trial(TriWitness *witness, const Subject *subject, Trial *trial,
                        Tally *tally)
{
    const TriInstanceList *list = &trial->instances;
    const TriInstance *instance = subject->instance;
    size_t index = subject->index;
    bool is_single = true;
    bool is_found = false;

    if (index < list->count && is_same(instance, list->items[index], &is_single) &&
        is_single) {
        count_copy(witness, subject, list->items[index], trial, tally);
        return;
    }
    for (size_t i = 0; i < list->count && witness->searches > 0; i++) {
        witness->searches--;
        if (is_same(instance, list->items[i], &is_single)) {
            is_found = true;
            count_copy(witness, subject, list->items[i], trial, tally);
        }
    }
    if (!is_found || witness->searches == 0) {
        tally->kinds[TRI_KIND_UNDECIDED]++;
    }
}

static void count(TriWitness *witness, const Subject *subject, Tally *tally)
{
    for (size_t i = 0; i < witness->trial_count; i++) {
        count_trial(witness, subject, &witness->trials[i], tally);
    }
}

/* "parameter 'a' is false and parameter 'b' is 'x'" */
static TriStr say_values(TriWitness *witness, const Trial *trial)
{
    TriText text = tri_text(witness->judge.arena);

    for (size_t i = 0; i < witness->parameters.count; i++) {
        TriValue value = tri_eval(witness->deployment->scope, trial->values[i].value);

        tri_text_addf(&text, "%sparameter '%.*s' is %.*s", i == 0 ? "" : " and ",
                      TRI_ARG(trial->values[i].name),
                      TRI_ARG(tri_value_for_message(witness->judge.arena, value)));
    }
    return tri_text_str(&text);
}

/* The message, had the result `kind` and the value `value`. */
static TriStr say(TriWitness *witness, const Subject *subject, TriKind kind,
                  TriStr value)
{
    return tri_judgement_message(&witness->judge, subject->entry->rule,
                                 subject->instance, subject->judgement, kind, value);
}

static void name_failing(TriWitness *witness, const Subject *subject,
                         const Tally *tally, TriJudgement *judgement)
{
    TriStr value = tri_format(witness->judge.arena, "%.*s when %.*s",
                              TRI_ARG(tally->failed.plain_value),
                              TRI_ARG(say_values(witness, tally->failing)));

    judgement->finding.message = say(witness, subject, TRI_KIND_UNDECIDED, value);
}

/* "parameter 'a' and parameter 'b'" */
static TriStr say_parameters(TriWitness *witness)
{
    TriText text = tri_text(witness->judge.arena);

    for (size_t i = 0; i < witness->parameters.count; i++) {
        tri_text_addf(&text, "%sparameter '%.*s'", i == 0 ? "" : " and ",
                      TRI_ARG(witness->parameters.items[i]->name));
    }
    return tri_text_str(&text);
}

/* The same for every value, so it is decided. */
static void decide(TriWitness *witness, const Subject *subject, const Tally *tally,
                   TriJudgement *judgement)
{
    TriKind kind = tally->decided.finding.kind;
    TriStr value = tri_format(witness->judge.arena, "%.*s whatever the value of %.*s",
                              TRI_ARG(tally->decided.plain_value),
                              TRI_ARG(say_parameters(witness)));

    judgement->finding.kind = kind;
    judgement->finding.help = tally->decided.finding.help;
    judgement->finding.message = say(witness, subject, kind, value);
    judgement->answer.cause = tri_value_null();
}

void tri_witness(TriWitness *witness, const TriRuleEntry *entry,
                 const TriInstance *instance, size_t index, TriJudgement *judgement)
{
    Subject subject = { entry, instance, index, judgement };
    ParameterList list = { 0 };
    Tally tally = { 0 };
    unsigned left = MOST_NODES;

    find_parameters(witness, judgement->answer.cause, &list, 0, &left);
    if (!make_trials(witness, &list)) {
        return;
    }
    count(witness, &subject, &tally);
    size_t decided = tally.kinds[TRI_KIND_FAIL] + tally.kinds[TRI_KIND_PASS];
    bool agree = tally.kinds[TRI_KIND_FAIL] == 0 || tally.kinds[TRI_KIND_PASS] == 0;

    if (tally.kinds[TRI_KIND_UNDECIDED] == 0 && decided > 0 && agree) {
        decide(witness, &subject, &tally, judgement);
    } else if (tally.failing != NULL) {
        name_failing(witness, &subject, &tally, judgement);
    }
}
