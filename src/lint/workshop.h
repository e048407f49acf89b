#ifndef TRI_LINT_WORKSHOP_H
#define TRI_LINT_WORKSHOP_H

#include "base/file.h"
#include "base/map.h"

/*
 * The memory of a worker, and where it works. What is worked out about one root
 * template is forgotten before the next; files are kept for a while (lint/input.h).
 */
typedef struct TriWorkshop {
    TriArena arena;      /* about the root template at hand; but for … */
    TriArena found;      /* … what was found out of it, beside what is kept */
    TriArena files;      /* what files hold, but for … */
    TriArena nodes;      /* … JSON nodes, one array a file */
    TriMap inputs;       /* files that are kept, by absolute path: TriInput */
    TriMap parsed;       /* JSON files by the address of their source: TriInput */
    bool has_bicep;      /* Bicep is among the files that are kept */
    size_t root_number;  /* of the root template at hand, from 1 */
    TriArena scratch;    /* nothing that is kept: to be handed on as a copy */
    TriArena judging;    /* answers of one rule about one resource */
    TriArena places;     /* of the resource that is judged (rule/places.h) */
    TriArena trials;     /* evaluations that look for a witness (witness.c) */
    TriArena listings;   /* of folders, which outlive a reset; … */
    TriMap folders;      /* … by the path of the folder (parameter_files.c); … */
    TriMap resolved;     /* folders without links, by their path (boundary.c); … */
    TriMap templates;    /* what .bicepparam files are for, by their path; … */
    TriMap registries;   /* … and whether modules were restored (module_cache.c) */
    TriStr module_cache; /* of registry modules; empty: where Bicep keeps it */
    TriMap imports;      /* files that were imported from, by absolute path */
    TriMap configs; /* bicepconfig.json, by its path and by folders that it holds for */
    TriMap no_configs; /* paths where there is none */
    TriStr root;       /* report root, absolute */
    TriStr directory;  /* working directory, absolute */
    size_t read_count; /* files that were read, and … */
    size_t read_bytes; /* … how much that was */
    TriStr boundary;   /* takes the place of the root in boundary.h, if not empty */
} TriWorkshop;

/* Whether a folder is the top of a git work tree. */
bool tri_has_git(TriArena scratch, TriStr folder);

/*
 * The folder that reported paths are relative to and that links stay below: `named`,
 * or, when that is empty, the top of the git work tree around the working directory
 * `directory`, else that itself.
 */
TriStatus tri_report_root(TriArena *arena, TriStr named, TriStr directory, TriStr *root,
                          TriError *error);

TriWorkshop tri_workshop_open(TriStr root, TriStr directory);
void tri_workshop_close(TriWorkshop *workshop);

/* Ends a root template: forgets all about it, and the files too when they are many.
   Memory beyond a few MiB goes back to the system. */
void tri_workshop_reset(TriWorkshop *workshop);

/* Forgets the files as well, and gives all memory of them, and of the root template,
   back to the system. */
void tri_workshop_forget(TriWorkshop *workshop);

/* Before a root template: forgets the files, if both they and `text`, which was read
   last and goes elsewhere then, are large. */
void tri_workshop_make_room(TriWorkshop *workshop, TriStr *text);

/* All that was read and worked out, in bytes. */
size_t tri_workshop_used(const TriWorkshop *workshop);

/* Stands for the home folder, which is another one on every machine. */
#define TRI_HOME "~"

/* The name that reports give to `path`: relative to the root when it is below it,
   else as it was reached; a restored module begins with TRI_HOME. */
TriStr tri_shown_path(TriWorkshop *workshop, TriStr path);

/* Absolute, without "." and "..". */
TriStr tri_absolute_path(TriWorkshop *workshop, TriStr path);

#endif
