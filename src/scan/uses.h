#ifndef TRI_SCAN_USES_H
#define TRI_SCAN_USES_H

#include "lint/lint.h"

/*
 * .bicepparam files of other folders than their templates: they are met by the walk,
 * and handed to the template when it is judged. Those beside a template are found by
 * their names (lint/parameter_files.h).
 */
typedef struct TriUse {
    TriStr template;   /* absolute path of what the file is `using` */
    TriStr parameters; /* its own path, as it was reached */
    const struct TriUnit *unit;
} TriUse;

typedef TRI_LIST(TriUse) TriUses;

/* Appends what the .bicepparam file `path` with `bytes` says, if that is a template in
   another folder; lives in `arena`. */
void tri_uses_note(TriUses *uses, TriArena *arena, TriWorkshop *workshop, TriStr path,
                   TriStr bytes, const struct TriUnit *unit);

/* In the order of templates, and of parameter files. */
void tri_uses_sort(TriUses *uses);

/* Those of the template with the absolute path `template`: how many, from `*first` on,
   of sorted ones. */
size_t tri_uses_of(const TriUses *uses, TriStr template, size_t *first);

#endif
