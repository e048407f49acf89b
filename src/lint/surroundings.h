#ifndef TRI_LINT_SURROUNDINGS_H
#define TRI_LINT_SURROUNDINGS_H

#include "model/template.h"
#include "source/trivia.h"

/*
 * What stands around the comments of a text, and so what a comment can be for: a line,
 * a declaration, the file (docs/suppression.md).
 */

/* A resource, parameter, output or module. */
typedef struct TriDeclaration {
    TriSpan span;
    const TriExpr *metadata; /* NULL: none */
    bool is_resource;
    const struct TriDeclaration *outer; /* the innermost resource around it, or NULL */
} TriDeclaration;

/* From `start` on there is no code before `end`. */
typedef struct TriStretch {
    size_t start;
    size_t end;
} TriStretch;

/* A line of the text, and what is left of it without the blanks at both ends. */
typedef struct TriTextLine {
    size_t start;
    size_t end;
    size_t inner_start;
    size_t inner_end;
} TriTextLine;

/* Comments come in order, so of each of these only the last line is asked for again. */
enum { TRI_LINE_OF_START, TRI_LINE_OF_END, TRI_LINE_OF_CODE, TRI_LINES };

typedef struct TriSurroundings {
    TriArena *arena;
    const TriSource *source;
    const TriTriviaList *comments;
    TRI_LIST(TriDeclaration) declarations; /* in order, what is around another first */
    TriStretch passed;
    TriTextLine lines[TRI_LINES]; /* those asked for last */
} TriSurroundings;

/* Those of `comments`, which may be pragmas, in the order of the text; the templates
   are those that were made of it. */
TriSurroundings tri_surroundings_of(TriArena *arena, const TriSource *source,
                                    const TriTriviaList *comments,
                                    const TriTemplateList *templates);

/* All of the text. What is at the very end is in it as well. */
TriSpan tri_around_file(TriSurroundings *around);

/* The line of a comment, or, where it stands alone, the next with code. */
TriSpan tri_line_for(TriSurroundings *around, TriSpan comment);

/* The line behind the one of a pragma; where decorators begin on it, up to the line of
   what they decorate. No source: there is none. */
TriSpan tri_line_behind(TriSurroundings *around, TriSpan pragma);

/* The declaration that begins right behind the comment, else the innermost resource
   around it, else nothing: an empty span. */
TriSpan tri_declaration_for(TriSurroundings *around, TriSpan comment);

/* The innermost resource around a comment; NULL: none. */
const TriDeclaration *tri_resource_around(TriSurroundings *around, TriSpan comment);

#endif
