#include "eval/schema.h"

#include "base/number.h"
#include "base/text.h"

/* A chain of $ref longer than this is taken for a ring. */
enum { MOST_LINKS = 32 };

/* Lists of allowed values that are longer are searched by an index. */
enum { INDEXED_FROM = 16 };

#define KEYWORDS(X)                                                                    \
    X(TYPE, "type")                                                                    \
    X(NULLABLE, "nullable")                                                            \
    X(REFERENCE, "$ref")                                                               \
    X(ALLOWED, "allowedValues")                                                        \
    X(MIN_VALUE, "minValue")                                                           \
    X(MAX_VALUE, "maxValue")                                                           \
    X(MIN_LENGTH, "minLength")                                                         \
    X(MAX_LENGTH, "maxLength")                                                         \
    X(PROPERTIES, "properties")                                                        \
    X(ADDITIONAL, "additionalProperties")                                              \
    X(SEALED, "sealed")                                                                \
    X(ITEMS, "items")                                                                  \
    X(PREFIX, "prefixItems")                                                           \
    X(DISCRIMINATOR, "discriminator")

enum {
#define X(id, text) id,
    KEYWORDS(X) KEYWORD_COUNT
#undef X
};

static const TriStr keywords[KEYWORD_COUNT] = {
#define X(id, text) [id] = TRI_STR_INIT(text),
    KEYWORDS(X)
#undef X
};

/* ---- parts ---- */

static TriSchemaParts *new_parts(TriArena *arena, size_t count)
{
    TriSchemaParts *parts = TRI_NEW(arena, TriSchemaParts);

    parts->items = TRI_NEW_ARRAY(arena, TriSchemaPart, count);
    return parts;
}

/* The members of an object; of one name the last counts. NULL: it is no object. */
static TriSchemaParts *parts_by_name(TriArena *arena, TriExpr *object)
{
    if (object == NULL || tri_expr_get(object)->kind != TRI_EXPR_OBJECT) {
        return NULL;
    }
    TriSchemaParts *parts = new_parts(arena, object->count);

    for (size_t i = 0; i < object->count; i++) {
        const TriExprMember *member = &object->members[i];

        if (member->name_expr != NULL) {
            continue;
        }
        void **place =
            tri_map_put(arena, &parts->by_name, member->name, TRI_MAP_NOCASE);

        if (*place == NULL) {
            *place = &parts->items[parts->count++];
        }
        *(TriSchemaPart *)*place =
            (TriSchemaPart){ .name = member->name, .declaration = member->value };
    }
    return parts;
}

static TriSchemaParts *parts_by_place(TriArena *arena, const TriExpr *array)
{
    if (array->kind != TRI_EXPR_ARRAY) {
        return NULL;
    }
    TriSchemaParts *parts = new_parts(arena, array->count);

    for (size_t i = 0; i < array->count; i++) {
        parts->items[parts->count++].declaration = array->items[i];
    }
    return parts;
}

static TriSchemaPart *one_part(TriArena *arena, TriExpr *declaration)
{
    TriSchemaPart *part = TRI_NEW(arena, TriSchemaPart);

    part->declaration = declaration;
    return part;
}

TriSchemaPart *tri_schema_find(const TriSchemaParts *parts, TriStr name)
{
    return parts == NULL ? NULL : tri_map_find(&parts->by_name, name, TRI_MAP_NOCASE);
}

TriStr tri_schema_nearest(const TriSchemaParts *parts, TriStr name)
{
    return parts == NULL ? TRI_STR("")
                         : TRI_NEAREST_NAME(name, parts->items, parts->count);
}

/* Not where null does, as when the type is not known: then it may be left out. */
static bool is_required(const TriSchema *schema)
{
    bool is_any = (schema->type & TRI_NULL) != 0 && schema->allowed == NULL;

    return !schema->is_nullable && !is_any;
}

void tri_schema_read_required(TriSchemas *schemas, TriSchemaParts *properties)
{
    if (properties->required != NULL) {
        return;
    }
    properties->required = TRI_NEW_ARRAY(schemas->deployment->eval->arena,
                                         TriSchemaPart *, properties->count + 1);
    for (size_t i = 0; i < properties->count; i++) {
        TriSchemaPart *part = &properties->items[i];

        if (is_required(tri_schema_of(schemas, part))) {
            properties->required[properties->required_count++] = part;
        }
    }
}

/* ---- allowed values ---- */

struct TriAllowed {
    TriExpr *list;
    bool is_indexed;
    bool allows_all; /* one of them is not known */
    unsigned kinds;  /* all values of these are alike: they are not compared */
    TriMap strings;
    TriMap others; /* as text */
};

/* The service compares strings without case. */
static bool are_alike(TriValue a, TriValue b)
{
    if (a.kind != b.kind) {
        return false;
    }
    switch (a.kind) {
    case TRI_BOOL:
        return a.boolean == b.boolean;
    case TRI_INT:
        return a.integer == b.integer;
    case TRI_STRING:
        return tri_str_eq_nocase(a.string, b.string);
    default:
        return true; /* objects and arrays are not compared */
    }
}

