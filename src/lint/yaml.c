#include "lint/yaml.h"

#include "base/list.h"
#include "base/map.h"
#include "base/number.h"
#include "base/text.h"

#include <yaml.h>

enum { MOST_TEXT = 1048576, MOST_DEPTH = 500 };

typedef struct Yaml {
    TriArena *arena;
    TriSpan span;
    yaml_parser_t parser;
    TriMap anchors; /* TriExpr by name */
    unsigned depth;
    TriStr why; /* empty: all is well */
} Yaml;

static TriExpr *read_node(Yaml *yaml, const yaml_event_t *event);

/* False, with why, when what follows cannot be read. */
static bool next(Yaml *yaml, yaml_event_t *event)
{
    if (yaml_parser_parse(&yaml->parser, event)) {
        return true;
    }
    yaml->why = tri_format(yaml->arena, "line %zu of it is no YAML: %s",
                           yaml->parser.problem_mark.line + 1,
                           yaml->parser.problem == NULL ? "it cannot be read"
                                                        : yaml->parser.problem);
    return false;
}

static TriStr text_of(const yaml_char_t *text)
{
    return tri_str_from_c((const char *)text);
}

/* ---- scalars ---- */

static const struct {
    TriStr text;
    TriExprKind kind;
    bool is_true;
} words[] = {
    { TRI_STR_INIT(""), TRI_EXPR_NULL, false },
    { TRI_STR_INIT("~"), TRI_EXPR_NULL, false },
    { TRI_STR_INIT("null"), TRI_EXPR_NULL, false },
    { TRI_STR_INIT("Null"), TRI_EXPR_NULL, false },
    { TRI_STR_INIT("NULL"), TRI_EXPR_NULL, false },
    { TRI_STR_INIT("true"), TRI_EXPR_BOOL, true },
    { TRI_STR_INIT("True"), TRI_EXPR_BOOL, true },
    { TRI_STR_INIT("TRUE"), TRI_EXPR_BOOL, true },
    { TRI_STR_INIT("false"), TRI_EXPR_BOOL, false },
    { TRI_STR_INIT("False"), TRI_EXPR_BOOL, false },
    { TRI_STR_INIT("FALSE"), TRI_EXPR_BOOL, false },
};

static bool is_number(TriStr text)
{
    char first = text.size > 0 ? text.data[0] : 0;
    bool has_sign = first == '-' || first == '+';
    char digit = text.size > has_sign ? text.data[has_sign] : 0;

    return tri_char_is_digit(digit) || (digit == '.' && text.size > 1U + has_sign);
}

static TriExpr *plain_scalar(Yaml *yaml, TriStr text)
{
    TriStr unsigned_text =
        tri_str_has_prefix(text, TRI_STR("+")) ? tri_str_from(text, 1) : text;
    int64_t integer;
    double number;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (tri_str_eq(words[i].text, text)) {
            return words[i].kind == TRI_EXPR_NULL
                       ? tri_expr_new(yaml->arena, TRI_EXPR_NULL, yaml->span)
                       : tri_expr_bool(yaml->arena, words[i].is_true, yaml->span);
        }
    }
    if (!is_number(text)) {
        return tri_expr_string(yaml->arena, text, yaml->span);
    }
    if (tri_parse_int(unsigned_text, &integer)) {
        return tri_expr_int(yaml->arena, integer, yaml->span);
    }
    if (!tri_parse_double(unsigned_text, &number)) {
        return tri_expr_string(yaml->arena, text, yaml->span);
    }
    TriExpr *expr = tri_expr_new(yaml->arena, TRI_EXPR_FLOAT, yaml->span);

    expr->number = number;
    return expr;
}

static TriExpr *read_scalar(Yaml *yaml, const yaml_event_t *event)
{
    TriStr text =
        tri_str_copy(yaml->arena, tri_str((const char *)event->data.scalar.value,
                                          event->data.scalar.length));

    return event->data.scalar.plain_implicit
               ? plain_scalar(yaml, text)
               : tri_expr_string(yaml->arena, text, yaml->span);
}

/* ---- collections ---- */

/* The next node inside a collection; NULL at its end, and when there is none. */
static TriExpr *read_inside(Yaml *yaml, yaml_event_type_t end)
{
    yaml_event_t event;
    TriExpr *expr = NULL;

    if (!next(yaml, &event)) {
        return NULL;
    }
    if (event.type != end) {
        expr = read_node(yaml, &event);
    }
    yaml_event_delete(&event);
    return expr;
}

static void read_items(Yaml *yaml, TriExpr *array)
{
    TRI_LIST(TriExpr *) items = { 0 };
    TriExpr *item;

    while ((item = read_inside(yaml, YAML_SEQUENCE_END_EVENT)) != NULL) {
        tri_list_push(yaml->arena, &items, item);
    }
    array->items = items.items;
    array->count = (uint32_t)items.count;
}

