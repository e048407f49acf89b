/* Variables of the environment that look like those of options and are none. */
#include "cli/command.h"
#include "cli/option.h"

#include <stdlib.h>

extern char **environ;

/* Read elsewhere, and no options: by scan/shard.c, and by the tests. */
static const TriStr others[] = { TRI_STR_INIT("TRICEP_SHARDS"),
                                 TRI_STR_INIT("TRICEP_SHARED") };

static TriStrList variables_of_options(TriArena *arena)
{
    TriStrList names = { 0 };

    for (size_t i = 0; i < tri_option_count; i++) {
        const char *name = tri_option_variable(arena, &tri_option_table[i]);

        if (name != NULL) {
            tri_list_push(arena, &names, tri_str_from_c(name));
        }
    }
    return names;
}

/* Every name begins alike: what is nearest is told by the rest. */
static TriStr nearest(TriArena *arena, TriStr name, TriStr prefix,
                      const TriStrList *names)
{
    TriStrList rests = { 0 };

    for (size_t i = 0; i < names->count; i++) {
        tri_list_push(arena, &rests, tri_str_from(names->items[i], prefix.size));
    }
    return tri_str_nearest(tri_str_from(name, prefix.size), rests.items, rests.count);
}

static void warn_variable(TriArena *arena, TriStr name, const TriStrList *names)
{
    TriStr prefix = TRI_STR("TRICEP_");

    if (tri_str_is_among(name, names->items, names->count) ||
        tri_str_is_among(name, others, sizeof others / sizeof *others)) {
        return;
    }
    TriStr meant = nearest(arena, name, prefix, names);

    if (meant.size > 0) {
        tri_trouble("no option reads the variable %.*s; did you mean TRICEP_%.*s?",
                    TRI_ARG(name), TRI_ARG(meant));
    }
}

void tri_warn_variables(TriArena *arena)
{
    TriStrList names = { 0 };

    for (char **entry = environ; *entry != NULL; entry++) {
        TriStr text = tri_str_from_c(*entry);
        size_t equals = tri_str_find_char(text, '=');

        if (equals == TRI_NOT_FOUND ||
            !tri_str_has_prefix_nocase(text, TRI_STR("TRICEP_"))) {
            continue;
        }
        names = names.count > 0 ? names : variables_of_options(arena);
        warn_variable(arena, tri_str_slice(text, 0, equals), &names);
    }
}
