#include "base/number.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

Test(base_number, reads_integers_of_64_bits)
{
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {
        { "0", 0 },
        { "-0", 0 },
        { "+5", 5 },
        { "007", 7 },
        { "-1", -1 },
        { "9223372036854775807", INT64_MAX },
        { "+9223372036854775807", INT64_MAX },
        { "-9223372036854775808", INT64_MIN },
        { "00000000000000000000000000000000001", 1 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value = 42;

        cr_expect(tri_parse_int(tri_str_from_c(rows[i].text), &value), "%s",
                  rows[i].text);
        cr_expect_eq(value, rows[i].value, "%s", rows[i].text);
    }
}

Test(base_number, refuses_what_is_no_integer)
{
    static const char *const texts[] = {
        "",     "-",   "+",   "--1", "+-1",  "1 ",
        " 1",   "1.0", "1e3", "0x1", "a",    "9223372036854775808",
        "1-",   "1,0", "١",   "1_0", "\xFF", "-9223372036854775809",
        "1\n2", "-a",  "1.",  "∞",   "NaN",  "99999999999999999999999",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int64_t value = 42;

        cr_expect_not(tri_parse_int(tri_str_from_c(texts[i]), &value), "%s", texts[i]);
        cr_expect_eq(value, 42, "%s", texts[i]);
    }
    int64_t value = 42;

    cr_expect_not(tri_parse_int(TRI_STR("1\0"), &value));
    cr_expect_not(tri_parse_int((TriStr){ 0 }, &value));
}

Test(base_number, reads_numbers_as_json_writes_them)
{
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        { "0", 0 },
        { "-1.5", -1.5 },
        { "1e3", 1000 },
        { "1E+3", 1000 },
        { "25e-1", 2.5 },
        { "1.7976931348623157e308", DBL_MAX },
        { "0.1", 0.1 },
        { "1e-400", 0 },
        { "123456789012345678901", 123456789012345678901.0 },
        { "-0.0", 0 },
        { "5e-324", 5e-324 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = 42;

        cr_expect(tri_parse_double(tri_str_from_c(rows[i].text), &value), "%s",
                  rows[i].text);
        cr_expect(value <= rows[i].value && value >= rows[i].value, "%s: %g",
                  rows[i].text, value);
    }
}

Test(base_number, refuses_what_is_no_json_number)
{
    static const char *const texts[] = {
        "",     "-",        ".5",  "5.",    "+1", "1e",  "1e+",
        "1.e1", "0x10",     "inf", "nan",   " 1", "1 ",  "1e1e",
        "1,5",  "Infinity", "--1", "1e309", "e5", "-.5", "1.2.3",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value = 42;

        cr_expect_not(tri_parse_double(tri_str_from_c(texts[i]), &value), "%s",
                      texts[i]);
    }
}

Test(base_number, prints_floats_so_that_they_stay_floats)
{
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        { 3, "3.0" },
        { 0, "0.0" },
        { -0.0, "-0.0" },
        { 0.1, "0.1" },
        { -2.5, "-2.5" },
        { 1e15, "1e+15" },
        { 1e-7, "1e-07" },
        { 123456789012345, "123456789012345.0" },
        { 1.0 / 3, "0.3333333333333333" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { DBL_MAX, "1.7976931348623157e+308" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[32];
        size_t size = tri_print_double(rows[i].value, buffer);

        cr_expect(tri_str_eq(tri_str(buffer, size), tri_str_from_c(rows[i].text)),
                  "%s: %.*s", rows[i].text, (int)size, buffer);
    }
}

static double from_bits(uint64_t bits)
{
    union {
        uint64_t bits;
        double number;
    } both = { .bits = bits };

    return both.number;
}

Test(base_number, prints_what_reads_back_as_the_same)
{
    uint64_t bits = 1;

    for (int i = 0; i < 20000; i++) {
        char buffer[32];
        double value;

        bits = bits * 6364136223846793005U + 1442695040888963407U;
        double number = from_bits(bits);

        if (!isfinite(number)) {
            continue;
        }
        size_t size = tri_print_double(number, buffer);

        cr_assert(tri_parse_double(tri_str(buffer, size), &value));
        cr_assert(value <= number && value >= number, "%.17g", number);
    }
}

Test(base_number, knows_the_days_there_are)
{
    static const struct {
        const char *text;
        bool is_day;
    } rows[] = {
        { "2024-02-29", true },  { "2023-02-29", false }, { "2024-02-30", false },
        { "2000-02-29", true },  { "1900-02-29", false }, { "2024-04-31", false },
        { "2024-12-31", true },  { "2024-13-01", false }, { "2024-00-10", false },
        { "2024-01-00", false }, { "0000-01-01", false }, { "0001-01-01", true },
        { "9999-12-31", true },  { "2024-1-1", false },   { "2024-01-01 ", false },
        { "20240101", false },   { "", false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(tri_is_day(tri_str_from_c(rows[i].text)), rows[i].is_day, "%s",
                     rows[i].text);
    }
}
