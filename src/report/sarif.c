/* SARIF 2.1.0 for code scanning (interfaces.md 3). */
#include "base/number.h"
#include "report/escape.h"
#include "report/report.h"
#include "tricep/version.h"
#include "json/write.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* GitHub reads no more of a description, and of tags. */
enum { LONGEST_DESCRIPTION = 1024, MOST_TAGS = 10 };

typedef struct Sarif {
    TriJsonWriter json;
    TriArena *words;
    const TriRun *run;
    const TriReportStyle *style;
} Sarif;

static void text_member(Sarif *sarif, const char *name, TriStr text)
{
    tri_json_member_string(&sarif->json, tri_str_from_c(name), text);
}

static void open_member(Sarif *sarif, const char *name)
{
    tri_json_write_name(&sarif->json, tri_str_from_c(name));
    tri_json_open_object(&sarif->json);
}

static void open_list(Sarif *sarif, const char *name)
{
    tri_json_write_name(&sarif->json, tri_str_from_c(name));
    tri_json_open_array(&sarif->json);
}

static void close_object(Sarif *sarif)
{
    tri_json_close_object(&sarif->json);
}

static void close_list(Sarif *sarif)
{
    tri_json_close_array(&sarif->json);
}

/* {"text": …} */
static void write_text(Sarif *sarif, const char *name, TriStr text)
{
    open_member(sarif, name);
    text_member(sarif, "text", text);
    close_object(sarif);
}

/* A sentence: with a full stop. */
static TriStr sentence(Sarif *sarif, TriStr text)
{
    return tri_str_has_suffix(text, TRI_STR("."))
               ? text
               : TRI_CONCAT(sarif->words, text, TRI_STR("."));
}

/* What a result says. "[text](1)" would be a link to a related place (3.11.6), and a
   template names its resources as it likes. */
static TriStr message(Sarif *sarif, TriStr text)
{
    TriText escaped = tri_text(sarif->words);

    text = sentence(sarif, text);
    if (tri_str_find(text, TRI_STR("](")) == TRI_NOT_FOUND) {
        return text;
    }
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        if (c == '\\' || c == '[' || c == ']') {
            tri_text_add_char(&escaped, '\\');
        }
        tri_text_add_char(&escaped, c);
    }
    return tri_text_str(&escaped);
}

/* ---- places ---- */

static TriStr uri_of(Sarif *sarif, TriStr path)
{
    TriText uri = tri_text(sarif->words);

    tri_text_add_percent(&uri, path, TRI_STR("-._~/!$&'()*+,;=@"));
    return tri_text_str(&uri);
}

static void write_artifact(Sarif *sarif, TriStr path)
{
    open_member(sarif, "artifactLocation");
    text_member(sarif, "uri", uri_of(sarif, path));
    if (!tri_str_has_prefix(path, TRI_STR("/"))) {
        text_member(sarif, "uriBaseId", TRI_STR("%SRCROOT%"));
    }
    close_object(sarif);
}

static void write_region(Sarif *sarif, const TriPlace *place, TriStr snippet)
{
    open_member(sarif, "region");
    tri_json_member_int(&sarif->json, TRI_STR("startLine"), place->start.line);
    tri_json_member_int(&sarif->json, TRI_STR("startColumn"), place->start.column);
    tri_json_member_int(&sarif->json, TRI_STR("endLine"), place->end.line);
    tri_json_member_int(&sarif->json, TRI_STR("endColumn"), place->end.column);
    if (snippet.size > 0) {
        write_text(sarif, "snippet", snippet);
    }
    close_object(sarif);
}

static void write_physical(Sarif *sarif, const TriPlace *place, TriStr snippet)
{
    open_member(sarif, "physicalLocation");
    write_artifact(sarif, place->path);
    write_region(sarif, place, snippet);
    close_object(sarif);
}

static void write_logical(Sarif *sarif, const TriResult *result)
{
    if (result->resource_type.size == 0) {
        return;
    }
    open_list(sarif, "logicalLocations");
    tri_json_open_object(&sarif->json);
    text_member(sarif, "fullyQualifiedName",
                result->symbol.size > 0 ? result->symbol : result->pointer);
    text_member(sarif, "kind", TRI_STR("resource"));
    close_object(sarif);
    close_list(sarif);
}

/* ---- rules ---- */

static const char *level_word(TriLevel level)
{
    static const char *const words[TRI_LEVEL_COUNT] = {
        [TRI_LEVEL_OFF] = "none",
        [TRI_LEVEL_INFO] = "note",
        [TRI_LEVEL_WARNING] = "warning",
        [TRI_LEVEL_ERROR] = "error",
    };

    return words[level];
}

