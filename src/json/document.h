#ifndef TRI_JSON_DOCUMENT_H
#define TRI_JSON_DOCUMENT_H

#include "source/finding.h"
#include "source/source.h"

/*
 * A JSON text as a tree, read as Azure reads it: comments, trailing commas, line
 * breaks inside strings and duplicate names are accepted (arm-language.md 1).
 * Member order, duplicate names and positions are kept, because findings point
 * back into the text.
 *
 * The nodes of a document stand in one array in document order; the children of
 * a node follow it. A member is a string node, its name, with the value node
 * behind it. Nodes borrow their text from the source.
 */
typedef enum TriJsonType {
    TRI_JSON_NULL,
    TRI_JSON_BOOL,
    TRI_JSON_NUMBER,
    TRI_JSON_STRING,
    TRI_JSON_ARRAY,
    TRI_JSON_OBJECT,
} TriJsonType;

typedef struct TriJsonNode {
    uint32_t start;  /* byte offsets in the text, quotes and brackets included */
    uint32_t end;    /* exclusive */
    uint32_t count;  /* members or items */
    uint32_t extent; /* nodes from this one to the next that is not inside it */
    uint8_t type;    /* TriJsonType */
    bool has_escape; /* a string that is not its own text between the quotes */
} TriJsonNode;

typedef struct TriJson {
    const TriSource *source;
    const TriJsonNode *root;
    bool has_comments;
} TriJson;

/* Deeper nesting is refused; nothing in the field comes near it. */
#define TRI_JSON_DEPTH_LIMIT 1000

/*
 * Reads `source`. Nodes go to the end of `nodes`, an arena that holds nothing
 * else, so that they are one array that grows in place; scratch space is taken
 * from `scratch`. A text that is not JSON, is nested too deep or has too many
 * values is reported to `sink` as one parse-error with its place; `root` is NULL
 * then and `nodes` as before. Takes time linear in the text, whatever it holds.
 */
TriJson tri_json_parse(TriArena *nodes, TriArena scratch, const TriSource *source,
                       TriSink *sink);

/* A node's text as written, without quotes if it is a string. */
static inline TriStr tri_json_raw(const TriJson *json, const TriJsonNode *node)
{
    size_t quote = node->type == TRI_JSON_STRING;

    return tri_str(json->source->text.data + node->start + quote,
                   node->end - node->start - 2 * quote);
}

/* Takes a piece of a string's value off the front of its text between the quotes, which
   must not be empty: all up to the next escape as it is, or an escape, decoded into
   `buffer`. */
TriStr tri_json_take_piece(TriStr *rest, char buffer[4]);

/* The value of a string that has an escape. */
TriStr tri_json_decode(TriArena *arena, const TriJson *json, const TriJsonNode *node);

/* A string's value, escapes decoded into `arena` where it has any. Lone
   surrogates become three bytes. */
static inline TriStr tri_json_string(TriArena *arena, const TriJson *json,
                                     const TriJsonNode *node)
{
    return node->has_escape ? tri_json_decode(arena, json, node)
                            : tri_json_raw(json, node);
}

/* Whether a string's value is `name`, compared without case. */
bool tri_json_is(const TriJson *json, const TriJsonNode *node, TriStr name);

bool tri_json_bool(const TriJson *json, const TriJsonNode *node);

/* True, with the value, for a number without fraction or exponent that fits. */
bool tri_json_int(const TriJson *json, const TriJsonNode *node, int64_t *value);

/* Any number; one beyond the range is the largest there is. */
double tri_json_double(const TriJson *json, const TriJsonNode *node);

static inline TriSpan tri_json_span(const TriJson *json, const TriJsonNode *node)
{
    return (TriSpan){ json->source, node->start, node->end };
}

/* The value of member `name`, compared without case; the last of several. NULL
   when there is none, or `object` is NULL or no object. */
const TriJsonNode *tri_json_find(const TriJson *json, const TriJsonNode *object,
                                 TriStr name);

/* The same for `count` names in one go: found[i] is the value of names[i]. */
void tri_json_find_all(const TriJson *json, const TriJsonNode *object,
                       const TriStr *names, const TriJsonNode **found, size_t count);

/* The name in front of a member's value. */
#define tri_json_name(value) ((value)-1)

/* Loops over the names of an object (the value is name + 1), or the items of an
   array. */
#define tri_json_each_member(name, object)                                             \
    for (const TriJsonNode *name = (object) + 1,                                       \
                           *end_of_##name = (object) + (object)->extent;               \
         name < end_of_##name; name += 1 + name[1].extent)
#define tri_json_each_item(item, array)                                                \
    for (const TriJsonNode *item = (array) + 1,                                        \
                           *end_of_##item = (array) + (array)->extent;                 \
         item < end_of_##item; item += item->extent)

/* A quick look: false when no two members of an object have one name, in whatever case;
   true when it is not plain to see. */
bool tri_json_may_repeat(const TriJson *json, const TriJsonNode *object);

/* More duplicates in one call are not reported. */
#define TRI_JSON_DUPLICATE_LIMIT 1000

/*
 * Reports every member of an object in `node` that has the name of an earlier one
 * as duplicate-member, at the later name with the earlier one as related place.
 * Names differ when their case does; who knows that a name is ARM's own compares
 * without case (arm/lower.c). Beyond the limit, one limit-exceeded says so.
 */
void tri_json_report_duplicates(TriArena scratch, const TriJson *json,
                                const TriJsonNode *node, TriSink *sink);

#endif
