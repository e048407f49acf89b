#include "report/merge.h"

#include "base/list.h"
#include "base/map.h"
#include "base/text.h"

#include <stdlib.h>

typedef struct Merging {
    TriArena *arena;
    TriError *error;
    const TriReport *reports;
    size_t count;
    TriRun *run;
} Merging;

/* ---- what belongs together ---- */

typedef struct Likeness {
    const char *what; /* that differs */
    TriStr one;
    TriStr other;
} Likeness;

static TriStatus check_alike(const Merging *merging, const TriReport *other)
{
    const TriReport *one = &merging->reports[0];
    const Likeness likenesses[] = {
        { "another version of tricep wrote it", one->version, other->version },
        { "rules differ", one->run.id.rules, other->run.id.rules },
        { "options, or files that they name, differ", one->run.id.options,
          other->run.id.options },
        { "repositories or paths differ", one->run.id.paths, other->run.id.paths },
        { "the level to fail on differs",
          tri_str_from_c(tri_level_name(one->run.fail_on)),
          tri_str_from_c(tri_level_name(other->run.fail_on)) },
    };
    bool is_alike = one->run.repository_total == other->run.repository_total &&
                    one->run.has_baseline == other->run.has_baseline &&
                    one->run.baseline_count == other->run.baseline_count;

    for (size_t i = 0; i < sizeof likenesses / sizeof *likenesses; i++) {
        if (!tri_str_eq(likenesses[i].one, likenesses[i].other)) {
            return tri_fail(
                merging->error, "'%.*s' is not of the same run as '%.*s': %s",
                TRI_ARG(other->name), TRI_ARG(one->name), likenesses[i].what);
        }
    }
    return is_alike ? TRI_OK
                    : tri_fail(merging->error,
                               "'%.*s' is not of the same run as '%.*s': what they say "
                               "of it differs",
                               TRI_ARG(other->name), TRI_ARG(one->name));
}

/* "2, 3 and 7", of many the first ones. */
static TriStatus say_missing(const Merging *merging, const TriReport **by_index,
                             size_t count)
{
    enum { MOST_SAID = 10 };
    TriText list = tri_text(merging->arena);
    size_t missing = 0;

    for (size_t i = 0; i < count; i++) {
        if (by_index[i] == NULL && missing++ < MOST_SAID) {
            tri_text_addf(&list, "%s%zu", missing == 1 ? "" : ", ", i + 1);
        }
    }
    if (missing > MOST_SAID) {
        tri_text_addf(&list, " and %zu more", missing - MOST_SAID);
    }
    return tri_fail(merging->error, "of %zu shards %s missing: %.*s", count,
                    missing == 1 ? "one is" : "some are", TRI_ARG(tri_text_str(&list)));
}

static TriStatus check_whole(const Merging *merging)
{
    return merging->count == 1
               ? TRI_OK
               : tri_fail(merging->error,
                          "'%.*s' is the report of a whole run; only shards of one run "
                          "can be merged",
                          TRI_ARG(merging->reports[0].name));
}

static TriStatus check_shards(const Merging *merging)
{
    size_t count = merging->reports[0].run.shard.count;

    if (count == 0) {
        return check_whole(merging);
    }
    const TriReport **by_index =
        TRI_NEW_ARRAY(merging->arena, const TriReport *, count);
    size_t present = 0;

    for (size_t i = 0; i < merging->count; i++) {
        const TriReport *report = &merging->reports[i];
        TriShard shard = report->run.shard;

        if (shard.count != count) {
            return tri_fail(merging->error,
                            "'%.*s' is one of %zu shards, and '%.*s' is one of %zu",
                            TRI_ARG(report->name), shard.count,
                            TRI_ARG(merging->reports[0].name), count);
        }
        const TriReport **place = &by_index[shard.index - 1];

        if (*place != NULL) {
            return tri_fail(
                merging->error, "shard %zu of %zu is there twice: '%.*s' and '%.*s'",
                shard.index, count, TRI_ARG((*place)->name), TRI_ARG(report->name));
        }
        *place = report;
        present++;
    }
    return present == count ? TRI_OK : say_missing(merging, by_index, count);
}

