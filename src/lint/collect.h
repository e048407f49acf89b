#ifndef TRI_LINT_COLLECT_H
#define TRI_LINT_COLLECT_H

#include "base/list.h"
#include "base/map.h"
#include "report/result.h"
#include "source/finding.h"
#include "source/line_hash.h"
#include "source/lines.h"

/*
 * Findings as they leave their file: copied, with lines and columns, and one for
 * each rule, file and span, however many instances, calls and parameter files
 * lead there. The worst kind counts, and of several with it the first.
 */
typedef TRI_LIST(TriResult) TriResultList;

/* What was found out of one place. */
typedef struct TriCollected {
    TriStr rule;
    TriStr path;
    uint32_t start;
    uint32_t end;
    TriKind kind;
    size_t instances[TRI_KIND_COUNT];
    TriResult *result; /* NULL: of a kind that is counted only */
} TriCollected;

/* A result that quotes the line of a span. */
typedef struct TriQuoting {
    TriSpan span;
    TriResult *result;
} TriQuoting;

/* A list of texts that are all different. */
typedef struct TriKeys {
    TriStr *items;
    size_t count;
    size_t capacity;
    TriMap index; /* until the end */
} TriKeys;

typedef struct TriCollector {
    TriArena *arena;    /* of what is kept */
    TriArena *scratch;  /* of what is not, until the end; may be the same */
    unsigned described; /* results of other kinds are counted only: TriJudge */
    TRI_LIST(TriCollected) collected;
    TriMap places; /* the same by rule, file and span, from 1 */
    /* What the rules looked at: file and pointer; and the files. */
    TriKeys resources;
    TriKeys templates;
    TriKeys used;      /* suppressions that suppressed something, by file and offset */
    bool hashes_lines; /* results get TriResult.line_hash */
    TRI_LIST(TriLines *) lines;     /* of the sources seen */
    TRI_LIST(TriLineHashes) hashes; /* the same, when asked for */
    TRI_LIST(const TriSource *) sources;
    TRI_LIST(TriQuoting) quotings; /* until the end, when all that is hidden is known */
    TRI_LIST(TriSpan) hidden;      /* see tri_collect_hide */
    bool hidden_in_order;
    TriStr path; /* the last that was kept */
} TriCollector;

/* A finding of the deployment with `parameters` (the name of a parameter file in
   reports; empty: none). The findings of one deployment come one after another. Returns
   which of `collected` it went into. */
size_t tri_collect(TriCollector *collector, const TriFinding *finding,
                   TriStr parameters);

/* Says where secret text stands that no quoted line may show (secrets.h). */
void tri_collect_hide(TriCollector *collector, TriSpan span);

/* Counts further `instances` of the finding that went into `place`. */
void tri_collect_again(TriCollector *collector, size_t place, TriKind kind,
                       size_t instances);

/* Whether there is a result at the place of a finding that is told in its stead. Of two
   undecided ones the second may turn out to be worse, so it is not. */
bool tri_collect_has(TriCollector *collector, const TriFinding *finding);

/* Counts a resource that a selected rule looks at. */
void tri_collect_resource(TriCollector *collector, TriStr path, TriStr pointer);

/* Counts a template that a selected rule looks at without its resources. */
void tri_collect_template(TriCollector *collector, TriStr path);

/* Ends collecting: quotes lines, for which the sources of findings must still be there,
   shrinks what is kept to the room that it needs, and gives `scratch` free. A collector
   that tri_collect_all adds to must not be ended before. */
void tri_collect_end(TriCollector *collector);

/* Copies of the results, in the order they were found in; they share their texts with
   the collector. */
TriResultList tri_collect_results(const TriCollector *collector, TriArena *arena);

/* Notes that the suppression at `span` suppressed something; and asks whether the one
   that `result` is about did, in whatever deployment. */
void tri_collect_used(TriCollector *collector, TriSpan span);
bool tri_collector_used(const TriCollector *collector, const TriResult *result);

/* Moves in what `other`, which has ended, holds. */
void tri_collect_all(TriCollector *collector, const TriCollector *other);

/* Moves in only those parse errors of `other` that this one does not have. */
void tri_collect_mistakes(TriCollector *collector, const TriCollector *other);

#endif
