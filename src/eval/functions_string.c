#include "base/hash.h"
#include "base/number.h"
#include "base/utf8.h"
#include "eval/composite_format.h"
#include "eval/encoding.h"
#include "eval/functions_support.h"
#include "eval/known_text.h"
#include "eval/letter_case.h"
#include "eval/uri.h"

#include <string.h>

/* ---- base64, data URIs ---- */

static TriValue base64(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);

    if (!tri_call_reserve(call, text.size / 3 * 4)) {
        return tri_call_limit(call);
    }
    return tri_value_string(tri_base64_encode(tri_call_arena(call), text));
}

/* Leaves the text in `decoded`, else the reason that there is none in `failure`. */
static bool decode(TriCall *call, TriStr base64_text, TriStr *decoded,
                   TriValue *failure)
{
    if (!tri_call_reserve(call, base64_text.size)) {
        *failure = tri_call_limit(call);
        return false;
    }
    if (!tri_base64_decode(tri_call_arena(call), base64_text, decoded)) {
        *failure = tri_call_error(call, "the text is no base64");
        return false;
    }
    return true;
}

static TriValue base64_to_string(TriCall *call)
{
    TriStr text;
    TriValue failure;

    return decode(call, tri_arg_str(call, 0), &text, &failure) ? tri_value_string(text)
                                                               : failure;
}

static TriValue base64_to_json(TriCall *call)
{
    TriStr text;
    TriValue value;

    if (decode(call, tri_arg_str(call, 0), &text, &value)) {
        tri_parse_lenient_json(call, text, &value);
    }
    return value;
}

static TriValue data_uri(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);
    TriArena *arena = tri_call_arena(call);

    if (!tri_call_reserve(call, text.size / 3 * 4)) {
        return tri_call_limit(call);
    }
    return tri_value_string(tri_format(arena,
                                       "data:text/plain;charset=utf-8;base64,%.*s",
                                       TRI_ARG(tri_base64_encode(arena, text))));
}

static TriValue data_uri_to_string(TriCall *call)
{
    TriStr uri = tri_arg_str(call, 0);
    size_t comma = tri_str_find_char(uri, ',');
    TriStr text = tri_str_from(uri, comma + 1);
    TriValue failure;

    if (!tri_str_has_prefix_nocase(uri, TRI_STR("data:")) || comma == TRI_NOT_FOUND) {
        return tri_call_error(call, "the text is no data URI");
    }
    if (tri_str_has_suffix_nocase(tri_str_slice(uri, 0, comma), TRI_STR(";base64")) &&
        !decode(call, text, &text, &failure)) {
        return failure;
    }
    return tri_value_string(text);
}

/* ---- comparing without case ---- */

static TriStr upper_argument(TriCall *call, size_t index)
{
    return tri_upper_text(tri_call_arena(call), tri_arg_str(call, index));
}

/* The start of a text that is known in part, or its end; of one that is known, all. */
static TriStr known_end_of(TriArena *arena, TriValue value, bool is_start)
{
    if (value.kind == TRI_STRING) {
        return value.string;
    }
    TriStr text = tri_known_text(arena, value);

    if (is_start) {
        return tri_str_slice(text, 0, tri_str_find_char(text, TRI_TEXT_GAP));
    }
    return tri_str_from(text, tri_str_find_last_char(text, TRI_TEXT_GAP) + 1);
}

typedef bool HasAtEnd(TriStr text, TriStr part);

/* Whether what is known of a text decides it; `*size` is of that, if it was put
   together. */
static TriTruth compare_ends(TriCall *call, bool is_start, HasAtEnd *has, size_t *size)
{
    TriArena scratch = *tri_call_arena(call);
    TriValue value = tri_arg(call, 0);
    TriStr known = known_end_of(&scratch, value, is_start);
    TriStr wanted = tri_upper_text(&scratch, tri_arg_str(call, 1));

    *size = value.kind == TRI_STRING ? 0 : known.size;
    known = tri_upper_text(&scratch, known);
    if (has(known, wanted)) {
        return TRI_TRUE;
    }
    return value.kind != TRI_STRING && has(wanted, known) ? TRI_MAYBE : TRI_FALSE;
}

/* Whether the text begins, or ends, with the other one. What is known of the one may be
   enough to tell. */
