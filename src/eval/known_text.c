#include "eval/known_text.h"

#include "base/number.h"

/* Calls in calls beyond this are not looked at; nor are more calls for one question. */
enum { DEEPEST = 8, MOST_LOOKS = 100 };

bool tri_makes_id(TriStr function)
{
    static const TriStr names[] = {
        TRI_STR_INIT("resourceId"),          TRI_STR_INIT("subscriptionResourceId"),
        TRI_STR_INIT("tenantResourceId"),    TRI_STR_INIT("managementGroupResourceId"),
        TRI_STR_INIT("extensionResourceId"),
    };

    return tri_str_is_among_nocase(function, names, sizeof names / sizeof *names);
}

/* What returns an id, or a hash, whatever it is given. */
static bool makes_text(TriStr function)
{
    static const TriStr hashes[] = { TRI_STR_INIT("uniqueString"), TRI_STR_INIT("guid"),
                                     TRI_STR_INIT("newGuid") };

    return tri_makes_id(function) ||
           tri_str_is_among_nocase(function, hashes, sizeof hashes / sizeof *hashes);
}

/* What returns at least the letters that one of its arguments has. */
static bool keeps_text(TriStr function)
{
    static const TriStr names[] = {
        TRI_STR_INIT("concat"),
        TRI_STR_INIT("toLower"),
        TRI_STR_INIT("toUpper"),
    };

    return tri_str_is_among_nocase(function, names, sizeof names / sizeof *names);
}

/* Takes the first part off the text of format(): what stands in front of a brace, a
   place for a value, or a brace that is doubled. */
static TriStr take_part(TriStr *form)
{
    bool is_place = form->data[0] == '{';
    bool is_brace = is_place || form->data[0] == '}';
    size_t size = 0;

    if (is_brace && form->size > 1 && form->data[1] == form->data[0]) {
        size = 2;
    } else if (is_brace) {
        size = tri_str_find_char(*form, '}');
        size = size == TRI_NOT_FOUND ? form->size : size + 1;
    } else {
        while (size < form->size && form->data[size] != '{' &&
               form->data[size] != '}') {
            size++;
        }
    }
    TriStr part = tri_str_slice(*form, 0, size);

    *form = tri_str_from(*form, size);
    return part;
}

bool tri_format_place(TriStr form, size_t at, size_t count, size_t *argument,
                      size_t *end)
{
    TriStr rest = at < form.size ? tri_str_from(form, at) : TRI_STR("");
    size_t close = tri_str_find_char(rest, '}');
    int64_t number;

    if (close == TRI_NOT_FOUND || rest.data[0] != '{' ||
        !tri_parse_int(tri_str_slice(rest, 1, close - 1), &number) || number < 0 ||
        (uint64_t)number + 1 >= count) {
        return false;
    }
    *argument = (size_t)number + 1;
    *end = at + close + 1;
    return true;
}

/* The text that a part stands for, or the argument; null where that has a width or a
   format of its own. */
static TriValue value_of(const TriResidual *residual, TriStr part)
{
    bool is_place = part.size > 2 && part.data[0] == '{';
    size_t argument, end;

    if (!is_place) {
        bool is_brace = part.data[0] == '{' || part.data[0] == '}';

        return tri_value_string(is_brace ? tri_str_slice(part, 0, 1) : part);
    }
    return tri_format_place(part, 0, residual->count, &argument, &end)
               ? tri_force(residual->arguments[argument])
               : tri_value_null();
}

static bool is_some_text(TriValue value, int *looks);

/* Whether format() puts anything into the text that is not empty. */
static bool fills_form(const TriResidual *residual, int *looks)
{
    TriValue form = tri_force(residual->arguments[0]);

    while (form.kind == TRI_STRING && form.string.size > 0) {
        TriValue value = value_of(residual, take_part(&form.string));

        if (value.kind == TRI_INT || value.kind == TRI_BOOL ||
            is_some_text(value, looks)) {
            return true;
        }
    }
    return false;
}

/* Whether any argument is such a text. */
static bool has_some_text(const TriResidual *residual, int *looks)
{
    for (size_t i = 0; *looks > 0 && i < residual->count; i++) {
        if (is_some_text(tri_force(residual->arguments[i]), looks)) {
            return true;
        }
    }
    return false;
}

