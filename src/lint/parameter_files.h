#ifndef TRI_LINT_PARAMETER_FILES_H
#define TRI_LINT_PARAMETER_FILES_H

#include "base/list.h"
#include "lint/workshop.h"

/*
 * Which parameter files go with which template, by their names (DESIGN 2, "Root
 * templates, parameter files"): beside main.json stand main.parameters*.json and
 * main.*.parameters.json; parameters.json goes with template.json, the pair that
 * the portal exports. Letter case does not count. A .bicepparam file goes with the
 * template that its `using` names, and without one with that of its own name.
 */

/* Takes the names that somebody read in the folder of `path`, so that they need not be
   read again. */
void tri_note_folder(TriWorkshop *workshop, TriStr path, const TriFolder *folder);

/* Appends the parameter files beside the template `path`, in byte order. */
void tri_find_parameter_files(TriWorkshop *workshop, TriStr path, TriStrList *files);

/* The absolute path of the template that the .bicepparam file `path`, which holds
   `bytes`, is using; empty: of none on this disk. */
TriStr tri_used_template(TriWorkshop *workshop, TriStr path, TriStr bytes);

/* Whether the .bicepparam file `path`, which holds `bytes`, is judged by itself: who
   comes upon what it is using does not come upon it. That is a module of a registry, a
   template spec, a missing file, one that is a link, leads out of the repository or has
   another ending than those looked for, or an ARM template of another folder. */
bool tri_deploys_alone(TriWorkshop *workshop, TriStr path, TriStr bytes);

/*
 * Appends the files beside the parameter file `path` whose name makes them its
 * template; of a .bicepparam file what it uses, of a registry from the module cache.
 */
void tri_find_templates(TriWorkshop *workshop, TriStr path, TriStrList *files);

#endif
