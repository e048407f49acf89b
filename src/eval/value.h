#ifndef TRI_EVAL_VALUE_H
#define TRI_EVAL_VALUE_H

#include "base/map.h"
#include "expr/expr.h"
#include "model/template.h"

#include <assert.h>

/*
 * What an expression evaluates to: a value of the template language, or unknown.
 *
 * Values are small and passed by value. Arrays and objects share their items;
 * nothing is changed once it is made. Items and members may be deferred, that
 * is, evaluated when first asked for: always read them with tri_array_item and
 * tri_object_value, which give them evaluated.
 *
 * A value that cannot be known before deployment is unknown, with the reason. An
 * array or object may be known in part: items may be unknown, and an open object
 * or array may have further ones that nobody knows.
 *
 * A secure value, and all that is made of one, is never printed. Of a secure array or
 * object that goes for the items, the members and their names, though these need not
 * say so themselves: tri_eval_part and tri_eval_member give them as secure. An object
 * that has a secure value as the name of a member is secure. One that is secure for
 * another's sake, which it was merged with, may tell its names.
 */
enum {
    TRI_UNKNOWN = 128,
    TRI_LAMBDA = 256,   /* only as an argument */
    TRI_DEFERRED = 512, /* only inside arrays and objects */
};

/* Why a value is unknown. */
typedef enum TriReason {
    TRI_REASON_NO_VALUE,    /* a parameter that nobody gave a value */
    TRI_REASON_RUNTIME,     /* only Azure can answer */
    TRI_REASON_SECRET,      /* from a key vault */
    TRI_REASON_NOT_ON_DISK, /* a file that is not here */
    TRI_REASON_ERROR,       /* the expression is wrong */
    TRI_REASON_BUDGET,      /* one of our limits was met */
    TRI_REASON_UNSUPPORTED, /* this program cannot do it */
} TriReason;

typedef struct TriValue TriValue;
typedef struct TriArray TriArray;
typedef struct TriObject TriObject;
typedef struct TriThunk TriThunk;
typedef struct TriClosure TriClosure;

typedef struct TriUnknown {
    TriReason reason;
    unsigned type; /* set of TriType it can turn out to be */
    TriStr why;    /* one line: "parameter 'p' has no value" */
    TriSpan span;  /* where that stands */
    /* The text that a parameter file has for it, with a placeholder in it; else empty.
       Nobody deploys that text, but everybody can read it. */
    TriStr written;
    /* Every value it can be, where they are finitely many; else NULL. Of a member that
       some of them lack (tri_eval_member), kind 0 is among them, and among branches. */
    const TriValue *choices;
    size_t choice_count;
    /* NULL, or what chooses says it is one of: as choices, of which some are not known,
       and each is secure or not by itself (tri_value_branches). */
    const struct TriUnknown *either;
} TriUnknown;

/*
 * What is left of an expression when everything known was put in: a call of
 * `function`, or an access arguments[0][arguments[1]] when that is empty. Of one that
 * is sealed, no literal is told but those that name something: it is given to a secure
 * parameter.
 */
typedef struct TriResidual {
    TriStr function;
    const TriValue *arguments;
    uint32_t count;
    bool is_sealed;
} TriResidual;

struct TriValue {
    unsigned kind; /* one TriType, TRI_UNKNOWN, TRI_LAMBDA or TRI_DEFERRED */
    bool is_secure;
    union {
        bool boolean;
        int64_t integer;
        double number;
        TriStr string;
        const TriArray *array;
        const TriObject *object;
        const TriUnknown *unknown;
        const TriClosure *lambda;
        TriThunk *thunk;
    };
    /* What stands for it in print: of an unknown, of a secure value, and of an
       array or object that is not known as a whole. May be NULL. */
    const TriResidual *residual;
    TriExpr *origin; /* where it was written; NULL when nowhere */
};

struct TriArray {
    TriValue *items;
    size_t count;
    bool is_open; /* there may be further items; `rest` says why */
    const TriUnknown *rest;
};

