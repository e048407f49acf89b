#include "eval/number_format.h"

#include "base/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 20, GROUP = 3 };

/* 0.d1d2d3… times ten to the power of `point`; zero has no digits. */
typedef struct Decimal {
    bool is_negative;
    char digits[MOST_DIGITS];
    int count;
    int point;
} Decimal;

/* ---- decimal digits ---- */

static void drop_zeros(Decimal *number)
{
    while (number->count > 0 && number->digits[number->count - 1] == '0') {
        number->count--;
    }
    if (number->count == 0) {
        number->point = 0;
    }
}

static Decimal decimal_of_int(int64_t value)
{
    Decimal number = { .is_negative = value < 0 };
    char buffer[32];
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    number.count = snprintf(buffer, sizeof buffer, "%llu", (unsigned long long)size);
    number.point = number.count;
    memcpy(number.digits, buffer, (size_t)number.count);
    drop_zeros(&number);
    return number;
}

/* The fewest digits that read back as `value`. */
static Decimal decimal_of_float(double value)
{
    Decimal number = { .is_negative = value < 0 };
    char buffer[40];

    for (int digits = 0; digits < 17; digits++) {
        snprintf(buffer, sizeof buffer, "%.*e", digits, value < 0 ? -value : value);
        if (strtod(buffer, NULL) == (value < 0 ? -value : value)) {
            break;
        }
    }
    char *exponent = strchr(buffer, 'e');

    for (char *c = buffer; c < exponent; c++) {
        if (*c != '.') {
            number.digits[number.count++] = *c;
        }
    }
    number.point = atoi(exponent + 1) + 1;
    drop_zeros(&number);
    return number;
}

static char digit_at(const Decimal *number, int at)
{
    return at >= 0 && at < number->count ? number->digits[at] : '0';
}

/* Carries a one into the digits before `at`. */
static void round_up(Decimal *number, int at)
{
    while (at > 0 && number->digits[at - 1] == '9') {
        at--;
    }
    number->count = at;
    if (at > 0) {
        number->digits[at - 1]++;
        return;
    }
    number->digits[0] = '1';
    number->count = 1;
    number->point++;
}

/* Keeps `count` digits; a half goes away from zero. */
static void keep_digits(Decimal *number, int count)
{
    if (count >= number->count) {
        return;
    }
    if (count >= 0 && number->digits[count] >= '5') {
        round_up(number, count);
    } else {
        number->count = count < 0 ? 0 : count;
    }
    drop_zeros(number);
}

/* ---- standard formats ---- */

static void add_sign(TriText *text, const Decimal *number)
{
    if (number->is_negative && number->count > 0) {
        tri_text_add_char(text, '-');
    }
}

static void add_whole(TriText *text, const Decimal *number, bool is_grouped)
{
    if (number->point <= 0) {
        tri_text_add_char(text, '0');
    }
    for (int place = number->point; place > 0; place--) {
        tri_text_add_char(text, digit_at(number, number->point - place));
        if (is_grouped && place > 1 && (place - 1) % GROUP == 0) {
            tri_text_add_char(text, ',');
        }
    }
}

static void add_fixed(TriText *text, Decimal number, int places, bool is_grouped)
{
    keep_digits(&number, number.point + places);
    add_sign(text, &number);
    add_whole(text, &number, is_grouped);
    if (places > 0) {
        tri_text_add_char(text, '.');
    }
    for (int i = 0; i < places; i++) {
        tri_text_add_char(text, digit_at(&number, number.point + i));
    }
}

/* `least` digits in the exponent. */
static void add_scientific(TriText *text, Decimal number, int places, char letter,
                           int least)
{
    keep_digits(&number, places + 1);
    int exponent = number.count == 0 ? 0 : number.point - 1;

    add_sign(text, &number);
    tri_text_add_char(text, digit_at(&number, 0));
    if (places > 0) {
        tri_text_add_char(text, '.');
    }
    for (int i = 1; i <= places; i++) {
        tri_text_add_char(text, digit_at(&number, i));
    }
    tri_text_addf(text, "%c%c%0*d", letter, exponent < 0 ? '-' : '+', least,
                  abs(exponent));
}

