/* Names are looked up in a listing of their folder, which is made once a workshop: a
   folder is read once, however many templates are in it. */
#include "lint/parameter_files.h"

#include "base/text.h"
#include "bicep/lower.h"
#include "lint/boundary.h"
#include "lint/input.h"
#include "lint/module_cache.h"
#include "source/language.h"

#include <stdlib.h>

/* The files of a folder that can be a template or a parameter file, sorted without
   letter case. */
typedef struct Listing {
    TriStr *items;
    size_t count;
    size_t capacity;
    bool has_uses;  /* the maps are made: when first asked for */
    TriMap by_use;  /* names of .bicepparam files, by the template that they name … */
    TriMap by_stem; /* … or, where they name none, by their own name; lists of them */
} Listing;

/* "main" of "main.json", "main.bicep" and so on. */
static TriStr stem_of(TriStr name)
{
    size_t dot = tri_str_find_last_char(name, '.');

    return dot == TRI_NOT_FOUND ? name : tri_str_slice(name, 0, dot);
}

/* Does `name`, behind the stem, say parameter file: ".parameters*.json" or
   ".*.parameters.json"? */
static bool is_parameter_ending(TriStr rest)
{
    return tri_str_has_suffix_nocase(rest, TRI_STR(".json")) &&
           (tri_str_has_prefix_nocase(rest, TRI_STR(".parameters")) ||
            (tri_str_has_prefix(rest, TRI_STR(".")) &&
             tri_str_has_suffix_nocase(rest, TRI_STR(".parameters.json"))));
}

/* ---- listings ---- */

static bool is_listed(const TriFolderEntry *entry)
{
    return entry->kind == TRI_FILE_REGULAR &&
           tri_language_of(entry->name) != TRI_LANGUAGE_OTHER;
}

static int by_name(const void *a, const void *b)
{
    const TriStr *left = a;
    const TriStr *right = b;

    return tri_str_compare_nocase(*left, *right);
}

static Listing *list(TriWorkshop *workshop, TriStr directory, const TriFolder *folder)
{
    TriArena *kept = &workshop->listings;
    Listing *listing = TRI_NEW(kept, Listing);

    for (size_t i = 0; i < folder->count; i++) {
        if (is_listed(&folder->entries[i])) {
            tri_list_push(kept, listing, folder->entries[i].name);
        }
    }
    for (size_t i = 0; i < listing->count; i++) {
        listing->items[i] = tri_str_copy(kept, listing->items[i]);
    }
    if (listing->count > 0) {
        qsort(listing->items, listing->count, sizeof *listing->items, by_name);
    }
    *tri_map_put(kept, &workshop->folders, tri_str_copy(kept, directory),
                 TRI_MAP_EXACT) = listing;
    return listing;
}

static Listing *read_listing(TriWorkshop *workshop, TriStr directory)
{
    TriArena scratch = workshop->scratch;
    TriError ignored = { &scratch, { 0 } };
    TriFolder folder = { 0 };

    /* Whoever cannot list the folder finds nothing beside the file. */
    tri_folder_read(&scratch, directory, &folder, &ignored);
    return list(workshop, directory, &folder);
}

static Listing *listing_of(TriWorkshop *workshop, TriStr directory)
{
    Listing *listing = tri_map_find(&workshop->folders, directory, TRI_MAP_EXACT);

    return listing != NULL ? listing : read_listing(workshop, directory);
}

void tri_note_folder(TriWorkshop *workshop, TriStr path, const TriFolder *folder)
{
    TriStr directory = tri_path_folder(path);

    if (tri_map_find(&workshop->folders, directory, TRI_MAP_EXACT) == NULL) {
        list(workshop, directory, folder);
    }
}

static bool is_before(const void *name, const void *text)
{
    return by_name(name, text) < 0;
}

/* The first name that does not come before `text`. */
static size_t place_of(const Listing *listing, TriStr text)
{
    return tri_lower_bound(listing->items, listing->count, sizeof text, is_before,
                           &text);
}

/* ---- .bicepparam ---- */

/* What stands behind `using` in the text; empty when nothing does. */
static TriStr using_in(TriArena scratch, TriStr path, TriStr bytes, TriArena *arena)
{
    TriSink sink = { .arena = &scratch };
    TriSource source = tri_source_open(&scratch, path, bytes);

    return tri_str_copy(
        arena, tri_bicep_using(tri_bicep_parse(&scratch, &source, path, &sink)));
}

