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

size_t tri_uses_of(const TriUses *uses, TriStr template, size_t *first)
{
    size_t start = 0;
    size_t end = uses->count;
    size_t count = 0;

    while (start < end) {
        size_t middle = start + (end - start) / 2;

        if (tri_str_compare(uses->items[middle].template, template) < 0) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    *first = start;
    while (start + count < uses->count &&
           tri_str_eq(uses->items[start + count].template, template)) {
        count++;
    }
    return count;
}
