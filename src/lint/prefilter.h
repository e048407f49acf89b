#ifndef TRI_LINT_PREFILTER_H
#define TRI_LINT_PREFILTER_H

#include "rule/pattern.h"
#include "rule/rule.h"

/*
 * The question whether a text could be a template that a rule looks at: asked
 * before a found file is parsed, and before a found file that cannot be parsed is
 * reported. It errs on the side of yes (docs/input.md): the text names a resource
 * type of a rule, in any letter case, with or without `\/`; or has a type that is
 * an expression; or an escape that may spell a letter; or deploys what stands
 * elsewhere.
 */
typedef struct TriPrefilter TriPrefilter;

/* For the types that `rules` look at; lives in `arena` and is shared by workers. */
const TriPrefilter *tri_prefilter_new(TriArena *arena, const TriRules *rules);

/* The same for the types that they look at and those that they look for beside them. */
const TriPrefilter *tri_prefilter_related(TriArena *arena, const TriRules *rules);

/* Of JSON, or of Bicep, which is let through when it names a type or has a module. */
bool tri_prefilter_lets_through(const TriPrefilter *prefilter, bool is_bicep,
                                TriStr text);

#endif
