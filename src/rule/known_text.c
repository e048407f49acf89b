#include "rule/known_text.h"

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

/* Whether a value is a text that is not empty, though it may not be known. */
static bool is_some_text(TriValue value, int depth)
{
    const TriResidual *residual = value.residual;

    if (value.kind != TRI_UNKNOWN || residual == NULL || depth > DEEPEST) {
        return value.kind == TRI_STRING && value.string.size > 0;
    }
    if (tri_str_eq_nocase(residual->function, TRI_STR("format"))) {
        TriValue form = tri_force(residual->arguments[0]);

        return form.kind == TRI_STRING && before_places(form.string).size > 0;
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
    return is_start ? before_places(form.string) : behind_places(form.string);
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
