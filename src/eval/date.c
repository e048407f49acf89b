#include "eval/date.h"

#include "base/number.h"
#include "eval/number_format.h"

#include <string.h>
#include <time.h>

#define MINUTE (60 * TRI_TICKS_A_SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

enum { DAYS_IN_ALL = 3652059 }; /* of years 1 to 9999 */

/* Year, month, day; weekday from Sunday, 0. */
typedef struct Calendar {
    int64_t year;
    int64_t month;
    int64_t day;
    int64_t weekday;
} Calendar;

/* Days before the first of January of `year`. */
static int64_t days_before_year(int64_t year)
{
    int64_t past = year - 1;

    return past * 365 + past / 4 - past / 100 + past / 400;
}

static int64_t days_before(int64_t year, int64_t month, int64_t day)
{
    int64_t days = days_before_year(year) + day - 1;

    for (int64_t i = 1; i < month; i++) {
        days += tri_days_in_month(year, i);
    }
    return days;
}

static Calendar calendar_of(TriTicks moment)
{
    int64_t days = moment / DAY;
    Calendar date = { .year = days / 366 + 1, .month = 1 };

    date.weekday = (days + 1) % 7;
    while (days_before_year(date.year + 1) <= days) {
        date.year++;
    }
    days -= days_before_year(date.year);
    while (days >= tri_days_in_month(date.year, date.month)) {
        days -= tri_days_in_month(date.year, date.month++);
    }
    date.day = days + 1;
    return date;
}

bool tri_date_is_valid(TriTicks moment)
{
    return moment >= 0 && moment < DAYS_IN_ALL * DAY;
}

/* ---- reading ---- */

/* From `least` to `most` digits. */
static bool read_digits(TriStr *text, size_t least, size_t most, int64_t *value)
{
    size_t size = 0;

    *value = 0;
    while (size < most && size < text->size && tri_char_is_digit(text->data[size])) {
        *value = *value * 10 + (text->data[size++] - '0');
    }
    *text = tri_str_from(*text, size);
    return size >= least;
}

/* Digits of a fraction as ticks; those beyond the seventh do not count. */
static TriTicks read_fraction(TriStr *text)
{
    TriTicks ticks = 0;
    TriTicks unit = TRI_TICKS_A_SECOND;

    while (text->size > 0 && tri_char_is_digit(text->data[0])) {
        unit /= 10;
        ticks += (text->data[0] - '0') * unit;
        *text = tri_str_from(*text, 1);
    }
    return ticks;
}

static bool make_day(int64_t year, int64_t month, int64_t day, TriTicks *moment)
{
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > tri_days_in_month(year, month)) {
        return false;
    }
    *moment = days_before(year, month, day) * DAY;
    return true;
}

/* yyyy-MM-dd, or yyyyMMdd; tells which. */
static bool read_iso_day(TriStr *text, TriTicks *moment, bool *is_compact)
{
    int64_t year;
    int64_t month;
    int64_t day;

    if (!read_digits(text, 4, 4, &year)) {
        return false;
    }
    *is_compact = !tri_str_skip_char(text, '-');
    return read_digits(text, 2, 2, &month) &&
           (*is_compact || tri_str_skip_char(text, '-')) &&
           read_digits(text, 2, 2, &day) && make_day(year, month, day, moment);
}

static bool make_time(int64_t hour, int64_t minute, int64_t second, TriTicks *moment)
{
    *moment += hour * HOUR + minute * MINUTE + second * TRI_TICKS_A_SECOND;
    return hour < 24 && minute < 60 && second < 60;
}

