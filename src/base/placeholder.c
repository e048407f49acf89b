#include "base/placeholder.h"

static const TriStr generated[] = { TRI_STR_INIT("GEN-UNIQUE"),
                                    TRI_STR_INIT("GEN-PASSWORD"),
                                    TRI_STR_INIT("GEN-SSH-PUB-KEY") };

/* Marks around a name that may stand anywhere in a text. Some have more around than a
   name: a default, a filter. */
typedef struct Token {
    TriStr open;
    TriStr close;
    bool has_name_only; /* else it is a command of a shell, or a call */
} Token;

static const Token tokens[] = {
    { TRI_STR_INIT("${{"), TRI_STR_INIT("}}"), false },
    { TRI_STR_INIT("${"), TRI_STR_INIT("}"), false },
    { TRI_STR_INIT("#{"), TRI_STR_INIT("}"), false },
    { TRI_STR_INIT("{{"), TRI_STR_INIT("}}"), false },
    { TRI_STR_INIT("$("), TRI_STR_INIT(")"), true },
    { TRI_STR_INIT("#_"), TRI_STR_INIT("_#"), false },
};

static bool is_generated(TriStr text)
{
    for (size_t i = 0; i < sizeof generated / sizeof *generated; i++) {
        if (tri_str_has_prefix(text, generated[i])) {
            return true;
        }
    }
    return false;
}

static const TriStr underline = TRI_STR_INIT("__");

/* Names of settings have two underscores inside as well, so only one around all. */
static bool is_underlined(TriStr text)
{
    return text.size > 2 * underline.size && tri_str_has_prefix(text, underline) &&
           tri_str_has_suffix(text, underline);
}

bool tri_begins_placeholder(TriStr text)
{
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        if (tri_str_has_prefix(text, tokens[i].open)) {
            return true;
        }
    }
    return tri_str_has_prefix(text, underline);
}

static bool is_of_name(char c)
{
    return tri_char_is_letter(c) || tri_char_is_digit(c) || c == '_' || c == '-' ||
           c == '.' || c == ' ';
}

/* The size of what is in the marks, up to the first that closes them; 0: no name is.
   TRI_NOT_FOUND: none does. */
static size_t size_inside(const Token *token, TriStr rest)
{
    size_t size = 0;

    if (!token->has_name_only) {
        return tri_str_find(rest, token->close);
    }
    while (size < rest.size && is_of_name(rest.data[size])) {
        size++;
    }
    return tri_str_has_prefix(tri_str_from(rest, size), token->close) ? size : 0;
}

static bool has_token(TriStr text, const Token *token)
{
    size_t at = tri_str_find(text, token->open);

    while (at != TRI_NOT_FOUND) {
        text = tri_str_from(text, at + token->open.size);
        size_t size = size_inside(token, text);

        if (size > 0) {
            return size != TRI_NOT_FOUND;
        }
        at = tri_str_find(text, token->open);
    }
    return false;
}

bool tri_has_placeholder(TriStr text)
{
    if (is_generated(text) || is_underlined(text)) {
        return true;
    }
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        if (has_token(text, &tokens[i])) {
            return true;
        }
    }
    return false;
}

/* "#{NAME}#" ends with the mark that it begins with, or does not. */
static bool is_token(TriStr text, const Token *token)
{
    if (tri_str_has_prefix(text, TRI_STR("#")) &&
        tri_str_has_suffix(text, TRI_STR("}#"))) {
        text.size--;
    }
    return text.size > token->open.size + token->close.size &&
           tri_str_has_prefix(text, token->open) &&
           size_inside(token, tri_str_from(text, token->open.size)) ==
               text.size - token->open.size - token->close.size;
}

bool tri_is_placeholder(TriStr text)
{
    if (is_underlined(text)) {
        return true;
    }
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        if (is_token(text, &tokens[i])) {
            return true;
        }
    }
    return false;
}
