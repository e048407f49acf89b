#include "base/number.h"
#include "eval/functions_support.h"

#include <math.h>

/* Past the ends of 64 bits in these directions. */
static const double two_to_63 = 9223372036854775808.0;

static TriValue checked(TriCall *call, bool has_overflow, int64_t result)
{
    return has_overflow ? tri_call_error(call, "the result does not fit 64 bits")
                        : tri_value_int(result);
}

static TriValue add(TriCall *call)
{
    int64_t sum;
    bool has_overflow =
        __builtin_add_overflow(tri_arg_int(call, 0), tri_arg_int(call, 1), &sum);

    return checked(call, has_overflow, sum);
}

static TriValue sub(TriCall *call)
{
    int64_t difference;
    bool has_overflow =
        __builtin_sub_overflow(tri_arg_int(call, 0), tri_arg_int(call, 1), &difference);

    return checked(call, has_overflow, difference);
}

static TriValue mul(TriCall *call)
{
    int64_t product;
    bool has_overflow =
        __builtin_mul_overflow(tri_arg_int(call, 0), tri_arg_int(call, 1), &product);

    return checked(call, has_overflow, product);
}

/* Dividing by -1 is done by hand: the processor traps on the least number. */
static TriValue divide(TriCall *call)
{
    int64_t dividend = tri_arg_int(call, 0);
    int64_t divisor = tri_arg_int(call, 1);

    if (divisor == 0) {
        return tri_call_error(call, "the divisor is 0");
    }
    if (divisor == -1) {
        return checked(call, dividend == INT64_MIN,
                       dividend == INT64_MIN ? 0 : -dividend);
    }
    return tri_value_int(dividend / divisor);
}

static TriValue mod(TriCall *call)
{
    int64_t divisor = tri_arg_int(call, 1);

    if (divisor == 0) {
        return tri_call_error(call, "the divisor is 0");
    }
    return tri_value_int(divisor == -1 ? 0 : tri_arg_int(call, 0) % divisor);
}

static TriValue int_of_float(TriCall *call, double number)
{
    double rounded = nearbyint(number);

    if (rounded < -two_to_63 || rounded >= two_to_63) {
        return tri_call_error(call, "the number does not fit 64 bits");
    }
    return tri_value_int((int64_t)rounded);
}

static TriValue int_of(TriCall *call)
{
    TriValue value = tri_arg(call, 0);
    int64_t integer;

    if (value.kind == TRI_INT) {
        return value;
    }
    if (value.kind == TRI_FLOAT) {
        return int_of_float(call, value.number);
    }
    if (!tri_parse_int(tri_str_trim(value.string), &integer)) {
        return tri_call_error(call, "'%.*s' is no integer", TRI_ARG(value.string));
    }
    return tri_value_int(integer);
}

static TriValue float_of_text(TriCall *call, TriStr text)
{
    TriStr digits = tri_str_trim(text);
    double number;

    if (tri_str_has_prefix(digits, TRI_STR("+"))) {
        digits = tri_str_from(digits, 1);
    }
    if (!tri_parse_double(digits, &number)) {
        return tri_call_error(call, "'%.*s' is no number", TRI_ARG(text));
    }
    return tri_value_float(number);
}

static TriValue float_of(TriCall *call)
{
    TriValue value = tri_arg(call, 0);

    if (value.kind == TRI_STRING) {
        return float_of_text(call, value.string);
    }
    return value.kind == TRI_INT ? tri_value_float((double)value.integer) : value;
}

const TriFunction tri_numeric_functions[] = {
    { "add", add, TRI_INT, { TRI_INT, TRI_INT }, 0 },
    { "div", divide, TRI_INT, { TRI_INT, TRI_INT }, 0 },
    { "float", float_of, TRI_FLOAT, { TRI_STRING | TRI_INT | TRI_FLOAT }, 0 },
    { "int", int_of, TRI_INT, { TRI_STRING | TRI_INT | TRI_FLOAT }, 0 },
    { "mod", mod, TRI_INT, { TRI_INT, TRI_INT }, 0 },
    { "mul", mul, TRI_INT, { TRI_INT, TRI_INT }, 0 },
    { "sub", sub, TRI_INT, { TRI_INT, TRI_INT }, 0 },
    { 0 },
};
