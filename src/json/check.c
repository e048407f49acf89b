/*
 * One pass over the bytes. Between tokens it is in one of two states: an item (or
 * the end of its container) may begin, or an item has just ended. `at` is the
 * place of the error when a function returns false.
 */
#include "json/check.h"

#include "base/utf8.h"
#include "json/describe.h"
#include "json/document.h"
#include "json/skip.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

/*
 * What jsmn is made to do is bounded by the size of the text: the tokens it stores
 * and the steps it takes to find what its closing brackets close. Large templates
 * need a twentieth of a token and of a step a byte.
 */
enum {
    FREE_TOKENS = 65536,
    BYTES_A_TOKEN = 4,
    FREE_STEPS = 1000000,
    STEPS_A_BYTE = 2,
};

/* An open container and the last name in it, as offsets in the text. */
typedef struct Level {
    uint32_t open;
    uint32_t name;
} Level;

typedef struct Check {
    TriArena *scratch;
    const TriSource *source;
    TriSink *sink;
    char *blanked; /* the copy without comments; NULL until there is one */
    const char *start;
    const char *at;
    const char *end;
    const char *string; /* the last one, for a hint */
    const char *string_end;
    Level *levels;
    size_t depth;
    size_t last_depth; /* of the last token */
    char closing;      /* of the innermost container */
    bool has_item;     /* an item has just ended */
    size_t count;
    size_t count_limit;
    size_t steps;
    size_t step_limit;
} Check;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What may stand in a number, or be meant as one. */
static bool is_number(char c)
{
    return tri_json_is_word(c) || c == '.' || c == '-' || c == '+';
}

static bool is_number_start(char c)
{
    return is_digit(c) || c == '-' || c == '+' || c == '.';
}

static TriStr run(const Check *check, bool is_part(char))
{
    const char *end = check->at;

    while (end < check->end && is_part(*end)) {
        end++;
    }
    return tri_str(check->at, (size_t)(end - check->at));
}

static size_t offset_of(const Check *check, const char *place)
{
    return (size_t)(place - check->start);
}

static unsigned line_of(const Check *check, const char *place)
{
    return tri_position(check->source, offset_of(check, place)).line;
}

/* The span of `size` bytes from the place of the error. */
static TriSpan here(const Check *check, size_t size)
{
    size_t offset = offset_of(check, check->at);

    return tri_span(check->source, offset, offset + size);
}

static TriStr rest_of(const Check *check)
{
    return tri_str(check->at, (size_t)(check->end - check->at));
}

static TriStr describe(const Check *check, size_t *size)
{
    return tri_json_describe(check->scratch, rest_of(check), size);
}

/* The error is `size` bytes at the place; `help` may be NULL. */
static bool fail(Check *check, size_t size, const char *message, const char *help)
{
    TriFinding *finding = tri_report(check->sink, TRI_PROBLEM_PARSE_ERROR,
                                     here(check, size), "%s", message);

    finding->help = tri_str_from_c(help);
    return false;
}

static void relate(const Check *check, TriFinding *finding, const char *place,
                   const char *message)
{
    size_t offset = offset_of(check, place);

    finding->related = TRI_NEW(check->sink->arena, TriRelated);
    finding->related_count = 1;
    finding->related[0].span = tri_span(check->source, offset, offset + 1);
    finding->related[0].message = tri_str_from_c(message);
}

/* `what`, which begins at `start`, goes on to the end of the text. */
static bool fail_unclosed(Check *check, const char *what, const char *start)
{
    check->at = check->end;
    TriFinding *finding = tri_report(
        check->sink, TRI_PROBLEM_PARSE_ERROR, here(check, 0),
        "the %s that begins on line %u is not closed", what, line_of(check, start));

    relate(check, finding, start, "it begins here");
    return false;
}

static const char *innermost(const Check *check)
{
    return check->start + check->levels[check->depth - 1].open;
}

static const char *container_word(const Check *check)
{
    return check->closing == '}' ? "object" : "array";
}