static TriStr key_of(TriArena *arena, TriValue value)
{
    return value.kind == TRI_BOOL ? (value.boolean ? TRI_STR("true") : TRI_STR("false"))
                                  : tri_format(arena, "%lld", (long long)value.integer);
}

static void add_allowed(TriArena *arena, TriAllowed *allowed, TriValue value)
{
    switch (value.kind) {
    case TRI_UNKNOWN:
        allowed->allows_all = true;
        return;
    case TRI_STRING:
        *tri_map_put(arena, &allowed->strings, value.string, TRI_MAP_NOCASE) = allowed;
        return;
    case TRI_BOOL:
    case TRI_INT:
        *tri_map_put(arena, &allowed->others, key_of(arena, value), TRI_MAP_EXACT) =
            allowed;
        return;
    default:
        allowed->kinds |= value.kind;
    }
}

static bool is_in_index(const TriSchemas *schemas, TriAllowed *allowed, TriValue value)
{
    TriArena *arena = schemas->deployment->eval->arena;

    if (!allowed->is_indexed) {
        allowed->is_indexed = true;
        for (size_t i = 0; i < allowed->list->count; i++) {
            add_allowed(arena, allowed,
                        tri_eval(schemas->deployment->scope, allowed->list->items[i]));
        }
    }
    if (allowed->allows_all || (value.kind & allowed->kinds) != 0) {
        return true;
    }
    TriArena scratch = *arena;

    switch (value.kind) {
    case TRI_STRING:
        return tri_map_find(&allowed->strings, value.string, TRI_MAP_NOCASE) != NULL;
    case TRI_BOOL:
    case TRI_INT:
        return tri_map_find(&allowed->others, key_of(&scratch, value), TRI_MAP_EXACT) !=
               NULL;
    default:
        return false;
    }
}

static bool is_allowed(const TriSchemas *schemas, TriAllowed *allowed, TriValue value)
{
    if (value.kind == TRI_UNKNOWN) {
        return true;
    }
    if (allowed->list->count > INDEXED_FROM) {
        return is_in_index(schemas, allowed, value);
    }
    for (size_t i = 0; i < allowed->list->count; i++) {
        TriValue other = tri_eval(schemas->deployment->scope, allowed->list->items[i]);

        if (other.kind == TRI_UNKNOWN || are_alike(value, other)) {
            return true;
        }
    }
    return false;
}

bool tri_schema_allows(const TriSchemas *schemas, TriAllowed *allowed, TriValue value)
{
    if (is_allowed(schemas, allowed, value)) {
        return true;
    }
    for (size_t i = 0; value.kind == TRI_ARRAY && i < value.array->count; i++) {
        if (!is_allowed(schemas, allowed, tri_array_item(value.array, i))) {
            return false;
        }
    }
    return value.kind == TRI_ARRAY;
}

static TriAllowed *read_allowed(TriArena *arena, TriExpr *list)
{
    if (list->kind != TRI_EXPR_ARRAY) {
        return NULL;
    }
    TriAllowed *allowed = TRI_NEW(arena, TriAllowed);

    allowed->list = list;
    return allowed;
}

/* ---- $ref ---- */

/* A step of a JSON pointer in an address: %20 and ~1 mean other characters. */
static TriStr decode_step(TriArena *arena, TriStr step)
{
    TriStr bytes = tri_percent_bytes(arena, step);
    TriText text = tri_text(arena);

    for (size_t i = 0; i < bytes.size; i++) {
        char next = i + 1 < bytes.size ? bytes.data[i + 1] : '\0';
        bool is_escape = bytes.data[i] == '~' && (next == '0' || next == '1');

        tri_text_add_char(&text, !is_escape ? bytes.data[i] : next == '0' ? '~' : '/');
        i += is_escape;
    }
    return tri_text_str(&text);
}

static TriSchemaPart *find_definition(TriSchemas *schemas, TriStr name)
{
    if (schemas->definitions == NULL) {
        const TriDeployment *deployment = schemas->deployment;
        TriArena *arena = deployment->eval->arena;
        TriSchemaParts *parts = parts_by_name(arena, deployment->template->definitions);

        schemas->definitions = parts != NULL ? parts : new_parts(arena, 0);
    }
    return tri_schema_find(schemas->definitions, name);
}

/* The part that `keyword` of a schema leads to, with the next step if it has parts. */
static TriSchemaPart *follow_step(TriArena *arena, const TriSchema *schema,
                                  TriStr keyword, TriStr *rest)
{
    TriStr step;
    int64_t place;

    if (tri_str_eq_nocase(keyword, keywords[ITEMS])) {
        return schema->items;
    }
    if (tri_str_eq_nocase(keyword, keywords[ADDITIONAL])) {
        return schema->additional;
    }
    if (!tri_str_split(rest, '/', &step)) {
        return NULL;
    }
    if (tri_str_eq_nocase(keyword, keywords[PROPERTIES])) {
        return tri_schema_find(schema->properties, decode_step(arena, step));
    }
    if (tri_str_eq_nocase(keyword, keywords[PREFIX]) && schema->prefix != NULL &&
        tri_parse_int(step, &place) && place >= 0 &&
        (uint64_t)place < schema->prefix->count) {
        return &schema->prefix->items[place];
    }
    return NULL;
}

