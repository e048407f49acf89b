#include "rule/secret_names.h"

static const TriStr secret_words[] = {
    TRI_STR_INIT("password"),   TRI_STR_INIT("pwd"),          TRI_STR_INIT("passwd"),
    TRI_STR_INIT("passphrase"), TRI_STR_INIT("secret"),       TRI_STR_INIT("apikey"),
    TRI_STR_INIT("accesskey"),  TRI_STR_INIT("accountkey"),   TRI_STR_INIT("sas"),
    TRI_STR_INIT("token"),      TRI_STR_INIT("clientsecret"),
};

/* What such a setting holds is a secret unless it is seen to have none. */
static const TriStr connection_words[] = { TRI_STR_INIT("connectionstring") };

typedef struct Words {
    const TriStr *items;
    size_t count;
} Words;

static const Words secrets = { secret_words,
                               sizeof secret_words / sizeof *secret_words };
static const Words connections = { connection_words, 1 };

/* Words longer together than this are none of them. */
enum { MOST_LETTERS = 32 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A word begins behind what is no letter or digit, and where the case rises; the last
   capital of several begins what is small behind it, as in DBPassword. */
static bool begins_word(TriStr name, size_t at)
{
    if (!tri_is_word_char(name.data[at])) {
        return false;
    }
    if (at == 0 || !tri_is_word_char(name.data[at - 1])) {
        return true;
    }
    bool is_last_capital = at + 1 < name.size &&
                           tri_char_is_letter(name.data[at + 1]) &&
                           !is_upper(name.data[at + 1]);

    return is_upper(name.data[at]) && (!is_upper(name.data[at - 1]) || is_last_capital);
}

/* A word is the same one with a number behind it, as in API_KEY2. */
static TriStr without_number(TriStr word)
{
    while (word.size > 0 && tri_char_is_digit(word.data[word.size - 1])) {
        word.size--;
    }
    return word;
}

/* Whether one or more whole words from `at` on make one of `words`. */
static bool has_word_at(TriStr name, size_t at, Words words)
{
    char letters[MOST_LETTERS];
    TriStr word = { letters, 0 };

    for (size_t i = at; i < name.size && word.size < MOST_LETTERS; i++) {
        if (!tri_is_word_char(name.data[i])) {
            continue;
        }
        letters[word.size++] = tri_char_lower(name.data[i]);
        if (i + 1 < name.size && tri_is_word_char(name.data[i + 1]) &&
            !begins_word(name, i + 1)) {
            continue;
        }
        if (tri_str_is_among(without_number(word), words.items, words.count)) {
            return true;
        }
    }
    return false;
}

/* Last words of names that tell something about a secret, not the secret. */
static const TriStr words_about[] = {
    TRI_STR_INIT("name"),     TRI_STR_INIT("uri"),      TRI_STR_INIT("url"),
    TRI_STR_INIT("endpoint"), TRI_STR_INIT("issuer"),   TRI_STR_INIT("audience"),
    TRI_STR_INIT("expiry"),   TRI_STR_INIT("lifetime"), TRI_STR_INIT("expiration"),
    TRI_STR_INIT("type"),     TRI_STR_INIT("version"),  TRI_STR_INIT("provider"),
    TRI_STR_INIT("path"),     TRI_STR_INIT("file"),     TRI_STR_INIT("dir"),
    TRI_STR_INIT("ttl"),      TRI_STR_INIT("duration"), TRI_STR_INIT("timeout"),
    TRI_STR_INIT("cache"),    TRI_STR_INIT("header"),   TRI_STR_INIT("prefix"),
    TRI_STR_INIT("ref"),      TRI_STR_INIT("scope"),    TRI_STR_INIT("algorithm"),
};

/* The id of a key is no secret; what SECRET_ID holds can be one. */
static const TriStr id_words[] = { TRI_STR_INIT("accesskeyid") };
static const Words ids = { id_words, 1 };

/* Switches of the Azure SDK: which kinds of credential it tries. */
static const TriStr harmless_names[] = { TRI_STR_INIT("AZURE_TOKEN_CREDENTIALS") };

static TriStr last_word(TriStr name)
{
    size_t last = name.size;

    while (last > 0 && !begins_word(name, last - 1)) {
        last--;
    }
    return last > 0 ? tri_str_from(name, last - 1) : TRI_STR("");
}

static bool mentions(TriStr text, Words words)
{
    for (size_t i = 0; i < text.size; i++) {
        if (begins_word(text, i) && has_word_at(text, i, words)) {
            return true;
        }
    }
    return false;
}

static bool is_about_secret(TriStr name)
{
    return mentions(name, ids) ||
           tri_str_is_among_nocase(last_word(name), words_about,
                                   sizeof words_about / sizeof *words_about) ||
           tri_str_is_among_nocase(name, harmless_names,
                                   sizeof harmless_names / sizeof *harmless_names);
}

/* DB_PASS is one; PASS_RATE is not. */
static bool ends_with_pass(TriStr name)
{
    return tri_str_eq_nocase(without_number(last_word(name)), TRI_STR("pass"));
}

bool tri_is_secret_name(TriStr name)
{
    return (!is_about_secret(name) && mentions(name, secrets)) || ends_with_pass(name);
}

bool tri_is_connection_name(TriStr name)
{
    return !is_about_secret(name) && mentions(name, connections);
}

bool tri_mentions_secret(TriStr text)
{
    return mentions(text, secrets) || mentions(text, connections);
}
