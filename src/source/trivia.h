#ifndef TRI_SOURCE_TRIVIA_H
#define TRI_SOURCE_TRIVIA_H

#include "base/list.h"
#include "source/source.h"

/* Comments and pragmas (#disable-next-line …) of a text, in order: what may suppress
   findings. */
typedef TRI_LIST(TriSpan) TriTriviaList;

#endif
