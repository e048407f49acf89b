#ifndef TRI_CLI_RULE_NAMES_H
#define TRI_CLI_RULE_NAMES_H

#include "base/text.h"
#include "rule/rule.h"

/*
 * What stands wherever an option takes a rule: a name a line, then a tab and what it
 * means. Ids, findings without a rule file, ALL, aliases that people can remember,
 * tags.
 */
void tri_rule_names(const TriRules *rules, TriText *text);

/* Whether an alias is a GUID, which only programs remember. */
bool tri_is_guid(TriStr alias);

#endif