static TriStr read_using(TriWorkshop *workshop, TriStr path)
{
    TriArena scratch = workshop->scratch;
    TriError ignored = { &scratch, { 0 } };
    TriStr bytes;

    if (tri_file_read(&scratch, path, &bytes, &ignored) != TRI_OK) {
        return TRI_STR("");
    }
    workshop->read_count++;
    workshop->read_bytes += bytes.size;
    return using_in(scratch, path, bytes, &workshop->listings);
}

/* Of a file whose bytes may be at hand, else NULL. Read once, however many templates
   stand beside it. */
static TriStr using_of(TriWorkshop *workshop, TriStr path, const TriStr *bytes)
{
    TriArena *kept = &workshop->listings;
    TriStr *using = tri_map_find(&workshop->templates, path, TRI_MAP_EXACT);

    if (using == NULL) {
        using = TRI_NEW(kept, TriStr);
        *using = bytes == NULL ? read_using(workshop, path)
                               : using_in(workshop->scratch, path, *bytes, kept);
        *tri_map_put(kept, &workshop->templates, tri_str_copy(kept, path),
                     TRI_MAP_EXACT) = using;
    }
    return *using;
}

/* Of a registry, or a template spec. */
static bool is_module(TriStr using)
{
    return tri_str_find_char(using, ':') != TRI_NOT_FOUND;
}

/* The path of the template that the .bicepparam file `path` calls `using`; empty: it
   names none, or a module. */
static TriStr path_of_used(TriWorkshop *workshop, TriStr path, TriStr using)
{
    return using.size == 0 || is_module(using)
               ? TRI_STR("")
               : tri_path_normal(
                     &workshop->arena,
                     tri_path_join(&workshop->arena, tri_path_folder(path), using));
}

TriStr tri_used_template(TriWorkshop *workshop, TriStr path, TriStr bytes)
{
    TriStr absolute = tri_absolute_path(workshop, path);

    return path_of_used(workshop, absolute, using_of(workshop, path, &bytes));
}

/* Out of what links have to stay below; who named a file outside of that means it. */
static bool leads_out(TriWorkshop *workshop, TriStr path, TriStr used)
{
    TriStr top = workshop->boundary.size > 0 ? workshop->boundary : workshop->root;

    return tri_path_is_below(top, path) && !tri_is_within(workshop, top, used);
}

bool tri_deploys_alone(TriWorkshop *workshop, TriStr path, TriStr bytes)
{
    if (tri_language_of(path) != TRI_LANGUAGE_BICEP_PARAMETERS) {
        return false;
    }
    TriStr absolute = tri_absolute_path(workshop, path);
    TriStr using = using_of(workshop, path, &bytes);
    TriStr used = path_of_used(workshop, absolute, using);

    if (used.size == 0) {
        return is_module(using);
    }
    bool is_beside = tri_str_eq(tri_path_folder(used), tri_path_folder(absolute));
    TriLanguage language = tri_language_of(used);
    bool is_found =
        language == TRI_LANGUAGE_JSON ? is_beside : language == TRI_LANGUAGE_BICEP;

    return !is_found || leads_out(workshop, absolute, used) ||
           tri_file_is_link(workshop->arena, used) ||
           tri_file_kind(workshop->arena, used) != TRI_FILE_REGULAR;
}

static void note_use(TriWorkshop *workshop, TriMap *uses, TriStr key, TriMapCase fold,
                     TriStr name)
{
    TriArena *kept = &workshop->listings;
    TriStrList *names = tri_map_find(uses, key, fold);

    if (names == NULL) {
        names = TRI_NEW(kept, TriStrList);
        *tri_map_put(kept, uses, tri_str_copy(kept, key), fold) = names;
    }
    tri_list_push(kept, names, name);
}

/* So that a template finds its own among those of all others in the folder. */
static void index_uses(TriWorkshop *workshop, TriStr directory, Listing *listing)
{
    for (size_t i = 0; !listing->has_uses && i < listing->count; i++) {
        TriStr name = listing->items[i];

        if (tri_language_of(name) != TRI_LANGUAGE_BICEP_PARAMETERS) {
            continue;
        }
        TriStr path = tri_path_join(&workshop->arena, directory, name);
        TriStr using = using_of(workshop, path, NULL);
        TriStr used = path_of_used(workshop, path, using);

        if (using.size == 0) {
            note_use(workshop, &listing->by_stem, stem_of(name), TRI_MAP_NOCASE, name);
        } else if (used.size > 0) {
            note_use(workshop, &listing->by_use, tri_absolute_path(workshop, used),
                     TRI_MAP_EXACT, name);
        }
    }
    listing->has_uses = true;
}

/* ---- what stands beside a file ---- */

