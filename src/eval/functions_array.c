#include "base/utf8.h"
#include "eval/functions_support.h"
#include "eval/known_text.h"
#include "eval/later_items.h"
#include "eval/letter_case.h"
#include "eval/sets.h"

static TriValue array(TriCall *call)
{
    TriValue value = tri_arg(call, 0);

    if (tri_value_types(value) == TRI_ARRAY) {
        return value;
    }
    if ((tri_value_types(value) & TRI_ARRAY) != 0) {
        return tri_call_unknown(call, value);
    }
    TriValueList items = { 0 };

    tri_push_value(call, &items, value);
    return tri_make_array(call, items.items, items.count, false);
}

/* ---- concat ---- */

/* What concat makes text of. */
enum { TEXT = TRI_STRING | TRI_INT | TRI_FLOAT | TRI_BOOL };

static TriValue concat_texts(TriCall *call)
{
    TriText text = tri_text(tri_call_arena(call));
    TriValue cause;

    if (tri_find_unknown(call, &cause)) {
        return tri_call_unknown_of(call, cause, TRI_STRING);
    }
    for (size_t i = 0; i < tri_arg_count(call); i++) {
        if (!tri_value_text(call, tri_arg(call, i), '"', &text, &cause)) {
            return tri_call_unknown_of(call, cause, TRI_STRING);
        }
    }
    return tri_value_string(tri_text_str(&text));
}

static void push_items(TriCall *call, TriValueList *list, const TriArray *items)
{
    for (size_t i = 0; i < items->count; i++) {
        tri_push_value(call, list, items->items[i]);
    }
}

/* Adds what an array holds. False, with the result of the call, when nobody knows what
   follows, or it is too much. */
static bool add_array(TriCall *call, TriValueList *items, TriValue array,
                      TriValue *result)
{
    if (array.kind == TRI_UNKNOWN) {
        *result = tri_make_open_array(call, *items, array);
        return false;
    }
    if (!tri_reserve_items(call, array.array->count)) {
        *result = tri_call_limit(call);
        return false;
    }
    push_items(call, items, array.array);
    if (array.array->is_open) {
        *result = tri_make_open_array(call, *items, tri_value_cause(array));
    }
    return !array.array->is_open;
}

/* The items are known up to the first argument that is not known as a whole. */
static TriValue concat_arrays(TriCall *call)
{
    TriValueList items = { 0 };
    TriValue result;

    for (size_t i = 0; i < tri_arg_count(call); i++) {
        TriValue part = tri_arg(call, i);

        if (!add_array(call, &items, part, &result)) {
            return result;
        }
    }
    return tri_make_array(call, items.items, items.count, false);
}

static TriValue concat(TriCall *call)
{
    bool can_be_text = tri_can_all_be(call, TEXT);
    bool can_be_array = tri_can_all_be(call, TRI_ARRAY);
    TriValue unknown;

    if (can_be_text && can_be_array && tri_find_unknown(call, &unknown)) {
        return tri_call_unknown(call, unknown);
    }
    if (can_be_text) {
        return concat_texts(call);
    }
    return can_be_array ? concat_arrays(call)
                        : tri_call_error(call, "arrays and other values do not mix");
}

/* ---- contains, indexOf, lastIndexOf ---- */

static TriValue contains_text(TriCall *call, TriStr text, TriValue part)
{
    TriText needle = tri_text(tri_call_arena(call));
    TriValue cause;

    if ((tri_value_types(part) & (TRI_STRING | TRI_INT)) == 0) {
        return tri_wrong_type(call, 1, "string or int");
    }
    if (!tri_value_text(call, part, '"', &needle, &cause)) {
        return tri_call_unknown(call, cause);
    }
    return tri_value_bool(tri_str_find(text, tri_text_str(&needle)) != TRI_NOT_FOUND);
}

/* An item that is looked for. */
typedef struct Wanted {
    TriCall *call;
    TriValue item;
    bool is_found;
} Wanted;

static bool is_other(void *context, TriValue item)
{
    Wanted *wanted = context;
    TriValue cause;

    wanted->is_found =
        tri_values_equal(wanted->call, item, wanted->item, &cause) == TRI_TRUE;
    return !wanted->is_found;
}

/* Whether it is among the items that a list has for sure behind unknown ones. */
static bool is_later_item(TriCall *call, TriValue list, TriValue item)
{
    Wanted wanted = { call, item, false };

    tri_visit_later_items(list, is_other, &wanted);
    return wanted.is_found;
}

