#include "scan/ignore.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/list.h"
#include "lint/workshop.h"

#include <stdlib.h>

typedef struct Pattern {
    TriStr text;  /* without what the flags tell */
    size_t plain; /* how much of it stands for itself, from the beginning on */
    bool is_negated;
    bool is_for_folders;
    bool is_anchored; /* to the folder of the file; else the name alone is matched */
} Pattern;

struct TriIgnore {
    const TriIgnore *outer;
    TriStr folder;
    TRI_LIST(Pattern) patterns;
};

/* A larger ignore file is not read: nobody writes it by hand. */
static const size_t MOST_TEXT = (size_t)1 << 20;

TriStr tri_ignore_name(TriIgnoreKind kind)
{
    static const TriStr names[] = {
        [TRI_IGNORE_TRICEP] = TRI_STR_INIT(".tricepignore"),
        [TRI_IGNORE_ANY] = TRI_STR_INIT(".ignore"),
        [TRI_IGNORE_GIT] = TRI_STR_INIT(".gitignore"),
    };

    return names[kind];
}

/* ---- reading ---- */

/* Without spaces at the end, but for one behind a backslash. */
static TriStr trim_line(TriStr line)
{
    if (tri_str_has_suffix(line, TRI_STR("\r"))) {
        line.size--;
    }
    while (line.size > 0 && line.data[line.size - 1] == ' ') {
        size_t backslashes = 0;

        while (backslashes + 1 < line.size &&
               line.data[line.size - 2 - backslashes] == '\\') {
            backslashes++;
        }
        if (backslashes % 2 == 1) {
            break;
        }
        line.size--;
    }
    return line;
}

/* False when the line is none. */
static bool read_pattern(TriStr line, Pattern *pattern)
{
    *pattern = (Pattern){ 0 };
    line = trim_line(line);
    if (tri_str_has_prefix(line, TRI_STR("#"))) {
        return false;
    }
    if (tri_str_has_prefix(line, TRI_STR("!"))) {
        pattern->is_negated = true;
        line = tri_str_from(line, 1);
    }
    if (tri_str_has_suffix(line, TRI_STR("/"))) {
        pattern->is_for_folders = true;
        line.size--;
    }
    pattern->is_anchored = tri_str_find_char(line, '/') != TRI_NOT_FOUND;
    if (tri_str_has_prefix(line, TRI_STR("/"))) {
        line = tri_str_from(line, 1);
    }
    pattern->text = line;
    while (pattern->plain < line.size &&
           tri_str_find_char(TRI_STR("*?[\\"), line.data[pattern->plain]) ==
               TRI_NOT_FOUND) {
        pattern->plain++;
    }
    /* No name ends in a slash. */
    return line.size > 0 && !tri_str_has_suffix(line, TRI_STR("/"));
}

/* The patterns in `text`, which hold for names below `folder`; `outer` is asked after
   them. */
static const TriIgnore *parse(TriArena *arena, const TriIgnore *outer, TriStr folder,
                              TriStr text)
{
    TriIgnore *ignore = TRI_NEW(arena, TriIgnore);
    TriStr line;
    Pattern pattern;

    if (tri_str_has_prefix(text, TRI_STR("\xef\xbb\xbf"))) {
        text = tri_str_from(text, 3);
    }
    ignore->outer = outer;
    ignore->folder = tri_str_copy(arena, folder);
    while (tri_str_split(&text, '\n', &line)) {
        if (read_pattern(line, &pattern)) {
            tri_list_push(arena, &ignore->patterns, pattern);
        }
    }
    return ignore->patterns.count == 0 ? outer : ignore;
}

/* ---- asking ---- */

/* `path` from the folder of the file on. */
static TriStr relative_path(const TriIgnore *ignore, TriStr path)
{
    size_t size = ignore->folder.size;

    if (size == 0 || !tri_str_has_prefix(path, ignore->folder)) {
        return path;
    }
    path = tri_str_from(path, size);
    return tri_str_has_prefix(path, TRI_STR("/")) ? tri_str_from(path, 1) : path;
}

/* Git takes off what stands for itself before it looks further: two stars behind it
   stand at the beginning then, and mean any number of folders. */
static bool matches_path(const Pattern *pattern, TriStr path)
{
    TriStr plain = tri_str_slice(pattern->text, 0, pattern->plain);
    TriStr rest = tri_str_from(pattern->text, pattern->plain);

    if (!tri_str_has_prefix(path, plain)) {
        return false;
    }
    path = tri_str_from(path, plain.size);
    while (path.size == 0 && tri_str_has_prefix(rest, TRI_STR("**/"))) {
        rest = tri_str_from(rest, 3);
    }
    return path.size == 0 ? tri_glob_match(rest, path, TRI_GLOB_EXACT)
                          : tri_glob_match_path(rest, path, TRI_GLOB_EXACT);
}