/* Fixed or scientific, whichever is right for `precision` digits. */
static void add_general(TriText *text, Decimal number, int precision, char letter)
{
    keep_digits(&number, precision);
    int places = number.count - number.point;

    if (number.point > precision || number.point < -3) {
        add_scientific(text, number, number.count - 1, letter, 2);
    } else {
        add_fixed(text, number, places > 0 ? places : 0, false);
    }
}

static void add_zeros(TriText *text, int count)
{
    for (int i = 0; i < count; i++) {
        tri_text_add_char(text, '0');
    }
}

static void add_padded(TriText *text, int64_t value, int precision)
{
    Decimal number = decimal_of_int(value);

    add_sign(text, &number);
    add_zeros(text, precision - (number.point > 0 ? number.point : 1));
    add_whole(text, &number, false);
}

static void add_hex(TriText *text, int64_t value, int precision, char letter)
{
    tri_text_addf(text, letter == 'X' ? "%0*llX" : "%0*llx",
                  precision > 0 ? precision : 1, (unsigned long long)value);
}

static void add_percent(TriText *text, Decimal number, int places)
{
    number.point += number.count > 0 ? 2 : 0;
    add_fixed(text, number, places, true);
    tri_text_add_c(text, " %");
}

/* ---- patterns ---- */

typedef struct Pattern {
    int whole;        /* places before the point */
    int least_whole;  /* of them shown even when zero */
    int places;       /* behind the point */
    int least_places; /* of them shown even when zero */
    bool has_point;
    bool is_grouped;
} Pattern;

bool tri_format_literal(TriStr *rest, TriStr *literal)
{
    char c = rest->data[0];

    if (c == '\\') {
        *literal = tri_str_slice(*rest, 1, 1);
        *rest = tri_str_from(*rest, 2);
        return true;
    }
    if (c != '\'' && c != '"') {
        return false;
    }
    *rest = tri_str_from(*rest, 1);
    size_t end = tri_str_find_char(*rest, c);

    *literal = tri_str_slice(*rest, 0, end);
    *rest = end == TRI_NOT_FOUND ? (TriStr){ 0 } : tri_str_from(*rest, end + 1);
    return true;
}

static void count_place(Pattern *pattern, char c)
{
    if (pattern->has_point) {
        pattern->places++;
        pattern->least_places = c == '0' ? pattern->places : pattern->least_places;
        return;
    }
    pattern->whole++;
    if (c == '0' || pattern->least_whole > 0) {
        pattern->least_whole++;
    }
}

static Pattern read_pattern(TriStr spec)
{
    Pattern pattern = { 0 };
    TriStr literal;

    while (spec.size > 0) {
        if (tri_format_literal(&spec, &literal)) {
            continue;
        }
        char c = spec.data[0];

        if (c == '0' || c == '#') {
            count_place(&pattern, c);
        }
        pattern.has_point |= c == '.';
        pattern.is_grouped |= c == ',' && pattern.whole > 0 && !pattern.has_point;
        spec = tri_str_from(spec, 1);
    }
    return pattern;
}

static void add_place(TriText *text, const Decimal *number, const Pattern *pattern,
                      int place)
{
    if (place > number->point && place > pattern->least_whole) {
        return;
    }
    tri_text_add_char(text, digit_at(number, number->point - place));
    if (pattern->is_grouped && place > 1 && (place - 1) % GROUP == 0) {
        tri_text_add_char(text, ',');
    }
}

/* The place of the pattern at `at`; digits with no place of their own go before
   the first one. */
static void add_whole_place(TriText *text, const Decimal *number,
                            const Pattern *pattern, int at)
{
    for (int place = number->point; at == 0 && place > pattern->whole; place--) {
        add_place(text, number, pattern, place);
    }
    add_place(text, number, pattern, pattern->whole - at);
}

static void add_behind_point(TriText *text, const Decimal *number,
                             const Pattern *pattern, int at)
{
    if (at < pattern->least_places || number->point + at < number->count) {
        tri_text_add_char(text, digit_at(number, number->point + at));
    }
}

static bool shows_point(const Decimal *number, const Pattern *pattern)
{
    return pattern->least_places > 0 || number->count > number->point;
}

