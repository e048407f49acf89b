#ifndef TRI_RULE_EXPLAIN_H
#define TRI_RULE_EXPLAIN_H

#include "base/text.h"
#include "rule/rule.h"

/* All that a rule says of itself, for people. */

/* As plain text of at most 88 columns, code apart. */
void tri_rule_explain(const TriRule *rule, TriText *text);

/* As Markdown, with headings from `level` on. */
void tri_rule_add_markdown(const TriRule *rule, unsigned level, TriText *text);

/* A page about all of them (docs/rules.md). */
void tri_rules_add_markdown(const TriRules *rules, TriText *text);

#endif
