#include "base/number.h"
#include "eval/functions_support.h"

#include <arpa/inet.h>
#include <string.h>

__extension__ typedef unsigned __int128 Address;

/* A block of addresses: those that agree in the first `prefix` bits. */
typedef struct Block {
    bool is_v6;
    int bits; /* of an address */
    int64_t prefix;
    Address first;
} Block;

static Address address_of_bytes(const unsigned char *bytes, int bits)
{
    Address address = 0;

    for (int i = 0; i < bits / 8; i++) {
        address = address << 8 | bytes[i];
    }
    return address;
}

static TriStr text_of_address(TriCall *call, const Block *block, Address address)
{
    unsigned char bytes[16];
    char text[INET6_ADDRSTRLEN];

    for (int i = block->bits / 8; i-- > 0; address >>= 8) {
        bytes[i] = (unsigned char)address;
    }
    inet_ntop(block->is_v6 ? AF_INET6 : AF_INET, bytes, text, sizeof text);
    return tri_str_copy(tri_call_arena(call), tri_str_from_c(text));
}

/* The bits of an address behind the first `prefix`. */
static Address host_mask(const Block *block, int64_t prefix)
{
    int bits = block->bits - (int)prefix;

    return bits == 128 ? ~(Address)0 : ((Address)1 << bits) - 1;
}

static Address last_of(const Block *block)
{
    return block->first | host_mask(block, block->prefix);
}

static Address net_mask(const Block *block)
{
    return host_mask(block, 0) & ~host_mask(block, block->prefix);
}

/* Bits behind the prefix do not count. */
static bool parse_block(TriStr text, Block *block)
{
    char address[INET6_ADDRSTRLEN] = { 0 };
    unsigned char bytes[16];
    size_t slash = tri_str_find_char(text, '/');

    if (slash == TRI_NOT_FOUND || slash >= sizeof address ||
        !tri_parse_int(tri_str_from(text, slash + 1), &block->prefix)) {
        return false;
    }
    memcpy(address, text.data, slash);
    block->is_v6 = strchr(address, ':') != NULL;
    block->bits = block->is_v6 ? 128 : 32;
    if (block->prefix < 0 || block->prefix > block->bits ||
        inet_pton(block->is_v6 ? AF_INET6 : AF_INET, address, bytes) != 1) {
        return false;
    }
    block->first =
        address_of_bytes(bytes, block->bits) & ~host_mask(block, block->prefix);
    return true;
}

static TriValue bad_block(TriCall *call)
{
    return tri_call_error(call, "'%.*s' is no CIDR range",
                          TRI_ARG(tri_arg_str(call, 0)));
}

static void put_address(TriCall *call, TriMemberList *members, const char *name,
                        const Block *block, Address address)
{
    TriMember member = { .name = tri_str_from_c(name) };

    member.value = tri_value_string(text_of_address(call, block, address));
    tri_list_push(tri_call_arena(call), members, member);
}

/* IPv4 sets the first and the last address apart, where there are others. */
static bool has_reserved(const Block *block)
{
    return !block->is_v6 && block->prefix < 31;
}

static TriValue parse_cidr(TriCall *call)
{
    Block block;
    TriMemberList members = { 0 };

    if (!parse_block(tri_arg_str(call, 0), &block)) {
        return bad_block(call);
    }
    Address last = last_of(&block);
    TriMember size = { .name = TRI_STR("cidr"), .value = tri_value_int(block.prefix) };

    put_address(call, &members, "network", &block, block.first);
    put_address(call, &members, "netmask", &block, net_mask(&block));
    if (!block.is_v6) {
        put_address(call, &members, "broadcast", &block, last);
    }
    put_address(call, &members, "firstUsable", &block,
                block.first + has_reserved(&block));
    put_address(call, &members, "lastUsable", &block, last - has_reserved(&block));
    tri_list_push(tri_call_arena(call), &members, size);
    return tri_make_object(call, members.items, members.count, false);
}

/* Blocks of `prefix` bits in `block`, less one: that fits. */
static Address last_subnet(const Block *block, int64_t prefix)
{
    Address first_bits = host_mask(block, block->prefix) & ~host_mask(block, prefix);

    return prefix == 0 ? 0 : first_bits >> (block->bits - prefix);
}

static TriValue cidr_subnet(TriCall *call)
{
    int64_t prefix = tri_arg_int(call, 1);
    int64_t index = tri_arg_int(call, 2);
    Block block;

    if (!parse_block(tri_arg_str(call, 0), &block)) {
        return bad_block(call);
    }
    if (prefix < block.prefix || prefix > block.bits) {
        return tri_call_error(call, "the new size must be %lld to %d, not %lld",
                              (long long)block.prefix, block.bits, (long long)prefix);
    }
    if (index < 0 || (Address)index > last_subnet(&block, prefix)) {
        return tri_call_error(call, "the range has no subnet %lld of that size",
                              (long long)index);
    }
    Address offset = (Address)index * (host_mask(&block, prefix) + 1);

    return tri_value_string(
        tri_format(tri_call_arena(call), "%.*s/%lld",
                   TRI_ARG(text_of_address(call, &block, block.first + offset)),
                   (long long)prefix));
}

static TriValue cidr_host(TriCall *call)
{
    int64_t index = tri_arg_int(call, 1);
    Block block;

    if (!parse_block(tri_arg_str(call, 0), &block)) {
        return bad_block(call);
    }
    Address offset = block.is_v6 || has_reserved(&block);
    Address room = host_mask(&block, block.prefix);

    if (index < 0 || offset > room || (Address)index > room - offset) {
        return tri_call_error(call, "the range has no host %lld", (long long)index);
    }
    return tri_value_string(
        text_of_address(call, &block, block.first + offset + (Address)index));
}

const TriFunction tri_cidr_functions[] = {
    { "cidrHost", cidr_host, TRI_STRING, { TRI_STRING, TRI_INT }, 0 },
    { "cidrSubnet", cidr_subnet, TRI_STRING, { TRI_STRING, TRI_INT, TRI_INT }, 0 },
    { "parseCidr", parse_cidr, TRI_OBJECT, { TRI_STRING }, 0 },
    { 0 },
};
