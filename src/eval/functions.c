#include "eval/functions.h"

#include <assert.h>
#include <pthread.h>

static const TriFunction *const tables[] = {
    tri_array_functions,    tri_cidr_functions,       tri_comparison_functions,
    tri_date_functions,     tri_deployment_functions, tri_lambda_functions,
    tri_logical_functions,  tri_numeric_functions,    tri_object_functions,
    tri_resource_functions, tri_string_functions,
};

enum { TABLES = sizeof tables / sizeof *tables, SLOTS = 512 };

/* All rows by the hash of their name; filled once, then only read. */
static const TriFunction *slots[SLOTS];
static TriStr names[SLOTS];
static size_t name_count;
static pthread_once_t slots_are_filled = PTHREAD_ONCE_INIT;

static const TriFunction **slot_of(TriStr name)
{
    size_t at = tri_str_hash_nocase(name) % SLOTS;

    while (slots[at] != NULL &&
           !tri_str_eq_nocase(tri_str_from_c(slots[at]->name), name)) {
        at = (at + 1) % SLOTS;
    }
    return &slots[at];
}

static void fill_slots(void)
{
    for (size_t i = 0; i < TABLES; i++) {
        for (const TriFunction *row = tables[i]; row->name != NULL; row++) {
            TriStr name = tri_str_from_c(row->name);

            assert(*slot_of(name) == NULL && name_count < SLOTS / 2);
            *slot_of(name) = row;
            names[name_count++] = name;
        }
    }
}

/* Resource providers name such functions as they like. */
static bool is_list_function(TriStr name)
{
    for (size_t i = 0; i < name.size; i++) {
        if (!tri_char_is_letter(name.data[i])) {
            return false;
        }
    }
    return tri_str_has_prefix_nocase(name, TRI_STR("list"));
}

const TriFunction *tri_function_find(TriStr name)
{
    pthread_once(&slots_are_filled, fill_slots);
    const TriFunction *row = *slot_of(name);

    return row == NULL && is_list_function(name) ? *slot_of(TRI_STR("list")) : row;
}

TriStr tri_function_nearest(TriStr name)
{
    pthread_once(&slots_are_filled, fill_slots);
    return tri_str_nearest(name, names, name_count);
}
