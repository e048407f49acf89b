#ifndef TRI_LINT_BOUNDARY_H
#define TRI_LINT_BOUNDARY_H

#include "lint/input.h"

/*
 * How far a template may reach (DESIGN 2): files that it names must stand below the
 * report root or, for a template outside it, also by a link that was named, below its
 * own folder. In a run over several repositories the one that the root template is in
 * takes the place of the report root (scan/repository.h). A template must not make its
 * reader open other files.
 */

/* The folder that what the file at `path` names has to stand below. */
TriStr tri_boundary_of(TriWorkshop *workshop, TriStr path);

/* Whether `path`, absolute, stands below it by its name and behind links. */
bool tri_is_within(TriWorkshop *workshop, TriStr boundary, TriStr path);

/* The file at `path`, absolute, kept from before or read now; TRI_FAILED when it cannot
   be read or, as `is_outside` says then, does not stand below `boundary`. */
TriStatus tri_input_open_within(TriWorkshop *workshop, TriStr boundary, TriStr path,
                                TriInput **input, bool *is_outside, TriError *error);

#endif
