#ifndef TRI_BICEP_PARSER_H
#define TRI_BICEP_PARSER_H

#include "bicep/parse.h"

/*
 * The state of reading one file, shared by the parsers of statements, expressions
 * and types. After an error everything fails silently until somebody who knows how
 * to go on has skipped what is wrong (tri_parser_recover).
 */
typedef struct TriParser {
    TriArena *arena;
    const TriSource *source;
    TriSink *sink;
    TriTokenList tokens;
    size_t at;
    size_t keyword; /* behind the last keyword of a statement */
    unsigned depth;
    bool has_failed;
    bool is_unwinding; /* the error is that a bracket is not closed: only statements
                          go on */
} TriParser;

typedef TRI_LIST(TriSyntax *) TriSyntaxList;

const TriToken *tri_parser_token(const TriParser *parser, size_t ahead);
TriStr tri_parser_text(const TriParser *parser, const TriToken *token);
bool tri_parser_is(const TriParser *parser, TriTokenKind kind);

/* Whether the token `ahead` is the word `word`. */
bool tri_parser_is_word(const TriParser *parser, size_t ahead, const char *word);

/* What the word here is: a literal, or a name. */
TriSyntaxKind tri_parser_word_kind(const TriParser *parser);

/* Takes the token, of any kind. */
const TriToken *tri_parser_take(TriParser *parser);

/* Takes the token if it is of `kind`. */
bool tri_parser_accept(TriParser *parser, TriTokenKind kind);

/* Takes the token, which has to be of `kind`; else an error. */
const TriToken *tri_parser_expect(TriParser *parser, TriTokenKind kind);

/* Takes all line ends. */
void tri_parser_skip_lines(TriParser *parser);

/* Reports that something else than `expected` stands here. */
void tri_parser_fail(TriParser *parser, const char *expected);
void tri_parser_fail_at(TriParser *parser, TriSpan span, const char *message);

/* Goes on behind an error inside brackets: skips to the next separator or to the
   bracket `close`. False when only a statement can go on. */
bool tri_parser_recover(TriParser *parser, TriTokenKind close);

/* Whether a statement begins here, at the start of a line. */
bool tri_parser_is_statement(const TriParser *parser);

TriSyntax *tri_syntax_new(TriParser *parser, TriSyntaxKind kind, size_t start);

/* Sets the items, and the end to that of the last token taken. */
TriSyntax *tri_syntax_finish(TriParser *parser, TriSyntax *syntax, TriSyntaxList items);

/* A node with the text of a token that was taken. */
TriSyntax *tri_syntax_word(TriParser *parser, TriSyntaxKind kind,
                           const TriToken *token);

/* A node around `inner`, from its start to the last token taken. */
TriSyntax *tri_syntax_wrap(TriParser *parser, TriSyntaxKind kind, TriSyntax *inner);

/* An expression; an error node after an error. */
TriSyntax *tri_parse_expression(TriParser *parser);

/* The same for a string token, and for an object: the body of a resource. */
TriSyntax *tri_parse_string(TriParser *parser);
TriSyntax *tri_parse_object(TriParser *parser);

/* The word "for" and what follows it, behind '['; `body` reads the body. */
TriSyntax *tri_parse_for(TriParser *parser, TriSyntax *(*body)(TriParser *));

/* Items with separators between them, behind an opening bracket, and `close`. What is
   wrong in one does not cost the others. */
void tri_parse_items(TriParser *parser, TriTokenKind close,
                     TriSyntax *(*parse)(TriParser *), TriSyntaxList *items);

TriSyntax *tri_parse_type(TriParser *parser);

/* Whether the word here begins a statement. */
bool tri_parser_is_keyword(const TriParser *parser);

/* Decorators and the statement behind them; NULL after an error. */
TriStatement *tri_parse_statement(TriParser *parser);

/* @decorator lines in front of a statement or a member of a type. */
TriSyntaxList tri_parse_decorators(TriParser *parser);

#endif