static TriValue has_at_end(TriCall *call, bool is_start, HasAtEnd *has)
{
    TriValue part = tri_arg(call, 1);
    TriValue failure;
    size_t size;

    if (tri_find_failure(call, &failure)) {
        return tri_call_unknown(call, failure);
    }
    if (part.kind == TRI_UNKNOWN) {
        return tri_call_unknown(call, part);
    }
    TriTruth truth = compare_ends(call, is_start, has, &size);

    return tri_call_reserve(call, size) ? tri_make_truth(call, truth, tri_arg(call, 0))
                                        : tri_call_limit(call);
}

static TriValue starts_with(TriCall *call)
{
    return has_at_end(call, true, tri_str_has_prefix);
}

static TriValue ends_with(TriCall *call)
{
    return has_at_end(call, false, tri_str_has_suffix);
}

/* Whether the pieces, `*` between them, stand in `text` one after the other. */
static bool has_pieces(TriStr text, TriStr pieces)
{
    TriStr piece;

    while (tri_str_split(&pieces, '*', &piece)) {
        size_t place = tri_str_find(text, piece);

        if (place == TRI_NOT_FOUND) {
            return false;
        }
        text = tri_str_from(text, place + piece.size);
    }
    return true;
}

static bool is_like(TriStr text, TriStr pattern)
{
    size_t star = tri_str_find_char(pattern, '*');
    size_t last_star = tri_str_find_last_char(pattern, '*');

    if (star == TRI_NOT_FOUND) {
        return tri_str_eq(text, pattern);
    }
    TriStr head = tri_str_slice(pattern, 0, star);
    TriStr tail = tri_str_from(pattern, last_star + 1);

    if (text.size < head.size + tail.size || !tri_str_has_prefix(text, head) ||
        !tri_str_has_suffix(text, tail)) {
        return false;
    }
    return star == last_star ||
           has_pieces(tri_str_slice(text, head.size, text.size - head.size - tail.size),
                      tri_str_slice(pattern, star + 1, last_star - star - 1));
}

static TriValue like(TriCall *call)
{
    return tri_value_bool(is_like(upper_argument(call, 0), upper_argument(call, 1)));
}

/* ---- names made of others ---- */

static TriStr join_arguments(TriCall *call)
{
    TriText text = tri_text(tri_call_arena(call));

    for (size_t i = 0; i < tri_arg_count(call); i++) {
        tri_text_add_c(&text, i > 0 ? "-" : "");
        tri_text_add(&text, tri_arg_str(call, i));
    }
    return tri_text_str(&text);
}

/* A name-based UUID (RFC 4122, version 5) in the service's own namespace. */
static TriValue guid(TriCall *call)
{
    static const char namespace[] = "\x11\xfb\x06\xfb\x71\x2d\x4d\xdd"
                                    "\x98\xc7\xe7\x1b\xbd\x58\x88\x30";
    unsigned char digest[TRI_SHA1_SIZE];
    TriText text = tri_text(tri_call_arena(call));
    TriStr name = join_arguments(call);

    tri_text_add(&text, tri_str(namespace, 16));
    tri_text_add(&text, name);
    tri_sha1(tri_text_str(&text), digest);
    digest[6] = (unsigned char)((digest[6] & 0x0F) | 0x50);
    digest[8] = (unsigned char)((digest[8] & 0x3F) | 0x80);
    text = tri_text(tri_call_arena(call));
    for (int i = 0; i < 16; i++) {
        tri_text_addf(&text, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x",
                      digest[i]);
    }
    return tri_value_string(tri_text_str(&text));
}

static uint32_t rotate(uint32_t value, int count)
{
    return value << count | value >> (32 - count);
}

/* At most four bytes, the lowest first. */
static uint32_t word_at(TriStr bytes, size_t at)
{
    uint32_t word = 0;

    for (size_t i = 0; i < 4 && at + i < bytes.size; i++) {
        word |= (uint32_t)(unsigned char)bytes.data[at + i] << (8 * i);
    }
    return word;
}

static uint32_t scramble_first(uint32_t word)
{
    return rotate(word * 0x239b961bu, 15) * 0xab0e9789u;
}

static uint32_t scramble_second(uint32_t word)
{
    return rotate(word * 0xab0e9789u, 17) * 0x239b961bu;
}

static uint32_t finish(uint32_t hash)
{
    hash = (hash ^ hash >> 16) * 0x85ebca6bu;
    hash = (hash ^ hash >> 13) * 0xc2b2ae35u;
    return hash ^ hash >> 16;
}

