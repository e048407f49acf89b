#ifndef TRI_SCAN_SELECT_H
#define TRI_SCAN_SELECT_H

#include "lint/lint.h"
#include "scan/scan.h"

/*
 * Which rules a run judges by, and at which level: --rules, --profile, --select,
 * --extend-select, --ignore, --level.
 */

/* All rules: those of the program, and those in the files and folders `paths`. */
TriStatus tri_load_rules(TriArena *arena, const TriStrList *paths, TriRules *rules,
                         TriError *error);

/* Appends those of `all` that are selected. A name that no rule and no finding has is
   an error. */
TriStatus tri_select_rules(TriArena *arena, const TriScanOptions *options,
                           const TriRules *all, TriRules *selected, TriError *error);

/* The id or alias that was meant by `word`; empty when none is near. */
TriStr tri_nearest_rule(TriArena *arena, const TriRules *rules, TriStr word);

/* An error when a word names no rule and no finding. */
TriStatus tri_check_rule_names(TriArena *arena, const TriRules *rules,
                               const TriStr *words, size_t count, TriError *error);

/* The level that --level gives to findings of `id`, else `level`. */
TriLevel tri_level_for(const TriScanOptions *options, const TriRules *rules, TriStr id,
                       TriLevel level);

#endif