static TriValue contains_item(TriCall *call, TriValue items, TriValue item)
{
    TriTruth truth = items.array->is_open ? TRI_MAYBE : TRI_FALSE;
    TriValue cause = tri_value_cause(items);

    for (size_t i = 0; i < items.array->count && !tri_is_failure(cause); i++) {
        switch (tri_values_equal(call, tri_array_item(items.array, i), item, &cause)) {
        case TRI_TRUE:
            return tri_value_bool(true);
        case TRI_MAYBE:
            truth = TRI_MAYBE;
            break;
        case TRI_FALSE:
            break;
        }
    }
    return truth == TRI_MAYBE && is_later_item(call, items, item)
               ? tri_value_bool(true)
               : tri_make_truth(call, truth, cause);
}

/* Whether what is known of a text has the part in it; `*size` is of what is known. */
static bool is_known_part(TriCall *call, TriValue container, TriValue part,
                          size_t *size)
{
    TriArena scratch = *tri_call_arena(call);
    TriStr text = tri_known_text(&scratch, container);
    TriText needle = tri_text(&scratch);
    TriValue cause;

    *size = text.size;
    return (part.kind & (TRI_STRING | TRI_INT)) != 0 &&
           tri_value_text(call, part, '"', &needle, &cause) &&
           tri_known_text_has(text, tri_text_str(&needle));
}

/* What is not known as a whole may be known to hold the part. */
static TriValue contained_in_unknown(TriCall *call, TriValue container, TriValue part)
{
    size_t size;
    bool is_held = is_known_part(call, container, part, &size);

    if (!tri_call_reserve(call, size)) {
        return tri_call_limit(call);
    }
    return is_held || is_later_item(call, container, part)
               ? tri_value_bool(true)
               : tri_call_unknown(call, container);
}

static TriValue contains_member(TriCall *call, TriValue object, TriValue name)
{
    if ((tri_value_types(name) & TRI_STRING) == 0) {
        return tri_wrong_type(call, 1, "string");
    }
    if (name.kind == TRI_UNKNOWN) {
        bool is_empty = object.object->count == 0 && !object.object->is_open;

        return tri_make_truth(call, is_empty ? TRI_FALSE : TRI_MAYBE, name);
    }
    if (tri_object_find(tri_call_arena(call), object.object, name.string) !=
        TRI_NOT_FOUND) {
        return tri_value_bool(true);
    }
    return tri_make_truth(call, object.object->is_open ? TRI_MAYBE : TRI_FALSE, object);
}

static TriValue contains(TriCall *call)
{
    TriValue container = tri_arg(call, 0);
    TriValue part = tri_arg(call, 1);
    TriValue failure;

    if (tri_find_failure(call, &failure)) {
        return tri_call_unknown(call, failure);
    }
    if (container.kind == TRI_UNKNOWN) {
        return contained_in_unknown(call, container, part);
    }
    if (container.kind == TRI_STRING) {
        return contains_text(call, container.string, part);
    }
    return container.kind == TRI_ARRAY ? contains_item(call, container, part)
                                       : contains_member(call, container, part);
}

/* The index in UTF-16 units of what begins at byte `place`. */
static TriValue index_of_place(TriStr text, size_t place)
{
    return tri_value_int(place == TRI_NOT_FOUND
                             ? -1
                             : (int64_t)tri_utf8_units(tri_str_slice(text, 0, place)));
}

static TriStr reversed(TriArena *arena, TriStr text)
{
    char *copy = tri_str_to_c(arena, text);

    for (size_t i = 0; i < text.size; i++) {
        copy[i] = text.data[text.size - 1 - i];
    }
    return tri_str(copy, text.size);
}

/* The last place, found as the first one from the other end: in linear time. */
static size_t find_last(TriArena *arena, TriStr text, TriStr part)
{
    size_t place = tri_str_find(reversed(arena, text), reversed(arena, part));

    return place == TRI_NOT_FOUND ? place : text.size - place - part.size;
}

static TriValue index_of_text(TriCall *call, bool is_last)
{
    TriArena *arena = tri_call_arena(call);

    if (tri_arg(call, 1).kind != TRI_STRING) {
        return tri_wrong_type(call, 1, "string");
    }
    if (!tri_call_reserve(call, tri_arg_str(call, 0).size)) {
        return tri_call_limit(call);
    }
    TriStr text = tri_upper_text(arena, tri_arg_str(call, 0));
    TriStr part = tri_upper_text(arena, tri_arg_str(call, 1));

    return index_of_place(text, is_last ? find_last(arena, text, part)
                                        : tri_str_find(text, part));
}

