#include "eval/encoding.h"

#include "base/utf8.h"

#include <string.h>

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* ---- base64 ---- */

TriStr tri_base64_encode(TriArena *arena, TriStr bytes)
{
    TriText text = tri_text(arena);

    for (; bytes.size > 0; bytes = tri_str_from(bytes, 3)) {
        unsigned char group[3] = { 0 };
        size_t size = bytes.size < 3 ? bytes.size : 3;

        memcpy(group, bytes.data, size);
        char *four = tri_text_reserve(&text, 4);

        four[0] = alphabet[group[0] >> 2];
        four[1] = alphabet[(group[0] & 3) << 4 | group[1] >> 4];
        four[2] = size > 1 ? alphabet[(group[1] & 15) << 2 | group[2] >> 6] : '=';
        four[3] = size > 2 ? alphabet[group[2] & 63] : '=';
    }
    return tri_text_str(&text);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static TriStr without_space(TriArena *arena, TriStr text)
{
    TriText kept = tri_text(arena);

    for (size_t i = 0; i < text.size; i++) {
        if (!is_space(text.data[i])) {
            tri_text_add_char(&kept, text.data[i]);
        }
    }
    return tri_text_str(&kept);
}

/* Four characters, of which the last two may be padding. */
static bool decode_group(const char *four, bool is_last, TriText *bytes)
{
    size_t padding = is_last && four[3] == '=' ? 1 + (four[2] == '=') : 0;
    uint32_t bits = 0;

    for (size_t i = 0; i < 4; i++) {
        const char *place =
            i < 4 - padding && four[i] != '\0' ? strchr(alphabet, four[i]) : NULL;

        if (place == NULL && i < 4 - padding) {
            return false;
        }
        bits = bits << 6 | (place == NULL ? 0 : (uint32_t)(place - alphabet));
    }
    for (size_t i = 0; i < 3 - padding; i++) {
        tri_text_add_char(bytes, (char)(bits >> (16 - 8 * i)));
    }
    return true;
}

/* What is no UTF-8 becomes the replacement character. */
static TriStr valid_text(TriArena *arena, TriStr bytes)
{
    TriText text = tri_text(arena);

    while (bytes.size > 0) {
        tri_utf8_add(&text, tri_utf8_next(&bytes));
    }
    return tri_text_str(&text);
}

bool tri_base64_decode(TriArena *arena, TriStr base64, TriStr *text)
{
    TriStr rest = without_space(arena, base64);
    TriText bytes = tri_text(arena);

    if (rest.size % 4 != 0) {
        return false;
    }
    for (; rest.size > 0; rest = tri_str_from(rest, 4)) {
        if (!decode_group(rest.data, rest.size == 4, &bytes)) {
            return false;
        }
    }
    *text = valid_text(arena, tri_text_str(&bytes));
    return true;
}

/* ---- percent ---- */

TriStr tri_percent_encode(TriArena *arena, TriStr text)
{
    TriText encoded = tri_text(arena);

    tri_text_add_percent(&encoded, text, TRI_STR("-._~"));
    return tri_text_str(&encoded);
}

TriStr tri_percent_decode(TriArena *arena, TriStr text)
{
    return valid_text(arena, tri_percent_bytes(arena, text));
}
