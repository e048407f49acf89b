/* The vectors of interfaces.md 3.4. */
#include "base/text.h"
#include "source/line_hash.h"

#include <criterion/criterion.h>

static TriArena arena;

static void open(void)
{
    arena = tri_arena_open((size_t)1 << 26);
}

static void close(void)
{
    tri_arena_close(&arena);
}

TestSuite(source_line_hash, .init = open, .fini = close);

static void expect(const char *text, size_t line, const char *hash)
{
    TriSource source = tri_source_open(&arena, TRI_STR("file"), tri_str_from_c(text));
    TriLineHashes hashes = tri_line_hashes(&arena, &source);
    TriStr actual = tri_line_hash(&arena, &hashes, line);

    cr_expect(tri_str_eq(actual, tri_str_from_c(hash)), "line %zu is %.*s, not %s",
              line, TRI_ARG(actual), hash);
}

Test(source_line_hash, agrees_with_the_vectors)
{
    static const char bicep[] =
        "param x string\n\n  param p string = 1 // \xC3\xA4\xC3\xB6\xC3\xBC "
        "\xF0\x9F\x98\x80\nresource r\n";
    static const char breaks[] = "a\r\na\r\n\r\n\tb\ra\n";

    expect("", 1, "c129715d7a2bc9a3:1");
    expect("a\n", 1, "243cbaa4685aab12:1");
    expect("a\n", 2, "c129715d7a2bc9a3:1");
    expect("\xEF\xBB\xBF"
           "a\n",
           1, "25afd31b599dedcd:1");
    expect("\n\n", 1, "5b5d4caf73a13177:1");
    expect("\n\n", 2, "3c5bef55b72b93c9:1");
    expect(breaks, 1, "d659547b7073dba6:1");
    expect(breaks, 2, "3c1c2047c8e09117:1");
    expect(breaks, 3, "6acff80ca636da60:1");
    expect(breaks, 4, "77eeb3ce06ccfd76:1");
    expect(breaks, 5, "243cbaa4685aab12:1");
    expect(bicep, 1, "92a9a810b2c59560:1");
    expect(bicep, 2, "e5b806e4d5a41056:1");
    expect(bicep, 3, "3b78d90ce195ca04:1");
    expect(bicep, 4, "5ea2b96103e8797b:1");
    expect(bicep, 5, "c129715d7a2bc9a3:1");
    expect("a\n", 9, "");
}

Test(source_line_hash, counts_equal_lines)
{
    TriText text = tri_text(&arena);

    for (int i = 0; i < 30; i++) {
        tri_text_add_c(&text, "abcdefghij\n");
    }
    const char *lines = tri_str_to_c(&arena, tri_text_str(&text));

    expect(lines, 1, "231d0c32b8bb567e:1");
    expect(lines, 2, "231d0c32b8bb567e:2");
    expect(lines, 21, "231d0c32b8bb567e:21");
    expect(lines, 22, "231d0c32b8bc561c:1");
    expect(lines, 26, "fe5d03f88e5d7b0:1");
    expect(lines, 30, "55c26d25c3e94b84:1");
}
