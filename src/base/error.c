#include "base/error.h"

#include "base/text.h"

TriStatus tri_fail(TriError *error, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    error->message = tri_format_list(error->arena, format, arguments);
    va_end(arguments);
    return TRI_FAILED;
}

static size_t count_lines(TriStr text)
{
    size_t count = 0;
    TriStr line;

    while (tri_str_split(&text, '\n', &line)) {
        count++;
    }
    return count;
}

static const TriStr rest_is_left_out = TRI_STR_INIT("and more that is wrong like that");

bool tri_error_is_full(const TriError *error)
{
    return tri_str_has_suffix(error->message, rest_is_left_out);
}

static bool has_line(TriStr text, TriStr wanted)
{
    TriStr line;

    while (tri_str_split(&text, '\n', &line)) {
        if (tri_str_eq(line, wanted)) {
            return true;
        }
    }
    return false;
}

/* What is read twice, as a policy of two initiatives is, is wrong once. */
static void add_line(TriError *error, TriStr line)
{
    enum { MOST_LINES = 20 };

    if (error->message.size == 0) {
        error->message = line;
    } else if (!tri_error_is_full(error) && !has_line(error->message, line)) {
        error->message = TRI_CONCAT(
            error->arena, error->message, TRI_STR("\n"),
            count_lines(error->message) < MOST_LINES ? line : rest_is_left_out);
    }
}

TriStatus tri_fail_also(TriError *error, const TriError *other)
{
    TriStr rest = other->message;
    TriStr line;

    while (tri_str_split(&rest, '\n', &line)) {
        add_line(error, line);
    }
    return TRI_FAILED;
}
