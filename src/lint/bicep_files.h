#ifndef TRI_LINT_BICEP_FILES_H
#define TRI_LINT_BICEP_FILES_H

#include "bicep/lower.h"
#include "lint/input.h"

/*
 * Files that Bicep names: those it imports from, and those whose content it loads.
 * A loader that lives in the workshop; what is wrong with files goes to `sink`.
 */
TriBicepLoader *tri_bicep_files(TriWorkshop *workshop, TriSink *sink);

#endif
