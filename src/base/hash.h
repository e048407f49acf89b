#ifndef TRI_BASE_HASH_H
#define TRI_BASE_HASH_H

#include "base/str.h"

#define TRI_SHA1_SIZE 20
#define TRI_SHA256_SIZE 32

/* Digests of `text` (by nettle). For TriMap there are tri_str_hash and its kin. */
void tri_sha1(TriStr text, unsigned char digest[TRI_SHA1_SIZE]);
void tri_sha256(TriStr text, unsigned char digest[TRI_SHA256_SIZE]);

/* The first `size` bytes of the SHA-256 digest, two hexadecimal digits each. */
TriStr tri_sha256_hex(TriArena *arena, TriStr text, size_t size);

#endif
