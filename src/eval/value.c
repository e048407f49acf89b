#include "eval/value.h"

#include "base/text.h"

/* Objects with more members are searched by an index. */
enum { INDEXED_FROM = 16 };

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

/* The last of the exact spelling; else the last of any. */
static size_t find_among_few(const TriObject *object, TriStr name)
{
    size_t found = TRI_NOT_FOUND;

    for (size_t i = object->count; i-- > 0;) {
        TriStr other = object->members[i].name;

        if (other.size != name.size) {
            continue;
        }
        if (tri_str_eq(other, name)) {
            return i;
        }
        if (found == TRI_NOT_FOUND && tri_str_eq_nocase(other, name)) {
            found = i;
        }
    }
    return found;
}

static const struct TriObjectIndex *index_of(TriArena *arena, const TriObject *object)
{
    if (object->index == NULL) {
        ((TriObject *)object)->index = make_index(arena, object);
    }
    return object->index;
}

static size_t find_indexed(TriArena *arena, const TriObject *object, TriStr name)
{
    const struct TriObjectIndex *index = index_of(arena, object);
    size_t place = (size_t)tri_map_find(&index->exact, name, TRI_MAP_EXACT);

    if (place == 0) {
        place = (size_t)tri_map_find(&index->any_case, name, TRI_MAP_NOCASE);
    }
    return place == 0 ? TRI_NOT_FOUND : place - 1;
}

/* A copy of `unknown` with `otherwise` for what is not there, in its branches too. */
static const TriUnknown *fill_in(TriArena *arena, const TriUnknown *unknown,
                                 TriValue otherwise)
{
    TriUnknown *filled = TRI_NEW(arena, TriUnknown);
    TriValue *choices = TRI_NEW_ARRAY(arena, TriValue, unknown->choice_count);

    *filled = *unknown;
    for (size_t i = 0; i < unknown->choice_count; i++) {
        TriValue choice = unknown->choices[i];

        choices[i] = choice.kind == 0 ? otherwise : choice;
    }
    filled->choices = choices;
    filled->type |= otherwise.kind;
    if (unknown->either != NULL) {
        filled->either = fill_in(arena, unknown->either, otherwise);
    }
    return filled;
}

TriValue tri_value_or(TriArena *arena, TriValue value, TriValue otherwise)
{
    if (tri_value_alternatives(value).kind != TRI_UNKNOWN) {
        return value.kind == 0 ? otherwise : value;
    }
    value.unknown = fill_in(arena, value.unknown, otherwise);
    return value;
}

TriValue tri_value_either(TriArena *arena, TriValue unknown, const TriValue *branches,
                          size_t count)
{
    TriUnknown *either = TRI_NEW(arena, TriUnknown);
    TriUnknown *whole = TRI_NEW(arena, TriUnknown);

    *either = *unknown.unknown;
    either->choices = branches;
    either->choice_count = count;
    *whole = *unknown.unknown;
    whole->either = either;
    unknown.unknown = whole;
    return unknown;
}

static size_t count_alternatives(TriValue value)
{
    TriValue whole = tri_value_alternatives(value);

    return whole.kind == TRI_UNKNOWN ? whole.unknown->choice_count : 0;
}

/* Puts what item `at` is one of in its place; false: it is nothing of the kind, or of
   too much. */
static bool take_apart(TriLeaves *leaves, size_t at, size_t most)
{
    TriValue whole = tri_value_alternatives(leaves->items[at]);
    size_t count = count_alternatives(leaves->items[at]);

    if (count == 0 || leaves->count + count - 1 > most) {
        return false;
    }
    for (size_t i = leaves->count; i-- > at + 1;) {
        leaves->items[i + count - 1] = leaves->items[i];
    }
    for (size_t i = 0; i < count; i++) {
        leaves->items[at + i] = tri_value_choice(whole, i);
    }
    leaves->count += count - 1;
    return true;
}

TriLeaves tri_value_leaves(TriArena *arena, TriValue value)
{
    size_t count = count_alternatives(value);
    size_t most = count > TRI_MOST_CHOICES ? count : TRI_MOST_CHOICES;
    TriLeaves leaves = { TRI_NEW_ARRAY(arena, TriValue, count == 0 ? 1 : most), 1 };
    size_t at = 0;

    leaves.items[0] = value;
    while (at < leaves.count) {
        at += !take_apart(&leaves, at, most);
    }
    return leaves;
}

size_t tri_object_find(TriArena *arena, const TriObject *object, TriStr name)
{
    return object->count > INDEXED_FROM ? find_indexed(arena, object, name)
                                        : find_among_few(object, name);
}

size_t tri_object_find_last(TriArena *arena, const TriObject *object, TriStr name)
{
    if (object->count > INDEXED_FROM) {
        const TriMap *index = &index_of(arena, object)->any_case;
        size_t place = (size_t)tri_map_find(index, name, TRI_MAP_NOCASE);

        return place == 0 ? TRI_NOT_FOUND : place - 1;
    }
    for (size_t i = object->count; i-- > 0;) {
        if (tri_str_eq_nocase(object->members[i].name, name)) {
            return i;
        }
    }
    return TRI_NOT_FOUND;
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

TriStr tri_type_names(TriArena *arena, unsigned types)
{
    TriText text = tri_text(arena);

    for (unsigned type = TRI_NULL; type <= TRI_LAMBDA; type <<= 1) {
        if ((types & type) == 0) {
            continue;
        }
        if (text.size > 0) {
            tri_text_add_c(&text, (types & ~(2 * type - 1)) == 0 ? " or " : ", ");
        }
        tri_text_add_c(&text, tri_type_name(type));
    }
    return tri_text_str(&text);
}
