#ifndef TRI_SCAN_SCAN_H
#define TRI_SCAN_SCAN_H

#include "base/error.h"
#include "base/list.h"
#include "report/result.h"
#include "scan/progress.h"

/* Another level for a rule or a finding without one. */
typedef struct TriLevelChange {
    TriStr rule; /* id or alias */
    TriLevel level;
} TriLevelChange;

/* A file that is told by another name. */
typedef struct TriPathChange {
    TriStr from; /* as reports show it */
    TriStr to;
} TriPathChange;

typedef TRI_LIST(TriPathChange) TriPathChangeList;

/* What is reported: results by kind, and those that are suppressed. */
enum { TRI_SHOW_SUPPRESSED = TRI_KIND_COUNT, TRI_SHOW_COUNT };

/* What to lint and how. The table of options (cli/option_table.c) sets the members;
   where it says otherwise, who starts the run does. */
typedef struct TriScanOptions {
    TriStrList paths;      /* files, folders, "-"; set by who starts the run */
    TriStr stdin_filename; /* empty: none */
    TriStr root;           /* report root; empty: found (interfaces.md 2) */
    TriStrList parameters; /* files, each one deployment */
    bool no_parameters;
    TriStr module_cache; /* of registry modules; empty: where Bicep keeps it */
    TriStr context;      /* a file for the scope functions; empty: none */
    TriStr config;       /* a file for everything; empty: searched for */
    bool is_isolated;    /* no file at all */
    TriStrList set;      /* KEY=VALUE, on top of files */
    TriStrList exclude;  /* patterns of paths, from the working directory */
    TriStrList include;
    bool force_exclude; /* named files too */
    bool no_ignore;     /* whatever ignore files say, hidden folders too */
    bool no_prefilter;  /* every file is parsed */
    TriStr git_ref; /* a commit: the paths are repositories; empty: files as they are */

    TriStrList rules;  /* further rule files, and folders of them */
    unsigned profile;  /* a TriProfile: the rules without --select; 0: not said */
    TriStrList select; /* rule ids and aliases, "ALL"; none: all */
    TriStrList extend; /* added to what is selected */
    TriStrList ignore;
    TRI_LIST(TriLevelChange) levels; /* the last for a rule counts */
    TriLevel undecided;   /* level of undecided results; TRI_LEVEL_COUNT: not said */
    TriLevel fail_on;     /* OFF: never; TRI_LEVEL_COUNT: not said */
    TriStr today;         /* "YYYY-MM-DD"; empty: asked of the system */
    bool no_suppressions; /* whatever files say of findings in them */
    bool reports_unused;  /* suppressions */
    TriStr baseline;      /* a file of known findings; empty: none */
    bool update_baseline; /* it is written anew, with all findings */
    bool prune_baseline;  /* and without those that are gone */
    TriStr diff_base;     /* a commit: only what its merge base has not; empty: all */

    TriLevel min_level; /* findings below it are not kept; OFF: all are */
    bool show[TRI_SHOW_COUNT];
    size_t jobs;          /* workers; 0: one a processor */
    TriShard shard;       /* which part of the run */
    TriStr shard_weights; /* a file that says what is in which; empty: none */
    bool tells_files;     /* the run is to have TriRun.tellings */

    /* From here on set by who starts the run: what reports need … */
    bool tells_rules;     /* TriRun.rules … */
    bool tells_all_rules; /* … with those that it did not look for: an option, too */
    bool tells_id;        /* TriRun.id */
    bool
        tells_fingerprints; /* TriResult.fingerprint; with a baseline results have it */
    bool hashes_lines;      /* TriResult.line_hash */
    TriStrList outputs;     /* files that they replace, which are no templates */
    TriProgress *progress;  /* how far it is; NULL: nobody asks */

    /* … and what tells a run over a commit from one over the disk. */
    TriPathChangeList renames;
    TriPathChange moved; /* a folder that is elsewhere in this run; empty: none */
    TriStr extracted; /* the paths were taken from this commit; empty: they were not */
} TriScanOptions;

/* What `path`, one of the paths, names: of "-" the file that it stands for, or empty.
 */
static inline TriStr tri_scan_named(const TriScanOptions *options, TriStr path)
{
    return tri_str_eq(path, TRI_STR("-")) ? options->stdin_filename : path;
}

/*
 * Lints what the options name. Everything in `run` lives in `arena`. TRI_FAILED,
 * with a message, when the options cannot be carried out (exit status 2); trouble
 * with a file is in the run instead, and there is a report all the same.
 */
TriStatus tri_scan(TriArena *arena, const TriScanOptions *options, TriRun *run,
                   TriError *error);

#endif
