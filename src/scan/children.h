#ifndef TRI_SCAN_CHILDREN_H
#define TRI_SCAN_CHILDREN_H

#include "lint/lint.h"

/*
 * Who deploys whom: marks as children the templates that another one of the run
 * deploys. What they say stands with their parents, so their own results do not
 * count. `roots` stand in path order.
 */
void tri_mark_children(TriWorkshop *workshop, TriRoot *const *roots, size_t root_count);

/* Whether what `root` deploys at `path`, absolute, is its child: a repository has no
   say in what is not in it, such as the modules of a registry. */
bool tri_has_a_say(const TriRoot *root, TriStr path);

#endif
