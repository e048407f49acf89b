#include "lint/workshop.h"

#include "base/process.h"
#include "base/text.h"

/* Address space, not memory. */
static const size_t ARENA_RESERVE = (size_t)8 << 30;
static const size_t NODES_RESERVE = (size_t)4 << 30;
/* Kept between roots, so that most find their memory warm: of files, and of what is
   worked out about one root, which is less for nearly all. */
static const size_t KEPT = (size_t)3 << 20;
static const size_t KEPT_OF_ROOT = (size_t)1 << 19;
/* What files take before they are forgotten: of Bicep enough for a module and all that
   deploy it beside it; few JSON templates are deployed by more than one. */
static const size_t MOST_BICEP = (size_t)3 << 20;
static const size_t MOST_JSON = (size_t)1 << 19;
/* A text of this size takes several times as much, so what was kept makes room. */
static const size_t LARGE = (size_t)2 << 20;

bool tri_has_git(TriArena scratch, TriStr folder)
{
    TriStr git = tri_path_join(&scratch, folder, TRI_STR(".git"));

    return tri_file_kind(scratch, git) != TRI_FILE_MISSING;
}

/* The top of the git work tree around the working directory, else that itself. */
static TriStr find_root(TriArena *arena, TriStr directory)
{
    for (TriStr folder = directory;; folder = tri_path_folder(folder)) {
        if (tri_has_git(*arena, folder)) {
            return folder;
        }
        if (folder.size <= 1) {
            return directory;
        }
    }
}

TriStatus tri_report_root(TriArena *arena, TriStr named, TriStr directory, TriStr *root,
                          TriError *error)
{
    if (named.size == 0) {
        *root = find_root(arena, directory);
        return TRI_OK;
    }
    *root = tri_path_resolve(arena, named);
    if (tri_file_kind(*arena, *root) != TRI_FILE_FOLDER || root->size == 0) {
        return tri_fail(error, "the root '%.*s' is not a folder", TRI_ARG(named));
    }
    return TRI_OK;
}

TriWorkshop tri_workshop_open(TriStr root, TriStr directory)
{
    return (TriWorkshop){
        .arena = tri_arena_open(ARENA_RESERVE),
        .found = tri_arena_open(ARENA_RESERVE),
        .files = tri_arena_open(ARENA_RESERVE),
        .root_number = 1,
        .nodes = tri_arena_open(NODES_RESERVE),
        .scratch = tri_arena_open(NODES_RESERVE),
        .judging = tri_arena_open(NODES_RESERVE),
        .places = tri_arena_open(NODES_RESERVE),
        .trials = tri_arena_open(NODES_RESERVE),
        .listings = tri_arena_open(NODES_RESERVE),
        .root = root,
        .directory = directory,
    };
}

void tri_workshop_close(TriWorkshop *workshop)
{
    tri_arena_close(&workshop->arena);
    tri_arena_close(&workshop->found);
    tri_arena_close(&workshop->files);
    tri_arena_close(&workshop->nodes);
    tri_arena_close(&workshop->scratch);
    tri_arena_close(&workshop->judging);
    tri_arena_close(&workshop->places);
    tri_arena_close(&workshop->trials);
    tri_arena_close(&workshop->listings);
}

static void drop_files(TriWorkshop *workshop)
{
    workshop->inputs = (TriMap){ 0 };
    workshop->parsed = (TriMap){ 0 };
    workshop->imports = (TriMap){ 0 };
    workshop->configs = (TriMap){ 0 };
    workshop->has_bicep = false;
}

static void forget_files(TriWorkshop *workshop)
{
    drop_files(workshop);
    tri_arena_reset(&workshop->files, KEPT);
    tri_arena_reset(&workshop->nodes, KEPT);
}

void tri_workshop_reset(TriWorkshop *workshop)
{
    tri_arena_reset(&workshop->arena, KEPT_OF_ROOT);
    tri_arena_reset(&workshop->found, KEPT_OF_ROOT);
    workshop->root_number++;
    if (tri_arena_used(&workshop->files) + tri_arena_used(&workshop->nodes) >
        (workshop->has_bicep ? MOST_BICEP : MOST_JSON)) {
        forget_files(workshop);
    }
}

void tri_workshop_forget(TriWorkshop *workshop)
{
    tri_workshop_reset(workshop);
    forget_files(workshop);
    tri_arena_release(&workshop->arena);
    tri_arena_release(&workshop->found);
    tri_arena_release(&workshop->files);
    tri_arena_release(&workshop->nodes);
    tri_arena_release(&workshop->scratch);
}

void tri_workshop_make_room(TriWorkshop *workshop, TriStr *text)
{
    size_t others = tri_arena_used(&workshop->files) - text->size;

    if (text->size < LARGE || others < LARGE) {
        return;
    }
    drop_files(workshop);
    tri_arena_release(&workshop->nodes);
    *text =
        tri_str(tri_arena_keep(&workshop->files, text->data, text->size), text->size);
}

size_t tri_workshop_used(const TriWorkshop *workshop)
{
    return tri_arena_used(&workshop->arena) + tri_arena_used(&workshop->found) +
           tri_arena_used(&workshop->files) + tri_arena_used(&workshop->nodes);
}

TriStr tri_absolute_path(TriWorkshop *workshop, TriStr path)
{
    return tri_path_normal(&workshop->arena,
                           tri_path_join(&workshop->arena, workshop->directory, path));
}

/* A restored module where Bicep keeps it, without the home that it is in; empty: none.
 */
static TriStr without_home(TriArena *arena, TriStr path)
{
    static const TriStr kept[] = { TRI_STR_INIT("/.bicep/br/"),
                                   TRI_STR_INIT("/.bicep/ts/") };
    TriStr home = tri_path_normal(arena, tri_variable("HOME"));

    if (!tri_str_has_prefix(path, home)) {
        return TRI_STR("");
    }
    TriStr rest = tri_str_from(path, home.size);

    return tri_str_has_prefix(rest, kept[0]) || tri_str_has_prefix(rest, kept[1])
               ? TRI_CONCAT(arena, TRI_STR(TRI_HOME), rest)
               : TRI_STR("");
}

TriStr tri_shown_path(TriWorkshop *workshop, TriStr path)
{
    TriStr absolute = tri_absolute_path(workshop, path);
    TriStr below = tri_path_below(workshop->root, absolute);

    if (below.size > 0) {
        return below;
    }
    TriStr module = without_home(&workshop->arena, absolute);

    return module.size > 0 ? module : tri_path_normal(&workshop->arena, path);
}
