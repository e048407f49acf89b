/* Members and items: of what is known, of what is one of several values, and of what is
   not known at all. */
#include "eval/access.h"

#include "base/text.h"

static const TriResidual *access_residual(TriEval *eval, TriValue base, TriValue key)
{
    TriValue *arguments = TRI_NEW_ARRAY(eval->arena, TriValue, 2);

    arguments[0] = base;
    arguments[1] = key;
    return tri_residual(eval, (TriStr){ 0 }, arguments, 2);
}

static TriValue unknown_access(TriEval *eval, TriValue base, TriValue key,
                               TriValue cause, unsigned type)
{
    return tri_eval_derived(eval, cause, type, access_residual(eval, base, key));
}

static TriValue missing_member(TriEval *eval, TriValue base, TriValue key, TriSpan span)
{
    const TriObject *object = base.object;

    if (object->is_open) {
        return unknown_access(eval, base, key, base, TRI_ANY);
    }
    if (base.is_secure || key.is_secure) {
        return tri_eval_error(eval, span, "the object has no such property");
    }
    TriStr nearest = TRI_NEAREST_NAME(key.string, object->members, object->count);

    return tri_eval_error(eval, span, "the object has no property '%.*s'%s%.*s%s",
                          TRI_ARG(key.string), TRI_MEANT(nearest));
}

/* What is taken out of something secure is secure, and sealed out of what is sealed. */
static TriValue taken_from(TriEval *eval, TriValue base, TriValue key, TriValue value)
{
    if (base.is_secure && !value.is_secure) {
        value.is_secure = true;
        value.residual = access_residual(eval, base, key);
    }
    if (base.residual != NULL && base.residual->is_sealed) {
        value.residual = tri_residual_sealed(eval, value.residual);
    }
    return value;
}

static TriValue access_object(TriEval *eval, TriValue base, TriValue key, TriSpan span)
{
    if (key.kind != TRI_STRING) {
        return tri_eval_error(eval, span, "a property name must be a string, not %s",
                              tri_type_name(key.kind));
    }
    size_t place = tri_object_find(eval->arena, base.object, key.string);

    if (place == TRI_NOT_FOUND) {
        return missing_member(eval, base, key, span);
    }
    return taken_from(eval, base, key, tri_object_value(base.object, place));
}

static TriValue access_array(TriEval *eval, TriValue base, TriValue key, TriSpan span)
{
    const TriArray *array = base.array;

    if (key.kind != TRI_INT) {
        return tri_eval_error(eval, span, "an index must be an int, not %s",
                              tri_type_name(key.kind));
    }
    if (key.integer >= 0 && (uint64_t)key.integer < array->count) {
        return taken_from(eval, base, key, tri_array_item(array, (size_t)key.integer));
    }
    if (array->is_open && key.integer >= 0) {
        return unknown_access(eval, base, key, base, TRI_ANY);
    }
    if (base.is_secure || key.is_secure) {
        return tri_eval_error(eval, span, "the index is out of range");
    }
    return tri_eval_error(
        eval, span, "index %lld is out of range; the array has %zu item%s",
        (long long)key.integer, array->count, array->count == 1 ? "" : "s");
}

static TriValue access_known(TriEval *eval, TriValue base, TriValue key, TriSpan span)
{
    if (base.kind == TRI_OBJECT) {
        return access_object(eval, base, key, span);
    }
    if (base.kind == TRI_ARRAY) {
        return access_array(eval, base, key, span);
    }
    return tri_eval_error(eval, span, "%s has no properties or items",
                          base.kind == TRI_NULL ? "null" : tri_type_name(base.kind));
}

/* Scalars only, and nothing: whether larger values are equal is not worth finding out
   here. */
static bool is_same_scalar(TriValue a, TriValue b)
{
    if (a.kind != b.kind) {
        return false;
    }
    switch (a.kind) {
    case 0:
    case TRI_NULL:
        return true;
    case TRI_BOOL:
        return a.boolean == b.boolean;
    case TRI_INT:
        return a.integer == b.integer;
    case TRI_STRING:
        return tri_str_eq(a.string, b.string);
    default:
        return false;
    }
}

