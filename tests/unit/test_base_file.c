#include "base/file.h"

#include "base/text.h"
#include "support/folder.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static TriArena arena;
static TriError error;

static void open_folder(void)
{
    arena = tri_arena_open((size_t)1 << 30);
    error = (TriError){ &arena, { 0 } };
    folder_open();
}

static void close_folder(void)
{
    folder_close();
    tri_arena_close(&arena);
}

TestSuite(base_file, .init = open_folder, .fini = close_folder, .timeout = 20);

static void expect_text(TriStr actual, const char *expected)
{
    cr_expect(tri_str_eq(actual, tri_str_from_c(expected)), "'%.*s' is not '%s'",
              TRI_ARG(actual), expected);
}

static void expect_refusal(TriStr path, const char *message)
{
    TriStr text;

    error.message = (TriStr){ 0 };
    cr_expect_eq(tri_file_read(&arena, path, &text, &error), TRI_FAILED, "%.*s",
                 TRI_ARG(path));
    expect_text(error.message, message);
}

Test(base_file, reads_all_of_a_file)
{
    static const char *const texts[] = { "", "a", "two\nlines\r\n", "\xEF\xBB\xBF{}" };
    TriStr text;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        folder_add(&arena, "a.json", texts[i]);
        cr_expect_eq(tri_file_read(&arena, TRI_STR("a.json"), &text, &error), TRI_OK);
        expect_text(text, texts[i]);
    }
}

Test(base_file, reads_nul_bytes_and_a_megabyte)
{
    TriText large = tri_text(&arena);
    TriStr text;

    for (int i = 0; i < 1 << 20; i++) {
        tri_text_add_char(&large, (char)(i % 251));
    }
    cr_assert_eq(tri_file_write(arena, TRI_STR("large"), tri_text_str(&large), &error),
                 TRI_OK);
    cr_expect_eq(tri_file_read(&arena, TRI_STR("large"), &text, &error), TRI_OK);
    cr_expect(tri_str_eq(text, tri_text_str(&large)));
}

Test(base_file, refuses_what_is_no_regular_file)
{
    cr_assert_eq(mkfifo("fifo", 0666), 0);
    folder_add(&arena, "sub/", NULL);
    cr_assert_eq(symlink("nowhere", "dangling"), 0);
    cr_assert_eq(symlink("ring", "ring"), 0);
    expect_refusal(TRI_STR("fifo"), "it is not a regular file");
    expect_refusal(TRI_STR("/dev/null"), "it is not a regular file");
    expect_refusal(TRI_STR("/dev/zero"), "it is not a regular file");
    expect_refusal(TRI_STR("sub"), "it is a folder");
    expect_refusal(TRI_STR("."), "it is a folder");
    expect_refusal(TRI_STR("missing"), "No such file or directory");
    expect_refusal(TRI_STR("dangling"), "No such file or directory");
    expect_refusal(TRI_STR("ring"), "Too many levels of symbolic links");
    expect_refusal(TRI_STR("a\0b"), "the name holds a NUL byte");
}

Test(base_file, refuses_a_folder_where_a_file_is_a_part_of_the_path)
{
    folder_add(&arena, "a.json", "{}");
    expect_refusal(TRI_STR("a.json/b"), "Not a directory");
}

Test(base_file, refuses_a_file_beyond_the_limit)
{
    int file = open("sparse", O_CREAT | O_WRONLY, 0666);

    cr_assert_eq(ftruncate(file, (off_t)TRI_FILE_LIMIT + 1), 0);
    close(file);
    expect_refusal(TRI_STR("sparse"), "the file is larger than 256 MiB");
}

Test(base_file, follows_a_link_to_a_file)
{
    TriStr text;

    folder_add(&arena, "a.json", "{}");
    cr_assert_eq(symlink("a.json", "link"), 0);
    cr_expect_eq(tri_file_read(&arena, TRI_STR("link"), &text, &error), TRI_OK);
    expect_text(text, "{}");
}

Test(base_file, tells_what_is_at_a_path)
{
    folder_add(&arena, "sub/a.json", "{}");
    cr_assert_eq(mkfifo("fifo", 0666), 0);
    cr_assert_eq(symlink("sub", "link"), 0);
    cr_assert_eq(symlink("nowhere", "dangling"), 0);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("sub/a.json")), TRI_FILE_REGULAR);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("sub")), TRI_FILE_FOLDER);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("link")), TRI_FILE_FOLDER);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("")), TRI_FILE_FOLDER);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("fifo")), TRI_FILE_OTHER);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("/dev/null")), TRI_FILE_OTHER);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("dangling")), TRI_FILE_MISSING);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("none")), TRI_FILE_MISSING);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("sub\0")), TRI_FILE_MISSING);
}

Test(base_file, replaces_a_file_and_leaves_nothing_else)
{
    TriFolder folder;
    TriStr text;

    for (int i = 0; i < 2; i++) {
        cr_expect_eq(tri_file_write(arena, TRI_STR("a.json"),
                                    i == 0 ? TRI_STR("long text") : TRI_STR("new"),
                                    &error),
                     TRI_OK);
    }
    cr_expect_eq(tri_file_read(&arena, TRI_STR("a.json"), &text, &error), TRI_OK);
    expect_text(text, "new");
    cr_expect_eq(tri_folder_read(&arena, TRI_STR("."), &folder, &error), TRI_OK);
    cr_expect_eq(folder.count, 1);
}

Test(base_file, says_why_it_cannot_write)
{
    cr_expect_eq(tri_file_write(arena, TRI_STR("none/a"), TRI_STR("x"), &error),
                 TRI_FAILED);
    expect_text(error.message, "No such file or directory");
    folder_add(&arena, "sub/", NULL);
    error.message = (TriStr){ 0 };
    cr_expect_eq(tri_file_write(arena, TRI_STR("sub"), TRI_STR("x"), &error),
                 TRI_FAILED);
    expect_text(error.message, "Is a directory");
}

