#ifndef TRI_CLI_TERMINAL_H
#define TRI_CLI_TERMINAL_H

#include "cli/options.h"

/* Whether `descriptor` is a terminal that can do more than take lines (TERM). */
bool tri_is_terminal(int descriptor);

/*
 * Whether text on `descriptor` is coloured: `when`, if it is not auto; else
 * NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR and TERM say, and whether it is a terminal.
 */
bool tri_has_color(TriWhen when, int descriptor);

/* Columns of the terminal on `descriptor` (COLUMNS wins); 0 when unknown. */
int tri_terminal_width(int descriptor);

#endif
