#ifndef TRI_JSON_COMMENTS_H
#define TRI_JSON_COMMENTS_H

#include "source/trivia.h"

/* Appends the comments of a JSON text, slashes included, in order. Of a text that is no
   JSON, what looks like them. */
void tri_json_comments(TriArena *arena, const TriSource *source,
                       TriTriviaList *comments);

/* A JSON text without the blanks and comments it begins with. */
TriStr tri_json_trim(TriStr text);

#endif
