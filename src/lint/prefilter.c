/* One pass over the bytes, from mark to mark (lint/marks.h). */
#include "lint/prefilter.h"

#include "base/list.h"
#include "lint/marks.h"

#include <limits.h>

/* A type, in two: what is before its first slash, and what behind. */
typedef struct Halves {
    TriStr provider;
    TriStr rest;
} Halves;

struct TriPrefilter {
    TRI_LIST(Halves) types; /* that rules look at */
    Halves deployment;      /* that of a Bicep resource may be any expression */
    bool ends_provider[UCHAR_MAX + 1]; /* a byte before the slash of a type … */
    bool begins_rest[UCHAR_MAX + 1];   /* … and one behind it */
    bool looks_at_all; /* some rules are not about resources of certain types */
    const TriPattern *module;
    TriFindMarks *find_marks;
};

/* ---- making ---- */

static Halves halves_of(TriStr type)
{
    TriStr provider = tri_str_slice(type, 0, tri_str_find_char(type, '/'));

    return (Halves){ provider, tri_str_from(type, provider.size + 1) };
}

/* Bytes that `c` may be, in any letter case. */
static void note_byte(bool *bytes, char c)
{
    for (int byte = 0; byte <= UCHAR_MAX; byte++) {
        bytes[byte] = bytes[byte] || tri_char_lower((char)byte) == tri_char_lower(c);
    }
}

static void note_slash(TriPrefilter *prefilter, const Halves *type)
{
    TriStr provider = type->provider;

    if (provider.size == 0 || type->rest.size == 0) {
        memset(prefilter->ends_provider, true, sizeof prefilter->ends_provider);
        memset(prefilter->begins_rest, true, sizeof prefilter->begins_rest);
        return;
    }
    note_byte(prefilter->ends_provider, provider.data[provider.size - 1]);
    note_byte(prefilter->begins_rest, type->rest.data[0]);
}

static void add_types(TriArena *arena, TriPrefilter *prefilter, const TriStr *types,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Halves type = halves_of(types[i]);

        tri_list_push(arena, &prefilter->types, type);
        note_slash(prefilter, &type);
    }
}

static TriPrefilter *new_prefilter(TriArena *arena, const TriRules *rules)
{
    TriPrefilter *prefilter = TRI_NEW(arena, TriPrefilter);

    prefilter->looks_at_all = rules->other.count > 0 || rules->look_at_all;
    /* That of deployment stacks begins with the same letters. */
    prefilter->deployment = halves_of(TRI_STR("Microsoft.Resources/deployments"));
    note_slash(prefilter, &prefilter->deployment);
    add_types(arena, prefilter, rules->types.items, rules->types.count);
    /* A backslash may stand before the slash. */
    prefilter->ends_provider['\\'] = true;
    prefilter->module = tri_pattern_bytes(arena, TRI_STR("module"));
    prefilter->find_marks = tri_marks_fastest();
    return prefilter;
}

const TriPrefilter *tri_prefilter_new(TriArena *arena, const TriRules *rules)
{
    return new_prefilter(arena, rules);
}

const TriPrefilter *tri_prefilter_related(TriArena *arena, const TriRules *rules)
{
    TriPrefilter *prefilter = new_prefilter(arena, rules);

    add_types(arena, prefilter, rules->related.items, rules->related.count);
    prefilter->looks_at_all = prefilter->looks_at_all || rules->relate_to_all;
    return prefilter;
}

/* ---- at a mark ---- */

/* Whether `type` stands around the slash at `slash`. */
static bool is_around(const Halves *type, TriStr text, size_t slash)
{
    size_t end = slash > 0 && text.data[slash - 1] == '\\' ? slash - 1 : slash;

    return tri_str_has_prefix_nocase(tri_str_from(text, slash + 1), type->rest) &&
           tri_str_has_suffix_nocase(tri_str_slice(text, 0, end), type->provider);
}

static bool names_type(const TriPrefilter *prefilter, TriStr text, size_t slash)
{
    for (size_t i = 0; i < prefilter->types.count; i++) {
        if (is_around(&prefilter->types.items[i], text, slash)) {
            return true;
        }
    }
    return false;
}

static size_t skip_blanks_back(TriStr text, size_t at)
{
    while (at > 0 && tri_char_is_space(text.data[at - 1])) {
        at--;
    }
    return at;
}

/*
 * What a mark shows. A text survives when it may deploy something of interest itself,
 * or when it has a deployment, and what that deploys stands somewhere else.
 */
enum {
    SHOWS_TYPE = 1,
    SHOWS_DEPLOYMENT = 2,
    SHOWS_LINK = 4,
};

static bool is_enough(unsigned shown)
{
    return (shown & SHOWS_TYPE) != 0 ||
           (shown & (SHOWS_DEPLOYMENT | SHOWS_LINK)) == (SHOWS_DEPLOYMENT | SHOWS_LINK);
}

/* What an expression shows that is the value of the name that ends at `end`, in quotes.
 */