/* Whether a value is a text that is not empty, though it may not be known. */
static bool is_some_text(TriValue value, int *looks)
{
    const TriResidual *residual = value.residual;

    if (value.kind != TRI_UNKNOWN || residual == NULL || --*looks < 0) {
        return value.kind == TRI_STRING && value.string.size > 0;
    }
    if (tri_residual_calls(residual, TRI_STR("format"))) {
        return fills_form(residual, looks);
    }
    if (tri_residual_calls(residual, TRI_STR("if"))) {
        return is_some_text(tri_force(residual->arguments[1]), looks) &&
               is_some_text(tri_force(residual->arguments[2]), looks);
    }
    return makes_text(residual->function) ||
           (keeps_text(residual->function) && has_some_text(residual, looks));
}

bool tri_known_text_is_some(TriValue value)
{
    int looks = MOST_LOOKS;

    return is_some_text(value, &looks);
}

/* What a call that puts texts together puts first, or last; null for any other. */
static TriValue outer_value(const TriResidual *residual, bool is_start)
{
    TriValue first = tri_force(residual->arguments[0]);
    TriValue outer = tri_value_null();

    if (tri_residual_calls(residual, TRI_STR("concat"))) {
        return is_start ? first : tri_force(residual->arguments[residual->count - 1]);
    }
    if (!tri_residual_calls(residual, TRI_STR("format")) || first.kind != TRI_STRING) {
        return outer;
    }
    for (TriStr form = first.string; form.size > 0;) {
        outer = value_of(residual, take_part(&form));
        if (is_start) {
            break;
        }
    }
    return outer;
}

/* The start of a text, or its end. */
static TriStr known_part(TriValue value, bool is_start)
{
    for (int depth = 0; depth <= DEEPEST; depth++) {
        const TriResidual *residual = value.residual;

        if (value.kind == TRI_STRING) {
            return value.string;
        }
        if (value.kind != TRI_UNKNOWN || residual == NULL || residual->count == 0) {
            return TRI_STR("");
        }
        value = outer_value(residual, is_start);
    }
    return TRI_STR("");
}

TriStr tri_known_text_start(TriValue value)
{
    return known_part(value, true);
}

TriStr tri_known_text_end(TriValue value)
{
    return known_part(value, false);
}

/* A text that is being written, and how many values are still looked at. */
typedef struct Writing {
    TriText text;
    int looks;
} Writing;

static void write_value(Writing *writing, TriValue value, int depth);

/* What format() and concat() put together; false for any other. */
static bool write_parts(Writing *writing, const TriResidual *residual, int depth)
{
    if (tri_residual_calls(residual, TRI_STR("concat"))) {
        for (size_t i = 0; i < residual->count; i++) {
            write_value(writing, tri_force(residual->arguments[i]), depth);
        }
        return true;
    }
    TriValue form =
        residual->count > 0 ? tri_force(residual->arguments[0]) : tri_value_null();

    if (!tri_residual_calls(residual, TRI_STR("format")) || form.kind != TRI_STRING) {
        return false;
    }
    while (form.string.size > 0) {
        write_value(writing, value_of(residual, take_part(&form.string)), depth);
    }
    return true;
}

/* Of what has failed, arguments may not be evaluated yet: that would take memory of the
   arena that the text may lie in. */
static void write_value(Writing *writing, TriValue value, int depth)
{
    bool is_seen = depth < DEEPEST && --writing->looks >= 0;

    if (is_seen && value.kind == TRI_STRING && !value.is_secure) {
        tri_text_add(&writing->text, value.string);
    } else if (!is_seen || value.kind != TRI_UNKNOWN || tri_is_failure(value) ||
               value.residual == NULL ||
               !write_parts(writing, value.residual, depth + 1)) {
        tri_text_add_char(&writing->text, TRI_TEXT_GAP);
    }
}

TriStr tri_known_text(TriArena *arena, TriValue value)
{
    Writing writing = { tri_text(arena), MOST_LOOKS };

    write_value(&writing, value, 0);
    return tri_text_str(&writing.text);
}

bool tri_known_text_has(TriStr text, TriStr part)
{
    return tri_str_find_char(part, TRI_TEXT_GAP) == TRI_NOT_FOUND &&
           tri_str_find(text, part) != TRI_NOT_FOUND;
}

bool tri_known_text_differs(TriValue value, TriValue wanted)
{
    TriStr start = known_part(value, true);
    TriStr end = known_part(value, false);

    if (wanted.kind != TRI_STRING) {
        return start.size > 0 || end.size > 0;
    }
    return (wanted.string.size == 0 && tri_known_text_is_some(value)) ||
           !tri_str_has_prefix_nocase(wanted.string, start) ||
           !tri_str_has_suffix_nocase(wanted.string, end);
}
