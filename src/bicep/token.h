#ifndef TRI_BICEP_TOKEN_H
#define TRI_BICEP_TOKEN_H

#include "base/list.h"
#include "source/source.h"
#include "source/trivia.h"

/* Punctuation, longest first where one begins another. */
#define TRI_BICEP_PUNCTUATION(X)                                                       \
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
    X(OR, "||")                                                                        \
    X(OPEN_BRACE, "{")                                                                 \
    X(CLOSE_BRACE, "}")                                                                \
    X(OPEN_PARENTHESIS, "(")                                                           \
    X(CLOSE_PARENTHESIS, ")")                                                          \
    X(OPEN_BRACKET, "[")                                                               \
    X(CLOSE_BRACKET, "]")                                                              \
    X(AT, "@")                                                                         \
    X(COMMA, ",")                                                                      \
    X(DOT, ".")                                                                        \
    X(QUESTION, "?")                                                                   \
    X(COLON, ":")                                                                      \
    X(ASSIGN, "=")                                                                     \
    X(PLUS, "+")                                                                       \
    X(MINUS, "-")                                                                      \
    X(STAR, "*")                                                                       \
    X(SLASH, "/")                                                                      \
    X(PERCENT, "%")                                                                    \
    X(CARET, "^")                                                                      \
    X(NOT, "!")                                                                        \
    X(LESS, "<")                                                                       \
    X(GREATER, ">")                                                                    \
    X(BAR, "|")

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
    TRI_BICEP_PUNCTUATION(X) TRI_TOKEN_KIND_COUNT
#undef X
} TriTokenKind;

typedef struct TriToken {
    TriTokenKind kind;
    bool is_verbatim; /* a string of three quotes: no escapes in it */
    uint32_t start;   /* bytes of the text, quotes and all */
    uint32_t end;
    uint32_t content_start; /* of strings: what is between quotes and holes */
    uint32_t content_end;
    const char *trouble; /* of errors: what is wrong */
} TriToken;

typedef TRI_LIST(TriToken) TriTokenList;

/*
 * The tokens of a text, the last one TRI_TOKEN_END; pragmas and comments in order.
 * Nothing is reported: what is wrong is an error token, for the parser to say
 * where it does not expect it.
 */
TriTokenList tri_bicep_tokens(TriArena *arena, const TriSource *source,
                              TriTriviaList *trivia);

/* The text of a string token, escapes decoded. False when an escape is wrong: then
   `*wrong` is the place of it. */
bool tri_bicep_string(TriArena *arena, const TriSource *source, const TriToken *token,
                      TriStr *text, TriSpan *wrong);

/* What a token is called in messages: "'{'", "a line end". */
const char *tri_token_name(TriTokenKind kind);

#endif
