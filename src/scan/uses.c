#include "scan/uses.h"

#include "lint/parameter_files.h"
#include "source/language.h"

#include <stdlib.h>

void tri_uses_note(TriUses *uses, TriArena *arena, TriWorkshop *workshop, TriStr path,
                   TriStr bytes, const struct TriUnit *unit)
{
    if (tri_language_of(path) != TRI_LANGUAGE_BICEP_PARAMETERS) {
        return;
    }
    TriStr folder = tri_path_folder(tri_absolute_path(workshop, path));
    TriStr template = tri_used_template(workshop, path, bytes);

    if (template.size > 0 && !tri_str_eq(tri_path_folder(template), folder)) {
        TriUse use = { tri_str_copy(arena, template), tri_str_copy(arena, path), unit };

        tri_list_push(arena, uses, use);
    }
}

static int by_template(const void *a, const void *b)
{
    const TriUse *left = a;
    const TriUse *right = b;
    int order = tri_str_compare(left->template, right->template);

    return order != 0 ? order : tri_str_compare(left->parameters, right->parameters);
}

void tri_uses_sort(TriUses *uses)
{
    if (uses->count > 0) {
        qsort(uses->items, uses->count, sizeof *uses->items, by_template);
    }
}

static bool is_before(const void *use, const void *template)
{
    return tri_str_compare(((const TriUse *)use)->template, *(const TriStr *)template) <
           0;
}

size_t tri_uses_of(const TriUses *uses, TriStr template, size_t *first)
{
    size_t start = tri_lower_bound(uses->items, uses->count, sizeof *uses->items,
                                   is_before, &template);
    size_t count = 0;

    *first = start;
    while (start + count < uses->count &&
           tri_str_eq(uses->items[start + count].template, template)) {
        count++;
    }
    return count;
}
