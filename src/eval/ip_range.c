#include "eval/ip_range.h"

#include "base/number.h"

#include <arpa/inet.h>
#include <string.h>

/* First and last address, as bytes of the network; of version 4 the first four. */
typedef struct Range {
    size_t size;
    unsigned char first[16];
    unsigned char last[16];
} Range;

static bool parse_address(TriStr text, unsigned char *bytes, size_t *size)
{
    char address[INET6_ADDRSTRLEN] = { 0 };
    bool is_v6 = tri_str_find_char(text, ':') != TRI_NOT_FOUND;

    text = tri_str_trim(text);
    if (text.size == 0 || text.size >= sizeof address) {
        return false;
    }
    memcpy(address, text.data, text.size);
    *size = is_v6 ? 16 : 4;
    return inet_pton(is_v6 ? AF_INET6 : AF_INET, address, bytes) == 1;
}

/* Bits behind the prefix: none in the first address, all in the last. */
static void spread(Range *range, size_t prefix)
{
    for (size_t bit = prefix; bit < range->size * 8; bit++) {
        unsigned char mask = (unsigned char)(0x80 >> (bit % 8));

        range->first[bit / 8] &= (unsigned char)~mask;
        range->last[bit / 8] |= mask;
    }
}

static bool parse_block(TriStr text, size_t slash, Range *range)
{
    int64_t prefix;

    if (!tri_parse_int(tri_str_from(text, slash + 1), &prefix) ||
        !parse_address(tri_str_slice(text, 0, slash), range->first, &range->size) ||
        prefix < 0 || (size_t)prefix > range->size * 8) {
        return false;
    }
    memcpy(range->last, range->first, sizeof range->last);
    spread(range, (size_t)prefix);
    return true;
}

static bool parse_range(TriStr text, Range *range)
{
    size_t slash = tri_str_find_char(text, '/');
    size_t dash = tri_str_find_char(text, '-');
    size_t size = 0;

    if (slash != TRI_NOT_FOUND) {
        return parse_block(text, slash, range);
    }
    if (!parse_address(tri_str_slice(text, 0, dash), range->first, &range->size)) {
        return false;
    }
    if (dash == TRI_NOT_FOUND) {
        memcpy(range->last, range->first, sizeof range->last);
        return true;
    }
    return parse_address(tri_str_from(text, dash + 1), range->last, &size) &&
           size == range->size && memcmp(range->first, range->last, size) <= 0;
}

static bool parse_both(TriStr one, TriStr other, Range ranges[2])
{
    return parse_range(one, &ranges[0]) && parse_range(other, &ranges[1]) &&
           ranges[0].size == ranges[1].size;
}

bool tri_ip_ranges_are_alike(TriStr one, TriStr other)
{
    Range ranges[2] = { 0 };

    return parse_both(one, other, ranges);
}

bool tri_ip_range_contains(TriStr outer, TriStr inner)
{
    Range ranges[2] = { 0 };
    bool are_alike = parse_both(outer, inner, ranges);
    const Range out = ranges[0];
    const Range in = ranges[1];

    return are_alike && memcmp(out.first, in.first, out.size) <= 0 &&
           memcmp(in.last, out.last, out.size) <= 0;
}
