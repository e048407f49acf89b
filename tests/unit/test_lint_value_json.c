#include "lint/value_json.h"

#include "base/text.h"

#include <criterion/criterion.h>
#include <string.h>

static TriArena arena;

static void open_arena(void)
{
    arena = tri_arena_open((size_t)4 << 30);
}

static void close_arena(void)
{
    tri_arena_close(&arena);
}

TestSuite(lint_value_json, .init = open_arena, .fini = close_arena);

static TriValue array_of(TriValue first, TriValue second)
{
    TriArray *array = TRI_NEW(&arena, TriArray);

    array->items = TRI_NEW_ARRAY(&arena, TriValue, 2);
    array->items[array->count++] = first;
    array->items[array->count++] = second;
    return tri_value_array(array);
}

static TriValue object_of(TriValue first, TriValue second)
{
    TriObject *object = TRI_NEW(&arena, TriObject);

    object->members = TRI_NEW_ARRAY(&arena, TriMember, 2);
    object->members[object->count++] =
        (TriMember){ .name = TRI_STR("a"), .value = first };
    object->members[object->count++] =
        (TriMember){ .name = TRI_STR("b"), .value = second };
    return tri_value_object(object);
}

/* A part of what is printed, and the number of unknowns that are noted. */
static void expect_part(TriValue value, const char *expected, size_t unknown_count)
{
    TriText text = tri_text(&arena);
    TriJsonWriter json = tri_json_writer(&text, -1);
    TriValueWriter writer = { .arena = &arena, .json = &json };

    tri_write_value(&writer, value);
    TriStr end = tri_str_from(tri_text_str(&text), text.size - 100);

    cr_expect_neq(tri_str_find(tri_text_str(&text), tri_str_from_c(expected)),
                  TRI_NOT_FOUND, "no '%s' in '%.*s'", expected, TRI_ARG(end));
    cr_assert_eq(writer.unknowns.count, unknown_count);
    if (unknown_count > 0) {
        cr_expect_eq(writer.unknowns.items[0]->reason, TRI_REASON_BUDGET);
    }
}

Test(lint_value_json, says_what_is_left_out_beyond_the_limit_of_bytes)
{
    char *bytes = tri_arena_bytes(&arena, TRI_PRINT_BYTES);

    memset(bytes, 'x', TRI_PRINT_BYTES);
    TriValue large = tri_value_string(tri_str(bytes, TRI_PRINT_BYTES));
    TriValue one = tri_value_int(1);

    expect_part(array_of(large, one), "x\",\"…\"]", 1);
    expect_part(object_of(large, one), "x\",\"…\":\"…\"}", 1);
    expect_part(array_of(one, large), "x\"]", 0);
    expect_part(object_of(one, large), "x\"}", 0);
    expect_part(array_of(object_of(large, one), one), "x\",\"…\":\"…\"},\"…\"]", 1);
}

Test(lint_value_json, says_what_is_left_out_beyond_the_limit_of_depth)
{
    TriValue array = tri_value_int(1);
    TriValue object = tri_value_int(1);

    for (int depth = 0; depth <= TRI_PRINT_DEPTH; depth++) {
        array = array_of(tri_value_int(0), array);
        object = object_of(tri_value_int(0), object);
    }
    expect_part(array, "[0,[\"…\"]]", 1);
    expect_part(object, "{\"a\":0,\"b\":{\"…\":\"…\"}}", 1);
}
