#ifndef TRI_SCAN_RUN_H
#define TRI_SCAN_RUN_H

#include "lint/lint.h"
#include "scan/baseline.h"
#include "scan/config.h"
#include "scan/diff_base.h"
#include "scan/finish.h"
#include "scan/modules.h"
#include "scan/repository.h"
#include "scan/scan.h"
#include "scan/settings.h"
#include "scan/shard.h"
#include "scan/uses.h"
#include "scan/walk.h"

/* The state of a run, shared by the files that carry it out. */
typedef TRI_LIST(TriRoot *) TriRootList;

/* A Bicep file that is judged once it is known whether another one deploys it. */
typedef struct TriWaiting {
    TriStr path;
    TriUnit *unit;
    const TriSettings *settings;
} TriWaiting;

/* Memory of one worker: for files, and for what was found. */
typedef struct TriStation {
    TriWorkshop workshop;
    TriArena results;
    TriRootList roots; /* of those found, the ones that something can be said of */
    TRI_LIST(TriWaiting) waiting;
    TriStrList modules;  /* that the ones that wait name */
    TriUses uses;        /* that found parameter files say */
    TriStrList tellings; /* --verbose */
    size_t file_count;
} TriStation;

/* One run. */
typedef struct TriScan {
    TriArena *arena;
    const TriScanOptions *options;
    TriError *error;
    TriWorkshop workshop; /* for paths, and files about the whole run */
    TriRules rules;       /* all there are … */
    TriRules looked_for;  /* … and, in the end, those that some settings select */
    TriLinter linter;     /* what no configuration changes */
    TriSettingsBook book;
    const TriConfig *config; /* of the run, or NULL */
    TriPatterns exclude;
    TriPatterns include;
    TriRootList roots;
    TRI_LIST(TriWaiting) waiting; /* for the workers */
    TriUses uses;
    size_t first;  /* of the roots that the workers are at */
    TriMap places; /* of roots by absolute path, from 1; for parameter files */
    TriNoteList notes;
    TriBaseline baseline;
    TriCommit base;     /* of --diff-base … */
    TriBaseline before; /* … and what it has */
    TriShardPlan plan;
    TriUnits units;
    TriCollector plain; /* of what is in no repository */
    TriStation *stations;
    size_t station_count;
    size_t file_count;
} TriScan;

/* ---- files (visit.c) ---- */

/* For the walk: reads a file, asks whether it is of interest, and judges it or lets it
   wait. */
TriVisit tri_scan_visit;

/* Judges a file of the disk, whose bytes may be at hand, else NULL; what can be said of
   it goes to the worker's roots. */
void tri_scan_lint_found(TriScan *scan, TriStation *station, const TriFoundFile *file,
                         const TriStr *bytes, TriStr trouble);

/* ---- Bicep files that may be modules (waiting.c) ---- */

/* Keeps the path of the file and the modules that `bytes` names. */
void tri_scan_let_wait(TriStation *station, const TriFoundFile *file, TriStr bytes);

/* Judges those that nobody deploys. */
void tri_scan_lint_waiting(TriScan *scan);

/* One that is deployed is a root all the same: a parameter file may mean it. */
void tri_scan_add_deployed(TriScan *scan);

/* ---- workers (workers.c) ---- */

/* Copies `root` into `arena`, where it stays. */
void tri_add_root(TriArena *arena, TriRootList *roots, TriRoot root);

void tri_scan_open_stations(TriScan *scan);

/* What was found needs none of the files any more: their memory is there for it. */
void tri_scan_close_workshops(TriScan *scan);

/* Standard input, then what is named and found; the roots are in the order of paths. */
TriStatus tri_scan_lint_all(TriScan *scan);

/* Judges the roots from number `first` on, and puts all in order. */
void tri_scan_lint_added(TriScan *scan, size_t first);

/* ---- parameter files that were named (named_parameters.c) ---- */

/* Judges the templates that they mean. */
void tri_scan_follow_parameters(TriScan *scan);

/* ---- shards (reach.c) ---- */

/* TRI_FAILED for options that are about all of a run, or about one template of it. */
TriStatus tri_scan_check_shard(const TriScanOptions *options, TriError *error);

/* TRI_FAILED when a template reaches one that another shard judges. */
TriStatus tri_scan_check_reaches(TriScan *scan);

/* The files outside of all units that were reached. */
void tri_scan_tell_outside(TriScan *scan, TriRun *run);

/* ---- the end (outcome.c, tell.c, beyond.c) ---- */

/* Entries of the baseline that the run says nothing about are kept: of rules that were
   not looked for, of files that could not be read, of files that are there but were not
   among the PATHs. */
void tri_scan_keep_beyond(TriScan *scan, const TriRun *run);

/* Of the baseline that is written anew, the entries of files that could not be read are
   kept as they were. TRI_FAILED when it cannot be read: they would be lost. */
TriStatus tri_scan_keep_unread(TriScan *scan, const TriRun *run);

/* A note that a file is no template, or cannot be read. */
void tri_scan_note(TriScan *scan, const TriRoot *root, TriFileStatus status,
                   TriStr message);

/* Puts together what the workers found. */
TriStatus tri_scan_put_together(TriScan *scan, TriRun *run);

/* Adds what reports do not tell: troubles, remarks, files one by one, the work done. */
void tri_scan_tell(TriScan *scan, TriRun *run);

#endif
