#include "scan/finish.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "scan/rule_list.h"
#include "scan/select.h"

/* ---- fingerprints (interfaces.md 13.5) ---- */

static bool is_restored(TriStr path)
{
    return tri_str_has_prefix(path, TRI_STR(TRI_HOME "/.bicep/"));
}

/* Of paths as reports show them: those from the report root on are below ".". */
static bool is_below(TriStr folder, TriStr path)
{
    if (tri_str_eq(folder, TRI_STR("."))) {
        return !tri_str_has_prefix(path, TRI_STR("/")) && !is_restored(path) &&
               !tri_str_has_prefix(path, TRI_STR("../"));
    }
    return tri_path_below(folder, path).size > 0;
}

/* What stands outside of its repository, such as a module of a registry, is another
   finding for each of them. */
static TriStr owner_of(const TriResult *result)
{
    const TriRepository *repository = result->repository;
    TriStr path = result->place.path;

    return repository == NULL || is_below(repository->path, path) ? TRI_STR("")
                                                                  : repository->path;
}

/* `path` from the last folder `name` on; empty: it has none. */
static TriStr from_last(TriStr path, TriStr name)
{
    TriStr found = TRI_STR("");
    size_t at;

    while ((at = tri_str_find(path, name)) != TRI_NOT_FOUND) {
        found = path = tri_str_from(path, at + 1);
    }
    return found;
}

/* The part of a path that is the same on every machine: of a restored module, which is
   below br or ts of a folder outside, mostly of the home, from there on. */
static TriStr steady_part(TriStr path)
{
    if (!tri_str_has_prefix(path, TRI_STR("/")) && !is_restored(path)) {
        return path;
    }
    TriStr registry = from_last(path, TRI_STR("/br/"));
    TriStr spec = from_last(path, TRI_STR("/ts/"));

    return registry.size > 0 ? registry : spec.size > 0 ? spec : path;
}

static TriStr fingerprint(TriArena *arena, const TriResult *result, size_t occurrence)
{
    TriText text = tri_text(arena);
    TriStr owner = owner_of(result);

    tri_text_addf(&text, "tricep/1\n%.*s\n%.*s\n%.*s\n%zu", TRI_ARG(result->rule),
                  TRI_ARG(steady_part(result->place.path)), TRI_ARG(result->identity),
                  occurrence);
    if (owner.size > 0) {
        tri_text_addf(&text, "\n%.*s", TRI_ARG(owner));
    }
    return tri_sha256_hex(arena, tri_text_str(&text), 16);
}

static bool is_told(const TriScanOptions *options, TriKind kind)
{
    return tri_kind_is_finding(kind) || options->show[kind];
}

static bool needs_fingerprints(const TriScanOptions *options)
{
    return options->tells_fingerprints || options->baseline.size > 0 ||
           options->diff_base.size > 0;
}

/* Results that nothing tells apart are counted in the order they stand in. */
static void add_fingerprints(TriArena *arena, const TriScanOptions *options,
                             TriResultList *results)
{
    TriMap seen = { 0 };

    if (!needs_fingerprints(options)) {
        return;
    }
    for (size_t i = 0; i < results->count; i++) {
        TriResult *result = &results->items[i];

        if (!is_told(options, result->kind)) {
            continue;
        }
        TriStr first = fingerprint(arena, result, 0);
        void **place = tri_map_put(arena, &seen, first, TRI_MAP_EXACT);
        size_t occurrence = (size_t)*place;

        *place = (void *)(occurrence + 1);
        result->fingerprint =
            occurrence == 0 ? first : fingerprint(arena, result, occurrence);
    }
}

/* ---- levels, and what is shown ---- */

/* What holds for the file of a result; results come in order of files. */
typedef struct Holding {
    const TriSettings *settings;
    TriStr path;     /* as reports show it … */
    TriStr absolute; /* … and as it is */
} Holding;

static void hold(const TriEnding *ending, TriStr path, Holding *holding)
{
    TriArena *arena = ending->arena;

    if (holding->settings != NULL && tri_str_eq(holding->path, path)) {
        return;
    }
    /* What is not below the root is shown as it was reached. For a restored module
       holds what does at the root, whatever stands in the home folder. */
    bool is_below = !tri_str_has_prefix(path, TRI_STR(".."));
    TriStr folder = is_below ? ending->root : tri_current_folder(arena);

    holding->path = path;
    holding->absolute = tri_path_normal(arena, tri_path_join(arena, folder, path));
    holding->settings =
        tri_settings_at(ending->book, tri_path_folder(holding->absolute));
}