/* The last pattern that matches; NULL: none does. */
static const Pattern *find_pattern(const TriIgnore *ignore, TriStr path, bool is_folder)
{
    TriStr relative = relative_path(ignore, path);
    TriStr name = tri_path_name(path);

    for (size_t i = ignore->patterns.count; i > 0; i--) {
        const Pattern *pattern = &ignore->patterns.items[i - 1];

        if (pattern->is_for_folders && !is_folder) {
            continue;
        }
        if (pattern->is_anchored
                ? matches_path(pattern, relative)
                : tri_glob_match(pattern->text, name, TRI_GLOB_EXACT)) {
            return pattern;
        }
    }
    return NULL;
}

bool tri_is_ignored(const TriIgnores *ignores, TriStr path, bool is_folder)
{
    for (int kind = 0; kind < TRI_IGNORE_KINDS; kind++) {
        for (const TriIgnore *ignore = ignores->files[kind]; ignore != NULL;
             ignore = ignore->outer) {
            const Pattern *pattern = find_pattern(ignore, path, is_folder);

            if (pattern != NULL) {
                return !pattern->is_negated;
            }
        }
    }
    return false;
}

/* ---- files ---- */

/* Empty when there is no such file, it is too large, or a link that is not followed. */
static TriStr read_text(TriArena *arena, TriStr path, bool follows)
{
    TriArena scratch = tri_arena_open(4 * TRI_FILE_LIMIT);
    TriError ignored = { &scratch, { 0 } };
    TriStr text;
    bool is_read = tri_file_kind(scratch, path) == TRI_FILE_REGULAR &&
                   (follows || !tri_file_is_link(scratch, path)) &&
                   tri_file_read(&scratch, path, &text, &ignored) == TRI_OK &&
                   text.size <= MOST_TEXT;

    text = is_read ? tri_str_copy(arena, text) : TRI_STR("");
    tri_arena_close(&scratch);
    return text;
}

static const TriIgnore *read_file(TriArena *arena, const TriIgnore *outer,
                                  TriStr folder, TriStr path, bool follows)
{
    return parse(arena, outer, folder, read_text(arena, path, follows));
}

/* What the user leaves out of every repository. */
static TriStr user_file(TriArena *arena)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");

    if (config != NULL && config[0] == '/') {
        return tri_path_join(arena, tri_str_from_c(config), TRI_STR("git/ignore"));
    }
    return home == NULL ? TRI_STR("")
                        : tri_path_join(arena, tri_str_from_c(home),
                                        TRI_STR(".config/git/ignore"));
}

/* Where git keeps what the work trees of a repository share. The `.git` of a worktree
   or submodule is a file that names a folder, that of a worktree another. */
static TriStr git_folder(TriArena *arena, TriStr folder)
{
    TriStr path = tri_path_join(arena, folder, TRI_STR(".git"));
    TriStr before = TRI_STR("gitdir: ");
    TriStr text = read_text(arena, path, true);

    if (!tri_str_has_prefix(text, before)) {
        return path;
    }
    path = tri_path_join(arena, folder, tri_str_trim(tri_str_from(text, before.size)));
    text = read_text(arena, tri_path_join(arena, path, TRI_STR("commondir")), true);
    return tri_path_join(arena, path, tri_str_trim(text));
}

/* Nothing above a repository speaks in it. */
static const TriIgnore *begin_repository(TriArena *arena, TriStr folder)
{
    TriStr user = user_file(arena);
    const TriIgnore *ignore =
        user.size == 0 ? NULL : read_file(arena, NULL, folder, user, true);

    return read_file(
        arena, ignore, folder,
        tri_path_join(arena, git_folder(arena, folder), TRI_STR("info/exclude")), true);
}

TriIgnores tri_ignores_in(TriArena *arena, const TriIgnores *outer, TriStr folder,
                          const bool has[TRI_IGNORE_KINDS], bool is_top)
{
    TriIgnores ignores = *outer;

    if (is_top) {
        ignores.is_in_repository = true;
        ignores.files[TRI_IGNORE_GIT] = begin_repository(arena, folder);
    }
    for (int kind = 0; kind < TRI_IGNORE_KINDS; kind++) {
        if (has[kind] && (kind != TRI_IGNORE_GIT || ignores.is_in_repository)) {
            TriStr path =
                tri_path_join(arena, folder, tri_ignore_name((TriIgnoreKind)kind));

            /* Git follows no link that is part of the work tree. */
            ignores.files[kind] = read_file(arena, ignores.files[kind], folder, path,
                                            kind != TRI_IGNORE_GIT);
        }
    }
    return ignores;
}

TriIgnores tri_ignores_at(TriArena *arena, TriStr folder)
{
    static const TriIgnores nothing;
    bool has[TRI_IGNORE_KINDS];
    TriIgnores outer =
        folder.size <= 1 ? nothing : tri_ignores_at(arena, tri_path_folder(folder));

    for (int kind = 0; kind < TRI_IGNORE_KINDS; kind++) {
        TriStr name = tri_ignore_name((TriIgnoreKind)kind);

        has[kind] = tri_file_kind(*arena, tri_path_join(arena, folder, name)) ==
                    TRI_FILE_REGULAR;
    }
    return tri_ignores_in(arena, &outer, folder, has, tri_has_git(*arena, folder));
}
