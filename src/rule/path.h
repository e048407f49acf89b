#ifndef TRI_RULE_PATH_H
#define TRI_RULE_PATH_H

#include "base/error.h"

/* A path of a rule (docs/rule-format.md): names, items and wildcards. */
typedef enum TriSegmentKind {
    TRI_SEGMENT_NAME,
    TRI_SEGMENT_FIELD, /* a name here or, else, in `properties`: of policies only */
    TRI_SEGMENT_INDEX, /* [3] */
    TRI_SEGMENT_ITEMS, /* [*] */
    TRI_SEGMENT_ALL,   /* * */
} TriSegmentKind;

typedef struct TriSegment {
    TriSegmentKind kind;
    TriStr name;
    size_t index;
} TriSegment;

static inline bool tri_segment_is_wildcard(const TriSegment *segment)
{
    return segment->kind == TRI_SEGMENT_ITEMS || segment->kind == TRI_SEGMENT_ALL;
}

typedef struct TriPath {
    TriStr text;
    uint32_t hash;      /* of the text */
    size_t parent_size; /* of the text up to the last name, where all are names; … */
    uint32_t parent_hash; /* … else 0 */
    TriSegment *segments;
    size_t count;
    bool has_wildcard;
} TriPath;

/* Reads `text`, which is borrowed; segments live in `arena`. */
TriStatus tri_path_parse(TriArena *arena, TriStr text, TriPath *path, TriError *error);

/* Whether `path` goes through where `start` leads. */
bool tri_path_begins_with(const TriPath *path, const TriPath *start);

#endif
