#ifndef TRI_REPORT_JSON_PARTS_H
#define TRI_REPORT_JSON_PARTS_H

#include "report/result.h"
#include "json/write.h"

/* Members of objects that are open, as all JSON reports have them (DESIGN 4). */
void tri_json_add_tool(TriJsonWriter *json);
void tri_json_add_result(TriJsonWriter *json, const TriResult *result);
void tri_json_add_kinds(TriJsonWriter *json, const size_t kinds[TRI_KIND_COUNT]);
void tri_json_add_note(TriJsonWriter *json, const TriFileNote *note);
void tri_json_add_summary(TriJsonWriter *json, const TriSummary *summary);
void tri_json_add_repository(TriJsonWriter *json, const TriRepository *repository);

/* What the members are called that count results, by kind. */
extern const char *const tri_json_kinds[TRI_KIND_COUNT];

#endif
