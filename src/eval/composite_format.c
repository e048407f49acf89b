#include "eval/composite_format.h"

#include "base/number.h"
#include "base/utf8.h"
#include "eval/functions_support.h"
#include "eval/number_format.h"

typedef struct Composer {
    TriCall *call;
    TriStr rest; /* of the format */
    TriText text;
    TriText piece;    /* what fills the hole at hand */
    TriValue failure; /* instead of the text, once something failed */
} Composer;

typedef struct Hole {
    int64_t index;
    int64_t width; /* negative: text to the left */
    TriStr spec;
} Hole;

static bool fail(Composer *composer, TriValue failure)
{
    composer->failure = failure;
    return false;
}

/* ---- reading holes ---- */

static void skip_spaces(TriStr *text)
{
    while (tri_str_skip_char(text, ' ')) {
    }
}

/* At most six digits, which is .NET's own limit. */
static bool read_count(TriStr *text, int64_t *count)
{
    size_t size = 0;

    while (size < text->size && tri_char_is_digit(text->data[size])) {
        size++;
    }
    TriStr digits = tri_str_slice(*text, 0, size);

    *text = tri_str_from(*text, size);
    return size > 0 && size <= 6 && tri_parse_int(digits, count);
}

static bool read_width(TriStr *text, int64_t *width)
{
    skip_spaces(text);
    bool is_left = tri_str_skip_char(text, '-');

    if (!read_count(text, width)) {
        return false;
    }
    *width = is_left ? -*width : *width;
    skip_spaces(text);
    return true;
}

/* What stands between braces. */
static bool read_hole(TriStr text, Hole *hole)
{
    if (!read_count(&text, &hole->index)) {
        return false;
    }
    skip_spaces(&text);
    if (tri_str_skip_char(&text, ',') && !read_width(&text, &hole->width)) {
        return false;
    }
    if (tri_str_skip_char(&text, ':')) {
        hole->spec = text;
        return true;
    }
    return text.size == 0;
}

/* ---- filling them ---- */

static bool write_value(Composer *composer, const Hole *hole)
{
    TriText *text = &composer->piece;
    TriValue value = tri_arg(composer->call, 1 + (size_t)hole->index);
    TriValue cause;
    bool is_number = value.kind == TRI_INT || value.kind == TRI_FLOAT;

    if (!is_number) {
        return tri_value_text(composer->call, value, '\'', text, &cause) ||
               fail(composer, tri_call_unknown(composer->call, cause));
    }
    if (value.kind == TRI_INT ? tri_number_add_int(text, value.integer, hole->spec)
                              : tri_number_add_float(text, value.number, hole->spec)) {
        return true;
    }
    return fail(composer, tri_call_error(composer->call, "'%.*s' is no number format",
                                         TRI_ARG(hole->spec)));
}

static void add_blanks(TriText *text, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        tri_text_add_char(text, ' ');
    }
}

static bool add_aligned(Composer *composer, int64_t width)
{
    TriStr piece = tri_text_str(&composer->piece);
    size_t size = piece.size + (size_t)(width < 0 ? -width : width);
    int64_t units = width == 0 ? 0 : (int64_t)tri_utf8_units(piece);

    if (!tri_call_reserve(composer->call, size)) {
        return fail(composer, tri_call_limit(composer->call));
    }
    add_blanks(&composer->text, width - units);
    tri_text_add(&composer->text, piece);
    add_blanks(&composer->text, -width - units);
    return true;
}

static bool fill_hole(Composer *composer, const Hole *hole)
{
    size_t count = tri_arg_count(composer->call) - 1;

    if ((size_t)hole->index >= count) {
        return fail(composer,
                    tri_call_error(composer->call,
                                   "the format asks for {%lld}; there %s %zu value%s",
                                   (long long)hole->index, count == 1 ? "is" : "are",
                                   count, count == 1 ? "" : "s"));
    }
    composer->piece.size = 0;
    return write_value(composer, hole) && add_aligned(composer, hole->width);
}

static bool add_hole(Composer *composer)
{
    size_t end = tri_str_find_char(composer->rest, '}');
    TriStr inside = tri_str_slice(composer->rest, 0, end);
    Hole hole = { 0 };

    if (end == TRI_NOT_FOUND) {
        return fail(composer,
                    tri_call_error(composer->call, "the format has a '{' without '}'"));
    }
    if (!read_hole(inside, &hole)) {
        return fail(composer,
                    tri_call_error(composer->call, "'{%.*s}' is no format item",
                                   TRI_ARG(inside)));
    }
    composer->rest = tri_str_from(composer->rest, end + 1);
    return fill_hole(composer, &hole);
}

static bool add_brace(Composer *composer)
{
    char brace = composer->rest.data[0];

    composer->rest = tri_str_from(composer->rest, 1);
    if (tri_str_skip_char(&composer->rest, brace)) {
        tri_text_add_char(&composer->text, brace);
        return true;
    }
    if (brace == '{') {
        return add_hole(composer);
    }
    return fail(composer,
                tri_call_error(composer->call, "the format has a '}' without '{'"));
}

static void add_plain(Composer *composer)
{
    size_t size = 0;

    while (size < composer->rest.size && composer->rest.data[size] != '{' &&
           composer->rest.data[size] != '}') {
        size++;
    }
    tri_text_add(&composer->text, tri_str_slice(composer->rest, 0, size));
    composer->rest = tri_str_from(composer->rest, size);
}

TriValue tri_composite_format(TriCall *call)
{
    Composer composer = { .call = call,
                          .rest = tri_arg_str(call, 0),
                          .text = tri_text(tri_call_arena(call)),
                          .piece = tri_text(tri_call_arena(call)) };

    if (!tri_call_reserve(call, composer.rest.size)) {
        return tri_call_limit(call);
    }
    add_plain(&composer);
    while (composer.rest.size > 0) {
        if (!add_brace(&composer)) {
            return composer.failure;
        }
        add_plain(&composer);
    }
    return tri_value_string(tri_text_str(&composer.text));
}