/* HH:mm, HH:mm:ss or HH:mm:ss.f, the colons being left out when `is_compact`. */
static bool read_time(TriStr *text, bool is_compact, TriTicks *moment)
{
    int64_t hour;
    int64_t minute;
    int64_t second = 0;

    if (!read_digits(text, 2, 2, &hour) ||
        (!is_compact && !tri_str_skip_char(text, ':')) ||
        !read_digits(text, 2, 2, &minute)) {
        return false;
    }
    bool has_seconds = is_compact ? text->size > 0 && tri_char_is_digit(text->data[0])
                                  : tri_str_skip_char(text, ':');

    if (has_seconds && !read_digits(text, 2, 2, &second)) {
        return false;
    }
    if (has_seconds && tri_str_skip_char(text, '.')) {
        *moment += read_fraction(text);
    }
    return make_time(hour, minute, second, moment);
}

/* Z, +HH:mm, -HHmm, +HH or nothing. */
static bool read_zone(TriStr *text, TriTicks *moment)
{
    int64_t hours;
    int64_t minutes = 0;
    bool is_east = tri_str_skip_char(text, '+');

    if (!is_east && !tri_str_skip_char(text, '-')) {
        return tri_str_skip_char(text, 'Z') || tri_str_skip_char(text, 'z') ||
               text->size == 0;
    }
    if (!read_digits(text, 2, 2, &hours) ||
        ((tri_str_skip_char(text, ':') || text->size > 0) &&
         !read_digits(text, 2, 2, &minutes))) {
        return false;
    }
    TriTicks offset = hours * HOUR + minutes * MINUTE;

    *moment += is_east ? -offset : offset;
    return hours <= 14 && minutes < 60;
}

static bool read_iso(TriStr text, TriDate *date)
{
    bool is_compact;

    date->is_iso = true;
    if (!read_iso_day(&text, &date->moment, &is_compact)) {
        return false;
    }
    if (text.size == 0) {
        return true;
    }
    date->is_iso = tri_str_skip_char(&text, 'T') || tri_str_skip_char(&text, 't');
    if ((!date->is_iso && !tri_str_skip_char(&text, ' ')) ||
        !read_time(&text, is_compact, &date->moment)) {
        return false;
    }
    tri_str_skip_char(&text, ' ');
    return read_zone(&text, &date->moment) && text.size == 0;
}

/* " AM" or " PM" or nothing, for a time whose hour is `hour`. */
static bool read_half(TriStr *text, int64_t *hour)
{
    tri_str_skip_char(text, ' ');
    if (text->size == 0) {
        return true;
    }
    bool is_late = tri_str_eq_nocase(*text, TRI_STR("PM"));

    if ((!is_late && !tri_str_eq_nocase(*text, TRI_STR("AM"))) || *hour < 1 ||
        *hour > 12) {
        return false;
    }
    *hour = *hour % 12 + (is_late ? 12 : 0);
    return true;
}

static bool read_short_time(TriStr text, TriTicks *moment)
{
    int64_t hour;
    int64_t minute;
    int64_t second = 0;

    return read_digits(&text, 1, 2, &hour) && tri_str_skip_char(&text, ':') &&
           read_digits(&text, 2, 2, &minute) &&
           (!tri_str_skip_char(&text, ':') || read_digits(&text, 2, 2, &second)) &&
           read_half(&text, &hour) && make_time(hour, minute, second, moment);
}

/* M/d/yyyy h:mm:ss tt, as the service itself writes it. */
static bool read_american(TriStr text, TriDate *date)
{
    int64_t month;
    int64_t day;
    int64_t year;

    date->is_iso = false;
    return read_digits(&text, 1, 2, &month) && tri_str_skip_char(&text, '/') &&
           read_digits(&text, 1, 2, &day) && tri_str_skip_char(&text, '/') &&
           read_digits(&text, 4, 4, &year) &&
           make_day(year, month, day, &date->moment) &&
           (text.size == 0 ||
            (tri_str_skip_char(&text, ' ') && read_short_time(text, &date->moment)));
}

bool tri_date_parse(TriStr text, TriDate *date)
{
    text = tri_str_trim(text);
    return (read_iso(text, date) || read_american(text, date)) &&
           tri_date_is_valid(date->moment);
}

/* ---- durations ---- */

