#ifndef TRI_EVAL_ENCODING_H
#define TRI_EVAL_ENCODING_H

#include "base/str.h"

/* Base64 with padding. */
TriStr tri_base64_encode(TriArena *arena, TriStr bytes);

/* The UTF-8 text in `base64`; white space in it is passed over. False when it is
   no base64. */
bool tri_base64_decode(TriArena *arena, TriStr base64, TriStr *text);

/* Every byte but A-Z a-z 0-9 - . _ ~ as %XX. */
TriStr tri_percent_encode(TriArena *arena, TriStr text);

/* %XX as the byte it stands for; a % that begins no such thing stays. */
TriStr tri_percent_decode(TriArena *arena, TriStr text);

#endif
