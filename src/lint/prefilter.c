/* One pattern after the other, each of which the library turns into vector code; a
   single pattern with alternatives would be ten times slower. */
#include "lint/prefilter.h"

#include "base/list.h"
#include "base/text.h"

/* Provider namespaces; more of them are looked for by their slash alone. */
enum { MOST_PROVIDERS = 8, TELLING_NAMES = 3 };

struct TriPrefilter {
    const TriRules *rules;
    TRI_LIST(const TriPattern *) providers; /* "Microsoft.Web/" */
    const TriPattern *link;
    const TriPattern *expression;
    const TriPattern *telling[TELLING_NAMES];
    const TriPattern *escape;
    const TriPattern *module;
    const TriPattern *deployment;
    const TriPattern *bicep_escape;
};

/* ---- making ---- */

/* The part of a type before its first slash, then the slash. */
static TriStr provider_of(TriStr type)
{
    return tri_str_slice(type, 0, tri_str_find_char(type, '/'));
}

/* `text` as a pattern that matches it alone. */
static void add_quoted(TriText *pattern, TriStr text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        if (!tri_char_is_digit(c) &&
            (tri_char_lower(c) < 'a' || tri_char_lower(c) > 'z') &&
            (unsigned char)c < 0x80) {
            tri_text_add_char(pattern, '\\');
        }
        tri_text_add_char(pattern, c);
    }
}

static bool has_provider(const TriStr *providers, size_t count, TriStr provider)
{
    bool has = false;

    for (size_t i = 0; i < count && !has; i++) {
        has = tri_str_eq_nocase(providers[i], provider);
    }
    return has;
}

static void add_providers(TriArena *arena, TriPrefilter *prefilter)
{
    const TriRules *rules = prefilter->rules;
    TRI_LIST(TriStr) providers = { 0 };

    for (size_t i = 0; i < rules->types.count; i++) {
        TriStr provider = provider_of(rules->types.items[i]);

        if (!has_provider(providers.items, providers.count, provider)) {
            tri_list_push(arena, &providers, provider);
        }
    }
    if (providers.count > MOST_PROVIDERS) {
        providers.count = 1;
        providers.items[0] = TRI_STR("");
    }
    for (size_t i = 0; i < providers.count; i++) {
        TriText text = tri_text(arena);

        add_quoted(&text, providers.items[i]);
        tri_text_add_c(&text, "\\\\?/");
        tri_list_push(arena, &prefilter->providers,
                      tri_pattern_bytes(arena, tri_text_str(&text)));
    }
}

const TriPrefilter *tri_prefilter_new(TriArena *arena, const TriRules *rules)
{
    /* The value of a name that tells what is deployed is an expression; where a comment
       stands around the colon, anything can follow. */
    static const char *const names[TELLING_NAMES] = { "type", "template",
                                                      "properties" };
    TriPrefilter *prefilter = TRI_NEW(arena, TriPrefilter);

    prefilter->rules = rules;
    add_providers(arena, prefilter);
    /* "templateLink": two rare letters are looked for first. */
    prefilter->link = tri_pattern_bytes(arena, TRI_STR("(?<=templateli)nk"));
    prefilter->expression = tri_pattern_bytes(arena, TRI_STR("\"\\["));
    for (int i = 0; i < TELLING_NAMES; i++) {
        prefilter->telling[i] = tri_pattern_bytes(
            arena, tri_format(arena, "\"%s\"\\s*(?:/|:\\s*(?:/|\"\\[))", names[i]));
    }
    /* \u00 and a digit from 2 to 7: may spell a letter or a slash. */
    prefilter->escape = tri_pattern_bytes(arena, TRI_STR("\\\\u00[2-7]"));
    prefilter->module = tri_pattern_bytes(arena, TRI_STR("module"));
    /* A deployment that is no module: its template may be any expression. */
    prefilter->deployment =
        tri_pattern_bytes(arena, TRI_STR("microsoft\\.resources/deployments"));
    prefilter->bicep_escape = tri_pattern_bytes(arena, TRI_STR("\\\\u\\{"));
    return prefilter;
}

/* ---- asking ---- */

/* Does one of the types stand around the slash? A backslash may stand before it. */
static bool is_type_around(const TriRules *rules, TriStr text, size_t slash)
{
    size_t end = slash > 0 && text.data[slash - 1] == '\\' ? slash - 1 : slash;
    TriStr before = tri_str_slice(text, 0, end);
    TriStr after = tri_str_from(text, slash + 1);

    for (size_t i = 0; i < rules->types.count; i++) {
        TriStr type = rules->types.items[i];
        TriStr provider = provider_of(type);

        if (tri_str_has_suffix_nocase(before, provider) &&
            tri_str_has_prefix_nocase(after, tri_str_from(type, provider.size + 1))) {
            return true;
        }
    }
    return false;
}

static bool holds(const TriPattern *pattern, TriStr text)
{
    size_t end;

    return tri_pattern_find(pattern, text, 0, &end) != TRI_NOT_FOUND;
}

static bool names_type(const TriPrefilter *prefilter, TriStr text)
{
    for (size_t i = 0; i < prefilter->providers.count; i++) {
        const TriPattern *provider = prefilter->providers.items[i];
        size_t end = 0;

        while (tri_pattern_find(provider, text, end, &end) != TRI_NOT_FOUND) {
            if (end == text.size || is_type_around(prefilter->rules, text, end - 1)) {
                return true;
            }
        }
    }
    return false;
}

/* "type": "[… with white space and comments anywhere. */
static bool has_telling_expression(const TriPrefilter *prefilter, TriStr text)
{
    bool has = false;

    if (!holds(prefilter->expression, text)) {
        return false;
    }
    for (int i = 0; i < TELLING_NAMES && !has; i++) {
        has = holds(prefilter->telling[i], text);
    }
    return has;
}

/* Some rules are not about resources of certain types. */
static bool looks_at_all(const TriPrefilter *prefilter)
{
    return prefilter->rules->other.count > 0 || prefilter->rules->look_at_all;
}

bool tri_prefilter_survives(const TriPrefilter *prefilter, TriStr text)
{
    return looks_at_all(prefilter) || names_type(prefilter, text) ||
           holds(prefilter->link, text) || has_telling_expression(prefilter, text) ||
           holds(prefilter->escape, text);
}

/* A type is written out, in a string; a module may deploy anything. */
bool tri_prefilter_survives_bicep(const TriPrefilter *prefilter, TriStr text)
{
    return looks_at_all(prefilter) || names_type(prefilter, text) ||
           holds(prefilter->module, text) || holds(prefilter->deployment, text) ||
           holds(prefilter->bicep_escape, text);
}
