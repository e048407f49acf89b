#ifndef TRI_LINT_VALUE_TEMPLATE_H
#define TRI_LINT_VALUE_TEMPLATE_H

#include "eval/expand.h"
#include "lint/json_part.h"

/*
 * A template that is a value: what the `template` of a deployment is, where that is an
 * expression, or an inline one of outer scope leaves some to it (arm-language.md 10).
 * It was evaluated by the template around, whatever the scope: strings in it that are
 * expressions now are those of the template itself.
 */
typedef struct TriValueTemplate {
    const TriTemplate *template; /* NULL: it cannot be followed */
    TriStr why;
    const TriUnknown *missing; /* what is not known of it that has to be; or NULL */
    TriJsonPart part;          /* where it is written, if it is as a whole */
} TriValueTemplate;

/* Of the object `value`, which `caller` deploys, as a model; the same, in the arena of
   the evaluation, for the same object. No template, with why, when more of it is
   unknown than single values. */
const TriValueTemplate *tri_value_template(TriWorkshop *workshop,
                                           const TriInstance *caller, TriValue value);

#endif