Test(base_file, writes_to_a_device)
{
    cr_expect_eq(tri_file_write(arena, TRI_STR("/dev/null"), TRI_STR("x"), &error),
                 TRI_OK);
    cr_expect_eq(tri_file_kind(arena, TRI_STR("/dev/null")), TRI_FILE_OTHER);
}

Test(base_file, lists_a_folder_in_byte_order)
{
    static const struct {
        const char *name;
        TriFileKind kind;
        bool is_link;
    } expected[] = {
        { "B", TRI_FILE_REGULAR, false },   { "a", TRI_FILE_FOLDER, false },
        { "a.b", TRI_FILE_REGULAR, false }, { "broken", TRI_FILE_MISSING, true },
        { "fifo", TRI_FILE_OTHER, false },  { "link", TRI_FILE_FOLDER, true },
        { "é", TRI_FILE_REGULAR, false },
    };
    TriFolder folder;

    folder_add(&arena, "a/", NULL);
    folder_add(&arena, "a.b", "");
    folder_add(&arena, "B", "");
    folder_add(&arena, "é", "");
    cr_assert_eq(mkfifo("fifo", 0666), 0);
    cr_assert_eq(symlink("a", "link"), 0);
    cr_assert_eq(symlink("nowhere", "broken"), 0);
    cr_assert_eq(tri_folder_read(&arena, TRI_STR(""), &folder, &error), TRI_OK);
    cr_assert_eq(folder.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < folder.count; i++) {
        expect_text(folder.entries[i].name, expected[i].name);
        cr_expect_eq(folder.entries[i].kind, expected[i].kind, "%s", expected[i].name);
        cr_expect_eq(folder.entries[i].is_link, expected[i].is_link, "%s",
                     expected[i].name);
    }
    cr_expect_eq(tri_folder_read(&arena, TRI_STR("B"), &folder, &error), TRI_FAILED);
    expect_text(error.message, "Not a directory");
}

Test(base_file, resolves_links)
{
    TriStr here = tri_path_resolve(&arena, TRI_STR("."));

    folder_add(&arena, "sub/a.json", "{}");
    cr_assert_eq(symlink("sub", "link"), 0);
    cr_expect(tri_str_eq(tri_path_resolve(&arena, TRI_STR("link/../link/a.json")),
                         tri_path_join(&arena, here, TRI_STR("sub/a.json"))));
    cr_expect_eq(tri_path_resolve(&arena, TRI_STR("none")).size, 0);
    cr_expect(tri_str_eq(tri_current_folder(&arena), here));
}

Test(base_file, joins_paths)
{
    static const struct {
        const char *folder;
        const char *name;
        const char *path;
    } rows[] = {
        { "a", "b", "a/b" },       { "a/", "b", "a/b" }, { "", "b", "b" },
        { "/", "b", "/b" },        { "a", "/b", "/b" },  { "a", "", "a/" },
        { "a", "../b", "a/../b" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_text(tri_path_join(&arena, tri_str_from_c(rows[i].folder),
                                  tri_str_from_c(rows[i].name)),
                    rows[i].path);
    }
}

Test(base_file, takes_paths_apart)
{
    static const struct {
        const char *path;
        const char *folder;
        const char *name;
    } rows[] = {
        { "a/b/c", "a/b", "c" }, { "a", "", "a" },  { "/a", "/", "a" },
        { "/", "/", "" },        { "a/", "a", "" }, { "", "", "" },
        { "//a", "/", "a" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_text(tri_path_folder(tri_str_from_c(rows[i].path)), rows[i].folder);
        expect_text(tri_path_name(tri_str_from_c(rows[i].path)), rows[i].name);
    }
}

Test(base_file, makes_paths_normal)
{
    static const struct {
        const char *path;
        const char *normal;
    } rows[] = {
        { "a/b", "a/b" },
        { "./a", "a" },
        { "a//b/", "a/b" },
        { "a/./b/.", "a/b" },
        { "a/../b", "b" },
        { "a/b/../..", "." },
        { "../a", "../a" },
        { "../../a", "../../a" },
        { "a/../../b", "../b" },
        { "/../a", "/a" },
        { "/a/../..", "/" },
        { "//a", "/a" },
        { "", "." },
        { ".", "." },
        { "/", "/" },
        { "./", "." },
        { "..", ".." },
        { "a/..b/...", "a/..b/..." },
        { "a/../..", ".." },
        { "../a/..", ".." },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_text(tri_path_normal(&arena, tri_str_from_c(rows[i].path)),
                    rows[i].normal);
    }
}

Test(base_file, says_what_a_path_is_called_inside_a_folder)
{
    static const struct {
        const char *folder;
        const char *path;
        const char *below; /* NULL: the path is elsewhere */
    } rows[] = {
        { "/a", "/a/b/c", "b/c" }, { "/a", "/a", "" },     { "/a", "/ab", NULL },
        { "/a/b", "/a", NULL },    { "/", "/a/b", "a/b" }, { "/", "/", "" },
        { "a", "a/b", "b" },       { "a", "b/a", NULL },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TriStr folder = tri_str_from_c(rows[i].folder);
        TriStr path = tri_str_from_c(rows[i].path);
        TriStr below = tri_path_below(folder, path);

        cr_expect_eq(below.data == NULL, rows[i].below == NULL, "row %zu", i);
        cr_expect(tri_str_eq(below, tri_str_from_c(rows[i].below)), "row %zu", i);
        cr_expect_eq(tri_path_is_below(folder, path), rows[i].below != NULL, "row %zu",
                     i);
    }
}
