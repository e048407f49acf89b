#include "lint/boundary.h"

/* The folder itself is below it as well. */
static bool is_below(TriStr folder, TriStr path)
{
    return tri_str_eq(folder, TRI_STR("/")) ||
           (tri_str_has_prefix(path, folder) &&
            (path.size == folder.size || path.data[folder.size] == '/'));
}

TriStr tri_boundary_of(TriWorkshop *workshop, TriStr path)
{
    TriStr absolute = tri_absolute_path(workshop, path);
    TriStr folder = path.size == 0 ? workshop->directory : tri_path_folder(absolute);

    return is_below(workshop->root, absolute) ? workshop->root : folder;
}

bool tri_is_within(TriWorkshop *workshop, TriStr boundary, TriStr path)
{
    TriArena *arena = &workshop->arena;
    TriStr resolved = tri_path_resolve(arena, path);

    return is_below(boundary, path) &&
           (resolved.size == 0 ||
            is_below(tri_path_resolve(arena, boundary), resolved));
}
