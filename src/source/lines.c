#include "source/lines.h"

#include "base/utf8.h"
#include "source/feeds.h"

#include <string.h>

enum { STRIDE = 1024 };

/* The state of counting before a byte of the text. */
typedef struct Checkpoint {
    uint32_t at;
    uint32_t line;   /* from 0 */
    uint32_t column; /* UTF-16 units since the line began */
    uint32_t bytes;  /* of the file since the text began, unless it is UTF-8 */
} Checkpoint;

struct TriLines {
    const TriSource *source;
    Checkpoint *checkpoints;
    size_t count;
    Checkpoint end; /* how far the text was read */
};

static bool ends_line(TriStr text, size_t at)
{
    if (text.data[at] == '\r') {
        return at + 1 >= text.size || text.data[at + 1] != '\n';
    }
    return text.data[at] == '\n';
}

/* Counts the character at the checkpoint. */
static void step(const TriSource *source, Checkpoint *checkpoint)
{
    TriStr text = source->text;
    TriStr rest = tri_str_from(text, checkpoint->at);
    bool is_end = ends_line(text, checkpoint->at);
    uint32_t code = tri_utf8_next(&rest);
    uint32_t units = code > 0xFFFF ? 2 : 1;

    checkpoint->at = (uint32_t)(text.size - rest.size);
    checkpoint->bytes += tri_encoded_size(source->encoding, code);
    checkpoint->column = is_end ? 0 : checkpoint->column + units;
    checkpoint->line += is_end;
}

/* Whether a carriage return in [start, end) ends a line by itself. */
static bool has_lone_return(TriStr text, size_t start, size_t end)
{
    for (size_t at = start; at < end; at++) {
        const char *found = memchr(text.data + at, '\r', end - at);

        at = found == NULL ? end : (size_t)(found - text.data);
        if (found != NULL && ends_line(text, at)) {
            return true;
        }
    }
    return false;
}

/* Counts up to `end` at once. False, and nothing is counted, where there is more than
   ASCII characters and lines that end in feeds. */
static bool skip_plain(const TriSource *source, size_t end, Checkpoint *checkpoint)
{
    TriStr text = source->text;
    size_t start = checkpoint->at;
    TriFeeds feeds = tri_count_feeds(text.data + start, text.data + end);

    if (feeds.has_others || (feeds.has_returns && has_lone_return(text, start, end))) {
        return false;
    }
    size_t column = checkpoint->column + (end - start);

    if (feeds.count > 0) {
        const char *last = memrchr(text.data + start, '\n', end - start);

        column = end - 1 - (size_t)(last - text.data);
    }
    checkpoint->at = (uint32_t)end;
    checkpoint->line += (uint32_t)feeds.count;
    checkpoint->column = (uint32_t)column;
    checkpoint->bytes +=
        (uint32_t)(end - start) * tri_encoded_size(source->encoding, 'a');
    return true;
}

/* Counts up to `end`, or the end of the character there. */
static void count_to(const TriSource *source, size_t end, Checkpoint *checkpoint)
{
    if (checkpoint->at < end && !skip_plain(source, end, checkpoint)) {
        while (checkpoint->at < end) {
            step(source, checkpoint);
        }
    }
}

TriLines *tri_lines(TriArena *arena, const TriSource *source)
{
    TriLines *lines = TRI_NEW(arena, TriLines);

    lines->source = source;
    lines->checkpoints =
        TRI_NEW_ARRAY(arena, Checkpoint, source->text.size / STRIDE + 1);
    lines->count = 1;
    return lines;
}

/* Reads on until `offset` is behind, leaving a checkpoint every STRIDE bytes. */
static void read_to(TriLines *lines, size_t offset)
{
    TriStr text = lines->source->text;

    while (lines->end.at < offset) {
        size_t stop = lines->count * STRIDE;

        count_to(lines->source, stop < text.size ? stop : text.size, &lines->end);
        if (lines->end.at >= stop) {
            lines->checkpoints[lines->count++] = lines->end;
        }
    }
}

/* The last checkpoint at or before `offset`. */
static Checkpoint find(const TriLines *lines, size_t offset)
{
    size_t low = 0;
    size_t high = lines->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (lines->checkpoints[middle].at <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return lines->checkpoints[low];
}

TriPosition tri_lines_position(TriLines *lines, size_t offset)
{
    const TriSource *source = lines->source;
    size_t end = tri_character_start(source->text, offset);

    read_to(lines, end);
    Checkpoint now = find(lines, end);

    count_to(source, end, &now);
    size_t in_file = source->encoding == TRI_UTF8 ? end : now.bytes;

    return (TriPosition){ source->lines_before + now.line + 1, now.column + 1,
                          (uint32_t)in_file + source->mark_size };
}

size_t tri_line_start(TriStr text, size_t at)
{
    while (at > 0 && !tri_char_ends_line(text.data[at - 1])) {
        at--;
    }
    return at;
}

size_t tri_line_end(TriStr text, size_t at)
{
    while (at < text.size && !tri_char_ends_line(text.data[at])) {
        at++;
    }
    return at;
}
