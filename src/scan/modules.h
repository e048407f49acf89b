#ifndef TRI_SCAN_MODULES_H
#define TRI_SCAN_MODULES_H

#include "base/list.h"
#include "base/str.h"

/*
 * Appends the files that a Bicep text names as modules, as paths made of `folder`, the
 * absolute one that it stands in. Read off the text without parsing it: what it misses
 * is only found out later to be a module, what it takes for one and is none as well.
 */
void tri_find_modules(TriArena *arena, TriStr folder, TriStr text, TriStrList *modules);

#endif