/* A string may go over a line break, so a lost quote shows later than it is lost. */
static TriStr quote_hint(const Check *check)
{
    const char *start = check->string;

    if (start == NULL ||
        tri_json_skip_blanks(check->string_end, check->end) != check->at ||
        memchr(start, '\n', (size_t)(check->string_end - start)) == NULL) {
        return (TriStr){ 0 };
    }
    return tri_format(check->sink->arena,
                      "the string that begins on line %u goes over a line break; its "
                      "closing quote may be missing",
                      line_of(check, start));
}

static bool fail_expected(Check *check, TriStr expected)
{
    if (check->at == check->end && check->depth > 0) {
        return fail_unclosed(check, container_word(check), innermost(check));
    }
    size_t size;
    TriStr found = describe(check, &size);
    TriFinding *finding =
        tri_report(check->sink, TRI_PROBLEM_PARSE_ERROR, here(check, size),
                   "expected %.*s, found %.*s", TRI_ARG(expected), TRI_ARG(found));

    finding->help = quote_hint(check);
    if (check->depth > 0) {
        relate(check, finding, innermost(check),
               check->closing == '}' ? "in the object that begins here"
                                     : "in the array that begins here");
    }
    return false;
}

/* The last name in the innermost container, an object. */
static TriStr last_name(const Check *check)
{
    const char *start = check->start + check->levels[check->depth - 1].name + 1;
    const char *end = tri_json_skip_plain(start, check->end);

    while (*end == '\\') {
        end = tri_json_skip_plain(end + 2, check->end);
    }
    return tri_json_shorten(check->scratch, tri_str(start, (size_t)(end - start)));
}

static bool fail_separator(Check *check)
{
    if (check->closing == ']') {
        return fail_expected(check, TRI_STR("',' or ']' after the item"));
    }
    return fail_expected(check, tri_format(check->scratch,
                                           "',' or '}' after the value of '%.*s'",
                                           TRI_ARG(last_name(check))));
}

static bool fail_colon(Check *check)
{
    return fail_expected(check, tri_format(check->scratch, "':' after the name '%.*s'",
                                           TRI_ARG(last_name(check))));
}

static bool fail_name(Check *check)
{
    size_t size;
    TriStr found = describe(check, &size);

    if (check->at < check->end &&
        (*check->at == '\'' || tri_json_is_word(*check->at))) {
        tri_report(check->sink, TRI_PROBLEM_PARSE_ERROR, here(check, size),
                   "names are in double quotes; found %.*s", TRI_ARG(found));
        return false;
    }
    return fail_expected(check, TRI_STR("a name in double quotes or '}'"));
}

static bool fail_value(Check *check)
{
    if (check->at < check->end && *check->at == '\'') {
        return fail(check, 1, "strings are in double quotes; found a single quote",
                    NULL);
    }
    if (check->depth == 0) {
        return fail_expected(check, TRI_STR("a value"));
    }
    if (check->closing == ']') {
        return fail_expected(check, TRI_STR("a value or ']'"));
    }
    return fail_expected(check, tri_format(check->scratch, "a value for '%.*s'",
                                           TRI_ARG(last_name(check))));
}

static bool fail_number(Check *check)
{
    TriStr number = run(check, is_number);

    tri_report(check->sink, TRI_PROBLEM_PARSE_ERROR, here(check, number.size),
               "'%.*s' is not a number as JSON writes it",
               TRI_ARG(tri_json_shorten(check->scratch, number)));
    return false;
}

/* A backslash and a character that means nothing behind it. */
static bool fail_escape(Check *check)
{
    TriStr rest = tri_str_from(rest_of(check), 1);

    tri_utf8_next(&rest);
    TriStr escape = tri_str(check->at, (size_t)(rest.data - check->at));
    TriFinding *finding = tri_report(check->sink, TRI_PROBLEM_PARSE_ERROR,
                                     here(check, escape.size), "unknown escape '%.*s'",
                                     TRI_ARG(tri_json_shorten(check->scratch, escape)));

    finding->help = TRI_STR("a backslash itself is written '\\\\'");
    return false;
}

static bool fail_depth(Check *check)
{
    tri_report(check->sink, TRI_PROBLEM_PARSE_ERROR, here(check, 1),
               "nested deeper than %d levels", TRI_JSON_DEPTH_LIMIT);
    return false;
}

