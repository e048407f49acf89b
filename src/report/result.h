#ifndef TRI_REPORT_RESULT_H
#define TRI_REPORT_RESULT_H

#include "source/source.h"
#include "tricep/level.h"

/*
 * What a run found out, ready for any report: nothing here points into a
 * template, lines and columns are counted, paths are as shown. A reporter never
 * works out anything that another one could work out differently.
 */
typedef struct TriPlace {
    TriStr path;
    TriPosition start;
    TriPosition end; /* exclusive */
} TriPlace;

typedef struct TriResultRelated {
    TriPlace place;
    TriStr message;
} TriResultRelated;

/* Whether a result is known and put up with, and who says so. */
typedef enum TriSuppressionKind {
    TRI_SUPPRESSED_NOT,
    TRI_SUPPRESSED_IN_SOURCE, /* the file itself */
    TRI_SUPPRESSED_EXTERNAL,  /* a baseline, the merge base, the configuration */
} TriSuppressionKind;

/* Counts of a run, or of what it found in one repository. */
typedef struct TriSummary {
    size_t files;     /* looked at */
    size_t templates; /* that a selected rule looks at */
    size_t resources; /* that a selected rule looks at */
    size_t kinds[TRI_KIND_COUNT];
    size_t suppressed;
    size_t errors; /* unreadable and invalid files */
    /* Findings by level, and files that findings stand in, for the closing line. */
    size_t levels[TRI_LEVEL_COUNT];
} TriSummary;

/* A repository that was looked at. */
typedef struct TriRepository {
    TriStr path; /* "." for the report root */
    TriSummary summary;
} TriRepository;

/* One result per rule, file and span (and, of several, repository), whatever loops,
   module calls and parameter files lead there: `kind` is the worst, `instances` counts
   all. */
typedef struct TriResult {
    TriStr rule;
    TriKind kind;
    TriLevel level; /* OFF for pass and not-deployed */
    TriStr message;
    TriStr help; /* may be empty */
    TriPlace place;
    TriStr line;          /* the text of the line that `place` begins on; of a very long
                             line, the part around it */
    uint32_t line_column; /* the column that `line` begins at, usually 1 */
    TriStr resource_type; /* empty: no resource is concerned */
    TriStr resource_name;
    TriStr pointer;
    TriStr symbol;
    size_t instances[TRI_KIND_COUNT];
    TriStr *parameters; /* the parameter files that give the worst */
    size_t parameter_count;
    TriResultRelated *related;
    size_t related_count;
    TriSuppressionKind suppression;
    TriStr reason;             /* why it is suppressed; may be empty */
    TriStr line_hash;          /* source/line_hash.h; only when a format asks for it */
    TriStr identity;           /* source/finding.h */
    TriStr fingerprint;        /* 32 hexadecimal digits; the same */
    TriRepository *repository; /* whose template leads there; NULL: in a run over
                                  several repositories, none */
} TriResult;

/* Whether it is a finding that readers are to see. */
static inline bool tri_is_finding(const TriResult *result)
{
    return tri_kind_is_finding(result->kind) && result->level != TRI_LEVEL_OFF &&
           result->suppression == TRI_SUPPRESSED_NOT;
}

/* Files that were not analysed, and why. */
#define TRI_FILE_STATUSES(X)                                                           \
    X(UNREADABLE, "unreadable")                                                        \
    X(INVALID, "invalid")                                                              \
    X(NOT_TEMPLATE, "not-template")

typedef enum TriFileStatus {
#define X(id, text) TRI_FILE_##id,
    TRI_FILE_STATUSES(X) TRI_FILE_STATUS_COUNT
#undef X
} TriFileStatus;

const char *tri_file_status_name(TriFileStatus status);

typedef struct TriFileNote {
    TriStr path;
    TriFileStatus status;
    TriStr message;
    bool is_named;             /* on the command line, not found in a folder */
    TriRepository *repository; /* that the file is in, as of a result */
} TriFileNote;

/* Whether it is a named file that could not be read: no finding tells of that. */
static inline bool tri_is_unread(const TriFileNote *note)
{
    return note->status == TRI_FILE_UNREADABLE && note->is_named;
}

/* What reports tell of a rule: of one that results were looked for by, or of a finding
   without a rule file that there is. */
typedef struct TriReportCompliance {
    TriStr framework;
    TriStr control; /* may be empty */
} TriReportCompliance;

typedef struct TriReportRule {
    TriStr id;
    TriStr name;          /* without blanks; may be empty */
    TriStr title;         /* what is wrong, in a sentence */
    TriStr description;   /* why it matters; may be empty, like all that follows */
    TriStr help;          /* what to do */
    TriStr help_markdown; /* all that "tricep explain" tells, as Markdown */
    TriStr url;
    TriLevel level;
    double security_severity; /* negative: none */
    const TriStr *tags;
    size_t tag_count;
    TriReportCompliance *compliance;
    size_t compliance_count;
} TriReportRule;

/* Results of a rule, by kind, whatever is shown of them; suppressed ones are left out.
 */
typedef struct TriRuleCount {
    TriStr rule;
    size_t kinds[TRI_KIND_COUNT];
} TriRuleCount;

/* By path, offset, rule, message; then by what else tells two apart. Repositories are
   in one array, in order of path. */
void tri_sort_results(TriResult *results, size_t count);

/* By path, id and rule. */
void tri_sort_notes(TriFileNote *notes, size_t count);
void tri_sort_rules(TriReportRule *rules, size_t count);
void tri_sort_rule_counts(TriRuleCount *counts, size_t count);

/* More shards are refused. */
#define TRI_MOST_SHARDS 100000

/* Which part of a run this is: one of `count`, from 1; all of it when that is 0. */
typedef struct TriShard {
    size_t index;
    size_t count;
} TriShard;

/* What the parts of a run have in common: digests, as 16 hexadecimal digits each. */
typedef struct TriRunId {
    TriStr options;
    TriStr rules;
    TriStr paths; /* repositories, and the PATHs */
} TriRunId;

typedef struct TriRun {
    TriLevel fail_on;       /* by command line, configuration, default; OFF: never */
    const TriStr *troubles; /* configurations that are wrong, with their places */
    size_t trouble_count;
    const TriStr *remarks; /* what else to say of them */
    size_t remark_count;
    TriRuleCount *rule_counts; /* by rule, in order of the id */
    size_t rule_count_count;
    bool has_baseline;     /* findings were compared with those known before */
    size_t baseline_count; /* entries of the baseline … */
    size_t baseline_met;   /* … of them those that a finding met … */
    size_t baseline_gone;  /* … and those that are gone; about the others the run says
                              nothing */
    /* Sorted by id; only when a format asks for them (TRI_NEEDS_RULES). */
    TriReportRule *rules;
    size_t rule_count;
    TriResult *results; /* in order: path, offset, rule, message; all kinds shown */
    size_t result_count;
    TriFileNote *notes; /* in order of path */
    size_t note_count;
    /* In order of path, those that were looked at; none in a run over only one. */
    TriRepository *repositories;
    size_t repository_count;
    size_t repository_total; /* what other shards look at is counted too */
    TriSummary summary;
    size_t hidden; /* findings below --min-level */
    /* What was made of each file, and what holds; only when asked for. */
    const TriStr *tellings;
    size_t telling_count;
    /* What no report tells, since it is never the same twice. */
    size_t workers;
    size_t read_count; /* files, as often as they were read */
    size_t read_bytes;
    TriShard shard;
    TriRunId id;
    /* Of a shard, in order: templates that are deployed and in none of its units. */
    TriStr *outside;
    size_t outside_count;
} TriRun;

#endif
