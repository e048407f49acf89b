#ifndef TRI_RULE_SECRET_NAMES_H
#define TRI_RULE_SECRET_NAMES_H

#include "base/str.h"

/*
 * Which names say that a secret stands behind them: words of theirs, as in DB_PASSWORD
 * and clientSecret2, unless the last word is of what only tells about one, as in
 * SECRET_URI (app-service.md 5.2).
 */
bool tri_is_secret_name(TriStr name);

/* The same of a connection string, which may have a secret in it. */
bool tri_is_connection_name(TriStr name);

/* Whether such a word stands anywhere in a text that is more than a name. */
bool tri_mentions_secret(TriStr text);

/* What words are made of. */
static inline bool tri_is_word_char(char c)
{
    return tri_char_is_letter(c) || tri_char_is_digit(c);
}

#endif
