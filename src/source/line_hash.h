#ifndef TRI_SOURCE_LINE_HASH_H
#define TRI_SOURCE_LINE_HASH_H

#include "source/source.h"

/*
 * What GitHub knows a finding again by (interfaces.md 3.4): for each line of a file a
 * hash of it and of what follows, which moves with the line. Made for all lines in one
 * go, in time linear in the file.
 */
typedef struct TriLineHashes {
    uint64_t *values;
    uint32_t *occurrences; /* how often the value was given out so far, this included */
    size_t count;
} TriLineHashes;

TriLineHashes tri_line_hashes(TriArena *arena, const TriSource *source);

/* "HASH:OCCURRENCE" of a line, counted from 1; empty when there is no such line. */
TriStr tri_line_hash(TriArena *arena, const TriLineHashes *hashes, size_t line);

#endif