static bool is_listed(const TriValue *values, size_t count, TriValue value)
{
    for (size_t i = 0; i < count; i++) {
        if (is_same_scalar(values[i], value)) {
            return true;
        }
    }
    return false;
}

/* What an access can give. */
typedef struct Outcomes {
    TriValue *items;
    size_t count;
    bool are_known;
} Outcomes;

static Outcomes no_outcomes(TriEval *eval, size_t most)
{
    return (Outcomes){ TRI_NEW_ARRAY(eval->arena, TriValue, most), 0, true };
}

static void add_outcome(Outcomes *outcomes, TriValue value)
{
    outcomes->are_known = outcomes->are_known && value.kind != TRI_UNKNOWN;
    for (size_t i = 0; i < outcomes->count; i++) {
        TriValue *listed = &outcomes->items[i];

        if (is_same_scalar(*listed, value)) {
            *listed = listed->is_secure ? value : *listed; /* see tri_make_either */
            return;
        }
    }
    outcomes->items[outcomes->count++] = value;
}

/* Whether each must say by itself if it is secure: the whole cannot for all. */
static bool is_mixed(const Outcomes *outcomes, TriValue whole)
{
    for (size_t i = 0; i < outcomes->count && whole.is_secure; i++) {
        if (!outcomes->items[i].is_secure) {
            return true;
        }
    }
    return !outcomes->are_known;
}

/* One of them, because of `cause`, which is `base` or `key`. */
static TriValue one_of(TriEval *eval, TriValue base, TriValue key, TriValue cause,
                       const Outcomes *outcomes)
{
    if (outcomes->count == 1) {
        return outcomes->items[0];
    }
    TriValue whole =
        outcomes->are_known
            ? tri_eval_choice(eval, cause, outcomes->items, outcomes->count,
                              access_residual(eval, base, key))
            : unknown_access(eval, base, key, cause, TRI_ANY);

    return is_mixed(outcomes, whole)
               ? tri_value_either(eval->arena, whole, outcomes->items, outcomes->count)
               : whole;
}

/* Of one alternative. */
static TriValue access_one(TriEval *eval, TriValue base, TriValue key, TriSpan span)
{
    TriValue value = base.kind == TRI_UNKNOWN
                         ? unknown_access(eval, base, key, base, TRI_ANY)
                         : access_known(eval, base, key, span);

    if (value.kind == TRI_UNKNOWN && value.residual == NULL) {
        value.residual = access_residual(eval, base, key);
    }
    return value;
}

/* The result is one of those that the alternatives of `base` give. */
static TriValue access_alternatives(TriEval *eval, TriValue base, TriValue key,
                                    TriSpan span)
{
    TriLeaves leaves = tri_value_leaves(eval->arena, base);
    Outcomes outcomes = no_outcomes(eval, leaves.count);

    for (size_t i = 0; i < leaves.count; i++) {
        TriValue value = access_one(eval, leaves.items[i], key, span);

        if (tri_is_failure(value)) {
            return unknown_access(eval, base, key, base, TRI_ANY);
        }
        add_outcome(&outcomes, value);
    }
    return one_of(eval, base, key, base, &outcomes);
}

/* The result is one of those that the choices of `key` give. */
static TriValue access_choices(TriEval *eval, TriValue base, TriValue key, TriSpan span)
{
    Outcomes outcomes = no_outcomes(eval, key.unknown->choice_count);

    for (size_t i = 0; i < key.unknown->choice_count; i++) {
        TriValue value = access_one(eval, base, tri_value_choice(key, i), span);

        if (tri_is_failure(value)) {
            return unknown_access(eval, base, key, key, TRI_ANY);
        }
        value.is_secure = value.is_secure || key.is_secure;
        add_outcome(&outcomes, value);
    }
    return one_of(eval, base, key, key, &outcomes);
}

