/* Which findings the files of a root template suppress. */
#include "lint/run.h"

#include "base/number.h"
#include "lint/suppression.h"
#include "json/comments.h"

/* What a file says of findings in itself. */
typedef struct TriFileSuppressions {
    const TriSource *source;
    TriSuppressionList list;
    TriSpan beyond; /* of what does not count; no source: nothing */
} TriFileSuppressions;

/* The input that `source` is of; NULL: none of those with a template. */
static TriInput *input_of(const TriLint *lint, const TriSource *source)
{
    if (source == &lint->input->source) {
        return lint->input;
    }
    for (size_t i = 0; i < lint->linker.opened.count; i++) {
        if (&lint->linker.opened.items[i].input->source == source) {
            return lint->linker.opened.items[i].input;
        }
    }
    return NULL;
}

static void add_templates(const TriLint *lint, const TriSource *source,
                          TriTemplateList *templates)
{
    TriArena *arena = &lint->workshop->arena;

    if (lint->template != NULL && lint->template->source == source) {
        tri_list_push(arena, templates, lint->template);
    }
    for (size_t i = 0; i < lint->linker.opened.count; i++) {
        const TriTemplate *template = lint->linker.opened.items[i].template;

        if (template != lint->template && template->source == source) {
            tri_list_push(arena, templates, template);
        }
    }
}

static TriTriviaList comments_of(const TriLint *lint, const TriSource *source)
{
    const TriInput *input = input_of(lint, source);
    TriTriviaList comments = { 0 };

    if (input != NULL && input->bicep != NULL) {
        return input->bicep->trivia;
    }
    if (input == NULL || input->json.has_comments) {
        tri_json_comments(&lint->workshop->arena, source, &comments);
    }
    return comments;
}

/* Most JSON templates have neither comments nor metadata that could say something. */
static bool may_say_something(const TriInput *input)
{
    return input->is_bicep || input->json.root == NULL ||
           tri_suppressions_may_be_in(&input->json);
}

static void read_suppressions(TriLint *lint, const TriSource *source,
                              TriFileSuppressions *file)
{
    TriArena *arena = &lint->workshop->arena;
    TriInput *input = input_of(lint, source);
    TriTemplateList templates = { 0 };

    if (input != NULL && (input->has_no_suppressions || !may_say_something(input))) {
        input->has_no_suppressions = true;
        return;
    }
    TriTriviaList comments = comments_of(lint, source);

    add_templates(lint, source, &templates);
    file->beyond =
        tri_suppressions_read(arena, source, &comments, &templates, &file->list);
    if (input != NULL && templates.count > 0) {
        input->has_no_suppressions = file->list.count == 0;
    }
}

static TriSuppressionList *suppressions_in(TriLint *lint, const TriSource *source)
{
    TriArena *arena = &lint->workshop->arena;

    for (size_t i = 0; i < lint->suppressions.count; i++) {
        if (lint->suppressions.items[i]->source == source) {
            return &lint->suppressions.items[i]->list;
        }
    }
    TriFileSuppressions *file = TRI_NEW(arena, TriFileSuppressions);

    file->source = source;
    read_suppressions(lint, source, file);
    tri_list_push(arena, &lint->suppressions, file);
    return &file->list;
}

size_t tri_lint_collect(TriLint *lint, TriFinding *finding)
{
    const TriLinter *linter = lint->linter;

    if (!linter->no_suppressions && finding->span.source != NULL) {
        tri_suppress(&lint->workshop->arena,
                     suppressions_in(lint, finding->span.source), linter->known,
                     linter->today, finding);
    }
    return tri_collect(&lint->root->collector, finding, lint->parameters);
}

