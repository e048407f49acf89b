#include "scan/children.h"

static bool deploys(const TriRoot *root, TriStr path)
{
    for (size_t i = 0; i < root->deployed.count; i++) {
        if (tri_str_eq(root->deployed.items[i], path)) {
            return true;
        }
    }
    return false;
}

/*
 * What another template of the run deploys is judged there, and not on its own. Of
 * a ring that nobody else deploys, the first in path order stays.
 */
static bool is_deployed_elsewhere(TriWorkshop *workshop, const TriRoot *root,
                                  TriStr path, const TriRoot *const *deployers,
                                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const TriRoot *other = deployers[i];

        if (other == root || !deploys(other, path)) {
            continue;
        }
        bool is_ring = deploys(root, tri_absolute_path(workshop, other->path));

        if (!is_ring || tri_str_compare(other->path, root->path) < 0) {
            return true;
        }
    }
    return false;
}

void tri_mark_children(TriWorkshop *workshop, TriRoot *roots, size_t root_count)
{
    const TriRoot **deployers =
        TRI_NEW_ARRAY(&workshop->arena, const TriRoot *, root_count);
    size_t count = 0;

    for (size_t i = 0; i < root_count; i++) {
        if (roots[i].deployed.count > 0) {
            deployers[count++] = &roots[i];
        }
    }
    for (size_t i = 0; count > 0 && i < root_count; i++) {
        TriRoot *root = &roots[i];
        TriStr path = tri_absolute_path(workshop, root->path);

        if (root->outcome == TRI_OUTCOME_TEMPLATE && !root->has_text &&
            is_deployed_elsewhere(workshop, root, path, deployers, count)) {
            root->is_child = true;
        }
    }
}
