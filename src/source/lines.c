#include "source/lines.h"

#include "base/utf8.h"

#include <string.h>

enum { STRIDE = 512 };

/* The state of counting before a byte of the text. */
typedef struct Checkpoint {
    uint32_t at;
    uint32_t line;   /* from 0 */
    uint32_t column; /* UTF-16 units since the line began */
    uint32_t units;  /* UTF-16 units since the text began */
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
static void step(TriStr text, Checkpoint *checkpoint)
{
    TriStr rest = tri_str_from(text, checkpoint->at);
    bool is_end = ends_line(text, checkpoint->at);
    uint32_t units = tri_utf8_next(&rest) > 0xFFFF ? 2 : 1;

    checkpoint->at = (uint32_t)(text.size - rest.size);
    checkpoint->units += units;
    checkpoint->column = is_end ? 0 : checkpoint->column + units;
    checkpoint->line += is_end;
}

/* Whether one of the eight bytes is no ASCII character, or may end a line. */
static bool has_special(const char *bytes)
{
    const uint64_t ones = 0x0101010101010101u;
    const uint64_t tops = 0x8080808080808080u;
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    uint64_t feeds = word ^ ones * '\n';
    uint64_t returns = word ^ ones * '\r';

    return ((word | (feeds - ones) | (returns - ones)) & tops) != 0;
}

/* Counts the ASCII characters of a line from the checkpoint on, up to `end`. */
static void skip_plain(TriStr text, size_t end, Checkpoint *checkpoint)
{
    size_t at = checkpoint->at;

    while (at + sizeof(uint64_t) <= end && !has_special(text.data + at)) {
        at += sizeof(uint64_t);
    }
    while (at < end && (unsigned char)text.data[at] < 0x80 && text.data[at] != '\n' &&
           text.data[at] != '\r') {
        at++;
    }
    uint32_t count = (uint32_t)at - checkpoint->at;

    checkpoint->at += count;
    checkpoint->units += count;
    checkpoint->column += count;
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

        skip_plain(text, stop < text.size ? stop : text.size, &lines->end);
        if (lines->end.at < stop && lines->end.at < text.size) {
            step(text, &lines->end);
        }
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

    while (now.at < end) {
        skip_plain(source->text, end, &now);
        if (now.at < end) {
            step(source->text, &now);
        }
    }
    size_t in_file = source->encoding == TRI_UTF8 ? end : 2 * (size_t)now.units;

    return (TriPosition){ now.line + 1, now.column + 1,
                          (uint32_t)in_file + source->mark_size };
}
