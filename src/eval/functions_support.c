#include "eval/functions_support.h"

bool tri_is_error(TriValue value)
{
    return value.kind == TRI_UNKNOWN && value.unknown->reason == TRI_REASON_ERROR;
}

/* What failed could have been anything: it is no reason for a second error. */
unsigned tri_value_types(TriValue value)
{
    if (value.kind != TRI_UNKNOWN) {
        return value.kind;
    }
    return tri_is_failure(value) ? TRI_ANY : value.unknown->type;
}

/* An open array is made by a call, and one of its arguments is to blame. */
static TriValue array_cause(TriValue array)
{
    const TriResidual *residual = array.residual;
    TriArray arguments = { 0 };

    if (residual != NULL) {
        arguments.items = (TriValue *)residual->arguments;
        arguments.count = residual->count;
    }
    for (size_t i = 0; i < arguments.count; i++) {
        TriValue argument = tri_array_item(&arguments, i);

        if (argument.kind == TRI_UNKNOWN) {
            return argument;
        }
    }
    return array;
}

TriValue tri_value_cause(TriValue value)
{
    return value.kind == TRI_ARRAY && value.array->is_open ? array_cause(value) : value;
}

bool tri_can_all_be(TriCall *call, unsigned types)
{
    for (size_t i = 0; i < tri_arg_count(call); i++) {
        if ((tri_value_types(tri_arg(call, i)) & types) == 0) {
            return false;
        }
    }
    return true;
}

bool tri_find_unknown(TriCall *call, TriValue *unknown)
{
    bool is_found = false;

    for (size_t i = 0; i < tri_arg_count(call); i++) {
        TriValue value = tri_arg(call, i);

        if (value.kind == TRI_UNKNOWN && (!is_found || tri_is_failure(value))) {
            *unknown = value;
            is_found = true;
        }
    }
    return is_found;
}

bool tri_find_failure(TriCall *call, TriValue *failure)
{
    return tri_find_unknown(call, failure) && tri_is_failure(*failure);
}

TriValue tri_make_open_array(TriCall *call, TriValueList items, TriValue cause)
{
    TriValue self = tri_call_unknown_of(call, cause, TRI_ARRAY);
    TriArray *array = TRI_NEW(tri_call_arena(call), TriArray);

    *array = (TriArray){ items.items, items.count, true, self.unknown };
    TriValue value = tri_value_array(array);

    value.residual = self.residual;
    return tri_is_failure(self) ? self : value;
}

TriValue tri_make_open_object(TriCall *call, TriMemberList members, TriValue cause)
{
    TriValue self = tri_call_unknown_of(call, cause, TRI_OBJECT);

    return tri_is_failure(self)
               ? self
               : tri_make_partial(call, self, members.items, members.count);
}

TriValue tri_make_truth(TriCall *call, TriTruth truth, TriValue cause)
{
    return truth == TRI_MAYBE ? tri_call_unknown_of(call, cause, TRI_BOOL)
                              : tri_value_bool(truth == TRI_TRUE);
}

/* ---- alternatives ---- */

typedef struct Alternatives {
    TriCall *call;
    TriValue items[TRI_MOST_ALTERNATIVES];
    size_t count;
} Alternatives;

static bool is_listed(const Alternatives *list, TriValue value)
{
    TriValue cause;

    for (size_t i = 0; i < list->count; i++) {
        if (tri_values_equal(list->call, list->items[i], value, &cause) == TRI_TRUE) {
            return true;
        }
    }
    return false;
}

static bool add_alternative(Alternatives *list, TriValue value)
{
    if (is_listed(list, value)) {
        return true;
    }
    if (list->count == TRI_MOST_ALTERNATIVES) {
        return false;
    }
    list->items[list->count++] = value;
    return true;
}

/* False when there are too many, or nobody knows them. */
static bool add_alternatives(Alternatives *list, TriValue value)
{
    if (value.kind != TRI_UNKNOWN) {
        return add_alternative(list, value);
    }
    for (size_t i = 0; i < value.unknown->choice_count; i++) {
        if (!add_alternative(list, tri_value_choice(value, i))) {
            return false;
        }
    }
    return value.unknown->choice_count > 0;
}

static TriValue make_choice(const Alternatives *list, TriValue unknown)
{
    TriArena *arena = tri_call_arena(list->call);
    TriUnknown *choice = TRI_NEW(arena, TriUnknown);
    TriValue *items = TRI_NEW_ARRAY(arena, TriValue, list->count);

    for (size_t i = 0; i < list->count; i++) {
        items[i] = list->items[i];
    }
    *choice = *unknown.unknown;
    choice->choices = items;
    choice->choice_count = list->count;
    unknown.unknown = choice;
    return unknown;
}

