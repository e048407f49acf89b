#include "cli/watch.h"

#include "base/watch.h"
#include "cli/command.h"

/* ---- what makes no sense ---- */

typedef struct Conflict {
    bool is_given;
    const char *name;
    const char *why;
} Conflict;

static bool reads_stdin(const TriOptions *options)
{
    return tri_str_is_among(TRI_STR("-"), options->arguments.items,
                            options->arguments.count);
}

static TriStatus check(const TriOptions *options, TriError *error)
{
    const Conflict conflicts[] = {
        { reads_stdin(options), "-", "standard input is read once" },
        { options->scan.git_ref.size > 0, "--git-ref", "a commit does not change" },
        { options->scan.diff_base.size > 0, "--diff-base",
          "every run would take the merge base from git again" },
        { options->scan.update_baseline, "--update-baseline",
          "findings would become known as they come" },
        { options->scan.prune_baseline, "--prune-baseline",
          "findings would become unknown as they go" },
        { options->summary, "--summary", "every run would add to the summary" },
    };

    for (size_t i = 0; i < sizeof conflicts / sizeof *conflicts; i++) {
        if (conflicts[i].is_given) {
            return tri_fail(error, "--watch cannot be combined with %s: %s",
                            conflicts[i].name, conflicts[i].why);
        }
    }
    return TRI_OK;
}

/* ---- lines around each run ---- */

/* Programs read the other formats: nothing may stand between. */
static bool is_for_people(const TriReporter *reporter)
{
    return reporter == &tri_report_text || reporter == &tri_report_full;
}

static bool has_output_for_programs(const TriOptions *options)
{
    for (size_t i = 0; i < options->formats.count; i++) {
        const TriFormat *format = &options->formats.items[i];

        if (format->path.size == 0 && !is_for_people(format->reporter)) {
            return true;
        }
    }
    return false;
}

static int print_line(const TriOptions *options, TriStr line)
{
    if (has_output_for_programs(options)) {
        tri_say(line);
        return TRI_EXIT_CLEAN;
    }
    return tri_print(line);
}

/* ---- the loop ---- */

typedef struct Lint {
    TriArena *arena;
    const TriOptions *options;
    int (*run)(TriArena *arena, const TriOptions *options);
} Lint;

static int run(void *context)
{
    Lint *lint = context;

    return lint->run(lint->arena, lint->options);
}

/* TRI_WATCH_FAILED, with a message or after having told the trouble. */
static TriWatchEnd run_once(TriWatch *watch, Lint *lint, TriError *error)
{
    int status = 0;

    if (print_line(lint->options, TRI_STR(TRI_SCAN_STARTED "\n")) != TRI_EXIT_CLEAN) {
        return TRI_WATCH_FAILED;
    }
    TriWatchEnd end = tri_watch_run(watch, run, lint, &status, error);

    if (end == TRI_WATCH_STOPPED) {
        return end;
    }
    if (status >= 128) {
        tri_trouble("the scan was ended by signal %d", status - 128);
    }
    return print_line(lint->options, TRI_STR(TRI_SCAN_FINISHED "\n")) == TRI_EXIT_CLEAN
               ? end
               : TRI_WATCH_FAILED;
}

static TriWatch *open_watch(TriArena *arena, const TriOptions *options, TriError *error)
{
    TriStr *written = TRI_NEW_ARRAY(arena, TriStr, options->formats.count);
    size_t count = 0;

    for (size_t i = 0; i < options->formats.count; i++) {
        if (options->formats.items[i].path.size > 0) {
            written[count++] = options->formats.items[i].path;
        }
    }
    return tri_watch_open(arena, written, count, error);
}

int tri_watch_lint(TriArena *arena, const TriOptions *options,
                   int (*lint)(TriArena *arena, const TriOptions *options))
{
    TriError error = { arena, { 0 } };
    Lint task = { arena, options, lint };
    TriWatchEnd end;

    if (check(options, &error) != TRI_OK) {
        return tri_trouble("%.*s", TRI_ARG(error.message));
    }
    TriWatch *watch = open_watch(arena, options, &error);

    if (watch == NULL) {
        return tri_trouble("cannot watch: %.*s", TRI_ARG(error.message));
    }
    do {
        end = run_once(watch, &task, &error);
    } while (end == TRI_WATCH_DONE && tri_watch_wait(watch) == TRI_WATCH_DONE);
    tri_watch_close(watch);
    if (error.message.size > 0) {
        tri_trouble("cannot watch: %.*s", TRI_ARG(error.message));
    }
    return end == TRI_WATCH_FAILED ? TRI_EXIT_TROUBLE : TRI_EXIT_CLEAN;
}