static unsigned shown_by_name(TriStr text, size_t end)
{
    static const struct {
        TriStr name;
        unsigned shows;
    } names[] = {
        { TRI_STR_INIT("\"type\""), SHOWS_TYPE },
        { TRI_STR_INIT("\"template\""), SHOWS_LINK },
        { TRI_STR_INIT("\"properties\""), SHOWS_LINK },
        { TRI_STR_INIT("\"resources\""), SHOWS_LINK },
    };
    TriStr before = tri_str_slice(text, 0, end);
    char tail[4]; /* most names are told by their end, in lower case */

    if (end < sizeof tail || text.data[end - 1] != '"') {
        return 0;
    }
    if (text.data[end - 2] == ']') { /* an expression, which may say any of them */
        return SHOWS_LINK;
    }
    for (size_t i = 0; i < sizeof tail; i++) {
        tail[i] = (char)(text.data[end - sizeof tail + i] | ' ');
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *name_end = names[i].name.data + names[i].name.size;

        if (memcmp(name_end - sizeof tail, tail, sizeof tail) == 0 &&
            tri_str_has_suffix_nocase(before, names[i].name)) {
            return names[i].shows;
        }
    }
    return 0;
}

/* What an expression or a comment at `at` shows. Where a comment stands around the
   colon, anything can follow. */
static unsigned shown_by_value(TriStr text, size_t at)
{
    size_t end = skip_blanks_back(text, at);
    bool has_colon = end > 0 && text.data[end - 1] == ':';

    if (has_colon) {
        end = skip_blanks_back(text, end - 1);
    }
    return has_colon || text.data[at] == '/' ? shown_by_name(text, end) : 0;
}

/* What a comment around the colon stands behind. */
static bool may_be_comment(TriStr text, size_t slash)
{
    char before = slash == 0 ? '\0' : text.data[slash - 1];

    return before == ':' || before == '"' || tri_char_is_space(before);
}

/* \u00 and a digit from 2 to 7: may spell a letter or a slash. */
static bool is_letter_escape(TriStr text, size_t at)
{
    TriStr digits = tri_str_from(text, at + 4);

    return tri_str_has_prefix(tri_str_from(text, at), TRI_STR("\\u00")) &&
           digits.size > 0 && digits.data[0] >= '2' && digits.data[0] <= '7';
}

/* What the names around the slash at `at` show. */
static unsigned shown_by_slash(const TriPrefilter *prefilter, TriStr text, size_t at)
{
    if (at == 0 || at + 1 == text.size ||
        !prefilter->ends_provider[(unsigned char)text.data[at - 1]] ||
        !prefilter->begins_rest[(unsigned char)text.data[at + 1]]) {
        return 0;
    }
    if (names_type(prefilter, text, at)) {
        return SHOWS_TYPE;
    }
    return is_around(&prefilter->deployment, text, at) ? SHOWS_DEPLOYMENT : 0;
}

static unsigned shown_in_json(const TriPrefilter *prefilter, TriStr text, size_t at)
{
    switch (text.data[at]) {
    case '/':
        return may_be_comment(text, at) ? shown_by_value(text, at)
                                        : shown_by_slash(prefilter, text, at);
    case '[':
        return shown_by_value(text, at - 1);
    default:
        return is_letter_escape(text, at) ? SHOWS_TYPE : 0;
    }
}

static unsigned shown_in_bicep(const TriPrefilter *prefilter, TriStr text, size_t at)
{
    switch (text.data[at]) {
    case '/':
        return shown_by_slash(prefilter, text, at) == 0 ? 0 : SHOWS_TYPE;
    case '\\':
        return tri_str_has_prefix(tri_str_from(text, at), TRI_STR("\\u{")) ? SHOWS_TYPE
                                                                           : 0;
    default:
        return 0;
    }
}

/* ---- asking ---- */

typedef unsigned Look(const TriPrefilter *prefilter, TriStr text, size_t at);

/* All of it, or what is enough. */
static inline unsigned shown_by(const TriPrefilter *prefilter, TriStr text, Look *look)
{
    enum { MOST = 64 };
    uint64_t marks[MOST];
    unsigned shown = 0;
    size_t count;

    for (size_t at = 0; at < text.size; at += count * TRI_MARKS_BLOCK) {
        count = tri_marks(prefilter->find_marks, text, at, marks, MOST);
        for (size_t i = 0; i < count; i++) {
            for (uint64_t left = marks[i]; left != 0; left &= left - 1) {
                size_t bit = (size_t)__builtin_ctzll(left);

                shown |= look(prefilter, text, at + i * TRI_MARKS_BLOCK + bit);
                if (is_enough(shown)) {
                    return shown;
                }
            }
        }
    }
    return shown;
}

/* Few texts have a deployment: links are only looked for in those. */
static bool survives_json(const TriPrefilter *prefilter, TriStr text)
{
    if (prefilter->looks_at_all) {
        return true;
    }
    unsigned shown = shown_by(prefilter, text, shown_in_json);

    if (shown == SHOWS_DEPLOYMENT &&
        tri_str_find_nocase(text, TRI_STR("templateLink")) != TRI_NOT_FOUND) {
        shown |= SHOWS_LINK;
    }
    return is_enough(shown);
}

/* A type is written out, in a string; a module may deploy anything. Apart, so that each
   loop over bytes has the registers to itself. */
static bool __attribute__((noinline))
survives_bicep(const TriPrefilter *prefilter, TriStr text)
{
    size_t end;

    return prefilter->looks_at_all ||
           is_enough(shown_by(prefilter, text, shown_in_bicep)) ||
           tri_pattern_find(prefilter->module, text, 0, &end) != TRI_NOT_FOUND;
}

bool tri_prefilter_lets_through(const TriPrefilter *prefilter, bool is_bicep,
                                TriStr text)
{
    return is_bicep ? survives_bicep(prefilter, text) : survives_json(prefilter, text);
}
