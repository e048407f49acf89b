/* Errors in a JSON text, in the words of whoever wrote it. */
#include "json/parser.h"

#include "base/placeholder.h"
#include "base/text.h"
#include "base/utf8.h"
#include "json/skip.h"

#include <string.h>

static size_t offset_of(const TriJsonParser *parser, const char *place)
{
    return (size_t)(place - parser->start);
}

static unsigned line_of(const TriJsonParser *parser, const char *place)
{
    return tri_position(parser->source, offset_of(parser, place)).line;
}

static TriSpan span_at(const TriJsonParser *parser, const char *at, size_t size)
{
    size_t offset = offset_of(parser, at);

    return tri_span(parser->source, offset, offset + size);
}

static TriStr rest_at(const TriJsonParser *parser, const char *at)
{
    return tri_str(at, (size_t)(parser->end - at));
}

/* What stands at `at`, which may be the rest of a secret behind a lost quote. */
static TriStr describe(const TriJsonParser *parser, const char *at, size_t *size)
{
    TriStr found = tri_json_describe(parser->scratch, rest_at(parser, at), size);

    return parser->source->hides_text && at < parser->end ? TRI_STR("something else")
                                                          : found;
}

/* In the middle of a message. */
static TriStr shorten(const TriJsonParser *parser, TriStr text)
{
    return parser->source->hides_text ? TRI_STR("…")
                                      : tri_json_shorten(parser->scratch, text);
}

/* The error is `size` bytes at `at`; `help` may be NULL. */
static const char *fail(TriJsonParser *parser, const char *at, size_t size,
                        const char *message, const char *help)
{
    TriFinding *finding = tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR,
                                     span_at(parser, at, size), "%s", message);

    finding->help = tri_str_from_c(help);
    return NULL;
}

static void relate(const TriJsonParser *parser, TriFinding *finding, const char *place,
                   const char *message)
{
    finding->related = TRI_NEW(parser->sink->arena, TriRelated);
    finding->related_count = 1;
    finding->related[0].span = span_at(parser, place, 1);
    finding->related[0].message = tri_str_from_c(message);
}

/* ---- what is around the error ---- */

static const TriJsonNode *innermost(const TriJsonParser *parser)
{
    return &parser->nodes[parser->levels[parser->depth - 1].container];
}

static bool is_in_array(const TriJsonParser *parser)
{
    return innermost(parser)->type == TRI_JSON_ARRAY;
}

/* The last name in the innermost container, an object, in a message: " of 'a'". Nothing
   of a text that is hidden. */
static TriStr last_name(const TriJsonParser *parser, const char *with)
{
    const TriJsonNode *name = &parser->nodes[parser->levels[parser->depth - 1].name];
    TriStr text = tri_str(parser->start + name->start + 1, name->end - name->start - 2);

    if (parser->source->hides_text) {
        return (TriStr){ 0 };
    }
    return tri_format(parser->scratch, "%s '%.*s'", with,
                      TRI_ARG(tri_json_shorten(parser->scratch, text)));
}

/* What pipelines fill in, and a secret does not begin with. */
static bool is_placeholder(const TriJsonParser *parser, const char *at)
{
    bool is_inside = at > parser->start && at[-1] == '{';

    return tri_begins_placeholder(rest_at(parser, is_inside ? at - 1 : at));
}

/* A string may go over a line break, so a lost quote shows later than it is lost. */
static TriStr quote_hint(const TriJsonParser *parser, const char *at)
{
    const TriJsonNode *last = &parser->nodes[parser->count - 1];

    if (parser->count == 0 || last->type != TRI_JSON_STRING) {
        return (TriStr){ 0 };
    }
    const char *start = parser->start + last->start;
    const char *end = parser->start + last->end;

    if (tri_json_skip_blanks(end, parser->end) != at ||
        memchr(start, '\n', (size_t)(end - start)) == NULL) {
        return (TriStr){ 0 };
    }
    return tri_format(parser->sink->arena,
                      "the string that begins on line %u goes over a line break; its "
                      "closing quote may be missing",
                      line_of(parser, start));
}

static const char *fail_expected(TriJsonParser *parser, const char *at, TriStr expected)
{
    if (at == parser->end && parser->depth > 0) {
        return tri_json_fail_unclosed(parser, is_in_array(parser) ? "array" : "object",
                                      parser->start + innermost(parser)->start);
    }
    size_t size;
    TriStr found = describe(parser, at, &size);
    TriFinding *finding =
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span_at(parser, at, size),
                   "expected %.*s, found %.*s", TRI_ARG(expected), TRI_ARG(found));

    finding->help =
        is_placeholder(parser, at)
            ? TRI_STR("a placeholder outside of a string is no JSON; check the file "
                      "after it is filled in")
            : quote_hint(parser, at);
    if (parser->depth > 0) {
        relate(parser, finding, parser->start + innermost(parser)->start,
               is_in_array(parser) ? "in the array that begins here"
                                   : "in the object that begins here");
    }
    return NULL;
}

