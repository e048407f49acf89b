#include "support/folder.h"

#include "base/text.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/tricep-test-XXXXXX";

void folder_open(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

static int take_away(const char *path, const struct stat *status, int type,
                     struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

void folder_close(void)
{
    nftw(folder, take_away, 16, FTW_DEPTH | FTW_PHYS);
}

static void make_folders_above(TriArena scratch, TriStr path)
{
    for (size_t i = 1; i < path.size; i++) {
        if (path.data[i] == '/') {
            mkdir(tri_str_to_c(&scratch, tri_str_slice(path, 0, i)), 0777);
        }
    }
}

void folder_add(TriArena *arena, const char *path, const char *text)
{
    TriStr name = tri_str_from_c(path);
    TriError error = { arena, { 0 } };

    make_folders_above(*arena, name);
    if (!tri_str_has_suffix(name, TRI_STR("/"))) {
        cr_assert_eq(tri_file_write(*arena, name, tri_str_from_c(text), &error), TRI_OK,
                     "%s: %.*s", path, TRI_ARG(error.message));
    }
}