/* Whether a search for `item` ends at `index`, where it is or may be. */
static bool ends_at(TriCall *call, TriValue items, size_t index, TriValue item,
                    TriValue *result)
{
    TriValue cause;
    TriTruth truth =
        tri_values_equal(call, tri_array_item(items.array, index), item, &cause);

    *result = truth == TRI_MAYBE ? tri_call_unknown(call, cause)
                                 : tri_value_int((int64_t)index);
    return truth != TRI_FALSE;
}

static TriValue first_index(TriCall *call, TriValue items, TriValue item)
{
    TriValue result;

    for (size_t i = 0; i < items.array->count; i++) {
        if (ends_at(call, items, i, item, &result)) {
            return result;
        }
    }
    return items.array->is_open ? tri_call_unknown(call, tri_value_cause(items))
                                : tri_value_int(-1);
}

static TriValue last_index(TriCall *call, TriValue items, TriValue item)
{
    TriValue result;

    if (items.array->is_open) {
        return tri_call_unknown(call, tri_value_cause(items));
    }
    for (size_t i = items.array->count; i-- > 0;) {
        if (ends_at(call, items, i, item, &result)) {
            return result;
        }
    }
    return tri_value_int(-1);
}

static TriValue index_of(TriCall *call)
{
    TriValue container = tri_arg(call, 0);

    return container.kind == TRI_STRING
               ? index_of_text(call, false)
               : first_index(call, container, tri_arg(call, 1));
}

static TriValue last_index_of(TriCall *call)
{
    TriValue container = tri_arg(call, 0);

    return container.kind == TRI_STRING ? index_of_text(call, true)
                                        : last_index(call, container, tri_arg(call, 1));
}

/* ---- sizes ---- */

static bool is_empty_container(TriValue container)
{
    switch (container.kind) {
    case TRI_STRING:
        return container.string.size == 0;
    case TRI_ARRAY:
        return container.array->count == 0;
    case TRI_OBJECT:
        return container.object->count == 0;
    default:
        return true;
    }
}

static bool note_item(void *is_empty, TriValue item)
{
    (void)item;
    *(bool *)is_empty = false;
    return false;
}

/* Whether what is not known as a whole is known to hold something. */
static bool holds_something(TriValue container)
{
    bool is_empty = true;

    tri_visit_later_items(container, note_item, &is_empty);
    return !is_empty || tri_known_text_is_some(container);
}

static TriValue empty(TriCall *call)
{
    TriValue container = tri_arg(call, 0);
    TriTruth truth = TRI_FALSE;

    if (tri_is_failure(container)) {
        return tri_call_unknown(call, container);
    }
    bool is_known = container.kind != TRI_UNKNOWN && !tri_is_open(container);

    if (!is_known && is_empty_container(container)) {
        truth = holds_something(container) ? TRI_FALSE : TRI_MAYBE;
    } else if (is_empty_container(container)) {
        truth = TRI_TRUE;
    }
    return tri_make_truth(call, truth, tri_value_cause(container));
}

static TriValue length(TriCall *call)
{
    TriValue container = tri_arg(call, 0);

    if (tri_is_open(container)) {
        return tri_call_unknown(call, tri_value_cause(container));
    }
    if (container.kind == TRI_STRING) {
        return tri_value_int((int64_t)tri_utf8_units(container.string));
    }
    return tri_value_int((int64_t)(container.kind == TRI_ARRAY
                                       ? container.array->count
                                       : container.object->count));
}

/* ---- single items ---- */

static TriStr first_character(TriStr text)
{
    TriStr rest = text;

    if (text.size > 0) {
        tri_utf8_next(&rest);
    }
    return tri_str_slice(text, 0, text.size - rest.size);
}

static TriValue first(TriCall *call)
{
    TriValue container = tri_arg(call, 0);

    if (container.kind == TRI_STRING) {
        return tri_value_string(first_character(container.string));
    }
    if (container.array->count > 0) {
        return tri_array_item(container.array, 0);
    }
    return container.array->is_open ? tri_call_unknown(call, tri_value_cause(container))
                                    : tri_value_null();
}

static TriStr last_character(TriStr text)
{
    size_t last_byte = text.size > 0 ? text.size - 1 : 0;

    return tri_str_from(text, tri_character_start(text, last_byte));
}

static TriValue last(TriCall *call)
{
    TriValue container = tri_arg(call, 0);

    if (container.kind == TRI_STRING) {
        return tri_value_string(last_character(container.string));
    }
    if (container.array->is_open) {
        return tri_call_unknown(call, tri_value_cause(container));
    }
    return container.array->count == 0
               ? tri_value_null()
               : tri_array_item(container.array, container.array->count - 1);
}

