/* Of several stars only the last ever has to take more: what stood before it matched
   as early as it could. */
#include "base/glob.h"

#include <ctype.h>

typedef struct Class {
    TriStr name;
    int (*has)(int c);
} Class;

static const Class classes[] = {
    { TRI_STR_INIT("alnum"), isalnum }, { TRI_STR_INIT("alpha"), isalpha },
    { TRI_STR_INIT("blank"), isblank }, { TRI_STR_INIT("cntrl"), iscntrl },
    { TRI_STR_INIT("digit"), isdigit }, { TRI_STR_INIT("graph"), isgraph },
    { TRI_STR_INIT("lower"), islower }, { TRI_STR_INIT("print"), isprint },
    { TRI_STR_INIT("punct"), ispunct }, { TRI_STR_INIT("space"), isspace },
    { TRI_STR_INIT("upper"), isupper }, { TRI_STR_INIT("xdigit"), isxdigit },
};

/* NULL: there is no such class. */
static const Class *find_class(TriStr name)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (tri_str_eq(classes[i].name, name)) {
            return &classes[i];
        }
    }
    return NULL;
}

/* Of a range that is the wrong way round its first has a place, as git has it. */
static bool is_in_range(unsigned char first, unsigned char last, unsigned char c,
                        unsigned flags)
{
    bool has = c == first || (first <= c && c <= last);

    if (!has && (flags & TRI_GLOB_NOCASE) && isalpha(c)) {
        unsigned char other = (unsigned char)(c ^ 0x20);

        has = other == first || (first <= other && other <= last);
    }
    return has;
}

static char at(TriStr text, size_t index)
{
    return index < text.size ? text.data[index] : '\0';
}

/* [:name:] at `*place`; steps behind it. */
static bool take_class(TriStr pattern, size_t *place, TriStr *name)
{
    TriStr rest = tri_str_from(pattern, *place);

    if (!tri_str_has_prefix(rest, TRI_STR("[:"))) {
        return false;
    }
    rest = tri_str_from(rest, 2);
    size_t end = tri_str_find_char(rest, ']');

    if (end == TRI_NOT_FOUND || end == 0 || rest.data[end - 1] != ':') {
        return false;
    }
    *name = tri_str_slice(rest, 0, end - 1);
    *place += end + 3;
    return true;
}

static unsigned char take_byte(TriStr pattern, size_t *place)
{
    if (at(pattern, *place) == '\\' && *place + 1 < pattern.size) {
        ++*place;
    }
    return (unsigned char)at(pattern, (*place)++);
}

/* The set that opens at `*place`; steps behind it. False for one that nothing closes,
   or with a class that there is not. */
static bool take_set(TriStr pattern, size_t *place, unsigned char c, unsigned flags,
                     bool *has)
{
    size_t i = *place + 1;
    bool is_negated = at(pattern, i) == '!' || at(pattern, i) == '^';
    size_t first = i += is_negated;
    TriStr name;

    *has = false;
    while (i < pattern.size && (at(pattern, i) != ']' || i == first)) {
        if (take_class(pattern, &i, &name)) {
            const Class *class = find_class(name);

            if (class == NULL) {
                return false;
            }
            *has = *has || class->has(c) != 0;
            continue;
        }
        unsigned char low = take_byte(pattern, &i);
        unsigned char high = low;

        if (at(pattern, i) == '-' && i + 1 < pattern.size &&
            at(pattern, i + 1) != ']') {
            i++;
            high = take_byte(pattern, &i);
        }
        *has = *has || is_in_range(low, high, c, flags);
    }
    if (i >= pattern.size) {
        return false;
    }
    *has = *has != is_negated;
    *place = i + 1;
    return true;
}

static bool is_same(char a, char b, unsigned flags)
{
    return a == b ||
           ((flags & TRI_GLOB_NOCASE) && tri_char_lower(a) == tri_char_lower(b));
}

/* Whether what stands at `*place` of the pattern, no star, matches `c`; then steps
   behind it. */