/* The hash of functions.md 11: a Murmur hash of two lanes. */
static uint64_t unique_hash(TriStr bytes)
{
    uint32_t size = (uint32_t)bytes.size;
    uint32_t first = 0;
    uint32_t second = 0;

    for (; bytes.size >= 8; bytes = tri_str_from(bytes, 8)) {
        first = rotate(first ^ scramble_first(word_at(bytes, 0)), 19) + second;
        first = first * 5 + 0x561ccd1bu;
        second = rotate(second ^ scramble_second(word_at(bytes, 4)), 13) + first;
        second = second * 5 + 0x0bcaa747u;
    }
    first ^= scramble_first(word_at(bytes, 0)) ^ size;
    second ^= scramble_second(word_at(bytes, 4)) ^ size;
    first += second;
    second += first;
    first = finish(first);
    second = finish(second);
    first += second;
    second += first;
    return (uint64_t)second << 32 | first;
}

static TriValue unique_string(TriCall *call)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    uint64_t hash = unique_hash(join_arguments(call));
    TriText text = tri_text(tri_call_arena(call));

    for (int i = 0; i < 13; i++) {
        tri_text_add_char(&text, letters[hash >> 59]);
        hash <<= 5;
    }
    return tri_value_string(tri_text_str(&text));
}

/* ---- making and taking apart ---- */

static TriValue format(TriCall *call)
{
    return tri_composite_format(call);
}

static TriValue string(TriCall *call)
{
    TriText text = tri_text(tri_call_arena(call));
    TriValue cause;

    return tri_value_text(call, tri_arg(call, 0), '"', &text, &cause)
               ? tri_value_string(tri_text_str(&text))
               : tri_call_unknown(call, cause);
}

static TriValue join(TriCall *call)
{
    TriValue items = tri_arg(call, 0);
    TriStr delimiter = tri_arg_str(call, 1);
    TriText text = tri_text(tri_call_arena(call));
    TriValue cause;

    if (items.array->is_open) {
        return tri_call_unknown(call, tri_value_cause(items));
    }
    if (!tri_call_reserve(call, items.array->count * (delimiter.size + 1))) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < items.array->count; i++) {
        tri_text_add(&text, i > 0 ? delimiter : TRI_STR(""));
        if (!tri_value_text(call, tri_array_item(items.array, i), '"', &text, &cause)) {
            return tri_call_unknown(call, cause);
        }
    }
    return tri_value_string(tri_text_str(&text));
}

/* A delimiter of split(), and where the text has it next. */
typedef struct Delimiter {
    TriStr text;
    size_t at;
} Delimiter;

typedef struct Delimiters {
    Delimiter *items;
    size_t count;
} Delimiters;

/* The first delimiter at `from` or behind it; NULL when there is none. Each is looked
   for behind where it was last: it passes over the text once. */
static const Delimiter *next_delimiter(const Delimiters *delimiters, TriStr text,
                                       size_t from)
{
    const Delimiter *next = NULL;

    for (size_t i = 0; i < delimiters->count; i++) {
        Delimiter *delimiter = &delimiters->items[i];

        if (delimiter->at < from) {
            size_t found = tri_str_find(tri_str_from(text, from), delimiter->text);

            delimiter->at = found == TRI_NOT_FOUND ? TRI_NOT_FOUND : from + found;
        }
        if (delimiter->at != TRI_NOT_FOUND &&
            (next == NULL || delimiter->at < next->at)) {
            next = delimiter;
        }
    }
    return next;
}

/* Looking for every delimiter is work in proportion to both sizes. */
static TriValue split_text(TriCall *call, TriStr text, const Delimiters *delimiters)
{
    TriValueList pieces = { 0 };
    const Delimiter *next;
    size_t start = 0;

    if (!tri_call_reserve(call, text.size * (1 + delimiters->count))) {
        return tri_call_limit(call);
    }
    for (size_t i = 0; i < delimiters->count; i++) {
        delimiters->items[i].at = tri_str_find(text, delimiters->items[i].text);
    }
    while ((next = next_delimiter(delimiters, text, start)) != NULL) {
        if (!tri_reserve_items(call, 1)) {
            return tri_call_limit(call);
        }
        tri_push_value(call, &pieces,
                       tri_value_string(tri_str_slice(text, start, next->at - start)));
        start = next->at + next->text.size;
    }
    tri_push_value(call, &pieces, tri_value_string(tri_str_from(text, start)));
    return tri_make_array(call, pieces.items, pieces.count, false);
}

