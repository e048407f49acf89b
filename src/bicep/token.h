#ifndef TRI_BICEP_TOKEN_H
#define TRI_BICEP_TOKEN_H

#include "base/list.h"
#include "source/source.h"
#include "source/trivia.h"

/* Punctuation of one character. */
#define TRI_BICEP_SINGLES(X)                                                           \
    X(OPEN_BRACE, '{')                                                                 \
    X(CLOSE_BRACE, '}')                                                                \
    X(OPEN_PARENTHESIS, '(')                                                           \
    X(CLOSE_PARENTHESIS, ')')                                                          \
    X(OPEN_BRACKET, '[')                                                               \
    X(CLOSE_BRACKET, ']')                                                              \
    X(AT, '@')                                                                         \
    X(COMMA, ',')                                                                      \
    X(DOT, '.')                                                                        \
    X(QUESTION, '?')                                                                   \
    X(COLON, ':')                                                                      \
    X(ASSIGN, '=')                                                                     \
    X(PLUS, '+')                                                                       \
    X(MINUS, '-')                                                                      \
    X(STAR, '*')                                                                       \
    X(SLASH, '/')                                                                      \
    X(PERCENT, '%')                                                                    \
    X(CARET, '^')                                                                      \
    X(NOT, '!')                                                                        \
    X(LESS, '<')                                                                       \
    X(GREATER, '>')                                                                    \
    X(BAR, '|')

/* Punctuation of more, which wins over what it begins with. */
#define TRI_BICEP_RUNS(X)                                                              \
    X(SPREAD, "...")                                                                   \
    X(COALESCE, "??")                                                                  \
    X(DOUBLE_COLON, "::")                                                              \
    X(EQUAL, "==")                                                                     \
    X(EQUAL_NOCASE, "=~")                                                              \
    X(ARROW, "=>")                                                                     \
    X(NOT_EQUAL, "!=")                                                                 \
    X(NOT_EQUAL_NOCASE, "!~")                                                          \
    X(LESS_OR_EQUAL, "<=")                                                             \
    X(GREATER_OR_EQUAL, ">=")                                                          \
    X(AND, "&&")                                                                       \
    X(OR, "||")

/* What can be wrong with a token. */
#define TRI_BICEP_TROUBLES(X)                                                          \
    X(STRING, "this string has no end on its line")                                    \
    X(VERBATIM, "this string has no end: ''' is missing")                              \
    X(HOLE, "a line ends inside '${', and the string with it")                         \
    X(COMMENT, "this comment has no end: '*/' is missing")                             \
    X(PRAGMA, "a rule has to be named behind this")                                    \
    X(CHARACTER, "this character has no meaning here")

/* Tokens of a Bicep file (bicep-language.md 1). */
typedef enum TriTokenKind {
    TRI_TOKEN_END,
    TRI_TOKEN_NEWLINE, /* a run of line ends */
    TRI_TOKEN_NAME,
    TRI_TOKEN_NUMBER,
    TRI_TOKEN_STRING,        /* a whole one, without holes */
    TRI_TOKEN_STRING_START,  /* up to its first hole */
    TRI_TOKEN_STRING_MIDDLE, /* between two holes */
    TRI_TOKEN_STRING_END,    /* behind its last hole */
    TRI_TOKEN_ERROR,         /* what is no token; `trouble` says why */
#define X(id, text) TRI_TOKEN_##id,
    TRI_BICEP_SINGLES(X) TRI_BICEP_RUNS(X) TRI_TOKEN_KIND_COUNT
#undef X
} TriTokenKind;

typedef enum TriTokenTrouble {
#define X(id, text) TRI_TROUBLE_##id,
    TRI_BICEP_TROUBLES(X) TRI_TROUBLE_COUNT
#undef X
} TriTokenTrouble;

typedef struct TriToken {
    TriTokenKind kind;
    uint32_t start; /* bytes of the text, quotes and all */
    uint32_t end;
    uint32_t content_start; /* of strings: what is between quotes and holes … */
    uint32_t content_end;
    union {
        bool has_escapes;        /* … and whether it has to be decoded */
        TriTokenTrouble trouble; /* of errors: what is wrong */
    };
} TriToken;

typedef TRI_LIST(TriToken) TriTokenList;

/* An open brace in a hole, or the hole of a string that goes on behind it. */
typedef struct TriLexerLevel {
    bool is_hole;
    bool is_verbatim;
    size_t dollars; /* of a verbatim string: how many open a hole */
} TriLexerLevel;

/* The state of reading one text. */
typedef struct TriLexer {
    TriArena *arena;
    const TriSource *source;
    const char *start; /* of the text */
    const char *at;
    const char *end;
    size_t endless; /* where a ''' stands that nothing closes; behind all of it: none */
    TriTokenList tokens;
    TriTriviaList trivia;           /* pragmas and comments, in order */
    TRI_LIST(TriLexerLevel) levels; /* the innermost hole and all around it */
} TriLexer;

/* At the start of a text, which must outlive it; all it makes is in `arena`. */
TriLexer tri_lexer_open(TriArena *arena, const TriSource *source);

/*
 * Adds the tokens of the next lines to `tokens`, of some at once: the last one is
 * TRI_TOKEN_NEWLINE, or TRI_TOKEN_END, behind which nothing comes. Nothing is reported:
 * what is wrong is an error token, for the parser to say where it does not expect it.
 */
void tri_lexer_lines(TriLexer *lexer);

/* Decodes the escapes in `text`, the content of a string token that has some. False
   when one is wrong: then `*wrong` is the place of it, and `text` stays. */
bool tri_bicep_decode(TriArena *arena, const TriSource *source, TriStr *text,
                      TriSpan *wrong);

/* What a token is called in messages: "'{'", "a line end". */
const char *tri_token_name(TriTokenKind kind);

/* What is wrong with an error token. */
const char *tri_token_trouble(TriTokenTrouble trouble);

#endif