typedef struct TriMember {
    TriStr name;
    TriSpan name_span;
    TriValue value;
} TriMember;

/* A member of which only the value is known, with the next of such. */
typedef struct TriUnnamed {
    TriValue name; /* unknown */
    TriValue value;
    struct TriUnnamed *next;
} TriUnnamed;

struct TriObject {
    TriMember *members;
    size_t count;
    bool is_open;     /* there may be further members; `rest` says why */
    bool tells_names; /* no secret is among them, though it may be secure */
    const TriUnknown *rest;
    TriUnnamed *unnamed;          /* those that are written; NULL: none are */
    struct TriObjectIndex *index; /* by name, for large objects; made on demand */
};

static inline TriValue tri_value_null(void)
{
    return (TriValue){ .kind = TRI_NULL };
}

static inline TriValue tri_value_bool(bool value)
{
    return (TriValue){ .kind = TRI_BOOL, .boolean = value };
}

static inline bool tri_value_is_false(TriValue value)
{
    return value.kind == TRI_BOOL && !value.boolean;
}

static inline TriValue tri_value_int(int64_t value)
{
    return (TriValue){ .kind = TRI_INT, .integer = value };
}

static inline TriValue tri_value_float(double value)
{
    return (TriValue){ .kind = TRI_FLOAT, .number = value };
}

static inline TriValue tri_value_string(TriStr value)
{
    return (TriValue){ .kind = TRI_STRING, .string = value };
}

static inline TriValue tri_value_array(const TriArray *array)
{
    return (TriValue){ .kind = TRI_ARRAY, .array = array };
}

static inline TriValue tri_value_object(const TriObject *object)
{
    return (TriValue){ .kind = TRI_OBJECT, .object = object };
}

static inline TriValue tri_value_unknown(const TriUnknown *unknown)
{
    return (TriValue){ .kind = TRI_UNKNOWN, .unknown = unknown };
}

/* Whether there is nothing: no such member (kind 0), or null. */
static inline bool tri_value_is_nothing(TriValue value)
{
    return value.kind == 0 || value.kind == TRI_NULL;
}

static inline bool tri_value_is_number(TriValue value)
{
    return (value.kind & (TRI_INT | TRI_FLOAT)) != 0;
}

/* Of a number. */
static inline double tri_value_number(TriValue value)
{
    return value.kind == TRI_INT ? (double)value.integer : value.number;
}

/* Whether it is an array or object that may have more than is known of it. */
static inline bool tri_is_open(TriValue value)
{
    return (value.kind == TRI_ARRAY && value.array->is_open) ||
           (value.kind == TRI_OBJECT && value.object->is_open);
}

/* What an open array or object may have beside what is known of it: it prints as the
   whole. */
static inline TriValue tri_value_rest(TriValue whole)
{
    return (TriValue){ .kind = TRI_UNKNOWN,
                       .is_secure = whole.is_secure,
                       .unknown = whole.kind == TRI_ARRAY ? whole.array->rest
                                                          : whole.object->rest,
                       .residual = whole.residual };
}

/* The value of a thunk, computed when it is first asked for. */
TriValue tri_thunk_value(TriThunk *thunk);

/* The value of a thunk; of anything else, itself. */
static inline TriValue tri_force(TriValue value)
{
    return value.kind == TRI_DEFERRED ? tri_thunk_value(value.thunk) : value;
}

/* Whether it is left of a call of that function. */
static inline bool tri_residual_calls(const TriResidual *residual, TriStr function)
{
    return tri_str_eq_nocase(residual->function, function);
}

/* What is there; `otherwise` where nothing is (kind 0), also as one of several. */
TriValue tri_value_or(TriArena *arena, TriValue value, TriValue otherwise);

/* `unknown`, which is one of `branches`, evaluated: not all of them need be known, or
   secure. */
TriValue tri_value_either(TriArena *arena, TriValue unknown, const TriValue *branches,
                          size_t count);

/* What tri_value_either said of it, as the choices of an unknown. These may be unknown,
   so no more can be done with them than to look at each. Null: there are none. */
