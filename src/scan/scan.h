#ifndef TRI_SCAN_SCAN_H
#define TRI_SCAN_SCAN_H

#include "base/error.h"
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

/* What to lint and how; the option table of the command line fills it. */
typedef struct TriScanOptions {
    const TriStr *paths; /* files, folders, "-" */
    size_t path_count;
    TriStr stdin_filename; /* empty: none */
    TriStr root;           /* report root; empty: found (interfaces.md 2) */
    const TriStr *parameters;
    size_t parameter_count;
    bool no_parameters;
    TriStr module_cache;  /* of registry modules; empty: where Bicep keeps it */
    TriStr context;       /* a file for the scope functions; empty: none */
    const TriStr *select; /* rule ids and aliases, "ALL"; none: all */
    size_t select_count;
    const TriStr *extend; /* added to what is selected */
    size_t extend_count;
    TriStr config;     /* a file for everything; empty: searched for */
    bool is_isolated;  /* no file at all */
    const TriStr *set; /* KEY=VALUE, on top of files */
    size_t set_count;
    const TriStr *exclude; /* patterns of paths, from the working directory */
    size_t exclude_count;
    const TriStr *include;
    size_t include_count;
    bool force_exclude;    /* named files too */
    const TriStr *outputs; /* files that the reports replace, which are no templates */
    size_t output_count;
    unsigned profile;    /* a TriProfile: the rules without --select; 0: not said */
    const TriStr *rules; /* further rule files, and folders of them */
    size_t rules_count;
    const TriStr *ignore;
    size_t ignore_count;
    const TriLevelChange *levels; /* the last for a rule counts */
    size_t level_count;
    TriLevel undecided;    /* level of undecided results; TRI_LEVEL_COUNT: not said */
    TriLevel fail_on;      /* TRI_LEVEL_COUNT: not said */
    TriLevel min_level;    /* findings below it are not kept; OFF: all are */
    bool tells_files;      /* the run is to have TriRun.tellings */
    TriProgress *progress; /* how far it is; NULL: nobody asks */
    bool show[TRI_KIND_COUNT]; /* results of this kind are reported */
    bool show_suppressed;
    TriStr git_ref; /* a commit: the paths are repositories; empty: files as they are */
    TriStr diff_base; /* a commit: only what its merge base has not; empty: all */
    const TriPathChange *renames;
    size_t rename_count;
    TriPathChange moved;     /* a folder that is elsewhere in this run; empty: none */
    TriStr baseline;         /* a file of known findings; empty: none */
    bool update_baseline;    /* it is written anew, with all findings */
    bool prune_baseline;     /* and without those that are gone */
    bool hashes_lines;       /* results are to have TriResult.line_hash */
    bool tells_rules;        /* the run is to have TriRun.rules … */
    bool tells_all_rules;    /* … with those that it did not look for */
    TriStr today;            /* "YYYY-MM-DD"; empty: asked of the system */
    bool no_suppressions;    /* whatever files say of findings in them */
    bool reports_unused;     /* suppressions */
    bool no_ignore;          /* whatever ignore files say, hidden folders too */
    bool no_prefilter;       /* every file is parsed */
    size_t jobs;             /* workers; 0: one a processor */
    TriShard shard;          /* which part of the run */
    TriStr shard_weights;    /* a file that says what is in which; empty: none */
    bool tells_id;           /* the run is to have TriRun.id */
    bool tells_fingerprints; /* results are to have them; with a baseline they do */
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
 * with a file is in the run instead. `*named_unreadable` tells that a file that
 * was named could not be read or is of a kind that is not supported, which is
 * exit status 2 as well, after the report.
 */
TriStatus tri_scan(TriArena *arena, const TriScanOptions *options, TriRun *run,
                   bool *named_unreadable, TriError *error);

#endif