/* PascalCase of an id that has no name. */
static TriStr name_of(Sarif *sarif, const TriReportRule *rule)
{
    TriText name = tri_text(sarif->words);
    bool is_start = true;

    if (rule->name.size > 0) {
        return rule->name;
    }
    for (size_t i = 0; i < rule->id.size; i++) {
        char c = rule->id.data[i];

        if (c != '-') {
            bool is_lower = c >= 'a' && c <= 'z';

            tri_text_add_char(&name, is_start && is_lower ? (char)(c - 'a' + 'A') : c);
        }
        is_start = c == '-';
    }
    return tri_text_str(&name);
}

/* The title stands for what is missing: an empty text does not count. */
static TriStr text_or_title(Sarif *sarif, const TriReportRule *rule, TriStr text)
{
    TriStr whole = sentence(sarif, text.size > 0 ? text : rule->title);

    return tri_str_slice(whole, 0, tri_character_start(whole, LONGEST_DESCRIPTION));
}

static void write_tags(Sarif *sarif, const TriReportRule *rule)
{
    size_t count = 0;

    open_list(sarif, "tags");
    if (rule->security_severity > 0) {
        tri_json_write_string(&sarif->json, TRI_STR("security"));
        count++;
    }
    for (size_t i = 0; i < rule->tag_count && count < MOST_TAGS; i++) {
        if (!tri_str_eq(rule->tags[i], TRI_STR("security"))) {
            tri_json_write_string(&sarif->json, rule->tags[i]);
            count++;
        }
    }
    close_list(sarif);
}

static void write_properties(Sarif *sarif, const TriReportRule *rule)
{
    static const char *const severities[TRI_LEVEL_COUNT] = {
        [TRI_LEVEL_OFF] = "recommendation",
        [TRI_LEVEL_INFO] = "recommendation",
        [TRI_LEVEL_WARNING] = "warning",
        [TRI_LEVEL_ERROR] = "error",
    };

    open_member(sarif, "properties");
    write_tags(sarif, rule);
    text_member(sarif, "precision", TRI_STR("very-high"));
    text_member(sarif, "problem.severity", tri_str_from_c(severities[rule->level]));
    if (rule->security_severity > 0) {
        text_member(sarif, "security-severity",
                    tri_format(sarif->words, "%.1f", rule->security_severity));
    }
    close_object(sarif);
}

static void write_help(Sarif *sarif, const TriReportRule *rule)
{
    open_member(sarif, "help");
    text_member(sarif, "text", text_or_title(sarif, rule, rule->help));
    if (rule->help_markdown.size > 0) {
        text_member(sarif, "markdown", rule->help_markdown);
    }
    close_object(sarif);
}

static void write_rule(Sarif *sarif, const TriReportRule *rule)
{
    tri_json_open_object(&sarif->json);
    text_member(sarif, "id", rule->id);
    text_member(sarif, "name", name_of(sarif, rule));
    write_text(sarif, "shortDescription", text_or_title(sarif, rule, rule->title));
    write_text(sarif, "fullDescription", text_or_title(sarif, rule, rule->description));
    write_help(sarif, rule);
    if (rule->url.size > 0) {
        text_member(sarif, "helpUri", rule->url);
    }
    open_member(sarif, "defaultConfiguration");
    text_member(sarif, "level", tri_str_from_c(level_word(rule->level)));
    close_object(sarif);
    write_properties(sarif, rule);
    close_object(sarif);
}

static void write_tool(Sarif *sarif)
{
    open_member(sarif, "tool");
    open_member(sarif, "driver");
    text_member(sarif, "name", TRI_STR("tricep"));
    text_member(sarif, "fullName",
                TRI_STR("tricep, a linter for ARM and Bicep templates"));
    text_member(sarif, "semanticVersion", TRI_STR(TRICEP_VERSION));
    if (sizeof TRICEP_HOME_PAGE > 1) {
        text_member(sarif, "informationUri", TRI_STR(TRICEP_HOME_PAGE));
    }
    open_list(sarif, "rules");
    for (size_t i = 0; i < sarif->run->rule_count; i++) {
        write_rule(sarif, &sarif->run->rules[i]);
    }
    close_list(sarif);
    close_object(sarif);
    close_object(sarif);
}

/* ---- results ---- */

/* Readers look at the level only, so what is undecided fails once it has a level that
   somebody asked for. */
static bool is_open(const TriResult *result)
{
    return result->kind == TRI_KIND_UNDECIDED && result->level < TRI_LEVEL_WARNING;
}

