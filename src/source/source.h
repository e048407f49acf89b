#ifndef TRI_SOURCE_SOURCE_H
#define TRI_SOURCE_SOURCE_H

#include "base/error.h"
#include "base/str.h"

typedef enum TriEncoding {
    TRI_UTF8,
    TRI_UTF16_LE,
    TRI_UTF16_BE,
    TRI_UTF32_LE,
    TRI_UTF32_BE,
} TriEncoding;

/*
 * A text that templates are read from, as UTF-8. `path` is the name shown in
 * reports. A byte order mark is not part of `text`; a UTF-16 or UTF-32 file is
 * transcoded, a lone surrogate staying as three bytes.
 */
typedef struct TriSource {
    TriStr path;
    TriStr text;
    TriEncoding encoding;
    uint32_t mark_size; /* bytes of the byte order mark */
    /* Of a text that is read by itself, though it stands in a file: lines of that
       before it, which lines of positions count from. */
    uint32_t lines_before;
    /* Nobody can tell what in it is secret, so no message says any of it, and no line
       is shown. */
    bool hides_text;
} TriSource;

/*
 * Bytes `start` to `end` (exclusive) of the text of `source`. NULL source: no
 * place in any file.
 */
typedef struct TriSpan {
    const TriSource *source;
    uint32_t start;
    uint32_t end;
} TriSpan;

/*
 * A place as people and editors count: `line` from 1 (ended by LF, CRLF or a
 * lone CR), `column` from 1 in UTF-16 code units, `offset` from 0 in bytes of
 * the file as it is on disk.
 */
typedef struct TriPosition {
    uint32_t line;
    uint32_t column;
    uint32_t offset;
} TriPosition;

/*
 * Makes a source of the bytes of a file: takes off the byte order mark and, if
 * it is that of UTF-16 or UTF-32, transcodes into `arena`; without one, if the first
 * four bytes are such text. `bytes` must stay valid.
 */
TriSource tri_source_open(TriArena *arena, TriStr path, TriStr bytes);

/* How many bytes of a file a character takes that is not in UTF-8. */
uint32_t tri_encoded_size(TriEncoding encoding, uint32_t code);

/* A span of `source`, and the text in it. */
TriSpan tri_span(const TriSource *source, size_t start, size_t end);
TriStr tri_span_text(TriSpan span);

/* From the start of `first` to the end of `last`, of one source. */
TriSpan tri_span_join(TriSpan first, TriSpan last);

/* Where the character begins that byte `offset` is part of; at most the size. */
size_t tri_character_start(TriStr text, size_t offset);

/* The position of byte `offset` of the text, of the character it is part of. Takes time
 * linear in the offset. */
TriPosition tri_position(const TriSource *source, size_t offset);

/* Fails with "PATH:LINE:COLUMN: MESSAGE". */
TriStatus tri_fail_at(TriError *error, TriStr path, TriPosition place, TriStr message);

#endif
