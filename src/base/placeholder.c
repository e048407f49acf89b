#include "base/placeholder.h"

static const TriStr generated[] = { TRI_STR_INIT("GEN-UNIQUE"),
                                    TRI_STR_INIT("GEN-PASSWORD"),
                                    TRI_STR_INIT("GEN-SSH-PUB-KEY") };

/* Marks around a name that may stand anywhere in a text. */
typedef struct Token {
    TriStr open;
    TriStr close;
} Token;

static const Token tokens[] = {
    { TRI_STR_INIT("${{"), TRI_STR_INIT("}}") },
    { TRI_STR_INIT("${"), TRI_STR_INIT("}") },
    { TRI_STR_INIT("#{"), TRI_STR_INIT("}") },
    { TRI_STR_INIT("{{"), TRI_STR_INIT("}}") },
    { TRI_STR_INIT("$("), TRI_STR_INIT(")") },
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

/* Names of settings have two underscores inside as well, so only one around all. */
static bool is_underlined(TriStr text)
{
    TriStr mark = TRI_STR("__");

    return text.size > 2 * mark.size && tri_str_has_prefix(text, mark) &&
           tri_str_has_suffix(text, mark);
}

bool tri_has_placeholder(TriStr text)
{
    if (is_generated(text) || is_underlined(text)) {
        return true;
    }
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        size_t at = tri_str_find(text, tokens[i].open);

        if (at != TRI_NOT_FOUND &&
            tri_str_find(tri_str_from(text, at + tokens[i].open.size),
                         tokens[i].close) != TRI_NOT_FOUND) {
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
           tri_str_find(text, token->close) == text.size - token->close.size;
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
