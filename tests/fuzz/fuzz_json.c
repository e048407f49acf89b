/*
 * Reads any bytes as JSON and, if they are, looks at all there is in the tree. The
 * same function runs over the files of corpus/json as an ordinary test.
 */
#include "base/text.h"
#include "json/document.h"
#include "json/write.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Rewriting recurses. */
enum { FEW_NODES = 1000 };

static TriArena nodes;
static TriArena arena;
static TriArena scratch;

static void demand(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void reset(TriArena *used)
{
    if (used->start == NULL) {
        *used = tri_arena_open((size_t)1 << 30);
    }
    tri_arena_reset(used, (size_t)1 << 20);
}

static bool is_inside(const TriJsonNode *inner, const TriJsonNode *outer)
{
    return inner->start > outer->start && inner->end < outer->end;
}

/* The children of a container are in it, one after the other, and fill its extent. */
static void check_children(const TriJsonNode *node)
{
    const TriJsonNode *child = node + 1;
    uint32_t end = node->start;
    uint32_t count = node->count * (node->type == TRI_JSON_OBJECT ? 2 : 1);

    for (; count > 0; count--) {
        demand(is_inside(child, node) && child->start >= end);
        end = child->end;
        child += child->extent;
    }
    demand(child == node + node->extent);
}

static void check_member(const TriJson *json, const TriJsonNode *object,
                         const TriJsonNode *name)
{
    TriArena forgotten = scratch;
    TriStr text = tri_json_string(&forgotten, json, name);
    const TriJsonNode *found = tri_json_find(json, object, text);

    demand(name->type == TRI_JSON_STRING && tri_json_name(name + 1) == name);
    demand(found != NULL && found >= name + 1);
}

static void check_object(const TriJson *json, const TriJsonNode *object)
{
    uint32_t count = 0;

    tri_json_each_member (name, object) {
        if (++count < 100) {
            check_member(json, object, name);
        }
    }
    demand(count == object->count);
}

static void check_number(const TriJson *json, const TriJsonNode *node)
{
    int64_t value;
    double number = tri_json_double(json, node);

    demand(number - number == 0);
    demand(!tri_json_int(json, node, &value) || (double)value == number);
}

static void check_string(const TriJson *json, const TriJsonNode *node)
{
    TriArena forgotten = scratch;
    TriStr raw = tri_json_raw(json, node);
    TriStr value = tri_json_string(&forgotten, json, node);

    demand(value.size <= raw.size);
    demand(node->has_escape || value.data == raw.data);
}

static void check_node(const TriJson *json, const TriJsonNode *node)
{
    switch ((TriJsonType)node->type) {
    case TRI_JSON_NULL:
        demand(tri_str_eq(tri_json_raw(json, node), TRI_STR("null")));
        break;
    case TRI_JSON_BOOL:
        demand(tri_json_raw(json, node).size == (tri_json_bool(json, node) ? 4 : 5));
        break;
    case TRI_JSON_NUMBER:
        check_number(json, node);
        break;
    case TRI_JSON_STRING:
        check_string(json, node);
        break;
    case TRI_JSON_OBJECT:
        check_object(json, node);
        check_children(node);
        break;
    case TRI_JSON_ARRAY:
        check_children(node);
        break;
    }
}

static void write_node(TriJsonWriter *writer, const TriJson *json,
                       const TriJsonNode *node)
{
    if (node->type == TRI_JSON_OBJECT) {
        tri_json_open_object(writer);
        tri_json_each_member (name, node) {
            tri_json_write_name(writer, tri_json_string(&scratch, json, name));
            write_node(writer, json, name + 1);
        }
        tri_json_close_object(writer);
    } else if (node->type == TRI_JSON_ARRAY) {
        tri_json_open_array(writer);
        tri_json_each_item (item, node) {
            write_node(writer, json, item);
        }
        tri_json_close_array(writer);
    } else if (node->type == TRI_JSON_STRING) {
        tri_json_write_string(writer, tri_json_string(&scratch, json, node));
    } else {
        tri_json_write_raw(writer, tri_json_raw(json, node));
    }
}

/* What is written of a tree reads as the same tree. */
static void check_rewritten(const TriJson *json, int indent)
{
    TriText text = tri_text(&arena);
    TriJsonWriter writer = tri_json_writer(&text, indent);
    TriSink sink = { .arena = &arena };

    write_node(&writer, json, json->root);
    TriSource source = { .text = tri_text_str(&text) };
    TriJson again = tri_json_parse(&nodes, scratch, &source, &sink);

    demand(again.root != NULL && again.root->extent == json->root->extent);
    for (uint32_t i = 0; i < json->root->extent; i++) {
        demand(again.root[i].type == json->root[i].type);
        demand(again.root[i].extent == json->root[i].extent);
        demand(again.root[i].count == json->root[i].count);
    }
}

static void check_document(const TriJson *json, TriSink *sink)
{
    demand(json->root->end <= json->source->text.size);
    for (uint32_t i = 0; i < json->root->extent; i++) {
        check_node(json, json->root + i);
    }
    tri_json_report_duplicates(scratch, json, json->root, sink);
    if (json->root->extent < FEW_NODES) {
        check_rewritten(json, -1);
        check_rewritten(json, 2);
    }
}

/* A refused text has one finding, with a place in the text. */
static void check_refusal(const TriSource *source, const TriSink *sink)
{
    demand(sink->findings.count == 1);
    const TriFinding *finding = sink->findings.items;

    demand(finding->message.size > 0 && finding->span.source == source);
    demand(finding->span.start <= finding->span.end);
    demand(finding->span.end <= source->text.size);
    demand(tri_position(source, finding->span.start).line > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    reset(&nodes);
    reset(&arena);
    reset(&scratch);
    TriSink sink = { .arena = &arena };
    TriStr bytes = tri_str((const char *)data, size);
    TriSource source = tri_source_open(&arena, TRI_STR("fuzz.json"), bytes);
    TriJson json = tri_json_parse(&nodes, scratch, &source, &sink);

    if (json.root == NULL) {
        check_refusal(&source, &sink);
    } else {
        check_document(&json, &sink);
    }
    return 0;
}
