#include "arm/value.h"

#include "base/placeholder.h"
#include "expr/parse.h"

TriStr tri_arm_string(const TriArmReader *reader, const TriJsonNode *node)
{
    return tri_json_string(reader->arena, &reader->json, node);
}

static const TriArmPlace *place_of(const TriArmReader *reader, const TriJsonNode *node)
{
    return &reader->places[node - reader->json.root];
}

TriSpan tri_arm_span(const TriArmReader *reader, const TriJsonNode *node)
{
    return reader->places == NULL ? tri_json_span(&reader->json, node)
                                  : place_of(reader, node)->span;
}

/* Where each byte of a string's value stands in the text: those of an escape all where
   that begins. */
static const uint32_t *map_offsets(const TriArmReader *reader, const TriJsonNode *node,
                                   TriStr value)
{
    TriStr raw = tri_json_raw(&reader->json, node);
    uint32_t *offsets = TRI_NEW_ARRAY(reader->arena, uint32_t, value.size + 1);
    uint32_t place = node->start + 1;
    size_t at = 0;
    char buffer[4];

    while (raw.size > 0 && at < value.size) {
        uint32_t step = raw.data[0] == '\\' ? 0 : 1;
        size_t before = raw.size;
        TriStr piece = tri_json_take_piece(&raw, buffer);

        for (uint32_t i = 0; i < piece.size && at < value.size; i++) {
            offsets[at++] = place + i * step;
        }
        place += (uint32_t)(before - raw.size);
    }
    offsets[value.size] = place;
    return offsets;
}

/* Finds `text` in front of the quote that ends what is written at `span`. */
static void find_text(TriExprText *text, TriSpan span)
{
    TriStr written = tri_span_text(span);

    text->source = span.source;
    if (written.size > 0 &&
        tri_str_has_suffix(tri_str_slice(written, 0, written.size - 1), text->text)) {
        text->start = span.end - 1 - (uint32_t)text->text.size;
    } else {
        text->whole = span;
    }
}

static void lower_string(const TriArmReader *reader, TriExpr *expr,
                         const TriJsonNode *node)
{
    TriExprText text = {
        .text = tri_arm_string(reader, node),
        .source = reader->json.source,
        .start = node->start + 1,
    };

    if (reader->places != NULL) {
        find_text(&text, tri_arm_span(reader, node));
    }
    if (reader->is_given && tri_has_placeholder(text.text)) {
        *expr = *tri_expr_placeholder(reader->arena, expr->span, text.text);
        return;
    }
    if (reader->is_data) {
        expr->kind = TRI_EXPR_STRING;
        expr->string = text.text;
        return;
    }
    if (node->has_escape && tri_expr_form(text.text) == TRI_FORM_EXPRESSION) {
        text.offsets = map_offsets(reader, node, text.text);
    }
    tri_expr_parse(reader->arena, &text, expr);
}

static void lower_number(const TriArmReader *reader, TriExpr *expr,
                         const TriJsonNode *node)
{
    expr->kind = TRI_EXPR_INT;
    if (!tri_json_int(&reader->json, node, &expr->integer)) {
        expr->kind = TRI_EXPR_FLOAT;
        expr->number = tri_json_double(&reader->json, node);
    }
}

static void lower_array(const TriArmReader *reader, TriExpr *expr,
                        const TriJsonNode *node)
{
    TriExpr **items = TRI_NEW_ARRAY(reader->arena, TriExpr *, node->count);
    uint32_t count = 0;

    tri_json_each_item (item, node) {
        items[count++] = tri_arm_value(reader, item);
    }
    expr->kind = TRI_EXPR_ARRAY;
    expr->items = items;
    expr->count = count;
}

/* A loop inside an object: {"name", "count", "input"}. */
static bool is_loop(const TriArmReader *reader, const TriJsonNode *node)
{
    const TriJson *json = &reader->json;
    const TriJsonNode *name = tri_json_find(json, node, TRI_STR("name"));

    return name != NULL && name->type == TRI_JSON_STRING &&
           tri_json_find(json, node, TRI_STR("count")) != NULL &&
           tri_json_find(json, node, TRI_STR("input")) != NULL;
}

static bool is_loop_list(const TriArmReader *reader, const TriJsonNode *name)
{
    if (name[1].type != TRI_JSON_ARRAY || name[1].count == 0 || reader->is_data ||
        !tri_json_is(&reader->json, name, TRI_STR("copy"))) {
        return false;
    }
    tri_json_each_item (item, name + 1) {
        if (!is_loop(reader, item)) {
            return false;
        }
    }
    return true;
}