static bool fail_count(Check *check)
{
    tri_report(check->sink, TRI_PROBLEM_PARSE_ERROR, here(check, 1),
               "more than %zu names and values, too many for a file of this size",
               check->count_limit);
    return false;
}

/* The end of the comment at `at`; `at` when there is none, NULL when it has none. */
static const char *comment_end(const char *at, const char *end)
{
    if (end - at < 2 || (at[1] != '/' && at[1] != '*')) {
        return at;
    }
    if (at[1] == '*') {
        const char *close = memmem(at + 2, (size_t)(end - at) - 2, "*/", 2);

        return close == NULL ? NULL : close + 2;
    }
    while (at < end && *at != '\n' && *at != '\r') {
        at++;
    }
    return at;
}

static void blank_out(Check *check, const char *comment_end)
{
    if (check->blanked == NULL) {
        check->blanked = tri_str_to_c(check->scratch, check->source->text);
    }
    memset(check->blanked + offset_of(check, check->at), ' ',
           (size_t)(comment_end - check->at));
}

/* Over white space and comments. */
static bool skip_space(Check *check)
{
    check->at = tri_json_skip_blanks(check->at, check->end);
    while (check->at < check->end && *check->at == '/') {
        const char *end = comment_end(check->at, check->end);

        if (end == NULL) {
            return fail_unclosed(check, "comment", check->at);
        }
        if (end == check->at) {
            break;
        }
        blank_out(check, end);
        check->at = tri_json_skip_blanks(end, check->end);
    }
    return true;
}

static bool is_next(const Check *check, char c)
{
    return check->at < check->end && *check->at == c;
}