/* A key as text; one that is no scalar has none. */
static bool key_text(Yaml *yaml, TriExpr *key, TriStr *text)
{
    switch (key->kind) {
    case TRI_EXPR_STRING:
        *text = key->string;
        return true;
    case TRI_EXPR_BOOL:
        *text = key->boolean ? TRI_STR("true") : TRI_STR("false");
        return true;
    case TRI_EXPR_INT:
        *text = tri_format(yaml->arena, "%lld", (long long)key->integer);
        return true;
    default:
        yaml->why = TRI_STR("a key in it is no text");
        return false;
    }
}

static void read_members(Yaml *yaml, TriExpr *object)
{
    TRI_LIST(TriExprMember) members = { 0 };
    TriExpr *key;

    while ((key = read_inside(yaml, YAML_MAPPING_END_EVENT)) != NULL) {
        TriExprMember member = { .name_span = yaml->span };

        if (!key_text(yaml, key, &member.name)) {
            return;
        }
        member.value = read_inside(yaml, YAML_NO_EVENT);
        if (member.value == NULL) {
            return;
        }
        tri_list_push(yaml->arena, &members, member);
    }
    object->members = members.items;
    object->count = (uint32_t)members.count;
}

/* ---- nodes ---- */

static void remember(Yaml *yaml, const yaml_char_t *anchor, TriExpr *expr)
{
    if (anchor != NULL) {
        TriStr name = tri_str_copy(yaml->arena, text_of(anchor));

        *tri_map_put(yaml->arena, &yaml->anchors, name, TRI_MAP_EXACT) = expr;
    }
}

static TriExpr *read_alias(Yaml *yaml, const yaml_event_t *event)
{
    TriExpr *expr =
        tri_map_find(&yaml->anchors, text_of(event->data.alias.anchor), TRI_MAP_EXACT);

    if (expr == NULL) {
        yaml->why = TRI_STR("an alias in it names nothing before it");
    }
    return expr;
}

static TriExpr *read_collection(Yaml *yaml, const yaml_event_t *event, TriExprKind kind)
{
    TriExpr *expr = tri_expr_new(yaml->arena, kind, yaml->span);

    if (yaml->depth >= MOST_DEPTH) {
        yaml->why = TRI_STR("it is nested too deeply");
        return NULL;
    }
    yaml->depth++;
    if (kind == TRI_EXPR_ARRAY) {
        read_items(yaml, expr);
        remember(yaml, event->data.sequence_start.anchor, expr);
    } else {
        read_members(yaml, expr);
        remember(yaml, event->data.mapping_start.anchor, expr);
    }
    yaml->depth--;
    return yaml->why.size == 0 ? expr : NULL;
}

static TriExpr *read_node(Yaml *yaml, const yaml_event_t *event)
{
    TriExpr *expr;

    switch (event->type) {
    case YAML_SCALAR_EVENT:
        expr = read_scalar(yaml, event);
        remember(yaml, event->data.scalar.anchor, expr);
        return expr;
    case YAML_SEQUENCE_START_EVENT:
        return read_collection(yaml, event, TRI_EXPR_ARRAY);
    case YAML_MAPPING_START_EVENT:
        return read_collection(yaml, event, TRI_EXPR_OBJECT);
    case YAML_ALIAS_EVENT:
        return read_alias(yaml, event);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        break;
    }
    return NULL;
}

/* The first node of the first document; an empty text is null. */
static TriExpr *read_document(Yaml *yaml)
{
    TriExpr *expr = NULL;
    bool is_at_end = false;

    while (expr == NULL && !is_at_end && yaml->why.size == 0) {
        yaml_event_t event;

        if (next(yaml, &event)) {
            is_at_end = event.type == YAML_STREAM_END_EVENT;
            expr = read_node(yaml, &event);
            yaml_event_delete(&event);
        }
    }
    return is_at_end ? tri_expr_new(yaml->arena, TRI_EXPR_NULL, yaml->span) : expr;
}

TriExpr *tri_yaml_read(TriArena *arena, TriStr text, TriSpan span, TriStr *why)
{
    Yaml yaml = { .arena = arena, .span = span };

    if (text.size > MOST_TEXT) {
        *why = TRI_STR("it is larger than 1,048,576 bytes");
        return NULL;
    }
    if (!yaml_parser_initialize(&yaml.parser)) {
        *why = TRI_STR("there is no memory to read it");
        return NULL;
    }
    yaml_parser_set_encoding(&yaml.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml.parser, (const unsigned char *)text.data,
                                 text.size);
    TriExpr *expr = read_document(&yaml);

    yaml_parser_delete(&yaml.parser);
    *why = yaml.why;
    return yaml.why.size == 0 ? expr : NULL;
}