static TriExprMember lower_loop(const TriArmReader *reader, const TriJsonNode *node)
{
    const TriJson *json = &reader->json;
    const TriJsonNode *name = tri_json_find(json, node, TRI_STR("name"));
    const TriJsonNode *count = tri_json_find(json, node, TRI_STR("count"));
    const TriJsonNode *input = tri_json_find(json, node, TRI_STR("input"));
    TriExprMember member = { .name = tri_arm_string(reader, name),
                             .name_span = tri_arm_span(reader, name) };

    member.value =
        tri_expr_access(reader->arena, tri_arm_value(reader, count),
                        tri_arm_value(reader, input), tri_arm_span(reader, node));
    member.value->kind = TRI_EXPR_COPY;
    member.value->call.name = member.name;
    return member;
}

static TriExprMember lower_member(const TriArmReader *reader, const TriJsonNode *name)
{
    TriExprMember member = { .name = tri_arm_string(reader, name),
                             .name_span = tri_arm_span(reader, name),
                             .value = tri_arm_value(reader, name + 1) };
    TriExprForm form = reader->is_data ? TRI_FORM_LITERAL : tri_expr_form(member.name);

    if (form == TRI_FORM_EXPRESSION) {
        member.name_expr = tri_arm_value(reader, name);
    } else if (form == TRI_FORM_ESCAPED) {
        member.name = tri_str_from(member.name, 1);
    }
    return member;
}

/* How many members an object stands for: loops have as many as they are. */
static size_t count_members(const TriArmReader *reader, const TriJsonNode *node)
{
    size_t count = node->count;

    tri_json_each_member (name, node) {
        if (is_loop_list(reader, name)) {
            count += name[1].count - 1;
        }
    }
    return count;
}

static void lower_object(const TriArmReader *reader, TriExpr *expr,
                         const TriJsonNode *node)
{
    TriExprMember *members =
        tri_arena_take(reader->arena, count_members(reader, node), sizeof *members);
    uint32_t count = 0;

    tri_json_each_member (name, node) {
        if (!is_loop_list(reader, name)) {
            members[count++] = lower_member(reader, name);
            continue;
        }
        tri_json_each_item (item, name + 1) {
            members[count++] = lower_loop(reader, item);
        }
    }
    expr->kind = TRI_EXPR_OBJECT;
    expr->is_secret = reader->places != NULL && place_of(reader, node)->is_secret;
    expr->members = members;
    expr->count = count;
}

static void lower(const TriFrontEnd *front_end, TriExpr *expr, const void *data)
{
    const TriArmReader *reader = (const TriArmReader *)front_end;
    const TriJsonNode *node = data;

    switch ((TriJsonType)node->type) {
    case TRI_JSON_NULL:
        expr->kind = TRI_EXPR_NULL;
        break;
    case TRI_JSON_BOOL:
        expr->kind = TRI_EXPR_BOOL;
        expr->boolean = tri_json_bool(&reader->json, node);
        break;
    case TRI_JSON_NUMBER:
        lower_number(reader, expr, node);
        break;
    case TRI_JSON_STRING:
        lower_string(reader, expr, node);
        break;
    case TRI_JSON_ARRAY:
        lower_array(reader, expr, node);
        break;
    case TRI_JSON_OBJECT:
        lower_object(reader, expr, node);
        break;
    }
}

const TriArmReader *tri_arm_reader(TriArena *arena, const TriJson *json, bool is_data)
{
    TriArmReader *reader = TRI_NEW(arena, TriArmReader);

    reader->front_end.lower = lower;
    reader->arena = arena;
    reader->json = *json;
    reader->is_data = is_data;
    return reader;
}

const TriArmReader *tri_arm_reader_of_given(TriArena *arena, const TriJson *json)
{
    TriArmReader *reader = TRI_NEW(arena, TriArmReader);

    *reader = *tri_arm_reader(arena, json, true);
    reader->is_given = true;
    return reader;
}

/* Cheaper to lower at once than to remember for later. */
static bool is_simple(const TriArmReader *reader, const TriJsonNode *node)
{
    switch ((TriJsonType)node->type) {
    case TRI_JSON_NULL:
    case TRI_JSON_BOOL:
    case TRI_JSON_NUMBER:
        return true;
    case TRI_JSON_STRING:
        return !tri_str_has_prefix(tri_json_raw(&reader->json, node), TRI_STR("[")) &&
               !node->has_escape && !reader->is_given;
    case TRI_JSON_ARRAY:
    case TRI_JSON_OBJECT:
        return false;
    }
    return false;
}

TriExpr *tri_arm_value(const TriArmReader *reader, const TriJsonNode *node)
{
    if (reader->places != NULL && place_of(reader, node)->value != NULL) {
        return place_of(reader, node)->value;
    }
    TriExpr *expr =
        tri_expr_new(reader->arena, TRI_EXPR_LAZY, tri_arm_span(reader, node));

    if (!is_simple(reader, node)) {
        expr->lazy.front_end = &reader->front_end;
        expr->lazy.node = node;
    } else if (node->type == TRI_JSON_STRING) {
        expr->kind = TRI_EXPR_STRING;
        expr->string = tri_json_raw(&reader->json, node);
    } else {
        lower(&reader->front_end, expr, node);
    }
    return expr;
}
