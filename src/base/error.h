#ifndef TRI_BASE_ERROR_H
#define TRI_BASE_ERROR_H

#include "base/str.h"

/*
 * Trouble with the file system, an option, a configuration or a rule file:
 * handed up unchanged to whoever asked. Trouble with a template is a finding
 * (source/finding.h), not an error.
 */
typedef enum TriStatus {
    TRI_OK,
    TRI_FAILED,
} TriStatus;

typedef struct TriError {
    TriArena *arena;
    TriStr message; /* of several things that are wrong, a line each */
} TriError;

/* Sets the message and returns TRI_FAILED, so that a caller can return it. */
TriStatus tri_fail(TriError *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same for one of several things that are wrong independently of each other: adds
   the message of `other`, a line or several. Of very many the first are told. */
TriStatus tri_fail_also(TriError *error, const TriError *other);

/* Whether what is added is told no more. */
bool tri_error_is_full(const TriError *error);

#endif
