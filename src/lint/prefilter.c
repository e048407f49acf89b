#include "lint/prefilter.h"

/* ---- names ---- */

/* Does `name` stand before its slash at `slash` and behind it? A backslash may
   stand before the slash, which is how some write it. */
static bool stands_around(TriStr text, size_t slash, TriStr before, TriStr after)
{
    size_t end = slash > 0 && text.data[slash - 1] == '\\' ? slash - 1 : slash;

    return tri_str_has_suffix_nocase(tri_str_slice(text, 0, end), before) &&
           tri_str_has_prefix_nocase(tri_str_from(text, slash + 1), after);
}

/* Does one of the types stand around the slash? Each has one. */
static bool is_type_around(const TriRules *rules, TriStr text, size_t slash)
{
    for (size_t i = 0; i < rules->types.count; i++) {
        TriStr type = rules->types.items[i];
        size_t cut = tri_str_find_char(type, '/');

        if (stands_around(text, slash, tri_str_slice(type, 0, cut),
                          tri_str_from(type, cut + 1))) {
            return true;
        }
    }
    return false;
}

/* A type that a rule is about, found by its slash: there are few of them in a
   template. */
static bool names_type(const TriRules *rules, TriStr text)
{
    for (size_t at = 0; at < text.size; at++) {
        size_t slash = tri_str_find_char(tri_str_from(text, at), '/');

        if (slash == TRI_NOT_FOUND) {
            return false;
        }
        at += slash;
        if (is_type_around(rules, text, at)) {
            return true;
        }
    }
    return false;
}

/* "templateLink", found by its last letter, the rarest. */
static bool holds_link(TriStr text, char last)
{
    TriStr name = TRI_STR("templateLink");

    for (size_t at = 0; at < text.size; at++) {
        size_t found = tri_str_find_char(tri_str_from(text, at), last);

        if (found == TRI_NOT_FOUND) {
            return false;
        }
        at += found;
        if (tri_str_has_suffix_nocase(tri_str_slice(text, 0, at + 1), name)) {
            return true;
        }
    }
    return false;
}

/* ---- types and templates that are expressions ---- */

/* `text` without the white space at its end. */
static TriStr trim_end(TriStr text)
{
    while (text.size > 0 &&
           (text.data[text.size - 1] == ' ' ||
            (text.data[text.size - 1] >= '\t' && text.data[text.size - 1] <= '\r'))) {
        text.size--;
    }
    return text;
}

static bool ends_with(TriStr text, char c)
{
    return text.size > 0 && text.data[text.size - 1] == c;
}

/* Whether a comment ends the line that `text` ends in; an address counts as one. */
static bool ends_in_comment(TriStr text)
{
    size_t start = text.size;

    while (start > 0 && text.data[start - 1] != '\n' && text.data[start - 1] != '\r') {
        start--;
    }
    return tri_str_find(tri_str_from(text, start), TRI_STR("//")) != TRI_NOT_FOUND;
}

/* The names whose values tell what is deployed. */
static bool is_telling_name(TriStr before)
{
    static const TriStr names[] = { TRI_STR_INIT("\"type\""),
                                    TRI_STR_INIT("\"template\""),
                                    TRI_STR_INIT("\"properties\"") };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (tri_str_has_suffix_nocase(before, names[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the string behind `before` can tell what is deployed. What is neither a
   member nor an item has a comment before it, and then anything can be. */
static bool may_be_telling(TriStr before)
{
    TriStr trimmed = trim_end(before);
    TriStr space = tri_str_from(before, trimmed.size);
    bool is_on_new_line = tri_str_find_char(space, '\n') != TRI_NOT_FOUND ||
                          tri_str_find_char(space, '\r') != TRI_NOT_FOUND;

    if (is_on_new_line && ends_in_comment(trimmed)) {
        return true;
    }
    if (ends_with(trimmed, ',') || ends_with(trimmed, '[')) {
        return false;
    }
    if (!ends_with(trimmed, ':')) {
        return true;
    }
    trimmed.size--;
    trimmed = trim_end(trimmed);
    return !ends_with(trimmed, '"') || is_telling_name(trimmed);
}

/* "type": "[… with white space and comments anywhere. */
static bool has_telling_expression(TriStr text)
{
    for (size_t at = 0; at < text.size; at += 2) {
        size_t found = tri_str_find(tri_str_from(text, at), TRI_STR("\"["));

        if (found == TRI_NOT_FOUND) {
            return false;
        }
        at += found;
        if (may_be_telling(tri_str_slice(text, 0, at))) {
            return true;
        }
    }
    return false;
}

/* ---- escapes ---- */

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

bool tri_prefilter_survives(const TriRules *rules, TriStr text)
{
    return rules->other.count > 0 || rules->look_at_all || names_type(rules, text) ||
           holds_link(text, 'k') || holds_link(text, 'K') ||
           has_telling_expression(text) || has_spelled_letter(text);
}

/* A type is written out, in a string; a module may deploy anything. */
bool tri_prefilter_survives_bicep(const TriRules *rules, TriStr text)
{
    return rules->other.count > 0 || rules->look_at_all || names_type(rules, text) ||
           tri_str_find(text, TRI_STR("module")) != TRI_NOT_FOUND ||
           tri_str_find(text, TRI_STR("\\u{")) != TRI_NOT_FOUND;
}
