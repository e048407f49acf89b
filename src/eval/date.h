#ifndef TRI_EVAL_DATE_H
#define TRI_EVAL_DATE_H

#include "base/text.h"

/*
 * A moment: ticks of 100 ns since the beginning of year 1, UTC. Years 1 to 9999
 * can be told; tri_date_is_valid says whether a moment is within them.
 */
typedef int64_t TriTicks;

#define TRI_TICKS_A_SECOND 10000000LL

/* 1970-01-01T00:00:00Z. */
#define TRI_TICKS_EPOCH 621355968000000000LL

bool tri_date_is_valid(TriTicks moment);

typedef struct TriDate {
    TriTicks moment;
    bool is_iso; /* written with a T, or without a time */
} TriDate;

/*
 * Reads ISO 8601 (also without separators, and with a blank for the T) and
 * month/day/year; a time zone is applied. False when it is none of these.
 */
bool tri_date_parse(TriStr text, TriDate *date);

/* Reads an ISO 8601 duration, maybe negative. A year counts 365 days, a month 30. */
bool tri_duration_parse(TriStr text, TriTicks *duration);

/* The day it is, in UTC, as "YYYY-MM-DD". */
TriStr tri_date_today(TriArena *arena);

/* Adds the date by a standard or custom format of .NET; false when it is none. */
bool tri_date_format(TriText *text, TriTicks moment, TriStr format);

#endif
