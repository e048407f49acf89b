#ifndef TRI_REPORT_ESCAPE_H
#define TRI_REPORT_ESCAPE_H

#include "base/text.h"

/*
 * Commands that CI systems read from a log (interfaces.md 2, 4, 5): what comes from a
 * template stays inside its command.
 */
typedef struct TriEscape {
    char c;
    const char *replacement;
} TriEscape;

/* Adds `part` with the characters of `escapes`, which ends with NUL, replaced. */
void tri_add_escaped(TriText *text, TriStr part, const TriEscape *escapes);

/*
 * Adds text of an XML or HTML document, or of an attribute in double quotes: markup
 * taken apart, line ends kept, and what such a document cannot hold replaced.
 */
void tri_add_xml(TriText *text, TriStr part);

#endif
