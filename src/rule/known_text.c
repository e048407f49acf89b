#include "rule/known_text.h"

#include "base/number.h"

/* Calls in calls beyond this are not looked at. */
enum { DEEPEST = 8 };

/* What returns an id, or a hash, whatever it is given. */
static bool makes_text(TriStr function)
{
    static const TriStr names[] = {
        TRI_STR_INIT("resourceId"),
        TRI_STR_INIT("subscriptionResourceId"),
        TRI_STR_INIT("tenantResourceId"),
        TRI_STR_INIT("managementGroupResourceId"),
        TRI_STR_INIT("extensionResourceId"),
        TRI_STR_INIT("uniqueString"),
        TRI_STR_INIT("guid"),
        TRI_STR_INIT("newGuid"),
    };

    return tri_str_is_among_nocase(function, names, sizeof names / sizeof *names);
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

/* What stands in the text of format() in front of the first place for a value. */
static TriStr before_places(TriStr form)
{
    size_t at = 0;

    while (at < form.size && form.data[at] != '{' && form.data[at] != '}') {
        at++;
    }
    return tri_str_slice(form, 0, at);
}

/* What stands in it behind the last one. */
static TriStr behind_places(TriStr form)
{
    size_t at = form.size;

    while (at > 0 && form.data[at - 1] != '}' && form.data[at - 1] != '{') {
        at--;
    }
    return tri_str_from(form, at);
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

static bool is_some_text(TriValue value, int depth);

/* Whether format() has text of its own, or puts in some that is not empty. */
static bool is_some_format(const TriResidual *residual, int depth)
{
    TriValue form = tri_force(residual->arguments[0]);
    size_t argument;

    if (form.kind != TRI_STRING) {
        return false;
    }
    for (size_t i = 0; i < form.string.size;) {
        if (!tri_format_place(form.string, i, residual->count, &argument, &i)) {
            return form.string.data[i] != '{';
        }
        if (is_some_text(tri_force(residual->arguments[argument]), depth + 1)) {
            return true;
        }
    }
    return false;
}

/* Whether a value is a text that is not empty, though it may not be known. */
static bool is_some_text(TriValue value, int depth)
{
    const TriResidual *residual = value.residual;

    if (value.kind != TRI_UNKNOWN || residual == NULL || depth > DEEPEST) {
        return value.kind == TRI_STRING && value.string.size > 0;
    }
    if (tri_str_eq_nocase(residual->function, TRI_STR("format"))) {
        return is_some_format(residual, depth);
    }
    for (size_t i = 0; keeps_text(residual->function) && i < residual->count; i++) {
        if (is_some_text(tri_force(residual->arguments[i]), depth + 1)) {
            return true;
        }
    }
    return makes_text(residual->function);
}

bool tri_known_text_is_some(TriValue value)
{
    return is_some_text(value, 0);
}

static TriStr known_part(TriValue value, bool is_start, int depth);

/* What format() begins, or ends, with: its own text, else that of a value. */
static TriStr part_of_format(const TriResidual *residual, TriStr form, bool is_start,
                             int depth)
{
    TriStr part = is_start ? before_places(form) : behind_places(form);
    size_t at = is_start ? 0 : tri_str_find_last_char(form, '{');
    size_t argument, end;

    if (part.size > 0 ||
        !tri_format_place(form, at, residual->count, &argument, &end) ||
        (!is_start && end < form.size)) {
        return part;
    }
    return known_part(tri_force(residual->arguments[argument]), is_start, depth + 1);
}

/* The start of a text, or its end. */
static TriStr known_part(TriValue value, bool is_start, int depth)
{
    const TriResidual *residual = value.residual;

    if (value.kind == TRI_STRING) {
        return value.string;
    }
    if (value.kind != TRI_UNKNOWN || residual == NULL || residual->count == 0 ||
        depth > DEEPEST) {
        return TRI_STR("");
    }
    if (tri_str_eq_nocase(residual->function, TRI_STR("concat"))) {
        size_t index = is_start ? 0 : residual->count - 1;

        return known_part(tri_force(residual->arguments[index]), is_start, depth + 1);
    }
    TriValue form = tri_force(residual->arguments[0]);

    if (!tri_str_eq_nocase(residual->function, TRI_STR("format")) ||
        form.kind != TRI_STRING) {
        return TRI_STR("");
    }
    return part_of_format(residual, form.string, is_start, depth);
}

TriStr tri_known_text_start(TriValue value)
{
    return known_part(value, true, 0);
}

bool tri_known_text_differs(TriValue value, TriValue wanted)
{
    TriStr start = known_part(value, true, 0);
    TriStr end = known_part(value, false, 0);

    if (wanted.kind != TRI_STRING) {
        return start.size > 0 || end.size > 0;
    }
    return (wanted.string.size == 0 && is_some_text(value, 0)) ||
           !tri_str_has_prefix_nocase(wanted.string, start) ||
           !tri_str_has_suffix_nocase(wanted.string, end);
}
