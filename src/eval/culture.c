/*
 * The order of text in the invariant culture, as far as templates need it:
 * letters before their case, punctuation before digits before letters. The last
 * word is not spoken on scripts beyond Latin, which go by code point.
 */
#include "base/utf8.h"
#include "eval/functions.h"
#include "eval/letter_case.h"

#include <string.h>

/* Weights by place; white space is below all of them. */
static const char ascii_order[] = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
                                  "0123456789abcdefghijklmnopqrstuvwxyz";

/* The letters that U+00E0 … U+00FF are variants of. */
static const char latin_bases[] = "aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0y";

enum { BEHIND_ASCII = 256 };

static uint32_t base_letter(uint32_t lower)
{
    if (lower >= 0xE0 && lower <= 0xFF && latin_bases[lower - 0xE0] != '\0') {
        return (uint32_t)latin_bases[lower - 0xE0];
    }
    return lower;
}

static uint32_t weight(uint32_t code)
{
    uint32_t base = base_letter(tri_lower_letter(code));

    if (base > 0x7F) {
        return BEHIND_ASCII + base;
    }
    const char *place = base == 0 ? NULL : strchr(ascii_order, (int)base);

    return place == NULL ? 0 : 1 + (uint32_t)(place - ascii_order);
}

static int order(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int keep_first(int first, int next)
{
    return first != 0 ? first : next;
}

int tri_compare_culture(TriStr a, TriStr b)
{
    int accents = 0;
    int cases = 0;

    while (a.size > 0 && b.size > 0) {
        uint32_t left = tri_utf8_next(&a);
        uint32_t right = tri_utf8_next(&b);
        int letters = order(weight(left), weight(right));

        if (letters != 0) {
            return letters;
        }
        accents =
            keep_first(accents, order(tri_lower_letter(left), tri_lower_letter(right)));
        /* Lower case first; it has the higher code. */
        cases = keep_first(cases, order(right, left));
    }
    if (a.size > 0 || b.size > 0) {
        return a.size > 0 ? 1 : -1;
    }
    return keep_first(accents, cases);
}
