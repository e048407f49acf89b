#ifndef TRI_RULE_COMPUTED_H
#define TRI_RULE_COMPUTED_H

#include "rule/judge.h"

/*
 * The value of a template expression in a rule, with its brackets: field('path')
 * is the value at a path from `place`, parameters('name') a parameter of the rule.
 * Unknown, because of an error, when it is none.
 */
TriValue tri_computed_value(const TriJudge *judge, const TriRule *rule, TriStr text,
                            const TriSpot *place);

#endif
