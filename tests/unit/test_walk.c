#include "scan/walk.h"

#include "base/list.h"
#include "base/text.h"
#include "support/folder.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static TriArena arena;

static void open_folder(void)
{
    arena = tri_arena_open((size_t)4 << 30);
    folder_open();
}

static void close_folder(void)
{
    folder_close();
    tri_arena_close(&arena);
}

TestSuite(scan_walk, .init = open_folder, .fini = close_folder, .timeout = 30);

static void add_files(const char *paths)
{
    TriStr path;

    for (TriStr rest = tri_str_from_c(paths); tri_str_split(&rest, ' ', &path);) {
        folder_add(&arena, tri_str_to_c(&arena, path), "{}");
    }
}

typedef struct Found {
    pthread_mutex_t mutex;
    TRI_LIST(TriFoundFile) files;
} Found;

static void visit(void *context, const TriFoundFile *file, size_t worker)
{
    Found *found = context;
    TriFoundFile copy = *file;

    (void)worker;
    pthread_mutex_lock(&found->mutex);
    copy.path = tri_str_copy(&arena, file->path);
    copy.trouble = tri_str_copy(&arena, file->trouble);
    tri_list_push(&arena, &found->files, copy);
    pthread_mutex_unlock(&found->mutex);
}

static int by_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriFoundFile *)a)->path,
                           ((const TriFoundFile *)b)->path);
}

static Found walk_all(const TriStrList *paths, bool looks_everywhere)
{
    Found found = { .mutex = PTHREAD_MUTEX_INITIALIZER };
    TriWalk walk = { .paths = *paths,
                     .looks_everywhere = looks_everywhere,
                     .workers = 3,
                     .visit = visit,
                     .context = &found };

    tri_walk(&arena, &walk);
    if (found.files.count > 0) {
        qsort(found.files.items, found.files.count, sizeof *found.files.items, by_path);
    }
    return found;
}

static Found walk_in(const char *paths, bool looks_everywhere)
{
    TriStrList list = { 0 };
    TriStr path;

    for (TriStr rest = tri_str_from_c(paths); tri_str_split(&rest, ' ', &path);) {
        tri_list_push(&arena, &list, path);
    }
    return walk_all(&list, looks_everywhere);
}

static Found walk(const char *paths)
{
    return walk_in(paths, false);
}

/* Files as "path", "path!" when named, "path?" when there is trouble. */
static void expect_found(const char *paths, bool looks_everywhere, const char *expected)
{
    Found found = walk_in(paths, looks_everywhere);
    TriText text = tri_text(&arena);

    for (size_t i = 0; i < found.files.count; i++) {
        const TriFoundFile *file = &found.files.items[i];

        tri_text_addf(&text, "%s%.*s%s%s", i == 0 ? "" : " ", TRI_ARG(file->path),
                      file->is_named ? "!" : "", file->trouble.size > 0 ? "?" : "");
    }
    cr_expect(tri_str_eq(tri_text_str(&text), tri_str_from_c(expected)),
              "%s: '%.*s' is not '%s'", paths, TRI_ARG(tri_text_str(&text)), expected);
}

static void expect_walk(const char *paths, const char *expected)
{
    expect_found(paths, false, expected);
}

Test(scan_walk, finds_what_may_be_a_template)
{
    add_files("a.json b.JSON c.jsonc d.arm e.bicep f.Bicepparam g.yaml json h.json.bak "
              "sub/i.json sub/sub/j.json");
    expect_walk(".", "a.json b.JSON c.jsonc d.arm e.bicep f.Bicepparam sub/i.json "
                     "sub/sub/j.json");
    expect_walk("sub", "sub/i.json sub/sub/j.json");
    expect_walk("g.yaml json", "g.yaml! json!");
}

Test(scan_walk, order_is_that_of_bytes)
{
    add_files("b.json a/x.json a.json a-b.json a/B.json \xC3\xA4.json Z.json");
    expect_walk(".", "Z.json a-b.json a.json a/B.json a/x.json b.json \xC3\xA4.json");
    expect_walk("b.json a Z.json", "Z.json! a/B.json a/x.json b.json!");
}

Test(scan_walk, hidden_folders_and_node_modules_are_passed_over_unless_named)
{
    add_files(
        ".git/a.json .github/b.json node_modules/c.json .hidden.json x/.y/d.json");
    expect_walk(".", ".hidden.json");
    expect_walk(".github node_modules x/.y",
                ".github/b.json node_modules/c.json x/.y/d.json");
}

Test(scan_walk, a_file_counts_once_by_whatever_names_it_is_reached)
{
    add_files("a/b.json a/c.json");
    cr_assert_eq(symlink("a", "link"), 0);
    cr_assert_eq(symlink("a/b.json", "link.json"), 0);
    expect_walk("a a", "a/b.json a/c.json");
    expect_walk("a ./a/ a//b.json", "a/b.json! a/c.json");
    expect_walk("a/b.json a/b.json ./a/b.json", "a/b.json!");
    expect_walk("a link", "a/b.json a/c.json");
    expect_walk("link.json a", "a/c.json link.json!");
    expect_walk("a/../a/b.json a", "a/../a/b.json! a/c.json");
    expect_walk("none ./none", "none!");

    TriStr here = tri_current_folder(&arena);
    TriStr paths[] = { TRI_STR("."), here, tri_path_join(&arena, here, TRI_STR("a")) };
    Found found = walk_all(&(TriStrList){ paths, 3, 3 }, false);

    cr_expect_eq(found.files.count, 2);
}

