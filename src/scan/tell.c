/* What is told of a run beside its results. */
#include "scan/run.h"

#include "base/text.h"

static void add_remark(TriScan *scan, TriStrList *remarks, TriStr remark)
{
    if (!tri_str_is_among(remark, remarks->items, remarks->count)) {
        tri_list_push(scan->arena, remarks, remark);
    }
}

/* A run of CI that compares pull requests, and is for none. */
static void tell_no_base(TriScan *scan, TriStrList *remarks)
{
    if (scan->options->diff_base.size > 0 && scan->base.id.size == 0) {
        add_remark(scan, remarks,
                   TRI_STR("--diff-base auto finds no pull request in this run of CI, "
                           "so all findings count"));
    }
}

/* Suppressions of configurations whose day has passed. */
static void tell_expired(TriScan *scan, TriStrList *remarks)
{
    for (size_t i = 0; i < scan->book.all.count; i++) {
        const TriConfig *config = scan->book.all.items[i]->config;

        for (size_t j = 0; config != NULL && j < config->suppressions.count; j++) {
            const TriConfigSuppression *suppression = &config->suppressions.items[j];

            if (suppression->expires.size > 0 &&
                tri_str_compare(scan->linter.today, suppression->expires) > 0) {
                add_remark(scan, remarks,
                           tri_format(scan->arena,
                                      "%.*s: this suppression of '%.*s' has expired: "
                                      "its last day was '%.*s'",
                                      TRI_ARG(suppression->rule.place),
                                      TRI_ARG(suppression->rule.text),
                                      TRI_ARG(suppression->expires)));
            }
        }
    }
}

static void tell_remarks(TriScan *scan, TriRun *run)
{
    TriStrList remarks = { 0 };

    tell_no_base(scan, &remarks);
    tell_expired(scan, &remarks);
    tri_str_sort(remarks.items, remarks.count);
    run->remarks = remarks.items;
    run->remark_count = remarks.count;
}

static void tell_troubles(TriScan *scan, TriRun *run)
{
    tri_str_sort(scan->book.troubles.items, scan->book.troubles.count);
    run->troubles = scan->book.troubles.items;
    run->trouble_count = scan->book.troubles.count;
}

/* Each configuration once, and how many rules it leaves. */
static void tell_settings(const TriScan *scan, TriStrList *list)
{
    for (size_t i = 0; i < scan->book.all.count; i++) {
        const TriSettings *settings = scan->book.all.items[i];
        size_t rules = settings->linter.rules.list.count;
        TriStr path = settings->config == NULL ? TRI_STR("") : settings->config->path;
        TriStr name = path.size == 0
                          ? TRI_STR("no configuration")
                          : TRI_CONCAT(scan->arena, TRI_STR("configuration "),
                                       tri_config_shown_path(scan->arena, path));
        TriStr line = tri_format(scan->arena, "%.*s: %zu rule%s", TRI_ARG(name), rules,
                                 rules == 1 ? "" : "s");

        tri_list_push(scan->arena, list, line);
    }
}

static void tell_waiting(TriScan *scan, TriStrList *list)
{
    for (size_t i = 0; i < scan->waiting.count; i++) {
        TriStr path = tri_shown_path(&scan->workshop, scan->waiting.items[i].path);

        tri_list_push(scan->arena, list,
                      tri_format(scan->arena, "%.*s: judged where it is deployed",
                                 TRI_ARG(path)));
    }
}

static void tell_files(TriScan *scan, TriRun *run)
{
    TriStrList list = { 0 };

    tell_waiting(scan, &list);
    for (size_t i = 0; i < scan->station_count; i++) {
        const TriStation *station = &scan->stations[i];

        tri_list_push_all(scan->arena, &list, &station->tellings);
    }
    size_t files = list.count;

    tell_settings(scan, &list);
    tri_str_sort(list.items, files);
    tri_str_sort(list.items + files, list.count - files);
    run->tellings = list.items;
    run->telling_count = list.count;
}

static void tell_work(const TriScan *scan, TriRun *run)
{
    run->workers = scan->station_count;
    run->read_count = scan->workshop.read_count;
    run->read_bytes = scan->workshop.read_bytes;
    for (size_t i = 0; i < scan->station_count; i++) {
        run->read_count += scan->stations[i].workshop.read_count;
        run->read_bytes += scan->stations[i].workshop.read_bytes;
    }
}

void tri_scan_tell(TriScan *scan, TriRun *run)
{
    tell_troubles(scan, run);
    tell_remarks(scan, run);
    tell_work(scan, run);
    if (scan->options->tells_files) {
        tell_files(scan, run);
    }
}
