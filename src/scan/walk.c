/* An item of work is a folder, or a file that is named. Its path is the real one, which
   is what ignore files and other names of the same place are compared with. */
#include "scan/walk.h"

#include "base/file.h"
#include "base/list.h"
#include "base/text.h"
#include "base/work.h"
#include "lint/workshop.h"
#include "scan/config.h"
#include "scan/ignore.h"
#include "source/language.h"

#include <string.h>

/* What a PATH of the command line is. */
typedef struct Start {
    TriStr path; /* as it was given, tidied */
    TriStr key;  /* its one name without links */
    bool is_folder;
    TriUnit *unit;
} Start;

typedef TRI_LIST(Start *) StartList;

/* What comes before the path in an item of work. */
typedef struct Head {
    const Start *start;
    TriIgnores ignores; /* around a folder */
    const void *settings;
    TriUnit *unit;  /* that it is part of */
    bool is_deeper; /* the repository around it begins above the start */
} Head;

/* Memory of one worker: what holds for folders, and for the folder at hand. */
typedef struct Worker {
    TriArena kept;
    TriArena scratch;
} Worker;

typedef struct Walker {
    const TriWalk *walk;
    TriMap starts; /* Start by key; with one, no file is reached twice */
    size_t start_count;
    Worker *workers;
} Walker;

static const size_t RESERVE = (size_t)1 << 32;
static const size_t KEPT = (size_t)1 << 16;

/* ---- names ---- */

/* `path` without "." and empty segments. What "x/.." leads to depends on whether x
   is a link, so it stays. */
static TriStr tidy(TriArena *arena, TriStr path)
{
    TriText text = tri_text(arena);
    TriStr segment;

    tri_text_add_c(&text, tri_str_has_prefix(path, TRI_STR("/")) ? "/" : "");
    for (TriStr rest = path; tri_str_split(&rest, '/', &segment);) {
        if (segment.size == 0 || tri_str_eq(segment, TRI_STR("."))) {
            continue;
        }
        if (text.size > 0 && text.data[text.size - 1] != '/') {
            tri_text_add_char(&text, '/');
        }
        tri_text_add(&text, segment);
    }
    return text.size == 0 ? TRI_STR(".") : tri_text_str(&text);
}

/* The key of what is named `path`, even of what is not there. */
static TriStr key_of(TriArena *arena, TriStr path)
{
    TriStr key = tri_path_resolve(arena, path);

    if (key.size > 0) {
        return key;
    }
    return tri_path_normal(arena,
                           tri_path_join(arena, tri_current_folder(arena), path));
}

/* The real path `key` by the name that its start was given. Names below the working
   directory have no "./" in front. */
static TriStr given_name(TriArena *arena, const Start *start, TriStr key)
{
    TriStr rest = tri_path_below(start->key, key);

    if (rest.size == 0) {
        return start->path;
    }
    return tri_str_eq(start->path, TRI_STR("."))
               ? rest
               : tri_path_join(arena, start->path, rest);
}

/* ---- visiting ---- */

static void visit(Walker *walker, TriFoundFile *file, size_t worker)
{
    if (file->unit == NULL || !file->unit->is_left_out) {
        walker->walk->visit(walker->walk->context, file, worker);
    }
}

bool tri_patterns_match(const TriPatterns *patterns, TriStr path)
{
    for (size_t i = 0; i < patterns->list.count; i++) {
        if (tri_config_matches(patterns->folder, patterns->list.items[i], path)) {
            return true;
        }
    }
    return false;
}

/* Whether walking to the file would leave it out: itself, or a folder it is in. */
static bool is_excluded(const TriPatterns *patterns, TriStr path)
{
    for (; path.size > 1 && path.size > patterns->folder.size;
         path = tri_path_folder(path)) {
        if (tri_patterns_match(patterns, path)) {
            return true;
        }
    }
    return false;
}

static void visit_named(Walker *walker, const Head *head, size_t worker)
{
    TriFoundFile file = { .path = head->start->path,
                          .unit = head->unit,
                          .is_named = true,
                          .settings = head->settings };

    visit(walker, &file, worker);
}

/* ---- folders ---- */

typedef struct Place {
    Walker *walker;
    TriWork *work;
    size_t worker;
    TriArena *arena; /* for this folder only */
    Head head;       /* of what is in it */
    TriStr key;
    TriFolder *folder;
} Place;

