#ifndef TRI_LINT_MODULE_CACHE_H
#define TRI_LINT_MODULE_CACHE_H

#include "lint/workshop.h"

/*
 * Modules of registries that "bicep restore" has put on this disk
 * (bicep-language.md 6), and what else bicepconfig.json says. Nothing is ever fetched.
 */

/* The path of the template of `module` (br:…, br/alias:…, ts:…, ts/alias:…), as the
   file `from` names it; empty, with why, when it is not here. */
TriStr tri_module_cache_find(TriWorkshop *workshop, TriStr from, TriStr module,
                             TriStr *why);

/* Whether the configuration of Bicep gives the file `from` an extension besides "az"
   that it need not declare. */
bool tri_has_implicit_extension(TriWorkshop *workshop, TriStr from);

#endif
