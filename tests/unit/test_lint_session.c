#include "lint/session.h"

#include "base/text.h"
#include "support/bench.h"
#include "support/folder.h"

#include <criterion/criterion.h>
#include <unistd.h>

static TriArena arena;

static void open_folder(void)
{
    arena = tri_arena_open((size_t)1 << 30);
    folder_open();
}

static void close_folder(void)
{
    folder_close();
    tri_arena_close(&arena);
}

TestSuite(lint_session, .init = open_folder, .fini = close_folder);

static void enter(const char *folder)
{
    cr_assert_eq(chdir(folder), 0, "%s", folder);
}

static TriStr root_of(const char *named)
{
    TriError error = { &arena, { 0 } };
    TriStr root;

    cr_assert_eq(tri_report_root(&arena, tri_str_from_c(named),
                                 tri_current_folder(&arena), &root, &error),
                 TRI_OK, "%s", named);
    return root;
}

Test(lint_session, reports_from_the_top_of_the_work_tree)
{
    TriError error = { &arena, { 0 } };
    TriStr top = tri_current_folder(&arena);
    TriStr root;

    folder_add(&arena, "sub/deep/", "");
    folder_add(&arena, "file", "");
    enter("sub/deep");
    cr_expect(tri_str_eq(root_of(""), tri_current_folder(&arena)));
    folder_add(&arena, "../../.git/", "");
    cr_expect(tri_str_eq(root_of(""), top));
    cr_expect(tri_str_eq(root_of("../.."), top));
    cr_expect(tri_str_eq(root_of(".."), tri_path_folder(tri_current_folder(&arena))));
    cr_expect_eq(tri_report_root(&arena, TRI_STR("../../file"), top, &root, &error),
                 TRI_FAILED);
    cr_expect(
        tri_str_eq(error.message, TRI_STR("the root '../../file' is not a folder")));
}

#define SCHEMA                                                                         \
    "\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/"           \
    "deploymentTemplate.json#\", \"contentVersion\": \"1.0.0.0\", "

static void expand(void)
{
    TriSessionFiles files = { .template = TRI_STR("main.json") };
    TriError error = { &arena, { 0 } };
    TriInstanceList instances = { 0 };
    TriSession session;

    cr_expect_eq(tri_session_open(&session, &files, &error), TRI_SESSION_OK);
    cr_expect(tri_expand(session.deployment, &instances));
    cr_expect_eq(instances.count, 2);
    cr_expect_eq(instances.items[0]->unlinked.size, 0, "%.*s",
                 TRI_ARG(instances.items[0]->unlinked));
    cr_expect(tri_str_eq(session.input->source.path, TRI_STR("sub/main.json")));
    tri_session_close(&session);
}

Test(lint_session, follows_links_inside_the_work_tree)
{
    folder_add(&arena, ".git/", "");
    folder_add(&arena, "sub/main.json",
               "{" SCHEMA "\"resources\": [{\"type\": "
               "\"Microsoft.Resources/deployments\", \"apiVersion\": \"2021-04-01\", "
               "\"name\": \"d\", \"properties\": {\"mode\": \"Incremental\", "
               "\"templateLink\": {\"relativePath\": \"../common/x.json\"}}}]}");
    folder_add(&arena, "common/x.json",
               "{" SCHEMA "\"resources\": [{\"type\": \"a/b\", \"apiVersion\": "
               "\"2021-04-01\", \"name\": \"x\"}]}");
    enter("sub");
    on_worker(expand);
}