static bool is_passed_over(const Place *place, TriStr name)
{
    if (place->walker->walk->looks_everywhere) {
        return tri_str_eq(name, TRI_STR(".git"));
    }
    return tri_str_has_prefix(name, TRI_STR(".")) ||
           tri_str_eq(name, TRI_STR("node_modules"));
}

/* What is named as well is visited by that name. */
static bool is_left_out(const Place *place, TriStr key, bool is_folder)
{
    const Walker *walker = place->walker;

    return (walker->start_count > 1 &&
            tri_map_find(&walker->starts, key, TRI_MAP_EXACT) != NULL) ||
           tri_patterns_match(&walker->walk->exclude, key) ||
           (walker->walk->written.count > 0 &&
            tri_map_find(&walker->walk->written, key, TRI_MAP_EXACT) != NULL) ||
           (!walker->walk->looks_everywhere &&
            tri_is_ignored(&place->head.ignores, key, is_folder));
}

static void add_folder(const Place *place, TriStr key)
{
    TriText item = tri_text(place->arena);

    tri_text_add(&item, tri_str((const char *)&place->head, sizeof place->head));
    tri_text_add(&item, key);
    if (place->walker->walk->progress != NULL) {
        tri_progress_count(&place->walker->walk->progress->known, 1);
    }
    tri_work_add(place->work, tri_text_str(&item));
}

static void visit_found(const Place *place, TriStr key, const char *name)
{
    TriFoundFile file = {
        .path = given_name(place->arena, place->head.start, key),
        .unit = place->head.unit,
        .folder = place->folder,
        .name = name,
        .settings = place->head.settings,
    };

    visit(place->walker, &file, place->worker);
}

static void look_at(const Place *place, const TriFolderEntry *entry)
{
    bool is_folder =
        entry->kind == TRI_FILE_FOLDER && !is_passed_over(place, entry->name);
    bool is_regular = entry->kind == TRI_FILE_REGULAR;
    /* A configuration is no template, and nobody wants to know. */
    bool is_file = is_regular && tri_language_of(entry->name) != TRI_LANGUAGE_OTHER &&
                   !tri_is_config_name(entry->name);
    const TriPatterns *include = &place->walker->walk->include;

    if (entry->is_link ||
        (!is_folder && !is_file && (!is_regular || include->list.count == 0))) {
        return;
    }
    TriStr key = tri_path_join(place->arena, place->key, entry->name);

    if (!is_folder && !is_file && !tri_patterns_match(include, key)) {
        return;
    }
    if (is_left_out(place, key, is_folder)) {
        return;
    }
    if (is_folder) {
        add_folder(place, key);
    } else {
        visit_found(place, key, entry->name.data);
    }
}

/* In order: a template comes before its parameter file, which is kept for when it is
   found itself. Of the folders that are added the last is done first. */
static void look_at_all(const Place *place)
{
    const TriFolder *folder = place->folder;

    for (size_t i = 0; i < folder->count; i++) {
        if (folder->entries[i].kind != TRI_FILE_FOLDER) {
            look_at(place, &folder->entries[i]);
        }
    }
    for (size_t i = folder->count; i > 0; i--) {
        if (folder->entries[i - 1].kind == TRI_FILE_FOLDER) {
            look_at(place, &folder->entries[i - 1]);
        }
    }
}

/* The configuration in the folder; empty: none. */
static TriStr find_config(const Place *place)
{
    TriStr found = TRI_STR("");

    for (size_t i = 0; i < place->folder->count; i++) {
        const TriFolderEntry *entry = &place->folder->entries[i];

        /* Of the two names the one without a dot counts. */
        if (entry->kind == TRI_FILE_REGULAR &&
            (tri_str_eq(entry->name, tri_config_names[0]) ||
             (found.size == 0 && tri_str_eq(entry->name, tri_config_names[1])))) {
            found = entry->name;
        }
    }
    return found;
}

static void find_settings(Place *place, bool is_top)
{
    const TriWalk *walk = place->walker->walk;
    TriStr config = walk->begin == NULL ? TRI_STR("") : find_config(place);

    if (is_top && walk->begin != NULL) {
        place->head.settings = walk->begin(walk->context, place->key);
    } else if (config.size > 0) {
        place->head.settings =
            walk->enter(walk->context, place->head.settings, place->key, config);
    }
}

