#include "lint/boundary.h"

static TriStr resolve_folder(TriWorkshop *workshop, TriStr folder);

/* Links around it are known already. */
static TriStr look_up(TriWorkshop *workshop, TriStr folder)
{
    TriArena *kept = &workshop->listings;

    if (folder.size <= 1) {
        return folder;
    }
    if (tri_file_is_link(workshop->arena, folder)) {
        return tri_path_resolve(kept, folder);
    }
    TriStr around = resolve_folder(workshop, tri_path_folder(folder));

    return around.size == 0 ? around
                            : tri_path_join(kept, around, tri_path_name(folder));
}

/* A folder without links; looked up once a workshop, for many files are in one. */
static TriStr resolve_folder(TriWorkshop *workshop, TriStr folder)
{
    TriStr *resolved = tri_map_find(&workshop->resolved, folder, TRI_MAP_EXACT);

    if (resolved == NULL) {
        TriArena *kept = &workshop->listings;

        resolved = TRI_NEW(kept, TriStr);
        *resolved = look_up(workshop, tri_str_copy(kept, folder));
        *tri_map_put(kept, &workshop->resolved, tri_str_copy(kept, folder),
                     TRI_MAP_EXACT) = resolved;
    }
    return *resolved;
}

/* Empty when there is no such folder. */
static TriStr resolve(TriWorkshop *workshop, TriStr path)
{
    if (tri_file_is_link(workshop->arena, path)) {
        return tri_path_resolve(&workshop->arena, path);
    }
    TriStr folder = resolve_folder(workshop, tri_path_folder(path));

    return folder.size == 0
               ? folder
               : tri_path_join(&workshop->arena, folder, tri_path_name(path));
}

/* Whether `resolved` is below what the boundary leads to; empty: it leads nowhere. */
static bool stays_within(TriWorkshop *workshop, TriStr boundary, TriStr resolved)
{
    return resolved.size == 0 ||
           tri_path_is_below(resolve_folder(workshop, boundary), resolved);
}

TriStr tri_boundary_of(TriWorkshop *workshop, TriStr path)
{
    TriStr absolute = tri_absolute_path(workshop, path);
    TriStr folder = path.size == 0 ? workshop->directory : tri_path_folder(absolute);
    TriStr top = workshop->boundary.size > 0 ? workshop->boundary : workshop->root;

    /* Who named a link that leads out of it meant what is there. */
    return tri_path_is_below(top, absolute) &&
                   stays_within(workshop, top, resolve_folder(workshop, folder))
               ? top
               : folder;
}

bool tri_is_within(TriWorkshop *workshop, TriStr boundary, TriStr path)
{
    return tri_path_is_below(boundary, path) &&
           stays_within(workshop, boundary, resolve(workshop, path));
}

bool tri_is_folder_within(TriWorkshop *workshop, TriStr boundary, TriStr path)
{
    return tri_path_is_below(boundary, path) &&
           stays_within(workshop, boundary,
                        resolve_folder(workshop, tri_path_folder(path)));
}
