#ifndef TRI_BASE_LEAVINGS_H
#define TRI_BASE_LEAVINGS_H

#include "base/str.h"

/*
 * A file that is on the disk for a while only: it goes too when the program ends before
 * its time, by SIGINT, SIGTERM or SIGHUP, or for want of memory. There is one at a
 * time. Signals wait between hold and release, so that nothing is made without being
 * noted. For one thread.
 */
void tri_leavings_hold(void);
void tri_leavings_release(void);

/* Notes the file at `path`. */
void tri_leavings_note(TriStr path);

/* It is gone, or is to stay. */
void tri_leavings_forget(void);

/* Removes what is noted. May be called by a signal handler. */
void tri_leavings_remove(void);

#endif