static void write_kind(Sarif *sarif, const TriResult *result)
{
    static const char *const kinds[TRI_KIND_COUNT] = {
        [TRI_KIND_FAIL] = "fail",
        [TRI_KIND_UNDECIDED] = "fail",
        [TRI_KIND_PASS] = "pass",
        [TRI_KIND_NOT_DEPLOYED] = "notApplicable",
    };
    bool is_failure = !is_open(result) && tri_kind_is_finding(result->kind);

    text_member(sarif, "kind",
                is_open(result) ? TRI_STR("open")
                                : tri_str_from_c(kinds[result->kind]));
    text_member(sarif, "level",
                is_failure ? tri_str_from_c(level_word(result->level))
                           : TRI_STR("none"));
}

static void write_location(Sarif *sarif, const TriResult *result)
{
    tri_json_open_object(&sarif->json);
    write_physical(sarif, &result->place,
                   sarif->style->has_snippets ? result->line : TRI_STR(""));
    write_logical(sarif, result);
    close_object(sarif);
}

static void write_related(Sarif *sarif, const TriResult *result)
{
    if (result->related_count == 0) {
        return;
    }
    open_list(sarif, "relatedLocations");
    for (size_t i = 0; i < result->related_count; i++) {
        tri_json_open_object(&sarif->json);
        tri_json_member_int(&sarif->json, TRI_STR("id"), (int64_t)i + 1);
        write_physical(sarif, &result->related[i].place, TRI_STR(""));
        write_text(sarif, "message", message(sarif, result->related[i].message));
        close_object(sarif);
    }
    close_list(sarif);
}

static void write_step(Sarif *sarif, const TriPlace *place, TriStr text)
{
    tri_json_open_object(&sarif->json);
    open_member(sarif, "location");
    write_physical(sarif, place, TRI_STR(""));
    write_text(sarif, "message", message(sarif, text));
    close_object(sarif);
    close_object(sarif);
}

/* The way of the value, from where it was made to where it is wrong. */
static void write_flow(Sarif *sarif, const TriResult *result)
{
    if (result->related_count == 0 || result->kind != TRI_KIND_FAIL) {
        return;
    }
    open_list(sarif, "codeFlows");
    tri_json_open_object(&sarif->json);
    open_list(sarif, "threadFlows");
    tri_json_open_object(&sarif->json);
    open_list(sarif, "locations");
    for (size_t i = result->related_count; i-- > 0;) {
        write_step(sarif, &result->related[i].place, result->related[i].message);
    }
    write_step(sarif, &result->place, result->message);
    close_list(sarif);
    close_object(sarif);
    close_list(sarif);
    close_object(sarif);
    close_list(sarif);
}

static void write_fingerprints(Sarif *sarif, const TriResult *result)
{
    open_member(sarif, "partialFingerprints");
    if (result->line_hash.size > 0) {
        text_member(sarif, "primaryLocationLineHash", result->line_hash);
    }
    text_member(sarif, "tricep/v1", result->fingerprint);
    close_object(sarif);
}

static void write_suppression(Sarif *sarif, const TriResult *result)
{
    if (sarif->run->has_baseline) {
        text_member(sarif, "baselineState",
                    result->suppression == TRI_SUPPRESSED_EXTERNAL
                        ? TRI_STR("unchanged")
                        : TRI_STR("new"));
    }
    if (result->suppression == TRI_SUPPRESSED_NOT) {
        return;
    }
    open_list(sarif, "suppressions");
    tri_json_open_object(&sarif->json);
    text_member(sarif, "kind",
                result->suppression == TRI_SUPPRESSED_IN_SOURCE ? TRI_STR("inSource")
                                                                : TRI_STR("external"));
    if (result->reason.size > 0) {
        text_member(sarif, "justification", result->reason);
    }
    close_object(sarif);
    close_list(sarif);
}

/* What SARIF has no word for. */
static void write_own(Sarif *sarif, const TriResult *result)
{
    bool is_undecided = result->kind == TRI_KIND_UNDECIDED && !is_open(result);

    if (!is_undecided && result->repository == NULL) {
        return;
    }
    open_member(sarif, "properties");
    if (is_undecided) {
        tri_json_write_name(&sarif->json, TRI_STR("undecided"));
        tri_json_write_bool(&sarif->json, true);
    }
    if (result->repository != NULL) {
        text_member(sarif, "repository", result->repository->path);
    }
    close_object(sarif);
}

