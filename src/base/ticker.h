#ifndef TRI_BASE_TICKER_H
#define TRI_BASE_TICKER_H

#include "base/arena.h"

/* Something that is done again and again while others work, on a thread of its own. */
typedef struct TriTicker TriTicker;

typedef void TriTick(void *context);

/* Calls `tick` for the first time after `first` milliseconds, then every `every`; NULL
   when there is no thread to be had. Lives in `arena`. */
TriTicker *tri_ticker_start(TriArena *arena, TriTick *tick, void *context,
                            unsigned first, unsigned every);

/* Returns when no call is under way and none will come. */
void tri_ticker_stop(TriTicker *ticker);

#endif