static bool is_from_end(const TriArray *items, int64_t index)
{
    return index >= 1 && (uint64_t)index <= items->count;
}

static TriValue index_from_end(TriCall *call)
{
    TriValue items = tri_arg(call, 0);
    int64_t index = tri_arg_int(call, 1);

    if (items.array->is_open && index >= 1) {
        return tri_call_unknown(call, tri_value_cause(items));
    }
    if (is_from_end(items.array, index)) {
        return tri_array_item(items.array, items.array->count - (size_t)index);
    }
    return tri_call_error(
        call, "index %lld from the end is out of range; the array has %zu item%s",
        (long long)index, items.array->count, items.array->count == 1 ? "" : "s");
}

/* ---- parts ---- */

/* Items from `start`, at most `count`. What lies behind the known ones of an open
   array is unknown. */
static TriValue slice_array(TriCall *call, TriValue items, size_t start, size_t count)
{
    const TriArray *all = items.array;
    size_t known = start < all->count ? all->count - start : 0;
    bool is_open = all->is_open && count > known;
    TriValueList part = { .items = known > 0 ? all->items + start : NULL,
                          .count = count < known ? count : known };

    return is_open ? tri_make_open_array(call, part, tri_value_cause(items))
                   : tri_make_array(call, part.items, part.count, false);
}

static size_t size_of_argument(TriCall *call, size_t index)
{
    int64_t value = tri_arg_int(call, index);

    return value < 0 ? 0 : (size_t)value;
}

static TriValue skip(TriCall *call)
{
    TriValue container = tri_arg(call, 0);
    size_t count = size_of_argument(call, 1);

    if (container.kind == TRI_ARRAY) {
        return slice_array(call, container, count, SIZE_MAX);
    }
    return tri_value_string(
        tri_str_from(container.string, tri_utf8_offset(container.string, count)));
}

static TriValue take(TriCall *call)
{
    TriValue container = tri_arg(call, 0);
    size_t count = size_of_argument(call, 1);

    if (container.kind == TRI_ARRAY) {
        return slice_array(call, container, 0, count);
    }
    return tri_value_string(
        tri_str_slice(container.string, 0, tri_utf8_offset(container.string, count)));
}

static TriValue create_array(TriCall *call)
{
    TriValueList items = { 0 };

    for (size_t i = 0; i < tri_arg_count(call); i++) {
        tri_push_value(call, &items, tri_arg(call, i));
    }
    return tri_make_array(call, items.items, items.count, false);
}

static TriValue join_items(TriCall *call, TriValue parts)
{
    TriValueList items = { 0 };
    TriValue result;

    if (!tri_reserve_items(call, parts.array->count)) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < parts.array->count; i++) {
        TriValue part = tri_array_item(parts.array, i);

        if ((tri_value_types(part) & TRI_ARRAY) == 0) {
            return tri_call_error(call, "item %zu must be array, not %s", i,
                                  tri_type_name(tri_value_types(part)));
        }
        if (!add_array(call, &items, part, &result)) {
            return result;
        }
    }
    return parts.array->is_open
               ? tri_make_open_array(call, items, tri_value_cause(parts))
               : tri_make_array(call, items.items, items.count, false);
}

static TriValue flatten(TriCall *call)
{
    return tri_make_of_items(call, tri_arg(call, 0), join_items);
}

/* ---- range, max, min ---- */

enum { MOST_IN_RANGE = 10000 };

static TriValue range(TriCall *call)
{
    int64_t start = tri_arg_int(call, 0);
    int64_t count = tri_arg_int(call, 1);
    TriValueList items = { 0 };

    if (count < 0 || count > MOST_IN_RANGE) {
        return tri_call_error(call, "the count must be 0 to %d, not %lld",
                              MOST_IN_RANGE, (long long)count);
    }
    if (start > INT32_MAX - count) {
        return tri_call_error(call, "start and count together are more than %d",
                              INT32_MAX);
    }
    if (!tri_reserve_items(call, (size_t)count)) {
        return tri_call_limit(call);
    }
    for (int64_t i = 0; i < count; i++) {
        tri_push_value(call, &items, tri_value_int(start + i));
    }
    return tri_make_array(call, items.items, items.count, false);
}

/* The search for the greatest number, or for the least. */
typedef struct Extreme {
    TriCall *call;
    bool is_least;
    bool is_found;
    int64_t value;
    TriValue other; /* what stands in the way: unknown, maybe in error */
} Extreme;

