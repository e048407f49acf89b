#ifndef TRI_RULE_EMBEDDED_H
#define TRI_RULE_EMBEDDED_H

#include "base/str.h"

/* The rule files of rules/, built into the program by cmake/embed_rules.cmake. */
typedef struct TriEmbeddedRule {
    TriStr path; /* as in the repository */
    TriStr text;
} TriEmbeddedRule;

extern const TriEmbeddedRule tri_embedded_rules[];
extern const size_t tri_embedded_rule_count;

/* All of them in one array, less what is told of rules only by commands that do. */
extern const TriEmbeddedRule tri_embedded_brief;

#endif
