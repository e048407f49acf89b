/* Parameter files that were named mean the templates beside them. */
#include "scan/run.h"

#include "lint/parameter_files.h"

/* Of several roots with one path, the first counts. */
static void index_root(TriScan *scan, size_t index)
{
    const TriRoot *root = scan->roots.items[index];

    if (!root->has_text) {
        TriStr path = tri_absolute_path(&scan->workshop, root->path);
        void **place = tri_map_put(scan->arena, &scan->places, path, TRI_MAP_EXACT);

        *place = *place == NULL ? (void *)(index + 1) : *place;
    }
}

/* The index of the root with the template `path`, which is added if need be. */
static size_t find_or_add_root(TriScan *scan, TriStr path)
{
    TriStr absolute = tri_absolute_path(&scan->workshop, path);
    size_t place = (size_t)tri_map_find(&scan->places, absolute, TRI_MAP_EXACT);
    TriUnit *unit = tri_unit_of(&scan->units, absolute);
    TriRoot added = { .path = path, .is_named = true, .unit = unit };

    if (place > 0) {
        return place - 1;
    }
    added.boundary = unit != NULL && unit->is_closed ? unit->name : TRI_STR("");
    tri_add_root(scan->arena, &scan->roots, added);
    index_root(scan, scan->roots.count - 1);
    return scan->roots.count - 1;
}

/* True when `file` means a template: one that is looked at anyway, with all its
   parameter files, or else one that is added, with those that are named. */
static bool means_template(TriScan *scan, const TriRoot *file, size_t first_added)
{
    TriStrList templates = { 0 };

    tri_find_templates(&scan->workshop, file->path, &templates);
    for (size_t i = 0; i < templates.count; i++) {
        size_t index = find_or_add_root(scan, templates.items[i]);

        if (index >= first_added) {
            tri_list_push(scan->arena, &scan->roots.items[index]->parameters,
                          file->path);
        }
    }
    return templates.count > 0;
}

static bool is_named_parameter_file(const TriRoot *root)
{
    return root->outcome == TRI_OUTCOME_PARAMETERS && root->is_named;
}

static bool has_named_parameter_file(const TriScan *scan)
{
    bool has = false;

    for (size_t i = 0; !has && i < scan->roots.count; i++) {
        has = is_named_parameter_file(scan->roots.items[i]);
    }
    return has;
}

void tri_scan_follow_parameters(TriScan *scan)
{
    size_t count = has_named_parameter_file(scan) ? scan->roots.count : 0;

    for (size_t i = 0; i < count; i++) {
        index_root(scan, i);
    }
    for (size_t i = 0; i < count; i++) {
        const TriRoot *root = scan->roots.items[i];

        if (is_named_parameter_file(root) &&
            (root->path.size == 0 || !means_template(scan, root, count))) {
            tri_scan_note(
                scan, root, TRI_FILE_NOT_TEMPLATE,
                TRI_STR("it is a parameter file, and no template is beside it"));
        }
    }
    if (count > 0) {
        tri_scan_lint_added(scan, count);
    }
}
