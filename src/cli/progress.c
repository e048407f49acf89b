#include "cli/progress.h"

#include "base/process.h"
#include "base/text.h"
#include "cli/terminal.h"

#include <unistd.h>

/* Milliseconds: until the first line of a run that nobody asked to see, and between
   lines. */
enum { PATIENCE = 400, EVERY = 100 };
enum { CELLS = 24, ROOM = 72 };

static bool is_watched(TriWhen when)
{
    if (when != TRI_WHEN_AUTO) {
        return when == TRI_WHEN_ALWAYS;
    }
    return tri_is_terminal(STDERR_FILENO) && tri_variable("CI").size == 0;
}

static void write_out(TriStr text)
{
    /* Nobody can be told if this fails, and it is no loss. */
    ssize_t ignored = write(STDERR_FILENO, text.data, text.size);

    (void)ignored;
}

static void add_bar(TriProgressLine *line, size_t done, size_t known, TriText *text)
{
    size_t filled = known == 0 ? 0 : done * CELLS / known;

    line->most = filled > line->most ? filled : line->most;
    tri_text_add_char(text, '[');
    for (size_t i = 0; i < CELLS; i++) {
        tri_text_add_char(text, i < line->most ? '#' : '.');
    }
    tri_text_add_c(text, "] ");
}

static void draw(void *context)
{
    TriProgressLine *line = context;
    TriArena arena = tri_arena_open((size_t)1 << 20);
    TriText text = tri_text(&arena);
    size_t done = atomic_load_explicit(&line->progress.done, memory_order_relaxed);
    size_t known = atomic_load_explicit(&line->progress.known, memory_order_relaxed);

    tri_text_add_char(&text, '\r');
    if (line->width == 0 || line->width >= ROOM) {
        add_bar(line, done, known, &text);
    }
    tri_text_addf(&text, "%zu of %zu folders, %zu files\033[K", done, known,
                  atomic_load_explicit(&line->progress.files, memory_order_relaxed));
    write_out(tri_text_str(&text));
    line->is_drawn = true;
    tri_arena_close(&arena);
}

TriProgress *tri_progress_open(TriArena *arena, const TriOptions *options,
                               TriProgressLine *line)
{
    bool is_asked_for = options->progress == TRI_WHEN_ALWAYS;

    *line = (TriProgressLine){ .width = tri_terminal_width(STDERR_FILENO) };
    if (is_watched(options->progress)) {
        line->ticker =
            tri_ticker_start(arena, draw, line, is_asked_for ? 0 : PATIENCE, EVERY);
    }
    return line->ticker == NULL ? NULL : &line->progress;
}

void tri_progress_close(TriProgressLine *line)
{
    if (line->ticker == NULL) {
        return;
    }
    tri_ticker_stop(line->ticker);
    if (line->is_drawn) {
        write_out(TRI_STR("\r\033[K"));
    }
}
