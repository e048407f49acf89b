#include "eval/value.h"

#include "eval/eval.h"

#include <assert.h>

/* Objects with more members are searched by an index. */
enum { INDEXED_FROM = 16 };

TriValue tri_value_null(void)
{
    return (TriValue){ .kind = TRI_NULL };
}

TriValue tri_value_bool(bool value)
{
    return (TriValue){ .kind = TRI_BOOL, .boolean = value };
}

TriValue tri_value_int(int64_t value)
{
    return (TriValue){ .kind = TRI_INT, .integer = value };
}

TriValue tri_value_float(double value)
{
    return (TriValue){ .kind = TRI_FLOAT, .number = value };
}

TriValue tri_value_string(TriStr value)
{
    return (TriValue){ .kind = TRI_STRING, .string = value };
}

TriValue tri_value_array(const TriArray *array)
{
    return (TriValue){ .kind = TRI_ARRAY, .array = array };
}

TriValue tri_value_object(const TriObject *object)
{
    return (TriValue){ .kind = TRI_OBJECT, .object = object };
}

TriValue tri_value_unknown(const TriUnknown *unknown)
{
    return (TriValue){ .kind = TRI_UNKNOWN, .unknown = unknown };
}

bool tri_is_unknown(TriValue value)
{
    return value.kind == TRI_UNKNOWN;
}

TriValue tri_array_item(const TriArray *array, size_t index)
{
    assert(index < array->count);
    return tri_force(array->items[index]);
}

TriValue tri_object_value(const TriObject *object, size_t index)
{
    assert(index < object->count);
    return tri_force(object->members[index].value);
}

/* Places of names from 1, since NULL means absent; of several members with one
   name the last counts, as in the service. */
struct TriObjectIndex {
    TriMap exact;
    TriMap any_case;
};

static struct TriObjectIndex *make_index(TriArena *arena, const TriObject *object)
{
    struct TriObjectIndex *index = TRI_NEW(arena, struct TriObjectIndex);

    for (size_t i = 0; i < object->count; i++) {
        TriStr name = object->members[i].name;

        *tri_map_put(arena, &index->exact, name, TRI_MAP_EXACT) = (void *)(i + 1);
        *tri_map_put(arena, &index->any_case, name, TRI_MAP_NOCASE) = (void *)(i + 1);
    }
    return index;
}

static size_t find_exact(const TriObject *object, TriStr name)
{
    for (size_t i = object->count; i-- > 0;) {
        if (tri_str_eq(object->members[i].name, name)) {
            return i;
        }
    }
    return TRI_NOT_FOUND;
}

static size_t find_any_case(const TriObject *object, TriStr name)
{
    for (size_t i = object->count; i-- > 0;) {
        if (tri_str_eq_nocase(object->members[i].name, name)) {
            return i;
        }
    }
    return TRI_NOT_FOUND;
}

static size_t find_indexed(TriArena *arena, const TriObject *object, TriStr name)
{
    if (object->index == NULL) {
        ((TriObject *)object)->index = make_index(arena, object);
    }
    size_t place = (size_t)tri_map_find(&object->index->exact, name, TRI_MAP_EXACT);

    if (place == 0) {
        place = (size_t)tri_map_find(&object->index->any_case, name, TRI_MAP_NOCASE);
    }
    return place == 0 ? TRI_NOT_FOUND : place - 1;
}

size_t tri_object_find(TriArena *arena, const TriObject *object, TriStr name)
{
    if (object->count > INDEXED_FROM) {
        return find_indexed(arena, object, name);
    }
    size_t exact = find_exact(object, name);

    return exact == TRI_NOT_FOUND ? find_any_case(object, name) : exact;
}

const char *tri_type_name(unsigned type)
{
    switch (type) {
    case TRI_NULL:
        return "null";
    case TRI_BOOL:
        return "bool";
    case TRI_INT:
        return "int";
    case TRI_FLOAT:
        return "float";
    case TRI_INT | TRI_FLOAT:
        return "number";
    case TRI_STRING:
        return "string";
    case TRI_ARRAY:
        return "array";
    case TRI_OBJECT:
        return "object";
    case TRI_LAMBDA:
        return "lambda";
    default:
        return "any";
    }
}
