#ifndef TRI_LINT_SUPPRESSION_H
#define TRI_LINT_SUPPRESSION_H

#include "base/map.h"
#include "model/template.h"
#include "rule/rule.h"
#include "source/finding.h"
#include "source/trivia.h"
#include "json/document.h"

/*
 * What a file says of findings in itself (interfaces.md 13.4; docs/suppression.md):
 * comments, pragmas of Bicep, and metadata. Each becomes a range of the text: findings
 * that begin in it, or are about a resource that does, are suppressed.
 */
enum { TRI_MOST_SUPPRESSIONS = 2000, TRI_MOST_SUPPRESSED_RULES = 200 };

typedef struct TriSuppression {
    TriSpan span;  /* where it stands */
    TriSpan range; /* what it is for */
    TriStr *ids;
    size_t id_count;
    size_t id_capacity;
    bool is_foreign; /* of another tool, whose other ids are no concern of ours */
    TriStr reason;   /* may be empty */
    TriStr expires;  /* "YYYY-MM-DD", its last day; empty: never */
    TriStr unread;   /* a word in it that is not understood; empty: none */
    bool is_used;
    bool is_useless; /* that is said of it: it suppresses nothing any more */
} TriSuppression;

typedef struct TriSuppressionList {
    TriSuppression *items;
    size_t count;
    size_t capacity;
    TriMap by_rule; /* what tri_suppress has found out */
} TriSuppressionList;

/* A quick look: false when a JSON file has neither comments nor metadata that could
   suppress something. */
bool tri_suppressions_may_be_in(const TriJson *json);

/*
 * Appends the suppressions of a file, in the order of the text: those in `comments`
 * (which may be pragmas), and those in the metadata of the templates that were made
 * of it. Returns the first that has no place among the TRI_MOST_SUPPRESSIONS of a file,
 * or names more rules than TRI_MOST_SUPPRESSED_RULES: what is beyond does not count. A
 * span without source when none has.
 */
TriSpan tri_suppressions_read(TriArena *arena, const TriSource *source,
                              const TriTriviaList *comments,
                              const TriTemplateList *templates,
                              TriSuppressionList *list);

/* The day it is, in UTC, as "YYYY-MM-DD". */
TriStr tri_suppression_today(TriArena *arena);

/* Whether a suppression counts on the day `today`. One whose day cannot be read, or
   with a word that is not understood, never does: it might have said until when, or
   where. */
bool tri_suppression_holds(const TriSuppression *suppression, TriStr today);

/*
 * Marks a finding as suppressed, with the reason, when one of the list that holds today
 * is for it; the suppression is used then. Ids and aliases are those of `rules`. Which
 * of the list name a rule is found out once and kept in `arena`, as the list is.
 */
void tri_suppress(TriArena *arena, TriSuppressionList *list, const TriRules *rules,
                  TriStr today, TriFinding *finding);

/* Whether it is for findings that tell of other suppressions. */
bool tri_suppression_is_about_others(const TriSuppression *suppression);

/* Whether all its ids are rules among `selected`, or problems: who was not looked for
   cannot be unused. `known` are all rules; an id that is nobody's counts too. */
bool tri_suppression_was_asked(const TriSuppression *suppression, const TriRules *known,
                               const TriRules *selected);

#endif