static TriLevel level_of(const TriEnding *ending, const Holding *holding,
                         const TriResult *result)
{
    const TriScanOptions *options = &holding->settings->options;
    const TriRules *rules = ending->book->rules;

    switch (result->kind) {
    case TRI_KIND_FAIL:
        return tri_level_for(options, rules, result->rule, result->level);
    case TRI_KIND_UNDECIDED:
        return tri_level_for(options, rules, result->rule, TRI_LEVEL_INFO) ==
                       TRI_LEVEL_OFF
                   ? TRI_LEVEL_OFF
                   : options->undecided;
    case TRI_KIND_PASS:
    case TRI_KIND_NOT_DEPLOYED:
    case TRI_KIND_COUNT:
        return TRI_LEVEL_OFF;
    }
    return TRI_LEVEL_OFF;
}

/* A finding whose level is off is not shown, but counted. */
static bool is_shown(const TriScanOptions *options, const TriResult *result)
{
    return tri_kind_is_finding(result->kind)
               ? result->level != TRI_LEVEL_OFF && result->level >= options->min_level
               : options->show[result->kind];
}

/* When the baseline is written anew, all are in it. */
static bool is_in_baseline(const TriEnding *ending, const TriResult *result)
{
    if (ending->baseline == NULL) {
        return false;
    }
    if (ending->options->update_baseline) {
        tri_baseline_add(ending->arena, ending->baseline, result);
    }
    return tri_baseline_meet(ending->baseline, result);
}

/* Suppresses a finding that is known already. */
static void suppress(const TriEnding *ending, const Holding *holding, TriResult *result)
{
    if (!tri_is_finding(result)) {
        return;
    }
    if (is_in_baseline(ending, result)) {
        result->suppression = TRI_SUPPRESSED_EXTERNAL;
        result->reason = TRI_STR("baseline");
    } else if (ending->before != NULL && tri_baseline_meet(ending->before, result)) {
        result->suppression = TRI_SUPPRESSED_EXTERNAL;
        result->reason = TRI_STR("in the merge base");
    } else {
        const TriConfigSuppression *suppression =
            tri_settings_suppress(holding->settings, ending->book->rules, result->rule,
                                  holding->absolute, result->resource_name);

        if (suppression != NULL) {
            result->suppression = TRI_SUPPRESSED_EXTERNAL;
            result->reason = suppression->reason;
        }
    }
}

/* Files that go by another name now, by the old one. */
static TriMap index_renames(TriArena *arena, const TriScanOptions *options)
{
    TriMap names = { 0 };

    for (size_t i = 0; i < options->renames.count; i++) {
        *tri_map_put(arena, &names, options->renames.items[i].from, TRI_MAP_EXACT) =
            (void *)&options->renames.items[i];
    }
    return names;
}

static TriStr renamed(const TriMap *names, TriStr path)
{
    const TriPathChange *change = tri_map_find(names, path, TRI_MAP_EXACT);

    return change == NULL ? path : change->to;
}

typedef struct Counts {
    TriMap index;
    TRI_LIST(TriRuleCount *) list;
} Counts;

static void count_rule(TriArena *arena, Counts *counts, const TriResult *result)
{
    void **place = tri_map_put(arena, &counts->index, result->rule, TRI_MAP_EXACT);
    TriRuleCount *count = *place;

    if (count == NULL) {
        count = *place = TRI_NEW(arena, TriRuleCount);
        count->rule = result->rule;
        tri_list_push(arena, &counts->list, count);
    }
    count->kinds[result->kind]++;
}

static void finish_counts(TriArena *arena, const Counts *counts, TriRun *run)
{
    run->rule_counts = TRI_NEW_ARRAY(arena, TriRuleCount, counts->list.count);
    run->rule_count_count = counts->list.count;
    for (size_t i = 0; i < counts->list.count; i++) {
        run->rule_counts[i] = *counts->list.items[i];
    }
    tri_sort_rule_counts(run->rule_counts, run->rule_count_count);
}

static void count_suppressed(TriSummary *summary, const TriResult *result)
{
    summary->suppressed++;
    if (result->repository != NULL) {
        result->repository->summary.suppressed++;
    }
}

static void count_result(TriSummary *summary, const TriResult *result)
{
    summary->kinds[result->kind]++;
    summary->levels[result->level]++;
    if (result->repository != NULL) {
        result->repository->summary.kinds[result->kind]++;
        result->repository->summary.levels[result->level]++;
    }
}

static void finish_results(const TriEnding *ending, TriResultList *results, TriRun *run,
                           Counts *counts)
{
    const TriScanOptions *options = ending->options;
    TriSummary *summary = &run->summary;
    Holding holding = { 0 };
    size_t kept = 0;

    for (size_t i = 0; i < results->count; i++) {
        TriResult result = results->items[i];

        hold(ending, result.place.path, &holding);
        if (tri_settings_ignore(holding.settings, ending->book->rules, result.rule,
                                holding.absolute)) {
            continue;
        }
        result.level = level_of(ending, &holding, &result);
        suppress(ending, &holding, &result);
        if (result.suppression != TRI_SUPPRESSED_NOT) {
            count_suppressed(summary, &result);
            if (options->show[TRI_SHOW_SUPPRESSED]) {
                results->items[kept++] = result;
            }
            continue;
        }
        count_result(summary, &result);
        count_rule(ending->arena, counts, &result);
        if (is_shown(options, &result)) {
            results->items[kept++] = result;
        } else if (result.level != TRI_LEVEL_OFF) {
            run->hidden++;
        }
    }
    results->count = kept;
}