static TriValue branch(TriCall *call, TriValue unknown, TriValue a, TriValue b)
{
    TriValue *branches = TRI_NEW_ARRAY(tri_call_arena(call), TriValue, 2);

    branches[0] = a;
    branches[1] = b;
    return tri_value_either(tri_call_arena(call), unknown, branches, 2);
}

TriValue tri_make_either(TriCall *call, TriValue a, TriValue b, TriValue cause)
{
    TriValue part;

    /* What stands somewhere in plain text is none the better for a secret like it. */
    if (tri_values_equal(call, a, b, &part) == TRI_TRUE) {
        bool is_plainer = a.is_secure && b.kind != TRI_UNKNOWN;

        return a.kind == TRI_UNKNOWN || is_plainer ? b : a;
    }
    Alternatives list = { .call = call };
    unsigned types = tri_value_types(a) | tri_value_types(b);
    TriValue unknown = tri_call_unknown_of(call, cause, types);
    bool are_known = add_alternatives(&list, a) && add_alternatives(&list, b);

    if (!are_known || a.is_secure != b.is_secure) {
        unknown = branch(call, unknown, a, b);
    }
    if (!are_known) {
        return unknown;
    }
    return list.count == 1 ? list.items[0] : make_choice(&list, unknown);
}

/* What the items of an array may be: each that is one of several, else none. */
typedef struct Combinations {
    TriLeaves *items;
    size_t count; /* of every combination of these, as one number; 0: it is too much */
    TriValue cause; /* one of those items; null: none is */
} Combinations;

static Combinations combinations_of(TriCall *call, const TriArray *items)
{
    Combinations all = { NULL, 1, tri_value_null() };

    for (size_t i = 0; i < items->count; i++) {
        TriValue item = tri_array_item(items, i);

        if (tri_value_alternatives(item).kind != TRI_UNKNOWN) {
            continue;
        }
        if (all.items == NULL) {
            all.items = TRI_NEW_ARRAY(tri_call_arena(call), TriLeaves, items->count);
        }
        all.items[i] = tri_value_leaves(tri_call_arena(call), item);
        all.count *= all.items[i].count;
        all.cause = item;
        if (all.count > TRI_MOST_ALTERNATIVES) {
            all.count = 0;
            break;
        }
    }
    return all;
}

/* `array` with combination `number` in place. */
static TriValue combination(TriCall *call, TriValue array, const Combinations *all,
                            size_t number)
{
    const TriArray *items = array.array;
    TriArena *arena = tri_call_arena(call);
    TriArray *chosen = TRI_NEW(arena, TriArray);

    *chosen = *items;
    chosen->items = TRI_NEW_ARRAY(arena, TriValue, items->count);
    for (size_t i = 0; i < items->count; i++) {
        const TriLeaves *leaves = &all->items[i];

        if (leaves->count == 0) {
            chosen->items[i] = items->items[i];
            continue;
        }
        chosen->items[i] = tri_take_leaf(leaves, &number);
    }
    array.array = chosen;
    return array;
}

TriValue tri_make_of_items(TriCall *call, TriValue items, TriItemsBody *body)
{
    Combinations all = combinations_of(call, items.array);
    Alternatives list = { .call = call };

    if (all.count <= 1) {
        return body(call, items);
    }
    for (size_t i = 0; i < all.count; i++) {
        TriValue result = body(call, combination(call, items, &all, i));

        if (result.kind == TRI_UNKNOWN || !add_alternative(&list, result)) {
            return body(call, items);
        }
    }
    return list.count == 1 ? list.items[0]
                           : make_choice(&list, tri_call_unknown(call, all.cause));
}

/* ---- small things ---- */

TriValue tri_wrong_type(TriCall *call, size_t index, const char *expected)
{
    TriStr given =
        tri_type_names(tri_call_arena(call), tri_value_types(tri_arg(call, index)));

    return tri_call_error(call, "argument %zu must be %s, not %.*s", index + 1,
                          expected, TRI_ARG(given));
}

void tri_push_value(TriCall *call, TriValueList *list, TriValue value)
{
    tri_list_push(tri_call_arena(call), list, value);
}

bool tri_reserve_items(TriCall *call, size_t count)
{
    return tri_call_reserve(call, count * sizeof(TriValue));
}

bool tri_reserve_members(TriCall *call, size_t count)
{
    return tri_call_reserve(call, count * sizeof(TriMember));
}
