#ifndef TRI_BASE_NUMBER_H
#define TRI_BASE_NUMBER_H

#include "base/str.h"

/*
 * Reads all of `text` as a decimal integer with an optional sign. False when it
 * is anything else or does not fit 64 bits; `*value` is untouched then.
 */
bool tri_parse_int(TriStr text, int64_t *value);

/* How many days a month has, 1 to 12. */
int64_t tri_days_in_month(int64_t year, int64_t month);

/* Whether `text` is a day that there is, as YYYY-MM-DD, of the years 1 to 9999; those
   compare as texts do. */
bool tri_is_day(TriStr text);

/* Reads all of `text` as a JSON number (sign, digits, fraction, exponent); false
   when it is anything else. Independent of the locale. */
bool tri_parse_double(TriStr text, double *value);

/*
 * The shortest text that reads back as `value`, with a fraction or an exponent
 * so that it stays a float: 3 is "3.0". At most 32 bytes are written to
 * `buffer`; returns how many.
 */
size_t tri_print_double(double value, char buffer[32]);

#endif
