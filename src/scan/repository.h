#ifndef TRI_SCAN_REPOSITORY_H
#define TRI_SCAN_REPOSITORY_H

#include "lint/collect.h"
#include "lint/workshop.h"
#include "scan/shard.h"

#include <pthread.h>
#include <stdatomic.h>

/*
 * What a run consists of: repositories, which are work trees of git known by their
 * `.git` (a folder, or a file in worktrees), and what lies below a PATH in none.
 *
 * A repository belongs whole to one unit, its submodules and whatever else is inside
 * with it. It begins at the topmost `.git` at or below a PATH; where the PATH itself
 * lies deeper inside a work tree, a folder `.git` below it begins another one.
 *
 * When all PATHs are in one repository, that is at home: what its templates name may
 * lie anywhere below the report root. Of any other repository templates reach nothing
 * outside of it, so no repository has a say in another, whatever lies beside it.
 */
typedef struct TriUnit {
    TriStr folder; /* absolute, without links */
    TriStr name;   /* absolute, as it was reached */
    TriStr path;   /* as reports show it; "." for the report root */
    bool is_repository;
    bool is_closed;      /* its templates reach nothing outside */
    bool is_left_out;    /* another shard judges it */
    atomic_size_t files; /* looked at */
    TriCollector collector;
    TriRepository *told; /* in reports, which tell several apart; NULL: not told */
} TriUnit;

typedef struct TriUnits {
    pthread_mutex_t mutex;
    TriArena arena;
    TriWorkshop *workshop; /* for paths; nobody else's while workers run */
    const TriShardPlan *plan;
    TriMap by_folder;         /* by both names */
    TriMap around;            /* units by folders that were asked about */
    TRI_LIST(TriUnit *) list; /* in the order they were met */
    const TriUnit *home;
    bool is_settled;
} TriUnits;

/* Opens the book of units, empty. `plan` says who judges what. */
void tri_units_open(TriUnits *units, TriWorkshop *workshop, const TriShardPlan *plan);

/* The repository that `folder`, absolute, is in; NULL: none. `given` is how it was
   reached. */
TriUnit *tri_unit_around(TriUnits *units, TriStr folder, TriStr given);

/* The unit of what is in no repository: a folder that was named, and for named files
   the working directory. */
TriUnit *tri_unit_plain(TriUnits *units, TriStr folder, TriStr given);

/* To be called once the units around all PATHs are known. */
void tri_units_settle(TriUnits *units);

/* The repository that begins in `folder`; for several workers. */
TriUnit *tri_unit_begin(TriUnits *units, TriStr folder, TriStr given);

/* The unit that the file `path`, absolute, is in, once all are known; NULL: none. */
TriUnit *tri_unit_of(const TriUnits *units, TriStr path);

/* Whether `path`, absolute, lies in the folder of the unit. */
bool tri_unit_has(const TriUnit *unit, TriStr path);

/* To be called once all files were visited: puts units in order of path, and tells
   `run` of repositories, if there are several. */
void tri_units_tell(TriUnits *units, TriRun *run);

#endif