static inline TriValue tri_value_branches(TriValue value)
{
    if (value.kind != TRI_UNKNOWN || value.unknown->either == NULL) {
        return tri_value_null();
    }
    return (TriValue){ .kind = TRI_UNKNOWN,
                       .unknown = value.unknown->either,
                       .residual = value.residual };
}

/* Whether it is unknown because the template is wrong, or too large: said already. */
static inline bool tri_is_failure(TriValue value)
{
    return value.kind == TRI_UNKNOWN && (value.unknown->reason == TRI_REASON_ERROR ||
                                         value.unknown->reason == TRI_REASON_BUDGET);
}

/* What it is one of, known or not: its branches, else its choices. Null: nothing says
   so. */
static inline TriValue tri_value_alternatives(TriValue value)
{
    TriValue branches = tri_value_branches(value);

    if (branches.kind == TRI_UNKNOWN) {
        return branches;
    }
    return value.kind == TRI_UNKNOWN && value.unknown->choice_count > 0
               ? value
               : tri_value_null();
}

/* Of the values that an unknown can be, number `index`: secure with it. */
static inline TriValue tri_value_choice(TriValue unknown, size_t index)
{
    TriValue choice = unknown.unknown->choices[index];

    choice.is_secure = choice.is_secure || unknown.is_secure;
    return choice;
}

/* More alternatives than this are not kept. */
#define TRI_MOST_CHOICES 16

/* What a value is one of, known or not. */
typedef struct TriLeaves {
    TriValue *items;
    size_t count;
} TriLeaves;

/* Also where that is one of several in turn, up to the most that are kept. Each says by
   itself whether it is secure. Of a value that is not one of several, itself. */
TriLeaves tri_value_leaves(TriArena *arena, TriValue value);

/* The one of `leaves` in a combination of several values, which is `*number`; what is
   left of the number is that of the others. */
static inline TriValue tri_take_leaf(const TriLeaves *leaves, size_t *number)
{
    TriValue leaf = leaves->items[*number % leaves->count];

    *number /= leaves->count;
    return leaf;
}

/* The text that is written for it: known, or with a placeholder in it. Else empty. */
static inline TriStr tri_value_written(TriValue value)
{
    if (value.kind == TRI_UNKNOWN) {
        return value.unknown->written;
    }
    return value.kind == TRI_STRING ? value.string : TRI_STR("");
}

/* Item `index`, which must be there, evaluated. */
static inline TriValue tri_array_item(const TriArray *array, size_t index)
{
    assert(index < array->count);
    return tri_force(array->items[index]);
}

/* The value of member `index`, which must be there, evaluated. */
static inline TriValue tri_object_value(const TriObject *object, size_t index)
{
    assert(index < object->count);
    return tri_force(object->members[index].value);
}

/* How many items or members are known of a value, and the one at `index`, which must be
   there, evaluated. */
static inline size_t tri_value_part_count(TriValue value)
{
    return value.kind == TRI_ARRAY    ? value.array->count
           : value.kind == TRI_OBJECT ? value.object->count
                                      : 0;
}

static inline TriValue tri_value_part(TriValue value, size_t index)
{
    return value.kind == TRI_ARRAY ? tri_array_item(value.array, index)
                                   : tri_object_value(value.object, index);
}

/*
 * The place of member `name` in an object: the exact spelling first, then any
 * case; TRI_NOT_FOUND when there is none. `arena` holds an index that is made
 * for large objects.
 */
size_t tri_object_find(TriArena *arena, const TriObject *object, TriStr name);

/* The same as the service reads members that it knows: the last in any case
   (arm-language.md 1). */
size_t tri_object_find_last(TriArena *arena, const TriObject *object, TriStr name);

/* The word for a type in messages: "string", "array" …; "any" for a set. */
const char *tri_type_name(unsigned type);

/* "string or int": the types of a set in words. */
TriStr tri_type_names(TriArena *arena, unsigned types);

#endif
