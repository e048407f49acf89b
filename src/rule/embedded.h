#ifndef TRI_RULE_EMBEDDED_H
#define TRI_RULE_EMBEDDED_H

#include "rule/rule.h"

/* What the rule files of rules/ say: read when the program is built
   (cmake/embed_rules.c), sorted by id. Only read: who changes rules has copies. */
extern TriRule tri_embedded_rules[];
extern const size_t tri_embedded_rule_count;

/* Of all that they say. */
extern const TriStr tri_embedded_digest;

#endif
