#ifndef TRI_REPORT_COLUMNS_H
#define TRI_REPORT_COLUMNS_H

#include "base/text.h"

/*
 * Text of a template on a screen: what is printed for a character that does not
 * print, and how many columns a text takes then.
 */

/*
 * True for what must not reach a screen or a log as it is: control characters,
 * what ends a line for some readers, what shows text in another order than it
 * has or does not show at all, and surrogates, which are no UTF-8.
 */
bool tri_is_unprintable(uint32_t code);

/* Appends `part`: a tab as four blanks, a control character as its picture. */
void tri_add_source(TriText *text, TriStr part);

/* Columns that `part` takes so. */
size_t tri_columns(TriStr part);

/* As much of the start (the end) of `part` as `columns` have room for. */
TriStr tri_keep_start(TriStr part, size_t columns);
TriStr tri_keep_end(TriStr part, size_t columns);

#endif
