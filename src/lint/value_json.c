#include "lint/value_json.h"

#include "base/text.h"
#include "eval/eval.h"
#include "eval/print.h"

void tri_note_unknown(TriValueWriter *writer, const TriUnknown *unknown)
{
    struct {
        const TriSource *source;
        size_t start;
    } place = { unknown->span.source, unknown->span.start };
    TriStr key = TRI_CONCAT(writer->arena, tri_str((const char *)&place, sizeof place),
                            unknown->why);
    void **met = tri_map_put(writer->arena, &writer->met, key, TRI_MAP_EXACT);

    if (*met == NULL) {
        *met = writer;
        tri_list_push(writer->arena, &writer->unknowns, unknown);
    }
}

/* Of what is unknown, or may have more than is known. */
static const TriUnknown *why_unknown(TriValue value)
{
    switch (value.kind) {
    case TRI_UNKNOWN:
        return value.unknown;
    case TRI_ARRAY:
        return value.array->rest;
    case TRI_OBJECT:
        return value.object->rest;
    default:
        return NULL;
    }
}

static void write_residual(TriValueWriter *writer, TriValue value)
{
    const TriUnknown *why = why_unknown(value);

    if (why != NULL) {
        tri_note_unknown(writer, why);
    }
    tri_json_write_string(writer->json, tri_residual_text(writer->arena, value));
}

static bool is_full(const TriValueWriter *writer)
{
    return writer->depth >= TRI_PRINT_DEPTH ||
           writer->json->text->size > TRI_PRINT_BYTES;
}

static void write_ellipsis(TriValueWriter *writer)
{
    static const TriUnknown limit = {
        .reason = TRI_REASON_BUDGET,
        .type = TRI_ANY,
        .why = TRI_STR_INIT("the value is too large or nested too deep to print"),
    };

    tri_note_unknown(writer, &limit);
    tri_json_write_string(writer->json, TRI_STR("…"));
}

static void write_array(TriValueWriter *writer, const TriArray *array)
{
    size_t i = 0;

    tri_json_open_array(writer->json);
    for (; i < array->count && !is_full(writer); i++) {
        tri_write_value(writer, tri_array_item(array, i));
    }
    if (i < array->count) {
        write_ellipsis(writer);
    }
    tri_json_close_array(writer->json);
}

static void write_member(TriValueWriter *writer, TriStr name, TriValue value)
{
    if (value.kind != TRI_NULL || !writer->drops_null) {
        tri_json_write_name(writer->json, name);
        tri_write_value(writer, value);
    }
}

void tri_write_unnamed(TriValueWriter *writer, const TriObject *object)
{
    const TriUnnamed *member = object->unnamed;

    for (; member != NULL && !is_full(writer); member = member->next) {
        tri_note_unknown(writer, member->name.unknown);
        write_member(writer, tri_residual_text(writer->arena, member->name),
                     tri_force(member->value));
    }
}

static void write_object(TriValueWriter *writer, const TriObject *object)
{
    size_t i = 0;

    tri_json_open_object(writer->json);
    for (; i < object->count && !is_full(writer); i++) {
        write_member(writer, object->members[i].name, tri_object_value(object, i));
    }
    tri_write_unnamed(writer, object);
    if (i < object->count) {
        tri_json_write_name(writer->json, TRI_STR("…"));
        write_ellipsis(writer);
    }
    tri_json_close_object(writer->json);
}

/* What only Azure knows as a whole has residual text of its own. */
static bool stands_as_residual(TriValue value)
{
    return value.kind == TRI_UNKNOWN || value.is_secure ||
           ((value.kind & (TRI_ARRAY | TRI_OBJECT)) != 0 && value.residual != NULL);
}

static void write_lambda(TriValueWriter *writer, TriValue value)
{
    TriUnknown *error = TRI_NEW(writer->arena, TriUnknown);

    *error = (TriUnknown){
        .reason = TRI_REASON_ERROR,
        .type = TRI_ANY,
        .why = TRI_STR("a lambda is a value only as an argument"),
        .span = value.lambda->lambda->span,
    };
    tri_note_unknown(writer, error);
    write_residual(writer, value);
}

static void write_known(TriValueWriter *writer, TriValue value)
{
    switch (value.kind) {
    case TRI_NULL:
        tri_json_write_null(writer->json);
        break;
    case TRI_BOOL:
        tri_json_write_bool(writer->json, value.boolean);
        break;
    case TRI_INT:
        tri_json_write_int(writer->json, value.integer);
        break;
    case TRI_FLOAT:
        tri_json_write_double(writer->json, value.number);
        break;
    case TRI_STRING:
        tri_json_write_string(writer->json, value.string);
        break;
    case TRI_ARRAY:
        write_array(writer, value.array);
        break;
    case TRI_OBJECT:
        write_object(writer, value.object);
        break;
    case TRI_LAMBDA:
        write_lambda(writer, value);
        break;
    default:
        write_residual(writer, value);
    }
}

void tri_write_value(TriValueWriter *writer, TriValue value)
{
    if (is_full(writer)) {
        write_ellipsis(writer);
        return;
    }
    if (stands_as_residual(value)) {
        write_residual(writer, value);
        return;
    }
    writer->depth++;
    write_known(writer, value);
    writer->depth--;
}
