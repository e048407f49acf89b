/* What the workers found, put together. */
#include "scan/run.h"

#include "scan/children.h"
#include "scan/run_id.h"

static TriStr shown_path(TriScan *scan, const TriRoot *root)
{
    return root->has_text
               ? root->shown
               : tri_str_copy(scan->arena, tri_shown_path(&scan->workshop, root->path));
}

void tri_scan_note(TriScan *scan, const TriRoot *root, TriFileStatus status,
                   TriStr message)
{
    TriFileNote note = { shown_path(scan, root), status, message, root->is_named,
                         root->unit == NULL ? NULL : root->unit->told };

    tri_list_push(scan->arena, &scan->notes, note);
}

static void note_outcome(TriScan *scan, const TriRoot *root)
{
    switch (root->outcome) {
    case TRI_OUTCOME_TEMPLATE:
    case TRI_OUTCOME_PARAMETERS:
        return;
    case TRI_OUTCOME_OTHER:
        if (root->is_named) {
            tri_scan_note(scan, root, TRI_FILE_NOT_TEMPLATE,
                          TRI_STR("it is no deployment template"));
        }
        return;
    case TRI_OUTCOME_INVALID:
        tri_scan_note(scan, root, TRI_FILE_INVALID,
                      root->collector.collected.items[0].result->message);
        return;
    case TRI_OUTCOME_UNREADABLE:
        tri_scan_note(scan, root, TRI_FILE_UNREADABLE, root->message);
        return;
    }
}

/* What repositories say is kept apart: none has a say in another. */
static TriCollector *collector_of(TriScan *scan, const TriRoot *root)
{
    bool is_in_one = root->unit != NULL && root->unit->is_repository;
    TriCollector *collector = is_in_one ? &root->unit->collector : &scan->plain;

    collector->arena = scan->arena;
    collector->scratch = scan->arena;
    return collector;
}

static void merge(TriScan *scan)
{
    for (size_t i = 0; i < scan->roots.count; i++) {
        const TriRoot *root = scan->roots.items[i];

        if (!root->is_child) {
            tri_collect_all(collector_of(scan, root), &root->collector);
        }
        note_outcome(scan, root);
    }
    /* What deploys a named file may have no reason to tell of the mistakes in it. */
    for (size_t i = 0; i < scan->roots.count; i++) {
        const TriRoot *root = scan->roots.items[i];

        if (root->is_child && root->is_named) {
            tri_collect_mistakes(collector_of(scan, root), &root->collector);
        }
    }
}

typedef TRI_LIST(TriFinds) FindsList;

static void add_finds(TriScan *scan, FindsList *list, TriUnit *unit,
                      const TriCollector *collector)
{
    TriFinds finds = { unit, collector, tri_collect_results(collector, scan->arena) };

    tri_list_push(scan->arena, list, finds);
}

static FindsList list_finds(TriScan *scan)
{
    FindsList list = { 0 };

    add_finds(scan, &list, NULL, &scan->plain);
    for (size_t i = 0; i < scan->units.list.count; i++) {
        TriUnit *unit = scan->units.list.items[i];

        if (unit->is_repository) {
            add_finds(scan, &list, unit, &unit->collector);
        }
    }
    return list;
}

/* Those that some settings select, in the order of all. */
static TriRules rules_looked_for(TriScan *scan)
{
    TriRules rules = { 0 };

    for (size_t i = 0; i < scan->rules.list.count; i++) {
        bool is_selected = false;

        for (size_t j = 0; j < scan->book.all.count && !is_selected; j++) {
            is_selected = tri_rules_find(&scan->book.all.items[j]->linter.rules,
                                         scan->rules.list.items[i].id) != NULL;
        }
        if (is_selected) {
            tri_list_push(scan->arena, &rules.list, scan->rules.list.items[i]);
        }
    }
    return rules;
}

/* The command line's, else the configuration's of the run. */
static TriLevel fail_level(const TriScan *scan)
{
    TriLevel level = scan->options->fail_on;

    if (level == TRI_LEVEL_COUNT && scan->config != NULL) {
        level = scan->config->fail_on;
    }
    return level == TRI_LEVEL_COUNT ? TRI_LEVEL_WARNING : level;
}

static TriRunId run_id(TriScan *scan)
{
    TriRunParts parts = {
        .options = scan->options,
        .config = scan->config,
        .fail_on = fail_level(scan),
        .rules = &scan->rules,
        .plan = &scan->plan,
        .units = &scan->units,
        .workshop = &scan->workshop,
    };

    return tri_run_id(scan->arena, &parts);
}

static bool is_open_finding(const TriResult *result)
{
    return tri_kind_is_finding(result->kind) &&
           result->suppression == TRI_SUPPRESSED_NOT;
}

static bool has_open_findings(const FindsList *finds)
{
    for (size_t i = 0; i < finds->count; i++) {
        const TriResultList *results = &finds->items[i].results;

        for (size_t j = 0; j < results->count; j++) {
            if (is_open_finding(&results->items[j])) {
                return true;
            }
        }
    }
    return false;
}

/* Only where there are findings does it matter what was there before. */
static TriStatus read_before(TriScan *scan, const FindsList *finds)
{
    if (scan->base.id.size == 0 || !has_open_findings(finds)) {
        return TRI_OK;
    }
    return tri_diff_base(scan->arena, scan->options, &scan->base, &scan->before,
                         scan->error);
}

TriStatus tri_scan_put_together(TriScan *scan, TriRun *run)
{
    tri_mark_children(&scan->workshop, scan->roots.items, scan->roots.count);
    merge(scan);
    scan->looked_for = rules_looked_for(scan);
    FindsList finds = list_finds(scan);

    if (read_before(scan, &finds) != TRI_OK) {
        return TRI_FAILED;
    }
    TriEnding ending = {
        .arena = scan->arena,
        .options = scan->options,
        .book = &scan->book,
        .root = scan->workshop.root,
        .rules = &scan->looked_for,
        .finds = finds.items,
        .finds_count = finds.count,
        .notes = &scan->notes,
        .baseline = scan->options->baseline.size > 0 ? &scan->baseline : NULL,
        .before = scan->base.id.size > 0 ? &scan->before : NULL,
        .file_count = scan->file_count,
    };

    tri_finish(&ending, run);
    run->fail_on = fail_level(scan);
    tri_scan_tell(scan, run);
    run->shard = scan->options->shard;
    if (scan->options->tells_id) {
        run->id = run_id(scan);
    }
    return TRI_OK;
}