static bool has_choices(TriValue value)
{
    return value.kind == TRI_UNKNOWN && value.unknown->choice_count > 0;
}

static bool is_known(TriValue value)
{
    return value.kind != TRI_UNKNOWN;
}

/* Whether some member of the object is what the access gives, whatever the key: any but
   one of them would be an error, and nothing would be deployed. */
static bool is_lookup(TriValue base, TriValue key)
{
    return base.kind == TRI_OBJECT && !base.object->is_open && base.object->count > 0 &&
           base.object->count <= TRI_MOST_CHOICES && key.kind == TRI_UNKNOWN &&
           key.unknown->reason != TRI_REASON_ERROR &&
           key.unknown->reason != TRI_REASON_BUDGET;
}

/* What a table has: one of its members. */
static TriValue look_up(TriEval *eval, TriValue table, TriValue key)
{
    const TriObject *object = table.object;
    Outcomes outcomes = no_outcomes(eval, object->count);

    for (size_t i = 0; i < object->count; i++) {
        TriValue name = tri_value_string(object->members[i].name);
        TriValue value = taken_from(eval, table, name, tri_object_value(object, i));

        if (tri_is_failure(value)) {
            return unknown_access(eval, table, key, key, TRI_ANY);
        }
        value.is_secure = value.is_secure || key.is_secure;
        add_outcome(&outcomes, value);
    }
    return one_of(eval, table, key, key, &outcomes);
}

TriValue tri_eval_common_member(TriEval *eval, TriValue base, TriStr name)
{
    return access_alternatives(eval, base, tri_value_string(name), (TriSpan){ 0 });
}

TriValue tri_eval_access(const TriScope *scope, TriValue base, TriValue key,
                         TriExpr *expr)
{
    TriEval *eval = scope->deployment->eval;

    if (is_known(base) && is_known(key)) {
        TriValue value = access_known(eval, base, key, expr->call.items[1]->span);

        if (!is_known(value) && value.residual == NULL) {
            value.residual = access_residual(eval, base, key);
        }
        return value;
    }
    if (is_known(key) && !is_known(tri_value_alternatives(base))) {
        return access_alternatives(eval, base, key, expr->call.items[1]->span);
    }
    if (is_known(base) && has_choices(key)) {
        return access_choices(eval, base, key, expr->call.items[1]->span);
    }
    if (is_lookup(base, key)) {
        return look_up(eval, base, key);
    }
    return unknown_access(eval, base, key, is_known(base) ? key : base, TRI_ANY);
}

/* ---- for those who look ---- */

TriValue tri_unknown_member(TriEval *eval, TriValue base, const char *name,
                            unsigned type)
{
    TriValue key = tri_value_string(tri_str_from_c(name));

    return tri_eval_derived(eval, base, type, access_residual(eval, base, key));
}

TriValue tri_eval_part(TriEval *eval, TriValue base, size_t index)
{
    if (base.kind == TRI_ARRAY) {
        return taken_from(eval, base, tri_value_int((int64_t)index),
                          tri_array_item(base.array, index));
    }
    TriValue name = tri_value_string(base.object->members[index].name);

    name.is_secure = base.is_secure;
    return taken_from(eval, base, name, tri_object_value(base.object, index));
}

static TriValue look_at(TriEval *eval, TriValue base, TriStr name)
{
    if (base.kind != TRI_OBJECT) {
        return (TriValue){ 0 };
    }
    TriValue key = tri_value_string(name);
    size_t place = tri_object_find_last(eval->arena, base.object, name);

    if (place != TRI_NOT_FOUND) {
        return taken_from(eval, base, key, tri_object_value(base.object, place));
    }
    return base.object->is_open ? unknown_access(eval, base, key, base, TRI_ANY)
                                : (TriValue){ 0 };
}

/* Of what is left of an expression, more parts than these are not compared. */
enum { MOST_PARTS = 64 };

