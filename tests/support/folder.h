#ifndef TRI_TESTS_SUPPORT_FOLDER_H
#define TRI_TESTS_SUPPORT_FOLDER_H

#include "base/file.h"

/*
 * A folder in the file system for one test, which works in it: relative paths
 * stand below it.
 */

/* Makes the folder and goes there. Ends the test when that fails. */
void folder_open(void);

/* Takes the folder away with all that is in it. */
void folder_close(void);

/* A file, or a folder when `path` ends in a slash; the folders above it too. */
void folder_add(TriArena *arena, const char *path, const char *text);

#endif
