#include "scan/walk.h"

#include "base/list.h"
#include "base/text.h"
#include "support/folder.h"

#include <criterion/criterion.h>
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

static TriFoundFiles walk(const char *paths)
{
    TRI_LIST(TriStr) list = { 0 };
    TriStr path;

    for (TriStr rest = tri_str_from_c(paths); tri_str_split(&rest, ' ', &path);) {
        tri_list_push(&arena, &list, path);
    }
    return tri_walk(&arena, list.items, list.count);
}

/* Files as "path", "path!" when named, "path?" when there is trouble. */
static void expect_walk(const char *paths, const char *expected)
{
    TriFoundFiles found = walk(paths);
    TriText text = tri_text(&arena);

    for (size_t i = 0; i < found.count; i++) {
        const TriFoundFile *file = &found.files[i];

        tri_text_addf(&text, "%s%.*s%s%s", i == 0 ? "" : " ", TRI_ARG(file->path),
                      file->is_named ? "!" : "", file->trouble.size > 0 ? "?" : "");
    }
    cr_expect(tri_str_eq(tri_text_str(&text), tri_str_from_c(expected)),
              "%s: '%.*s' is not '%s'", paths, TRI_ARG(tri_text_str(&text)), expected);
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
    TriFoundFiles found = tri_walk(&arena, paths, 3);

    cr_expect_eq(found.count, 2);
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

    TriFoundFiles found = walk("link/../x.json");
    TriStr resolved = tri_path_resolve(&arena, found.files[0].path);

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

Test(scan_walk, a_dash_stays_as_it_is)
{
    add_files("-/a.json");
    expect_walk("-", "-!");
    expect_walk("./-/", "-!");
}

Test(scan_walk, nothing_named_is_nothing_found)
{
    cr_expect_eq(tri_walk(&arena, NULL, 0).count, 0);
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
    TriFoundFiles found = walk("d");

    cr_assert_eq(found.count, 1);
    cr_expect(tri_str_eq(found.files[0].path, deep));
}

Test(scan_walk, ten_thousand_files_are_found)
{
    for (int i = 0; i < 10000; i++) {
        TriStr path = tri_format(&arena, "%d/%d.json", i % 100, i);

        folder_add(&arena, tri_str_to_c(&arena, path), "");
    }
    TriFoundFiles found = walk(". 7");

    cr_expect_eq(found.count, 10000);
    for (size_t i = 1; i < found.count; i++) {
        cr_assert_lt(tri_str_compare(found.files[i - 1].path, found.files[i].path), 0);
    }
}
