/* Judges a resource once for each of the values that what a rule looks at can be.
   Looked at one by one, settings of one object that can be several have nothing to do
   with each other: some object that nobody wrote might pass, or fail. */
#include "rule/judging.h"

#include "base/text.h"
#include "eval/print.h"
#include "eval/suppose.h"

/* How often one rule may judge one resource, and for all of that in one evaluation: the
   places looked at, of which a run is worth some, and which part of the memory, which
   the outcomes of one rule may have as well. Beyond that, what was looked at one by one
   holds. */
enum { MOST_RUNS = 64, PLACES_OF_RUN = 50, MOST_PLACES = 4000000, PART_OF_MEMORY = 8 };

typedef struct Supposing {
    TriJudge judge;
    const TriRule *rule;
    const TriCondition *condition;
    const TriInstance *instance;
    TriEval *eval;
    TriValue choice;                   /* the first of which something is supposed */
    TriAnswerList outcomes[MOST_RUNS]; /* what comes of each */
    size_t count;
    size_t runs;
    size_t used; /* of the judge's arena before */
} Supposing;

/* The answers, and of what they may hang on together, the first; else null. */
static TriValue answer(Supposing *supposing, TriAnswerList *answers)
{
    TriEval *eval = supposing->eval;
    size_t used = tri_arena_used(eval->arena);
    TriLookedAt looked_at;

    looked_at.count = 0;
    eval->looked_at = &looked_at;
    tri_condition_judge(&supposing->judge, supposing->rule, supposing->condition,
                        supposing->instance, answers);
    eval->looked_at = NULL;
    if (eval->supposed != NULL) {
        used = tri_arena_used(eval->arena) - used;
        eval->supposed_places += PLACES_OF_RUN;
        eval->supposed_memory += used;
        /* Evaluation has as much left as if nothing was supposed. */
        eval->memory += used;
    }
    return tri_looked_at_again(&looked_at);
}

/* The outcomes of one rule are kept together, those of one evaluation are not. */
static bool is_too_much(const Supposing *supposing)
{
    const TriEval *eval = supposing->eval;
    uint64_t limit = eval->byte_limit / PART_OF_MEMORY;

    return eval->supposed_places > MOST_PLACES || eval->supposed_memory > limit ||
           tri_arena_used(supposing->judge.arena) - supposing->used > limit;
}

/* Further down, there may be more that can be several. False when it is too much. */
static bool suppose_each(Supposing *supposing, TriValue choice)
{
    TriEval *eval = supposing->eval;
    TriSupposition supposition = { .choice = choice, .outer = eval->supposed };
    bool is_done = true;

    for (size_t i = 0; i < choice.unknown->choice_count && is_done; i++) {
        TriAnswerList answers = { 0 };

        if (supposing->runs == MOST_RUNS || is_too_much(supposing)) {
            return false;
        }
        supposing->runs++;
        supposition.index = i;
        eval->supposed = &supposition;
        TriValue further = answer(supposing, &answers);

        if (further.kind == TRI_UNKNOWN) {
            is_done = suppose_each(supposing, further);
        } else {
            supposing->outcomes[supposing->count++] = answers;
        }
        eval->supposed = supposition.outer;
    }
    return is_done;
}

/* ---- what outcomes have in common ---- */

static bool is_same_key(TriKey a, TriKey b)
{
    return (a.name.data == NULL) == (b.name.data == NULL) && a.index == b.index &&
           tri_str_eq_nocase(a.name, b.name);
}

static bool is_same_place(const TriSpot *a, const TriSpot *b)
{
    if (a->instance != b->instance || a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (!is_same_key(a->keys[i], b->keys[i])) {
            return false;
        }
    }
    return true;
}

/* The answer about `place` with `verdict`; NULL: there is none. */
static const TriAnswer *find_at(const TriAnswerList *answers, const TriSpot *place,
                                TriVerdict verdict)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (answers->items[i].verdict == verdict &&
            is_same_place(&answers->items[i].place, place)) {
            return &answers->items[i];
        }
    }
    return NULL;
}

static size_t count_at(const Supposing *supposing, const TriSpot *place,
                       TriVerdict verdict)
{
    size_t count = 0;

    for (size_t i = 0; i < supposing->count; i++) {
        count += find_at(&supposing->outcomes[i], place, verdict) != NULL;
    }
    return count;
}

static size_t count_worst(const Supposing *supposing, TriVerdict verdict)
{
    size_t count = 0;

    for (size_t i = 0; i < supposing->count; i++) {
        count += tri_answers_worst(&supposing->outcomes[i]) == verdict;
    }
    return count;
}

static bool is_same_value(TriArena *arena, TriValue a, TriValue b)
{
    return a.kind == b.kind &&
           (a.kind == 0 || tri_str_eq(tri_value_for_message(arena, a),
                                      tri_value_for_message(arena, b)));
}

/* What the outcomes have in common with one of them, about a place. */
typedef enum Agreement {
    AGREES_IN_PART,  /* others say nothing of it, or something else */
    AGREES_IN_WORDS, /* but for the value */
    AGREES,
} Agreement;

static Agreement agreement(const Supposing *supposing, const TriAnswer *said)
{
    Agreement agreement = AGREES;

    for (size_t i = 0; i < supposing->count; i++) {
        const TriAnswer *other =
            find_at(&supposing->outcomes[i], &said->place, said->verdict);

        if (other == NULL || other->by != said->by ||
            !tri_str_eq(other->message, said->message)) {
            return AGREES_IN_PART;
        }
        if (!is_same_value(supposing->judge.arena, other->place.value,
                           said->place.value)) {
            agreement = AGREES_IN_WORDS;
        }
    }
    return agreement;
}

