#ifndef TRI_LINT_BICEP_CONTENT_H
#define TRI_LINT_BICEP_CONTENT_H

#include "bicep/lower.h"
#include "lint/workshop.h"

/*
 * What the load… functions of Bicep give (bicep-language.md 3.10): the content of the
 * file at the absolute `path`, or what files its folder holds. NULL, with why, when it
 * is not to be had.
 */
TriExpr *tri_bicep_load(TriWorkshop *workshop, TriSink *sink, TriStr path,
                        const TriBicepContent *content, TriStr *why);

#endif