/* Some rule is named, else there would be nothing to count. */
static void report_void(TriLint *lint, const TriSuppression *suppression)
{
    TriStr first = suppression->ids[0];
    TriStr day = suppression->expires;

    if (suppression->unread.size > 0) {
        TriFinding *finding = tri_report(
            &lint->sink, TRI_PROBLEM_SUPPRESSION_EXPIRED, suppression->span,
            "this suppression of '%.*s' does not count: '%.*s' in it is not understood",
            TRI_ARG(first), TRI_ARG(suppression->unread));

        finding->help =
            TRI_STR("behind the rules stand 'until YYYY-MM-DD' and ': reason', if "
                    "anything; in metadata there are 'id', 'reason' and 'expires'");
    } else if (tri_is_day(day)) {
        tri_report(&lint->sink, TRI_PROBLEM_SUPPRESSION_EXPIRED, suppression->span,
                   "this suppression of '%.*s' has expired: its last day was '%.*s'",
                   TRI_ARG(first), TRI_ARG(day));
    } else {
        tri_report(&lint->sink, TRI_PROBLEM_SUPPRESSION_EXPIRED, suppression->span,
                   "this suppression of '%.*s' does not count: '%.*s' is no day as "
                   "YYYY-MM-DD",
                   TRI_ARG(first), TRI_ARG(day));
    }
}

static void report_nameless(TriLint *lint, const TriSuppression *suppression)
{
    if (lint->linter->reports_unused) {
        tri_report(&lint->sink, TRI_PROBLEM_UNUSED_SUPPRESSION, suppression->span,
                   "this suppression names no rule; it is written tricep:ignore[RULE]");
    }
}

static bool counts(const TriLint *lint, const TriSuppression *suppression)
{
    return suppression->id_count > 0 &&
           tri_suppression_holds(suppression, lint->linter->today);
}

static void report_uncounted(TriLint *lint, const TriSuppression *suppression)
{
    if (suppression->id_count == 0) {
        report_nameless(lint, suppression);
    } else if (!counts(lint, suppression)) {
        report_void(lint, suppression);
    }
}

/* Of one that counts. */
static void report_unused(TriLint *lint, TriSuppression *suppression)
{
    const TriLinter *linter = lint->linter;

    if (suppression->is_used) {
        tri_collect_used(&lint->root->collector, suppression->span);
    } else if (linter->reports_unused &&
               tri_suppression_was_asked(suppression, linter->known, &linter->rules)) {
        suppression->is_useless = true;
        tri_report(&lint->sink, TRI_PROBLEM_UNUSED_SUPPRESSION, suppression->span,
                   "this suppression of '%.*s' suppresses nothing",
                   TRI_ARG(suppression->ids[0]));
    }
}

static void report_beyond(TriLint *lint, TriSpan beyond)
{
    if (beyond.source != NULL) {
        tri_report(&lint->sink, TRI_PROBLEM_LIMIT_EXCEEDED, beyond,
                   "more than %d suppressions in a file, or %d rules in one of "
                   "them; from here on some do not count",
                   TRI_MOST_SUPPRESSIONS, TRI_MOST_SUPPRESSED_RULES);
    }
}

static void report_suppression(TriLint *lint, TriSuppression *suppression,
                               TriSuppressionReport report)
{
    bool is_about_others = tri_suppression_is_about_others(suppression);

    if (report == TRI_REPORT_VOID) {
        report_uncounted(lint, suppression);
    } else if (counts(lint, suppression) &&
               is_about_others == (report == TRI_REPORT_UNUSED_ABOUT_OTHERS)) {
        report_unused(lint, suppression);
    }
}

void tri_lint_report_suppressions(TriLint *lint, TriSuppressionReport report)
{
    if (lint->linter->no_suppressions) {
        return;
    }
    suppressions_in(lint, &lint->input->source);
    for (size_t i = 0; i < lint->linker.opened.count; i++) {
        suppressions_in(lint, &lint->linker.opened.items[i].input->source);
    }
    for (size_t i = 0; i < lint->suppressions.count; i++) {
        TriSuppressionList *list = &lint->suppressions.items[i]->list;

        for (size_t j = 0; j < list->count; j++) {
            report_suppression(lint, &list->items[j], report);
        }
        if (report == TRI_REPORT_VOID) {
            report_beyond(lint, lint->suppressions.items[i]->beyond);
        }
    }
}
