#ifndef TRI_JSON_WRITE_H
#define TRI_JSON_WRITE_H

#include "base/text.h"

/*
 * Writes JSON text, commas and indentation included. The caller opens and closes
 * in pairs and gives every member a name; values follow one another.
 *
 * Strings are escaped as JSON demands; bytes that are not UTF-8 and surrogates
 * become U+FFFD.
 */
typedef struct TriJsonWriter {
    TriText *text;
    int indent; /* blanks a level, or -1 for all on one line */
    int depth;
    bool compact; /* as tri_json_set_compact has it */
    bool needs_comma;
    bool after_name;
} TriJsonWriter;

/* A writer that appends to `text`; `indent` as in the struct. */
TriJsonWriter tri_json_writer(TriText *text, int indent);

void tri_json_open_object(TriJsonWriter *writer);
void tri_json_close_object(TriJsonWriter *writer);
void tri_json_open_array(TriJsonWriter *writer);
void tri_json_close_array(TriJsonWriter *writer);

/* The name of the next value. */
void tri_json_write_name(TriJsonWriter *writer, TriStr name);

void tri_json_write_string(TriJsonWriter *writer, TriStr value);
void tri_json_write_int(TriJsonWriter *writer, int64_t value);
void tri_json_write_double(TriJsonWriter *writer, double value);
void tri_json_write_bool(TriJsonWriter *writer, bool value);
void tri_json_write_null(TriJsonWriter *writer);

/* Writes what `inner` holds, which is JSON already. */
void tri_json_write_raw(TriJsonWriter *writer, TriStr inner);

/* The next values stand on one line even where the writer indents; false puts
   an end to it. */
void tri_json_set_compact(TriJsonWriter *writer, bool compact);

/* Name and value at once. */
void tri_json_member_string(TriJsonWriter *writer, TriStr name, TriStr value);
void tri_json_member_int(TriJsonWriter *writer, TriStr name, int64_t value);
void tri_json_member_strings(TriJsonWriter *writer, TriStr name, const TriStr *values,
                             size_t count);

/* `value` as a JSON string literal, quotes included. */
void tri_json_quote(TriText *text, TriStr value);

#endif