static void add_delimiter(Delimiters *delimiters, TriStr item)
{
    if (item.size > 0) {
        delimiters->items[delimiters->count++].text = item;
    }
}

static TriValue split_by_all(TriCall *call, TriStr text, TriValue delimiters)
{
    const TriArray *array = delimiters.array;
    Delimiter *items = TRI_NEW_ARRAY(tri_call_arena(call), Delimiter, array->count);
    Delimiters all = { .items = items };

    if (array->is_open) {
        return tri_call_unknown(call, tri_value_cause(delimiters));
    }
    for (size_t i = 0; i < array->count; i++) {
        TriValue item = tri_array_item(array, i);

        if ((tri_value_types(item) & TRI_STRING) == 0) {
            return tri_call_error(call, "a delimiter must be string, not %s",
                                  tri_type_name(tri_value_types(item)));
        }
        if (item.kind == TRI_UNKNOWN) {
            return tri_call_unknown(call, item);
        }
        add_delimiter(&all, item.string);
    }
    return split_text(call, text, &all);
}

static TriValue split(TriCall *call)
{
    TriValue delimiter = tri_arg(call, 1);
    Delimiter item;
    Delimiters single = { .items = &item };

    if (delimiter.kind == TRI_ARRAY) {
        return split_by_all(call, tri_arg_str(call, 0), delimiter);
    }
    add_delimiter(&single, delimiter.string);
    return split_text(call, tri_arg_str(call, 0), &single);
}

/* ---- padding, replacing, cutting ---- */

static TriStr pad_argument(TriCall *call)
{
    return tri_arg_count(call) > 2 ? tri_arg_str(call, 2) : TRI_STR(" ");
}

static TriValue pad_left(TriCall *call)
{
    TriText padded = tri_text(tri_call_arena(call));
    TriText text = tri_text(tri_call_arena(call));
    int64_t width = tri_arg_int(call, 1);
    TriStr pad = pad_argument(call);
    TriValue cause;

    if (tri_utf8_units(pad) != 1) {
        return tri_call_error(call, "the padding must be one character, not '%.*s'",
                              TRI_ARG(pad));
    }
    if (width < 0) {
        return tri_call_error(call, "the width must not be negative");
    }
    if (!tri_value_text(call, tri_arg(call, 0), '"', &text, &cause) ||
        (uint64_t)width > SIZE_MAX / 4 ||
        !tri_call_reserve(call, (size_t)width * pad.size)) {
        return tri_call_limit(call);
    }
    for (size_t i = tri_utf8_units(tri_text_str(&text)); i < (size_t)width; i++) {
        tri_text_add(&padded, pad);
    }
    tri_text_add(&padded, tri_text_str(&text));
    return tri_value_string(tri_text_str(&padded));
}

static TriValue replace(TriCall *call)
{
    TriStr rest = tri_arg_str(call, 0);
    TriStr old = tri_arg_str(call, 1);
    TriStr new = tri_arg_str(call, 2);
    TriText text = tri_text(tri_call_arena(call));
    size_t at;

    if (old.size == 0) {
        return tri_call_error(call, "the text to replace is empty");
    }
    if (!tri_call_reserve(call, rest.size)) {
        return tri_call_limit(call);
    }
    while ((at = tri_str_find(rest, old)) != TRI_NOT_FOUND) {
        if (!tri_call_reserve(call, new.size)) {
            return tri_call_limit(call);
        }
        tri_text_add(&text, tri_str_slice(rest, 0, at));
        tri_text_add(&text, new);
        rest = tri_str_from(rest, at + old.size);
    }
    tri_text_add(&text, rest);
    return tri_value_string(tri_text_str(&text));
}

/* Argument `index` as a number of UTF-16 units, `otherwise` when left out. */
static int64_t units_argument(TriCall *call, size_t index, int64_t otherwise)
{
    return index < tri_arg_count(call) ? tri_arg_int(call, index) : otherwise;
}

static TriValue substring(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);
    int64_t units = (int64_t)tri_utf8_units(text);
    int64_t start = units_argument(call, 1, 0);

    if (start < 0 || start > units) {
        return tri_call_error(call, "the start must be 0 to %lld, not %lld",
                              (long long)units, (long long)start);
    }
    int64_t length = units_argument(call, 2, units - start);

    if (length < 0 || length > units - start) {
        return tri_call_error(call, "the length must be 0 to %lld, not %lld",
                              (long long)(units - start), (long long)length);
    }
    TriStr rest = tri_str_from(text, tri_utf8_offset(text, (size_t)start));

    return tri_value_string(
        tri_str_slice(rest, 0, tri_utf8_offset(rest, (size_t)length)));
}