/* What "#/definitions/name" leads to, and further steps from there; NULL: nothing. */
static TriSchemaPart *follow(TriSchemas *schemas, TriStr reference)
{
    TriArena *arena = schemas->deployment->eval->arena;
    TriStr prefix = TRI_STR("#/definitions/");
    TriStr rest = tri_str_from(reference, prefix.size);
    TriStr step;

    if (!tri_str_has_prefix_nocase(reference, prefix) ||
        !tri_str_split(&rest, '/', &step)) {
        return NULL;
    }
    TriSchemaPart *part = find_definition(schemas, decode_step(arena, step));

    while (part != NULL && tri_str_split(&rest, '/', &step)) {
        part = follow_step(arena, tri_schema_of(schemas, part), step, &rest);
    }
    return part;
}

/* ---- reading ---- */

static void read_bound(TriBound *bound, const TriExpr *value)
{
    if (value->kind == TRI_EXPR_INT) {
        *bound = (TriBound){ .is_there = true, .value = value->integer };
    }
}

static bool is_bool(const TriExpr *value, bool expected)
{
    return value->kind == TRI_EXPR_BOOL && value->boolean == expected;
}

static void read_discriminator(TriArena *arena, TriExpr *value, TriSchema *schema)
{
    const TriExprMember *name = tri_expr_find(value, TRI_STR("propertyName"));
    const TriExprMember *mapping = tri_expr_find(value, TRI_STR("mapping"));

    if (name == NULL || mapping == NULL ||
        tri_expr_get(name->value)->kind != TRI_EXPR_STRING) {
        return;
    }
    schema->discriminator = name->value->string;
    schema->mapping = parts_by_name(arena, mapping->value);
}

static void read_keyword(TriArena *arena, int keyword, TriExpr *value,
                         TriSchema *schema)
{
    switch (keyword) {
    case TYPE:
        schema->type = value->kind == TRI_EXPR_STRING
                           ? tri_type_named(value->string).type
                           : TRI_ANY;
        break;
    case NULLABLE:
        schema->is_nullable = is_bool(value, true);
        break;
    case ALLOWED:
        schema->allowed = read_allowed(arena, value);
        break;
    case MIN_VALUE:
        read_bound(&schema->least_value, value);
        break;
    case MAX_VALUE:
        read_bound(&schema->most_value, value);
        break;
    case MIN_LENGTH:
        read_bound(&schema->least_length, value);
        break;
    case MAX_LENGTH:
        read_bound(&schema->most_length, value);
        break;
    case PROPERTIES:
        schema->properties = parts_by_name(arena, value);
        break;
    case ADDITIONAL:
        schema->is_closed = is_bool(value, false);
        schema->additional =
            value->kind == TRI_EXPR_OBJECT ? one_part(arena, value) : NULL;
        break;
    case SEALED:
        schema->is_closed = schema->is_closed || is_bool(value, true);
        break;
    case ITEMS:
        schema->has_no_items = is_bool(value, false);
        schema->items = value->kind == TRI_EXPR_OBJECT ? one_part(arena, value) : NULL;
        break;
    case PREFIX:
        schema->prefix = parts_by_place(arena, value);
        break;
    case DISCRIMINATOR:
        read_discriminator(arena, value, schema);
        break;
    }
}

static int find_keyword(TriStr name)
{
    int keyword = 0;

    while (keyword < KEYWORD_COUNT && !tri_str_eq_nocase(keywords[keyword], name)) {
        keyword++;
    }
    return keyword;
}

/* What its $ref leads to, and over that what it says itself. */
TriSchema tri_schema_read(TriSchemas *schemas, TriExpr *declaration)
{
    const TriExprMember *reference = tri_expr_find(declaration, keywords[REFERENCE]);
    TriSchema schema = { .type = TRI_ANY };

    if (declaration == NULL || tri_expr_get(declaration)->kind != TRI_EXPR_OBJECT) {
        return schema;
    }
    if (reference != NULL && tri_expr_get(reference->value)->kind == TRI_EXPR_STRING &&
        schemas->links < MOST_LINKS) {
        schemas->links++;
        TriSchemaPart *base = follow(schemas, reference->value->string);

        schema = base != NULL ? *tri_schema_of(schemas, base) : schema;
        schemas->links--;
    }
    for (size_t i = 0; i < declaration->count; i++) {
        const TriExprMember *member = &declaration->members[i];
        int keyword =
            member->name_expr == NULL ? find_keyword(member->name) : KEYWORD_COUNT;

        if (keyword < KEYWORD_COUNT) {
            read_keyword(schemas->deployment->eval->arena, keyword,
                         tri_expr_get(member->value), &schema);
        }
    }
    return schema;
}

const TriSchema *tri_schema_of(TriSchemas *schemas, TriSchemaPart *part)
{
    if (part->schema == NULL) {
        TriSchema schema = tri_schema_read(schemas, part->declaration);

        part->schema = TRI_NEW(schemas->deployment->eval->arena, TriSchema);
        *part->schema = schema;
    }
    return part->schema;
}
