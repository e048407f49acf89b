#ifndef TRI_SCAN_BASELINE_H
#define TRI_SCAN_BASELINE_H

#include "base/error.h"
#include "base/list.h"
#include "base/map.h"
#include "report/result.h"

/*
 * Findings that are known and put up with (interfaces.md 13.5): a JSON file with one
 * finding a line, found again by its fingerprint, whatever moves in the template.
 */
typedef struct TriBaselineEntry {
    TriStr fingerprint;
    TriStr rule;
    TriStr path;
    TriStr message;
    bool is_met;  /* a finding of this run has the fingerprint */
    bool is_kept; /* though none has: this run says nothing about it */
} TriBaselineEntry;

typedef struct TriBaseline {
    TRI_LIST(TriBaselineEntry) entries;
    TriMap index; /* places in the list, from 1, by fingerprint */
} TriBaseline;

/* Reads the file `path`; what is wrong with it is said with line and column. */
TriStatus tri_baseline_read(TriArena *arena, TriStr path, TriBaseline *baseline,
                            TriError *error);

/* True when the finding is known; notes that it was met. */
bool tri_baseline_meet(TriBaseline *baseline, const TriResult *result);

/* Adds a finding that is known from now on. */
void tri_baseline_add(TriArena *arena, TriBaseline *baseline, const TriResult *result);

/* Adds an entry that no finding met, but that stays. */
void tri_baseline_keep(TriArena *arena, TriBaseline *baseline,
                       const TriBaselineEntry *entry);

/* How many entries a finding met. */
size_t tri_baseline_met(const TriBaseline *baseline);

/* How many entries are gone: neither met by a finding nor kept. */
size_t tri_baseline_gone(const TriBaseline *baseline);

/* Writes the entries that were met, and those that are kept, to the file `path`,
 * sorted. */
TriStatus tri_baseline_write(TriArena *arena, const TriBaseline *baseline, TriStr path,
                             TriError *error);

#endif