static bool is_same_unknown(TriValue a, TriValue b, unsigned *parts);

static bool is_same_part(TriValue a, TriValue b, unsigned *parts)
{
    return a.kind == TRI_UNKNOWN && b.kind == TRI_UNKNOWN ? is_same_unknown(a, b, parts)
                                                          : is_same_scalar(a, b);
}

/* Whether two expressions of which the same is left give the same, whatever that is.
   Parameters of two templates can have one name. */
static bool is_same_unknown(TriValue a, TriValue b, unsigned *parts)
{
    const TriResidual *left = a.residual;
    const TriResidual *right = b.residual;

    if (left == right && a.unknown == b.unknown) {
        return true;
    }
    if (left == NULL || right == NULL || *parts < left->count ||
        left->count != right->count || a.is_secure != b.is_secure ||
        !tri_str_eq_nocase(left->function, right->function) ||
        (tri_str_eq_nocase(left->function, TRI_STR("parameters")) &&
         (a.unknown->span.source != b.unknown->span.source ||
          a.unknown->span.start != b.unknown->span.start))) {
        return false;
    }
    *parts -= (unsigned)left->count;
    for (size_t i = 0; i < left->count; i++) {
        if (!is_same_part(tri_force(left->arguments[i]), tri_force(right->arguments[i]),
                          parts)) {
            return false;
        }
    }
    return true;
}

/* Values that a member can have. */
typedef struct Candidates {
    TriValue *items;
    size_t count;
} Candidates;

static bool is_candidate(const Candidates *candidates, TriValue value)
{
    unsigned parts = MOST_PARTS;

    return candidates->count == 1 && candidates->items[0].kind == TRI_UNKNOWN
               ? is_same_part(candidates->items[0], value, &parts)
               : is_listed(candidates->items, candidates->count, value);
}

/* False when a value that nobody knows is one of several. */
static bool add_candidate(Candidates *candidates, TriValue value)
{
    if (candidates->count > 0 && is_candidate(candidates, value)) {
        return true;
    }
    if (candidates->count > 0 &&
        (value.kind == TRI_UNKNOWN || candidates->items[0].kind == TRI_UNKNOWN)) {
        return false;
    }
    candidates->items[candidates->count++] = value;
    return true;
}

/* The member, of which each alternative of `base` has its own. */
static TriValue member_of_each(TriEval *eval, TriValue base, TriStr name)
{
    TriValue key = tri_value_string(name);
    TriValue whole = unknown_access(eval, base, key, base, TRI_ANY);

    if (is_known(tri_value_alternatives(base))) {
        return whole;
    }
    TriLeaves leaves = tri_value_leaves(eval->arena, base);

    for (size_t i = 0; i < leaves.count; i++) {
        TriValue leaf = leaves.items[i];

        leaves.items[i] = is_known(leaf)
                              ? look_at(eval, leaf, name)
                              : unknown_access(eval, leaf, key, leaf, TRI_ANY);
    }
    return tri_value_either(eval->arena, whole, leaves.items, leaves.count);
}

TriValue tri_eval_member(TriEval *eval, TriValue base, TriStr name)
{
    if (base.kind != TRI_UNKNOWN) {
        return look_at(eval, base, name);
    }
    const TriUnknown *unknown = base.unknown;
    Candidates candidates = { .items = TRI_NEW_ARRAY(eval->arena, TriValue,
                                                     unknown->choice_count) };
    TriValue key = tri_value_string(name);

    for (size_t i = 0; i < unknown->choice_count; i++) {
        if (!add_candidate(&candidates, look_at(eval, unknown->choices[i], name))) {
            return member_of_each(eval, base, name);
        }
    }
    if (candidates.count == 0) {
        return member_of_each(eval, base, name);
    }
    return candidates.count == 1
               ? taken_from(eval, base, key, candidates.items[0])
               : tri_eval_choice(eval, base, candidates.items, candidates.count,
                                 access_residual(eval, base, key));
}
