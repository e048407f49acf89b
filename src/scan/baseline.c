#include "scan/baseline.h"

#include "base/file.h"
#include "base/text.h"
#include "rule/reader.h"
#include "json/write.h"

#include <stdlib.h>

/* ---- reading ---- */

static TriStatus read_text(const TriReader *reader, const TriJsonNode *entry,
                           const char *name, TriStr *text)
{
    const TriJsonNode *value = tri_json_find(reader->json, entry, tri_str_from_c(name));

    if (value == NULL || value->type != TRI_JSON_STRING) {
        return tri_reader_wrong(reader, entry,
                                "expected a finding with the texts 'fp', 'rule', "
                                "'path' and 'message'");
    }
    *text = tri_json_string(reader->arena, reader->json, value);
    return TRI_OK;
}

static void add_entry(TriArena *arena, TriBaseline *baseline, TriBaselineEntry entry)
{
    void **place =
        tri_map_put(arena, &baseline->index, entry.fingerprint, TRI_MAP_EXACT);

    if (*place == NULL) {
        tri_list_push(arena, &baseline->entries, entry);
        *place = (void *)baseline->entries.count;
    }
}

static TriStatus read_entry(const TriReader *reader, const TriJsonNode *node,
                            TriBaseline *baseline)
{
    TriBaselineEntry entry = { 0 };

    if (read_text(reader, node, "fp", &entry.fingerprint) != TRI_OK ||
        read_text(reader, node, "rule", &entry.rule) != TRI_OK ||
        read_text(reader, node, "path", &entry.path) != TRI_OK ||
        read_text(reader, node, "message", &entry.message) != TRI_OK) {
        return TRI_FAILED;
    }
    add_entry(reader->arena, baseline, entry);
    return TRI_OK;
}

static TriStatus read_all(TriReader *reader, void *context)
{
    const TriJsonNode *root = reader->json->root;
    const TriJsonNode *version = tri_json_find(reader->json, root, TRI_STR("version"));
    const TriJsonNode *findings =
        tri_json_find(reader->json, root, TRI_STR("findings"));
    int64_t number = 0;

    if (version == NULL || version->type != TRI_JSON_NUMBER ||
        !tri_json_int(reader->json, version, &number) || number != 1 ||
        findings == NULL || findings->type != TRI_JSON_ARRAY) {
        return tri_reader_wrong(
            reader, root, "this is no baseline: expected 'version' 1 and 'findings'");
    }
    tri_json_each_item (item, findings) {
        if (read_entry(reader, item, context) != TRI_OK) {
            return TRI_FAILED;
        }
    }
    return TRI_OK;
}

TriStatus tri_baseline_read(TriArena *arena, TriStr path, TriBaseline *baseline,
                            TriError *error)
{
    TriError trouble = { arena, { 0 } };
    TriStr text;

    if (tri_file_read(arena, path, &text, &trouble) != TRI_OK) {
        return tri_fail(error, "cannot read the baseline '%.*s': %.*s", TRI_ARG(path),
                        TRI_ARG(trouble.message));
    }
    return tri_read_file(arena, path, text, read_all, baseline, error);
}

/* ---- meeting ---- */

bool tri_baseline_meet(TriBaseline *baseline, const TriResult *result)
{
    size_t place =
        (size_t)tri_map_find(&baseline->index, result->fingerprint, TRI_MAP_EXACT);

    if (place == 0) {
        return false;
    }
    baseline->entries.items[place - 1].is_met = true;
    return true;
}

void tri_baseline_add(TriArena *arena, TriBaseline *baseline, const TriResult *result)
{
    TriBaselineEntry entry = { result->fingerprint, result->rule, result->place.path,
                               result->message,     true,         false };

    add_entry(arena, baseline, entry);
}

void tri_baseline_keep(TriArena *arena, TriBaseline *baseline,
                       const TriBaselineEntry *entry)
{
    TriBaselineEntry kept = *entry;

    kept.is_kept = true;
    add_entry(arena, baseline, kept);
}

size_t tri_baseline_met(const TriBaseline *baseline)
{
    size_t count = 0;

    for (size_t i = 0; i < baseline->entries.count; i++) {
        count += baseline->entries.items[i].is_met;
    }
    return count;
}

size_t tri_baseline_gone(const TriBaseline *baseline)
{
    size_t count = 0;

    for (size_t i = 0; i < baseline->entries.count; i++) {
        count +=
            !baseline->entries.items[i].is_met && !baseline->entries.items[i].is_kept;
    }
    return count;
}

/* ---- writing ---- */

static int by_path(const void *a, const void *b)
{
    const TriBaselineEntry *left = a;
    const TriBaselineEntry *right = b;
    int order = tri_str_compare(left->path, right->path);

    order = order != 0 ? order : tri_str_compare(left->rule, right->rule);
    return order != 0 ? order : tri_str_compare(left->fingerprint, right->fingerprint);
}

static void write_entry(TriText *text, const TriBaselineEntry *entry)
{
    TriJsonWriter json = tri_json_writer(text, 0);

    tri_json_set_compact(&json, true);
    tri_json_open_object(&json);
    tri_json_member_string(&json, TRI_STR("fp"), entry->fingerprint);
    tri_json_member_string(&json, TRI_STR("rule"), entry->rule);
    tri_json_member_string(&json, TRI_STR("path"), entry->path);
    tri_json_member_string(&json, TRI_STR("message"), entry->message);
    tri_json_close_object(&json);
}

TriStatus tri_baseline_write(TriArena *arena, const TriBaseline *baseline, TriStr path,
                             TriError *error)
{
    size_t count = baseline->entries.count;
    TriBaselineEntry *sorted = TRI_NEW_ARRAY(arena, TriBaselineEntry, count);
    TriError trouble = { arena, { 0 } };
    TriText text = tri_text(arena);
    const char *before = "\n";

    for (size_t i = 0; i < count; i++) {
        sorted[i] = baseline->entries.items[i];
    }
    if (count > 0) {
        qsort(sorted, count, sizeof *sorted, by_path);
    }
    tri_text_add_c(&text, "{\"version\":1,\"findings\":[");
    for (size_t i = 0; i < count; i++) {
        if (sorted[i].is_met || sorted[i].is_kept) {
            tri_text_add_c(&text, before);
            write_entry(&text, &sorted[i]);
            before = ",\n";
        }
    }
    tri_text_add_c(&text, "\n]}\n");
    if (tri_file_write(*arena, path, tri_text_str(&text), &trouble) != TRI_OK) {
        return tri_fail(error, "cannot write the baseline '%.*s': %.*s", TRI_ARG(path),
                        TRI_ARG(trouble.message));
    }
    return TRI_OK;
}