/* Counts the token that begins here. */
static bool count_token(Check *check)
{
    check->last_depth = check->depth + 1;
    return ++check->count <= check->count_limit || fail_count(check);
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool take_unicode_escape(Check *check)
{
    size_t size = 2;

    while (size < 6 && size < (size_t)(check->end - check->at)) {
        if (!is_hex(check->at[size])) {
            return fail(check, size, "expected four hexadecimal digits after '\\u'",
                        NULL);
        }
        size++;
    }
    check->at += size;
    return true;
}

static bool take_escape(Check *check)
{
    if (check->end - check->at < 2) {
        check->at = check->end;
        return true;
    }
    if (check->at[1] == 'u') {
        return take_unicode_escape(check);
    }
    if (check->at[1] != '\0' && strchr("\"\\/bfnrt", check->at[1]) != NULL) {
        check->at += 2;
        return true;
    }
    return fail_escape(check);
}

/* Over the string whose first quote stands here. */
static bool take_string(Check *check)
{
    check->string = check->at++;
    for (;;) {
        check->at = tri_json_skip_plain(check->at, check->end);
        if (check->at == check->end) {
            return fail_unclosed(check, "string", check->string);
        }
        if (*check->at == '"') {
            check->string_end = ++check->at;
            return true;
        }
        if (*check->at == '\0') {
            return fail(check, 1, "a string holds a NUL byte", "write it as '\\u0000'");
        }
        if (!take_escape(check)) {
            return false;
        }
    }
}

/* Over one digit or more; false when there is none. */
static bool skip_digits(const char **at, const char *end)
{
    const char *start = *at;

    while (*at < end && is_digit(**at)) {
        ++*at;
    }
    return *at > start;
}

static bool skip_one(const char **at, const char *end, char a, char b)
{
    bool is_there = *at < end && (**at == a || **at == b);

    *at += is_there;
    return is_there;
}

static bool take_number(Check *check)
{
    const char *at = check->at;
    const char *end = check->end;

    skip_one(&at, end, '-', '-');
    bool is_valid = skip_one(&at, end, '0', '0') || skip_digits(&at, end);

    if (is_valid && skip_one(&at, end, '.', '.')) {
        is_valid = skip_digits(&at, end);
    }
    if (is_valid && skip_one(&at, end, 'e', 'E')) {
        skip_one(&at, end, '-', '+');
        is_valid = skip_digits(&at, end);
    }
    if (!is_valid || (at < end && is_number(*at))) {
        return fail_number(check);
    }
    check->at = at;
    return true;
}

static bool take_word(Check *check)
{
    TriStr word = run(check, tri_json_is_word);

    if (!tri_str_eq(word, TRI_STR("true")) && !tri_str_eq(word, TRI_STR("false")) &&
        !tri_str_eq(word, TRI_STR("null"))) {
        return fail_value(check);
    }
    check->at += word.size;
    return true;
}

static bool take_scalar(Check *check)
{
    check->has_item = true;
    if (*check->at == '"') {
        return take_string(check);
    }
    if (is_number_start(*check->at)) {
        return take_number(check);
    }
    return take_word(check);
}

static char closing_of(char open)
{
    return open == '{' ? '}' : ']';
}

static bool open_container(Check *check)
{
    if (check->depth == TRI_JSON_DEPTH_LIMIT) {
        return fail_depth(check);
    }
    check->levels[check->depth++].open = (uint32_t)offset_of(check, check->at);
    check->closing = closing_of(*check->at++);
    check->has_item = false;
    return true;
}

/*
 * From the last token, jsmn goes from parent to parent to the container: two steps
 * a level at most, for a name is the parent of its value.
 */
static bool close_container(Check *check)
{
    check->steps += 2 * (check->last_depth - check->depth) + 1;
    if (check->steps > check->step_limit) {
        return fail(check, 1,
                    "deep nesting is repeated too often to be read in reasonable time",
                    NULL);
    }
    check->at++;
    check->depth--;
    check->has_item = true;
    if (check->depth > 0) {
        check->closing = closing_of(*innermost(check));
    }
    return true;
}

static bool take_value(Check *check)
{
    if (check->at == check->end) {
        return fail_value(check);
    }
    if (!count_token(check)) {
        return false;
    }
    return *check->at == '{' || *check->at == '[' ? open_container(check)
                                                  : take_scalar(check);
}

/* A name and its colon, up to the value. */
static bool take_name(Check *check)
{
    if (!is_next(check, '"')) {
        return fail_name(check);
    }
    check->levels[check->depth - 1].name = (uint32_t)offset_of(check, check->at);
    if (!count_token(check) || !take_string(check) || !skip_space(check)) {
        return false;
    }
    if (!is_next(check, ':')) {
        return fail_colon(check);
    }
    check->at++;
    return skip_space(check);
}

/* Where an item may begin; that it need not, allows the comma behind the last one. */
static bool take_item(Check *check)
{
    if (!skip_space(check)) {
        return false;
    }
    if (is_next(check, check->closing)) {
        return close_container(check);
    }
    if (check->closing == '}' && !take_name(check)) {
        return false;
    }
    return take_value(check);
}

/* Where an item has ended. */
static bool take_separator(Check *check)
{
    if (!skip_space(check)) {
        return false;
    }
    if (is_next(check, ',')) {
        check->at++;
        check->has_item = false;
        return true;
    }
    return is_next(check, check->closing) ? close_container(check)
                                          : fail_separator(check);
}

static bool take_document(Check *check)
{
    if (!skip_space(check)) {
        return false;
    }
    if (check->at == check->end) {
        check->at = check->start;
        return fail(check, 0, "the file is empty", NULL);
    }
    if (!take_value(check)) {
        return false;
    }
    while (check->depth > 0) {
        if (!(check->has_item ? take_separator(check) : take_item(check))) {
            return false;
        }
    }
    return skip_space(check) && (check->at == check->end ||
                                 fail_expected(check, TRI_STR("the end of the file")));
}

bool tri_json_check(TriArena *scratch, const TriSource *source, TriSink *sink,
                    TriJsonCheck *checked)
{
    TriStr text = source->text.size == 0 ? TRI_STR("") : source->text;
    Level levels[TRI_JSON_DEPTH_LIMIT];
    Check check = {
        .scratch = scratch,
        .source = source,
        .sink = sink,
        .start = text.data,
        .at = text.data,
        .end = text.data + text.size,
        .levels = levels,
        .count_limit = FREE_TOKENS + text.size / BYTES_A_TOKEN,
        .step_limit = FREE_STEPS + text.size * STEPS_A_BYTE,
    };

    /* The positions of jsmn are of type int. */
    assert(text.size <= INT_MAX);
    if (!take_document(&check)) {
        return false;
    }
    checked->text = check.blanked == NULL ? text : tri_str(check.blanked, text.size);
    checked->count = check.count;
    return true;
}