static TriStatus check_set(const Merging *merging)
{
    for (size_t i = 1; i < merging->count; i++) {
        if (check_alike(merging, &merging->reports[i]) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return check_shards(merging);
}

/* ---- what only one may tell of ---- */

/* The first report that told of `key` is the only one. */
static TriStatus tell(Merging *merging, TriMap *tellers, const TriReport *report,
                      TriStr key, TriStr path)
{
    if (path.size == 0) {
        return TRI_OK;
    }
    void **place = tri_map_put(merging->arena, tellers, key, TRI_MAP_EXACT);
    const TriReport *other = *place;

    if (other != NULL && other != report) {
        return tri_fail(merging->error,
                        "'%.*s' and '%.*s' both tell of '%.*s'; what templates of "
                        "several shards deploy has to be in one of their repositories, "
                        "or PATHs",
                        TRI_ARG(other->name), TRI_ARG(report->name), TRI_ARG(path));
    }
    *place = (void *)report;
    return TRI_OK;
}

static TriStr key_of(TriArena *arena, TriStr path, const TriRepository *repository)
{
    return repository == NULL ? path
                              : tri_format(arena, "%.*s\n\n%.*s", TRI_ARG(path),
                                           TRI_ARG(repository->path));
}

static TriStatus tell_all(Merging *merging, TriMap *tellers, const TriReport *report)
{
    const TriRun *run = &report->run;

    for (size_t i = 0; i < run->result_count; i++) {
        const TriResult *result = &run->results[i];
        TriStr key = key_of(merging->arena, result->place.path, result->repository);

        if (tell(merging, tellers, report, key, result->place.path) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    for (size_t i = 0; i < run->note_count; i++) {
        const TriFileNote *note = &run->notes[i];
        TriStr key = key_of(merging->arena, note->path, note->repository);

        if (tell(merging, tellers, report, key, note->path) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    for (size_t i = 0; i < run->outside_count; i++) {
        if (tell(merging, tellers, report, run->outside[i], run->outside[i]) !=
            TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

static TriStatus check_tellers(Merging *merging)
{
    TriMap tellers = { 0 };

    for (size_t i = 0; i < merging->count; i++) {
        if (tell_all(merging, &tellers, &merging->reports[i]) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

/* ---- repositories ---- */

static int by_repository_path(const void *a, const void *b)
{
    return tri_str_compare(((const TriRepository *)a)->path,
                           ((const TriRepository *)b)->path);
}

/* All in one array, in order; NULL when one is told of twice. */
static TriStatus merge_repositories(Merging *merging, TriMap *by_path)
{
    TRI_LIST(TriRepository) list = { 0 };
    TriRun *run = merging->run;

    for (size_t i = 0; i < merging->count; i++) {
        const TriRun *part = &merging->reports[i].run;

        for (size_t j = 0; j < part->repository_count; j++) {
            tri_list_push(merging->arena, &list, part->repositories[j]);
        }
    }
    if (list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, by_repository_path);
    }
    for (size_t i = 0; i < list.count; i++) {
        void **place =
            tri_map_put(merging->arena, by_path, list.items[i].path, TRI_MAP_EXACT);

        if (*place != NULL) {
            return tri_fail(merging->error, "two shards tell of the repository '%.*s'",
                            TRI_ARG(list.items[i].path));
        }
        *place = &list.items[i];
    }
    run->repositories = list.items;
    run->repository_count = list.count;
    run->repository_total = merging->reports[0].run.repository_total;
    return TRI_OK;
}

static TriRepository *find_repository(const TriMap *by_path,
                                      const TriRepository *repository)
{
    return repository == NULL ? NULL
                              : tri_map_find(by_path, repository->path, TRI_MAP_EXACT);
}

/* ---- results and files ---- */

static void merge_results(Merging *merging, const TriMap *by_path)
{
    TRI_LIST(TriResult) results = { 0 };
    TRI_LIST(TriFileNote) notes = { 0 };
    TriRun *run = merging->run;

    for (size_t i = 0; i < merging->count; i++) {
        const TriRun *part = &merging->reports[i].run;

        for (size_t j = 0; j < part->result_count; j++) {
            TriResult result = part->results[j];

            result.repository = find_repository(by_path, result.repository);
            tri_list_push(merging->arena, &results, result);
        }
        for (size_t j = 0; j < part->note_count; j++) {
            TriFileNote note = part->notes[j];

            note.repository = find_repository(by_path, note.repository);
            tri_list_push(merging->arena, &notes, note);
        }
    }
    tri_sort_results(results.items, results.count);
    tri_sort_notes(notes.items, notes.count);
    run->results = results.items;
    run->result_count = results.count;
    run->notes = notes.items;
    run->note_count = notes.count;
}

/* ---- rules ---- */

/* Each shard tells of the rules that its repositories are judged by. */
static void merge_rules(Merging *merging)
{
    TRI_LIST(TriReportRule) rules = { 0 };
    TriMap seen = { 0 };

    for (size_t i = 0; i < merging->count; i++) {
        const TriRun *part = &merging->reports[i].run;

        for (size_t j = 0; j < part->rule_count; j++) {
            void **place =
                tri_map_put(merging->arena, &seen, part->rules[j].id, TRI_MAP_EXACT);

            if (*place == NULL) {
                *place = merging;
                tri_list_push(merging->arena, &rules, part->rules[j]);
            }
        }
    }
    tri_sort_rules(rules.items, rules.count);
    merging->run->rules = rules.items;
    merging->run->rule_count = rules.count;
}

static void merge_rule_counts(Merging *merging)
{
    TRI_LIST(TriRuleCount) counts = { 0 };
    TriMap places = { 0 }; /* in the list, from 1 */

    for (size_t i = 0; i < merging->count; i++) {
        const TriRun *part = &merging->reports[i].run;

        for (size_t j = 0; j < part->rule_count_count; j++) {
            TriRuleCount count = part->rule_counts[j];
            void **place =
                tri_map_put(merging->arena, &places, count.rule, TRI_MAP_EXACT);

            if (*place == NULL) {
                tri_list_push(merging->arena, &counts, count);
                *place = (void *)counts.count;
                continue;
            }
            for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
                counts.items[(size_t)*place - 1].kinds[kind] += count.kinds[kind];
            }
        }
    }
    tri_sort_rule_counts(counts.items, counts.count);
    merging->run->rule_counts = counts.items;
    merging->run->rule_count_count = counts.count;
}

/* ---- the rest ---- */

/* A configuration around several repositories may be told of by several shards. */
static void sort_texts(TriStrList *list)
{
    size_t kept = 0;

    tri_str_sort(list->items, list->count);
    for (size_t i = 0; i < list->count; i++) {
        if (i == 0 || !tri_str_eq(list->items[i], list->items[kept - 1])) {
            list->items[kept++] = list->items[i];
        }
    }
    list->count = kept;
}

static void merge_texts(Merging *merging)
{
    TriStrList troubles = { 0 };
    TriStrList remarks = { 0 };

    for (size_t i = 0; i < merging->count; i++) {
        const TriRun *part = &merging->reports[i].run;

        for (size_t j = 0; j < part->trouble_count; j++) {
            tri_list_push(merging->arena, &troubles, part->troubles[j]);
        }
        for (size_t j = 0; j < part->remark_count; j++) {
            tri_list_push(merging->arena, &remarks, part->remarks[j]);
        }
    }
    sort_texts(&troubles);
    sort_texts(&remarks);
    merging->run->troubles = troubles.items;
    merging->run->trouble_count = troubles.count;
    merging->run->remarks = remarks.items;
    merging->run->remark_count = remarks.count;
}

static void add_summary(TriSummary *sum, const TriSummary *part)
{
    sum->files += part->files;
    sum->templates += part->templates;
    sum->resources += part->resources;
    sum->suppressed += part->suppressed;
    sum->errors += part->errors;
    for (int kind = 0; kind < TRI_KIND_COUNT; kind++) {
        sum->kinds[kind] += part->kinds[kind];
    }
    for (int level = 0; level < TRI_LEVEL_COUNT; level++) {
        sum->levels[level] += part->levels[level];
    }
}

static TriStatus merge_head(Merging *merging)
{
    const TriRun *first = &merging->reports[0].run;
    TriRun *run = merging->run;

    run->fail_on = first->fail_on;
    run->id = first->id;
    run->has_baseline = first->has_baseline;
    run->baseline_count = first->baseline_count;
    for (size_t i = 0; i < merging->count; i++) {
        run->baseline_met += merging->reports[i].run.baseline_met;
        run->baseline_gone += merging->reports[i].run.baseline_gone;
        add_summary(&run->summary, &merging->reports[i].run.summary);
    }
    return run->baseline_met + run->baseline_gone <= run->baseline_count
               ? TRI_OK
               : tri_fail(merging->error,
                          "together the shards tell of more findings of the baseline "
                          "than it has");
}

TriStatus tri_reports_merge(TriArena *arena, const TriReport *reports, size_t count,
                            TriRun *run, TriError *error)
{
    Merging merging = { arena, error, reports, count, run };
    TriMap by_path = { 0 };

    *run = (TriRun){ 0 };
    if (check_set(&merging) != TRI_OK || check_tellers(&merging) != TRI_OK ||
        merge_repositories(&merging, &by_path) != TRI_OK ||
        merge_head(&merging) != TRI_OK) {
        return TRI_FAILED;
    }
    merge_results(&merging, &by_path);
    merge_rules(&merging);
    merge_rule_counts(&merging);
    merge_texts(&merging);
    return TRI_OK;
}