typedef struct Search {
    TriWorkshop *workshop;
    TriStr directory;
    Listing *listing;
    TriStrList *files;
    size_t before; /* files that the list had already */
} Search;

static Search begin(TriWorkshop *workshop, TriStr path, TriStrList *files)
{
    TriStr directory = tri_path_folder(path);

    return (Search){ workshop, directory, listing_of(workshop, directory), files,
                     files->count };
}

static void add(Search *search, TriStr name)
{
    TriArena *arena = &search->workshop->arena;

    tri_list_push(arena, search->files, tri_path_join(arena, search->directory, name));
}

/* Adds what is called `name` in any letter case. */
static void add_named(Search *search, TriStr name)
{
    const Listing *listing = search->listing;

    for (size_t i = place_of(listing, name);
         i < listing->count && tri_str_eq_nocase(listing->items[i], name); i++) {
        add(search, listing->items[i]);
    }
}

static void end(Search *search)
{
    TriStrList *files = search->files;

    if (files->count > search->before) {
        tri_str_sort(files->items + search->before, files->count - search->before);
    }
}

static void add_all(Search *search, const TriStrList *names)
{
    for (size_t i = 0; names != NULL && i < names->count; i++) {
        add(search, names->items[i]);
    }
}

static void add_bicep_parameters(Search *search, TriStr template)
{
    TriWorkshop *workshop = search->workshop;
    Listing *listing = search->listing;

    index_uses(workshop, search->directory, listing);
    add_all(search, tri_map_find(&listing->by_use,
                                 tri_absolute_path(workshop, template), TRI_MAP_EXACT));
    add_all(search, tri_map_find(&listing->by_stem, stem_of(tri_path_name(template)),
                                 TRI_MAP_NOCASE));
}

void tri_find_parameter_files(TriWorkshop *workshop, TriStr path, TriStrList *files)
{
    Search search = begin(workshop, path, files);
    const Listing *listing = search.listing;
    TriStr stem = stem_of(tri_path_name(path));
    TriStr start = TRI_CONCAT(&workshop->arena, stem, TRI_STR("."));

    if (tri_str_eq_nocase(stem, TRI_STR("template"))) {
        add_named(&search, TRI_STR("parameters.json"));
    }
    for (size_t i = place_of(listing, start);
         stem.size > 0 && i < listing->count &&
         tri_str_has_prefix_nocase(listing->items[i], start);
         i++) {
        if (is_parameter_ending(tri_str_from(listing->items[i], stem.size))) {
            add(&search, listing->items[i]);
        }
    }
    add_bicep_parameters(&search, path);
    end(&search);
}

static void add_templates(Search *search, TriStr stem)
{
    for (size_t i = 0; i < TRI_FILE_ENDING_COUNT; i++) {
        if (tri_file_endings[i].language != TRI_LANGUAGE_BICEP_PARAMETERS) {
            add_named(search, TRI_CONCAT(&search->workshop->arena, stem,
                                         tri_file_endings[i].text));
        }
    }
}

static void add_used(Search *search, TriStr parameters)
{
    TriWorkshop *workshop = search->workshop;
    TriStr using = using_of(workshop, parameters, NULL);
    TriStr absolute = tri_absolute_path(workshop, parameters);
    TriStr used = path_of_used(workshop, absolute, using);
    TriStr ignored;

    if (is_module(using)) {
        used = tri_module_cache_find(workshop, absolute, using, &ignored);
    } else if (used.size > 0 && leads_out(workshop, absolute, used)) {
        return;
    }
    if (using.size == 0) {
        add_templates(search, stem_of(tri_path_name(parameters)));
        end(search);
    } else if (used.size > 0 &&
               tri_file_kind(workshop->arena, used) == TRI_FILE_REGULAR) {
        tri_list_push(&workshop->arena, search->files, used);
    }
}

void tri_find_templates(TriWorkshop *workshop, TriStr path, TriStrList *files)
{
    Search search = begin(workshop, path, files);
    TriStr name = tri_path_name(path);

    if (tri_language_of(name) == TRI_LANGUAGE_BICEP_PARAMETERS) {
        add_used(&search, path);
        return;
    }
    if (tri_str_eq_nocase(name, TRI_STR("parameters.json"))) {
        add_templates(&search, TRI_STR("template"));
    }
    for (size_t dot = 1; dot < name.size; dot++) {
        if (name.data[dot] == '.' && is_parameter_ending(tri_str_from(name, dot))) {
            add_templates(&search, tri_str_slice(name, 0, dot));
        }
    }
    end(&search);
}