static void write_result(Sarif *sarif, const TriResult *result)
{
    const TriReportRule *rule = tri_report_rule(sarif->run, result->rule);

    tri_json_open_object(&sarif->json);
    tri_json_set_compact(&sarif->json, true);
    text_member(sarif, "ruleId", result->rule);
    if (rule != NULL) {
        tri_json_member_int(&sarif->json, TRI_STR("ruleIndex"),
                            rule - sarif->run->rules);
    }
    write_kind(sarif, result);
    write_text(sarif, "message", message(sarif, result->message));
    open_list(sarif, "locations");
    write_location(sarif, result);
    close_list(sarif);
    write_related(sarif, result);
    write_flow(sarif, result);
    write_fingerprints(sarif, result);
    write_suppression(sarif, result);
    write_own(sarif, result);
    close_object(sarif);
    tri_json_set_compact(&sarif->json, false);
}

/* ---- the run ---- */

static bool is_trouble(const TriFileNote *note)
{
    return note->status == TRI_FILE_UNREADABLE || note->status == TRI_FILE_INVALID;
}

static void write_notification(Sarif *sarif, const TriFileNote *note)
{
    tri_json_open_object(&sarif->json);
    text_member(sarif, "level", TRI_STR("error"));
    write_text(sarif, "message", message(sarif, note->message));
    open_list(sarif, "locations");
    tri_json_open_object(&sarif->json);
    open_member(sarif, "physicalLocation");
    write_artifact(sarif, note->path);
    close_object(sarif);
    close_object(sarif);
    close_list(sarif);
    close_object(sarif);
}

/* Not so where the exit status is 2: something that was asked for is not in the run. */
static bool is_successful(const TriRun *run)
{
    bool is = run->trouble_count == 0;

    for (size_t i = 0; i < run->note_count; i++) {
        is = is && !tri_is_unread(&run->notes[i]);
    }
    return is;
}

static void write_invocation(Sarif *sarif)
{
    open_list(sarif, "invocations");
    tri_json_open_object(&sarif->json);
    tri_json_write_name(&sarif->json, TRI_STR("executionSuccessful"));
    tri_json_write_bool(&sarif->json, is_successful(sarif->run));
    open_list(sarif, "toolExecutionNotifications");
    for (size_t i = 0; i < sarif->run->note_count; i++) {
        if (is_trouble(&sarif->run->notes[i])) {
            write_notification(sarif, &sarif->run->notes[i]);
        }
    }
    close_list(sarif);
    close_object(sarif);
    close_list(sarif);
}

static void write_category(Sarif *sarif)
{
    TriStr category = sarif->style->category;

    open_member(sarif, "automationDetails");
    text_member(sarif, "id",
                category.size == 0 ? TRI_STR("tricep/")
                                   : TRI_CONCAT(sarif->words, TRI_STR("tricep/"),
                                                category, TRI_STR("/")));
    close_object(sarif);
}

static void write_root(Sarif *sarif)
{
    open_member(sarif, "originalUriBaseIds");
    open_member(sarif, "%SRCROOT%");
    write_text(sarif, "description", TRI_STR("The folder that paths are relative to."));
    close_object(sarif);
    close_object(sarif);
}

static void write_run(Sarif *sarif)
{
    tri_json_open_object(&sarif->json);
    write_tool(sarif);
    write_invocation(sarif);
    write_category(sarif);
    text_member(sarif, "columnKind", TRI_STR("utf16CodeUnits"));
    write_root(sarif);
    open_list(sarif, "results");
    for (size_t i = 0; i < sarif->run->result_count; i++) {
        write_result(sarif, &sarif->run->results[i]);
    }
    close_list(sarif);
    close_object(sarif);
}

static void write(const TriRun *run, const TriReportStyle *style, TriText *text)
{
    TriArena words = tri_arena_open((size_t)1 << 32);
    Sarif sarif = { tri_json_writer(text, 2), &words, run, style };

    tri_json_open_object(&sarif.json);
    text_member(&sarif, "$schema", TRI_STR(SCHEMA));
    text_member(&sarif, "version", TRI_STR("2.1.0"));
    open_list(&sarif, "runs");
    write_run(&sarif);
    close_list(&sarif);
    close_object(&sarif);
    tri_text_add_char(text, '\n');
    tri_arena_close(&words);
}

const TriReporter tri_report_sarif = {
    .name = "sarif",
    .summary = "SARIF 2.1.0, for code scanning",
    .needs = TRI_NEEDS_RULES | TRI_NEEDS_LINE_HASHES | TRI_NEEDS_FINGERPRINTS,
    .write = write,
};
