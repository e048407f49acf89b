#ifndef TRI_EVAL_IP_RANGE_H
#define TRI_EVAL_IP_RANGE_H

#include "base/str.h"

/*
 * True when the addresses that `inner` stands for all lie in `outer`. Both are an
 * address, a block ("10.0.0.0/8") or a range ("10.0.0.1-10.0.0.9"), of version 4 or
 * 6; anything else contains nothing and lies in nothing.
 */
bool tri_ip_range_contains(TriStr outer, TriStr inner);

/* Whether both are such ranges, and of the same version. */
bool tri_ip_ranges_are_alike(TriStr one, TriStr other);

#endif