static TriValue to_lower(TriCall *call)
{
    return tri_value_string(tri_lower_text(tri_call_arena(call), tri_arg_str(call, 0)));
}

static TriValue to_upper(TriCall *call)
{
    return tri_value_string(tri_upper_text(tri_call_arena(call), tri_arg_str(call, 0)));
}

static bool is_white_space(uint32_t code)
{
    return (code >= 9 && code <= 13) || code == 0x20 || code == 0x85 || code == 0xA0 ||
           code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
           code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

static TriValue trim(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);
    TriStr rest = text;
    size_t start = text.size;
    size_t end = 0;

    while (rest.size > 0) {
        size_t at = text.size - rest.size;

        if (!is_white_space(tri_utf8_next(&rest))) {
            start = start < at ? start : at;
            end = text.size - rest.size;
        }
    }
    return tri_value_string(tri_str_slice(text, start, end > start ? end - start : 0));
}

/* ---- URIs ---- */

static TriValue uri(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);
    TriUri base = tri_uri_split(text);

    if (base.scheme.size == 0) {
        return tri_call_error(call, "'%.*s' is no absolute URI", TRI_ARG(text));
    }
    return tri_value_string(
        tri_uri_resolve(tri_call_arena(call), &base, tri_arg_str(call, 1)));
}

static TriValue uri_component(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);

    if (!tri_call_reserve(call, 3 * text.size)) {
        return tri_call_limit(call);
    }
    return tri_value_string(tri_percent_encode(tri_call_arena(call), text));
}

static TriValue uri_component_to_string(TriCall *call)
{
    return tri_value_string(
        tri_percent_decode(tri_call_arena(call), tri_arg_str(call, 0)));
}

static void put_text(TriCall *call, TriMemberList *members, const char *name,
                     TriStr text)
{
    TriMember member = { .name = tri_str_from_c(name),
                         .value = tri_value_string(text) };

    tri_list_push(tri_call_arena(call), members, member);
}

static void put_port(TriCall *call, TriMemberList *members, const TriUri *uri,
                     int64_t port)
{
    TriMember member = { .name = TRI_STR("port"), .value = tri_value_null() };

    if (uri->port.size > 0 && !tri_uri_is_default_port(uri->scheme, uri->port)) {
        member.value = tri_value_int(port);
    }
    tri_list_push(tri_call_arena(call), members, member);
}

static TriValue parse_uri(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);
    TriArena *arena = tri_call_arena(call);
    TriUri uri = tri_uri_split(text);
    TriMemberList members = { 0 };
    int64_t port = 0;

    if (uri.scheme.size == 0 || uri.host.size == 0 ||
        (uri.port.size > 0 && !tri_parse_int(uri.port, &port))) {
        return tri_call_error(call, "'%.*s' is no absolute URI", TRI_ARG(text));
    }
    put_text(call, &members, "scheme", tri_str_lower(arena, uri.scheme));
    put_text(call, &members, "host", tri_str_lower(arena, uri.host));
    put_port(call, &members, &uri, port);
    if (uri.path.size > 1) {
        put_text(call, &members, "path", uri.path);
    }
    if (uri.query.size > 1) {
        put_text(call, &members, "query", uri.query);
    }
    return tri_make_object(call, members.items, members.count, false);
}

/* A part of a URI, given as a member of the argument. */
typedef struct Part {
    TriCall *call;
    TriValue failure; /* an error, or unknown */
} Part;

static bool fail(Part *part, TriValue failure)
{
    part->failure = failure;
    return false;
}

/* The member `name`; null when it is not there. */
static TriValue find_part(Part *part, const char *name)
{
    TriValue object = tri_arg(part->call, 0);
    size_t place = tri_object_find(tri_call_arena(part->call), object.object,
                                   tri_str_from_c(name));

    if (place != TRI_NOT_FOUND) {
        return tri_object_value(object.object, place);
    }
    return object.object->is_open ? tri_call_unknown(part->call, object)
                                  : tri_value_null();
}

