#ifndef TRI_REPORT_RECORD_H
#define TRI_REPORT_RECORD_H

#include "base/list.h"
#include "base/map.h"
#include "report/read.h"
#include "json/document.h"

/*
 * The lines of a report as they are read back (read.h): records, each a JSON object.
 * The first thing that is wrong is told, with its place, and ends the reading; what is
 * read after that is harmless and nothing.
 */

/* A count beyond is none that a run can have, and sums of many still are numbers. */
#define TRI_MOST_COUNTED ((int64_t)1 << 40)

/* All about a report in the making. */
typedef struct TriReportReading {
    TriArena *arena;
    TriArena nodes;
    TriArena scratch;
    TriError *error;
    TriReport *report;
    TRI_LIST(TriReportRule) rules;
    TRI_LIST(TriRepository *) repositories;
    TriMap by_path; /* TriRepository */
    TRI_LIST(TriResult) results;
    TRI_LIST(TriFileNote) notes;
    TriStrList troubles;
    TriStrList remarks;
    size_t lines;
    bool is_closed; /* the summary was read */
    /* The line at hand. */
    TriSource source;
    TriJson json;
    bool is_wrong; /* the error is set; nothing else is */
} TriReportReading;

/* ---- members of the line at hand (record.c) ---- */

/* Says what is wrong at `offset` of the line, unless something was before. */
void tri_record_fail(TriReportReading *reading, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The member `name`; NULL: it is not there. */
const TriJsonNode *tri_record_find(TriReportReading *reading, const TriJsonNode *object,
                                   const char *name);

/* What a string says, in UTF-8 as it would be written again. */
TriStr tri_record_text_of(TriReportReading *reading, const TriJsonNode *value);

/* Members that must be there, and of the type. Text is in the arena of the reading. */
TriStr tri_record_text(TriReportReading *reading, const TriJsonNode *object,
                       const char *name);
size_t tri_record_number(TriReportReading *reading, const TriJsonNode *object,
                         const char *name, int64_t least, int64_t most);
size_t tri_record_count(TriReportReading *reading, const TriJsonNode *object,
                        const char *name);
const TriJsonNode *tri_record_array(TriReportReading *reading,
                                    const TriJsonNode *object, const char *name);
const TriJsonNode *tri_record_object(TriReportReading *reading,
                                     const TriJsonNode *object, const char *name);
TriStr *tri_record_texts(TriReportReading *reading, const TriJsonNode *object,
                         const char *name, size_t *count);

/* The place of a word among `words`. */
size_t tri_record_word(TriReportReading *reading, const TriJsonNode *object,
                       const char *name, const char *const *words, size_t count);

/* `size` hexadecimal digits. */
TriStr tri_record_hex(TriReportReading *reading, const TriJsonNode *object,
                      const char *name, size_t size);

/* The id of a rule: it stands in brackets, in lines that others read. */
TriStr tri_record_rule_id(TriReportReading *reading, const TriJsonNode *object,
                          const char *name);

/* The path of a file: `name`, or what `raw_name`, if any, has for it (jsonl.c). */
TriStr tri_record_path(TriReportReading *reading, const TriJsonNode *object,
                       const char *name, const char *raw_name);

/* The path that `raw` spells with %XX for bytes; it stands at `value`. */
TriStr tri_record_raw_path(TriReportReading *reading, const TriJsonNode *value,
                           TriStr raw);

/* `path`, which can be that of a file, or what is wrong is told, at `place`. */
TriStr tri_record_check_path(TriReportReading *reading, const TriJsonNode *place,
                             TriStr path);

/* Members that need not be there: then empty, and false. */
TriStr tri_record_text_if(TriReportReading *reading, const TriJsonNode *object,
                          const char *name);
bool tri_record_bool_if(TriReportReading *reading, const TriJsonNode *object,
                        const char *name);

/* ---- lines (read.c, record_result.c) ---- */

/* Counts of results by kind. */
void tri_record_kinds(TriReportReading *reading, const TriJsonNode *object,
                      size_t kinds[TRI_KIND_COUNT]);

/* The repository that a line is about; NULL: none. */
TriRepository *tri_record_repository(TriReportReading *reading,
                                     const TriJsonNode *line);

/* Reads a line of type "result". */
void tri_record_result(TriReportReading *reading, const TriJsonNode *line);

#endif