static bool add_number(Extreme *extreme, TriValue number)
{
    if (number.is_secure) {
        tri_call_taint(extreme->call);
    }
    if ((tri_value_types(number) & TRI_INT) == 0) {
        extreme->other =
            tri_call_error(extreme->call, "only int can be compared, not %s",
                           tri_type_name(tri_value_types(number)));
        return false;
    }
    if (number.kind == TRI_UNKNOWN) {
        extreme->other = tri_call_unknown(extreme->call, number);
        return false;
    }
    if (!extreme->is_found || (extreme->is_least ? number.integer < extreme->value
                                                 : number.integer > extreme->value)) {
        extreme->value = number.integer;
    }
    extreme->is_found = true;
    return true;
}

static bool add_numbers(Extreme *extreme, TriValue numbers)
{
    if (numbers.kind != TRI_ARRAY) {
        return add_number(extreme, numbers);
    }
    if (!tri_reserve_items(extreme->call, numbers.array->count)) {
        extreme->other = tri_call_limit(extreme->call);
        return false;
    }
    for (size_t i = 0; i < numbers.array->count; i++) {
        if (!add_number(extreme, tri_array_item(numbers.array, i))) {
            return false;
        }
    }
    if (numbers.array->is_open) {
        extreme->other = tri_call_unknown(extreme->call, tri_value_cause(numbers));
    }
    return !numbers.array->is_open;
}

static TriValue find_extreme(TriCall *call, bool is_least)
{
    Extreme extreme = { .call = call, .is_least = is_least };

    for (size_t i = 0; i < tri_arg_count(call); i++) {
        if (!add_numbers(&extreme, tri_arg(call, i))) {
            return extreme.other;
        }
    }
    return extreme.is_found ? tri_value_int(extreme.value)
                            : tri_call_error(call, "the array is empty");
}

static TriValue max(TriCall *call)
{
    return find_extreme(call, false);
}

static TriValue min(TriCall *call)
{
    return find_extreme(call, true);
}

/* Types that several rows share. */
enum {
    LIST = TRI_ARRAY | TRI_STRING,
    CONTAINER = TRI_ARRAY | TRI_OBJECT,
    NUMBERS = TRI_ARRAY | TRI_INT,
};

const TriFunction tri_array_functions[] = {
    { "array", array, TRI_ARRAY, { TRI_ANY }, TRI_LIFTS },
    { "concat", concat, LIST, { TRI_ARRAY | TEXT | TRI_MORE }, TRI_LIFTS },
    { "contains", contains, TRI_BOOL, { TRI_STRING | CONTAINER, TRI_ANY }, TRI_LIFTS },
    { "createArray", create_array, TRI_ARRAY, { TRI_ANY | TRI_MORE }, TRI_LIFTS },
    { "distinct", tri_set_distinct, TRI_ARRAY, { TRI_ARRAY }, 0 },
    { "empty", empty, TRI_BOOL, { CONTAINER | TRI_STRING | TRI_NULL }, TRI_LIFTS },
    { "first", first, TRI_ANY, { LIST }, 0 },
    { "flatten", flatten, TRI_ARRAY, { TRI_ARRAY }, 0 },
    { "indexFromEnd", index_from_end, TRI_ANY, { TRI_ARRAY, TRI_INT }, 0 },
    { "indexOf", index_of, TRI_INT, { LIST, TRI_ANY }, 0 },
    { "intersection",
      tri_set_intersection,
      CONTAINER,
      { CONTAINER, CONTAINER, CONTAINER | TRI_MORE },
      0 },
    { "last", last, TRI_ANY, { LIST }, 0 },
    { "lastIndexOf", last_index_of, TRI_INT, { LIST, TRI_ANY }, 0 },
    { "length", length, TRI_INT, { CONTAINER | TRI_STRING }, 0 },
    { "max", max, TRI_INT, { NUMBERS, NUMBERS | TRI_MORE }, 0 },
    { "min", min, TRI_INT, { NUMBERS, NUMBERS | TRI_MORE }, 0 },
    { "range", range, TRI_ARRAY, { TRI_INT, TRI_INT }, 0 },
    { "skip", skip, LIST, { LIST, TRI_INT }, 0 },
    { "take", take, LIST, { LIST, TRI_INT }, 0 },
    { "union",
      tri_set_union,
      CONTAINER,
      { CONTAINER, CONTAINER, CONTAINER | TRI_MORE },
      TRI_LIFTS },
    { 0 },
};