/* The length of a part of a duration, by its letter; 0 when there is none. */
static TriTicks unit_of(char letter, bool is_time)
{
    switch (letter) {
    case 'Y':
        return is_time ? 0 : 365 * DAY;
    case 'W':
        return is_time ? 0 : 7 * DAY;
    case 'D':
        return is_time ? 0 : DAY;
    case 'M':
        return is_time ? MINUTE : 30 * DAY;
    case 'H':
        return is_time ? HOUR : 0;
    case 'S':
        return is_time ? TRI_TICKS_A_SECOND : 0;
    default:
        return 0;
    }
}

/* A number, maybe with a fraction, and the letter of its unit. */
static bool read_part(TriStr *text, bool is_time, TriTicks *duration)
{
    int64_t count;
    TriTicks part;

    if (!read_digits(text, 1, 18, &count)) {
        return false;
    }
    TriTicks fraction = tri_str_skip_char(text, '.') ? read_fraction(text) : 0;

    if (text->size == 0) {
        return false;
    }
    TriTicks unit = unit_of(text->data[0], is_time);

    if (unit == 0 || (fraction > 0 && text->data[0] != 'S') ||
        __builtin_mul_overflow(count, unit, &part) ||
        __builtin_add_overflow(*duration, part, duration) ||
        __builtin_add_overflow(*duration, fraction, duration)) {
        return false;
    }
    *text = tri_str_from(*text, 1);
    return true;
}

bool tri_duration_parse(TriStr text, TriTicks *duration)
{
    text = tri_str_trim(text);
    bool is_negative = tri_str_skip_char(&text, '-');
    bool is_time = false;

    *duration = 0;
    if (!tri_str_skip_char(&text, 'P') || text.size == 0) {
        return false;
    }
    while (text.size > 0) {
        if (!is_time && tri_str_skip_char(&text, 'T')) {
            is_time = true;
        }
        if (!read_part(&text, is_time, duration)) {
            return false;
        }
    }
    *duration = is_negative ? -*duration : *duration;
    return true;
}

/* ---- writing ---- */

static const char *const day_names[] = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
};

