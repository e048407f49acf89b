#include "base/hash.h"

#include <criterion/criterion.h>
#include <stdio.h>

static void expect_hex(const unsigned char *digest, size_t size, const char *expected)
{
    char hex[2 * TRI_SHA256_SIZE + 1];

    for (size_t i = 0; i < size; i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    }
    cr_expect_str_eq(hex, expected);
}

/* The vectors of FIPS 180. */
Test(base_hash, makes_the_digests_of_the_standard)
{
    static const struct {
        TriStr text;
        const char *sha1;
        const char *sha256;
    } rows[] = {
        { TRI_STR_INIT(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709",
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { TRI_STR_INIT("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d",
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { TRI_STR_INIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned char sha1[TRI_SHA1_SIZE];
        unsigned char sha256[TRI_SHA256_SIZE];

        tri_sha1(rows[i].text, sha1);
        tri_sha256(rows[i].text, sha256);
        expect_hex(sha1, sizeof sha1, rows[i].sha1);
        expect_hex(sha256, sizeof sha256, rows[i].sha256);
    }
}

Test(base_hash, takes_no_data_for_the_empty_text)
{
    unsigned char digest[TRI_SHA1_SIZE];

    tri_sha1((TriStr){ 0 }, digest);
    expect_hex(digest, sizeof digest, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

Test(base_hash, spells_the_first_bytes)
{
    TriArena arena = tri_arena_open(1 << 20);
    TriStr hex = tri_sha256_hex(&arena, TRI_STR("abc"), 4);

    cr_expect(tri_str_eq(hex, TRI_STR("ba7816bf")));
    cr_expect(tri_sha256_hex(&arena, TRI_STR(""), 0).size == 0);
    tri_arena_close(&arena);
}
