#include "lint/parameter_files.h"

#include "base/text.h"
#include "support/bench.h"
#include "support/folder.h"

#include <criterion/criterion.h>

static Bench bench;

static void open_folder(void)
{
    bench_open(&bench);
    folder_open();
}

static void close_folder(void)
{
    folder_close();
    bench_close(&bench);
}

TestSuite(lint_parameter_files, .init = open_folder, .fini = close_folder);

typedef void Find(TriWorkshop *workshop, TriStr path, TriStrList *files);

static void expect_files(Find *find, const char *path, const char *expected)
{
    TriStrList files = { 0 };
    TriText text = tri_text(&bench.workshop.arena);

    find(&bench.workshop, tri_str_from_c(path), &files);
    for (size_t i = 0; i < files.count; i++) {
        tri_text_add_c(&text, i == 0 ? "" : " ");
        tri_text_add(&text, files.items[i]);
    }
    cr_expect(tri_str_eq(tri_text_str(&text), tri_str_from_c(expected)),
              "%s: '%.*s' is not '%s'", path, TRI_ARG(tri_text_str(&text)), expected);
}

static void add_files(const char *paths)
{
    TriStr path;

    for (TriStr rest = tri_str_from_c(paths); tri_str_split(&rest, ' ', &path);) {
        folder_add(&bench.workshop.arena, tri_str_to_c(&bench.workshop.arena, path),
                   "{}");
    }
}

Test(lint_parameter_files, stand_beside_their_template)
{
    add_files("main.json main.parameters.json main.PARAMETERS.b.json main.parameters-a."
              "json main.a.parameters.json Main.B.Parameters.JSON main.a.json "
              "mains.parameters.json ma.parameters.json parameters.json "
              "main.parameters.txt main.c.parameters.json/ sub/main.parameters.json "
              "sub/x.json");
    expect_files(tri_find_parameter_files, "main.json",
                 "Main.B.Parameters.JSON main.PARAMETERS.b.json "
                 "main.a.parameters.json main.parameters-a.json main.parameters.json");
    expect_files(tri_find_parameter_files, "./MAIN.arm",
                 "./Main.B.Parameters.JSON ./main.PARAMETERS.b.json "
                 "./main.a.parameters.json ./main.parameters-a.json "
                 "./main.parameters.json");
    expect_files(tri_find_parameter_files, "main.a.json", "main.a.parameters.json");
    expect_files(tri_find_parameter_files, "sub/main.json", "sub/main.parameters.json");
    expect_files(tri_find_parameter_files, "sub/x.json", "");
    expect_files(tri_find_parameter_files, "missing/main.json", "");
}

Test(lint_parameter_files, of_an_export_have_names_of_their_own)
{
    add_files("template.json template.parameters.json Parameters.json main.json "
              ".json .parameters.json");
    expect_files(tri_find_parameter_files, "template.json",
                 "Parameters.json template.parameters.json");
    expect_files(tri_find_templates, "Parameters.json", "template.json");
    expect_files(tri_find_templates, "template.parameters.json", "template.json");
    expect_files(tri_find_parameter_files, ".json", "");
    expect_files(tri_find_templates, ".parameters.json", "");
}

Test(lint_parameter_files, lead_to_their_templates)
{
    add_files("main.json Main.arm main.jsonc main.a.json main.b.json main.txt "
              "main.a.parameters.json main.arm/ m.json");
    expect_files(tri_find_templates, "main.a.parameters.json",
                 "Main.arm main.a.json main.json main.jsonc");
    expect_files(tri_find_templates, "main.parameters.b.json",
                 "Main.arm main.json main.jsonc");
    expect_files(tri_find_templates, "other.parameters.json", "");
}

Test(lint_parameter_files, are_known_when_the_workshop_is_emptied)
{
    add_files("main.json main.parameters.json");
    expect_files(tri_find_parameter_files, "main.json", "main.parameters.json");
    tri_workshop_reset(&bench.workshop);
    expect_files(tri_find_parameter_files, "main.json", "main.parameters.json");
    expect_files(tri_find_templates, "main.parameters.json", "main.json");
}
