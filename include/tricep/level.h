#ifndef TRICEP_LEVEL_H
#define TRICEP_LEVEL_H

#include <stdbool.h>

/*
 * The words every report uses. A level says how bad a finding is; a kind says
 * what was found out. Only fail and undecided are findings.
 */
#define TRI_LEVELS(X)                                                                  \
    X(OFF, "off")                                                                      \
    X(INFO, "info")                                                                    \
    X(WARNING, "warning")                                                              \
    X(ERROR, "error")

/* From bad to good: of several instances of one place, the first kind counts. */
#define TRI_KINDS(X)                                                                   \
    X(FAIL, "fail")                                                                    \
    X(UNDECIDED, "undecided")                                                          \
    X(PASS, "pass")                                                                    \
    X(NOT_DEPLOYED, "not-deployed")

typedef enum TriLevel {
#define X(id, text) TRI_LEVEL_##id,
    TRI_LEVELS(X) TRI_LEVEL_COUNT
#undef X
} TriLevel;

typedef enum TriKind {
#define X(id, text) TRI_KIND_##id,
    TRI_KINDS(X) TRI_KIND_COUNT
#undef X
} TriKind;

/* The word for a level or a kind; never NULL. */
const char *tri_level_name(TriLevel level);
const char *tri_kind_name(TriKind kind);

bool tri_kind_is_finding(TriKind kind);

/* What a run can fail from, by level, then NULL: "never" for OFF. */
extern const char *const tri_fail_levels[TRI_LEVEL_COUNT + 1];

#endif
