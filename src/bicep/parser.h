#ifndef TRI_BICEP_PARSER_H
#define TRI_BICEP_PARSER_H

#include "bicep/parse.h"

#include <string.h>

typedef TRI_LIST(TriSyntax *) TriSyntaxList;

/*
 * The state of reading one file, shared by the parsers of statements, expressions
 * and types. After an error everything fails silently until somebody who knows how
 * to go on has skipped what is wrong (tri_parser_recover).
 */
typedef struct TriParser {
    TriArena *arena;
    const TriSource *source;
    TriSink *sink;
    TriLexer lexer;        /* holds the tokens of the statement that is read */
    const TriToken *next;  /* to be taken, among them; one was taken before it */
    const TriToken *last;  /* among them: a line end or the end, as no other need be */
    size_t keyword;        /* how many stand up to the last keyword of a statement */
    size_t passed;         /* up to this token the line was looked through, that … */
    size_t line;           /* … begins with this one */
    size_t decorated;      /* and up to the last decorator that was read */
    TriSyntaxList pending; /* items of the nodes that are being read */
    unsigned depth;
    unsigned nested;    /* resources that are being read, one inside the other */
    unsigned seen;      /* kinds of statements that were begun: a bit each */
    bool is_parameters; /* of a parameter file */
    bool is_in_hole;    /* of a string, where no object or array may stand */
    unsigned failures;  /* how often it has failed */
    bool has_failed;
    bool is_silent;    /* what is wrong here follows from what was said */
    bool is_patient;   /* brackets are closed, wherever statements seem to begin … */
    bool has_guessed;  /* … else this: that one is not closed there */
    bool is_unwinding; /* the error is that a bracket is not closed: only statements
                          go on */
} TriParser;

/* Begins to read `source`. */
TriParser tri_parser_open(TriArena *arena, const TriSource *source, TriSink *sink);

/* Reads the next lines into the lexer's tokens, which may move. */
void tri_parser_read_lines(TriParser *parser);

/* Reads on if the next token is the last one so far. */
static inline void tri_parser_fill(TriParser *parser)
{
    if (parser->next == parser->last && parser->last->kind != TRI_TOKEN_END) {
        tri_parser_read_lines(parser);
    }
}

/* The token behind the next one, and the one `ahead` of it; the last one if there are
   fewer. */
static inline const TriToken *tri_parser_second(TriParser *parser)
{
    tri_parser_fill(parser);
    return parser->next + (parser->next != parser->last);
}

const TriToken *tri_parser_ahead(TriParser *parser, size_t ahead);

/* Takes the token, of any kind; that of the end is never taken, so that there always
   is a next one. */
static inline const TriToken *tri_parser_take(TriParser *parser)
{
    tri_parser_fill(parser);
    return parser->next == parser->last ? parser->last : parser->next++;
}

/* What is taken is forgotten, but for the last: called where a statement begins. */
void tri_parser_forget(TriParser *parser);

/* Whether what is wrong here is to be told. Behind a string without an end it is text,
   for all that is known. */
static inline bool tri_parser_tells(const TriParser *parser)
{
    return !parser->is_silent && parser->next->start <= parser->lexer.endless;
}

/* Reports that something else than `expected` stands here. */
void tri_parser_fail(TriParser *parser, const char *expected);
void tri_parser_fail_at(TriParser *parser, TriSpan span, const char *message);

/* Goes on behind an error inside brackets: skips to the next separator or to the
   bracket `close`. False when only a statement can go on. */
bool tri_parser_recover(TriParser *parser, TriTokenKind close);

static inline bool tri_parser_is_line_start(const TriParser *parser,
                                            const TriToken *token)
{
    return token->start == 0 ||
           tri_char_ends_line(parser->source->text.data[token->start - 1]);
}

/* Whether a statement begins at the token `ahead`, at the start of a line. */
bool tri_parser_is_statement(TriParser *parser, size_t ahead);

/* Whether `token` is a word that statements begin with. */
bool tri_parser_is_keyword(const TriParser *parser, const TriToken *token);

static inline TriStr tri_parser_text(const TriParser *parser, const TriToken *token)
{
    return tri_str(parser->source->text.data + token->start, token->end - token->start);
}

static inline bool tri_parser_is(const TriParser *parser, TriTokenKind kind)
{
    return parser->next->kind == kind && !parser->has_failed;
}

/* Takes the token if it is of `kind`, which is not that of the end. */
static inline bool tri_parser_accept(TriParser *parser, TriTokenKind kind)
{
    if (!tri_parser_is(parser, kind)) {
        return false;
    }
    if (kind == TRI_TOKEN_NEWLINE) {
        tri_parser_fill(parser);
    }
    parser->next++;
    return true;
}

/* Takes the token, which has to be of `kind`; else an error. */
static inline const TriToken *tri_parser_expect(TriParser *parser, TriTokenKind kind)
{
    const TriToken *token = parser->next;

    if (!tri_parser_accept(parser, kind)) {
        tri_parser_fail(parser, tri_token_name(kind));
    }
    return token;
}