/* A folder with a `.git` may be where a repository begins (scan/repository.h). */
static void begin_repository(Place *place, bool is_folder)
{
    TriUnits *units = place->walker->walk->units;
    Head *head = &place->head;
    bool is_start = tri_str_eq(place->key, head->start->key);
    bool begins =
        !is_start && (!head->unit->is_repository || (head->is_deeper && is_folder));

    if (begins) {
        TriStr given = given_name(place->arena, head->start, place->key);

        head->unit = tri_unit_begin(units, place->key, given);
        head->is_deeper = false;
    }
}

/* Whether anything in the folder is of interest: what another shard judges is not, but
   what is no repository, or begins above the start, may hold some. */
static bool is_wanted(const Head *head)
{
    return head->unit == NULL || !head->unit->is_left_out ||
           !head->unit->is_repository || head->is_deeper;
}

/* What the folder itself says of what is in it. */
static void read_rules(Place *place)
{
    bool has[TRI_IGNORE_KINDS] = { 0 };
    bool has_any = false;
    bool is_top = false;
    bool is_git_folder = false;

    for (size_t i = 0; i < place->folder->count; i++) {
        const TriFolderEntry *entry = &place->folder->entries[i];

        if (!tri_str_has_prefix(entry->name, TRI_STR("."))) {
            continue;
        }
        if (tri_str_eq(entry->name, TRI_STR(".git"))) {
            is_top = true;
            is_git_folder = entry->kind == TRI_FILE_FOLDER;
        }
        for (int kind = 0; kind < TRI_IGNORE_KINDS; kind++) {
            has[kind] = has[kind] ||
                        (entry->kind == TRI_FILE_REGULAR &&
                         tri_str_eq(entry->name, tri_ignore_name((TriIgnoreKind)kind)));
            has_any = has_any || has[kind];
        }
    }
    if (is_top && place->head.unit != NULL) {
        begin_repository(place, is_git_folder);
    }
    if (!is_wanted(&place->head)) {
        return;
    }
    find_settings(place, is_top);
    if ((has_any || is_top) && !place->walker->walk->looks_everywhere) {
        place->head.ignores =
            tri_ignores_in(&place->walker->workers[place->worker].kept,
                           &place->head.ignores, place->key, has, is_top);
    }
}

static void visit_unreadable(const Place *place, TriStr message)
{
    const Start *start = place->head.start;
    TriFoundFile file = {
        .path = given_name(place->arena, start, place->key),
        .unit = place->head.unit,
        .is_named = tri_str_eq(place->key, start->key),
        .trouble = message,
        .settings = place->head.settings,
    };

    visit(place->walker, &file, place->worker);
}

static void read_folder(Place *place)
{
    TriError error = { place->arena, { 0 } };
    TriStatus status = tri_folder_open(place->arena, place->key, place->folder, &error);

    if (status == TRI_OK) {
        read_rules(place);
        if (is_wanted(&place->head)) {
            look_at_all(place);
        }
    } else {
        visit_unreadable(place, error.message);
    }
    tri_folder_close(place->folder);
}

static void do_item(void *context, TriWork *work, TriStr item, size_t worker)
{
    Walker *walker = context;
    Worker *own = &walker->workers[worker];
    TriFolder folder = { 0 };
    Place place = { walker, work, worker, &own->scratch, { 0 }, { 0 }, &folder };

    memcpy(&place.head, item.data, sizeof place.head);
    place.key = tri_str_from(item, sizeof place.head);
    bool is_forced_out = walker->walk->force_exclude &&
                         is_excluded(&walker->walk->exclude, place.head.start->key);

    if (is_forced_out) {
        /* Named, and left out all the same. */
    } else if (place.head.start->is_folder) {
        read_folder(&place);
    } else {
        visit_named(walker, &place.head, worker);
    }
    tri_arena_reset(&own->scratch, KEPT);
    if (walker->walk->progress != NULL) {
        tri_progress_count(&walker->walk->progress->done, 1);
    }
}

/* ---- starting ---- */

