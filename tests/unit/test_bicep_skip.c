/* The loops over most bytes of a Bicep text, at every place in and between the blocks
   that they read. */
#include "bicep/skip.h"

#include <criterion/criterion.h>
#include <string.h>

/* More than two blocks of sixteen. */
enum { SIZE = 40 };

typedef const char *Skip(const char *at, const char *end);

/* Whether `skip` stops at `other` wherever it stands among `plain`. */
static void expect_stop(Skip *skip, char plain, char other)
{
    for (size_t stop = 0; stop < SIZE; stop++) {
        char text[SIZE];

        memset(text, plain, sizeof text);
        text[stop] = other;
        for (size_t start = 0; start <= stop; start++) {
            size_t reached = (size_t)(skip(text + start, text + SIZE) - text);

            cr_expect_eq(reached, stop, "%d among %d from %zu at %zu: %zu", other,
                         plain, start, stop, reached);
        }
    }
}

/* Whether `skip` goes on to the end, wherever that is, and not behind it. */
static void expect_end(Skip *skip, char plain)
{
    char text[SIZE];

    memset(text, plain, sizeof text);
    for (size_t size = 0; size <= SIZE; size++) {
        cr_expect_eq(skip(text, text + size), text + size, "%d, %zu", plain, size);
    }
}

/* Every byte is skipped, or stopped at, as `is_skipped` says. */
static void expect_bytes(Skip *skip, char plain, bool (*is_skipped)(char))
{
    expect_end(skip, plain);
    for (int byte = 0; byte < 256; byte++) {
        if (is_skipped((char)byte)) {
            expect_end(skip, (char)byte);
        } else {
            expect_stop(skip, plain, (char)byte);
        }
    }
}

static bool is_part_of_name(char c)
{
    return c != '\0' && strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                               "0123456789",
                               c) != NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_plain(char c)
{
    return c == '\0' || strchr("'\\$\r\n", c) == NULL;
}

static bool is_in_line(char c)
{
    return c != '\r' && c != '\n';
}

Test(bicep_skip, blanks)
{
    expect_bytes(tri_bicep_skip_blanks, ' ', is_blank);
}

Test(bicep_skip, names)
{
    expect_bytes(tri_bicep_skip_name, 'a', is_part_of_name);
}

Test(bicep_skip, plain_bytes_of_strings)
{
    expect_bytes(tri_bicep_skip_plain, 'a', is_plain);
}

Test(bicep_skip, lines)
{
    expect_bytes(tri_bicep_skip_line, 'a', is_in_line);
    expect_bytes(tri_bicep_skip_line, '\'', is_in_line);
}
