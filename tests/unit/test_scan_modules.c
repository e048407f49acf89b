#include "scan/modules.h"

#include "base/text.h"

#include <criterion/criterion.h>

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)1 << 24);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(scan_modules, .init = open_arena, .fini = close_arena);

/* The paths found, one a line. */
static void expect(const char *text, const char *expected)
{
    TriStrList modules = { 0 };
    TriText found = tri_text(&arena);

    tri_find_modules(&arena, TRI_STR("/r/a"), tri_str_from_c(text), &modules);
    for (size_t i = 0; i < modules.count; i++) {
        tri_text_addf(&found, "%.*s\n", TRI_ARG(modules.items[i]));
    }
    cr_expect(tri_str_eq(tri_text_str(&found), tri_str_from_c(expected)), "%s\n%.*s",
              text, TRI_ARG(tri_text_str(&found)));
}

Test(scan_modules, are_found_from_the_folder_of_the_file)
{
    expect("module m './b.bicep' = {\n}\nmodule  n\t'../c/d.bicep' = {}",
           "/r/a/b.bicep\n/r/c/d.bicep\n");
}

Test(scan_modules, leave_out_registries_and_what_is_no_path)
{
    expect("module m 'br/public:avm/res/web/site:1.0.0' = {}", "");
    expect("// a module is\nvar x = 'module '", "");
    expect("module m 'no end\n' = {}", "");
    expect("module m '", "");
    expect("module ", "");
    expect("", "");
}