Test(scan_walk, names_are_tidied)
{
    add_files("a/b.json");
    expect_walk("./a//b.json", "a/b.json!");
    expect_walk("././/a/", "a/b.json");
    expect_walk("a/./b.json", "a/b.json!");
}

Test(scan_walk, up_from_a_link_is_where_the_link_leads)
{
    add_files("x.json far/x.json far/away/y.json");
    cr_assert_eq(symlink("far/away", "link"), 0);

    Found found = walk("link/../x.json");
    TriStr resolved = tri_path_resolve(&arena, found.files.items[0].path);

    cr_expect(tri_str_has_suffix(resolved, TRI_STR("/far/x.json")), "%.*s",
              TRI_ARG(resolved));
}

Test(scan_walk, links_are_followed_only_when_named)
{
    add_files("a/b.json");
    cr_assert_eq(symlink("../a", "a/loop"), 0);
    cr_assert_eq(symlink("b.json", "a/link.json"), 0);
    cr_assert_eq(symlink("nowhere", "a/dangling.json"), 0);
    expect_walk(".", "a/b.json");
    expect_walk("a/link.json", "a/link.json!");
    expect_walk("a/loop", "a/loop/b.json");
    expect_walk("a/dangling.json", "a/dangling.json!");
}

Test(scan_walk, what_is_no_regular_file_is_listed_only_when_named)
{
    add_files("a/b.json");
    cr_assert_eq(mkfifo("a/fifo.json", 0600), 0);
    cr_assert_eq(mkdir("a/folder.json", 0700), 0);
    expect_walk("a", "a/b.json");
    expect_walk("a/fifo.json", "a/fifo.json!");
    expect_walk("/dev/null missing.json", "/dev/null! missing.json!");
}

Test(scan_walk, a_dash_is_a_name_like_others)
{
    add_files("-/a.json");
    expect_walk("./-/", "-/a.json");
}

static void add_text(const char *path, const char *text)
{
    folder_add(&arena, path, text);
}

Test(scan_walk, ignore_files_leave_out_what_they_say)
{
    add_files("a.json b.json sub/a.json sub/b.json out/c.json sub/out/d.json x.bicep");
    add_text(".tricepignore", "/a.json\n*.bicep\n");
    add_text(".ignore", "out/\n!a.json\n");
    add_text("sub/.ignore", "!out/\n/b.json\n");
    expect_walk(".", "b.json sub/a.json sub/out/d.json");
    expect_walk("out", "out/c.json");
    expect_walk("sub/out sub/b.json", "sub/b.json! sub/out/d.json");
    expect_found(".", true,
                 "a.json b.json out/c.json sub/a.json sub/b.json "
                 "sub/out/d.json x.bicep");
}

Test(scan_walk, git_ignores_inside_a_repository_only)
{
    add_files("a.json r/a.json r/b.json r/sub/a.json r/sub/c.json r/inner/a.json");
    add_text(".gitignore", "a.json\n");
    add_text("r/.gitignore", "b.json\n");
    expect_walk(".",
                "a.json r/a.json r/b.json r/inner/a.json r/sub/a.json r/sub/c.json");
    add_text("r/.git/info/exclude", "c.json\n");
    add_text("r/inner/.git/HEAD", "");
    expect_walk(".", "a.json r/a.json r/inner/a.json r/sub/a.json");
    expect_walk("r/sub", "r/sub/a.json");
}

Test(scan_walk, nothing_named_is_nothing_found)
{
    cr_expect_eq(walk_all(&(TriStrList){ 0 }, false).files.count, 0);
}

/* Nothing is closed to root. */
static void become_nobody(void)
{
    enum { NOBODY = 65534 };

    if (geteuid() == 0) {
        cr_assert_eq(chmod(".", 0777), 0);
        cr_assert_eq(seteuid(NOBODY), 0);
    }
}

Test(scan_walk, folders_that_cannot_be_read_have_trouble)
{
    add_files("a/b.json a/closed/c.json");
    cr_assert_eq(chmod("a/closed", 0), 0);
    become_nobody();
    expect_walk("a", "a/b.json a/closed?");
    expect_walk("a/closed", "a/closed!?");
    cr_assert_eq(seteuid(getuid()), 0);
    chmod("a/closed", 0700);
}

Test(scan_walk, depth_has_no_limit_but_that_of_names)
{
    TriText path = tri_text(&arena);

    for (int i = 0; i < 1500; i++) {
        tri_text_add_c(&path, "d/");
    }
    tri_text_add_c(&path, "deep.json");
    TriStr deep = tri_str_copy(&arena, tri_text_str(&path));

    folder_add(&arena, tri_str_to_c(&arena, deep), "{}");
    Found found = walk("d");

    cr_assert_eq(found.files.count, 1);
    cr_expect(tri_str_eq(found.files.items[0].path, deep));
}

Test(scan_walk, ten_thousand_files_are_found)
{
    for (int i = 0; i < 10000; i++) {
        TriStr path = tri_format(&arena, "%d/%d.json", i % 100, i);

        folder_add(&arena, tri_str_to_c(&arena, path), "");
    }
    Found found = walk(". 7");

    cr_expect_eq(found.files.count, 10000);
    for (size_t i = 1; i < found.files.count; i++) {
        cr_assert_lt(
            tri_str_compare(found.files.items[i - 1].path, found.files.items[i].path),
            0);
    }
}
