#include "rule/identity.h"

#include "base/number.h"
#include "eval/eval.h"
#include "eval/known_text.h"
#include "eval/print.h"

/* What is nested deeper is taken as one unknown part, and no name is longer: a text
   that is put together of itself, again and again, ends there. */
enum { MOST_DEPTH = 32, MOST_SIZE = 1024, DEPTH_OF_SPLIT = 16 };

/* A text that is being made; the unknown value that got the last mark is often the next
   one, too. */
typedef struct Naming {
    TriText text;
    const TriResidual *marked;
    uint64_t mark;
} Naming;

static void add_value(Naming *naming, TriValue value, unsigned depth);

static void add_lower(TriText *text, TriStr part)
{
    for (size_t i = 0; i < part.size; i++) {
        tri_text_add_char(text, tri_char_lower(part.data[i]));
    }
}

/* A mark of the text that stands for it: FNV-1a of 64 bits. */
static uint64_t mark_of(TriArena *arena, TriValue value)
{
    TriStr residual = tri_residual_text(arena, value);
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < residual.size; i++) {
        hash =
            (hash ^ (unsigned char)tri_char_lower(residual.data[i])) * 1099511628211u;
    }
    return hash;
}

static void add_mark(Naming *naming, TriValue value)
{
    if (value.residual == NULL || value.residual != naming->marked) {
        naming->marked = value.residual;
        naming->mark = mark_of(naming->text.arena, value);
    }
    tri_text_addf(&naming->text, "[%016llx]", (unsigned long long)naming->mark);
}

/* format() with plain places as its parts; false for any other. */
static bool add_format(Naming *naming, const TriResidual *residual, unsigned depth)
{
    TriStr format = residual->arguments[0].string;
    Naming parts = *naming;

    parts.text = tri_text(naming->text.arena);
    for (size_t i = 0; i < format.size;) {
        size_t argument;

        if (format.data[i] == '{') {
            if (!tri_format_place(format, i, residual->count, &argument, &i)) {
                return false;
            }
            add_value(&parts, tri_force(residual->arguments[argument]), depth);
        } else if (format.data[i] == '}') {
            return false;
        } else {
            tri_text_add_char(&parts.text, tri_char_lower(format.data[i++]));
        }
    }
    tri_text_add(&naming->text, tri_text_str(&parts.text));
    naming->marked = parts.marked;
    naming->mark = parts.mark;
    return true;
}

static bool is_type(TriValue value)
{
    return value.kind == TRI_STRING &&
           tri_str_find_char(value.string, '/') != TRI_NOT_FOUND &&
           tri_str_find_char(value.string, '.') < tri_str_find_char(value.string, '/');
}

/* The type, and one name after each of its parts behind the namespace. */
static void add_path(Naming *naming, TriStr type, const TriValue *names, size_t count,
                     unsigned depth)
{
    TriStr part;

    for (size_t i = 0; tri_str_split(&type, '/', &part); i++) {
        tri_text_add_char(&naming->text, '/');
        add_lower(&naming->text, part);
        if (i > 0 && i <= count) {
            tri_text_add_char(&naming->text, '/');
            add_value(naming, tri_force(names[i - 1]), depth);
        }
    }
}

/* resourceId([…,] 'type', name, …) and its kin as what is known of the id; false when
   the type is not. */
static bool add_id(Naming *naming, const TriResidual *residual, unsigned depth)
{
    size_t at = tri_residual_calls(residual, TRI_STR("extensionResourceId")) ? 1 : 0;

    while (at < residual->count && !is_type(residual->arguments[at])) {
        at++;
    }
    if (at >= residual->count) {
        return false;
    }
    tri_text_add(&naming->text, TRI_STR("/providers"));
    add_path(naming, residual->arguments[at].string, residual->arguments + at + 1,
             residual->count - at - 1, depth);
    return true;
}

static bool is_slash(TriValue value)
{
    return value.kind == TRI_STRING && tri_str_eq(value.string, TRI_STR("/"));
}

/* A name in which no slash is known is its own first part, and the others stand in it:
   what is put together of all of them is the name. */
static bool add_whole(TriText *text, TriStr name, int64_t index)
{
    TriStr before = tri_text_str(text);
    TriStr without = tri_str_slice(before, 0, before.size - 1);

    if (index == 0) {
        tri_text_add(text, name);
        return true;
    }
    if (!tri_str_has_suffix(before, TRI_STR("/")) ||
        !tri_str_has_suffix(without, name)) {
        return false;
    }
    text->size = without.size;
    return true;
}

/*
 * split(name, '/')[i], which Bicep makes of the name of a parent: what stands between
 * the slashes that are known, unless that is nothing. What is split inside of the name
 * is taken as unknown: every part reads all of it.
 */
static bool add_segment(Naming *naming, const TriResidual *residual, unsigned depth)
{
    TriValue parts = tri_force(residual->arguments[0]);
    TriValue index = tri_force(residual->arguments[1]);
    const TriResidual *split = parts.residual;

    if (depth >= DEPTH_OF_SPLIT || index.kind != TRI_INT || split == NULL ||
        split->count != 2 || !tri_residual_calls(split, TRI_STR("split")) ||
        !is_slash(tri_force(split->arguments[1]))) {
        return false;
    }
    Naming name = { .text = tri_text(naming->text.arena) };

    add_value(&name, tri_force(split->arguments[0]), DEPTH_OF_SPLIT);
    TriStr rest = tri_text_str(&name.text);
    TriStr part = TRI_STR("");

    if (tri_str_find_char(rest, '/') == TRI_NOT_FOUND) {
        return rest.size > 0 && add_whole(&naming->text, rest, index.integer);
    }
    for (int64_t i = 0; i <= index.integer; i++) {
        if (!tri_str_split(&rest, '/', &part)) {
            return false;
        }
    }
    tri_text_add(&naming->text, part);
    return part.size > 0;
}

