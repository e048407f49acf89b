#include "lint/prefilter.h"

/* The places a case-insensitive search has to look at are those of the rarer of
   two letters: every type and word here holds one of the two. */
static size_t find_letter(TriStr text, size_t from, char lower)
{
    TriStr rest = tri_str_from(text, from);
    size_t small = tri_str_find_char(rest, lower);
    size_t large = tri_str_find_char(tri_str_slice(rest, 0, small), (char)(lower - 32));
    size_t first = large == TRI_NOT_FOUND ? small : large;

    return first == TRI_NOT_FOUND ? first : from + first;
}

/* `name` at the start of `text`, a backslash before its slashes allowed. */
static bool begins_with(TriStr text, TriStr name)
{
    size_t at = 0;

    for (size_t i = 0; i < name.size; i++, at++) {
        if (name.data[i] == '/' && at < text.size && text.data[at] == '\\') {
            at++;
        }
        if (at >= text.size ||
            tri_char_lower(text.data[at]) != tri_char_lower(name.data[i])) {
            return false;
        }
    }
    return true;
}

static bool holds(TriStr text, TriStr name)
{
    char first = tri_char_lower(name.data[0]);

    for (size_t at = 0; (at = find_letter(text, at, first)) != TRI_NOT_FOUND; at++) {
        if (begins_with(tri_str_from(text, at), name)) {
            return true;
        }
    }
    return false;
}

static size_t skip_white(TriStr text, size_t at)
{
    while (at < text.size &&
           (text.data[at] == ' ' || (text.data[at] >= '\t' && text.data[at] <= '\r'))) {
        at++;
    }
    return at;
}

/* Behind the comment that begins at `at`; `at` itself when there is none. */
static size_t skip_comment(TriStr text, size_t at)
{
    TriStr rest = tri_str_from(text, at);
    bool is_block = tri_str_has_prefix(rest, TRI_STR("/*"));

    if (!is_block && !tri_str_has_prefix(rest, TRI_STR("//"))) {
        return at;
    }
    size_t end = tri_str_find(rest, is_block ? TRI_STR("*/") : TRI_STR("\n"));

    return end == TRI_NOT_FOUND ? text.size : at + end + 1 + is_block;
}

/* White space and comments. */
static size_t skip_space(TriStr text, size_t at)
{
    for (;;) {
        size_t next = skip_comment(text, skip_white(text, at));

        if (next == at) {
            return at;
        }
        at = next;
    }
}

/* "type" : "[ with white space anywhere, in any case. */
static bool has_computed_type(TriStr text)
{
    TriStr name = TRI_STR("\"type\"");

    for (size_t at = 0; at < text.size; at++) {
        size_t quote = tri_str_find_char(tri_str_from(text, at), '"');

        if (quote == TRI_NOT_FOUND) {
            return false;
        }
        at += quote;
        if (!tri_str_has_prefix_nocase(tri_str_from(text, at), name)) {
            continue;
        }
        size_t colon = skip_space(text, at + name.size);

        if (colon < text.size && text.data[colon] == ':' &&
            tri_str_has_prefix(tri_str_from(text, skip_space(text, colon + 1)),
                               TRI_STR("\"["))) {
            return true;
        }
    }
    return false;
}

/* \u00 and a digit from 2 to 7: may spell a letter or a slash. */
static bool has_spelled_letter(TriStr text)
{
    TriStr escape = TRI_STR("\\u00");

    for (size_t at = 0;; at += escape.size) {
        size_t found = tri_str_find(tri_str_from(text, at), escape);

        if (found == TRI_NOT_FOUND) {
            return false;
        }
        at += found;
        TriStr digit = tri_str_slice(text, at + escape.size, 1);

        if (digit.size > 0 && digit.data[0] >= '2' && digit.data[0] <= '7') {
            return true;
        }
    }
}

/* Namespace and first type: what is below may be written as a child's short
   name, but then its parent is there in full. */
static TriStr full_name(TriStr type)
{
    size_t slash = tri_str_find_char(type, '/');
    size_t second = tri_str_find_char(tri_str_from(type, slash + 1), '/');

    return second == TRI_NOT_FOUND ? type : tri_str_slice(type, 0, slash + 1 + second);
}

static bool names_type(const TriRules *rules, TriStr text)
{
    for (size_t i = 0; i < rules->list.count; i++) {
        const TriRule *rule = &rules->list.items[i];

        for (size_t j = 0; j < rule->type_count; j++) {
            if (holds(text, full_name(rule->types[j]))) {
                return true;
            }
        }
    }
    return false;
}

bool tri_prefilter_survives(const TriRules *rules, TriStr text)
{
    return names_type(rules, text) || holds(text, TRI_STR("templateLink")) ||
           has_computed_type(text) || has_spelled_letter(text);
}
