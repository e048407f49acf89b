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
