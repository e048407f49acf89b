#ifndef TRI_RULE_READER_H
#define TRI_RULE_READER_H

#include "base/error.h"
#include "base/list.h"
#include "eval/value.h"
#include "rule/operators.h"
#include "source/lines.h"
#include "json/document.h"

#include <stddef.h>

/* Reads the objects of rule files by tables of their members. */
typedef struct TriReader {
    TriArena *arena;
    const TriJson *json;
    TriLines *lines; /* of its text, for places that are asked for often */
    TriError *error;
    unsigned depth; /* of conditions and values */
    TriMap types;   /* lists of types read before: what is the same is shared */
} TriReader;

/* Sets the error to what is wrong at `node`, with file, line and column. */
TriStatus tri_reader_wrong(const TriReader *reader, const TriJsonNode *node,
                           const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reads `text` as JSON and lets `work` read that; what is no JSON is an error. */
typedef TriStatus TriReadFile(TriReader *reader, void *context);

TriStatus tri_read_file(TriArena *arena, TriStr path, TriStr text, TriReadFile *work,
                        void *context, TriError *error);

/* A member: its value is read into the object at `offset`. */
typedef TriStatus TriReadMember(TriReader *reader, const TriJsonNode *value,
                                void *target);

typedef struct TriField {
    TriStr name;
    TriReadMember *read;
    size_t offset;
    bool is_required;
} TriField;

#define TRI_FIELD(name, type, member, read)                                            \
    {                                                                                  \
        TRI_STR_INIT(name), (read), offsetof(type, member), false                      \
    }

#define TRI_REQUIRED(name, type, member, read)                                         \
    {                                                                                  \
        TRI_STR_INIT(name), (read), offsetof(type, member), true                       \
    }

/* A member whose reader gets the whole object. */
#define TRI_WHOLE(name, read)                                                          \
    {                                                                                  \
        TRI_STR_INIT(name), (read), 0, false                                           \
    }

/* Reads a member that no field names: its key node is given. */
typedef TriStatus TriReadOther(TriReader *reader, const TriJsonNode *name,
                               void *object);

typedef struct TriShape {
    const char *what; /* in messages: "a rule" */
    const TriField *fields;
    size_t field_count;
    TriReadOther *other; /* NULL: any other member is an error */
} TriShape;

#define TRI_SHAPE(what, fields, other)                                                 \
    {                                                                                  \
        (what), (fields), sizeof(fields) / sizeof *(fields), (other)                   \
    }

/* Reads `node` into `object`; a member that stands twice, or is none, is an error. */
TriStatus tri_read_object(TriReader *reader, const TriJsonNode *node,
                          const TriShape *shape, void *object);

/* The error for a member that is none, with the nearest name of the shape's and of
   `operators`. */
TriStatus tri_reader_unknown(const TriReader *reader, const TriJsonNode *name,
                             const TriShape *shape, const TriOperator *operators,
                             size_t count);

/* Values: of a TriStr, bool, double, TriLevel, TriPath, TriTypes, TriStrs, TriValue. */
TriReadMember tri_read_text;
TriReadMember tri_read_bool;
TriReadMember tri_read_number;
TriReadMember tri_read_level;
TriReadMember tri_read_path;
TriReadMember tri_read_types;
TriReadMember tri_read_value;
TriReadMember tri_read_profiles; /* a set of TriProfile */

/* A string, or an array of strings. */
TriStatus tri_read_texts(TriReader *reader, const TriJsonNode *node, TriStr **texts,
                         size_t *count);

/* One of `words`: its place in the list. */
TriStatus tri_read_word(TriReader *reader, const TriJsonNode *node, const TriStr *words,
                        size_t count, size_t *place);

/* Passes over a value that is for people, or for other programs. */
TriReadMember tri_read_nothing;

/* Keeps the node, in a pointer to one. */
TriReadMember tri_read_node;

/* A condition of which nothing is said yet, in the arena of the reader. */
TriCondition *tri_new_condition(TriReader *reader, TriConditionKind kind);

/* A condition, into a pointer to one. */
TriReadMember tri_read_condition;

#endif
