/* Functions that rules of Azure Policy have beside those of templates. */
#include "eval/date.h"
#include "eval/functions.h"
#include "eval/ip_range.h"

#define DAY (24 * 60 * 60 * TRI_TICKS_A_SECOND)
#define FORMAT TRI_STR("yyyy-MM-ddTHH:mm:ss.fffffffZ")

static TriValue add_days(TriCall *call)
{
    TriStr base = tri_arg_str(call, 0);
    TriText text = tri_text(tri_call_arena(call));
    TriTicks moment;
    TriDate date;

    if (!tri_date_parse(base, &date)) {
        return tri_call_error(call, "'%.*s' is no date", TRI_ARG(base));
    }
    if (__builtin_mul_overflow(tri_arg_int(call, 1), DAY, &moment) ||
        __builtin_add_overflow(moment, date.moment, &moment) ||
        !tri_date_is_valid(moment)) {
        return tri_call_error(call, "the date is beyond the years 1 to 9999");
    }
    tri_date_format(&text, moment, FORMAT);
    return tri_value_string(tri_text_str(&text));
}

static TriValue ip_range_contains(TriCall *call)
{
    TriStr range = tri_arg_str(call, 0);
    TriStr target = tri_arg_str(call, 1);

    for (size_t i = 0; i < 2; i++) {
        TriStr text = tri_arg_str(call, i);

        if (!tri_ip_ranges_are_alike(text, text)) {
            return tri_call_error(call, "'%.*s' is no range of IP addresses",
                                  TRI_ARG(text));
        }
    }
    return tri_ip_ranges_are_alike(range, target)
               ? tri_value_bool(tri_ip_range_contains(range, target))
               : tri_call_error(call, "'%.*s' and '%.*s' are of two versions of IP",
                                TRI_ARG(range), TRI_ARG(target));
}

const TriFunction tri_policy_functions[] = {
    { "addDays", add_days, TRI_STRING, { TRI_STRING, TRI_INT }, 0 },
    { "ipRangeContains", ip_range_contains, TRI_BOOL, { TRI_STRING, TRI_STRING }, 0 },
    { 0 },
};
