#include "eval/date.h"
#include "eval/functions_support.h"

#define ISO_FORMAT TRI_STR("yyyy-MM-ddTHH:mm:ssZ")

/* What the service writes for a date that is not in ISO 8601. */
#define GENERAL_FORMAT TRI_STR("M/d/yyyy h:mm:ss tt")

static TriValue bad_date(TriCall *call, TriStr text)
{
    return tri_call_error(call, "'%.*s' is no date", TRI_ARG(text));
}

static TriValue write_date(TriCall *call, TriTicks moment, TriStr format)
{
    TriText text = tri_text(tri_call_arena(call));

    if (!tri_date_is_valid(moment)) {
        return tri_call_error(call, "the date is beyond the years 1 to 9999");
    }
    if (!tri_call_reserve(call, 32 * format.size)) {
        return tri_call_limit(call);
    }
    if (!tri_date_format(&text, moment, format)) {
        return tri_call_error(call, "'%.*s' is no date format", TRI_ARG(format));
    }
    return tri_value_string(tri_text_str(&text));
}

static TriValue date_time_add(TriCall *call)
{
    TriStr base = tri_arg_str(call, 0);
    TriStr length = tri_arg_str(call, 1);
    TriTicks duration;
    TriTicks moment;
    TriDate date;

    if (!tri_date_parse(base, &date)) {
        return bad_date(call, base);
    }
    if (!tri_duration_parse(length, &duration)) {
        return tri_call_error(call, "'%.*s' is no duration", TRI_ARG(length));
    }
    if (__builtin_add_overflow(date.moment, duration, &moment)) {
        moment = -1;
    }
    if (tri_arg_count(call) > 2) {
        return write_date(call, moment, tri_arg_str(call, 2));
    }
    return write_date(call, moment, date.is_iso ? ISO_FORMAT : GENERAL_FORMAT);
}

static TriValue date_time_from_epoch(TriCall *call)
{
    TriTicks moment;

    if (__builtin_mul_overflow(tri_arg_int(call, 0), TRI_TICKS_A_SECOND, &moment) ||
        __builtin_add_overflow(moment, TRI_TICKS_EPOCH, &moment)) {
        moment = -1;
    }
    return write_date(call, moment, ISO_FORMAT);
}

static TriValue date_time_to_epoch(TriCall *call)
{
    TriStr text = tri_arg_str(call, 0);
    TriDate date;

    if (!tri_date_parse(text, &date)) {
        return bad_date(call, text);
    }
    return tri_value_int(date.moment / TRI_TICKS_A_SECOND -
                         TRI_TICKS_EPOCH / TRI_TICKS_A_SECOND);
}

const TriFunction tri_date_functions[] = {
    { "dateTimeAdd",
      date_time_add,
      TRI_STRING,
      { TRI_STRING, TRI_STRING, TRI_STRING | TRI_OPTIONAL },
      0 },
    { "dateTimeFromEpoch", date_time_from_epoch, TRI_STRING, { TRI_INT }, 0 },
    { "dateTimeToEpoch", date_time_to_epoch, TRI_INT, { TRI_STRING }, 0 },
    { 0 },
};