/* Takes all line ends. */
static inline void tri_parser_skip_lines(TriParser *parser)
{
    while (tri_parser_accept(parser, TRI_TOKEN_NEWLINE)) {
    }
}

/* Whether `token` is the word `word`. */
static inline bool tri_parser_is_word(const TriParser *parser, const TriToken *token,
                                      TriStr word)
{
    return token->kind == TRI_TOKEN_NAME && token->end - token->start == word.size &&
           memcmp(parser->source->text.data + token->start, word.data, word.size) ==
               0 &&
           !parser->has_failed;
}

/* What a word is: a literal, or a name. */
TriSyntaxKind tri_parser_word_kind(const TriParser *parser, const TriToken *word);

/* Whether a name stands here: a word that is no literal. */
static inline bool tri_parser_is_name(const TriParser *parser)
{
    return tri_parser_is(parser, TRI_TOKEN_NAME) &&
           tri_parser_word_kind(parser, parser->next) == TRI_SYNTAX_NAME;
}

/* Says that a name is too long, if it is (BCP024). */
void tri_parser_check_name(TriParser *parser, const TriToken *name);

/* Says that two of the names behind the `first` ones that are pending are the same
   (BCP028). */
void tri_parser_check_twins(TriParser *parser, size_t first);

/* Says that two properties of an object, or of the type of one, have the same name
   (BCP025). */
void tri_parser_check_keys(TriParser *parser, const TriSyntax *object);

/* Skips the line ends behind an arrow, unless a statement follows. */
void tri_parser_skip_lines_of_arrow(TriParser *parser);

/* Takes the name that has to stand here; else an error. */
const TriToken *tri_parser_expect_name(TriParser *parser);

/* A node from byte `start` to the last token taken, with a copy of the items. */
static inline TriSyntax *tri_syntax_new(TriParser *parser, TriSyntaxKind kind,
                                        size_t start, TriSyntax *const *items,
                                        size_t count)
{
    TriSyntax *syntax = (TriSyntax *)tri_arena_take(
        parser->arena, 1, sizeof(TriSyntax) + count * sizeof *items);
    uint32_t end = parser->next[-1].end;

    *syntax = (TriSyntax){
        .kind = kind,
        .start = (uint32_t)start,
        .end = end > start ? end : (uint32_t)start,
        .count = (uint32_t)count,
    };
    for (size_t i = 0; i < count; i++) {
        syntax->items[i] = items[i];
    }
    return syntax;
}

/* A node with the text of a token. */
static inline TriSyntax *tri_syntax_word(TriParser *parser, TriSyntaxKind kind,
                                         const TriToken *token)
{
    TriSyntax *syntax = tri_syntax_new(parser, kind, token->start, NULL, 0);

    syntax->end = token->end;
    syntax->text = tri_parser_text(parser, token);
    return syntax;
}

/* A node with the number that is next, of which a minus may stand in front; says that
   it does not fit 64 bits, if so (BCP010). */
TriSyntax *tri_parse_number(TriParser *parser, bool is_negative);

/* A node around `inner`, from its start to the last token taken. */
TriSyntax *tri_syntax_wrap(TriParser *parser, TriSyntaxKind kind, TriSyntax *inner);

/* A node for what could not be read. */
TriSyntax *tri_syntax_error(TriParser *parser);

/*
 * Items whose number shows at their end: pushed to those that are pending, behind the
 * `first` ones that belong to others, and taken from there.
 */
static inline void tri_parser_push(TriParser *parser, TriSyntax *item)
{
    tri_list_push(parser->arena, &parser->pending, item);
}

TriSyntax *tri_syntax_of_pending(TriParser *parser, TriSyntaxKind kind, size_t start,
                                 size_t first);
TriSyntax **tri_parser_take_pending(TriParser *parser, size_t first, uint32_t *count);

/* An expression; an error node after an error. */
TriSyntax *tri_parse_expression(TriParser *parser);

/* The same for a string token, for an object, as is the body of a resource, and for an
   array or a loop, at its bracket. */
TriSyntax *tri_parse_string(TriParser *parser);
TriSyntax *tri_parse_object(TriParser *parser);
TriSyntax *tri_parse_array(TriParser *parser);

/* The word "for" and what follows it, behind the '[' at `start`; `body` reads the
   body. */
TriSyntax *tri_parse_for(TriParser *parser, size_t start,
                         TriSyntax *(*body)(TriParser *));

/* Items with separators between them, behind an opening bracket, and `close`: pushed.
   What is wrong in one does not cost the others. */
void tri_parse_items(TriParser *parser, TriTokenKind close,
                     TriSyntax *(*parse)(TriParser *));

TriSyntax *tri_parse_type(TriParser *parser);

/* Whether a statement begins the line inside of brackets: somebody forgot to close
   them, which is said. */
bool tri_parser_is_unclosed(TriParser *parser, TriTokenKind close);

/* Decorators and the statement behind them, of the file or inside of a resource; NULL
   after an error. */
TriStatement *tri_parse_statement(TriParser *parser, bool is_nested);

/* @decorator lines in front of a statement or a member of a type: pushed. */
void tri_parse_decorators(TriParser *parser);

#endif
