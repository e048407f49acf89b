#include "scan/children.h"

#include "base/map.h"
#include "scan/repository.h"

/* Templates by their absolute path: which are deployed by others. */
typedef struct Marking {
    TriWorkshop *workshop;
    TriRoot *const *roots;
    size_t count;
    TriMap deployed; /* by anybody */
    TriMap marked;   /* by one that is kept */
} Marking;

static TriStr path_of(Marking *marking, const TriRoot *root)
{
    return tri_absolute_path(marking->workshop, root->path);
}

static bool is_in(const TriMap *paths, TriStr path)
{
    return tri_map_find(paths, path, TRI_MAP_EXACT) != NULL;
}

bool tri_has_a_say(const TriRoot *root, TriStr path)
{
    return root->unit == NULL || !root->unit->is_closed ||
           tri_unit_has(root->unit, path);
}

/* Adds what `root` deploys, but not itself. */
static void add_deployed(Marking *marking, TriMap *paths, const TriRoot *root)
{
    TriStr own = path_of(marking, root);

    for (size_t i = 0; i < root->deployed.count; i++) {
        TriStr path = root->deployed.items[i];

        if (!tri_str_eq(path, own) && tri_has_a_say(root, path)) {
            *tri_map_put(&marking->workshop->arena, paths, path, TRI_MAP_EXACT) =
                marking;
        }
    }
}

/* Keeps every root that is not in `others` and was not kept before. */
static void keep(Marking *marking, const TriMap *others)
{
    for (size_t i = 0; i < marking->count; i++) {
        TriRoot *root = marking->roots[i];

        if (root->is_child && !is_in(others, path_of(marking, root))) {
            root->is_child = false;
            add_deployed(marking, &marking->marked, root);
        }
    }
}

/*
 * Kept are those that nobody deploys; then, of what no kept one reaches (rings, and
 * what lies beyond a limit), the first in path order, and so on.
 */
void tri_mark_children(TriWorkshop *workshop, TriRoot *const *roots, size_t root_count)
{
    Marking marking = { .workshop = workshop, .roots = roots, .count = root_count };
    bool has_deployers = false;

    for (size_t i = 0; i < root_count; i++) {
        has_deployers = has_deployers || roots[i]->deployed.count > 0;
        add_deployed(&marking, &marking.deployed, roots[i]);
    }
    if (!has_deployers) {
        return;
    }
    for (size_t i = 0; i < root_count; i++) {
        roots[i]->is_child =
            roots[i]->outcome == TRI_OUTCOME_TEMPLATE && !roots[i]->has_text;
    }
    keep(&marking, &marking.deployed);
    keep(&marking, &marking.marked);
}