/* Of several names of one place the first in byte order counts; NULL: another does. */
static Start *add_start(TriArena *arena, Walker *walker, TriStr given)
{
    TriStr path = tidy(arena, given);
    TriStr key = key_of(arena, path);
    Start **place = (Start **)tri_map_put(arena, &walker->starts, key, TRI_MAP_EXACT);

    if (*place != NULL) {
        (*place)->path =
            tri_str_compare(path, (*place)->path) < 0 ? path : (*place)->path;
        return NULL;
    }
    *place = TRI_NEW(arena, Start);
    (*place)->path = path;
    (*place)->key = key;
    (*place)->is_folder = tri_file_kind(*arena, path) == TRI_FILE_FOLDER;
    return *place;
}

/* What is named belongs to the repository around it; without one, a folder to itself,
   and a file to a folder that is named as well or to the working directory. */
static TriUnit *unit_of(TriUnits *units, const Start *start, TriStr here)
{
    TriStr folder = start->is_folder ? start->key : tri_path_folder(start->key);
    TriStr given = start->is_folder ? start->path : tri_path_folder(start->path);
    TriUnit *unit = tri_unit_around(units, folder, given);

    if (unit == NULL && !start->is_folder) {
        unit = tri_unit_of(units, folder);
        folder = here;
        given = TRI_STR(".");
    }
    return unit != NULL ? unit : tri_unit_plain(units, folder, given);
}

static void find_units(TriArena *arena, const TriWalk *walk, const StartList *starts)
{
    TriStr here = tri_current_folder(arena);

    for (int folders = 1; folders >= 0; folders--) {
        for (size_t i = 0; i < starts->count; i++) {
            Start *start = starts->items[i];

            if (start->is_folder == (folders == 1)) {
                start->unit = unit_of(walk->units, start, here);
            }
        }
    }
    tri_units_settle(walk->units);
}

static Head head_of(TriArena *arena, const Walker *walker, Start *start)
{
    Head head = { .start = start, .unit = start->unit };

    head.is_deeper = head.unit != NULL && head.unit->is_repository &&
                     head.unit->folder.size < start->key.size;
    if (!is_wanted(&head)) {
        return head;
    }
    if (walker->walk->begin != NULL) {
        head.settings = walker->walk->begin(
            walker->walk->context,
            start->is_folder ? start->key : tri_path_folder(start->key));
    }
    /* What is in the folder itself is read with it. */
    if (start->is_folder && start->key.size > 1 && !walker->walk->looks_everywhere) {
        head.ignores = tri_ignores_at(arena, tri_path_folder(start->key));
    }
    return head;
}

static void add_item(TriArena *arena, const Walker *walker, Start *start,
                     TriStrList *items)
{
    Head head = head_of(arena, walker, start);
    TriText item = tri_text(arena);

    if (is_wanted(&head)) {
        tri_text_add(&item, tri_str((const char *)&head, sizeof head));
        tri_text_add(&item, start->key);
        tri_list_push(arena, items, tri_text_str(&item));
    }
}

void tri_walk(TriArena *arena, const TriWalk *walk)
{
    Walker walker = { .walk = walk };
    TriStrList items = { 0 };
    StartList starts = { 0 };

    walker.workers = TRI_NEW_ARRAY(arena, Worker, walk->workers);
    for (size_t i = 0; i < walk->workers; i++) {
        walker.workers[i] =
            (Worker){ tri_arena_open(RESERVE), tri_arena_open(RESERVE) };
    }
    for (size_t i = 0; i < walk->paths.count; i++) {
        Start *start = add_start(arena, &walker, walk->paths.items[i]);

        if (start != NULL) {
            tri_list_push(arena, &starts, start);
        }
    }
    walker.start_count = starts.count;
    if (walk->units != NULL) {
        find_units(arena, walk, &starts);
    }
    for (size_t i = 0; i < starts.count; i++) {
        add_item(arena, &walker, starts.items[i], &items);
    }
    if (walk->progress != NULL) {
        tri_progress_count(&walk->progress->known, items.count);
    }
    tri_work_run(do_item, &walker, items.items, items.count, walk->workers);
    for (size_t i = 0; i < walk->workers; i++) {
        tri_arena_close(&walker.workers[i].kept);
        tri_arena_close(&walker.workers[i].scratch);
    }
}
