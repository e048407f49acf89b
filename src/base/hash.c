#include "base/hash.h"

#include "base/text.h"

#include <assert.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

static const uint8_t *bytes(TriStr text)
{
    return (const uint8_t *)(text.data == NULL ? "" : text.data);
}

void tri_sha1(TriStr text, unsigned char digest[TRI_SHA1_SIZE])
{
    struct sha1_ctx context;

    sha1_init(&context);
    sha1_update(&context, text.size, bytes(text));
    sha1_digest(&context, TRI_SHA1_SIZE, digest);
}

void tri_sha256(TriStr text, unsigned char digest[TRI_SHA256_SIZE])
{
    struct sha256_ctx context;

    sha256_init(&context);
    sha256_update(&context, text.size, bytes(text));
    sha256_digest(&context, TRI_SHA256_SIZE, digest);
}

TriStr tri_sha256_hex(TriArena *arena, TriStr text, size_t size)
{
    unsigned char digest[TRI_SHA256_SIZE];
    TriText hex = tri_text(arena);

    assert(size <= sizeof digest);
    tri_sha256(text, digest);
    for (size_t i = 0; i < size; i++) {
        tri_text_addf(&hex, "%02x", digest[i]);
    }
    return tri_text_str(&hex);
}
