#include "arm/value.h"
#include "base/text.h"
#include "expr/json_path.h"

#include <criterion/criterion.h>

static const char document[] =
    "{\"a\": [{\"n\": \"x\", \"v\": 1}, {\"n\": \"y\", \"v\": 2.5}, {\"n\": \"z\"}],"
    " \"b\": {\"n\": \"in b\", \"on\": true, \"odd.name\": null}, \"limit\": 2}";

/* What is found, each as a word or number, with commas between. */
static TriStr text_of(TriArena *arena, const TriExprList *found)
{
    TriText text = tri_text(arena);

    for (size_t i = 0; i < found->count; i++) {
        const TriExpr *expr = tri_expr_get(found->items[i]);

        tri_text_add_c(&text, i > 0 ? "," : "");
        switch (expr->kind) {
        case TRI_EXPR_STRING:
            tri_text_add(&text, expr->string);
            break;
        case TRI_EXPR_INT:
            tri_text_add(&text, tri_format(arena, "%lld", (long long)expr->integer));
            break;
        case TRI_EXPR_FLOAT:
            tri_text_add(&text, tri_format(arena, "%g", expr->number));
            break;
        case TRI_EXPR_BOOL:
            tri_text_add_c(&text, expr->boolean ? "true" : "false");
            break;
        case TRI_EXPR_NULL:
            tri_text_add_c(&text, "null");
            break;
        case TRI_EXPR_ARRAY:
            tri_text_add(&text, tri_format(arena, "[%u]", expr->count));
            break;
        default:
            tri_text_add(&text, tri_format(arena, "{%u}", expr->count));
            break;
        }
    }
    return tri_text_str(&text);
}

static void check(const char *path, const char *expected)
{
    TriArena arena = tri_arena_open((size_t)1 << 30);
    TriArena nodes = tri_arena_open((size_t)1 << 30);
    TriArena scratch = tri_arena_open((size_t)1 << 30);
    TriSink sink = { .arena = &arena };
    TriSource source = tri_source_open(&arena, TRI_STR("t"), tri_str_from_c(document));
    TriJson json = tri_json_parse(&nodes, scratch, &source, &sink);
    TriExpr *root = tri_arm_value(tri_arm_reader(&arena, &json, true), json.root);
    TriExprList found = { 0 };
    TriStr why;
    bool is_path = tri_json_path(&arena, root, tri_str_from_c(path), &found, &why);
    TriStr text = is_path ? text_of(&arena, &found) : TRI_STR("wrong");

    cr_expect(tri_str_eq(text, tri_str_from_c(expected)), "%s gives %.*s, not %s", path,
              TRI_ARG(text), expected);
    tri_arena_close(&arena);
    tri_arena_close(&nodes);
    tri_arena_close(&scratch);
}

Test(json_path, selects)
{
    static const char *const rows[][2] = {
        { "$", "{3}" },
        { "", "{3}" },
        { "limit", "2" },
        { "b.n", "in b" },
        { "$.b.n", "in b" },
        { "$['b']['odd.name']", "null" },
        { "$[\"b\"].on", "true" },
        { "$.B.n", "" },
        { "$.a[1].n", "y" },
        { "a[1].v", "2.5" },
        { "$.a[9]", "" },
        { "$.a[-1]", "" },
        { "$.a[-1:].n", "z" },
        { "$.a[*].n", "x,y,z" },
        { "$.a.*.v", "1,2.5" },
        { "*.n", "in b" },
        { "$.a[0,2].n", "x,z" },
        { "$.b['n','on']", "in b,true" },
        { "$.a[1:].n", "y,z" },
        { "$.a[:2].n", "x,y" },
        { "$.a[::2].n", "x,z" },
        { "$.a[::-1].n", "z,y,x" },
        { "$..n", "x,y,z,in b" },
        { "$..a[0].v", "1" },
        { "$..['on']", "true" },
        { "$.a[?(@.n == 'y')].v", "2.5" },
        { "$.a[?(@.v)].n", "x,y" },
        { "$.a[?(@.v > 1 && @.v < 3)].n", "y" },
        { "$.a[?(@.n == 'z' || (@.v <= 1))].n", "x,z" },
        { "$.a[?(@.v >= $.limit)].n", "y" },
        { "$.a[?(@.v != 1)].n", "y" },
        { "$.b[?(@ == true)]", "true" },
        { "$.b[?(@ == null)]", "null" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(rows[i][0], rows[i][1]);
    }
}

Test(json_path, refuses_what_is_none)
{
    static const char *const rows[] = {
        "$.",     "$..",        "$[",           "$['a",           "$[]",      "$[1",
        "$.a]",   "$[?(]",      "$[?(@.v ==)]", "$[?(@.v =~ 1)]", "$.a[::0]", "$x",
        "$.a[?(", "$.b[?(((((", "a..",          "$.a[1,]",
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(rows[i], "wrong");
    }
}
