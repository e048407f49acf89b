/* Reads any bytes as a report of JSON Lines; what is accepted makes every other report,
   and one of JSON Lines that reads the same. */
#include "report/merge.h"
#include "report/report.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static TriArena arena;
static TriArena pages;

static TriStr write_by(const TriReporter *reporter, const TriRun *run)
{
    TriReportStyle style = { .width = 60, .has_snippets = true, .has_color = true };
    TriText text = tri_text(&pages);

    reporter->write(run, &style, &text);
    return tri_text_str(&text);
}

static bool read_run(TriStr text, TriRun *run)
{
    TriError error = { &arena, { 0 } };
    TriReport report;
    bool is_good =
        tri_report_read(&arena, TRI_STR("x"), text, &report, &error) == TRI_OK;

    assert(is_good || error.message.size > 0);
    /* As if it were all there is of its run. */
    report.run.shard = (TriShard){ 0 };
    return is_good && tri_reports_merge(&arena, &report, 1, run, &error) == TRI_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    TriRun run;
    TriRun again;

    if (arena.start == NULL) {
        arena = tri_arena_open((size_t)1 << 32);
        pages = tri_arena_open((size_t)1 << 32);
    }
    if (read_run(tri_str((const char *)data, size), &run)) {
        for (size_t i = 0; tri_reporters[i] != NULL; i++) {
            write_by(tri_reporters[i], &run);
        }
        TriText summary = tri_text(&pages);

        tri_report_summary(&run, &(TriReportStyle){ .has_color = true }, &summary);
        TriStr once = write_by(&tri_report_jsonl, &run);
        bool is_read = read_run(once, &again);

        assert(is_read);
        assert(!is_read || tri_str_eq(write_by(&tri_report_jsonl, &again), once));
    }
    tri_arena_reset(&arena, (size_t)1 << 20);
    tri_arena_reset(&pages, (size_t)1 << 20);
    return 0;
}
