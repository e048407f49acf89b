/* Code quality reports of GitLab (interfaces.md 6). */
#include "base/hash.h"
#include "report/escape.h"
#include "report/report.h"
#include "json/write.h"

static double score_of(const TriRun *run, TriStr id)
{
    const TriReportRule *rule = tri_report_rule(run, id);

    return rule == NULL ? -1 : rule->security_severity;
}

/* What fails is as bad as its security score says. */
static TriStr severity_of(const TriRun *run, const TriResult *result)
{
    double score = result->kind == TRI_KIND_FAIL ? score_of(run, result->rule) : -1;

    if (score >= 9.0) {
        return TRI_STR("blocker");
    }
    if (score >= 7.0) {
        return TRI_STR("critical");
    }
    switch (result->level) {
    case TRI_LEVEL_ERROR:
        return TRI_STR("major");
    case TRI_LEVEL_WARNING:
        return TRI_STR("minor");
    case TRI_LEVEL_INFO:
    case TRI_LEVEL_OFF:
    case TRI_LEVEL_COUNT:
        break;
    }
    return TRI_STR("info");
}

static void write_position(TriJsonWriter *json, const char *name,
                           const TriPosition *position)
{
    tri_json_write_name(json, tri_str_from_c(name));
    tri_json_open_object(json);
    tri_json_member_int(json, TRI_STR("line"), position->line);
    tri_json_member_int(json, TRI_STR("column"), position->column);
    tri_json_close_object(json);
}

static void write_location(TriJsonWriter *json, const TriPlace *place)
{
    tri_json_write_name(json, TRI_STR("location"));
    tri_json_open_object(json);
    tri_json_member_string(json, TRI_STR("path"), place->path);
    tri_json_write_name(json, TRI_STR("lines"));
    tri_json_open_object(json);
    tri_json_member_int(json, TRI_STR("begin"), place->start.line);
    tri_json_close_object(json);
    tri_json_write_name(json, TRI_STR("positions"));
    tri_json_open_object(json);
    write_position(json, "begin", &place->start);
    write_position(json, "end", &place->end);
    tri_json_close_object(json);
    tri_json_close_object(json);
}

/* The widget shows no rule, so it stands before the message. */
static void write_finding(TriJsonWriter *json, const TriRun *run,
                          const TriResult *result, TriArena *arena)
{
    TriStr description =
        TRI_CONCAT(arena, result->rule, TRI_STR(": "), result->message);

    tri_json_open_object(json);
    tri_json_set_compact(json, true);
    tri_json_member_string(json, TRI_STR("description"), description);
    tri_json_member_string(json, TRI_STR("check_name"), result->rule);
    tri_json_member_string(json, TRI_STR("fingerprint"), result->fingerprint);
    tri_json_member_string(json, TRI_STR("severity"), severity_of(run, result));
    write_location(json, &result->place);
    tri_json_close_object(json);
    tri_json_set_compact(json, false);
}

/* It has to have a line, and something that tells it from others. */
static void write_unread(TriJsonWriter *json, const TriFileNote *note, TriArena *arena)
{
    TriStr status = tri_str_from_c(tri_file_status_name(note->status));
    TriStr identity = TRI_CONCAT(arena, status, TRI_STR("\n"), note->path);
    TriPosition start = { .line = 1, .column = 1 };
    TriPlace place = { note->path, start, start };

    tri_json_open_object(json);
    tri_json_set_compact(json, true);
    tri_json_member_string(json, TRI_STR("description"),
                           TRI_CONCAT(arena, status, TRI_STR(": "), note->message));
    tri_json_member_string(json, TRI_STR("check_name"), status);
    tri_json_member_string(json, TRI_STR("fingerprint"),
                           tri_sha256_hex(arena, identity, 16));
    tri_json_member_string(json, TRI_STR("severity"), TRI_STR("major"));
    write_location(json, &place);
    tri_json_close_object(json);
    tri_json_set_compact(json, false);
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    TriArena words = tri_arena_open((size_t)1 << 32);
    TriJsonWriter json = tri_json_writer(text, 2);

    (void)style;
    tri_json_open_array(&json);
    for (size_t i = 0; i < run->result_count; i++) {
        if (tri_is_finding(&run->results[i])) {
            write_finding(&json, run, &run->results[i], &words);
        }
    }
    for (size_t i = 0; i < run->note_count; i++) {
        if (tri_is_unread(&run->notes[i])) {
            write_unread(&json, &run->notes[i], &words);
        }
    }
    tri_json_close_array(&json);
    tri_text_add_char(text, '\n');
    tri_arena_close(&words);
}

const TriReporter tri_report_gitlab = {
    .name = "gitlab",
    .summary = "a code quality report for GitLab",
    .needs = TRI_NEEDS_RULES | TRI_NEEDS_FINGERPRINTS,
    .write = write,
};
