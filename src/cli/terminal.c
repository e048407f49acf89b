#include "cli/terminal.h"

#include "base/number.h"
#include "base/process.h"

#include <sys/ioctl.h>
#include <unistd.h>

enum { MOST_COLUMNS = 10000 };

static bool is_forced(const char *name)
{
    TriStr value = tri_variable(name);

    return value.size > 0 && !tri_str_eq(value, TRI_STR("0"));
}

bool tri_is_terminal(int descriptor)
{
    TriStr terminal = tri_variable("TERM");

    return isatty(descriptor) && terminal.size > 0 &&
           !tri_str_eq(terminal, TRI_STR("dumb"));
}

bool tri_has_color(TriWhen when, int descriptor)
{
    if (when != TRI_WHEN_AUTO) {
        return when == TRI_WHEN_ALWAYS;
    }
    if (tri_variable("NO_COLOR").size > 0) {
        return false;
    }
    return is_forced("CLICOLOR_FORCE") || is_forced("FORCE_COLOR") ||
           tri_is_terminal(descriptor);
}

int tri_terminal_width(int descriptor)
{
    struct winsize size;
    int64_t columns;

    if (tri_parse_int(tri_variable("COLUMNS"), &columns) && columns > 0 &&
        columns < MOST_COLUMNS) {
        return (int)columns;
    }
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
