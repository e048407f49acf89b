#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool tri_parse_int(TriStr text, int64_t *value)
{
    bool negative = text.size > 0 && text.data[0] == '-';
    int64_t sum = 0;

    if (text.size > 0 && (text.data[0] == '-' || text.data[0] == '+')) {
        text = tri_str_from(text, 1);
    }
    if (text.size == 0) {
        return false;
    }
    /* Summed below zero, where the range is larger by one. */
    for (size_t i = 0; i < text.size; i++) {
        if (!tri_char_is_digit(text.data[i]) || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_sub_overflow(sum, text.data[i] - '0', &sum)) {
            return false;
        }
    }
    if (!negative && sum == INT64_MIN) {
        return false;
    }
    *value = negative ? sum : -sum;
    return true;
}

static size_t skip_digits(TriStr text, size_t at)
{
    while (at < text.size && tri_char_is_digit(text.data[at])) {
        at++;
    }
    return at;
}

static bool is_json_number(TriStr text)
{
    size_t at = text.size > 0 && text.data[0] == '-';
    size_t digits = at;

    at = skip_digits(text, at);
    if (at == digits) {
        return false;
    }
    if (at < text.size && text.data[at] == '.') {
        size_t fraction = at + 1;

        at = skip_digits(text, fraction);
        if (at == fraction) {
            return false;
        }
    }
    if (at < text.size && tri_char_lower(text.data[at]) == 'e') {
        at++;
        if (at < text.size && (text.data[at] == '-' || text.data[at] == '+')) {
            at++;
        }
        size_t exponent = at;

        at = skip_digits(text, at);
        if (at == exponent) {
            return false;
        }
    }
    return at == text.size;
}

bool tri_parse_double(TriStr text, double *value)
{
    char copy[512];

    if (!is_json_number(text) || text.size >= sizeof copy) {
        return false;
    }
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    /* The program never sets a locale, so the decimal point is a point. */
    *value = strtod(copy, NULL);
    return isfinite(*value);
}

size_t tri_print_double(double value, char buffer[32])
{
    int size = 0;

    for (int digits = 15; digits <= 17; digits++) {
        size = snprintf(buffer, 32, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) {
            break;
        }
    }
    if (isfinite(value) && strpbrk(buffer, ".e") == NULL) {
        memcpy(buffer + size, ".0", 3);
        size += 2;
    }
    return (size_t)size;
}

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int64_t tri_days_in_month(int64_t year, int64_t month)
{
    static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return days[month - 1] + (month == 2 && is_leap(year));
}

bool tri_is_day(TriStr text)
{
    static const char form[] = "dddd-mm-dd";
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;

    if (text.size != sizeof form - 1) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (form[i] == '-' ? text.data[i] != '-' : !tri_char_is_digit(text.data[i])) {
            return false;
        }
    }
    tri_parse_int(tri_str_slice(text, 0, 4), &year);
    tri_parse_int(tri_str_slice(text, 5, 2), &month);
    tri_parse_int(tri_str_slice(text, 8, 2), &day);
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
           day <= tri_days_in_month(year, month);
}
