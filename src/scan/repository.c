#include "scan/repository.h"

#include <stdlib.h>

static const size_t RESERVE = (size_t)1 << 30;

void tri_units_open(TriUnits *units, TriWorkshop *workshop, const TriShardPlan *plan)
{
    *units = (TriUnits){ .arena = tri_arena_open(RESERVE),
                         .workshop = workshop,
                         .plan = plan };
    pthread_mutex_init(&units->mutex, NULL);
}

static void name_unit(TriUnits *units, TriUnit *unit, TriStr given)
{
    TriWorkshop *workshop = units->workshop;
    TriStr name = tri_absolute_path(workshop, given);

    unit->name = tri_str_copy(&units->arena, name);
    unit->path = tri_str_eq(name, workshop->root)
                     ? TRI_STR(".")
                     : tri_str_copy(&units->arena, tri_shown_path(workshop, given));
}

static void index_unit(TriUnits *units, TriUnit *unit, TriStr folder)
{
    *tri_map_put(&units->arena, &units->by_folder, folder, TRI_MAP_EXACT) = unit;
}

/* Called with the lock. */
static TriUnit *get(TriUnits *units, TriStr folder, TriStr given, bool is_repository)
{
    TriUnit *unit = tri_map_find(&units->by_folder, folder, TRI_MAP_EXACT);

    if (unit == NULL) {
        unit = TRI_NEW(&units->arena, TriUnit);
        unit->folder = tri_str_copy(&units->arena, folder);
        unit->is_repository = is_repository;
        unit->is_closed = is_repository && units->is_settled;
        name_unit(units, unit, given);
        unit->is_left_out = !tri_shard_has(units->plan, unit->path);
        index_unit(units, unit, unit->folder);
        index_unit(units, unit, unit->name);
        tri_list_push(&units->arena, &units->list, unit);
    }
    return unit;
}

/* A folder above `folder` by the same way of naming; by its own name where links make
   that another place. */
static TriStr name_above(TriArena *arena, TriStr above, TriStr folder, TriStr given)
{
    TriStr name = given;

    for (TriStr at = folder; at.size > above.size; at = tri_path_folder(at)) {
        name = tri_path_join(arena, name, TRI_STR(".."));
    }
    name = tri_path_normal(arena, name);
    return tri_str_eq(tri_path_resolve(arena, name), above) ? name : above;
}

static TriUnit *find_around(TriUnits *units, TriStr folder, TriStr given)
{
    TriArena *arena = &units->workshop->arena;

    for (TriStr at = folder; at.size > 1; at = tri_path_folder(at)) {
        if (tri_has_git(*arena, at)) {
            return get(units, at, name_above(arena, at, folder, given), true);
        }
    }
    return NULL;
}

TriUnit *tri_unit_around(TriUnits *units, TriStr folder, TriStr given)
{
    void **place = tri_map_put(&units->arena, &units->around,
                               tri_str_copy(&units->arena, folder), TRI_MAP_EXACT);

    if (*place == NULL) {
        TriUnit *unit = find_around(units, folder, given);

        *place = unit == NULL ? (void *)units : unit;
    }
    return *place == (void *)units ? NULL : *place;
}

TriUnit *tri_unit_plain(TriUnits *units, TriStr folder, TriStr given)
{
    return get(units, folder, given, false);
}

void tri_units_settle(TriUnits *units)
{
    if (units->list.count == 1 && units->list.items[0]->is_repository) {
        units->home = units->list.items[0];
    }
    for (size_t i = 0; i < units->list.count; i++) {
        TriUnit *unit = units->list.items[i];

        unit->is_closed = unit->is_repository && unit != units->home;
    }
    units->is_settled = true;
}

TriUnit *tri_unit_begin(TriUnits *units, TriStr folder, TriStr given)
{
    pthread_mutex_lock(&units->mutex);
    TriUnit *unit = get(units, folder, given, true);

    pthread_mutex_unlock(&units->mutex);
    return unit;
}

TriUnit *tri_unit_of(const TriUnits *units, TriStr path)
{
    for (TriStr at = path;; at = tri_path_folder(at)) {
        TriUnit *unit = tri_map_find(&units->by_folder, at, TRI_MAP_EXACT);

        if (unit != NULL || at.size <= 1) {
            return unit;
        }
    }
}

bool tri_unit_has(const TriUnit *unit, TriStr path)
{
    return tri_path_is_below(unit->folder, path) || tri_path_is_below(unit->name, path);
}

static int by_path(const void *a, const void *b)
{
    const TriUnit *left = *(TriUnit *const *)a;
    const TriUnit *right = *(TriUnit *const *)b;

    return tri_str_compare(left->path, right->path);
}

/* One that begins above all PATHs was not looked at if no file was. */
static bool is_looked_at(const TriUnit *unit)
{
    return unit->is_repository && !unit->is_left_out &&
           (unit->is_closed || unit->files > 0);
}

static void tell(TriUnit *unit, TriRun *run)
{
    TriRepository *repository = &run->repositories[run->repository_count++];

    repository->path = unit->path;
    repository->summary.files = unit->files;
    unit->told = repository;
}

void tri_units_tell(TriUnits *units, TriRun *run)
{
    if (units->list.count > 0) {
        qsort(units->list.items, units->list.count, sizeof(TriUnit *), by_path);
    }
    for (size_t i = 0; i < units->list.count; i++) {
        run->repository_total += units->list.items[i]->is_repository;
    }
    if (run->repository_total < 2) {
        return;
    }
    run->repositories =
        TRI_NEW_ARRAY(&units->arena, TriRepository, run->repository_total);
    for (size_t i = 0; i < units->list.count; i++) {
        if (is_looked_at(units->list.items[i])) {
            tell(units->list.items[i], run);
        }
    }
}
