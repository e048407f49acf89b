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

TriStatus tri_fail_also(TriError *error, const TriError *other)
{
    enum { MOST_LINES = 20 };
    TriStr rest = TRI_STR("\nand more that is wrong like that");
    TriStr message = error->message;

    if (message.size == 0) {
        error->message = other->message;
    } else if (count_lines(message) < MOST_LINES) {
        error->message =
            TRI_CONCAT(error->arena, message, TRI_STR("\n"), other->message);
    } else if (!tri_str_has_suffix(message, rest)) {
        error->message = TRI_CONCAT(error->arena, message, rest);
    }
    return TRI_FAILED;
}