/* Those that are counted only are neither findings nor shown. */
static void count_others(const TriEnding *ending, const TriFinds *finds,
                         const TriMap *names, TriRun *run, Counts *counts)
{
    const TriCollector *collector = finds->collector;
    Holding holding = { 0 };

    for (size_t i = 0; i < collector->collected.count; i++) {
        const TriCollected *counted = &collector->collected.items[i];
        TriResult result = {
            .rule = counted->rule,
            .kind = counted->kind,
            .level = TRI_LEVEL_OFF,
            .repository = finds->unit == NULL ? NULL : finds->unit->told,
        };

        if (counted->result != NULL) {
            continue;
        }
        hold(ending, renamed(names, counted->path), &holding);
        if (!tri_settings_ignore(holding.settings, ending->book->rules, result.rule,
                                 holding.absolute)) {
            count_result(&run->summary, &result);
            count_rule(ending->arena, counts, &result);
        }
    }
}

static void count_note(TriSummary *summary, const TriFileNote *note)
{
    summary->errors +=
        note->status == TRI_FILE_UNREADABLE || note->status == TRI_FILE_INVALID;
    summary->files -= tri_is_unread(note);
}

static void count_notes(const TriEnding *ending, TriSummary *summary)
{
    for (size_t i = 0; i < ending->notes->count; i++) {
        const TriFileNote *note = &ending->notes->items[i];

        count_note(summary, note);
        if (note->repository != NULL) {
            count_note(&note->repository->summary, note);
        }
    }
}

/* ---- repositories ---- */

/* What is unused in one deployment may be used in another. */
static bool is_used_after_all(const TriCollector *collector, const TriResult *result)
{
    return tri_str_eq(result->rule,
                      tri_problem_info(TRI_PROBLEM_UNUSED_SUPPRESSION)->id) &&
           tri_collector_used(collector, result);
}

/* What is not told after all is left out, and the others know their repository. */
static void keep_told(const TriCollector *collector, TriRepository *repository,
                      TriResultList *results)
{
    size_t kept = 0;

    for (size_t i = 0; i < results->count; i++) {
        TriResult *result = &results->items[i];

        if (!is_used_after_all(collector, result)) {
            result->repository = repository;
            if (kept != i) {
                results->items[kept] = *result;
            }
            kept++;
        }
    }
    results->count = kept;
}

/* The first list is taken as it is: mostly there is one. */
static void add_results(TriArena *arena, TriResultList *all, const TriResultList *some)
{
    if (all->count == 0) {
        *all = *some;
        return;
    }
    tri_list_push_all(arena, all, some);
}

static void gather_finds(const TriEnding *ending, const TriFinds *finds, TriRun *run,
                         TriResultList *results)
{
    const TriCollector *collector = finds->collector;
    TriResultList some = finds->results;
    TriRepository *told = finds->unit == NULL ? NULL : finds->unit->told;

    keep_told(collector, told, &some);
    add_results(ending->arena, results, &some);
    run->summary.templates += collector->templates.count;
    run->summary.resources += collector->resources.count;
    if (told != NULL) {
        told->summary.templates = collector->templates.count;
        told->summary.resources = collector->resources.count;
    }
}

static TriResultList gather(const TriEnding *ending, TriRun *run)
{
    TriResultList results = { 0 };

    for (size_t i = 0; i < ending->finds_count; i++) {
        gather_finds(ending, &ending->finds[i], run, &results);
    }
    return results;
}

void tri_finish(const TriEnding *ending, TriRun *run)
{
    TriNoteList *notes = ending->notes;
    Counts counts = { 0 };

    run->summary = (TriSummary){ .files = ending->file_count };
    TriResultList results = gather(ending, run);
    TriMap names = index_renames(ending->arena, ending->options);

    for (size_t i = 0; i < results.count; i++) {
        results.items[i].place.path = renamed(&names, results.items[i].place.path);
    }
    tri_sort_results(results.items, results.count);
    tri_sort_notes(notes->items, notes->count);
    add_fingerprints(ending->arena, ending->options, &results);
    finish_results(ending, &results, run, &counts);
    for (size_t i = 0; i < ending->finds_count; i++) {
        count_others(ending, &ending->finds[i], &names, run, &counts);
    }
    finish_counts(ending->arena, &counts, run);
    count_notes(ending, &run->summary);
    run->has_baseline = ending->baseline != NULL || ending->before != NULL;
    run->results = results.items;
    run->result_count = results.count;
    run->notes = notes->items;
    run->note_count = notes->count;
    if (ending->options->tells_rules) {
        tri_list_rules(ending->arena, ending->rules, ending->options->tells_all_rules,
                       run);
    }
}
