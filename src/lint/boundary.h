#ifndef TRI_LINT_BOUNDARY_H
#define TRI_LINT_BOUNDARY_H

#include "lint/workshop.h"

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

/* The same of the folder that it stands in: all there is to ask unless it is a link. */
bool tri_is_folder_within(TriWorkshop *workshop, TriStr boundary, TriStr path);

#endif
