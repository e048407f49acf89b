#include "scan/modules.h"

#include "base/file.h"

static TriStr skip_blanks(TriStr text)
{
    while (text.size > 0 && (text.data[0] == ' ' || text.data[0] == '\t')) {
        text = tri_str_from(text, 1);
    }
    return text;
}

static bool is_name(char c)
{
    return tri_char_is_letter(c) || tri_char_is_digit(c) || c == '_';
}

/* The string behind the name in " name 'path'"; empty when something else stands
   there. */
static TriStr path_behind(TriStr text)
{
    text = skip_blanks(text);
    while (text.size > 0 && is_name(text.data[0])) {
        text = tri_str_from(text, 1);
    }
    text = skip_blanks(text);
    if (!tri_str_has_prefix(text, TRI_STR("'"))) {
        return TRI_STR("");
    }
    text = tri_str_from(text, 1);
    return tri_str_slice(text, 0, tri_str_find_char(text, '\''));
}

static bool is_file(TriStr path)
{
    return path.size > 0 && tri_str_find_char(path, ':') == TRI_NOT_FOUND &&
           tri_str_find_char(path, '\n') == TRI_NOT_FOUND;
}

void tri_find_modules(TriArena *arena, TriStr folder, TriStr text, TriStrList *modules)
{
    TriStr keyword = TRI_STR("module ");

    for (size_t at; (at = tri_str_find(text, keyword)) != TRI_NOT_FOUND;) {
        text = tri_str_from(text, at + keyword.size);
        TriStr path = path_behind(text);

        if (is_file(path)) {
            tri_list_push(arena, modules,
                          tri_path_normal(arena, tri_path_join(arena, folder, path)));
        }
    }
}