static void add_pattern_char(TriText *text, const Decimal *number,
                             const Pattern *pattern, char c, int *at)
{
    if (c == '0' || c == '#') {
        if (*at < pattern->whole) {
            add_whole_place(text, number, pattern, *at);
        } else {
            add_behind_point(text, number, pattern, *at - pattern->whole);
        }
        (*at)++;
    } else if (c == '.' && *at == pattern->whole) {
        tri_text_add_c(text, shows_point(number, pattern) ? "." : "");
    } else if (c != ',' && c != '.') {
        tri_text_add_char(text, c);
    }
}

static void add_pattern(TriText *text, Decimal number, TriStr spec)
{
    Pattern pattern = read_pattern(spec);
    TriStr literal;
    int at = 0;

    keep_digits(&number, number.point + pattern.places);
    add_sign(text, &number);
    while (spec.size > 0) {
        if (tri_format_literal(&spec, &literal)) {
            tri_text_add(text, literal);
            continue;
        }
        add_pattern_char(text, &number, &pattern, spec.data[0], &at);
        spec = tri_str_from(spec, 1);
    }
}

/* ---- choosing ---- */

typedef struct Spec {
    char letter;   /* upper case */
    char spelling; /* as it stands */
    int precision; /* -1: none given */
} Spec;

static bool read_standard(TriStr text, Spec *spec)
{
    TriStr digits = tri_str_from(text, 1);
    int64_t precision = -1;

    if (!tri_char_is_letter(text.data[0]) || digits.size > 3 ||
        (digits.size > 0 &&
         (!tri_char_is_digit(digits.data[0]) || !tri_parse_int(digits, &precision)))) {
        return false;
    }
    spec->spelling = text.data[0];
    spec->letter = (char)(text.data[0] & ~0x20);
    spec->precision = (int)precision;
    return true;
}

static bool add_standard(TriText *text, Decimal number, Spec spec, int general)
{
    int places = spec.precision < 0 ? 2 : spec.precision;

    switch (spec.letter) {
    case 'E':
        add_scientific(text, number, spec.precision < 0 ? 6 : spec.precision,
                       spec.spelling, 3);
        return true;
    case 'F':
    case 'N':
        add_fixed(text, number, places, spec.letter == 'N');
        return true;
    case 'G':
        add_general(text, number, spec.precision > 0 ? spec.precision : general,
                    spec.spelling == 'g' ? 'e' : 'E');
        return true;
    case 'P':
        add_percent(text, number, places);
        return true;
    default:
        return false;
    }
}

bool tri_number_add_int(TriText *text, int64_t value, TriStr format)
{
    Spec spec;

    if (format.size == 0) {
        tri_text_add_int(text, value);
        return true;
    }
    if (!read_standard(format, &spec)) {
        add_pattern(text, decimal_of_int(value), format);
        return true;
    }
    if (spec.letter == 'D') {
        add_padded(text, value, spec.precision);
        return true;
    }
    if (spec.letter == 'X') {
        add_hex(text, value, spec.precision, spec.spelling);
        return true;
    }
    return add_standard(text, decimal_of_int(value), spec, MOST_DIGITS);
}

static int general_precision(const Decimal *number)
{
    return number->count > 15 ? number->count : 15;
}

bool tri_number_add_float(TriText *text, double value, TriStr format)
{
    Decimal number = decimal_of_float(value);
    Spec spec;

    if (format.size == 0) {
        tri_number_add_general(text, value);
        return true;
    }
    if (!read_standard(format, &spec)) {
        add_pattern(text, number, format);
        return true;
    }
    return add_standard(text, number, spec, general_precision(&number));
}

void tri_number_add_general(TriText *text, double value)
{
    Decimal number = decimal_of_float(value);

    add_general(text, number, general_precision(&number), 'E');
}

void tri_number_add_json(TriText *text, double value)
{
    TriText number = tri_text(text->arena);

    tri_number_add_general(&number, value);
    TriStr written = tri_text_str(&number);

    tri_text_add(text, written);
    if (tri_str_find_char(written, '.') == TRI_NOT_FOUND &&
        tri_str_find_char(written, 'E') == TRI_NOT_FOUND) {
        tri_text_add_c(text, ".0");
    }
}