static const char *const month_names[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

static const struct {
    const char *letters;
    const char *format;
} standard_formats[] = {
    { "d", "MM/dd/yyyy" },
    { "D", "dddd, dd MMMM yyyy" },
    { "f", "dddd, dd MMMM yyyy HH:mm" },
    { "FU", "dddd, dd MMMM yyyy HH:mm:ss" },
    { "g", "MM/dd/yyyy HH:mm" },
    { "G", "MM/dd/yyyy HH:mm:ss" },
    { "mM", "MMMM dd" },
    { "oO", "yyyy-MM-ddTHH:mm:ss.fffffffK" },
    { "rR", "ddd, dd MMM yyyy HH:mm:ss 'GMT'" },
    { "s", "yyyy-MM-ddTHH:mm:ss" },
    { "t", "HH:mm" },
    { "T", "HH:mm:ss" },
    { "u", "yyyy-MM-dd HH:mm:ssZ" },
    { "yY", "yyyy MMMM" },
};

/* The custom format that a single letter stands for; empty when it stands for
   none. */
static TriStr standard_format(char letter)
{
    for (size_t i = 0; i < sizeof standard_formats / sizeof *standard_formats; i++) {
        if (strchr(standard_formats[i].letters, letter) != NULL) {
            return tri_str_from_c(standard_formats[i].format);
        }
    }
    return (TriStr){ 0 };
}

static void add_number(TriText *text, int64_t value, size_t width)
{
    tri_text_addf(text, "%0*lld", (int)(width < 32 ? width : 32), (long long)value);
}

static void add_name(TriText *text, const char *name, size_t width)
{
    TriStr all = tri_str_from_c(name);

    tri_text_add(text, width == 3 ? tri_str_slice(all, 0, 3) : all);
}

/* The first `width` digits of the fraction of a second; F leaves out zeros at the
   end, and the point before them. */
static void add_fraction(TriText *text, TriTicks moment, size_t width, bool is_trimmed)
{
    char digits[16];
    TriText all = tri_text(text->arena);

    tri_text_addf(&all, "%07lld", (long long)(moment % TRI_TICKS_A_SECOND));
    width = width < 7 ? width : 7;
    memcpy(digits, all.data, width);
    while (is_trimmed && width > 0 && digits[width - 1] == '0') {
        width--;
    }
    if (width == 0 && text->size > 0 && text->data[text->size - 1] == '.') {
        text->size--;
    }
    tri_text_add(text, tri_str(digits, width));
}

static void add_year(TriText *text, int64_t year, size_t width)
{
    add_number(text, width <= 2 ? year % 100 : year, width);
}

static void add_zone(TriText *text, size_t width)
{
    tri_text_add_c(text, width == 1 ? "+0" : width == 2 ? "+00" : "+00:00");
}

static void add_half(TriText *text, int64_t hour, size_t width)
{
    tri_text_add(text,
                 tri_str_slice(hour < 12 ? TRI_STR("AM") : TRI_STR("PM"), 0, width));
}

/* What `width` times `letter` stands for; false when it is literal text. */
static bool add_field(TriText *text, TriTicks moment, char letter, size_t width)
{
    Calendar date = calendar_of(moment);
    int64_t hour = moment / HOUR % 24;
    size_t digits = width < 2 ? width : 2;

    switch (letter) {
    case 'd':
        if (width < 3) {
            add_number(text, date.day, digits);
        } else {
            add_name(text, day_names[date.weekday], width);
        }
        return true;
    case 'M':
        if (width < 3) {
            add_number(text, date.month, digits);
        } else {
            add_name(text, month_names[date.month - 1], width);
        }
        return true;
    case 'y':
        add_year(text, date.year, width);
        return true;
    case 'h':
        add_number(text, hour % 12 == 0 ? 12 : hour % 12, digits);
        return true;
    case 'H':
        add_number(text, hour, digits);
        return true;
    case 'm':
        add_number(text, moment / MINUTE % 60, digits);
        return true;
    case 's':
        add_number(text, moment / TRI_TICKS_A_SECOND % 60, digits);
        return true;
    case 'f':
    case 'F':
        add_fraction(text, moment, width, letter == 'F');
        return true;
    case 't':
        add_half(text, hour, width);
        return true;
    case 'g':
        tri_text_add_c(text, "A.D.");
        return true;
    case 'K':
        tri_text_add_char(text, 'Z');
        return true;
    case 'z':
        add_zone(text, width);
        return true;
    default:
        return false;
    }
}

static size_t run_length(TriStr text)
{
    size_t size = 1;

    while (size < text.size && text.data[size] == text.data[0]) {
        size++;
    }
    return size;
}

TriStr tri_date_today(TriArena *arena)
{
    TriTicks now = TRI_TICKS_EPOCH + (TriTicks)time(NULL) * TRI_TICKS_A_SECOND;
    TriText text = tri_text(arena);

    tri_date_format(&text, now, TRI_STR("yyyy-MM-dd"));
    return tri_text_str(&text);
}

bool tri_date_format(TriText *text, TriTicks moment, TriStr format)
{
    TriStr rest = format.size == 1 ? standard_format(format.data[0]) : format;

    if (rest.size == 0) {
        return format.size == 0 && tri_date_format(text, moment, TRI_STR("G"));
    }
    while (rest.size > 0) {
        TriStr literal;

        if (tri_format_literal(&rest, &literal)) {
            tri_text_add(text, literal);
            continue;
        }
        size_t width = run_length(rest);

        if (!add_field(text, moment, rest.data[0], width)) {
            width = 1;
            tri_text_add(text,
                         rest.data[0] == '%' ? TRI_STR("") : tri_str_slice(rest, 0, 1));
        }
        rest = tri_str_from(rest, width);
    }
    return true;
}