/* An answer of one outcome as one of all: with all of the values, where these are known
   together, else with one of them. */
static TriAnswer tell(const Supposing *supposing, const TriAnswer *said,
                      const TriAnswerList *plain)
{
    const TriAnswer *open = find_at(plain, &said->place, TRI_VERDICT_UNDECIDED);
    Agreement how = agreement(supposing, said);
    TriAnswer told = *said;

    if (how == AGREES) {
        return told;
    }
    if (open != NULL && open->by == said->by &&
        tri_value_is_choice(open->place.value) &&
        count_at(supposing, &said->place, said->verdict) == supposing->count) {
        told.place.value = open->place.value;
    } else {
        told.cause = supposing->choice;
        told.is_one_of_several = how == AGREES_IN_PART;
    }
    return told;
}

/* ---- what is answered ---- */

static void add(const Supposing *supposing, TriAnswerList *answers, TriAnswer answer)
{
    tri_list_push(supposing->judge.arena, answers, answer);
}

/* Places with `verdict` in `least` outcomes and more. */
static void add_places(const Supposing *supposing, TriVerdict verdict, size_t least,
                       const TriAnswerList *plain, TriAnswerList *answers)
{
    for (size_t i = 0; i < supposing->count; i++) {
        const TriAnswerList *outcome = &supposing->outcomes[i];

        for (size_t j = 0; j < outcome->count; j++) {
            const TriAnswer *said = &outcome->items[j];

            if (said->verdict == verdict &&
                find_at(answers, &said->place, verdict) == NULL &&
                count_at(supposing, &said->place, verdict) >= least) {
                add(supposing, answers, tell(supposing, said, plain));
            }
        }
    }
}

/* Every outcome fails: what does in all of them, else what does in some; and what is
   open there. */
static TriAnswerList fail(const Supposing *supposing, const TriAnswerList *plain)
{
    TriAnswerList answers = { 0 };

    add_places(supposing, TRI_VERDICT_FAIL, supposing->count, plain, &answers);
    if (answers.count == 0) {
        add_places(supposing, TRI_VERDICT_FAIL, 1, plain, &answers);
    }
    for (size_t i = 0; i < plain->count; i++) {
        const TriAnswer *open = &plain->items[i];

        if (open->verdict == TRI_VERDICT_UNDECIDED &&
            find_at(&answers, &open->place, TRI_VERDICT_FAIL) == NULL &&
            count_at(supposing, &open->place, TRI_VERDICT_FAIL) +
                    count_at(supposing, &open->place, TRI_VERDICT_UNDECIDED) >
                0) {
            add(supposing, &answers, *open);
        }
    }
    return answers;
}

static TriAnswerList pass(const Supposing *supposing, const TriAnswerList *plain)
{
    TriAnswerList answers = { 0 };

    add_places(supposing, TRI_VERDICT_PASS, 1, plain, &answers);
    return answers;
}

/* What fails in some outcomes only, or is undecided there. */
static TriAnswerList doubt(const Supposing *supposing)
{
    TriAnswerList none = { 0 };
    TriAnswerList answers = { 0 };

    add_places(supposing, TRI_VERDICT_FAIL, 1, &none, &answers);
    for (size_t i = 0; i < answers.count; i++) {
        answers.items[i].verdict = TRI_VERDICT_UNDECIDED;
        answers.items[i].cause = supposing->choice;
    }
    add_places(supposing, TRI_VERDICT_UNDECIDED, 1, &none, &answers);
    return answers;
}

/* As it was found one by one, noting what fails in some outcomes. */
static TriAnswerList keep(const Supposing *supposing, const TriAnswerList *plain)
{
    for (size_t i = 0; i < plain->count; i++) {
        TriAnswer *open = &plain->items[i];

        open->may_fail =
            open->may_fail || count_at(supposing, &open->place, TRI_VERDICT_FAIL) > 0;
    }
    return *plain;
}

/* Where outcomes agree, that is the answer. Else some of them fail, or are undecided,
   and so is the answer: as it was found one by one, unless that claims to know. That
   the rule does not apply is for the rule to say. */
static TriAnswerList combine(const Supposing *supposing, const TriAnswerList *plain)
{
    TriVerdict worst = tri_answers_worst(plain);
    size_t failures = count_worst(supposing, TRI_VERDICT_FAIL);
    size_t passes = count_worst(supposing, TRI_VERDICT_PASS);
    size_t none = count_worst(supposing, TRI_VERDICT_NONE);

    if (failures == supposing->count) {
        return worst == TRI_VERDICT_FAIL ? *plain : fail(supposing, plain);
    }
    if (passes + none == supposing->count) {
        return worst == (passes > 0 ? TRI_VERDICT_PASS : TRI_VERDICT_NONE)
                   ? *plain
                   : pass(supposing, plain);
    }
    bool is_open =
        worst == TRI_VERDICT_UNDECIDED || (worst == TRI_VERDICT_NONE && none > 0);

    return is_open ? keep(supposing, plain) : doubt(supposing);
}

void tri_judge_alternatives(const TriJudge *judge, const TriRule *rule,
                            const TriCondition *condition, const TriInstance *instance,
                            TriAnswerList *answers)
{
    Supposing supposing;

    supposing.judge = *judge;
    supposing.rule = rule;
    supposing.condition = condition;
    supposing.instance = instance;
    supposing.eval = instance->deployment->eval;
    supposing.count = 0;
    supposing.runs = 0;
    supposing.used = tri_arena_used(judge->arena);
    supposing.choice = answer(&supposing, answers);
    supposing.judge.memory = NULL;
    if (supposing.choice.kind == TRI_UNKNOWN &&
        suppose_each(&supposing, supposing.choice)) {
        *answers = combine(&supposing, answers);
    }
}