static bool take_one(TriStr pattern, size_t *place, char c, unsigned flags)
{
    bool is_simple = (flags & TRI_GLOB_SIMPLE) != 0;
    size_t next = *place;
    bool has;

    if (next >= pattern.size) {
        return false;
    }
    if (pattern.data[next] == '?') {
        next++;
    } else if (!is_simple && pattern.data[next] == '[') {
        if (!take_set(pattern, &next, (unsigned char)c, flags, &has) || !has) {
            return false;
        }
    } else {
        next += !is_simple && pattern.data[next] == '\\';
        if (next == pattern.size) {
            return false;
        }
        if (!is_same(pattern.data[next++], c, flags)) {
            return false;
        }
    }
    *place = next;
    return true;
}

bool tri_glob_match(TriStr pattern, TriStr text, unsigned flags)
{
    size_t star = TRI_NOT_FOUND; /* the place behind the last one … */
    size_t taken = 0;            /* … and what it has taken up to */
    size_t place = 0;
    size_t i = 0;

    while (i < text.size) {
        if (at(pattern, place) == '*') {
            star = ++place;
            taken = i;
        } else if (take_one(pattern, &place, text.data[i], flags)) {
            i++;
        } else if (star != TRI_NOT_FOUND) {
            place = star;
            i = ++taken;
        } else {
            return false;
        }
    }
    while (at(pattern, place) == '*') {
        place++;
    }
    return place >= pattern.size;
}

/* The first segment of `rest`, and what follows its slash. */
static TriStr take_segment(TriStr *rest)
{
    TriStr segment = TRI_STR("");

    tri_str_split(rest, '/', &segment);
    return segment;
}

/* The same of a pattern: a slash in a set parts nothing. What a set that nothing closes
   begins, has no end. */
static TriStr take_wanted(TriStr *rest)
{
    TriStr pattern = *rest;
    size_t end = 0;
    bool ignored;

    while (end < pattern.size && pattern.data[end] != '/') {
        if (pattern.data[end] == '[') {
            if (!take_set(pattern, &end, 0, TRI_GLOB_EXACT, &ignored)) {
                end = pattern.size;
            }
        } else {
            end += at(pattern, end) == '\\' && at(pattern, end + 1) != '/' ? 2 : 1;
        }
    }
    end = end < pattern.size ? end : pattern.size;
    *rest = tri_str_from(pattern, end < pattern.size ? end + 1 : end);
    return tri_str_slice(pattern, 0, end);
}

/* Takes a backslash from the end of a segment that escapes the slash behind it. */
static bool take_escape(TriStr *segment)
{
    size_t count = 0;

    while (count < segment->size && segment->data[segment->size - 1 - count] == '\\') {
        count++;
    }
    segment->size -= count % 2;
    return count % 2 == 1;
}

/* Two stars, or more. */
static bool is_any_depth(TriStr segment)
{
    size_t stars = 0;

    while (at(segment, stars) == '*') {
        stars++;
    }
    return stars == segment.size && stars > 1;
}

bool tri_glob_match_path(TriStr pattern, TriStr path, unsigned flags)
{
    TriStr star = { 0 }; /* the pattern behind the last ** */
    TriStr taken = { 0 };
    bool has_star = false;

    while (path.size > 0) {
        TriStr next_pattern = pattern;
        TriStr next_path = path;
        TriStr wanted = take_wanted(&next_pattern);
        bool is_escaped = next_pattern.size > 0 && take_escape(&wanted);

        if (pattern.size > 0 && is_any_depth(wanted)) {
            if (next_pattern.size == 0) {
                return true;
            }
            /* Before a slash that is escaped they take one segment at least. */
            if (is_escaped) {
                take_segment(&path);
            }
            has_star = true;
            star = pattern = next_pattern;
            taken = path;
        } else if (pattern.size > 0 &&
                   tri_glob_match(wanted, take_segment(&next_path), flags)) {
            pattern = next_pattern;
            path = next_path;
        } else if (has_star) {
            take_segment(&taken);
            pattern = star;
            path = taken;
        } else {
            return false;
        }
    }
    return pattern.size == 0;
}