/* ---- errors ---- */

const char *tri_json_fail_empty(TriJsonParser *parser)
{
    return fail(parser, parser->start, 0, "the file is empty", NULL);
}

const char *tri_json_fail_unclosed(TriJsonParser *parser, const char *what,
                                   const char *start)
{
    TriFinding *finding = tri_report(
        parser->sink, TRI_PROBLEM_PARSE_ERROR, span_at(parser, parser->end, 0),
        "the %s that begins on line %u is not closed", what, line_of(parser, start));

    relate(parser, finding, start, "it begins here");
    return NULL;
}

const char *tri_json_fail_separator(TriJsonParser *parser, const char *at)
{
    if (is_in_array(parser)) {
        return fail_expected(parser, at, TRI_STR("',' or ']' after the item"));
    }
    return fail_expected(parser, at,
                         tri_format(parser->scratch, "',' or '}' after the value%.*s",
                                    TRI_ARG(last_name(parser, " of"))));
}

const char *tri_json_fail_colon(TriJsonParser *parser, const char *at)
{
    return fail_expected(parser, at,
                         tri_format(parser->scratch, "':' after the name%.*s",
                                    TRI_ARG(last_name(parser, ""))));
}

const char *tri_json_fail_name(TriJsonParser *parser, const char *at)
{
    size_t size;
    TriStr found = describe(parser, at, &size);

    if (at < parser->end && (*at == '\'' || tri_json_is_word(*at))) {
        tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span_at(parser, at, size),
                   "names are in double quotes; found %.*s", TRI_ARG(found));
        return NULL;
    }
    return fail_expected(parser, at, TRI_STR("a name in double quotes or '}'"));
}

const char *tri_json_fail_value(TriJsonParser *parser, const char *at)
{
    if (at < parser->end && *at == '\'') {
        return fail(parser, at, 1, "strings are in double quotes; found a single quote",
                    NULL);
    }
    if (parser->depth == 0) {
        return fail_expected(parser, at, TRI_STR("a value"));
    }
    if (is_in_array(parser)) {
        return fail_expected(parser, at, TRI_STR("a value or ']'"));
    }
    return fail_expected(
        parser, at,
        tri_format(parser->scratch, "a value%.*s", TRI_ARG(last_name(parser, " for"))));
}

const char *tri_json_fail_number(TriJsonParser *parser, const char *at)
{
    const char *end = at;

    while (end < parser->end && tri_json_is_number(*end)) {
        end++;
    }
    TriStr number = tri_str(at, (size_t)(end - at));

    tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span_at(parser, at, number.size),
               "'%.*s' is not a number as JSON writes it",
               TRI_ARG(shorten(parser, number)));
    return NULL;
}

const char *tri_json_fail_nul(TriJsonParser *parser, const char *at)
{
    return fail(parser, at, 1, "a string holds a NUL byte", "write it as '\\u0000'");
}

/* A backslash and a character that means nothing behind it. */
const char *tri_json_fail_escape(TriJsonParser *parser, const char *at)
{
    TriStr rest = tri_str_from(rest_at(parser, at), 1);

    tri_utf8_next(&rest);
    TriStr escape = tri_str(at, (size_t)(rest.data - at));
    TriFinding *finding = tri_report(
        parser->sink, TRI_PROBLEM_PARSE_ERROR, span_at(parser, at, escape.size),
        "unknown escape '%.*s'", TRI_ARG(shorten(parser, escape)));

    finding->help = TRI_STR("a backslash itself is written '\\\\'");
    return NULL;
}

const char *tri_json_fail_unicode(TriJsonParser *parser, const char *at, size_t size)
{
    return fail(parser, at, size, "expected four hexadecimal digits after '\\u'", NULL);
}

const char *tri_json_fail_end(TriJsonParser *parser, const char *at)
{
    return fail_expected(parser, at, TRI_STR("the end of the file"));
}

const char *tri_json_fail_depth(TriJsonParser *parser, const char *at)
{
    tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span_at(parser, at, 1),
               "nested deeper than %d levels", TRI_JSON_DEPTH_LIMIT);
    return NULL;
}

const char *tri_json_fail_count(TriJsonParser *parser, const char *at)
{
    tri_report(parser->sink, TRI_PROBLEM_PARSE_ERROR, span_at(parser, at, 1),
               "more than %zu names and values, too many for a file of this size",
               parser->limit);
    return NULL;
}