/* A call that puts texts together, part by part. */
static bool add_parts(Naming *naming, const TriResidual *residual, unsigned depth)
{
    bool is_access = residual->function.size == 0 && residual->count == 2;
    bool keeps_case = tri_residual_calls(residual, TRI_STR("toLower")) ||
                      tri_residual_calls(residual, TRI_STR("toUpper")) ||
                      tri_residual_calls(residual, TRI_STR("string"));

    if (tri_makes_id(residual->function)) {
        return add_id(naming, residual, depth);
    }
    if (is_access) {
        return add_segment(naming, residual, depth);
    }
    if (tri_residual_calls(residual, TRI_STR("format")) && residual->count > 0 &&
        residual->arguments[0].kind == TRI_STRING) {
        return add_format(naming, residual, depth);
    }
    if (!tri_residual_calls(residual, TRI_STR("concat")) &&
        !(keeps_case && residual->count == 1)) {
        return false;
    }
    for (size_t i = 0; i < residual->count; i++) {
        add_value(naming, tri_force(residual->arguments[i]), depth);
    }
    return true;
}

static void add_value(Naming *naming, TriValue value, unsigned depth)
{
    TriText *text = &naming->text;
    bool is_known = value.residual == NULL;

    if (text->size > MOST_SIZE) {
        return;
    }
    if (value.kind == TRI_STRING && is_known) {
        add_lower(text, value.string);
    } else if (value.kind == TRI_INT && is_known) {
        tri_text_addf(text, "%lld", (long long)value.integer);
    } else if (is_known || depth >= MOST_DEPTH ||
               !add_parts(naming, value.residual, depth + 1)) {
        add_mark(naming, value);
    }
}

TriStr tri_name_key(TriArena *arena, TriValue name)
{
    Naming naming = { .text = tri_text(arena) };

    add_value(&naming, name, 0);
    return tri_text_str(&naming.text);
}

bool tri_name_ends_in(TriStr name_key, TriStr part)
{
    size_t slash = tri_str_find_last_char(name_key, '/');
    TriStr last = slash == TRI_NOT_FOUND ? name_key : tri_str_from(name_key, slash + 1);

    return tri_str_eq_nocase(last, part);
}

TriStr tri_identity(TriArena *arena, TriStr type, TriStr name_key)
{
    TriText text = tri_text(arena);

    add_lower(&text, type);
    tri_text_add_char(&text, '\n');
    tri_text_add(&text, name_key);
    return tri_text_str(&text);
}

/* ---- ids ---- */

/* "ns/type/name/type/name". */
static TriStr identity_of_path(TriArena *arena, TriStr path)
{
    TriText type = tri_text(arena);
    TriText name = tri_text(arena);
    TriStr part;

    if (!tri_str_split(&path, '/', &part) ||
        tri_str_find_char(part, '.') == TRI_NOT_FOUND) {
        return TRI_STR("");
    }
    tri_text_add(&type, part);
    for (size_t i = 0; tri_str_split(&path, '/', &part); i++) {
        TriText *text = i % 2 == 0 ? &type : &name;

        if (i != 1) {
            tri_text_add_char(text, '/');
        }
        tri_text_add(text, part);
    }
    return tri_identity(arena, tri_text_str(&type), tri_text_str(&name));
}

static size_t find_last(TriStr text, TriStr part)
{
    size_t last = TRI_NOT_FOUND;

    for (size_t at = 0; at < text.size;) {
        size_t found = tri_str_find(tri_str_from(text, at), part);

        if (found == TRI_NOT_FOUND) {
            break;
        }
        last = at + found;
        at = last + part.size;
    }
    return last;
}

TriStr tri_identity_of_id(TriArena *arena, TriValue id)
{
    TriStr providers = TRI_STR("/providers/");
    TriStr key = tri_name_key(arena, id);
    size_t at = find_last(key, providers);

    return identity_of_path(
        arena, at == TRI_NOT_FOUND ? key : tri_str_from(key, at + providers.size));
}

/* ---- parents ---- */

/* The first `count` parts of a name; empty when it has no more than these. */
static TriStr first_parts(TriStr name, size_t count)
{
    for (size_t i = 0; i < name.size; i++) {
        if (name.data[i] == '/' && --count == 0) {
            return tri_str_slice(name, 0, i);
        }
    }
    return TRI_STR("");
}

/* The name of the parent; where it has too few parts, slashes are in one that is not
   known, and it is all but the last. */
static TriStr name_of_parent(TriStr name, size_t parts, bool is_whole)
{
    TriStr first = parts == 0 ? TRI_STR("") : first_parts(name, parts);
    size_t slash = tri_str_find_last_char(name, '/');

    if (first.size > 0 || parts == 0 || !is_whole || slash == TRI_NOT_FOUND) {
        return first;
    }
    return tri_str_slice(name, 0, slash);
}

TriStr tri_identity_of_parent(TriArena *arena, TriStr type, TriStr name_key)
{
    size_t end = tri_str_find_nocase(type, TRI_STR("/providers/"));
    bool is_whole = end == TRI_NOT_FOUND;

    if (is_whole) {
        end = tri_str_find_last_char(type, '/');
    }
    TriStr parent = end == TRI_NOT_FOUND ? TRI_STR("") : tri_str_slice(type, 0, end);
    TriStr name = name_of_parent(name_key, tri_str_count_char(parent, '/'), is_whole);

    return name.size == 0 ? TRI_STR("") : tri_identity(arena, parent, name);
}
