#ifndef TRI_LINT_BICEP_FILES_H
#define TRI_LINT_BICEP_FILES_H

#include "bicep/lower.h"
#include "lint/input.h"

/*
 * Files that Bicep names: those it imports from, and those whose content it loads.
 * A loader for `input` that lives as long as the files of the workshop; what is
 * imported from is added to the imports of `input`.
 */
TriBicepLoader *tri_bicep_files(TriWorkshop *workshop, TriInput *input);

#endif