static bool get_part(Part *part, const char *name, unsigned types, TriStr *text)
{
    TriText written = tri_text(tri_call_arena(part->call));
    TriValue value = find_part(part, name);

    if ((tri_value_types(value) & types) == 0) {
        return fail(part, tri_call_error(part->call, "the property '%s' must not be %s",
                                         name, tri_type_name(tri_value_types(value))));
    }
    if (!tri_value_text(part->call, value, '"', &written, &part->failure)) {
        return fail(part, tri_call_unknown(part->call, part->failure));
    }
    *text = tri_text_str(&written);
    return true;
}

/* A path, or a query, begins with its mark. */
static TriStr with_mark(TriCall *call, TriStr text, const char *mark)
{
    if (text.size == 0 || text.data[0] == *mark) {
        return text;
    }
    return tri_format(tri_call_arena(call), "%s%.*s", mark, TRI_ARG(text));
}

static TriValue build_uri(TriCall *call)
{
    Part part = { .call = call };
    TriUri uri = { .has_authority = true };

    if (!get_part(&part, "scheme", TRI_STRING, &uri.scheme) ||
        !get_part(&part, "host", TRI_STRING, &uri.host) ||
        !get_part(&part, "port", TRI_INT | TRI_STRING | TRI_NULL, &uri.port) ||
        !get_part(&part, "path", TRI_STRING | TRI_NULL, &uri.path) ||
        !get_part(&part, "query", TRI_STRING | TRI_NULL, &uri.query)) {
        return part.failure;
    }
    uri.path = with_mark(call, uri.path, "/");
    uri.query = with_mark(call, uri.query, "?");
    return tri_value_string(tri_uri_join(tri_call_arena(call), &uri));
}

const TriFunction tri_string_functions[] = {
    { "base64", base64, TRI_STRING, { TRI_STRING }, 0 },
    { "base64ToJson", base64_to_json, TRI_ANY, { TRI_STRING }, 0 },
    { "base64ToString", base64_to_string, TRI_STRING, { TRI_STRING }, 0 },
    { "buildUri", build_uri, TRI_STRING, { TRI_OBJECT }, 0 },
    { "dataUri", data_uri, TRI_STRING, { TRI_STRING }, 0 },
    { "dataUriToString", data_uri_to_string, TRI_STRING, { TRI_STRING }, 0 },
    { "endsWith", ends_with, TRI_BOOL, { TRI_STRING, TRI_STRING }, TRI_LIFTS },
    { "format", format, TRI_STRING, { TRI_STRING, TRI_ANY | TRI_MORE }, 0 },
    { "guid", guid, TRI_STRING, { TRI_STRING, TRI_STRING | TRI_MORE }, 0 },
    { "join", join, TRI_STRING, { TRI_ARRAY, TRI_STRING }, 0 },
    { "like", like, TRI_BOOL, { TRI_STRING, TRI_STRING }, 0 },
    { "padLeft",
      pad_left,
      TRI_STRING,
      { TRI_STRING | TRI_INT, TRI_INT, TRI_STRING | TRI_OPTIONAL },
      0 },
    { "parseUri", parse_uri, TRI_OBJECT, { TRI_STRING }, 0 },
    { "replace", replace, TRI_STRING, { TRI_STRING, TRI_STRING, TRI_STRING }, 0 },
    { "split", split, TRI_ARRAY, { TRI_STRING, TRI_STRING | TRI_ARRAY }, 0 },
    { "startsWith", starts_with, TRI_BOOL, { TRI_STRING, TRI_STRING }, TRI_LIFTS },
    { "string", string, TRI_STRING, { TRI_ANY }, 0 },
    { "substring",
      substring,
      TRI_STRING,
      { TRI_STRING, TRI_INT | TRI_OPTIONAL, TRI_INT | TRI_OPTIONAL },
      0 },
    { "toLower", to_lower, TRI_STRING, { TRI_STRING }, 0 },
    { "toUpper", to_upper, TRI_STRING, { TRI_STRING }, 0 },
    { "trim", trim, TRI_STRING, { TRI_STRING }, 0 },
    { "uniqueString",
      unique_string,
      TRI_STRING,
      { TRI_STRING, TRI_STRING | TRI_MORE },
      0 },
    { "uri", uri, TRI_STRING, { TRI_STRING, TRI_STRING }, 0 },
    { "uriComponent", uri_component, TRI_STRING, { TRI_STRING }, 0 },
    { "uriComponentToString", uri_component_to_string, TRI_STRING, { TRI_STRING }, 0 },
    { 0 },
};
