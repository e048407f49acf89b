#ifndef TRI_SCAN_RULE_LIST_H
#define TRI_SCAN_RULE_LIST_H

#include "report/result.h"
#include "rule/rule.h"

/* Sets TriRun.rules: the rules `rules`, read in full, and the findings without a rule
   file that are among the results; `has_others`: and the other built-in ones. */
void tri_list_rules(TriArena *arena, const TriRules *rules, bool has_others,
                    TriRun *run);

/* Adds the built-in rules that the run does not tell of. */
void tri_list_other_rules(TriArena *arena, TriRun *run);

#endif
